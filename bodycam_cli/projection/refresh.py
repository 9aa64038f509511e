"""Refresh beyond the horizon: what is bought again after its last fiscal year."""

from dataclasses import dataclass

import numpy as np

from bodycam_cli.program.dates import MOST_YEARS
from bodycam_cli.projection.calendar import calendar_of
from bodycam_cli.projection.costs import line_cost
from bodycam_cli.projection.drivers import quantities_of
from bodycam_cli.projection.grid import Grid, grid_of


@dataclass(frozen=True, slots=True)
class Refresh:
    """What is bought again in a fiscal year.

    Attributes:
        line: Name of the line.
        month: The first month in which it is paid, in months since year 0.
        dollars: Whole dollars of the year.
        missing: The unknown figures behind them.
        years: Fiscal years of a horizon that ends with that year.
    """

    line: str
    month: int
    dollars: int
    missing: tuple[str, ...]
    years: int


def refresh_in_next_year(grid: Grid) -> list[Refresh]:
    """Lines that are bought again in the fiscal year after the last one here."""
    months = grid.calendar.months
    calendar = calendar_of(grid.program, grid.years + 1, grid.calendar.lookahead)
    if len(calendar.fiscal_years) == grid.years:
        return []
    longer = grid_of(grid.loaded, calendar, grid.values)
    found = []
    for name, line in grid.program.lines.items():
        again = None if line.price is None else quantities_of(longer, name).refresh
        if again is None or not again[0, months:].any():
            continue
        month = calendar.first_month + months + int(np.argmax(again[0, months:] > 0))
        cost = line_cost(longer, name)
        dollars = 0 if cost.refresh is None else int(cost.refresh[0, -1])
        found.append(Refresh(name, month, dollars, cost.missing[-1], grid.years + 1))
    return found


def first_refresh_later(grid: Grid) -> list[Refresh]:
    """Lines that are first bought again more than a fiscal year after the last one."""
    names = [
        name
        for name, line in grid.program.lines.items()
        if line.refresh_months is not None and line.price is not None
    ]
    if not names:
        return []
    calendar = calendar_of(grid.program, MOST_YEARS, grid.calendar.lookahead)
    longest = grid_of(grid.loaded, calendar, grid.values)
    found = []
    for name in names:
        quantities = quantities_of(longest, name)
        again = quantities.refresh
        has_some = quantities.first[0, : grid.calendar.months].any()
        if again is None or not has_some or not again[0].any():
            continue
        month = int(np.argmax(again[0] > 0))
        index = int(np.searchsorted(calendar.year_starts, month, side="right")) - 1
        if index > grid.years:
            cost = line_cost(longest, name)
            dollars = 0 if cost.refresh is None else int(cost.refresh[0, index])
            first = calendar.first_month + month
            missing = cost.missing[index]
            found.append(Refresh(name, first, dollars, missing, index + 1))
    return found
