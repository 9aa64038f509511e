"""The sheet Budget: cost by fiscal year, and the money for it."""

from collections.abc import Callable
from dataclasses import dataclass

from bodycam_cli.projection.budget import is_local
from bodycam_cli.report.basis import plain_number
from bodycam_cli.report.document import Column, Table
from bodycam_cli.report.tables import Known
from bodycam_cli.report.workbook.costs import TOP as FIRST_LINE
from bodycam_cli.report.workbook.costs import Lines, known_cell, year_label
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
from bodycam_cli.report.workbook.formulas import sum_of_cells
from bodycam_cli.report.workbook.grants import Grants
from bodycam_cli.report.workbook.tables import heading, note, widths_of

BUDGET = "Budget"
TOP = 4
"""The row of the first fiscal year."""

GAP = 12
"""The hidden column of the appropriations as the chart draws them."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What the sheet is made of.

    Attributes:
        lines: The cost lines.
        grants: The cells of what grants pay.
        table: The table ``cost``: its values stand in the formulas.
        appropriations: By fiscal year, the name of the cell with its appropriation,
            or None where there is none.
        camera_count: The count that the cost per camera is by.
    """

    lines: Lines
    grants: Grants
    table: Table
    appropriations: tuple[str | None, ...]
    camera_count: int

    @property
    def years(self) -> range:
        """The indices of the fiscal years."""
        return range(len(self.lines.years))

    @property
    def total_row(self) -> int:
        """The row under the last fiscal year."""
        return TOP + len(self.years)

    def at(self, column: str, index: int) -> At:
        """A number of the fiscal year at an index."""
        return At(BUDGET, TOP + index, self.column(column))

    def column(self, name: str) -> int:
        """Where a column of the table stands."""
        return [each.name for each in self.table.columns].index(name)

    def known(self, column: str, row: int | str) -> Known | None:
        """What the table says, with what is missing from it; None for nothing."""
        values = self.table.totals if isinstance(row, str) else self.table.rows[row]
        value = values.get(column)
        missing = next(
            (
                x.missing
                for x in self.table.incomplete
                if (x.row, x.column) == (row, column)
            ),
            (),
        )
        if value is None and not missing:
            return None
        return Known(float(value or 0), missing)

    def part(self, column: str, index: int) -> Part:
        """A number as it stands in a formula: one that may be a word counts as 0."""
        known = self.known(column, index)
        at = self.at(column, index)
        if known is None or not known.is_whole:
            return Formula("as_number", (at,))
        return at

    def sheet(self) -> Sheet:
        """The sheet."""
        columns = self.table.columns
        head = [
            heading(column.label, is_number=column.unit == "dollars")
            for column in columns
        ]
        text = (
            "Local cost = cost - paid by others - funding. Unfunded is the local cost "
            "that no appropriation covers: what is still to be asked for."
        )
        rows: list[Row] = [[Cell("Budget", look="title")], [note(text, 9)]]
        rows += [[], head]
        rows += [self._row(index) for index in self.years]
        rows.append([self._total(column) for column in columns])
        rows += [[], *([note(each, 9)] for each in self._sentences())]
        widths = [*widths_of(rows, least=12)]
        widths += [9] * (GAP + 1 - len(widths))
        return Sheet(
            BUDGET,
            rows,
            tuple(widths),
            (TOP, 1),
            (TOP - 1, TOP - 1),
            hidden=(GAP,),
            printed=len(columns),
        )

    def _row(self, index: int) -> Row:
        cells: list[Cell | None] = []
        for column in self.table.columns:
            if column.name == "fiscal_year":
                cells.append(Cell(year_label(self.lines.ground, index), look="label"))
            elif column.name == "months":
                months = len(self.lines.ground.months_of(index))
                cells.append(Cell(months, look="fixed", measure="count"))
            else:
                cells.append(self._cell(column, index))
        cells += [None] * (GAP - len(cells))
        return [*cells, self._for_chart(index)]

    def _cell(self, column: Column, index: int) -> Cell:
        known = self.known(column.name, index)
        formula = _FORMULAS[column.name](self, index)
        if known is None:
            return Cell("", formula, "calculated", "dollars")
        return known_cell(known, formula, bound=column.bound)

    def _for_chart(self, index: int) -> Cell:
        """The appropriation, or what a line leaves out where there is none."""
        known = self.known("appropriation", index)
        formula = Formula("or_gap", (self.at("appropriation", index),))
        value = "#N/A" if known is None else plain_number(known.amount)
        return Cell(value, formula, "quiet", "dollars")

    def _total(self, column: Column) -> Cell:
        number = self.column(column.name)
        span = Span(BUDGET, TOP, number, self.total_row - 1, number)
        total = Formula("sum", (span,))
        if column.name == "fiscal_year":
            return Cell("Total", look="total_label")
        if column.name == "months":
            return Cell(self.table.totals["months"], total, "total", "count")
        if column.name not in self.table.totals:
            return Cell(None, look="total_label")
        known = self.known(column.name, "totals")
        if known is None:
            nothing = Formula("equal", (total, 0.0))
            formula = Formula("choose", (nothing, "", total))
            return Cell("", formula, "total", "dollars")
        return known_cell(known, total, "total", column.bound)

    def _sentences(self) -> list[str]:
        keys = dict.fromkeys(x for each in self.table.incomplete for x in each.missing)
        unknown = [f"Unknown: {', '.join(keys)}."] if keys else []
        return [*unknown, *self.table.notes]

    def cost(self, index: int) -> Formula:
        """All lines."""
        return Formula("sum", (self.lines.at(self.lines.total_row, index),))

    def paid_by_others(self, index: int) -> Formula:
        """The lines of payers that the appropriations do not cover."""
        program = self.lines.ground.program
        cells = [
            self.lines.at(FIRST_LINE + number, index)
            for number, line in enumerate(self.lines.lines)
            if not is_local(program, line)
        ]
        return sum_of_cells(cells) if cells else Formula("sum", (0.0,))

    def funding(self, index: int) -> Formula:
        """What grants pay."""
        cells = self.grants.paid(index)
        return sum_of_cells(cells) if cells else Formula("sum", (0.0,))

    def local_cost(self, index: int) -> Formula:
        """Cost less what others and grants pay, or could pay."""
        cost, others = self.part("cost", index), self.part("paid_by_others", index)
        paid, taken = self.grants.paid(index), self.grants.kept_from_city(index)
        funding = self.part("funding", index)
        if paid != taken:
            funding = sum_of_cells(taken)
        return Formula("difference", (cost, others, funding))

    def appropriation(self, index: int) -> Formula:
        """What was approved, in whole dollars; nothing where its cell is empty."""
        name = self.appropriations[index]
        if name is None:
            return Formula("joined", ("",))
        cell = Named(name)
        return Formula("or_blank", (cell, Formula("nearest", (cell,))))

    def left(self, index: int) -> Formula:
        """Appropriation less local cost, where there is an appropriation."""
        approved = self.at("appropriation", index)
        left = Formula("difference", (approved, self.part("local_cost", index)))
        return Formula("or_blank", (approved, left))

    def unfunded(self, index: int) -> Formula:
        """Local cost above the appropriation."""
        approved = Formula("as_number", (self.at("appropriation", index),))
        gap = Formula("difference", (self.part("local_cost", index), approved))
        return Formula("at_least_zero", (gap,))

    def cumulative(self, index: int) -> Formula:
        """Cost of the fiscal years so far."""
        column = self.column("cost")
        return Formula("sum", (Span(BUDGET, TOP, column, TOP + index, column),))

    def per_camera(self, index: int) -> Formula:
        """Cost by the camera count of the estimate."""
        parts = (self.part("cost", index), float(self.camera_count))
        return Formula("round", (Formula("quotient", parts),))


_FORMULAS: dict[str, Callable[[Budget, int], Formula]] = {
    "cost": Budget.cost,
    "paid_by_others": Budget.paid_by_others,
    "funding": Budget.funding,
    "local_cost": Budget.local_cost,
    "appropriation": Budget.appropriation,
    "left": Budget.left,
    "unfunded": Budget.unfunded,
    "cumulative": Budget.cumulative,
    "per_camera": Budget.per_camera,
}
"""What recomputes each column."""
