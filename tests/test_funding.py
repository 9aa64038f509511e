"""Funding: what grants pay, in which years, and never more than there is to pay."""

from typing import Any

import numpy as np
import pytest
from cost_lines import notices_of, projected
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import (
    Ask,
    Data,
    column_of,
    faults,
    loaded,
    small,
    table_of,
    write,
)
from random_programs import programs

from bodycam_cli.projection.budget import is_local
from bodycam_cli.projection.costs import CONTINGENCY
from bodycam_cli.projection.projecting import Projection, project

LINES: dict[str, Any] = {
    "licenses": {"price": 6_000, "per": "program-year", "category": "software"},
    "storage": {"price": 4_000, "per": "program-year", "category": "storage"},
    "attorney": {
        "price": 9_000,
        "per": "program-year",
        "category": "prosecution",
        "payer": "prosecutor",
    },
}
"""The city pays $10,000 a year, $4,000 of it for storage; the prosecutor $9,000."""


def town(**funding: Data) -> dict[str, Any]:
    """The small program with these lines and grants."""
    return small(lines=LINES, funding=funding)


def drawn(data: Data, years: int = 3, name: str = "grant") -> list[int]:
    """What a grant pays by fiscal year."""
    (grant,) = (each for each in projected(data, years).grants if each.name == name)
    return [int(amount) for amount in grant.drawn[0]]


def award(data: Data, years: int = 3, name: str = "grant") -> int:
    """The award of a grant."""
    (grant,) = (each for each in projected(data, years).grants if each.name == name)
    return int(grant.award[0, 0])


def local(data: Data, years: int = 3) -> list[int]:
    """What is left to the local budget by fiscal year."""
    return [int(x) for x in projected(data, years).budget.local_cost.dollars[0]]


# ---------------------------------------------------------------- how large it is


def test_an_amount_is_drawn_until_it_is_used_up() -> None:
    """25,000: all of 10,000, again, and half of the third year."""
    data = town(grant={"amount": 25_000})
    assert drawn(data) == [10_000, 10_000, 5_000]
    assert local(data) == [0, 0, 5_000]


def test_an_amount_per_camera_is_for_cameras_new_in_its_years() -> None:
    """Of 4, 3 and 3 cameras, those of FY2024 and FY2025 get 500 each."""
    waves = {
        "north": {"go_live_month": "2023-10", "cameras": 4},
        "south": {"go_live_month": "2024-10", "cameras": 3},
        "west": {"go_live_month": "2025-10", "cameras": 3},
    }
    grant = {"amount_per_camera": 500, "fiscal_years": ["FY2024", "FY2025"]}
    data = town(grant=grant) | {"waves": waves}
    # 7 * 500, all of it drawn in the first year
    assert award(data) == 3_500
    assert drawn(data) == [3_500, 0, 0]
    assert award(town(grant={"amount_per_camera": 500}) | {"waves": waves}) == 5_000


def test_spares_and_refresh_are_no_new_cameras() -> None:
    """Ten are in service; twenty are bought, twice."""
    lines = {"cameras": {"price": 5_000, "per": "camera", "refresh_months": 12}}
    grant = {"amount_per_camera": 500}
    data = small(lines=lines, spare_share=1, funding={"grant": grant})
    assert award(data) == 5_000


def test_a_share_pays_that_share_in_each_of_its_years() -> None:
    """A quarter of 10,000, in each year and not all of it in the first."""
    data = town(grant={"share": 0.25})
    assert award(data) == 7_500
    assert drawn(data) == [2_500, 2_500, 2_500]


def test_a_whole_share_pays_everything() -> None:
    """And nothing of what the prosecutor pays."""
    data = town(grant={"share": 1})
    assert drawn(data) == [10_000, 10_000, 10_000]
    assert local(data) == [0, 0, 0]


def test_a_grant_says_how_large_it_is_in_one_way() -> None:
    """Not at all, or twice, is a fault."""
    for grant in ({"funder": "state"}, {"amount": 1_000, "share": 0.5}):
        ((_, text),) = faults(town(grant=grant))
        assert "amount, amount_per_camera or share, and one of them" in text


# ------------------------------------------------------------------- what it asks for


def test_a_match_leaves_a_share_of_the_cost_to_the_city() -> None:
    """At most half of 10,000 a year: 5,000, 5,000 and the last 2,000."""
    data = town(grant={"amount": 12_000, "match_share": 0.5})
    assert drawn(data) == [5_000, 5_000, 2_000]


def test_excluded_categories_are_not_eligible() -> None:
    """Storage barred: at most 6,000 a year."""
    data = town(grant={"amount": 12_500, "excluded_categories": ["storage"]})
    assert drawn(data) == [6_000, 6_000, 500]


def test_share_and_match_and_exclusion_work_together() -> None:
    """The smaller of 0.8 and 1 - 0.5 of 6,000."""
    grant = {"share": 0.8, "match_share": 0.5, "excluded_categories": ["storage"]}
    assert drawn(town(grant=grant)) == [3_000, 3_000, 3_000]
    # 0.8 of three times 6,000 was awarded, and three times 3,000 drawn
    assert award(town(grant=grant)) == 14_400


def test_a_grant_pays_in_its_years_alone() -> None:
    """FY2025 and FY2026 of four."""
    grant = {"amount": 30_000, "fiscal_years": ["FY2025", "FY2026"]}
    assert drawn(town(grant=grant), 4) == [0, 10_000, 10_000, 0]


def test_a_grant_of_other_years_pays_nothing() -> None:
    """It was for FY2020."""
    grant = {"amount": 30_000, "fiscal_years": ["FY2020"]}
    assert drawn(town(grant=grant)) == [0, 0, 0]


def test_a_grant_pays_whole_dollars_rounded_down() -> None:
    """A third of 10,000 is 3,333 and not a cent more; half of 3 is 1."""
    assert drawn(town(grant={"share": 1 / 3})) == [3_333, 3_333, 3_333]
    lines = {"line": {"price": 3, "per": "program-year"}}
    data = small(lines=lines, funding={"grant": {"amount": 9, "match_share": 0.5}})
    assert drawn(data) == [1, 1, 1]
    assert award(town(grant={"amount": 999.99})) == 999


def test_binary_noise_costs_no_dollar() -> None:
    """0.29 of 100 is 28.999999999999996 in binary, and 29 dollars."""
    lines = {"line": {"price": 100, "per": "program-year"}}
    data = small(lines=lines, funding={"grant": {"share": 0.29}})
    assert drawn(data) == [29, 29, 29]


def test_a_whole_match_leaves_nothing_to_draw() -> None:
    """The city pays all of it."""
    assert drawn(town(grant={"amount": 5_000, "match_share": 1})) == [0, 0, 0]


# --------------------------------------------------------------- several grants


def test_grants_pay_in_the_order_of_the_file() -> None:
    """The first 8,000 of 10,000, and the second what is left of the year."""
    data = town(first={"amount": 8_000}, second={"amount": 8_000})
    assert drawn(data, name="first") == [8_000, 0, 0]
    assert drawn(data, name="second") == [2_000, 6_000, 0]
    assert local(data) == [0, 4_000, 10_000]


def test_a_later_grant_matches_what_earlier_ones_leave() -> None:
    """Half of 10,000 - 8,000, then half of 10,000."""
    data = town(first={"amount": 8_000}, second={"amount": 8_000, "match_share": 0.5})
    assert drawn(data, name="second") == [1_000, 5_000, 2_000]


def test_a_grant_that_others_crowd_out_is_a_notice(ask: Ask) -> None:
    """The first pays 6,000 of anything, and 4,000 of storage is less than that."""
    narrow = {"share": 0.5, "excluded_categories": ["software"]}
    wide = {"amount": 6_000, "fiscal_years": ["FY2024"]}
    data = town(wide=wide, narrow=narrow)
    assert drawn(data, name="narrow") == [0, 2_000, 2_000]
    (notice,) = notices_of(ask, data, "--years", "3")["grant_crowded_out"]
    assert notice["facts"] == {"grant": "narrow", "fiscal_years": [2024]}
    # in the other order both pay
    turned = town(narrow=narrow, wide=wide)
    assert drawn(turned, name="narrow") == [2_000, 2_000, 2_000]
    assert drawn(turned, name="wide") == [6_000, 0, 0]
    assert "grant_crowded_out" not in notices_of(ask, turned, "--years", "3")


# ------------------------------------------------------------------ the report


def test_the_grants_are_told_one_by_one(ask: Ask) -> None:
    """Award, each year, what is drawn and what is not, and their sums."""
    data = town(
        federal={"title": "BJA", "funder": "federal", "amount": 8_000},
        state={"share": 0.5, "fiscal_years": ["FY2025"]},
    )
    table = table_of(ask("cost", str(write(data)), "--years", "2"), "grants")
    assert table["rows"] == [
        {
            "grant": "BJA",
            "name": "federal",
            "funder": "federal",
            "award": 8_000,
            "FY2024": 8_000,
            "FY2025": 0,
            "drawn": 8_000,
            "not_drawn": 0,
        },
        {
            "grant": "state",
            "name": "state",
            "funder": "",
            "award": 5_000,
            "FY2024": 0,
            "FY2025": 5_000,
            "drawn": 5_000,
            "not_drawn": 0,
        },
    ]
    assert table["totals"] == {
        "award": 13_000,
        "FY2024": 8_000,
        "FY2025": 5_000,
        "drawn": 13_000,
        "not_drawn": 0,
    }


def test_cost_net_of_funding_is_what_the_city_asks_for(ask: Ask) -> None:
    """19,000 less the prosecutor's 9,000 and a grant of 8,000."""
    document = ask("cost", str(write(town(grant={"amount": 8_000}))), "--years", "2")
    table = table_of(document, "cost")
    assert column_of(table, "cost") == [19_000, 19_000]
    assert column_of(table, "paid_by_others") == [9_000, 9_000]
    assert column_of(table, "funding") == [8_000, 0]
    assert column_of(table, "local_cost") == [2_000, 10_000]
    assert column_of(table, "unfunded") == [2_000, 10_000]
    assert any("Grants pay $8,000" in text for text in document["answer"])


def test_without_grants_there_is_no_table_of_them(ask: Ask) -> None:
    """And funding is zero."""
    document = ask("cost", str(write(small(lines=LINES))), "--years", "1")
    assert "grants" not in [table["name"] for table in document["tables"]]
    assert column_of(table_of(document, "cost"), "funding") == [0]


# -------------------------------------------------------------------- what is not drawn


def test_what_its_own_rules_leave_is_a_notice(ask: Ask) -> None:
    """50,000 for two years of 6,000: 38,000 cannot be drawn."""
    grant = {
        "amount": 50_000,
        "excluded_categories": ["storage"],
        "fiscal_years": ["FY2024", "FY2025"],
    }
    (notice,) = notices_of(ask, town(grant=grant))["grant_not_drawn"]
    assert notice["facts"] == {"grant": "grant", "dollars": 38_000}
    assert "cannot be drawn" in notice["text"]


def test_what_a_later_year_may_draw_is_not_called_lost(ask: Ask) -> None:
    """Its third year lies after the two that are shown."""
    years = ["FY2024", "FY2025", "FY2026"]
    data = town(grant={"amount": 25_000, "fiscal_years": years})
    (notice,) = notices_of(ask, data, "--years", "2")["grant_not_drawn"]
    assert notice["facts"] == {"grant": "grant", "dollars": 5_000}
    assert "cannot" not in notice["text"]
    assert "--years 3" in notice["text"]
    assert "grant_not_drawn" not in notices_of(ask, data, "--years", "3")


def test_a_program_that_is_over_draws_no_more(ask: Ask) -> None:
    """A grant for every year, and two years of program."""
    data = town(grant={"amount": 25_000}) | {"last_month": "2025-06"}
    (notice,) = notices_of(ask, data)["grant_not_drawn"]
    assert "cannot be drawn" in notice["text"]


def test_a_share_that_its_match_cuts_is_a_notice(ask: Ask) -> None:
    """0.8 of 10,000 was promised, and a match of a half leaves 3,000 a year of it."""
    grant = {"share": 0.8, "match_share": 0.5, "fiscal_years": ["FY2024"]}
    (notice,) = notices_of(ask, town(grant=grant), "--years", "2")["grant_not_drawn"]
    assert notice["facts"]["dollars"] == 3_000


# -------------------------------------------------------------------------- the cliff


def test_the_cliff_is_the_first_year_without_a_grant(ask: Ask) -> None:
    """15,000 pay FY2024 and half of FY2025; FY2026 is wholly local."""
    data = town(grant={"amount": 15_000})
    (notice,) = notices_of(ask, data)["funding_cliff"]
    assert notice["facts"] == {"fiscal_year": 2026, "local_cost": 10_000}
    assert "$10,000" in notice["text"]
    assert "after $5,000 in FY2025" in notice["text"]
    answer = ask("cost", str(write(data)))["answer"]
    assert any(
        "from FY2026 on the whole cost is local again" in each for each in answer
    )


def test_the_last_of_several_grants_makes_the_cliff(ask: Ask) -> None:
    """One ends with FY2024, the other with FY2026."""
    data = town(
        short={"amount": 5_000, "fiscal_years": ["FY2024"]},
        long={"share": 0.1, "fiscal_years": ["FY2024", "FY2025", "FY2026"]},
    )
    (notice,) = notices_of(ask, data)["funding_cliff"]
    assert notice["facts"]["fiscal_year"] == 2027


def test_a_cliff_just_after_the_horizon_is_told(ask: Ask) -> None:
    """Grants pay in the last year shown, and in no later one."""
    years = ["FY2024", "FY2025"]
    data = town(grant={"share": 0.5, "fiscal_years": years})
    (notice,) = notices_of(ask, data, "--years", "2")["funding_cliff"]
    assert notice["facts"] == {"fiscal_year": 2026, "local_cost": None}
    assert "--years 3" in notice["text"]


@pytest.mark.parametrize(
    "grant",
    [
        {"share": 0.5},
        {"share": 0.5, "fiscal_years": ["FY2025", "FY2026"]},
        {"amount": 90_000},
        {"amount_per_camera": 9_000},
    ],
    ids=str,
)
def test_a_grant_that_goes_on_has_no_cliff(ask: Ask, grant: Data) -> None:
    """It pays in a year after those shown."""
    notices = notices_of(ask, town(grant=grant), "--years", "2")
    assert "funding_cliff" not in notices


def test_there_is_no_cliff_where_the_program_ends(ask: Ask) -> None:
    """Nothing returns to the budget, for nothing is left to pay."""
    data = town(grant={"share": 0.5, "fiscal_years": ["FY2024", "FY2025"]})
    data["last_month"] = "2025-06"
    assert "funding_cliff" not in notices_of(ask, data)


# ------------------------------------------------------------------ what is unknown

UNKNOWN = {"unknown": True, "note": "not decided"}


def test_an_unknown_award_pays_an_unknown_amount(ask: Ask) -> None:
    """It may pay half of 10,000: at least 5,000 a year are local."""
    data = town(grant={"amount": UNKNOWN, "match_share": 0.5})
    document = ask("cost", str(write(data)), "--years", "2")
    table = table_of(document, "cost")
    assert column_of(table, "funding") == [None, None]
    assert column_of(table, "local_cost") == [5_000, 5_000]
    missing = {(c["row"], c["column"]): c["missing"] for c in table["incomplete"]}
    assert missing[0, "funding"] == missing[1, "local_cost"] == ["funding.grant.amount"]
    grants = table_of(document, "grants")
    assert (grants["rows"][0]["award"], grants["rows"][0]["drawn"]) == (None, None)


def test_an_unknown_award_that_may_pay_all_leaves_an_unknown_local_cost(
    ask: Ask,
) -> None:
    """Never "at least $10,000", which it may pay itself."""
    data = town(grant={"amount": UNKNOWN, "fiscal_years": ["FY2024"]})
    table = table_of(ask("cost", str(write(data)), "--years", "2"), "cost")
    assert column_of(table, "local_cost") == [None, 10_000]
    assert column_of(table, "cost") == [19_000, 19_000]


def test_what_an_unknown_award_leaves_to_the_next_grant_is_unknown() -> None:
    """The second may be used in FY2024, or saved for FY2025."""
    data = town(
        first={"amount": UNKNOWN, "fiscal_years": ["FY2024"]},
        second={"amount": 4_000, "fiscal_years": ["FY2024", "FY2025"]},
    )
    found = projected(data, 3)
    key = ("funding.first.amount",)
    assert found.grants[1].missing == (key, key, ())
    assert found.budget.local_cost.missing == (key, key, ())
    # FY2025 may have 4,000 of the second grant, or none: at least 6,000 are local
    assert found.budget.local_cost.dollars.tolist() == [[0, 6_000, 10_000]]


def test_an_unknown_award_of_other_years_leaves_the_next_grant_alone() -> None:
    """They never pay for the same year."""
    data = town(
        first={"amount": UNKNOWN, "fiscal_years": ["FY2024"]},
        second={"amount": 4_000, "fiscal_years": ["FY2025"]},
    )
    found = projected(data, 2)
    assert found.grants[1].missing == ((), ())
    assert found.grants[1].drawn.tolist() == [[0, 4_000]]


def test_a_grant_for_what_is_unknown_pays_at_least_its_part() -> None:
    """Staff time is eligible and unknown in FY2024: more of the award may go there.

    Then less is left of it for FY2025; by FY2026 it is used up in any case.
    """
    staff = {
        "price": {"unknown": True},
        "per": "program-month",
        "last_month": "2024-06",
    }
    data = small(lines={**LINES, "staff": staff}, funding={"grant": {"amount": 15_000}})
    found = projected(data, 3)
    key = ("lines.staff.price",)
    assert found.grants[0].drawn.tolist() == [[10_000, 5_000, 0]]
    assert found.grants[0].missing == (key, key, ())
    assert found.budget.local_cost.missing == (key, key, ())


def test_an_award_that_is_used_up_does_not_ask_for_more() -> None:
    """8,000 are drawn in FY2024 whatever staff time costs."""
    staff = {"price": {"unknown": True}, "per": "program-month"}
    data = small(lines={**LINES, "staff": staff}, funding={"grant": {"amount": 8_000}})
    assert projected(data, 2).grants[0].missing == ((), ())


def test_what_is_unknown_and_not_eligible_changes_no_grant() -> None:
    """Staff time is excluded."""
    staff = {"price": {"unknown": True}, "per": "program-month", "category": "people"}
    grant = {"amount": 25_000, "excluded_categories": ["people"]}
    data = small(lines={**LINES, "staff": staff}, funding={"grant": grant})
    assert projected(data, 2).grants[0].missing == ((), ())


def test_a_share_of_what_is_partly_unknown_is_partly_unknown(ask: Ask) -> None:
    """At least half of 10,000, in that year alone."""
    staff = {
        "price": {"unknown": True},
        "per": "program-month",
        "last_month": "2024-06",
    }
    data = small(lines={**LINES, "staff": staff}, funding={"grant": {"share": 0.5}})
    grants = table_of(ask("cost", str(write(data)), "--years", "2"), "grants")
    assert grants["rows"][0]["FY2024"] == 5_000
    assert grants["rows"][0]["award"] == 10_000
    columns = {c["column"] for c in grants["incomplete"] if c["row"] == 0}
    assert columns == {"award", "FY2024", "drawn", "not_drawn"}


# ------------------------------------------------------------ a published estimate


def test_a_published_estimate_takes_only_an_amount() -> None:
    """What was announced names no categories, and a grant per camera no cameras."""
    published = {"initial_years": 2, "initial_cost": 20_000, "annual_cost_after": 9_000}
    data = town(
        share={"share": 0.5},
        camera={"amount_per_camera": 1_000},
        sum={"amount": 12_000},
    ) | {"published": published}
    found = project(loaded(data), 3, "published")
    assert [grant.name for grant in found.grants] == ["sum"]
    assert found.budget.funding.dollars.tolist() == [[10_000, 2_000, 0]]
    assert found.budget.local_cost.dollars.tolist() == [[0, 8_000, 9_000]]


def test_a_grant_that_a_published_estimate_leaves_out_is_a_notice(ask: Ask) -> None:
    """With its names and the ways out."""
    published = {"initial_years": 2, "initial_cost": 20_000, "annual_cost_after": 9_000}
    grants = {"share": {"share": 0.5}, "camera": {"amount_per_camera": 1_000}}
    data = town(**grants) | {"published": published, "estimate": "published"}
    (notice,) = notices_of(ask, data)["grant_left_out"]
    assert notice["facts"] == {"grants": ["share", "camera"]}
    assert "funding.share and funding.camera are" in notice["text"]
    assert "--estimate lines" in notice["text"]
    assert "grant_left_out" not in notices_of(ask, data, "--estimate", "lines")


# ----------------------------------------------------------------------- properties


def eligible_by_year(projection: Projection, name: str) -> list[int]:
    """The local cost that a grant may pay for, added up line by line."""
    program = projection.loaded.program
    grant = program.funding[name]
    years = projection.calendar.fiscal_years
    return [
        sum(
            int(line.dollars[0, index])
            for line in projection.lines
            if is_local(program, line)
            and line.name != CONTINGENCY
            and line.category not in grant.excluded_categories
            and (not grant.fiscal_years or f"FY{year}" in grant.fiscal_years)
        )
        for index, year in enumerate(years)
    ]


@given(programs(grants=True), st.integers(1, 6))
@settings(max_examples=100, deadline=None)
def test_there_is_never_more_grant_than_eligible_cost(data: Data, years: int) -> None:
    """In any year, for each grant and for all together, with unknown figures too."""
    projection = projected(data, years)
    local_lines = np.zeros(len(projection.calendar.fiscal_years), dtype=np.int64)
    for line in projection.lines:
        if is_local(projection.loaded.program, line):
            local_lines += line.dollars[0]
    paid = np.zeros_like(local_lines)
    for grant in projection.grants:
        matched = 1 - data["funding"][grant.name].get("match_share", 0)
        for dollars, eligible in zip(
            grant.drawn[0], eligible_by_year(projection, grant.name), strict=True
        ):
            assert 0 <= dollars <= eligible * matched + 1e-6
        assert grant.drawn[0].sum() <= grant.award[0, 0]
        paid += grant.drawn[0]
    assert np.all(paid <= local_lines)
    assert np.all(projection.budget.local_cost.dollars[0] >= 0)


@given(
    award_=st.integers(0, 80_000),
    match=st.integers(0, 100),
    years=st.integers(1, 8),
)
@settings(max_examples=60, deadline=None)
def test_a_slow_loop_draws_the_same(award_: int, match: int, years: int) -> None:
    """Year by year, the smaller of what is left and the funder's share."""
    data = town(grant={"amount": award_, "match_share": match / 100})
    left, expected = award_, []
    for _ in range(years):
        expected.append(min(left, 10_000 * (100 - match) // 100))
        left -= expected[-1]
    assert drawn(data, years) == expected


@given(staff=st.integers(0, 40_000), award_=st.integers(0, 60_000))
@settings(max_examples=60, deadline=None)
def test_the_known_part_of_a_local_cost_is_a_lower_bound(
    staff: int, award_: int
) -> None:
    """Whatever the unknown staff time and the unknown award turn out to be."""

    def local_of(price: Any, amount: Any) -> list[int]:
        line = {"price": price, "per": "program", "category": "people"}
        grants = {
            "first": {"amount": amount, "match_share": 0.25},
            "second": {"amount": 7_000, "fiscal_years": ["FY2024", "FY2025"]},
        }
        return local(small(lines={**LINES, "staff": line}, funding=grants), 4)

    truth = local_of(staff, award_)
    for known in (
        local_of({"unknown": True}, award_),
        local_of(staff, {"unknown": True}),
        local_of({"unknown": True}, {"unknown": True}),
    ):
        assert all(low <= true for low, true in zip(known, truth, strict=True))
