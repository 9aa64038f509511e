"""``bodycam cost``."""

from typing import Literal

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
from bodycam_cli.projection.projecting import project
from bodycam_cli.report.cost import cost_report


@click.command()
@program_argument
@years_option
@estimate_option
@change_options
@output_options
def cost(
    program: str | None,
    years: int,
    estimate: Literal["published", "lines"] | None,
    changes: Changes,
    output: Output,
) -> None:
    r"""Cost by fiscal year, against the appropriations.

    \b
    bodycam cost boston --years 5
    bodycam cost boston --estimate lines --set cameras=500
    bodycam cost my-city.toml -o my-city.csv
    """
    projection = project(changes.load(program), years, estimate)
    output.hand_over(cost_report(projection, output.arguments))
