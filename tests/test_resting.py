"""What rests on what: how many dollars of a total a figure or a source carries."""

from typing import Any

import pytest
from programs import Ask, Data, loaded, small, write

from bodycam_cli.analysis.resting import resting_on_figure, resting_on_sources
from bodycam_cli.projection.projecting import Projection, project

TWO_LINES: Data = {
    "licenses": {"price": 600, "per": "camera-year"},
    "manager": {"price": 5_000, "per": "program-year"},
}
"""6,000 and 5,000 a year."""


def projected(years: int = 3, **settings: Any) -> Projection:
    """The small program with these settings."""
    return project(loaded(small(**settings)), years)


def dollars(projection: Projection, key: str) -> int:
    """The dollars that rest on a figure."""
    return resting_on_figure(projection, tuple(key.split("."))).dollars


def announced(**published: Any) -> Projection:
    """A published estimate of 300,000 in three years and 120,000 a year after."""
    estimate = {
        "initial_years": 3,
        "initial_cost": 300_000,
        "annual_cost_after": 120_000,
        **published,
    }
    first_month = "2024-02" if "years" in published else "2023-07"
    return projected(
        5, published=estimate, estimate="published", first_month=first_month
    )


def test_a_price_carries_its_line() -> None:
    """Three years of 6,000."""
    projection = projected(lines=TWO_LINES)
    assert dollars(projection, "lines.licenses.price") == 18_000


def test_the_cameras_carry_what_is_counted_from_them() -> None:
    """The licenses, and not the manager."""
    assert dollars(projected(lines=TWO_LINES), "cameras") == 18_000


def test_a_payment_of_a_schedule_carries_its_year() -> None:
    """Not the other payments of the line."""
    amounts = {"FY2024": 700, "FY2025": 800, "FY2026": 900}
    projection = projected(lines={"contract": {"amounts": amounts}})
    assert dollars(projection, "lines.contract.amounts.FY2024") == 700
    assert dollars(projection, "lines.contract.amounts.FY2025") == 800
    assert dollars(projection, "lines.contract.amounts.FY2026") == 900


def test_the_last_payment_carries_its_renewals_too() -> None:
    """800 in FY2025, and 1,000 in FY2026, a quarter more; the rate carries those."""
    line = {"amounts": {"FY2024": 700, "FY2025": 800}, "renewal_rate": 0.25}
    projection = projected(lines={"contract": line})
    assert dollars(projection, "lines.contract.amounts.FY2024") == 700
    assert dollars(projection, "lines.contract.amounts.FY2025") == 1_800
    assert dollars(projection, "lines.contract.renewal_rate") == 1_000


def test_a_published_cost_carries_the_years_that_it_covers() -> None:
    """Three years on the one figure, two on the other."""
    projection = announced()
    assert dollars(projection, "published.initial_cost") == 300_000
    assert dollars(projection, "published.annual_cost_after") == 240_000
    assert dollars(projection, "published.initial_years") == 540_000
    assert dollars(projection, "published.cameras") == 0


def test_a_published_escalation_carries_the_years_that_grow() -> None:
    """126,000, the second of the later years."""
    projection = announced(escalation_rate=0.05)
    assert dollars(projection, "published.annual_cost_after") == 246_000
    assert dollars(projection, "published.escalation_rate") == 126_000


def test_a_fiscal_year_may_rest_on_two_published_costs() -> None:
    """From February 2024, FY2027 has seven months of the one and five of the other."""
    # 41,667 + 100,000 + 100,000 + 108,333; and 108,333 + 120,000
    projection = announced(years="program")
    assert dollars(projection, "published.initial_cost") == 350_000
    assert dollars(projection, "published.annual_cost_after") == 228_333


def test_a_source_carries_each_dollar_once() -> None:
    """Two payments of one source are their two years; a price and its count, a line."""
    memo = {"source": "memo"}
    lines = {
        "contract": {
            "amounts": {
                "FY2024": {"value": 700, **memo},
                "FY2025": 800,
                "FY2026": {"value": 900, **memo},
            }
        },
        "clerk": {
            "price": {"value": 100, **memo},
            "count": {"value": 2, **memo},
            "per": "post-year",
        },
    }
    projection = projected(lines=lines, sources={"memo": {"title": "Memo"}})
    (memo_rests,) = (
        each for each in resting_on_sources(projection) if each.name == "memo"
    )
    assert memo_rests.dollars == 1_600 + 600
    assert memo_rests.figures == 4
    assert memo_rests.lines == ("contract", "clerk")


@pytest.mark.parametrize(
    ("program", "carried"), [("boston@citywide", "$18,000,000"), ("boston", None)]
)
def test_the_notice_names_what_an_assumption_carries(
    ask: Ask, program: str, carried: str | None
) -> None:
    """Four years of 4,500,000, of 25,000,000 in all; and nothing of Boston's own."""
    notices = {
        notice["kind"]: notice["text"] for notice in ask("cost", program)["notices"]
    }
    if carried is None:
        assert "assumptions_carry" not in notices
    else:
        assert (
            f"published.annual_cost_after ({carried})" in notices["assumptions_carry"]
        )


def test_the_list_of_what_is_missing_has_the_same_dollars(ask: Ask) -> None:
    """An assumed payment carries its year there too."""
    assumed = {"value": 700, "source": "assumed", "note": "a guess"}
    line = {"amounts": {"FY2024": assumed, "FY2025": 800}, "recurrence": "one-time"}
    path = str(write(small(lines={"contract": line})))
    document = ask("assumptions", path, "--missing")
    (row,) = document["tables"][0]["rows"]
    assert row["key"] == "lines.contract.amounts.FY2024"
    assert row["dollars"] == 700
    assert row["share"] == pytest.approx(0.4667)
