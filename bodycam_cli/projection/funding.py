"""Funding: what grants pay of the local cost, year by year.

Eligible are the local lines in a grant's years outside its excluded categories, less
what the grants listed before it pay. Contingency is not eligible: no grant pays for
what may not be spent. A grant pays whole dollars, rounded down, and never more than the
eligible cost.
"""

from dataclasses import dataclass

import numpy as np

from bodycam_cli.program.dates import fiscal_year_number
from bodycam_cli.program.money import Grant
from bodycam_cli.projection.calendar import Dollars, Floats
from bodycam_cli.projection.costs import CONTINGENCY, LineCost
from bodycam_cli.projection.grid import Grid

Missing = tuple[tuple[str, ...], ...]
"""By fiscal year, the keys of the unknown figures that a number would need."""


@dataclass(frozen=True, slots=True)
class GrantDrawn:
    """What a grant pays.

    Attributes:
        name: Its name in the file.
        title: What it is called.
        funder: Who gives it.
        award: Whole dollars, shape ``(draws, 1)``; 0 where it is unknown.
        award_missing: The unknown figures behind the award.
        drawn: Whole dollars by fiscal year, shape ``(draws, years)``: what it pays of
            the cost that is known; 0 where its award is unknown.
        at_most: The most that it can pay of the cost that is known: what is drawn,
            unless an award is unknown.
        missing: By fiscal year, the unknown figures behind what is drawn.
        is_open: Whether it may still pay after the last fiscal year here.
        crowded_out: Fiscal years in which earlier grants pay so much that nothing is
            left for it to pay.
    """

    name: str
    title: str
    funder: str
    award: Dollars
    award_missing: tuple[str, ...]
    drawn: Dollars
    at_most: Dollars
    missing: Missing
    is_open: bool
    crowded_out: tuple[int, ...]

    @property
    def not_drawn(self) -> int:
        """Dollars of the award that the likely draw does not use in these years."""
        return int(self.award[0, 0] - self.drawn[0].sum())


@dataclass(frozen=True, slots=True)
class _Eligible:
    """Cost that a grant may pay for.

    Attributes:
        dollars: The known part by fiscal year, shape ``(draws, years)``.
        missing: By fiscal year, the unknown figures behind it.
        crowded_out: Fiscal years in which earlier grants leave nothing of it.
    """

    dollars: Dollars
    missing: Missing
    crowded_out: tuple[int, ...]


def grants_of(
    grid: Grid, lines: tuple[LineCost, ...], *, only_amounts: bool
) -> tuple[GrantDrawn, ...]:
    """What each grant pays, in the order of the file.

    Args:
        grid: What the lines were computed on.
        lines: All lines, the published estimate as one.
        only_amounts: Leave out grants per camera and by share, which say nothing of a
            published estimate.
    """
    grants: list[GrantDrawn] = []
    for name, grant in grid.program.funding.items():
        if not only_amounts or grant.amount is not None:
            eligible = _eligible(grid, grant, lines, grants)
            grants.append(_drawn(grid, name, eligible))
    return tuple(grants)


def _eligible(
    grid: Grid, grant: Grant, lines: tuple[LineCost, ...], earlier: list[GrantDrawn]
) -> _Eligible:
    """Local cost that a grant may pay for, less what earlier grants pay."""
    chosen = [
        line
        for line in lines
        if line.payer in grid.program.appropriation_covers
        and line.category not in (*grant.excluded_categories, CONTINGENCY)
    ]
    dollars = sum(
        (line.dollars for line in chosen),
        start=np.zeros((1, grid.years), dtype=np.int64),
    )
    is_in = _is_in_years(grid, grant)
    before = dollars * is_in
    for each in earlier:
        dollars = np.maximum(dollars - each.at_most, 0)
    gone = (before[0] > 0) & (dollars[0] == 0)
    behind = [each.missing for each in chosen] + [each.missing for each in earlier]
    missing = tuple(
        tuple(dict.fromkeys(key for keys in behind for key in keys[year] if inside))
        for year, inside in enumerate(is_in)
    )
    years = np.array(grid.calendar.fiscal_years)
    return _Eligible(dollars * is_in, missing, tuple(map(int, years[gone])))


def _is_in_years(grid: Grid, grant: Grant) -> Dollars:
    """1 in the years of a grant, else 0, shape ``(years,)``."""
    years = {fiscal_year_number(year) for year in grant.fiscal_years}
    is_in = [not years or year in years for year in grid.calendar.fiscal_years]
    return np.array(is_in, dtype=np.int64)


def _drawn(grid: Grid, name: str, eligible: _Eligible) -> GrantDrawn:
    """The award, and the smaller of what is left of it and the funder's share."""
    grant, key = grid.program.funding[name], f"funding.{name}."
    own = tuple(each for each in grid.values.unknown if each.startswith(key))
    behind = dict.fromkeys(each for keys in eligible.missing for each in keys)
    award, most = _award(grid, name, eligible.dollars), _most(grid, name, eligible)
    drawn = np.diff(np.minimum(np.cumsum(most, axis=-1), award), axis=-1, prepend=0)
    at_most, missing = drawn, _missing(grid, name, eligible, award, drawn)
    # Nobody knows what an unknown award leaves to the grants after it.
    open_to = (*own, *(each for each in behind if each.startswith("funding.")))
    if open_to:
        at_most = most if own else np.minimum(most, award)
        pays = np.any(most > 0, axis=0)
        needs = zip(pays, eligible.missing, strict=True)
        missing = tuple(open_to if pay or keys else () for pay, keys in needs)
        drawn = np.zeros_like(drawn)
    return GrantDrawn(
        name=name,
        title=grant.title or name,
        funder=grant.funder,
        award=np.zeros_like(award) if own else award,
        award_missing=own if grant.share is None else (*own, *behind),
        drawn=drawn,
        at_most=at_most,
        missing=missing,
        is_open=_is_open(grid, grant, int(award[0, 0] - drawn[0].sum())),
        crowded_out=eligible.crowded_out,
    )


def _missing(
    grid: Grid, name: str, eligible: _Eligible, award: Dollars, drawn: Dollars
) -> Missing:
    """The unknown figures of the eligible cost that may change what is drawn.

    More eligible cost in a year draws more of an award, and so leaves less of it to
    later years; where the award is used up it changes nothing.
    """
    if not np.any(grid.values.of(f"funding.{name}.match_share") < 1):
        return ((),) * grid.years
    if grid.program.funding[name].share is not None:
        return eligible.missing
    left = award - np.cumsum(drawn, axis=-1)
    missing: list[tuple[str, ...]] = []
    behind: dict[str, None] = {}
    for year, keys in enumerate(eligible.missing):
        if np.any(left[:, year] > 0):
            behind |= dict.fromkeys(keys)
        was_left = np.any(left[:, year] + drawn[:, year] > 0)
        missing.append(tuple(behind) if was_left else ())
    return tuple(missing)


def _most(grid: Grid, name: str, eligible: _Eligible) -> Dollars:
    """The most that a grant may pay in a year, whatever is left of its award."""
    pays: Floats = 1 - grid.values.of(f"funding.{name}.match_share")
    if grid.program.funding[name].share is not None:
        pays = np.minimum(pays, grid.values.of(f"funding.{name}.share"))
    return _rounded_down(eligible.dollars * pays)


def _award(grid: Grid, name: str, eligible: Dollars) -> Dollars:
    """The award in whole dollars, shape ``(draws, 1)``."""
    grant, values, key = grid.program.funding[name], grid.values, f"funding.{name}"
    if grant.amount is not None:
        return _rounded_down(values.of(f"{key}.amount"))
    if grant.amount_per_camera is not None:
        in_service = grid.rollout.cameras_in_service
        new = np.diff(in_service, axis=-1, prepend=0)
        cameras = grid.calendar.by_year(new) * _is_in_years(grid, grant)
        per_camera = values.of(f"{key}.amount_per_camera")
        return _rounded_down(cameras.sum(axis=-1, keepdims=True) * per_camera)
    shares = _rounded_down(eligible * values.of(f"{key}.share"))
    return np.asarray(shares.sum(axis=-1, keepdims=True), dtype=np.int64)


def _rounded_down(amount: Floats) -> Dollars:
    """Whole dollars, binary noise settled first."""
    return np.floor(np.round(amount, 6)).astype(np.int64)


def _is_open(grid: Grid, grant: Grant, left: int) -> bool:
    """Whether a grant may pay in a fiscal year after the last one here.

    Args:
        grid: What the lines were computed on.
        grant: The grant.
        left: Dollars of its award that are not drawn.
    """
    last, end = grid.calendar.last_month, grid.program.last_month
    if end is not None and end.month <= last:
        return False
    years = [fiscal_year_number(year) for year in grant.fiscal_years]
    has_years = not years or max(years) > grid.calendar.fiscal_years[-1]
    if grant.amount_per_camera is not None:
        left += sum(bool(wave.go_live[0, 0] > last) for wave in grid.rollout.waves)
    return has_years and (grant.share is not None or left > 0)


def cliff_year(
    fiscal_years: tuple[int, ...], grants: tuple[GrantDrawn, ...]
) -> int | None:
    """The first fiscal year after the last in which a grant pays, or None."""
    paid = [
        index
        for index in range(len(fiscal_years))
        if any(grant.drawn[0, index] or grant.missing[index] for grant in grants)
    ]
    if not paid or paid[-1] + 1 == len(fiscal_years):
        return None
    return fiscal_years[paid[-1] + 1]
