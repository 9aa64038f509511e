"""Footage: what is recorded, what is still held, and when the store stops growing."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bodycam_cli.program.activity import Footage, Retention, RetentionChange
from bodycam_cli.projection.calendar import Calendar, Floats
from bodycam_cli.projection.values import Values

DAYS_PER_MONTH = 30.4375
"""365.25 / 12."""

GB_PER_TB = 1000
"""A terabyte is 10**12 bytes."""


@dataclass(frozen=True, slots=True)
class Video:
    """Video by month.

    Attributes:
        recorded_hours: A flow, shape ``(draws, span)``.
        recorded_tb: By class of retention, a flow, in terabytes.
        retained_tb: By class of retention, a stock at the month's end, in terabytes.
    """

    recorded_hours: Floats
    recorded_tb: Mapping[str, Floats]
    retained_tb: Mapping[str, Floats]

    @property
    def all_recorded_tb(self) -> Floats:
        """Terabytes recorded in all classes."""
        return sum(self.recorded_tb.values(), start=np.zeros_like(self.recorded_hours))

    @property
    def all_retained_tb(self) -> Floats:
        """Terabytes held in all classes."""
        return sum(self.retained_tb.values(), start=np.zeros_like(self.recorded_hours))


def video_of(
    footage: Footage, cameras_in_service: Floats, calendar: Calendar, values: Values
) -> Video:
    """The video of a program, month by month.

    The formulas are::

        recorded_hours = cameras_in_service * recorded_hours_per_camera_year / 12
        recorded_tb = recorded_hours * gb_per_recorded_hour / 1000

    Args:
        footage: How much is recorded, and how long it is kept.
        cameras_in_service: Cameras that record, shape ``(draws, span)``.
        calendar: The months.
        values: The figures in every draw.
    """
    hours_a_year = values.of("footage.recorded_hours_per_camera_year")
    hours = cameras_in_service * hours_a_year / 12
    terabytes = hours * values.of("footage.gb_per_recorded_hour") / GB_PER_TB
    recorded, retained = {}, {}
    for name, share in _shares(footage, values).items():
        recorded[name] = terabytes * share
        kept = retention_months(footage, name, calendar, values)
        retained[name] = held(recorded[name], kept)
    return Video(hours, recorded, retained)


def held(recorded: Floats, kept_months: Floats) -> Floats:
    """What is still held of a flow at the end of each month.

    Of a month's recordings, a part of a month keeps that part. A retention that
    grows does not bring back what is deleted, and one that shrinks deletes at once::

        oldest = running maximum of (month + 1 - kept_months)
        held = recorded up to now - recorded up to the oldest that is held

    Args:
        recorded: A flow, shape ``(draws, months)``, 0 or more.
        kept_months: Retention in force in each month, shape ``(draws, months)``;
            infinite where it is without end.

    Returns:
        A stock at the month's end, shape ``(draws, months)``.
    """
    draws, months = recorded.shape
    cumulative = np.zeros((draws, months + 1))
    np.cumsum(recorded, axis=-1, out=cumulative[:, 1:])
    end = np.arange(1, months + 1)
    oldest = np.clip(np.maximum.accumulate(end - kept_months, axis=-1), 0, end)
    whole = np.minimum(oldest.astype(np.intp), months - 1)
    part = oldest - whole
    before = np.take_along_axis(cumulative, whole, axis=-1)
    deleted = before + part * np.take_along_axis(recorded, whole, axis=-1)
    still_held: Floats = cumulative[:, 1:] - deleted
    return still_held


def retention_months(
    footage: Footage, name: str, calendar: Calendar, values: Values
) -> Floats:
    """How long a class is kept, as in force in each month, shape ``(draws, span)``."""
    key = f"footage.retention.{name}"
    retention = footage.retention[name]
    kept = np.repeat(_months_of(retention, key, values), calendar.span, axis=-1)
    for index, change in sorted(
        enumerate(retention.changes), key=lambda item: item[1].month.month
    ):
        start = max(calendar.index(change.month.month), 0)
        kept[:, start:] = _months_of(change, f"{key}.changes.{index}", values)
    return kept


def _months_of(
    retention: Retention | RetentionChange, key: str, values: Values
) -> Floats:
    if retention.days is not None:
        return values.of(f"{key}.days") / DAYS_PER_MONTH
    return values.of(f"{key}.months")


def _shares(footage: Footage, values: Values) -> dict[str, Floats]:
    """The share of each class; the one without a share takes the rest."""
    shares = {
        name: values.of(f"footage.retention.{name}.share")
        for name, retention in footage.retention.items()
        if retention.share is not None
    }
    rest = 1 - sum(shares.values(), start=np.zeros((values.draws, 1)))
    return {name: shares.get(name, np.maximum(rest, 0)) for name in footage.retention}
