"""Derivations of the quantities that a line's price multiplies."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bodycam_cli.analysis.derivation import (
    Derivation,
    constant,
    given,
    joined,
    made,
)
from bodycam_cli.analysis.ground import Ground, Months, runs
from bodycam_cli.analysis.stocks import (
    bought,
    in_service,
    live_waves,
    newly_equipped,
    over_months,
)
from bodycam_cli.program.lines import DRIVERS, NEEDS, Line
from bodycam_cli.projection.calendar import Floats
from bodycam_cli.projection.costs import LineCost


def quantity_of(ground: Ground, line: LineCost, months: Months) -> Derivation:
    """Units of a line's driver in some months of one fiscal year.

    Bills twelve months in advance, and bills before what causes them, are given; so
    is what is bought again at a refresh.

    Args:
        ground: The projection.
        line: A line with a price, charged in these months.
        months: The months.
    """
    asked = _Asked(ground, line.name, ground.program.lines[line.name], months)
    driver = DRIVERS[asked.line.per or "program"]
    unit = f"{asked.line.per}s"
    kept = _summed(line.quantities, months)
    if ground.follows_money and driver.counts not in _WITH_RATES:
        return given(driver.meaning, kept, unit)
    if asked.line.billed == "yearly":
        return given("quantity, billed in advance", kept, unit, _rests_on(asked))
    if asked.line.paid_months_before is not None:
        return given("quantity, paid before", kept, unit, _rests_on(asked))
    again = _summed(line.bought_again, months)
    parts = []
    if again:
        parts.append(given("bought again", again, unit, _rests_on(asked)))
    if kept > again:
        first = _QUANTITIES[driver.counts](asked)
        parts.insert(0, _in_driver_units(first, driver.months, unit))
    return joined("sum", "quantity", unit, parts)


def _summed(monthly: Floats | None, months: Months) -> float:
    """A kept quantity by month, summed over some months."""
    if monthly is None:
        return 0.0
    course = monthly[0]
    each = course[months] if len(course) > 1 else np.repeat(course, len(months))
    return float(each.sum())


@dataclass(frozen=True, slots=True)
class _Asked:
    """The months of a line whose quantity is asked for."""

    ground: Ground
    name: str
    line: Line
    months: Months

    def own(self, key: str) -> Derivation:
        """A figure of the line."""
        return self.ground.of(f"lines.{self.name}.{key}")

    @property
    def active(self) -> Months:
        """Those of the months in which the line has a cost."""
        is_in = [month for month in self.months if self.is_active(int(month))]
        return np.array(is_in, dtype=np.intp)

    def is_active(self, month: int) -> bool:
        """Whether the line has a cost in a month; the calendar ends the program's."""
        number = month + self.ground.projection.calendar.first_month
        first, last = self.line.first_month, self.line.last_month
        return (first is None or number >= first.month) and (
            last is None or number <= last.month
        )


def _in_driver_units(monthly: Derivation, months: int, unit: str) -> Derivation:
    if months == 1:
        return monthly
    parts = [monthly, constant(months, "months in a year", "months")]
    return made("quotient", "quantity", unit, parts)


def _once(asked: _Asked) -> Derivation:
    del asked
    return constant(1, "once")


def _always(asked: _Asked) -> Derivation:
    return constant(len(asked.active), "months", "months")


def _waves(asked: _Asked) -> Derivation:
    first, last = int(asked.active[0]), int(asked.active[-1])
    waves = [
        constant(
            1, f"wave {wave.name}" if wave.name else "all cameras at once", "waves"
        )
        for wave in live_waves(asked.ground, first, last)
        if wave.has_cameras
    ]
    return joined("sum", "waves going live", "waves", waves)


def _bought(asked: _Asked) -> Derivation:
    return bought(asked.ground, asked.active)


def _cameras(asked: _Asked) -> Derivation:
    return over_months(asked.ground, asked.active)


def _new_officers(asked: _Asked) -> Derivation:
    return newly_equipped(asked.ground, asked.active)


def _officers(asked: _Asked) -> Derivation:
    return over_months(asked.ground, asked.active, "officer")


def _training_hours(asked: _Asked) -> Derivation:
    hours = asked.ground.of("training.training_hours_per_officer")
    parts = [_new_officers(asked), hours]
    return made("product", "training hours", "hours", parts)


def _held(asked: _Asked) -> Derivation:
    """Terabytes retained, summed over the ends of the months."""
    video = asked.ground.projection.grid.video
    held = 0.0 if video is None else _summed(video.all_held, asked.active)
    rests_on = asked.ground.under("footage.retention")
    cameras = over_months(asked.ground, asked.active)
    label = "months of a camera's video held, at the ends of the months"
    stock = given(label, held, "camera-months", [*rests_on, cameras])
    return terabytes(asked.ground, stock, "TB-months")


def terabytes(ground: Ground, camera_months: Derivation, unit: str) -> Derivation:
    """Terabytes of some months of a camera's video."""
    hours = recorded_hours(ground, camera_months)
    rate = ground.of("footage.gb_per_recorded_hour")
    gigabytes = made("product", "gigabytes", "GB", [hours, rate])
    parts = [gigabytes, constant(1000, "GB in a TB", "GB")]
    return made("quotient", "terabytes", unit, parts)


def recorded_hours(ground: Ground, camera_months: Derivation) -> Derivation:
    """Hours of some months of a camera's video."""
    hours_a_year = ground.of("footage.recorded_hours_per_camera_year")
    return made("product", "hours", "hours", [_years(camera_months), hours_a_year])


def _years(camera_months: Derivation) -> Derivation:
    """Camera-years of some camera-months."""
    parts = [camera_months, constant(12, "months in a year", "months")]
    return made("quotient", "camera-years", "camera-years", parts)


def _count(asked: _Asked) -> Derivation:
    """Items or posts in each month, summed over the months."""
    rule, noun = asked.line.count, _noun(asked)
    if rule is None or not rule.is_rule:
        parts = [asked.own("count"), constant(len(asked.active), "months", "months")]
        return made("product", f"{noun} x months", f"{noun[:-1]}-months", parts)
    parts = [
        made(
            "product",
            f"{noun} x months",
            f"{noun[:-1]}-months",
            [_needed(asked, int(part[0])), constant(len(part), "months", "months")],
        )
        for part in runs(_stock_of_rule(asked), asked.active)
    ]
    return joined("sum", f"{noun} x months", f"{noun[:-1]}-months", parts)


def _noun(asked: _Asked) -> str:
    """What a line counts: ``posts`` or ``items``."""
    counts = DRIVERS[asked.line.per or "program"].counts
    return "posts" if counts == "posts" else "items"


def _stock_of_rule(asked: _Asked) -> Floats:
    """What a count follows, by month."""
    rollout, rule = asked.ground.projection.rollout, asked.line.count
    if rule is not None and rule.of == "officer":
        return np.asarray(rollout.officers_equipped[0])
    return np.asarray(rollout.cameras_in_service[0])


def _needed(asked: _Asked, month: int) -> Derivation:
    """One per so many in service at the end of a month, rounded up."""
    rule = asked.line.count
    noun = (rule.of if rule is not None else None) or "camera"
    label = f"{noun}s for each"
    per = asked.ground.of(f"lines.{asked.name}.count", label)
    parts = [in_service(asked.ground, month, noun), per]
    things = _noun(asked)
    needed = made("quotient", f"{things}, exactly", things, parts)
    rounded = made("ceiling", f"{things}, rounded up", things, [needed])
    if rule is None or not rule.minimum:
        return rounded
    least = constant(rule.minimum, "at least", things)
    return made("greatest", things, things, [rounded, least])


def _count_rise(asked: _Asked) -> Derivation:
    """By how much the count rises in some months, from 0 at the line's first."""
    rule = asked.line.count
    if rule is None or not rule.is_rule:
        return asked.own("count")
    active = asked.active
    after = _needed(asked, int(active[-1]))
    before = int(active[0]) - 1
    if before < 0 or not asked.is_active(before):
        return after
    parts = [after, _needed(asked, before)]
    return made("difference", "items more", "items", parts)


def _posts(asked: _Asked) -> Derivation:
    """Posts in each month, with their benefits."""
    count = _count(asked)
    if asked.line.benefits_rate is None:
        return count
    benefits = [constant(1), asked.own("benefits_rate")]
    with_benefits = made("sum", "one and the benefits", "", benefits)
    parts = [count, with_benefits]
    return made("product", "posts x months, with benefits", "post-months", parts)


def _requests(asked: _Asked) -> Derivation:
    rate = asked.ground.of("requests.requests_per_100_camera_years")
    product = made("product", "requests x 100", "", [_years(_cameras(asked)), rate])
    parts = [product, constant(100, "camera-years of the rate", "camera-years")]
    return made("quotient", "requests", "requests", parts)


def _redacted_hours(asked: _Asked) -> Derivation:
    minutes = asked.ground.of("requests.footage_minutes_per_request")
    work = asked.ground.of("requests.redaction_minutes_per_footage_minute")
    parts = [_requests(asked), minutes, work]
    product = made("product", "minutes of work", "minutes", parts)
    divisor = constant(60, "minutes in an hour", "minutes")
    return made("quotient", "redacted hours", "hours", [product, divisor])


_QUANTITIES: dict[str, Callable[[_Asked], Derivation]] = {
    "once": _once,
    "always": _always,
    "waves_live": _waves,
    "cameras_bought": _bought,
    "cameras_in_service": _cameras,
    "officers_new": _new_officers,
    "officers_equipped": _officers,
    "training_hours": _training_hours,
    "retained_tb": _held,
    "count": _count,
    "count_rise": _count_rise,
    "posts": _posts,
    "requests": _requests,
    "redacted_hours": _redacted_hours,
}
"""How each quantity is made, over the months that are asked for."""

_WITH_RATES = ("posts", "requests", "redacted_hours")
"""Quantities with money or rates among what they are made of."""

_COUNTED_FROM = {
    "cameras_bought": ("cameras", "spare_share", "waves", "slip_months"),
    "officers_new": ("officers", "cameras", "waves", "slip_months"),
    "officers_equipped": ("officers", "cameras", "waves", "slip_months"),
    "training_hours": ("officers", "cameras", "waves", "slip_months"),
    "once": (),
    "always": (),
}
"""Figures and tables that a quantity is counted from, where they are not the usual."""


def _rests_on(asked: _Asked) -> list[Derivation]:
    """The figures that a given quantity rests on."""
    ground, line = asked.ground, asked.line
    counts = DRIVERS[line.per or "program"].counts
    own = ("count", "benefits_rate", "refresh_months", "paid_months_before")
    keys = [f"lines.{asked.name}.{key}" for key in own]
    from_ = _COUNTED_FROM.get(counts, ("cameras", "waves", "slip_months"))
    if counts in ("count", "count_rise", "posts"):
        rule = line.count
        is_rule = rule is not None and rule.is_rule
        from_ = ("officers", *from_) if rule and rule.of == "officer" else from_
        from_ = from_ if is_rule else ()
    tables = [*from_, *([NEEDS[counts]] if counts in NEEDS else [])]
    return [
        *(ground.of(key) for key in keys if key in ground.by_key),
        *(figure for table in tables for figure in ground.under(table)),
    ]
