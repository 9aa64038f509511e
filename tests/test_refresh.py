"""Refresh: what was bought is bought again, and is told from what was bought first."""

from typing import Any

import pytest
from cost_lines import TWO_WAVES, dollars, line_of, notices_of, projected, units
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import Ask, Data, column_of, priced, small, table_of, write

CAMERAS: dict[str, Any] = {"price": 100, "per": "camera", "refresh_months": 24}


def refresh_of(line: Data, years: int = 3, **more: Any) -> list[int]:
    """What of a line is a refresh, by fiscal year."""
    refresh = line_of(line, years, **more).refresh
    assert refresh is not None
    return [int(amount) for amount in refresh[0]]


# ------------------------------------------------------------------------ purchases


def test_what_was_bought_is_bought_again_after_so_many_months() -> None:
    """Ten cameras in July 2023, again in July 2025 and July 2027."""
    assert units(CAMERAS, years=5) == {"2023-07": 10, "2025-07": 10, "2027-07": 10}
    assert dollars(CAMERAS, years=5) == [1_000, 0, 1_000, 0, 1_000]
    assert refresh_of(CAMERAS, years=5) == [0, 0, 1_000, 0, 1_000]


def test_each_purchase_has_its_own_refresh() -> None:
    """Four of October 2023 and six of August 2024, thirty months later each."""
    line = {**CAMERAS, "refresh_months": 30}
    assert units(line, years=4, waves=TWO_WAVES) == {
        "2023-10": 4,
        "2024-08": 6,
        "2026-04": 4,
        "2027-02": 6,
    }
    assert refresh_of(line, years=4, waves=TWO_WAVES) == [0, 0, 400, 600]


def test_spares_are_bought_again_too() -> None:
    """A fifth of 4 is 0.8, so 4 + 1 = 5; of 10 it is 2, so 10 + 2 - 5 = 7."""
    found = units(CAMERAS, years=4, waves=TWO_WAVES, spare_share=0.2)
    assert found == {"2023-10": 5, "2024-08": 7, "2025-10": 5, "2026-08": 7}


def test_purchases_of_one_month_add_up() -> None:
    """The refresh of the first wave falls on the second wave."""
    waves = {
        "north": {"go_live_month": "2023-07", "cameras": 4},
        "south": {"go_live_month": "2025-07", "cameras": 6},
    }
    assert units(CAMERAS, years=3, waves=waves) == {"2023-07": 4, "2025-07": 10}
    assert refresh_of(CAMERAS, waves=waves) == [0, 0, 400]
    assert dollars(CAMERAS, waves=waves) == [400, 0, 1_000]


def test_items_are_bought_again_as_cameras_are() -> None:
    """Two servers in the line's first month, and again a year later."""
    line = {
        "price": 5_000,
        "per": "item",
        "count": 2,
        "refresh_months": 12,
        "first_month": "2024-01",
    }
    assert units(line, years=3) == {"2024-01": 2, "2025-01": 2, "2026-01": 2}
    assert refresh_of(line) == [0, 10_000, 10_000]


def test_items_that_follow_a_rule_are_bought_again_from_each_rise() -> None:
    """One server for four cameras in October 2023, two more in August 2024."""
    rule = {"one_per": 4, "of": "camera"}
    line = {"price": 5_000, "per": "item", "count": rule, "refresh_months": 24}
    found = units(line, years=4, waves=TWO_WAVES)
    assert found == {"2023-10": 1, "2024-08": 2, "2025-10": 1, "2026-08": 2}


def test_a_refresh_has_the_price_of_its_day() -> None:
    """1,000 in FY2024; in FY2026 ten at 121."""
    line = {**CAMERAS, "escalation_rate": 0.1}
    assert dollars(line) == [1_000, 0, 1_210]
    assert refresh_of(line) == [0, 0, 1_210]


def test_a_refresh_is_paid_ahead_as_the_purchase_is() -> None:
    """Worn from October 2023 and from October 2025, paid three months before."""
    line = {**CAMERAS, "paid_months_before": 3}
    waves = {"all": {"go_live_month": "2023-10"}}
    assert units(line, years=3, waves=waves) == {"2023-07": 10, "2025-07": 10}


def test_nothing_is_bought_again_after_the_lines_last_month() -> None:
    """The contract ends in June 2025, before the first refresh."""
    line = {**CAMERAS, "last_month": "2025-06"}
    assert units(line, years=5) == {"2023-07": 10}


def test_nothing_is_bought_again_after_the_programs_last_month() -> None:
    """Nor for a pilot that is over."""
    assert dollars(CAMERAS, years=5, last_month="2025-06") == [1_000, 0]


def test_a_line_that_begins_later_buys_again_what_was_bought_before_it() -> None:
    """The first cameras were a gift; the city pays from the first refresh on."""
    line = {**CAMERAS, "first_month": "2024-01"}
    assert units(line, years=3) == {"2025-07": 10}
    assert refresh_of(line) == [0, 0, 1_000]


def test_a_refresh_every_month_is_one_every_month() -> None:
    """The shortest there is: ten in each of twelve months."""
    line = {**CAMERAS, "refresh_months": 1}
    assert dollars(line, years=1) == [12_000]
    assert refresh_of(line, years=1) == [11_000]


@given(
    refresh=st.integers(1, 60),
    sizes=st.lists(st.integers(1, 30), min_size=1, max_size=4),
    months=st.lists(st.integers(0, 40), min_size=4, max_size=4),
)
@settings(max_examples=40, deadline=None)
def test_a_slow_count_of_purchases_agrees(
    refresh: int, sizes: list[int], months: list[int]
) -> None:
    """Each wave by itself, a purchase every so many months."""
    starts = dict(zip(range(len(sizes)), months, strict=False))
    waves = {
        f"w{each}": {
            "go_live_month": f"{2023 + (6 + starts[each]) // 12}-"
            f"{(6 + starts[each]) % 12 + 1:02}",
            "cameras": size,
        }
        for each, size in enumerate(sizes)
    }
    line = {"price": 1, "per": "camera", "refresh_months": refresh}
    bought = [0] * 6
    for each, size in enumerate(sizes):
        for month in range(starts[each], 72, refresh):
            bought[month // 12] += size
    assert dollars(line, years=6, cameras=sum(sizes), waves=waves) == bought


# ----------------------------------------------------------------- rounding and names


def test_a_line_is_rounded_once_with_its_refresh() -> None:
    """0.30 of first cameras and 0.30 of refresh in one year are 0.60, so 1 dollar.

    Alone, the first ones round to 0: the refresh is what is left of the line.
    """
    line = {"price": 0.03, "per": "camera", "refresh_months": 6}
    found = line_of(line, years=1)
    assert found.dollars.tolist() == [[1]]
    assert refresh_of(line, years=1) == [1]


def test_first_purchases_keep_the_recurrence_of_the_line(ask: Ask) -> None:
    """One-time at first, refresh later; the two rows make the line."""
    path = write(priced(cameras=CAMERAS))
    table = table_of(
        ask("cost", str(path), "--years", "3", "--by", "recurrence"), "lines"
    )
    assert column_of(table, "name") == ["one-time", "refresh"]
    assert column_of(table, "FY2024") == [1_000, 0]
    assert column_of(table, "FY2026") == [0, 1_000]
    assert table["totals"]["total"] == 2_000


def test_an_unknown_price_is_unknown_where_something_is_bought(ask: Ask) -> None:
    """First ones in FY2024, again in FY2026, and nothing in FY2025."""
    unknown = {**CAMERAS, "price": {"unknown": True}}
    path = write(priced(cameras=unknown))
    table = table_of(
        ask("cost", str(path), "--years", "3", "--by", "recurrence"), "lines"
    )
    first, again = table["rows"]
    assert [first[f"FY{year}"] for year in (2024, 2025, 2026)] == [None, 0, 0]
    assert [again[f"FY{year}"] for year in (2024, 2025, 2026)] == [0, 0, None]


def test_a_line_without_a_refresh_has_none() -> None:
    """It is not a refresh of nothing."""
    assert line_of({"price": 100, "per": "camera"}).refresh is None


# ------------------------------------------------------------------------ notices


def test_a_refresh_just_after_the_horizon_is_a_notice(ask: Ask) -> None:
    """Two years are shown, and cameras are bought again in the third."""
    (notice,) = notices_of(ask, priced(cameras=CAMERAS), "--years", "2")[
        "refresh_follows"
    ]
    assert notice["facts"] == {"line": "cameras", "month": "2025-07", "dollars": 1_000}
    assert "--years 3" in notice["text"]


def test_the_dollars_of_the_notice_are_those_of_the_next_year(ask: Ask) -> None:
    """With escalation, a step and two waves: what one more year shows."""
    line = {
        **CAMERAS,
        "refresh_months": 20,
        "escalation_rate": 0.07,
        "steps": [{"month": "2026-01", "rate": 0.11}],
    }
    data = small(lines={"cameras": line}, waves=TWO_WAVES, spare_share=0.1)
    (notice,) = notices_of(ask, data, "--years", "2")["refresh_follows"]
    refresh = projected(data, 3).lines[0].refresh
    assert refresh is not None
    # 5 of October 2023 in June 2025 is in FY2025; 6 of August 2024 come in April 2026
    # 6 * 100 * 1.07 ** 2 * 1.11 = 762.5034
    assert refresh.tolist()[0][2] == 763
    assert notice["facts"]["dollars"] == 763
    assert notice["facts"]["month"] == "2026-04"


def test_no_notice_where_no_refresh_follows(ask: Ask) -> None:
    """Within the horizon, or more than a year after it."""
    data = priced(cameras=CAMERAS)
    assert "refresh_follows" not in notices_of(ask, data, "--years", "1")
    assert "refresh_follows" not in notices_of(ask, data, "--years", "3")


def test_no_refresh_follows_a_program_that_is_over(ask: Ask) -> None:
    """Its last month is the last of the horizon."""
    data = priced(cameras=CAMERAS) | {"last_month": "2025-06"}
    assert "refresh_follows" not in notices_of(ask, data, "--years", "5")


def test_a_program_that_goes_on_beyond_the_horizon_is_told(ask: Ask) -> None:
    """Its last month lies behind the refresh."""
    data = priced(cameras=CAMERAS) | {"last_month": "2028-06"}
    assert "refresh_follows" in notices_of(ask, data, "--years", "2")


def test_a_refresh_of_unknown_price_is_a_notice_without_dollars(ask: Ask) -> None:
    """That it comes is known."""
    data = priced(cameras={**CAMERAS, "price": {"unknown": True}})
    (notice,) = notices_of(ask, data, "--years", "2")["refresh_follows"]
    assert notice["facts"]["dollars"] is None
    assert "unknown amount" in notice["text"]


def test_thirty_years_cannot_be_more(ask: Ask) -> None:
    """The notice never recommends what is not allowed."""
    data = priced(cameras={**CAMERAS, "refresh_months": 360})
    (notice,) = notices_of(ask, data, "--years", "30")["refresh_follows"]
    assert "--years" not in notice["text"]
    assert notice["facts"]["month"] == "2053-07"


def test_the_rollout_shows_when_what_is_bought_again(ask: Ask) -> None:
    """In the month in which the new ones come, whenever they are paid."""
    line = {**CAMERAS, "paid_months_before": 3, "refresh_months": 30}
    docks = {"price": 9, "per": "item", "count": 2, "refresh_months": 36}
    data = small(lines={"cameras": line, "docks": docks}, waves=TWO_WAVES)
    document = ask("rollout", str(write(data)), "--years", "4")
    assert table_of(document, "refresh")["rows"] == [
        {"month": "2026-04", "line": "cameras", "bought_again": 4},
        {"month": "2026-07", "line": "docks", "bought_again": 2},
        {"month": "2027-02", "line": "cameras", "bought_again": 6},
    ]


def test_a_rollout_without_a_refresh_has_no_table_of_it(ask: Ask) -> None:
    """By default it is shown until the last wave is live."""
    document = ask("rollout", str(write(priced(cameras=CAMERAS))))
    names = [table["name"] for table in document["tables"]]
    assert "refresh" not in names


@pytest.mark.parametrize("months", [20, 60])
def test_a_bill_longer_before_than_the_rollout_shown_breaks_nothing(
    ask: Ask, months: int
) -> None:
    """The rollout is of one year, the bill comes years before."""
    line = {**CAMERAS, "paid_months_before": months, "refresh_months": 6}
    document = ask("rollout", str(write(priced(cameras=line))))
    assert column_of(table_of(document, "refresh"), "month") == ["2024-01"]
