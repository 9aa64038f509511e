"""``bodycam check``."""

import sys
from typing import Literal

import click

from bodycam_cli.commands.draws import Certainty, Draws, draws_options
from bodycam_cli.commands.options import (
    Changes,
    Output,
    change_options,
    estimate_option,
    output_options,
    program_argument,
    years_option,
)

CHECK_FAILED = 3
"""The exit code of a check that did not pass, after its report was printed."""


@click.command()
@program_argument
@years_option
@estimate_option
@click.option(
    "--certainty",
    type=Certainty(),
    help="Ask it of a simulation: the share of the draws in which a year's money must "
    "be enough.",
)
@draws_options
@change_options
@output_options
def check(
    program: str | None,
    years: int,
    estimate: Literal["published", "lines"] | None,
    certainty: float | None,
    draws: Draws,
    changes: Changes,
    output: Output,
) -> None:
    """Exit 3 when a year costs more than its appropriation; for scripts.

    It also fails where there is no appropriation at all, and where a cost is not
    known. Years without an appropriation are named and not checked.

    \b
    bodycam check boston --years 2
    bodycam check my-city.toml --quiet --format json
    bodycam check boston --estimate lines --certainty 0.8
    """
    from bodycam_cli.projection.projecting import project
    from bodycam_cli.report.check import (
        check_report,
        simulated_check,
        verdict_in_runs,
        verdict_on,
    )

    projection = project(changes.load(program), years, estimate)
    if certainty is None:
        verdict = verdict_on(projection)
        report = check_report(projection, verdict, output.arguments)
    else:
        from bodycam_cli.analysis.simulation import simulate

        simulation = simulate(
            projection.loaded,
            years,
            projection.estimate,
            draws=draws.number,
            seed=draws.seed,
        )
        verdict = verdict_in_runs(simulation, certainty)
        report = simulated_check(simulation, verdict, certainty, output.arguments)
    output.hand_over(report)
    if not verdict.passed:
        if not output.quiet:
            click.echo(f"Failed: {verdict.reason}.", err=True)
        sys.exit(CHECK_FAILED)
