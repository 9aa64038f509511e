"""The lines of a projection by what they are, who pays and whether they come back."""

from collections import defaultdict
from typing import Literal

import numpy as np

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
    """The table ``lines``: a row for each group, a column for each fiscal year."""
    years = projection.calendar.fiscal_years
    columns = (
        Column("name", _HEADINGS[by], "text", "item"),
        *(Column(f"FY{year}", f"FY{year}", "dollars", folds=False) for year in years),
        Column("total", "Total", "dollars", folds=False),
    )
    groups: dict[str, list[list[Known]]] = defaultdict(list)
    for line in projection.lines:
        for name, dollars in _parts(line, by):
            groups[name].append(_cells(line, dollars))
    rows = [_row(name, parts, years) for name, parts in groups.items()]
    everything = [cells for parts in groups.values() for cells in parts]
    totals = dict(_row("", everything, years))
    del totals["name"]
    return table("lines", f"By {_HEADINGS[by].lower()}", columns, rows, totals)


def _parts(line: LineCost, by: By) -> list[tuple[str, Dollars]]:
    """The groups that a line falls in, with its dollars in each.

    A line falls in one, but for recurrence: what is bought again is a refresh.
    """
    if by == "recurrence" and line.refresh is not None:
        first = line.dollars - line.refresh
        return [(line.recurrence, first), ("refresh", line.refresh)]
    group = {
        "line": line.name,
        "category": line.category,
        "payer": line.payer,
        "class": line.budget_class or _NOT_SAID,
        "recurrence": line.recurrence,
    }[by]
    return [(group, line.dollars)]


def _cells(line: LineCost, dollars: Dollars) -> list[Known]:
    return [
        Known(int(amount), missing)
        for amount, missing in zip(dollars[0], line.missing, strict=True)
    ]


def _row(name: str, parts: list[list[Known]], years: tuple[int, ...]) -> Cells:
    """The sum of some lines in each fiscal year and in all."""
    sums = [sum_of(cells) for cells in zip(*parts, strict=True)]
    by_year = {f"FY{year}": known for year, known in zip(years, sums, strict=True)}
    return {"name": name, **by_year, "total": sum_of(sums)}


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
    budget = projection.budget
    dollars = budget.cost.dollars[0] - budget.paid_by_others.dollars[0]
    missing = budget.local_cost.missing
    return [Known(int(a), m) for a, m in zip(dollars, missing, strict=True)]


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
