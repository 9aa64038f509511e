"""The parts of a page: a section with what it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bodycam_cli.report.document import (
    Chart,
    Column,
    Notice,
    Section,
    Table,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A section with what it is made of.

    Attributes:
        section: Its heading and sentences.
        tables: Its tables.
        charts: Their pictures.
        notices: What the reader should know beside it.
    """

    section: Section
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    notices: tuple[Notice, ...] = ()


def columns_on_paper(of: Table, names: Sequence[str]) -> tuple[Column, ...]:
    """The columns of a table, of which people see these."""
    return tuple(replace(each, on_paper=each.name in names) for each in of.columns)


def renamed(tables: Sequence[Table], prefix: str) -> tuple[Table, ...]:
    """Tables under names that no other section uses."""
    return tuple(replace(each, name=f"{prefix}_{each.name}") for each in tables)


def renamed_charts(charts: Sequence[Chart], prefix: str) -> tuple[Chart, ...]:
    """Charts of tables that are under such names."""
    return tuple(replace(each, table=f"{prefix}_{each.table}") for each in charts)


def part_of(  # noqa: PLR0913, PLR0917 (a part is these six things)
    name: str,
    title: str,
    text: Sequence[str],
    tables: Sequence[Table] = (),
    charts: Sequence[Chart] = (),
    notices: Sequence[Notice] = (),
) -> Part:
    """A part, its section naming its tables."""
    names = tuple(each.name for each in tables)
    section = Section(name, title, tuple(text), names)
    return Part(section, tuple(tables), tuple(charts), tuple(notices))
