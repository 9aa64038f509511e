"""``bodycam assumptions``."""

import click

from bodycam_cli.commands.options import (
    Changes,
    Output,
    change_options,
    output_options,
    program_argument,
)


@click.command()
@program_argument
@change_options
@output_options
def assumptions(
    program: str | None,
    changes: Changes,
    output: Output,
) -> None:
    r"""Every figure in force: its unit, where it was set, its source.

    \b
    bodycam assumptions boston@citywide
    bodycam assumptions boston --set cameras=500 --format json
    """
    from bodycam_cli.report.assumptions import assumptions_report

    loaded = changes.load(program)
    report = assumptions_report(loaded, output.arguments)
    output.hand_over(report)
