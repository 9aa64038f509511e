"""The answers to: what is assumed or unknown, and how much rests on it?"""

from bodycam_cli.analysis.resting import (
    Resting,
    age_in_years,
    is_missing,
    resting_on_figure,
    resting_on_sources,
)
from bodycam_cli.program.figures import Figure
from bodycam_cli.program.structure import dotted, figures_of
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.basis import (
    change_basis,
    citations_of,
    estimate_basis,
    figure_text,
    title_of,
)
from bodycam_cli.report.cost import total_cost
from bodycam_cli.report.document import Column, Report
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.tables import Cells, Known, table
from bodycam_cli.report.words import counted, dollars_known, fiscal_years, listed

_FIGURES = (
    Column("key", "Figure", "text", "item"),
    Column("kind", "Kind", "text"),
    Column("value", "Value", "text"),
    Column("dollars", "Dollars resting on it", "dollars"),
    Column("share", "Of the total", "share"),
    Column("origin", "Set in", "text"),
    Column("note", "Note", "text"),
)
_SOURCES = (
    Column("source", "Source", "text", "item"),
    Column("date", "Date", "text"),
    Column("age", "Years old at the start", "years"),
    Column("figures", "Figures", "number"),
    Column("dollars", "Dollars resting on it", "dollars"),
    Column("share", "Of the total", "share"),
    Column("lines", "Lines", "text"),
)
_ONE_DOLLAR = "A dollar may rest on many figures, so the column does not add up."


def missing_report(projection: Projection, arguments: tuple[str, ...]) -> Report:
    """Figures that are assumed or unknown, those that carry most first."""
    loaded, total = projection.loaded, total_cost(projection)
    found = []
    for path, figure, quantity in figures_of(loaded.program):
        if not is_missing(figure):
            continue
        resting = resting_on_figure(projection, path)
        unknown = isinstance(figure, Figure) and figure.is_unknown
        row: Cells = {
            "key": dotted(path),
            "kind": "unknown" if unknown else "assumed",
            "value": figure_text(figure, quantity),
            "dollars": Known(0, (dotted(path),)) if unknown else resting.dollars,
            "share": None if unknown else _share(resting, total),
            "origin": str(loaded.origin(path)),
            "note": figure.note,
        }
        found.append((not unknown, -resting.dollars, row))
    rows = [row for _, _, row in sorted(found, key=lambda each: each[:2])]
    count = counted(len(rows), "figure")
    return _report(
        projection,
        (f"{count} assumed or unknown; the total is {dollars_known(total)}.",),
        _FIGURES,
        rows,
        "figures",
        arguments,
    )


def sources_report(projection: Projection, arguments: tuple[str, ...]) -> Report:
    """Every source, what rests on it, and its age when the program starts."""
    sources, total = projection.loaded.program.sources, total_cost(projection)
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
        for resting in resting_on_sources(projection)
    ]
    start = projection.loaded.program.first_month.value
    ages = f"Ages are as of {start}, when spending starts; a later source has less"
    answer = (
        f"{counted(len(rows), 'source')}; the total is {dollars_known(total)}.",
        f"{ages} than 0.",
    )
    return _report(projection, answer, _SOURCES, rows, "sources", arguments)


def _share(resting: Resting, total: Known) -> float | None:
    return round(resting.dollars / total.amount, 4) if total.amount else None


def _report(  # noqa: PLR0913, PLR0917 (the two reports differ in these alone)
    projection: Projection,
    answer: tuple[str, ...],
    columns: tuple[Column, ...],
    rows: list[Cells],
    name: str,
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
        tables=(table(name, "", columns, rows, notes=(_ONE_DOLLAR,)),),
        sources=citations_of(loaded, bool),
        stamp=stamp_of(arguments, [loaded]),
    )
