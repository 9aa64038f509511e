"""Footage: what is recorded, what is still held, and when the store stops growing."""

import math
from typing import Any

import numpy as np
import pytest
from cost_lines import notices_of, projected
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import Ask, Data, faults, loaded, priced, small, write

from bodycam_cli.program.dates import month_text
from bodycam_cli.projection.footage import DAYS_PER_MONTH, Video, held
from bodycam_cli.projection.projecting import project
from bodycam_cli.projection.store import cost_after_the_end, month_when_full

HOURS = {"recorded_hours_per_camera_year": 120, "gb_per_recorded_hour": 10}
"""Ten hours of 10 GB a camera-month: ten cameras record a terabyte a month."""


def footage(**classes: Data) -> dict[str, Any]:
    """The small program, with classes of video."""
    return small(footage={**HOURS, "retention": classes})


def video_of(data: Data, years: int = 1) -> Video:
    """The video of a program at the likely values."""
    video = project(loaded(data), years, "lines").grid.video
    assert video is not None
    return video


def retained(data: Data, years: int = 1) -> list[float]:
    """Terabytes held at the end of each month."""
    return [float(tb) for tb in video_of(data, years).all_retained_tb[0]]


def close(expected: list[float]) -> Any:
    """Numbers but for binary noise."""
    return pytest.approx(expected, abs=1e-9)


# ------------------------------------------------------------------------- recorded


def test_hours_and_terabytes_follow_the_cameras() -> None:
    """Ten cameras * 120 hours / 12 = 100 hours, at 10 GB 1,000 GB, 1 TB."""
    video = video_of(footage(all={"months": 1}))
    assert video.recorded_hours[0].tolist() == close([100.0] * 12)
    assert video.all_recorded_tb[0].tolist() == close([1.0] * 12)


def test_a_wave_records_from_the_month_in_which_it_goes_live() -> None:
    """Four cameras from September, ten from November 2023."""
    waves = {
        "north": {"go_live_month": "2023-09", "cameras": 4},
        "south": {"go_live_month": "2023-11", "cameras": 6},
    }
    video = video_of(footage(all={"months": 1}) | {"waves": waves})
    assert video.recorded_hours[0].tolist() == close([0, 0, 40, 40] + [100] * 8)


def test_classes_share_what_is_recorded() -> None:
    """A twentieth, a fifth, and the rest."""
    video = video_of(
        footage(
            evidence={"share": 0.05, "months": 60},
            stops={"share": 0.2, "months": 12},
            routine={"months": 1},
        )
    )
    first = {name: float(tb[0, 0]) for name, tb in video.recorded_tb.items()}
    assert first == pytest.approx({"evidence": 0.05, "stops": 0.2, "routine": 0.75})


@pytest.mark.parametrize(
    ("videos", "hours", "cameras", "months", "a_year", "minutes"),
    [
        # Boston's pilot of 2016-17: 38,200 videos and 4,600 hours with 100 cameras
        (38_200, 4_600, 100, 12, 46, 7.2),
        # Worcester's of 2019: 7,707 videos and 1,100 hours, 20 cameras, six months
        (7_707, 1_100, 20, 6, 110, 8.6),
    ],
    ids=["boston", "worcester"],
)
def test_the_volumes_of_the_pilots_come_out_again(  # noqa: PLR0913, PLR0917
    videos: int, hours: int, cameras: int, months: int, a_year: int, minutes: float
) -> None:
    """Published hours by cameras and years, and back: BPD 2018, WPD 2023."""
    assert hours / cameras / (months / 12) == a_year
    assert hours * 60 / videos == pytest.approx(minutes, abs=0.05)
    pilot = footage(all={"months": 1}) | {
        "cameras": cameras,
        "last_month": month_text(2023 * 12 + 6 + months - 1),
    }
    pilot["footage"] = {**pilot["footage"], "recorded_hours_per_camera_year": a_year}
    assert video_of(pilot).recorded_hours.sum() == pytest.approx(hours)


# ------------------------------------------------------------------------- retained


def test_a_month_kept_is_the_month_itself() -> None:
    """What was recorded in it is there at its end, and gone a month later."""
    assert retained(footage(all={"months": 1})) == close([1.0] * 12)


def test_the_store_fills_up_and_stays_full() -> None:
    """Three months kept: 1, 2, 3, 3 and so on."""
    assert retained(footage(all={"months": 3})) == close([1, 2] + [3] * 10)


def test_a_part_of_a_month_keeps_that_part_of_its_recordings() -> None:
    """Two and a half months: half of what is two months old is still there."""
    assert retained(footage(all={"months": 2.5})) == close([1, 2] + [2.5] * 10)
    assert retained(footage(all={"months": 0.25})) == close([0.25] * 12)
    assert retained(footage(all={"months": 0})) == close([0.0] * 12)


def test_days_are_months_of_30_and_7_16_days() -> None:
    """A year of 365.25 days by twelve; 90 days keep 2.957 TB."""
    assert DAYS_PER_MONTH * 12 == 365.25
    # 90 / 30.4375 = 2.956879
    assert retained(footage(all={"days": 90}))[-1] == pytest.approx(2.956879, abs=1e-6)


def test_the_longest_retentions_keep_everything() -> None:
    """1, 2, 3: nothing is deleted, by number or without end."""
    everything = close([float(month) for month in range(1, 13)])
    assert retained(footage(all={"days": 40_000})) == everything
    assert retained(footage(all={"months": 1_200})) == everything
    assert retained(footage(all={"days": "indefinite"})) == everything
    assert retained(footage(all={"months": {"value": "indefinite"}})) == everything


def test_classes_are_kept_each_for_its_time() -> None:
    """A tenth for six months and the rest for two, ten months on: 0.6 + 1.8."""
    classes = {"evidence": {"share": 0.1, "months": 6}, "routine": {"months": 2}}
    video = video_of(footage(**classes))
    assert video.retained_tb["evidence"][0, 9] == pytest.approx(0.6)
    assert video.retained_tb["routine"][0, 9] == pytest.approx(1.8)
    assert video.all_retained_tb[0, 9] == pytest.approx(2.4)


# ------------------------------------------------------------------ changed by law


def changed(first: int, *changes: tuple[str, Any]) -> dict[str, Any]:
    """One class whose retention in months changes."""
    rules = [{"month": month, "months": months} for month, months in changes]
    return footage(all={"months": first, "changes": rules})


def test_a_longer_retention_does_not_bring_back_what_is_deleted() -> None:
    """One month until December 2023, four from January 2024: 1 ... 1, 2, 3, 4, 4."""
    expected = [1.0] * 6 + [2, 3, 4, 4, 4, 4]
    assert retained(changed(1, ("2024-01", 4))) == close(expected)


def test_a_shorter_retention_deletes_at_once() -> None:
    """Five months until December 2023, then two."""
    expected = [1.0, 2, 3, 4, 5, 5] + [2] * 6
    assert retained(changed(5, ("2024-01", 2))) == close(expected)


def test_a_retention_may_change_twice() -> None:
    """One, then four, then two months."""
    expected = [1.0] * 6 + [2, 3, 4, 2, 2, 2]
    found = retained(changed(1, ("2024-01", 4), ("2024-04", 2)))
    assert found == close(expected)
    # in whatever order the file has them
    assert retained(changed(1, ("2024-04", 2), ("2024-01", 4))) == found


def test_a_change_before_the_program_holds_from_its_first_month() -> None:
    """The law is older than the cameras."""
    assert retained(changed(1, ("2020-01", 3))) == close([1, 2] + [3] * 10)


def test_a_retention_may_become_indefinite_and_end_again() -> None:
    """Kept without end from January to March 2024; then two months again."""
    found = retained(changed(1, ("2024-01", "indefinite"), ("2024-04", 2)))
    assert found == close([1.0] * 6 + [2, 3, 4, 2, 2, 2])


def test_clarksville_keeps_more_than_six_times_as_much() -> None:
    """From 30 to 190 days by a law of Indiana, in July 2016: 75 cameras.

    190 / 30 = 6.33 times the video, half a year later and no sooner. That storage and
    upkeep rose from $5,000-10,000 to $50,000-100,000 a year is more than video alone
    explains: at one price a terabyte, $10,000 becomes $63,333, within what was
    published, and $5,000 becomes $31,667, below it.
    """
    law = [{"month": "2016-07", "days": 190, "source": "assumed"}]
    retention = {"all": {"days": 30, "changes": law}}
    data = small(
        cameras=75,
        first_month="2015-07",
        lines={"storage": {"price": 1, "per": "TB-year"}},
        footage={**HOURS, "retention": retention},
    )
    months = retained(data, years=3)
    before, after = months[11], months[-1]
    assert after / before == pytest.approx(190 / 30)
    # the store grows by a month of recording each month: 30 days, 60.4, 90.9 ...
    days = [each / before * 30 for each in months[11:19]]
    assert days == pytest.approx(
        [30, 60.4375, 90.875, 121.3125, 151.75, 182.1875, 190, 190]
    )
    # the bill of the third year, all of it at 190 days, beside that of the first
    projection = projected(data, 3)
    units = projection.lines[0].quantities
    assert units is not None
    per_year = projection.calendar.by_year(units)[0]
    # 30 days are less than a month, so that the store is full from the first month on
    assert per_year[2] / per_year[0] == pytest.approx(190 / 30)
    thirty = np.array([5_000, 10_000])
    assert (thirty * 190 / 30).tolist() == pytest.approx([31_667, 63_333], abs=1)


# --------------------------------------------------------------- the slow way to it


def slowly(recorded: list[float], kept: list[float]) -> list[float]:
    """What is held at the end of each month: every month of recordings by itself."""
    left = [1.0] * len(recorded)
    held_each = []
    for now, months in enumerate(kept):
        for month in range(now + 1):
            # how much of that month's recordings is no older than allowed
            young = min(max(month + 1 - (now + 1 - months), 0.0), 1.0)
            left[month] = min(left[month], young)
        held_each.append(sum(recorded[month] * left[month] for month in range(now + 1)))
    return held_each


THOUSANDTHS = st.integers(0, 40_000).map(lambda number: number / 1_000)
MONTHS_KEPT = THOUSANDTHS | st.integers(0, 40).map(float) | st.just(math.inf)


@given(
    months=st.lists(
        st.tuples(THOUSANDTHS, MONTHS_KEPT),
        min_size=1,
        max_size=40,
    )
)
@settings(max_examples=300, deadline=None)
def test_the_arrays_hold_what_a_slow_loop_holds(
    months: list[tuple[float, float]],
) -> None:
    """With retentions that change each month, parts of months, and without end."""
    recorded, kept = zip(*months, strict=True)
    found = held(np.array([recorded]), np.array([kept]))[0]
    assert found.tolist() == pytest.approx(slowly(list(recorded), list(kept)), abs=1e-9)


@given(
    days=st.integers(0, 400),
    changes=st.lists(
        st.tuples(st.integers(-3, 40), st.integers(0, 400) | st.just("indefinite")),
        max_size=3,
    ),
    share=st.integers(0, 100),
)
@settings(max_examples=60, deadline=None)
def test_a_program_holds_what_a_slow_loop_holds(
    days: int, changes: list[tuple[int, Any]], share: int
) -> None:
    """Two classes, of which one changes by law, for three years."""
    first = 2023 * 12 + 6
    rules = [{"month": month_text(first + each), "days": d} for each, d in changes]
    classes = {
        "evidence": {"share": share / 100, "days": 700},
        "routine": {"days": days, "changes": rules},
    }
    kept = [days / DAYS_PER_MONTH] * 36
    for each, d in sorted(changes, key=lambda change: change[0]):
        months = math.inf if d == "indefinite" else d / DAYS_PER_MONTH
        kept[max(each, 0) :] = [months] * (36 - max(each, 0))
        kept = kept[:36]
    routine = slowly([1 - share / 100] * 36, kept)
    evidence = slowly([share / 100] * 36, [700 / DAYS_PER_MONTH] * 36)
    expected = [one + other for one, other in zip(routine, evidence, strict=True)]
    assert retained(footage(**classes), years=3) == pytest.approx(expected, abs=1e-9)


@given(
    recorded=st.lists(THOUSANDTHS, min_size=2, max_size=30),
    kept=THOUSANDTHS,
    longer=THOUSANDTHS,
)
@settings(max_examples=150, deadline=None)
def test_a_longer_retention_never_holds_less(
    recorded: list[float], kept: float, longer: float
) -> None:
    """In any month, and never more than was recorded."""
    shape = (1, len(recorded))
    short = held(np.array([recorded]), np.full(shape, kept))
    long = held(np.array([recorded]), np.full(shape, kept + longer))
    assert np.all(long >= short - 1e-9)
    assert np.all(long <= np.cumsum(recorded) + 1e-9)
    assert np.all(short >= -1e-9)


def test_the_arrays_are_left_as_they_were() -> None:
    """A calculation changes nothing that it was given."""
    recorded, kept = np.ones((1, 5)), np.full((1, 5), 2.5)
    held(recorded, kept)
    assert recorded.tolist() == [[1.0] * 5]
    assert kept.tolist() == [[2.5] * 5]


# ------------------------------------------------------------------- until it is full


def full(data: Data) -> str | None:
    """The month at whose end the store has stopped growing."""
    month = month_when_full(loaded(data))
    return None if month is None else month_text(month)


def test_a_store_is_full_when_its_oldest_video_is_deleted() -> None:
    """Ten cameras from July 2023, kept three months: full at the end of September."""
    assert full(footage(all={"months": 3})) == "2023-09"
    # the half month more fills in October
    assert full(footage(all={"months": 3.5})) == "2023-10"


def test_a_later_wave_fills_it_later() -> None:
    """The last cameras come in January 2025, and their twelfth month is December."""
    waves = {
        "first": {"go_live_month": "2023-07", "cameras": 4},
        "last": {"go_live_month": "2025-01", "cameras": 6},
    }
    assert full(footage(all={"months": 12}) | {"waves": waves}) == "2025-12"


def test_the_class_that_is_kept_longest_decides() -> None:
    """1,825 days are 59.96 months: full at the end of the sixtieth, June 2028."""
    classes = {"evidence": {"share": 0.05, "days": 1_825}, "routine": {"days": 90}}
    assert full(footage(**classes)) == "2028-06"


def test_a_change_of_law_starts_it_growing_again() -> None:
    """From July 2030 on 190 days are kept: a month more each month, until December."""
    rules = [{"month": "2030-07", "days": 190}]
    data = footage(all={"days": 30, "changes": rules})
    # days held: 30 in June, then 60.4, 90.9, 121.3, 151.8, 182.2, and 190
    assert full(data) == "2030-12"


def test_a_store_without_end_is_never_full() -> None:
    """A twentieth is kept indefinitely."""
    classes = {
        "evidence": {"share": 0.05, "days": "indefinite"},
        "routine": {"days": 90},
    }
    assert full(footage(**classes)) is None


def test_an_endless_class_of_which_nothing_is_recorded_does_not_count() -> None:
    """Its share is zero."""
    classes = {
        "evidence": {"share": 0, "days": "indefinite"},
        "routine": {"months": 2},
    }
    assert full(footage(**classes)) == "2023-08"


def test_an_end_that_a_law_sets_is_an_end() -> None:
    """Without end until 2026, then a year."""
    rules = [{"month": "2026-01", "months": 12}]
    data = footage(all={"months": "indefinite", "changes": rules})
    assert full(data) == "2025-12"


def test_a_pilot_stops_growing_with_its_last_month_even_without_deletion() -> None:
    """Six months of video are held for ever, and no more comes."""
    data = footage(all={"days": "indefinite"}) | {"last_month": "2023-12"}
    assert full(data) == "2023-12"


def test_a_program_without_video_has_no_store() -> None:
    """Nothing is said of it."""
    assert full(small()) is None


def test_binary_noise_lets_no_store_grow() -> None:
    """A very large program, over three hundred years of sums."""
    data = footage(all={"days": 181}) | {"cameras": 999_999}
    data["footage"] |= {
        "recorded_hours_per_camera_year": 8_783.7,
        "gb_per_recorded_hour": 999.9,
    }
    assert full(data) == "2023-12"


# ----------------------------------------------------------------- after the last month


def pilot(**line: Any) -> dict[str, Any]:
    """Six months of ten cameras, three of them kept, at $100 a terabyte-month."""
    storage = {"price": 100, "per": "TB-month", **line}
    return footage(all={"months": 3}) | {
        "last_month": "2023-12",
        "lines": {"storage": storage},
    }


def test_video_that_outlives_a_pilot_is_a_notice_with_its_dollars(ask: Ask) -> None:
    """3 TB at the end of December 2023, then 2 and 1: 300 dollars more."""
    (notice,) = notices_of(ask, pilot())["video_outlives"]
    assert notice["facts"] == {"dollars": 300}
    assert "$300" in notice["text"]


def test_the_dollars_of_what_outlives_grow_as_the_price_does() -> None:
    """Fiscal years from January: 200 and 100, ten percent and a half on top."""
    steps = [{"month": "2024-02", "rate": 0.5}]
    data = pilot(escalation_rate=0.1, steps=steps) | {"fiscal_year_start_month": 1}
    kept = cost_after_the_end(loaded(data))
    assert kept is not None
    # 2 * 100 * 1.1 + 1 * 100 * 1.1 * 1.5
    assert kept.dollars == pytest.approx(385)


def test_video_kept_without_end_costs_without_end(ask: Ask) -> None:
    """No number is put to it."""
    data = pilot()
    data["footage"] = {**HOURS, "retention": {"all": {"days": "indefinite"}}}
    (notice,) = notices_of(ask, data)["video_outlives"]
    assert notice["facts"] == {"dollars": None}
    assert "without end" in notice["text"]


def test_an_unknown_price_of_what_outlives_is_no_dollar(ask: Ask) -> None:
    """Never one dollar for an unknown."""
    (notice,) = notices_of(ask, pilot(price={"unknown": True}))["video_outlives"]
    assert notice["facts"] == {"dollars": None}
    assert "unknown amount" in notice["text"]


@pytest.mark.parametrize(
    "change",
    [
        {"lines": {"licenses": {"price": 600, "per": "camera-year"}}},
        {"footage": {**HOURS, "retention": {"all": {"months": 1}}}},
    ],
    ids=["not by the terabyte", "all deleted but the last month"],
)
def test_the_notice_is_for_video_that_costs_something(ask: Ask, change: Data) -> None:
    """A license that includes storage has no price for what is left."""
    notices = notices_of(ask, {**pilot(), **change})
    assert "video_outlives" not in notices


def test_what_a_program_leaves_in_years_to_come_is_told_today(ask: Ask) -> None:
    """It ends in 2054, with three terabytes as ever."""
    data = pilot() | {"last_month": "2054-12"}
    (notice,) = notices_of(ask, data, "--years", "1")["video_outlives"]
    assert notice["facts"] == {"dollars": 300}


def test_a_line_that_ends_with_the_program_pays_for_nothing_after_it(ask: Ask) -> None:
    """Its own last month says so."""
    data = pilot(last_month="2023-12")
    assert "video_outlives" not in notices_of(ask, data)


# --------------------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        ({"all": {}}, "expected days or months"),
        ({"all": {"days": 30, "months": 1}}, "expected days or months"),
        (
            {"a": {"share": 0.5, "days": 1}, "b": {"share": 0.4, "days": 1}},
            "the shares add up to 0.9, not 1",
        ),
        (
            {"a": {"share": 0.7, "days": 1}, "b": {"share": 0.7, "days": 1}},
            "the shares add up to 1.4, not 1",
        ),
        ({"a": {"days": 1}, "b": {"days": 1}}, "one class may leave out share"),
    ],
    ids=str,
)
def test_classes_of_video_must_make_a_whole(classes: Data, expected: str) -> None:
    """Each is kept for a time, and together they are all of it."""
    texts = [text for _, text in faults(footage(**classes))]
    assert any(expected in text for text in texts)


def test_a_line_per_terabyte_needs_to_know_what_is_kept() -> None:
    """Hours alone do not say."""
    data = priced(storage={"price": 1, "per": "TB-year"}) | {"footage": HOURS}
    ((_, text),) = faults(data)
    assert "[footage.retention.NAME]" in text


def test_footage_without_classes_is_told_at_the_storage_command(run: Any) -> None:
    """A program that records and says nothing of keeping."""
    path = write(small(footage=HOURS))
    result = run("storage", str(path))
    assert result.exit_code == 1
    assert "[footage.retention.NAME]" in result.stderr
