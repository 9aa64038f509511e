"""``bodycam compare``."""

from typing import Literal

import click

from bodycam_cli.commands.completers import complete_program
from bodycam_cli.commands.options import (
    Changes,
    Output,
    Program,
    change_options,
    estimate_option,
    output_options,
    years_option,
)

_TWO = 2


@click.command()
@click.argument(
    "programs",
    type=Program(),
    nargs=-1,
    required=True,
    metavar="PROGRAM...",
    shell_complete=complete_program,
)
@years_option
@estimate_option
@click.option(
    "--why", is_flag=True, help="For two programs: what differs, and why the cost does."
)
@change_options
@output_options
def compare(
    programs: tuple[str, ...],
    years: int,
    estimate: Literal["published", "lines"] | None,
    *,
    why: bool,
    changes: Changes,
    output: Output,
) -> None:
    """Programs side by side; differences are to the first.

    \b
    bodycam compare boston worcester
    bodycam compare boston boston@citywide --why
    """
    from bodycam_cli.program.problems import UsageError
    from bodycam_cli.projection.projecting import project
    from bodycam_cli.report.compare import compare_report

    if why and len(programs) != _TWO:
        raise UsageError(f"--why compares two programs, and {len(programs)} are named")
    projections = [
        project(changes.load(program), years, estimate) for program in programs
    ]
    report = compare_report(projections, output.arguments, why=why)
    output.hand_over(report)
