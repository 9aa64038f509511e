"""How a published estimate falls on fiscal years."""

from dataclasses import replace
from itertools import pairwise

from bodycam_cli.analysis.derivation import (
    Derivation,
    constant,
    given,
    joined,
    made,
)
from bodycam_cli.analysis.ground import Ground

_MONTHS_OF_YEAR = 12


def published_dollars(ground: Ground, label: str, index: int) -> Derivation:
    """The published estimate in the fiscal year at an index, in whole dollars."""
    published = ground.program.published
    if published is not None and published.years == "program":
        return _of_program_years(ground, label, index)
    annual = _annual(ground, index)
    if annual.known == int(annual.known):
        return replace(annual, label=label)
    return made("round", label, "dollars", [annual])


def _annual(ground: Ground, index: int) -> Derivation:
    """Dollars of a year of the estimate."""
    count = int(ground.whole("published.initial_years").known)
    if index < count:
        return _initial(ground, index, count)
    annual = ground.of("published.annual_cost_after")
    published = ground.program.published
    later = index - count
    if published is None or published.escalation_rate is None or not later:
        return annual
    rate = ground.of("published.escalation_rate")
    one = made("sum", "one and the rate", "", [constant(1), rate])
    since = constant(later, "years since the first of them", "years")
    growth = made("power", "growth", "", [one, since])
    return made("product", "before rounding", "dollars", [annual, growth])


def _initial(ground: Ground, index: int, count: int) -> Derivation:
    """An initial year: its appropriation where they spread the cost, or a share."""
    appropriated = _appropriated(ground, count)
    if index in appropriated:
        return appropriated[index]
    rest = _initial_cost(ground)
    if appropriated:
        parts = [rest, *appropriated.values()]
        rest = made("difference", "what the appropriations leave", "dollars", parts)
    open_years = [each for each in range(count) if each not in appropriated]
    if len(open_years) == 1:
        return rest
    years = constant(len(open_years), "years without an appropriation", "years")
    if not appropriated:
        years = ground.whole("published.initial_years")
    even = made("quotient", "an even share", "dollars", [rest, years])
    share = made("floor", "in whole dollars", "dollars", [even])
    if index != open_years[-1]:
        return share
    others = constant(len(open_years) - 1, "earlier years", "years")
    earlier = made("product", "the earlier years", "dollars", [share, others])
    return made("difference", "the last of them", "dollars", [rest, earlier])


def _initial_cost(ground: Ground) -> Derivation:
    cost = ground.of("published.initial_cost")
    if cost.known == int(cost.known):
        return cost
    return made("round", "initial cost", "dollars", [cost])


def _appropriated(ground: Ground, count: int) -> dict[int, Derivation]:
    """The initial years that their appropriation stands for, by index."""
    published, first = ground.program.published, ground.fiscal_years[0]
    if published is None or published.spread != "appropriations":
        return {}
    return {
        index: ground.whole(f"appropriations.FY{first + index}")
        for index in range(count)
        if f"FY{first + index}" in ground.program.appropriations
    }


def _of_program_years(ground: Ground, label: str, index: int) -> Derivation:
    """A fiscal year that years of the program straddle, a twelfth a month.

    Rounding is on the running total.
    """
    first = [int(ground.months_of(each)[0]) for each in (0, index)]
    end = int(ground.months_of(index)[-1]) + 1
    running = [_up_to(ground, month) for month in (first[1], end)]
    kept = float(ground.projection.lines[0].dollars[0, index])
    if any(each.missing for each in running):
        return given(label, kept, "dollars", ground.under("published"))
    rounded = [made("round", "in whole dollars", "dollars", [each]) for each in running]
    if first[0] == first[1]:
        return made("round", label, "dollars", [running[1]])
    return made("difference", label, "dollars", rounded[::-1])


def _up_to(ground: Ground, month: int) -> Derivation:
    """Dollars of the months before one, before rounding."""
    edges = [*range(0, month, _MONTHS_OF_YEAR), month]
    parts = []
    for year, (start, end) in enumerate(pairwise(edges)):
        annual = _annual(ground, year)
        months = constant(end - start, "months", "months")
        product = made(
            "product", f"year {year + 1}, times 12", "dollars", [annual, months]
        )
        twelve = constant(_MONTHS_OF_YEAR, "months in a year", "months")
        parts.append(made("quotient", f"year {year + 1}", "dollars", [product, twelve]))
    return joined("sum", "up to then", "dollars", parts)
