"""Sampling: from a range to draws, and which draws stay as they are."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from programs import loaded, priced, small

from bodycam_cli.analysis.sampling import (
    BLOCK,
    Ranged,
    draws_of,
    ranged_figures,
    simulated_estimate,
    uniforms,
    value_at,
)
from bodycam_cli.program.figures import Figure, Quantity
from bodycam_cli.program.problems import ProgramError

DOLLARS = Quantity("dollars")
MONTHS = Quantity("months", whole=True)
KEY = "lines.licenses.price"


def ranged(
    low: float, likely: float, high: float, shape: str = "", *, whole: bool = False
) -> Ranged:
    """A ranged figure."""
    data = {"low": low, "likely": likely, "high": high}
    if shape == "uniform":
        del data["likely"]
    figure = Figure.model_validate({**data, **({"shape": shape} if shape else {})})
    return Ranged(KEY, tuple(KEY.split(".")), figure, MONTHS if whole else DOLLARS)


FIRST_NUMBERS = [0.5252713693762232, 0.6617672031406575, 0.9062571040345653]
"""Of the licenses' price with seed 1."""

RANGE = {"low": 600, "likely": 950, "high": 1_350}


# --------------------------------------------------------------------------- shapes


@pytest.mark.parametrize(
    ("chance", "expected"),
    [
        (0.0, 100),
        # 100 + (200 - 100) * sqrt(2 * 0.125) = 100 + 100 * 0.5
        (0.125, 150),
        (0.5, 200),
        # 600 - (600 - 200) * sqrt(2 * 0.125) = 600 - 400 * 0.5
        (0.875, 400),
        (1.0, 600),
    ],
)
def test_half_of_the_draws_lie_on_either_side_of_likely(
    chance: float, expected: float
) -> None:
    """Denser towards likely: the formula of the design, at five points."""
    assert value_at(ranged(100, 200, 600), np.array([chance])) == [expected]


@pytest.mark.parametrize(
    ("chance", "expected"),
    [
        (0.0, 10),
        # likely / low = 2, and half of the way in logarithms is sqrt(2)
        (0.125, 14.142135623730951),
        (0.5, 20),
        # high / likely = 4, and half of the way is 2
        (0.875, 40),
        (1.0, 80),
    ],
)
def test_a_ratio_is_the_same_in_logarithms(chance: float, expected: float) -> None:
    """A quantity known to a factor."""
    (value,) = value_at(ranged(10, 20, 80, "ratio"), np.array([chance]))
    assert value == pytest.approx(expected, rel=1e-12)


def test_any_value_of_a_uniform_range_is_alike() -> None:
    """A straight line from low to high."""
    values = value_at(ranged(10, 0, 30, "uniform"), np.array([0, 0.25, 0.5, 1]))
    assert values.tolist() == [10, 15, 20, 30]


def test_whole_quantities_are_drawn_whole() -> None:
    """Rounded halves up; each whole number of a uniform range is alike."""
    values = value_at(ranged(0, 2, 6, whole=True), np.array([0, 0.125, 0.5, 0.875]))
    assert values.tolist() == [0, 1, 2, 4]
    draws = uniforms(1, KEY, 0, 3)
    slips = value_at(ranged(1, 0, 3, "uniform", whole=True), draws)
    assert np.unique(slips, return_counts=True)[1] == pytest.approx([1_000] * 3, abs=3)


@given(
    st.lists(st.floats(0.01, 1e6), min_size=3, max_size=3).map(sorted),
    st.sampled_from(["", "ratio", "uniform"]),
    st.integers(0, 1_000).map(lambda thousandth: thousandth / 1_000),
)
def test_no_draw_leaves_its_range(ends: list[float], shape: str, chance: float) -> None:
    """Of any shape, at any probability; a point of a range is allowed."""
    low, likely, high = ends
    (value,) = value_at(ranged(low, likely, high, shape), np.array([chance]))
    assert low * (1 - 1e-12) <= value <= high * (1 + 1e-12)


def test_the_mean_and_the_variance_are_those_of_the_formula() -> None:
    """Below likely, the way from low is 2/3 on average and its square 1/2.

    Of 100, 200, 600: half of the draws are 100 + 100 R, half 600 - 400 R, with
    E R = 2/3 and E R^2 = 1/2; the mean is (166.667 + 333.333) / 2 = 250.
    E X^2 = (100^2 + 2 * 100 * 100 * 2/3 + 100^2 / 2) / 2
          + (600^2 - 2 * 600 * 400 * 2/3 + 400^2 / 2) / 2
          = 28,333.333 / 2 + 120,000 / 2 = 74,166.667, less 250^2 is 11,666.667.
    """
    values = value_at(ranged(100, 200, 600), uniforms(1, KEY, 0, 100))
    assert values.mean() == pytest.approx(250, abs=0.1)
    assert values.var() == pytest.approx(11_666.667, rel=0.001)


# -------------------------------------------------------------------------- streams


def test_a_block_hits_every_part_of_the_probability_once() -> None:
    """A Latin hypercube: one number in every thousandth."""
    numbers = uniforms(7, KEY, 3, 2).reshape(2, BLOCK)
    for block in numbers:
        assert sorted((block * BLOCK).astype(int)) == list(range(BLOCK))
    assert not np.array_equal(numbers[0], numbers[1])


def test_more_draws_leave_the_earlier_ones_as_they_are() -> None:
    """A block is a stretch of its own, wherever a run begins."""
    six = uniforms(1, KEY, 0, 6)
    assert np.array_equal(uniforms(1, KEY, 0, 2), six[: 2 * BLOCK])
    assert np.array_equal(uniforms(1, KEY, 4, 2), six[4 * BLOCK :])


def test_another_figure_leaves_the_others_as_they_are() -> None:
    """Each figure has a stream named by its key."""
    licenses, posts = {"price": RANGE, "per": "camera-year"}, {"price": RANGE}
    alone = loaded(priced(licenses=licenses)).program
    both = loaded(
        priced(posts={**posts, "per": "program-year"}, licenses=licenses)
    ).program
    one = draws_of(ranged_figures(alone, "lines"), 1, 0, 1)
    two = draws_of(ranged_figures(both, "lines"), 1, 0, 1)
    assert np.array_equal(one[KEY], two[KEY])
    assert not np.array_equal(two[KEY], two["lines.posts.price"])


def test_another_seed_gives_other_draws() -> None:
    """And the same seed the same ones."""
    assert np.array_equal(uniforms(1, KEY, 0, 1), uniforms(1, KEY, 0, 1))
    assert not np.array_equal(uniforms(1, KEY, 0, 1), uniforms(2, KEY, 0, 1))


def test_figures_are_independent() -> None:
    """The streams of two keys, or of two seeds, have nothing to do with each other."""
    here = uniforms(1, KEY, 0, 20)
    for other in (uniforms(1, "cameras", 0, 20), uniforms(2, KEY, 0, 20)):
        assert abs(np.corrcoef(here, other)[0, 1]) < 0.03  # 4 / sqrt(20,000)


def test_the_first_numbers_are_these_on_every_platform() -> None:
    """Typed here once: only the raw bits of the generator are used."""
    numbers = uniforms(1, KEY, 0, 1)[:3]
    assert numbers.tolist() == FIRST_NUMBERS


def test_another_process_draws_the_same() -> None:
    """Nothing depends on the salt of Python's own hash."""
    code = (
        "from bodycam_cli.analysis.sampling import uniforms;"
        f"print(uniforms(1, {KEY!r}, 0, 1)[:3].tolist())"
    )
    done = subprocess.run(  # noqa: S603 (this Python, and the code above)
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stdout.strip() == str(FIRST_NUMBERS)


# -------------------------------------------------------------------------- figures


def test_only_figures_that_the_estimate_rests_on_are_drawn() -> None:
    """Video that no line is priced by moves nothing, and neither does an envelope."""
    program = loaded(
        small(
            lines={"licenses": {"price": RANGE, "per": "camera-year"}},
            footage={
                "recorded_hours_per_camera_year": RANGE,
                "gb_per_recorded_hour": 2,
                "retention": {"routine": {"days": 90}},
            },
            published={"initial_years": 1, "initial_cost": RANGE},
        )
    ).program
    assert [each.key for each in ranged_figures(program, "lines")] == [KEY]
    found = ranged_figures(program, "published")
    assert [each.key for each in found] == ["published.initial_cost"]


def test_the_lines_are_simulated_unless_the_published_estimate_is_ranged() -> None:
    """Or asked for, or all there is."""
    published = {"initial_years": 1, "initial_cost": 6_000}
    both = loaded(small(estimate="published", published=published)).program
    assert simulated_estimate(both) == "lines"
    assert simulated_estimate(both, "published") == "published"
    spread = loaded(small(published={**published, "initial_cost": RANGE})).program
    assert simulated_estimate(spread) == "published"
    assert simulated_estimate(spread, "lines") == "lines"
    without_lines = {key: value for key, value in small().items() if key != "lines"}
    only = loaded({**without_lines, "published": published}).program
    assert simulated_estimate(only) == "published"


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        (
            "footage.retention.routine.share",
            "{ low = 0.1, likely = 0.2, high = 0.3 }",
            (
                "is a range; expected one number: what a share gains, the other "
                "classes lose"
            ),
        ),
        (
            "appropriations.FY2024",
            "{ low = 1, likely = 2, high = 3 }",
            "is a range; expected one number: it is what was approved",
        ),
        (
            "lines.licenses.price",
            "{ low = -600, likely = 600, high = 900 }",
            "low is -600; expected dollars, 0 to 1,000,000,000,000",
        ),
        (
            "lines.licenses.price",
            '{ low = 0, likely = 600, high = 900, shape = "ratio" }',
            "is known to a factor (ratio); expected a low above 0",
        ),
    ],
)
def test_a_range_that_cannot_be_is_refused(key: str, value: str, expected: str) -> None:
    """With the reason, before anything is drawn."""
    footage = {
        "recorded_hours_per_camera_year": 100,
        "gb_per_recorded_hour": 2,
        "retention": {"routine": {"days": 90}},
    }
    with pytest.raises(ProgramError, match=r"1 problem\.") as caught:
        loaded(small(footage=footage), f"{key}={value}")
    assert f"{key} {expected}" in str(caught.value)


def test_ranged_waves_need_one_that_takes_the_rest() -> None:
    """Else the cameras of a draw would not add up."""
    waves = {"first": {"go_live_month": "2023-07", "cameras": 10}}
    cameras = {"low": 5, "likely": 10, "high": 20}
    with pytest.raises(ProgramError, match="a count of cameras is a range"):
        loaded(small(cameras=cameras, waves=waves))
    waves["rest"] = {"go_live_month": "2023-08"}
    assert loaded(small(cameras=cameras, waves=waves))
