"""Drivers: what each price is per, counted by hand, and what holds for all of them."""

from typing import Any

import pytest
from cost_lines import (
    TWO_WAVES,
    approximately,
    dollars,
    line_of,
    projected,
    units,
    unrounded,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import Ask, Data, Run, column_of, faults, priced, small, table_of, write

from bodycam_cli.program.lines import DRIVERS

# Four cameras from October 2023, ten from August 2024; officers are twice as many.
#   camera-months: 9 * 4 = 36;  1 * 4 + 11 * 10 = 114;  120
#   by twelfths:   3;  9.5;  10
TOWN: dict[str, Any] = {
    "waves": TWO_WAVES,
    "officers": 20,
    "spare_share": 0.1,
    "training": {"training_hours_per_officer": 4},
    # 120 / 12 * 2 / 1000 = 0.02 TB a camera-month, three months kept
    "footage": {
        "recorded_hours_per_camera_year": 120,
        "gb_per_recorded_hour": 2,
        "retention": {"all": {"months": 3}},
    },
    # half a request a camera-year, and 30 * 4 / 60 = 2 hours of work for each
    "requests": {
        "requests_per_100_camera_years": 50,
        "footage_minutes_per_request": 30,
        "redaction_minutes_per_footage_minute": 4,
    },
}

# Held at the end of a month: 0.08 in October 2023, 0.16 in November, 0.24 until July
# 2024, then 0.08 + 0.08 + 0.2 = 0.36, 0.08 + 0.2 + 0.2 = 0.48, and 0.6 from October on.
#   TB-months: 0.08 + 0.16 + 7 * 0.24 = 1.92;  0.24 + 0.36 + 0.48 + 9 * 0.6 = 6.48;  7.2
EVERY_FOUR = {"one_per": 4, "of": "camera"}

BY_HAND: dict[str, tuple[Data, list[int]]] = {
    "program": ({"price": 900}, [900, 0, 0]),
    "program-month": ({"price": 10}, [120, 120, 120]),
    "program-year": ({"price": 1_000}, [1_000, 1_000, 1_000]),
    # October 2023 and August 2024
    "wave": ({"price": 70}, [70, 70, 0]),
    # 4 + 1 spare; 10 + 1 - 5 = 6
    "camera": ({"price": 100}, [500, 600, 0]),
    "camera-month": ({"price": 2}, [72, 228, 240]),
    "camera-year": ({"price": 24}, [72, 228, 240]),
    # 20 * 4 / 10 = 8, then 12
    "officer": ({"price": 10}, [80, 120, 0]),
    # twice the camera-years: 6, 19 and 20
    "officer-year": ({"price": 10}, [60, 190, 200]),
    # 8 * 4 = 32 hours, then 12 * 4 = 48
    "training-hour": ({"price": 10}, [320, 480, 0]),
    "TB-month": ({"price": 100}, [192, 648, 720]),
    # a twelfth of that, at twelve times the price
    "TB-year": ({"price": 1_200}, [192, 648, 720]),
    # half the camera-years: 1.5, 4.75 and 5
    "request": ({"price": 100}, [150, 475, 500]),
    # 3, 9.5 and 10 hours
    "redacted-hour": ({"price": 50}, [150, 475, 500]),
    # one for 4 cameras, three for 10
    "item": ({"price": 50, "count": EVERY_FOUR}, [50, 100, 0]),
    # 9 months of one; 1 of one and 11 of three are 34; 36
    "item-year": ({"price": 12, "count": EVERY_FOUR}, [9, 34, 36]),
    # the same, with half as much again in benefits
    "post-year": (
        {"price": 1_200, "count": EVERY_FOUR, "benefits_rate": 0.5},
        [1_350, 5_100, 5_400],
    ),
}


@pytest.mark.parametrize("per", BY_HAND)
def test_each_driver_counts_what_its_name_says(per: str) -> None:
    """Three fiscal years of the town above, line by line."""
    line, expected = BY_HAND[per]
    assert dollars({**line, "per": per}, **TOWN) == expected


def test_every_driver_is_counted_by_hand() -> None:
    """One more driver needs one more line above."""
    assert set(BY_HAND) == set(DRIVERS)


@pytest.mark.parametrize(
    ("month", "year"), [("camera-month", "camera-year"), ("TB-month", "TB-year")]
)
def test_a_year_is_twelve_months_of_the_same(month: str, year: str) -> None:
    """A price per year is charged by twelfths, month by month."""
    monthly = units({"price": 1, "per": month}, years=3, **TOWN)
    yearly = units({"price": 1, "per": year}, years=3, **TOWN)
    assert {each: 12 * amount for each, amount in yearly.items()} == approximately(
        monthly
    )


def test_spares_are_not_in_service() -> None:
    """Eleven cameras are owned; licenses are for the ten that are worn."""
    assert units({"price": 1, "per": "camera-month"}, years=2, **TOWN)["2025-06"] == 10


def test_the_store_is_charged_as_of_the_end_of_each_month() -> None:
    """0.08, 0.16, then 0.24 TB: the first recordings are deleted in January 2024."""
    held = units({"price": 1, "per": "TB-month"}, **TOWN)
    assert held == approximately(
        {"2023-10": 0.08, "2023-11": 0.16}
        | dict.fromkeys(("2023-12", *_MONTHS_OF_2024), 0.24)
    )


_MONTHS_OF_2024 = tuple(f"2024-0{month}" for month in range(1, 7))


# ------------------------------------------------------------ what a line must have


@pytest.mark.parametrize(
    ("per", "expected"),
    [
        ("TB-year", "no [footage] to count it from"),
        ("TB-month", "no [footage] to count it from"),
        ("request", "no [requests] to count it from"),
        ("redacted-hour", "no [requests] to count it from"),
        ("training-hour", "no [training] to count it from"),
        ("item", "has no count"),
        ("item-year", "has no count"),
        ("post-year", "has no count"),
    ],
)
def test_a_driver_without_what_it_counts_is_a_fault(per: str, expected: str) -> None:
    """Nothing is taken to be zero because nobody said it."""
    ((_, text),) = faults(priced(line={"price": 1, "per": per}))
    assert expected in text


def test_hours_of_redaction_need_all_three_figures() -> None:
    """Requests alone say nothing of the work."""
    data = small(
        lines={"line": {"price": 1, "per": "redacted-hour"}},
        requests={"requests_per_100_camera_years": 50},
    )
    texts = [text for _, text in faults(data)]
    assert any("footage_minutes_per_request" in text for text in texts)
    assert any("redaction_minutes_per_footage_minute" in text for text in texts)


@pytest.mark.parametrize(
    ("setting", "per"),
    [
        ({"refresh_months": 30}, "camera-year"),
        ({"benefits_rate": 0.3}, "officer-year"),
        ({"billed": "yearly"}, "camera"),
        ({"count": 3}, "camera"),
        ({"renewal_rate": 0.2}, "camera"),
        ({"cameras": 10}, "camera"),
    ],
    ids=str,
)
def test_a_setting_that_a_driver_has_no_use_for_is_a_fault(
    setting: Data, per: str
) -> None:
    """What would be ignored is refused."""
    ((_, text),) = faults(priced(line={"price": 1, "per": per, **setting}))
    assert f"lines.line.{next(iter(setting))} is only for" in text


# ------------------------------------------------------------------------- unknown


@pytest.mark.parametrize(
    ("per", "figure"),
    [
        ("TB-year", "footage.recorded_hours_per_camera_year"),
        ("TB-month", "footage.gb_per_recorded_hour"),
        ("request", "requests.requests_per_100_camera_years"),
        ("redacted-hour", "requests.requests_per_100_camera_years"),
        ("redacted-hour", "requests.footage_minutes_per_request"),
        ("redacted-hour", "requests.redaction_minutes_per_footage_minute"),
        ("training-hour", "training.training_hours_per_officer"),
    ],
)
def test_an_unknown_activity_makes_its_lines_unknown(per: str, figure: str) -> None:
    """From the first camera on, and no year before is unknown."""
    table, key = figure.split(".")
    town = {**TOWN, table: {**TOWN[table], key: {"unknown": True}}}
    town["waves"] = {"late": {"go_live_month": "2024-08"}}
    line = line_of({"price": 10, "per": per}, years=2, **town)
    assert line.missing == ((), (figure,))
    assert line.dollars.tolist() == [[0, 0]]


def test_requests_of_which_there_are_none_need_no_minutes() -> None:
    """Nothing times an unknown is nothing."""
    requests = {
        "requests_per_100_camera_years": 0,
        "footage_minutes_per_request": {"unknown": True},
        "redaction_minutes_per_footage_minute": 4,
    }
    town = {**TOWN, "requests": requests}
    line = line_of({"price": 50, "per": "redacted-hour"}, **town)
    assert line.missing == ((), (), ())


# ------------------------------------------------------- programs of another shape


FIXED = ("program", "program-month", "program-year")
"""The drivers that count neither cameras nor people nor video."""


def every_driver(price: float = 100, **more: Any) -> dict[str, Any]:
    """A program with a line of every driver."""
    lines = {
        per: {**line, "price": price, "per": per} for per, (line, _) in BY_HAND.items()
    }
    return small(lines=lines, **{**TOWN, **more})


def test_no_camera_in_service_leaves_only_what_is_fixed() -> None:
    """All waves go live after the horizon: only the program itself costs money."""
    late = {"late": {"go_live_month": "2031-07"}}
    projection = projected(every_driver(waves=late))
    costly = {line.name for line in projection.lines if line.dollars.any()}
    assert costly == set(FIXED)


def test_what_is_counted_by_itself_is_fixed_too() -> None:
    """A plain count asks for no camera."""
    lines = {
        "docks": {"price": 100, "per": "item", "count": 2},
        "posts": {"price": 100, "per": "post-year", "count": 2},
    }
    waves = {"late": {"go_live_month": "2031-07"}}
    found = projected(small(lines=lines, waves=waves), 2)
    assert [line.dollars.tolist() for line in found.lines] == [[[200, 0]], [[200, 200]]]


def test_a_program_may_begin_without_cameras() -> None:
    """Spending from July 2023, the first camera in October 2024."""
    waves = {"first": {"go_live_month": "2024-10"}}
    line = {"price": 12, "per": "camera-year"}
    # nothing; 9 of 12 months; 12 months of ten cameras
    assert dollars(line, waves=waves) == [0, 90, 120]


def test_one_hundred_cameras_may_come_in_mid_year() -> None:
    """Ten from July 2023, and a hundred more in the seventh month of FY2025."""
    waves = {
        "first": {"go_live_month": "2023-07", "cameras": 10},
        "more": {"go_live_month": "2025-01", "cameras": 100},
    }
    line = {"price": 120, "per": "camera-year"}
    # 10 * 120;  10 * 60 + 110 * 60;  110 * 120
    assert dollars(line, cameras=110, waves=waves) == [1_200, 7_200, 13_200]
    bought = {"price": 500, "per": "camera"}
    assert dollars(bought, cameras=110, waves=waves) == [5_000, 50_000, 0]


def test_a_partial_first_year_is_charged_by_its_months() -> None:
    """From April 2024, three months of FY2024 are a quarter of 12,000."""
    line = {"price": 12_000, "per": "program-year"}
    assert dollars(line, first_month="2024-04") == [3_000, 12_000, 12_000]


def test_thirty_years_are_projected(run: Run, ask: Ask) -> None:
    """The longest horizon, of the longest program: FY2024 to FY2053."""
    table = table_of(ask("cost", "typical", "--years", "30"), "cost")
    assert column_of(table, "fiscal_year") == list(range(2024, 2054))
    assert table["totals"]["cost"] == sum(column_of(table, "cost"))
    assert table["totals"]["months"] == 360
    assert run("cost", "typical", "--years", "31").exit_code == 2


def test_a_longer_horizon_changes_no_year_of_a_shorter_one() -> None:
    """Every driver, one year and thirty."""
    short, long = (projected(every_driver(), years) for years in (2, 30))
    for one, other in zip(short.lines, long.lines, strict=True):
        assert other.dollars[:, :2].tolist() == one.dollars.tolist(), one.name


# ----------------------------------------------------------------- before rounding


@given(st.integers(1, 100_000), st.integers(1, 6))
@settings(max_examples=25, deadline=None)
def test_doubling_every_price_doubles_every_line(cents: int, years: int) -> None:
    """Every driver, before rounding."""
    once = unrounded(projected(every_driver(cents / 100), years))
    twice = unrounded(projected(every_driver(cents / 50), years))
    for name, amounts in once.items():
        assert twice[name] == pytest.approx([2 * each for each in amounts]), name


@pytest.mark.parametrize("start", range(1, 13))
def test_moving_the_start_of_the_fiscal_year_moves_dollars_between_years(
    start: int,
) -> None:
    """Over the same months, the unrounded sum of every line stays."""
    july = unrounded(projected(every_driver(last_month="2026-06"), 4))
    moved = unrounded(
        projected(every_driver(last_month="2026-06", fiscal_year_start_month=start), 4)
    )
    for name, amounts in july.items():
        assert sum(moved[name]) == pytest.approx(sum(amounts)), name
    if start != 7:
        assert moved["camera-year"] != july["camera-year"]


def test_all_lines_of_the_town_add_up(ask: Ask) -> None:
    """The last column of the table above, summed by hand."""
    lines = {per: {**line, "per": per} for per, (line, _) in BY_HAND.items()}
    table = table_of(
        ask("cost", str(write(small(lines=lines, **TOWN))), "--years", "3"), "cost"
    )
    # 900 + 120 + 1,000 + 70 + 500 + 72 + 72 + 80 + 60 + 320 + 192 + 192 + 150 + 150
    #   + 50 + 9 + 1,350
    # 120 + 1,000 + 70 + 600 + 228 + 228 + 120 + 190 + 480 + 648 + 648 + 475 + 475
    #   + 100 + 34 + 5,100
    # 120 + 1,000 + 240 + 240 + 200 + 720 + 720 + 500 + 500 + 36 + 5,400
    assert column_of(table, "cost") == [5_287, 10_516, 9_676]
