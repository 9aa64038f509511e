"""A published estimate, as one local line named ``published``.

It does not scale: what was announced for one number of cameras says nothing of
another.
"""

import numpy as np

from bodycam_cli.program.dates import first_month_of, fiscal_year_of, month_words
from bodycam_cli.program.lines import Line
from bodycam_cli.program.money import Published
from bodycam_cli.program.problems import RefusedError
from bodycam_cli.projection.calendar import Flags, Floats
from bodycam_cli.projection.costs import LineCost, finished, whole_dollars
from bodycam_cli.projection.grid import Grid
from bodycam_cli.projection.values import Values

NAME = "published"

_AFTER = "published.annual_cost_after"


def published_cost(grid: Grid) -> LineCost:
    """The published estimate by fiscal year.

    Raises:
        RefusedError: There is none, it is for another number of cameras, or the
            appropriations cannot spread it.
        ProgramError: Spending starts in mid-year and the file does not say whose
            years it means.
    """
    published = grid.program.published
    if published is None:
        raise RefusedError(
            f"{grid.loaded.argument} has no published estimate; use --estimate lines"
        )
    _check_cameras(grid, published)
    mode = published.years or _mode(grid, published)
    payer = grid.program.appropriation_covers[0]
    line = Line(title="Published estimate", payer=payer)
    amounts, missing = _by_fiscal_year(grid, published, mode)
    return finished(grid, NAME, line, amounts, missing)


def _check_cameras(grid: Grid, published: Published) -> None:
    cameras = grid.values.whole("cameras")
    paid_for = grid.values.whole("published.cameras")
    if published.cameras is not None and np.any(cameras != paid_for):
        raise RefusedError(
            f"{grid.loaded.argument} has {cameras.max():,.0f} cameras, but its "
            f"published estimate is for {paid_for.max():,.0f}: what was announced for "
            "one number says nothing of another. Use --estimate lines, which is made "
            "of prices, or set published.cameras where the estimate is for this many."
        )


def _mode(grid: Grid, published: Published) -> str:
    """Whose years the estimate means; they are one where spending starts with one."""
    program = grid.program
    start, label = program.fiscal_year_start_month, program.fiscal_year_label
    first = program.first_month.month
    if first == first_month_of(fiscal_year_of(first, start, label), start, label):
        return "fiscal"
    # What the appropriations spread can only be fiscal years.
    is_spread = published.spread == "appropriations"
    ways = []
    for mode in ("fiscal",) if is_spread else ("fiscal", "program"):
        amounts, missing = _by_fiscal_year(grid, published, mode)
        years = zip(
            grid.calendar.fiscal_years, whole_dollars(amounts)[0], missing, strict=True
        )
        shown = ", ".join(
            f"FY{year} unknown" if keys else f"FY{year} ${dollars:,}"
            for year, dollars, keys in years
        )
        ways.append(f'"{mode}" ({shown})')
    raise grid.loaded.fault(
        ("published",),
        f"published: spending starts in mid-year, in {month_words(first)}; expected "
        f"published.years = {' or '.join(ways)}",
    )


def _by_fiscal_year(
    grid: Grid, published: Published, mode: str
) -> tuple[Floats, list[tuple[str, ...]]]:
    """Dollars of each fiscal year, 1 where unknown, and the unknown figures behind."""
    missing = _missing(grid, published, mode)
    is_known = np.array([not keys for keys in missing])
    return np.where(is_known, _amounts(grid, published, mode), 1.0), missing


def _amounts(grid: Grid, published: Published, mode: str) -> Floats:
    """Dollars by fiscal year, shape ``(draws, years)``."""
    counts = grid.values.whole("published.initial_years")
    amounts = np.zeros((1, grid.years))
    for count in np.unique(counts):
        these = _amounts_for(grid, published, mode, int(count))
        amounts = np.where(counts == count, these, amounts)
    return amounts


def _amounts_for(grid: Grid, published: Published, mode: str, count: int) -> Floats:
    """Dollars by fiscal year with so many initial years."""
    annual = _annual(grid, published, count)
    if mode == "fiscal":
        return annual
    # Years of the program straddle fiscal years: each month bears a twelfth, and
    # rounding on the running total keeps the sum of the whole.
    monthly = np.repeat(annual / 12, 12, axis=-1)[:, : grid.calendar.months]
    running = np.cumsum(grid.calendar.by_year(monthly), axis=-1)
    return np.diff(whole_dollars(running), axis=-1, prepend=0).astype(np.float64)


def _annual(grid: Grid, published: Published, count: int) -> Floats:
    """Dollars of each year of the estimate, as many as there are fiscal years."""
    years = np.arange(grid.years)
    after = grid.values.of("published.annual_cost_after", default=1)
    rate = grid.values.of("published.escalation_rate")
    later = after * (1 + rate) ** np.maximum(years - count, 0)
    initial = _initial(grid, published, count)[:, np.minimum(years, count - 1)]
    return np.where(years < count, initial, later)


def _initial(grid: Grid, published: Published, count: int) -> Floats:
    """Dollars of each initial year, shape ``(draws, initial_years)``."""
    cost = whole_dollars(grid.values.of("published.initial_cost")).astype(np.float64)
    shares = np.zeros((len(cost), count))
    is_open = np.ones(count, dtype=bool)
    if published.spread == "appropriations":
        for index in range(count):
            key = f"FY{grid.calendar.fiscal_years[0] + index}"
            if key in grid.program.appropriations:
                shares[:, index] = grid.values.whole(f"appropriations.{key}")[:, 0]
                is_open[index] = False
        if not grid.values.is_unknown("published.initial_cost"):
            _check_spread(grid, published, cost, shares, is_open)
    rest = cost - shares.sum(axis=-1, keepdims=True)
    open_years = np.flatnonzero(is_open)
    if len(open_years):
        shares[:, open_years] = np.floor(rest / len(open_years))
        shares[:, open_years[-1:]] += rest - shares[:, open_years].sum(
            axis=-1, keepdims=True
        )
    return shares


def _check_spread(
    grid: Grid, published: Published, cost: Floats, shares: Floats, is_open: Flags
) -> None:
    """The appropriations must leave room for the cost, or be all of it."""
    approved = shares.sum(axis=-1, keepdims=True)
    if published.years == "program":
        reason = 'published.years is "program", and appropriations are of fiscal years'
    elif np.any(approved > cost):
        reason = f"those of its initial years, ${approved.max():,.0f}, exceed it"
    elif not is_open.any() and np.any(approved != cost):
        reason = f"they cover every initial year with ${approved.max():,.0f}"
    else:
        return
    raise RefusedError(
        f"{grid.loaded.argument}: the published cost of ${cost.max():,.0f} cannot be "
        f"spread as the appropriations are: {reason}. Use --set published.spread=even."
    )


def _missing(grid: Grid, published: Published, mode: str) -> list[tuple[str, ...]]:
    """The unknown figures behind each fiscal year."""
    initial = _if_unknown(grid.values, "published.initial_cost")
    after = _if_unknown(grid.values, _AFTER)
    if published.annual_cost_after is None:
        after = (_AFTER,)
    growth = _if_unknown(grid.values, "published.escalation_rate")
    boundaries = grid.values.whole("published.initial_years") * 12
    missing, month = [], 0
    for months in grid.calendar.months_in_year:
        end = month + (int(months) if mode == "program" else 12)
        keys = initial if month < boundaries.max() else ()
        keys += after if end > boundaries.min() else ()
        keys += growth if end > boundaries.min() + 12 else ()
        missing.append(keys)
        month = end
    return missing


def _if_unknown(values: Values, key: str) -> tuple[str, ...]:
    return (key,) if values.is_unknown(key) else ()
