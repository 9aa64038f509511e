"""The rollout: cameras and officers by month, spares, slips, and changed totals."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from programs import Ask, Data, Run, column_of, loaded, small, table_of, write

from bodycam_cli.program.dates import month_text
from bodycam_cli.program.problems import ProgramError
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.projection.calendar import calendar_of
from bodycam_cli.projection.rollout import (
    Rollout,
    rollout_of,
    spares_for,
    years_to_roll_out,
)
from bodycam_cli.projection.values import Values

THREE_WAVES = {
    "north": {"go_live_month": "2023-08", "cameras": 4},
    "south": {"go_live_month": "2023-10", "cameras": 3},
    "west": {"go_live_month": "2023-11", "cameras": 3},
}
"""Ten cameras in the small program's first half year."""


def rolled_out(program: LoadedProgram, years: int = 1) -> Rollout:
    """The rollout at the likely values."""
    calendar = calendar_of(program.program, years)
    return rollout_of(program, calendar, Values(program.program))


def counts(rollout: Rollout) -> dict[str, int]:
    """Cameras of each wave."""
    return {wave.name: int(wave.cameras[0, 0]) for wave in rollout.waves}


def officers(rollout: Rollout) -> dict[str, int]:
    """Officers of each wave."""
    return {wave.name: int(wave.officers[0, 0]) for wave in rollout.waves}


def dates(rollout: Rollout) -> dict[str, str]:
    """Go-live month of each wave."""
    return {wave.name: month_text(int(wave.go_live[0, 0])) for wave in rollout.waves}


def notices_of(document: Data, kind: str) -> list[Any]:
    """The notices of one kind."""
    return [notice for notice in document["notices"] if notice["kind"] == kind]


# -------------------------------------------------------------------------- waves


def test_without_waves_all_cameras_go_live_in_the_first_month() -> None:
    """Ten cameras from July 2023, bought then and in service ever after."""
    rollout = rolled_out(loaded(small()))
    assert rollout.cameras_in_service.tolist() == [[10] * 12]
    assert rollout.cameras_bought.tolist() == [[10] + [0] * 11]
    assert rollout.waves_live.tolist() == [[1] + [0] * 11]
    assert rollout.officers_new.tolist() == [[10] + [0] * 11]


def test_waves_add_up_as_they_go_live() -> None:
    """4 in August, 3 more in October and 3 more in November 2023."""
    rollout = rolled_out(loaded(small(waves=THREE_WAVES)))
    assert rollout.cameras_in_service.tolist() == [[0, 4, 4, 7] + [10] * 8]
    assert rollout.cameras_bought.tolist() == [[0, 4, 0, 3, 3] + [0] * 7]
    assert rollout.waves_live.tolist() == [[0, 1, 0, 1, 1] + [0] * 7]


def test_two_waves_may_go_live_in_one_month() -> None:
    """Their cameras add up, and two waves are counted."""
    waves = {
        "north": {"go_live_month": "2023-08", "cameras": 4},
        "south": {"go_live_month": "2023-08", "cameras": 6},
    }
    rollout = rolled_out(loaded(small(waves=waves)))
    assert rollout.cameras_in_service.tolist() == [[0] + [10] * 11]
    assert rollout.waves_live.tolist() == [[0, 2] + [0] * 10]


def test_one_wave_without_a_count_takes_the_rest() -> None:
    """10 - 4 = 6, wherever in the file the wave stands."""
    waves = {
        "rest": {"go_live_month": "2023-09"},
        "north": {"go_live_month": "2023-08", "cameras": 4},
    }
    assert counts(rolled_out(loaded(small(waves=waves)))) == {"rest": 6, "north": 4}


def test_without_a_camera_count_the_program_has_the_sum_of_its_waves() -> None:
    """4 + 3 + 3 = 10."""
    program = small(waves=THREE_WAVES)
    del program["cameras"]
    assert loaded(program).program.cameras.likely_value == 10


# ------------------------------------------------------- a total set in a later layer


@pytest.mark.parametrize(
    ("total", "left"),
    [
        (9, {"north": 4, "south": 3, "west": 2}),
        (7, {"north": 4, "south": 3, "west": 0}),
        (5, {"north": 4, "south": 1, "west": 0}),
        (1, {"north": 1, "south": 0, "west": 0}),
    ],
)
def test_fewer_cameras_are_taken_from_the_latest_wave_backwards(
    total: int, left: dict[str, int]
) -> None:
    """Set on the command line over three fixed waves of 4, 3 and 3."""
    program = loaded(small(waves=THREE_WAVES), f"cameras={total}")
    rollout = rolled_out(program)
    assert counts(rollout) == left
    assert rollout.cameras_in_service[0, -1] == total


def test_the_latest_wave_is_the_latest_by_date_not_by_place_in_the_file() -> None:
    """The wave of November stands first in the file and still gives first."""
    waves = {name: THREE_WAVES[name] for name in ("west", "north", "south")}
    program = loaded(small(waves=waves), "cameras=8")
    assert counts(rolled_out(program)) == {"west": 1, "north": 4, "south": 3}


def test_of_waves_in_one_month_the_last_in_the_file_gives_first() -> None:
    """Both go live in August; the second loses its cameras."""
    waves = {
        "north": {"go_live_month": "2023-08", "cameras": 4},
        "south": {"go_live_month": "2023-08", "cameras": 6},
    }
    program = loaded(small(waves=waves), "cameras=5")
    assert counts(rolled_out(program)) == {"north": 4, "south": 1}


def test_a_wave_that_lost_all_its_cameras_does_not_go_live() -> None:
    """A price per wave is not charged for it."""
    rollout = rolled_out(loaded(small(waves=THREE_WAVES), "cameras=7"))
    assert rollout.waves_live.sum() == 2


@pytest.mark.parametrize(("total", "rest"), [(20, 13), (8, 1), (7, 0)])
def test_the_rest_wave_takes_the_difference(total: int, rest: int) -> None:
    """More or fewer, over fixed waves of 4 and 3."""
    waves = {**THREE_WAVES, "west": {"go_live_month": "2023-11"}}
    program = loaded(small(waves=waves), f"cameras={total}")
    assert counts(rolled_out(program)) == {"north": 4, "south": 3, "west": rest}


def test_when_the_rest_is_used_up_the_fixed_waves_give() -> None:
    """5 cameras: none for the rest, and 1 instead of 3 in October."""
    waves = {**THREE_WAVES, "west": {"go_live_month": "2023-11"}}
    program = loaded(small(waves=waves), "cameras=5")
    assert counts(rolled_out(program)) == {"north": 4, "south": 1, "west": 0}


def test_more_cameras_without_a_rest_wave_are_refused_with_the_way_out() -> None:
    """The waves have 10, the command line says 11."""
    with pytest.raises(ProgramError) as error:
        loaded(small(waves=THREE_WAVES), "cameras=11")
    (problem,) = error.value.problems
    assert "10 cameras" in problem.text
    assert "11" in problem.text
    assert "takes the rest" in problem.text


def test_waves_and_total_of_one_layer_must_add_up() -> None:
    """In one file, 10 in waves and 9 in all is a slip, not a wish."""
    with pytest.raises(ProgramError, match="add up to 10 cameras"):
        loaded(small(waves=THREE_WAVES, cameras=9))


def test_a_date_set_later_than_the_total_does_not_undo_it() -> None:
    """Moving a wave is not counting its cameras."""
    program = loaded(
        small(waves=THREE_WAVES), "cameras=7", "waves.west.go_live_month=2024-01"
    )
    assert counts(rolled_out(program)) == {"north": 4, "south": 3, "west": 0}


# ----------------------------------------------------------------------- officers


def test_officers_are_as_many_as_cameras_where_not_given() -> None:
    """Wave by wave."""
    rollout = rolled_out(loaded(small(waves=THREE_WAVES)))
    assert officers(rollout) == {"north": 4, "south": 3, "west": 3}


def test_officers_come_in_proportion_on_the_running_total() -> None:
    """25 for 10 cameras: 25 * 4/10 = 10; 25 * 7/10 = 17.5, so 18; 25."""
    rollout = rolled_out(loaded(small(waves=THREE_WAVES, officers=25)))
    assert officers(rollout) == {"north": 10, "south": 8, "west": 7}
    assert rollout.officers_equipped.tolist() == [[0, 10, 10, 18] + [25] * 8]
    assert rollout.officers_new.tolist() == [[0, 10, 0, 8, 7] + [0] * 7]


def test_fewer_officers_than_cameras_never_add_up_to_more() -> None:
    """Three officers for ten cameras: 1.2, so 1; 2.1, so 2; 3."""
    rollout = rolled_out(loaded(small(waves=THREE_WAVES, officers=3)))
    assert officers(rollout) == {"north": 1, "south": 1, "west": 1}


def test_a_wave_may_give_its_own_officers() -> None:
    """20 in the north; the other 10 by cameras, 3 and 3, so 5 and 5."""
    waves = {**THREE_WAVES, "north": {**THREE_WAVES["north"], "officers": 20}}
    rollout = rolled_out(loaded(small(waves=waves, officers=30)))
    assert officers(rollout) == {"north": 20, "south": 5, "west": 5}


def test_a_program_may_have_no_officers() -> None:
    """Cameras on a shelf: nobody is equipped."""
    rollout = rolled_out(loaded(small(officers=0)))
    assert rollout.officers_equipped.sum() == 0


# ------------------------------------------------------------------------- spares


def test_spares_are_rounded_up_on_the_running_total() -> None:
    """0.1 of 4, 7 and 10 is 0.4, 0.7 and 1: one spare, bought with the first wave."""
    rollout = rolled_out(loaded(small(waves=THREE_WAVES, spare_share=0.1)))
    assert rollout.cameras_bought.tolist() == [[0, 5, 0, 3, 3] + [0] * 7]
    assert rollout.cameras_in_service[0, -1] == 10


@pytest.mark.parametrize(
    ("cameras", "share", "spares"),
    [
        (30, 0.1, 3),  # 3.0000000000000004 in binary
        (70, 0.1, 7),  # 7.000000000000001
        (100, 0.07, 7),  # 7.000000000000001
        (100, 0.29, 29),  # 28.999999999999996
        (31, 0.1, 4),
        (1, 0.001, 1),
        (400, 0, 0),
        (20, 1, 20),
        (7, 2, 14),
        (0, 0.5, 0),
    ],
)
def test_binary_noise_buys_no_spare(cameras: int, share: float, spares: int) -> None:
    """A whole number of spares is that number, whatever binary makes of it."""
    found = spares_for(np.array([[float(cameras)]]), np.array([[share]]))
    assert found.tolist() == [[spares]]


# -------------------------------------------------------------------- dates and slip


def test_a_slip_moves_every_wave_to_come() -> None:
    """Without as_of, nothing has happened yet: all are two months late."""
    rollout = rolled_out(loaded(small(waves=THREE_WAVES, slip_months=2)))
    assert dates(rollout) == {"north": "2023-10", "south": "2023-12", "west": "2024-01"}
    assert rollout.cameras_in_service.tolist() == [[0] * 3 + [4, 4, 7] + [10] * 6]


def test_what_has_happened_by_as_of_does_not_slip() -> None:
    """The waves of August and October are there in October 2023."""
    rollout = rolled_out(
        loaded(small(waves=THREE_WAVES, slip_months=2, as_of="2023-10"))
    )
    assert dates(rollout) == {"north": "2023-08", "south": "2023-10", "west": "2024-01"}


def test_as_of_alone_moves_nothing() -> None:
    """It says what has happened, and nothing is late."""
    rollout = rolled_out(loaded(small(waves=THREE_WAVES, as_of="2023-10")))
    assert dates(rollout) == {"north": "2023-08", "south": "2023-10", "west": "2023-11"}


def test_a_slip_does_not_move_a_program_without_waves() -> None:
    """Its cameras are there in its first month; a slip moves waves alone."""
    rollout = rolled_out(loaded(small(slip_months=6)))
    assert rollout.cameras_in_service.tolist() == [[10] * 12]


def test_cameras_that_slip_beyond_the_horizon_are_named(ask: Ask) -> None:
    """West moves from November 2023 to November 2024, after the one year asked for."""
    path = write(small(waves=THREE_WAVES, slip_months=12, as_of="2023-10"))
    for command in ("cost", "rollout"):
        document = ask(command, str(path), "--years", "1")
        (notice,) = notices_of(document, "beyond_horizon")
        assert notice["facts"] == {"cameras": 3, "waves": ["west"]}
        assert "west" in notice["text"]
        assert "2024-06" in notice["text"]


def test_a_slip_beyond_a_pilots_end_is_named_too(ask: Ask) -> None:
    """More years would not show it: the program ends before."""
    path = write(small(waves=THREE_WAVES, slip_months=3, last_month="2023-12"))
    document = ask("rollout", str(path))
    (notice,) = notices_of(document, "beyond_horizon")
    assert notice["facts"] == {"cameras": 6, "waves": ["south", "west"]}
    months = table_of(document, "months")
    assert column_of(months, "cameras_in_service") == [0, 0, 0, 0, 4, 4]


def test_a_wave_without_cameras_is_never_missed(ask: Ask) -> None:
    """It slips beyond the horizon and takes nothing with it."""
    path = write(small(waves=THREE_WAVES, slip_months=12, as_of="2023-10"))
    for command in ("cost", "rollout"):
        document = ask(command, str(path), "--years", "1", "--set", "cameras=7")
        assert notices_of(document, "beyond_horizon") == []


def test_the_rollout_is_shown_until_the_last_wave_is_live() -> None:
    """One wave in the third fiscal year: three years, and never more than thirty."""
    late = {**THREE_WAVES, "west": {"go_live_month": "2025-08", "cameras": 3}}
    program = loaded(small(waves=late))
    assert years_to_roll_out(program, Values(program.program)) == 3
    later = loaded(small(waves=late, slip_months=360))
    assert years_to_roll_out(later, Values(later.program)) == 30


def test_a_wave_without_cameras_does_not_lengthen_the_rollout() -> None:
    """Seven cameras are all there in October 2023, in the first year."""
    late = {**THREE_WAVES, "west": {"go_live_month": "2025-08", "cameras": 3}}
    program = loaded(small(waves=late), "cameras=7")
    assert years_to_roll_out(program, Values(program.program)) == 1


def test_without_waves_the_rollout_is_shown_for_its_first_year(ask: Ask) -> None:
    """All is done in the first month."""
    document = ask("rollout", str(write(small())))
    assert len(table_of(document, "months")["rows"]) == 12


# --------------------------------------------------------------- what the report says


def test_the_waves_are_listed_by_date(ask: Ask) -> None:
    """Whatever their order in the file."""
    waves = {name: THREE_WAVES[name] for name in ("west", "north", "south")}
    table = table_of(ask("rollout", str(write(small(waves=waves)))), "waves")
    assert column_of(table, "wave") == ["north", "south", "west"]
    assert table["totals"] == {"cameras": 10, "officers": 10}


def test_the_answer_counts_only_waves_that_have_cameras(ask: Ask) -> None:
    """With 7 cameras the last wave is empty: all are there from October 2023."""
    path = write(small(waves=THREE_WAVES))
    answer = ask("rollout", str(path), "--set", "cameras=7")["answer"][0]
    assert "7 cameras" in answer
    assert "October 2023" in answer
    assert "2 waves" in answer


def test_one_camera_is_told_in_the_singular(ask: Ask, run: Run) -> None:
    """In the answer, in a notice, and under the cost."""
    path = str(write(small(cameras=1)))
    assert ask("rollout", path)["answer"][0].startswith("1 camera is in service")
    assert "by 1 camera." in run("cost", path).stdout
    waves = {"late": {"go_live_month": "2026-07", "cameras": 1}}
    late = str(write(small(cameras=1, waves=waves)))
    for command in ("cost", "rollout"):
        document = ask(command, late, "--years", "1")
        (notice,) = notices_of(document, "beyond_horizon")
        assert notice["text"].startswith("1 camera of late goes live after")


def test_no_camera_in_service_is_said_in_words(ask: Ask) -> None:
    """Everything slips beyond the one year shown."""
    path = write(small(waves=THREE_WAVES, slip_months=24))
    document = ask("rollout", str(path), "--years", "1")
    assert "No camera is in service" in document["answer"][0]


def test_spares_are_told_from_cameras_in_service(ask: Ask) -> None:
    """10 in service, 11 bought."""
    path = write(small(waves=THREE_WAVES, spare_share=0.1))
    answer = " ".join(ask("rollout", str(path))["answer"])
    assert "10 cameras" in answer
    assert "11 are bought" in answer
    assert "1 spare" in answer


def test_the_report_says_that_officers_are_taken_for_cameras(
    ask: Ask, run: Run
) -> None:
    """Only where they are not given."""
    default = write(small())
    assert "Officers" in " ".join(ask("rollout", str(default))["answer"])
    given = write(small(officers=10))
    assert "Officers are taken" not in run("rollout", str(given)).stdout


# ---------------------------------------------------------------------- identities


@given(
    cameras=st.lists(st.integers(0, 300), min_size=1, max_size=6),
    months=st.lists(st.integers(0, 40), min_size=6, max_size=6),
    people=st.none() | st.integers(0, 900),
    share=st.floats(0, 2),
    slip=st.integers(0, 30),
)
def test_cameras_and_officers_roll_forward(
    cameras: list[int],
    months: list[int],
    people: int | None,
    share: float,
    slip: int,
) -> None:
    """What is there plus what is new is what is there a month later."""
    if sum(cameras) == 0:
        cameras = [*cameras, 1][-6:]
    waves = {
        f"w{index}": {
            "go_live_month": month_text(2023 * 12 + 6 + when),
            "cameras": count,
        }
        for index, (count, when) in enumerate(zip(cameras, months, strict=False))
    }
    given_people = {} if people is None else {"officers": people}
    program = loaded(
        small(
            cameras=sum(cameras),
            waves=waves,
            spare_share=share,
            slip_months=slip,
            **given_people,
        )
    )
    rollout = rolled_out(program, years=7)
    service, bought = rollout.cameras_in_service[0], rollout.cameras_bought[0]
    opening = 0.0
    for month, closing in enumerate(service):
        live = [w for w in rollout.waves if w.go_live[0, 0] == 2023 * 12 + 6 + month]
        assert closing == opening + sum(wave.cameras[0, 0] for wave in live)
        opening = closing
    assert service[-1] == sum(cameras)
    assert np.all(bought >= 0)
    spares = bought.cumsum() - service
    assert np.all(spares >= np.round(service * share, 9))
    assert np.all(spares < service * share + 1)
    wanted = sum(cameras) if people is None else people
    assert rollout.officers_new.sum() == wanted
    assert rollout.officers_equipped[0, -1] == wanted
    assert np.all(rollout.officers_new >= 0)


@given(total=st.integers(1, 10))
def test_a_smaller_total_is_reached_exactly(total: int) -> None:
    """Whatever is taken from the waves, no more and no less."""
    rollout = rolled_out(loaded(small(waves=THREE_WAVES), f"cameras={total}"))
    assert sum(counts(rollout).values()) == total
    assert all(count >= 0 for count in counts(rollout).values())
    assert sum(officers(rollout).values()) == total


def test_a_pilot_is_shown_to_its_last_month(ask: Ask) -> None:
    """Worcester's runs from May to October 2019, over two fiscal years."""
    months = table_of(ask("rollout", "worcester"), "months")
    assert months["rows"][0]["month"] == "2019-05"
    assert months["rows"][-1]["month"] == "2019-10"
