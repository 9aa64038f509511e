"""Derivations: every printed number, made again from its parts."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import Data, loaded, priced, small
from random_programs import announced, programs
from startup import modules_after

from bodycam_cli.analysis.derivation import (
    Derivation,
    Operation,
    constant,
    evaluate,
    joined,
    made,
    unknown,
)
from bodycam_cli.analysis.derivation import (
    given as kept,
)
from bodycam_cli.analysis.explaining import Explainer
from bodycam_cli.analysis.ground import ground_of
from bodycam_cli.program.problems import RefusedError, UsageError
from bodycam_cli.projection.projecting import Projection, project
from bodycam_cli.report.cost import cost_table

YEARS = st.integers(1, 6)

COLUMNS = (
    "months",
    "cost",
    "paid_by_others",
    "funding",
    "local_cost",
    "appropriation",
    "left",
    "unfunded",
    "cumulative",
    "per_camera",
)
"""Every column of the table ``cost`` but the fiscal year."""


def explainer_of(projection: Projection) -> Explainer:
    """What explains the numbers of a projection."""
    return Explainer(ground_of(projection))


def nodes_of(derivation: Derivation) -> Iterator[Derivation]:
    """A derivation and all below it."""
    yield derivation
    for part in derivation.parts:
        yield from nodes_of(part)


def check_tree(derivation: Derivation, printed: Any, missing: Any) -> None:
    """A number is what is printed, and so is all below it what its parts make."""
    assert derivation.value == printed, derivation.label
    assert set(derivation.missing) == set(missing), derivation.label
    assert evaluate(derivation) == (printed or 0)
    for node in nodes_of(derivation):
        assert evaluate(node) == pytest.approx(node.known, rel=1e-12, abs=1e-9)
        if node.operation in ("figure", "constant"):
            assert not node.parts


def check_all(projection: Projection) -> None:
    """Every line and every column of the cost, in every fiscal year."""
    explainer = explainer_of(projection)
    years = projection.calendar.fiscal_years
    for line in projection.lines:
        for index, year in enumerate(years):
            dollars, missing = int(line.dollars[0, index]), line.missing[index]
            printed = None if missing and dollars == 0 else dollars
            check_tree(explainer.explain(line.name, year), printed, missing)
    table = cost_table(projection)
    keys = {(cell.row, cell.column): cell.missing for cell in table.incomplete}
    for index, (year, row) in enumerate(zip(years, table.rows, strict=True)):
        for column in COLUMNS:
            if column in ("left", "appropriation") and row["appropriation"] is None:
                continue
            missing = keys.get((index, column), ())
            found = explainer.explain(f"cost.{column}", year)
            check_tree(found, row[column], missing)


@given(programs(grants=True, full=True), YEARS)
@settings(max_examples=150, deadline=None)
def test_every_number_of_the_cost_is_made_of_its_parts(data: Data, years: int) -> None:
    """To the dollar, the rounding included, with unknown figures among them."""
    check_all(project(loaded(data), years, "lines"))


@given(announced(), YEARS, st.sampled_from(("even", "appropriations")))
@settings(max_examples=200, deadline=None)
def test_every_number_of_a_published_cost_is_made_of_its_parts(
    data: Data, years: int, spread: str
) -> None:
    """In fiscal years and years of the program, spread evenly and as appropriated."""
    published = {**data["published"], "spread": spread}
    if spread == "appropriations":
        published["years"] = "fiscal"
    try:
        projection = project(loaded({**data, "published": published}), years)
    except RefusedError:
        return
    check_all(projection)


@given(programs(full=True), YEARS)
@settings(max_examples=50, deadline=None)
def test_every_number_of_storage_and_rollout_is_made_of_its_parts(
    data: Data, years: int
) -> None:
    """As the store and the rollout have it, by fiscal year."""
    projection = project(loaded(data), years, "lines")
    explainer, rollout = explainer_of(projection), projection.rollout
    calendar, video = projection.calendar, projection.grid.video
    assert video is not None
    ends = calendar.year_starts + calendar.months_in_year - 1
    printed = {
        "rollout.cameras_bought": calendar.by_year(rollout.cameras_bought)[0],
        "rollout.cameras_in_service": rollout.cameras_in_service[0, ends],
        "rollout.officers_equipped": rollout.officers_equipped[0, ends],
        "storage.recorded_hours": calendar.by_year(video.recorded_hours)[0],
        "storage.recorded_tb": calendar.by_year(video.all_recorded_tb)[0],
        "storage.retained_tb": video.all_retained_tb[0, ends],
    }
    for name, numbers in printed.items():
        for year, number in zip(calendar.fiscal_years, numbers, strict=True):
            found = explainer.explain(name, year)
            assert evaluate(found) == pytest.approx(found.known)
            if not found.missing:
                assert found.known == pytest.approx(number)


@given(programs(grants=True, full=True), YEARS)
@settings(max_examples=25, deadline=None)
def test_every_name_can_be_explained_for_all_years(data: Data, years: int) -> None:
    """As a sum of the years, or as the last of them."""
    projection = project(loaded(data), years, "lines")
    explainer = explainer_of(projection)
    for name in explainer.names():
        try:
            found = explainer.explain(name, None)
        except UsageError:
            assert name in ("cost.left", "cost.per_camera", "cost.appropriation")
            continue
        assert evaluate(found) == pytest.approx(found.known)
    total = int(projection.budget.cost.dollars[0].sum())
    assert explainer.explain("total", None).known == total


# ------------------------------------------------------------------- by hand, rare ones

LICENSES = {"price": 600, "per": "camera-year"}
TWO_WAVES = {
    "one": {"go_live_month": "2023-09", "cameras": 4},
    "two": {"go_live_month": "2024-09", "cameras": 6},
}
ANNOUNCED = {"initial_years": 2, "initial_cost": 1_001, "annual_cost_after": 333.5}

RARE: dict[str, tuple[Data, tuple[str, ...]]] = {
    "a published cost that grows": (
        small(published={**ANNOUNCED, "escalation_rate": 0.03}, estimate="published"),
        (),
    ),
    "one that the appropriations spread": (
        small(
            published={**ANNOUNCED, "initial_years": 4, "spread": "appropriations"},
            appropriations={"FY2025": 300},
            estimate="published",
        ),
        (),
    ),
    "one of which a single year is open": (
        small(
            published={**ANNOUNCED, "spread": "appropriations"},
            appropriations={"FY2025": 300.5},
            estimate="published",
        ),
        (),
    ),
    "one in cents": (
        small(published={**ANNOUNCED, "initial_cost": 1_000.5}, estimate="published"),
        (),
    ),
    "one in years of the program": (
        small(
            first_month="2023-10",
            published={**ANNOUNCED, "years": "program"},
            estimate="published",
        ),
        (),
    ),
    "one whose first years are unknown": (
        small(
            first_month="2023-10",
            published={
                **ANNOUNCED,
                "initial_cost": {"unknown": True},
                "years": "program",
            },
            estimate="published",
        ),
        (),
    ),
    "a schedule that goes on": (
        priced(
            l={
                "amounts": {"FY2024": 700, "FY2025": 905},
                "renewal_rate": 0.27,
                "escalation_rate": 0.03,
            }
        ),
        (),
    ),
    "cameras taken from the latest wave on": (small(waves=TWO_WAVES), ("cameras=7",)),
    "half a camera as the middle of a range": (
        small(cameras={"low": 10, "high": 13, "shape": "uniform"}),
        (),
    ),
    "officers in proportion to cameras": (
        small(
            waves=TWO_WAVES,
            officers=25,
            lines={"l": {"price": 900, "per": "officer-year"}},
        ),
        (),
    ),
    "items that rise with officers": (
        small(
            waves=TWO_WAVES,
            lines={
                "l": {
                    "price": 100,
                    "per": "item",
                    "count": {"one_per": 3, "of": "officer"},
                    "paid_months_before": 0,
                },
                "m": {
                    "price": 100,
                    "per": "item",
                    "count": {"one_per": 3, "of": "officer"},
                },
            },
        ),
        (),
    ),
    "items and posts by officers of each wave": (
        small(
            officers=9,
            waves={
                "one": {**TWO_WAVES["one"], "officers": 3},
                "two": {**TWO_WAVES["two"], "officers": 6},
            },
            lines={
                "l": {
                    "price": 100,
                    "per": "item-year",
                    "count": {"one_per": 4, "of": "officer"},
                },
                "m": {
                    "price": 50_000,
                    "per": "post-year",
                    "count": {"one_per": 5, "of": "officer"},
                },
                "n": {
                    "price": 100,
                    "per": "item",
                    "count": {"one_per": 4, "of": "officer"},
                    "first_month": "2024-06",
                },
            },
        ),
        (),
    ),
    "a grant for each camera, in cents": (
        small(funding={"g": {"amount_per_camera": 100.25, "match_share": 0.5}}),
        (),
    ),
    "a grant of which nobody knows the award": (
        small(
            funding={
                "g": {"amount": {"unknown": True}, "match_share": 0.5},
                "h": {"amount": 2_000},
            },
            appropriations={"FY2024": 3_000},
        ),
        (),
    ),
}


@pytest.mark.parametrize("name", RARE)
def test_what_is_rare_is_made_of_its_parts_too(name: str) -> None:
    """What random programs may miss."""
    data, changes = RARE[name]
    check_all(project(loaded(data, *changes), 5))


# ------------------------------------------------------------------- the operations


@pytest.mark.parametrize(
    ("operation", "numbers", "result"),
    [
        ("sum", [1.5, 2], 3.5),
        ("difference", [10, 3, 2], 5),
        ("product", [2, 3, 4], 24),
        ("quotient", [7, 2], 3.5),
        ("power", [1.5, 2], 2.25),
        ("round", [2.5], 3),
        ("round", [-2.5], -3),
        ("round", [14.499999999999998], 15),
        ("nearest", [2.5], 3),
        ("floor", [2.9], 2),
        ("floor", [2.9999999999], 3),
        ("ceiling", [2.1], 3),
        ("ceiling", [3.0000000001], 3),
        ("least", [4, 3], 3),
        ("greatest", [4, 3], 4),
        ("at_least_zero", [-4], 0),
        ("at_least_zero", [4], 4),
    ],
)
def test_an_operation_makes_a_number_of_its_parts(
    operation: Operation, numbers: list[float], result: float
) -> None:
    """Binary noise turns no half away and no whole into one more."""
    derivation = made(operation, "it", "", map(constant, numbers))
    assert derivation.value == result
    assert evaluate(derivation) == result


def test_what_is_missing_counts_for_nothing_and_is_named() -> None:
    """5 and an unknown are at least 5; an unknown by itself is unknown."""
    price = Derivation("price", None, "dollars", "figure", (), "price", ("price",))
    partial = made("sum", "it", "dollars", [constant(5), price])
    assert (partial.value, partial.missing) == (5, ("price",))
    nothing = made("sum", "it", "dollars", [constant(0), price])
    assert (nothing.value, nothing.known) == (None, 0)
    assert unknown("it", "", [price]).missing == ("price",)
    assert evaluate(unknown("it", "", [price])) == 0


def test_a_sum_of_one_part_is_that_part() -> None:
    """It keeps its own label."""
    part = kept("cameras", 3, "cameras")
    assert joined("sum", "all", "cameras", [part]) is part
    assert joined("sum", "all", "cameras", [part, part]).value == 6


# -------------------------------------------------------------------------- its cost


def test_a_derivation_costs_nothing_until_it_is_asked_for() -> None:
    """What answers with the number alone loads none of what explains it."""
    explaining = {
        "bodycam_cli.analysis.derivation",
        "bodycam_cli.analysis.explaining",
        "bodycam_cli.analysis.line_derivations",
    }
    for command in ("cost", "compare", "check"):
        assert not explaining & modules_after([command, "boston"])
    assert explaining <= modules_after(["explain", "boston"])
