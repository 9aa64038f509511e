"""A table as rows of cells, in as many parts as paper needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bodycam_cli.render.layout import (
    PaperBars,
    PaperColumn,
)
from bodycam_cli.render.shapes import Extent, split

if TYPE_CHECKING:
    pass


_ROOM = 100
"""Characters that stand side by side on a sheet of Letter or A4."""

SHORT = 14
"""Rows; a table with no more is not broken over two sheets."""

_THINNEST = 0.5
"""Per cent of its cell; a bar that is not nothing can be seen."""

WORD = 22
"""A longer word may be broken; a heading too."""

_TEXT = 34
"""Characters of a text before it takes a second line."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        text: What it says.
        look: Classes for its style.
        is_header: Whether it names its row.
        href: A place in the page that it links to; "" for none.
        note: What stands below it in small letters.
        bar: A bar in it; in the cell that names a row, for narrow screens.
    """

    text: str
    look: str = ""
    is_header: bool = False
    href: str = ""
    note: str = ""
    bar: "Bar | None" = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in a cell, in per cent of its width."""

    x: float
    width: float
    look: str
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns that fit side by side on paper.

    Attributes:
        headings: The first row.
        rows: The others.
        totals: The last row, or nothing.
        look: ``short`` where paper keeps it together, ``noted`` where text stands
            under what names a row.
    """

    headings: list[Cell]
    rows: list[list[Cell]]
    totals: list[Cell]
    look: str = ""


def is_note(column: PaperColumn) -> bool:
    """Whether a column stands under what names a row."""
    return column.name == "note" and not column.identifies


def look_of(column: PaperColumn) -> str:
    """The class of the cells of a column."""
    return "number" if column.is_right else "text" if column.is_text else "word"


def heading_of(column: PaperColumn, bars: Sequence[PaperBars]) -> Cell:
    """The heading of a column; of the one that names rows also what its bars show."""
    note = bars[0].title if bars and column.identifies else ""
    return Cell(unbroken(column.label), look_of(column), note=unbroken(note))


def unbroken(text: str) -> str:
    """A heading in which a sign of per cent stays with its number."""
    return text.replace(" %", "\u00a0%")


def bar_of(bars: PaperBars, index: int) -> Bar | None:
    """The bar of a row, if it has a length; in a waterfall, whether it rises."""
    end = bars.shares[index]
    start = bars.starts[index] if bars.starts else 0.0
    if start == end and bars.mark is None:
        return None
    is_waterfall = bool(bars.starts) and bars.starts[0] == bars.starts[-1] == 0
    is_step = is_waterfall and 0 < index < len(bars.starts) - 1
    look = "whole" if not is_step else "more" if end >= start else "less"
    mark = None if bars.mark is None else 100 * bars.mark
    left, width = 100 * min(start, end), max(100 * abs(end - start), _THINNEST)
    return Bar(min(left, 100 - _THINNEST), width, look, mark)


def column_groups(columns: Sequence[PaperColumn]) -> list[list[PaperColumn]]:
    """Columns in groups that fit on paper, each with those that name a row."""
    naming = [each for each in columns if each.identifies]
    others = [each for each in columns if not each.identifies]
    if not naming or not others:
        return [list(columns)]
    groups = split(
        [_extent(each) for each in naming], list(map(_extent, others)), _ROOM
    )
    if len(groups) < 2:  # noqa: PLR2004 (one group is the table itself)
        return [list(columns)]
    parts = [[others[index] for index in group] for group, _ in groups]
    for part, following in pairwise(parts):
        while not part[-1].is_right and len(part) > 1:
            following.insert(0, part.pop())  # words stay beside their figures
    return [[*naming, *part] for part in parts]


def _extent(column: PaperColumn) -> Extent:
    """How wide a column may be, in characters."""
    longest = max(map(len, [*column.cells, column.total]), default=0)
    words = [*column.label.split(" ")]
    if column.is_text:
        words += [word for cell in column.cells for word in cell.split(" ")]
        word = min(WORD, max(map(len, words)))
        return Extent(
            max(word, min(longest, _TEXT) // 2), max(word, min(longest, _TEXT))
        )
    least = max(longest, min(WORD, max(map(len, words))))
    return Extent(least, max(least, min(len(column.label), WORD)))
