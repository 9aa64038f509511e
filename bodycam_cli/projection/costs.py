"""Costs: what each line comes to in each fiscal year, in whole dollars."""

from dataclasses import dataclass, replace

import numpy as np

from bodycam_cli.program.dates import fiscal_year_number, fiscal_year_of
from bodycam_cli.program.lines import DRIVERS, Line
from bodycam_cli.program.model import Program
from bodycam_cli.projection.calendar import Dollars, Flags, Floats
from bodycam_cli.projection.drivers import quantities_of
from bodycam_cli.projection.grid import Grid

_MOST_DOLLARS = 1e13
"""Above this a cost is a slip of the finger; sums stay exact in 64 bits below it."""

_NOISE = 5e-7
"""By so many dollars binary noise may keep a half from being one."""

CONTINGENCY = "contingency"

_BEHIND = {
    "training_hours": ("training.training_hours_per_officer",),
    "retained_tb": ("footage.",),
    "requests": ("requests.requests_per_100_camera_years",),
    "redacted_hours": ("requests.",),
}
"""Where the figures stand that a quantity is counted from, beside the line's own."""


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
            is unknown. The leading axis is 1 where all draws are alike.
        missing: By fiscal year, the keys of the unknown figures that it needs.
        refresh: The part of ``dollars`` that buys again what was bought before, in
            the first draw, shape ``(1, years)``.
        bought_again: The units of that part by month, shape ``(1, months)``.
        quantities: Units of its driver by month in the first draw, for a line with a
            price, shape ``(1, months)``.
        growth: What its price is multiplied by in each month of the first draw.
    """

    name: str
    title: str
    category: str
    budget_class: str | None
    payer: str
    recurrence: str
    dollars: Dollars
    missing: tuple[tuple[str, ...], ...]
    refresh: Dollars | None = None
    bought_again: Floats | None = None
    quantities: Floats | None = None
    growth: Floats | None = None


def whole_dollars(amount: Floats) -> Dollars:
    """Amounts rounded to whole dollars, halves away from zero.

    Binary noise below a millionth of a dollar is settled first, so that a half written
    by hand (0.145 of $100) is still a half when it is rounded.
    """
    half = 0.5 + _NOISE
    is_cost = np.min(amount, initial=0) >= 0
    away = amount + half if is_cost else amount + np.copysign(half, amount)
    # Converting to integers cuts towards zero.
    return away.astype(np.int64)


def _whole_where(is_due: Flags, amounts: Floats) -> Dollars:
    """Whole dollars of amounts that are 0 in the years in which nothing is due.

    Args:
        is_due: Whether something is, shape ``(years,)``.
        amounts: Shape ``(draws, years)``.
    """
    if is_due.all():
        return whole_dollars(amounts)
    dollars = np.zeros(amounts.shape[::-1], dtype=np.int64)
    dollars[is_due] = whole_dollars(amounts.T[is_due])
    return dollars.T


def line_cost(grid: Grid, name: str) -> LineCost:
    """What one line of a program comes to, by fiscal year.

    Raises:
        ProgramError: The cost is beyond all reason.
    """
    line = grid.program.lines[name]
    if line.amounts is not None:
        return _scheduled(grid, name, line)
    quantities = quantities_of(grid, name)
    growth = growth_of(grid, name, line)
    price = grid.values.of(f"lines.{name}.price") * quantities.factor
    by_year = grid.calendar.by_year(quantities.all * growth)
    # Years by draws in memory: what follows runs along the draws.
    amounts = (by_year.T * price.T).T
    missing = _unknown_by_year(grid, name, line)
    cost = finished(grid, name, line, amounts, missing)
    if quantities.refresh is not None:
        first = grid.calendar.by_year(quantities.first[:1] * growth[:1]) * price[:1]
        is_known = np.array([not keys for keys in cost.missing])
        refresh = cost.dollars[:1] - whole_dollars(np.where(is_known, first, 0))
        again = quantities.refresh[:1] * quantities.factor[:1]
        cost = replace(cost, refresh=refresh, bought_again=again)
    units = quantities.all[:1] * quantities.factor[:1]
    return replace(cost, quantities=units, growth=growth[:1])


def _unknown(grid: Grid, name: str, line: Line) -> tuple[str, ...]:
    """The unknown figures that a line's price and quantity rest on."""
    prefixes = (
        f"lines.{name}.",
        *_BEHIND.get(DRIVERS[line.per or "program"].counts, ()),
    )
    return tuple(key for key in grid.values.unknown if key.startswith(prefixes))


def _unknown_by_year(grid: Grid, name: str, line: Line) -> list[tuple[str, ...]]:
    """The unknown figures by fiscal year; a rate is not needed where nothing grows."""
    calendar, prefix = grid.calendar, f"lines.{name}."
    unknown = _unknown(grid, name, line)
    if not unknown:
        return [()] * grid.years
    begins = {
        f"{prefix}steps.{index}.rate": step.month.month
        for index, step in enumerate(line.steps)
    }
    missing, month = [], calendar.first_month
    for year, months in zip(
        calendar.fiscal_years, calendar.months_in_year, strict=True
    ):
        month += int(months)
        idle = {key for key, begin in begins.items() if begin >= month}
        if year == _price_year(grid, line):
            idle.add(f"{prefix}escalation_rate")
        missing.append(tuple(key for key in unknown if key not in idle))
    return missing


def _price_year(grid: Grid, line: Line) -> int:
    """The fiscal year whose dollars a price is in."""
    if line.price is not None and line.price.year is not None:
        return fiscal_year_number(line.price.year)
    return grid.calendar.fiscal_years[0]


def growth_of(grid: Grid, name: str, line: Line) -> Floats:
    """What a line's price is multiplied by in each month, shape ``(draws, months)``.

    A price is in dollars of its own year, else of the program's first fiscal year,
    and a step applies from its month on::

        growth = (1 + escalation_rate) ** (fiscal_year - year) * (1 + step) * ...
    """
    calendar = grid.calendar
    growth: Floats = np.ones((1, calendar.months))
    if line.escalation_rate is not None:
        years = calendar.fiscal_year_of_month - _price_year(grid, line)
        growth = (1 + grid.values.of(f"lines.{name}.escalation_rate")) ** years
    month = np.arange(calendar.first_month, calendar.first_month + calendar.months)
    for index, step in enumerate(line.steps):
        rate = grid.values.of(f"lines.{name}.steps.{index}.rate")
        growth = growth * np.where(month >= step.month.month, 1 + rate, 1)
    return growth


def _scheduled(grid: Grid, name: str, line: Line) -> LineCost:
    """A schedule of nominal payments; what follows the last one is unknown.

    It is over instead where it is one-time or has a last month, and goes on where it
    has a renewal rate: the last amount, raised once by it, then by escalation.
    """
    given = {fiscal_year_number(year) for year in line.amounts or {}}
    last = max(given)
    amounts: list[Floats] = []
    missing: list[tuple[str, ...]] = []
    for year in grid.calendar.fiscal_years:
        keys, amount = _payment(grid, name, line, year, min(year, last))
        if year not in given and year < last:
            keys, amount = (), np.zeros((1, 1))
        amounts.append(amount)
        missing.append(keys)
    by_year = np.concatenate(np.broadcast_arrays(*amounts), axis=-1)
    return finished(grid, name, line, by_year, missing)


def _payment(
    grid: Grid, name: str, line: Line, year: int, last: int
) -> tuple[tuple[str, ...], Floats]:
    """The payment of a year, and the unknown figures it rests on.

    Args:
        grid: What it is computed on.
        name: Name of the line.
        line: The line.
        year: The fiscal year.
        last: The fiscal year itself, or that of the last amount before it.
    """
    values, prefix = grid.values, f"lines.{name}."
    amount = values.of(f"{prefix}amounts.FY{last}", default=1)
    keys = [f"{prefix}amounts.FY{last}"]
    if year > last:
        if _is_over(grid, line, year):
            return (), np.zeros((1, 1))
        if line.renewal_rate is None:
            return (f"{prefix}amounts.FY{year}",), np.ones((1, 1))
        renewal = values.of(f"{prefix}renewal_rate")
        escalation = values.of(f"{prefix}escalation_rate")
        amount = amount * (1 + renewal) * (1 + escalation) ** (year - last - 1)
        keys += [f"{prefix}renewal_rate"]
        keys += [f"{prefix}escalation_rate"] if year > last + 1 else []
    return tuple(key for key in keys if values.is_unknown(key)), amount


def _is_over(grid: Grid, line: Line, year: int) -> bool:
    """Whether nothing more is due in a year after the last amount."""
    if line.last_month is not None:
        program = grid.program
        start, label = program.fiscal_year_start_month, program.fiscal_year_label
        return year > fiscal_year_of(line.last_month.month, start, label) or (
            line.renewal_rate is None
        )
    return line.recurrence == "one-time"


def has_contingency(program: Program, line: LineCost) -> bool:
    """Whether contingency is taken on a line: a local one of its categories."""
    categories = program.finance.contingency_categories
    is_local = line.payer in program.appropriation_covers
    return is_local and (not categories or line.category in categories)


def added(amounts: list[Dollars], years: int) -> Dollars:
    """The sum of amounts by fiscal year, shape ``(draws, years)``.

    Those that are alike in all draws are added up first.
    """
    total = np.zeros((1, years), dtype=np.int64)
    for amount in sorted(amounts, key=len):
        if len(amount) > len(total):
            total = total + amount
        else:
            total += amount
    return total


def contingency_cost(grid: Grid, lines: tuple[LineCost, ...]) -> LineCost | None:
    """Contingency on the local cost of its categories, or None without a rate.

    The formula is::

        contingency = contingency_rate * rounded local cost

    It is taken after escalation and before funding, and is a local line of its own.
    """
    finance = grid.program.finance
    if finance.contingency_rate is None:
        return None
    base = [line for line in lines if has_contingency(grid.program, line)]
    dollars = added([line.dollars for line in base], grid.years)
    amounts = dollars * grid.values.of("finance.contingency_rate")
    missing = tuple(
        tuple(dict.fromkeys(key for line in base for key in line.missing[year]))
        for year in range(grid.years)
    )
    payer = grid.program.appropriation_covers[0]
    return LineCost(
        name=CONTINGENCY,
        title="Contingency",
        category=CONTINGENCY,
        budget_class=None,
        payer=payer,
        recurrence=CONTINGENCY,
        dollars=_whole_where(amounts.max(axis=0) > 0, amounts),
        missing=missing,
    )


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
    needed = tuple(missing)
    if any(missing):
        is_needed = np.any(amounts != 0, axis=0)
        needed = tuple(
            keys if is_needed[year] else () for year, keys in enumerate(missing)
        )
    is_known: Flags = np.array([not keys for keys in needed])
    known = amounts if is_known.all() else np.where(is_known, amounts, 0)
    most = known.max(axis=0)
    if most.max() > _MOST_DOLLARS:
        text = f"{name} costs more than $10 trillion in a year; check its figures"
        is_line = name in grid.program.lines
        raise grid.loaded.fault(("lines", name) if is_line else (name,), text)
    driver = DRIVERS.get(line.per or "")
    return LineCost(
        name=name,
        title=line.title or name,
        category=line.category,
        budget_class=line.budget_class,
        payer=line.payer,
        recurrence=line.recurrence or (driver.recurrence if driver else "recurring"),
        dollars=_whole_where(most > 0, known),
        missing=needed,
    )
