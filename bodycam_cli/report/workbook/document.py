"""Sheets of cells, as data: what a workbook says, before any file format.

A formula is an operation over cells, spans of cells and numbers. How it is spelled,
and what a cell looks like, is for the format to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from bodycam_cli.analysis.derivation import Making
from bodycam_cli.report.document import Value

Operation = (
    Making
    | Literal[
        "as_number",
        "or_unknown",
        "or_blank",
        "or_gap",
        "choose",
        "above",
        "equal",
        "joined",
        "in_dollars",
        "in_words",
        "sum_of_sizes",
        "count_of_changes",
    ]
)
"""What a formula does with its parts.

All that makes a derivation, and what only a workbook needs. ``as_number`` takes text
as 0; ``or_unknown`` says ``unknown`` instead of 0; ``or_blank`` and ``or_gap`` give
their second part unless their first is empty, else an empty text or what a chart
leaves out; ``choose`` is condition, then, otherwise; ``joined`` puts texts together,
``in_dollars`` and ``in_words`` make texts of numbers; ``sum_of_sizes`` adds up sizes
without signs, and ``count_of_changes`` says in how many rows two spans differ.
"""


@dataclass(frozen=True, slots=True)
class At:
    """A cell: its sheet, and its row and column from 0."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Span:
    """A rectangle of cells, both ends included."""

    sheet: str
    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Named:
    """A cell by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Formula:
    """An operation over its parts; a text among them is that text."""

    operation: Operation
    parts: "tuple[Part, ...]"


Part = Formula | At | Span | Named | float | str

Look = Literal[
    "title",
    "subtitle",
    "heading",
    "heading_right",
    "section",
    "text",
    "wrapped",
    "wrapped_label",
    "note",
    "answer",
    "status",
    "input",
    "fixed",
    "calculated",
    "row_total",
    "label",
    "total",
    "total_label",
    "quiet",
]
"""What a cell is for.

An ``input`` may be changed and everything follows; ``fixed`` is a value that follows
nothing; ``calculated`` is a formula.
"""

Measure = Literal[
    "dollars", "cents", "share", "rate", "count", "decimal", "general", "text"
]
"""How a number is shown: whole dollars, or with cents; a percentage to a tenth, or to
what it has; a count; two decimals; or as it is."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell.

    Attributes:
        value: The number or text; of a formula, what bodycam computed.
        formula: What recomputes it, or None.
        look: What it is for.
        measure: How a number in it is shown.
        bound: Of a partial number, the word before it: ``at least``.
        name: The name by which formulas may call it; "" for none.
        across: Over so many columns; more than 1 wraps its text in them.
    """

    value: Value
    formula: Formula | None = None
    look: Look = "text"
    measure: Measure = "text"
    bound: str = ""
    name: str = ""
    across: int = 1


Row = Sequence[Cell | None]


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers that a chart draws.

    Attributes:
        name: The cell that names them.
        values: The numbers.
        is_line: Drawn as a line over the columns.
    """

    name: At
    values: Span
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class SheetChart:
    """A chart that lies on a sheet.

    Attributes:
        kind: ``columns`` stacked upon each other, or ``steps`` without gaps.
        title: What it shows.
        row: The row of its upper left corner.
        column: The column of its upper left corner.
        labels: What stands along the axis.
        series: What is drawn.
        measure: How the numbers are shown.
        text: What the picture says, for those who cannot see it.
        height: Its height in rows.
        width: Its width in pixels.
    """

    kind: Literal["columns", "steps"]
    title: str
    row: int
    column: int
    labels: Span
    series: tuple[Series, ...]
    measure: Measure = "dollars"
    text: str = ""
    height: int = 18
    width: int = 900


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet.

    Attributes:
        name: Its name, at most 31 characters, the same for every program.
        rows: Its cells, row by row; None where there is none.
        widths: Widths of its columns, in characters.
        frozen: So many rows and columns stay in sight.
        repeated: First and last row that print at the top of every page; None for
            none.
        charts: Charts on it.
        hidden: Columns that only charts read.
        printed: So many columns are printed; None for all.
        is_upright: Printed upright, as it is narrow.
        page_breaks: Rows that begin a page.
        changed: Spans of inputs, with the span of the values that they had: what
            differs is marked.
    """

    name: str
    rows: Sequence[Row]
    widths: tuple[float, ...]
    frozen: tuple[int, int] = (0, 0)
    repeated: tuple[int, int] | None = None
    charts: tuple[SheetChart, ...] = ()
    hidden: tuple[int, ...] = ()
    printed: int | None = None
    is_upright: bool = False
    page_breaks: tuple[int, ...] = ()
    changed: tuple[tuple[Span, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook.

    Attributes:
        title: Whose it is.
        footer: The sentence at the foot of every page.
        sheets: In order.
        notes: Anything to say of how it was made, for its properties.
    """

    title: str
    footer: str
    sheets: tuple[Sheet, ...]
    notes: str = field(default="")
