"""``bodycam assumptions``."""

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
@click.option(
    "--missing",
    is_flag=True,
    help="What is assumed or unknown, by the dollars that rest on it.",
)
@click.option(
    "--by-source",
    is_flag=True,
    help="Every source, what rests on it, and its age in years at the start.",
)
@years_option
@estimate_option
@change_options
@output_options
def assumptions(
    program: str | None,
    *,
    missing: bool,
    by_source: bool,
    years: int,
    estimate: Literal["published", "lines"] | None,
    changes: Changes,
    output: Output,
) -> None:
    """Every figure in force: its unit, where it was set, its source.

    \b
    bodycam assumptions boston@citywide
    bodycam assumptions typical --missing
    bodycam assumptions boston --set cameras=500 --format json

    --years and --estimate say which dollars rest on a figure.
    """
    from bodycam_cli.program.problems import UsageError
    from bodycam_cli.projection.projecting import project
    from bodycam_cli.report.assumptions import assumptions_report
    from bodycam_cli.report.missing import missing_report, sources_report

    if missing and by_source:
        raise UsageError("--missing and --by-source are two lists; ask for one of them")
    loaded = changes.load(program)
    if not (missing or by_source):
        output.hand_over(assumptions_report(loaded, output.arguments))
        return
    make = missing_report if missing else sources_report
    output.hand_over(make(project(loaded, years, estimate), output.arguments))
