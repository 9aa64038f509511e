"""Cost lines: a price per something, or a schedule of amounts."""

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
    Price,
)

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$")]
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
    "item": Driver("count_rise", 1, "one-time", "the line's count, when it rises"),
    "item-year": Driver("count", 12, "recurring", "the line's count"),
    "post-year": Driver("posts", 12, "recurring", "people, with their benefits"),
}
"""Every driver, by the word a file uses for it. One more is one entry here."""

COUNTED = ("item", "item-year", "post-year")
"""The drivers that count what the line's own ``count`` says."""


def _known_driver(name: str) -> str:
    if name not in DRIVERS:
        raise PydanticCustomError(
            "driver", "expected one of {drivers}", {"drivers": ", ".join(DRIVERS)}
        )
    return name


DriverName = Annotated[
    str, AfterValidator(_known_driver), Field(json_schema_extra={"enum": [*DRIVERS]})
]


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
    amounts: dict[FiscalYear, Dollars] | None = Field(
        None, description="A schedule of payments: nominal dollars by fiscal year."
    )
    cameras: Cameras | None = Field(
        None, description="Of a schedule: how many cameras it is for."
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
