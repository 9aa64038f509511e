"""The workbook recomputes in LibreOffice, and then says what the engine says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner
from programs import Data, small, write
from workbooks import SOFFICE, Cells, cells_of, changed, is_needed, recalculated

from bodycam_cli.cli import cli

if not is_needed():
    pytestmark = pytest.mark.skipif(
        SOFFICE is None, reason="LibreOffice is not installed here"
    )

EVERYTHING: Data = small(
    cameras=100,
    extends="typical",
    first_month="2023-11",
    waves={
        "a": {"go_live_month": "2023-12", "cameras": 40},
        "b": {"go_live_month": "2025-02"},
    },
    lines={
        "stepped": {
            "price": 500.5,
            "per": "camera-year",
            "escalation_rate": 0,
            "steps": [
                {"month": "2025-01", "rate": 0},
                {"month": "2026-03", "rate": 0.27},
            ],
        },
        "by_request": {"price": 12, "per": "request", "category": "records"},
        "contract": {
            "amounts": {"FY2024": 10_000, "FY2025": 12_000},
            "renewal_rate": 0.1,
            "escalation_rate": 0.02,
            "category": "software",
        },
        "secret": {
            "price": {"unknown": True, "note": "not published"},
            "per": "camera-year",
            "category": "equipment",
            "first_month": "2025-07",
        },
        "free": {"price": 0, "per": "redacted-hour", "category": "network"},
        "of_the_state": {"price": 1_000, "per": "program-year", "payer": "state"},
    },
    appropriations={"FY2024": 500_000, "FY2026": 400_000},
    funding={
        "per_camera": {
            "amount_per_camera": 1_500,
            "match_share": 0.5,
            "excluded_categories": ["storage"],
            "fiscal_years": ["FY2024", "FY2025", "FY2026"],
        },
        "shared": {"share": 0.1, "match_share": 0.25},
        "lump": {"amount": 30_000.75, "match_share": 0.9},
    },
)
"""Waves, steps, a schedule, an unknown price, other payers, three kinds of grants."""

PILOT: Data = small(
    first_month="2023-10",
    published={
        "initial_years": 2,
        "initial_cost": 1_000_001,
        "annual_cost_after": 300_000,
        "escalation_rate": 0.03,
        "years": "program",
    },
    lines={},
)


@dataclass(frozen=True)
class Case:
    """A program, and what is changed on its sheet Assumptions.

    Attributes:
        program: A built-in with options, or a file as data.
        changes: By key: the new value.
        options: Of the command line.
        settings: The same changes for ``--set``, where a key alone cannot say them.
    """

    program: str | Data
    changes: Mapping[str, float] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()

    @property
    def as_options(self) -> list[str]:
        """The changes as options of the command line."""
        settings = self.settings or [f"{key}={x}" for key, x in self.changes.items()]
        return [part for each in settings for part in ("--set", each)]


CASES = {
    "boston": Case("boston"),
    "boston for thirty years": Case("boston", options=("--years", "30")),
    "worcester": Case("worcester"),
    "typical": Case("typical", options=("--years", "8")),
    "everything": Case(EVERYTHING),
    "boston's lines": Case("boston", options=("--estimate", "lines")),
    "a price": Case("typical", {"lines.licenses.price": 912.345}),
    "a growth rate": Case("typical", {"lines.licenses.escalation_rate": 0.0717}),
    "a growth rate that was 0": Case(
        EVERYTHING, {"lines.stepped.escalation_rate": 0.04}
    ),
    "steps": Case(
        EVERYTHING,
        {"lines.stepped.steps.0.rate": 0.11, "lines.stepped.steps.1.rate": 0},
        settings=(
            (
                'lines.stepped.steps=[{month="2025-01",rate=0.11},'
                '{month="2026-03",rate=0}]'
            ),
        ),
    ),
    "an appropriation": Case("boston", {"appropriations.FY2020": 2_750_000.5}),
    "a new appropriation": Case("boston", {"appropriations.FY2021": 3_000_000}),
    "what was published": Case(
        "boston",
        {"published.initial_cost": 9_100_000, "published.annual_cost_after": 1_234_567},
    ),
    "appropriations that spread the cost": Case(
        "boston",
        {"appropriations.FY2019": 2_100_000, "published.initial_cost": 8_600_001},
        ("--set", "published.spread=appropriations"),
    ),
    "years of the program": Case(
        PILOT, {"published.initial_cost": 777_777, "published.escalation_rate": 0.1}
    ),
    "a schedule": Case(
        EVERYTHING,
        {
            "lines.contract.amounts.FY2025": 20_000.5,
            "lines.contract.renewal_rate": 0.5,
            "lines.contract.escalation_rate": 0.07,
        },
        settings=(
            "lines.contract.amounts={FY2024=10000,FY2025=20000.5}",
            "lines.contract.renewal_rate=0.5",
            "lines.contract.escalation_rate=0.07",
        ),
    ),
    "requests and benefits": Case(
        EVERYTHING,
        {
            "requests.requests_per_100_camera_years": 77,
            "lines.records_staff.benefits_rate": 0.41,
            "lines.by_request.price": 19.99,
        },
    ),
    "contingency": Case("typical", {"finance.contingency_rate": 0.1234}),
    "contingency on what is known": Case(
        EVERYTHING,
        {"finance.contingency_rate": 0.2, "lines.docks.price": 333.33},
    ),
    "grants": Case(
        EVERYTHING,
        {
            "funding.per_camera.amount_per_camera": 900,
            "funding.per_camera.match_share": 0.35,
            "funding.shared.share": 0.2,
            "funding.lump.amount": 55_555.99,
            "lines.cameras.price": 2_000,
        },
    ),
}


def test_libreoffice_is_here_where_it_is_needed() -> None:
    """On the machine that must run these tests, none of them is skipped."""
    assert SOFFICE is not None


@pytest.fixture(scope="module", name="books")
def _books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Cells, Cells]]:
    """For each case, the cells as recalculated, and as bodycam writes them anew."""
    folder = tmp_path_factory.mktemp("books")
    paths, expected = [], {}
    for number, (name, case) in enumerate(CASES.items()):
        program = case.program
        program = program if isinstance(program, str) else str(write(program))
        written = folder / f"written-{number}.xlsx"
        _report(program, written, *case.options)
        cells = {key.replace(".", "_"): value for key, value in case.changes.items()}
        paths.append(changed(written, cells, folder / f"book-{number}.xlsx"))
        anew = folder / f"anew-{number}.xlsx"
        _report(program, anew, *case.options, *case.as_options)
        expected[name] = _numbers(anew)
    done = map(_numbers, recalculated(paths, folder))
    return {
        name: (found, expected[name]) for name, found in zip(CASES, done, strict=True)
    }


def _report(program: str, path: Path, *options: str) -> None:
    command = ["report", program, "--draws", "1", *options, "-o", str(path)]
    result = CliRunner().invoke(cli, command, catch_exceptions=False)
    assert result.exit_code == 0, result.stderr


def _numbers(path: Path) -> Cells:
    """The cells of the sheets that recompute."""
    return cells_of(path, "Costs", "Funding", "Budget")


@pytest.mark.parametrize("name", CASES)
def test_a_recalculated_workbook_equals_the_engine(
    books: dict[str, tuple[Cells, Cells]], name: str
) -> None:
    """Every cell of Costs, Funding and Budget, unchanged or with a figure changed."""
    found, expected = books[name]
    differing = {
        cell: (found.get(cell), expected.get(cell))
        for cell in {*found, *expected}
        if found.get(cell) != expected.get(cell)
    }
    assert differing == {}
    assert len(found) > 50
