"""Derivations of figures, and of the quantities that a line's price multiplies."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from bodycam_cli.analysis.derivation import Derivation, constant, given, made
from bodycam_cli.program.figures import Figure
from bodycam_cli.program.lines import DRIVERS, Line
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.program.structure import dotted, figures_of
from bodycam_cli.projection.costs import LineCost
from bodycam_cli.projection.projecting import Projection


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a program as derivations, by dotted key."""

    by_key: dict[str, Derivation]

    def of(self, key: str, label: str = "") -> Derivation:
        """A figure; one that is left out is 0, its default."""
        found = self.by_key.get(key)
        if found is None:
            return Derivation(label or key, 0, "", "constant", (), key)
        return Derivation(label or key, found.value, found.unit, "figure", (), key)

    def under(self, prefix: str) -> list[Derivation]:
        """The figures of a table."""
        return [
            self.of(key)
            for key in self.by_key
            if key == prefix or key.startswith(f"{prefix}.")
        ]

    def in_service(
        self, projection: Projection, months: np.ndarray, noun: str = "cameras"
    ) -> Derivation:
        """Cameras or officers in service, summed over some months."""
        rollout = projection.rollout
        is_officers = noun == "officers"
        stock = rollout.officers_equipped if is_officers else rollout.cameras_in_service
        parts = []
        for value in dict.fromkeys(stock[0, months]):
            count = int((stock[0, months] == value).sum())
            each = given(f"{noun} in service", float(value), noun, self._waves(noun))
            times = constant(count, "months", "months")
            label = f"{noun} in service x months"
            parts.append(made("product", label, f"{noun[:-1]}-months", [each, times]))
        return made("sum", f"{noun[:-1]}-months", f"{noun[:-1]}-months", parts)

    def _waves(self, noun: str) -> Iterable[Derivation]:
        count = self.of("officers") if "officers" in self.by_key else self.of("cameras")
        total = count if noun == "officers" else self.of("cameras")
        keys = [key for key in self.by_key if key.startswith("waves.")]
        return [total, *(self.of(key) for key in keys if key.endswith(f".{noun}"))]


def figures_as_derivations(loaded: LoadedProgram) -> Figures:
    """Every number that a program states, ready to stand in a derivation."""
    by_key = {}
    for path, figure, quantity in figures_of(loaded.program):
        if isinstance(figure, Figure):
            key = dotted(path)
            unit = quantity.unit if quantity is not None else ""
            by_key[key] = Derivation(key, figure.likely_value, unit, "figure", (), key)
    return Figures(by_key)


def quantity_of(
    projection: Projection, figures: Figures, line: LineCost, months: np.ndarray
) -> Derivation:
    """Units of a line's driver in some months of one fiscal year.

    Args:
        projection: The projection.
        figures: Its figures.
        line: A line with a price.
        months: Indices of months, from 0.
    """
    source = projection.loaded.program.lines[line.name]
    driver = DRIVERS[source.per or "program"]
    kept = line.quantities if line.quantities is not None else np.zeros((1, 1))
    value = float(np.broadcast_to(kept[0], (projection.months,))[months].sum())
    unit = f"{source.per} units"
    make = _QUANTITIES.get(driver.counts)
    is_moved = source.billed == "yearly" or source.paid_months_before is not None
    if make is None or is_moved or source.refresh_months is not None:
        return given("quantity", value, unit, _rests_on(figures, line.name, source))
    asked = _Asked(projection, figures, line.name, source, months)
    return _in_driver_units(make(asked), driver.months, unit)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The months of a line whose quantity is asked for."""

    projection: Projection
    figures: Figures
    name: str
    line: Line
    months: np.ndarray

    def own(self, key: str) -> Derivation:
        return self.figures.of(f"lines.{self.name}.{key}")

    def active(self) -> np.ndarray:
        """Those of the months in which the line has a cost."""
        first = self.projection.calendar.first_month
        months = self.months + first
        is_in = np.ones(len(months), dtype=bool)
        if self.line.first_month is not None:
            is_in &= months >= self.line.first_month.month
        if self.line.last_month is not None:
            is_in &= months <= self.line.last_month.month
        return self.months[is_in]


def _in_driver_units(monthly: Derivation, months: int, unit: str) -> Derivation:
    if months == 1:
        return monthly
    return made("quotient", "quantity", unit, [monthly, constant(months, "months")])


def _always(asked: _Asked) -> Derivation:
    return constant(len(asked.active()), "months", "months")


def _cameras(asked: _Asked) -> Derivation:
    return asked.figures.in_service(asked.projection, asked.active())


def _officers(asked: _Asked) -> Derivation:
    return asked.figures.in_service(asked.projection, asked.active(), "officers")


def _count(asked: _Asked) -> Derivation:
    months = constant(len(asked.active()), "months", "months")
    rule = asked.line.count
    if rule is None or not rule.is_rule:
        return made("product", "count x months", "", [asked.own("count"), months])
    count = _counts(asked)
    return given("count x months", float(count.sum()), "", [asked.own("count")])


def _counts(asked: _Asked) -> np.ndarray:
    """The count in each month of the line, as the projection has it."""
    found = next(x for x in asked.projection.lines if x.name == asked.name)
    kept = found.quantities if found.quantities is not None else np.zeros((1, 1))
    monthly = np.broadcast_to(kept[0], (asked.projection.months,))[asked.active()]
    driver = DRIVERS[asked.line.per or "program"]
    rate = asked.own("benefits_rate").value or 0
    has_benefits = driver.counts == "posts"
    return np.asarray(monthly * driver.months / (1 + rate * has_benefits))


def _posts(asked: _Asked) -> Derivation:
    count = _count(asked)
    if asked.line.benefits_rate is None:
        return count
    benefits = [constant(1), asked.own("benefits_rate")]
    with_benefits = made("sum", "one and the benefits", "", benefits)
    return made("product", "posts x months, with benefits", "", [count, with_benefits])


def _requests(asked: _Asked) -> Derivation:
    rate = asked.figures.of("requests.requests_per_100_camera_years")
    product = made("product", "a year, for 100", "", [_cameras(asked), rate])
    divisor = constant(1200, "100 cameras x 12 months")
    return made("quotient", "requests", "requests", [product, divisor])


def _redacted_hours(asked: _Asked) -> Derivation:
    minutes = asked.figures.of("requests.footage_minutes_per_request")
    work = asked.figures.of("requests.redaction_minutes_per_footage_minute")
    product = made("product", "minutes", "minutes", [_requests(asked), minutes, work])
    parts = [product, constant(60, "minutes in an hour")]
    return made("quotient", "redacted hours", "hours", parts)


_QUANTITIES: dict[str, Callable[[_Asked], Derivation]] = {
    "always": _always,
    "cameras_in_service": _cameras,
    "officers_equipped": _officers,
    "count": _count,
    "posts": _posts,
    "requests": _requests,
    "redacted_hours": _redacted_hours,
}


def _rests_on(figures: Figures, name: str, line: Line) -> list[Derivation]:
    """The figures that a quantity rests on which is not written out."""
    counts = DRIVERS[line.per or "program"].counts
    tables = {"retained_tb": "footage", "training_hours": "training"}
    keys = [
        f"lines.{name}.{key}"
        for key in ("count", "benefits_rate", "refresh_months", "paid_months_before")
    ]
    found = [figures.of(key) for key in keys if key in figures.by_key]
    if counts in tables:
        found += figures.under(tables[counts])
    shared = ["cameras", "spare_share"] if "camera" in counts else ["cameras"]
    found += [figures.of(key) for key in shared if key in figures.by_key]
    return [*found, *figures.under("waves")]
