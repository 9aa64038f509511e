"""What stands around every answer: title, basis, what is assumed, sources."""

import math
from collections.abc import Callable

from bodycam_cli.program.dates import first_month_of, month_words
from bodycam_cli.program.figures import (
    ASSUMED,
    SET,
    CountFigure,
    Figure,
    MonthFigure,
    Quantity,
)
from bodycam_cli.program.lines import NEEDS, tables_needed
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.program.structure import Path, dotted, figures_of
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.document import Citation, Value
from bodycam_cli.report.words import counted, dollars, listed

_ASSUMED_IN_FULL = 6
"""So many assumed figures are named with their reasons; more are only named."""

Use = Callable[[Path], bool]
"""Whether an answer rests on the figure at a path."""


def title_of(loaded: LoadedProgram) -> str:
    """Whose answer it is; says so where no program was named."""
    if loaded.was_named:
        return loaded.title
    return f"{loaded.title} (no program was named; this is {loaded.argument})"


def change_basis(loaded: LoadedProgram) -> tuple[str, ...]:
    """What the command line changed, where it changed anything."""
    if not loaded.settings:
        return ()
    return (f"Changed on the command line: {listed(loaded.settings)}.",)


def simulated_title(projection: Projection) -> str:
    """Whose answer it is, and which estimate it is about."""
    words = {"lines": "by cost lines", "published": "as published"}
    return f"{title_of(projection.loaded)}, {words[projection.estimate]}"


def estimate_basis(projection: Projection) -> str:
    """Cameras and estimate in one line."""
    assumed = ", an assumed count" if projection.cameras_are_assumed else ""
    cameras = f"{counted(projection.cameras, 'camera')}{assumed}"
    if projection.estimate == "published":
        return f"Published estimate, for {cameras}."
    return f"Estimate by cost lines, for {cameras}."


def dollar_basis(loaded: LoadedProgram, fiscal_year: int) -> str:
    """Nominal dollars, and the months of the fiscal year."""
    return f"Nominal dollars. {fiscal_year_basis(loaded, fiscal_year)}"


def fiscal_year_basis(loaded: LoadedProgram, fiscal_year: int) -> str:
    """The months of a fiscal year, as ``FY2019 is July 2018 to June 2019``."""
    program = loaded.program
    start, label = program.fiscal_year_start_month, program.fiscal_year_label
    first = first_month_of(fiscal_year, start, label)
    span = f"{month_words(first)} to {month_words(first + 11)}"
    return f"FY{fiscal_year} is {span}."


def used_by(projection: Projection) -> Use:
    """Which figures a projection rests on."""
    program = projection.loaded.program
    if projection.estimate == "published":
        tops = {"published", "cameras", "first_month", "last_month", "appropriations"}
        return lambda path: path[0] in tops | {"funding"}
    needed = tables_needed(program.lines.values())
    left_out = {*NEEDS.values(), "published"} - needed
    return lambda path: path[0] not in left_out


def figures_used(
    loaded: LoadedProgram, use: Use
) -> list[tuple[Path, Figure | MonthFigure, Quantity | None]]:
    """The figures that an answer rests on."""
    return [item for item in figures_of(loaded.program) if use(item[0])]


def assumption_notes(loaded: LoadedProgram, use: Use) -> tuple[str, ...]:
    """What is assumed, with the reasons where they are few."""
    assumed = [item for item in figures_used(loaded, use) if item[1].source == ASSUMED]
    if len(assumed) > _ASSUMED_IN_FULL:
        names = listed(_grouped([path for path, _, _ in assumed]))
        reasons = f"`bodycam assumptions {loaded.argument}` gives the reasons"
        return (f"Assumed, {counted(len(assumed), 'figure')}: {names}; {reasons}.",)
    return tuple(
        f"Assumed: {dotted(path)} is {figure_text(figure, quantity)}"
        + (f": {figure.note.rstrip('.')}." if figure.note else ".")
        for path, figure, quantity in assumed
    )


def _grouped(paths: list[Path]) -> list[str]:
    """Keys, those of one line or class together: ``lines.docks (price, count)``."""
    groups: dict[Path, list[str]] = {}
    for path in paths:
        groups.setdefault(path[:2], []).append(dotted(path[2:]))
    return [
        f"{dotted(group)} ({', '.join(keys)})" if any(keys) else dotted(group)
        for group, keys in groups.items()
    ]


def published_notes(loaded: LoadedProgram) -> tuple[str, ...]:
    """The words that stand beside the figures of a published estimate."""
    figures = figures_used(loaded, lambda path: path[0] == "published")
    return tuple(
        f"{dotted(path)} is {figure_text(figure, quantity)}: {figure.note.rstrip('.')}."
        for path, figure, quantity in figures
        if figure.note and figure.source != ASSUMED
    )


def citations_of(loaded: LoadedProgram, use: Use) -> tuple[Citation, ...]:
    """The sources of the figures that an answer rests on, each once."""
    names = dict.fromkeys(
        figure.source for _, figure, _ in figures_used(loaded, use) if figure.source
    )
    sources = loaded.program.sources
    return tuple(
        Citation(
            name,
            sources[name].title,
            sources[name].publisher,
            sources[name].date,
            sources[name].url,
        )
        for name in names
        if name not in (ASSUMED, SET)
    )


def figure_value(figure: Figure | MonthFigure) -> Value:
    """The likely value of a figure as data; whole numbers as integers."""
    if isinstance(figure, MonthFigure):
        return figure.value
    return plain_number(figure.likely_value)


def plain_number(number: float | None) -> int | float | None:
    """A number as data: an integer where it is whole."""
    if number is None or math.isinf(number):
        return number
    return int(number) if number == int(number) else number


def figure_text(figure: Figure | MonthFigure, quantity: Quantity | None) -> str:
    """A figure in a sentence, such as ``400 cameras`` or ``$600 to $1,350``."""
    if isinstance(figure, MonthFigure) or quantity is None:
        return str(figure.value)
    if figure.is_unknown:
        return "unknown"
    if isinstance(figure, CountFigure) and figure.is_rule:
        return f"one per {figure.one_per:,g} {figure.of}s, rounded up"
    if figure.low is not None and figure.high is not None:
        likely = number_text(figure.likely_value or 0, quantity)
        low, high = (bare_number(x, quantity) for x in (figure.low, figure.high))
        return f"{likely} ({low} to {high})"
    return number_text(figure.likely_value or 0, quantity)


def number_text(number: float, quantity: Quantity) -> str:
    """A number with its unit, in a sentence."""
    bare = bare_number(number, quantity)
    if quantity.unit == "dollars" or quantity.is_rate:
        return bare
    return "indefinite" if bare == "inf" else f"{bare} {quantity.unit}"


def bare_number(number: float, quantity: Quantity) -> str:
    """A number without its unit, but for dollars and percents."""
    if quantity.unit == "dollars":
        return dollars(number) if number == int(number) else f"${number:,.2f}"
    return f"{number * 100:g} %" if quantity.is_rate else f"{number:,.10g}"
