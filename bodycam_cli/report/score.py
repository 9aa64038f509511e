"""The answer to: how good is the estimate by typical lines?"""

from statistics import median

from bodycam_cli.analysis.scoring import SCOPES, VENDOR_CATEGORIES, Score
from bodycam_cli.report.document import Column, Report
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.tables import Cells, table
from bodycam_cli.report.words import listed

_SCORES = (
    Column("program", "Program", "text", "item"),
    Column("scope", "Scope", "text", "item"),
    Column("cameras", "Cameras", "cameras"),
    Column("years", "Years", "years"),
    Column("published", "Published", "dollars"),
    Column("low", "Low", "dollars"),
    Column("likely", "Likely", "dollars"),
    Column("high", "High", "dollars"),
    Column("miss", "Likely is off by", "share"),
    Column("within", "Within low to high", "text"),
)
_SUMMARY = (
    Column("scope", "Scope", "text", "item"),
    Column("programs", "Programs", "programs"),
    Column("within", "Within low to high", "programs"),
    Column("too_high", "Likely above published", "programs"),
    Column("median_miss", "Median miss", "share"),
    Column("median_size", "Median size of a miss", "share"),
)


def score_report(scores: list[Score], arguments: tuple[str, ...]) -> Report:
    """The scores of all published programs, misses included."""
    rows: list[Cells] = [
        {
            "program": score.published.program,
            "scope": score.published.scope,
            "cameras": round(score.published.cameras),
            "years": score.published.years,
            "published": round(score.published.dollars),
            "low": score.low,
            "likely": score.likely,
            "high": score.high,
            "miss": round(score.miss, 4),
            "within": "yes" if score.is_within else "no",
        }
        for score in sorted(scores, key=lambda each: (each.published.scope, each.miss))
    ]
    summary = [_summary(scope, scores) for scope in SCOPES]
    within = sum(score.is_within for score in scores)
    basis = (
        f"Vendor: the lines of {listed(VENDOR_CATEGORIES)}. Program: all lines of the "
        "city, contingency included. Every camera is in service from July of the year "
        "of publication, for the published term; dollars are nominal."
    )
    span = "Low and high put every ranged figure at its end at once: a wide span."
    return Report(
        command="programs score",
        title="typical against what was published",
        answer=(f"{within} of {len(scores)} published costs lie within low to high.",),
        tables=(
            table("summary", "", _SUMMARY, summary, notes=(basis, span)),
            table("scores", "Each program", _SCORES, rows),
        ),
        stamp=stamp_of(arguments),
    )


def _summary(scope: str, scores: list[Score]) -> Cells:
    misses = [score.miss for score in scores if score.published.scope == scope]
    return {
        "scope": scope,
        "programs": len(misses),
        "within": sum(s.is_within for s in scores if s.published.scope == scope),
        "too_high": sum(miss > 0 for miss in misses),
        "median_miss": round(median(misses), 4),
        "median_size": round(median(abs(miss) for miss in misses), 4),
    }
