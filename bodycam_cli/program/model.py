"""A program: what one file says, once its layers are merged."""

from typing import Literal

from pydantic import Field

from bodycam_cli.program.activity import Footage, Requests, Training
from bodycam_cli.program.figures import Model
from bodycam_cli.program.lines import FiscalYear, Line, Name
from bodycam_cli.program.money import Finance, Grant, Published
from bodycam_cli.program.quantities import (
    Appropriation,
    Cameras,
    Month,
    Officers,
    SlipMonths,
    SpareShare,
    WaveCameras,
)


class Wave(Model):
    """A dated group of cameras in the rollout."""

    title: str | None = Field(None, description="Which units get their cameras.")
    go_live_month: Month = Field(description="Month in which they are in service.")
    cameras: WaveCameras | None = Field(
        None, description="Cameras; one wave may leave them out and takes the rest."
    )
    officers: Officers | None = Field(
        None, description="Officers, where they are not in proportion to cameras."
    )
    source: str | None = Field(None, description="Source of figures that name none.")
    note: str | None = Field(None, description="Note of figures that have none.")


class Source(Model):
    """Where a figure comes from."""

    title: str = Field(description="Title of the document.")
    publisher: str = Field("", description="Who published it.")
    date: str = Field(
        "",
        pattern=r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$",
        description='A date such as 2018-08-02, or a text such as "2018-08".',
    )
    url: str = Field("", description="Where it can be read.")


class Program(Model):
    """A body-worn camera program: one TOML file, with its layers merged."""

    title: str = Field(
        description="The agency or the program.",
        min_length=1,
        examples=["My City Police Department"],
    )
    place: str = Field("", description="Where it is, such as Boston, MA.")
    extends: str | None = Field(
        None, description="A program whose lines and sources this one starts from."
    )
    fiscal_year_start_month: int = Field(
        ge=1,
        le=12,
        description="Calendar month in which a fiscal year starts, 1 to 12.",
        examples=[7],
    )
    fiscal_year_label: Literal["ends", "starts"] = Field(
        "ends", description="A fiscal year is named by the year it ends or starts in."
    )
    first_month: Month = Field(description="First month of spending, not of go-live.")
    last_month: Month | None = Field(None, description="Last month, for a pilot.")
    as_of: Month | None = Field(
        None, description="Up to this month waves have happened and do not slip."
    )
    cameras: Cameras = Field(description="Cameras in service after the last wave.")
    officers: Officers | None = Field(
        None, description="Officers equipped; left out, as many as cameras."
    )
    spare_share: SpareShare | None = Field(
        None, description="Spares as a fraction of the cameras in service."
    )
    slip_months: SlipMonths | None = Field(
        None, description="Months by which all waves still to come are late."
    )
    estimate: Literal["published", "lines"] | None = Field(
        None, description="Which estimate leads; left out, lines where there are any."
    )
    scope: Literal["program", "vendor", "equipment"] = Field(
        "program", description="Which published programs it is compared with."
    )
    appropriation_covers: tuple[Name, ...] = Field(
        ("city",), description="The payers whose cost the appropriations are for."
    )
    published: Published | None = Field(
        None, description="An envelope that somebody announced."
    )
    appropriations: dict[FiscalYear, Appropriation] = Field(
        default_factory=dict,
        description="Money a legislative body approved, by fiscal year.",
    )
    funding: dict[Name, Grant] = Field(
        default_factory=dict,
        description="Money from elsewhere, by name; earlier ones pay first.",
    )
    finance: Finance = Field(
        default_factory=Finance, description="The year of prices, and the contingency."
    )
    footage: Footage | None = Field(
        None, description="How much video is recorded, and how long it is kept."
    )
    requests: Requests | None = Field(
        None, description="Public-records requests for video."
    )
    training: Training | None = Field(
        None, description="How officers are trained before they wear a camera."
    )
    waves: dict[Name, Wave] = Field(
        default_factory=dict, description="The rollout, by the name of the wave."
    )
    lines: dict[Name, Line] = Field(
        default_factory=dict, description="Cost lines, by name."
    )
    sources: dict[Name, Source] = Field(
        default_factory=dict, description="Where figures come from, by name."
    )

    @property
    def leading_estimate(self) -> Literal["published", "lines"]:
        """The estimate that leads where the command line names none."""
        return self.estimate or ("lines" if self.lines else "published")
