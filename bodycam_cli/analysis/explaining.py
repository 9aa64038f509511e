"""Which derivation belongs to a name: a line, ``total``, or a column of a table."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from bodycam_cli.analysis.derivation import (
    Derivation,
    constant,
    given,
    made,
    unknown,
)
from bodycam_cli.analysis.quantities import Figures, quantity_of
from bodycam_cli.program.dates import fiscal_year_number
from bodycam_cli.program.money import Published
from bodycam_cli.program.problems import UsageError
from bodycam_cli.projection.budget import is_local
from bodycam_cli.projection.costs import CONTINGENCY, LineCost
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.projection.published import NAME as PUBLISHED

STORAGE_COLUMNS = ("recorded_hours", "recorded_tb", "retained_tb")
ROLLOUT_COLUMNS = ("cameras_bought", "cameras_in_service", "officers_equipped")


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains the numbers of one projection.

    Attributes:
        projection: The projection.
        figures: Its figures as derivations.
    """

    projection: Projection
    figures: Figures

    def names(self) -> list[str]:
        """Every name that can be explained."""
        lines = [line.name for line in self.projection.lines]
        return [
            *lines,
            "total",
            *(f"cost.{column}" for column in self._columns),
            *(f"storage.{column}" for column in STORAGE_COLUMNS),
            *(f"rollout.{column}" for column in ROLLOUT_COLUMNS),
        ]

    def explain(self, name: str, fiscal_year: int | None) -> Derivation:
        """How a number was made.

        Args:
            name: A line, ``total``, or ``TABLE.COLUMN``.
            fiscal_year: Its fiscal year; None for all of them.

        Raises:
            UsageError: No such name or fiscal year.
        """
        make = self._maker(name)
        years = self.projection.calendar.fiscal_years
        if fiscal_year is not None:
            return make(self._index(fiscal_year))
        parts = [make(index) for index in range(len(years))]
        if name.endswith(_STOCKS):
            return parts[-1]
        label = f"{name}, FY{years[0]} to FY{years[-1]}"
        if any(part.value is None for part in parts):
            return unknown(label, parts[0].unit, parts)
        return made("sum", label, parts[0].unit, parts)

    @property
    def _columns(self) -> dict[str, Callable[[int], Derivation]]:
        """What explains each column of the table ``cost``."""
        return {
            "cost": self.cost,
            "paid_by_others": self.paid_by_others,
            "funding": self.funding,
            "local_cost": self.local_cost,
            "appropriation": self.appropriation,
            "left": self.left,
            "unfunded": self.unfunded,
            "cumulative": self.cumulative,
            "per_camera": self.per_camera,
        }

    def _index(self, fiscal_year: int) -> int:
        years = self.projection.calendar.fiscal_years
        if fiscal_year not in years:
            span = f"FY{years[0]} to FY{years[-1]}"
            raise UsageError(f"FY{fiscal_year} is not one of {span}; see --years")
        return years.index(fiscal_year)

    def _maker(self, name: str) -> Callable[[int], Derivation]:
        """What explains a name in the fiscal year at an index."""
        by_name = {line.name: line for line in self.projection.lines}
        table, _, column = name.rpartition(".")
        if name in by_name or (table == "lines" and column in by_name):
            return lambda index: self.line(by_name[column or name], index)
        if name == "total":
            return self.cost
        if table == "cost" and column in self._columns:
            return self._columns[column]
        if table in ("storage", "years") and column in STORAGE_COLUMNS:
            return lambda index: self.storage(column, index)
        if table in ("rollout", "months") and column in ROLLOUT_COLUMNS:
            return lambda index: self.rollout(column, index)
        nearest = difflib.get_close_matches(name, self.names(), 3, 0.4)
        hint = f"did you mean {' or '.join(nearest)}?" if nearest else "see `cost --by`"
        raise UsageError(f"there is no number named {name!r} to explain; {hint}")

    def _label(self, name: str, index: int) -> str:
        return f"{name}, FY{self.projection.calendar.fiscal_years[index]}"

    def line(self, line: LineCost, index: int) -> Derivation:
        """A line in a fiscal year, rounded to whole dollars."""
        label = self._label(line.name, index)
        if line.missing[index]:
            missing = [self.figures.of(key) for key in line.missing[index]]
            return unknown(label, "dollars", missing)
        dollars = float(line.dollars[0, index])
        if line.name == PUBLISHED:
            return self._published(label, index, dollars)
        if line.name == CONTINGENCY:
            return self._contingency(label, index)
        if line.quantities is None:
            return made("round", label, "dollars", [self._payment(line, index)])
        if not self._is_charged(line, index):
            return constant(0, f"{label}: nothing to charge", "dollars")
        return made("round", label, "dollars", [self._priced(line, index)])

    def _published(self, label: str, index: int, dollars: float) -> Derivation:
        """A share of the initial cost, or the annual cost after it."""
        published = self.projection.loaded.program.published
        whole = self.figures.of("published.initial_cost")
        years = self.figures.of("published.initial_years")
        is_plain = published is not None and published.spread == "even"
        if published is None or published.years == "program":
            return given(label, dollars, "dollars", self.figures.under("published"))
        later = index - int(years.value or 0)
        if later >= 0:
            return self._published_after(label, later, published)
        if not is_plain:
            year = self.projection.calendar.fiscal_years[index]
            spread = [whole, self.figures.of(f"appropriations.FY{year}")]
            return given(label, dollars, "dollars", spread)
        even = made("quotient", "an even share", "dollars", [whole, years])
        share = made("floor", "in whole dollars", "dollars", [even])
        if later < -1:
            return replace(share, label=label)
        others = constant((years.value or 1) - 1, "earlier years", "years")
        earlier = made("product", "the earlier years", "dollars", [share, others])
        return made("difference", label, "dollars", [whole, earlier])

    def _published_after(
        self, label: str, later: int, published: Published
    ) -> Derivation:
        """The annual cost, grown from the first year after the initial ones."""
        annual = self.figures.of("published.annual_cost_after")
        parts = [annual]
        if published.escalation_rate is not None:
            rate = self.figures.of("published.escalation_rate")
            one = made("sum", "one and the rate", "", [constant(1), rate])
            since = constant(later, "years since the first of them", "years")
            parts.append(made("power", "escalation", "", [one, since]))
        product = made("product", "before rounding", "dollars", parts)
        return made("round", label, "dollars", [product])

    def _is_charged(self, line: LineCost, index: int) -> bool:
        """Whether a line has any quantity in the fiscal year at an index."""
        if line.quantities is None:
            return True
        calendar = self.projection.calendar
        start = int(calendar.year_starts[index])
        end = start + int(calendar.months_in_year[index])
        shape = (calendar.months,)
        return bool(np.broadcast_to(line.quantities[0], shape)[start:end].any())

    def _priced(self, line: LineCost, index: int) -> Derivation:
        """Price by quantity by growth, summed over the months of each growth."""
        calendar = self.projection.calendar
        start = int(calendar.year_starts[index])
        months = np.arange(start, start + int(calendar.months_in_year[index]))
        growth = self._growth_by_month(line)
        groups = []
        for value in dict.fromkeys(growth[months]):
            same = months[growth[months] == value]
            groups.append(self._product(line, same, float(value)))
        return made("sum", "before rounding", "dollars", groups)

    def _product(self, line: LineCost, months: np.ndarray, growth: float) -> Derivation:
        per = self.projection.loaded.program.lines[line.name].per or "program"
        price = self.figures.of(f"lines.{line.name}.price", f"price per {per}")
        quantity = quantity_of(self.projection, self.figures, line, months)
        parts = [price, quantity]
        if growth != 1:
            parts.append(self._growth(line, int(months[0]), growth))
        return made("product", "before rounding", "dollars", parts)

    def _growth_by_month(self, line: LineCost) -> np.ndarray:
        calendar = self.projection.calendar
        if line.growth is None:
            return np.ones(calendar.months)
        return np.broadcast_to(line.growth[0], (calendar.months,))

    def _growth(self, line: LineCost, month: int, value: float) -> Derivation:
        """Escalation from the price's year, and the steps up to a month."""
        program, calendar = self.projection.loaded.program, self.projection.calendar
        source = program.lines[line.name]
        factors = []
        if source.escalation_rate is not None:
            base = calendar.fiscal_years[0]
            if source.price is not None and source.price.year is not None:
                base = fiscal_year_number(source.price.year)
            years = int(calendar.fiscal_year_of_month[month]) - base
            rate = self.figures.of(f"lines.{line.name}.escalation_rate")
            one = made("sum", "one and the rate", "", [constant(1), rate])
            since = constant(years, f"years since FY{base}", "years")
            factors.append(made("power", "escalation", "", [one, since]))
        for number, step in enumerate(source.steps):
            if calendar.first_month + month >= step.month.month:
                key = f"lines.{line.name}.steps.{number}.rate"
                rate = self.figures.of(key, f"step from {step.month.value}")
                parts = [constant(1), rate]
                factors.append(made("sum", f"step {number + 1}", "", parts))
        if not factors:
            return given("growth", value, "")
        return made("product", "growth", "", factors)

    def _payment(self, line: LineCost, index: int) -> Derivation:
        """A payment of a schedule, or one after it at its renewal rate."""
        source = self.projection.loaded.program.lines[line.name]
        year = self.projection.calendar.fiscal_years[index]
        last = max(fiscal_year_number(key) for key in source.amounts or {})
        prefix = f"lines.{line.name}"
        if line.dollars[0, index] == 0 and f"FY{year}" not in (source.amounts or {}):
            return constant(0, "nothing is due", "dollars")
        if year <= last:
            return self.figures.of(f"{prefix}.amounts.FY{year}", "payment due")
        parts = [self.figures.of(f"{prefix}.amounts.FY{last}", "last payment")]
        renewal = self.figures.of(f"{prefix}.renewal_rate")
        parts.append(made("sum", "renewal", "", [constant(1), renewal]))
        if source.escalation_rate is not None:
            rate = self.figures.of(f"{prefix}.escalation_rate")
            one = made("sum", "one and the rate", "", [constant(1), rate])
            since = constant(year - last - 1, "years since the renewal", "years")
            parts.append(made("power", "escalation", "", [one, since]))
        return made("product", "before rounding", "dollars", parts)

    def _contingency(self, label: str, index: int) -> Derivation:
        program = self.projection.loaded.program
        categories = program.finance.contingency_categories
        base = [
            self._line_value(line, index)
            for line in self.projection.lines
            if is_local(program, line)
            and line.name != CONTINGENCY
            and (not categories or line.category in categories)
        ]
        rate = self.figures.of("finance.contingency_rate")
        cost = made("sum", "local cost of its categories", "dollars", base)
        product = made("product", "before rounding", "dollars", [rate, cost])
        return made("round", label, "dollars", [product])

    def _line_value(self, line: LineCost, index: int) -> Derivation:
        """A line's dollars; how they are made is told under its own name."""
        label = self._label(line.name, index)
        return given(label, float(line.dollars[0, index]), "dollars")

    def _sum_of_lines(
        self, label: str, index: int, lines: list[LineCost]
    ) -> Derivation:
        parts = [self.line(line, index) for line in lines]
        if any(part.value is None for part in parts):
            return unknown(self._label(label, index), "dollars", parts)
        if not parts:
            return constant(0, self._label(label, index), "dollars")
        return Derivation(
            self._label(label, index),
            float(sum(line.dollars[0, index] for line in lines)),
            "dollars",
            "sum",
            tuple(parts),
        )

    def cost(self, index: int) -> Derivation:
        """All lines."""
        return self._sum_of_lines("cost", index, list(self.projection.lines))

    def paid_by_others(self, index: int) -> Derivation:
        """The lines of payers that the appropriations do not cover."""
        program = self.projection.loaded.program
        lines = [x for x in self.projection.lines if not is_local(program, x)]
        return self._sum_of_lines("paid by others", index, lines)

    def funding(self, index: int) -> Derivation:
        """What grants pay; the smaller of what is left of an award and its share."""
        parts = [
            given(
                self._label(f"funding.{grant.name}", index),
                float(grant.drawn[0, index]),
                "dollars",
                self.figures.under(f"funding.{grant.name}"),
            )
            for grant in self.projection.grants
        ]
        if not parts:
            return constant(0, self._label("funding", index), "dollars")
        return made("sum", self._label("funding", index), "dollars", parts)

    def local_cost(self, index: int) -> Derivation:
        """Cost less what others and grants pay."""
        parts = [self.cost(index), self.paid_by_others(index), self.funding(index)]
        label = self._label("local cost", index)
        if parts[0].value is None or parts[1].value is None:
            return unknown(label, "dollars", parts)
        return made("difference", label, "dollars", parts)

    def appropriation(self, index: int) -> Derivation:
        """What was approved, or nothing."""
        year = self.projection.calendar.fiscal_years[index]
        if self.projection.budget.appropriations[index] is None:
            return constant(0, f"no appropriation, FY{year}", "dollars")
        return self.figures.of(f"appropriations.FY{year}", f"appropriation, FY{year}")

    def left(self, index: int) -> Derivation:
        """Appropriation less local cost."""
        parts = [self.appropriation(index), self.local_cost(index)]
        return self._difference("left", index, parts)

    def unfunded(self, index: int) -> Derivation:
        """Local cost above the appropriation."""
        parts = [self.local_cost(index), self.appropriation(index)]
        gap = self._difference("local cost less appropriation", index, parts)
        label = self._label("unfunded", index)
        if gap.value is None:
            return unknown(label, "dollars", [gap])
        return made("at_least_zero", label, "dollars", [gap])

    def _difference(self, name: str, index: int, parts: list[Derivation]) -> Derivation:
        label = self._label(name, index)
        if any(part.value is None for part in parts):
            return unknown(label, "dollars", parts)
        return made("difference", label, "dollars", parts)

    def cumulative(self, index: int) -> Derivation:
        """Cost of the fiscal years so far."""
        label = self._label("cumulative", index)
        parts = [self.cost(each) for each in range(index + 1)]
        if any(part.value is None for part in parts):
            return unknown(label, "dollars", parts)
        return made("sum", label, "dollars", parts)

    def per_camera(self, index: int) -> Derivation:
        """Cost by the camera count of the estimate."""
        label = self._label("per camera", index)
        key = "published.cameras" if self._is_for_published_cameras() else "cameras"
        parts = [self.cost(index), self.figures.of(key)]
        if parts[0].value is None:
            return unknown(label, "dollars", parts)
        quotient = made("quotient", "before rounding", "dollars", parts)
        return made("round", label, "dollars", [quotient])

    def _is_for_published_cameras(self) -> bool:
        program = self.projection.loaded.program
        return (
            self.projection.estimate == "published"
            and program.published is not None
            and program.published.cameras is not None
        )

    def storage(self, column: str, index: int) -> Derivation:
        """Video recorded in a fiscal year, or retained at its end."""
        calendar, video = self.projection.calendar, self.projection.grid.video
        label = self._label(f"storage.{column}", index)
        if video is None:
            raise UsageError(f"{self.projection.loaded.argument} has no [footage]")
        rests_on = self.figures.under("footage")
        missing = [part for part in rests_on if part.value is None]
        unit = "hours" if column == "recorded_hours" else "TB"
        if missing:
            return unknown(label, unit, missing)
        start = int(calendar.year_starts[index])
        end = start + int(calendar.months_in_year[index])
        cameras = self.figures.in_service(self.projection, np.arange(start, end))
        if column == "retained_tb":
            classes = [
                given(
                    f"{name}, held at the end",
                    float(held[0, end - 1]),
                    unit,
                    self.figures.under(f"footage.retention.{name}"),
                )
                for name, held in video.retained_tb.items()
            ]
            rest = [x for x in rests_on if ".retention." not in x.key]
            total = Derivation(
                label,
                float(video.all_retained_tb[0, end - 1]),
                unit,
                "sum",
                tuple(classes),
            )
            return _replace_parts(total, [*rest, cameras])
        hours_a_year = self.figures.of("footage.recorded_hours_per_camera_year")
        product = made("product", "a year", "", [cameras, hours_a_year])
        hours = made(
            "quotient", "recorded hours", "hours", [product, constant(12, "months")]
        )
        if column == "recorded_hours":
            return Derivation(label, hours.value, unit, hours.operation, hours.parts)
        rate = self.figures.of("footage.gb_per_recorded_hour")
        gigabytes = made("product", "gigabytes", "GB", [hours, rate])
        return made("quotient", label, "TB", [gigabytes, constant(1000, "GB in a TB")])

    def rollout(self, column: str, index: int) -> Derivation:
        """Cameras or officers in a fiscal year."""
        calendar = self.projection.calendar
        start = int(calendar.year_starts[index])
        end = start + int(calendar.months_in_year[index])
        label = self._label(f"rollout.{column}", index)
        monthly = getattr(self.projection.rollout, column)[0]
        rests_on = [self.figures.of("cameras"), *self.figures.under("waves")]
        if column == "cameras_bought":
            total = float(monthly[start:end].sum())
            rests_on.append(self.figures.of("spare_share"))
            return given(label, total, "cameras", rests_on)
        unit = "officers" if column.startswith("officers") else "cameras"
        return given(label, float(monthly[end - 1]), unit, rests_on)


_STOCKS = (
    "left",
    "cumulative",
    "retained_tb",
    "cameras_in_service",
    "officers_equipped",
)
"""Columns that do not add up over the years: the last one stands for all."""


def _replace_parts(whole: Derivation, context: list[Derivation]) -> Derivation:
    """A sum whose parts also rest on what is common to all of them."""
    parts = tuple(
        Derivation(
            part.label, part.value, part.unit, part.operation, (*part.parts, *context)
        )
        for part in whole.parts
    )
    return Derivation(whole.label, whole.value, whole.unit, whole.operation, parts)
