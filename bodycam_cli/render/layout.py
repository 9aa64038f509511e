"""A table made ready for paper: columns chosen, cells as text, sentences below."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bodycam_cli.render.folding import fold
from bodycam_cli.render.formatting import WORDS, column_texts
from bodycam_cli.render.symbols import Symbols
from bodycam_cli.report.document import (
    Chart,
    Citation,
    Column,
    Report,
    Section,
    Table,
    Value,
)

TOTAL = "Total"


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column as it is printed; all its text is harmless and encodable.

    Attributes:
        name: Its name in the table; "" for a column that only paper has.
        label: The heading.
        cells: One text for each row.
        total: Text of the total; "" where the column does not add up.
        identifies: Whether it says which row this is.
        is_text: Whether its cells may be broken at words; figures may not.
        is_right: Whether it is aligned right.
    """

    name: str
    label: str
    cells: tuple[str, ...]
    total: str = ""
    identifies: bool = False
    is_text: bool = False
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class PaperBars:
    """A bar for each row.

    Attributes:
        title: What the bars show.
        columns: Names of the columns that a bar needs beside it.
        shares: Where it ends in each row, as a share of the longest, 0 to 1.
        starts: Where it begins; () for bars that all begin at 0.
        mark: What is marked across all of them; None for nothing.
    """

    title: str
    columns: frozenset[str]
    shares: tuple[float, ...]
    starts: tuple[float, ...] = ()
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table as it is printed.

    Attributes:
        title: The heading; may be empty.
        columns: Those worth their place, at least one where there are rows.
        rows: How many rows there are.
        bars: Bars to draw beside the rows, where the format can.
        sentences: What is printed under it.
    """

    title: str
    columns: tuple[PaperColumn, ...]
    rows: int
    bars: tuple[PaperBars, ...]
    sentences: tuple[str, ...]


def prepare(table: Table, symbols: Symbols, charts: Sequence[Chart] = ()) -> PaperTable:
    """A table ready to be drawn in any width.

    Args:
        table: The table.
        symbols: The characters that the output can take.
        charts: Bars to draw beside it; their columns are not folded away.
    """
    table = table.paper or table
    bars = [
        _bars(table, chart, symbols)
        for chart in charts
        if chart.table == table.name and chart.kind == "bars"
    ]
    visible = [one for one in bars if any(one.shares)]
    columns, folded = fold(table, frozenset().union(*(one.columns for one in visible)))
    sentences = (*folded, *_unknown_figures(table), *table.notes)
    return PaperTable(
        title=symbols.printable(table.title),
        columns=_with_total_word([_prepare(table, one, symbols) for one in columns]),
        rows=len(table.rows),
        bars=tuple(visible),
        sentences=tuple(map(symbols.printable, sentences)),
    )


def in_sections(report: Report) -> list[tuple[Section | None, list[Table]]]:
    """The tables under the section they stand in, those in none of them first."""
    placed = {name for section in report.sections for name in section.tables}
    by_name = {table.name: table for table in report.tables if table.name in placed}
    loose = [table for table in report.tables if table.name not in placed]
    return [
        (None, loose),
        *(
            (section, [by_name[name] for name in section.tables])
            for section in report.sections
        ),
    ]


def has_totals(columns: Sequence[PaperColumn]) -> bool:
    """Whether there is a total to print under these columns."""
    return any(column.total and not column.identifies for column in columns)


def published_by(source: Citation) -> str:
    """Publisher and date of a source, as far as they are known."""
    return ", ".join(filter(None, [source.publisher, source.date]))


def as_sentences(*parts: str) -> str:
    """Parts that are not empty, each with a full stop."""
    return " ".join(
        part if part.endswith(".") else f"{part}." for part in parts if part
    )


def _prepare(table: Table, column: Column, symbols: Symbols) -> PaperColumn:
    cells, total = column_texts(table, column, symbols)
    return PaperColumn(
        name=column.name,
        label=symbols.printable(column.label),
        cells=tuple(cells),
        total=total,
        identifies=column.role != "measure",
        is_text=column.unit == "text",
        is_right=column.unit not in WORDS,
    )


def _bars(table: Table, chart: Chart, symbols: Symbols) -> PaperBars:
    ends = [_length(row.get(chart.value)) for row in table.rows]
    starts = [_length(row.get(chart.start)) for row in table.rows if chart.start]
    marks = [] if chart.mark is None else [chart.mark]
    least = min([*ends, *starts, *marks]) if marks else 0
    most = max([*ends, *starts, *marks], default=0)

    def share(value: float) -> float:
        return (value - least) / (most - least or 1)

    return PaperBars(
        title=symbols.printable(chart.title),
        columns=frozenset({chart.label, chart.value}),
        shares=tuple(map(share, ends)),
        starts=tuple(map(share, starts)),
        mark=share(marks[0]) if marks else None,
    )


def _length(value: Value) -> float:
    """A value as a length; what is unknown, or below 0, has none."""
    return max(0, value) if isinstance(value, int | float) else 0


def _with_total_word(columns: list[PaperColumn]) -> tuple[PaperColumn, ...]:
    """The columns, the first one naming the row of totals where there is one."""
    if not has_totals(columns):
        return tuple(columns)
    if columns[0].identifies:
        return replace(columns[0], total=TOTAL), *columns[1:]
    blank = tuple("" for _ in columns[0].cells)
    return PaperColumn("", "", blank, TOTAL, identifies=True), *columns


def _unknown_figures(table: Table) -> list[str]:
    """One sentence that lists what the incomplete cells rest on."""
    keys = dict.fromkeys(key for cell in table.incomplete for key in cell.missing)
    return [f"Unknown: {', '.join(keys)}."] if keys else []
