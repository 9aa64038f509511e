"""Programs side by side: the first fiscal year of each beside the first of the others.

A difference is to the first program. It is given only where the months are equal, and
only between numbers that are wholly known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bodycam_cli.projection.projecting import Projection


@dataclass(frozen=True, slots=True)
class Difference:
    """What one program costs more than another.

    Attributes:
        dollars: The difference, or None where it cannot be given.
        base: What the other one costs, in the same years.
        missing: The unknown figures for want of which it cannot be given.
    """

    dollars: int | None
    base: int = 0
    missing: tuple[str, ...] = ()


def common_positions(projections: Sequence[Projection]) -> list[int]:
    """The positions, from 0, at which the fiscal years of all have the same months."""
    months = [list(one.calendar.months_in_year) for one in projections]
    return [
        index
        for index, counts in enumerate(zip(*months, strict=False))
        if len(set(counts)) == 1
    ]


def difference_at(one: Projection, base: Projection, position: int) -> Difference:
    """The difference of two programs in their fiscal year at a position, from 0."""
    if position >= min(len(one.calendar.fiscal_years), len(base.calendar.fiscal_years)):
        return Difference(None)
    months = (each.calendar.months_in_year[position] for each in (one, base))
    if len({int(count) for count in months}) > 1:
        return Difference(None)
    return difference_over(one, base, [position])


def difference_over(
    one: Projection, base: Projection, positions: Sequence[int]
) -> Difference:
    """The difference of two programs over the fiscal years at some positions."""
    if not positions:
        return Difference(None)
    missing = tuple(
        dict.fromkeys(
            key
            for each in (one, base)
            for index in positions
            for key in each.budget.cost.missing[index]
        )
    )
    if missing:
        return Difference(None, missing=missing)
    cost = int(one.budget.cost.dollars[0, list(positions)].sum())
    other = int(base.budget.cost.dollars[0, list(positions)].sum())
    return Difference(cost - other, other)
