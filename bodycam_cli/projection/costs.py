"""Costs: what each line comes to in each fiscal year, in whole dollars."""

from dataclasses import dataclass, replace

import numpy as np

from bodycam_cli.program.dates import fiscal_year_number
from bodycam_cli.program.lines import DRIVERS, Line
from bodycam_cli.projection.calendar import Dollars, Flags, Floats
from bodycam_cli.projection.drivers import Activity, line_months, quantities_of
from bodycam_cli.projection.grid import Grid

_MOST_DOLLARS = 1e13
"""Above this a cost is a slip of the finger; sums stay exact in 64 bits below it."""

_FIGURES = ("price", "count", "benefits_rate", "escalation_rate")
"""The figures that a priced line multiplies."""


@dataclass(frozen=True, slots=True)
class LineCost:
    """What a line comes to.

    Attributes:
        name: Its name in the file, or ``published``.
        title: What it is, in words.
        category: What kind of cost it is.
        budget_class: ``operating`` or ``capital``, or None where nobody chose.
        payer: Whose budget it falls on.
        recurrence: ``one-time``, ``recurring`` or ``refresh``.
        dollars: Whole dollars by fiscal year, shape ``(draws, years)``; 0 where it
            is unknown.
        missing: By fiscal year, the keys of the unknown figures that it needs.
        quantities: Units of its driver by month, for a line with a price.
        growth: What its price is multiplied by in each month.
    """

    name: str
    title: str
    category: str
    budget_class: str | None
    payer: str
    recurrence: str
    dollars: Dollars
    missing: tuple[tuple[str, ...], ...]
    quantities: Floats | None = None
    growth: Floats | None = None


def whole_dollars(amount: Floats) -> Dollars:
    """Amounts rounded to whole dollars, halves away from zero.

    Binary noise is settled to a millionth of a dollar first, so that a half written
    by hand (0.145 of $100) is still a half when it is rounded.
    """
    settled = np.round(np.abs(amount), 6)
    rounded: Floats = np.copysign(np.floor(settled + 0.5), amount)
    return rounded.astype(np.int64)


def line_cost(grid: Grid, name: str) -> LineCost:
    """What one line of a program comes to, by fiscal year.

    Raises:
        ProgramError: The cost is beyond all reason.
    """
    line = grid.program.lines[name]
    if line.amounts is not None:
        return _scheduled(grid, name, line)
    months = line_months(line, grid.calendar)
    quantities = quantities_of(Activity(name, line, grid, months))
    growth = growth_of(grid, name, line)
    price = grid.values.of(f"lines.{name}.price")
    amounts = grid.calendar.by_year(quantities * growth) * price
    keys = [f"lines.{name}.{figure}" for figure in _FIGURES]
    unknown = tuple(key for key in keys if grid.values.is_unknown(key))
    missing = [unknown] * len(grid.calendar.fiscal_years)
    cost = finished(grid, name, line, np.broadcast_to(amounts, grid.shape), missing)
    return replace(cost, quantities=quantities, growth=growth)


def growth_of(grid: Grid, name: str, line: Line) -> Floats:
    """What a line's price is multiplied by in each month, shape ``(draws, months)``.

    A price is in dollars of its own year, else of the program's first fiscal year::

        growth = (1 + escalation_rate) ** (fiscal_year - year)
    """
    if line.escalation_rate is None:
        return np.ones(grid.calendar.months)
    year = grid.calendar.fiscal_years[0]
    if line.price is not None and line.price.year is not None:
        year = fiscal_year_number(line.price.year)
    rate = grid.values.of(f"lines.{name}.escalation_rate")
    growth: Floats = (1 + rate) ** (grid.calendar.fiscal_year_of_month - year)
    return growth


def _scheduled(grid: Grid, name: str, line: Line) -> LineCost:
    """A schedule of nominal payments; after the last one the line is unknown.

    It is over instead where it is one-time or has a last month.
    """
    given = {fiscal_year_number(year): year for year in line.amounts or {}}
    amounts = np.zeros(grid.shape)
    missing: list[tuple[str, ...]] = []
    is_over = line.recurrence == "one-time" or line.last_month is not None
    for index, year in enumerate(grid.calendar.fiscal_years):
        key = f"lines.{name}.amounts.FY{year}"
        goes_on = year > max(given) and not is_over
        if year in given or goes_on:
            amounts[:, index] = grid.values.of(key, default=1)[:, 0]
        missing.append((key,) if goes_on or grid.values.is_unknown(key) else ())
    return finished(grid, name, line, amounts, missing)


def finished(
    grid: Grid,
    name: str,
    line: Line,
    amounts: Floats,
    missing: list[tuple[str, ...]],
) -> LineCost:
    """A line's amounts, rounded once; a year that needs an unknown figure is unknown.

    Args:
        grid: What it was computed on.
        name: Name of the line.
        line: The line, for what it is and who pays it.
        amounts: Dollars by fiscal year, shape ``(draws, years)``, with 1 for what
            is unknown.
        missing: By fiscal year, the unknown figures, if the line needs them there.

    Raises:
        ProgramError: An amount is beyond all reason.
    """
    if np.any(np.abs(amounts) > _MOST_DOLLARS):
        text = f"{name} costs more than $10 trillion in a year; check its figures"
        raise grid.loaded.fault(("lines", name), text)
    is_needed = np.any(amounts != 0, axis=0)
    needed = tuple(keys if is_needed[year] else () for year, keys in enumerate(missing))
    is_known: Flags = np.array([not keys for keys in needed])
    driver = DRIVERS.get(line.per or "")
    return LineCost(
        name=name,
        title=line.title or name,
        category=line.category,
        budget_class=line.budget_class,
        payer=line.payer,
        recurrence=line.recurrence or (driver.recurrence if driver else "recurring"),
        dollars=whole_dollars(np.where(is_known, amounts, 0)),
        missing=needed,
    )
