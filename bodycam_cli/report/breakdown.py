"""The lines of a projection by what they are, who pays and whether they come back."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

import numpy as np

from bodycam_cli.projection.budget import is_local, total_of
from bodycam_cli.projection.calendar import Dollars
from bodycam_cli.projection.costs import LineCost
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.document import Column, Table
from bodycam_cli.report.tables import Cells, Known, sum_of, table

By = Literal["line", "category", "payer", "class", "recurrence"]

_HEADINGS: dict[By, str] = {
    "line": "Line",
    "category": "Category",
    "payer": "Payer",
    "class": "Budget class",
    "recurrence": "Recurrence",
}

_NOT_SAID = "not said"
"""The budget class of a line for which the jurisdiction recorded no choice."""


def lines_table(projection: Projection, by: By) -> Table:
    """The table ``lines``: a row for each group, a column for each fiscal year.

    What the appropriations do not cover is never in one row with what they do.
    """
    years = projection.calendar.fiscal_years
    payer = (Column("payer", "Paid by", "text"),) if by == "line" else ()
    columns = (
        Column("name", _HEADINGS[by], "text", "item"),
        *payer,
        *(Column(f"FY{year}", f"FY{year}", "dollars", folds=False) for year in years),
        Column("total", "Total", "dollars", folds=False),
    )
    groups: dict[str, list[list[Known]]] = defaultdict(list)
    for line in projection.lines:
        for name, cells in _parts(projection, line, by):
            groups[name].append(cells)
    payers = {line.name: line.payer for line in projection.lines}
    rows: list[Cells] = [
        {**_row(parts, years), "name": name, "payer": payers.get(name)}
        for name, parts in groups.items()
    ]
    everything = [cells for parts in groups.values() for cells in parts]
    title = f"By {_HEADINGS[by].lower()}"
    return table("lines", title, columns, rows, _row(everything, years))


def _parts(
    projection: Projection, line: LineCost, by: By
) -> list[tuple[str, list[Known]]]:
    """The groups that a line falls in, with its part of each.

    A line falls in one, but for recurrence: what is bought again is a refresh.
    """
    if by == "recurrence" and line.refresh is not None:
        first, again = _first_and_again(projection, line)
        parts = [(line.recurrence, first), ("refresh", again)]
    else:
        group = {
            "line": line.name,
            "category": line.category,
            "payer": line.payer,
            "class": line.budget_class or _NOT_SAID,
            "recurrence": line.recurrence,
        }[by]
        parts = [(group, _cells(line.dollars, line.missing))]
    if by in ("line", "payer") or is_local(projection.loaded.program, line):
        return parts
    return [(f"{name} (paid by {line.payer})", cells) for name, cells in parts]


def _first_and_again(
    projection: Projection, line: LineCost
) -> tuple[list[Known], list[Known]]:
    """What a line buys for the first time, and what it buys again.

    Each is unknown in the years alone in which something of it is bought.
    """
    nothing = np.zeros((1, projection.calendar.months))
    units = nothing if line.quantities is None else line.quantities
    again = nothing if line.bought_again is None else line.bought_again
    refresh = line.dollars * 0 if line.refresh is None else line.refresh
    parts = []
    for dollars, bought in (
        (line.dollars - refresh, units - again),
        (refresh, again),
    ):
        is_bought = projection.calendar.by_year(bought)[0] != 0
        needed = zip(line.missing, is_bought, strict=True)
        parts.append(_cells(dollars, [keys if some else () for keys, some in needed]))
    return parts[0], parts[1]


def _cells(dollars: Dollars, missing: Sequence[tuple[str, ...]]) -> list[Known]:
    return [
        Known(int(amount), keys)
        for amount, keys in zip(dollars[0], missing, strict=True)
    ]


def _row(parts: list[list[Known]], years: tuple[int, ...]) -> dict[str, Known]:
    """The sum of some lines in each fiscal year and in all."""
    sums = [sum_of(cells) for cells in zip(*parts, strict=True)]
    by_year = {f"FY{year}": known for year, known in zip(years, sums, strict=True)}
    return {**by_year, "total": sum_of(sums)}


def reconciliation_table(published: Projection, lines: Projection) -> Table:
    """The table ``reconciliation``: what the lines explain of a published estimate.

    Both are local cost before funding: an announced envelope is the city's.
    """
    columns = (
        Column("fiscal_year", "Fiscal year", "fiscal year", "period"),
        Column("months", "Months", "months", on_paper=False),
        Column("published", "Published", "dollars"),
        Column("lines", "Lines", "dollars"),
        Column("remainder", "Not explained", "dollars"),
        Column("remainder_share", "Of published", "share"),
    )
    announced, priced = _before_funding(published), _before_funding(lines)
    rows: list[Cells] = [
        {
            "fiscal_year": year,
            "months": int(lines.calendar.months_in_year[index]),
            **_gap(announced[index], priced[index]),
        }
        for index, year in enumerate(lines.calendar.fiscal_years)
    ]
    totals = {"months": lines.months, **_gap(sum_of(announced), sum_of(priced))}
    note = (
        "Lines: the local cost of the lines, before funding. What they do not explain "
        "is left as it is; a negative remainder says that the lines cost more."
    )
    title = "Beside the published estimate"
    return table("reconciliation", title, columns, rows, totals, notes=(note,))


def _before_funding(projection: Projection) -> list[Known]:
    program = projection.loaded.program
    local = tuple(line for line in projection.lines if is_local(program, line))
    money = total_of(local, len(projection.calendar.fiscal_years))
    return _cells(money.dollars, money.missing)


def _gap(published: Known, lines: Known) -> dict[str, Known | float | None]:
    """The remainder of a published cost, where both are wholly known."""
    missing = sum_of([published, lines]).missing
    gap = published.amount - lines.amount
    share = gap / published.amount if published.amount and not missing else None
    return {
        "published": published,
        "lines": lines,
        "remainder": Known(0, missing) if missing else int(gap),
        "remainder_share": None if share is None else float(np.round(share, 4)),
    }
