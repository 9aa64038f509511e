"""Cost lines: a price per something, or a schedule of amounts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from bodycam_cli.program.dates import FISCAL_YEAR_PATTERN
from bodycam_cli.program.figures import Model
from bodycam_cli.program.quantities import (
    BenefitsRate,
    Cameras,
    Count,
    Dollars,
    EscalationRate,
    Month,
    MonthsBefore,
    Price,
    RefreshMonths,
    StepRate,
)

NAME_PATTERN = r"^[A-Za-z0-9_-]+$"
Name = Annotated[str, Field(pattern=NAME_PATTERN)]
FiscalYear = Annotated[str, Field(pattern=FISCAL_YEAR_PATTERN)]

Category = Literal[
    "equipment",
    "software",
    "storage",
    "network",
    "people",
    "training",
    "records",
    "prosecution",
    "other",
]


@dataclass(frozen=True, slots=True)
class Driver:
    """What a line is priced per.

    Attributes:
        counts: The monthly quantity behind it, by its name in ``projection.drivers``.
        months: Months that one unit lasts: a camera-year is 12 camera-months.
        recurrence: Whether such a cost comes once or comes back.
        meaning: What is counted, in words.
    """

    counts: str
    months: int
    recurrence: Literal["one-time", "recurring"]
    meaning: str


DRIVERS = {
    "program": Driver("once", 1, "one-time", "once, in the line's first month"),
    "program-month": Driver("always", 1, "recurring", "each month"),
    "program-year": Driver("always", 12, "recurring", "each year, by twelfths"),
    "wave": Driver("waves_live", 1, "one-time", "waves going live"),
    "camera": Driver("cameras_bought", 1, "one-time", "devices bought, with spares"),
    "camera-month": Driver("cameras_in_service", 1, "recurring", "cameras in service"),
    "camera-year": Driver("cameras_in_service", 12, "recurring", "cameras in service"),
    "officer": Driver("officers_new", 1, "one-time", "officers newly equipped"),
    "officer-year": Driver("officers_equipped", 12, "recurring", "officers equipped"),
    "training-hour": Driver("training_hours", 1, "one-time", "hours of training"),
    "TB-month": Driver("retained_tb", 1, "recurring", "terabytes retained"),
    "TB-year": Driver("retained_tb", 12, "recurring", "terabytes retained"),
    "request": Driver("requests", 1, "recurring", "public-records requests"),
    "redacted-hour": Driver("redacted_hours", 1, "recurring", "hours of redacting"),
    "item": Driver("count_rise", 1, "one-time", "the line's count, when it rises"),
    "item-year": Driver("count", 12, "recurring", "the line's count"),
    "post-year": Driver("posts", 12, "recurring", "people, with their benefits"),
}
"""Every driver, by the word a file uses for it. One more is one entry here."""

NEEDS = {
    "training_hours": "training",
    "retained_tb": "footage",
    "requests": "requests",
    "redacted_hours": "requests",
}
"""The table without which a quantity cannot be counted."""

BOUGHT = ("camera", "item")
"""The drivers whose things are bought, and bought again at a refresh."""

COUNTED = ("item", "item-year", "post-year")
"""The drivers that count what the line's own ``count`` says."""


def tables_needed(lines: "Iterable[Line]") -> set[str]:
    """The tables of a program that the quantities of lines are counted from."""
    counted = {DRIVERS[line.per or "program"].counts for line in lines}
    return {table for counts, table in NEEDS.items() if counts in counted}


def _known_driver(name: str) -> str:
    if name not in DRIVERS:
        raise PydanticCustomError(
            "driver", "expected one of {drivers}", {"drivers": ", ".join(DRIVERS)}
        )
    return name


DriverName = Annotated[
    str, AfterValidator(_known_driver), Field(json_schema_extra={"enum": [*DRIVERS]})
]


class Step(Model):
    """A jump of a price, such as at a renewal."""

    month: Month = Field(description="The first month at the new price.")
    rate: StepRate = Field(description="By which fraction the price rises.")
    source: str | None = Field(None, description="Source of figures that name none.")
    note: str | None = Field(None, description="Note of figures that have none.")


class Line(Model):
    """A cost line: a price per something, or a schedule of amounts."""

    title: str | None = Field(None, description="What it is, in words.")
    category: Category = Field("other", description="What kind of cost it is.")
    budget_class: Literal["operating", "capital"] | None = Field(
        None,
        description="Operating or capital: the jurisdiction's choice, never inferred.",
    )
    payer: Name = Field("city", description="Whose budget it falls on.")
    price: Price | None = Field(None, description="Dollars per what `per` names.")
    per: DriverName | None = Field(None, description="What the price is per.")
    count: Count | None = Field(
        None, description="How many items or posts; for item, item-year, post-year."
    )
    benefits_rate: BenefitsRate | None = Field(
        None, description="Of a post: benefits as a fraction of the salary."
    )
    escalation_rate: EscalationRate | None = Field(
        None, description="How its price grows, as a fraction a year."
    )
    steps: tuple[Step, ...] = Field((), description="Jumps of its price, by month.")
    billed: Literal["monthly", "yearly"] = Field(
        "monthly",
        description="Monthly, or twelve months in advance on the anniversary; never "
        "for a month after the last one.",
    )
    refresh_months: RefreshMonths | None = Field(
        None, description="What was bought is bought again after so many months."
    )
    paid_months_before: MonthsBefore | None = Field(
        None,
        description="Months by which the bill comes before what causes it; what would "
        "come before the program's first month comes in it.",
    )
    amounts: dict[FiscalYear, Dollars] | None = Field(
        None, description="A schedule of payments: nominal dollars by fiscal year."
    )
    cameras: Cameras | None = Field(
        None, description="Of a schedule: how many cameras it is for."
    )
    renewal_rate: StepRate | None = Field(
        None, description="Of a schedule: it goes on, its last amount raised by this."
    )
    recurrence: Literal["one-time", "recurring", "refresh"] | None = Field(
        None, description="Whether it comes once or comes back; else by its driver."
    )
    first_month: Month | None = Field(None, description="First month of its cost.")
    last_month: Month | None = Field(None, description="Last month of its cost.")
    source: str | None = Field(
        None, description="Source of the figures here that name none."
    )
    note: str | None = Field(
        None, description="Note of the figures here that have none."
    )
