"""The sheet Funding: what each grant pays, and of what."""

from dataclasses import dataclass

import numpy as np

from bodycam_cli.program.dates import fiscal_year_number
from bodycam_cli.program.money import Grant
from bodycam_cli.projection.budget import is_local
from bodycam_cli.projection.costs import CONTINGENCY
from bodycam_cli.projection.funding import GrantDrawn
from bodycam_cli.report.tables import Known
from bodycam_cli.report.workbook.costs import TOP as FIRST_LINE
from bodycam_cli.report.workbook.costs import Lines, known_cell, year_headings
from bodycam_cli.report.workbook.document import (
    At,
    Cell,
    Formula,
    Named,
    Part,
    Row,
    Sheet,
    Span,
)
from bodycam_cli.report.workbook.formulas import Writer, sum_of_cells
from bodycam_cli.report.workbook.tables import UNKNOWN, heading, note, widths_of

FUNDING = "Funding"
TOP = 4
"""The row of the first grant."""

_ROWS = 3
"""Of each grant: what is eligible, what its share of that is, and what it pays."""

_WORDS = ("Grant", "Funder", "Row", "Award")
FIRST_YEAR = len(_WORDS)


@dataclass(frozen=True, slots=True)
class Grants:
    """Where the sheet has its numbers.

    Attributes:
        lines: The cost lines.
        writer: Knows which figures formulas may follow.
    """

    lines: Lines
    writer: Writer

    @property
    def all(self) -> tuple[GrantDrawn, ...]:
        """The grants, in the order in which they pay."""
        return self.lines.ground.projection.grants

    def at(self, grant: int, row: int, index: int) -> At:
        """A row of a grant in the fiscal year at an index."""
        return At(FUNDING, TOP + grant * _ROWS + row, FIRST_YEAR + index)

    def paid(self, index: int) -> list[At]:
        """What each grant pays in the fiscal year at an index."""
        return [self.at(grant, 2, index) for grant in range(len(self.all))]

    def is_written(self, grant: GrantDrawn) -> bool:
        """Whether formulas say what it pays: nothing of the grant itself is unknown."""
        behind = [
            *grant.award_missing,
            *(key for keys in grant.missing for key in keys),
        ]
        of_funding = any(key.startswith("funding.") for key in behind)
        return not of_funding and np.array_equal(grant.at_most, grant.drawn)

    def kept_from_city(self, index: int) -> list[At]:
        """What each grant takes off the local cost, or could take off."""
        return [
            self.at(number, 2 if self.is_written(grant) else 1, index)
            for number, grant in enumerate(self.all)
        ]

    def sheet(self) -> Sheet:
        """The sheet."""
        head = [
            *map(heading, _WORDS[:3]),
            heading(_WORDS[3], is_number=True),
            *year_headings(self.lines.ground),
            heading("Total", is_number=True),
        ]
        text = (
            "A grant pays the smaller of what is left of its award and its share of "
            "the eligible cost, rounded down to a dollar; earlier grants pay first."
        )
        rows: list[Row] = [[Cell("Funding", look="title")], [note(text, 6)]]
        rows += [[], head]
        for number in range(len(self.all)):
            rows += self._rows(number)
        widths = tuple(widths_of(rows))
        return Sheet(FUNDING, rows, widths, (TOP, 1), (TOP - 1, TOP - 1))

    def _rows(self, number: int) -> list[Row]:
        grant = self.all[number]
        years = range(len(self.lines.years))
        words = [Cell(grant.title), Cell(grant.funder)]
        award = self._award(grant)
        eligible = [self._eligible(number, index) for index in years]
        most = [self._most(number, index) for index in years]
        paid = [self._paid(number, index) for index in years]
        blank = Cell(None)
        return [
            [*words, Cell("Eligible cost"), award, *eligible, self._total(number, 0)],
            [*words, Cell("Its share of it"), blank, *most, self._total(number, 1)],
            [*words, Cell("Pays", look="label"), blank, *paid, self._total(number, 2)],
        ]

    def _total(self, number: int, row: int) -> Cell:
        first = self.at(number, row, 0)
        last = first.column + len(self.lines.years) - 1
        formula = Formula(
            "sum", (Span(FUNDING, first.row, first.column, first.row, last),)
        )
        grant = self.all[number]
        years = range(len(self.lines.years))
        if row == 2:  # noqa: PLR2004 (what it pays)
            missing = tuple(
                dict.fromkeys(key for keys in grant.missing for key in keys)
            )
            return known_cell(
                Known(int(grant.drawn[0].sum()), missing), formula, "row_total"
            )
        amounts = self._eligible_dollars if row == 0 else self._most_dollars
        amount = sum(amounts(number, index) for index in years)
        return Cell(amount, formula, "row_total", "dollars")

    def _award(self, grant: GrantDrawn) -> Cell:
        """The award, rounded down; a share of the cost has none of its own."""
        source = self._source(grant)
        if source.share is not None:
            return Cell("a share", look="fixed")
        if grant.award_missing:
            return Cell(UNKNOWN, look="fixed")
        key = f"funding.{grant.name}."
        amount = self._figure(f"{key}amount")
        if source.amount_per_camera is not None:
            cameras = float(self._cameras(grant))
            per_camera = self._figure(f"{key}amount_per_camera")
            amount = Formula("product", (per_camera, cameras))
        value = int(grant.award[0, 0])
        return Cell(value, Formula("floor", (amount,)), "calculated", "dollars")

    def _cameras(self, grant: GrantDrawn) -> float:
        """Cameras first in service in the years of a grant."""
        projection = self.lines.ground.projection
        new = np.diff(projection.rollout.cameras_in_service[0], prepend=0)
        by_year = projection.calendar.by_year(new)
        return float(sum(by_year[index] for index in self._years(grant)))

    def _eligible(self, number: int, index: int) -> Cell:
        value = self._eligible_dollars(number, index)
        grant = self.all[number]
        if index not in self._years(grant) or not self.is_written(grant):
            return Cell(value, look="fixed", measure="dollars")
        cells = [
            self.lines.at(FIRST_LINE + row, index)
            for row in self._eligible_lines(grant)
        ]
        formula = sum_of_cells(cells) if cells else Formula("sum", (0.0,))
        if number:
            earlier = self._taken_before(number, index)
            left = Formula("difference", (formula, *earlier))
            formula = Formula("at_least_zero", (left,))
        return Cell(value, formula, "calculated", "dollars")

    def _taken_before(self, number: int, index: int) -> list[Part]:
        """What the grants listed before one take, or could take."""
        cells = self.kept_from_city(index)[:number]
        return [Formula("as_number", (cell,)) for cell in cells]

    def _most(self, number: int, index: int) -> Cell:
        grant = self.all[number]
        value = self._most_dollars(number, index)
        if index not in self._years(grant) or not self.is_written(grant):
            return Cell(value, look="fixed", measure="dollars")
        key = f"funding.{grant.name}."
        pays: Part = Formula("difference", (1.0, self._figure(f"{key}match_share")))
        if self._source(grant).share is not None:
            pays = Formula("least", (pays, self._figure(f"{key}share")))
        product = Formula("product", (self.at(number, 0, index), pays))
        return Cell(value, Formula("floor", (product,)), "calculated", "dollars")

    def _paid(self, number: int, index: int) -> Cell:
        grant = self.all[number]
        known = Known(int(grant.drawn[0, index]), grant.missing[index])
        if index not in self._years(grant) or not self.is_written(grant):
            value = UNKNOWN if known.is_unknown else known.amount
            bound = "" if known.is_whole else "at least"
            return Cell(value, look="fixed", measure="dollars", bound=bound)
        most = self.at(number, 1, index)
        if self._source(grant).share is not None:
            return known_cell(known, Formula("sum", (most,)))
        award = At(FUNDING, self.at(number, 0, 0).row, FIRST_YEAR - 1)
        left: Part = award
        if index:
            first = self.at(number, 2, 0)
            end = FIRST_YEAR + index - 1
            before = Span(FUNDING, first.row, FIRST_YEAR, first.row, end)
            left = Formula("difference", (award, Formula("sum", (before,))))
        return known_cell(known, Formula("least", (most, left)))

    def _eligible_dollars(self, number: int, index: int) -> int:
        grant = self.all[number]
        if index not in self._years(grant):
            return 0
        lines = self.lines.lines
        rows = self._eligible_lines(grant)
        dollars = sum(int(lines[row].dollars[0, index]) for row in rows)
        for earlier in self.all[:number]:
            dollars = max(dollars - int(earlier.at_most[0, index]), 0)
        return dollars

    def _most_dollars(self, number: int, index: int) -> int:
        grant, source = self.all[number], self._source(self.all[number])
        if not self.is_written(grant):
            return int(grant.at_most[0, index])
        values = self.lines.ground.projection.grid.values
        key = f"funding.{grant.name}."
        pays = 1 - float(values.of(f"{key}match_share")[0, 0])
        if source.share is not None:
            pays = min(pays, float(values.of(f"{key}share")[0, 0]))
        exact = self._eligible_dollars(number, index) * pays
        return int(np.floor(np.round(exact, 6)))

    def _eligible_lines(self, grant: GrantDrawn) -> list[int]:
        excluded = (*self._source(grant).excluded_categories, CONTINGENCY)
        program = self.lines.ground.program
        return [
            number
            for number, line in enumerate(self.lines.lines)
            if is_local(program, line) and line.category not in excluded
        ]

    def _years(self, grant: GrantDrawn) -> list[int]:
        numbers = {fiscal_year_number(x) for x in self._source(grant).fiscal_years}
        years = self.lines.years
        return [x for x, year in enumerate(years) if not numbers or year in numbers]

    def _source(self, grant: GrantDrawn) -> Grant:
        return self.lines.ground.program.funding[grant.name]

    def _figure(self, key: str) -> Part:
        """The cell of a figure, or its value where formulas do not follow it."""
        if key in self.writer.live:
            self.writer.used.add(key)
            return Named(self.writer.live[key])
        return float(self.lines.ground.projection.grid.values.of(key)[0, 0])
