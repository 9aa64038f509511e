"""Notices on grants: what they leave unused, and what is left when they end."""

from collections.abc import Iterator

from bodycam_cli.projection.budget import is_local
from bodycam_cli.projection.costs import CONTINGENCY, LineCost
from bodycam_cli.projection.funding import GrantDrawn, cliff_year
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.document import Facts, Notice
from bodycam_cli.report.horizon_notices import more_years
from bodycam_cli.report.tables import Known
from bodycam_cli.report.words import agreeing, dollars, dollars_known, listed


def funding_notices(projection: Projection) -> Iterator[Notice]:
    """The notices on grants."""
    yield from _grant_left_out(projection)
    yield from _grant_not_drawn(projection)
    yield from _grant_crowded_out(projection)
    yield from _grant_pays_recurring(projection)
    yield from _funding_cliff(projection)


def _grant_left_out(projection: Projection) -> Iterator[Notice]:
    """Grants by share or by camera, beside a published estimate."""
    program = projection.loaded.program
    counted = {grant.name for grant in projection.grants}
    names = [name for name in program.funding if name not in counted]
    if not names:
        return
    keys = listed([f"funding.{name}" for name in names])
    pays = agreeing(len(names), "is a share or an amount", "are shares or amounts")
    way = " --estimate lines counts it." if program.lines else ""
    text = (
        f"{keys} {pays} a camera, of which a published estimate says nothing: no such "
        f"grant is counted here. Give the award as an amount.{way}"
    )
    yield Notice("grant_left_out", text, {"grants": list(names)})


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
                f"drawn by FY{last}, the last year here.{more_years(projection)}"
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


def _grant_crowded_out(projection: Projection) -> Iterator[Notice]:
    """Grants to which those listed before them leave nothing to pay."""
    for grant in projection.grants:
        if not grant.crowded_out:
            continue
        years = listed([f"FY{year}" for year in grant.crowded_out])
        text = (
            f"funding.{grant.name} pays nothing in {years}: grants listed before it "
            "pay as much as all that is eligible for it. List a grant for few "
            "categories before one for many, and it pays first."
        )
        facts: Facts = {"grant": grant.name, "fiscal_years": list(grant.crowded_out)}
        yield Notice("grant_crowded_out", text, facts)


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
        f"cost returns to the local budget.{more_years(projection)}"
    )
    facts: Facts = {"fiscal_year": year + 1, "local_cost": None}
    yield Notice("funding_cliff", text, facts)


def _grant_pays_recurring(projection: Projection) -> Iterator[Notice]:
    """Recurring cost that a grant pays a part of, and that goes on when it ends."""
    years = projection.calendar.fiscal_years
    cliff = cliff_year(years, projection.grants)
    if cliff is None:
        return
    paid = {grant.name: _recurring(projection, grant) for grant in projection.grants}
    names = [name for name, lines in paid.items() if lines]
    lines = {line.name: line for each in paid.values() for line in each}
    after = years.index(cliff)
    goes_on = sum(int(line.dollars[0, after]) for line in lines.values())
    if not goes_on:
        return
    categories = listed(list(dict.fromkeys(line.category for line in lines.values())))
    keys = listed([f"funding.{name}" for name in names])
    text = (
        f"{keys} {agreeing(len(names), 'is', 'are')} one-time money, and "
        f"{agreeing(len(names), 'pays', 'pay')} for cost that recurs: "
        f"{dollars(goes_on)} of it in FY{cliff}, without a grant. Put that into the "
        f"operating budget, or keep the grant for one-time cost: excluded_categories "
        f"would have to name {categories}."
    )
    facts: Facts = {"fiscal_year": cliff, "dollars": goes_on, "grants": names}
    yield Notice("grant_pays_recurring", text, facts)


def _recurring(projection: Projection, grant: GrantDrawn) -> list[LineCost]:
    """Recurring lines that a grant pays a part of in some year."""
    program = projection.loaded.program
    excluded = (*program.funding[grant.name].excluded_categories, CONTINGENCY)
    pays = grant.drawn[0] > 0
    return [
        line
        for line in projection.lines
        if line.recurrence == "recurring"
        and is_local(program, line)
        and line.category not in excluded
        and line.dollars[0, pays].any()
    ]
