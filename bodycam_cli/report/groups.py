"""Lines in groups few enough to see, with every sum kept."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bodycam_cli.projection.costs import LineCost
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.document import Column, Table
from bodycam_cli.report.tables import Cells, Known, sum_of, table
from bodycam_cli.report.words import (
    counted,
    fiscal_years,
    listed,
)

_MOST_CATEGORIES = 7
"""So many can be told apart in one column of a chart."""

_MOST_LINES = 12
"""Lines that a table for reading names; the others are one row."""

MOST_YEARS_ACROSS = 6
"""Fiscal years that fit across a page beside a name and a total."""

_OTHER = "other"


@dataclass(frozen=True, slots=True)
class Group:
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


def largest_lines(projection: Projection) -> Table | None:
    """The table ``lines``: the largest, and one row for all others; None for one line.

    Few fiscal years stand across; of many, only the total.
    """
    if len(projection.lines) == 1:
        return None
    groups = [
        Group(line.name, line.title or line.name, parts_of([line]), line.payer)
        for line in projection.lines
    ]
    groups.sort(key=lambda group: -group.total.amount)
    shown = groups if len(groups) <= _MOST_LINES + 1 else groups[:_MOST_LINES]
    rest = groups[len(shown) :]
    if rest:
        label = counted(len(rest), "other line")
        shown = [*shown, Group(_OTHER, label, parts_together(rest))]
    years = projection.calendar.fiscal_years
    across = years if len(years) <= MOST_YEARS_ACROSS else ()
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
    parts = parts_together(groups)
    totals: Cells = {**_by_year(parts, across), "total": sum_of(parts)}
    title = f"Cost by line, {fiscal_years(years)}"
    return table("lines", title, columns, rows, totals)


def categories(projection: Projection) -> tuple[list[Group], tuple[str, ...]]:
    """The categories from the largest to the smallest, and what the last one is."""
    lines: dict[str, list[LineCost]] = defaultdict(list)
    for line in projection.lines:
        lines[_category(projection, line)].append(line)
    groups = [
        Group(name, _label(name), parts_of(of_name)) for name, of_name in lines.items()
    ]
    groups.sort(key=lambda group: (group.name == _OTHER, -group.total.amount))
    if len(groups) <= _MOST_CATEGORIES:
        return groups, ()
    shown, rest = groups[: _MOST_CATEGORIES - 1], groups[_MOST_CATEGORIES - 1 :]
    named = listed([inside(group.label) for group in rest if group.name != _OTHER])
    other = Group(_OTHER, _label(_OTHER), parts_together(rest))
    return [*shown, other], (f"Other: {named}.",)


def _category(projection: Projection, line: LineCost) -> str:
    return "published" if projection.estimate == "published" else line.category


def _label(name: str) -> str:
    return "Published estimate" if name == "published" else name.capitalize()


def inside(label: str) -> str:
    """A label as it reads inside a sentence."""
    return label[:1].lower() + label[1:]


def parts_of(lines: Sequence[LineCost]) -> tuple[Known, ...]:
    """The cost of some lines by fiscal year."""
    by_line = [
        [
            Known(int(amount), missing)
            for amount, missing in zip(line.dollars[0], line.missing, strict=True)
        ]
        for line in lines
    ]
    return tuple(map(sum_of, zip(*by_line, strict=True)))


def parts_together(groups: Sequence[Group]) -> tuple[Known, ...]:
    """The cost of some groups by fiscal year."""
    return tuple(map(sum_of, zip(*(each.parts for each in groups), strict=True)))


def _by_year(parts: Sequence[Known], years: Sequence[int]) -> dict[str, Known]:
    return {f"FY{year}": part for year, part in zip(years, parts, strict=False)}
