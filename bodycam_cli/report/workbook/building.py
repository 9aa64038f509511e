"""The workbook of a program, of its projection and its derivations."""

from bodycam_cli.analysis.ground import Ground, ground_of
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.cost import cost_report, cost_table
from bodycam_cli.report.document import Report
from bodycam_cli.report.workbook.assumptions import (
    assumptions_sheet,
    entries_of,
    figure_rows,
)
from bodycam_cli.report.workbook.budget import Budget
from bodycam_cli.report.workbook.check import check_sheet
from bodycam_cli.report.workbook.costs import Lines, costs_and_quantities, lines_of
from bodycam_cli.report.workbook.document import Sheet, Workbook
from bodycam_cli.report.workbook.formulas import Writer, may_be_live
from bodycam_cli.report.workbook.grants import Grants
from bodycam_cli.report.workbook.names import cell_names
from bodycam_cli.report.workbook.pages import (
    ranges_sheet,
    rollout_sheet,
    sources_sheet,
)
from bodycam_cli.report.workbook.summary import summary_sheet

FOOTER = "An estimate by bodycam, not an appropriation and not a quotation."

_GUIDE = """\
Assumptions holds every figure with its source. Change one that is blue on yellow, \
such as a price, a growth rate or an appropriation, and Costs, Budget and this sheet \
follow.
Rollout, Quantities and Ranges are values. For other cameras, dates, retention or \
refresh, make the workbook again with bodycam report --set KEY=VALUE.
What nobody knows reads "unknown"; a total over it is the known part and reads \
"at least".
Check sets every total beside the one that bodycam computed.
""".splitlines()


def workbook_of(
    projection: Projection, arguments: tuple[str, ...], ranges: Report | None = None
) -> Workbook:
    """The workbook of a program.

    Args:
        projection: Its projection.
        arguments: The command line.
        ranges: What a simulation of it found, if there is one.
    """
    ground = ground_of(projection, follows_money=True)
    lines = lines_of(ground)
    figures = figure_rows(projection.loaded)
    names = _names(ground, [str(row["key"]) for row in figures])
    writer = Writer(_live(lines, names))
    costs, quantities = costs_and_quantities(lines, writer)
    budget = Budget(
        lines,
        Grants(lines, writer),
        cost_table(projection),
        _appropriations(ground, writer),
        projection.cameras,
    )
    budget_sheet, funding = budget.sheet(), _funding(budget)
    entries = entries_of(projection.loaded, figures, names)
    assumptions = assumptions_sheet(entries, writer.used)
    report = cost_report(projection, arguments)
    sheets = [
        summary_sheet(budget, report, _GUIDE),
        assumptions.sheet,
        rollout_sheet(projection),
        quantities,
        costs,
        *funding,
        budget_sheet,
        *([ranges_sheet(ranges)] if ranges is not None else []),
        sources_sheet(report),
        check_sheet(budget, assumptions),
    ]
    return Workbook(report.title, FOOTER, tuple(sheets))


def _names(ground: Ground, keys: list[str]) -> dict[str, str]:
    """Names of the cells of every figure, and of appropriations to be written in."""
    years = ground.fiscal_years
    published = ground.program.published
    is_spread = published is not None and published.spread == "appropriations"
    more = [] if is_spread else [f"appropriations.FY{year}" for year in years]
    return cell_names(dict.fromkeys([*keys, *more]))


def _live(lines: Lines, names: dict[str, str]) -> dict[str, str]:
    """The names of the cells of those figures that formulas follow."""
    kept_out = lines.kept_out()
    return {
        key: name
        for key, name in names.items()
        if may_be_live(key) and key not in kept_out and _is_known(lines.ground, key)
    }


def _is_known(ground: Ground, key: str) -> bool:
    figure = ground.by_key.get(key)
    return figure is None or figure.value is not None


def _appropriations(ground: Ground, writer: Writer) -> tuple[str | None, ...]:
    """The name of the cell of each fiscal year's appropriation, where there is one."""
    keys = [f"appropriations.FY{year}" for year in ground.fiscal_years]
    writer.used.update(key for key in keys if key in writer.live)
    return tuple(map(writer.live.get, keys))


def _funding(budget: Budget) -> list[Sheet]:
    return [budget.grants.sheet()] if budget.grants.all else []
