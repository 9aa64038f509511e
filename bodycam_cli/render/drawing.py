"""Tables as lines of text, in the shape that fits.

Side by side where there is room; else the figures in groups, each beside the
columns that identify a row, and text under its row; else one block for each row.
A figure is never cut and never broken: at the very least its line is longer than
the room.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bodycam_cli.render.layout import (
    TOTAL,
    PaperBars,
    PaperColumn,
    PaperTable,
    has_totals,
)
from bodycam_cli.render.prose import Measure, fold
from bodycam_cli.render.screen import PROSE
from bodycam_cli.render.shapes import GAP, Extent, fit, split, width_of
from bodycam_cli.render.symbols import Symbols

Line = list[tuple[str, str]]
"""Pieces of a line, each with its style: ``bold``, ``red`` or none."""

Slot = tuple[PaperColumn, int]
"""A column and its width in cells."""

_SHORTEST_BAR = 10  # cells
_LONGEST_BAR = 40
_UNBROKEN_WORD = 20  # cells; longer words of texts and headings may be broken
_WIDE_ENOUGH = 24  # cells; a text need not be wider to save lines
_BOUND = "\u00a0"  # a space at which no line is broken
_FEW_LINES = 3  # of a text that is narrower than that


@dataclass(frozen=True, slots=True)
class Canvas:
    """What lines are drawn on.

    Attributes:
        symbols: The characters that it can take.
        measure: How many of its cells a text takes.
        room: Its width in cells.
    """

    symbols: Symbols
    measure: Measure
    room: int


def draw(paper: PaperTable, canvas: Canvas) -> Iterator[list[Line]]:
    """The parts of a table from top to bottom, to be set apart by empty lines.

    Args:
        paper: The table, ready for paper, with at least one row.
        canvas: What it is drawn on.
    """
    if len(paper.bars) == 1:
        drawn = _beside_bars(paper.columns, paper.bars[0], canvas)
        if drawn:
            yield drawn
            return
    yield from _in_shape(paper, canvas)
    for bars in paper.bars:
        columns = [
            replace(column, total="")
            for column in paper.columns
            if column.name in bars.columns
        ]
        yield _beside_bars(columns, bars, canvas)


def _in_shape(paper: PaperTable, canvas: Canvas) -> list[list[Line]]:
    """A table without bars: in one grid, else in the shape that is shorter."""
    widths = _fit(paper.columns, canvas, canvas.room)
    if widths is not None:
        return [_grid(paper.columns, widths, canvas)]
    blocks = list(_blocks(paper, canvas))
    groups = _groups(paper, canvas)
    return groups if groups and _height(groups) <= _height(blocks) else blocks


def _height(parts: list[list[Line]]) -> int:
    """Lines that parts take, with an empty one after each."""
    return sum(len(part) + 1 for part in parts)


def _groups(paper: PaperTable, canvas: Canvas) -> list[list[Line]]:
    """Grids one below the other, text under its row; nothing where all is too wide."""
    identifying = [one for one in paper.columns if one.identifies]
    figures = [one for one in paper.columns if not (one.identifies or one.is_text)]
    texts = [one for one in paper.columns if one.is_text and not one.identifies]
    if not identifying:
        return []
    groups = split(
        _extents(identifying, canvas), _extents(figures, canvas), canvas.room
    )
    return [
        _grid(
            [*identifying, *(figures[index] for index in group)],
            widths,
            canvas,
            below=() if number else texts,
        )
        for number, (group, widths) in enumerate(groups)
    ]


def _beside_bars(
    columns: Sequence[PaperColumn], bars: PaperBars, canvas: Canvas
) -> list[Line]:
    """Columns with bars at their right; nothing where even short bars do not fit."""
    room = canvas.room - GAP - _SHORTEST_BAR
    widths = _fit(columns, canvas, room)
    if widths is None:
        return []
    longest = min(_LONGEST_BAR, _SHORTEST_BAR + room - width_of(widths))
    cells = tuple(canvas.symbols.bar(share, longest) for share in bars.shares)
    if bars.starts:
        ends = zip(bars.starts, bars.shares, strict=True)
        cells = tuple(
            canvas.symbols.span(start, end, longest, bars.mark) for start, end in ends
        )
    title = "" if bars.title == columns[-1].label else bars.title
    return _grid([*columns, PaperColumn("", title, cells)], [*widths, longest], canvas)


def _fit(columns: Sequence[PaperColumn], canvas: Canvas, room: int) -> list[int] | None:
    return fit(_extents(columns, canvas), room)


def _extents(columns: Sequence[PaperColumn], canvas: Canvas) -> list[Extent]:
    return [_extent(column, canvas) for column in columns]


def _extent(column: PaperColumn, canvas: Canvas) -> Extent:
    """How wide a column may be: headings and text break at words, figures do not."""
    measure = canvas.measure
    cells = max(map(measure, [*column.cells, column.total]))
    heading = min(measure(column.label), PROSE)
    least = max(map(measure, column.label.split(" ")))
    if not column.is_text:
        return Extent(max(cells, min(least, _UNBROKEN_WORD)), max(cells, heading))
    words = " ".join([column.label, *column.cells, column.total]).split(" ")
    word = min(_UNBROKEN_WORD, max(map(measure, words)))
    lines = min(_WIDE_ENOUGH, -(-cells // _FEW_LINES))
    return Extent(max(word, lines), max(heading, min(cells, PROSE)))


def _grid(
    columns: Sequence[PaperColumn],
    widths: Sequence[int],
    canvas: Canvas,
    below: Sequence[PaperColumn] = (),
) -> list[Line]:
    """Columns side by side: headings, a rule, the rows, and totals under a rule.

    Args:
        columns: The columns.
        widths: Their widths, in cells.
        canvas: What they are drawn on.
        below: Columns of text that stand under each row instead.
    """
    slots = list(zip(columns, widths, strict=True))
    rule: Line = [(canvas.symbols.rule * width_of(widths), "")]
    lines = [*_headings(slots, canvas), *_under([one.label for one in below], canvas)]
    lines.append(rule)
    for index, first in enumerate(columns[0].cells):
        cells = [_cell(one, one.cells[index], width, canvas) for one, width in slots]
        lines += _row(slots, cells, canvas)
        level = len(first) - len(first.lstrip(" "))
        lines += _under([one.cells[index] for one in below], canvas, level)
    if has_totals(columns):
        cells = [_cell(one, one.total, width, canvas) for one, width in slots]
        lines += [rule, *_row(slots, cells, canvas, "bold")]
    return lines


def _headings(slots: Sequence[Slot], canvas: Canvas) -> list[Line]:
    """The headings, broken at words, standing on the rule."""
    cells = [fold(one.label, width, canvas.measure) for one, width in slots]
    tallest = max(map(len, cells))
    return _row(slots, [[""] * (tallest - len(one)) + one for one in cells], canvas)


def _under(texts: Sequence[str], canvas: Canvas, level: int = 0) -> list[Line]:
    """Texts in lines of their own, two cells further in than the row above."""
    if not texts:
        return []
    text = f"{_BOUND}| ".join(text or canvas.symbols.dash for text in texts)
    lines = fold(" " * (level + 2) + text, canvas.room, canvas.measure)
    return [[(line.replace(_BOUND, " "), "")] for line in lines]


def _cell(column: PaperColumn, text: str, width: int, canvas: Canvas) -> list[str]:
    return fold(text, width, canvas.measure) if column.is_text else [text]


def _row(
    slots: Sequence[Slot],
    cells: Sequence[Sequence[str]],
    canvas: Canvas,
    style: str = "",
) -> list[Line]:
    """One row of cells, of as many lines as its tallest cell."""
    lines: list[Line] = []
    for texts in zip_longest(*cells, fillvalue=""):
        line: Line = []
        margin = 0
        for (column, width), text in zip(slots, texts, strict=True):
            if not text:
                margin += width + GAP
                continue
            blank = width - canvas.measure(text)
            before = blank if column.is_right else 0
            line.append((" " * (margin + before), ""))
            line.append((text, style or _alarm(column, text)))
            margin = blank - before + GAP
        lines.append(line)
    return lines


def _alarm(column: PaperColumn, text: str) -> str:
    """The style of a figure: money that lacks is red, and has a minus sign."""
    return "red" if column.name == "left" and "-$" in text else ""


def _blocks(paper: PaperTable, canvas: Canvas) -> Iterator[list[Line]]:
    """One block for each row, and one for the totals: a line for each value."""
    for index in range(paper.rows):
        entries = [(column, column.cells[index]) for column in paper.columns]
        yield [line for entry in entries for line in _entry(*entry, canvas)]
    if has_totals(paper.columns):
        entries = [(column, column.total) for column in paper.columns[1:]]
        lines = [line for entry in entries for line in _entry(*entry, canvas)]
        yield [[(TOTAL, "bold")], *lines]


def _entry(column: PaperColumn, text: str, canvas: Canvas) -> list[Line]:
    """``Label: value``, the value on lines of its own where that is too long."""
    style = "bold" if column.identifies else _alarm(column, text)
    start = f"{column.label}: " if column.label else ""
    if not text:
        return []
    if canvas.measure(start + text) <= canvas.room:
        return [[(start, ""), (text, style)]]
    label = fold(start.rstrip(), canvas.room, canvas.measure)
    value = fold(f"  {text}", canvas.room, canvas.measure) if column.is_text else [text]
    return [*([(line, "")] for line in label), *([(line, style)] for line in value)]
