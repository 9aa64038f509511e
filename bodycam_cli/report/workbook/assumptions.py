"""The sheet Assumptions: every figure, in a named cell; some may be changed."""

from dataclasses import dataclass

from bodycam_cli.program.figures import Figure, Quantity
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.program.structure import dotted, figures_of
from bodycam_cli.report.assumptions import assumptions_report
from bodycam_cli.report.document import Value
from bodycam_cli.report.workbook.document import (
    Cell,
    Look,
    Measure,
    Row,
    Sheet,
    Span,
)
from bodycam_cli.report.workbook.tables import UNKNOWN, heading, note

ASSUMPTIONS = "Assumptions"
VALUE = 2
_KEPT = 9
"""The columns of the values, and of those that bodycam had."""

_WORDS = ("Figure", "Unit", "Value", "Low", "Likely", "High", "Source", "Set in")
_MORE = ("Note", "As projected", "Cell name")
_WIDTHS = (46, 24, 14, 12, 12, 13, 16, 18, 54, 14, 44)
_PRINTED = 9
_NUMBERS = (2, 3, 4, 5, 9)
_TOP = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure on the sheet.

    Attributes:
        key: Its dotted key.
        row: What the command ``assumptions`` says of it, by column.
        measure: How its number is shown.
        name: Name of its cell.
    """

    key: str
    row: dict[str, Value]
    measure: Measure
    name: str


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The sheet, and where what may be changed stands.

    Attributes:
        sheet: The sheet.
        live: The values that formulas follow, and those that bodycam had.
        fixed: The values that nothing follows, and those that bodycam had.
    """

    sheet: Sheet
    live: tuple[Span, Span]
    fixed: tuple[Span, Span]


def entries_of(
    loaded: LoadedProgram, rows: list[dict[str, Value]], names: dict[str, str]
) -> list[Entry]:
    """Every figure, and a place for each appropriation that the program lacks."""
    quantities = {
        dotted(path): (figure, quantity)
        for path, figure, quantity in figures_of(loaded.program)
    }
    found = [
        Entry(
            str(row["key"]),
            row,
            _measure(*quantities.get(str(row["key"]), (None, None))),
            names[str(row["key"])],
        )
        for row in rows
    ]
    stated = {entry.key for entry in found}
    return found + [
        Entry(key, _nothing(key), "dollars", names[key])
        for key in names
        if key not in stated
    ]


def figure_rows(loaded: LoadedProgram) -> list[dict[str, Value]]:
    """What the command ``assumptions`` says of each figure."""
    return [dict(row) for row in assumptions_report(loaded, ()).tables[0].rows]


def _nothing(key: str) -> dict[str, Value]:
    return {
        "key": key,
        "unit": "dollars",
        "origin": "none on file",
        "note": "write in what may be approved",
    }


def _measure(figure: object, quantity: Quantity | None) -> Measure:
    if quantity is None or not isinstance(figure, Figure):
        return "general"
    if quantity.is_rate:
        return "rate"
    if quantity.unit.startswith("dollars"):
        number = figure.likely_value or 0
        return "dollars" if number == int(number) else "cents"
    return "general"


def assumptions_sheet(entries: list[Entry], used: set[str]) -> Assumptions:
    """The sheet: what may be changed first, and what follows nothing below."""
    live = [entry for entry in entries if entry.key in used]
    fixed = [entry for entry in entries if entry.key not in used]
    head = [
        heading(word, is_number=number in _NUMBERS)
        for number, word in enumerate((*_WORDS, *_MORE))
    ]
    rows: list[Row] = [
        [Cell("Assumptions", look="title")],
        [note(_NOTE, 8)],
        [],
        head,
        [Cell("Change these: Costs, Budget and Summary follow", look="section")],
        *(_entry_row(entry, is_live=True) for entry in live),
        [],
        [Cell("Values: nothing here follows them", look="section")],
        *(_entry_row(entry, is_live=False) for entry in fixed),
    ]
    first_fixed = _TOP + len(live) + 3
    spans = (_spans(_TOP + 1, len(live)), _spans(first_fixed, len(fixed)))
    sheet = Sheet(
        ASSUMPTIONS,
        rows,
        _WIDTHS,
        (_TOP, 1),
        (_TOP - 1, _TOP - 1),
        changed=spans,
        printed=_PRINTED,
    )
    return Assumptions(sheet, *spans)


_NOTE = (
    "Blue on yellow may be changed; what was changed turns orange. A range is low, "
    "likely, high; the value is the likely one. Change any other figure with bodycam "
    "report --set KEY=VALUE."
)


def _spans(first: int, count: int) -> tuple[Span, Span]:
    last = first + max(count, 1) - 1
    return (
        Span(ASSUMPTIONS, first, VALUE, last, VALUE),
        Span(ASSUMPTIONS, first, _KEPT, last, _KEPT),
    )


def _entry_row(entry: Entry, *, is_live: bool) -> Row:
    row = entry.row
    value = row.get("value")
    if value is None and "origin" in row and row["origin"] != "none on file":
        value = UNKNOWN
    look: Look = "input" if is_live else "fixed"
    numbers = [row.get(each) for each in ("low", "likely", "high")]
    return [
        Cell(entry.key, look="wrapped_label"),
        Cell(row.get("unit"), look="wrapped"),
        Cell(value, None, look, entry.measure, name=entry.name),
        *(Cell(each, None, "fixed", entry.measure) for each in numbers),
        Cell(row.get("source"), look="wrapped"),
        Cell(row.get("origin"), look="wrapped"),
        Cell(row.get("note"), look="wrapped"),
        Cell(value, None, "quiet", entry.measure),
        Cell(entry.name, look="quiet"),
    ]
