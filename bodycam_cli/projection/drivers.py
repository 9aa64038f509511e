"""Drivers: how much of what a line is priced per there is in each month."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bodycam_cli.program.lines import DRIVERS, Line
from bodycam_cli.projection.calendar import Calendar, Floats
from bodycam_cli.projection.grid import Grid


@dataclass(frozen=True, slots=True)
class Activity:
    """What a line's quantity is counted from.

    Attributes:
        name: Name of the line.
        line: The line.
        grid: The months, the figures and the rollout.
        months: The line's months: 1 in them, else 0, shape ``(months,)``.
    """

    name: str
    line: Line
    grid: Grid
    months: Floats


def quantities_of(activity: Activity) -> Floats:
    """Units of a line's driver in each month, ``(draws, months)`` or ``(months,)``.

    A driver of years counts twelfths: a camera in service for a month is 1/12
    camera-year. Months in which the line has no cost are 0.
    """
    driver = DRIVERS[activity.line.per or "program"]
    counted = _COUNTS[driver.counts](activity)
    quantities: Floats = counted * activity.months / driver.months
    return quantities


def line_months(line: Line, calendar: Calendar) -> Floats:
    """1 in the months of a line's cost, else 0, shape ``(months,)``."""
    months = np.arange(calendar.first_month, calendar.first_month + calendar.months)
    is_in = np.ones(calendar.months, dtype=bool)
    if line.first_month is not None:
        is_in &= months >= line.first_month.month
    if line.last_month is not None:
        is_in &= months <= line.last_month.month
    return is_in.astype(np.float64)


def _once(activity: Activity) -> Floats:
    """1 in the first of the line's months."""
    once = np.zeros(activity.grid.calendar.months)
    first = activity.line.first_month
    index = 0 if first is None else activity.grid.calendar.index(first.month)
    if index < activity.grid.calendar.months:
        once[index] = 1
    return once


def _count(activity: Activity) -> Floats:
    """The line's own count, the same in each month."""
    return activity.grid.values.of(f"lines.{activity.name}.count")


def _posts(activity: Activity) -> Floats:
    """People, counted with their benefits: a post at 35 % benefits counts 1.35."""
    benefits = activity.grid.values.of(f"lines.{activity.name}.benefits_rate")
    return _count(activity) * (1 + benefits)


_COUNTS: dict[str, Callable[[Activity], Floats]] = {
    "once": _once,
    "always": lambda activity: np.ones(activity.grid.calendar.months),
    "waves_live": lambda activity: activity.grid.rollout.waves_live,
    "cameras_bought": lambda activity: activity.grid.rollout.cameras_bought,
    "cameras_in_service": lambda activity: activity.grid.rollout.cameras_in_service,
    "officers_new": lambda activity: activity.grid.rollout.officers_new,
    "officers_equipped": lambda activity: activity.grid.rollout.officers_equipped,
    "count": _count,
    "count_rise": lambda activity: _count(activity) * _once(activity),
    "posts": _posts,
}
