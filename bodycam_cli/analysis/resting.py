"""What rests on what: how many dollars of a total a figure carries."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bodycam_cli.program.dates import fiscal_year_number, month_number
from bodycam_cli.program.figures import ASSUMED, SET, Figure, MonthFigure
from bodycam_cli.program.lines import DRIVERS, NEEDS, Line
from bodycam_cli.program.model import Program
from bodycam_cli.program.structure import Path, dotted, figures_of
from bodycam_cli.projection.calendar import Flags
from bodycam_cli.projection.costs import CONTINGENCY, LineCost, has_contingency
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

_PACE = ("training.officers_per_session", "training.sessions_per_week")
"""How fast officers are trained, which costs nothing."""

_MONTHS_PER_YEAR = 12

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
    """The dollars of the lines, in the fiscal years, that a figure is part of."""
    return _resting(projection, ".".join(map(str, path)), [path])


def resting_on_sources(projection: Projection) -> list[Resting]:
    """What rests on each source, most dollars first."""
    paths: dict[str, list[Path]] = defaultdict(list)
    for path, figure, _ in figures_of(projection.loaded.program):
        paths[figure.source or NO_SOURCE].append(path)
    found = [_resting(projection, *of_source) for of_source in paths.items()]
    return sorted(found, key=lambda each: -each.dollars)


def _resting(projection: Projection, name: str, paths: list[Path]) -> Resting:
    """The dollars that rest on any of these figures, each counted once."""
    dollars, lines = 0, []
    for line in _reached(projection, paths):
        masks = [years_resting(projection, line, path) for path in paths]
        years = np.logical_or.reduce(masks)
        if years.any():
            dollars += int(line.dollars[0, years].sum())
            lines.append(line.name)
    return Resting(name, dollars, len(paths), tuple(lines))


def _reached(projection: Projection, paths: list[Path]) -> list[LineCost]:
    """The lines that may rest on these figures; a line's own reach few others."""
    if any(path[0] != "lines" for path in paths):
        return list(projection.lines)
    names = {CONTINGENCY, *(path[1] for path in paths)}
    return [line for line in projection.lines if line.name in names]


def years_resting(projection: Projection, line: LineCost, path: Path) -> Flags:
    """The fiscal years in which a line's dollars are made with the figure at a path."""
    program = projection.loaded.program
    years = np.array(projection.calendar.fiscal_years)
    if line.name == PUBLISHED:
        return _published_years(projection, path)
    if line.name == CONTINGENCY and path[0] != "finance":
        base = [
            years_resting(projection, each, path)
            for each in _reached(projection, [path])
            if each.name != CONTINGENCY and has_contingency(program, each)
        ]
        none = np.zeros(len(years), dtype=bool)
        in_base: Flags = np.logical_or.reduce([none, *base])
        return in_base
    if line.name == CONTINGENCY:
        return np.full(len(years), path == ("finance", "contingency_rate"))
    if path[0] == "lines" and path[1] == line.name:
        return _own_years(program.lines[line.name], years, path)
    rests = path[0] != "lines" and _counts_from(program, program.lines[line.name], path)
    return np.full(len(years), rests)


def _published_years(projection: Projection, path: Path) -> Flags:
    """The fiscal years that a figure of a published estimate covers."""
    published = projection.loaded.program.published
    months = projection.calendar.months_in_year
    covers = np.zeros(len(months), dtype=bool)
    if published is None or path[0] != "published":
        return covers
    boundary = int(published.initial_years.likely_value or 0) * _MONTHS_PER_YEAR
    is_program = published.years == "program"
    ends = np.cumsum(months if is_program else np.full_like(months, _MONTHS_PER_YEAR))
    starts = np.concatenate(([0], ends[:-1]))
    # The camera count says what the estimate is for; no dollar is made with it.
    by_figure = {
        "initial_years": starts >= 0,
        "initial_cost": starts < boundary,
        "annual_cost_after": ends > boundary,
        "escalation_rate": ends > boundary + _MONTHS_PER_YEAR,
    }
    return by_figure.get(str(path[1]), covers)


def _own_years(line: Line, years: NDArray[np.int64], path: Path) -> Flags:
    """The fiscal years in which a line's own figure counts."""
    by_figure: dict[str, Flags] = {}
    if line.amounts is None:
        base = int(years[0])
        if line.price is not None and line.price.year is not None:
            base = fiscal_year_number(line.price.year)
        by_figure["escalation_rate"] = years != base
    else:
        last = max(map(fiscal_year_number, line.amounts))
        by_figure["renewal_rate"] = years > last
        by_figure["escalation_rate"] = years > last + 1
        by_figure["cameras"] = years < 0
        if path[2] == "amounts":
            year = fiscal_year_number(str(path[3]))
            is_renewed = year == last and line.renewal_rate is not None
            by_figure["amounts"] = (years == year) | (is_renewed & (years > last))
    return by_figure.get(str(path[2]), years > 0)


def _counts_from(program: Program, line: Line, path: Path) -> bool:
    """Whether a line's quantity is counted from the figure at a path."""
    counts = _counted(line)
    if counts is None:
        return False
    if path[0] in ("spare_share", "officers"):
        return path[0] in _OWN_TABLES.get(counts, ())
    if path[0] == NEEDS.get(counts):
        return dotted(path) not in _PACE
    is_of_officers = counts.startswith("officers") or counts == "training_hours"
    if is_of_officers and program.officers is not None:
        # Cameras then only say how the officers fall on the waves.
        of_waves = ("cameras",) if program.waves else ()
        return path[0] in ("waves", "slip_months", *of_waves)
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
