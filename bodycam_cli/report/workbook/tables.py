"""Tables of an answer as rows of cells: values, as they are."""

from collections.abc import Iterable, Mapping

from bodycam_cli.report.document import Column, Incomplete, Table, Unit, Value
from bodycam_cli.report.workbook.document import Cell, Look, Measure, Row

UNKNOWN = "unknown"

_LONG = 44
"""Longer text takes more than one line."""

_MEASURES: dict[Unit, Measure] = {
    "dollars": "dollars",
    "dollars per camera": "dollars",
    "dollars per camera-year": "dollars",
    "dollars per year": "dollars",
    "cameras": "count",
    "camera-years": "decimal",
    "officers": "count",
    "programs": "count",
    "sessions": "count",
    "hours": "decimal",
    "TB": "decimal",
    "months": "count",
    "years": "decimal",
    "share": "share",
    "number": "general",
}
"""How the numbers of a column are shown; all others are text."""


def heading(label: str, *, is_number: bool = False) -> Cell:
    """The head of a column."""
    return Cell(label, look="heading_right" if is_number else "heading")


def table_rows(table: Table) -> list[Row]:
    """A table: its head, its rows and its totals."""
    unknown: dict[tuple[int | str, str], Incomplete] = {
        (cell.row, cell.column): cell for cell in table.incomplete
    }
    rows: list[Row] = [
        [heading(x.label, is_number=is_number(x)) for x in table.columns]
    ]
    rows += [
        [
            _cell(each, row.get(each.name), unknown.get((index, each.name)))
            for each in table.columns
        ]
        for index, row in enumerate(table.rows)
    ]
    if table.totals:
        rows.append(_totals(table, unknown))
    return rows


def is_number(column: Column) -> bool:
    """Whether a column holds numbers, and stands to the right."""
    return column.unit in _MEASURES


def _totals(table: Table, unknown: Mapping[tuple[int | str, str], Incomplete]) -> Row:
    cells: list[Cell | None] = []
    for column in table.columns:
        found = unknown.get(("totals", column.name))
        if column.name in table.totals or found is not None:
            cells.append(_cell(column, table.totals.get(column.name), found, "total"))
        else:
            cells.append(Cell(None, look="total_label"))
    if cells and cells[0] is not None and cells[0].value is None:
        cells[0] = Cell("Total", look="total_label")
    return cells


def _cell(
    column: Column, value: Value, partial: Incomplete | None, look: Look = "fixed"
) -> Cell:
    if value is None:
        return Cell(UNKNOWN if partial else None, look=look)
    if column.unit == "fiscal year":
        return Cell(f"FY{value}", look="label")
    if isinstance(value, str) or column.unit not in _MEASURES:
        plain: Look = "wrapped" if len(str(value)) > _LONG else "text"
        return Cell(str(value), look=plain if look == "fixed" else look)
    bound = column.bound if partial else ""
    return Cell(value, look=look, measure=_MEASURES[column.unit], bound=bound)


def widths_of(rows: Iterable[Row], least: float = 9, most: float = 48) -> list[float]:
    """Widths of columns that show their cells, within bounds."""
    widths: list[float] = []
    for row in rows:
        for column, cell in enumerate(row):
            last = column + (cell.across if cell is not None else 1)
            widths += [least] * (last - len(widths))
            if cell is not None and cell.across == 1 and cell.look not in _FLOWING:
                widths[column] = max(widths[column], min(_length(cell), most))
    return widths


_FLOWING = ("title", "subtitle", "section", "note", "answer", "status")
"""Text that flows over the cells beside it."""


def note(text: str, across: int) -> Cell:
    """A sentence under a title, over so many columns."""
    return Cell(text, look="note", across=across)


def _length(cell: Cell) -> float:
    if cell.look in ("heading", "heading_right"):  # which may break at a space
        words = str(cell.value or "").split()
        return max([*map(len, words), len(str(cell.value or "")) / 2]) + 3
    if isinstance(cell.value, str) or cell.value is None:
        return len(cell.value or "") + 1.5
    digits = len(f"{cell.value:,.0f}") + 1.2 * len(cell.bound) + 4
    return digits + (3 if cell.measure in ("decimal", "general") else 0)
