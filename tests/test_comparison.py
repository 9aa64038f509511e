"""Programs side by side: alignment, differences, and when none is given."""

from typing import Any

import pytest
from programs import Ask, Data, Run, column_of, loaded, small, table_of, write

from bodycam_cli.analysis.comparison import (
    Difference,
    common_positions,
    difference_at,
    difference_over,
)
from bodycam_cli.projection.projecting import Projection, project


def yearly(dollars: float, **settings: Any) -> dict[str, Any]:
    """The small program at so many dollars a year."""
    return small(lines={"a": {"price": dollars, "per": "program-year"}}, **settings)


PARTIAL = small(
    lines={
        "a": {"price": 1_000, "per": "program-year"},
        "b": {
            "price": {"unknown": True},
            "per": "program-month",
            "first_month": "2024-07",
        },
    }
)
"""1,000 a year, and from FY2025 on something that nobody knows."""


def projected(data: Data, years: int = 3) -> Projection:
    """A projection by cost lines."""
    return project(loaded(data), years)


def compared(ask: Ask, *programs: Data, years: int = 3) -> Data:
    """The document of a comparison."""
    paths = [str(write(data)) for data in programs]
    return ask("compare", *paths, "--years", str(years))


def rows_of(document: Data, name: str, index: int) -> list[Data]:
    """The rows of the program at a place in the comparison."""
    rows = table_of(document, name)["rows"]
    names = list(dict.fromkeys(row["program"] for row in rows))
    return [row for row in rows if row["program"] == names[index]]


# ------------------------------------------------------------------------ alignment


def test_whole_years_are_common_at_every_position() -> None:
    """FY2024 beside FY2030: twelve months each."""
    one, other = projected(yearly(1)), projected(yearly(1, first_month="2029-07"))
    assert common_positions([one, other]) == [0, 1, 2]


def test_a_partial_first_year_is_not_common_with_a_whole_one() -> None:
    """Five months beside twelve; the later years are whole in both."""
    one, other = projected(yearly(1)), projected(yearly(1, first_month="2024-02"))
    assert common_positions([one, other]) == [1, 2]


def test_equal_partial_years_are_common() -> None:
    """Five months beside five."""
    one = projected(yearly(1, first_month="2024-02"))
    other = projected(yearly(1, first_month="2030-02"))
    assert common_positions([one, other]) == [0, 1, 2]


def test_the_shortest_program_ends_what_is_common() -> None:
    """A year and four months beside three years: only the first year."""
    one = projected(yearly(1))
    pilot = projected(yearly(1, last_month="2024-10"))
    assert common_positions([one, pilot]) == [0]
    assert common_positions([one, pilot, one]) == [0]


# ---------------------------------------------------------------------- differences


def test_a_difference_is_to_the_first() -> None:
    """1,500 is 500 more than 1,000, and 1,000 is 500 less."""
    one, other = projected(yearly(1_000)), projected(yearly(1_500))
    assert difference_over(other, one, [0, 1, 2]) == Difference(1_500, 3_000)
    assert difference_over(one, other, [0]) == Difference(-500, 1_500)
    assert difference_at(other, one, 1) == Difference(500, 1_000)


def test_no_difference_is_given_where_the_months_differ() -> None:
    """Five months beside twelve would look like a saving."""
    one, other = (
        projected(yearly(1_200)),
        projected(yearly(1_200, first_month="2024-02")),
    )
    assert difference_at(other, one, 0) == Difference(None)
    assert difference_at(other, one, 1) == Difference(0, 1_200)


def test_no_difference_is_given_after_either_program_has_ended() -> None:
    """There is no third year to compare with."""
    one = projected(yearly(1))
    pilot = projected(yearly(1, last_month="2025-06"))
    assert difference_at(pilot, one, 2) == Difference(None)
    assert difference_at(one, pilot, 2) == Difference(None)


def test_no_difference_is_given_over_no_years() -> None:
    """Nothing in common is not nothing in difference."""
    one = projected(yearly(1))
    assert difference_over(one, one, []) == Difference(None)


def test_a_difference_to_what_is_unknown_is_unknown() -> None:
    """It says for want of what; the year that is known has one."""
    one, partial = projected(yearly(900)), projected(PARTIAL)
    key = ("lines.b.price",)
    assert difference_at(partial, one, 0) == Difference(100, 900)
    assert difference_at(partial, one, 1) == Difference(None, missing=key)
    assert difference_over(one, partial, [0, 1]) == Difference(None, missing=key)


# ----------------------------------------------------------------------- the report


def test_label_and_months_stand_in_each_row(ask: Ask) -> None:
    """The first fiscal year of each beside the first of the other."""
    document = compared(ask, yearly(1_200), yearly(1_200, first_month="2024-02"))
    first, second = (rows_of(document, "by_year", index) for index in (0, 1))
    assert [row["fiscal_year"] for row in first] == [2024, 2025, 2026]
    assert [row["months"] for row in first] == [12, 12, 12]
    assert [row["difference"] for row in first] == [None, None, None]
    assert [row["fiscal_year"] for row in second] == [2024, 2025, 2026]
    assert [row["year"] for row in second] == [1, 2, 3]
    assert [row["months"] for row in second] == [5, 12, 12]
    assert [row["difference"] for row in second] == [None, 0, 0]


def test_the_difference_of_totals_names_its_years(ask: Ask) -> None:
    """Years 2 and 3 of each, in which both have twelve months."""
    document = compared(ask, yearly(1_200), yearly(1_800, first_month="2024-02"))
    (row,) = rows_of(document, "summary", 1)
    assert row["difference"] == 1_200
    assert row["difference_share"] == pytest.approx(0.5)
    notes = " ".join(table_of(document, "summary")["notes"])
    assert "years 2 and 3" in notes


def test_where_no_year_is_common_the_report_says_so(ask: Ask) -> None:
    """A pilot of five months beside whole years."""
    pilot = yearly(1_200, first_month="2024-02", last_month="2024-06")
    document = compared(ask, yearly(1_200), pilot)
    (row,) = rows_of(document, "summary", 1)
    assert row["difference"] is None
    assert "No difference" in " ".join(table_of(document, "summary")["notes"])


def test_the_summary_divides_by_months(ask: Ask) -> None:
    """500 in five months: 1,200 a year, 120 a camera-year."""
    data = yearly(1_200, first_month="2024-02")
    (row,) = rows_of(compared(ask, data, years=1), "summary", 0)
    assert row["cost"] == 500
    assert row["months"] == 5
    assert row["per_year"] == 1_200
    assert row["per_camera_year"] == 120


def test_any_number_of_programs_stand_side_by_side(ask: Ask) -> None:
    """Each difference is to the first, not to the one before."""
    document = compared(ask, yearly(100), yearly(200), yearly(400), years=1)
    summary = table_of(document, "summary")
    assert column_of(summary, "cost") == [100, 200, 400]
    assert column_of(summary, "difference") == [None, 100, 300]
    assert column_of(summary, "difference_share") == [None, 1.0, 3.0]


def test_one_program_alone_has_no_difference(ask: Ask) -> None:
    """There is nothing to differ from."""
    (row,) = table_of(compared(ask, yearly(100)), "summary")["rows"]
    assert row["difference"] is None


def test_a_share_of_nothing_is_not_given(ask: Ask) -> None:
    """100 more than 0 is no percentage."""
    document = compared(ask, yearly(0), yearly(100), years=1)
    (row,) = rows_of(document, "summary", 1)
    assert row["difference"] == 100
    assert row["difference_share"] is None


def test_a_program_beside_itself_differs_by_nothing(ask: Ask) -> None:
    """The same file named twice."""
    path = str(write(yearly(100)))
    document = ask("compare", path, path, "--years", "1")
    assert column_of(table_of(document, "summary"), "difference") == [None, 0]


def test_an_unknown_difference_is_listed_with_what_is_missing(ask: Ask) -> None:
    """Null, and the key of the figure."""
    document = compared(ask, yearly(900), PARTIAL)
    summary = table_of(document, "summary")
    assert column_of(summary, "difference") == [None, None]
    assert {
        "row": 1,
        "column": "difference",
        "missing": ["lines.b.price"],
    } in summary["incomplete"]
    year = {"row": 3, "column": "difference", "missing": []}
    by_year = table_of(document, "by_year")
    assert year["row"] not in {
        cell["row"] for cell in by_year["incomplete"] if cell["column"] == "difference"
    }
    assert by_year["rows"][3]["difference"] == 100


def test_who_paid_is_told_of_every_payer(ask: Ask) -> None:
    """A county's own cost is the county's, and the city is another payer."""
    lines = {
        "ours": {"price": 3, "per": "program-year", "payer": "county"},
        "theirs": {"price": 5, "per": "program-year", "payer": "city"},
    }
    data = small(lines=lines, appropriation_covers=["county"])
    (sentence,) = (
        text for text in compared(ask, data, years=1)["answer"] if "paid" in text
    )
    assert sentence == "The city paid $5 of it; the county $3."


def test_one_program_has_no_note_on_differences(ask: Ask) -> None:
    """There is no other program to differ from."""
    notes = table_of(compared(ask, yearly(100)), "summary")["notes"]
    assert not [note for note in notes if "ifference" in note]


def test_only_partial_costs_have_a_reference_beside_them(ask: Ask) -> None:
    """The table is left out where everything is known."""
    document = compared(ask, yearly(900), PARTIAL)
    reference = table_of(document, "reference")
    assert len(reference["rows"]) == 1
    names = [table["name"] for table in compared(ask, yearly(900))["tables"]]
    assert names == ["summary", "by_year"]


def test_a_known_part_within_the_reference_is_not_called_higher(ask: Ask) -> None:
    """1,000 a year for ten cameras is far below what others paid."""
    answer = " ".join(compared(ask, PARTIAL)["answer"])
    assert "already" not in answer
    assert "lines.b.price" in answer


def test_a_known_part_above_the_reference_is_called_higher(ask: Ask) -> None:
    """A million a year for ten cameras is above it without the rest."""
    lines = {**PARTIAL["lines"], "a": {"price": 1_000_000, "per": "program-year"}}
    answer = " ".join(compared(ask, {**PARTIAL, "lines": lines})["answer"])
    assert "$3,000,000" in answer
    assert "already higher than the reference" in answer


def test_a_later_start_is_announced_since_dollars_are_nominal(ask: Ask) -> None:
    """FY2024 beside FY2030; none where both start in one year."""
    document = compared(ask, yearly(1), yearly(1, first_month="2029-07"))
    (notice,) = (n for n in document["notices"] if n["kind"] == "nominal_dollars")
    assert notice["facts"] == {"years": [2024, 2030]}
    same = compared(ask, yearly(1), yearly(2))
    assert "nominal_dollars" not in {notice["kind"] for notice in same["notices"]}


def test_a_notice_says_whose_it_is(ask: Ask) -> None:
    """The appropriation of the second program leaves something."""
    paths = [
        str(write(yearly(100))),
        str(write(yearly(100, appropriations={"FY2024": 150}))),
    ]
    document = ask("compare", *paths)
    (notice,) = (n for n in document["notices"] if n["kind"] == "appropriation_left")
    assert notice["text"].startswith(f"{paths[1]}: ")


def test_the_estimate_is_named_only_where_all_share_it(ask: Ask) -> None:
    """Boston's is published, Worcester's is made of lines."""
    assert ask("compare", "boston", "worcester")["estimate"] is None
    assert ask("compare", "boston", "boston@citywide")["estimate"] == "published"


def test_settings_and_scenarios_apply_to_every_program_named(
    ask: Ask, run: Run
) -> None:
    """Both get 20 cameras; a line that one of them lacks cannot be set."""
    paths = [str(write(yearly(100))), str(write(yearly(200)))]
    document = ask("compare", *paths, "--set", "cameras=20")
    assert column_of(table_of(document, "summary"), "cameras") == [20, 20]
    other = str(write(small()))
    result = run("compare", paths[0], other, "--set", "lines.a.price=5")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "lines.a" in result.stderr


def test_a_refused_program_refuses_the_comparison(run: Run) -> None:
    """Nothing is printed of the other."""
    result = run("compare", "boston", "boston@as-built")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "boston@as-built" in result.stderr


def test_two_programs_may_use_one_id_for_two_sources(ask: Ask) -> None:
    """Both citations are listed, and can be told apart."""
    programs = [
        yearly(100, sources={"memo": {"title": title}}, officers=figure)
        for title, figure in (
            ("Memo of the north", {"value": 9, "source": "memo"}),
            ("Memo of the south", {"value": 8, "source": "memo"}),
        )
    ]
    sources = compared(ask, *programs)["sources"]
    assert [source["title"] for source in sources] == [
        "Memo of the north",
        "Memo of the south",
    ]
    assert len({source["id"] for source in sources}) == 2
