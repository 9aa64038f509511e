"""How long bodycam takes, as ratios that another machine can check.

    python tests/benchmark.py [PAIRS]

Each ratio is the median over pairs of fresh processes run in turn, after a warm-up of
both, so that what else the machine does falls on both sides alike. The last lines tell
where the time of `bodycam cost` goes.
"""

import gc
import io
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from programs import toml

PAIRS = 21
LINES = 1_000
WORKBOOK_LINES = 200

BODYCAM = [sys.executable, "-c", "from bodycam_cli.cli import main; main()"]
CLICK = [sys.executable, "-c", "import click"]
PACKAGES = [sys.executable, "-c", "import click, rich, pydantic, numpy"]
# `import rich` and `import pydantic` load next to nothing: both wait until a name in
# them is used. This is what any program loads that prints tables and has one model.
PACKAGES_IN_USE = [
    sys.executable,
    "-c",
    """\
import click
import numpy
from pydantic import BaseModel
from rich.console import Console
from rich.text import Text

class Model(BaseModel):
    pass
""",
]


@dataclass(frozen=True)
class Comparison:
    """What is compared with what, and the ratio aimed at."""

    title: str
    command: Sequence[str]
    base: Sequence[str]
    aim: float


def comparisons(many_lines: Path) -> list[Comparison]:
    """The ratios that are measured."""
    cost = [*BODYCAM, "cost"]
    version = [*BODYCAM, "--version"]
    many = [*cost, str(many_lines), "--years", "30"]
    name = f"cost of {LINES:,} lines over 30 years"
    return [
        Comparison("cost / import of the four packages", cost, PACKAGES, 1.25),
        Comparison("cost / the four packages in use", cost, PACKAGES_IN_USE, 1.25),
        Comparison("--version / import of click", version, CLICK, 1.5),
        Comparison(f"{name} / cost of Boston", many, cost, 2.0),
    ]


def many_lines_program(count: int = LINES) -> str:
    """A program with lines of every plain kind, each figure ranged and sourced."""
    kinds = ["camera", "camera-year", "officer-year", "program-year", "wave", "TB-year"]
    lines = {
        f"line-{number}": {
            "title": f"Line number {number}",
            "category": "equipment" if number % 2 else "software",
            "price": {
                "low": number,
                "likely": number + 10,
                "high": number + 50,
                "source": "made-up",
            },
            "per": kinds[number % len(kinds)],
            "escalation_rate": 0.03,
        }
        for number in range(count)
    }
    program = {
        "title": "Many Lines",
        "fiscal_year_start_month": 7,
        "first_month": "2023-07",
        "cameras": 400,
        "extends": "typical",
        "lines": lines,
        "sources": {"made-up": {"title": "For the benchmark"}},
    }
    return toml(program)


def seconds(command: Sequence[str], environment: dict[str, str]) -> float:
    """How long a fresh process takes, from start to end."""
    start = time.perf_counter()
    subprocess.run(  # noqa: S603 (the commands above)
        command,
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def measure(
    comparison: Comparison, pairs: int, environment: dict[str, str]
) -> tuple[float, float, float]:
    """The median ratio, and the median seconds of the command and of its base."""
    times = [
        (
            seconds(comparison.command, environment),
            seconds(comparison.base, environment),
        )
        for _ in range(pairs + 1)
    ][1:]  # the first pair only warms up
    ratio = median(ours / base for ours, base in times)
    return ratio, median(ours for ours, _ in times), median(base for _, base in times)


def report(comparison: Comparison, measured: tuple[float, float, float]) -> str:
    """One ratio as a line."""
    ratio, ours, base = measured
    over = ratio - comparison.aim
    verdict = "met" if over <= 0 else f"missed by {over:.2f}"
    times = f"{ours * 1000:4.0f} / {base * 1000:3.0f} ms"
    return (
        f"{comparison.title:51} {ratio:5.2f}  {times}  aim {comparison.aim}: {verdict}"
    )


def workbook_comparison(pairs: int) -> tuple[Comparison, tuple[float, float, float]]:
    """The workbook of a projection, against its cells written by a plain loop.

    Both in one process, in turn, without the collector, which `bodycam` switches off;
    in time of the processor.
    """
    from bodycam_cli.program.reading import load  # noqa: PLC0415 (seldom measured)
    from bodycam_cli.projection.projecting import project  # noqa: PLC0415
    from bodycam_cli.render.excel import formula_text, to_xlsx  # noqa: PLC0415
    from bodycam_cli.report.workbook.building import workbook_of  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many-lines.toml"
        path.write_text(many_lines_program(WORKBOOK_LINES), encoding="utf-8")
        projection = project(load(str(path)), 30)
    cells = [
        (
            sheet.name,
            [
                (row, column, cell.value, formula_text(cell.formula, sheet.name))
                if cell.formula is not None
                else (row, column, cell.value, "")
                for row, line in enumerate(sheet.rows)
                for column, cell in enumerate(line)
                if cell is not None and cell.value is not None
            ],
        )
        for sheet in workbook_of(projection, ()).sheets
    ]

    def ours() -> float:
        start = time.process_time()
        to_xlsx(workbook_of(projection, ()))
        return time.process_time() - start

    def loop() -> float:
        start = time.process_time()
        write_plainly(cells)
        return time.process_time() - start

    gc.disable()
    times = [(ours(), loop()) for _ in range(pairs + 1)][1:]
    gc.enable()
    count = sum(len(each) for _, each in cells)
    title = f"workbook of {WORKBOOK_LINES} lines / its {count:,} cells, plainly"
    ratio = median(own / base for own, base in times)
    found = (ratio, median(own for own, _ in times), median(base for _, base in times))
    return Comparison(title, (), (), 1.5), found


def write_plainly(
    cells: Sequence[tuple[str, Sequence[tuple[int, int, object, str]]]],
) -> None:
    """Write cells as anybody would who has them."""
    import xlsxwriter  # noqa: PLC0415 (seldom measured)

    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    for name, written in cells:
        page = book.add_worksheet(name)
        for row, column, value, formula in written:
            if formula:
                page.write_formula(row, column, f"={formula}", None, value)
            elif isinstance(value, str):
                page.write_string(row, column, value)
            else:
                page.write_number(row, column, value)
    book.close()


def imports(environment: dict[str, str]) -> list[tuple[str, int]]:
    """Milliseconds in which `bodycam cost` imports, by package, longest first."""
    command = [sys.executable, "-X", "importtime", *BODYCAM[1:], "cost"]
    done = subprocess.run(  # noqa: S603 (the commands above)
        command, check=True, env=environment, capture_output=True, encoding="utf-8"
    )
    spent: Counter[str] = Counter()
    for line in done.stderr.splitlines():
        own, _, rest = line.removeprefix("import time:").partition("|")
        if line.startswith("import time:") and own.strip().isdigit():
            name = rest.rpartition("|")[2].strip().partition(".")[0]
            known = (
                "bodycam_cli",
                "click",
                "numpy",
                "pydantic",
                "pydantic_core",
                "rich",
            )
            spent[name if name in known else "others"] += int(own)
    return [(name, round(micro / 1000)) for name, micro in spent.most_common()]


def main() -> None:
    """Measure and print."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    with tempfile.TemporaryDirectory() as folder:
        # An installed package has its bytecode; so has this one, whatever is set here.
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        path = Path(folder) / "many-lines.toml"
        path.write_text(many_lines_program(), encoding="utf-8")
        print(f"Median ratios of {pairs} pairs of processes")  # noqa: T201
        for comparison in comparisons(path):
            print(report(comparison, measure(comparison, pairs, environment)))  # noqa: T201
        print(report(*workbook_comparison(pairs)))  # noqa: T201
        listed = ", ".join(f"{name} {ms}" for name, ms in imports(environment))
        print(f"Imports of `bodycam cost` in ms: {listed}")  # noqa: T201


if __name__ == "__main__":
    main()
