"""``bodycam report``."""

import sys
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import click

from bodycam_cli.commands.completers import complete_program
from bodycam_cli.commands.draws import CERTAINTY, Draws, draws_options
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
    from pathlib import Path

    from bodycam_cli.program.reading import LoadedProgram
    from bodycam_cli.projection.projecting import Estimate
    from bodycam_cli.report.document import Report

WORKBOOK = ".xlsx"


@click.command()
@click.argument(
    "programs",
    metavar="[PROGRAM]...",
    type=Program(),
    nargs=-1,
    shell_complete=complete_program,
)
@years_option
@estimate_option
@draws_options
@change_options
@output_options
def report(
    programs: tuple[str, ...],
    years: int,
    estimate: Literal["published", "lines"] | None,
    draws: Draws,
    changes: Changes,
    output: Output,
) -> None:
    """The whole program in one file to hand over; several side by side.

    A page (.html) is complete in itself: it fetches nothing, and can be mailed and
    printed. A workbook (.xlsx) recomputes when a price, a growth rate or an
    appropriation on its sheet Assumptions is changed.

    \b
    bodycam report boston -o boston.html
    bodycam report boston boston@citywide -o compared.html
    bodycam report boston -o boston.xlsx
    bodycam report my-city.toml --years 10 -o my-city.xlsx
    """
    from bodycam_cli.program.problems import UsageError

    path = None if output.format else output.path  # a format wins over a suffix
    if path is not None and path.suffix.lower() == WORKBOOK:
        if len(programs) > 1:
            raise UsageError("a workbook is of one program; name one")
        program = programs[0] if programs else None
        _write_workbook(program, years, estimate, draws, changes, output, path)
        return
    loaded = [changes.load(program) for program in programs or (None,)]
    if len(loaded) > 1:
        output.hand_over(_side_by_side(loaded, years, estimate, output))
    else:
        output.hand_over(_whole(loaded[0], years, estimate, draws, output))


def _whole(
    loaded: "LoadedProgram",
    years: int,
    estimate: "Estimate | None",
    draws: Draws,
    output: Output,
) -> "Report":
    """Everything about one program, but the questions that it cannot answer."""
    from bodycam_cli.analysis.sampling import simulated_estimate
    from bodycam_cli.analysis.sensitivity import sensitivity_of
    from bodycam_cli.analysis.simulation import simulate
    from bodycam_cli.program.problems import RefusedError
    from bodycam_cli.projection.projecting import project
    from bodycam_cli.report.storage import store_of
    from bodycam_cli.report.whole import Whole, whole_report

    whole = Whole(project(loaded, years, estimate))
    with suppress(RefusedError):  # it says nothing of its video
        whole = replace(whole, store=store_of(loaded, years))
    kind = simulated_estimate(loaded.program, estimate)
    with suppress(RefusedError):  # the estimate that has ranges cannot be given
        whole = replace(
            whole,
            simulation=simulate(
                loaded, years, kind, draws=draws.number, seed=draws.seed
            ),
            sensitivity=sensitivity_of(loaded, years, kind),
        )
    return whole_report(whole, output.arguments)


def _side_by_side(
    loaded: "list[LoadedProgram]",
    years: int,
    estimate: "Estimate | None",
    output: Output,
) -> "Report":
    """Several programs, and why each differs from the first."""
    from bodycam_cli.projection.projecting import project
    from bodycam_cli.report.side_by_side import side_by_side_report

    projections = [project(one, years, estimate) for one in loaded]
    return side_by_side_report(projections, output.arguments)


def _write_workbook(
    program: str | None,
    years: int,
    estimate: Literal["published", "lines"] | None,
    draws: Draws,
    changes: Changes,
    output: Output,
    path: "Path",
) -> None:
    """Write the workbook of a program, and the notices beside it to stderr."""
    from bodycam_cli.analysis.sampling import simulated_estimate
    from bodycam_cli.analysis.simulation import simulate
    from bodycam_cli.program.problems import RefusedError
    from bodycam_cli.projection.projecting import project
    from bodycam_cli.render.excel import to_xlsx
    from bodycam_cli.render.files import write_file
    from bodycam_cli.render.notices import print_notices
    from bodycam_cli.report.cost import cost_report
    from bodycam_cli.report.simulate import simulate_report
    from bodycam_cli.report.workbook.building import workbook_of

    loaded = changes.load(program)
    projection = project(loaded, years, estimate)
    kind, ranges = simulated_estimate(loaded.program, estimate), None
    with suppress(RefusedError):  # the estimate that has ranges cannot be given
        simulation = simulate(loaded, years, kind, draws=draws.number, seed=draws.seed)
        ranges = simulate_report(simulation, CERTAINTY, output.arguments)
    workbook = workbook_of(projection, output.arguments, ranges)
    write_file(path, to_xlsx(workbook))
    if not output.quiet:
        print_notices(cost_report(projection, output.arguments), sys.stderr)
