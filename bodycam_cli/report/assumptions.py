"""The answer to: which figures are in force, who set them, and where are they from?"""

from bodycam_cli.program.dates import fiscal_year_of
from bodycam_cli.program.figures import (
    ASSUMED,
    INDEFINITE,
    CountFigure,
    DurationFigure,
    Figure,
    MonthFigure,
    Quantity,
)
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.program.structure import Path, dotted, figures_of
from bodycam_cli.report.basis import (
    citations_of,
    plain_number,
    title_of,
)
from bodycam_cli.report.document import Column, Report
from bodycam_cli.report.hints import assumptions_hints
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.tables import Cells, Known, table
from bodycam_cli.report.words import counted

_COLUMNS = (
    Column("key", "Figure", "text", "item"),
    Column("unit", "Unit", "text"),
    Column("value", "Value", "number"),
    Column("low", "Low", "number"),
    Column("likely", "Likely", "number"),
    Column("high", "High", "number"),
    Column("origin", "Set in", "text"),
    Column("source", "Source", "text"),
    Column("note", "Note", "text"),
)


def assumptions_report(loaded: LoadedProgram, arguments: tuple[str, ...]) -> Report:
    """Every figure in force, with its unit, origin and source."""
    figures = list(figures_of(loaded.program))
    rows = [figure_row(loaded, *item) for item in figures] + _defaults(loaded)
    year = loaded.program.first_month.value
    return Report(
        command="assumptions",
        title=title_of(loaded),
        basis=(f"Every figure in force. The program starts in {year}.",),
        answer=(_answer(figures),),
        tables=(table("figures", "", _COLUMNS, rows),),
        sources=citations_of(loaded, bool),
        stamp=stamp_of(arguments, [loaded]),
        hints=assumptions_hints(loaded, arguments),
    )


def _answer(
    figures: list[tuple[Path, Figure | MonthFigure, Quantity | None]],
) -> str:
    kinds = {"assumed": 0, "unsourced": 0, "unknown": 0}
    for _, figure, _ in figures:
        if isinstance(figure, Figure) and figure.is_unknown:
            kinds["unknown"] += 1
        elif figure.source == ASSUMED:
            kinds["assumed"] += 1
        elif figure.source is None:
            kinds["unsourced"] += 1
    sourced = len(figures) - sum(kinds.values())
    return (
        f"{counted(len(figures), 'figure')}: {sourced} with a source, "
        f"{kinds['assumed']} assumed, {kinds['unknown']} unknown, "
        f"{kinds['unsourced']} without a source."
    )


def figure_row(
    loaded: LoadedProgram,
    path: Path,
    figure: Figure | MonthFigure,
    quantity: Quantity | None,
) -> dict[str, int | float | str | Known | None]:
    """A figure in force: its value or range, unit, origin and source."""
    row: dict[str, int | float | str | Known | None] = {
        "key": dotted(path),
        "unit": _unit(loaded, path, figure, quantity),
        "origin": str(loaded.origin(path)),
        "source": figure.source,
        "note": figure.note,
    }
    if isinstance(figure, MonthFigure):
        return row | {"value": figure.value}
    if figure.is_unknown:
        return row | {"value": Known(0, (dotted(path),))}
    if figure.is_ranged:
        likely = plain_number(figure.likely_value)
        ends = {"low": plain_number(figure.low), "high": plain_number(figure.high)}
        return row | ends | {"likely": likely, "value": likely}
    if isinstance(figure, DurationFigure) and figure.indefinite:
        return row | {"value": INDEFINITE}
    return row | {"value": plain_number(figure.likely_value)}


def _unit(
    loaded: LoadedProgram,
    path: Path,
    figure: Figure | MonthFigure,
    quantity: Quantity | None,
) -> str:
    """What a figure counts; of a price also what it is per, in whose dollars."""
    if quantity is None or not isinstance(figure, Figure):
        return "month"
    if isinstance(figure, CountFigure) and figure.is_rule:
        least = f", at least {figure.minimum}" if figure.minimum else ""
        return f"{figure.of}s in service for each one, rounded up{least}"
    line = loaded.program.lines.get(str(path[1])) if path[0] == "lines" else None
    if not quantity.is_price or line is None:
        return quantity.unit
    return f"dollars of {figure.year or _first_year(loaded)} per {line.per}"


def _first_year(loaded: LoadedProgram) -> str:
    """The first fiscal year of a program, in whose dollars a price is by default."""
    program = loaded.program
    start, label = program.fiscal_year_start_month, program.fiscal_year_label
    return f"FY{fiscal_year_of(program.first_month.month, start, label)}"


def _defaults(loaded: LoadedProgram) -> list[Cells]:
    """The figures that the program leaves out and that count all the same."""
    program = loaded.program
    defaults: list[tuple[str, str, float, str]] = []
    if program.officers is None:
        count = program.cameras.likely_value or 0
        defaults.append(("officers", "officers", count, "as many as cameras"))
    if program.spare_share is None:
        unit = "spares per camera in service"
        defaults.append(("spare_share", unit, 0, "no spares"))
    if program.slip_months is None:
        defaults.append(("slip_months", "months", 0, "every wave on its date"))
    return [
        {
            "key": key,
            "unit": unit,
            "value": plain_number(value),
            "origin": "default",
            "note": note,
        }
        for key, unit, value, note in defaults
    ]
