"""Sensitivity: how far each ranged figure moves the total, the others at likely."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bodycam_cli.analysis.sampling import Ranged, ranged_figures
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.projection.calendar import Dollars, Floats
from bodycam_cli.projection.projecting import Estimate, Projection, project
from bodycam_cli.projection.values import Values

_AT_ONCE = 250
"""So many figures are moved in one projection, which bounds its memory."""


@dataclass(frozen=True, slots=True)
class Swing:
    """What the total is at the ends of one figure.

    Attributes:
        ranged: The figure.
        at_low: Total in whole dollars with this figure at its low end.
        at_high: Total in whole dollars with this figure at its high end.
    """

    ranged: Ranged
    at_low: int
    at_high: int

    @property
    def dollars(self) -> int:
        """What the total gains from low to high; negative where it falls."""
        return self.at_high - self.at_low


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How far ranged figures move the local cost of all fiscal years.

    Attributes:
        likely: The projection at the likely values.
        swings: The figures, those that move the total most first.
    """

    likely: Projection
    swings: tuple[Swing, ...]

    @property
    def total(self) -> int:
        """The known part of the local cost at the likely values, in whole dollars."""
        return int(self.likely.budget.local_cost.dollars[0].sum())


def sensitivity_of(
    loaded: LoadedProgram, years: int, estimate: Estimate
) -> Sensitivity:
    """Move each ranged figure from low to high, the others at their likely values.

    Raises:
        RefusedError: The estimate cannot be given for this program as it is.
    """
    values = Values(loaded.program)
    likely = project(loaded, years, estimate, values)
    figures = ranged_figures(loaded.program, estimate)
    swings: list[Swing] = []
    for first in range(0, len(figures), _AT_ONCE):
        these = figures[first : first + _AT_ONCE]
        moved = project(loaded, years, estimate, values.drawing(_ends(these)))
        totals = moved.budget.local_cost.dollars.sum(axis=-1)
        swings += _swings(these, np.broadcast_to(totals, (2 * len(these),)))
    ordered = sorted(swings, key=lambda swing: -abs(swing.dollars))
    return Sensitivity(likely, tuple(ordered))


def _ends(figures: Sequence[Ranged]) -> dict[str, Floats]:
    """Two draws for each figure: its low and its high end, the others at likely."""
    ends: dict[str, Floats] = {}
    for index, each in enumerate(figures):
        ends[each.key] = np.full(2 * len(figures), each.likely)
        ends[each.key][2 * index : 2 * index + 2] = each.low, each.high
    return ends


def _swings(figures: Sequence[Ranged], totals: Dollars) -> list[Swing]:
    return [
        Swing(each, int(totals[2 * index]), int(totals[2 * index + 1]))
        for index, each in enumerate(figures)
    ]
