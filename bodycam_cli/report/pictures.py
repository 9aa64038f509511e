"""Tables made to be drawn: few enough parts to see, and every sum kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.cost import by_year, cost_table
from bodycam_cli.report.document import Chart, Column, Table
from bodycam_cli.report.groups import MOST_YEARS_ACROSS, categories, inside
from bodycam_cli.report.tables import Cells, Known, sum_of, table
from bodycam_cli.report.words import (
    dollars_known,
    listed,
)


def category_table(projection: Projection) -> Table:
    """The table ``by_category``: a row for each fiscal year, a column for each part.

    The smallest categories are one column, ``other``, whose note names them.
    """
    groups, note = categories(projection)
    columns = (
        Column("fiscal_year", "Fiscal year", "fiscal year", "period"),
        Column("months", "Months", "months", on_paper=False),
        *(Column(each.name, each.label, "dollars", folds=False) for each in groups),
        *([] if len(groups) == 1 else [Column("cost", "Cost", "dollars", folds=False)]),
        Column("appropriation", "Appropriation", "dollars"),
    )
    calendar, budget = projection.calendar, projection.budget
    cost = by_year(budget.cost)
    rows: list[Cells] = [
        {each.name: each.parts[index] for each in groups}
        | {
            "fiscal_year": year,
            "months": int(calendar.months_in_year[index]),
            "cost": cost[index],
            "appropriation": budget.appropriations[index],
        }
        for index, year in enumerate(calendar.fiscal_years)
    ]
    totals: Cells = {each.name: each.total for each in groups} | {
        "months": calendar.months,
        "cost": sum_of(cost),
        "appropriation": budget.appropriated,
    }
    if len(groups) == 1:
        rows = [_without_cost(row) for row in rows]
        totals = _without_cost(totals)
    return table("by_category", "Cost by category", columns, rows, totals, notes=note)


def category_chart(projection: Projection) -> Chart:
    """A column for each fiscal year, its categories on top of each other."""
    groups, _ = categories(projection)
    names = tuple(each.name for each in groups)
    cost = by_year(projection.budget.cost)
    largest = listed([f"{inside(x.label)} {dollars_known(x.total)}" for x in groups])
    text = f"{_extremes(projection, cost)}"
    text += f" In all: {largest}." if len(groups) > 1 else ""
    return Chart(
        table="by_category",
        label="fiscal_year",
        value="cost" if len(groups) > 1 else names[0],
        title="Cost by fiscal year, and the appropriations",
        kind="stack",
        series=names,
        line="appropriation",
        text=text + _appropriated(projection),
    )


def money_table(projection: Projection) -> Table:
    """The table ``cost``, with what the appropriations cover of each year."""
    plain = cost_table(projection)
    budget = projection.budget
    covered = [
        Known(0 if money is None else min(local.amount, money), missing)
        for local, money in zip(
            by_year(budget.local_cost), budget.appropriations, strict=True
        )
        for missing in [local.missing if local.amount < (money or 0) else ()]
    ]
    extra = table(
        "cost",
        "",
        (Column("covered", "Covered", "dollars"),),
        [{"covered": each} for each in covered],
        {"covered": sum_of(covered)},
    )
    rows = zip(plain.rows, extra.rows, strict=True)
    return replace(
        plain,
        title="Cost against the money for it",
        columns=tuple(_money_columns(plain.columns, extra.columns[0])),
        rows=tuple({**row, **more} for row, more in rows),
        totals={**plain.totals, **extra.totals},
        incomplete=plain.incomplete + extra.incomplete,
        notes=("Covered: what the appropriation of the year pays of its local cost.",),
    )


def money_chart(projection: Projection) -> Chart:
    """A column for each fiscal year: who pays it, and what nobody pays yet."""
    budget = projection.budget
    lacking = by_year(budget.unfunded)
    years = [
        f"{dollars_known(each)} in FY{year}"
        for year, each in zip(projection.calendar.fiscal_years, lacking, strict=True)
        if each.amount or each.missing
    ]
    if len(years) > MOST_YEARS_ACROSS:
        text = (
            f"Unfunded in {len(years)} fiscal years: {dollars_known(sum_of(lacking))}"
        )
    elif years:
        text = f"Unfunded: {listed(years)}"
    else:
        text = "Nothing is unfunded in any fiscal year"
    series = {
        "covered": sum_of(by_year(budget.local_cost)).amount > sum_of(lacking).amount,
        "funding": bool(sum_of(by_year(budget.funding)).amount),
        "paid_by_others": bool(sum_of(by_year(budget.paid_by_others)).amount),
        "unfunded": True,
    }
    return Chart(
        table="cost",
        label="fiscal_year",
        value="cost",
        title="Who pays the cost of each fiscal year",
        kind="stack",
        series=tuple(name for name, is_seen in series.items() if is_seen),
        text=f"{text}.",
    )


def _without_cost(cells: Cells) -> Cells:
    return {name: cell for name, cell in cells.items() if name != "cost"}


def _extremes(projection: Projection, cost: Sequence[Known]) -> str:
    """The highest and the lowest fiscal year in a sentence."""
    years = projection.calendar.fiscal_years
    known = {
        year: part
        for part, year in zip(cost, years, strict=True)
        if not part.is_unknown
    }
    if not known:
        return "The cost of every fiscal year is unknown."
    amounts = [part.amount for part in known.values()]
    most, least = _at(known, max(amounts)), _at(known, min(amounts))
    if max(amounts) == min(amounts):
        return f"{most}."
    return f"Highest: {most}. Lowest: {least}."


def _at(known: Mapping[int, Known], amount: float) -> str:
    """An amount and the fiscal years that come to it."""
    years = [year for year, part in known.items() if part.amount == amount]
    named = listed([f"FY{year}" for year in years])
    if len(years) > MOST_YEARS_ACROSS:
        named = f"FY{years[0]} and {len(years) - 1} others"
    return f"{named}, {dollars_known(known[years[0]])}"


def _appropriated(projection: Projection) -> str:
    budget, years = projection.budget, projection.calendar.fiscal_years
    found = [
        f"{dollars_known(Known(money))} for FY{year}"
        for year, money in zip(years, budget.appropriations, strict=True)
        if money is not None
    ]
    if not found:
        return " No appropriation is on file."
    if len(found) > MOST_YEARS_ACROSS:
        total = dollars_known(Known(budget.appropriated or 0))
        return f" {total} is appropriated for {len(found)} fiscal years."
    return f" Appropriated: {listed(found)}."


def _money_columns(columns: Sequence[Column], covered: Column) -> list[Column]:
    """The columns of ``cost``; what says nothing of the money is not on paper."""
    placed: list[Column] = []
    for column in columns:
        is_read = column.name not in ("cumulative", "per_camera")
        placed.append(replace(column, on_paper=column.on_paper and is_read))
        if column.name == "appropriation":
            placed.append(covered)
    return placed
