"""``bodycam cost``."""

from typing import TYPE_CHECKING, Literal

import click

from bodycam_cli.commands.options import (
    Changes,
    Output,
    change_options,
    estimate_option,
    output_options,
    program_argument,
    years_option,
)

if TYPE_CHECKING:
    from bodycam_cli.report.breakdown import By


@click.command()
@program_argument
@years_option
@estimate_option
@click.option(
    "--by",
    type=click.Choice(["line", "category", "payer", "class", "recurrence"]),
    help="Also the lines, by what they are, who pays, or whether they come back.",
)
@change_options
@output_options
def cost(
    program: str | None,
    years: int,
    estimate: Literal["published", "lines"] | None,
    by: "By | None",
    changes: Changes,
    output: Output,
) -> None:
    """Cost by fiscal year, against the appropriations.

    \b
    bodycam cost boston --years 5
    bodycam cost boston --estimate lines --by category
    bodycam cost boston --estimate lines --set cameras=500
    bodycam cost my-city.toml -o my-city.csv
    """
    from bodycam_cli.projection.projecting import project, published_beside
    from bodycam_cli.report.cost import cost_report

    loaded = changes.load(program)
    projection = project(loaded, years, estimate)
    published = published_beside(projection, years)
    report = cost_report(projection, output.arguments, by, published)
    output.hand_over(report)
