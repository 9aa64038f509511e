"""How long `bodycam simulate` takes, as ratios that another machine can check.

    python tests/benchmark_simulation.py [PAIRS] [PYTHON_WITH_SQUIGGLEPY]

Three aims, on ``typical`` over ten fiscal years:

- 10,000 draws, the whole process, at most 2 times `bodycam cost`;
- a million draws, from the loaded program to the percentiles, at most 25 times the time
  in which numpy draws as many uniform numbers, with a peak below 400 MB;
- the same in less time than squigglepy takes, in an environment that has it; see
  ``squigglepy_model.py``.

What is compared runs in turn, and each ratio is the median over the pairs.
"""

import json
import os
import resource
import subprocess
import sys
import time
from statistics import median
from typing import Any

import numpy as np
from benchmark import BODYCAM, Comparison, measure, report

from bodycam_cli.analysis.sampling import draws_of, ranged_figures
from bodycam_cli.analysis.simulation import (
    half_widths,
    percentiles_of,
    simulate,
)
from bodycam_cli.program.reading import load
from bodycam_cli.projection.costs import CONTINGENCY, growth_of
from bodycam_cli.projection.drivers import quantities_of
from bodycam_cli.projection.projecting import project
from bodycam_cli.projection.values import Values

PAIRS = 11
YEARS = 10
DRAWS = 1_000_000
MOST_MEGABYTES = 400


def simulated(draws: int) -> None:
    """All that a report needs of a simulation of typical."""
    simulation = simulate(load("typical"), YEARS, "lines", draws=draws)
    for dollars in (*simulation.dollars, simulation.total):
        percentiles_of(np.sort(dollars))
    half_widths(simulation.total, (0.5, 0.95))


def uniform(draws: int) -> None:
    """As many uniform numbers as there are draws of ranged figures."""
    figures = ranged_figures(load("typical").program, "lines")
    np.random.default_rng(1).random((draws, len(figures)))


def seconds(task: Any, draws: int) -> float:
    """How long a task takes in this process."""
    start = time.perf_counter()
    task(draws)
    return time.perf_counter() - start


def where_time_goes(draws: int) -> str:
    """Milliseconds of the parts of one run of so many draws, without threads."""
    program = load("typical")
    figures = ranged_figures(program.program, "lines")
    values = Values(program.program)
    start = time.perf_counter()
    drawn = draws_of(figures, 1, 0, draws // 1_000)
    middle = time.perf_counter()
    project(program, YEARS, "lines", values.drawing(drawn))
    end = time.perf_counter()
    return (
        f"{draws:,} draws in ms: {(middle - start) * 1e3:.1f} drawing, "
        f"{(end - middle) * 1e3:.1f} projecting"
    )


def model(draws: int) -> dict[str, Any]:
    """The local lines of typical as plain numbers, for another tool."""
    projection = project(load("typical"), YEARS, "lines")
    program, grid = projection.loaded.program, projection.grid
    figures = {each.key: each for each in ranged_figures(program, "lines")}
    lines = []
    for line in projection.lines:
        if line.payer not in program.appropriation_covers or line.name == CONTINGENCY:
            continue
        keys = [f"lines.{line.name}.price"]
        if program.lines[line.name].per == "training-hour":
            keys.append("training.training_hours_per_officer")
        ranged = [key for key in keys if key in figures]
        fixed = [key for key in keys if key not in figures]
        quantities = quantities_of(grid, line.name)
        course = quantities.all * growth_of(grid, line.name, program.lines[line.name])
        factor = 1.0 if len(keys) > 1 else float(quantities.factor[0, 0])
        lines.append(
            {
                "units": (grid.calendar.by_year(course)[0] * factor).tolist(),
                "price": float(np.prod([grid.values.of(key)[0, 0] for key in fixed])),
                "figures": ranged,
                "contingency": line.category in program.finance.contingency_categories,
            }
        )
    return {
        "draws": draws,
        "years": YEARS,
        "rate": float(grid.values.of("finance.contingency_rate")[0, 0]),
        "lines": lines,
        "ranged": {
            key: {
                "low": each.low,
                "likely": each.likely,
                "high": each.high,
                "shape": each.figure.shape,
            }
            for key, each in figures.items()
        },
    }


def squigglepy(python: str) -> tuple[float, float]:
    """Seconds that squigglepy takes, and its median."""
    path = os.path.join(os.path.dirname(__file__), "squigglepy_model.py")  # noqa: PTH118, PTH120
    done = subprocess.run(  # noqa: S603 (the Python named on the command line)
        [python, path],
        input=json.dumps(model(DRAWS)),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    taken, middle = json.loads(done.stdout)
    return taken, middle


def verdict(ratio: float, aim: float) -> str:
    """Whether an aim is met, and by how much it is missed."""
    return "met" if ratio <= aim else f"missed by {ratio - aim:.2f}"


def main() -> None:
    """Measure and print."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    python = sys.argv[2] if len(sys.argv) > 2 else ""
    cost = [*BODYCAM, "cost", "typical", "--years", str(YEARS)]
    whole = [*BODYCAM, "simulate", "typical", "--years", str(YEARS)]
    title = "simulate with 10,000 draws / cost, ten years"
    comparison = Comparison(title, whole, cost, 2.0)
    print(report(comparison, measure(comparison, pairs, dict(os.environ))))  # noqa: T201

    seconds(simulated, DRAWS), seconds(uniform, DRAWS)
    times = [(seconds(simulated, DRAWS), seconds(uniform, DRAWS)) for _ in range(pairs)]
    ours, theirs = (median(each) for each in zip(*times, strict=True))
    ratio = median(one / other for one, other in times)
    print(  # noqa: T201
        f"{DRAWS:,} draws / as many uniform numbers: {ratio:.1f}  "
        f"{ours * 1e3:.0f} / {theirs * 1e3:.0f} ms  aim 25: {verdict(ratio, 25)}"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    aim = verdict(peak, MOST_MEGABYTES)
    print(f"Peak memory: {peak:.0f} MB  aim {MOST_MEGABYTES}: {aim}")  # noqa: T201
    print(where_time_goes(10_000))  # noqa: T201
    if python:
        runs = [squigglepy(python) for _ in range(min(pairs, 5))]
        other = median(taken for taken, _ in runs)
        aim = verdict(ours / other, 1)
        print(f"bodycam / squigglepy: {ours / other:.2f}  aim 1: {aim}")  # noqa: T201


if __name__ == "__main__":
    main()
