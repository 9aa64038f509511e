"""A report as Markdown, for a memo or a pull request."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from bodycam_cli.render.layout import (
    PaperColumn,
    PaperTable,
    as_sentences,
    has_totals,
    in_sections,
    prepare,
    published_by,
)
from bodycam_cli.render.symbols import UNICODE, clean, clean_lines
from bodycam_cli.report.document import Citation, Report, Table

# Markup wherever it stands; a dollar sign that no digit follows may end a formula.
_MARKUP = re.compile(r"[\\`*_\[\]|~#<>]|&(?=#?\w+;)|\$(?!\d)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

# Markup at the start of a paragraph: lists, numbered lists, rules.
_START = re.compile(r"^(\d*)([-+=.)])(?=[\s=-]|$)")

_WEB_PAGE = re.compile(r"https?://", re.IGNORECASE)
_NOT_IN_URL = re.compile(r"[\s<>\\`\"]")


def to_markdown(report: Report) -> str:
    """The report as GitHub-flavored Markdown.

    Nothing that a user wrote is read as markup or HTML; the links are those of the
    sources, to web pages.
    """
    return "\n\n".join(filter(None, _parts(report))) + "\n"


def _parts(report: Report) -> Iterator[str]:
    """The parts from top to bottom; some may be empty."""
    yield f"# {_inline(report.title)}"
    if report.verbatim is None:
        yield from _answer(report)
    else:
        yield _fenced(clean_lines(report.verbatim))
    yield from _section("Notices", [_paragraph(one.text) for one in report.notices])
    yield from _section("Sources", list(map(_source, report.sources)))


def _answer(report: Report) -> Iterator[str]:
    """Basis, answer, tables and notes."""
    yield _listed(map(_paragraph, report.basis))
    yield from (f"**{_inline(sentence)}**" for sentence in report.answer[:1])
    yield _paragraph(" ".join(report.answer[1:]))
    for section, tables in in_sections(report):
        if section is not None:
            yield f"## {_inline(section.title)}"
            yield _paragraph(" ".join(section.text))
        for table in tables:
            yield from _titled(table, "##" if section is None else "###")
    yield from map(_paragraph, report.notes)


def _titled(table: Table, level: str) -> Iterator[str]:
    """A table under its title."""
    paper = prepare(table, UNICODE)
    yield f"{level} {_inline(paper.title)}" if paper.title else ""
    yield _pipe_table(paper) if paper.rows else "None."
    yield from map(_paragraph, paper.sentences)


def _pipe_table(paper: PaperTable) -> str:
    """A table with figures aligned right, its totals bold in the last row."""
    columns = paper.columns
    lines = [
        [_inline(column.label) for column in columns],
        ["---:" if column.is_right else "---" for column in columns],
        *zip(*(map(_cell, column.cells) for column in columns), strict=True),
    ]
    if has_totals(columns):
        lines.append([_total(column) for column in columns])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str) -> str:
    """A cell; spaces before its text are kept, as they show a level."""
    start = len(text) - len(text.lstrip(" "))
    return "&nbsp;" * start + _inline(text)


def _total(column: PaperColumn) -> str:
    return f"**{_inline(column.total)}**" if column.total else ""


def _source(source: Citation) -> str:
    """A source with a link to its web page; any other address is plain text."""
    title = _inline(source.title or source.url)
    address = _inline(source.url)
    if _WEB_PAGE.match(source.url):
        url = _NOT_IN_URL.sub(lambda match: quote(match.group()), clean(source.url))
        title, address = f"[{title}](<{url}>)", ""
    published = _inline(published_by(source))
    return f"{_paragraph(source.id)}: {as_sentences(title, published, address)}"


def _section(heading: str, items: list[str]) -> Iterator[str]:
    if items:
        yield f"## {heading}"
        yield _listed(items)


def _listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _fenced(text: str) -> str:
    """Text as it is, between fences longer than any in it."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    body = text.removesuffix("\n")
    return f"{fence}\n{body}\n{fence}"


def _paragraph(text: str) -> str:
    """A sentence that begins a line."""
    return _START.sub(r"\1\\\2", _inline(text))


def _inline(text: str) -> str:
    """Text of which nothing is read as markup inside a line."""
    return _MARKUP.sub(_escape, clean(text).strip())


def _escape(match: re.Match[str]) -> str:
    return _ENTITIES.get(match.group(), f"\\{match.group()}")
