"""Random small programs for property tests, valid by construction."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from bodycam_cli.program.dates import fiscal_year_of, month_text

Built = dict[str, Any]

_FIRST = st.integers(2018 * 12, 2024 * 12)
_CENTS = st.integers(0, 50_000_000).map(lambda cents: cents / 100)
_PAYERS = st.sampled_from(("city", "city", "city", "vendor", "prosecutor"))
_RATES = st.integers(-100, 200).map(lambda thousandths: thousandths / 1000)
_UNKNOWN = {"unknown": True}

UNCOUNTED = (
    "program",
    "program-month",
    "program-year",
    "wave",
    "camera",
    "camera-month",
    "camera-year",
    "officer",
    "officer-year",
)
COUNTED = ("item", "item-year", "post-year")
WORKED = ("training-hour", "TB-month", "TB-year", "request", "redacted-hour")
CATEGORIES = ("equipment", "software", "people")


@dataclass(frozen=True)
class Span:
    """When a random program is: its months, and the fiscal years they lie in."""

    first: int
    last: int
    years: range


@dataclass(frozen=True)
class Kinds:
    """What may occur in a random program.

    Attributes:
        unknown: Unknown figures.
        escalating: Prices that grow.
        scheduled: Schedules of amounts.
        grants: Grants and a contingency.
        full: Everything else that a program may have: video, requests, training,
            refresh, steps, yearly bills, early payment, counts by rule, renewals.
    """

    unknown: bool = True
    escalating: bool = True
    scheduled: bool = True
    grants: bool = False
    full: bool = False


@st.composite
def programs(draw: st.DrawFn, **kinds: bool) -> Built:
    """A program with waves, payers and lines of every driver; see ``Kinds``."""
    allowed = Kinds(**kinds)
    first = draw(_FIRST)
    lasting = draw(st.none() | st.integers(0, 70))
    start = draw(st.integers(1, 12))
    label = draw(st.sampled_from(("ends", "starts")))
    cameras = draw(st.integers(1, 120))
    program: Built = {
        "title": "Random City",
        "fiscal_year_start_month": start,
        "fiscal_year_label": label,
        "first_month": month_text(first),
        "cameras": cameras,
        "spare_share": draw(st.integers(0, 100)) / 100,
    }
    last = first + (48 if lasting is None else lasting)
    if lasting is not None:
        program["last_month"] = month_text(last)
    if draw(st.booleans()):
        program["officers"] = draw(st.integers(0, 300))
    span = Span(
        first,
        last,
        range(
            fiscal_year_of(first, start, label), fiscal_year_of(last, start, label) + 1
        ),
    )
    waves = _waves(draw, cameras, span)
    if waves:
        program["waves"] = waves
        program["slip_months"] = draw(st.integers(0, 20))
    program["lines"] = {
        f"l{index}": _line(draw, span, allowed)
        for index in range(draw(st.integers(1, 5)))
    }
    program["appropriations"] = {
        f"FY{span.years[0] + shift}": draw(st.integers(0, 900_000))
        for shift in draw(st.sets(st.integers(-1, 6), max_size=4))
    }
    program["appropriation_covers"] = draw(
        st.sampled_from((["city"], ["city", "prosecutor"]))
    )
    if allowed.grants:
        program["funding"] = _funding(draw, span)
        program["finance"] = {"contingency_rate": draw(st.integers(0, 30)) / 100}
    return {**program, **_work(draw, allowed)} if allowed.full else program


def _work(draw: st.DrawFn, allowed: Kinds) -> Built:
    """Video, requests and training."""

    def number(most: int) -> Any:
        return _perhaps_unknown(draw, draw(st.integers(0, most * 10)) / 10, allowed)

    days = st.integers(0, 900) | st.just("indefinite")
    return {
        "footage": {
            "recorded_hours_per_camera_year": number(500),
            "gb_per_recorded_hour": number(8),
            "retention": {
                "evidence": {"share": 0.2, "days": draw(days)},
                "routine": {"days": draw(days)},
            },
        },
        "requests": {
            "requests_per_100_camera_years": number(40),
            "footage_minutes_per_request": number(60),
            "redaction_minutes_per_footage_minute": number(8),
        },
        "training": {"training_hours_per_officer": number(20)},
    }


def _waves(draw: st.DrawFn, cameras: int, span: Span) -> Built:
    """Up to three waves with fixed counts, and one that takes the rest."""
    fixed = draw(st.lists(st.integers(0, cameras), max_size=3))
    while sum(fixed) > cameras:
        fixed.pop()
    if not fixed:
        return {}
    months = st.integers(span.first, min(span.last, span.first + 40)).map(month_text)
    waves = {
        f"w{index}": {"go_live_month": draw(months), "cameras": count}
        for index, count in enumerate(fixed)
    }
    return {**waves, "rest": {"go_live_month": draw(months)}}


def _line(draw: st.DrawFn, span: Span, allowed: Kinds) -> Built:
    """A line with a price or with a schedule."""
    line: Built = {"payer": draw(_PAYERS)}
    if allowed.scheduled and draw(st.integers(0, 4)) == 0:
        amounts = draw(st.sets(st.sampled_from(span.years), min_size=1, max_size=4))
        line["amounts"] = {
            f"FY{year}": _perhaps_unknown(draw, draw(_CENTS), allowed)
            for year in sorted(amounts)
        }
        line["recurrence"] = draw(st.sampled_from(("recurring", "one-time")))
        if allowed.full and draw(st.booleans()):
            line |= {"recurrence": "recurring", "renewal_rate": draw(_RATES)}
            line["escalation_rate"] = draw(_RATES)
        return line
    price: Any = draw(_CENTS)
    if draw(st.booleans()):
        price = {"value": price, "year": f"FY{draw(st.integers(2015, 2026))}"}
    line["price"] = _perhaps_unknown(draw, price, allowed)
    more = WORKED if allowed.full else ()
    line["per"] = draw(st.sampled_from((*UNCOUNTED, *COUNTED, *more)))
    if line["per"] in COUNTED:
        count = draw(st.integers(0, 80)) / 4
        line["count"] = _perhaps_unknown(draw, count, allowed)
    if line["per"] == "post-year":
        line["benefits_rate"] = draw(st.integers(0, 60)) / 100
    if allowed.escalating and draw(st.booleans()):
        line["escalation_rate"] = _perhaps_unknown(draw, draw(_RATES), allowed)
    if draw(st.integers(0, 3)) == 0:
        begin = draw(st.integers(span.first, span.last))
        line["first_month"] = month_text(begin)
        line["last_month"] = month_text(draw(st.integers(begin, span.last)))
    return {**line, **_more_of_a_line(draw, span, line)} if allowed.full else line


def _more_of_a_line(draw: st.DrawFn, span: Span, line: Built) -> Built:
    """Refresh, steps, yearly bills, early payment and counts by rule."""
    more: Built = {"category": draw(st.sampled_from(CATEGORIES))}
    if line["per"] in COUNTED and draw(st.booleans()):
        of = draw(st.sampled_from(("camera", "officer")))
        rule = {"one_per": draw(st.integers(1, 90)), "of": of}
        more["count"] = {**rule, "minimum": draw(st.integers(0, 3))}
    if line["per"] in ("camera", "item") and draw(st.booleans()):
        more["refresh_months"] = draw(st.integers(1, 40))
    if draw(st.integers(0, 3)) == 0:
        months = st.integers(span.first, span.last).map(month_text)
        chosen = sorted(draw(st.sets(months, min_size=1, max_size=2)))
        more["steps"] = [{"month": month, "rate": draw(_RATES)} for month in chosen]
    if line["per"] in _YEARLY and draw(st.integers(0, 3)) == 0:
        more["billed"] = "yearly"
    if draw(st.integers(0, 3)) == 0:
        more["paid_months_before"] = draw(st.integers(0, 15))
    return more


_YEARLY = ("program-year", "camera-year", "officer-year", "item-year", "post-year")
"""Drivers of which twelve months can be billed in advance."""


def _perhaps_unknown(draw: st.DrawFn, figure: Any, allowed: Kinds) -> Any:
    return _UNKNOWN if allowed.unknown and draw(st.integers(0, 5)) == 0 else figure


def _funding(draw: st.DrawFn, span: Span) -> Built:
    """Up to two grants."""
    size = st.one_of(
        st.integers(0, 500_000).map(lambda dollars: {"amount": dollars}),
        st.integers(0, 3_000).map(lambda dollars: {"amount_per_camera": dollars}),
        st.integers(0, 100).map(lambda percent: {"share": percent / 100}),
    )
    return {
        f"g{index}": {
            **draw(size),
            "match_share": draw(st.integers(0, 100)) / 100,
            "excluded_categories": draw(
                st.lists(st.sampled_from(CATEGORIES), max_size=2)
            ),
            "fiscal_years": [
                f"FY{year}"
                for year in sorted(draw(st.sets(st.sampled_from(span.years))))
            ],
        }
        for index in range(draw(st.integers(0, 2)))
    }


@st.composite
def announced(draw: st.DrawFn) -> Built:
    """A program whose published estimate leads, in whole or partial years."""
    program: Built = draw(programs())
    allowed = Kinds()
    published: Built = {
        "initial_years": draw(st.integers(1, 6)),
        "initial_cost": _perhaps_unknown(draw, draw(_CENTS), allowed),
        "years": draw(st.sampled_from(("fiscal", "program"))),
    }
    if draw(st.booleans()):
        published["annual_cost_after"] = _perhaps_unknown(draw, draw(_CENTS), allowed)
    if draw(st.booleans()):
        published["escalation_rate"] = _perhaps_unknown(draw, draw(_RATES), allowed)
    return {**program, "published": published, "estimate": "published"}


@st.composite
def variants(draw: st.DrawFn, kinds: Kinds) -> tuple[Built, Built]:
    """Two programs that share most of their lines, priced alike and otherwise not."""
    first, second = (draw(programs(**vars(kinds))) for _ in range(2))
    lines = {
        name: _varied(draw, line) if draw(st.integers(0, 3)) else line
        for name, line in first["lines"].items()
        if draw(st.integers(0, 4))
    }
    dated = ("first_month", "last_month", "waves", "slip_months", "funding")
    same = {key: first[key] for key in dated if key in first}
    others = {key: each for key, each in second.items() if key not in dated}
    calendar = ("fiscal_year_start_month", "fiscal_year_label", "cameras")
    same |= {key: first[key] for key in calendar}
    lines = lines or first["lines"]
    return first, {**others, **same, "appropriations": {}, "lines": lines}


def _varied(draw: st.DrawFn, line: Built) -> Built:
    """The same kind of line with other figures."""
    varied = {**line}
    if "price" in line:
        varied["price"] = draw(_CENTS)
        varied["escalation_rate"] = draw(_RATES)
    if line.get("per") in COUNTED:
        rule = {"one_per": draw(st.integers(1, 90)), "of": "camera"}
        varied["count"] = draw(st.sampled_from((rule, draw(st.integers(0, 20)))))
    return varied
