"""A workbook as an Excel file: the one file that knows XlsxWriter."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bodycam_cli.program.problems import RefusedError
from bodycam_cli.render.symbols import clean
from bodycam_cli.report.workbook.document import (
    At,
    Cell,
    Formula,
    Measure,
    Named,
    Part,
    Sheet,
    SheetChart,
    Span,
    Workbook,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook as File
    from xlsxwriter.worksheet import Worksheet

_CREATED = datetime(2019, 6, 3, tzinfo=UTC).replace(tzinfo=None)
"""The same in every file, so that the same input gives the same bytes."""

_MOST_TEXT = 32_767
"""So many characters fit in a cell."""

_MOST_FORMULA = 8_192

_NOT_XML = re.compile("[\ufffe\uffff\U0001fffe\U0001ffff]")

_INK, _GREY, _BLUE = "#1F2A37", "#6B7280", "#1D4ED8"
_PAPER, _BAND, _YELLOW, _ORANGE = "#FFFFFF", "#E8EDF3", "#FFF8D6", "#FDBA74"

_COLORS = (
    "#1F4E79",
    "#E07B39",
    "#3A8D6E",
    "#B23A48",
    "#6C5B9E",
    "#C9A227",
    "#4FA3C7",
    "#8C6D52",
    "#7A8794",
    "#A3B18A",
)
"""Series of a chart in turn: told apart without color by their order too."""

_FORMATS: dict[Measure, str] = {
    "dollars": "$#,##0;-$#,##0",
    "cents": "$#,##0.00;-$#,##0.00",
    "share": "0.0%",
    "rate": "0.0##%",
    "count": "#,##0",
    "decimal": "#,##0.00",
    "general": "#,##0.######",
    "text": "@",
}

_EDGE = {"border": 1, "border_color": "#D9CF9E"}

_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18, "font_color": _INK},
    "subtitle": {"font_color": _INK, "text_wrap": True},
    "heading": {
        "bold": True,
        "bg_color": _BAND,
        "bottom": 1,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "heading_right": {
        "bold": True,
        "bg_color": _BAND,
        "bottom": 1,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "section": {"bold": True, "font_size": 12, "font_color": _INK},
    "text": {},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "note": {"italic": True, "font_color": _GREY, "text_wrap": True},
    "answer": {"bold": True, "font_size": 12, "text_wrap": True, "valign": "top"},
    "status": {"italic": True, "font_color": _GREY, "text_wrap": True, "valign": "top"},
    "input": {"font_color": _BLUE, "bg_color": _YELLOW, **_EDGE},
    "fixed": {"font_color": "#374151"},
    "calculated": {},
    "label": {"bold": True},
    "wrapped_label": {"bold": True, "text_wrap": True},
    "row_total": {"bold": True},
    "total": {"bold": True, "top": 1},
    "total_label": {"bold": True, "top": 1},
    "quiet": {"font_color": _GREY},
}

_INFIX: dict[str, tuple[str, int]] = {
    "difference": ("-", 1),
    "product": ("*", 2),
    "quotient": ("/", 2),
    "power": ("^", 3),
    "equal": ("=", 0),
    "above": (">", 0),
    "joined": ("&", 0),
}
"""The sign of an operation, and how tightly it binds."""

_PATTERNS: dict[str, str] = {
    "round": "ROUND(ROUND({0},6),0)",
    "nearest": "INT({0}+0.5)",
    "floor": "INT(ROUND({0},6))",
    "ceiling": "ROUNDUP(ROUND({0},9),0)",
    "least": "MIN({all})",
    "greatest": "MAX({all})",
    "at_least_zero": "MAX(0,{0})",
    "as_number": "N({0})",
    "or_unknown": 'IF({0}=0,"unknown",{0})',
    "or_blank": 'IF({0}="","",{1})',
    "or_gap": 'IF({0}="",NA(),{0})',
    "choose": "IF({0},{1},{2})",
    "in_dollars": 'TEXT({0},"$#,##0")',
    "in_words": 'TEXT({0},"0")',
    "sum_of_sizes": "SUMPRODUCT(ABS({0}))",
    "count_of_changes": "SUMPRODUCT(--({0}<>{1}))",
}
"""How the other operations are spelled.

``round`` settles a number to a millionth first, so that a half written by hand is one;
both programs round halves away from zero, as bodycam does.
"""

_AN_ATOM = 9
_SUM = 1
_MOST_ARGUMENTS = 200


def to_xlsx(workbook: Workbook) -> bytes:
    """The workbook as an Excel file.

    Raises:
        RefusedError: XlsxWriter is not installed.
    """
    try:
        import xlsxwriter  # noqa: PLC0415 - an extra, and slow to load
    except ModuleNotFoundError as error:
        raise RefusedError(
            "a workbook needs XlsxWriter, which is not installed: "
            "pip install 'bodycam-cli[report]'"
        ) from error
    data = BytesIO()
    file = xlsxwriter.Workbook(data, {"in_memory": True})
    file.worksheet_class = _plain_worksheet()
    file.set_properties({"title": printable(workbook.title)[:200], "created": _CREATED})
    file.set_size(2400, 1500)
    book = _Book(file, workbook)
    for sheet in workbook.sheets:
        book.add(sheet)
    for sheet in workbook.sheets:  # charts read the cells of all sheets
        book.draw(sheet)
    file.close()
    return data.getvalue()


def _plain_worksheet() -> type:
    """A worksheet that takes formulas as they are.

    XlsxWriter looks through each for some forty functions of newer programs, which
    takes half of its time; no formula here has one.
    """
    from xlsxwriter.worksheet import Worksheet  # noqa: PLC0415 - an extra

    class Plain(Worksheet):  # type: ignore[misc]
        def _prepare_formula(self, formula: str, *_: bool) -> str:
            return formula.removeprefix("=")

    return Plain


def printable(text: str) -> str:
    """Text as a cell takes it: one harmless line, no longer than fits."""
    safe = _NOT_XML.sub("\ufffd", clean(text))
    return safe if len(safe) <= _MOST_TEXT else f"{safe[: _MOST_TEXT - 1]}…"


def formula_text(part: Part, sheet: str = "") -> str:
    """A formula as a spreadsheet spells it, without the sign before it.

    Args:
        part: The formula.
        sheet: The sheet on which it stands: its own cells need no sheet's name.
    """
    return _spelled(part, sheet)[0]


def _spelled(part: Part, sheet: str) -> tuple[str, int]:
    """A part of a formula, and how tightly it binds."""
    match part:
        case Formula(operation, parts):
            return _operation(operation, parts, sheet)
        case Named(name):
            return name, _AN_ATOM
        case At(where, row, column):
            return f"{_prefix(where, sheet)}{_letters(column)}{row + 1}", _AN_ATOM
        case Span(where, row, column, last_row, last_column):
            first = f"{_letters(column)}{row + 1}"
            last = f"{_letters(last_column)}{last_row + 1}"
            cells = first if first == last else f"{first}:{last}"
            return f"{_prefix(where, sheet)}{cells}", _AN_ATOM
        case str(text):
            return f'"{text.replace(chr(34), chr(34) * 2)}"', _AN_ATOM
    number = int(part) if part == int(part) else part
    return repr(number), _AN_ATOM if number >= 0 else 0


def _operation(operation: str, parts: tuple[Part, ...], sheet: str) -> tuple[str, int]:
    if operation == "sum":
        return _sum(parts, sheet)
    if operation in _INFIX:
        sign, strength = _INFIX[operation]
        if len(parts) == 1:
            return _spelled(parts[0], sheet)
        return _infix(sign, strength, parts, sheet)
    texts = [_spelled(part, sheet)[0] for part in parts]
    spelled = _PATTERNS[operation].format(*texts, all=",".join(texts))
    return spelled, _AN_ATOM


def _infix(
    sign: str, strength: int, parts: tuple[Part, ...], sheet: str
) -> tuple[str, int]:
    """Parts with a sign between them, in brackets where they bind less."""
    texts = []
    for number, part in enumerate(parts):
        text, own = _spelled(part, sheet)
        # What follows a sign must bind more: a - (b - c).
        is_loose = own < strength or (number > 0 and own == strength)
        texts.append(f"({text})" if is_loose else text)
    return sign.join(texts), strength


def _sum(parts: tuple[Part, ...], sheet: str) -> tuple[str, int]:
    """A sum: of one part that part, of cells ``SUM``, which passes over text."""
    if len(parts) == 1 and not isinstance(parts[0], Span):
        return _spelled(parts[0], sheet)
    if not any(isinstance(part, At | Span) for part in parts):
        return _infix("+", _SUM, parts, sheet)
    texts = [_spelled(part, sheet)[0] for part in parts]
    while len(texts) > _MOST_ARGUMENTS:
        texts = [
            f"SUM({','.join(texts[start : start + _MOST_ARGUMENTS])})"
            for start in range(0, len(texts), _MOST_ARGUMENTS)
        ]
    return f"SUM({','.join(texts)})", _AN_ATOM


def _prefix(where: str, sheet: str) -> str:
    return "" if where == sheet else f"{where}!"


@cache
def _letters(column: int) -> str:
    """The letters of a column from 0: A to Z, AA and on."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class _Book:
    """A file that is being written."""

    def __init__(self, file: "File", workbook: Workbook) -> None:
        self.file = file
        self.footer = f"&L{workbook.footer.replace('&', '&&')}&R&A, page &P of &N"
        self.formats: dict[tuple[str, str, str], Format] = {}
        self.sheets: dict[str, Worksheet] = {}

    def add(self, sheet: Sheet) -> None:
        """Write the cells of a sheet, and set it up for screen and print."""
        page = self.sheets[sheet.name] = self.file.add_worksheet(sheet.name)
        for number, width in enumerate(sheet.widths):
            hidden = {"hidden": True} if number in sheet.hidden else {}
            page.set_column(number, number, width, None, hidden)
        for row, cells in enumerate(sheet.rows):
            lines = max(map(_lines_of(sheet), enumerate(cells)), default=1)
            height = max((_HEIGHTS.get(x.look, 0) for x in cells if x), default=0)
            if height:
                page.set_row(row, height)
            elif lines > 1:
                page.set_row(row, 15 * lines + 1)
            for column, cell in enumerate(cells):
                if cell is not None:
                    self._write(page, sheet, row, column, cell)
        self._mark_changes(page, sheet)
        self._set_up(page, sheet)

    def _write(
        self, page: "Worksheet", sheet: Sheet, row: int, column: int, cell: Cell
    ) -> None:
        look = self._format(cell)
        if cell.across > 1:
            page.merge_range(row, column, row, column + cell.across - 1, "", look)
        if cell.name:
            where = f"={sheet.name}!${_letters(column)}${row + 1}"
            self.file.define_name(cell.name, where)
        value = printable(cell.value) if isinstance(cell.value, str) else cell.value
        formula = None
        if cell.formula is not None:
            formula = f"={formula_text(cell.formula, sheet.name)}"
        if formula is not None and len(formula) <= _MOST_FORMULA:
            page.write_formula(row, column, formula, look, value)
        elif value is None or value == "":
            page.write_blank(row, column, None, look)
        elif isinstance(value, str):
            page.write_string(row, column, value, look)
        else:
            page.write_number(row, column, value, look)

    def _format(self, cell: Cell) -> "Format":
        """The format of a cell, made once for all that look alike."""
        number = _FORMATS[cell.measure]
        if cell.measure == "general" and isinstance(cell.value, int):
            number = _FORMATS["count"]
        if isinstance(cell.value, str) and cell.formula is None:
            number = "@" if cell.look != "input" else number
        key = (cell.look, number, cell.bound)
        if key not in self.formats:
            bound = f'"{cell.bound} "' if cell.bound else ""
            shown = ";".join(f"{bound}{each}" for each in number.split(";"))
            is_number = cell.measure != "text" or cell.look == "heading_right"
            right = {"align": "right", "indent": 1} if is_number else {}
            made = {"num_format": shown, "valign": "top", **right, **_LOOKS[cell.look]}
            self.formats[key] = self.file.add_format(made)
        return self.formats[key]

    def _mark_changes(self, page: "Worksheet", sheet: Sheet) -> None:
        """Mark the inputs that are no longer what they were."""
        changed = self.file.add_format({"bg_color": _ORANGE}) if sheet.changed else None
        for now, before in sheet.changed:
            here = f"${_letters(now.column)}{now.row + 1}"
            there = f"${_letters(before.column)}{before.row + 1}"
            page.conditional_format(
                now.row,
                now.column,
                now.last_row,
                now.last_column,
                {"type": "formula", "criteria": f"={here}<>{there}", "format": changed},
            )

    def _set_up(self, page: "Worksheet", sheet: Sheet) -> None:
        """Frozen heads, and pages that print."""
        page.hide_gridlines(2)
        page.freeze_panes(*sheet.frozen)
        if not sheet.is_upright:
            page.set_landscape()
        page.set_paper(1)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
        page.set_footer(self.footer)
        shown = sheet.widths[: sheet.printed]
        page.print_area(0, 0, max(len(sheet.rows) - 1, 0), len(shown) - 1)
        page.fit_to_pages(max(1, round(sum(shown) / _WIDEST)), 0)
        page.set_h_pagebreaks(sheet.page_breaks)
        if sheet.repeated is not None:
            page.repeat_rows(*sheet.repeated)
        if sheet.frozen[1]:
            page.repeat_columns(0, sheet.frozen[1] - 1)

    def draw(self, sheet: Sheet) -> None:
        """Draw the charts of a sheet."""
        for chart in sheet.charts:
            self._draw(self.sheets[sheet.name], chart)

    def _draw(self, page: "Worksheet", chart: SheetChart) -> None:
        kinds = {
            "columns": {"type": "column", "subtype": "stacked"},
            "steps": {"type": "column"},
        }
        drawn = self.file.add_chart(kinds[chart.kind])
        gap = 60 if chart.kind == "columns" else 0
        line = self.file.add_chart({"type": "line"})
        has_line = False
        for number, series in enumerate(chart.series):
            settings: dict[str, Any] = {
                "name": _absolute(series.name),
                "categories": _absolute(chart.labels),
                "values": _absolute(series.values),
            }
            if series.is_line:
                has_line = True
                line.add_series(settings | _LINE)
            else:
                fill = {"color": _COLORS[number % len(_COLORS)]}
                drawn.add_series(settings | {"fill": fill, "gap": gap})
        if has_line:
            drawn.combine(line)
        drawn.set_title({"name": chart.title, "name_font": {"size": 12}})
        number_format = _FORMATS[chart.measure].split(";", maxsplit=1)[0]
        axis = {"num_format": number_format, "major_gridlines": _GRID, "min": 0}
        drawn.set_y_axis(axis)
        labels = chart.labels
        count = max(labels.last_row - labels.row, labels.last_column - labels.column)
        every = 1 + count // _MOST_LABELS
        names = {"interval_unit": every, "interval_tick": every}
        small = {"num_font": {"size": 8}} if every > 1 else {}
        drawn.set_x_axis(names | small)
        if len(chart.series) > 1:
            drawn.set_legend({"position": "bottom"})
        else:
            drawn.set_legend({"none": True})
        drawn.show_hidden_data()
        drawn.set_size({"width": chart.width, "height": chart.height * 20})
        options = {"description": chart.text, "object_position": 2}
        page.insert_chart(chart.row, chart.column, drawn, options)


_LINE = {
    "line": {"color": "#000000", "width": 2.25},
    "marker": {
        "type": "diamond",
        "size": 9,
        "fill": {"color": "#FFFFFF"},
        "border": {"color": "#000000"},
    },
}
_MOST_LABELS = 14
"""So many words stand under a chart without turning."""

_GRID = {"visible": True, "line": {"color": "#D9DEE4", "width": 0.5}}


def _absolute(where: At | Span) -> str:
    first = f"{where.sheet}!${_letters(where.column)}${where.row + 1}"
    if isinstance(where, At):
        return f"={first}"
    return f"={first}:${_letters(where.last_column)}${where.last_row + 1}"


def _lines_of(sheet: Sheet) -> "Callable[[tuple[int, Cell | None]], int]":
    """How many lines the text of a cell takes in its columns."""

    def lines(item: tuple[int, Cell | None]) -> int:
        column, cell = item
        if cell is None or not isinstance(cell.value, str):
            return 1
        if cell.across == 1 and not cell.look.startswith(("wrapped", "heading")):
            return 1
        width = sum(sheet.widths[column : column + cell.across])
        size = _SIZES.get(cell.look, 1.0)
        return min(1 + int(len(cell.value) * size / max(width - 1, 1)), _MOST_LINES)

    return lines


_HEIGHTS = {"title": 28, "section": 20}
"""Heights of rows whose text is larger, in points."""

_SIZES = {
    "wrapped": 0.9,
    "answer": 1.2,
    "wrapped_label": 1.1,
    "heading": 1.1,
    "heading_right": 1.1,
}
"""How wide a letter is, for text in bold or larger."""

_WIDEST = 170
"""So many characters fit across a page and can still be read."""

_MOST_LINES = 12
"""So many lines of a long text are in sight; the cell has all of it."""
