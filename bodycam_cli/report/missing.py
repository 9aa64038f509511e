"""The answers to: what is assumed or unknown, and how much rests on it?"""

from dataclasses import replace

from bodycam_cli.analysis.resting import (
    Resting,
    age_in_years,
    is_missing,
    resting_on_figure,
    resting_on_sources,
)
from bodycam_cli.program.figures import Figure, MonthFigure, Quantity
from bodycam_cli.program.structure import Path, dotted, figures_of
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.assumptions import figure_row
from bodycam_cli.report.basis import (
    change_basis,
    citations_of,
    estimate_basis,
    figure_text,
    title_of,
)
from bodycam_cli.report.cost import total_cost
from bodycam_cli.report.document import Column, Report, Table
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.tables import Cells, Known, table
from bodycam_cli.report.words import counted, dollars_known, fiscal_years, listed

_FIGURES = (
    Column("key", "Figure", "text", "item"),
    Column("kind", "Kind", "text"),
    Column("unit", "Unit", "text"),
    Column("value", "Value", "number"),
    Column("low", "Low", "number"),
    Column("likely", "Likely", "number"),
    Column("high", "High", "number"),
    Column("dollars", "Dollars resting on it", "dollars"),
    Column("share", "Of the total", "share"),
    Column("origin", "Set in", "text"),
    Column("source", "Source", "text"),
    Column("note", "Note", "text"),
)
_ON_PAPER = (
    Column("key", "Figure", "text", "item"),
    Column("kind", "Kind", "text"),
    Column("words", "Value", "text", folds=False),
    Column("dollars", "Dollars resting on it", "dollars", folds=False),
    Column("share", "Of the total", "share", folds=False),
    Column("origin", "Set in", "text"),
    Column("note", "Note", "text"),
)
_SOURCES = (
    Column("source", "Source", "text", "item"),
    Column("date", "Date", "text"),
    Column("age", "Age in years", "years"),
    Column("figures", "Figures", "number"),
    Column("dollars", "Dollars resting on it", "dollars"),
    Column("share", "Of the total", "share"),
    Column("lines", "Lines", "text"),
)
_ONE_DOLLAR = "A dollar may rest on many figures, so the column does not add up."


def missing_report(projection: Projection, arguments: tuple[str, ...]) -> Report:
    """Figures that are assumed or unknown, those that carry most first."""
    loaded, total = projection.loaded, total_cost(projection)
    found = {
        path: _missing_row(projection, total, path, figure, quantity)
        for path, figure, quantity in figures_of(loaded.program)
        if is_missing(figure)
    }
    rows = sorted(found.values(), key=_order)
    carrying = [row for row in rows if row["dollars"] != 0]
    notes = (_ONE_DOLLAR, *_idle(len(rows) - len(carrying)))
    data = table("figures", "", _FIGURES, rows)
    paper = table("figures", "", _ON_PAPER, carrying, notes=notes)
    verb = "is" if len(rows) == 1 else "are"
    count = f"{counted(len(rows), 'figure')} {verb} assumed or unknown"
    report = _report(
        projection,
        replace(data, paper=paper if rows else None),
        (f"{count}; the total is {dollars_known(total)}.", *_unsourced(projection)),
        arguments,
    )
    return replace(report, sources=citations_of(loaded, lambda path: path in found))


def _missing_row(
    projection: Projection,
    total: Known,
    path: Path,
    figure: Figure | MonthFigure,
    quantity: Quantity | None,
) -> Cells:
    resting = resting_on_figure(projection, path)
    unknown = isinstance(figure, Figure) and figure.is_unknown
    return {
        **figure_row(projection.loaded, path, figure, quantity),
        "kind": "unknown" if unknown else "assumed",
        "words": figure_text(figure, quantity),
        "dollars": Known(0, (dotted(path),)) if unknown else resting.dollars,
        "share": None if unknown else _share(resting, total),
    }


def _idle(count: int) -> list[str]:
    """That figures which carry nothing are not printed."""
    if not count:
        return []
    others = counted(count, "other")
    verb = "carries" if count == 1 else "carry"
    return [f"{others} {verb} no dollar of this estimate; --format json has them too."]


def _order(row: Cells) -> tuple[bool, float]:
    """Unknown figures first, then those that carry most."""
    dollars = row["dollars"]
    carried = float(dollars) if isinstance(dollars, int) else 0.0
    return row["kind"] != "unknown", -carried


def _unsourced(projection: Projection) -> list[str]:
    """That other figures have no source at all."""
    program = projection.loaded.program
    count = sum(
        figure.source is None and not is_missing(figure)
        for _, figure, _ in figures_of(program)
    )
    if not count:
        return []
    others = counted(count, "other figure")
    verbs = "names no source and is" if count == 1 else "name no source and are"
    return [f"{others} {verbs} not listed here."]


def sources_report(projection: Projection, arguments: tuple[str, ...]) -> Report:
    """Every source, what rests on it, and its age when the program starts."""
    sources, total = projection.loaded.program.sources, total_cost(projection)
    found = resting_on_sources(projection)
    rows: list[Cells] = [
        {
            "source": resting.name,
            "date": sources[resting.name].date if resting.name in sources else None,
            "age": age_in_years(projection, resting.name),
            "figures": resting.figures,
            "dollars": resting.dollars,
            "share": _share(resting, total),
            "lines": listed(resting.lines),
        }
        for resting in found
    ]
    start = projection.loaded.program.first_month.value
    count = counted(sum(resting.name in sources for resting in found), "source")
    ages = f"Ages are in years at {start}, when spending starts"
    answer = (
        f"{count}; the total is {dollars_known(total)}.",
        f"{ages}; that of a later source is below 0.",
    )
    data = table("sources", "", _SOURCES, rows, notes=(_ONE_DOLLAR,))
    report = _report(projection, data, answer, arguments)
    return replace(report, sources=citations_of(projection.loaded, bool))


def _share(resting: Resting, total: Known) -> float | None:
    return round(resting.dollars / total.amount, 4) if total.amount else None


def _report(
    projection: Projection,
    data: Table,
    answer: tuple[str, ...],
    arguments: tuple[str, ...],
) -> Report:
    loaded = projection.loaded
    span = fiscal_years(projection.calendar.fiscal_years)
    return Report(
        command="assumptions",
        title=title_of(loaded),
        basis=(f"{estimate_basis(projection)} {span}.", *change_basis(loaded)),
        estimate=projection.estimate,
        answer=answer,
        tables=(data,),
        stamp=stamp_of(arguments, [loaded]),
    )
