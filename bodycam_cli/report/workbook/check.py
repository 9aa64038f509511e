"""The sheet Check: each total beside the engine's, and what was changed."""

from bodycam_cli.report.tables import Known, sum_of
from bodycam_cli.report.workbook.assumptions import Assumptions
from bodycam_cli.report.workbook.budget import Budget
from bodycam_cli.report.workbook.costs import TOP as FIRST_LINE
from bodycam_cli.report.workbook.costs import year_label
from bodycam_cli.report.workbook.document import At, Cell, Formula, Row, Sheet, Span
from bodycam_cli.report.workbook.tables import heading, note, widths_of

CHECK = "Check"
_TOP = 10
"""The row of the first comparison."""

DIFFERENCE = At(CHECK, 3, 1)
CHANGED = At(CHECK, 4, 1)
CHANGED_FIXED = At(CHECK, 5, 1)

_COLUMNS = ("cost", "funding", "local_cost", "unfunded")
"""Columns of the budget that are compared in every fiscal year."""


def check_sheet(budget: Budget, assumptions: Assumptions) -> Sheet:
    """Each total as a formula, as bodycam computed it, and their difference."""
    rows = _comparisons(budget)
    last = _TOP + len(rows) - 1
    sizes = Formula("sum_of_sizes", (Span(CHECK, _TOP, 3, last, 3),))
    changed = Formula("count_of_changes", assumptions.live)
    fixed = Formula("count_of_changes", assumptions.fixed)
    head = [heading("Total")]
    head += [
        heading(word, is_number=True) for word in ("Here", "By bodycam", "Difference")
    ]
    cells: list[Row] = [
        [Cell("Check", look="title")],
        [note(_NOTE, 4)],
        [],
        [Cell("Differences, added up", look="label"), _number(sizes, "dollars")],
        [Cell("Figures changed that formulas follow", look="label"), _number(changed)],
        [Cell("Figures changed that nothing follows", look="label"), _number(fixed)],
        [],
        [],
        [],
        head,
        *rows,
    ]
    widths = tuple(widths_of(cells, 16, 60))
    return Sheet(CHECK, cells, widths, (_TOP, 1), (_TOP - 1, _TOP - 1), is_upright=True)


_NOTE = (
    "Every total of this workbook beside the one that bodycam computed. As handed "
    "over, every difference is 0; after a change it says how far the totals moved."
)


def _number(formula: Formula, measure: str = "count") -> Cell:
    return Cell(0, formula, "total", "dollars" if measure == "dollars" else "count")


def _comparisons(budget: Budget) -> list[Row]:
    rows: list[Row] = []
    for column in _COLUMNS:
        label = next(x.label for x in budget.table.columns if x.name == column)
        for index in budget.years:
            year = year_label(budget.lines.ground, index)
            found = (budget.known(column, index), budget.at(column, index))
            rows.append(_comparison(f"{label}, {year}", *found, _TOP + len(rows)))
        total = At(budget.at(column, 0).sheet, budget.total_row, budget.column(column))
        known = budget.known(column, "totals")
        rows.append(_comparison(f"{label}, in all", known, total, _TOP + len(rows)))
    lines = budget.lines
    for number, line in enumerate(lines.lines):
        known = sum_of(lines.known[number])
        at = lines.at(FIRST_LINE + number, len(lines.years))
        rows.append(_comparison(f"Line {line.name}", known, at, _TOP + len(rows)))
    return rows


def _comparison(label: str, known: Known | None, at: At, row: int) -> Row:
    """A total here and as it was computed; one that is unknown is a word in both."""
    amount = 0.0 if known is None else known.amount
    here = Formula("as_number", (at,))
    parts = (At(CHECK, row, 1), At(CHECK, row, 2))
    return [
        Cell(label),
        Cell(int(amount), here, "calculated", "dollars"),
        Cell(int(amount), None, "fixed", "dollars"),
        Cell(0, Formula("difference", parts), "calculated", "dollars"),
    ]
