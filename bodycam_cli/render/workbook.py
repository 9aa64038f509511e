"""Any report as a workbook of values: a sheet for each table."""

from bodycam_cli.render.excel import to_xlsx
from bodycam_cli.report.document import Citation, Notice, Report, Table
from bodycam_cli.report.workbook.document import Cell, Row, Sheet, Workbook
from bodycam_cli.report.workbook.tables import heading, note, table_rows, widths_of

_FOOTER = "Made by bodycam. Values, not formulas."
_LONGEST_NAME = 31
_ACROSS = 6
_NOTES = "Notes"


def to_workbook(report: Report) -> bytes:
    """The tables of a report as an Excel file.

    Raises:
        RefusedError: XlsxWriter is not installed.
    """
    sheets = [_sheet(report, table) for table in report.tables]
    notes = _notes_sheet(report)
    return to_xlsx(Workbook(report.title, _FOOTER, (*sheets, notes)))


def _sheet(report: Report, table: Table) -> Sheet:
    """A table under the title of its report."""
    rows: list[Row] = [[Cell(report.title, look="title")]]
    if table.title:
        rows.append([Cell(table.title, look="section")])
    rows += [[note(text, _ACROSS)] for text in report.basis]
    top = len(rows) + 1
    rows += [[], *table_rows(table)]
    rows += [[], *([note(text, _ACROSS)] for text in (*_unknown(table), *table.notes))]
    widths = widths_of(rows)
    return Sheet(
        table.name[:_LONGEST_NAME], rows, tuple(widths), (top + 1, 1), (top, top)
    )


def _unknown(table: Table) -> list[str]:
    keys = dict.fromkeys(key for cell in table.incomplete for key in cell.missing)
    return [f"Unknown: {', '.join(keys)}."] if keys else []


def _notes_sheet(report: Report) -> Sheet:
    """The answer in sentences, notes, notices, sources and what made them."""
    rows: list[Row] = [[Cell(report.title, look="title")]]
    parts = (("Answer", report.answer), ("Notes", report.notes))
    for title, texts in (*parts, ("Notices", _texts(report.notices))):
        if texts:
            rows += [[], [Cell(title, look="section")]]
            rows += [[Cell(text, look="wrapped", across=4)] for text in texts]
    rows += _sources(report.sources)
    stamp = report.stamp
    made = " ".join(["bodycam", *stamp.arguments])
    rows += [[], [Cell(f"bodycam {stamp.version}: {made}", look="wrapped", across=4)]]
    return Sheet(_NOTES, rows, (20, 48, 24, 48))


def _texts(notices: tuple[Notice, ...]) -> tuple[str, ...]:
    return tuple(notice.text for notice in notices)


def _sources(sources: tuple[Citation, ...]) -> list[Row]:
    if not sources:
        return []
    head = [heading(each) for each in ("Source", "Title", "Publisher", "Address")]
    rows: list[Row] = [[], [Cell("Sources", look="section")], head]
    return rows + [
        [
            Cell(source.id, look="wrapped"),
            Cell(source.title, look="wrapped"),
            Cell(
                ", ".join(filter(None, [source.publisher, source.date])), look="wrapped"
            ),
            Cell(source.url, look="wrapped"),
        ]
        for source in sources
    ]
