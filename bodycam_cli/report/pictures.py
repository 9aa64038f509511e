"""Tables made to be drawn: few enough parts to see, and every sum kept."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bodycam_cli.program.dates import month_words
from bodycam_cli.projection.costs import LineCost
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.cost import by_year, cost_table
from bodycam_cli.report.document import Chart, Column, Incomplete, Table, Value
from bodycam_cli.report.tables import Cells, Known, sum_of, table
from bodycam_cli.report.words import (
    counted,
    dollars_known,
    fiscal_years,
    listed,
)

_MOST_CATEGORIES = 7
"""So many can be told apart in one column of a chart."""

_MOST_LINES = 12
"""Lines that a table for reading names; the others are one row."""

_MOST_STEPS = 6
"""So many steps of a rollout are told one by one."""

_MOST_YEARS_ACROSS = 6
"""Fiscal years that fit across a page beside a name and a total."""

_OTHER = "other"


@dataclass(frozen=True, slots=True)
class _Group:
    """Lines that belong together.

    Attributes:
        name: Its name as data.
        label: Its name on paper.
        parts: Their cost by fiscal year.
        payer: Who pays; "" where several do.
    """

    name: str
    label: str
    parts: tuple[Known, ...]
    payer: str = ""

    @property
    def total(self) -> Known:
        """Their cost in all fiscal years."""
        return sum_of(self.parts)


def category_table(projection: Projection) -> Table:
    """The table ``by_category``: a row for each fiscal year, a column for each part.

    The smallest categories are one column, ``other``, whose note names them.
    """
    groups, note = _categories(projection)
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
    groups, _ = _categories(projection)
    names = tuple(each.name for each in groups)
    cost = by_year(projection.budget.cost)
    largest = listed([f"{_inside(x.label)} {dollars_known(x.total)}" for x in groups])
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
    if len(years) > _MOST_YEARS_ACROSS:
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


def largest_lines(projection: Projection) -> Table | None:
    """The table ``lines``: the largest, and one row for all others; None for one line.

    Few fiscal years stand across; of many, only the total.
    """
    if len(projection.lines) == 1:
        return None
    groups = [
        _Group(line.name, line.title or line.name, _parts([line]), line.payer)
        for line in projection.lines
    ]
    groups.sort(key=lambda group: -group.total.amount)
    shown = groups if len(groups) <= _MOST_LINES + 1 else groups[:_MOST_LINES]
    rest = groups[len(shown) :]
    if rest:
        label = counted(len(rest), "other line")
        shown = [*shown, _Group(_OTHER, label, _together(rest))]
    years = projection.calendar.fiscal_years
    across = years if len(years) <= _MOST_YEARS_ACROSS else ()
    columns = (
        Column("line", "Line", "text", "item"),
        Column("name", "Name", "text", on_paper=False),
        Column("payer", "Paid by", "text", folds=True),
        *(Column(f"FY{year}", f"FY{year}", "dollars", folds=False) for year in across),
        Column("total", "Total", "dollars", folds=False),
    )
    rows: list[Cells] = [
        {
            **_by_year(group.parts, across),
            "line": group.label,
            "name": group.name,
            "payer": group.payer or None,
            "total": group.total,
        }
        for group in shown
    ]
    parts = _together(groups)
    totals: Cells = {**_by_year(parts, across), "total": sum_of(parts)}
    title = f"Cost by line, {fiscal_years(years)}"
    return table("lines", title, columns, rows, totals)


def months_of_change(months: Table) -> Table:
    """The table ``rollout``: the months in which cameras or officers change."""
    names = [column.name for column in months.columns if column.name != "month"]
    rows = list(months.rows)
    kept = [
        index
        for index, row in enumerate(rows)
        if index in (0, len(rows) - 1)
        or any(row[name] != rows[index - 1][name] for name in names[1:])
        or row[names[0]]
    ]
    note = "Months between two rows are as the earlier one."
    short = only_rows(months, kept)
    return replace(
        short,
        name="rollout",
        title="Cameras and officers, where they change",
        notes=(*months.notes, note),
    )


def rollout_chart(changes: Table) -> Chart:
    """Cameras in service over the months."""
    steps = [
        f"{row['cameras_in_service']:,} from {_month_words(row)}"
        for before, row in zip([None, *changes.rows], changes.rows, strict=False)
        if row["cameras_in_service"] != (before or {}).get("cameras_in_service", 0)
    ]
    text = f"Cameras in service: {listed(steps or ['none'])}."
    if len(steps) > _MOST_STEPS:
        text = f"Cameras in service: {steps[0]}, in {len(steps)} steps to {steps[-1]}."
    return Chart(
        table="rollout",
        label="month",
        value="cameras_in_service",
        title="Cameras in service",
        kind="steps",
        text=text,
    )


def only_rows(whole: Table, kept: Sequence[int]) -> Table:
    """Some rows of a table, without its totals where any row is left out."""
    places = {index: place for place, index in enumerate(kept)}
    incomplete = tuple(
        Incomplete(places[cell.row], cell.column, cell.missing)
        for cell in whole.incomplete
        if isinstance(cell.row, int) and cell.row in places
    )
    rows = tuple(whole.rows[index] for index in kept)
    if len(rows) == len(whole.rows):
        return whole
    return replace(whole, rows=rows, incomplete=incomplete, totals=_kept_totals(whole))


def _kept_totals(whole: Table) -> dict[str, Value]:
    """Totals of what is bought count rows that are left out, which bought nothing."""
    return {
        name: total for name, total in whole.totals.items() if name == "cameras_bought"
    }


def _categories(projection: Projection) -> tuple[list[_Group], tuple[str, ...]]:
    """The categories from the largest to the smallest, and what the last one is."""
    lines: dict[str, list[LineCost]] = defaultdict(list)
    for line in projection.lines:
        lines[_category(projection, line)].append(line)
    groups = [
        _Group(name, _label(name), _parts(of_name)) for name, of_name in lines.items()
    ]
    groups.sort(key=lambda group: (group.name == _OTHER, -group.total.amount))
    if len(groups) <= _MOST_CATEGORIES:
        return groups, ()
    shown, rest = groups[: _MOST_CATEGORIES - 1], groups[_MOST_CATEGORIES - 1 :]
    named = listed([_inside(group.label) for group in rest if group.name != _OTHER])
    other = _Group(_OTHER, _label(_OTHER), _together(rest))
    return [*shown, other], (f"Other: {named}.",)


def _category(projection: Projection, line: LineCost) -> str:
    return "published" if projection.estimate == "published" else line.category


def _label(name: str) -> str:
    return "Published estimate" if name == "published" else name.capitalize()


def _inside(label: str) -> str:
    """A label as it reads inside a sentence."""
    return label[:1].lower() + label[1:]


def _parts(lines: Sequence[LineCost]) -> tuple[Known, ...]:
    """The cost of some lines by fiscal year."""
    by_line = [
        [
            Known(int(amount), missing)
            for amount, missing in zip(line.dollars[0], line.missing, strict=True)
        ]
        for line in lines
    ]
    return tuple(map(sum_of, zip(*by_line, strict=True)))


def _together(groups: Sequence[_Group]) -> tuple[Known, ...]:
    return tuple(map(sum_of, zip(*(each.parts for each in groups), strict=True)))


def _by_year(parts: Sequence[Known], years: Sequence[int]) -> dict[str, Known]:
    return {f"FY{year}": part for year, part in zip(years, parts, strict=False)}


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
    if len(years) > _MOST_YEARS_ACROSS:
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
    if len(found) > _MOST_YEARS_ACROSS:
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


def _month_words(row: Mapping[str, Value]) -> str:
    """The month of a row as ``June 2019``."""
    year, _, month = str(row["month"]).partition("-")
    return month_words(int(year) * 12 + int(month) - 1)
