"""Ranges beside a comparison: what programs cost in the same draws."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bodycam_cli.analysis.comparison import common_positions
from bodycam_cli.analysis.simulation import Simulation, percentiles_of
from bodycam_cli.report.document import Column, Report, Table
from bodycam_cli.report.tables import Cells, Known, table
from bodycam_cli.report.words import counted, in_runs, listed

_COLUMNS = (
    Column("program", "Program", "text", "program"),
    Column("ranged", "Ranged figures", "number"),
    Column("p50", "Median", "dollars", folds=False),
    Column("p5", "5th percentile", "dollars", folds=False),
    Column("p25", "25th", "dollars", folds=False),
    Column("p75", "75th", "dollars", folds=False),
    Column("p95", "95th", "dollars", folds=False),
    Column("chance_less", "Chance to cost less", "share"),
)


def with_ranges(report: Report, simulations: Sequence[Simulation]) -> Report:
    """A comparison with the ranges of its programs.

    Args:
        report: The comparison.
        simulations: The whole cost of each program, in the same draws; differences
            are to the first.
    """
    first = simulations[0]
    runs = (
        f"Ranges: {counted(first.draws, 'run')}, seed {first.seed}; a figure that "
        "several programs have under one key is drawn alike for all of them."
    )
    chances = [_chance_less(each, simulations) for each in simulations[1:]]
    sentences = [
        _sentence(each, first, chance)
        for each, chance in zip(simulations[1:], chances, strict=True)
        if chance is not None
    ]
    return replace(
        report,
        basis=(*report.basis, runs),
        answer=(*sentences, *report.answer),
        tables=(_table(simulations, chances), *report.tables),
        stamp=replace(report.stamp, seed=first.seed, draws=first.draws),
    )


def _positions(simulations: Sequence[Simulation]) -> list[int]:
    return common_positions([each.likely for each in simulations])


def _chance_less(
    simulation: Simulation, simulations: Sequence[Simulation]
) -> float | None:
    """Share of the draws in which a program costs less than the first.

    None where no years can be compared, or not all of them are known.
    """
    first, positions = simulations[0], _positions(simulations)
    if not positions or _missing((first, simulation), positions):
        return None
    is_less = simulation.total_over(positions) < first.total_over(positions)
    return float(np.mean(is_less))


def _missing(
    simulations: Sequence[Simulation], positions: Sequence[int]
) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            key
            for each in simulations
            for index in positions
            for key in each.missing[index]
        )
    )


def _sentence(simulation: Simulation, first: Simulation, chance: float) -> str:
    one, base = simulation.likely.loaded.argument, first.likely.loaded.argument
    return f"{one} costs less than {base} {in_runs(chance)}."


def _table(simulations: Sequence[Simulation], chances: Sequence[float | None]) -> Table:
    """The table ``simulation``: percentiles of each program, and the chance."""
    positions = _positions(simulations)
    rows: list[Cells] = []
    for each, chance in zip(simulations, [None, *chances], strict=True):
        years = positions or list(range(each.likely.grid.years))
        found = percentiles_of(np.sort(each.total_over(years)))
        missing = _missing((each,), years)
        percentiles = {
            name: Known(getattr(found, name), missing)
            for name in ("p5", "p25", "p50", "p75", "p95")
        }
        rows.append(
            {
                "program": each.likely.loaded.argument,
                "ranged": len(each.figures),
                "chance_less": chance,
                **percentiles,
            }
        )
    note = _note(positions)
    return table("simulation", "Cost in the same runs", _COLUMNS, rows, notes=(note,))


def _note(positions: Sequence[int]) -> str:
    if not positions:
        return (
            "Each over its own years: in no year do all have the same months, so that "
            "no chance is given."
        )
    noun = "year" if len(positions) == 1 else "years"
    years = listed([str(index + 1) for index in positions])
    return f"Over {noun} {years} of each, in which all have the same months."
