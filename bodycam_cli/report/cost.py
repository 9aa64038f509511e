"""The answer to: what does it cost in each fiscal year, against the money there is?"""

from bodycam_cli.projection.budget import Money
from bodycam_cli.projection.funding import GrantDrawn, cliff_year
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.basis import (
    assumption_notes,
    change_basis,
    citations_of,
    dollar_basis,
    estimate_basis,
    published_notes,
    title_of,
    used_by,
)
from bodycam_cli.report.breakdown import By, lines_table, reconciliation_table
from bodycam_cli.report.document import Column, Report, Table
from bodycam_cli.report.hints import cost_hints
from bodycam_cli.report.notices import cost_notices
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.tables import Cells, Known, sum_of, table
from bodycam_cli.report.words import (
    counted,
    dollars,
    dollars_known,
    fiscal_years,
    listed,
)


def cost_report(
    projection: Projection,
    arguments: tuple[str, ...],
    by: By | None = None,
    published: Projection | None = None,
) -> Report:
    """Cost by fiscal year against appropriations and funding.

    Args:
        projection: The projection.
        arguments: The command line.
        by: Also its lines by this.
        published: The published estimate to set beside an estimate by lines.
    """
    loaded = projection.loaded
    use = used_by(projection)
    tables = [cost_table(projection)]
    if projection.grants:
        tables.append(_grants_table(projection))
    if by is not None:
        tables.append(lines_table(projection, by))
    if published is not None:
        tables.append(reconciliation_table(published, projection))
    notes = published_notes(loaded) if projection.estimate == "published" else ()
    return Report(
        command="cost",
        title=title_of(loaded),
        basis=(
            estimate_basis(projection),
            dollar_basis(loaded, projection.calendar.fiscal_years[0]),
            *change_basis(loaded),
        ),
        estimate=projection.estimate,
        answer=_answer(projection),
        tables=tuple(tables),
        notes=notes + assumption_notes(loaded, use),
        notices=cost_notices(projection),
        sources=citations_of(loaded, use),
        stamp=stamp_of(arguments, [loaded]),
        hints=cost_hints(projection, arguments),
    )


def by_year(money: Money) -> list[Known]:
    """Money of the likely draw by fiscal year."""
    return [
        Known(int(amount), missing)
        for amount, missing in zip(money.dollars[0], money.missing, strict=True)
    ]


def total_cost(projection: Projection) -> Known:
    """Cost of all fiscal years."""
    return sum_of(by_year(projection.budget.cost))


def cost_table(projection: Projection) -> Table:
    """The table ``cost``: a row for each fiscal year."""
    budget, calendar = projection.budget, projection.calendar
    columns = {
        "cost": by_year(budget.cost),
        "paid_by_others": by_year(budget.paid_by_others),
        "local_cost": by_year(budget.local_cost),
        "unfunded": by_year(budget.unfunded),
        "funding": by_year(budget.funding),
    }
    left = by_year(budget.left)
    rows: list[Cells] = []
    for index, year in enumerate(calendar.fiscal_years):
        approved = budget.appropriations[index]
        so_far = sum_of(columns["cost"][: index + 1])
        rows.append(
            {name: values[index] for name, values in columns.items()}
            | {
                "fiscal_year": year,
                "months": int(calendar.months_in_year[index]),
                "appropriation": approved,
                "left": None if approved is None else left[index],
                "cumulative": so_far,
                "per_camera": columns["cost"][index].over(projection.cameras),
            }
        )
    totals: Cells = {name: sum_of(values) for name, values in columns.items()} | {
        "months": calendar.months,
        "appropriation": budget.appropriated,
    }
    notes = tuple(_camera_note(projection))
    return table("cost", "", _columns(projection), rows, totals, notes=notes)


def _grants_table(projection: Projection) -> Table:
    """The table ``grants``: what each grant pays, and what it leaves."""
    years = projection.calendar.fiscal_years
    columns = (
        Column("grant", "Grant", "text", "item"),
        Column("name", "Name", "text", on_paper=False),
        Column("funder", "Funder", "text"),
        Column("award", "Award", "dollars", folds=False),
        *(Column(f"FY{year}", f"FY{year}", "dollars", folds=False) for year in years),
        Column("drawn", "Drawn", "dollars", folds=False),
        Column("not_drawn", "Not drawn", "dollars", bound="at most", folds=False),
    )
    money = [_grant_money(grant, years) for grant in projection.grants]
    rows: list[Cells] = [
        {"grant": grant.title, "name": grant.name, "funder": grant.funder, **cells}
        for grant, cells in zip(projection.grants, money, strict=True)
    ]
    totals = {name: sum_of([cells[name] for cells in money]) for name in money[0]}
    if any(cells["not_drawn"].is_unknown for cells in money):
        # The sum of upper bounds is none where one of them is missing.
        totals["not_drawn"] = Known(0, totals["not_drawn"].missing)
    return table("grants", "Funding", columns, rows, totals)


def _grant_money(grant: GrantDrawn, years: tuple[int, ...]) -> dict[str, Known]:
    """The award of a grant, what it pays in each year and in all, and what is left."""
    paid = by_year(Money(grant.drawn, grant.missing))
    drawn = sum_of(paid)
    left = Known(grant.not_drawn, drawn.missing)
    if grant.award_missing:
        left = Known(0, grant.award_missing)
    return {
        "award": Known(int(grant.award[0, 0]), grant.award_missing),
        **{f"FY{year}": cell for year, cell in zip(years, paid, strict=True)},
        "drawn": drawn,
        "not_drawn": left,
    }


def _columns(projection: Projection) -> tuple[Column, ...]:
    assumed = " (assumed count)" if projection.cameras_are_assumed else ""
    return (
        Column("fiscal_year", "Fiscal year", "fiscal year", "period"),
        Column("months", "Months", "months", on_paper=False),
        Column("cost", "Cost", "dollars"),
        Column("paid_by_others", "Paid by others", "dollars"),
        Column("funding", "Funding", "dollars"),
        Column("local_cost", "Local cost", "dollars"),
        Column("appropriation", "Appropriation", "dollars"),
        Column("left", "Left", "dollars", bound="at most"),
        Column("unfunded", "Unfunded", "dollars"),
        Column("cumulative", "Cumulative", "dollars"),
        Column("per_camera", f"Per camera{assumed}", "dollars"),
    )


def _camera_note(projection: Projection) -> list[str]:
    figure = projection.camera_figure
    cameras = counted(projection.cameras, "camera")
    count = f"Per camera: the cost of the year by {cameras}"
    if not projection.cameras_are_assumed:
        return [f"{count}."]
    reason = f": {figure.note}" if figure.note else ""
    return [f"{count}, an assumed count{reason}."]


def _answer(projection: Projection) -> tuple[str, ...]:
    """The answer in sentences, what is still to be asked for first."""
    budget = projection.budget
    span = fiscal_years(projection.calendar.fiscal_years)
    unfunded = sum_of(by_year(budget.unfunded))
    local = sum_of(by_year(budget.local_cost))
    if unfunded.is_unknown:
        first = f"How much of {span} is unfunded is unknown: {_missing(local)}."
    elif unfunded.amount == 0:
        first = (
            f"Nothing is unfunded: the appropriations cover the local cost of "
            f"{dollars(local.amount)} in {span}."
        )
    else:
        first = (
            f"Unfunded: {dollars_known(unfunded)}; {span} cost the local budget "
            f"{dollars_known(local)}, and {_approved(budget.appropriated)}."
        )
    return (first, *_others(projection), *_funded(projection))


def _approved(appropriated: int | None) -> str:
    if appropriated is None:
        return "no appropriation is on file"
    return f"{dollars(appropriated)} is appropriated"


def _others(projection: Projection) -> list[str]:
    """What others pay, and what is missing."""
    total = total_cost(projection)
    others = sum_of(by_year(projection.budget.paid_by_others))
    sentences = []
    if others.amount or others.missing:
        payers = dict.fromkeys(
            line.payer
            for line in projection.lines
            if line.payer not in projection.loaded.program.appropriation_covers
        )
        cost = dollars_known(total)
        text = f"{dollars_known(others)} of {cost} is paid by the {listed([*payers])}."
        sentences.append(text[0].upper() + text[1:])
    if total.missing:
        sentences.append(f"The cost is the known part: {_missing(total)}.")
    return sentences


def _funded(projection: Projection) -> list[str]:
    """What grants pay, and the year in which the whole cost is local again."""
    funding = sum_of(by_year(projection.budget.funding))
    if not funding.amount and not funding.missing:
        return []
    text = f"Grants pay {dollars_known(funding)}"
    cliff = cliff_year(projection.calendar.fiscal_years, projection.grants)
    if cliff is not None:
        text += f"; from FY{cliff} on the whole cost is local again"
    return [f"{text}."]


def _missing(part: Known) -> str:
    """Which unknown figures a number lacks."""
    verb = "is" if len(part.missing) == 1 else "are"
    return f"{listed(part.missing)} {verb} unknown"
