"""``bodycam rollout``."""

import click

from bodycam_cli.commands.options import (
    Changes,
    FiscalYears,
    Output,
    change_options,
    output_options,
    program_argument,
)


@click.command()
@program_argument
@click.option(
    "--years",
    type=FiscalYears(),
    help="Horizon in fiscal years, 1 to 30; default: until the last wave is live.",
)
@change_options
@output_options
def rollout(
    program: str | None,
    years: int | None,
    changes: Changes,
    output: Output,
) -> None:
    """Waves, and cameras and officers month by month.

    \b
    bodycam rollout boston@as-built
    bodycam rollout boston --set slip_months=3
    """
    from bodycam_cli.projection.calendar import calendar_of
    from bodycam_cli.projection.rollout import rollout_of, years_to_roll_out
    from bodycam_cli.projection.values import Values
    from bodycam_cli.report.rollout import rollout_report

    loaded = changes.load(program)
    values = Values(loaded.program)
    calendar = calendar_of(loaded.program, years or years_to_roll_out(loaded, values))
    plan = rollout_of(loaded, calendar, values)
    report = rollout_report(loaded, calendar, plan, output.arguments)
    output.hand_over(report)
