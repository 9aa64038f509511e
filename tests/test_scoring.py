"""``bodycam programs score``: typical lines against published costs."""

from collections.abc import Iterator
from statistics import median
from typing import Any

import pytest
from programs import Ask, column_of, table_of

from bodycam_cli.analysis.reference import PublishedCost, published_costs
from bodycam_cli.analysis.scoring import SCOPES, VENDOR_CATEGORIES, Score, scores
from bodycam_cli.program.reading import load
from bodycam_cli.projection.projecting import project


@pytest.fixture(name="scored", scope="module")
def _scored() -> list[Score]:
    return list(scores())


@pytest.fixture(name="document")
def _document(ask: Ask) -> dict[str, Any]:
    return ask("programs", "score")


def score_of(scored: list[Score], program: str, scope: str = "vendor") -> Score:
    """The score of one published program."""
    (found,) = (
        score
        for score in scored
        if (score.published.program, score.published.scope) == (program, scope)
    )
    return found


# -------------------------------------------------------------------- who is scored


def test_every_published_program_of_the_two_scopes_is_scored(
    scored: list[Score],
) -> None:
    """With cameras, a term and a total; each program once in a scope."""
    published = [
        cost for cost in published_costs() if cost.scope in ("vendor", "program")
    ]
    assert [score.published for score in scored] == published
    assert len(scored) == 32
    names = [(score.published.program, score.published.scope) for score in scored]
    assert len(set(names)) == len(names)


def test_parts_of_other_scopes_are_not_scored(scored: list[Score]) -> None:
    """Equipment alone, storage alone or a stipend has no lines of its own scope."""
    assert {score.published.scope for score in scored} == set(SCOPES)


# ------------------------------------------------------------------------- by hand


def test_chula_vista_is_scored_by_hand(scored: list[Score]) -> None:
    """114 cameras from July 2014 (FY2015) for five years; published: $500,000."""
    score = score_of(scored, "chula-vista-2014")
    # cameras: 114 + 6 spares = 120 at $600, and again after 30 months:   144,000
    # docks: 114 at $250:                                                  28,500
    # installation: 114 at $100 of FY2022, 11,400 / 1.03 ** 7:              9,269
    # licenses: 114 * 800 = 91,200 of FY2019, billed each July:
    #   / 1.03 ** 4 = 81,030;  / 1.03 ** 3 = 83,461;  / 1.03 ** 2 = 85,965
    #   / 1.03 = 88,544;  91,200                                          430,200
    assert score.likely == 144_000 + 28_500 + 9_269 + 430_200
    assert score.miss == pytest.approx(611_969 / 500_000 - 1)
    assert score.is_within


def test_low_and_high_put_every_range_at_its_end(scored: list[Score]) -> None:
    """Every price of the same program, all of them low and all of them high."""
    score = score_of(scored, "chula-vista-2014")
    licenses = [0.888487, 0.915142, 0.942596, 0.970874, 1]
    low = 240 * 300 + 114 * 200 + 114 * 50 * 0.813092
    high = 240 * 1_500 + 114 * 500 + 114 * 430 * 0.813092
    # four lines, one of them in five years: each is rounded once
    assert score.low == pytest.approx(low + 114 * 480 * sum(licenses), abs=4)
    assert score.high == pytest.approx(high + 114 * 1_200 * sum(licenses), abs=4)


def test_a_pilot_is_scored_for_its_months(scored: list[Score]) -> None:
    """Massachusetts State Police: half a year of 100 cameras and of their licenses."""
    score = score_of(scored, "massachusetts-state-police-2019-pilot")
    # 105 * 600 + 100 * 250 + 100 * 100 / 1.03 ** 2 = 9,426, and for FY2020
    # 100 * 800 * 1.03 / 2 = 41,200
    assert score.likely == 63_000 + 25_000 + 9_426 + 41_200


def test_a_program_has_all_lines_of_the_city(scored: list[Score]) -> None:
    """Staff, training and contingency; no prosecutor."""
    phoenix = score_of(scored, "phoenix-2019", "program")
    loaded = load(
        "typical",
        settings=('first_month="2019-07"', 'last_month="2024-06"', "cameras=2000"),
    )
    projection = project(loaded, 5, "lines")
    local = projection.budget.local_cost.dollars.sum()
    assert phoenix.likely == local
    vendor = sum(
        int(line.dollars.sum())
        for line in projection.lines
        if line.category in VENDOR_CATEGORIES
    )
    assert score_of(scored, "phoenix-2019").likely == vendor < local


# ----------------------------------------------------------------------- what holds


def test_likely_lies_between_low_and_high(scored: list[Score]) -> None:
    """For every program."""
    for score in scored:
        assert 0 < score.low < score.likely < score.high, score.published.program


def test_within_is_between_low_and_high_ends_included() -> None:
    """A published cost at an end is within."""
    cost = PublishedCost("x", "X", "vendor", 2019, 10, 1, 500)
    assert Score(cost, 500, 600, 700).is_within
    assert Score(cost, 300, 400, 500).is_within
    assert not Score(cost, 501, 600, 700).is_within
    assert not Score(cost, 300, 400, 499).is_within
    assert Score(cost, 300, 400, 499).miss == pytest.approx(-0.2)


# ----------------------------------------------------------------------- the report


def test_the_first_sentence_counts_what_lies_within(
    document: dict[str, Any], scored: list[Score]
) -> None:
    """Misses included."""
    within = sum(score.is_within for score in scored)
    assert document["answer"] == [
        f"{within} of 32 published costs lie within low to high."
    ]
    assert within < 32


def test_every_program_is_listed_with_its_miss(
    document: dict[str, Any], scored: list[Score]
) -> None:
    """The worst ones too, sorted within each scope."""
    table = table_of(document, "scores")
    assert len(table["rows"]) == 32
    by_scope: dict[str, list[float]] = {}
    for row in table["rows"]:
        by_scope.setdefault(row["scope"], []).append(row["miss"])
    assert all(misses == sorted(misses) for misses in by_scope.values())
    (nypd,) = (row for row in table["rows"] if row["program"] == "nypd-2016")
    assert (nypd["published"], nypd["within"]) == (6_424_035, "no")
    assert nypd["miss"] > 3
    assert nypd["likely"] == score_of(scored, "nypd-2016").likely


def summaries(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The row of each scope."""
    for row in table_of(document, "summary")["rows"]:
        yield row["scope"], row


def test_the_summary_is_that_of_the_rows(document: dict[str, Any]) -> None:
    """Counts and medians, made again from the table below it."""
    rows = table_of(document, "scores")["rows"]
    for scope, summary in summaries(document):
        misses = [row["miss"] for row in rows if row["scope"] == scope]
        within = [
            row for row in rows if row["scope"] == scope and row["within"] == "yes"
        ]
        assert summary["programs"] == len(misses)
        assert summary["within"] == len(within)
        assert summary["too_high"] == sum(miss > 0 for miss in misses)
        assert summary["median_miss"] == pytest.approx(median(misses), abs=1e-4)
        sizes = [abs(miss) for miss in misses]
        assert summary["median_size"] == pytest.approx(median(sizes), abs=1e-4)


def test_typical_is_a_fair_guess_of_a_vendors_contract(
    document: dict[str, Any],
) -> None:
    """Not fitted to any: the median miss is small, most published costs are within."""
    vendor = dict(summaries(document))["vendor"]
    assert abs(vendor["median_miss"]) < 0.1
    assert vendor["within"] >= 0.7 * vendor["programs"]
    assert 0.3 < vendor["too_high"] / vendor["programs"] < 0.7


def test_what_the_scopes_mean_is_said(document: dict[str, Any]) -> None:
    """Beside the summary, on paper."""
    assert column_of(table_of(document, "summary"), "scope") == ["vendor", "program"]
