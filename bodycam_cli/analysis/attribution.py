"""Why two programs differ: which inputs differ, and what each cause contributes.

A line that both programs price in the same way is a product of factors, such as
quantity x growth x price. A factor contributes what it alone would change, halfway
between starting from the first program and starting from the second::

    effect = ((f(A with its factor from B) - f(A)) + (f(B) - f(B with it from A))) / 2

What is left is interaction, and is stated. Every effect is rounded to whole dollars,
and what rounding leaves is in the interaction too, so that the effects add up to the
difference; swapping the programs changes every sign.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from bodycam_cli.program.figures import Figure, MonthFigure
from bodycam_cli.program.lines import DRIVERS
from bodycam_cli.program.structure import Path, values_of
from bodycam_cli.projection.costs import CONTINGENCY, LineCost, whole_dollars
from bodycam_cli.projection.projecting import Projection

CAUSES = (
    "only in the first",
    "only in the second",
    "rollout",
    "people",
    "quantity",
    "price",
    "growth",
    "contingency",
    "interaction",
)
"""The causes, in the order in which they are told."""

_BY_ROLLOUT = (
    "waves_live",
    "cameras_bought",
    "cameras_in_service",
    "officers_new",
    "officers_equipped",
)
_PER_CAMERA = ("retained_tb", "requests", "redacted_hours")
_NOT_INPUTS = ("title", "note", "source", "extends", "place")


@dataclass(frozen=True, slots=True)
class Effect:
    """What a cause contributes to the difference, through one line.

    Attributes:
        cause: One of ``CAUSES``.
        line: Name of the line.
        dollars: Whole dollars in each fiscal year that is compared.
    """

    cause: str
    line: str
    dollars: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InputDifference:
    """A setting in which two programs differ.

    Attributes:
        path: Where it stands.
        first: The value or figure in the first program, or None where it has none.
        second: That in the second.
        unit: Unit of a figure, else "".
    """

    path: Path
    first: Any
    second: Any
    unit: str


def differing_inputs(first: Projection, second: Projection) -> list[InputDifference]:
    """The settings in which two programs differ, in the order of the first."""
    one, other = _inputs(first), _inputs(second)
    return [
        InputDifference(
            path,
            one.get(path, (None, ""))[0],
            other.get(path, (None, ""))[0],
            (one.get(path) or other[path])[1],
        )
        for path in dict.fromkeys([*one, *other])
        if _content(one.get(path)) != _content(other.get(path))
    ]


def _inputs(projection: Projection) -> dict[Path, tuple[Any, str]]:
    """Every setting that bears on an estimate, with its unit."""
    return {
        path: (value, "" if leaf.quantity is None else leaf.quantity.unit)
        for path, value, leaf in values_of(projection.loaded.program)
        if path[0] != "sources" and path[-1] not in _NOT_INPUTS
    }


def _content(item: tuple[Any, str] | None) -> Any:
    """What an input says, its source and note aside."""
    if item is None or not isinstance(item[0], Figure | MonthFigure):
        return item
    return item[0].model_dump(exclude={"source", "note"})


def effects(
    first: Projection, second: Projection, positions: Sequence[int]
) -> list[Effect]:
    """What each cause contributes, line by line, at some positions of both.

    The effects of a position add up to the difference of the rounded costs there.
    Lines that are unknown in one of the programs there must be left out before.
    """
    one = {line.name: line for line in first.lines}
    other = {line.name: line for line in second.lines}
    found: list[Effect] = []
    for name in dict.fromkeys([*one, *other]):
        if name not in other:
            found.append(_whole("only in the first", one[name], positions, -1))
        elif name not in one:
            found.append(_whole("only in the second", other[name], positions, 1))
        else:
            found += _shared(first, second, (one[name], other[name]), positions)
    order = {cause: index for index, cause in enumerate(CAUSES)}
    told = [effect for effect in found if any(effect.dollars)]
    return sorted(told, key=lambda effect: order[effect.cause])


def _whole(cause: str, line: LineCost, positions: Sequence[int], sign: int) -> Effect:
    dollars = tuple(sign * int(line.dollars[0, index]) for index in positions)
    return Effect(cause, line.name, dollars)


def _shared(
    first: Projection,
    second: Projection,
    lines: tuple[LineCost, LineCost],
    positions: Sequence[int],
) -> list[Effect]:
    """The effects of a line that both programs have."""
    name = lines[0].name
    gaps = [
        int(lines[1].dollars[0, index]) - int(lines[0].dollars[0, index])
        for index in positions
    ]
    per = [_per(each, name) for each in (first, second)]
    if name == CONTINGENCY:
        return [Effect("contingency", name, tuple(gaps))]
    if None in per or per[0] != per[1]:
        return [Effect("price", name, tuple(gaps))]
    by_cause: dict[str, list[int]] = {}
    for index, gap in zip(positions, gaps, strict=True):
        one = dict(_factors(first, lines[0], index))
        other = dict(_factors(second, lines[1], index))
        year = _split(one, other, gap)
        for cause, dollars in year.items():
            by_cause.setdefault(cause, []).append(dollars)
    return [Effect(cause, name, tuple(x)) for cause, x in by_cause.items()]


def _per(projection: Projection, name: str) -> str | None:
    """What a line is priced per, or None where it is no price."""
    line = projection.loaded.program.lines.get(name)
    return line.per if line is not None and line.price is not None else None


def _factors(
    projection: Projection, line: LineCost, index: int
) -> Iterator[tuple[str, float]]:
    """The factors of a line's cost in a fiscal year, by cause."""
    calendar = projection.calendar
    start = int(calendar.year_starts[index])
    year = slice(start, start + int(calendar.months_in_year[index]))
    shape = (calendar.months,)
    kept = line.quantities if line.quantities is not None else np.zeros((1, 1))
    quantities = np.broadcast_to(kept[0], shape)[year]
    grown = np.ones(1) if line.growth is None else line.growth[0]
    growth = np.broadcast_to(grown, shape)[year]
    quantity = float(quantities.sum())
    average = float((quantities * growth).sum() / quantity) if quantity else 1.0
    price = projection.grid.values.of(f"lines.{line.name}.price")
    yield from _quantity_factors(projection, line.name, quantity, year)
    yield "price", float(price[0, 0])
    yield "growth", average


def _quantity_factors(
    projection: Projection, name: str, quantity: float, year: slice
) -> Iterator[tuple[str, float]]:
    """A quantity by rollout, by people, or by what rolls out and what each has."""
    line, rollout = projection.loaded.program.lines[name], projection.rollout
    counts = DRIVERS[line.per or "program"].counts
    follows = line.count is not None and line.count.is_rule
    if counts == "posts":
        yield "people", quantity
    elif counts in _BY_ROLLOUT or follows:
        yield "rollout", quantity
    elif counts in (*_PER_CAMERA, "training_hours"):
        is_training = counts == "training_hours"
        base = rollout.officers_new if is_training else rollout.cameras_in_service
        total = float(base[0, year].sum())
        yield "rollout", total
        yield "quantity", quantity / total if total else 0.0
    else:
        yield "quantity", quantity


def _split(one: dict[str, float], other: dict[str, float], gap: int) -> dict[str, int]:
    """A difference by cause, with the interaction that is left.

    Args:
        one: Factors of the first program, by cause.
        other: Factors of the second.
        gap: The difference of the rounded costs.
    """
    cost_one, cost_other = prod(one.values()), prod(other.values())
    split = {}
    for cause, factor in one.items():
        forward = prod((one | {cause: other[cause]}).values()) - cost_one
        backward = cost_other - prod((other | {cause: factor}).values())
        split[cause] = int(whole_dollars(np.array((forward + backward) / 2)))
    return split | {"interaction": gap - sum(split.values())}
