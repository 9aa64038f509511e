"""Why two programs differ: what each cause contributes, to the dollar."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import Ask, Data, Run, column_of, loaded, priced, small, table_of, write
from random_programs import Kinds, announced, programs, variants

from bodycam_cli.analysis.attribution import Effect, effects
from bodycam_cli.analysis.comparison import common_positions
from bodycam_cli.program.problems import RefusedError
from bodycam_cli.projection.projecting import Projection, project

YEARS = st.integers(1, 5)
PER_CAMERA = {"price": 600, "per": "camera-year"}

MIRRORED = {"only in the first": "only in the second"}
MIRRORED |= {second: first for first, second in MIRRORED.items()}


def told(first: Data, second: Data, years: int = 2) -> dict[tuple[str, str], list[int]]:
    """Dollars by year of each cause and line, from one program to another."""
    one, other = (project(loaded(each), years) for each in (first, second))
    return by_cause(effects(one, other, range(years)))


def by_cause(found: list[Effect]) -> dict[tuple[str, str], list[int]]:
    """Dollars by year of each cause and line."""
    return {(effect.cause, effect.line): list(effect.dollars) for effect in found}


def check_adds_up(first: Projection, second: Projection) -> None:
    """Each year's effects are its difference, and swapping mirrors every one."""
    positions = common_positions([first, second])
    there = effects(first, second, positions)
    back = effects(second, first, positions)
    costs = [each.budget.cost.dollars[0] for each in (first, second)]
    for place, index in enumerate(positions):
        gap = int(costs[1][index] - costs[0][index])
        assert sum(effect.dollars[place] for effect in there) == gap
    mirrored = {
        (MIRRORED.get(cause, cause), line): [-amount for amount in dollars]
        for (cause, line), dollars in by_cause(back).items()
    }
    assert by_cause(there) == mirrored
    keys = Counter((effect.cause, effect.line) for effect in there)
    assert set(keys.values()) <= {1}


@given(variants(Kinds(unknown=False, grants=True, full=True)), YEARS)
@settings(max_examples=100, deadline=None)
def test_effects_of_two_variants_add_up_and_mirror(
    pair: tuple[Data, Data], years: int
) -> None:
    """To the dollar, in every year of both that has the same months."""
    check_adds_up(*(project(loaded(each), years, "lines") for each in pair))


@given(
    programs(unknown=False, grants=True, full=True),
    programs(unknown=False, grants=True, full=True),
    YEARS,
)
@settings(max_examples=50, deadline=None)
def test_effects_of_any_two_programs_add_up_and_mirror(
    first: Data, second: Data, years: int
) -> None:
    """However little they have in common."""
    projections = [project(loaded(each), years, "lines") for each in (first, second)]
    check_adds_up(*projections)


@given(
    announced(),
    programs(unknown=False, full=True),
    YEARS,
)
@settings(max_examples=50, deadline=None)
def test_effects_of_an_announcement_against_lines_add_up(
    first: Data, second: Data, years: int
) -> None:
    """What is only on one side is told as that."""
    try:
        one = project(loaded(first), years, "published")
    except RefusedError:
        return
    check_adds_up(one, project(loaded(second), years, "lines"))


# ------------------------------------------------------------- one cause at a time


def test_another_price_is_price() -> None:
    """100 more for each of ten cameras."""
    found = told(priced(l=PER_CAMERA), priced(l={**PER_CAMERA, "price": 700}))
    assert found == {("price", "l"): [1_000, 1_000]}


def test_more_cameras_are_rollout() -> None:
    """Five more at 600."""
    found = told(priced(l=PER_CAMERA), {**priced(l=PER_CAMERA), "cameras": 15})
    assert found == {("rollout", "l"): [3_000, 3_000]}


def test_two_causes_share_what_they_do_together() -> None:
    """Half of 5 x 100 each: 5 x 600 and 5 x 700 are rollout, halved."""
    dearer = {**priced(l={**PER_CAMERA, "price": 700}), "cameras": 15}
    found = told(priced(l=PER_CAMERA), dearer, 1)
    assert found == {("rollout", "l"): [3_250], ("price", "l"): [1_250]}


def test_what_three_causes_do_together_is_interaction() -> None:
    """In the second year: 6,000 becomes 15 x 700 x 1.1, which is 11,550."""
    line = {**PER_CAMERA, "price": 700, "escalation_rate": 0.1}
    found = told(priced(l=PER_CAMERA), {**priced(l=line), "cameras": 15})
    assert {key: dollars[1] for key, dollars in found.items()} == {
        ("rollout", "l"): 3_425,  # (3,000 + 11,550 - 7,700) / 2
        ("price", "l"): 1_325,  # (1,000 + 11,550 - 9,900) / 2
        ("growth", "l"): 825,  # (600 + 11,550 - 10,500) / 2
        ("interaction", "l"): -25,
    }


def test_prices_of_two_years_are_compared_in_the_same_dollars() -> None:
    """500 of FY2022 at 10 % a year is 605 in FY2024: no other price at all."""
    old = {"value": 500, "year": "FY2022"}
    line = {**PER_CAMERA, "escalation_rate": 0.1}
    found = told(priced(l={**line, "price": old}), priced(l={**line, "price": 605}))
    assert found == {}


def test_growth_counts_from_the_first_year() -> None:
    """10 x 600: 3 % more in the second year, and 6.09 % in the third."""
    line = {**PER_CAMERA, "escalation_rate": 0.03}
    found = told(priced(l=PER_CAMERA), priced(l=line), 3)
    assert found == {("growth", "l"): [0, 180, 365]}


def test_posts_are_people() -> None:
    """One more at 50,000."""
    posts = {"price": 50_000, "per": "post-year", "count": 2}
    found = told(priced(l=posts), priced(l={**posts, "count": 3}))
    assert found == {("people", "l"): [50_000, 50_000]}


def test_more_of_something_for_each_camera_is_quantity() -> None:
    """Twice the requests of ten cameras at 100."""
    requests = {"requests_per_100_camera_years": 10}
    line = {"l": {"price": 100, "per": "request"}}
    found = told(
        small(lines=line, requests=requests),
        small(lines=line, requests={"requests_per_100_camera_years": 20}),
        1,
    )
    assert found == {("quantity", "l"): [100]}


def test_more_cameras_with_more_for_each_are_both() -> None:
    """From 1 request to 4, half by twice the cameras and half by twice the rate."""
    line = {"l": {"price": 100, "per": "request"}}
    once = small(lines=line, requests={"requests_per_100_camera_years": 10})
    twice = small(
        lines=line, cameras=20, requests={"requests_per_100_camera_years": 20}
    )
    # ((2 - 1) + (4 - 2)) / 2 = 1.5 requests each
    assert told(once, twice, 1) == {("rollout", "l"): [150], ("quantity", "l"): [150]}


def test_an_earlier_refresh_is_quantity() -> None:
    """Ten cameras bought again in the second year instead of the third."""
    camera = {"price": 500, "per": "camera", "refresh_months": 24}
    found = told(priced(l=camera), priced(l={**camera, "refresh_months": 12}), 3)
    assert found == {("quantity", "l"): [0, 5_000, 0]}


def test_a_rule_and_a_number_of_items_are_quantity() -> None:
    """Three docks for ten cameras, one for every four; then five."""
    docks = {"price": 100, "per": "item-year"}
    rule = {**docks, "count": {"one_per": 4, "of": "camera"}}
    found = told(priced(l=rule), priced(l={**docks, "count": 5}))
    assert found == {("quantity", "l"): [200, 200]}


def test_lines_of_one_side_are_told_as_that() -> None:
    """6,000 goes and 250 a month comes."""
    other = {"price": 250, "per": "program-month"}
    assert told(priced(a=PER_CAMERA), priced(b=other), 1) == {
        ("only in the first", "a"): [-6_000],
        ("only in the second", "b"): [3_000],
    }


def test_schedules_differ_by_their_payments() -> None:
    """And so does a schedule from a price: neither says what it is made of."""
    amounts = {"amounts": {"FY2024": 7_000, "FY2025": 8_000}}
    more = {"amounts": {"FY2024": 7_500, "FY2025": 8_000}}
    assert told(priced(l=amounts), priced(l=more)) == {("payments", "l"): [500, 0]}
    assert told(priced(l=PER_CAMERA), priced(l=amounts)) == {
        ("payments", "l"): [1_000, 2_000]
    }


def test_a_price_per_something_else_is_price() -> None:
    """From 600 for each of ten a year to 600 a month for all."""
    flat = {"price": 600, "per": "program-month"}
    found = told(priced(l=PER_CAMERA), priced(l=flat), 1)
    assert found == {("price", "l"): [1_200]}


def test_contingency_follows_as_its_own_cause() -> None:
    """10 % of 1,000 more."""
    rate = {"finance": {"contingency_rate": 0.1}}
    first = {**priced(l=PER_CAMERA), **rate}
    second = {**priced(l={**PER_CAMERA, "price": 700}), **rate}
    assert told(first, second, 1) == {
        ("price", "l"): [1_000],
        ("contingency", "contingency"): [100],
    }


# ------------------------------------------------------------------ on the command line


def test_why_says_which_inputs_differ_and_where_from(ask: Ask) -> None:
    """Value, unit and source on both sides; the price's own year too."""
    document = ask("compare", "boston", "boston@citywide", "--why")
    rows = {row["key"]: row for row in table_of(document, "inputs")["rows"]}
    assert rows["cameras"] == {
        "key": "cameras",
        "only_in": None,
        "unit": "cameras",
        "first": 400,
        "first_low": None,
        "first_high": None,
        "first_text": "400 cameras",
        "first_source": "announcement",
        "second": 1500,
        "second_low": None,
        "second_high": None,
        "second_text": "1,500 cameras",
        "second_source": "herald-march-2018",
    }
    assert "published.initial_cost" in rows
    # The lines are the same, and bear on neither estimate.
    assert not any(key.startswith(("lines.", "footage.")) for key in rows)


def test_why_says_what_only_one_program_has(ask: Ask) -> None:
    """What the file says, and not the defaults of the rest."""
    first = write(priced(a=PER_CAMERA))
    second = write(
        priced(
            a=PER_CAMERA,
            b={
                "price": {"low": 1, "likely": 2, "high": 4, "year": "FY2020"},
                "count": {"one_per": 4, "of": "camera"},
                "per": "item",
            },
        )
    )
    document = ask("compare", str(first), str(second), "--why")
    rows = {row["key"]: row for row in table_of(document, "inputs")["rows"]}
    assert set(rows) == {"lines.b.price", "lines.b.count", "lines.b.per"}
    assert {row["only_in"] for row in rows.values()} == {str(second)}
    price = rows["lines.b.price"]
    assert (price["second"], price["second_low"], price["second_high"]) == (2, 1, 4)
    assert price["second_text"] == "$2 ($1 to $4), FY2020 dollars"
    assert rows["lines.b.count"]["second_text"] == "one per 4 cameras, rounded up"


def test_the_waterfall_leads_from_one_total_to_the_other(ask: Ask) -> None:
    """Each step begins where the one before it ends."""
    document = ask("compare", "boston", "typical", "--estimate", "lines", "--why")
    rows = table_of(document, "waterfall")["rows"]
    summary = table_of(document, "summary")["rows"]
    assert [rows[0]["end"], rows[-1]["end"]] == [row["cost"] for row in summary]
    for before, after in pairwise(rows[:-1]):
        assert after["start"] == before["end"]
        assert after["end"] - after["start"] == after["dollars"]
    why = table_of(document, "why")
    assert why["totals"]["total"] == summary[1]["difference"]
    by_year = table_of(document, "by_year")["rows"]
    gaps = [row["difference"] for row in by_year if row["program"] == "typical"]
    assert [why["totals"][f"year_{year}"] for year in range(1, 6)] == gaps


def test_why_tells_what_others_and_grants_pay(run: Run, ask: Ask) -> None:
    """The difference of the local cost is that of the cost, less both."""
    granted = small(
        lines={"a": PER_CAMERA, "da": {**PER_CAMERA, "payer": "prosecutor"}},
        funding={"state": {"amount": 4_000}},
    )
    paths = str(write(small(lines={"a": PER_CAMERA}))), str(write(granted))
    document = ask("compare", *paths, "--why", "--years", "2")
    rows = {row["step"]: row for row in table_of(document, "local")["rows"]}
    assert rows["cost"]["total"] == 12_000
    assert rows["paid by others"]["total"] == 12_000
    assert rows["funding"]["total"] == 4_000
    assert rows["local cost"]["total"] == -4_000
    assert rows["funding"]["year_1"] == 4_000
    assert rows["funding"]["year_2"] == 0
    words = " ".join(run("compare", *paths, "--why", "--years", "2").stdout.split())
    assert (
        "others pay $12,000 instead of $0 and grants pay $4,000 instead of $0" in words
    )


def test_why_refuses_what_is_unknown_in_words(run: Run) -> None:
    """It names the figure, still lists the inputs, and answers the comparison."""
    unknown = {"price": {"unknown": True}, "per": "program-year"}
    first = str(write(priced(a=PER_CAMERA)))
    second = str(write(priced(a=PER_CAMERA, legal=unknown)))
    result = run("compare", first, second, "--why")
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    assert "Why they differ cannot be told: lines.legal.price is unknown." in words
    assert "Inputs that differ" in words
    assert "Difference by cause" not in words


def test_why_refuses_programs_without_a_common_year(run: Run) -> None:
    """Twelve months here and nine there."""
    first = str(write(priced(a=PER_CAMERA)))
    second = str(write({**priced(a=PER_CAMERA), "first_month": "2023-10"}))
    result = run("compare", first, second, "--why", "--years", "1")
    assert "no year of both has the same months" in " ".join(result.stdout.split())


def test_why_tells_the_years_that_both_have(ask: Ask) -> None:
    """The first year of one is nine months: it is left out."""
    first = str(write(priced(a=PER_CAMERA)))
    dearer = priced(a={**PER_CAMERA, "price": 700})
    second = str(write({**dearer, "first_month": "2023-10"}))
    document = ask("compare", first, second, "--why", "--years", "3")
    why = table_of(document, "why")
    assert [column["name"] for column in why["columns"]] == [
        "cause",
        "line",
        "year_2",
        "year_3",
        "total",
    ]
    assert column_of(why, "total") == [2_000]


def test_why_is_of_two_programs(run: Run) -> None:
    """Three are a mistake on the command line, and so is one."""
    for programs_named in (["boston"], ["boston", "worcester", "typical"]):
        result = run("compare", *programs_named, "--why")
        assert result.exit_code == 2
        count = len(programs_named)
        assert f"--why compares two programs, and {count} " in result.stderr


def test_programs_that_cost_the_same_say_so(run: Run) -> None:
    """Without a largest cause."""
    path = str(write(priced(a=PER_CAMERA)))
    result = run("compare", path, path, "--why", "--quiet")
    assert f"{path} costs as much as {path}." in " ".join(result.stdout.split())


@pytest.mark.parametrize("form", ["json", "csv", "markdown"])
def test_why_is_there_in_every_format(run: Run, form: str) -> None:
    """Cause, line and dollars."""
    result = run("compare", "boston", "boston@citywide", "--why", "--format", form)
    assert result.exit_code == 0
    assert "payments" in result.stdout
    number = "$9,900,000" if form == "markdown" else "9900000"
    assert number in result.stdout
