"""One small agency by hand: the specification of the arithmetic.

Millbrook has ten officers who share eight cameras, in two waves. Its fiscal years run
from July to June; spending starts in October 2023, so that FY2024 has 9 months.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from programs import Ask, Run, column_of, table_of, write

from bodycam_cli.program.reading import load
from bodycam_cli.projection.projecting import Projection, project

MILLBROOK = """
title = "Millbrook Police Department"
fiscal_year_start_month = 7
first_month = "2023-10"
cameras = 8
officers = 10
spare_share = 0.1

[appropriations]
FY2024 = 28_000
FY2025 = 45_000

[waves.north]
go_live_month = "2024-01"
cameras = 5
[waves.south]                           # no count: takes the 3 that remain
go_live_month = "2024-09"

[lines.cameras]
price = 649.95
per = "camera"
[lines.licenses]
price = { value = 481.50, year = "FY2023" }
per = "camera-year"
escalation_rate = 0.05
[lines.cellular]
price = 4.40
per = "camera-month"
[lines.stipend]
price = 130
per = "officer-year"
[lines.training]
price = 85.25
per = "officer"
[lines.clerk]
price = 47_999
per = "post-year"
count = 0.5
benefits_rate = 0.35
first_month = "2024-01"
[lines.docks]
price = 1_249.75
per = "item"
count = 2
first_month = "2024-01"
[lines.dock_warranty]
price = 99.90
per = "item-year"
count = 2
first_month = "2024-01"
[lines.network]
price = 45.10
per = "program-month"
[lines.contract]
amounts = { FY2024 = 3_000, FY2025 = 3_000, FY2026 = 3_120 }
[lines.installation]
price = 275
per = "wave"
[lines.setup]
price = 1_800
per = "program"
[lines.review]
price = 2_000
per = "program-year"
payer = "prosecutor"
"""

# In service at the end of each month. FY2024: January to June, 5 cameras.
# FY2025: July and August 5, then ten months 8. FY2026: twelve months 8.
#   camera-months: 6 * 5 = 30;  2 * 5 + 10 * 8 = 90;  12 * 8 = 96
#   camera-years:  30 / 12 = 2.5;  90 / 12 = 7.5;  96 / 12 = 8
# Officers in proportion, on the running total: 10 * 5 / 8 = 6.25, so 6; 10 - 6 = 4.
#   officer-months: 6 * 6 = 36;  2 * 6 + 10 * 10 = 112;  12 * 10 = 120
# Spares, rounded up on the running total: 0.1 * 5 = 0.5, so 1; 0.1 * 8 = 0.8, 1.
#   bought: 5 + 1 = 6;  8 + 1 - 6 = 3;  0
CENTS: Mapping[str, tuple[float, float, float]] = {
    # 6 * 649.95;  3 * 649.95
    "cameras": (3_899.70, 1_949.85, 0.00),
    # 2.5 * 481.50 = 1,203.75, 7.5 * 481.50 = 3,611.25, 8 * 481.50 = 3,852.00
    # in dollars of FY2023, so times 1.05, 1.1025 and 1.157625
    "licenses": (1_263.9375, 3_981.403125, 4_459.1715),
    # 30 * 4.40;  90 * 4.40;  96 * 4.40
    "cellular": (132.00, 396.00, 422.40),
    # 36 / 12 * 130;  112 / 12 * 130;  10 * 130
    "stipend": (390.00, 1_213.333333, 1_300.00),
    # 6 * 85.25;  4 * 85.25
    "training": (511.50, 341.00, 0.00),
    # 0.5 * 1.35 * 47,999 = 32,399.325 a year, six months of it in FY2024
    "clerk": (16_199.6625, 32_399.325, 32_399.325),
    # 2 * 1,249.75, once
    "docks": (2_499.50, 0.00, 0.00),
    # 2 * 99.90 = 199.80 a year, six months of it in FY2024
    "dock_warranty": (99.90, 199.80, 199.80),
    # 9 * 45.10;  12 * 45.10
    "network": (405.90, 541.20, 541.20),
    # a wave in January 2024 and one in September 2024
    "installation": (275.00, 275.00, 0.00),
    # once, in the first month
    "setup": (1_800.00, 0.00, 0.00),
    # 9 / 12 * 2,000;  2,000
    "review": (1_500.00, 2_000.00, 2_000.00),
}

DOLLARS: Mapping[str, tuple[int, int, int]] = {
    "cameras": (3_900, 1_950, 0),
    "licenses": (1_264, 3_981, 4_459),
    "cellular": (132, 396, 422),
    "stipend": (390, 1_213, 1_300),
    "training": (512, 341, 0),
    "clerk": (16_200, 32_399, 32_399),
    "docks": (2_500, 0, 0),
    "dock_warranty": (100, 200, 200),
    "network": (406, 541, 541),
    "contract": (3_000, 3_000, 3_120),
    "installation": (275, 275, 0),
    "setup": (1_800, 0, 0),
    "review": (1_500, 2_000, 2_000),
}


@pytest.fixture(name="millbrook")
def _millbrook(tmp_path: Path) -> Path:
    return write(MILLBROOK, tmp_path / "millbrook.toml")


@pytest.fixture(name="projection")
def _projection(millbrook: Path) -> Projection:
    return project(load(str(millbrook)), years=3)


@pytest.fixture(name="cost")
def _cost(millbrook: Path, ask: Ask) -> Mapping[str, Any]:
    return table_of(ask("cost", str(millbrook), "--years", "3"), "cost")


@pytest.mark.parametrize("name", CENTS)
def test_each_priced_line_agrees_to_the_cent_before_rounding(
    projection: Projection, name: str
) -> None:
    """The sum over the months of quantity * growth, times the price."""
    (line,) = (line for line in projection.lines if line.name == name)
    price = projection.loaded.program.lines[name].price
    assert line.quantities is not None
    assert price is not None
    assert price.value is not None
    monthly = line.quantities * line.growth * price.value
    unrounded = projection.calendar.by_year(monthly).ravel()
    assert list(unrounded) == pytest.approx(CENTS[name], abs=0.000_001)


@pytest.mark.parametrize("name", DOLLARS)
def test_each_line_agrees_to_the_dollar_after_rounding(
    projection: Projection, name: str
) -> None:
    """Each line in each fiscal year is rounded once, halves away from zero."""
    (line,) = (line for line in projection.lines if line.name == name)
    assert tuple(line.dollars[0]) == DOLLARS[name]
    assert line.missing == ((), (), ())


def test_every_line_is_checked_by_hand(projection: Projection) -> None:
    """No line of the file is left out of the tables above."""
    assert {line.name for line in projection.lines} == set(DOLLARS)
    assert set(DOLLARS) - set(CENTS) == {"contract"}  # a schedule has no price


def test_the_years_carry_their_months(cost: Mapping[str, Any]) -> None:
    """October 2023 to June 2024 are nine months of FY2024."""
    assert column_of(cost, "fiscal_year") == [2024, 2025, 2026]
    assert column_of(cost, "months") == [9, 12, 12]
    assert cost["totals"]["months"] == 33


def test_cost_is_the_sum_of_the_rounded_lines(cost: Mapping[str, Any]) -> None:
    """Each year adds up the thirteen integers above."""
    # 3,900 + 1,264 + 132 + 390 + 512 + 16,200 + 2,500 + 100 + 406 + 3,000 + 275
    #   + 1,800 + 1,500
    # 1,950 + 3,981 + 396 + 1,213 + 341 + 32,399 + 200 + 541 + 3,000 + 275 + 2,000
    # 4,459 + 422 + 1,300 + 32,399 + 200 + 541 + 3,120 + 2,000
    assert column_of(cost, "cost") == [31_979, 46_296, 44_441]
    assert cost["totals"]["cost"] == 122_716


def test_the_prosecutor_pays_the_review(cost: Mapping[str, Any]) -> None:
    """What another payer pays is no local cost."""
    assert column_of(cost, "paid_by_others") == [1_500, 2_000, 2_000]
    assert cost["totals"]["paid_by_others"] == 5_500
    assert column_of(cost, "funding") == [0, 0, 0]
    assert cost["totals"]["funding"] == 0
    # 31,979 - 1,500;  46,296 - 2,000;  44,441 - 2,000
    assert column_of(cost, "local_cost") == [30_479, 44_296, 42_441]
    assert cost["totals"]["local_cost"] == 117_216


def test_left_is_given_in_years_with_an_appropriation(cost: Mapping[str, Any]) -> None:
    """What the local cost leaves of the appropriation, or takes beyond it."""
    assert column_of(cost, "appropriation") == [28_000, 45_000, None]
    assert cost["totals"]["appropriation"] == 73_000
    # 28,000 - 30,479;  45,000 - 44,296
    assert column_of(cost, "left") == [-2_479, 704, None]
    assert "left" not in cost["totals"]


def test_unfunded_is_what_no_appropriation_covers(cost: Mapping[str, Any]) -> None:
    """The 704 left of FY2025 are not carried over into FY2026."""
    assert column_of(cost, "unfunded") == [2_479, 0, 42_441]
    assert cost["totals"]["unfunded"] == 44_920


def test_cumulative_cost_runs_up_to_the_total(cost: Mapping[str, Any]) -> None:
    """31,979 + 46,296 = 78,275; and 44,441 more is 122,716."""
    assert column_of(cost, "cumulative") == [31_979, 78_275, 122_716]
    assert "cumulative" not in cost["totals"]


def test_per_camera_divides_by_the_full_count(cost: Mapping[str, Any]) -> None:
    """By eight cameras in every year, though only five are in service in the first."""
    # 31,979 / 8 = 3,997.375;  46,296 / 8 = 5,787;  44,441 / 8 = 5,555.125
    assert column_of(cost, "per_camera") == [3_997, 5_787, 5_555]
    assert "per_camera" not in cost["totals"]


def test_nothing_is_incomplete(cost: Mapping[str, Any]) -> None:
    """Every figure is known, so no cell is partial."""
    assert cost["incomplete"] == []


def test_the_first_sentence_says_what_is_unfunded(millbrook: Path, ask: Ask) -> None:
    """The answer begins with what is still to be asked for."""
    first = ask("cost", str(millbrook), "--years", "3")["answer"][0]
    assert "$44,920" in first
    assert "FY2024 to FY2026" in first


def test_the_table_on_paper_has_the_same_numbers(millbrook: Path, run: Run) -> None:
    """The row of FY2025, and the total, as they are printed."""
    lines = run("cost", str(millbrook), "--years", "3").stdout.splitlines()
    (year,) = (line for line in lines if line.startswith("FY2025"))
    assert year.split()[1:6] == ["$46,296", "$2,000", "$44,296", "$45,000", "$704"]
    (total,) = (line for line in lines if line.startswith("Total"))
    assert total.split()[1:] == [
        "$122,716",
        "$5,500",
        "$117,216",
        "$73,000",
        "$44,920",
    ]


def test_the_rollout_agrees_with_the_counts_above(millbrook: Path, ask: Ask) -> None:
    """Waves of 5 and 3 cameras, 6 and 4 officers; 6 and 3 cameras bought."""
    document = ask("rollout", str(millbrook), "--years", "3")
    waves = table_of(document, "waves")
    assert column_of(waves, "wave") == ["north", "south"]
    assert column_of(waves, "go_live_month") == ["2024-01", "2024-09"]
    assert column_of(waves, "cameras") == [5, 3]
    assert column_of(waves, "officers") == [6, 4]
    months = table_of(document, "months")
    assert column_of(months, "month")[0] == "2023-10"
    assert column_of(months, "month")[-1] == "2026-06"
    # October to December 2023; January to August 2024; September 2024 to June 2026
    assert column_of(months, "cameras_in_service") == [0] * 3 + [5] * 8 + [8] * 22
    assert column_of(months, "officers_equipped") == [0] * 3 + [6] * 8 + [10] * 22
    bought = column_of(months, "cameras_bought")
    assert bought == [0] * 3 + [6] + [0] * 7 + [3] + [0] * 21
    assert months["totals"] == {"cameras_bought": 9}
