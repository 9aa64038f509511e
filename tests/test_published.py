"""A published estimate: how it falls on the years, and when it is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programs import Ask, Data, Run, column_of, loaded, small, table_of, write

from bodycam_cli.program.problems import ProgramError, RefusedError
from bodycam_cli.projection.projecting import Projection, project

THREE_YEARS: Data = {
    "initial_years": 3,
    "initial_cost": 300_000,
    "annual_cost_after": 120_000,
}


def announced(published: Data = THREE_YEARS, **settings: Any) -> dict[str, Any]:
    """The small program with a published estimate that leads."""
    return small(published=published, estimate="published", **settings)


def projected(data: Data, years: int = 5) -> Projection:
    """The projection of a program by its published estimate."""
    return project(loaded(data), years, "published")


def dollars(data: Data, years: int = 5) -> list[int]:
    """The published estimate by fiscal year."""
    (line,) = projected(data, years).lines
    return [int(amount) for amount in line.dollars[0]]


def missing(data: Data, years: int = 5) -> list[tuple[str, ...]]:
    """The unknown figures behind each fiscal year."""
    (line,) = projected(data, years).lines
    return list(line.missing)


# ------------------------------------------------------------------------ even split


def test_the_initial_cost_is_divided_evenly() -> None:
    """300,000 over three years, then 120,000 a year."""
    assert dollars(announced()) == [100_000, 100_000, 100_000, 120_000, 120_000]


@pytest.mark.parametrize(
    ("cost", "split"),
    [
        (8, [2, 2, 4]),
        (100, [33, 33, 34]),
        (3, [1, 1, 1]),
        (2, [0, 0, 2]),
        (0, [0, 0, 0]),
        (100.5, [33, 33, 35]),  # half a dollar is rounded up before it is divided
    ],
)
def test_leftover_dollars_fall_on_the_last_year(cost: float, split: list[int]) -> None:
    """Each year gets whole dollars, and they add up to the cost."""
    published = {"initial_years": 3, "initial_cost": cost}
    assert dollars(announced(published), years=3) == split


def test_later_years_are_flat_where_no_escalation_is_given() -> None:
    """Nominal dollars, the same for 27 years."""
    assert dollars(announced(), years=30)[3:] == [120_000] * 27


def test_escalation_counts_from_the_first_of_the_later_years() -> None:
    """120,000, then times 1.05 and 1.1025; the initial years do not grow."""
    published = {**THREE_YEARS, "escalation_rate": 0.05}
    assert dollars(announced(published), years=6) == [
        100_000,
        100_000,
        100_000,
        120_000,
        126_000,
        132_300,
    ]


def test_a_short_horizon_has_a_part_of_the_initial_years() -> None:
    """One year of three is a third of the cost."""
    assert dollars(announced(), years=1) == [100_000]


def test_the_last_month_ends_the_estimate() -> None:
    """Two years of program have two years of cost."""
    assert dollars(announced(last_month="2025-06")) == [100_000, 100_000]


def test_the_estimate_is_one_local_line_of_category_other() -> None:
    """Its name is reserved, and it is what the appropriations are for."""
    (line,) = projected(announced()).lines
    assert line.name == "published"
    assert line.category == "other"
    assert line.budget_class is None


def test_the_estimate_is_local_whoever_the_appropriations_cover() -> None:
    """A state's program is paid by the state, and nothing by others."""
    data = announced(appropriation_covers=["state"], appropriations={"FY2024": 60_000})
    budget = projected(data, years=1).budget
    assert budget.local_cost.dollars.tolist() == [[100_000]]
    assert budget.paid_by_others.dollars.tolist() == [[0]]
    assert budget.unfunded.dollars.tolist() == [[40_000]]


def test_an_estimate_beyond_all_reason_is_a_fault_of_its_own_table() -> None:
    """A rate of 90 % instead of 9 %, with the place where it stands."""
    published = {
        "initial_years": 1,
        "initial_cost": 1,
        "annual_cost_after": 1e12,
        "escalation_rate": 0.9,
    }
    with pytest.raises(ProgramError, match=r"more than \$10 trillion") as error:
        dollars(announced(published), years=10)
    (problem,) = error.value.problems
    assert problem.key == "published"


# -------------------------------------------------------------------- what is unknown


def test_without_a_later_cost_the_later_years_are_unknown() -> None:
    """Nobody said what follows; it is not zero."""
    published = {"initial_years": 3, "initial_cost": 300_000}
    assert dollars(announced(published)) == [100_000, 100_000, 100_000, 0, 0]
    later = ("published.annual_cost_after",)
    assert missing(announced(published)) == [(), (), (), later, later]


def test_an_unknown_initial_cost_makes_every_initial_year_unknown() -> None:
    """None of the three is known, and none is zero."""
    published = {**THREE_YEARS, "initial_cost": {"unknown": True}}
    key = ("published.initial_cost",)
    assert missing(announced(published)) == [key, key, key, (), ()]
    assert dollars(announced(published)) == [0, 0, 0, 120_000, 120_000]


def test_an_unknown_initial_cost_is_unknown_in_years_of_the_program_too() -> None:
    """From February 2024: three years end in January 2027, in FY2027."""
    published = {**THREE_YEARS, "initial_cost": {"unknown": True}, "years": "program"}
    key = ("published.initial_cost",)
    data = announced(published, first_month="2024-02")
    assert missing(data) == [key, key, key, key, ()]
    assert dollars(data) == [0, 0, 0, 0, 120_000]


def test_an_unknown_initial_cost_cannot_be_exceeded() -> None:
    """Spread as the appropriations are, its years are unknown and not refused."""
    published = {
        **THREE_YEARS,
        "initial_cost": {"unknown": True},
        "spread": "appropriations",
    }
    data = announced(published, appropriations={"FY2024": 90_000})
    key = ("published.initial_cost",)
    assert missing(data) == [key, key, key, (), ()]


def test_an_unknown_escalation_is_not_needed_in_the_first_later_year() -> None:
    """120,000 is what was announced; how it grows from there is unknown."""
    published = {**THREE_YEARS, "escalation_rate": {"unknown": True}}
    key = ("published.escalation_rate",)
    assert missing(announced(published), years=6) == [(), (), (), (), key, key]
    assert dollars(announced(published), years=6)[3:] == [120_000, 0, 0]


def test_an_unknown_escalation_in_years_of_the_program() -> None:
    """The fiscal year that holds a month of the second later year needs it."""
    published = {
        "initial_years": 1,
        "initial_cost": 120_000,
        "annual_cost_after": 120_000,
        "escalation_rate": {"unknown": True},
        "years": "program",
    }
    # From February 2024: the first later year is February 2025 to January 2026.
    key = ("published.escalation_rate",)
    data = announced(published, first_month="2024-02")
    assert missing(data, years=4) == [(), (), key, key]
    assert dollars(data, years=4) == [50_000, 120_000, 0, 0]


def test_a_total_over_unknown_years_is_partial(ask: Ask) -> None:
    """At least what is known, with the list of what is missing."""
    published = {"initial_years": 3, "initial_cost": 300_000}
    table = table_of(ask("cost", str(write(announced(published)))), "cost")
    assert column_of(table, "cost") == [100_000, 100_000, 100_000, None, None]
    assert table["totals"]["cost"] == 300_000
    assert {
        "row": "totals",
        "column": "cost",
        "missing": ["published.annual_cost_after"],
    } in table["incomplete"]


# ------------------------------------------------------------ as the appropriations are


def spread(**appropriations: float) -> list[int]:
    """Three years of 300,000, spread as these appropriations are."""
    published = {**THREE_YEARS, "spread": "appropriations"}
    return dollars(announced(published, appropriations=appropriations), years=4)


def test_each_year_gets_its_appropriation_and_the_others_share_the_rest() -> None:
    """300,000 - 60,000 - 80,000 = 160,000 for the year without one."""
    assert spread(FY2024=60_000, FY2025=80_000) == [60_000, 80_000, 160_000, 120_000]


def test_the_rest_is_divided_evenly_with_leftover_dollars_to_the_last() -> None:
    """300,000 - 100,001 = 199,999, that is 99,999 and 100,000."""
    assert spread(FY2025=100_001) == [99_999, 100_001, 100_000, 120_000]


def test_without_appropriations_the_spread_is_even() -> None:
    """There is nothing to follow."""
    assert spread() == [100_000, 100_000, 100_000, 120_000]


def test_appropriations_that_are_the_cost_are_taken_as_they_are() -> None:
    """90,000 + 100,000 + 110,000 = 300,000."""
    assert spread(FY2024=90_000, FY2025=100_000, FY2026=110_000) == [
        90_000,
        100_000,
        110_000,
        120_000,
    ]


def test_an_appropriation_after_the_initial_years_moves_nothing() -> None:
    """FY2027 costs what was announced for it."""
    assert spread(FY2027=10) == [100_000, 100_000, 100_000, 120_000]


def test_an_appropriation_with_cents_is_rounded_before_it_is_spread() -> None:
    """100,000.50 is 100,001 in the budget, and the three years still add up."""
    assert sum(spread(FY2024=100_000.5)[:3]) == 300_000
    assert spread(FY2024=100_000.5)[0] == 100_001


def test_appropriations_above_the_cost_are_refused(run: Run) -> None:
    """200,000 + 200,000 is more than 300,000; the way out is named."""
    published = {**THREE_YEARS, "spread": "appropriations"}
    path = write(
        announced(published, appropriations={"FY2024": 200_000, "FY2025": 200_000})
    )
    result = run("cost", str(path))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "$400,000" in result.stderr
    assert "$300,000" in result.stderr
    assert "exceed it" in result.stderr
    assert "--set published.spread=even" in result.stderr
    assert run("cost", str(path), "--set", "published.spread=even").exit_code == 0


def test_appropriations_in_every_initial_year_must_add_up_to_the_cost() -> None:
    """90,000 in each of three years leaves 30,000 nowhere to go."""
    with pytest.raises(RefusedError, match=r"every initial year with \$270,000"):
        spread(FY2024=90_000, FY2025=90_000, FY2026=90_000)


def test_appropriations_cannot_spread_years_of_the_program() -> None:
    """They are of fiscal years."""
    published = {**THREE_YEARS, "spread": "appropriations", "years": "program"}
    data = announced(published, first_month="2024-02", appropriations={"FY2024": 1})
    with pytest.raises(RefusedError, match="appropriations are of fiscal years"):
        projected(data)


# ----------------------------------------------------------------- starting in mid-year


def test_in_mid_year_the_file_must_say_whose_years_it_means(run: Run) -> None:
    """The error asks for published.years and shows both results."""
    # Years of the program from February 2024, 100,000 / 12 a month:
    #   5 months 41,666.67; 17 months 141,666.67; 29 months 241,666.67;
    #   36 months 300,000 and 5 of 10,000; 12 more of 10,000
    path = write(announced(first_month="2024-02"))
    result = run("cost", str(path))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "published.years" in result.stderr
    fiscal = "FY2024 $100,000, FY2025 $100,000, FY2026 $100,000, FY2027 $120,000"
    assert f'"fiscal" ({fiscal}, FY2028 $120,000)' in result.stderr
    program = "FY2024 $41,667, FY2025 $100,000, FY2026 $100,000, FY2027 $108,333"
    assert f'"program" ({program}, FY2028 $120,000)' in result.stderr


def test_both_answers_to_that_question_give_what_it_showed() -> None:
    """The same numbers as in the error, and the file is then in order."""
    fiscal = announced({**THREE_YEARS, "years": "fiscal"}, first_month="2024-02")
    assert dollars(fiscal) == [100_000, 100_000, 100_000, 120_000, 120_000]
    program = announced({**THREE_YEARS, "years": "program"}, first_month="2024-02")
    assert dollars(program) == [41_667, 100_000, 100_000, 108_333, 120_000]


def test_an_unknown_cost_is_not_shown_as_a_number_in_that_question() -> None:
    """Unknown is a word there too."""
    published = {"initial_years": 3, "initial_cost": 300_000}
    with pytest.raises(ProgramError) as error:
        projected(announced(published, first_month="2024-02"))
    (problem,) = error.value.problems
    assert "FY2027 unknown" in problem.text
    assert "$1)" not in problem.text
    assert "$1," not in problem.text
    assert "$0" not in problem.text


def test_that_question_does_not_offer_what_would_be_refused() -> None:
    """Spread as the appropriations are, only fiscal years can be meant."""
    published = {**THREE_YEARS, "spread": "appropriations"}
    data = announced(
        published, first_month="2024-02", appropriations={"FY2024": 50_000}
    )
    with pytest.raises(ProgramError) as error:
        projected(data)
    (problem,) = error.value.problems
    assert '"fiscal" (FY2024 $50,000, FY2025 $125,000' in problem.text
    assert '"program"' not in problem.text


def test_validate_asks_for_the_answer_and_a_rollout_does_not(run: Run) -> None:
    """The file lacks something; a question that does not need it is answered."""
    path = str(write(announced(first_month="2024-02")))
    asked = run("programs", "validate", path)
    assert (asked.exit_code, asked.stdout) == (2, "")
    assert "expected published.years" in asked.stderr
    assert run("rollout", path).exit_code == 0
    assert run("assumptions", path).exit_code == 0


def test_at_the_start_of_a_fiscal_year_both_are_one() -> None:
    """July to June twice: nothing is asked, and the answers agree."""
    fiscal = dollars(announced({**THREE_YEARS, "years": "fiscal"}))
    program = dollars(announced({**THREE_YEARS, "years": "program"}))
    assert fiscal == program == dollars(announced())


@pytest.mark.parametrize("mode", ["fiscal", "program"])
@given(
    cost=st.integers(0, 10**9),
    count=st.integers(1, 10),
    start=st.integers(1, 12),
)
def test_the_initial_years_sum_to_the_initial_cost(
    mode: str, cost: int, count: int, start: int
) -> None:
    """To the dollar, whichever years are meant and whenever spending starts."""
    published = {"initial_years": count, "initial_cost": cost, "years": mode}
    first = 2023 * 12 + 6
    last = first + 12 * count - 1
    data = announced(
        published,
        fiscal_year_start_month=start,
        last_month=f"{last // 12}-{last % 12 + 1:02d}",
    )
    amounts = dollars(data, years=count + 1)
    if mode == "fiscal":
        amounts = amounts[:count]
    assert sum(amounts) == cost
    assert all(amount >= 0 for amount in amounts)


# ------------------------------------------------------------------ what it is not for


def test_it_does_not_scale_with_the_cameras(run: Run) -> None:
    """20 cameras for an estimate of 10 are refused, with reason and way out."""
    published = {**THREE_YEARS, "cameras": 10}
    result = run("cost", str(write(announced(published, cameras=20))))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "20 cameras" in result.stderr
    assert "for 10" in result.stderr
    assert "--estimate lines" in result.stderr


def test_an_estimate_that_names_no_cameras_is_for_those_of_its_layer(run: Run) -> None:
    """The file has 10; another number on the command line is another program."""
    path = str(write(announced()))
    assert run("cost", path).exit_code == 0
    assert run("cost", path, "--set", "cameras=20").exit_code == 1
    ways = ("--set", "cameras=20", "--set", "published.cameras=20")
    assert run("cost", path, *ways).exit_code == 0


def test_a_program_without_an_estimate_has_none_to_show(run: Run) -> None:
    """Exit 1: it could not be done for this program as it is."""
    result = run("cost", str(write(small())), "--estimate", "published")
    assert result.exit_code == 1
    assert "no published estimate" in result.stderr
    assert "--estimate lines" in result.stderr


def test_a_program_without_lines_has_none_to_price(run: Run) -> None:
    """Exit 1, and how to get some."""
    data = announced()
    del data["lines"], data["estimate"]
    result = run("cost", str(write(data)), "--estimate", "lines")
    assert result.exit_code == 1
    assert "no lines" in result.stderr
    assert 'extends = "typical"' in result.stderr


def test_the_lines_lead_where_there_are_any() -> None:
    """Left out, `estimate` is lines where there are any, else published."""
    with_both = announced()
    del with_both["estimate"]
    assert project(loaded(with_both)).estimate == "lines"
    del with_both["lines"]
    assert project(loaded(with_both)).estimate == "published"


def test_per_camera_divides_by_the_cameras_of_the_estimate(ask: Ask) -> None:
    """100,000 / 10 and 120,000 / 10, the same count in every year."""
    table = table_of(ask("cost", str(write(announced()))), "cost")
    assert column_of(table, "per_camera") == [10_000, 10_000, 10_000, 12_000, 12_000]


# ------------------------------------------------------------------------- the notice


def remainders(ask: Ask, data: Data, *options: str) -> list[Any]:
    """The facts of the notice on what the appropriations leave."""
    document = ask("cost", str(write(data)), *options)
    return [
        notice["facts"]
        for notice in document["notices"]
        if notice["kind"] == "published_remainder"
    ]


def test_a_notice_says_what_the_appropriations_leave(ask: Ask) -> None:
    """300,000 - 60,000 = 240,000 for two years."""
    data = announced(appropriations={"FY2024": 60_000})
    assert remainders(ask, data) == [
        {"appropriated": 60_000, "published": 300_000, "remainder": 240_000}
    ]


def test_no_notice_where_nothing_is_left_to_say(ask: Ask) -> None:
    """No appropriation, all years appropriated, or too short a horizon."""
    assert remainders(ask, announced()) == []
    every = {"FY2024": 100_000, "FY2025": 100_000, "FY2026": 100_000}
    assert remainders(ask, announced(appropriations=every)) == []
    one = announced(appropriations={"FY2024": 60_000})
    assert remainders(ask, one, "--years", "2") == []
