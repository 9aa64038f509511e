"""Whole outputs, stdout and stderr, byte for byte.

``pytest --update-goldens`` writes what the commands print now; read the difference
before it is committed.
"""

import difflib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from programs import Run
from test_worked_example import MILLBROOK

FOLDER = Path(__file__).parent / "goldens"

FAULTY = """\
title = "Faulty City"
fiscal_year_start_month = 13
first_month = 2023-07-01
cameras = { value = 10, sorce = "memo" }

[appropriations]
2024 = 1_000

[waves.first]
go_live_month = "2023-01"
cameras = 4

[lines.licenses]
price = -600
per = "camera-yaer"
escalation_rate = 3
source = "nobody"
"""

SPREAD = "published.spread=appropriations"

TEXTS: dict[str, tuple[str, ...]] = {
    "help": ("--help",),
    "help-cost": ("cost", "--help"),
    "cost-boston": ("cost",),
    "cost-boston-as-appropriated": ("cost", "boston", "--set", SPREAD, "--years", "3"),
    "cost-boston-as-built": ("cost", "boston@as-built"),
    "cost-worcester": ("cost", "worcester"),
    "cost-worcester-full": ("cost", "worcester@full", "--years", "6", "--by", "line"),
    "cost-worcester-csv": ("cost", "worcester", "--format", "csv"),
    "cost-worcester-markdown": ("cost", "worcester", "--format", "markdown"),
    "cost-millbrook": ("cost", "-", "--years", "3"),
    "cost-faulty": ("cost", "-", "--years", "4"),
    "cost-no-years": ("cost", "--years", "nan"),
    "cost-no-program": ("cost", "bostn"),
    "compare-boston-worcester": ("compare", "boston", "worcester"),
    "compare-worcester": ("compare", "worcester@full", "worcester@estimate-2020"),
    "rollout-boston-as-built": ("rollout", "boston@as-built"),
    "rollout-boston-late": ("rollout", "--set", "slip_months=12", "--years", "2"),
    "assumptions-worcester": ("assumptions", "worcester"),
    "check-boston": ("check", "boston"),
    "help-simulate": ("simulate", "--help"),
    "simulate-boston": ("simulate", "boston", "--years", "3", "--quiet"),
    "sensitivity-typical": ("sensitivity", "typical", "--quiet"),
    "afford-boston": ("afford", "boston", "--years", "2", "--quiet"),
    "afford-nothing": ("afford", "typical", "--annual", "100", "--quiet"),
    "compare-simulated": (
        "compare",
        "boston",
        "boston@as-built",
        "--estimate=lines",
        "--simulate",
        "--quiet",
    ),
    "explain-boston": ("explain", "boston", "total", "FY2021"),
    "explain-typical": ("explain", "typical", "licenses", "FY2028"),
    "explain-typical-markdown": (
        "explain",
        "typical",
        "records_staff",
        "FY2026",
        "--format",
        "markdown",
    ),
    "compare-why": ("compare", "boston", "typical", "--estimate", "lines", "--why"),
    "assumptions-missing": ("assumptions", "boston@citywide", "--missing"),
    "programs-list": ("programs", "list"),
}
"""What is compared as text, by the name of its file."""

DOCUMENTS: dict[str, tuple[str, ...]] = {
    "cost-boston": ("cost", "--format", "json"),
    "cost-worcester": ("cost", "worcester", "--format", "json"),
    "compare-boston-worcester": (
        "compare",
        "boston",
        "worcester",
        "--format",
        "json",
    ),
}
"""What is compared as parsed JSON."""

_STDIN = {"cost-millbrook": MILLBROOK, "cost-faulty": FAULTY}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_as_it_was(run: Run, name: str, pytestconfig: pytest.Config) -> None:
    """To the byte: tables, sentences, notices, errors and the exit code."""
    result = run(*TEXTS[name], stdin=_STDIN.get(name))
    found = _page(TEXTS[name], result)
    path = FOLDER / f"{name}.txt"
    if pytestconfig.getoption("--update-goldens"):
        path.write_text(found, encoding="utf-8", newline="\n")
    expected = path.read_bytes().decode("utf-8")
    assert found == expected, "\n" + _difference(expected, found, path.name)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_as_it_was(
    run: Run, name: str, pytestconfig: pytest.Config
) -> None:
    """As data: its order of keys and its spaces may change."""
    result = run(*DOCUMENTS[name])
    assert result.exit_code == 0
    document = _without_version(json.loads(result.stdout))
    found = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    path = FOLDER / f"{name}.json"
    if pytestconfig.getoption("--update-goldens"):
        path.write_text(found, encoding="utf-8", newline="\n")
    expected = path.read_text(encoding="utf-8")
    assert document == json.loads(expected), "\n" + _difference(
        expected, found, path.name
    )


def test_every_golden_file_is_compared() -> None:
    """None is left over from a command that is gone."""
    texts = {f"{name}.txt" for name in TEXTS}
    documents = {f"{name}.json" for name in DOCUMENTS}
    assert {path.name for path in FOLDER.iterdir()} == texts | documents


def _page(arguments: tuple[str, ...], result: Result) -> str:
    """A run as one text: the command, what it printed, and how it ended."""
    return "".join(
        (
            f"$ bodycam {' '.join(arguments)}\n",
            result.stdout,
            "----- stderr\n",
            result.stderr,
            f"----- exit {result.exit_code}\n",
        )
    )


def _without_version(document: dict[str, Any]) -> dict[str, Any]:
    """A document without what changes with every release and every comment."""
    stamp = {key: each for key, each in document["stamp"].items() if key != "version"}
    stamp["programs"] = [program["id"] for program in stamp["programs"]]
    return {**document, "stamp": stamp}


def _difference(expected: str, found: str, name: str) -> str:
    lines = difflib.unified_diff(
        expected.splitlines(),
        found.splitlines(),
        f"goldens/{name}",
        "now",
        lineterm="",
    )
    return "\n".join(lines)
