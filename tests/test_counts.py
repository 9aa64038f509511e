"""Counts: a number, or one per so many in service, rounded up, with a minimum."""

from typing import Any

import pytest
from cost_lines import TWO_WAVES, dollars, line_of, units
from hypothesis import given
from hypothesis import strategies as st
from programs import Data, faults, priced

POST: dict[str, Any] = {"price": 12, "per": "post-year"}
"""A dollar a post-month."""


def posts(count: Data | float, cameras: int, **more: Any) -> float:
    """Posts in the first month of a program whose cameras are all there."""
    line = {**POST, "price": 1, "count": count, "billed": "yearly"}
    return units(line, cameras=cameras, **more).get("2023-07", 0)


# ---------------------------------------------------------------------------- rules


@pytest.mark.parametrize(
    ("cameras", "attorneys"),
    [(1, 1), (75, 1), (76, 2), (150, 2), (151, 3), (450, 6), (451, 7)],
)
def test_virginia_has_one_attorney_for_75_cameras_or_part_of_75(
    cameras: int, attorneys: int
) -> None:
    """450 / 75 = 6, and one camera more is a seventh: budget amendment of 2019."""
    assert posts({"one_per": 75, "of": "camera"}, cameras) == attorneys


@pytest.mark.parametrize(
    ("one_per", "cameras", "count"),
    [(1, 10, 10), (0.5, 10, 20), (2.5, 10, 4), (3, 10, 4), (0.1, 3, 30), (1e6, 3, 1)],
)
def test_one_per_may_be_any_number_above_nothing(
    one_per: float, cameras: int, count: int
) -> None:
    """Two docks a camera are one per half a camera; 3 / 0.1 is 30 and not 31."""
    assert posts({"one_per": one_per, "of": "camera"}, cameras) == count


def test_a_rule_may_follow_officers() -> None:
    """120 officers with 40 cameras: one per 50 officers is three."""
    rule = {"one_per": 50, "of": "officer"}
    assert posts(rule, 40, officers=120) == 3
    assert posts({**rule, "of": "camera"}, 40, officers=120) == 1


def test_a_rule_follows_the_waves() -> None:
    """None at first, one for 4 cameras, three for 10."""
    line = {**POST, "count": {"one_per": 4, "of": "camera"}}
    # 9 months of one;  1 of one and 11 of three;  12 of three
    assert dollars(line, waves=TWO_WAVES) == [9, 34, 36]


def test_spares_need_no_post() -> None:
    """75 cameras in service and 75 spares: one attorney."""
    assert posts({"one_per": 75, "of": "camera"}, 75, spare_share=1) == 1


@given(cameras=st.integers(1, 5_000), one_per=st.integers(1, 400))
def test_the_count_is_the_least_that_is_enough(cameras: int, one_per: int) -> None:
    """So many posts cover all cameras, and one fewer would not."""
    count = posts({"one_per": one_per, "of": "camera"}, cameras)
    assert count * one_per >= cameras > (count - 1) * one_per


# -------------------------------------------------------------------------- minimum


def test_the_minimum_holds_in_every_month_of_the_line() -> None:
    """From July 2023 on, though no camera is in service before October 2023."""
    rule = {"one_per": 4, "of": "camera", "minimum": 2}
    line = {**POST, "count": rule}
    # 12 months of two;  1 of two and 11 of three;  12 of three
    assert dollars(line, waves=TWO_WAVES) == [24, 35, 36]


def test_the_minimum_holds_for_a_program_without_cameras() -> None:
    """All go live after the horizon; the manager is there."""
    late = {"late": {"go_live_month": "2031-07"}}
    rule = {"one_per": 300, "of": "camera", "minimum": 1}
    assert dollars({**POST, "count": rule}, waves=late) == [12, 12, 12]


def test_no_minimum_is_owed_outside_the_lines_months() -> None:
    """From January 2024 to August 2024: six months and two."""
    rule = {"one_per": 4, "of": "camera", "minimum": 2}
    line = {
        **POST,
        "count": rule,
        "first_month": "2024-01",
        "last_month": "2024-08",
    }
    # 6 months of two;  one of two and one of three
    assert dollars(line, waves=TWO_WAVES) == [12, 5, 0]


@pytest.mark.parametrize(("minimum", "count"), [(0, 3), (3, 3), (4, 4), (100, 100)])
def test_a_minimum_only_ever_lifts(minimum: int, count: int) -> None:
    """Ten cameras need three."""
    rule = {"one_per": 4, "of": "camera", "minimum": minimum}
    assert posts(rule, 10) == count


@pytest.mark.parametrize(
    "count",
    [{"value": 3, "minimum": 5}, {"low": 1, "likely": 2, "high": 3, "minimum": 1}],
)
def test_a_minimum_of_a_plain_count_is_a_fault(count: Data) -> None:
    """It would be ignored, so it is refused."""
    ((_, text),) = faults(priced(line={**POST, "count": count}))
    assert "minimum and no rule" in text


# ------------------------------------------------------- what is bought as they rise

DOCKS: dict[str, Any] = {"price": 200, "per": "item"}


def test_an_item_is_charged_when_its_count_rises() -> None:
    """Four docks in October 2023, six more in August 2024, and never again."""
    line = {**DOCKS, "count": {"one_per": 1, "of": "camera"}}
    assert units(line, years=3, waves=TWO_WAVES) == {"2023-10": 4, "2024-08": 6}
    assert dollars(line, waves=TWO_WAVES) == [800, 1_200, 0]


def test_an_item_that_is_enough_for_more_cameras_is_not_bought_again() -> None:
    """One rack of 8 places does for four; the second comes with the tenth."""
    line = {**DOCKS, "count": {"one_per": 8, "of": "camera"}}
    assert units(line, years=3, waves=TWO_WAVES) == {"2023-10": 1, "2024-08": 1}


def test_the_minimum_of_an_item_is_bought_in_the_lines_first_month() -> None:
    """Two racks in July 2023; the third when the cameras need it."""
    rule = {"one_per": 4, "of": "camera", "minimum": 2}
    found = units({**DOCKS, "count": rule}, years=3, waves=TWO_WAVES)
    assert found == {"2023-07": 2, "2024-08": 1}


def test_a_line_that_begins_later_buys_what_is_there_by_then() -> None:
    """Four cameras are worn in January 2024, and their docks come then."""
    line = {
        **DOCKS,
        "count": {"one_per": 1, "of": "camera"},
        "first_month": "2024-01",
    }
    assert units(line, years=3, waves=TWO_WAVES) == {"2024-01": 4, "2024-08": 6}


def test_a_plain_count_of_items_is_bought_once() -> None:
    """In the first of the line's months."""
    assert units({**DOCKS, "count": 3}, years=3) == {"2023-07": 3}
    later = {**DOCKS, "count": 3, "first_month": "2024-02"}
    assert units(later, years=3) == {"2024-02": 3}


def test_items_by_the_year_are_counted_while_they_are_there() -> None:
    """A warranty of $12 a year on each rack."""
    line = {
        "price": 12,
        "per": "item-year",
        "count": {"one_per": 4, "of": "camera"},
    }
    # 9 months of one;  1 of one and 11 of three;  12 of three
    assert dollars(line, waves=TWO_WAVES) == [9, 34, 36]


# ------------------------------------------------------------------------ benefits


def test_benefits_come_on_top_of_the_salary() -> None:
    """Three posts at 70,000 and 35 %: 3 * 70,000 * 1.35 = 283,500."""
    line = {
        "price": 70_000,
        "per": "post-year",
        "count": {"one_per": 4, "of": "camera"},
        "benefits_rate": 0.35,
    }
    assert dollars(line, years=1) == [283_500]


def test_a_part_of_a_post_is_a_part_of_its_pay() -> None:
    """Half a clerk at 48,000."""
    assert dollars({**POST, "price": 48_000, "count": 0.5}, years=1) == [24_000]


def test_posts_come_back_and_items_come_once() -> None:
    """Unless the line says otherwise."""
    count = {"one_per": 4, "of": "camera"}
    assert line_of({**POST, "count": count}).recurrence == "recurring"
    assert line_of({**DOCKS, "count": count}).recurrence == "one-time"
