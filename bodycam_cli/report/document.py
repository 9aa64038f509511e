"""The answer to one question, as data.

Every command makes one Report, and every format renders any Report. Nothing here
knows a terminal, a file format or a program: values are plain numbers and text,
and each column says what its values are and what part they play.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Value = int | float | str | None
"""A cell: a number, text, or None where nothing is known or nothing applies."""

Unit = Literal[
    "dollars",
    "dollars per camera",
    "dollars per camera-year",
    "dollars per year",
    "cameras",
    "camera-years",
    "officers",
    "programs",
    "sessions",
    "hours",
    "TB",
    "months",
    "years",
    "month",
    "fiscal year",
    "share",
    "number",
    "text",
]
"""What a column's numbers are.

``fiscal year`` is an integer such as 2019, shown as FY2019; ``month`` is text such as
``2019-06``; ``share`` is a fraction, 0.03 shown as 3.0 %; ``text`` is anything else.
"""

Facts = Mapping[str, Value | Sequence[Value]]
"""The numbers and names of a notice, as data."""

Role = Literal["program", "period", "item", "measure"]
"""Which question a column answers: whose, when, which one, or how much."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: The name in JSON and CSV, such as ``local_cost``.
        label: The heading on paper, such as ``Local cost``.
        unit: What its values are.
        role: Whether it says whose, when, which one, or how much.
        bound: The word for a partial value: the known part is a lower or an upper
            bound of the whole.
        on_paper: False keeps it out of tables that people read (its meaning is
            carried by another column); JSON and CSV always have it.
        folds: Whether it may be left out on paper where it says nothing new: False
            for columns that only make sense side by side, such as fiscal years.
    """

    name: str
    label: str
    unit: Unit
    role: Role = "measure"
    bound: Literal["at least", "at most"] = "at least"
    on_paper: bool = True
    folds: bool = True


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A cell that rests on unknown figures.

    Its value is the known part, or None where nothing is known.

    Attributes:
        row: Index of the row from 0, or ``"totals"``.
        column: Name of the column.
        missing: Keys of the figures that are unknown, such as
            ``lines.staff_time.price``.
    """

    row: int | Literal["totals"]
    column: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values under named columns.

    Attributes:
        name: The name in JSON and CSV, such as ``by_year``.
        title: The heading on paper; may be empty.
        columns: In order; the first ones identify a row.
        rows: One value for each column, by its name.
        totals: For what adds up, by column name; never a row.
        incomplete: The cells that rest on unknown figures.
        notes: Sentences printed under the table.
        paper: The same values laid out for reading, where the tidy rows that data
            wants are not what a person wants; formats for people print it instead.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Value], ...]
    totals: Mapping[str, Value] = field(default_factory=dict)
    incomplete: tuple[Incomplete, ...] = ()
    notes: tuple[str, ...] = ()
    paper: "Table | None" = None


ChartKind = Literal["bars", "stack", "group", "steps", "fan"]
"""How a chart draws the rows of its table.

``bars``: a bar beside each row. ``stack``: a column for each row, its series on top of
each other. ``group``: columns side by side. ``steps``: an area over months, level from
each row's month to the next. ``fan``: bands between series, from the lowest to the
highest, around the middle one.
"""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of the rows of a table.

    Attributes:
        table: Name of the table.
        label: Column that names a bar.
        value: Column whose value, 0 or more, is where the bar ends; the height of a
            stack, of a step, the middle of a fan.
        title: What the bars show.
        start: Column whose value, 0 or more, is where the bar begins: a range or a
            step of a waterfall; None for bars that begin at 0.
        kind: How it is drawn. Formats without pictures draw ``bars`` and no other.
        series: Columns that are drawn together, in the order of drawing.
        line: Column drawn as a line across, such as the appropriation.
        mark: A value marked across all bars, such as the likely total of a tornado;
            the scale then begins at the lowest bar, not at 0.
        text: What the picture says, for those who cannot see it.
    """

    table: str
    label: str
    value: str
    title: str
    start: str | None = None
    kind: ChartKind = "bars"
    series: tuple[str, ...] = ()
    line: str | None = None
    text: str = ""
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a long answer, under a heading of its own.

    Attributes:
        name: A stable word for links, such as ``rollout``.
        title: The heading.
        text: Sentences under it, the most important one first.
        tables: Names of the tables in it, each in no other section.
    """

    name: str
    title: str
    text: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the reader should know beside the answer.

    Attributes:
        kind: A stable word for scripts, such as ``published_remainder``.
        text: What it is, why it matters and what to do, as sentences.
        facts: The numbers and names in it, as data.
    """

    kind: str
    text: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citation:
    """A source that a figure of the answer rests on.

    Attributes:
        id: Its name in the program file, such as ``announcement``.
        title: Title of the document.
        publisher: Who published it.
        date: ``2018-08-02``, ``2018-08`` or ``2018``; "" where not known.
        url: Where it can be read; "" where not known.
    """

    id: str
    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What made this answer, so that it can be made again.

    Attributes:
        version: Version of bodycam.
        arguments: The command line after ``bodycam``.
        programs: ``(id, sha256)`` of each program, of all its text.
        seed: Seed of a simulation, else None.
        draws: Number of draws of a simulation, else None.
    """

    version: str
    arguments: tuple[str, ...]
    programs: tuple[tuple[str, str], ...] = ()
    seed: int | None = None
    draws: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The answer to one question.

    Attributes:
        command: The command that asked, such as ``cost``.
        title: Whose answer it is, in one line.
        basis: Lines under the title: estimate, dollars, fiscal year, horizon.
        estimate: ``published`` or ``lines``, or None where neither is in force.
        answer: The answer in sentences, the most important one first.
        tables: The tables, in the order of reading.
        charts: Bars drawn beside the rows of a table.
        notes: Sentences under all tables, such as what is assumed.
        notices: What the reader should know beside the answer.
        sources: The sources that the answer rests on.
        stamp: What made this answer.
        hints: What to ask next, for somebody at a terminal.
        verbatim: Text that is itself the answer (a file, a schema), printed as it
            is in place of the tables; JSON and CSV have the tables.
        sections: The parts of a long answer, in the order of reading; () for one that
            has none.
    """

    command: str
    title: str
    stamp: Stamp
    basis: tuple[str, ...] = ()
    estimate: str | None = None
    answer: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    notes: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    sources: tuple[Citation, ...] = ()
    hints: tuple[str, ...] = ()
    verbatim: str | None = None
    sections: tuple[Section, ...] = ()
