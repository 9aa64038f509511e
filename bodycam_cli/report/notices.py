"""Notices: what the reader should know beside the answer, as data.

Each says what it is, why it matters and what to do, given what is already set.
"""

from collections.abc import Iterator

import numpy as np

from bodycam_cli.analysis.resting import resting_on_figure
from bodycam_cli.program.dates import month_text
from bodycam_cli.program.figures import ASSUMED
from bodycam_cli.program.structure import figures_of
from bodycam_cli.projection.budget import appropriations_outside
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.document import Notice
from bodycam_cli.report.funding_notices import funding_notices
from bodycam_cli.report.horizon_notices import horizon_notices
from bodycam_cli.report.words import agreeing, counted, dollars, listed

_TENTH = 0.1
_SMALL_PART = 0.25
_NAMED = 3


def cost_notices(projection: Projection) -> tuple[Notice, ...]:
    """The notices of a projection: what may be a mistake comes first."""
    rules = (
        _appropriation_outside,
        _schedule_did_not_move,
        _zero_quantity,
        _slipped_beyond,
        _published_remainder,
        funding_notices,
        _assumptions_carry,
        horizon_notices,
        _published_does_not_fit,
        _officers_equal_cameras,
        _whole_posts,
        _appropriation_left,
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
            f"{counted(cameras, 'camera')} of {names} "
            f"{agreeing(cameras, 'goes', 'go')} live after {month_text(last)}, the "
            f"last month here, and {agreeing(cameras, 'is', 'are')} not in the cost by "
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


def _published_does_not_fit(projection: Projection) -> Iterator[Notice]:
    """A published estimate that cannot stand beside the lines."""
    published = projection.loaded.program.published
    if projection.estimate != "lines" or published is None or not published.cameras:
        return
    paid_for = int(published.cameras.likely_value or 0)
    if paid_for != projection.cameras:
        text = (
            f"The published estimate is for {counted(paid_for, 'camera')}, the program "
            f"has {projection.cameras:,}: they are not set side by side. "
            f"--set cameras={paid_for} shows both for the same number."
        )
        yield Notice("published_does_not_fit", text, {"cameras": paid_for})


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


def _whole_posts(projection: Projection) -> Iterator[Notice]:
    """Whole posts of which a small program needs a small part."""
    rollout, last = projection.rollout, projection.months - 1
    parts, cost = {}, 0
    for line in projection.lines:
        source = projection.loaded.program.lines.get(line.name)
        count = None if source is None or source.per != "post-year" else source.count
        if count is None or not count.one_per or not line.dollars[0, -1]:
            continue
        is_officers = count.of == "officer"
        stock = rollout.officers_equipped if is_officers else rollout.cameras_in_service
        part = float(stock[0, last]) / count.one_per
        if 0 < part < _SMALL_PART:
            parts[line.name] = part
            cost += int(line.dollars[0, -1])
    if not parts:
        return
    named = listed([f"lines.{name} ({part:.2g})" for name, part in parts.items()])
    name, part = next(iter(parts.items()))
    year = projection.calendar.fiscal_years[-1]
    text = (
        f"A whole post is charged where a small part of one is needed: {named}. "
        f"Together they are {dollars(cost)} in FY{year}. Where people in post already "
        f"can do the work, give that part, as in --set lines.{name}.count={part:.2g}."
    )
    yield Notice("whole_posts", text, {"lines": list(parts), "dollars": cost})
