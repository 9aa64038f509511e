"""How a table is made to fit: columns narrowed, or split in groups.

A figure is never narrowed. Only widths are known here, in cells of the output.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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
) -> list[tuple[list[int], list[int]]]:
    """Groups of measures, each of which fits beside the identifying columns.

    Args:
        identifying: The columns that stand at the left of every group, equally
            wide in all; at least one.
        measures: The others, in order.
        room: Cells for a group.

    Returns:
        For each group the indexes of its measures and the widths of all its
        columns; as few groups as possible, and as even. Nothing where a measure
        does not fit.
    """
    start = width_of([extent.least for extent in identifying])
    sizes = [GAP + extent.least for extent in measures]
    if start + max(sizes, default=0) > room:
        return []
    groups = _even_groups(sizes, room - start)
    rows = [[*identifying, *(measures[index] for index in group)] for group in groups]
    widths = [fit(row, room) or [] for row in rows]
    return list(zip(groups, _same_start(widths, len(identifying)), strict=True))


def width_of(widths: Sequence[int]) -> int:
    """Cells that columns take side by side, gaps included."""
    return sum(widths) + GAP * max(0, len(widths) - 1)


def _even_groups(sizes: Sequence[int], room: int) -> list[list[int]]:
    """Indexes in as few groups as the room allows, the widest as narrow as it can."""
    fewest = len(_groups(sizes, room))
    return next(
        groups
        for width in range(max(sizes, default=0), room + 1)
        if len(groups := _groups(sizes, width)) == fewest
    )


def _groups(sizes: Sequence[int], room: int) -> list[list[int]]:
    """Indexes in groups, as many in each as fit; one empty group without sizes."""
    groups: list[list[int]] = [[]]
    for index, size in enumerate(sizes):
        if sum(sizes[other] for other in groups[-1]) + size > room:
            groups.append([])
        groups[-1].append(index)
    return groups


def _same_start(rows: list[list[int]], length: int) -> list[list[int]]:
    """Rows whose first widths are the narrowest of them all."""
    start = [min(row[index] for row in rows) for index in range(length)]
    return [[*start, *row[length:]] for row in rows]
