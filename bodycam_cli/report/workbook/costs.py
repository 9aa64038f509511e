"""The sheets Costs and Quantities: lines by fiscal year, and what prices multiply."""

from dataclasses import dataclass

from bodycam_cli.analysis.derivation import Derivation
from bodycam_cli.analysis.ground import Ground
from bodycam_cli.analysis.line_derivations import line_dollars
from bodycam_cli.program.lines import DRIVERS, NEEDS
from bodycam_cli.projection.costs import CONTINGENCY, LineCost
from bodycam_cli.report.basis import plain_number
from bodycam_cli.report.tables import Known, sum_of
from bodycam_cli.report.workbook.document import (
    At,
    Cell,
    Formula,
    Look,
    Measure,
    Row,
    Sheet,
    Span,
)
from bodycam_cli.report.workbook.formulas import Writer, kept_out
from bodycam_cli.report.workbook.tables import UNKNOWN, heading, note, widths_of

COSTS = "Costs"
QUANTITIES = "Quantities"
TOP = 4
"""The row of the first line, under the title, its note and the head."""

_WORDS = ("Line", "Title", "Category", "Paid by", "Class", "Recurrence")
FIRST_YEAR = len(_WORDS)
_QUANTITY_WORDS = ("Line", "What is counted", "Unit")


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a program, each with how its dollars were made.

    Attributes:
        ground: The projection and its figures.
        derivations: By line and by fiscal year.
        known: Its dollars, by line and by fiscal year.
    """

    ground: Ground
    derivations: tuple[tuple[Derivation, ...], ...]
    known: tuple[tuple[Known, ...], ...]

    @property
    def lines(self) -> tuple[LineCost, ...]:
        """The lines, in the order of the sheet."""
        return self.ground.projection.lines

    @property
    def years(self) -> tuple[int, ...]:
        """The fiscal years."""
        return self.ground.fiscal_years

    @property
    def total_row(self) -> int:
        """The row under the last line."""
        return TOP + len(self.lines)

    @property
    def total_column(self) -> int:
        """The column after the last fiscal year."""
        return FIRST_YEAR + len(self.years)

    def kept_out(self) -> set[str]:
        """Figures that no formula may follow."""
        return kept_out(each for row in self.derivations for each in row)

    def total(self, index: int) -> Known:
        """All lines in the fiscal year at an index."""
        return sum_of([years[index] for years in self.known])

    def at(self, row: int, index: int) -> At:
        """The cell of a row in the fiscal year at an index."""
        return At(COSTS, row, FIRST_YEAR + index)


def lines_of(ground: Ground) -> Lines:
    """The lines with their derivations."""
    indices = range(len(ground.fiscal_years))
    return Lines(
        ground,
        tuple(
            tuple(line_dollars(ground, line, index) for index in indices)
            for line in ground.projection.lines
        ),
        tuple(
            tuple(map(Known, line.dollars[0].tolist(), line.missing))
            for line in ground.projection.lines
        ),
    )


def year_headings(ground: Ground) -> list[Cell]:
    """The heads of the fiscal years, with their months where they are not whole."""
    return [
        heading(year_label(ground, index), is_number=True)
        for index in range(len(ground.fiscal_years))
    ]


def year_label(ground: Ground, index: int) -> str:
    """A fiscal year, as ``FY2023 (5 mo.)`` where it is not whole."""
    months = len(ground.months_of(index))
    part = "" if months == 12 else f" ({months} mo.)"  # noqa: PLR2004
    return f"FY{ground.fiscal_years[index]}{part}"


def costs_and_quantities(lines: Lines, writer: Writer) -> tuple[Sheet, Sheet]:
    """Both sheets: the formulas of one refer to the values of the other."""
    costs: list[Row] = []
    quantities: list[Row] = []
    for number, line in enumerate(lines.lines):
        for index in range(len(lines.years)):
            label = lines.ground.label(line.name, index)
            writer.told[label] = lines.at(TOP + number, index)
    for number in range(len(lines.lines)):
        held: list[list[Derivation]] = []
        costs.append(_line(lines, writer, number, TOP + len(quantities), held))
        quantities += _held_rows(lines.lines[number].name, held)
    return _costs(lines, costs), _quantities(lines, quantities)


def _line(
    lines: Lines,
    writer: Writer,
    number: int,
    first_row: int,
    held: list[list[Derivation]],
) -> Row:
    """A line: its formulas, and the values that they hold, by fiscal year."""
    line, row = lines.lines[number], TOP + number
    cells: list[Cell | None] = [*_words(line)]
    is_written = _is_written(lines, line)
    for index, derivation in enumerate(lines.derivations[number]):
        first = At(QUANTITIES, first_row, len(_QUANTITY_WORDS) + index)
        formula = None
        if (is_written and not line.missing[index]) or line.name == CONTINGENCY:
            formula = writer.formula_of(derivation, first)
        held.append(writer.held if formula is not None else [])
        cells.append(_dollars(lines.known[number][index], formula))
    span = Span(COSTS, row, FIRST_YEAR, row, lines.total_column - 1)
    total = sum_of(lines.known[number])
    return [*cells, known_cell(total, Formula("sum", (span,)), "row_total")]


def _words(line: LineCost) -> list[Cell]:
    words = (
        line.name,
        line.title if line.title != line.name else "",
        line.category,
        line.payer,
        line.budget_class or "not said",
        line.recurrence,
    )
    return [Cell(word) for word in words]


def _dollars(known: Known, formula: Formula | None) -> Cell:
    """Dollars of a line in a year; what is unknown is a word."""
    if formula is not None:
        return known_cell(known, formula)
    if known.is_unknown:
        return Cell(UNKNOWN, look="fixed")
    bound = "" if known.is_whole else "at least"
    return Cell(plain_number(known.amount), None, "fixed", "dollars", bound)


def _is_written(lines: Lines, line: LineCost) -> bool:
    """Whether formulas may say what a line costs: no unknown figure counts it.

    A price of 0 is no cost whatever the quantity, but at another price the cost would
    be unknown.
    """
    source = lines.ground.program.lines.get(line.name)
    if source is None or line.quantities is None:
        return True
    own = f"lines.{line.name}."
    behind = [f"{own}price", f"{own}count", f"{own}benefits_rate"]
    table = NEEDS.get(DRIVERS[source.per or "program"].counts)
    unknown = lines.ground.projection.grid.values.unknown
    return not any(
        key in behind or (table is not None and key.startswith(f"{table}."))
        for key in unknown
    )


def _held_rows(name: str, held: list[list[Derivation]]) -> list[Row]:
    """The values in the formulas of a line, those of a year below one another."""
    rows: list[Row] = []
    for order in range(max(map(len, held), default=0)):
        found = [year[order] if order < len(year) else None for year in held]
        sample = next(each for each in found if each is not None)
        cells: list[Cell | None] = [Cell(name), Cell(sample.label), Cell(sample.unit)]
        numbers = [None if each is None else plain_number(each.known) for each in found]
        is_whole = all(isinstance(each, int) for each in numbers if each is not None)
        measure: Measure = "count" if is_whole else "decimal"
        cells += [Cell(each, None, "fixed", measure) for each in numbers]
        rows.append(cells)
    return rows


def _costs(lines: Lines, rows: list[Row]) -> Sheet:
    last = lines.total_row - 1
    totals: list[Cell | None] = [Cell("Total", look="total_label")]
    totals += [Cell(None, look="total_label")] * (FIRST_YEAR - 1)
    known = [lines.total(index) for index in range(len(lines.years))]
    for index, each in enumerate([*known, sum_of(known)]):
        column = FIRST_YEAR + index
        span = Span(COSTS, TOP, column, last, column)
        totals.append(known_cell(each, Formula("sum", (span,)), "total"))
    head = [
        *map(heading, _WORDS),
        *year_headings(lines.ground),
        heading("Total", is_number=True),
    ]
    text = (
        "Each line in each fiscal year: price x quantity x growth, rounded once to "
        "whole dollars, halves away from zero. Nominal dollars."
    )
    top: list[Row] = [[Cell("Costs", look="title")], [note(text, 8)], [], head]
    cells = [*top, *rows, totals]
    # No number is wider than its total.
    widths = widths_of([*top, totals, *(row[:FIRST_YEAR] for row in rows)])
    return Sheet(COSTS, cells, tuple(widths), (TOP, 2), (TOP - 1, TOP - 1))


def _quantities(lines: Lines, rows: list[Row]) -> Sheet:
    head = [*map(heading, _QUANTITY_WORDS), *year_headings(lines.ground)]
    text = (
        "Values, not formulas: they follow from the rollout, retention, refresh, and "
        "posts and items that rise in steps. Change those with bodycam report --set."
    )
    title = "Quantities: what the prices are multiplied by"
    top: list[Row] = [[Cell(title, look="title")], [note(text, 5)], [], head]
    cells = [*top, *rows]
    widths = tuple(widths_of(cells))
    return Sheet(QUANTITIES, cells, widths, (TOP, 2), (TOP - 1, TOP - 1))


def known_cell(
    known: Known, formula: Formula, look: Look = "calculated", bound: str = "at least"
) -> Cell:
    """A sum that may be partial: of nothing known it says so."""
    if known.is_whole:
        return Cell(plain_number(known.amount), formula, look, "dollars")
    unless = Formula("or_unknown", (formula,))
    value = UNKNOWN if known.is_unknown else plain_number(known.amount)
    return Cell(value, unless, look, "dollars", bound)
