"""The sheet Summary: the answer in sentences that recompute, and the chart."""

from collections import defaultdict

from bodycam_cli.projection.budget import is_local
from bodycam_cli.report.document import Report
from bodycam_cli.report.tables import Known, sum_of
from bodycam_cli.report.words import dollars_known, fiscal_years
from bodycam_cli.report.workbook import check
from bodycam_cli.report.workbook.budget import BUDGET, GAP, Budget
from bodycam_cli.report.workbook.budget import TOP as FIRST_YEAR_ROW
from bodycam_cli.report.workbook.costs import TOP as FIRST_LINE
from bodycam_cli.report.workbook.costs import known_cell, year_headings
from bodycam_cli.report.workbook.document import (
    At,
    Cell,
    Formula,
    Look,
    Part,
    Row,
    Series,
    Sheet,
    SheetChart,
    Span,
)
from bodycam_cli.report.workbook.formulas import sum_of_cells
from bodycam_cli.report.workbook.tables import heading, widths_of

SUMMARY = "Summary"
_CHART_ROWS = 19
_NOTICES = "Notices of bodycam's run: these sentences do not follow changes"
_PIXELS = 7.0
"""Of a column, for each character of its width."""

_WIDEST = 1_200
_UPRIGHT = 7
"""With so many fiscal years the sheet is printed upright."""


def summary_sheet(budget: Budget, report: Report, guide: list[str]) -> Sheet:
    """The answer, whether anything was changed, cost by category, and the notices."""
    across = 8
    rows: list[Row] = [[Cell(report.title, look="title")]]
    rows += [[Cell(text, look="subtitle", across=across)] for text in report.basis]
    rows += [
        [],
        [_sentence(budget, across)],
        [_status(across)],
        [],
        [Cell("The money, by fiscal year", look="section")],
    ]
    rows += _money(budget)
    rows += [[], [Cell("Cost by category", look="section")]]
    categories = _categories(budget, len(rows))
    head = len(rows)
    rows += categories
    rows.append([])
    widths = widths_of(rows, least=13)
    widths = [26.0, *widths[1:], *([13.0] * (across - len(widths)))]
    chart = _chart(budget, len(rows), head, len(categories) - 2, sum(widths))
    rows += [[] for _ in range(_CHART_ROWS)]
    rows += _texts("How to read this workbook", guide, across)
    rows += _texts(_NOTICES, [notice.text for notice in report.notices], across)
    rows += _texts("Assumed, and noted", report.notes, across)
    is_upright = len(budget.years) <= _UPRIGHT
    return Sheet(SUMMARY, rows, tuple(widths), charts=(chart,), is_upright=is_upright)


def _texts(title: str, texts: list[str] | tuple[str, ...], across: int) -> list[Row]:
    if not texts:
        return []
    cells: list[Row] = [[Cell(text, look="wrapped", across=across)] for text in texts]
    return [[], [Cell(title, look="section")], *cells]


def _total_at(budget: Budget, column: str) -> At:
    return At(BUDGET, budget.total_row, budget.column(column))


def _sentence(budget: Budget, across: int) -> Cell:
    """What is still to be asked for, in a sentence that follows the cells."""
    span = fiscal_years(budget.lines.years)
    unfunded = budget.known("unfunded", "totals") or Known(0)
    local = budget.known("local_cost", "totals") or Known(0)
    approved = budget.known("appropriation", "totals") or Known(0)
    money = _in_words(budget, "local_cost", local)
    has_none = Formula("joined", (f"Nothing is unfunded: {span} cost ", money, "."))
    lacks = Formula(
        "joined",
        (
            "Unfunded: ",
            _in_words(budget, "unfunded", unfunded),
            f"; {span} cost the local budget ",
            money,
            ", and ",
            _approved(budget),
        ),
    )
    is_some = Formula("above", (_as_number(budget, "unfunded"), 0.0))
    if unfunded.missing:
        return Cell(
            f"Unfunded: {dollars_known(unfunded)}; {span} cost the local budget "
            f"{dollars_known(local)}, and {_approved_words(approved)}",
            lacks,
            "answer",
            across=across,
        )
    value = (
        f"Unfunded: {dollars_known(unfunded)}; {span} cost the local budget "
        f"{dollars_known(local)}, and {_approved_words(approved)}"
        if unfunded.amount
        else f"Nothing is unfunded: {span} cost {dollars_known(local)}."
    )
    formula = Formula("choose", (is_some, lacks, has_none))
    return Cell(value, formula, "answer", across=across)


def _approved(budget: Budget) -> Formula:
    total = _as_number(budget, "appropriation")
    some = Formula("joined", (Formula("in_dollars", (total,)), " is appropriated."))
    is_some = Formula("above", (total, 0.0))
    return Formula("choose", (is_some, some, _approved_words(Known(0))))


def _approved_words(approved: Known) -> str:
    if not approved.amount:
        return "no appropriation is on file."
    return f"{dollars_known(approved)} is appropriated."


def _as_number(budget: Budget, column: str) -> Formula:
    return Formula("as_number", (_total_at(budget, column),))


def _in_words(budget: Budget, column: str, known: Known) -> Part:
    """Dollars in a sentence, with what stands before a partial number."""
    if known.is_unknown:
        return "an unknown amount"
    amount = Formula("in_dollars", (_as_number(budget, column),))
    return amount if known.is_whole else Formula("joined", ("at least ", amount))


def _status(across: int) -> Cell:
    """Whether this is what bodycam computed, or what was changed."""
    same = "Check: every total equals bodycam's; no figure was changed."
    fixed = Formula(
        "joined",
        (
            "Not to be relied on. Figures changed that nothing here follows: ",
            Formula("in_words", (check.CHANGED_FIXED,)),
            ". Change them with bodycam report --set.",
        ),
    )
    changed = Formula(
        "joined",
        (
            "Figures changed on Assumptions: ",
            Formula("in_words", (check.CHANGED,)),
            ". The totals are no longer those of bodycam's run.",
        ),
    )
    wrong = "Check: totals differ from bodycam's though no figure was changed."
    is_same = Formula("equal", (check.DIFFERENCE, 0.0))
    unchanged = Formula("choose", (is_same, same, wrong))
    any_change = Formula("above", (check.CHANGED, 0.0))
    moved = Formula("choose", (any_change, changed, unchanged))
    any_fixed = Formula("above", (check.CHANGED_FIXED, 0.0))
    formula = Formula("choose", (any_fixed, fixed, moved))
    return Cell(same, formula, "status", across=across)


def _money(budget: Budget) -> list[Row]:
    """Rows of the budget, turned: fiscal years across."""
    rows: list[Row] = [
        [
            heading(""),
            *year_headings(budget.lines.ground),
            heading("Total", is_number=True),
        ]
    ]
    for name in (*_shown(budget), "left", "unfunded"):
        column = next(x for x in budget.table.columns if x.name == name)
        look: Look = "total" if name == "unfunded" else "calculated"
        cells = [
            _copy(budget.known(name, index), budget.at(name, index), column.bound, look)
            for index in budget.years
        ]
        label: Look = "total_label" if name == "unfunded" else "label"
        total = Cell(None, look="total" if name == "unfunded" else "text")
        if name in budget.table.totals:
            at = _total_at(budget, name)
            total = _copy(budget.known(name, "totals"), at, column.bound, _last(name))
        rows.append([Cell(column.label, look=label), *cells, total])
    return rows


def _last(name: str) -> Look:
    return "total" if name == "unfunded" else "row_total"


def _shown(budget: Budget) -> list[str]:
    """The rows before what is left; not those that are nothing throughout."""
    program = budget.lines.ground.program
    has_others = any(not is_local(program, line) for line in budget.lines.lines)
    names = {
        "cost": True,
        "paid_by_others": has_others,
        "funding": bool(budget.grants.all),
        "local_cost": has_others or bool(budget.grants.all),
        "appropriation": True,
    }
    return [name for name, is_shown in names.items() if is_shown]


def _copy(known: Known | None, at: At, bound: str, look: Look) -> Cell:
    """A number of another sheet."""
    same = Formula("sum", (at,))
    if known is None:
        return Cell("", same, look, "dollars")
    if known.is_unknown:
        return Cell("unknown", same, look, "dollars")
    shown = "" if known.is_whole else bound
    return Cell(int(known.amount), same, look, "dollars", shown)


def _categories(budget: Budget, first_row: int) -> list[Row]:
    """The lines of each category, the dearest first; their sum is the cost."""
    lines = budget.lines
    groups: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines.lines):
        groups[line.category].append(number)
    totals = {
        name: sum(int(lines.lines[number].dollars[0].sum()) for number in numbers)
        for name, numbers in groups.items()
    }
    rows: list[Row] = [
        [
            heading("Category"),
            *year_headings(lines.ground),
            heading("Total", is_number=True),
        ]
    ]
    for name in sorted(groups, key=lambda each: -totals[each]):
        row = first_row + len(rows)
        rows.append(_category(budget, name, groups[name], row))
    last = first_row + len(rows) - 1
    sums: list[Cell | None] = [Cell("Total", look="total_label")]
    known = [lines.total(index) for index in budget.years]
    for column, each in enumerate([*known, sum_of(known)], start=1):
        span = Span(SUMMARY, first_row + 1, column, last, column)
        sums.append(known_cell(each, Formula("sum", (span,)), "total"))
    return [*rows, sums]


def _category(budget: Budget, name: str, numbers: list[int], row: int) -> Row:
    lines = budget.lines
    cells: list[Cell | None] = [Cell(_label_of(budget, name), look="label")]
    known = [
        sum_of([lines.known[number][index] for number in numbers])
        for index in budget.years
    ]
    for index, each in enumerate(known):
        at = [lines.at(FIRST_LINE + number, index) for number in numbers]
        cells.append(known_cell(each, sum_of_cells(at)))
    span = Span(SUMMARY, row, 1, row, len(known))
    return [*cells, known_cell(sum_of(known), Formula("sum", (span,)), "row_total")]


def _label_of(budget: Budget, category: str) -> str:
    if budget.lines.ground.projection.estimate == "published":
        return "Published estimate"
    return category.capitalize()


def _chart(
    budget: Budget, row: int, head: int, categories: int, width: float
) -> SheetChart:
    last = len(budget.years)
    series = [
        Series(At(SUMMARY, each, 0), Span(SUMMARY, each, 1, each, last))
        for each in range(head + 1, head + 1 + categories)
    ]
    if any(name is not None for name in budget.appropriations):
        span = Span(BUDGET, FIRST_YEAR_ROW, GAP, budget.total_row - 1, GAP)
        column = budget.column("appropriation")
        series.append(
            Series(At(BUDGET, FIRST_YEAR_ROW - 1, column), span, is_line=True)
        )
    return SheetChart(
        kind="columns",
        title="Cost by fiscal year and category, against the appropriations",
        row=row,
        column=0,
        labels=Span(SUMMARY, head, 1, head, last),
        series=tuple(series),
        text="Columns of cost by fiscal year, stacked by category; the appropriations "
        "are a line. The numbers are in the table above.",
        height=_CHART_ROWS - 1,
        width=int(min(width * _PIXELS, _WIDEST)),
    )
