"""``bodycam explain``."""

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


@click.command()
@click.argument("program", type=Program(), shell_complete=complete_program)
@click.argument("name", required=False)
@click.argument("fiscal_year", required=False)
@years_option
@estimate_option
@change_options
@output_options
def explain(
    program: str,
    name: str | None,
    fiscal_year: str | None,
    years: int,
    estimate: Literal["published", "lines"] | None,
    changes: Changes,
    output: Output,
) -> None:
    """One number down to its formula, quantities, prices and sources.

    NAME is a line, `total` (where it is left out), or TABLE.COLUMN such as cost.left;
    FISCAL_YEAR is such as FY2022, and all of them where it is left out.

    \b
    bodycam explain boston total FY2022
    bodycam explain typical licenses FY2028
    bodycam explain boston storage.retained_tb FY2023
    """
    from bodycam_cli.program.dates import fiscal_year_number, is_fiscal_year
    from bodycam_cli.program.problems import UsageError
    from bodycam_cli.projection.projecting import project
    from bodycam_cli.report.explain import explain_report

    if fiscal_year is None and name is not None and is_fiscal_year(name):
        name, fiscal_year = None, name
    if fiscal_year is not None and not is_fiscal_year(fiscal_year):
        raise UsageError(
            f"{fiscal_year} is no fiscal year; expected one such as FY2022"
        )
    projection = project(changes.load(program), years, estimate)
    year = None if fiscal_year is None else fiscal_year_number(fiscal_year)
    output.hand_over(
        explain_report(projection, name or "total", year, output.arguments)
    )
