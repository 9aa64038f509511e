"""``bodycam afford``."""

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

NO_SOLUTION = 4
"""The exit code where nothing keeps within the money, after the report was printed."""

_MOST_DOLLARS = 10**12
_MOST_CAMERAS = 1_000_000


@click.command()
@program_argument
@years_option
@estimate_option
@click.option(
    "--annual",
    type=click.IntRange(0, _MOST_DOLLARS),
    metavar="DOLLARS",
    help="Money in each fiscal year, in dollars; default: the file's appropriations.",
)
@click.option(
    "--total",
    type=click.IntRange(0, _MOST_DOLLARS),
    metavar="DOLLARS",
    help="Money for all the fiscal years together, in dollars.",
)
@click.option(
    "--at-most",
    type=click.IntRange(1, _MOST_CAMERAS),
    metavar="CAMERAS",
    help="Try so many cameras at most; default: 10,000, or twice the program's.",
)
@click.option(
    "--certainty",
    type=Certainty(),
    help="Ask it of a simulation: the share of the draws in which it must be enough.",
)
@draws_options
@change_options
@output_options
def afford(
    program: str | None,
    years: int,
    estimate: Literal["published", "lines"] | None,
    annual: int | None,
    total: int | None,
    at_most: int | None,
    certainty: float | None,
    draws: Draws,
    changes: Changes,
    output: Output,
) -> None:
    """The most cameras, or the earliest rollout, that the money allows.

    Exit 4 where no number of cameras and no date keeps within it; the answer then says
    how much is missing.

    \b
    bodycam afford boston
    bodycam afford typical --annual 400000
    bodycam afford typical --total 2000000 --certainty 0.8
    """
    from bodycam_cli.analysis.affordability import Question, afford, money_of
    from bodycam_cli.analysis.sampling import simulated_estimate
    from bodycam_cli.projection.projecting import project
    from bodycam_cli.report.afford import afford_report, without_solution

    loaded = changes.load(program)
    kind = simulated_estimate(loaded.program, estimate)
    planned = project(loaded, years, kind)
    question = Question(
        loaded=loaded,
        years=years,
        estimate=kind,
        money=money_of(planned, annual, total),
        at_most=at_most or max(10_000, 2 * planned.cameras),
        certainty=certainty,
        draws=draws.number,
        seed=draws.seed,
    )
    answer = afford(question)
    output.hand_over(afford_report(answer, output.arguments))
    if not answer.has_solution:
        if not output.quiet:
            click.echo(without_solution(answer), err=True)
        sys.exit(NO_SOLUTION)
