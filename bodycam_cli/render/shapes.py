"""How a table is made to fit: columns narrowed, or split in groups.

A figure is never narrowed. Only widths are known here, in cells of the output.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

GAP = 2
"""Cells between two columns."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How wide a column may be, in cells.

    Attributes:
        least: Enough for every figure and for text broken at words.
        most: Enough for everything in one line.
    """

    least: int
    most: int


def fit(extents: Sequence[Extent], room: int) -> list[int] | None:
    """Widths that fit side by side, or None where the least are too wide.

    Args:
        extents: How wide each column may be.
        room: Cells for all of them and the gaps.
    """
    if width_of([extent.least for extent in extents]) > room:
        return None
    widths = [min(extent.most, room) for extent in extents]
    while width_of(widths) > room:
        loose = [i for i, width in enumerate(widths) if width > extents[i].least]
        widths[max(loose, key=widths.__getitem__)] -= 1
    return widths


def split(
    identifying: Sequence[Extent], measures: Sequence[Extent], room: int
) -> list[tuple[range, list[int]]]:
    """Groups of measures, each of which fits beside the identifying columns.

    Args:
        identifying: The columns that stand at the left of every group, equally
            wide in all.
        measures: The others, in order.
        room: Cells for a group.

    Returns:
        Indexes into ``measures`` and the widths of all columns, for each group; as
        few and as even groups as possible. Nothing where a measure does not fit.
    """
    for count in range(1, max(1, len(measures)) + 1):
        groups = _even_groups(len(measures), count)
        rows = [[*identifying, *(measures[i] for i in group)] for group in groups]
        widths = [fitted for row in rows if (fitted := fit(row, room)) is not None]
        if len(widths) == count:
            return list(zip(groups, _same_start(widths, len(identifying)), strict=True))
    return []


def width_of(widths: Sequence[int]) -> int:
    """Cells that columns take side by side, gaps included."""
    return sum(widths) + GAP * max(0, len(widths) - 1)


def _even_groups(length: int, count: int) -> list[range]:
    """So many groups of indexes below ``length``, even, none longer than the first."""
    bounds = [-(-length * index // count) for index in range(count + 1)]
    return [range(*pair) for pair in pairwise(bounds)]


def _same_start(rows: list[list[int]], length: int) -> list[list[int]]:
    """Rows whose first widths are the narrowest of them all."""
    start = [min(row[index] for row in rows) for index in range(length)]
    return [[*start, *row[length:]] for row in rows]
