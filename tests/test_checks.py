"""The identities that every projection is held to, and what happens when one fails."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from cost_lines import TWO_WAVES, projected
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import Data, Run, small
from random_programs import programs

from bodycam_cli.program.dates import month_text
from bodycam_cli.program.lines import BOUGHT, COUNTED, DRIVERS
from bodycam_cli.projection import checks, projecting
from bodycam_cli.projection.checks import IdentityError, check_identities
from bodycam_cli.projection.projecting import Projection

TOWN: dict[str, Any] = small(
    waves=TWO_WAVES,
    spare_share=0.1,
    lines={
        "cameras": {"price": 500, "per": "camera", "refresh_months": 20},
        "licenses": {"price": 600, "per": "camera-year", "billed": "yearly"},
        "storage": {"price": 900, "per": "TB-year"},
        "attorney": {"price": 9_000, "per": "program-year", "payer": "prosecutor"},
        "setup": {"amounts": {"FY2024": 1_234}, "recurrence": "one-time"},
    },
    footage={
        "recorded_hours_per_camera_year": 120,
        "gb_per_recorded_hour": 10,
        "retention": {"evidence": {"share": 0.1, "months": 30}, "rest": {"days": 90}},
    },
    funding={"grant": {"amount": 4_000, "match_share": 0.5}},
    finance={"contingency_rate": 0.1},
    appropriations={"FY2024": 5_000},
)


@pytest.fixture(name="town")
def _town() -> Projection:
    return projected(TOWN, 3)


def check(projection: Projection, **other: Any) -> None:
    """Check a projection with one of its parts exchanged."""
    parts = {
        "grid": projection.grid,
        "lines": projection.lines,
        "grants": projection.grants,
        "budget": projection.budget,
    }
    check_identities(**{**parts, **other})


def test_a_projection_holds_to_all_of_them(town: Projection) -> None:
    """Nothing is raised, and nothing is changed."""
    check(town)


# ------------------------------------------------------------------ one fault at a time


def with_rollout(projection: Projection, **changed: Any) -> Any:
    """The grid of a projection with another rollout."""
    return replace(projection.grid, rollout=replace(projection.rollout, **changed))


def test_a_camera_out_of_nowhere_is_found(town: Projection) -> None:
    """In service in May 2024, in no wave."""
    in_service = town.rollout.cameras_in_service.copy()
    in_service[0, 10] += 1
    with pytest.raises(IdentityError, match="cameras roll forward does not hold, by 1"):
        check(town, grid=with_rollout(town, cameras_in_service=in_service))


@pytest.mark.parametrize("change", [-3, 3])
def test_spares_that_do_not_follow_the_cameras_are_found(
    town: Projection, change: int
) -> None:
    """Too few or too many were bought."""
    bought = town.rollout.cameras_bought.copy()
    bought[0, 20] += change
    with pytest.raises(IdentityError, match="spares follow the cameras in service"):
        check(town, grid=with_rollout(town, cameras_bought=bought))


def test_a_month_in_the_wrong_year_is_found(town: Projection) -> None:
    """Eleven months of one fiscal year, thirteen of the next."""
    calendar = replace(town.calendar, months_in_year=np.array([11, 13, 12]))
    with pytest.raises(IdentityError, match="months are in their years"):
        check(town, grid=replace(town.grid, calendar=calendar))


def test_years_with_a_gap_are_found(town: Projection) -> None:
    """FY2024, FY2025 and FY2027: June 2026 is in none of them."""
    calendar = replace(town.calendar, fiscal_years=(2024, 2025, 2027))
    with pytest.raises(IdentityError, match="months are in their years"):
        check(town, grid=replace(town.grid, calendar=calendar))


def test_video_out_of_nowhere_is_found(town: Projection) -> None:
    """Held in a month, and neither held nor recorded before."""
    video = town.grid.video
    assert video is not None
    held = {name: tb.copy() for name, tb in video.held_by.items()}
    held["rest"][0, 15] += 500
    grid = replace(town.grid)
    vars(grid)["video"] = replace(video, held_by=held)
    with pytest.raises(IdentityError, match="video of rest rolls forward"):
        check(town, grid=grid)


def test_months_that_miss_their_years_are_found(town: Projection) -> None:
    """A line of $9,000 a year that shows $9,001 in one."""
    attorney = next(line for line in town.lines if line.name == "attorney")
    wrong = replace(attorney, dollars=attorney.dollars + np.array([[0, 1, 0]]))
    lines = tuple(wrong if x is attorney else x for x in town.lines)
    with pytest.raises(IdentityError, match=r"lines\.attorney add up to years"):
        check(town, lines=lines)


def with_budget(projection: Projection, name: str, change: int) -> Any:
    """The budget of a projection, with dollars added to one of its sums in FY2025."""
    money = getattr(projection.budget, name)
    dollars = money.dollars + np.array([[0, change, 0]])
    return replace(projection.budget, **{name: replace(money, dollars=dollars)})


@pytest.mark.parametrize(
    ("money", "identity"),
    [
        ("cost", "lines add up to the cost"),
        ("paid_by_others", "others' lines add up to what others pay"),
        ("local_cost", "cost is paid by others, grants and the city"),
    ],
)
@pytest.mark.parametrize("change", [-1, 1])
def test_a_dollar_too_many_in_a_sum_is_found(
    town: Projection, money: str, identity: str, change: int
) -> None:
    """A single one, either way."""
    with pytest.raises(IdentityError, match=identity):
        check(town, budget=with_budget(town, money, change))


def test_a_grant_beyond_its_award_is_found(town: Projection) -> None:
    """4,000 were awarded."""
    (grant,) = town.grants
    wrong = replace(grant, drawn=grant.drawn + 2_000)
    with pytest.raises(IdentityError, match=r"funding\.grant is no more"):
        check(town, grants=(wrong,))


def test_a_grant_beyond_the_local_cost_is_found(town: Projection) -> None:
    """However large its award is said to be."""
    (grant,) = town.grants
    wrong = replace(grant, award=grant.award * 1_000, drawn=grant.drawn + 90_000)
    with pytest.raises(IdentityError, match="no more than the local cost"):
        check(town, grants=(wrong,))


# ------------------------------------------------------------------- in the product


def test_every_projection_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, at its end, with what it will show."""
    seen = []
    monkeypatch.setattr(
        projecting, "check_identities", lambda *parts: seen.append(parts)
    )
    found = projected(TOWN, 3)
    assert seen == [(found.grid, found.lines, found.grants, found.budget)]


def test_a_failed_check_is_our_fault_and_prints_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 1, one line on stderr that says whose fault it is, no table."""

    def fail(*parts: Any) -> None:
        del parts
        raise IdentityError("cameras roll forward", 3)

    monkeypatch.setattr(projecting, "check_identities", fail)
    result = run("cost", "boston")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "the fault is bodycam's, not yours" in result.stderr
    assert "cameras roll forward does not hold, by 3" in result.stderr
    assert "Traceback" not in result.stderr


def test_every_check_is_asked(
    town: Projection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is written and then forgotten."""
    names = [
        name
        for name in vars(checks)
        if name.startswith("check_") and name != "check_identities"
    ]
    asked = set()

    def ask(name: str) -> Callable[..., None]:
        return lambda *_: asked.add(name)

    for name in names:
        monkeypatch.setattr(checks, name, ask(name))
    check(town)
    assert asked == set(names)
    assert len(names) == 7


@given(programs(grants=True), st.integers(1, 8))
@settings(max_examples=60, deadline=None)
def test_random_programs_hold_to_all_of_them(data: Data, years: int) -> None:
    """With unknown figures, slips, ends in mid-year and all payers."""
    check(projected(data, years))


# ------------------------------------------------- every setting of a line together

MONTHS = st.integers(0, 60).map(lambda each: month_text(2023 * 12 + 6 + each))


@st.composite
def crowded_lines(draw: st.DrawFn) -> dict[str, Any]:
    """A line with whatever its driver allows."""
    per = draw(st.sampled_from(sorted(DRIVERS)))
    line: dict[str, Any] = {
        "price": draw(st.integers(0, 9_999_999)) / 100,
        "per": per,
        "payer": draw(st.sampled_from(("city", "city", "prosecutor"))),
        "category": draw(st.sampled_from(("equipment", "storage", "other"))),
    }
    if per in COUNTED:
        rule = {"one_per": draw(st.integers(1, 90)), "of": "camera", "minimum": 1}
        line["count"] = draw(st.sampled_from((2, 0.5, rule)))
    settings_of_lines: dict[str, tuple[bool, st.SearchStrategy[Any]]] = {
        "refresh_months": (per in BOUGHT, st.integers(1, 60)),
        "billed": (per.endswith(("-month", "-year")), st.just("yearly")),
        "paid_months_before": (True, st.integers(0, 60)),
        "escalation_rate": (True, st.sampled_from((-0.1, 0.03, 0.2))),
        "first_month": (True, MONTHS),
        "steps": (
            True,
            st.lists(st.fixed_dictionaries({"month": MONTHS, "rate": st.just(0.27)})),
        ),
    }
    for name, (is_allowed, values) in settings_of_lines.items():
        if is_allowed and draw(st.booleans()):
            line[name] = draw(values)
    return line


@st.composite
def crowded_programs(draw: st.DrawFn) -> dict[str, Any]:
    """The town above with lines of any kind, and perhaps a last month."""
    lines = draw(st.lists(crowded_lines(), min_size=1, max_size=4))
    data = {
        **TOWN,
        "lines": {f"l{index}": line for index, line in enumerate(lines)},
        "requests": {
            "requests_per_100_camera_years": 40,
            "footage_minutes_per_request": 13,
            "redaction_minutes_per_footage_minute": 3,
        },
        "training": {"training_hours_per_officer": 4},
    }
    if draw(st.booleans()):
        data["last_month"] = month_text(2023 * 12 + 6 + draw(st.integers(60, 90)))
    return data


@given(crowded_programs(), st.integers(1, 7))
@settings(max_examples=80, deadline=None)
def test_whatever_a_line_says_the_identities_hold(data: Data, years: int) -> None:
    """And its first years stay what they are when more are asked for."""
    short, long = projected(data, years), projected(data, years + 3)
    check(short)
    count = len(short.calendar.fiscal_years)
    for one, other in zip(short.lines, long.lines, strict=True):
        assert other.dollars[0, :count].tolist() == one.dollars[0].tolist()
        assert np.all(one.dollars >= 0)
