"""The reference class: what published programs of the same scope cost.

``programs.csv`` has a row for each published figure. The column ``program`` is shared
by the rows of one program; ``counts_as`` says what a row is of it: ``whole``, the
``low`` or ``high`` of two bounds, a ``part``, or a ``variant`` of the same thing.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bodycam_cli.program.opening import seeds_folder


@dataclass(frozen=True, slots=True)
class PublishedCost:
    """The published cost of a program.

    Attributes:
        program: Its id.
        agency: The agency, as programs are titled.
        scope: ``program``, ``vendor``, ``equipment`` or another part of a program.
        year: Calendar year of the publication.
        cameras: How many cameras.
        years: Term in years.
        dollars: Nominal dollars over the term.
    """

    program: str
    agency: str
    scope: str
    year: int
    cameras: float
    years: float
    dollars: float

    @property
    def per_camera_year(self) -> float:
        """Dollars by cameras and by years."""
        return self.dollars / self.cameras / self.years


@dataclass(frozen=True, slots=True)
class Reference:
    """What so many camera-years cost at the rates of published programs.

    Attributes:
        scope: The scope of the programs.
        programs: How many programs there are.
        camera_years: Cameras times years.
        low: Camera-years at the 25th percentile, in whole dollars.
        high: Camera-years at the 75th percentile, in whole dollars.
    """

    scope: str
    programs: int
    camera_years: float
    low: int
    high: int


def published_costs(path: Path | None = None) -> list[PublishedCost]:
    """The programs with cameras, a term and a total; each once in a scope.

    A whole counts, else the midpoint of two bounds, else a part whose whole is of
    another scope. A variant never counts.
    """
    path = path or seeds_folder() / "programs.csv"
    groups: dict[tuple[str, str], dict[str, list[PublishedCost]]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["cameras"] and row["term_years"] and row["total_usd"]:
                kinds = groups[row["scope"], row["program"]]
                kinds.setdefault(row["counts_as"], []).append(_cost(row))
    return [cost for kinds in groups.values() for cost in _counted_once(kinds)]


def reference_for(
    scope: str, agency: str, cameras: float, months: float
) -> Reference | None:
    """Camera-years at the 25th and 75th percentile of the published programs.

    Args:
        scope: The scope of the program to compare.
        agency: Its agency, whose own published figures are left out.
        cameras: Its cameras.
        months: Its months within the horizon.

    Returns:
        The reference, or None where no program of this scope was published.
    """
    rates = [
        cost.per_camera_year
        for cost in published_costs()
        if cost.scope == scope and cost.agency != agency
    ]
    if not rates:
        return None
    camera_years = cameras * months / 12
    low, high = np.percentile(rates, [25, 75]) * camera_years
    return Reference(scope, len(rates), camera_years, round(low), round(high))


def _cost(row: dict[str, str]) -> PublishedCost:
    return PublishedCost(
        program=row["program"],
        agency=row["agency"],
        scope=row["scope"],
        year=int(row["year"]),
        cameras=float(row["cameras"]),
        years=float(row["term_years"]),
        dollars=float(row["total_usd"]),
    )


def _counted_once(kinds: dict[str, list[PublishedCost]]) -> list[PublishedCost]:
    """What stands for one program in one scope."""
    if "whole" in kinds:
        return kinds["whole"]
    bounds = kinds.get("low", []) + kinds.get("high", [])
    if bounds:
        middle = sum(bound.dollars for bound in bounds) / len(bounds)
        return [replace(bounds[0], dollars=middle)]
    return kinds.get("part", [])
