"""Why two programs differ: what each cause contributes.

A line that both programs price per the same thing is a product of factors, such as
quantity x price x growth, the price in dollars of the first fiscal year. A factor
contributes what it alone would change, halfway between starting from the first program
and starting from the second, so that no factor goes first::

    effect = ((f(A with its factor from B) - f(A)) + (f(B) - f(B with it from A))) / 2

What is left is interaction, and is stated. Every effect is rounded to whole dollars,
and what rounding leaves is in the interaction too, so that the effects add up to the
difference; swapping the programs changes every sign.

A quantity that follows cameras or officers is ``rollout`` where only these differ,
``quantity`` where only what is counted of them differs, and both factors where both
do: those in service at the year's end, and how much there is for each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Literal

import numpy as np

from bodycam_cli.analysis.inputs import content_of, said_by
from bodycam_cli.program.lines import DRIVERS, NEEDS, Line
from bodycam_cli.projection.calendar import Floats
from bodycam_cli.projection.costs import CONTINGENCY, LineCost, whole_dollars
from bodycam_cli.projection.projecting import Projection

ONLY_IN_FIRST, ONLY_IN_SECOND = "only in the first", "only in the second"

CAUSES = (
    ONLY_IN_FIRST,
    ONLY_IN_SECOND,
    "rollout",
    "people",
    "quantity",
    "price",
    "growth",
    "payments",
    "contingency",
    "interaction",
)
"""The causes, in the order in which they are told.

``payments`` are those of a schedule or of a published estimate, which say nothing of
quantities and prices; a line that is one in one program and a price in the other
differs by them too.
"""

_FOLLOWS_OFFICERS = ("officers_new", "officers_equipped", "training_hours")
_FOLLOWS_CAMERAS = (
    "waves_live",
    "cameras_bought",
    "cameras_in_service",
    "retained_tb",
    "requests",
    "redacted_hours",
)
_COUNTED = ("count", "count_rise", "posts")
ROUNDING = "(rounding)"
"""The line under which interaction stands that rounding alone explains."""

_ROUNDED = 2
"""So many dollars of a line and year may be left by rounding each of its effects."""


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
            found.append(_whole(ONLY_IN_FIRST, one[name], positions, -1))
        elif name not in one:
            found.append(_whole(ONLY_IN_SECOND, other[name], positions, 1))
        else:
            found += _shared(first, second, (one[name], other[name]), positions)
    order = {cause: index for index, cause in enumerate(CAUSES)}
    told = [effect for effect in _rounding_apart(found) if any(effect.dollars)]
    return sorted(told, key=lambda effect: order[effect.cause])


def _rounding_apart(found: list[Effect]) -> list[Effect]:
    """The effects, the dollars that rounding leaves in many lines told as one."""
    small = [
        effect
        for effect in found
        if effect.cause == "interaction"
        and max(map(abs, effect.dollars), default=0) <= _ROUNDED
    ]
    sums = tuple(map(sum, zip(*(effect.dollars for effect in small), strict=True)))
    others = [effect for effect in found if effect not in small]
    return [*others, Effect("interaction", ROUNDING, sums)]


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
    if name == CONTINGENCY:
        return [Effect("contingency", name, tuple(gaps))]
    pair = _Pair((first, second), lines)
    if not pair.is_priced:
        return [Effect("payments", name, tuple(gaps))]
    if not pair.is_priced_alike:
        return [Effect("price", name, tuple(gaps))]
    years = [
        _split(*pair.factors(index), gap)
        for index, gap in zip(positions, gaps, strict=True)
    ]
    causes = dict.fromkeys(cause for year in years for cause in year)
    return [
        Effect(cause, name, tuple(year.get(cause, 0) for year in years))
        for cause in causes
    ]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A line that two programs have.

    Attributes:
        projections: The first program, and the second.
        lines: What the line costs in each.
    """

    projections: tuple[Projection, Projection]
    lines: tuple[LineCost, LineCost]

    @property
    def _sources(self) -> list[Line | None]:
        """The line in each file; None where it is a published estimate."""
        name = self.lines[0].name
        return [each.loaded.program.lines.get(name) for each in self.projections]

    @property
    def is_priced(self) -> bool:
        """Whether it is a price in both programs."""
        return all(x is not None and x.price is not None for x in self._sources)

    @property
    def is_priced_alike(self) -> bool:
        """Whether both prices are known, and per the same thing."""
        key = f"lines.{self.lines[0].name}.price"
        unknown = any(each.grid.values.is_unknown(key) for each in self.projections)
        first, second = (x.per if x is not None else None for x in self._sources)
        return first == second and not unknown

    def factors(self, index: int) -> tuple[dict[str, float], dict[str, float]]:
        """The factors of its cost in a fiscal year in each program, by cause."""
        first, second = (
            _priced(projection, line, index)
            for projection, line in zip(self.projections, self.lines, strict=True)
        )
        one, other = self._quantities(index, first.pop("all"), second.pop("all"))
        return one | first, other | second

    def _quantities(
        self, index: int, first: float, second: float
    ) -> tuple[dict[str, float], dict[str, float]]:
        """The quantity in each program, by cause."""
        line = self._sources[0]
        if line is not None and DRIVERS[line.per or "program"].counts == "posts":
            return {"people": first}, {"people": second}
        nouns = [_followed(each) for each in self._sources if each is not None]
        cause = "quantity"
        if nouns[0] is not None and nouns[0] == nouns[1]:
            a, b = (_stock(each, nouns[0], index) for each in self.projections)
            is_counted_alike = self._counted_alike()
            if not is_counted_alike and not np.array_equal(a, b) and a[-1] and b[-1]:
                return (
                    {"rollout": a[-1], "quantity": first / a[-1]},
                    {"rollout": b[-1], "quantity": second / b[-1]},
                )
            cause = "rollout" if is_counted_alike else "quantity"
        return {cause: first}, {cause: second}

    def _counted_alike(self) -> bool:
        """Whether both count the same of what is in service."""
        one, other = (_counting(x, self.lines[0].name) for x in self.projections)
        return one == other


def _priced(projection: Projection, line: LineCost, index: int) -> dict[str, float]:
    """Quantity in ``all``, price and growth of a line in a fiscal year.

    The price is in dollars of the program's first fiscal year, so that prices of two
    years can be compared, and growth counts from there.
    """
    calendar = projection.calendar
    start = int(calendar.year_starts[index])
    year = slice(start, start + int(calendar.months_in_year[index]))
    shape = (calendar.months,)
    kept = line.quantities if line.quantities is not None else np.zeros((1, 1))
    quantities = np.broadcast_to(kept[0], shape)[year]
    grown = np.ones(1) if line.growth is None else line.growth[0]
    growth = np.broadcast_to(grown, shape)[year]
    quantity = float(quantities.sum())
    weights = quantities if quantity else np.ones(len(quantities))
    average = float((weights * growth).sum() / weights.sum())
    price = float(projection.grid.values.of(f"lines.{line.name}.price")[0, 0])
    at_first = float(grown[0])
    return {
        "all": quantity,
        "price": price * at_first,
        "growth": average / at_first,
    }


def _followed(line: Line) -> Literal["camera", "officer"] | None:
    """Whether a line's quantity follows cameras, officers or neither."""
    counts = DRIVERS[line.per or "program"].counts
    if counts in _COUNTED:
        return None if line.count is None or not line.count.is_rule else line.count.of
    if counts in _FOLLOWS_OFFICERS:
        return "officer"
    return "camera" if counts in _FOLLOWS_CAMERAS else None


def _stock(projection: Projection, noun: str, index: int) -> Floats:
    """Cameras or officers in service, by month up to the end of a fiscal year."""
    calendar, rollout = projection.calendar, projection.rollout
    end = int(calendar.year_starts[index] + calendar.months_in_year[index])
    is_camera = noun == "camera"
    stock = rollout.cameras_in_service if is_camera else rollout.officers_equipped
    return np.asarray(stock[0, :end])


def _counting(projection: Projection, name: str) -> list[Any]:
    """What says how much of a line there is for cameras and officers in service."""
    program = projection.loaded.program
    line = program.lines[name]
    counts = DRIVERS[line.per or "program"].counts
    first = program.first_month.month
    months = (line.first_month, line.last_month, program.last_month)
    table = getattr(program, NEEDS[counts]) if counts in NEEDS else None
    spares = program.spare_share if counts == "cameras_bought" else None
    figures = (line.count, line.refresh_months, line.paid_months_before, spares)
    return [
        line.billed,
        *(None if month is None else month.month - first for month in months),
        *(content_of((figure, None)) for figure in figures),
        said_by(table),
    ]


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
