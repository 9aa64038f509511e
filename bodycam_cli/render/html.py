"""A report as one HTML page that is complete in itself.

Charts are SVG drawn in the template, not by a library: colors are CSS variables and
``currentColor``, so that the same shapes serve a light screen, a dark one and paper;
positions across are per cent, so that words keep their size on a phone; and there is
no picture that a screen reader would have to guess, as each stands beside its table.
No script, no font and no image is fetched: a policy in the page forbids it.
"""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from bodycam_cli.program.problems import RefusedError
from bodycam_cli.render.charts import picture_of
from bodycam_cli.render.layout import (
    PaperBars,
    PaperColumn,
    PaperTable,
    as_sentences,
    has_totals,
    prepare,
    published_by,
)
from bodycam_cli.render.pictures import Picture
from bodycam_cli.render.symbols import UNICODE, clean, clean_lines
from bodycam_cli.report.document import Chart, Citation, Report, Section, Table

if TYPE_CHECKING:
    from jinja2 import Environment
from bodycam_cli.render.grids import (
    SHORT,
    WORD,
    Cell,
    Grid,
    bar_of,
    column_groups,
    heading_of,
    is_note,
    look_of,
    unbroken,
)

_LONG_TITLE = 60
"""Characters; a longer title is set smaller."""

_PART_OF_WORD = re.compile(r"(?<=\w[._/@])(?=\w)(?!\d)")

_WEB_PAGE = re.compile(r"https?://[^/\s]", re.IGNORECASE)

_NOT_IN_URL = re.compile(r"[\s<>\\`\"'{}|^]")

NEEDS_JINJA = (
    "an HTML page needs jinja2, which is not installed: "
    "python3 -m pip install 'bodycam-cli[report]'"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A table on the page, its pictures above it.

    Attributes:
        id: Its name for links.
        title: Its heading; may be empty.
        caption: What a screen reader calls it.
        pictures: Its charts.
        grids: It, in as many parts as paper needs.
        facts: In place of grids, label, text and look of each value of a single row.
        sentences: What stands under it.
    """

    id: str
    title: str
    caption: str
    pictures: list[Picture]
    grids: list[Grid]
    facts: list[tuple[str, str, str]]
    sentences: list[str]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the page under a heading."""

    id: str
    title: str
    text: list[str]
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class Link:
    """A source: its number in the page, what it is, and a web address if it has one."""

    id: str
    name: str
    title: str
    published: str
    href: str
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the page, as text that is not yet HTML."""

    title: str
    answer: list[str]
    basis: list[str]
    facts: list[tuple[str, str, str]]
    chapters: list[Chapter]
    notes: list[str]
    notices: list[str]
    sources: list[Link]
    made: str
    programs: list[tuple[str, str]]
    verbatim: str = ""
    is_long: bool = False
    contents: list[tuple[str, str]] = field(default_factory=list)


def to_html(report: Report) -> str:
    """The report as a page; the same report gives the same bytes.

    Raises:
        RefusedError: jinja2 is not installed.
    """
    return _environment().get_template("page.html").render(page=_page(report))


def _environment() -> "Environment":
    """The templates, with every text escaped and nothing undefined."""
    try:
        # Costs time to load, and only a page needs it.
        from jinja2 import (  # noqa: PLC0415
            Environment,
            PackageLoader,
            StrictUndefined,
        )
    except ModuleNotFoundError as error:
        raise RefusedError(NEEDS_JINJA) from error
    environment = Environment(
        loader=PackageLoader("bodycam_cli.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["pieces"] = _pieces
    environment.filters["parts"] = _PART_OF_WORD.split
    return environment


def _pieces(text: str) -> list[tuple[str, bool]]:
    """A sentence in pieces, and whether each is a command between backticks."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return [(text, False)]
    return [(part, index % 2 == 1) for index, part in enumerate(parts) if part]


def _page(report: Report) -> Page:
    writer = _Writer(report)
    tables = list(report.tables)
    facts: list[tuple[str, str, str]] = []
    if report.sections and tables and _is_single(tables[0], ()):
        facts = writer.block(tables.pop(0)).facts
    chapters = list(writer.chapters(tables))
    contents = [(each.id, each.title) for each in chapters if each.title]
    if report.sources:
        contents.append(("sources", "Sources"))
    if report.notices:
        contents.append(("notices", "Notices"))
    return Page(
        title=clean(report.title),
        answer=[clean(text) for text in report.answer],
        basis=[clean(text) for text in report.basis],
        facts=facts,
        chapters=chapters if report.verbatim is None else [],
        notes=[clean(text) for text in report.notes],
        notices=[clean(notice.text) for notice in report.notices],
        sources=list(writer.links()),
        made=clean(shlex.join(["bodycam", *report.stamp.arguments])),
        programs=[(clean(name), sha) for name, sha in report.stamp.programs],
        is_long=len(report.title) > _LONG_TITLE,
        verbatim=clean_lines(report.verbatim or ""),
        contents=contents if len(chapters) > 1 else [],
    )


class _Writer:
    """Turns the parts of a report into the parts of a page."""

    def __init__(self, report: Report) -> None:
        """Number the sources, so that cells can link to them."""
        self._report = report
        self._anchors = {
            UNICODE.printable(source.id): f"source-{number}"
            for number, source in enumerate(report.sources, start=1)
        }

    def chapters(self, tables: Sequence[Table]) -> Iterator[Chapter]:
        """The sections, or one for all the tables of a report without any."""
        sections = self._report.sections
        if not sections:
            blocks = [self.block(each) for each in tables]
            yield Chapter("tables", "", [], blocks)
            return
        by_name = {each.name: each for each in tables}
        for section in sections:
            yield self._chapter(section, by_name)

    def _chapter(self, section: Section, tables: Mapping[str, Table]) -> Chapter:
        return Chapter(
            id=section.name,
            title=clean(section.title),
            text=[clean(text) for text in section.text],
            blocks=[self.block(tables[name], section.title) for name in section.tables],
        )

    def block(self, table: Table, name: str = "") -> Block:
        """A table with its pictures; ``name`` is what it is called without a title."""
        charts = [each for each in self._report.charts if each.table == table.name]
        paper = prepare(table, UNICODE, charts)
        pictures = [picture_of(table, chart) for chart in charts]
        is_single = _is_single(table, charts)
        return Block(
            id=f"table-{table.name}",
            title=paper.title,
            caption=paper.title or clean(name or self._report.title),
            pictures=[each for each in pictures if each is not None],
            grids=[] if is_single else list(self._grids(paper)),
            facts=_facts(paper) if is_single else [],
            sentences=list(paper.sentences),
        )

    def links(self) -> Iterator[Link]:
        """The sources, each with a link where it has a web page."""
        for source in self._report.sources:
            name = UNICODE.printable(source.id)
            yield Link(
                id=self._anchors[name],
                name=name,
                title=clean(source.title or source.url),
                published=clean(as_sentences(published_by(source))),
                href=web_address(source),
                address=clean(source.url),
            )

    def _grids(self, paper: PaperTable) -> Iterator[Grid]:
        """The columns in groups that fit on paper, notes under what they are on."""
        notes = next((c for c in paper.columns if is_note(c)), None)
        columns = [each for each in paper.columns if each is not notes]
        for group in column_groups(columns):
            is_last = group[-1] is columns[-1]
            bars = paper.bars if is_last else ()
            yield self._grid(group, bars, notes if is_last else None, paper.rows)

    def _grid(
        self,
        columns: Sequence[PaperColumn],
        bars: Sequence[PaperBars],
        notes: PaperColumn | None,
        count: int,
    ) -> Grid:
        headings = [heading_of(each, bars) for each in columns]
        headings += [Cell(unbroken(each.title), "bars") for each in bars]
        rows = []
        for index in range(count):
            drawn = [bar_of(each, index) for each in bars]
            row = [self._cell(each, index) for each in columns]
            if notes is not None:
                note = notes.cells[index]
                row[0] = replace(row[0], note="" if note == UNICODE.dash else note)
            row[0] = replace(row[0], bar=drawn[0] if drawn else None)
            row += [Cell("", "bars", bar=each) for each in drawn]
            rows.append(row)
        totals = []
        if has_totals(columns):
            totals = [
                Cell(e.total, look_of(e), is_header=e.identifies) for e in columns
            ]
            totals += [Cell("", "bars") for _ in bars]
        look = "noted" if notes is not None else "short" if count <= SHORT else ""
        return Grid(headings, rows, totals, look)

    def _cell(self, column: PaperColumn, index: int) -> Cell:
        text = column.cells[index]
        look = look_of(column)
        if max(map(len, re.split(r"[\s._/@-]", text))) > WORD:
            look += " long"
        if column.name == "left" and "-$" in text:
            look += " alarm"
        href = ""
        if column.name == "source" or column.name.endswith("_source"):
            href = self._anchors.get(text, "")
        return Cell(text, look, is_header=column.identifies, href=href)


def web_address(source: Citation) -> str:
    """The address of a source where it is a web page; "" for any other scheme."""
    url = clean(source.url)
    if not _WEB_PAGE.match(url):
        return ""
    return _NOT_IN_URL.sub(lambda match: quote(match.group()), url)


def _is_single(table: Table, charts: Sequence[Chart]) -> bool:
    """Whether a table is one row that needs no name: a list of facts."""
    identifies = any(
        column.role != "measure" and column.on_paper for column in table.columns
    )
    return len(table.rows) == 1 and not identifies and not charts


def _facts(paper: PaperTable) -> list[tuple[str, str, str]]:
    """Label, text and look of each value of a single row."""
    return [
        (each.label, each.cells[0], _alarm(each))
        for each in paper.columns
        if each.name and each.cells[0]
    ]


def _alarm(column: PaperColumn) -> str:
    is_lacking = column.name == "unfunded" and column.cells[0] not in ("$0", "—")
    return "alarm" if is_lacking else ""
