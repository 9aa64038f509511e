"""What derivations are read from: a projection, and its figures by dotted key."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bodycam_cli.analysis.derivation import Derivation, constant, made
from bodycam_cli.program.figures import Figure
from bodycam_cli.program.model import Program
from bodycam_cli.program.structure import dotted, figures_of
from bodycam_cli.projection.projecting import Projection

Months = NDArray[np.intp]
"""Indices of consecutive months, from 0."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A projection and its figures, ready to stand in derivations.

    Attributes:
        projection: The projection.
        by_key: Its figures, by dotted key.
        follows_money: For whoever changes prices and rates later: growth is written
            out even at a rate of 0, and what is counted by month is given.
    """

    projection: Projection
    by_key: dict[str, Derivation]
    follows_money: bool = False

    @property
    def program(self) -> Program:
        """What the program says."""
        return self.projection.loaded.program

    @property
    def fiscal_years(self) -> tuple[int, ...]:
        """The fiscal years of the projection."""
        return self.projection.calendar.fiscal_years

    def of(self, key: str, label: str = "") -> Derivation:
        """A figure; one that is left out is 0, its default."""
        found = self.by_key.get(key)
        if found is None:
            return constant(0, label or f"{key}, left out")
        return Derivation(
            label or key, found.value, found.unit, "figure", (), key, found.missing
        )

    def whole(self, key: str, label: str = "") -> Derivation:
        """A figure that counts whole things, rounded as the projection has it."""
        figure = self.of(key, label)
        if figure.known == int(figure.known):
            return figure
        return made("nearest", label or f"{key}, whole", figure.unit, [figure])

    def missing(self, key: str) -> Derivation:
        """An unknown figure, or one that the program does not state at all."""
        if key in self.by_key:
            return self.of(key)
        return Derivation(f"{key}, not given", None, "", "unknown", (), "", (key,))

    def under(self, prefix: str) -> list[Derivation]:
        """The figures of a table."""
        return [
            self.of(key)
            for key in self.by_key
            if key == prefix or key.startswith(f"{prefix}.")
        ]

    def months_of(self, index: int) -> Months:
        """The months of the fiscal year at an index."""
        calendar = self.projection.calendar
        start = int(calendar.year_starts[index])
        return np.arange(start, start + int(calendar.months_in_year[index]))

    def label(self, name: str, index: int) -> str:
        """A name with the fiscal year at an index."""
        return f"{name}, FY{self.fiscal_years[index]}"


def ground_of(projection: Projection, *, follows_money: bool = False) -> Ground:
    """A projection, ready to be explained."""
    by_key = {}
    for path, figure, quantity in figures_of(projection.loaded.program):
        if isinstance(figure, Figure):
            key, value = dotted(path), figure.likely_value
            unit = quantity.unit if quantity is not None else ""
            missing = (key,) if value is None else ()
            by_key[key] = Derivation(key, value, unit, "figure", (), key, missing)
    return Ground(projection, by_key, follows_money)


def runs(values: NDArray[np.float64], months: Months) -> list[Months]:
    """Consecutive months, divided where a value by month changes."""
    changes = np.flatnonzero(np.diff(values[months])) + 1
    return [part for part in np.split(months, changes) if len(part)]
