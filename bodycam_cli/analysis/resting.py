"""What rests on what: how many dollars of a total a figure carries."""

from collections import defaultdict
from dataclasses import dataclass

from bodycam_cli.program.dates import month_number
from bodycam_cli.program.figures import ASSUMED, SET, Figure, MonthFigure
from bodycam_cli.program.lines import DRIVERS, NEEDS, Line
from bodycam_cli.program.model import Program
from bodycam_cli.program.structure import Path, figures_of
from bodycam_cli.projection.budget import is_local
from bodycam_cli.projection.costs import CONTINGENCY, LineCost
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.projection.published import NAME as PUBLISHED

_ROLLOUT = ("cameras", "waves", "slip_months")

_OWN_TABLES = {
    "cameras_bought": ("spare_share",),
    "officers_new": ("officers",),
    "officers_equipped": ("officers",),
    "training_hours": ("officers",),
}
"""Single figures that only some quantities are counted from."""

NO_SOURCE = "(none)"
"""What figures are grouped under that name no source."""


@dataclass(frozen=True, slots=True)
class Resting:
    """What rests on a figure or a source.

    Attributes:
        name: Dotted key, or id of the source.
        dollars: Whole dollars of all fiscal years that would not be what they are
            without it; one dollar may rest on many figures.
        figures: How many figures of the source are in force; 1 for a figure.
        lines: Names of the lines that carry these dollars.
    """

    name: str
    dollars: int
    figures: int
    lines: tuple[str, ...]


def resting_on_figure(projection: Projection, path: Path) -> Resting:
    """The dollars of the lines that a figure is part of."""
    program = projection.loaded.program
    lines = [
        line for line in projection.lines if rests_on(program, projection, line, path)
    ]
    dollars = sum(int(line.dollars[0].sum()) for line in lines)
    names = tuple(line.name for line in lines)
    return Resting(".".join(map(str, path)), dollars, 1, names)


def resting_on_sources(projection: Projection) -> list[Resting]:
    """What rests on each source, most dollars first."""
    paths: dict[str, list[Path]] = defaultdict(list)
    for path, figure, _ in figures_of(projection.loaded.program):
        paths[figure.source or NO_SOURCE].append(path)
    program = projection.loaded.program
    found = []
    for source, of_source in paths.items():
        lines = [
            line
            for line in projection.lines
            if any(rests_on(program, projection, line, path) for path in of_source)
        ]
        dollars = sum(int(line.dollars[0].sum()) for line in lines)
        names = tuple(line.name for line in lines)
        found.append(Resting(source, dollars, len(of_source), names))
    return sorted(found, key=lambda each: -each.dollars)


def rests_on(
    program: Program, projection: Projection, line: LineCost, path: Path
) -> bool:
    """Whether a line's dollars are made with the figure at a path."""
    if line.name == PUBLISHED:
        # The camera count says what the estimate is for; no dollar is made with it.
        return path[0] == "published" and path[1] != "cameras"
    if line.name == CONTINGENCY:
        return path[0] == "finance" or any(
            rests_on(program, projection, each, path)
            for each in projection.lines
            if each.name != CONTINGENCY and is_local(program, each)
        )
    if path[0] == "lines":
        return path[1] == line.name
    return _counts_from(program, program.lines[line.name], path)


def _counts_from(program: Program, line: Line, path: Path) -> bool:
    """Whether a line's quantity is counted from the figure at a path."""
    counts = _counted(line)
    if counts is None:
        return False
    if path[0] in ("spare_share", "officers"):
        return path[0] in _OWN_TABLES.get(counts, ())
    if path[0] == NEEDS.get(counts):
        return True
    if counts.startswith("officers") and program.officers is not None:
        return path[0] in ("waves", "slip_months")
    return path[0] in _ROLLOUT


def _counted(line: Line) -> str | None:
    """What a line's quantity follows, or None where it follows nothing."""
    counts = DRIVERS[line.per or "program"].counts
    if line.amounts is not None or counts in ("once", "always"):
        return None
    if counts not in ("count", "count_rise", "posts"):
        return counts
    if line.count is None or not line.count.is_rule:
        return None
    return "officers_equipped" if line.count.of == "officer" else "cameras_in_service"


def is_missing(figure: Figure | MonthFigure) -> bool:
    """Whether a figure is assumed or unknown."""
    unknown = isinstance(figure, Figure) and figure.is_unknown
    return unknown or figure.source == ASSUMED


def age_in_years(projection: Projection, source: str) -> float | None:
    """Age of a source when the program starts, or None where it has no date.

    A date that leaves out its month or day counts from the first of what it leaves
    out.
    """
    program = projection.loaded.program
    if source in (ASSUMED, SET, NO_SOURCE) or not program.sources[source].date:
        return None
    date = program.sources[source].date
    month = month_number(f"{date}-01"[:7] if len(date) == len("2018") else date[:7])
    return round((program.first_month.month - month) / 12, 1)
