"""``bodycam simulate``."""

import sys
from typing import Literal

import click

from bodycam_cli.commands.draws import CERTAINTY, Certainty, Draws, draws_options
from bodycam_cli.commands.options import (
    Changes,
    Output,
    change_options,
    estimate_option,
    output_options,
    program_argument,
    years_option,
)


@click.command()
@program_argument
@years_option
@estimate_option
@draws_options
@click.option(
    "--certainty",
    type=Certainty(),
    default=CERTAINTY,
    show_default=True,
    help="Share of the draws in which the money with the reserve must last.",
)
@change_options
@output_options
def simulate(
    program: str | None,
    years: int,
    estimate: Literal["published", "lines"] | None,
    draws: Draws,
    certainty: float,
    changes: Changes,
    output: Output,
) -> None:
    """The range of the cost, where figures are low, likely and high.

    How often each year costs more than was approved, by how much, and the reserve that
    makes the money last.

    \b
    bodycam simulate typical --years 10
    bodycam simulate boston --draws 100000 --certainty 0.9
    """
    from bodycam_cli.analysis.sampling import simulated_estimate
    from bodycam_cli.analysis.simulation import simulate as simulation_of
    from bodycam_cli.render.progress import progress_on
    from bodycam_cli.report.simulate import simulate_report

    loaded = changes.load(program)
    with progress_on(sys.stderr, quiet=output.quiet) as progress:
        simulation = simulation_of(
            loaded,
            years,
            simulated_estimate(loaded.program, estimate),
            draws=draws.number,
            seed=draws.seed,
            progress=progress,
        )
    output.hand_over(simulate_report(simulation, certainty, output.arguments))
