"""A simulation: a program's cost in many draws of its ranged figures.

The projection of each draw is the one that ``cost`` prints for the likely values. Of
each draw only the totals by fiscal year are kept.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bodycam_cli.analysis.sampling import (
    BLOCK,
    Ranged,
    draws_of,
    ranged_figures,
)
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.projection.budget import Money
from bodycam_cli.projection.calendar import Dollars
from bodycam_cli.projection.projecting import Estimate, Projection, project
from bodycam_cli.projection.values import Values

DRAWS = 10_000
MOST_DRAWS = 10_000_000
SEED = 1
CERTAINTY = 0.8

_CELLS = 1_200_000
"""Numbers in an array of draws by months that is computed at once: 10 MB."""

_CONFIDENCE = 1.959964
"""Half-widths are of intervals that hold the true value in 95 of 100 runs."""

Progress = Callable[[int, int], None]
"""Told how many draws are done, of how many."""

Measure = Callable[[Projection], Money]
"""Which money of a projection is simulated."""


def local_cost(projection: Projection) -> Money:
    """What falls on the budgets that the appropriations are for."""
    return projection.budget.local_cost


def whole_cost(projection: Projection) -> Money:
    """What all payers pay together."""
    return projection.budget.cost


@dataclass(frozen=True, slots=True)
class Simulation:
    """The money of a program in many draws.

    Attributes:
        likely: The projection at the likely values, which ``cost`` prints.
        measure: Which money it is.
        figures: The ranged figures that were drawn.
        seed: Seed of the draws.
        draws: Number of draws.
        dollars: The known part by fiscal year, shape ``(years, draws)``.
    """

    likely: Projection
    measure: Measure
    figures: tuple[Ranged, ...]
    seed: int
    draws: int
    dollars: Dollars

    @property
    def total(self) -> Dollars:
        """The sum of all fiscal years, shape ``(draws,)``."""
        total: Dollars = self.dollars.sum(axis=0)
        return total

    def total_over(self, positions: Sequence[int]) -> Dollars:
        """The sum of the fiscal years at some positions, shape ``(draws,)``."""
        total: Dollars = self.dollars[list(positions)].sum(axis=0)
        return total

    @property
    def likely_dollars(self) -> Dollars:
        """The known part by fiscal year at the likely values, shape ``(years,)``."""
        likely: Dollars = self.measure(self.likely).dollars[0]
        return likely

    @property
    def missing(self) -> tuple[tuple[str, ...], ...]:
        """By fiscal year, the unknown figures whose lines are left out."""
        return self.measure(self.likely).missing


def simulate(  # noqa: PLR0913 (a simulation is asked for in these six ways)
    loaded: LoadedProgram,
    years: int,
    estimate: Estimate,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    measure: Measure = local_cost,
    fixed: Mapping[str, float] | None = None,
    progress: Progress | None = None,
) -> Simulation:
    """Project a program in many draws of its ranged figures.

    Args:
        loaded: The program.
        years: Fiscal years from the first one, 1 to 30.
        estimate: Which estimate.
        draws: Number of draws, 1 or more.
        seed: Seed of the draws, 0 or more.
        measure: Which money to keep.
        fixed: What some figures are in every draw, by key.
        progress: Told of each part that is done.

    Raises:
        RefusedError: The estimate cannot be given for this program as it is.
    """
    fixed = fixed or {}
    values = Values(loaded.program).fixing(fixed)
    likely = project(loaded, years, estimate, values)
    figures = tuple(
        each
        for each in ranged_figures(loaded.program, estimate)
        if each.key not in fixed
    )
    kept = np.empty((likely.grid.years, draws), dtype=np.int64)
    at_once = BLOCK * max(1, _CELLS // (likely.calendar.span * BLOCK))

    _keep_freed_memory()
    for start in range(0, draws, at_once):
        end = min(start + at_once, draws)
        drawn = draws_of(figures, seed, start // BLOCK, -(-(end - start) // BLOCK))
        several = values.drawing({key: drawn[key][: end - start] for key in drawn})
        part = measure(project(loaded, years, estimate, several))
        kept[:, start:end] = part.dollars.T
        if progress is not None:
            progress(end, draws)
    return Simulation(likely, measure, figures, seed, draws, kept)


def _keep_freed_memory() -> None:
    """Have the allocator keep what is freed in one part for the next.

    glibc gives arrays of this size back to the system and fetches them anew, which
    takes four times as long as the arithmetic on them, until a larger one was freed.
    """
    np.empty(3 * _CELLS)


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Whole dollars that 5, 25, 50, 75 and 95 of 100 draws do not exceed."""

    p5: int
    p25: int
    p50: int
    p75: int
    p95: int


def percentiles_of(ordered: Dollars) -> Percentiles:
    """Percentiles of draws, taken from their whole dollars, to the whole dollar.

    Args:
        ordered: From the lowest to the highest, shape ``(draws,)``.
    """
    shares = (0.05, 0.25, 0.5, 0.75, 0.95)
    return Percentiles(*(int(_at(ordered, share)) for share in shares))


def _at(ordered: Dollars, share: float) -> Dollars:
    """The dollars that a share of the draws do not exceed, halves up.

    Args:
        ordered: From the lowest to the highest, shape ``(..., draws)``.
        share: From 0 to 1.

    Returns:
        Whole dollars, shape ``(...)``.
    """
    last = ordered.shape[-1] - 1
    below = int(share * last)
    low, high = ordered[..., below], ordered[..., min(below + 1, last)]
    found: Dollars = np.floor(low + (share * last - below) * (high - low) + 0.5)
    return found.astype(np.int64)


def half_widths(dollars: Dollars, shares: tuple[float, ...]) -> tuple[int, ...] | None:
    """By how much percentiles may be off, from the spread of the blocks.

    In 95 of 100 runs with other seeds the true percentile lies no further than this
    from the one that was found.

    Args:
        dollars: In the order of the draws, shape ``(draws,)``.
        shares: Which percentiles, such as 0.5.

    Returns:
        Whole dollars; None with fewer than two whole blocks.
    """
    blocks = len(dollars) // BLOCK
    if blocks < 2:  # noqa: PLR2004 (one block has no spread)
        return None
    by_block = np.sort(dollars[: blocks * BLOCK].reshape(blocks, BLOCK), axis=-1)
    found = [_at(by_block, share) for share in shares]
    error = np.std(found, axis=-1, ddof=1) / blocks**0.5
    return tuple(int(np.ceil(_students_t(blocks - 1) * each)) for each in error)


def _students_t(freedom: int) -> float:
    """The 97.5th percentile of Student's t, by its expansion in 1 / freedom.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5.
    """
    z = _CONFIDENCE
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + math.fsum(term / freedom**n for n, term in enumerate(terms, start=1))


@dataclass(frozen=True, slots=True)
class Overrun:
    """How often and by how much draws cost more than was approved.

    Attributes:
        chance: Share of the draws that cost more.
        typical: The median of what they cost more, in whole dollars; None where none
            does.
        reserve: What must be added to the appropriation so that it lasts with the
            certainty asked for, in whole dollars.
    """

    chance: float
    typical: int | None
    reserve: int


def overrun_of(over: Dollars, certainty: float = CERTAINTY) -> Overrun:
    """The chance of an overrun, its typical size, and the reserve against it.

    Args:
        over: Dollars above the money there is, below 0 where some is left, shape
            ``(draws,)``.
        certainty: Share of the draws in which the reserve is enough.
    """
    ordered = np.sort(over)
    exceeding = ordered[np.searchsorted(ordered, 0, side="right") :]
    enough = ordered[int(np.ceil(certainty * len(ordered))) - 1]
    return Overrun(
        chance=len(exceeding) / len(ordered),
        typical=int(_at(exceeding, 0.5)) if len(exceeding) else None,
        reserve=max(0, int(enough)),
    )


def overruns_by_year(simulation: Simulation) -> list[Dollars | None]:
    """Dollars above each year's appropriation in every draw, below 0 where left."""
    approved = simulation.likely.budget.appropriations
    return [
        None if money is None else dollars - money
        for money, dollars in zip(approved, simulation.dollars, strict=True)
    ]


def overruns_together(simulation: Simulation) -> Dollars | None:
    """Dollars above the appropriations of all years, added up, shape ``(draws,)``.

    What one year leaves does not pay for another; years without an appropriation do
    not count. None where no year has one.
    """
    over = [each for each in overruns_by_year(simulation) if each is not None]
    if not over:
        return None
    together: Dollars = sum(
        (np.maximum(each, 0) for each in over),
        start=np.zeros(simulation.draws, dtype=np.int64),
    )
    return together


def share_below(ordered: Dollars, amount: int) -> float:
    """Share of draws, from the lowest to the highest, below an amount."""
    return float(np.searchsorted(ordered, amount) / len(ordered))
