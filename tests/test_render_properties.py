"""What holds for every report: nothing is cut, nothing hostile does harm."""

import csv
import io
import json
import re
from collections import Counter
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reports import STAMP
from rich.cells import cell_len

from bodycam_cli.render.csv_table import to_csv
from bodycam_cli.render.json_document import to_json
from bodycam_cli.render.layout import prepare
from bodycam_cli.render.markdown import to_markdown
from bodycam_cli.render.symbols import UNICODE, Symbols
from bodycam_cli.render.terminal import print_report
from bodycam_cli.report.document import (
    Chart,
    Citation,
    Column,
    Incomplete,
    Notice,
    Report,
    Table,
    Unit,
    Value,
)

UNITS: tuple[Unit, ...] = (
    *("dollars", "dollars per camera", "cameras", "TB", "share", "number"),
    *("months", "fiscal year", "text"),
)
WORDS = ("Cost", "Paid by others", "Cost per camera-year", "Appropriation", "n", "")
HOSTILE = (
    *("[red]", "[/usr]", "a | b", "a\nb\r\nc", "\x1b[31mred\x1b]0;title\x07", "\x9b2J"),
    *("\u202eevil\u2066", '=HYPERLINK("http://a")', "+1", "-1", "@x", "\t=1", "\ud800"),
    *("<script>", "**b**", "`c`", "[x](javascript:y)", "# h", "x" * 10_000, "東" * 500),
    *("a " * 500, "", " ", "—", "\u2028", "&copy;", "👮‍♀️", "e\u0301" * 30),
)


def values(unit: Unit) -> st.SearchStrategy[Value]:
    """Values of a unit, nothing included."""
    if unit == "text":
        return st.one_of(st.none(), st.sampled_from(["announcement", "a b c", ""]))
    if unit == "fiscal year":
        return st.one_of(st.none(), st.integers(2015, 2060))
    if unit in {"months", "cameras"}:
        return st.one_of(st.none(), st.just(0), st.integers(0, 10**6))
    whole = st.integers(-(10**11), 10**11)
    parts = st.floats(-1e9, 1e9, allow_nan=False)
    return st.one_of(st.none(), st.just(0), whole, whole, parts)


@st.composite
def tables(draw: st.DrawFn, name: str) -> Table:
    """A table of any shape, with gaps and totals anywhere."""
    measures = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=9))
    labels = st.sampled_from(WORDS)
    identifying = [
        Column("year", "Fiscal year", "fiscal year", "period"),
        Column("line", "Line", "text", "item"),
    ][: draw(st.integers(0, 2))]
    columns = (
        *identifying,
        *(Column(f"m{i}", draw(labels), unit) for i, unit in enumerate(measures)),
    )
    rows = tuple(
        {column.name: draw(values(column.unit)) for column in columns}
        for _ in range(draw(st.integers(0, 4)))
    )
    names = [column.name for column in columns if column.role == "measure"]
    totals = {
        column.name: draw(values(column.unit))
        for column in columns
        if column.role == "measure" and draw(st.booleans())
    }
    places = [*product([*range(len(rows)), "totals"], names)]
    gaps = draw(st.lists(st.sampled_from(places), max_size=4, unique=True))
    incomplete = tuple(
        Incomplete(
            "totals" if row == "totals" else int(row), column, ("lines.a.price",)
        )
        for row, column in gaps
    )
    return Table(name, draw(labels), columns, rows, totals, incomplete)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report of one or two tables, perhaps with bars."""
    found = (draw(tables("t0")), *draw(st.lists(tables("t1"), max_size=1)))
    charts = tuple(
        Chart("t0", "year", "m0", "Bars") for _ in range(draw(st.integers(0, 2)))
    )
    return Report("cost", "A report", STAMP, tables=found, charts=charts)


def printed(report: Report, width: int | None, encoding: str = "utf-8") -> str:
    """The report as text, in a width and an encoding."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    print_report(report, stream, width=width, color=False)
    stream.flush()
    return raw.getvalue().decode(encoding)


def amounts(report: Report, encoding: str = "utf-8") -> Counter[str]:
    """The figures that paper must show, and how often."""
    papers = [
        prepare(table, Symbols(encoding), report.charts) for table in report.tables
    ]
    return Counter(
        text
        for paper in papers
        if paper.rows
        for column in paper.columns
        if column.is_right
        for text in (*column.cells, column.total)
        if re.search(r"\d", text)
    )


def lacks(text: str, figures: Counter[str]) -> dict[str, int]:
    """The figures that do not stand whole in the text, often enough."""
    return {
        figure: count
        for figure, count in figures.items()
        if len(re.findall(rf"(?<![^\s*]){re.escape(figure)}(?![^\s*])", text)) < count
    }


@given(reports(), st.integers(20, 200))
@settings(deadline=None, max_examples=300)
def test_every_amount_appears_whole_at_every_width(report: Report, width: int) -> None:
    """On a terminal, in a pipe, and where only ASCII can be written."""
    assert lacks(printed(report, width), amounts(report)) == {}
    assert lacks(printed(report, None), amounts(report)) == {}
    ascii_text = printed(report, width, "ascii")
    assert lacks(ascii_text, amounts(report, "ascii")) == {}


@given(reports())
@settings(deadline=None, max_examples=20)
def test_lines_keep_to_the_terminal_from_40_cells_on(report: Report) -> None:
    """No figure here is longer than a line of that width."""
    for width in range(40, 201):
        assert max(map(cell_len, printed(report, width).splitlines())) <= width


@given(reports())
@settings(deadline=None)
def test_the_same_number_is_in_every_format(report: Report) -> None:
    """JSON and CSV have the numbers themselves, paper has them as text."""
    document = json.loads(to_json(report))
    rows = list(csv.DictReader(io.StringIO(to_csv(report))))
    wanted = [
        value
        for table in report.tables
        for row in (*table.rows, table.totals)
        for column in table.columns
        if column.role == "measure"
        and isinstance(value := row.get(column.name), int | float)
    ]
    in_json = [
        row.get(column["name"])
        for table in document["tables"]
        for row in (*table["rows"], table["totals"])
        for column in table["columns"]
        if column["name"].startswith("m")
    ]
    in_csv = [
        row["value"]
        for row in rows
        if row["unit"] != "text" and row["value"] and row["measure"][0] == "m"
    ]
    assert [value for value in in_json if isinstance(value, int | float)] == wanted
    assert [Decimal(value) for value in in_csv] == [
        Decimal(str(value)) for value in wanted
    ]
    assert lacks(to_markdown(report), amounts(report)) == {}


def hostile_report(text: str) -> Report:
    """A report that has the text wherever a user's words may come."""
    columns = (
        Column("program", text, "text", "program"),
        Column("item", text, "text", "item"),
        Column("month", text, "month", "period"),
        Column("cost", text, "dollars"),
        Column("left", "Left", "dollars"),
        Column("unit", text, "text"),
        Column("source", text, "text"),
    )
    row: dict[str, Value] = dict.fromkeys(("program", "item", "unit", "source"), text)
    row |= {"month": "2019-06", "cost": 1_234_567, "left": -5}
    missing = (Incomplete(1, "left", (text,)), Incomplete("totals", "cost", (text,)))
    table = Table(
        "t", text, columns, (row, row), {"cost": 2_469_134}, missing, notes=(text,)
    )
    return Report(
        *("cost", text, STAMP),
        basis=(text, text),
        answer=(text, text),
        tables=(table,),
        charts=(Chart("t", "item", "cost", text),),
        notes=(text,),
        notices=(Notice("x", text, {text: text}),),
        sources=(Citation(text, text, text, text, text),),
    )


_ANY_TEXT = st.text(st.characters(codec=None), max_size=60)
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def harm_done(text: str) -> list[str]:
    """What a hostile text achieves, in any format."""
    report = hostile_report(text)
    outputs = {
        **{
            f"terminal {width}": printed(report, width) for width in (20, 60, 150, None)
        },
        "json": to_json(report),
        "csv": to_csv(report),
        "markdown": to_markdown(report),
    }
    harm = [name for name, output in outputs.items() if _OBEYED.search(output)]
    harm += [name for name, output in outputs.items() if "1,234,567" not in output]
    return [one for one in harm if one not in {"json", "csv"}] + _harm_to_data(report)


def _harm_to_data(report: Report) -> list[str]:
    harm = []
    document = json.loads(to_json(report))
    if document["tables"][0]["rows"][0]["cost"] != 1_234_567:
        harm.append("json")
    for row in csv.reader(io.StringIO(to_csv(report))):
        is_number = row[5].lstrip("-").isdigit()
        cells = row[:5] + row[6:] + ([] if is_number else [row[5]])
        if len(row) != 8 or any(cell.strip()[:1] in {*"=+-@"} - {""} for cell in cells):
            harm.append("csv")
    found = MarkdownIt("commonmark").enable("table").parse(to_markdown(report))
    inner = [child for token in found for child in token.children or []]
    kinds = {token.type for token in [*found, *inner]}
    if kinds & {"html_block", "html_inline", "code_block", "fence", "image", "em"}:
        harm.append("markdown")
    if sum(token.type == "tr_open" for token in found) != 4:
        harm.append("rows of markdown")
    return harm


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_no_harm(text: str) -> None:
    """Markup, formulas, escape sequences and endless names are words here."""
    assert harm_done(text) == []


@given(_ANY_TEXT)
@settings(deadline=None, max_examples=200)
@example("\\|")
@example("a\\")
def test_no_text_at_all_does_harm(text: str) -> None:
    """Whatever somebody writes into a program file."""
    assert harm_done(text) == []


@given(_ANY_TEXT)
@settings(deadline=None)
def test_encoding_never_fails(text: str) -> None:
    """The text is replaced where it must be, and the figures stay."""
    for encoding in ("ascii", "latin-1", "cp1252", "utf-8"):
        output = printed(hostile_report(text), 80, encoding)
        assert "$1,234,567" in output
        assert "\x1b" not in output


def test_a_canvas_of_unicode_is_the_default() -> None:
    """Files are written as UTF-8."""
    assert UNICODE.encoding == "utf-8"
