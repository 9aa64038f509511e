"""``bodycam sensitivity``."""

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


@click.command()
@program_argument
@years_option
@estimate_option
@change_options
@output_options
def sensitivity(
    program: str | None,
    years: int,
    estimate: Literal["published", "lines"] | None,
    changes: Changes,
    output: Output,
) -> None:
    """Which assumption moves the total most.

    Each ranged figure goes from low to high, the others stay at likely.

    \b
    bodycam sensitivity typical
    bodycam sensitivity boston --years 10 --format csv
    """
    from bodycam_cli.analysis.sampling import simulated_estimate
    from bodycam_cli.analysis.sensitivity import sensitivity_of
    from bodycam_cli.report.sensitivity import sensitivity_report

    loaded = changes.load(program)
    kind = simulated_estimate(loaded.program, estimate)
    found = sensitivity_of(loaded, years, kind)
    output.hand_over(sensitivity_report(found, output.arguments))
