"""How a line's dollars in a fiscal year were made."""

import numpy as np

from bodycam_cli.analysis.derivation import (
    Derivation,
    constant,
    given,
    joined,
    known_as,
    made,
    unknown,
)
from bodycam_cli.analysis.ground import Ground, Months, runs
from bodycam_cli.analysis.published_derivations import published_dollars
from bodycam_cli.analysis.quantities import quantity_of
from bodycam_cli.program.dates import fiscal_year_number
from bodycam_cli.projection.calendar import Floats
from bodycam_cli.projection.costs import CONTINGENCY, LineCost, has_contingency
from bodycam_cli.projection.published import NAME as PUBLISHED

BEFORE_ROUNDING = "before rounding"


def line_dollars(ground: Ground, line: LineCost, index: int) -> Derivation:
    """A line in the fiscal year at an index, rounded to whole dollars."""
    label = ground.label(line.name, index)
    if line.name == CONTINGENCY:
        return _contingency(ground, label, index)
    if line.missing[index]:
        missing = [ground.missing(key) for key in line.missing[index]]
        return unknown(label, "dollars", missing)
    if line.name == PUBLISHED:
        return published_dollars(ground, label, index)
    if line.quantities is None:
        payment = _payment(ground, line, index)
        return made("round", label, "dollars", [payment])
    charged = _charged(ground, line, index)
    if not charged:
        return constant(0, f"{label}: nothing to charge", "dollars")
    parts = [_priced(ground, line, months) for months in charged]
    cost = joined("sum", BEFORE_ROUNDING, "dollars", parts)
    rounded = made("round", label, "dollars", [cost])
    # Nothing is missing from a price of 0, whatever the quantity.
    return known_as(rounded, rounded.known, ())


def line_as_told(ground: Ground, line: LineCost, index: int) -> Derivation:
    """A line's dollars; how they are made is told under its own name."""
    label = ground.label(line.name, index)
    if line.missing[index]:
        missing = [ground.missing(key) for key in line.missing[index]]
        return unknown(label, "dollars", missing)
    return given(label, float(line.dollars[0, index]), "dollars")


def _charged(ground: Ground, line: LineCost, index: int) -> list[Months]:
    """The months of a fiscal year, by the growth of the price, that have a quantity."""
    quantities = _by_month(ground, line.quantities)
    months = ground.months_of(index)
    if not quantities[months].any():
        return []
    growth = _by_month(ground, line.growth)
    if ground.follows_money:
        if not ground.program.lines[line.name].steps:
            return [months]
        growth = _steps_taken(ground, line)
    return [part for part in runs(growth, months) if quantities[part].any()]


def _steps_taken(ground: Ground, line: LineCost) -> Floats:
    """How many steps of the price are taken, by month, whatever their rates."""
    calendar, steps = ground.projection.calendar, ground.program.lines[line.name].steps
    months = np.arange(calendar.first_month, calendar.first_month + calendar.months)
    taken = [months >= step.month.month for step in steps]
    return np.sum(taken, axis=0, initial=0.0) if taken else np.zeros(calendar.months)


def _by_month(ground: Ground, monthly: Floats | None) -> Floats:
    """The first draw of a course by month; 1 throughout where there is none."""
    months = ground.projection.calendar.months
    if monthly is None:
        return np.ones(months)
    first: Floats = monthly[0]
    return first if len(first) == months else np.broadcast_to(first, (months,))


def _priced(ground: Ground, line: LineCost, months: Months) -> Derivation:
    """Price by quantity by growth, over months of the same growth."""
    per = ground.program.lines[line.name].per or "program"
    price = ground.of(f"lines.{line.name}.price", f"price per {per}")
    parts = [price, quantity_of(ground, line, months)]
    factors = _growth(ground, line, int(months[0]))
    is_written = ground.follows_money or _by_month(ground, line.growth)[months[0]] != 1
    if factors and is_written:
        parts.append(joined("product", "growth", "", factors))
    return made("product", BEFORE_ROUNDING, "dollars", parts)


def _growth(ground: Ground, line: LineCost, month: int) -> list[Derivation]:
    """Escalation from the price's year, and the steps up to a month."""
    calendar, source = ground.projection.calendar, ground.program.lines[line.name]
    factors = []
    if source.escalation_rate is not None:
        base = calendar.fiscal_years[0]
        if source.price is not None and source.price.year is not None:
            base = fiscal_year_number(source.price.year)
        years = int(calendar.fiscal_year_of_month[month]) - base
        key = f"lines.{line.name}.escalation_rate"
        if years or not ground.follows_money:
            factors.append(_compound(ground, key, years, f"years since FY{base}"))
    for number, step in enumerate(source.steps):
        if calendar.first_month + month >= step.month.month:
            key = f"lines.{line.name}.steps.{number}.rate"
            factors.append(_one_and(ground, key, f"step from {step.month.value}"))
    return factors


def _one_and(ground: Ground, key: str, label: str) -> Derivation:
    """One and a rate."""
    return made("sum", label, "", [constant(1), ground.of(key)])


def _compound(ground: Ground, key: str, years: int, since: str) -> Derivation:
    """A yearly rate over some years."""
    one = _one_and(ground, key, "one and the rate")
    return made("power", "growth", "", [one, constant(years, since, "years")])


def _payment(ground: Ground, line: LineCost, index: int) -> Derivation:
    """A payment of a schedule, or one after it at its renewal rate."""
    source = ground.program.lines[line.name]
    year, amounts = ground.fiscal_years[index], source.amounts or {}
    last = max(fiscal_year_number(key) for key in amounts)
    prefix = f"lines.{line.name}"
    if f"FY{year}" in amounts:
        return ground.of(f"{prefix}.amounts.FY{year}", "payment due")
    if year < last or line.dollars[0, index] == 0:
        return constant(0, "nothing is due", "dollars")
    parts = [
        ground.of(f"{prefix}.amounts.FY{last}", "last payment"),
        _one_and(ground, f"{prefix}.renewal_rate", "renewal"),
    ]
    later = year - last - 1
    if source.escalation_rate is not None and later:
        key = f"{prefix}.escalation_rate"
        parts.append(_compound(ground, key, later, "years since the renewal"))
    return made("product", BEFORE_ROUNDING, "dollars", parts)


def _contingency(ground: Ground, label: str, index: int) -> Derivation:
    """Its rate by the rounded local cost of its categories."""
    base = [
        line_as_told(ground, line, index)
        for line in ground.projection.lines
        if line.name != CONTINGENCY and has_contingency(ground.program, line)
    ]
    rate = ground.of("finance.contingency_rate")
    cost = made("sum", "local cost of its categories", "dollars", base)
    product = made("product", BEFORE_ROUNDING, "dollars", [rate, cost])
    return made("round", label, "dollars", [product])
