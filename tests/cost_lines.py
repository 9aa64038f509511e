"""One cost line in a small program: what it comes to, by fiscal year and by month."""

from typing import Any

import pytest
from programs import Ask, Data, loaded, small, write

from bodycam_cli.program.dates import month_text
from bodycam_cli.projection.costs import LineCost
from bodycam_cli.projection.projecting import Projection, project

TWO_WAVES = {
    "north": {"go_live_month": "2023-10", "cameras": 4},
    "south": {"go_live_month": "2024-08", "cameras": 6},
}
"""Four cameras for nine months of FY2024, ten from the second month of FY2025."""


def projected(data: Data, years: int = 3) -> Projection:
    """The estimate by lines of a program."""
    return project(loaded(data), years, "lines")


def line_of(line: Data, years: int = 3, **settings: Any) -> LineCost:
    """A line as the only one of the small program."""
    (found,) = projected(small(lines={"line": line}, **settings), years).lines
    return found


def dollars(line: Data, years: int = 3, **settings: Any) -> list[int]:
    """What a line comes to by fiscal year."""
    return [int(amount) for amount in line_of(line, years, **settings).dollars[0]]


def units(line: Data, years: int = 1, **settings: Any) -> dict[str, float]:
    """Units of a line's driver in the months that have some, as they are paid."""
    data = small(lines={"line": line}, **settings)
    projection = projected(data, years)
    quantities = projection.lines[0].quantities
    assert quantities is not None
    first = projection.calendar.first_month
    return {
        month_text(first + index): float(amount)
        for index, amount in enumerate(quantities[0])
        if amount
    }


def unrounded(projection: Projection) -> dict[str, list[float]]:
    """Dollars of each priced line by fiscal year, before rounding."""
    found = {}
    for line in projection.lines:
        price = projection.loaded.program.lines[line.name].price
        if price is not None and line.quantities is not None:
            assert line.growth is not None
            monthly = line.quantities * line.growth * (price.likely_value or 0)
            found[line.name] = [
                float(x) for x in projection.calendar.by_year(monthly)[0]
            ]
    return found


def notices_of(ask: Ask, data: Data, *options: str) -> dict[str, list[dict[str, Any]]]:
    """The notices of the cost of a program, by their kind."""
    found: dict[str, list[dict[str, Any]]] = {}
    for notice in ask("cost", str(write(data)), *options)["notices"]:
        found.setdefault(notice["kind"], []).append(notice)
    return found


def approximately(expected: dict[str, float]) -> Any:
    """Months and units, but for binary noise."""
    return pytest.approx(expected, abs=1e-9)
