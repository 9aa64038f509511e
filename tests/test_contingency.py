"""Contingency: a rate on the rounded local cost of its categories, as a line."""

from typing import Any

import pytest
from cost_lines import projected
from programs import (
    Ask,
    Data,
    column_of,
    faults,
    loaded,
    priced,
    small,
    table_of,
    write,
)

from bodycam_cli.projection.costs import CONTINGENCY, LineCost
from bodycam_cli.projection.projecting import project

LINES: dict[str, Any] = {
    "cameras": {"price": 1_000, "per": "program-year", "category": "equipment"},
    "wires": {"price": 500, "per": "program-year", "category": "network"},
    "licenses": {"price": 2_000, "per": "program-year", "category": "software"},
    "attorney": {
        "price": 4_000,
        "per": "program-year",
        "category": "equipment",
        "payer": "prosecutor",
    },
}


def town(rate: Any = 0.1, **finance: Any) -> dict[str, Any]:
    """The small program with the lines above and a contingency."""
    return small(lines=LINES, finance={"contingency_rate": rate, **finance})


def contingency_of(data: Data, years: int = 2) -> LineCost:
    """The contingency of a program."""
    (found,) = (x for x in projected(data, years).lines if x.name == CONTINGENCY)
    return found


def test_contingency_is_a_rate_on_all_local_lines() -> None:
    """A tenth of 1,000 + 500 + 2,000; what the prosecutor pays is not local."""
    assert contingency_of(town()).dollars.tolist() == [[350, 350]]


def test_contingency_may_be_for_some_categories_alone() -> None:
    """A tenth of 1,000 + 500; the equipment of the prosecutor is not local."""
    data = town(contingency_categories=["equipment", "network"])
    assert contingency_of(data).dollars.tolist() == [[150, 150]]


def test_appropriations_that_cover_a_payer_make_its_lines_local() -> None:
    """A tenth of 1,000 + 500 + 2,000 + 4,000."""
    data = town() | {"appropriation_covers": ["prosecutor", "city"]}
    found = contingency_of(data)
    assert found.dollars.tolist() == [[750, 750]]
    # the first of the payers that the money is for
    assert found.payer == "prosecutor"


def test_contingency_is_taken_after_escalation() -> None:
    """A tenth of 1,000, of 1,100 and of 1,210."""
    line = {"price": 1_000, "per": "program-year", "escalation_rate": 0.1}
    data = small(lines={"line": line}, finance={"contingency_rate": 0.1})
    assert contingency_of(data, 3).dollars.tolist() == [[100, 110, 121]]


def test_contingency_is_taken_of_rounded_lines() -> None:
    """Three lines of 0.50 are three dollars, and half of them is 1.50, so 2."""
    lines = {name: {"price": 0.5, "per": "program-year"} for name in ("a", "b", "c")}
    data = small(lines=lines, finance={"contingency_rate": 0.5})
    assert contingency_of(data, 1).dollars.tolist() == [[2]]


def test_contingency_is_a_local_line_of_its_own(ask: Ask) -> None:
    """In the cost, in the local cost, by its own name whatever lines are told by."""
    path = str(write(town()))
    cost = table_of(ask("cost", path, "--years", "1"), "cost")
    # 1,000 + 500 + 2,000 + 4,000 + 350, of which the prosecutor pays 4,000
    assert column_of(cost, "cost") == [7_850]
    assert column_of(cost, "local_cost") == [3_850]
    for by in ("line", "category", "recurrence"):
        lines = table_of(ask("cost", path, "--years", "1", "--by", by), "lines")
        amounts = {row["name"]: row["total"] for row in lines["rows"]}
        assert amounts["contingency"] == 350, by


def test_contingency_comes_before_funding() -> None:
    """A grant that pays half of the lines leaves the contingency as it is."""
    funding = {"half": {"share": 0.5}}
    data = town() | {"funding": funding}
    assert contingency_of(data).dollars.tolist() == [[350, 350]]


def test_no_grant_pays_for_contingency() -> None:
    """A grant of any size pays 3,500 of the 3,850."""
    data = town() | {"funding": {"large": {"amount": 1_000_000}}}
    budget = projected(data, 1).budget
    assert budget.funding.dollars.tolist() == [[3_500]]
    assert budget.local_cost.dollars.tolist() == [[350]]


def test_without_a_rate_there_is_no_contingency() -> None:
    """Nobody adds one silently."""
    names = [line.name for line in projected(small(lines=LINES)).lines]
    assert CONTINGENCY not in names


def test_a_rate_of_nothing_is_shown_as_nothing() -> None:
    """Zero because someone chose zero."""
    assert contingency_of(town(0)).dollars.tolist() == [[0, 0]]


def test_categories_without_a_line_come_to_nothing() -> None:
    """There is no training to be uncertain of."""
    data = town(contingency_categories=["training"])
    assert contingency_of(data).dollars.tolist() == [[0, 0]]


def test_contingency_of_what_is_partly_unknown_is_partly_unknown(ask: Ask) -> None:
    """A tenth of what is known, at least."""
    lines = {**LINES, "staff": {"price": {"unknown": True}, "per": "program-month"}}
    data = small(lines=lines, finance={"contingency_rate": 0.1})
    assert contingency_of(data).missing == (("lines.staff.price",),) * 2
    path = str(write(data))
    table = table_of(ask("cost", path, "--years", "1", "--by", "line"), "lines")
    (row,) = (row for row in table["rows"] if row["name"] == "contingency")
    assert row["FY2024"] == 350
    index = table["rows"].index(row)
    assert {
        "row": index,
        "column": "FY2024",
        "missing": ["lines.staff.price"],
    } in table["incomplete"]


def test_contingency_of_another_payers_unknown_is_known() -> None:
    """What the vendor pays is not what the city is unsure of."""
    gift = {"price": {"unknown": True}, "per": "program-month", "payer": "vendor"}
    data = small(lines={**LINES, "gift": gift}, finance={"contingency_rate": 0.1})
    assert contingency_of(data).missing == ((), ())


def test_contingency_is_not_added_to_a_published_estimate() -> None:
    """What was announced is what was announced."""
    published = {"initial_years": 1, "initial_cost": 1_000, "annual_cost_after": 500}
    data = town() | {"published": published}
    (line,) = project(loaded(data), 2, "published").lines
    assert line.dollars.tolist() == [[1_000, 500]]


@pytest.mark.parametrize("name", ["contingency", "published", "total"])
def test_no_line_may_take_a_name_of_the_answer(name: str) -> None:
    """They would be told apart by nobody."""
    ((_, text),) = faults(priced(**{name: {"price": 1, "per": "program"}}))
    assert "reserved name" in text
