"""Simulation: one engine, many draws; and what is said of them."""

import io
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from programs import Ask, Data, Run, column_of, loaded, priced, small, table_of, write

from bodycam_cli.analysis.sampling import BLOCK, draws_of
from bodycam_cli.analysis.simulation import (
    Simulation,
    half_widths,
    overrun_of,
    percentiles_of,
    simulate,
)
from bodycam_cli.program.reading import load
from bodycam_cli.projection.projecting import project
from bodycam_cli.projection.values import Values
from bodycam_cli.render.progress import progress_on

UNIFORM = {"low": 0, "high": 1_000, "shape": "uniform"}
TWO_LINES = {
    **priced(
        one={"price": UNIFORM, "per": "program-year"},
        other={"price": UNIFORM, "per": "program-year"},
    ),
    "appropriations": {"FY2024": 1_500, "FY2025": 2_000},
}
"""Two lines of 0 to 1,000 dollars a year, any value alike: their sum is a triangle."""

EVERYTHING: Data = {
    "title": "Everything Ranged",
    "fiscal_year_start_month": 7,
    "first_month": "2023-07",
    "cameras": {"low": 20, "likely": 30, "high": 50},
    "officers": {"low": 25, "likely": 40, "high": 60},
    "spare_share": {"low": 0, "likely": 0.05, "high": 0.2},
    "slip_months": {"low": 0, "likely": 2, "high": 9},
    "waves": {
        "first": {"go_live_month": "2023-10", "cameras": 12},
        "rest": {"go_live_month": "2024-02"},
    },
    "lines": {
        "cameras": {
            "price": {"low": 400, "likely": 700, "high": 1_500, "shape": "ratio"},
            "per": "camera",
            "refresh_months": {"low": 12, "likely": 18, "high": 30},
            "paid_months_before": {"low": 0, "likely": 2, "high": 5},
        },
        "licenses": {
            "price": {"low": 600, "likely": 950, "high": 1_350},
            "per": "camera-year",
            "billed": "yearly",
            "escalation_rate": {"low": 0, "likely": 0.03, "high": 0.08},
            "steps": [
                {"month": "2025-02", "rate": {"low": 0, "likely": 0.2, "high": 0.8}}
            ],
        },
        "store": {"price": 300, "per": "TB-year"},
        "redaction": {"price": 53, "per": "redacted-hour"},
        "training": {"price": 60, "per": "training-hour"},
        "posts": {
            "price": {"low": 60_000, "high": 80_000, "shape": "uniform"},
            "per": "post-year",
            "count": {"one_per": 15, "of": "camera"},
            "benefits_rate": {"low": 0.2, "likely": 0.35, "high": 0.5},
        },
        "docks": {
            "price": 900,
            "per": "item",
            "count": {"low": 2, "likely": 3, "high": 6},
        },
        "contract": {
            "amounts": {"FY2024": {"low": 1_000, "likely": 2_000, "high": 4_000}},
            "renewal_rate": {"low": 0, "likely": 0.1, "high": 0.3},
            "escalation_rate": {"low": 0, "likely": 0.02, "high": 0.05},
        },
    },
    "footage": {
        "recorded_hours_per_camera_year": {
            "low": 46,
            "likely": 110,
            "high": 540,
            "shape": "ratio",
        },
        "gb_per_recorded_hour": {"low": 1, "likely": 2.6, "high": 8, "shape": "ratio"},
        "retention": {
            "evidence": {"share": 0.05, "days": "indefinite"},
            "routine": {"days": {"low": 60, "likely": 180, "high": 400}},
        },
    },
    "requests": {
        "requests_per_100_camera_years": {"low": 5, "likely": 12, "high": 30},
        "footage_minutes_per_request": {"low": 5, "likely": 13, "high": 40},
        "redaction_minutes_per_footage_minute": {"low": 2, "likely": 3, "high": 8},
    },
    "training": {"training_hours_per_officer": {"low": 2, "likely": 4, "high": 8}},
    "funding": {
        "grant": {
            "amount_per_camera": {"low": 500, "likely": 1_000, "high": 1_500},
            "match_share": {"low": 0.3, "likely": 0.5, "high": 0.6},
            "fiscal_years": ["FY2024", "FY2025"],
        }
    },
    "finance": {"contingency_rate": {"low": 0, "likely": 0.05, "high": 0.1}},
    "published": {
        "initial_years": {"low": 1, "likely": 2, "high": 4},
        "initial_cost": {"low": 90_000, "likely": 100_000, "high": 150_000},
        "annual_cost_after": {"low": 20_000, "likely": 30_000, "high": 50_000},
        "escalation_rate": {"low": 0, "likely": 0.02, "high": 0.04},
    },
}
"""A range wherever a range may stand."""


def runs(data: Data, draws: int = 2_000, years: int = 2, **more: Any) -> Simulation:
    """A simulation of a program's lines."""
    return simulate(loaded(data), years, "lines", draws=draws, **more)


# ------------------------------------------------------------------------ one engine


@pytest.mark.parametrize("estimate", ["lines", "published"])
def test_each_draw_is_the_projection_with_its_values(estimate: Any) -> None:
    """Many draws at once are the same as one after the other, to the dollar."""
    program = loaded(EVERYTHING)
    simulation = simulate(program, 5, estimate, draws=25, seed=3)
    assert len(simulation.figures) > 3
    drawn = draws_of(simulation.figures, 3, 0, 1)
    for draw in range(25):
        fixed = {key: float(values[draw]) for key, values in drawn.items()}
        values = Values(program.program).fixing(fixed)
        alone = project(program, 5, estimate, values).budget.local_cost.dollars[0]
        assert simulation.dollars[:, draw].tolist() == alone.tolist()


@pytest.mark.parametrize("name", ["typical", "boston", "worcester@full"])
def test_one_draw_at_the_likely_values_is_the_projection(name: str) -> None:
    """Every range collapsed to its likely value: the same to the dollar."""
    program = load(name)
    figures = simulate(program, 10, "lines", draws=1).figures
    drawn = {each.key: np.array([each.likely, each.likely]) for each in figures}
    collapsed = project(program, 10, "lines", Values(program.program, drawn))
    likely = project(program, 10, "lines")
    for one, other in zip(collapsed.lines, likely.lines, strict=True):
        for draw in np.broadcast_to(one.dollars, (2, 10)):
            assert draw.tolist() == other.dollars[0].tolist()


def test_all_low_and_all_high_bound_every_draw_of_a_monotone_model() -> None:
    """Typical costs more with every figure."""
    program = load("typical")
    simulation = simulate(program, 10, "lines", draws=3_000)
    ends = {each.key: np.array([each.low, each.high]) for each in simulation.figures}
    bounds = project(program, 10, "lines", Values(program.program, ends))
    low, high = bounds.budget.local_cost.dollars
    assert np.all(low <= simulation.dollars.T)
    assert np.all(high >= simulation.dollars.T)


def test_a_program_without_ranges_has_no_spread(ask: Ask) -> None:
    """And says so."""
    document = ask("simulate", str(write(small())), "--years", "1", "--draws", "1500")
    (row,) = table_of(document, "years")["rows"]
    for name in ("p5", "p25", "p50", "p75", "p95"):
        assert row[name] == 6_000
    assert document["answer"][0].startswith("No figure of this estimate is given as a")
    assert [table["name"] for table in document["tables"]] == ["years", "total"]
    many = ask("simulate", str(write(small())), "--draws", "2000")
    assert table_of(many, "total")["notes"] == ["The percentiles are exact."]


def test_parts_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run in parts is the run in one go."""
    whole = runs(EVERYTHING, 3_500)
    monkeypatch.setattr("bodycam_cli.analysis.simulation._CELLS", 1)
    seen: list[tuple[int, int]] = []
    parts = runs(EVERYTHING, 3_500, progress=lambda *done: seen.append(done))
    assert np.array_equal(whole.dollars, parts.dollars)
    assert seen == [(1_000, 3_500), (2_000, 3_500), (3_000, 3_500), (3_500, 3_500)]


# ---------------------------------------------------------------------- known chances


def test_the_chance_of_exceeding_the_money_is_the_known_one(ask: Ask) -> None:
    """Two uniform lines of 0 to 1,000: the sum exceeds 1,500 in 1 of 8 draws.

    The triangle beyond 1,500 is (500 x 500 / 2) / (1,000 x 1,000) = 0.125. The sum
    never exceeds 2,000. Beyond 1,500, half of that area lies beyond
    2,000 - 500 / sqrt(2) = 1,646.45: the typical overrun is 146. The money lasts with
    90 % certainty up to 2,000 - sqrt(2 x 0.1) x 1,000 = 1,552.79: a reserve of 53.
    """
    path = str(write(TWO_LINES))
    run = ("simulate", path, "--years", "3", "--draws", "50000", "--certainty", "0.9")
    document = ask(*run)
    rows = table_of(document, "years")["rows"]
    assert rows[0]["chance_over"] == pytest.approx(0.125, abs=0.002)
    assert rows[0]["typical_overrun"] == pytest.approx(146, abs=3)
    assert rows[0]["reserve"] == pytest.approx(53, abs=8)
    assert rows[1]["chance_over"] == 0
    assert rows[1]["typical_overrun"] is None
    assert rows[1]["reserve"] == 0
    assert rows[2]["chance_over"] is None
    (total,) = table_of(document, "total")["rows"]
    assert total["chance_over"] == rows[0]["chance_over"]
    assert document["answer"][:2] == [
        (
            "In 1 of 10 runs FY2024 costs more than was approved; the typical overrun "
            "is $150."
        ),
        "In no run does FY2025 cost more than was approved.",
    ]


def test_percentiles_of_a_known_distribution() -> None:
    """The sum of two uniform lines: 5 % lie below sqrt(2 x 0.05) x 1,000 = 316."""
    found = percentiles_of(np.sort(runs(TWO_LINES, 50_000).dollars[0]))
    assert found.p5 == pytest.approx(316.2, abs=4)
    assert found.p25 == pytest.approx(707.1, abs=4)
    assert found.p50 == pytest.approx(1_000, abs=4)
    assert found.p75 == pytest.approx(1_292.9, abs=4)
    assert found.p95 == pytest.approx(1_683.8, abs=4)


def test_the_mean_and_variance_of_a_sum_are_the_sums() -> None:
    """Of three lines of 100, 200, 600: mean 3 x 250, variance 3 x 11,666.667."""
    price = {"low": 100, "likely": 200, "high": 600}
    lines = {f"l{n}": {"price": price, "per": "program-year"} for n in range(3)}
    dollars = runs(priced(**lines), 100_000, years=1).dollars[0]
    assert dollars.mean() == pytest.approx(750, abs=0.5)
    assert dollars.var() == pytest.approx(35_000, rel=0.01)


def test_the_half_width_holds_the_true_median_in_95_of_100_runs() -> None:
    """Forty seeds, the true median of the sum being 1,000: at least 34 hold it."""
    holds = 0
    for seed in range(40):
        dollars = runs(TWO_LINES, 5_000, years=1, seed=seed).dollars[0]
        median = percentiles_of(np.sort(dollars)).p50
        (width,) = half_widths(dollars, (0.5,)) or (0,)
        assert width < 40
        holds += abs(median - 1_000) <= width
    assert holds >= 34


def test_one_block_has_no_half_width(ask: Ask) -> None:
    """Fewer than two whole blocks show no spread."""
    assert half_widths(np.arange(2 * BLOCK - 1), (0.5,)) is None
    document = ask("simulate", str(write(TWO_LINES)), "--draws", "1999")
    (row,) = table_of(document, "total")["rows"]
    assert row["p50_half_width"] is None


def test_an_overrun_is_counted_by_hand() -> None:
    """Ten draws: three are over, by 1, 5 and 30; nine in ten need 5."""
    over = np.array([-9, -8, 30, -7, 0, 1, -1, 5, -2, -3])
    found = overrun_of(over, 0.9)
    assert (found.chance, found.typical, found.reserve) == (0.3, 5, 5)
    assert overrun_of(over, 0.7).reserve == 0


# ------------------------------------------------------------------------- the answer


def test_percentiles_are_ordered_and_the_estimate_has_its_place(ask: Ask) -> None:
    """In every row, and the runs below the estimate are counted."""
    document = ask("simulate", "typical", "--draws", "2000")
    tables = [
        *table_of(document, "years")["rows"],
        *table_of(document, "total")["rows"],
    ]
    for row in tables:
        assert row["p5"] <= row["p25"] <= row["p50"] <= row["p75"] <= row["p95"]
        assert row["p5"] <= row["likely"] <= row["p95"]
        assert 0.05 < row["share_below"] < 0.95
    cost = ask("cost", "typical")
    local = table_of(cost, "cost")["totals"]["local_cost"]
    assert table_of(document, "total")["rows"][0]["likely"] == local
    assert document["stamp"]["seed"] == 1
    assert document["stamp"]["draws"] == 2_000
    assert document["title"] == "Typical program, by cost lines"


def test_the_histogram_holds_every_run(ask: Ask) -> None:
    """Its shares add up to one."""
    document = ask("simulate", "typical", "--draws", "1234")
    shown = table_of(document, "histogram")
    assert sum(column_of(shown, "runs")) == 1_234
    assert sum(column_of(shown, "share")) == pytest.approx(1)


def test_a_seed_reproduces_in_another_process(ask: Ask) -> None:
    """The same numbers, from the command line."""
    code = "from bodycam_cli.cli import main; main()"
    arguments = ["simulate", "typical", "--draws", "1500", "--format", "csv"]
    done = subprocess.run(  # noqa: S603 (this Python, and the arguments above)
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    document = ask("simulate", "typical", "--draws", "1500")
    median = table_of(document, "total")["rows"][0]["p50"]
    assert f"p50,{median},dollars" in done.stdout


def test_unknown_lines_are_left_out_and_named(ask: Ask) -> None:
    """The cost is at least what the known lines come to."""
    data = priced(
        known={"price": UNIFORM, "per": "program-year"},
        staff={"price": {"unknown": True, "note": "n"}, "per": "program-year"},
    )
    document = ask("simulate", str(write(data)), "--years", "1", "--draws", "1000")
    assert "lines.staff.price is unknown and left out" in document["answer"][-1]
    incomplete = table_of(document, "years")["incomplete"]
    assert {cell["column"] for cell in incomplete} >= {"p5", "p50", "p95", "likely"}
    assert incomplete[0]["missing"] == ["lines.staff.price"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--draws", "0"),
        ("--draws", "10000001"),
        ("--seed", "-1"),
        ("--certainty", "nan"),
        ("--certainty", "1"),
        ("--certainty", "80%"),
    ],
)
def test_a_mistake_in_an_option_is_refused(
    run: Run, arguments: tuple[str, str]
) -> None:
    """Exit 2, one line, nothing drawn."""
    result = run("simulate", "typical", *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: Invalid value for '{arguments[0]}'")
    assert result.stdout == ""


# ---------------------------------------------------------------- compare and check


def test_the_same_draws_make_a_comparison_exact(ask: Ask) -> None:
    """A program that differs by one dollar a year costs more in every run."""
    cheap = priced(one={"price": UNIFORM, "per": "program-year"})
    dear = priced(
        one={"price": UNIFORM, "per": "program-year"},
        more={"price": 1, "per": "program-year"},
    )
    paths = str(write(dear)), str(write(cheap))
    document = ask("compare", *paths, "--simulate", "--draws", "3000", "--years", "1")
    first, second = table_of(document, "simulation")["rows"]
    assert first["chance_less"] is None
    assert second["chance_less"] == 1
    assert first["p50"] - second["p50"] == 1
    assert document["answer"][0].endswith("in every run.")
    assert document["stamp"]["draws"] == 3_000


def test_no_chance_is_given_where_a_cost_is_unknown(ask: Ask) -> None:
    """Known parts cannot be compared."""
    known = priced(one={"price": UNIFORM, "per": "program-year"})
    partial = priced(
        one={"price": UNIFORM, "per": "program-year"},
        staff={"price": {"unknown": True, "note": "n"}, "per": "program-year"},
    )
    paths = str(write(known)), str(write(partial))
    document = ask("compare", *paths, "--simulate", "--draws", "1000", "--years", "1")
    assert column_of(table_of(document, "simulation"), "chance_less") == [None, None]


def test_no_chance_is_given_where_no_year_has_the_same_months(ask: Ask) -> None:
    """A partial year cannot be set beside a whole one."""
    whole = priced(one={"price": UNIFORM, "per": "program-year"})
    part = {**whole, "first_month": "2023-10"}
    paths = str(write(whole)), str(write(part))
    document = ask("compare", *paths, "--simulate", "--draws", "1000", "--years", "1")
    shown = table_of(document, "simulation")
    assert column_of(shown, "chance_less") == [None, None]
    assert shown["notes"][0].startswith("Each over its own years")


def test_a_check_with_certainty_looks_at_the_runs(run: Run) -> None:
    """In 7 of 8 runs the money is enough: 80 % pass, 90 % do not."""
    data = {**TWO_LINES, "appropriations": {"FY2024": 1_500}}
    check = ("check", str(write(data)), "--years", "1", "--certainty")
    assert run(*check, "0.8").exit_code == 0
    failed = run(*check, "0.9", "--draws", "20000")
    assert failed.exit_code == 3
    assert "FY2024 by $5" in failed.stderr


# --------------------------------------------------------------------------- progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_long_run_shows_a_bar_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And takes it away at the end; a quick run, a pipe and --quiet show nothing."""
    with progress_on(_Terminal()) as tell:
        tell(1, 2)
    monkeypatch.setattr("bodycam_cli.render.progress._PATIENCE", 0)
    terminal, quiet, pipe = _Terminal(), _Terminal(), io.StringIO()
    for stream, is_quiet in ((terminal, False), (quiet, True), (pipe, False)):
        with progress_on(stream, quiet=is_quiet) as tell:
            tell(1, 2)
    assert "50%" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r")
    assert quiet.getvalue() == pipe.getvalue() == ""


def test_a_cost_of_which_nothing_is_known_is_never_zero(run: Run) -> None:
    """Worcester's pilot: the vendor paid what is known, the city's part is unknown."""
    result = run("simulate", "worcester")
    assert "cost the local budget is unknown" in result.stdout
    assert "$0" not in result.stdout
