"""Affordability: how many cameras, or how early a rollout, the money allows.

Every count of cameras, or every date of the rollout, is a draw of one projection. With
a certainty, each of them is a simulation of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bodycam_cli.analysis.simulation import Simulation, overrun_of, simulate
from bodycam_cli.program.problems import RefusedError, UsageError
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.projection.budget import is_local
from bodycam_cli.projection.calendar import Dollars, Flags, Floats
from bodycam_cli.projection.projecting import Estimate, Projection, project
from bodycam_cli.projection.values import Values

AT_MOST = 10_000
"""So many cameras are tried where nothing else is said."""

_CELLS = 2_000_000
"""Numbers in an array of counts by months that is computed at once: 16 MB."""

_NO_LIMIT = 1_000_000
"""More cameras than a program may have."""

Kind = Literal["appropriations", "annual", "total"]


@dataclass(frozen=True, slots=True)
class Money:
    """The money that a program must keep within.

    Attributes:
        kind: The file's appropriations, the same in each fiscal year, or for all.
        by_year: Dollars of each fiscal year; None where nothing limits it.
        total: Dollars for all fiscal years together; None where nothing limits them.
    """

    kind: Kind
    by_year: tuple[int | None, ...]
    total: int | None = None

    def over(self, dollars: Dollars) -> Dollars:
        """Dollars above the money, by fiscal year; for a total, in the last one.

        Args:
            dollars: Shape ``(draws, years)``.

        Returns:
            Shape ``(draws, years)``; 0 or less where it is enough.
        """
        over = np.zeros_like(dollars)
        for index, money in enumerate(self.by_year):
            if money is not None:
                over[:, index] = dollars[:, index] - money
        if self.total is not None:
            over[:, -1] = dollars.sum(axis=-1) - self.total
        return over

    def is_enough(self, dollars: Dollars) -> Flags:
        """Whether it is enough in every fiscal year, shape ``(draws,)``."""
        enough: Flags = np.all(self.over(dollars) <= 0, axis=-1)
        return enough


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a program and its money.

    Attributes:
        loaded: The program.
        years: Fiscal years from the first one.
        estimate: Which estimate.
        money: What it must keep within.
        at_most: So many cameras are tried.
        certainty: Share of the draws in which the money must be enough; None asks
            it of the likely values alone.
        draws: Number of draws.
        seed: Seed of the draws.
    """

    loaded: LoadedProgram
    years: int
    estimate: Estimate
    money: Money
    at_most: int
    certainty: float | None = None
    draws: int = 10_000
    seed: int = 1

    def project(self, drawn: dict[str, Floats] | None = None) -> Projection:
        """The projection, or one draw for each value of some figures."""
        values = Values(self.loaded.program, drawn)
        return project(self.loaded, self.years, self.estimate, values)

    def simulate(self, fixed: dict[str, float]) -> Simulation:
        """The simulation with some figures fixed."""
        return simulate(
            self.loaded,
            self.years,
            self.estimate,
            draws=self.draws,
            seed=self.seed,
            fixed=fixed,
        )

    def chance_enough(self, fixed: dict[str, float]) -> float:
        """Share of the draws in which the money is enough in every year."""
        dollars = self.simulate(fixed).dollars.T
        return float(np.mean(self.money.is_enough(dollars)))


@dataclass(frozen=True, slots=True)
class Binding:
    """What stands against more.

    Attributes:
        fiscal_year: The year that would cost most above its money; None where the
            money is for all years together.
        line: Name of the local line that would cost more in it by most.
        over: By how many whole dollars that year, or the total, would be over.
    """

    fiscal_year: int | None
    line: str | None
    over: int


@dataclass(frozen=True, slots=True)
class Cameras:
    """The most cameras that the money allows.

    Attributes:
        most: How many; None where none of the counts fits.
        too_dear: Smaller counts that do not fit.
        tried: The highest count that was tried.
        were_all_tried: Whether every count up to it was.
        projection: The projection with the most cameras.
        binding: What stands against the next camera; None where nothing does.
        unmoved: Names of local lines that cost the same with every count.
    """

    most: int | None
    too_dear: tuple[int, ...]
    tried: int
    were_all_tried: bool
    projection: Projection | None
    binding: Binding | None
    unmoved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finish:
    """The earliest full rollout that the money allows, cameras and pace as planned.

    Attributes:
        planned: Month of the last wave as planned, in months since year 0.
        earliest: Month of the last wave; None where none fits within the horizon.
        shift: Months by which all waves to come move; negative is earlier.
        slip_months: The ``slip_months`` that says so, where it is 0 or more.
        binding: What stands against a month earlier; None where nothing does.
    """

    planned: int
    earliest: int | None
    shift: int
    slip_months: int
    binding: Binding | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the money allows.

    Attributes:
        question: What was asked.
        planned: The projection of the program as it is.
        fits: Whether its money is enough as it is.
        chance: The share of the draws in which it is, where a certainty was asked.
        cameras: The most cameras; None where a published estimate fixes the count.
        finish: The earliest full rollout; None where no wave is still to come.
        lacking: Whole dollars by fiscal year that are missing as it is.
    """

    question: Question
    planned: Projection
    fits: bool
    chance: float | None
    cameras: Cameras | None
    finish: Finish | None
    lacking: tuple[int, ...]

    @property
    def has_solution(self) -> bool:
        """Whether some count, or some date, keeps within the money."""
        by_count = self.cameras is not None and self.cameras.most is not None
        by_date = self.finish is not None and self.finish.earliest is not None
        return self.fits or by_count or by_date


def money_of(
    projection: Projection, annual: int | None = None, total: int | None = None
) -> Money:
    """The money that was named, else the file's appropriations.

    Raises:
        UsageError: Both were named.
        RefusedError: Neither was, and the file has no appropriation.
    """
    years = projection.calendar.fiscal_years
    if annual is not None and total is not None:
        raise UsageError("--annual and --total exclude one another; give one of them")
    if annual is not None:
        return Money("annual", (annual,) * len(years))
    if total is not None:
        return Money("total", (None,) * len(years), total)
    approved = projection.budget.appropriations
    if all(money is None for money in approved):
        raise RefusedError(
            f"{projection.loaded.argument} has no appropriation in these years; give "
            "the money with --annual or --total, in dollars, or under [appropriations]"
        )
    return Money("appropriations", approved)


def afford(question: Question) -> Answer:
    """What the money allows: the most cameras, the earliest rollout, or what it lacks.

    Raises:
        RefusedError: A figure is unknown that the cost of a limited year rests on.
    """
    planned = question.project()
    _refuse_unknown(question, planned)
    certainty, chance = question.certainty, None
    over = question.money.over(planned.budget.local_cost.dollars)[0]
    if certainty is not None:
        draws = question.money.over(question.simulate({}).dollars.T)
        chance = float(np.mean(np.all(draws <= 0, axis=-1)))
        over = np.array([overrun_of(year, certainty).reserve for year in draws.T])
    fits = bool(np.all(over <= 0)) if chance is None else chance >= (certainty or 0)
    return Answer(
        question=question,
        planned=planned,
        fits=fits,
        chance=chance,
        cameras=_cameras(question, planned),
        finish=_finish(question),
        lacking=tuple(max(0, int(dollars)) for dollars in over),
    )


def _refuse_unknown(question: Question, planned: Projection) -> None:
    local = planned.budget.local_cost
    limited = [
        keys
        for keys, money in zip(local.missing, question.money.by_year, strict=True)
        if money is not None or question.money.total is not None
    ]
    missing = dict.fromkeys(key for keys in limited for key in keys)
    if missing:
        raise RefusedError(
            f"what {question.loaded.argument} can afford cannot be said, for want of "
            f"figures: {', '.join(missing)}. Give them in the file or with --set."
        )


def _cameras(question: Question, planned: Projection) -> Cameras | None:
    """The most cameras within the money; None for a published estimate."""
    if question.estimate == "published":
        return None
    tried = min(question.at_most, _most_in_waves(question.loaded))
    most, too_dear = _tried_counts(question, tried)
    projection, binding = None, None
    if most is not None:
        projection = question.project(_counts([most]))
        if most < tried:
            binding = _binding(question, question.project(_counts([most, most + 1])))
    return Cameras(
        most=most,
        too_dear=too_dear,
        tried=tried,
        were_all_tried=question.certainty is None,
        projection=projection,
        binding=binding,
        unmoved=_unmoved(question.project(_counts([1, tried, planned.cameras]))),
    )


def _counts(counts: Sequence[int]) -> dict[str, Floats]:
    """A draw for each count of cameras."""
    return {"cameras": np.array(counts, dtype=np.float64)}


def _most_in_waves(loaded: LoadedProgram) -> int:
    """As many cameras as the waves take, where none of them takes the rest."""
    counts = [wave.cameras for wave in loaded.program.waves.values()]
    if not counts or any(count is None for count in counts):
        return _NO_LIMIT
    return sum(int(count.likely_value or 0) for count in counts if count is not None)


def _tried_counts(question: Question, tried: int) -> tuple[int | None, tuple[int, ...]]:
    """The highest count that fits, and the lower ones that do not."""
    if question.certainty is not None:
        return _by_halving(question, tried), ()
    fits = np.concatenate([_fit(question, part) for part in _parts(question, tried)])
    fitting = np.flatnonzero(fits)
    if not len(fitting):
        return None, ()
    most = int(fitting[-1])
    too_dear = np.flatnonzero(~fits[:most]) + 1
    return most + 1, tuple(int(count) for count in too_dear)


def _parts(question: Question, tried: int) -> list[range]:
    """All counts, in parts that are projected at once."""
    at_once = max(1, _CELLS // (12 * question.years))
    return [
        range(first, min(first + at_once, tried + 1))
        for first in range(1, tried + 1, at_once)
    ]


def _fit(question: Question, counts: range) -> Flags:
    """Whether the money is enough for each of some counts."""
    local = question.project(_counts(counts)).budget.local_cost.dollars
    enough = question.money.is_enough(local)
    return np.broadcast_to(enough, (len(counts),))


def _by_halving(question: Question, tried: int) -> int | None:
    """The count up to which the money is enough with the certainty asked for.

    It is found by halving, which takes it that more cameras never cost less.
    """
    certainty = question.certainty or 0

    def is_enough(count: int) -> bool:
        return question.chance_enough({"cameras": count}) >= certainty

    fits, too_many = 0, tried + 1
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if is_enough(middle):
            fits = middle
        else:
            too_many = middle
    return fits or None


def _binding(question: Question, pair: Projection) -> Binding:
    """What stands against the second of two draws, and grew from the first to it."""
    local = _both(pair.budget.local_cost.dollars)
    over = question.money.over(local)[1]
    year = int(np.argmax(over))
    at = slice(None) if question.money.total is not None else slice(year, year + 1)
    growth = {
        line.name: _growth(_both(line.dollars)[:, at])
        for line in pair.lines
        if is_local(pair.loaded.program, line)
    }
    fiscal_year = pair.calendar.fiscal_years[year]
    return Binding(
        fiscal_year=None if question.money.total is not None else fiscal_year,
        line=max(growth, key=lambda name: growth[name], default=None),
        over=max(0, int(over[year])),
    )


def _both(dollars: Dollars) -> Dollars:
    """Dollars of two draws, also where they are alike."""
    return np.broadcast_to(dollars, (2, dollars.shape[-1]))


def _growth(dollars: Dollars) -> tuple[int, int]:
    """What a line costs more in the second draw; where nothing grows, what it costs."""
    first, second = (int(each) for each in dollars.sum(axis=-1))
    return second - first, second


def _unmoved(projection: Projection) -> tuple[str, ...]:
    """Local lines that cost something, and the same in every draw."""
    return tuple(
        line.name
        for line in projection.lines
        if is_local(projection.loaded.program, line)
        and line.dollars.any()
        and np.all(line.dollars == line.dollars[0])
    )


def _finish(question: Question) -> Finish | None:
    """The earliest date of the last wave, all waves to come moved together.

    None where no wave is still to come, or none of them goes live within the horizon.
    """
    program = question.loaded.program
    as_of = -1 if program.as_of is None else program.as_of.month
    waves = [wave.go_live_month.month for wave in program.waves.values()]
    to_come = [month for month in waves if month > as_of]
    if not to_come or question.estimate == "published":
        return None
    slip = int(Values(program).whole("slip_months")[0, 0])
    soonest = max(program.first_month.month, as_of + 1) - min(to_come)
    latest = question.project().calendar.last_month - max(to_come)
    slips = list(range(soonest, latest + 1))
    fitting = _first_fitting(question, slips)
    if fitting is None:
        return Finish(max(to_come) + slip, None, 0, slip, None)
    binding = None
    if fitting > soonest:
        pair = question.project(_slips([fitting, fitting - 1]))
        binding = _binding(question, pair)
    last = max(to_come)
    return Finish(last + slip, last + fitting, fitting - slip, fitting, binding)


def _slips(months: Sequence[int]) -> dict[str, Floats]:
    """A draw for each number of months by which waves to come are late."""
    return {"slip_months": np.array(months, dtype=np.float64)}


def _slip(months: int) -> dict[str, float]:
    return {"slip_months": months}


def _first_fitting(question: Question, slips: list[int]) -> int | None:
    """The first slip with which the money is enough."""
    if not slips:
        return None
    if question.certainty is not None:
        certainty = question.certainty
        chances = (question.chance_enough(_slip(slip)) for slip in slips)
        enough = (chance >= certainty for chance in chances)
        return next(
            (slip for slip, fits in zip(slips, enough, strict=True) if fits), None
        )
    local = question.project(_slips(slips)).budget.local_cost.dollars
    fits = np.flatnonzero(
        np.broadcast_to(question.money.is_enough(local), (len(slips),))
    )
    return slips[int(fits[0])] if len(fits) else None
