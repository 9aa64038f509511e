"""Notices on the horizon: what comes just after the years that are shown."""

from collections.abc import Iterator

import numpy as np

from bodycam_cli.program.dates import MOST_YEARS, month_text
from bodycam_cli.program.lines import DRIVERS
from bodycam_cli.projection.costs import whole_dollars
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.projection.refresh import first_refresh_later, refresh_in_next_year
from bodycam_cli.projection.store import cost_after_the_end, month_when_full
from bodycam_cli.report.document import Facts, Notice
from bodycam_cli.report.tables import Known
from bodycam_cli.report.words import agreeing, dollars, dollars_known, listed

_FLAT_YEARS = 5


def horizon_notices(projection: Projection) -> Iterator[Notice]:
    """The notices on what comes after the last year here."""
    yield from _refresh_follows(projection)
    yield from _before_first_refresh(projection)
    yield from _store_still_grows(projection)
    yield from _video_outlives(projection)
    yield from _published_stays_flat(projection)


def more_years(projection: Projection) -> str:
    """How to look beyond the horizon, where that can be done."""
    years = len(projection.calendar.fiscal_years)
    return f" --years {years + 1} shows the next." if years < MOST_YEARS else ""


def _refresh_follows(projection: Projection) -> Iterator[Notice]:
    """Purchases that come again in the year after the horizon."""
    if projection.estimate != "lines":
        return
    last = projection.calendar.fiscal_years[-1]
    for refresh in refresh_in_next_year(projection.grid):
        cost = dollars_known(Known(refresh.dollars, refresh.missing))
        text = (
            f"lines.{refresh.line} is bought again in {month_text(refresh.month)}, "
            f"after FY{last}, the last year here, for {cost}: the years shown leave it "
            f"out.{more_years(projection)}"
        )
        shown = None if refresh.missing else refresh.dollars
        month = month_text(refresh.month)
        facts: Facts = {"line": refresh.line, "month": month, "dollars": shown}
        yield Notice("refresh_follows", text, facts)


def _video_outlives(projection: Projection) -> Iterator[Notice]:
    """Video that is kept after the last month costs money that is not here."""
    kept = cost_after_the_end(projection.loaded)
    if projection.estimate != "lines" or kept is None:
        return
    cost = f"for {dollars_known(Known(kept.dollars, kept.missing))} in all"
    if np.isinf(kept.dollars):
        cost = "without end, at a cost without end"
    text = (
        f"Video recorded by the last month is kept after it, {cost}. That lies "
        "beyond these years and is in no total: budget it apart, or shorten "
        "[footage.retention]."
    )
    is_known = np.isfinite(kept.dollars) and not kept.missing
    shown = int(whole_dollars(np.array(kept.dollars))) if is_known else None
    yield Notice("video_outlives", text, {"dollars": shown})


def _published_stays_flat(projection: Projection) -> Iterator[Notice]:
    """A published estimate without any growth over five years."""
    published = projection.loaded.program.published
    if projection.estimate != "published" or published is None:
        return
    if published.escalation_rate is not None:
        return
    line = projection.lines[0]
    years = projection.calendar.fiscal_years
    run = _longest_flat(list(line.dollars[0]))
    if run[1] - run[0] < _FLAT_YEARS:
        return
    first, last = years[run[0]], years[run[1] - 1]
    amount = int(line.dollars[0, run[0]])
    text = (
        f"The published estimate stays at about {dollars(amount)} from FY{first} to "
        f"FY{last}: it contains no growth of prices or pay. --set "
        "published.escalation_rate=0.03 shows the years after the initial ones with "
        "3 % growth a year."
    )
    facts: dict[str, int] = {"first": first, "last": last, "dollars": amount}
    yield Notice("published_stays_flat", text, facts)


def _longest_flat(amounts: list[int]) -> tuple[int, int]:
    """First index and end of the longest run of equal amounts, above 0."""
    best, start = (0, 0), 0
    for index in range(len(amounts) + 1):
        # A dollar of rounding does not make a year differ.
        if index == len(amounts) or abs(amounts[index] - amounts[start]) > 1:
            if amounts[start] and index - start > best[1] - best[0]:
                best = (start, index)
            start = index
    return best


def _before_first_refresh(projection: Projection) -> Iterator[Notice]:
    """What is bought in these years, and first bought again long after them."""
    if projection.estimate != "lines":
        return
    years = len(projection.calendar.fiscal_years)
    for refresh in first_refresh_later(projection.grid):
        cost = dollars_known(Known(refresh.dollars, refresh.missing))
        text = (
            f"{agreeing(years, 'This year ends', f'These {years} years end')} before "
            f"lines.{refresh.line} is first bought again, in "
            f"{month_text(refresh.month)} for {cost}: a yearly average is too "
            f"low to plan on. --years {refresh.years} shows it."
        )
        shown = None if refresh.missing else refresh.dollars
        month = month_text(refresh.month)
        facts: Facts = {"line": refresh.line, "month": month, "dollars": shown}
        yield Notice("before_first_refresh", text, facts)


def _store_still_grows(projection: Projection) -> Iterator[Notice]:
    """Storage that is paid by the terabyte and grows beyond the horizon."""
    program, last = projection.loaded.program, projection.calendar.last_month
    by_terabyte = [
        f"lines.{name}"
        for name, line in program.lines.items()
        if DRIVERS[line.per or "program"].counts == "retained_tb"
    ]
    ends = program.last_month is not None and program.last_month.month <= last
    if projection.estimate != "lines" or not by_terabyte or ends:
        return
    full = month_when_full(projection.loaded)
    if full is not None and full <= last:
        return
    until = "without end" if full is None else f"until {month_text(full)}"
    ways = "`bodycam storage` shows it"
    if full is None:
        ways = "a retention that ends would stop it"
    elif len(projection.calendar.fiscal_years) < MOST_YEARS:
        ways = "more --years show it, and so does `bodycam storage`"
    text = (
        f"The store of video still grows at the end of these years, {until}, and "
        f"{listed(by_terabyte)} with it: the last year is not the level to plan on; "
        f"{ways}."
    )
    shown = None if full is None else month_text(full)
    yield Notice("store_still_grows", text, {"until": shown})
