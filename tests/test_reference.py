"""The reference class: which published programs count, once, and what they say."""

import csv
from pathlib import Path

import pytest

from bodycam_cli.analysis.reference import (
    PublishedCost,
    Reference,
    published_costs,
    reference_for,
)

HEADER = "program,counts_as,agency,scope,cameras,term_years,total_usd,year"


def costs(tmp_path: Path, *rows: str) -> dict[str, float]:
    """Dollars of each program that counts, from rows of a table."""
    path = tmp_path / "programs.csv"
    path.write_text("\n".join((HEADER, *(f"{row},2019" for row in rows))))
    return {cost.program: cost.dollars for cost in published_costs(path)}


def test_a_whole_counts(tmp_path: Path) -> None:
    """A program with cameras, a term and a total."""
    assert costs(tmp_path, "a,whole,A,program,100,5,500000") == {"a": 500_000}


@pytest.mark.parametrize(
    "row",
    [
        "a,whole,A,program,,5,500000",
        "a,whole,A,program,100,,500000",
        "a,whole,A,program,100,5,",
    ],
)
def test_a_row_without_cameras_term_or_total_does_not_count(
    tmp_path: Path, row: str
) -> None:
    """Nothing can be divided by what is not there."""
    assert costs(tmp_path, row) == {}


def test_a_part_of_a_whole_does_not_count_again(tmp_path: Path) -> None:
    """The statewide program counts, the city in it does not."""
    found = costs(
        tmp_path,
        "state,part,City,program,10,5,50000",
        "state,whole,State,program,100,5,500000",
    )
    assert found == {"state": 500_000}


def test_a_part_counts_where_its_whole_is_of_another_scope(tmp_path: Path) -> None:
    """Each scope has its own class."""
    found = published_costs_by_scope(
        tmp_path,
        "state,whole,State,program,100,5,500000",
        "state,part,City,vendor,10,5,50000",
    )
    assert found == {"program": [500_000], "vendor": [50_000]}


def test_two_bounds_of_one_program_count_once_at_their_middle(tmp_path: Path) -> None:
    """4.4 and 5.6 million are 5 million."""
    found = costs(
        tmp_path,
        "a,low,A,program,450,5,4400000",
        "a,high,A,program,450,5,5600000",
    )
    assert found == {"a": 5_000_000}


def test_a_whole_goes_before_bounds_and_parts(tmp_path: Path) -> None:
    """What was paid counts more than what was thought."""
    found = costs(
        tmp_path,
        "a,low,A,program,450,5,1",
        "a,high,A,program,450,5,3",
        "a,part,A,program,450,5,7",
        "a,whole,A,program,450,5,100",
    )
    assert found == {"a": 100}


def test_a_variant_never_counts(tmp_path: Path) -> None:
    """It is another statement of the same thing."""
    assert costs(tmp_path, "a,variant,A,program,450,5,100") == {}


def published_costs_by_scope(tmp_path: Path, *rows: str) -> dict[str, list[float]]:
    """Dollars that count, by scope."""
    costs(tmp_path, *rows)
    found: dict[str, list[float]] = {}
    for cost in published_costs(tmp_path / "programs.csv"):
        found.setdefault(cost.scope, []).append(cost.dollars)
    return found


def test_a_rate_is_dollars_by_cameras_and_years() -> None:
    """25,000,000 / 1,500 / 5 = 3,333.33."""
    cost = PublishedCost(
        program="boston",
        agency="Boston",
        scope="program",
        year=2018,
        cameras=1_500,
        years=5,
        dollars=25_000_000,
    )
    assert cost.per_camera_year == pytest.approx(3_333.333_333)


def test_the_reference_is_camera_years_at_two_percentiles() -> None:
    """Ten camera-years at 1,703.71 and 3,055.56; see test_boston_worcester."""
    reference = reference_for("program", "Worcester Police Department", 20, 6)
    assert reference == Reference("program", 6, 10, 17_037, 30_556)


def test_the_same_agency_is_left_out() -> None:
    """Boston is not compared with its own announcement: five are left."""
    # 1,645.71, 1,670, 1,804.85, 2,222.22 and 8,980: the quarters are 1,670 and
    # 2,222.22, times 400 camera-years.
    reference = reference_for("program", "Boston Police Department", 400, 12)
    assert reference == Reference("program", 5, 400, 668_000, 888_889)


def test_the_reference_goes_by_months() -> None:
    """Twice the months are twice the camera-years."""
    half = reference_for("program", "Nobody", 20, 6)
    whole = reference_for("program", "Nobody", 20, 12)
    assert half is not None
    assert whole is not None
    assert (half.camera_years, whole.camera_years) == (10, 20)
    assert whole.low == pytest.approx(2 * half.low, abs=1)
    assert whole.high == pytest.approx(2 * half.high, abs=1)


@pytest.mark.parametrize("scope", ["program", "vendor", "equipment"])
def test_each_scope_of_a_program_has_a_reference(scope: str) -> None:
    """The seeds hold published programs of every scope that a file may state."""
    reference = reference_for(scope, "Nobody", 100, 12)
    assert reference is not None
    assert reference.programs >= 2
    assert 0 < reference.low <= reference.high


def test_a_scope_that_nobody_published_has_none() -> None:
    """None, not zero."""
    assert reference_for("training", "Nobody", 100, 12) is None


def test_every_row_of_the_seeds_says_what_it_counts_as() -> None:
    """Closed words, and at most one whole for a program and scope."""
    path = Path(__file__).parent.parent / "seeds" / "programs.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 73
    words = {row["counts_as"] for row in rows}
    assert words <= {"whole", "low", "high", "part", "variant"}
    assert len({row["id"] for row in rows}) == len(rows)
    wholes = [
        (row["program"], row["scope"]) for row in rows if row["counts_as"] == "whole"
    ]
    assert len(set(wholes)) == len(wholes)
    assert all(row["source_url"].startswith("http") for row in rows)
