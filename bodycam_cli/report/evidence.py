"""What an answer rests on, for a page: what is unknown, assumed and in force."""

from collections.abc import Sequence
from dataclasses import replace

from bodycam_cli.program.figures import ASSUMED, Figure, MonthFigure, Quantity
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.program.structure import Path, figures_of
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.assumptions import assumptions_report
from bodycam_cli.report.basis import (
    figure_text,
    figures_used,
)
from bodycam_cli.report.changes import only_rows
from bodycam_cli.report.document import (
    Column,
    Table,
)
from bodycam_cli.report.missing import missing_report
from bodycam_cli.report.parts import Part, columns_on_paper, part_of, renamed
from bodycam_cli.report.tables import Cells, table
from bodycam_cli.report.words import (
    counted,
)

_MOST_ASSUMED = 10
"""So many assumed figures are ranked by the dollars that rest on them."""


def assumed_of(loaded: LoadedProgram) -> list[str]:
    """How much of what the video rests on was chosen by us."""
    found = figures_used(loaded, lambda path: path[0] == "footage")
    assumed = sum(figure.source == ASSUMED for _, figure, _ in found)
    if not assumed:
        return []
    count = f"{assumed} of the {len(found)} figures"
    return [f"{count} on hours, sizes and retention are assumed, not published."]


def unknown(projection: Projection) -> Part:
    """Figures that nobody knows."""
    unknown = _chosen(projection, "unknown", ("key", "words", "note"))
    count = len(unknown.rows)
    if not count:
        text = "No figure of this program is unknown: each has a value."
        return part_of("unknown", "What is unknown", (text,))
    text = (
        f"{counted(count, 'figure')} {'is' if count == 1 else 'are'} unknown. What "
        "needs one is shown as unknown or as “at least”, never as zero."
    )
    title = "Unknown figures"
    named = replace(unknown, name="unknown", title=title, paper=_titled(unknown, title))
    return part_of("unknown", "What is unknown", (text,), (named,))


def _chosen(projection: Projection, kind: str, names: Sequence[str]) -> Table:
    """The assumed or the unknown figures, as data and with these columns on paper."""
    found = missing_report(projection, ()).tables[0]
    paper = found.paper or found
    chosen = _of_kind(found, kind)
    on_paper = replace(
        _of_kind(paper, kind), columns=columns_on_paper(paper, names), notes=()
    )
    return replace(chosen, paper=on_paper, notes=())


def _titled(found: Table, title: str) -> Table | None:
    """What people see of a table, under a title."""
    return None if found.paper is None else replace(found.paper, title=title)


def _of_kind(found: Table, kind: str) -> Table:
    """Rows of a kind that carry dollars, or an unknown number of them; the first."""
    rows = [
        index
        for index, row in enumerate(found.rows)
        if row["kind"] == kind and row["dollars"] != 0
    ]
    most = len(rows) if kind == "unknown" else _MOST_ASSUMED
    return only_rows(found, rows[:most])


def assumptions(projection: Projection) -> Part:
    """What carries most dollars without a source, then every figure in force."""
    report = assumptions_report(projection.loaded, ())
    figures = replace(report.tables[0], title="Every figure in force")
    names = ("key", "words", "dollars", "share", "note")
    title = "Assumed, by the dollars that rest on it"
    resting = _chosen(projection, "assumed", names)
    resting = replace(
        resting, name="assumed", title=title, paper=_titled(resting, title)
    )
    found = [resting] if resting.rows else []
    tables = (*found, _readable(projection.loaded, figures))
    return part_of(
        "assumptions", "Assumptions", report.answer, renamed(tables, "figures")
    )


def _readable(loaded: LoadedProgram, figures: Table) -> Table:
    """Every figure for reading: range and unit in one cell, the note under its key."""
    texts = [_figure_words(loaded, *item) for item in figures_of(loaded.program)]
    defaults = figures.rows[len(texts) :]
    texts += [f"{row['value']:,} {row['unit']}" for row in defaults]
    columns = (
        Column("key", "Figure", "text", "item"),
        Column("value", "Value", "text"),
        Column("source", "Source", "text"),
        Column("note", "Note", "text"),
    )
    rows: list[Cells] = [
        {
            "key": row["key"],
            "value": text,
            "source": row["source"] or row["origin"],
            "note": row["note"],
        }
        for row, text in zip(figures.rows, texts, strict=True)
    ]
    paper = table(figures.name, figures.title, columns, rows)
    return replace(figures, paper=paper)


def _figure_words(
    loaded: LoadedProgram,
    path: Path,
    figure: Figure | MonthFigure,
    quantity: Quantity | None,
) -> str:
    """A figure with its unit, of a price also what it is for and of which year."""
    text = figure_text(figure, quantity)
    if path[0] != "lines" or path[-1] != "price":
        return text
    per = loaded.program.lines[str(path[1])].per
    year = figure.year if isinstance(figure, Figure) else None
    text += f" per {per}" if per else ""
    return f"{text}, {year} dollars" if year else text
