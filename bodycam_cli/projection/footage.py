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
    """Video by month, as months of a camera's recording times what a month of it is.

    Attributes:
        cameras: Cameras that record, shape ``(draws, span)``.
        recorded_by: By class of retention, months of a camera recorded: a flow.
        held_by: By class of retention, those that are held: a stock at month's end.
        hours_per_camera_month: Hours in each of them, shape ``(draws, 1)``.
        tb_per_camera_month: Terabytes in each of them, shape ``(draws, 1)``.
    """

    cameras: Floats
    recorded_by: Mapping[str, Floats]
    held_by: Mapping[str, Floats]
    hours_per_camera_month: Floats
    tb_per_camera_month: Floats

    @property
    def recorded_hours(self) -> Floats:
        """Hours recorded in each month."""
        return self.cameras * self.hours_per_camera_month

    @property
    def recorded_tb(self) -> Mapping[str, Floats]:
        """Terabytes recorded in each month, by class of retention."""
        each = self.tb_per_camera_month
        return {name: months * each for name, months in self.recorded_by.items()}

    @property
    def retained_tb(self) -> Mapping[str, Floats]:
        """Terabytes held at the end of each month, by class of retention."""
        each = self.tb_per_camera_month
        return {name: months * each for name, months in self.held_by.items()}

    @property
    def all_held(self) -> Floats:
        """Months of a camera's recording that are held, in all classes."""
        return sum(self.held_by.values(), start=np.zeros_like(self.cameras))

    @property
    def all_recorded_tb(self) -> Floats:
        """Terabytes recorded in all classes."""
        months = sum(self.recorded_by.values(), start=np.zeros_like(self.cameras))
        return months * self.tb_per_camera_month

    @property
    def all_retained_tb(self) -> Floats:
        """Terabytes held in all classes."""
        return self.all_held * self.tb_per_camera_month


def video_of(
    footage: Footage, cameras_in_service: Floats, calendar: Calendar, values: Values
) -> Video:
    """The video of a program, month by month.

    The formulas are::

        hours_per_camera_month = recorded_hours_per_camera_year / 12
        tb_per_camera_month = hours_per_camera_month * gb_per_recorded_hour / 1000
        recorded_tb = cameras_in_service * share * tb_per_camera_month

    Args:
        footage: How much is recorded, and how long it is kept.
        cameras_in_service: Cameras that record, shape ``(draws, span)``.
        calendar: The months.
        values: The figures in every draw.
    """
    hours = values.of("footage.recorded_hours_per_camera_year")
    gigabytes = hours * values.of("footage.gb_per_recorded_hour")
    recorded = {
        name: cameras_in_service * share
        for name, share in _shares(footage, values).items()
    }
    return Video(
        cameras=cameras_in_service,
        recorded_by=recorded,
        held_by={
            name: held(months, retention_months(footage, name, calendar, values))
            for name, months in recorded.items()
        },
        hours_per_camera_month=hours / 12,
        tb_per_camera_month=gigabytes / 12 / GB_PER_TB,
    )


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
    recorded, kept_months = np.broadcast_arrays(recorded, kept_months)
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
    rest = 1 - sum(shares.values(), start=np.zeros((1, 1)))
    return {name: shares.get(name, np.maximum(rest, 0)) for name in footage.retention}
