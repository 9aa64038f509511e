"""Drivers: how much of what a line is priced per there is in each month."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bodycam_cli.program.lines import BOUGHT, DRIVERS, Line
from bodycam_cli.projection.calendar import Flags, Floats
from bodycam_cli.projection.grid import Grid

_NOISE_DECIMALS = 9
"""Binary noise below this decimal does not turn 3 posts into 4."""

_MONTHS_BILLED = 12
"""A yearly bill is for so many months in advance."""


@dataclass(frozen=True, slots=True)
class Activity:
    """What a line's quantity is counted from.

    Attributes:
        name: Name of the line.
        line: The line.
        grid: The months, the figures and the rollout.
        months: The line's months: 1 in them, else 0, shape ``(span,)``.
    """

    name: str
    line: Line
    grid: Grid
    months: Floats

    def of(self, key: str, default: float = 0) -> Floats:
        """A figure of the line in every draw, shape ``(draws, 1)``."""
        return self.grid.values.of(f"lines.{self.name}.{key}", default)


@dataclass(frozen=True, slots=True)
class Quantities:
    """Units of a line's driver in the month in which they are paid.

    They are a course over the months times a factor, so that a figure which is drawn
    need not be multiplied into every month of every draw.

    Attributes:
        first: What is not a refresh, shape ``(draws, months)``.
        refresh: What was bought before and is bought again.
        factor: What both are to be multiplied by, shape ``(draws, 1)``.
    """

    first: Floats
    refresh: Floats | None
    factor: Floats

    @property
    def all(self) -> Floats:
        """Both together, before the factor."""
        return self.first if self.refresh is None else self.first + self.refresh


def quantities_of(grid: Grid, name: str) -> Quantities:
    """Units of a line's driver in each month of the projection.

    A driver of years counts twelfths: a camera in service for a month is 1/12
    camera-year. Months in which the line has no cost are 0.
    """
    activity = _activity(grid, name)
    driver = DRIVERS[activity.line.per or "program"]
    counted = np.atleast_2d(_COUNTS[driver.counts](activity)) * activity.months
    if activity.line.billed == "yearly":
        counted = _billed_yearly(counted, _months_left(activity))
    again = _bought_again(activity)
    if again is not None:
        again = _paid(activity, again)
    factor = _FACTORS.get(driver.counts, _one)(activity)
    return Quantities(_paid(activity, counted / driver.months), again, factor)


def bought_again(grid: Grid, name: str) -> Floats | None:
    """Units that a line buys again in each month, whenever they are paid.

    Returns:
        Shape ``(draws, span)``, or None for a line without a refresh.
    """
    activity = _activity(grid, name)
    again = _bought_again(activity)
    if again is None:
        return None
    counts = DRIVERS[activity.line.per or "program"].counts
    return again * _FACTORS.get(counts, _one)(activity)


def _activity(grid: Grid, name: str) -> Activity:
    line = grid.program.lines[name]
    return Activity(name, line, grid, line_months(line, grid).astype(np.float64))


def line_months(line: Line, grid: Grid) -> Flags:
    """The months of a line's cost, shape ``(span,)``."""
    calendar = grid.calendar
    months = np.arange(calendar.first_month, calendar.first_month + calendar.span)
    is_in = np.ones(calendar.span, dtype=bool)
    if line.first_month is not None:
        is_in &= months >= line.first_month.month
    for last in (line.last_month, grid.program.last_month):
        if last is not None:
            is_in &= months <= last.month
    return is_in


def _bought_again(activity: Activity) -> Floats | None:
    """What is bought again every ``refresh_months``, before the factor.

    It is counted from each purchase, also from those before the line's first month.
    """
    line = activity.line
    if line.refresh_months is None or line.per not in BOUGHT:
        return None
    bought = np.atleast_2d(_COUNTS[DRIVERS[line.per].counts](activity))
    every = activity.grid.values.whole(f"lines.{activity.name}.refresh_months")
    return _with_count(every, bought, _repeated) * activity.months


def _repeated(bought: Floats, every: int) -> Floats:
    again = np.zeros_like(bought)
    span = bought.shape[-1]
    for start in range(every, span, every):
        again[:, start:] += bought[:, : span - start]
    return again


def _with_count(
    counts: Floats, rows: Floats, apply: Callable[[Floats, int], Floats]
) -> Floats:
    """Apply a whole number to rows: each count once, to the draws that have it.

    Args:
        counts: Whole numbers, shape ``(draws, 1)``.
        rows: Shape ``(draws, span)``.
        apply: From rows and a count to rows of the same shape.
    """
    if len(counts) == 1:
        return apply(rows, int(counts[0, 0]))
    applied = np.empty((len(counts), rows.shape[-1]))
    for count in np.unique(counts):
        has_it = counts[:, 0] == count
        applied[has_it] = apply(rows if len(rows) == 1 else rows[has_it], int(count))
    return applied


def _billed_yearly(counted: Floats, months_left: Floats) -> Floats:
    """Units of a month, billed twelve months in advance.

    What is there beyond the bills still running is billed, so that each addition has
    its own anniversary; what is gone by then is not billed again, and nothing is paid
    back. A bill is for no month after the line's or the program's last one.

    Args:
        counted: A stock, shape ``(draws, span)``.
        months_left: Months of the line from each month on, shape ``(span,)``.
    """
    billed = np.zeros_like(counted)
    running = np.zeros(len(counted))
    for month in range(len(months_left)):
        if month >= _MONTHS_BILLED:
            running -= billed[:, month - _MONTHS_BILLED]
        billed[:, month] = np.maximum(counted[:, month] - running, 0)
        running += billed[:, month]
    return np.asarray(billed * np.minimum(months_left, _MONTHS_BILLED))


def _months_left(activity: Activity) -> Floats:
    """Months of a line from each month on, itself included; infinite without end."""
    calendar = activity.grid.calendar
    month = np.arange(calendar.first_month, calendar.first_month + calendar.span)
    left = np.full(calendar.span, np.inf)
    for last in (activity.line.last_month, activity.grid.program.last_month):
        if last is not None:
            left = np.minimum(left, np.maximum(last.month + 1 - month, 0))
    return left


def _paid(activity: Activity, caused: Floats) -> Floats:
    """Quantities in the month of payment; before the first month is in the first."""
    months = activity.grid.calendar.months
    if activity.line.paid_months_before is None:
        return caused[:, :months]
    before = activity.grid.values.whole(f"lines.{activity.name}.paid_months_before")
    return _with_count(before, caused, _ahead)[:, :months]


def _ahead(caused: Floats, months: int) -> Floats:
    paid = np.zeros_like(caused)
    paid[:, : max(caused.shape[-1] - months, 0)] = caused[:, months:]
    paid[:, 0] += caused[:, :months].sum(axis=-1)
    return paid


def _one(activity: Activity) -> Floats:
    """What a quantity that is all course is multiplied by."""
    del activity
    return np.ones((1, 1))


def _once(activity: Activity) -> Floats:
    """1 in the first of the line's months."""
    once = np.zeros(activity.grid.calendar.span)
    first = np.flatnonzero(activity.months)
    once[first[:1]] = 1
    return once


def _count(activity: Activity) -> Floats:
    """The line's count by month where a rule gives it: one per so many, rounded up.

    It is never below the minimum of the rule, also before anything is in service. A
    plain count is a factor.
    """
    rule = activity.line.count
    if rule is None or not rule.is_rule:
        return np.ones((1, 1))
    rollout = activity.grid.rollout
    in_service = (
        rollout.cameras_in_service if rule.of == "camera" else rollout.officers_equipped
    )
    needed = np.ceil(np.round(in_service / activity.of("count"), _NOISE_DECIMALS))
    at_least: Floats = np.maximum(needed, rule.minimum or 0)
    return at_least


def _plain_count(activity: Activity) -> Floats:
    """The line's count where it is a number, shape ``(draws, 1)``."""
    rule = activity.line.count
    return _one(activity) if rule is not None and rule.is_rule else activity.of("count")


def _count_rise(activity: Activity) -> Floats:
    """By how much the count rises above what it has been, in the line's months."""
    most = np.maximum.accumulate(_count(activity) * activity.months, axis=-1)
    return np.diff(most, axis=-1, prepend=0)


def _posts(activity: Activity) -> Floats:
    """People, counted with their benefits: a post at 35 % benefits counts 1.35."""
    return _plain_count(activity) * (1 + activity.of("benefits_rate"))


def _training_hours(activity: Activity) -> Floats:
    """Hours of training of an officer newly equipped."""
    return activity.grid.values.of("training.training_hours_per_officer")


def _held(activity: Activity) -> Floats:
    """Months of a camera's recording that are held at the month's end."""
    video = activity.grid.video
    return np.zeros(1) if video is None else video.all_held


def _tb(activity: Activity) -> Floats:
    """Terabytes in a month of a camera's recording."""
    video = activity.grid.video
    return _one(activity) if video is None else video.tb_per_camera_month


def _requests(activity: Activity) -> Floats:
    """Public-records requests for each camera in service and month."""
    return activity.grid.values.of("requests.requests_per_100_camera_years") / 100 / 12


def _redacted_hours(activity: Activity) -> Floats:
    """Hours of work: requests x minutes of video x minutes of work a minute / 60."""
    values = activity.grid.values
    minutes = values.of("requests.footage_minutes_per_request")
    work = values.of("requests.redaction_minutes_per_footage_minute")
    return _requests(activity) * minutes * work / 60


def _in_service(activity: Activity) -> Floats:
    """Cameras in service at the month's end."""
    return activity.grid.rollout.cameras_in_service


_COUNTS: dict[str, Callable[[Activity], Floats]] = {
    "once": _once,
    "always": lambda activity: activity.months,
    "waves_live": lambda activity: activity.grid.rollout.waves_live,
    "cameras_bought": lambda activity: activity.grid.rollout.cameras_bought,
    "cameras_in_service": _in_service,
    "officers_new": lambda activity: activity.grid.rollout.officers_new,
    "officers_equipped": lambda activity: activity.grid.rollout.officers_equipped,
    "training_hours": lambda activity: activity.grid.rollout.officers_new,
    "retained_tb": _held,
    "requests": _in_service,
    "redacted_hours": _in_service,
    "count": _count,
    "count_rise": _count_rise,
    "posts": _count,
}
"""What each quantity counts, month by month, shape ``(draws, span)``."""

_FACTORS: dict[str, Callable[[Activity], Floats]] = {
    "training_hours": _training_hours,
    "retained_tb": _tb,
    "requests": _requests,
    "redacted_hours": _redacted_hours,
    "count": _plain_count,
    "count_rise": _plain_count,
    "posts": _posts,
}
"""What some of them are multiplied by in every draw, shape ``(draws, 1)``."""
