"""The budget: what a program costs in each fiscal year, against the money there is.

Every number here is a sum or difference of lines already rounded to whole dollars,
so that every table adds up.
"""

from dataclasses import dataclass

import numpy as np

from bodycam_cli.program.dates import fiscal_year_number, fiscal_year_of
from bodycam_cli.program.model import Program
from bodycam_cli.projection.calendar import Dollars
from bodycam_cli.projection.costs import LineCost, added
from bodycam_cli.projection.funding import GrantDrawn
from bodycam_cli.projection.grid import Grid
from bodycam_cli.projection.values import Values

Missing = tuple[tuple[str, ...], ...]
"""By fiscal year, the keys of the unknown figures that a number would need."""


@dataclass(frozen=True, slots=True)
class Money:
    """Dollars by fiscal year, with what is missing from them.

    Attributes:
        dollars: The known part, shape ``(draws, years)``.
        missing: By fiscal year, the unknown figures behind it.
    """

    dollars: Dollars
    missing: Missing


@dataclass(frozen=True, slots=True)
class Budget:
    """Cost by fiscal year, and the money for it.

    Attributes:
        cost: All lines.
        paid_by_others: The lines of payers that the appropriations do not cover.
        funding: What grants pay of the local lines.
        local_cost: ``cost - paid_by_others - funding``; what an unknown award could
            pay is taken off too, so that the known part is a lower bound.
        appropriations: Dollars by fiscal year, or None in a year without one.
    """

    cost: Money
    paid_by_others: Money
    funding: Money
    local_cost: Money
    appropriations: tuple[int | None, ...]

    @property
    def left(self) -> Money:
        """``appropriation - local_cost``, 0 in years without an appropriation."""
        money = np.array([dollars or 0 for dollars in self.appropriations])
        has_money = np.array([dollars is not None for dollars in self.appropriations])
        left = np.where(has_money, money - self.local_cost.dollars, 0)
        return Money(left, self.local_cost.missing)

    @property
    def unfunded(self) -> Money:
        """``max(0, local_cost - appropriation)`` in every year."""
        money = np.array([dollars or 0 for dollars in self.appropriations])
        unfunded = np.maximum(self.local_cost.dollars - money, 0)
        return Money(unfunded, self.local_cost.missing)

    @property
    def appropriated(self) -> int | None:
        """All appropriations within the horizon, or None where there is none."""
        known = [dollars for dollars in self.appropriations if dollars is not None]
        return sum(known) if known else None


def budget_of(
    grid: Grid, lines: tuple[LineCost, ...], grants: tuple[GrantDrawn, ...]
) -> Budget:
    """The budget of a program's lines and grants."""
    program, years = grid.program, grid.years
    local = tuple(line for line in lines if is_local(program, line))
    others = tuple(line for line in lines if not is_local(program, line))
    before_funding, funding = total_of(local, years), total_drawn(grants, years)
    paid_by_others = total_of(others, years)
    # What an unknown award may pay is not part of what the city pays at least.
    at_most = sum((grant.at_most for grant in grants), start=np.int64(0))
    local_cost = Money(
        before_funding.dollars - at_most,
        tuple(
            tuple(dict.fromkeys(cost + paid))
            for cost, paid in zip(before_funding.missing, funding.missing, strict=True)
        ),
    )
    approved = tuple(
        _appropriation(program, year, grid.values)
        for year in grid.calendar.fiscal_years
    )
    return Budget(
        cost=Money(
            before_funding.dollars + paid_by_others.dollars, _missing(lines, years)
        ),
        paid_by_others=paid_by_others,
        funding=funding,
        local_cost=local_cost,
        appropriations=approved,
    )


def is_local(program: Program, line: LineCost) -> bool:
    """Whether a line falls on a budget that the appropriations are for."""
    return line.payer in program.appropriation_covers


def total_of(lines: tuple[LineCost, ...], years: int) -> Money:
    """The sum of lines by fiscal year, with all that is missing from it."""
    dollars = added([line.dollars for line in lines], years)
    return Money(dollars, _missing(lines, years))


def _missing(lines: tuple[LineCost, ...], years: int) -> Missing:
    return tuple(
        tuple(dict.fromkeys(key for line in lines for key in line.missing[year]))
        for year in range(years)
    )


def total_drawn(grants: tuple[GrantDrawn, ...], years: int) -> Money:
    """What all grants pay by fiscal year, with all that is missing from it."""
    dollars = added([grant.drawn for grant in grants], years)
    missing = tuple(
        tuple(dict.fromkeys(key for grant in grants for key in grant.missing[year]))
        for year in range(years)
    )
    return Money(dollars, missing)


def _appropriation(program: Program, year: int, values: Values) -> int | None:
    key = f"FY{year}"
    if key not in program.appropriations:
        return None
    return int(values.whole(f"appropriations.{key}")[0, 0])


def appropriations_outside(program: Program) -> dict[int, int]:
    """Appropriations, in whole dollars, of fiscal years without the program."""
    start, label = program.fiscal_year_start_month, program.fiscal_year_label
    first = fiscal_year_of(program.first_month.month, start, label)
    end = program.last_month
    last = None if end is None else fiscal_year_of(end.month, start, label)
    return {
        year: int((figure.likely_value or 0) + 0.5)
        for key, figure in program.appropriations.items()
        if (year := fiscal_year_number(key)) < first
        or (last is not None and year > last)
    }
