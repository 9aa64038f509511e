"""``bodycam compare``."""

from typing import Literal

import click

from bodycam_cli.commands.completers import complete_program
from bodycam_cli.commands.options import (
    Changes,
    Output,
    change_options,
    estimate_option,
    output_options,
    years_option,
)


@click.command()
@click.argument(
    "programs",
    nargs=-1,
    required=True,
    metavar="PROGRAM...",
    shell_complete=complete_program,
)
@years_option
@estimate_option
@change_options
@output_options
def compare(
    programs: tuple[str, ...],
    years: int,
    estimate: Literal["published", "lines"] | None,
    changes: Changes,
    output: Output,
) -> None:
    r"""Programs side by side; differences are to the first.

    \b
    bodycam compare boston worcester
    bodycam compare boston boston@citywide
    """
    from bodycam_cli.projection.projecting import project
    from bodycam_cli.report.compare import compare_report

    projections = [
        project(changes.load(program), years, estimate) for program in programs
    ]
    output.hand_over(compare_report(projections, output.arguments))
