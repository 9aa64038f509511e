"""Sampling: from the range of a figure to what it is in each of many draws.

Draws come in blocks, each a Latin hypercube of its own: of the ``BLOCK`` equal parts of
a range's probability, every one is hit once. A figure has a stream of random numbers of
its own, named by the seed and its key, and a block its own stretch of that stream. So
the same seed gives the same draws, another figure leaves these as they are, and more
draws leave the earlier ones as they are.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.random import PCG64, SeedSequence
from numpy.typing import NDArray

from bodycam_cli.program.figures import Figure, Quantity
from bodycam_cli.program.lines import NEEDS, tables_needed
from bodycam_cli.program.model import Program
from bodycam_cli.program.structure import Path, dotted, figures_of
from bodycam_cli.projection.calendar import Floats
from bodycam_cli.projection.projecting import Estimate

BLOCK = 1_000
"""Draws in a block."""


@dataclass(frozen=True, slots=True)
class Ranged:
    """A figure that is given as a range.

    Attributes:
        key: Its dotted key, such as ``lines.licenses.price``.
        path: The same as a path.
        figure: The range.
        quantity: What it counts.
    """

    key: str
    path: Path
    figure: Figure
    quantity: Quantity

    @property
    def low(self) -> float:
        """The low end."""
        return self.figure.low or 0

    @property
    def high(self) -> float:
        """The high end."""
        return self.figure.high or 0

    @property
    def likely(self) -> float:
        """The likely value; the midpoint of a uniform range."""
        return self.figure.likely_value or 0


def simulated_estimate(program: Program, asked: Estimate | None = None) -> Estimate:
    """Which estimate a question about ranges is for.

    The lines, unless the published estimate is asked for, is itself given in ranges,
    or is all there is.
    """
    if asked is not None:
        return asked
    figures = ranged_figures(program, "published")
    if any(each.path[0] == "published" for each in figures):
        return "published"
    return "lines" if program.lines else "published"


def ranged_figures(program: Program, estimate: Estimate) -> tuple[Ranged, ...]:
    """The ranged figures that an estimate rests on, in the order of the program."""
    rests_on = _rests_on(program, estimate)
    return tuple(
        Ranged(dotted(path), path, figure, quantity)
        for path, figure, quantity in figures_of(program)
        if isinstance(figure, Figure)
        and figure.is_ranged
        and quantity is not None
        and rests_on(path)
    )


def _rests_on(program: Program, estimate: Estimate) -> Callable[[Path], bool]:
    if estimate == "published":
        # It does not scale, so that no count of cameras is drawn.
        return lambda path: path[0] in ("published", "funding") and path[1] != "cameras"
    needed = tables_needed(program.lines.values())
    left_out = {*NEEDS.values(), "published"} - needed
    return lambda path: path[0] not in left_out


def draws_of(
    figures: Iterable[Ranged], seed: int, first_block: int, blocks: int
) -> dict[str, Floats]:
    """What figures are in the draws of some blocks, by key, shape ``(draws,)`` each."""
    return {
        each.key: value_at(each, uniforms(seed, each.key, first_block, blocks))
        for each in figures
    }


def uniforms(seed: int, key: str, first_block: int, blocks: int) -> Floats:
    """Random numbers from 0 to below 1 for a figure, ``BLOCK`` of them in each block.

    Only the raw bits of the generator are used, which numpy promises to keep as they
    are on every platform.

    Args:
        seed: Seed of the run, 0 or more.
        key: Key of the figure.
        first_block: The first block, from 0.
        blocks: How many blocks.

    Returns:
        Shape ``(blocks * BLOCK,)``; in each block one number lies in every
        ``BLOCK``-th part of the interval.
    """
    name = hashlib.sha256(f"{seed} {key}".encode()).digest()
    stream = PCG64(SeedSequence(int.from_bytes(name, "little")))
    stream.advance(first_block * 2 * BLOCK)
    bits = stream.random_raw(blocks * 2 * BLOCK).reshape(blocks, 2, BLOCK)
    numbers: Floats = (bits[:, 1] >> np.uint64(11)).astype(np.float64)
    numbers *= 2.0**-53
    numbers += _shuffled(bits[:, 0])
    numbers /= BLOCK
    return numbers.ravel()


def _shuffled(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The numbers from 0 to ``BLOCK`` in an order that random bits decide.

    Each number stands in the low bits of a key, random bits above it: sorted keys
    have them shuffled, in half the time of ``argsort``.

    Args:
        bits: Shape ``(blocks, BLOCK)``.
    """
    low = np.uint64((1 << (BLOCK - 1).bit_length()) - 1)
    keys = (bits & ~low) | np.arange(BLOCK, dtype=np.uint64)
    return np.sort(keys, axis=-1) & low


def value_at(ranged: Ranged, chance: Floats) -> Floats:
    """The value of a figure that is exceeded with probability ``1 - chance``.

    A quantity that is whole is rounded to whole numbers, halves up; where any value
    in the range is alike, each whole number is.

    Args:
        ranged: The figure.
        chance: From 0 to 1, any shape.
    """
    low, likely, high = ranged.low, ranged.likely, ranged.high
    if ranged.figure.shape == "uniform":
        if ranged.quantity.whole:
            return np.minimum(np.floor(low + chance * (high - low + 1)), high)
        return low + chance * (high - low)
    if ranged.figure.shape == "ratio":
        ends = [float(np.log(end)) for end in (low, likely, high)]
        factor = np.exp(_denser_towards_likely((ends[0], ends[1], ends[2]), chance))
        return np.clip(factor, low, high)
    value = _denser_towards_likely((low, likely, high), chance)
    return _rounded(value) if ranged.quantity.whole else value


def _rounded(value: Floats) -> Floats:
    rounded: Floats = np.floor(value + 0.5)
    return rounded


def _denser_towards_likely(ends: tuple[float, float, float], chance: Floats) -> Floats:
    """Half of the probability on either side of likely, rising towards it.

    The formula is, below likely, and mirrored above it::

        low + (likely - low) * sqrt(2 * chance)
    """
    low, likely, high = ends
    towards = np.sqrt(1 - np.abs(2 * chance - 1))
    value: Floats = np.where(
        chance < 0.5,  # noqa: PLR2004 (the median)
        low + (likely - low) * towards,
        high - (high - likely) * towards,
    )
    return value
