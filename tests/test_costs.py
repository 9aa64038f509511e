"""What lines cost: drivers, growth, schedules, rounding, and what is unknown."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from programs import (
    Ask,
    Data,
    column_of,
    loaded,
    priced,
    small,
    table_of,
    write,
)

from bodycam_cli.program.problems import ProgramError
from bodycam_cli.projection.costs import LineCost, whole_dollars
from bodycam_cli.projection.projecting import project

TWO_WAVES = {
    "north": {"go_live_month": "2023-10", "cameras": 4},
    "south": {"go_live_month": "2024-08", "cameras": 6},
}
"""Four cameras for nine months of FY2024, ten from the second month of FY2025."""


def line_of(data: Data, name: str = "line", years: int = 3) -> LineCost:
    """One line of a program, projected over some fiscal years."""
    lines = project(loaded(data), years, "lines").lines
    (found,) = (line for line in lines if line.name == name)
    return found


def dollars(line: Data, years: int = 3, **settings: Any) -> list[int]:
    """What a line costs by fiscal year in the small program."""
    data = small(lines={"line": line}, **settings)
    return [int(amount) for amount in line_of(data, years=years).dollars[0]]


def missing(line: Data, years: int = 3, **settings: Any) -> list[tuple[str, ...]]:
    """The unknown figures of a line by fiscal year."""
    data = small(lines={"line": line}, **settings)
    return list(line_of(data, years=years).missing)


# ------------------------------------------------------------------------- rounding


@pytest.mark.parametrize(
    ("amount", "whole"),
    [
        (0, 0),
        (0.49, 0),
        (0.5, 1),
        (1.5, 2),
        (2.5, 3),  # Python's round gives 2
        (-0.4, 0),
        (-0.5, -1),
        (-2.5, -3),
        (0.145 * 100, 15),  # 14.499999999999998 in binary
        (1.005 * 100, 101),  # 100.49999999999999
        (-0.145 * 100, -15),
        (14.4999, 14),
        (999_999_999_999.5, 1_000_000_000_000),
    ],
)
def test_halves_are_rounded_away_from_zero(amount: float, whole: int) -> None:
    """As a spreadsheet rounds, binary noise settled first."""
    assert whole_dollars(np.array([[amount]])).tolist() == [[whole]]


def test_nothing_is_never_minus_nothing() -> None:
    """Whole dollars are integers, which have one zero."""
    rounded = whole_dollars(np.array([-0.0, -0.3]))
    assert [str(amount) for amount in rounded] == ["0", "0"]


@given(st.floats(-1e12, 1e12))
def test_rounding_moves_by_half_a_dollar_at_most(amount: float) -> None:
    """And always to a whole number."""
    (whole,) = whole_dollars(np.array([amount]))
    assert abs(whole - amount) <= 0.500_001


# -------------------------------------------------------------------------- drivers


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # once, in the first month
        ({"price": 900, "per": "program"}, [900, 0, 0]),
        # 12 months, 12 months, 12 months
        ({"price": 10, "per": "program-month"}, [120, 120, 120]),
        ({"price": 1_000, "per": "program-year"}, [1_000, 1_000, 1_000]),
        # a wave in October 2023, one in August 2024
        ({"price": 70, "per": "wave"}, [70, 70, 0]),
        # 4 + 1 spare; 10 + 1 - 5 = 6
        ({"price": 100, "per": "camera"}, [500, 600, 0]),
        # 4 * 9 = 36; 4 + 10 * 11 = 114; 120
        ({"price": 2, "per": "camera-month"}, [72, 228, 240]),
        # a twelfth of that
        ({"price": 24, "per": "camera-year"}, [72, 228, 240]),
        # 20 * 4 / 10 = 8 officers, then 12
        ({"price": 10, "per": "officer"}, [80, 120, 0]),
        # 8 * 9 = 72; 8 + 20 * 11 = 228; 240; by twelfths 6, 19 and 20
        ({"price": 10, "per": "officer-year"}, [60, 190, 200]),
        # three items once; three for a year
        ({"price": 50, "per": "item", "count": 3}, [150, 0, 0]),
        ({"price": 50, "per": "item-year", "count": 3}, [150, 150, 150]),
        # two posts
        ({"price": 40_000, "per": "post-year", "count": 2}, [80_000] * 3),
        # 1.5 posts with 40 % benefits: 1.5 * 1.4 * 40,000
        (
            {
                "price": 40_000,
                "per": "post-year",
                "count": 1.5,
                "benefits_rate": 0.4,
            },
            [84_000] * 3,
        ),
    ],
    ids=lambda value: value["per"] if isinstance(value, dict) else "",
)
def test_each_driver_counts_what_its_name_says(line: Data, expected: list[int]) -> None:
    """Ten cameras in two waves, twenty officers, a tenth of spares."""
    found = dollars(line, waves=TWO_WAVES, officers=20, spare_share=0.1)
    assert found == expected


def test_yearly_drivers_are_charged_by_twelfths() -> None:
    """Five months of FY2024: 5/12 of 1,200, then 1,200."""
    line = {"price": 1_200, "per": "program-year"}
    assert dollars(line, first_month="2024-02", years=2) == [500, 1_200]


def test_a_line_may_have_first_and_last_months() -> None:
    """January 2024 to August 2024, both included: six months and two."""
    line = {
        "price": 10,
        "per": "program-month",
        "first_month": "2024-01",
        "last_month": "2024-08",
    }
    assert dollars(line) == [60, 20, 0]


def test_months_of_a_line_select_what_happens_in_them() -> None:
    """Cameras bought in October 2023 are not in a line that begins in 2024."""
    line = {"price": 100, "per": "camera", "first_month": "2024-01"}
    assert dollars(line, waves=TWO_WAVES) == [0, 600, 0]


@pytest.mark.parametrize("per", ["program", "item"])
def test_what_comes_once_comes_in_the_first_of_the_lines_months(per: str) -> None:
    """In FY2025, where the line begins then."""
    line = {"price": 100, "per": per, "first_month": "2024-07"}
    if per == "item":
        line["count"] = 2
    assert dollars(line) == [0, 200 if per == "item" else 100, 0]


def test_a_line_beyond_the_horizon_costs_nothing_and_is_named(ask: Ask) -> None:
    """Its quantity is zero throughout, which a notice says."""
    path = write(
        priced(
            late={"price": 100, "per": "program", "first_month": "2033-07"},
            soon={"price": 100, "per": "program"},
        )
    )
    document = ask("cost", str(path))
    (notice,) = (n for n in document["notices"] if n["kind"] == "zero_quantity")
    assert notice["facts"] == {"lines": ["late"]}
    assert "lines.late" in notice["text"]
    assert table_of(document, "cost")["totals"]["cost"] == 100


def test_a_count_of_zero_is_named_too(ask: Ask) -> None:
    """Zero because someone chose zero is shown, and said."""
    path = write(priced(posts={"price": 100, "per": "post-year", "count": 0}))
    document = ask("cost", str(path))
    kinds = [notice["kind"] for notice in document["notices"]]
    assert "zero_quantity" in kinds


@pytest.mark.parametrize("per", ["camera", "camera-month", "camera-year", "wave"])
def test_without_a_camera_in_service_nothing_by_the_camera_is_due(per: str) -> None:
    """All go live after the three years, spares included."""
    waves = {"late": {"go_live_month": "2026-07"}}
    found = dollars({"price": 100, "per": per}, waves=waves, spare_share=0.5)
    assert found == [0, 0, 0]


@pytest.mark.parametrize("per", ["officer", "officer-year"])
def test_without_an_officer_nothing_by_the_officer_is_due(per: str) -> None:
    """Ten cameras, and nobody to wear them."""
    assert dollars({"price": 100, "per": per}, officers=0) == [0, 0, 0]


def test_a_price_of_zero_is_a_price() -> None:
    """It is known, and nothing is missing."""
    line = {"price": 0, "per": "camera"}
    assert dollars(line) == [0, 0, 0]
    assert missing(line) == [(), (), ()]


def test_ranges_count_at_their_likely_value() -> None:
    """700 of 400 to 1,500; the middle of a uniform range."""
    likely = {"low": 400, "likely": 700, "high": 1_500}
    assert dollars({"price": likely, "per": "program"}) == [700, 0, 0]
    uniform = {"low": 400, "high": 1_500, "shape": "uniform"}
    assert dollars({"price": uniform, "per": "program"}) == [950, 0, 0]


def test_a_cost_beyond_all_reason_is_a_fault_of_the_file() -> None:
    """A slip of the finger, with the line it stands in."""
    line = {"price": 1e12, "per": "camera-month"}
    with pytest.raises(ProgramError, match=r"more than \$10 trillion") as error:
        dollars(line)
    (problem,) = error.value.problems
    assert problem.key == "lines.line"


def test_what_is_unknown_is_never_beyond_all_reason() -> None:
    """Thirty years at an unknown escalation are unknown, and no slip of the finger."""
    line = {
        "price": 1_000_000,
        "per": "program-year",
        "escalation_rate": {"unknown": True},
    }
    assert dollars(line, years=30) == [1_000_000] + [0] * 29


# --------------------------------------------------------------------------- growth


def test_without_escalation_prices_stay() -> None:
    """Nominal dollars, the same each year."""
    assert dollars({"price": 100, "per": "program-year"}) == [100, 100, 100]


def test_escalation_counts_from_the_first_fiscal_year() -> None:
    """100, 110, 121."""
    line = {"price": 100, "per": "program-year", "escalation_rate": 0.1}
    assert dollars(line) == [100, 110, 121]


def test_a_price_of_an_earlier_year_has_already_grown() -> None:
    """In dollars of FY2022, FY2024 is two years on: 121, 133.10, 146.41."""
    price = {"value": 100, "year": "FY2022"}
    line = {"price": price, "per": "program-year", "escalation_rate": 0.1}
    assert dollars(line) == [121, 133, 146]


def test_a_price_of_a_later_year_has_yet_to_grow() -> None:
    """In dollars of FY2026: 100 / 1.21 = 82.64, 100 / 1.1 = 90.91, 100."""
    price = {"value": 100, "year": "FY2026"}
    line = {"price": price, "per": "program-year", "escalation_rate": 0.1}
    assert dollars(line) == [83, 91, 100]


def test_prices_may_fall() -> None:
    """100, 90, 81."""
    line = {"price": 100, "per": "program-year", "escalation_rate": -0.1}
    assert dollars(line) == [100, 90, 81]


def test_a_price_year_without_escalation_moves_nothing() -> None:
    """Whose dollars they are is said; that they grow is not."""
    price = {"value": 100, "year": "FY2010"}
    assert dollars({"price": price, "per": "program-year"}) == [100, 100, 100]


def test_growth_goes_by_fiscal_years_not_by_months() -> None:
    """Five months of FY2024 at 120 a year, then twelve at 132."""
    line = {"price": 120, "per": "program-year", "escalation_rate": 0.1}
    assert dollars(line, first_month="2024-02", years=2) == [50, 132]


# -------------------------------------------------------------------------- unknown


def test_an_unknown_price_is_unknown_in_each_year_that_needs_it() -> None:
    """Cameras are bought in FY2024 and FY2025, and none in FY2026."""
    line = {"price": {"unknown": True}, "per": "camera"}
    key = ("lines.line.price",)
    assert missing(line, waves=TWO_WAVES) == [key, key, ()]
    assert dollars(line, waves=TWO_WAVES) == [0, 0, 0]


def test_an_unknown_price_of_nothing_is_not_needed() -> None:
    """Zero posts cost nothing, whatever a post costs."""
    line = {"price": {"unknown": True}, "per": "post-year", "count": 0}
    assert missing(line) == [(), (), ()]


def test_an_unknown_count_of_what_costs_nothing_is_not_needed() -> None:
    """However many: nothing."""
    line = {"price": 0, "per": "post-year", "count": {"unknown": True}}
    assert missing(line) == [(), (), ()]


def test_all_that_is_unknown_in_a_line_is_named() -> None:
    """Price and count, in the order of the file's settings."""
    unknown = {"unknown": True}
    line = {"price": unknown, "per": "item-year", "count": unknown}
    keys = ("lines.line.price", "lines.line.count")
    assert missing(line) == [keys, keys, keys]


def test_unknown_benefits_make_a_post_unknown() -> None:
    """Its salary alone is not its cost."""
    line = {
        "price": 40_000,
        "per": "post-year",
        "count": 1,
        "benefits_rate": {"unknown": True},
    }
    assert missing(line) == [("lines.line.benefits_rate",)] * 3


def test_an_unknown_escalation_is_not_needed_in_the_year_of_the_price() -> None:
    """What it costs today is known; what it will cost is not."""
    line = {"price": 100, "per": "program-year", "escalation_rate": {"unknown": True}}
    key = ("lines.line.escalation_rate",)
    assert missing(line) == [(), key, key]
    assert dollars(line) == [100, 0, 0]


def test_an_unknown_escalation_is_needed_in_every_year_but_that() -> None:
    """In dollars of FY2025: the year before and the year after are unknown."""
    line = {
        "price": {"value": 100, "year": "FY2025"},
        "per": "program-year",
        "escalation_rate": {"unknown": True},
    }
    key = ("lines.line.escalation_rate",)
    assert missing(line) == [key, (), key]
    assert dollars(line) == [0, 100, 0]


def test_an_unknown_step_is_needed_from_its_month_on() -> None:
    """The renewal in January 2025 lies in FY2025: the year before it is known."""
    steps = [{"month": "2025-01", "rate": {"unknown": True}}]
    line = {"price": 100, "per": "program-year", "steps": steps}
    key = ("lines.line.steps.0.rate",)
    assert missing(line) == [(), key, key]
    assert dollars(line) == [100, 0, 0]


def test_a_step_at_the_start_of_a_year_leaves_the_year_before_alone() -> None:
    """July 2024 is the first month of FY2025."""
    steps = [{"month": "2024-07", "rate": {"unknown": True}}]
    line = {"price": 100, "per": "program-year", "steps": steps}
    key = ("lines.line.steps.0.rate",)
    assert missing(line) == [(), key, key]


def test_unknown_spreads_to_the_totals_and_no_further(ask: Ask) -> None:
    """The other line stays known; the year of the unknown one is a lower bound."""
    path = write(
        priced(
            known={"price": 100, "per": "program-year"},
            staff={
                "price": {"unknown": True},
                "per": "program-month",
                "first_month": "2024-07",
            },
        )
    )
    table = table_of(ask("cost", str(path), "--years", "2"), "cost")
    assert column_of(table, "cost") == [100, 100]
    assert table["totals"]["cost"] == 200
    rows = [cell["row"] for cell in table["incomplete"] if cell["column"] == "cost"]
    assert rows == [1, "totals"]


# ------------------------------------------------------------------------ schedules


def test_a_schedule_is_paid_as_it_says() -> None:
    """Nominal amounts, in their fiscal years, nothing in a year left out."""
    line = {"amounts": {"FY2024": 780, "FY2026": 811.5}}
    assert dollars(line) == [780, 0, 812]
    assert missing(line) == [(), (), ()]


def test_after_its_last_payment_a_schedule_is_unknown() -> None:
    """Nobody signed what follows; each later year names its own amount."""
    line = {"amounts": {"FY2024": 780}}
    assert dollars(line) == [780, 0, 0]
    assert missing(line) == [
        (),
        ("lines.line.amounts.FY2025",),
        ("lines.line.amounts.FY2026",),
    ]


@pytest.mark.parametrize(
    "ending", [{"recurrence": "one-time"}, {"last_month": "2024-06"}]
)
def test_a_schedule_may_say_that_nothing_more_is_due(ending: Data) -> None:
    """One-time, or with a last month: zero and known."""
    line = {"amounts": {"FY2024": 780}, **ending}
    assert dollars(line) == [780, 0, 0]
    assert missing(line) == [(), (), ()]


def test_a_schedule_may_be_renewed_at_a_rate() -> None:
    """780 raised once by a quarter is 975, and grows from there: 1,023.75."""
    line = {"amounts": {"FY2024": 780}, "renewal_rate": 0.25, "escalation_rate": 0.05}
    assert dollars(line) == [780, 975, 1_024]
    assert missing(line) == [(), (), ()]


def test_a_renewed_schedule_needs_its_escalation_a_year_later() -> None:
    """The year of the renewal is known; how it grows from there is not."""
    line = {
        "amounts": {"FY2024": 780},
        "renewal_rate": 0.25,
        "escalation_rate": {"unknown": True},
    }
    assert missing(line) == [(), (), ("lines.line.escalation_rate",)]
    assert dollars(line) == [780, 975, 0]


def test_before_its_first_payment_a_schedule_costs_nothing() -> None:
    """FY2024 is before the contract, and known."""
    line = {"amounts": {"FY2025": 780, "FY2026": 780}}
    assert dollars(line) == [0, 780, 780]
    assert missing(line) == [(), (), ()]


def test_an_unknown_payment_is_unknown_in_its_year_alone() -> None:
    """The other years are known."""
    line = {"amounts": {"FY2024": 780, "FY2025": {"unknown": True}, "FY2026": 780}}
    assert dollars(line) == [780, 0, 780]
    assert missing(line) == [(), ("lines.line.amounts.FY2025",), ()]


def test_an_amount_outside_the_program_is_an_error() -> None:
    """FY2023 is before the first month, July 2023."""
    with pytest.raises(ProgramError, match="FY2023 lies outside the program"):
        dollars({"amounts": {"FY2023": 1}})


def test_a_schedule_for_other_cameras_does_not_move_and_says_so(ask: Ask) -> None:
    """The contract is for 8, the program has 10."""
    path = write(priced(contract={"amounts": {"FY2024": 780}, "cameras": 8}))
    document = ask("cost", str(path), "--years", "1")
    (notice,) = (n for n in document["notices"] if n["kind"] == "schedule_did_not_move")
    assert notice["facts"] == {"line": "contract", "scheduled": 8, "has": 10}
    same = ask("cost", str(path), "--years", "1", "--set", "cameras=8")
    assert "schedule_did_not_move" not in {n["kind"] for n in same["notices"]}
    assert table_of(same, "cost")["totals"]["cost"] == 780


# ------------------------------------------------------------------ what a line says


@pytest.mark.parametrize(
    ("line", "recurrence"),
    [
        ({"price": 1, "per": "camera"}, "one-time"),
        ({"price": 1, "per": "camera-year"}, "recurring"),
        ({"price": 1, "per": "camera-year", "recurrence": "one-time"}, "one-time"),
        ({"amounts": {"FY2024": 1}}, "recurring"),
        ({"amounts": {"FY2024": 1}, "recurrence": "refresh"}, "refresh"),
    ],
)
def test_recurrence_is_said_or_follows_the_driver(line: Data, recurrence: str) -> None:
    """What comes once and what comes back, unless the line says otherwise."""
    assert line_of(small(lines={"line": line})).recurrence == recurrence


def test_a_line_without_a_title_goes_by_its_name() -> None:
    """So that every row can be told from the others."""
    line = {"price": 1, "per": "camera"}
    assert line_of(small(lines={"line": line})).title == "line"
    titled = line_of(small(lines={"line": {**line, "title": "Cameras"}}))
    assert titled.title == "Cameras"


def test_officers_taken_for_cameras_are_announced_where_a_price_rests_on_them(
    ask: Ask,
) -> None:
    """Only for a price per officer that is not zero, and only where not given."""
    stipend = {"price": 100, "per": "officer-year"}

    def kinds(data: Data) -> set[str]:
        document = ask("cost", str(write(data)))
        return {notice["kind"] for notice in document["notices"]}

    assert "officers_equal_cameras" in kinds(small(lines={"stipend": stipend}))
    free = {**stipend, "price": 0}
    assert "officers_equal_cameras" not in kinds(small(lines={"stipend": free}))
    given = small(lines={"stipend": stipend}, officers=10)
    assert "officers_equal_cameras" not in kinds(given)
