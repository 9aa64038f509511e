"""``bodycam storage``: hours and terabytes by year, by class and by month, in words."""

from typing import Any

import pytest
from programs import Ask, Data, Run, column_of, loaded, small, table_of, write

from bodycam_cli.projection.projecting import project

HOURS = {"recorded_hours_per_camera_year": 120, "gb_per_recorded_hour": 10}
"""Ten cameras record 100 hours and a terabyte a month."""

TWO_CLASSES: dict[str, Any] = {
    "evidence": {"share": 0.1, "months": 24},
    "routine": {"months": 6},
}


def town(**classes: Data) -> dict[str, Any]:
    """The small program, with classes of video."""
    return small(footage={**HOURS, "retention": classes or TWO_CLASSES})


def storage(ask: Ask, data: Data, *options: str) -> dict[str, Any]:
    """The document of the store of a program over two years."""
    return ask("storage", str(write(data)), "--years", "2", *options)


def test_hours_and_terabytes_by_fiscal_year(ask: Ask) -> None:
    """1,200 hours and 12 TB a year; 1.2 + 5.4 held, then 2.4 + 5.4."""
    table = table_of(storage(ask, town()), "years")
    assert table["rows"] == [
        {
            "fiscal_year": 2024,
            "months": 12,
            "recorded_hours": 1_200,
            "recorded_tb": 12,
            "retained_tb": 6.6,
        },
        {
            "fiscal_year": 2025,
            "months": 12,
            "recorded_hours": 1_200,
            "recorded_tb": 12,
            "retained_tb": 7.8,
        },
    ]


def test_a_stock_does_not_add_up(ask: Ask) -> None:
    """What is recorded is summed; what is held is not."""
    table = table_of(storage(ask, town()), "years")
    assert table["totals"] == {
        "months": 24,
        "recorded_hours": 2_400,
        "recorded_tb": 24,
    }


def test_each_class_with_its_retention(ask: Ask) -> None:
    """A tenth of all hours, and what is held of it at the end of the second year."""
    table = table_of(storage(ask, town()), "classes")
    assert table["rows"] == [
        {
            "class": "evidence",
            "kept": "24 months",
            "recorded_hours": 240,
            "recorded_tb": 2.4,
            "retained_tb": 2.4,
        },
        {
            "class": "routine",
            "kept": "6 months",
            "recorded_hours": 2_160,
            "recorded_tb": 21.6,
            "retained_tb": 5.4,
        },
    ]
    assert table["totals"] == {
        "recorded_hours": 2_400,
        "recorded_tb": 24,
        "retained_tb": 7.8,
    }


def test_each_class_at_the_end_of_each_year(ask: Ask) -> None:
    """Evidence grows, routine is full."""
    table = table_of(storage(ask, town()), "classes_by_year")
    assert column_of(table, "FY2024") == [1.2, 5.4]
    assert column_of(table, "FY2025") == [2.4, 5.4]
    assert table["totals"] == {"FY2024": 6.6, "FY2025": 7.8}


def test_one_class_is_not_told_twice(ask: Ask) -> None:
    """It is the whole store."""
    document = storage(ask, town(all={"days": 90}))
    names = [table["name"] for table in document["tables"]]
    assert names == ["years", "classes"]


def test_month_by_month_where_it_is_asked_for(ask: Ask) -> None:
    """24 rows; a terabyte each, 1 held in July and 6.6 in June."""
    assert "months" not in [x["name"] for x in storage(ask, town())["tables"]]
    table = table_of(storage(ask, town(), "--monthly"), "months")
    assert len(table["rows"]) == 24
    assert table["rows"][0] == {
        "month": "2023-07",
        "recorded_hours": 100,
        "recorded_tb": 1,
        "retained_tb": 1,
    }
    assert table["rows"][11]["retained_tb"] == 6.6


def test_the_months_come_to_the_years(ask: Ask) -> None:
    """Recorded is summed; retained is that of the last month."""
    document = storage(ask, town(), "--monthly")
    years, months = table_of(document, "years"), table_of(document, "months")
    for index, row in enumerate(years["rows"]):
        span = months["rows"][12 * index : 12 * index + 12]
        assert sum(month["recorded_tb"] for month in span) == row["recorded_tb"]
        assert span[-1]["retained_tb"] == row["retained_tb"]


def test_the_store_is_the_one_that_lines_are_charged_for(ask: Ask) -> None:
    """A dollar for each terabyte and month comes to the months of the store."""
    data = town() | {"lines": {"storage": {"price": 1_000, "per": "TB-month"}}}
    months = table_of(storage(ask, data, "--monthly"), "months")
    (line,) = project(loaded(data), 2).lines
    assert line.dollars.sum() == pytest.approx(
        1_000 * sum(column_of(months, "retained_tb"))
    )


# ----------------------------------------------------------------------- in words


def test_the_first_sentence_is_what_is_held_at_the_end(ask: Ask) -> None:
    """7.8 TB after two years, and full since then."""
    answer = storage(ask, town())["answer"]
    assert answer == [
        "7.8 TB are retained at the end of June 2025.",
        "The store stops growing in June 2025.",
    ]


def test_a_store_that_still_grows_says_until_when(ask: Ask) -> None:
    """Evidence is kept for 24 months, and one year is shown."""
    answer = ask("storage", str(write(town())), "--years", "1")["answer"]
    assert answer[1] == "The store still grows then, until June 2025."


def test_a_store_without_end_says_which_class_makes_it_so(ask: Ask) -> None:
    """Criminal cases are kept indefinitely."""
    classes = {
        "evidence": {"share": 0.1, "days": "indefinite"},
        "routine": {"days": 90},
    }
    document = storage(ask, town(**classes))
    assert document["answer"][1] == (
        "The store grows without end: evidence is kept indefinitely."
    )
    assert column_of(table_of(document, "classes"), "kept") == [
        "indefinitely",
        "90 days",
    ]


def test_a_law_that_changes_is_told_with_its_month(ask: Ask) -> None:
    """In the order of their months, whatever the file's."""
    changes = [
        {"month": "2025-01", "months": 1},
        {"month": "2024-07", "days": 190},
    ]
    document = storage(ask, town(all={"days": 30, "changes": changes}))
    (kept,) = column_of(table_of(document, "classes"), "kept")
    assert kept == "30 days; from 2024-07 190 days; from 2025-01 1 month"


def test_a_law_that_ends_deletion_makes_it_endless(ask: Ask) -> None:
    """From 2030 on, long after the years shown."""
    changes = [{"month": "2030-01", "days": "indefinite"}]
    answer = storage(ask, town(all={"days": 30, "changes": changes}))["answer"]
    assert "grows without end: all is kept indefinitely" in answer[1]


def test_a_pilot_says_that_its_video_is_kept_beyond_it(ask: Ask) -> None:
    """Six months: 0.6 of evidence and 5.4 of routine."""
    data = town() | {"last_month": "2023-12"}
    answer = storage(ask, data)["answer"]
    assert answer == [
        "6.0 TB are retained at the end of December 2023.",
        "The store stops growing in December 2023.",
        "Video that is kept after the program's last month lies beyond this.",
    ]


def test_what_is_unknown_is_unknown_throughout(ask: Ask) -> None:
    """Hours nobody knows: no number is made of them."""
    data = town()
    unknown = {"unknown": True}
    data["footage"] = {**data["footage"], "recorded_hours_per_camera_year": unknown}
    document = storage(ask, data, "--monthly")
    key = "footage.recorded_hours_per_camera_year"
    assert document["answer"] == [f"How much is retained is unknown: {key}."]
    for name in ("years", "classes", "classes_by_year", "months"):
        table = table_of(document, name)
        cells = {
            value
            for row in table["rows"]
            for column, value in row.items()
            if column not in ("fiscal_year", "months", "class", "kept", "month")
        }
        assert cells == {None}, name
        assert table["incomplete"][0]["missing"] == [key]


def test_a_program_without_cameras_in_service_stores_nothing(ask: Ask) -> None:
    """They come after the years shown."""
    data = town() | {"waves": {"late": {"go_live_month": "2030-07"}}}
    document = storage(ask, data)
    assert column_of(table_of(document, "years"), "retained_tb") == [0, 0]
    assert document["answer"][0].startswith("0.0 TB")


def test_a_program_that_says_nothing_of_video_is_refused_with_the_way_out(
    run: Run,
) -> None:
    """Boston's announcement has none, but for what typical brings."""
    result = run("storage", str(write(small())))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "[footage]" in result.stderr
    assert 'extends = "typical"' in result.stderr


def test_what_it_rests_on_is_cited(ask: Ask) -> None:
    """The share of evidence has a source; hours are assumed, and a note says why."""
    document = ask("storage", "typical")
    assert [source["id"] for source in document["sources"]] == ["shi-storage"]
    assert any("recorded_hours_per_camera_year" in note for note in document["notes"])
    assert not any("licenses" in note for note in document["notes"])


def test_the_tables_are_printed_with_bars(run: Run) -> None:
    """On paper, what is held has a bar."""
    printed = run("storage", str(write(town())), "--years", "2").stdout
    assert "Retained TB at the end of each fiscal year, by class" in printed
    assert "█" in printed
