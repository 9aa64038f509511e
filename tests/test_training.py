"""Training: officers, sessions and weeks by wave, and whether they fit before it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programs import Ask, Data, column_of, loaded, small, table_of, write

from bodycam_cli.projection.calendar import calendar_of
from bodycam_cli.projection.rollout import rollout_of
from bodycam_cli.projection.training import WaveTraining, training_of
from bodycam_cli.projection.values import Values

PLAN: dict[str, Any] = {
    "training_hours_per_officer": 4,
    "officers_per_session": 20,
    "sessions_per_week": 4,
}
WAVES: dict[str, Any] = {
    "north": {"go_live_month": "2023-10", "cameras": 50},
    "south": {"go_live_month": "2023-12", "cameras": 45},
}
"""Spending starts in July 2023: three months for the first wave, five for both."""


def town(plan: Data | None = PLAN, **more: Any) -> dict[str, Any]:
    """95 cameras in two waves, and how their officers are trained."""
    data = small(cameras=95, waves=WAVES, **more)
    return data if plan is None else {**data, "training": plan}


def training(data: Data) -> list[WaveTraining]:
    """The training of a program at the likely values."""
    program = loaded(data)
    values = Values(program.program)
    rollout = rollout_of(program, calendar_of(program.program, 5), values)
    return training_of(program, rollout, values)


def rollout_notices(ask: Ask, data: Data) -> list[dict[str, Any]]:
    """The notices of training that is too short."""
    document = ask("rollout", str(write(data)))
    notices: list[dict[str, Any]] = document["notices"]
    return [each for each in notices if each["kind"] == "training_too_short"]


# --------------------------------------------------------------------- sessions, weeks


def test_sessions_are_rounded_up_and_weeks_are_not() -> None:
    """50 / 20 = 2.5, so 3 sessions, 0.75 weeks; 45 / 20 = 2.25, so 3."""
    assert training(town()) == [
        WaveTraining("north", 3, 0.75, 0),
        WaveTraining("south", 3, 0.75, 0),
    ]


def test_it_is_officers_who_are_trained() -> None:
    """190 officers share 95 cameras: 100 and 90, so 5 sessions each."""
    assert [each.sessions for each in training(town(officers=190))] == [5, 5]


@pytest.mark.parametrize(("officers", "sessions"), [(1, 1), (20, 1), (21, 2), (0, 0)])
def test_a_session_takes_so_many(officers: int, sessions: int) -> None:
    """And one more officer needs one more session."""
    data = small(officers=officers, training=PLAN)
    assert [each.sessions for each in training(data)] == [sessions]


def test_waves_are_trained_in_the_order_of_their_dates() -> None:
    """South stands first in the file and goes live last."""
    data = town() | {"waves": {name: WAVES[name] for name in ("south", "north")}}
    assert [each.wave for each in training(data)] == ["north", "south"]


def test_without_the_size_of_a_session_there_is_no_number_of_them() -> None:
    """Hours alone say how much, not how often."""
    for plan in (None, {"training_hours_per_officer": 4}):
        assert [each.sessions for each in training(town(plan))] == [None, None]
        assert [each.weeks for each in training(town(plan))] == [None, None]


def test_without_a_pace_there_are_sessions_and_no_weeks() -> None:
    """And nothing can be too late."""
    plan = {key: PLAN[key] for key in PLAN if key != "sessions_per_week"}
    assert training(town(plan)) == [
        WaveTraining("north", 3, None, 0),
        WaveTraining("south", 3, None, 0),
    ]


# --------------------------------------------------------------------- does it fit


def test_a_wave_has_the_time_from_the_first_month_to_its_go_live() -> None:
    """Three months are 3 * 30.4375 / 7 = 13.04 weeks; 60 sessions at 4 take 15."""
    plan = {**PLAN, "officers_per_session": 1, "sessions_per_week": 4}
    data = small(
        cameras=60,
        waves={"north": {"go_live_month": "2023-10"}},
        training=plan,
    )
    (found,) = training(data)
    assert found.weeks == 15
    assert found.weeks_too_many == pytest.approx(15 - 13.044643, abs=1e-6)


def test_a_later_wave_waits_for_the_earlier_ones() -> None:
    """12.5 weeks fit into 13.04; 11.25 more do not fit into five months, 21.74."""
    plan = {**PLAN, "officers_per_session": 1, "sessions_per_week": 4}
    north, south = training(town(plan))
    assert (north.weeks, north.weeks_too_many) == (12.5, 0)
    assert south.weeks == 11.25
    # 5 * 30.4375 / 7 = 21.741071
    assert south.weeks_too_many == pytest.approx(23.75 - 21.741071, abs=1e-6)


def test_a_go_live_in_the_first_month_leaves_no_time() -> None:
    """Its officers would have to be trained before the first dollar."""
    (found,) = training(small(training=PLAN))
    assert found.weeks == found.weeks_too_many == 0.25


def test_a_wave_that_lost_its_cameras_is_never_late() -> None:
    """Nobody is in it."""
    plan = {**PLAN, "officers_per_session": 1, "sessions_per_week": 2}
    data = write(town(plan))
    program = loaded(data.read_text(encoding="utf-8"), "cameras=50")
    values = Values(program.program)
    rollout = rollout_of(program, calendar_of(program.program, 5), values)
    north, south = training_of(program, rollout, values)
    assert north.weeks_too_many > 0
    assert (south.sessions, south.weeks_too_many) == (0, 0)


def test_a_slip_gives_time() -> None:
    """Four months later, both fit."""
    plan = {**PLAN, "officers_per_session": 1}
    found = training(town(plan, slip_months=4))
    assert [each.weeks_too_many for each in found] == [0, 0]


@given(officers=st.integers(0, 2_000), size=st.integers(1, 60), pace=st.integers(1, 20))
def test_sessions_are_the_fewest_that_are_enough(
    officers: int, size: int, pace: int
) -> None:
    """One fewer would not do, and weeks are sessions by pace."""
    plan = {**PLAN, "officers_per_session": size, "sessions_per_week": pace}
    (found,) = training(small(officers=officers, training=plan))
    assert found.sessions is not None
    assert found.sessions * size >= officers
    assert officers == 0 or (found.sessions - 1) * size < officers
    assert found.weeks == found.sessions / pace


# ----------------------------------------------------------------------- the report


def test_the_rollout_shows_officers_sessions_and_weeks_by_wave(ask: Ask) -> None:
    """And their sums."""
    table = table_of(ask("rollout", str(write(town(officers=190)))), "waves")
    assert column_of(table, "officers") == [100, 90]
    assert column_of(table, "sessions") == [5, 5]
    assert column_of(table, "weeks") == [1.25, 1.25]
    assert table["totals"] == {"cameras": 95, "officers": 190, "sessions": 10}


def test_what_is_not_said_is_not_shown(ask: Ask) -> None:
    """No sessions, no weeks, and no sum of them."""
    table = table_of(ask("rollout", str(write(town(None)))), "waves")
    assert column_of(table, "sessions") == [None, None]
    assert column_of(table, "weeks") == [None, None]
    assert "sessions" not in table["totals"]


def test_training_that_cannot_finish_is_a_notice(ask: Ask) -> None:
    """With the wave, the weeks that it lacks and what to do."""
    plan = {**PLAN, "officers_per_session": 1}
    (notice,) = rollout_notices(ask, town(plan))
    assert notice["facts"] == {"wave": "south", "weeks": 2.0}
    assert "2.0 weeks" in notice["text"]
    assert "training.sessions_per_week" in notice["text"]


def test_training_that_fits_is_none(ask: Ask) -> None:
    """Nor does a program say so that has no plan."""
    assert rollout_notices(ask, town()) == []
    assert rollout_notices(ask, town(None)) == []


def test_hours_of_training_are_charged_when_officers_are_equipped(ask: Ask) -> None:
    """50 and 45 officers, 4 hours, $60: 12,000 and 10,800."""
    lines = {"training": {"price": 60, "per": "training-hour"}}
    path = str(write(town(lines=lines)))
    table = table_of(ask("cost", path, "--years", "1", "--by", "line"), "lines")
    assert table["totals"]["total"] == 22_800
