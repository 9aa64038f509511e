"""``bodycam compare``."""

import sys
from typing import TYPE_CHECKING, Literal

import click

from bodycam_cli.commands.completers import complete_program
from bodycam_cli.commands.draws import Draws, draws_options
from bodycam_cli.commands.options import (
    Changes,
    Output,
    Program,
    change_options,
    estimate_option,
    output_options,
    years_option,
)

if TYPE_CHECKING:
    from bodycam_cli.analysis.simulation import Simulation
    from bodycam_cli.program.reading import LoadedProgram

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
@click.option("--simulate", is_flag=True, help="Also their ranges, in the same draws.")
@draws_options
@change_options
@output_options
def compare(
    programs: tuple[str, ...],
    years: int,
    estimate: Literal["published", "lines"] | None,
    *,
    why: bool,
    simulate: bool,
    draws: Draws,
    changes: Changes,
    output: Output,
) -> None:
    """Programs side by side; differences are to the first.

    \b
    bodycam compare boston worcester
    bodycam compare boston boston@citywide --why
    bodycam compare boston boston@as-built --estimate lines --simulate
    """
    from bodycam_cli.program.problems import UsageError
    from bodycam_cli.projection.projecting import project
    from bodycam_cli.report.compare import compare_report

    if why and len(programs) != _TWO:
        raise UsageError(f"--why compares two programs, and {len(programs)} are named")
    loaded = [changes.load(program) for program in programs]
    if not simulate:
        projections = [project(each, years, estimate) for each in loaded]
        output.hand_over(compare_report(projections, output.arguments, why=why))
        return
    simulations = _simulations(loaded, years, estimate, draws, output)
    projections = [each.likely for each in simulations]
    report = compare_report(projections, output.arguments, why=why)
    from bodycam_cli.report.ranges import with_ranges

    output.hand_over(with_ranges(report, simulations))


def _simulations(
    programs: "list[LoadedProgram]",
    years: int,
    estimate: Literal["published", "lines"] | None,
    draws: Draws,
    output: Output,
) -> "list[Simulation]":
    """The whole cost of each program, in the same draws."""
    from bodycam_cli.analysis.sampling import simulated_estimate
    from bodycam_cli.analysis.simulation import simulate, whole_cost
    from bodycam_cli.render.progress import progress_on

    with progress_on(sys.stderr, quiet=output.quiet) as progress:
        return [
            simulate(
                each,
                years,
                simulated_estimate(each.program, estimate),
                draws=draws.number,
                seed=draws.seed,
                measure=whole_cost,
                progress=progress,
            )
            for each in programs
        ]
