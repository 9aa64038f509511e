"""Which derivation belongs to a name: a line, ``total``, or a column of a table."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from bodycam_cli.analysis import budget_derivations as budget
from bodycam_cli.analysis.derivation import Derivation, given, made
from bodycam_cli.analysis.ground import Ground
from bodycam_cli.analysis.line_derivations import line_dollars
from bodycam_cli.analysis.quantities import recorded_hours, terabytes
from bodycam_cli.analysis.stocks import bought, in_service, over_months
from bodycam_cli.program.problems import RefusedError, UsageError

Maker = Callable[[int], Derivation]
"""What explains a name in the fiscal year at an index."""

_BUDGET: dict[str, Callable[[Ground, int], Derivation]] = {
    "months": budget.months,
    "cost": budget.cost,
    "paid_by_others": budget.paid_by_others,
    "funding": budget.funding,
    "local_cost": budget.local_cost,
    "appropriation": budget.appropriation,
    "left": budget.left,
    "unfunded": budget.unfunded,
    "cumulative": budget.cumulative,
    "per_camera": budget.per_camera,
}
"""What explains each column of the table ``cost``."""

_NO_TOTAL = ("cost.left", "cost.per_camera")
"""What neither adds up over the years nor is a stock."""

_STOCKS = ("cumulative", "retained_tb", "cameras_in_service", "officers_equipped")
"""Columns of which the last fiscal year stands for all."""

_NEAR = 0.5
"""How near a name must be to be offered instead, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains the numbers of one projection.

    Attributes:
        ground: The projection and its figures.
    """

    ground: Ground

    def names(self) -> list[str]:
        """Every name that can be explained."""
        return [*self._makers()]

    def explain(self, name: str, fiscal_year: int | None) -> Derivation:
        """How a number was made.

        Args:
            name: A line, ``total``, or ``TABLE.COLUMN``.
            fiscal_year: Its fiscal year; None for all of them.

        Raises:
            UsageError: No such name or fiscal year, or no number there.
            RefusedError: The program says nothing of its footage.
        """
        name, make = self._found(name)
        if fiscal_year is not None:
            return make(self._index(fiscal_year))
        return self._over_all(name, make)

    def _over_all(self, name: str, make: Maker) -> Derivation:
        """A number for all fiscal years: their sum, or a stock at the end."""
        years = self.ground.fiscal_years
        span = _span(years)
        if name in _NO_TOTAL:
            raise UsageError(f"{name} has no total; name a fiscal year of {span}")
        if name.endswith(_STOCKS):
            return make(len(years) - 1)
        indices = list(range(len(years)))
        if name == "cost.appropriation":
            approved = self.ground.projection.budget.appropriations
            indices = [index for index in indices if approved[index] is not None]
        if not indices:
            raise UsageError("there is no appropriation to explain")
        parts = [make(index) for index in indices]
        return made("sum", f"{_words(name)}, {span}", parts[0].unit, parts)

    def _index(self, fiscal_year: int) -> int:
        years = self.ground.fiscal_years
        if fiscal_year not in years:
            span = _span(years)
            raise UsageError(f"FY{fiscal_year} is not one of {span}; see --years")
        return years.index(fiscal_year)

    def _makers(self) -> dict[str, Maker]:
        """What explains each name."""
        ground, projection = self.ground, self.ground.projection
        by_line = {x.name: partial(line_dollars, ground, x) for x in projection.lines}
        by_grant = {
            f"funding.{each.name}": partial(budget.grant_drawn, ground, each)
            for each in projection.grants
        }
        columns = {f"cost.{name}": make for name, make in _BUDGET.items()}
        columns |= {f"storage.{name}": make for name, make in _STORAGE.items()}
        columns |= {f"rollout.{name}": make for name, make in _ROLLOUT.items()}
        by_column = {name: partial(make, ground) for name, make in columns.items()}
        total = partial(budget.cost, ground)
        return {**by_line, "total": total, **by_column, **by_grant}

    def _found(self, name: str) -> tuple[str, Maker]:
        """A name as it is listed, and what explains it."""
        makers = self._makers()
        table, _, column = name.rpartition(".")
        listed = column if table == "lines" else name
        if table in _TABLES:
            listed = f"{_TABLES[table]}.{column}"
        if listed in makers:
            return listed, makers[listed]
        nearest = difflib.get_close_matches(name, makers, 3, _NEAR)
        nearest += [each for each in makers if each.rpartition(".")[2] == column]
        names = " or ".join(list(dict.fromkeys(nearest))[:3])
        hint = f"did you mean {names}?" if names else f"there are {', '.join(makers)}"
        raise UsageError(f"there is no number named {name!r} to explain; {hint}")


_TABLES = {"years": "storage", "months": "rollout"}
"""Tables of the JSON by the command that prints them, where that is clearer."""


def _span(years: tuple[int, ...]) -> str:
    return f"FY{years[0]}" if len(years) == 1 else f"FY{years[0]} to FY{years[-1]}"


def _words(name: str) -> str:
    """A name without the table it stands in."""
    return name.rpartition(".")[2].replace("_", " ") if "cost." in name else name


def _camera_months(ground: Ground, index: int) -> Derivation:
    if not ground.program.footage:
        raise RefusedError(
            f"{ground.projection.loaded.argument} says nothing of its video, so there "
            "is no storage to explain; give [footage]"
        )
    return over_months(ground, ground.months_of(index))


def _recorded_hours(ground: Ground, index: int) -> Derivation:
    hours = recorded_hours(ground, _camera_months(ground, index))
    return replace(hours, label=ground.label("storage.recorded_hours", index))


def _recorded_tb(ground: Ground, index: int) -> Derivation:
    stored = terabytes(ground, _camera_months(ground, index), "TB")
    return replace(stored, label=ground.label("storage.recorded_tb", index))


def _retained_tb(ground: Ground, index: int) -> Derivation:
    """What each class of video holds at the end of a fiscal year."""
    cameras = _camera_months(ground, index)
    video, end = ground.projection.grid.video, int(ground.months_of(index)[-1])
    parts = []
    for name, held in (video.held_by if video is not None else {}).items():
        rests_on = [*ground.under(f"footage.retention.{name}"), cameras]
        label = f"{name}: months of a camera's video held at the end"
        stock = given(label, float(held[0, end]), "camera-months", rests_on)
        stored = terabytes(ground, stock, "TB")
        parts.append(replace(stored, label=f"{name}, retained"))
    return made("sum", ground.label("storage.retained_tb", index), "TB", parts)


def _cameras_bought(ground: Ground, index: int) -> Derivation:
    cameras = bought(ground, ground.months_of(index))
    return replace(cameras, label=ground.label("rollout.cameras_bought", index))


def _cameras_in_service(ground: Ground, index: int) -> Derivation:
    cameras = in_service(ground, int(ground.months_of(index)[-1]))
    return replace(cameras, label=ground.label("rollout.cameras_in_service", index))


def _officers_equipped(ground: Ground, index: int) -> Derivation:
    officers = in_service(ground, int(ground.months_of(index)[-1]), "officer")
    return replace(officers, label=ground.label("rollout.officers_equipped", index))


_STORAGE: dict[str, Callable[[Ground, int], Derivation]] = {
    "recorded_hours": _recorded_hours,
    "recorded_tb": _recorded_tb,
    "retained_tb": _retained_tb,
}
"""What explains each column of the table ``years`` of ``storage``."""

_ROLLOUT: dict[str, Callable[[Ground, int], Derivation]] = {
    "cameras_bought": _cameras_bought,
    "cameras_in_service": _cameras_in_service,
    "officers_equipped": _officers_equipped,
}
"""What explains each column of the table ``months`` of ``rollout``, by year."""
