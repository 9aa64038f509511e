"""A value as text, by the unit of its column."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import get_args

from bodycam_cli.render.symbols import Symbols
from bodycam_cli.report.document import Column, Incomplete, Table, Unit, Value

WORDS: frozenset[Unit] = frozenset({"text", "month", "fiscal year"})
"""Units whose values are read, not added: their columns are aligned left."""

_DOLLARS: frozenset[Unit] = frozenset(
    unit for unit in get_args(Unit) if unit.startswith("dollars")
)
_EXACT = Context(prec=1_000, rounding=ROUND_HALF_UP)
_MOST_DECIMALS = 6  # what is smaller still is binary noise
_MONTHS_OF_YEAR = 12

Cell = tuple[int | str, str]
"""Where a value stands: index of the row or ``"totals"``, and name of the column."""


def column_texts(
    table: Table, column: Column, symbols: Symbols
) -> tuple[list[str], str]:
    """The texts of one column: one for each row, and the total's.

    Unknown values read ``unknown``, the known part of one ``at least`` or ``at
    most``, and what does not apply a dash. The total of what does not add up is
    empty.

    Args:
        table: The table, whose incomplete cells and months matter here.
        column: One of its columns. All its values get the same precision, except
            in a table that has a ``unit`` for each row.
        symbols: The characters that the output can take.
    """
    unknown = incomplete_cells(table.incomplete)
    decimals = _decimals_of_column(table, column)
    # A column of months that people see speaks for itself.
    hides_months = any(
        one.name == "months" and not one.on_paper for one in table.columns
    )

    def text(where: int | str, value: Value, months: Value) -> str:
        partial = (where, column.name) in unknown
        if value is None:
            return "unknown" if partial else symbols.dash
        shown = _value_text(value, column.unit, decimals, months)
        bound = f"{column.bound} " if partial and column.unit != "text" else ""
        return symbols.printable(bound + shown)

    rows = [
        text(index, row.get(column.name), row.get("months") if hides_months else None)
        for index, row in enumerate(table.rows)
    ]
    if column.name not in table.totals and ("totals", column.name) not in unknown:
        return rows, ""
    return rows, text("totals", table.totals.get(column.name), None)


def incomplete_cells(incomplete: Iterable[Incomplete]) -> frozenset[Cell]:
    """The places of the cells that rest on unknown figures."""
    return frozenset((cell.row, cell.column) for cell in incomplete)


def zero_text(unit: Unit) -> str:
    """Zero in a unit, such as ``$0``."""
    return _number_text(0, unit, 1 if unit == "share" else 0)


def column_values(table: Table, column: Column) -> list[Value]:
    """The values of a column, its total last where there is one."""
    rows = [row.get(column.name) for row in table.rows]
    return [
        *rows,
        *([table.totals[column.name]] if column.name in table.totals else []),
    ]


def _value_text(value: Value, unit: Unit, decimals: int | None, months: Value) -> str:
    """A value that is known, as text; ``decimals`` None lets it choose its own."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) or value is None or unit == "text":
        return str(value)
    if unit == "fiscal year":
        return f"FY{value}{_part_of_year(months)}"
    if decimals is None:
        return _number_of_its_own(value)
    return _number_text(value, unit, decimals)


def _part_of_year(months: Value) -> str:
    """The months of a fiscal year that is not whole, such as `` (5 mo.)``."""
    is_part = isinstance(months, int) and 0 < months < _MONTHS_OF_YEAR
    return f" ({months} mo.)" if is_part else ""


def _number_text(value: float, unit: Unit, decimals: int) -> str:
    number = _round(_exact(value, unit), decimals)
    sign = "-" if number < 0 else ""
    before = "$" if unit in _DOLLARS else ""
    after = " %" if unit == "share" else ""
    return f"{sign}{before}{abs(number):,f}{after}"


def _number_of_its_own(value: float) -> str:
    """A number to six significant digits, and to two decimals at least."""
    exact = _exact(value, "number")
    decimals = max(2, 5 - exact.adjusted()) if exact else 0
    text = _number_text(value, "number", decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _decimals_of_column(table: Table, column: Column) -> int | None:
    """Decimals of every number in a column, or None where rows differ in unit."""
    if column.unit == "number" and any(other.name == "unit" for other in table.columns):
        return None
    numbers = [
        _exact(value, column.unit)
        for value in column_values(table, column)
        if isinstance(value, int | float) and column.unit not in WORDS
    ]
    usual = _usual_decimals(numbers, column.unit)
    sizes = [abs(number) for number in numbers if _round(number, _MOST_DECIMALS)]
    smallest = min(sizes, default=Decimal(1))
    return next(
        count for count in range(usual, _MOST_DECIMALS + 1) if _round(smallest, count)
    )


def _usual_decimals(numbers: Sequence[Decimal], unit: Unit) -> int:
    """The fewest decimals that show every number to a hundredth; shares have one."""
    if unit == "share":
        return 1
    choices = (0,) if unit in _DOLLARS else (0, 1)
    return next(
        (
            count
            for count in choices
            if all(_round(number, count) == _round(number, 2) for number in numbers)
        ),
        2,
    )


def _exact(value: float, unit: Unit) -> Decimal:
    """The number as written, in per cent for a share."""
    exact = Decimal(str(value))
    return exact.scaleb(2, _EXACT) if unit == "share" else exact


def _round(number: Decimal, decimals: int) -> Decimal:
    """A number to so many decimals, halves away from zero."""
    return number.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)
