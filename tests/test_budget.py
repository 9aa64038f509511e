"""The budget: who pays, what is appropriated, what is left and what is unfunded."""

from typing import Any

import pytest
from programs import Ask, Data, Run, column_of, loaded, small, table_of, write

from bodycam_cli.projection.budget import Budget
from bodycam_cli.projection.projecting import project

YEARLY: Data = {"price": 1_000, "per": "program-year"}
"""1,000 in each fiscal year."""

UNKNOWN: Data = {"price": {"unknown": True}, "per": "program-year"}


def program(lines: Data, **settings: Any) -> dict[str, Any]:
    """The small program with these lines."""
    return small(lines=lines, **settings)


def budget(data: Data, years: int = 2) -> Budget:
    """The budget of a program."""
    return project(loaded(data), years).budget


def cost_of(ask: Ask, data: Data, years: int = 2) -> Data:
    """The table ``cost`` of a program."""
    return table_of(ask("cost", str(write(data)), "--years", str(years)), "cost")


def notices_of(ask: Ask, data: Data, years: int = 2) -> dict[str, Any]:
    """The facts of the notices of a program, by their kind."""
    document = ask("cost", str(write(data)), "--years", str(years))
    return {notice["kind"]: notice["facts"] for notice in document["notices"]}


# ------------------------------------------------------------------------ who pays


def test_the_city_pays_where_no_payer_is_named() -> None:
    """Local cost is all of the cost."""
    found = budget(program({"a": YEARLY}))
    assert found.local_cost.dollars.tolist() == [[1_000, 1_000]]
    assert found.paid_by_others.dollars.tolist() == [[0, 0]]


def test_another_payers_lines_are_no_local_cost() -> None:
    """Prosecutor and vendor pay 1,000 each, the city 1,000: cost is 3,000."""
    lines = {
        "a": YEARLY,
        "b": {**YEARLY, "payer": "prosecutor"},
        "c": {**YEARLY, "payer": "vendor"},
    }
    found = budget(program(lines))
    assert found.cost.dollars.tolist() == [[3_000, 3_000]]
    assert found.paid_by_others.dollars.tolist() == [[2_000, 2_000]]
    assert found.local_cost.dollars.tolist() == [[1_000, 1_000]]


def test_appropriations_may_cover_other_payers() -> None:
    """A county whose money is for city and prosecutor: only the vendor is another."""
    lines = {
        "a": YEARLY,
        "b": {**YEARLY, "payer": "prosecutor"},
        "c": {**YEARLY, "payer": "vendor"},
    }
    found = budget(program(lines, appropriation_covers=["city", "prosecutor"]))
    assert found.local_cost.dollars.tolist() == [[2_000, 2_000]]
    assert found.paid_by_others.dollars.tolist() == [[1_000, 1_000]]


def test_what_is_unknown_of_another_payer_leaves_the_local_cost_known() -> None:
    """The vendor's part is missing from the cost, not from the city's budget."""
    lines = {"a": YEARLY, "b": {**UNKNOWN, "payer": "vendor"}}
    found = budget(program(lines, appropriations={"FY2024": 1_500}), years=1)
    assert found.cost.missing == (("lines.b.price",),)
    assert found.paid_by_others.missing == (("lines.b.price",),)
    assert found.local_cost.missing == ((),)
    assert found.left.missing == ((),)
    assert found.left.dollars.tolist() == [[500]]


# ------------------------------------------------------------- left and unfunded


def test_left_and_unfunded_are_two_sides_of_one_difference(ask: Ask) -> None:
    """800 appropriated of 1,000, then 1,300 of 1,000, then nothing."""
    money = {"FY2024": 800, "FY2025": 1_300}
    table = cost_of(ask, program({"a": YEARLY}, appropriations=money), years=3)
    assert column_of(table, "appropriation") == [800, 1_300, None]
    assert column_of(table, "left") == [-200, 300, None]
    assert column_of(table, "unfunded") == [200, 0, 1_000]
    assert table["totals"]["appropriation"] == 2_100
    assert table["totals"]["unfunded"] == 1_200


def test_an_appropriation_of_nothing_is_an_appropriation(ask: Ask) -> None:
    """Zero was approved, which is not the same as nothing approved yet."""
    data = program({"a": YEARLY}, appropriations={"FY2024": 0})
    table = cost_of(ask, data)
    assert column_of(table, "appropriation") == [0, None]
    assert column_of(table, "left") == [-1_000, None]
    assert table["totals"]["appropriation"] == 0


def test_without_any_appropriation_all_is_unfunded(ask: Ask) -> None:
    """There is no total of what does not exist."""
    table = cost_of(ask, program({"a": YEARLY}))
    assert column_of(table, "unfunded") == [1_000, 1_000]
    assert table["totals"]["appropriation"] is None


def test_appropriations_are_rounded_once_to_whole_dollars(ask: Ask) -> None:
    """800.50 is 801, and left is 801 - 1,000."""
    data = program({"a": YEARLY}, appropriations={"FY2024": 800.5})
    table = cost_of(ask, data, years=1)
    assert column_of(table, "appropriation") == [801]
    assert column_of(table, "left") == [-199]


def test_the_first_sentence_is_what_is_unfunded(ask: Ask) -> None:
    """1,200 in three years."""
    money = {"FY2024": 800, "FY2025": 1_300}
    path = write(program({"a": YEARLY}, appropriations=money))
    first = ask("cost", str(path), "--years", "3")["answer"][0]
    assert "$1,200" in first
    assert "nfunded" in first


def test_when_nothing_is_unfunded_the_first_sentence_says_so(ask: Ask) -> None:
    """The appropriation covers the year."""
    path = write(program({"a": YEARLY}, appropriations={"FY2024": 1_000}))
    first = ask("cost", str(path), "--years", "1")["answer"][0]
    assert "Nothing is unfunded" in first


# ------------------------------------------------------------------- what is unknown


def test_left_of_a_partial_cost_is_an_upper_bound(ask: Ask) -> None:
    """1,500 less at least 1,000: at most 500, and how much is unfunded is unknown."""
    lines = {"a": YEARLY, "b": UNKNOWN}
    table = cost_of(ask, program(lines, appropriations={"FY2024": 1_500}), years=1)
    (row,) = table["rows"]
    assert row["cost"] == 1_000
    assert row["left"] == 500
    assert row["unfunded"] is None
    missing = {cell["column"]: cell["missing"] for cell in table["incomplete"]}
    assert missing["left"] == ["lines.b.price"]
    assert missing["unfunded"] == ["lines.b.price"]


def test_unfunded_beyond_an_appropriation_is_a_lower_bound(ask: Ask) -> None:
    """At least 1,000 against 800: at least 200 is unfunded."""
    lines = {"a": YEARLY, "b": UNKNOWN}
    table = cost_of(ask, program(lines, appropriations={"FY2024": 800}), years=1)
    (row,) = table["rows"]
    assert row["left"] == -200
    assert row["unfunded"] == 200
    missing = {cell["column"]: cell["missing"] for cell in table["incomplete"]}
    assert missing["unfunded"] == ["lines.b.price"]


def test_the_words_of_a_bound_stand_beside_the_number(run: Run) -> None:
    """On paper: at least $1,000 of cost, at most $500 left."""
    lines = {"a": YEARLY, "b": UNKNOWN}
    path = write(program(lines, appropriations={"FY2024": 1_500}))
    printed = run("cost", str(path), "--years", "1").stdout
    assert "at least $1,000" in printed
    assert "at most $500" in printed


def test_nothing_known_is_unknown_and_never_at_least_zero(ask: Ask) -> None:
    """A partial total whose known part is 0 is null."""
    table = cost_of(ask, program({"b": UNKNOWN}), years=1)
    (row,) = table["rows"]
    for column in ("cost", "local_cost", "unfunded", "cumulative", "per_camera"):
        assert row[column] is None, column
    assert table["totals"]["cost"] is None
    assert row["paid_by_others"] == 0


def test_what_is_missing_is_named_once(ask: Ask) -> None:
    """Two years need the same figure, and the total names it once."""
    table = cost_of(ask, program({"a": YEARLY, "b": UNKNOWN}))
    (total,) = (
        cell["missing"]
        for cell in table["incomplete"]
        if (cell["row"], cell["column"]) == ("totals", "cost")
    )
    assert total == ["lines.b.price"]


# --------------------------------------------------------------------------- notices


def test_nothing_is_carried_over_and_a_notice_says_so(ask: Ask) -> None:
    """300 are left of FY2024, and FY2025 still lacks 100."""
    money = {"FY2024": 1_300, "FY2025": 900}
    data = program({"a": YEARLY}, appropriations=money)
    assert notices_of(ask, data)["appropriation_left"] == {"FY2024": 300}
    assert column_of(cost_of(ask, data), "unfunded") == [0, 100]


def test_no_notice_where_nothing_is_left_or_it_is_not_known(ask: Ask) -> None:
    """Exactly spent, or only at most so much left."""
    exact = program({"a": YEARLY}, appropriations={"FY2024": 1_000})
    assert "appropriation_left" not in notices_of(ask, exact, years=1)
    partial = program({"a": YEARLY, "b": UNKNOWN}, appropriations={"FY2024": 9_000})
    assert "appropriation_left" not in notices_of(ask, partial, years=1)


@pytest.mark.parametrize("year", [2023, 2026])
def test_an_appropriation_outside_the_program_is_a_notice(ask: Ask, year: int) -> None:
    """Before the first month, or after the last, with its dollars."""
    data = program(
        {"a": YEARLY}, last_month="2025-06", appropriations={f"FY{year}": 700}
    )
    facts = notices_of(ask, data, years=5)["appropriation_outside"]
    assert facts == {"year": year, "dollars": 700}


def test_an_appropriation_after_the_horizon_is_not_outside_the_program(
    ask: Ask,
) -> None:
    """The program goes on, with or without a last month; fewer years are shown."""
    money = {"FY2025": 700}
    going_on = program({"a": YEARLY}, appropriations=money)
    assert "appropriation_outside" not in notices_of(ask, going_on, years=1)
    ending = program({"a": YEARLY}, appropriations=money, last_month="2026-06")
    assert "appropriation_outside" not in notices_of(ask, ending, years=1)


def test_the_year_of_the_last_month_is_inside_the_program(ask: Ask) -> None:
    """A program that ends in October 2024 has a part of FY2025."""
    data = program(
        {"a": YEARLY}, last_month="2024-10", appropriations={"FY2025": 9_000}
    )
    assert "appropriation_outside" not in notices_of(ask, data, years=5)
    assert column_of(cost_of(ask, data), "appropriation") == [None, 9_000]


# ------------------------------------------------------------------------- footing


def test_rounded_lines_add_up_where_their_sum_would_round_otherwise(ask: Ask) -> None:
    """Three lines of 0.50 are 1 + 1 + 1 = 3 dollars, though 1.50 would be 2."""
    lines = {name: {"price": 0.5, "per": "program-year"} for name in ("a", "b", "c")}
    table = cost_of(ask, program(lines))
    assert column_of(table, "cost") == [3, 3]
    assert table["totals"]["cost"] == 6


def test_cumulative_is_partial_from_the_first_unknown_year_on(ask: Ask) -> None:
    """What is missing in FY2025 is missing from every later sum."""
    lines = {
        "a": YEARLY,
        "b": {**UNKNOWN, "first_month": "2024-07", "last_month": "2025-06"},
    }
    table = cost_of(ask, program(lines), years=3)
    assert column_of(table, "cumulative") == [1_000, 2_000, 3_000]
    partial = [c["row"] for c in table["incomplete"] if c["column"] == "cumulative"]
    assert partial == [1, 2]


def test_per_camera_takes_the_full_count_in_every_year(ask: Ask) -> None:
    """Ten cameras, of which none is in service yet: 1,000 / 10."""
    waves = {"late": {"go_live_month": "2025-01"}}
    table = cost_of(ask, program({"a": YEARLY}, waves=waves))
    assert column_of(table, "per_camera") == [100, 100]


def test_an_assumed_count_is_called_assumed_with_or_without_a_reason(
    ask: Ask,
) -> None:
    """The word stands under the table; the note's words follow it."""
    published = {"initial_years": 1, "initial_cost": 100}
    for note, ending in (({"note": "a guess"}, ": a guess."), ({}, ".")):
        cameras = {"value": 10, "source": "assumed", **note}
        data = small(published={**published, "cameras": cameras}, estimate="published")
        (line,) = cost_of(ask, data)["notes"]
        assert line.endswith(f"by 10 cameras, an assumed count{ending}")


def test_per_camera_rounds_halves_up(ask: Ask) -> None:
    """1,005 / 10 = 100.50."""
    line = {"price": 1_005, "per": "program-year"}
    assert column_of(cost_of(ask, program({"a": line})), "per_camera") == [101, 101]
