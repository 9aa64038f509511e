"""What a program does besides wearing cameras: footage, requests, training."""

from pydantic import Field

from bodycam_cli.program.figures import Model
from bodycam_cli.program.lines import Name
from bodycam_cli.program.quantities import (
    DataRate,
    Minutes,
    Month,
    PerSession,
    PerWeek,
    RecordedHours,
    RequestRate,
    RetentionDays,
    RetentionMonths,
    RetentionShare,
    TrainingHours,
)


class RetentionChange(Model):
    """A new retention, for video recorded from then on and for video still held."""

    month: Month = Field(description="The first month in which it holds.")
    days: RetentionDays | None = Field(None, description="Days, or indefinite.")
    months: RetentionMonths | None = Field(None, description="Months, or indefinite.")
    source: str | None = Field(None, description="Source of figures that name none.")
    note: str | None = Field(None, description="Note of figures that have none.")


class Retention(Model):
    """A class of video, and how long it is kept."""

    share: RetentionShare | None = Field(
        None, description="Its share of the video; one class takes the rest."
    )
    days: RetentionDays | None = Field(None, description="Days kept, or indefinite.")
    months: RetentionMonths | None = Field(
        None, description="Months kept, or indefinite."
    )
    changes: tuple[RetentionChange, ...] = Field(
        (), description="New retentions, by month."
    )
    source: str | None = Field(None, description="Source of figures that name none.")
    note: str | None = Field(None, description="Note of figures that have none.")


class Footage(Model):
    """How much video is recorded, and how long it is kept."""

    recorded_hours_per_camera_year: RecordedHours = Field(
        description="Hours that a camera in service records in a year."
    )
    gb_per_recorded_hour: DataRate = Field(
        description="Gigabytes (10^9 bytes) of an hour of video."
    )
    retention: dict[Name, Retention] = Field(
        default_factory=dict, description="Classes of video, by name."
    )


class Requests(Model):
    """Public-records requests for video, and the work of redacting it."""

    requests_per_100_camera_years: RequestRate = Field(
        description="Requests in a year for every 100 cameras in service."
    )
    footage_minutes_per_request: Minutes | None = Field(
        None, description="Minutes of video that a request is for."
    )
    redaction_minutes_per_footage_minute: Minutes | None = Field(
        None, description="Minutes of work for a minute of video."
    )


class Training(Model):
    """How officers are trained before they wear a camera."""

    training_hours_per_officer: TrainingHours = Field(
        description="Hours of training for an officer newly equipped."
    )
    officers_per_session: PerSession | None = Field(
        None, description="Officers in a session."
    )
    sessions_per_week: PerWeek | None = Field(None, description="Sessions in a week.")
