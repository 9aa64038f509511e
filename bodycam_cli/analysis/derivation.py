"""Derivations: how a number was made, read from what the projection keeps.

A derivation is an operation over other derivations, down to figures. ``evaluate``
carries the operations out again, which reproduces the number to the dollar. What
would take a page of months to write out is ``given``: the projection's own value,
with the figures that it rests on below it.

Of a number that rests on unknown figures there is the known part, in which they count
for nothing. It is a lower or an upper bound; a known part of 0 is unknown.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bodycam_cli.projection.costs import whole_dollars

Making = Literal[
    "sum",
    "difference",
    "product",
    "quotient",
    "power",
    "round",
    "nearest",
    "floor",
    "ceiling",
    "least",
    "greatest",
    "at_least_zero",
]
"""What makes a number of its parts."""

Operation = Literal["figure", "constant", "given", "unknown"] | Making

_NOISE_DECIMALS = 9
"""As in the projection, binary noise does not turn 3 posts into 4."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """A number and how it was made.

    Attributes:
        label: What it is.
        value: The number, of a partial one its known part; None where it is unknown.
        unit: Its unit, such as ``dollars`` or ``camera-months``.
        operation: What makes it of its parts. A ``figure`` and a ``constant`` have
            none; those of a ``given`` or ``unknown`` number are what it rests on.
        parts: In the order of the operation.
        key: Of a figure, its dotted key.
        missing: Keys of the unknown figures behind it.
    """

    label: str
    value: float | None
    unit: str
    operation: Operation
    parts: tuple["Derivation", ...] = ()
    key: str = ""
    missing: tuple[str, ...] = ()

    @property
    def known(self) -> float:
        """The known part: 0 where nothing is known."""
        return self.value or 0.0


def evaluate(derivation: Derivation) -> float:
    """The number made again from its parts; of a partial one, its known part."""
    make = _MAKING.get(derivation.operation)
    if make is None:
        return derivation.known
    return make([evaluate(part) for part in derivation.parts])


def _rounded(numbers: list[float]) -> float:
    return float(whole_dollars(np.array(numbers[0])))


def _rounded_up(numbers: list[float]) -> float:
    return float(np.ceil(np.round(numbers[0], _NOISE_DECIMALS)))


_MAKING: dict[str, Callable[[list[float]], float]] = {
    "sum": math.fsum,
    "difference": lambda numbers: numbers[0] - math.fsum(numbers[1:]),
    "product": math.prod,
    "quotient": lambda numbers: numbers[0] / numbers[1],
    "power": lambda numbers: numbers[0] ** numbers[1],
    "round": _rounded,
    "nearest": lambda numbers: float(math.floor(numbers[0] + 0.5)),
    "floor": lambda numbers: float(math.floor(round(numbers[0], 6))),
    "ceiling": _rounded_up,
    "least": min,
    "greatest": max,
    "at_least_zero": lambda numbers: max(0.0, numbers[0]),
}


def constant(value: float, label: str = "", unit: str = "") -> Derivation:
    """A number that stands in the rule itself, such as 12 months."""
    return Derivation(label or f"{value:g}", float(value), unit, "constant")


def made(
    operation: Operation, label: str, unit: str, parts: Iterable[Derivation]
) -> Derivation:
    """A number made of parts; what is missing from them is missing from it."""
    listed = tuple(parts)
    missing = tuple(dict.fromkeys(key for part in listed for key in part.missing))
    number = _MAKING[operation]([part.known for part in listed])
    value = None if missing and number == 0 else number
    return Derivation(label, value, unit, operation, listed, "", missing)


def joined(
    operation: Operation, label: str, unit: str, parts: Iterable[Derivation]
) -> Derivation:
    """A sum or product; of one part, that part itself."""
    listed = tuple(parts)
    return listed[0] if len(listed) == 1 else made(operation, label, unit, listed)


def given(
    label: str, value: float, unit: str, rests_on: Iterable[Derivation] = ()
) -> Derivation:
    """The projection's own value, with what it rests on."""
    return Derivation(label, float(value), unit, "given", tuple(rests_on))


def unknown(label: str, unit: str, missing: Iterable[Derivation]) -> Derivation:
    """A number that cannot be made, with the figures that are missing."""
    listed = tuple(missing)
    keys = tuple(dict.fromkeys(key for part in listed for key in part.missing))
    return Derivation(label, None, unit, "unknown", listed, "", keys)


def known_as(
    derivation: Derivation, value: float, missing: tuple[str, ...]
) -> Derivation:
    """The same number, of which the projection says what is missing.

    An unknown figure below it need not be missing from it: an award that is used up
    is no less for a cost that nobody knows.
    """
    return Derivation(
        derivation.label,
        None if missing and value == 0 else float(value),
        derivation.unit,
        derivation.operation,
        derivation.parts,
        derivation.key,
        missing,
    )
