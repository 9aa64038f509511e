"""Notices: what the reader should know beside the answer, as data.

Each says what it is, why it matters and what to do, given what is already set.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from bodycam_cli.analysis.resting import resting_on_figure
from bodycam_cli.program.dates import month_text
from bodycam_cli.program.figures import ASSUMED
from bodycam_cli.program.lines import DRIVERS
from bodycam_cli.program.structure import figures_of
from bodycam_cli.projection.budget import appropriations_outside, is_local
from bodycam_cli.projection.costs import whole_dollars
from bodycam_cli.projection.funding import cliff_year
from bodycam_cli.projection.projecting import MOST_YEARS, Projection
from bodycam_cli.projection.refresh import refresh_in_next_year
from bodycam_cli.projection.store import cost_after_the_end, month_when_full
from bodycam_cli.report.document import Notice, Value
from bodycam_cli.report.tables import Known
from bodycam_cli.report.words import counted, dollars, dollars_known, listed

Facts = dict[str, Value | Sequence[Value]]

_TENTH = 0.1
_NAMED = 3
_FLAT_YEARS = 5


def cost_notices(projection: Projection) -> tuple[Notice, ...]:
    """The notices of a projection."""
    rules = (
        _published_remainder,
        _appropriation_outside,
        _appropriation_left,
        _zero_quantity,
        _schedule_did_not_move,
        _slipped_beyond,
        _officers_equal_cameras,
        _grant_not_drawn,
        _funding_cliff,
        _refresh_follows,
        _video_outlives,
        _published_does_not_fit,
        _grant_pays_recurring,
        _store_still_grows,
        _assumptions_carry,
        _published_stays_flat,
    )
    return tuple(notice for rule in rules for notice in rule(projection))


def _published_remainder(projection: Projection) -> Iterator[Notice]:
    """What the appropriations leave of a published cost for the years without one."""
    published = projection.loaded.program.published
    if projection.estimate != "published" or published is None:
        return
    cost = published.initial_cost.likely_value
    count = int(published.initial_years.likely_value or 0)
    approved = projection.budget.appropriations[:count]
    years = projection.calendar.fiscal_years[:count]
    paid = sum(dollars_ or 0 for dollars_ in approved)
    pairs = list(zip(years, approved, strict=True))
    funded = [f"FY{year}" for year, money in pairs if money is not None]
    open_years = [f"FY{year}" for year, money in pairs if money is None]
    if cost is None or not funded or not open_years or len(years) < count:
        return
    remainder = int(cost) - paid
    text = (
        f"The appropriations of {listed(funded)} ({dollars(paid)}) leave "
        f"{dollars(remainder)} of the published {dollars(cost)} for "
        f"{listed(open_years)}."
    )
    if published.spread == "even" and remainder >= 0:
        text += (
            " The table divides the cost evenly; --set published.spread=appropriations "
            "puts it where the money is."
        )
    facts = {"appropriated": paid, "published": int(cost), "remainder": remainder}
    yield Notice("published_remainder", text, facts)


def _appropriation_outside(projection: Projection) -> Iterator[Notice]:
    """Appropriations of years in which there is no program."""
    for year, money in appropriations_outside(projection.loaded.program).items():
        text = (
            f"The appropriation of FY{year}, {dollars(money)}, lies outside the "
            "program and counts for no year of it. Check the year, or first_month "
            "and last_month."
        )
        yield Notice("appropriation_outside", text, {"year": year, "dollars": money})


def _appropriation_left(projection: Projection) -> Iterator[Notice]:
    """Money left over is not carried into the next year."""
    budget, calendar = projection.budget, projection.calendar
    left = budget.left.dollars[0]
    years = {
        year: int(left[index])
        for index, year in enumerate(calendar.fiscal_years)
        if left[index] > 0 and not budget.left.missing[index]
    }
    if not years:
        return
    amounts = listed([f"{dollars(amount)} in FY{y}" for y, amount in years.items()])
    text = (
        f"An appropriation leaves {amounts}. Nothing is carried over: where your rules "
        "allow that, add it to the appropriation of the next year."
    )
    facts = {f"FY{year}": amount for year, amount in years.items()}
    yield Notice("appropriation_left", text, facts)


def _zero_quantity(projection: Projection) -> Iterator[Notice]:
    """Lines that never have anything to charge within the horizon."""
    names = [
        line.name
        for line in projection.lines
        if line.quantities is not None and not np.any(line.quantities)
    ]
    if names:
        keys = listed([f"lines.{name}" for name in names])
        text = (
            f"{keys} {'has' if len(names) == 1 else 'have'} nothing to charge in these "
            "years: the quantity is zero throughout. Check first_month, last_month and "
            "count."
        )
        yield Notice("zero_quantity", text, {"lines": list(names)})


def _schedule_did_not_move(projection: Projection) -> Iterator[Notice]:
    """Schedules that are for another number of cameras than the program has."""
    for name, line in projection.loaded.program.lines.items():
        if projection.estimate != "lines" or line.cameras is None:
            continue
        scheduled = int(line.cameras.likely_value or 0)
        if scheduled != projection.cameras:
            text = (
                f"lines.{name} is a schedule of payments for "
                f"{counted(scheduled, 'camera')}, and the program has "
                f"{projection.cameras:,}: the line did not move. Give the amounts for "
                "this number, or a price."
            )
            yield Notice(
                "schedule_did_not_move",
                text,
                {"line": name, "scheduled": scheduled, "has": projection.cameras},
            )


def _slipped_beyond(projection: Projection) -> Iterator[Notice]:
    """Waves that go live after the last month of the horizon."""
    last = projection.calendar.last_month
    beyond = [
        wave
        for wave in projection.rollout.waves
        if wave.has_cameras and float(wave.go_live[0, 0]) > last
    ]
    if beyond:
        cameras = int(sum(wave.cameras[0, 0] for wave in beyond))
        names = listed([wave.name for wave in beyond])
        text = (
            f"{counted(cameras, 'camera')} of {names} go live after "
            f"{month_text(last)}, the last month here, and are not in the cost by "
            "lines. More --years, an earlier month or a smaller slip shows them."
        )
        waves = [wave.name for wave in beyond]
        yield Notice("beyond_horizon", text, {"cameras": cameras, "waves": waves})


def _officers_equal_cameras(projection: Projection) -> Iterator[Notice]:
    """Officers were not given, and a line is priced per officer."""
    program = projection.loaded.program
    by_officer = [
        name
        for name, line in program.lines.items()
        if (line.per or "").startswith("officer") and line.price is not None
        if line.price.likely_value != 0
    ]
    if projection.estimate == "lines" and program.officers is None and by_officer:
        text = (
            f"Officers are taken to be as many as cameras, {projection.cameras:,}; "
            f"{listed([f'lines.{name}' for name in by_officer])} rest on it. "
            "Where they differ, set officers."
        )
        yield Notice("officers_equal_cameras", text, {"officers": projection.cameras})


def _grant_not_drawn(projection: Projection) -> Iterator[Notice]:
    """Money of a grant that its own rules, or the end of these years, leave unused."""
    last = projection.calendar.fiscal_years[-1]
    for grant in projection.grants:
        if grant.not_drawn <= 0 or any(grant.missing) or grant.award_missing:
            continue
        award, left = dollars(grant.award[0, 0]), dollars(grant.not_drawn)
        if grant.is_open:
            text = (
                f"funding.{grant.name} is an award of {award}, and {left} of it is not "
                f"drawn by FY{last}, the last year here.{_more_years(projection)}"
            )
        else:
            text = (
                f"funding.{grant.name} is an award of {award}, and {left} of it cannot "
                "be drawn: it pays no more than its share of the eligible cost in its "
                "fiscal years. Check fiscal_years, match_share and "
                "excluded_categories."
            )
        facts: Facts = {"grant": grant.name, "dollars": grant.not_drawn}
        yield Notice("grant_not_drawn", text, facts)


def _more_years(projection: Projection) -> str:
    """How to look beyond the horizon, where that can be done."""
    years = len(projection.calendar.fiscal_years)
    return f" --years {years + 1} shows the next." if years < MOST_YEARS else ""


def _funding_cliff(projection: Projection) -> Iterator[Notice]:
    """The first year in which the whole cost is local again."""
    years, local = projection.calendar.fiscal_years, projection.budget.local_cost
    year = cliff_year(years, projection.grants)
    if year is None:
        yield from _cliff_follows(projection)
        return
    index = years.index(year)
    after, before = (
        dollars_known(Known(int(local.dollars[0, each]), local.missing[each]))
        for each in (index, index - 1)
    )
    text = (
        f"Grants end: from FY{year} on the whole cost returns to the local budget, "
        f"{after} in that year after {before} in FY{year - 1}. Ask for it before the "
        "grants are spent."
    )
    facts: Facts = {
        "fiscal_year": year,
        "local_cost": None if local.missing[index] else int(local.dollars[0, index]),
    }
    yield Notice("funding_cliff", text, facts)


def _cliff_follows(projection: Projection) -> Iterator[Notice]:
    """Grants that end with these years, while the program goes on."""
    paid = [grant for grant in projection.grants if grant.drawn[0, -1]]
    goes_on = any(grant.is_open for grant in projection.grants)
    end, last = projection.loaded.program.last_month, projection.calendar.last_month
    if not paid or goes_on or (end is not None and end.month <= last):
        return
    year = projection.calendar.fiscal_years[-1]
    text = (
        f"Grants end with FY{year}, the last year here: from FY{year + 1} on the whole "
        f"cost returns to the local budget.{_more_years(projection)}"
    )
    facts: Facts = {"fiscal_year": year + 1, "local_cost": None}
    yield Notice("funding_cliff", text, facts)


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
            f"out.{_more_years(projection)}"
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
        "beyond these years and is in no total."
    )
    is_known = np.isfinite(kept.dollars) and not kept.missing
    shown = int(whole_dollars(np.array(kept.dollars))) if is_known else None
    yield Notice("video_outlives", text, {"dollars": shown})


def _published_does_not_fit(projection: Projection) -> Iterator[Notice]:
    """A published estimate that cannot stand beside the lines."""
    published = projection.loaded.program.published
    if projection.estimate != "lines" or published is None or not published.cameras:
        return
    paid_for = int(published.cameras.likely_value or 0)
    if paid_for != projection.cameras:
        text = (
            f"The published estimate is for {counted(paid_for, 'camera')}, the program "
            f"has {projection.cameras:,}: they are not set side by side."
        )
        yield Notice("published_does_not_fit", text, {"cameras": paid_for})


def _grant_pays_recurring(projection: Projection) -> Iterator[Notice]:
    """Recurring cost in the years of a grant, which goes on when the grant ends."""
    calendar, program = projection.calendar, projection.loaded.program
    cliff = cliff_year(calendar.fiscal_years, projection.grants)
    if cliff is None:
        return
    index = calendar.fiscal_years.index(cliff)
    recurring = sum(
        int(line.dollars[0, index])
        for line in projection.lines
        if line.recurrence == "recurring" and is_local(program, line)
    )
    names = [grant.name for grant in projection.grants if grant.drawn[0].any()]
    if recurring and names:
        text = (
            f"{listed([f'funding.{name}' for name in names])} "
            f"{'is' if len(names) == 1 else 'are'} one-time money, and "
            f"recurring cost goes on without it: {dollars(recurring)} in FY{cliff}. "
            "Put it into the operating budget of that year, or let the grant pay for "
            "one-time cost with excluded_categories."
        )
        facts: dict[str, int] = {"fiscal_year": cliff, "dollars": recurring}
        yield Notice("grant_pays_recurring", text, facts)


def _store_still_grows(projection: Projection) -> Iterator[Notice]:
    """Storage that is paid by the terabyte and grows beyond the horizon."""
    by_terabyte = [
        name
        for name, line in projection.loaded.program.lines.items()
        if DRIVERS[line.per or "program"].counts == "retained_tb"
    ]
    if projection.estimate != "lines" or not by_terabyte:
        return
    full, last = month_when_full(projection.loaded), projection.calendar.last_month
    if full is not None and full <= last:
        return
    until = "without end" if full is None else f"until {month_text(full)}"
    text = (
        f"The store of video still grows at the end of these years, {until}, and "
        f"{listed([f'lines.{name}' for name in by_terabyte])} with it: the last year "
        "is not the level to plan on. More --years, or `bodycam storage`, shows it."
    )
    shown = None if full is None else month_text(full)
    yield Notice("store_still_grows", text, {"until": shown})


def _assumptions_carry(projection: Projection) -> Iterator[Notice]:
    """Assumed figures on which more than a tenth of the total rests."""
    total = int(projection.budget.cost.dollars[0].sum())
    heavy = sorted(
        (
            resting_on_figure(projection, path)
            for path, figure, _ in figures_of(projection.loaded.program)
            if figure.source == ASSUMED
        ),
        key=lambda each: -each.dollars,
    )
    heavy = [each for each in heavy if total and each.dollars > total * _TENTH]
    if not heavy:
        return
    named = [f"{each.name} ({dollars(each.dollars)})" for each in heavy[:_NAMED]]
    more = len(heavy) - len(named)
    others = f" and {counted(more, 'other')}" if more else ""
    each_of = "each of " if len(heavy) > 1 else ""
    text = (
        f"More than a tenth of the total rests on {each_of}{', '.join(named)}{others}: "
        "assumed, not published. Begin there with numbers of your own; `bodycam "
        f"assumptions {projection.loaded.argument} --missing` lists them all."
    )
    names = [each.name for each in heavy]
    yield Notice("assumptions_carry", text, {"figures": names, "total": total})


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
