"""A picture as shapes: rectangles, lines, bands and words.

Across, positions are per cent of the width, so that words keep their size on a phone
and on paper; down, they are pixels.
"""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

_TOP = 40

PLOT = 240

BASE = _TOP + PLOT

_HEIGHT = BASE + 40

_SIZES = ((1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K"))

_WRITTEN_OUT = 10_000  # dollars below it are not shortened

_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle: left edge and width in per cent, top and height in pixels."""

    x: float
    y: float
    width: float
    height: float
    look: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A level line, its ends in per cent, its height in pixels."""

    x1: float
    x2: float
    y: float
    look: str


@dataclass(frozen=True, slots=True)
class Word:
    """A text around a point; ``look`` says where it is shown."""

    x: float
    y: float
    text: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """An area between two series: its corners as the points of a polygon."""

    points: str
    look: str


@dataclass(frozen=True, slots=True)
class Key:
    """What a look means, and its amount in all."""

    look: str
    label: str
    amount: str = ""


@dataclass(slots=True)
class Picture:
    """A chart ready to be drawn.

    Attributes:
        title: What it shows.
        text: What it says, for those who cannot see it.
        height: Pixels.
        base: Where zero is, in pixels.
        ticks: The words at the left, each in the middle of a line across.
        bands: Areas, the lowest first.
        rects: Bars.
        strokes: Lines.
        words: Texts.
        keys: What the looks mean.
    """

    title: str
    text: str
    height: int = _HEIGHT
    base: int = BASE
    ticks: list[Word] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    rects: list[Rect] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)


def compact(value: float, unit: str) -> str:
    """A number short enough for a chart: ``$2.83M``, ``$445K``, ``1,250``."""
    sign = "$" if unit.startswith("dollars") else ""
    amount = Decimal(str(value))
    if not sign or abs(amount) < _WRITTEN_OUT:
        digits = (
            Decimal(1) if amount == amount.to_integral() or sign else Decimal("0.1")
        )
        return f"{sign}{amount.quantize(digits, ROUND_HALF_UP):,f}"
    places = amount.adjusted() - _DIGITS + 1
    rounded = amount.quantize(Decimal(1).scaleb(places), ROUND_HALF_UP)
    size, letter = next(each for each in _SIZES if abs(rounded) >= each[0])
    number = f"{rounded / size:,f}"
    return (
        f"{sign}{number.rstrip('0').rstrip('.') if '.' in number else number}{letter}"
    )
