"""A report on a terminal, or as plain text in a pipe or a file.

The one file that knows rich, which says how many cells a text takes and writes
color. Everything is laid out before rich sees it: it wraps and cuts nothing.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from rich.cells import cell_len

from bodycam_cli.render.drawing import Canvas, Line, draw
from bodycam_cli.render.layout import (
    as_sentences,
    in_sections,
    prepare,
    published_by,
)
from bodycam_cli.render.prose import wrap
from bodycam_cli.render.screen import NARROWEST, PROSE, room_of, takes_color
from bodycam_cli.render.symbols import symbols_of
from bodycam_cli.report.document import Report, Table


def print_report(
    report: Report,
    stream: TextIO,
    *,
    width: int | None = None,
    color: bool | None = None,
) -> None:
    """Print the answer for people: title, sentences, tables and sources.

    Text that is itself the answer needs no layout: ``write_report`` prints it.

    Args:
        report: The answer.
        stream: Where to. Its width, encoding and color are respected.
        width: Cells to keep to, at least 20; None is the terminal's width, and off
            a terminal no limit for tables.
        color: Whether to color; None lets the environment and the stream decide.
    """
    symbols = symbols_of(stream)
    room = room_of(stream) if width is None else max(width, NARROWEST)
    lines = _Page(report, Canvas(symbols, cell_len, room)).lines()
    stream.write(_written(lines, color=takes_color(stream) if color is None else color))


def _written(lines: Iterable[Line], *, color: bool) -> str:
    """Lines as text, with escape sequences only where color is wanted."""
    if not color:
        return "".join(f"{''.join(text for text, _ in line)}\n" for line in lines)
    # Imported here: it takes longer to load than an answer to make.
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=PROSE,
        height=PROSE,  # without it, rich takes no width on a dumb terminal
        force_terminal=True,
        color_system="standard",
        no_color=False,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
    )
    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class _Page:
    """A report being laid out.

    Attributes:
        report: The answer.
        canvas: What it is drawn on.
    """

    report: Report
    canvas: Canvas

    def lines(self) -> Iterator[Line]:
        """All lines from top to bottom, the parts set apart by empty ones."""
        for index, part in enumerate(filter(None, self._parts())):
            if index:
                yield []
            yield from part

    def _parts(self) -> Iterator[list[Line]]:
        report = self.report
        yield [*self._prose([report.title], "bold"), *self._prose(report.basis)]
        yield [*self._prose(report.answer[:1], "bold"), *self._prose(report.answer[1:])]
        for section, tables in in_sections(report):
            if section is not None:
                title = self._prose([section.title.upper()], "bold")
                yield [*title, *self._prose(section.text)]
            for table in tables:
                yield from self._table(table)
        yield list(self._prose(report.notes))
        yield self._sources()

    def _table(self, table: Table) -> Iterator[list[Line]]:
        """The title above the first part of a table, and its sentences below."""
        paper = prepare(table, self.canvas.symbols, self.report.charts)
        drawn = draw(paper, self.canvas) if paper.rows else [[[("None.", "")]]]
        for index, lines in enumerate(drawn):
            title = self._prose(filter(None, [paper.title]), "bold")
            yield lines if index else [*title, *lines]
        yield list(self._prose(paper.sentences))

    def _sources(self) -> list[Line]:
        lines: list[Line] = [[("Sources", "bold")]] if self.report.sources else []
        for source in self.report.sources:
            text = as_sentences(source.title, published_by(source))
            words = filter(None, [f"{source.id}:", text, source.url])
            lines += self._prose([" ".join(words)], hang=2)
        return lines

    def _prose(
        self, sentences: Iterable[str], style: str = "", hang: int = 0
    ) -> Iterator[Line]:
        """Sentences, each from a new line, wrapped at words."""
        room = min(self.canvas.room, PROSE)
        measure = self.canvas.measure
        for sentence in sentences:
            text = self.canvas.symbols.printable(sentence)
            for line in wrap(text, room, measure=measure, hang=hang):
                yield [(line, style)]
