"""Funding: what grants pay of the local cost, year by year.

Eligible are the local lines in a grant's years outside its excluded categories, less
what the grants listed before it pay. Contingency is not eligible: no grant pays for
what may not be spent. A grant never pays more than the eligible cost.
"""

from dataclasses import dataclass

import numpy as np

from bodycam_cli.program.dates import fiscal_year_number
from bodycam_cli.program.money import Grant
from bodycam_cli.projection.calendar import Dollars
from bodycam_cli.projection.costs import CONTINGENCY, LineCost
from bodycam_cli.projection.grid import Grid


@dataclass(frozen=True, slots=True)
class GrantDrawn:
    """What a grant pays.

    Attributes:
        name: Its name in the file.
        title: What it is called.
        funder: Who gives it.
        award: Whole dollars, shape ``(draws, 1)``.
        drawn: Whole dollars by fiscal year, shape ``(draws, years)``.
        missing: By fiscal year, the unknown figures behind it.
    """

    name: str
    title: str
    funder: str
    award: Dollars
    drawn: Dollars
    missing: tuple[tuple[str, ...], ...]

    @property
    def not_drawn(self) -> int:
        """Dollars of the award that the likely draw cannot use."""
        return int(self.award[0, 0] - self.drawn[0].sum())


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
        if only_amounts and grant.amount is None:
            continue
        eligible = _eligible(grid, grant, lines)
        for earlier in grants:
            eligible = np.maximum(eligible - earlier.drawn, 0)
        eligible = eligible * _is_in_years(grid, grant)
        grants.append(_drawn(grid, name, grant, eligible))
    return tuple(grants)


def _eligible(grid: Grid, grant: Grant, lines: tuple[LineCost, ...]) -> Dollars:
    """Local cost that a grant may pay for, shape ``(draws, years)``."""
    return sum(
        (
            line.dollars
            for line in lines
            if line.payer in grid.program.appropriation_covers
            and line.category not in (*grant.excluded_categories, CONTINGENCY)
        ),
        start=np.zeros((1, grid.years), dtype=np.int64),
    )


def _is_in_years(grid: Grid, grant: Grant) -> Dollars:
    """1 in the years of a grant, else 0, shape ``(years,)``."""
    years = {fiscal_year_number(year) for year in grant.fiscal_years}
    is_in = [not years or year in years for year in grid.calendar.fiscal_years]
    return np.array(is_in, dtype=np.int64)


def _drawn(grid: Grid, name: str, grant: Grant, eligible: Dollars) -> GrantDrawn:
    """The award, and the smaller of what is left of it and the funder's share."""
    values, key = grid.values, f"funding.{name}"
    award = _award(grid, name, grant, eligible)
    funder_share = 1 - values.of(f"{key}.match_share")
    # Rounded down: a grant never pays more than its share of the eligible cost.
    most = np.floor(np.round(eligible * funder_share, 6)).astype(np.int64)
    drawn = np.zeros(np.broadcast_shapes(most.shape, award.shape), dtype=np.int64)
    left = award
    for year in range(most.shape[1]):
        drawn[:, year : year + 1] = np.minimum(left, most[:, year : year + 1])
        left = left - drawn[:, year : year + 1]
    unknown = tuple(each for each in values.unknown if each.startswith(f"{key}."))
    is_needed = np.any(eligible > 0, axis=0)
    missing = tuple(unknown if needed else () for needed in is_needed)
    if unknown:
        drawn = np.zeros_like(drawn)
    return GrantDrawn(
        name=name,
        title=grant.title or name,
        funder=grant.funder,
        award=award,
        drawn=drawn,
        missing=missing,
    )


def _award(grid: Grid, name: str, grant: Grant, eligible: Dollars) -> Dollars:
    """The award in whole dollars, shape ``(draws, 1)``."""
    values, key = grid.values, f"funding.{name}"
    if grant.amount is not None:
        award = values.of(f"{key}.amount")
    elif grant.amount_per_camera is not None:
        in_service = grid.rollout.cameras_in_service
        new = np.diff(in_service, axis=-1, prepend=0)
        cameras = grid.calendar.by_year(new) * _is_in_years(grid, grant)
        per_camera = values.of(f"{key}.amount_per_camera")
        award = cameras.sum(axis=-1, keepdims=True) * per_camera
    else:
        award = eligible.sum(axis=-1, keepdims=True) * values.of(f"{key}.share")
    return np.floor(np.round(award, 6)).astype(np.int64)


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
