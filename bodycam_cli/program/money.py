"""The money: a published estimate, grants, contingency and the year of prices."""

from typing import Literal

from pydantic import Field

from bodycam_cli.program.figures import Model
from bodycam_cli.program.lines import Category, FiscalYear
from bodycam_cli.program.quantities import (
    Cameras,
    ContingencyRate,
    Dollars,
    EscalationRate,
    Share,
    Years,
)


class Published(Model):
    """An envelope that somebody announced."""

    cameras: Cameras | None = Field(None, description="Cameras that it pays for.")
    initial_years: Years = Field(description="Years that the initial cost covers.")
    initial_cost: Dollars = Field(description="Cost of the initial years together.")
    annual_cost_after: Dollars | None = Field(
        None, description="Cost of each later year; left out, it is unknown."
    )
    escalation_rate: EscalationRate | None = Field(
        None, description="Growth of the later years; left out, they are flat."
    )
    spread: Literal["even", "appropriations"] = Field(
        "even",
        description="How the initial cost falls on its years: evenly, or as the "
        "appropriations do.",
    )
    years: Literal["fiscal", "program"] | None = Field(
        None,
        description="Where spending starts in mid-year: whether its years are fiscal "
        "years or years from the first month.",
    )


class Grant(Model):
    """Money from elsewhere: an amount, an amount a camera, or a share of each year."""

    title: str | None = Field(None, description="What it is called.")
    funder: str = Field("", description="Who gives it.")
    amount: Dollars | None = Field(None, description="The award, in dollars.")
    amount_per_camera: Dollars | None = Field(
        None, description="Dollars for each camera first in service in its years."
    )
    share: Share | None = Field(
        None, description="The share of each year's eligible cost that it pays."
    )
    match_share: Share | None = Field(
        None, description="The local share of the eligible cost that it requires."
    )
    excluded_categories: tuple[Category, ...] = Field(
        (), description="Categories of cost that it does not pay for."
    )
    fiscal_years: tuple[FiscalYear, ...] = Field(
        (), description="Its fiscal years; left out, every year."
    )
    source: str | None = Field(None, description="Source of figures that name none.")
    note: str | None = Field(None, description="Note of figures that have none.")


class Finance(Model):
    """The year of prices, and the contingency."""

    base_fiscal_year: FiscalYear | None = Field(
        None,
        description="The fiscal year, such as FY2019, of prices here that name none.",
    )
    contingency_rate: ContingencyRate | None = Field(
        None, description="Contingency as a fraction of the local cost."
    )
    contingency_categories: tuple[Category, ...] = Field(
        (), description="Categories that it is for; left out, all of them."
    )
