"""A report as tidy CSV: one value a row, for spreadsheets and scripts."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bodycam_cli.render.symbols import clean
from bodycam_cli.report.document import Column, Report, Role, Table, Unit, Value

HEADINGS = ("program", "table", "period", "item", "measure", "value", "unit", "source")

_FISCAL_YEAR = re.compile(r"FY\d{4}")
_PERIODS: frozenset[Unit] = frozenset({"fiscal year", "month"})

# Signs that make a spreadsheet read a text as a formula, also in full width.
_FORMULA_SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")

Line = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose value, in which table, when, and of which item."""

    program: str
    table: str
    period: str
    item: str

    def of(self, column: Column) -> Line:
        """The first four values of a line; a fiscal year may be a column's name."""
        is_year = _FISCAL_YEAR.fullmatch(column.name) is not None
        period = self.period or (column.name if is_year else "")
        return self.program, self.table, period, self.item


def to_csv(report: Report) -> str:
    """The tables as ``program, table, period, item, measure, value, unit, source``.

    Numbers are bare, unknown is empty. A value that rests on unknown figures is
    followed by a row ``<measure>.missing`` that names them; totals have the item
    ``total``. Text stays text in a spreadsheet: an apostrophe stands before what
    would be read as a formula.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEADINGS)
    programs = report.stamp.programs
    program = programs[0][0] if len(programs) == 1 else ""
    for table in report.tables:
        writer.writerows(tuple(map(_bare, line)) for line in _lines(table, program))
    return buffer.getvalue()


def _lines(table: Table, program: str) -> Iterator[Line]:
    """The lines of a table, its totals last.

    Args:
        table: The table.
        program: Whose it is where no column says so.
    """
    has_programs = any(column.role == "program" for column in table.columns)
    for index, row in enumerate(table.rows):
        place = _Place(
            program=_joined(table, row, "program") if has_programs else program,
            table=table.name,
            period=_joined(table, row, "period"),
            item=_joined(table, row, "item"),
        )
        yield from _measures(table, row, index, place)
    place = _Place("" if has_programs else program, table.name, "", "total")
    yield from _measures(table, table.totals, "totals", place)


def _measures(
    table: Table, row: Mapping[str, Value], where: int | str, place: _Place
) -> Iterator[Line]:
    """A line for each measure of a row, and one for what is missing from it."""
    missing = {one.column: one.missing for one in table.incomplete if one.row == where}
    for column in table.columns:
        name = column.name
        is_given = where != "totals" or name in row or name in missing
        if column.role != "measure" or not is_given:
            continue
        start = place.of(column)
        yield *start, name, row.get(name), _unit(column, row), row.get("source")
        if name in missing:
            yield *start, f"{name}.missing", " ".join(missing[name]), "text", None


def _joined(table: Table, row: Mapping[str, Value], role: Role) -> str:
    """What identifies a row in one role; several texts are joined."""
    values = [
        f"FY{value}" if column.unit == "fiscal year" else str(value)
        for column in table.columns
        if _role(column) == role and (value := row.get(column.name)) is not None
    ]
    return " / ".join(values)


def _role(column: Column) -> Role:
    """The role of a column; a period that is no date, such as year 1, is an item."""
    is_period = column.role == "period" and column.unit not in _PERIODS
    return "item" if is_period else column.role


def _unit(column: Column, row: Mapping[str, Value]) -> Value:
    """The unit of a value: the row's own where the column leaves it to the row."""
    return row.get("unit", column.unit) if column.unit == "number" else column.unit


def _bare(value: Value) -> str:
    """A value for a spreadsheet: a number without ornament, or text that stays so."""
    if isinstance(value, str):
        text = clean(value)
        return f"'{text}" if text.lstrip().startswith(_FORMULA_SIGNS) else text
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{Decimal(str(value)):f}"
