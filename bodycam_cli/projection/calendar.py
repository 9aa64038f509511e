"""The months of a projection, and the fiscal years that they add up to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bodycam_cli.program.dates import first_month_of, fiscal_year_of
from bodycam_cli.program.model import Program

Floats = NDArray[np.float64]
Dollars = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The months of a projection: all fiscal years but the ends are whole.

    Attributes:
        first_month: The first month, in months since year 0.
        months: How many months there are.
        fiscal_years: Labels of the fiscal years, such as 2019.
        year_starts: Index of the first month of each fiscal year, shape ``(years,)``.
        months_in_year: Months of the program in each fiscal year, 1 to 12.
        lookahead: Months after the last one that are looked at, because what is
            caused there may be paid before.
    """

    first_month: int
    months: int
    fiscal_years: tuple[int, ...]
    year_starts: NDArray[np.intp]
    months_in_year: NDArray[np.int64]
    lookahead: int = 0

    @property
    def span(self) -> int:
        """Months that are looked at: those of the projection and the lookahead."""
        return self.months + self.lookahead

    @property
    def last_month(self) -> int:
        """The last month, in months since year 0."""
        return self.first_month + self.months - 1

    @property
    def fiscal_year_of_month(self) -> NDArray[np.int64]:
        """Label of the fiscal year of each month, shape ``(months,)``."""
        return np.repeat(np.array(self.fiscal_years), self.months_in_year)

    def index(self, month: int) -> int:
        """Index of a month; below 0 or from ``months`` on it lies outside."""
        return month - self.first_month

    def by_year(self, monthly: Floats) -> Floats:
        """Sums of the months of each fiscal year.

        Args:
            monthly: Flows, shape ``(..., months)`` or ``(..., span)``.

        Returns:
            Flows, shape ``(..., years)``.
        """
        within = monthly[..., : self.months]
        sums: Floats = np.add.reduceat(within, self.year_starts, axis=-1)
        return sums


def calendar_of(program: Program, years: int, lookahead: int = 0) -> Calendar:
    """The months of the first ``years`` fiscal years, up to the program's last month.

    Args:
        program: The program.
        years: Fiscal years, 1 to 30, the first of them perhaps a partial one.
        lookahead: Months to look at beyond them.
    """
    start, label = program.fiscal_year_start_month, program.fiscal_year_label
    first = program.first_month.month
    first_year = fiscal_year_of(first, start, label)
    end = first_month_of(first_year + years, start, label)
    if program.last_month is not None:
        end = min(end, program.last_month.month + 1)
    months = np.arange(first, end)
    started = (months - (start - 1)) // 12
    _, year_starts, months_in_year = np.unique(
        started, return_index=True, return_counts=True
    )
    return Calendar(
        first_month=first,
        months=len(months),
        fiscal_years=tuple(range(first_year, first_year + len(year_starts))),
        year_starts=year_starts,
        months_in_year=months_in_year,
        lookahead=lookahead,
    )
