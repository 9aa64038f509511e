"""Growth, and when a bill comes: steps, yearly bills, bills before their cause."""

from typing import Any

import pytest
from cost_lines import TWO_WAVES, approximately, dollars, units
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import Data, faults, priced

YEARLY: dict[str, Any] = {"price": 100, "per": "program-year"}
MONTHLY: dict[str, Any] = {"price": 10, "per": "program-month"}


def stepped(line: Data, *steps: tuple[str, float]) -> dict[str, Any]:
    """A line whose price jumps in these months."""
    return {**line, "steps": [{"month": month, "rate": rate} for month, rate in steps]}


# --------------------------------------------------------------------------- steps


def test_a_step_applies_from_its_month_on() -> None:
    """Six months of FY2025 at 10 and six at 12.50, then twelve at 12.50."""
    line = stepped(MONTHLY, ("2025-01", 0.25))
    assert dollars(line) == [120, 60 + 75, 150]


def test_steps_multiply() -> None:
    """10, then 10 * 1.5 = 15, then 15 * 1.2 = 18."""
    line = stepped(MONTHLY, ("2024-07", 0.5), ("2025-07", 0.2))
    assert dollars(line) == [120, 180, 216]


def test_the_order_of_steps_in_the_file_does_not_matter() -> None:
    """They are told by their months."""
    line = stepped(MONTHLY, ("2025-07", 0.2), ("2024-07", 0.5))
    assert dollars(line) == [120, 180, 216]


def test_a_step_comes_on_top_of_escalation() -> None:
    """100, then 110 * 1.27 = 139.70, then 121 * 1.27 = 153.67."""
    line = {**stepped(YEARLY, ("2024-07", 0.27)), "escalation_rate": 0.1}
    assert dollars(line) == [100, 140, 154]


def test_a_step_may_go_down() -> None:
    """A renewal at 40 % less."""
    assert dollars(stepped(YEARLY, ("2025-07", -0.4))) == [100, 100, 60]


def test_a_step_before_the_program_applies_from_its_first_month() -> None:
    """The price is of before the renewal, and the renewal has been."""
    assert dollars(stepped(YEARLY, ("2020-01", 0.27))) == [127, 127, 127]


def test_a_step_after_the_horizon_changes_nothing() -> None:
    """It is for a year that is not shown."""
    assert dollars(stepped(YEARLY, ("2031-01", 0.27))) == [100, 100, 100]


@pytest.mark.parametrize("per", ["camera", "item", "program", "wave"])
def test_what_is_bought_once_has_the_price_of_its_month(per: str) -> None:
    """In October 2023 at 100, in August 2024 at 150."""
    line = stepped({"price": 100, "per": per}, ("2024-08", 0.5))
    if per == "item":
        line["count"] = {"one_per": 1, "of": "camera"}
    expected = {
        "camera": [400, 900, 0],  # 4 * 100;  6 * 150
        "item": [400, 900, 0],
        "program": [100, 0, 0],  # in July 2023
        "wave": [100, 150, 0],
    }
    assert dollars(line, waves=TWO_WAVES) == expected[per]


# ------------------------------------------------------------------- billed yearly

LICENSE: dict[str, Any] = {"price": 120, "per": "camera-year", "billed": "yearly"}
"""Ten dollars a camera-month, twelve months in advance."""


def test_a_yearly_bill_is_for_twelve_months_in_advance() -> None:
    """Ten cameras in July: ten camera-years each July, nothing in between."""
    assert units(LICENSE, years=2) == {"2023-07": 10, "2024-07": 10}
    assert dollars(LICENSE) == [1_200, 1_200, 1_200]


def test_each_wave_is_billed_on_its_own_anniversary() -> None:
    """Four in each October, six in each August."""
    assert units(LICENSE, years=3, waves=TWO_WAVES) == {
        "2023-10": 4,
        "2024-08": 6,
        "2024-10": 4,
        "2025-08": 6,
        "2025-10": 4,
    }
    # 4 * 120;  10 * 120;  10 * 120
    assert dollars(LICENSE, waves=TWO_WAVES) == [480, 1_200, 1_200]


def test_waves_of_one_calendar_month_share_an_anniversary() -> None:
    """Four in October 2023; ten in October 2024."""
    waves = {
        "north": {"go_live_month": "2023-10", "cameras": 4},
        "south": {"go_live_month": "2024-10", "cameras": 6},
    }
    found = units(LICENSE, years=3, waves=waves)
    assert found == {"2023-10": 4, "2024-10": 10, "2025-10": 10}


def test_a_yearly_bill_has_the_price_of_the_day_it_comes() -> None:
    """October 2023 in FY2024 at 120; from FY2025 at 132, for months of FY2026 too."""
    line = {**LICENSE, "escalation_rate": 0.1}
    waves = {"north": {"go_live_month": "2023-10"}}
    # 10 * 120;  10 * 132;  10 * 145.20
    assert dollars(line, waves=waves) == [1_200, 1_320, 1_452]
    stepped_line = stepped(LICENSE, ("2024-11", 0.5))
    # the bill of October 2024 comes before the step, that of October 2025 after it
    assert dollars(stepped_line, waves=waves) == [1_200, 1_200, 1_800]


def test_a_yearly_bill_is_for_no_month_after_the_lines_last_one() -> None:
    """Until March 2025: twelve months in July 2023, nine in July 2024."""
    line = {**LICENSE, "last_month": "2025-03"}
    assert units(line, years=3) == {"2023-07": 10, "2024-07": 7.5}
    assert dollars(line) == [1_200, 900, 0]


@pytest.mark.parametrize("years", [1, 2, 5])
def test_a_yearly_bill_is_for_no_month_after_the_programs_last_one(years: int) -> None:
    """A pilot of six months pays for six, in its first month, whatever is asked for."""
    pilot = {"first_month": "2024-05", "last_month": "2024-10", "years": years}
    # 10 cameras * 6 months * 10 dollars
    assert dollars(LICENSE, **pilot)[0] == 600
    assert sum(dollars(LICENSE, **pilot)) == 600


def test_the_end_of_the_horizon_is_not_the_end_of_the_line() -> None:
    """In the last year shown, a bill is still for twelve months."""
    waves = {"north": {"go_live_month": "2024-05"}}
    assert dollars(LICENSE, years=1, waves=waves) == [1_200]


def test_a_yearly_bill_begins_with_the_line() -> None:
    """From January 2024, and each January after it."""
    line = {**LICENSE, "first_month": "2024-01"}
    assert units(line, years=2) == {"2024-01": 10, "2025-01": 10}


def test_a_count_that_rises_adds_a_bill_of_its_own() -> None:
    """One server for four cameras, three for ten."""
    rule = {"one_per": 4, "of": "camera"}
    line = {"price": 120, "per": "item-year", "count": rule, "billed": "yearly"}
    found = units(line, years=2, waves=TWO_WAVES)
    assert found == {"2023-10": 1, "2024-08": 2, "2024-10": 1}


FOOTAGE: dict[str, Any] = {
    "recorded_hours_per_camera_year": 120,
    "gb_per_recorded_hour": 10,
    "retention": {"all": {"months": 6}},
}
"""Ten cameras record a terabyte a month, and six of them are kept."""


def test_storage_billed_yearly_follows_the_store_up() -> None:
    """A terabyte more each month until December, each with its own anniversary."""
    line = {"price": 12, "per": "TB-year", "billed": "yearly"}
    months = [f"2023-{month:02}" for month in range(7, 13)]
    again = [f"2024-{month:02}" for month in range(7, 13)]
    found = units(line, years=2, footage=FOOTAGE)
    assert found == approximately(dict.fromkeys([*months, *again], 1.0))


def test_what_is_deleted_is_not_billed_again_and_not_paid_back() -> None:
    """From January 2024 two months are kept: four of six terabytes lapse by December.

    Those bought in July to October 2023 run out; what was bought in November and
    December is still needed and renewed.
    """
    shrinking = {"all": {"months": 6, "changes": [{"month": "2024-01", "months": 2}]}}
    line = {"price": 12, "per": "TB-year", "billed": "yearly"}
    found = units(line, years=2, footage={**FOOTAGE, "retention": shrinking})
    bought = {f"2023-{month:02}": 1.0 for month in range(7, 13)}
    assert found == approximately({**bought, "2024-11": 1.0, "2024-12": 1.0})


@given(
    sizes=st.lists(st.integers(0, 40), min_size=1, max_size=5),
    months=st.lists(st.integers(0, 30), min_size=5, max_size=5),
)
@settings(max_examples=40, deadline=None)
def test_yearly_and_monthly_bills_are_for_the_same_camera_months(
    sizes: list[int], months: list[int]
) -> None:
    """Over a program that ends, whatever the waves: in advance, and no month twice."""
    waves = {
        f"w{index}": {"go_live_month": _month(when), "cameras": size}
        for index, (size, when) in enumerate(zip(sizes, months, strict=False))
    }
    if sum(sizes) == 0:
        waves["w0"]["cameras"] = 1
    more = {"waves": waves, "cameras": max(sum(sizes), 1), "last_month": "2026-06"}
    monthly = units({**LICENSE, "billed": "monthly"}, years=3, **more)
    yearly = units(LICENSE, years=3, **more)
    assert sum(yearly.values()) == pytest.approx(sum(monthly.values()))


def _month(index: int) -> str:
    """A month, counted from July 2023."""
    year, month = divmod(2023 * 12 + 6 + index, 12)
    return f"{year}-{month + 1:02}"


# ------------------------------------------------------------ paid before its cause

CAMERAS: dict[str, Any] = {"price": 500, "per": "camera", "paid_months_before": 3}


def test_a_bill_may_come_before_what_causes_it() -> None:
    """Cameras of October 2023 and August 2024 are paid in July 2023 and May 2024."""
    assert units(CAMERAS, years=2, waves=TWO_WAVES) == {"2023-07": 4, "2024-05": 6}
    assert dollars(CAMERAS, waves=TWO_WAVES) == [5_000, 0, 0]


def test_what_is_caused_after_the_horizon_may_be_paid_within_it() -> None:
    """One year is shown, to June 2024: the cameras of August 2024 are paid in May."""
    assert dollars(CAMERAS, years=1, waves=TWO_WAVES) == [5_000]
    soon = {**CAMERAS, "paid_months_before": 1}
    assert dollars(soon, years=1, waves=TWO_WAVES) == [2_000]


def test_what_would_be_paid_before_the_first_month_is_paid_in_it() -> None:
    """Nothing is spent before spending starts, and nothing is lost."""
    early = {**CAMERAS, "paid_months_before": 5}
    assert units(early, years=2, waves=TWO_WAVES) == {"2023-07": 4, "2024-03": 6}
    both = {**CAMERAS, "paid_months_before": 60}
    assert units(both, years=2, waves=TWO_WAVES) == {"2023-07": 10}


def test_recurring_cost_may_be_paid_ahead_too() -> None:
    """Three months in advance: the first month pays for four, and each for one more."""
    line = {**MONTHLY, "paid_months_before": 3}
    assert units(line, years=1) == {"2023-07": 4} | {
        _month(index): 1 for index in range(1, 12)
    }


def test_no_month_after_the_last_one_is_paid_ahead() -> None:
    """A program until June 2024 pays twelve months, the last of them in March."""
    line = {**MONTHLY, "paid_months_before": 3}
    found = units(line, years=2, last_month="2024-06")
    assert sum(found.values()) == 12
    assert max(found) == "2024-03"


def test_a_payment_has_the_price_of_the_day_it_is_made() -> None:
    """Cameras of August 2024 are paid in May 2024, in FY2024, and at its price."""
    line = {**CAMERAS, "escalation_rate": 0.1}
    # 4 * 500 + 6 * 500
    assert dollars(line, waves=TWO_WAVES) == [5_000, 0, 0]
    at_once = {"price": 500, "per": "camera", "escalation_rate": 0.1}
    # 4 * 500;  6 * 550
    assert dollars(at_once, waves=TWO_WAVES) == [2_000, 3_300, 0]


def test_a_yearly_bill_may_be_paid_ahead() -> None:
    """The bills of October and August come three months sooner."""
    line = {**LICENSE, "paid_months_before": 3}
    assert units(line, years=2, waves=TWO_WAVES) == {
        "2023-07": 4,
        "2024-05": 6,
        "2024-07": 4,
        "2025-05": 6,
    }


def test_months_are_whole_and_not_negative() -> None:
    """A part of a month is no month."""
    for months in (-1, 1.5, 61):
        line = {"price": 1, "per": "camera", "paid_months_before": months}
        ((_, text),) = faults(priced(line=line))
        assert "0 to 60" in text
