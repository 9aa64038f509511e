"""How far an estimate by typical lines lies from what programs were published to cost.

Each published program with cameras, a term and a total is projected from the lines of
``typical`` that belong to its scope, at low, likely and high.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bodycam_cli.analysis.reference import PublishedCost, published_costs
from bodycam_cli.program.dates import month_number, month_text
from bodycam_cli.program.figures import Figure
from bodycam_cli.program.reading import load
from bodycam_cli.program.structure import dotted, figures_of
from bodycam_cli.projection.calendar import Floats
from bodycam_cli.projection.projecting import Projection, project
from bodycam_cli.projection.values import Values

SCOPES = ("vendor", "program")

VENDOR_CATEGORIES = ("equipment", "software", "storage", "network")
"""What a vendor's contract pays for: no staff, no training, no contingency."""


@dataclass(frozen=True, slots=True)
class Score:
    """An estimate beside what was published.

    Attributes:
        published: The published cost.
        low: Whole dollars with every ranged figure at its low end.
        likely: Whole dollars at the likely values.
        high: Whole dollars with every ranged figure at its high end.
    """

    published: PublishedCost
    low: int
    likely: int
    high: int

    @property
    def miss(self) -> float:
        """By which fraction of the published cost the likely estimate lies off."""
        return self.likely / self.published.dollars - 1

    @property
    def is_within(self) -> bool:
        """Whether the published cost lies between low and high."""
        return self.low <= self.published.dollars <= self.high


def scores() -> Iterator[Score]:
    """A score for every published program of scope vendor or program."""
    for cost in published_costs():
        if cost.scope in SCOPES:
            yield _score(cost)


def _score(cost: PublishedCost) -> Score:
    first = month_number(f"{cost.year}-07")
    last = first + round(cost.years * 12) - 1
    settings = (
        f"cameras={cost.cameras:.0f}",
        f'first_month="{month_text(first)}"',
        f'last_month="{month_text(last)}"',
    )
    loaded = load("typical", settings=settings)
    drawn: dict[str, Floats] = {
        dotted(path): _ends(figure)
        for path, figure, _ in figures_of(loaded.program)
        if isinstance(figure, Figure) and figure.is_ranged
    }
    years = int(np.ceil(cost.years))
    values = Values(loaded.program, drawn)
    low, likely, high = _of_scope(project(loaded, years, "lines", values), cost.scope)
    return Score(cost, low, likely, high)


def _ends(figure: Figure) -> Floats:
    """The low, likely and high value of a ranged figure, as three draws."""
    return np.array([figure.low, figure.likely_value, figure.high], dtype=np.float64)


def _of_scope(projection: Projection, scope: str) -> list[int]:
    """Dollars of the lines of a scope, in each draw."""
    covers = projection.loaded.program.appropriation_covers
    lines = [
        line
        for line in projection.lines
        if line.payer in covers
        and (scope == "program" or line.category in VENDOR_CATEGORIES)
    ]
    sums = sum((line.dollars.sum(axis=-1) for line in lines), start=np.zeros(3))
    return [int(total) for total in sums]
