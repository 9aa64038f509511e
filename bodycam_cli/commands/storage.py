"""``bodycam storage``."""

import click

from bodycam_cli.commands.options import (
    Changes,
    Output,
    change_options,
    output_options,
    program_argument,
    years_option,
)


@click.command()
@program_argument
@years_option
@click.option("--monthly", is_flag=True, help="Also month by month.")
@change_options
@output_options
def storage(
    program: str | None,
    years: int,
    *,
    monthly: bool,
    changes: Changes,
    output: Output,
) -> None:
    """Hours and terabytes of video recorded and retained, by class.

    \b
    bodycam storage typical --years 10
    bodycam storage boston --set footage.retention.routine.days=90 --monthly
    """
    from bodycam_cli.report.storage import storage_report, store_of

    store = store_of(changes.load(program), years)
    output.hand_over(storage_report(store, output.arguments, monthly=monthly))
