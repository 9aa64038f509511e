"""What a page says first: two sentences, and the totals."""

from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.cost import by_year, total_cost
from bodycam_cli.report.document import (
    Column,
    Table,
)
from bodycam_cli.report.tables import Cells, Known, sum_of, table
from bodycam_cli.report.words import (
    counted,
    dollars,
    dollars_known,
    fiscal_years,
    listed,
    sentence,
)

_MONTHS_PER_YEAR = 12


def answer_of(projection: Projection) -> tuple[str, str]:
    """What it costs, and what is still to be asked for: two sentences."""
    return _what_it_costs(projection), _who_pays(projection)


def summary_table(projection: Projection) -> Table:
    """The table ``summary``: the totals in one row."""
    cost = total_cost(projection)
    assumed = " (assumed)" if projection.cameras_are_assumed else ""
    columns = (
        Column("cost", "Cost", "dollars", folds=False),
        Column("appropriation", "Appropriated", "dollars", folds=False),
        Column("unfunded", "Unfunded", "dollars", folds=False),
        Column("cameras", f"Cameras{assumed}", "cameras", folds=False),
        Column("per_camera_year", "Per camera-year", "dollars", folds=False),
    )
    row: Cells = {
        "cost": cost,
        "appropriation": projection.budget.appropriated,
        "unfunded": sum_of(by_year(projection.budget.unfunded)),
        "cameras": projection.cameras,
        "per_camera_year": cost.over(projection.cameras * projection.months / 12),
    }
    span = fiscal_years(projection.calendar.fiscal_years)
    return table("summary", f"In all, {span}", columns, [row])


def _what_it_costs(projection: Projection) -> str:
    cost = total_cost(projection)
    cameras = counted(projection.cameras, "body-worn camera")
    span = fiscal_years(projection.calendar.fiscal_years)
    if cost.is_unknown:
        return f"What {cameras} cost in {span} is unknown: {_missing(cost)}."
    kind = "published estimate" if projection.estimate == "published" else "cost lines"
    partly = f", as {_missing(cost)}" if cost.missing else ""
    is_part = any(projection.calendar.months_in_year < _MONTHS_PER_YEAR)
    months = f"{counted(projection.months, 'month')} in " if is_part else ""
    return (
        f"By the {kind}, {cameras} cost {dollars_known(cost)} over {months}{span}"
        f"{partly}."
    )


def _who_pays(projection: Projection) -> str:
    """What is paid for, and the amount that is still to be asked for."""
    budget = projection.budget
    local, lacking = (
        sum_of(by_year(money)) for money in (budget.local_cost, budget.unfunded)
    )
    covered = local.amount - lacking.amount
    told = [
        f"appropriations cover {dollars(covered)}" if covered else "",
        _pays("grants", sum_of(by_year(budget.funding))),
        _pays(f"the {listed(_payers(projection))}", _others(projection)),
        "no appropriation is on file" if budget.appropriated is None else "",
    ]
    if lacking.is_unknown:
        rest = "how much the city must still ask for is unknown"
    elif lacking.amount:
        rest = f"{dollars_known(lacking)} is unfunded: still to be asked for"
    else:
        rest = "nothing is unfunded"
    parts = [*filter(None, [listed([text for text in told if text])]), rest]
    return sentence("; ".join(parts))


def _pays(who: str, part: Known) -> str:
    if not part.amount and not part.missing:
        return ""
    return f"{who} pay{'' if who.endswith('s') else 's'} {dollars_known(part)}"


def _others(projection: Projection) -> Known:
    return sum_of(by_year(projection.budget.paid_by_others))


def _payers(projection: Projection) -> list[str]:
    covers = projection.loaded.program.appropriation_covers
    payers = dict.fromkeys(line.payer for line in projection.lines)
    return [payer for payer in payers if payer not in covers]


def _missing(part: Known) -> str:
    verb = "is" if len(part.missing) == 1 else "are"
    return f"{listed(part.missing)} {verb} unknown"
