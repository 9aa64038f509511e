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

    Attributes:
        first: What is not a refresh, shape ``(draws, months)`` or ``(1, months)``.
        refresh: What was bought before and is bought again.
    """

    first: Floats
    refresh: Floats | None = None

    @property
    def all(self) -> Floats:
        """Both together."""
        return self.first if self.refresh is None else self.first + self.refresh


def quantities_of(grid: Grid, name: str) -> Quantities:
    """Units of a line's driver in each month of the projection.

    A driver of years counts twelfths: a camera in service for a month is 1/12
    camera-year. Months in which the line has no cost are 0.
    """
    line = grid.program.lines[name]
    activity = Activity(name, line, grid, line_months(line, grid).astype(np.float64))
    driver = DRIVERS[line.per or "program"]
    counted = np.atleast_2d(_COUNTS[driver.counts](activity))
    again = None
    if line.refresh_months is not None and line.per in BOUGHT:
        again = _paid(activity, _bought_again(activity, counted) * activity.months)
    counted = counted * activity.months
    if line.billed == "yearly":
        counted = _billed_yearly(counted, _months_left(activity))
    return Quantities(_paid(activity, counted / driver.months), again)


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


def _bought_again(activity: Activity, bought: Floats) -> Floats:
    """What is bought again every ``refresh_months`` from each purchase.

    Args:
        activity: The line.
        bought: First purchases, shape ``(draws, span)``.
    """
    span = activity.grid.calendar.span
    every = activity.grid.values.whole(f"lines.{activity.name}.refresh_months")
    month = np.arange(span)
    again = np.zeros((max(len(bought), len(every)), span))
    for times in range(1, int(span // every.min()) + 1):
        origin = (month - times * every).astype(np.intp)
        source = np.broadcast_to(bought, (len(origin), span))
        moved = np.take_along_axis(source, np.maximum(origin, 0), axis=-1)
        again = again + np.where(origin >= 0, moved, 0)
    return again


def _billed_yearly(counted: Floats, months_left: Floats) -> Floats:
    """Units of a month, billed twelve months in advance.

    What is there beyond the bills still running is billed, so that each addition has
    its own anniversary; what is gone by then is not billed again, and nothing is paid
    back. A bill is for no month after the line's or the program's last one.

    Args:
        counted: A stock, shape ``(draws, span)``.
        months_left: Months of the line from each month on, shape ``(span,)``.
    """
    running = np.zeros((len(counted), _MONTHS_BILLED))
    billed = np.zeros_like(counted)
    for month, left in enumerate(months_left):
        anniversary = month % _MONTHS_BILLED
        running[:, anniversary] = 0
        new = np.maximum(counted[:, month] - running.sum(axis=-1), 0)
        running[:, anniversary] = new
        billed[:, month] = new * min(left, _MONTHS_BILLED)
    return billed


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
    caused = np.broadcast_to(caused, (len(before), caused.shape[-1]))
    paid = np.zeros_like(caused)
    for ahead in np.unique(before).astype(int):
        draws = before[:, 0] == ahead
        rows = caused[draws]
        paid[draws, : rows.shape[-1] - ahead] = rows[:, ahead:]
        paid[draws, 0] += rows[:, :ahead].sum(axis=-1)
    return paid[:, :months]


def _once(activity: Activity) -> Floats:
    """1 in the first of the line's months."""
    once = np.zeros(activity.grid.calendar.span)
    first = np.flatnonzero(activity.months)
    once[first[:1]] = 1
    return once


def _count(activity: Activity) -> Floats:
    """The line's own count: a number, or one per so many in service, rounded up."""
    count = activity.of("count")
    rule = activity.line.count
    if rule is None or not rule.is_rule:
        return count
    rollout = activity.grid.rollout
    in_service = (
        rollout.cameras_in_service if rule.of == "camera" else rollout.officers_equipped
    )
    needed = np.ceil(np.round(in_service / count, _NOISE_DECIMALS))
    at_least: Floats = np.maximum(needed, rule.minimum or 0)
    return at_least


def _count_rise(activity: Activity) -> Floats:
    """By how much the count rises above what it has been, in the line's months."""
    most = np.maximum.accumulate(_count(activity) * activity.months, axis=-1)
    return np.diff(most, axis=-1, prepend=0)


def _posts(activity: Activity) -> Floats:
    """People, counted with their benefits: a post at 35 % benefits counts 1.35."""
    return _count(activity) * (1 + activity.of("benefits_rate"))


def _training_hours(activity: Activity) -> Floats:
    """Hours of training of the officers newly equipped."""
    hours = activity.grid.values.of("training.training_hours_per_officer")
    return activity.grid.rollout.officers_new * hours


def _retained_tb(activity: Activity) -> Floats:
    """Terabytes held at the month's end."""
    video = activity.grid.video
    return np.zeros(1) if video is None else video.all_retained_tb


def _requests(activity: Activity) -> Floats:
    """Public-records requests."""
    rate = activity.grid.values.of("requests.requests_per_100_camera_years")
    return activity.grid.rollout.cameras_in_service * rate / 100 / 12


def _redacted_hours(activity: Activity) -> Floats:
    """Hours of work: requests x minutes of video x minutes of work a minute / 60."""
    values = activity.grid.values
    minutes = values.of("requests.footage_minutes_per_request")
    work = values.of("requests.redaction_minutes_per_footage_minute")
    return _requests(activity) * minutes * work / 60


_COUNTS: dict[str, Callable[[Activity], Floats]] = {
    "once": _once,
    "always": lambda activity: activity.months,
    "waves_live": lambda activity: activity.grid.rollout.waves_live,
    "cameras_bought": lambda activity: activity.grid.rollout.cameras_bought,
    "cameras_in_service": lambda activity: activity.grid.rollout.cameras_in_service,
    "officers_new": lambda activity: activity.grid.rollout.officers_new,
    "officers_equipped": lambda activity: activity.grid.rollout.officers_equipped,
    "training_hours": _training_hours,
    "retained_tb": _retained_tb,
    "requests": _requests,
    "redacted_hours": _redacted_hours,
    "count": _count,
    "count_rise": _count_rise,
    "posts": _posts,
}
