"""Notices: each has a program that calls for it, and one much like it that does not."""

from typing import Any

import pytest
from programs import Ask, Data, Run, priced, small, write

LICENSES = {"price": 600, "per": "camera-year"}
CAMERAS = {"price": 500, "per": "camera"}
STORAGE = {"price": 700, "per": "TB-year"}
FOOTAGE = {"recorded_hours_per_camera_year": 100, "gb_per_recorded_hour": 2}
GUESS = {"value": 600, "source": "assumed", "note": "a guess"}


def kept(days: int | str) -> Data:
    """Ten cameras' video, kept so many days and priced by the terabyte."""
    retention = {"all": {"days": days}}
    return small(
        lines={"storage": STORAGE}, footage={**FOOTAGE, "retention": retention}
    )


def granted(**grant: Any) -> Data:
    """Licenses of 6,000 a year, with a grant."""
    lines = {"licenses": {**LICENSES, "category": "software"}}
    return small(lines=lines, funding={"bja": grant})


def announced(**published: Any) -> Data:
    """30,000 for three years, and 10,000 a year after."""
    return small(
        published={
            "initial_years": 3,
            "initial_cost": 30_000,
            "annual_cost_after": 10_000,
            **published,
        },
        estimate="published",
    )


def refreshed(months: int) -> Data:
    """Ten cameras of 500, bought again after so many months."""
    return priced(cameras={**CAMERAS, "refresh_months": months})


def clerks(one_per: int) -> Data:
    """One clerk for every so many cameras, of which there are ten."""
    count = {"one_per": one_per, "of": "camera"}
    return priced(clerk={"price": 50_000, "per": "post-year", "count": count})


FIRST_YEAR = ["FY2024"]

CASES: dict[str, tuple[Data, Data, int]] = {
    "appropriation_outside": (
        small(appropriations={"FY2023": 5_000}),
        small(appropriations={"FY2024": 5_000}),
        2,
    ),
    "schedule_did_not_move": (
        priced(contract={"amounts": {"FY2024": 9_000}, "cameras": 12}),
        priced(contract={"amounts": {"FY2024": 9_000}, "cameras": 10}),
        1,
    ),
    "zero_quantity": (
        priced(a=LICENSES, b={**CAMERAS, "first_month": "2024-07"}),
        priced(a=LICENSES, b={**CAMERAS, "first_month": "2023-07"}),
        2,
    ),
    "beyond_horizon": (
        small(waves={"late": {"go_live_month": "2025-07"}}),
        small(waves={"late": {"go_live_month": "2025-06"}}),
        2,
    ),
    "published_remainder": (
        {**announced(), "appropriations": {"FY2024": 9_000}},
        announced(),
        3,
    ),
    "published_does_not_fit": (
        {**announced(cameras=12), "estimate": "lines"},
        {**announced(cameras=10), "estimate": "lines"},
        2,
    ),
    "grant_left_out": (
        {**announced(), "funding": {"bja": {"share": 0.5}}},
        {**announced(), "funding": {"bja": {"amount": 5_000}}},
        2,
    ),
    "grant_not_drawn": (
        granted(amount=10_000, fiscal_years=FIRST_YEAR),
        granted(amount=6_000, fiscal_years=FIRST_YEAR),
        2,
    ),
    "grant_crowded_out": (
        small(funding={"state": {"amount": 6_000}, "bja": {"amount": 1_000}}),
        small(funding={"state": {"amount": 5_000}, "bja": {"amount": 1_000}}),
        1,
    ),
    "grant_pays_recurring": (
        granted(amount=6_000, fiscal_years=FIRST_YEAR),
        {
            **granted(
                amount=5_000, fiscal_years=FIRST_YEAR, excluded_categories=["software"]
            ),
            "lines": {
                "licenses": {**LICENSES, "category": "software"},
                "cameras": CAMERAS,
            },
        },
        2,
    ),
    "funding_cliff": (
        granted(amount=6_000, fiscal_years=FIRST_YEAR),
        granted(amount=60_000, match_share=0.5),
        2,
    ),
    "assumptions_carry": (
        priced(a={**LICENSES, "price": GUESS}),
        # 600 of 6,600 a year is less than a tenth.
        priced(a=LICENSES, b={"price": GUESS, "per": "program-year"}),
        2,
    ),
    "refresh_follows": (refreshed(24), refreshed(18), 2),
    "before_first_refresh": (refreshed(60), refreshed(24), 2),
    "store_still_grows": (kept(1_000), kept(365), 2),
    "video_outlives": (
        {**kept(365), "last_month": "2024-06"},
        {**kept(0), "last_month": "2024-06"},
        2,
    ),
    "published_stays_flat": (announced(), announced(escalation_rate=0.03), 5),
    "officers_equal_cameras": (
        priced(a={"price": 900, "per": "officer-year"}),
        {**priced(a={"price": 900, "per": "officer-year"}), "officers": 14},
        2,
    ),
    "whole_posts": (clerks(75), clerks(40), 1),
    "appropriation_left": (
        small(appropriations={"FY2024": 6_001}),
        small(appropriations={"FY2024": 6_000}),
        1,
    ),
}
"""For each kind: a program with it, one without it, and the years to ask for."""


def notices_of(ask: Ask, data: Data, years: int) -> dict[str, Data]:
    """The notices on the cost of a program, by kind."""
    document = ask("cost", str(write(data)), "--years", str(years))
    return {notice["kind"]: notice for notice in document["notices"]}


@pytest.mark.parametrize("kind", CASES)
def test_a_notice_is_there_where_it_is_called_for(ask: Ask, kind: str) -> None:
    """With its kind, its facts and whole sentences."""
    data, _, years = CASES[kind]
    notice = notices_of(ask, data, years)[kind]
    assert notice["facts"]
    assert notice["text"].endswith(".")


@pytest.mark.parametrize("kind", CASES)
def test_a_notice_is_not_there_where_it_is_not(ask: Ask, kind: str) -> None:
    """Much the same program does without."""
    _, data, years = CASES[kind]
    assert kind not in notices_of(ask, data, years)


# --------------------------------------------------------- what they say, and to whom


def told(ask: Ask, kind: str) -> tuple[str, Data]:
    """The words and facts of the notice of a kind."""
    data, _, years = CASES[kind]
    notice = notices_of(ask, data, years)[kind]
    return notice["text"], notice["facts"]


def test_a_grant_for_recurring_cost_names_what_goes_on(ask: Ask) -> None:
    """6,000 of licenses in FY2025, and the category to leave out."""
    text, facts = told(ask, "grant_pays_recurring")
    assert facts == {"fiscal_year": 2025, "dollars": 6_000, "grants": ["bja"]}
    assert "$6,000 of it in FY2025" in text
    assert "excluded_categories would have to name software" in text


def test_a_grant_does_not_answer_for_lines_of_other_payers(ask: Ask) -> None:
    """The prosecutor's licenses recur, but no grant pays for them."""
    lines = {
        "cameras": CAMERAS,
        "licenses": {**LICENSES, "payer": "prosecutor"},
    }
    data = {**granted(amount=5_000, fiscal_years=FIRST_YEAR), "lines": lines}
    found = notices_of(ask, data, 2)
    assert "grant_pays_recurring" not in found
    assert "funding_cliff" in found


def test_a_refresh_in_the_next_year_is_told_with_its_dollars(ask: Ask) -> None:
    """Bought in July 2023, again in July 2025: the third year."""
    text, facts = told(ask, "refresh_follows")
    assert facts == {"line": "cameras", "month": "2025-07", "dollars": 5_000}
    assert "--years 3 shows the next." in text


def test_a_refresh_long_after_the_horizon_is_told_too(ask: Ask) -> None:
    """Again in July 2028, which is in FY2029, the sixth year."""
    text, facts = told(ask, "before_first_refresh")
    assert facts == {"line": "cameras", "month": "2028-07", "dollars": 5_000}
    assert text.startswith("These 2 years end before lines.cameras is first bought")
    assert text.endswith("--years 6 shows it.")


def test_no_refresh_is_told_of_a_program_that_ends_before_it(ask: Ask) -> None:
    """A pilot of a year buys nothing again."""
    found = notices_of(ask, {**refreshed(60), "last_month": "2024-06"}, 2)
    assert "before_first_refresh" not in found
    assert "refresh_follows" not in found


def test_a_store_that_grows_says_until_when(ask: Ask) -> None:
    """1,000 days are 32.9 months: full in the 33rd, March 2026."""
    text, facts = told(ask, "store_still_grows")
    assert facts == {"until": "2026-03"}
    assert "more --years show it" in text


def test_a_store_without_end_is_not_told_to_look_further(ask: Ask) -> None:
    """More years show no end; a retention would make one."""
    notice = notices_of(ask, kept("indefinite"), 2)["store_still_grows"]
    assert notice["facts"] == {"until": None}
    assert "--years" not in notice["text"]
    assert "a retention that ends would stop it" in notice["text"]


def test_a_store_of_a_program_that_has_ended_does_not_grow(ask: Ask) -> None:
    """Its video outlives it instead."""
    found = notices_of(ask, {**kept(1_000), "last_month": "2024-06"}, 2)
    assert "store_still_grows" not in found
    assert "video_outlives" in found


def test_video_without_end_costs_without_end(ask: Ask) -> None:
    """There are no dollars to name."""
    found = notices_of(ask, {**kept("indefinite"), "last_month": "2024-06"}, 2)
    notice = found["video_outlives"]
    assert notice["facts"] == {"dollars": None}
    assert "without end, at a cost without end" in notice["text"]


def test_an_assumption_carries_its_dollars(ask: Ask) -> None:
    """12,000 of 12,000 over two years."""
    text, facts = told(ask, "assumptions_carry")
    assert facts == {"figures": ["lines.a.price"], "total": 12_000}
    assert "lines.a.price ($12,000)" in text


def test_an_estimate_that_was_told_to_grow_is_not_told_to(ask: Ask) -> None:
    """Not even where the growth is none: somebody chose it."""
    assert "published_stays_flat" not in notices_of(
        ask, announced(escalation_rate=0), 5
    )
    _, facts = told(ask, "published_stays_flat")
    assert facts == {"first": 2024, "last": 2028, "dollars": 10_000}


def test_an_estimate_spread_by_appropriations_is_not_told_to_be(ask: Ask) -> None:
    """What is set already is not recommended."""
    text, _ = told(ask, "published_remainder")
    assert "--set published.spread=appropriations" in text
    spread = announced(spread="appropriations")
    data = {**spread, "appropriations": {"FY2024": 9_000}}
    notice = notices_of(ask, data, 3)["published_remainder"]
    assert "--set" not in notice["text"]


def test_a_whole_post_for_a_small_part_of_one_is_told_with_its_part(ask: Ask) -> None:
    """10 / 75 = 0.13 of a clerk; the other's 10 / 40 is a quarter of one."""
    text, facts = told(ask, "whole_posts")
    assert facts == {"lines": ["clerk"], "dollars": 50_000}
    assert "lines.clerk (0.13)" in text
    assert "--set lines.clerk.count=0.13" in text


@pytest.mark.parametrize(
    "change", [{"price": 0}, {"count": 1}, {"last_month": "2023-12"}]
)
def test_a_post_that_costs_nothing_or_was_counted_by_hand_is_not_told(
    ask: Ask, change: Data
) -> None:
    """Free, given as a number, or over by the last year shown."""
    line = {**clerks(75)["lines"]["clerk"], **change}
    assert "whole_posts" not in notices_of(ask, priced(clerk=line), 2)


# ---------------------------------------------------------------- many of them at once


def crowd() -> str:
    """The path of a program that calls for nine notices."""
    return str(
        write(
            {
                **kept(1_000),
                "lines": {
                    "storage": STORAGE,
                    "licenses": {**LICENSES, "price": GUESS},
                    "cameras": {**CAMERAS, "refresh_months": 24},
                    "stipend": {"price": 900, "per": "officer-year"},
                    "idle": {**CAMERAS, "first_month": "2025-01"},
                    "contract": {
                        "amounts": {"FY2024": 1_000},
                        "cameras": 12,
                        "recurrence": "one-time",
                    },
                },
                "appropriations": {"FY2024": 90_000, "FY2020": 1_000},
                "funding": {"bja": {"amount": 900, "fiscal_years": FIRST_YEAR}},
            }
        )
    )


def test_what_may_be_a_mistake_comes_first(ask: Ask) -> None:
    """Then the money, the assumptions and the horizon; what is left comes last."""
    document = ask("cost", crowd(), "--years", "2")
    assert [notice["kind"] for notice in document["notices"]] == [
        "appropriation_outside",
        "schedule_did_not_move",
        "zero_quantity",
        "grant_pays_recurring",
        "funding_cliff",
        "assumptions_carry",
        "refresh_follows",
        "store_still_grows",
        "officers_equal_cameras",
        "appropriation_left",
    ]


def test_many_notices_do_not_bury_each_other(run: Run) -> None:
    """Six in full; the four others are named, with where they are."""
    result = run("cost", crowd(), "--years", "2")
    assert result.stderr.count("Notice: ") == 7
    words = " ".join(result.stderr.split())
    assert words.endswith(
        "Notice: 4 more (refresh follows, store still grows, officers equal cameras, "
        "appropriation left); --format json and --format markdown have them all."
    )
    markdown = run("cost", crowd(), "--years", "2", "--format", "markdown").stdout
    assert "Nothing is carried over" in markdown


def test_quiet_prints_no_notice(run: Run) -> None:
    """Nothing at all on stderr."""
    assert not run("cost", crowd(), "--quiet").stderr
