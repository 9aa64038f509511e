"""Identities that hold in every projection; one that fails is our fault, and is said.

Each is rebuilt here in another way than it was made, and looked at in the first draw:
a difference defined as a difference proves nothing.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from bodycam_cli.program.dates import fiscal_year_of
from bodycam_cli.program.problems import BodycamError
from bodycam_cli.projection.budget import Budget, Money, is_local
from bodycam_cli.projection.calendar import Floats
from bodycam_cli.projection.costs import LineCost
from bodycam_cli.projection.funding import GrantDrawn
from bodycam_cli.projection.grid import Grid

_NOISE = 1e-6
"""The part of an amount by which binary noise may move it."""


class IdentityError(BodycamError):
    """An identity does not hold: a fault of bodycam, not of a program file."""

    def __init__(self, identity: str, residual: float) -> None:
        """Say which identity fails, by how much, and whose fault it is."""
        super().__init__(
            f"the fault is bodycam's, not yours: {identity} does not hold, by "
            f"{residual:,.10g}. Nothing was printed, as it may be wrong; please report "
            "the command and the program file."
        )


def check_identities(
    grid: Grid,
    lines: Sequence[LineCost],
    grants: Sequence[GrantDrawn],
    budget: Budget,
) -> None:
    """Check every identity of a projection.

    Raises:
        IdentityError: One of them does not hold.
    """
    check_cameras_roll_forward(grid)
    check_months_are_in_their_years(grid)
    check_video_rolls_forward(grid)
    for line in lines:
        check_months_add_up_to_years(grid, line)
    check_lines_add_up_to_totals(grid, lines, budget)
    check_grants_pay_no_more_than_there_is(grid, lines, grants)
    check_cost_is_paid(lines, grants, budget)


def check_cameras_roll_forward(grid: Grid) -> None:
    """In service are the cameras of all waves that are live, and the spares fit them.

    The formulas are::

        in_service[t] = in_service[t - 1] + cameras of the waves that go live in t
        spares = bought so far - in service, 0 or more and less than one too many
    """
    rollout, first = grid.rollout, grid.calendar.first_month
    month = np.arange(first, first + grid.calendar.span)
    live = np.zeros(grid.calendar.span)
    for wave in rollout.waves:
        live += np.where(month >= wave.go_live[0, 0], wave.cameras[0, 0], 0)
    in_service = rollout.cameras_in_service[0]
    _hold("cameras roll forward", in_service - live)
    share = float(grid.values.of("spare_share")[0, 0])
    spares = np.cumsum(rollout.cameras_bought[0]) - in_service
    too_few = np.maximum(in_service * share - spares, 0)
    too_many = np.maximum(spares - in_service * share - 1, 0)
    _hold("spares follow the cameras in service", too_few + too_many)


def check_months_are_in_their_years(grid: Grid) -> None:
    """Every month of the horizon lies in its fiscal year; the years leave no gap."""
    calendar, program = grid.calendar, grid.program
    start, label = program.fiscal_year_start_month, program.fiscal_year_label
    months = range(calendar.first_month, calendar.first_month + calendar.months)
    years = [fiscal_year_of(month, start, label) for month in months]
    _hold("months are in their years", calendar.fiscal_year_of_month - np.array(years))
    gaps = [later - one - 1 for one, later in pairwise(calendar.fiscal_years)]
    _hold("fiscal years follow each other", np.array([0, *gaps]))


def check_video_rolls_forward(grid: Grid) -> None:
    """No video is held that was not held before or just recorded; where it was asked.

    The formula is::

        0 <= retained[t] <= retained[t - 1] + recorded[t]
    """
    video = grid.video if "video" in vars(grid) else None
    if video is None:
        return
    for name, held in video.held_by.items():
        recorded = np.broadcast_to(video.recorded_by[name][0], held[0].shape)
        before = np.concatenate(([0.0], held[0, :-1]))
        too_much = np.maximum(held[0] - before - recorded, 0)
        noise = _NOISE * float(recorded.sum())
        wrong = too_much + np.maximum(-held[0], 0)
        _hold(f"video of {name} rolls forward", np.where(wrong > noise, wrong, 0))


def check_months_add_up_to_years(grid: Grid, line: LineCost) -> None:
    """A line's months come to its fiscal years, each rounded once to whole dollars."""
    if line.quantities is None or line.growth is None:
        return
    price = float(grid.values.of(f"lines.{line.name}.price")[0, 0])
    monthly = line.quantities[0] * line.growth[0] * price
    years = grid.calendar.fiscal_year_of_month - grid.calendar.fiscal_years[0]
    exact = np.bincount(years, weights=monthly, minlength=grid.years)
    is_known = np.array([not keys for keys in line.missing])
    gaps = np.abs(line.dollars[0] - exact) - 0.5 - _NOISE * np.maximum(np.abs(exact), 1)
    wrong = np.where(is_known, np.maximum(gaps, 0), 0)
    _hold(f"months of lines.{line.name} add up to years", wrong)


def check_lines_add_up_to_totals(
    grid: Grid, lines: Sequence[LineCost], budget: Budget
) -> None:
    """The lines of a year are its cost, those of other payers what others pay."""
    others = [line for line in lines if not is_local(grid.program, line)]
    for name, money, parts in (
        ("lines add up to the cost", budget.cost, lines),
        ("others' lines add up to what others pay", budget.paid_by_others, others),
    ):
        for year in range(grid.years):
            total = sum(int(line.dollars[0, year]) for line in parts)
            _hold(name, np.array(total - _of(money, year)))


def check_grants_pay_no_more_than_there_is(
    grid: Grid, lines: Sequence[LineCost], grants: Sequence[GrantDrawn]
) -> None:
    """Grants pay no more than the local cost of a year, and no more than the award."""
    for grant in grants:
        paid = int(grant.drawn[0].sum())
        wrong = max(paid - int(grant.award[0, 0]), -int(grant.drawn[0].min()), 0)
        _hold(f"funding.{grant.name} is no more than its award", np.array(wrong))
    local = [line for line in lines if is_local(grid.program, line)]
    for year in range(grid.years):
        cost = sum(int(line.dollars[0, year]) for line in local)
        paid = sum(int(grant.drawn[0, year]) for grant in grants)
        _hold("grants are no more than the local cost", np.array(max(paid - cost, 0)))


def check_cost_is_paid(
    lines: Sequence[LineCost], grants: Sequence[GrantDrawn], budget: Budget
) -> None:
    """Cost is what others pay, what grants pay and what is local, where all is known.

    The formula is::

        cost = paid_by_others + funding + local_cost
    """
    for year, keys in enumerate(budget.local_cost.missing):
        if keys:
            continue
        cost = sum(int(line.dollars[0, year]) for line in lines)
        paid = sum(int(grant.drawn[0, year]) for grant in grants)
        paid += _of(budget.paid_by_others, year) + _of(budget.local_cost, year)
        _hold("cost is paid by others, grants and the city", np.array(cost - paid))


def _of(money: Money, year: int) -> int:
    """Dollars of a year in the first draw."""
    return int(money.dollars[0, year])


def _hold(identity: str, residuals: Floats) -> None:
    """Raise an error where a residual is not nothing."""
    worst = float(np.abs(residuals).max())
    if worst > _NOISE:
        raise IdentityError(identity, worst)
