"""Derivations: how a number was made, read from what the projection keeps.

A derivation is an operation over other derivations, down to figures. ``evaluate``
carries the operations out again, which reproduces the number to the dollar. What
would take a page of months to write out is ``given``: the projection's own value,
with the figures that it rests on below it.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from bodycam_cli.projection.costs import whole_dollars

Operation = Literal[
    "figure",
    "constant",
    "given",
    "unknown",
    "sum",
    "difference",
    "product",
    "quotient",
    "power",
    "round",
    "floor",
    "at_least_zero",
]


@dataclass(frozen=True, slots=True)
class Derivation:
    """A number and how it was made.

    Attributes:
        label: What it is.
        value: The number, or None where it is unknown.
        unit: Its unit, such as ``dollars`` or ``camera-years``.
        operation: What makes it of its parts. A ``figure`` and a ``constant`` have
            none; those of a ``given`` or ``unknown`` number are what it rests on.
        parts: In the order of the operation.
        key: Of a figure, its dotted key.
    """

    label: str
    value: float | None
    unit: str
    operation: Operation
    parts: tuple["Derivation", ...] = ()
    key: str = ""


def evaluate(derivation: Derivation) -> float | None:
    """The number made again from its parts, or None where it is unknown."""
    if derivation.operation == "unknown":
        return None
    make = _MAKING.get(derivation.operation)
    if make is None:
        return derivation.value
    numbers = [evaluate(part) for part in derivation.parts]
    known = [number for number in numbers if number is not None]
    return make(known) if len(known) == len(numbers) else None


def _rounded(numbers: list[float]) -> float:
    return float(whole_dollars(np.array(numbers[0])))


_MAKING: dict[str, Callable[[list[float]], float]] = {
    "sum": math.fsum,
    "difference": lambda numbers: numbers[0] - math.fsum(numbers[1:]),
    "product": math.prod,
    "quotient": lambda numbers: numbers[0] / numbers[1],
    "power": lambda numbers: numbers[0] ** numbers[1],
    "round": _rounded,
    "floor": lambda numbers: float(math.floor(round(numbers[0], 6))),
    "at_least_zero": lambda numbers: max(0.0, numbers[0]),
}


def constant(value: float, label: str = "", unit: str = "") -> Derivation:
    """A number that stands in the rule itself, such as 12 months."""
    return Derivation(label or f"{value:g}", value, unit, "constant")


def made(
    operation: Operation, label: str, unit: str, parts: Iterable[Derivation]
) -> Derivation:
    """A number made of parts; a sum or product of one part is that part."""
    listed = tuple(parts)
    if operation in ("sum", "product") and len(listed) == 1:
        return replace(listed[0], label=label)
    whole = Derivation(label, None, unit, operation, listed)
    return replace(whole, value=evaluate(whole))


def given(
    label: str, value: float, unit: str, rests_on: Iterable[Derivation] = ()
) -> Derivation:
    """The projection's own value, with what it rests on."""
    return Derivation(label, float(value), unit, "given", tuple(rests_on))


def unknown(label: str, unit: str, missing: Iterable[Derivation]) -> Derivation:
    """A number that cannot be made, with the figures that are missing."""
    return Derivation(label, None, unit, "unknown", tuple(missing))
