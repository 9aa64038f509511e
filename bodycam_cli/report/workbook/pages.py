"""Sheets of values: rollout, ranges and sources."""

from collections.abc import Iterable
from dataclasses import replace

from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.document import Report, Table
from bodycam_cli.report.rollout import rollout_report
from bodycam_cli.report.workbook.document import (
    At,
    Cell,
    Row,
    Series,
    Sheet,
    SheetChart,
    Span,
)
from bodycam_cli.report.workbook.tables import heading, note, table_rows, widths_of

ROLLOUT = "Rollout"
RANGES = "Ranges"
SOURCES = "Sources"

_VALUES = "Values, not formulas: they do not follow what is changed in this workbook."


def rollout_sheet(projection: Projection) -> Sheet:
    """Waves, what is bought again, and cameras month by month, with a chart."""
    report = rollout_report(
        projection.loaded, projection.calendar, projection.rollout, ()
    )
    rows: list[Row] = [
        [Cell("Rollout", look="title")],
        [note(_VALUES, 5)],
        *([Cell(text, look="subtitle", across=5)] for text in report.answer),
        [],
    ]
    tables = {table.name: table for table in report.tables}
    months = tables.pop("months")
    for table in tables.values():
        rows += [[Cell(table.title, look="section")], *table_rows(table), []]
    chart_row = len(rows)
    rows += [[] for _ in range(_CHART_ROWS)]
    begin = len(rows)
    first = len(rows) + 2
    rows += [[Cell(months.title, look="section")], *table_rows(months)]
    chart = _cameras_chart(months, chart_row, first)
    return Sheet(
        ROLLOUT,
        rows,
        tuple(widths_of(rows, 11, 40)),
        (2, 0),
        charts=(chart,),
        is_upright=True,
        page_breaks=(begin,),
    )


_CHART_ROWS = 17


def _cameras_chart(months: Table, row: int, first: int) -> SheetChart:
    names = [column.name for column in months.columns]
    column = names.index("cameras_in_service")
    last = first + len(months.rows) - 1
    most = max(int(str(each["cameras_in_service"])) for each in months.rows)
    return SheetChart(
        kind="steps",
        title="Cameras in service at the end of each month",
        row=row,
        column=0,
        labels=Span(ROLLOUT, first, 0, last, 0),
        series=(
            Series(
                At(ROLLOUT, first - 1, column),
                Span(ROLLOUT, first, column, last, column),
            ),
        ),
        measure="count",
        text=f"Cameras in service by month, up to {most:,}.",
        height=_CHART_ROWS - 1,
        width=640,
    )


def ranges_sheet(ranges: Report) -> Sheet:
    """What a simulation found, as values."""
    rows: list[Row] = [
        [Cell("Ranges", look="title")],
        [note(_VALUES, 8)],
        [note(ranges.title, 8)],
        *([note(text, 8)] for text in ranges.basis),
        [],
        *([Cell(text, look="subtitle", across=8)] for text in ranges.answer),
        [],
    ]
    for table in map(_without_empty, ranges.tables):
        rows += [[Cell(table.title or "By fiscal year", look="section")]]
        rows += [*table_rows(table), *_notes(table.notes), []]
    return Sheet(RANGES, rows, tuple(widths_of(rows, 11, 30)), (2, 0), is_upright=True)


def _without_empty(table: Table) -> Table:
    """A table without the columns that say nothing, or nothing to a reader."""
    columns = tuple(
        column
        for column in table.columns
        if column.on_paper
        and any(row.get(column.name) is not None for row in table.rows)
    )
    return replace(table, columns=columns)


def _notes(texts: Iterable[str]) -> list[Row]:
    return [[note(text, 8)] for text in texts]


def sources_sheet(report: Report) -> Sheet:
    """The sources of an answer, what is noted beside it, and what made it."""
    rows: list[Row] = [
        [Cell("Sources", look="title")],
        [note("Addresses are text: copy one into a browser to open it.", 4)],
        [],
        [heading(each) for each in ("Source", "Title", "Publisher", "Date", "Address")],
    ]
    rows += [
        [
            Cell(source.id, look="label"),
            Cell(source.title, look="wrapped"),
            Cell(source.publisher, look="wrapped"),
            Cell(source.date),
            Cell(source.url, look="wrapped"),
        ]
        for source in report.sources
    ]
    rows += [[], [Cell("What made this workbook", look="section")]]
    stamp = report.stamp
    made = [
        ("Version", f"bodycam {stamp.version}"),
        ("Command", " ".join(["bodycam", *stamp.arguments])),
        *((f"Program {id_}", f"sha256 {digest}") for id_, digest in stamp.programs),
    ]
    rows += [[Cell(name, look="label"), Cell(text)] for name, text in made]
    return Sheet(SOURCES, rows, (16, 52, 24, 12, 60), (4, 1), (3, 3))
