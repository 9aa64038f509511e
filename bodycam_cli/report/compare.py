"""The answer to: how do these programs stand side by side?"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from bodycam_cli.analysis.comparison import (
    Difference,
    common_positions,
    difference_at,
    difference_over,
)
from bodycam_cli.analysis.reference import Reference, reference_for
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.basis import (
    assumption_notes,
    change_basis,
    citations_of,
    fiscal_year_basis,
    published_notes,
    used_by,
)
from bodycam_cli.report.cost import by_year, total_cost
from bodycam_cli.report.document import Citation, Column, Notice, Report, Table, Value
from bodycam_cli.report.hints import compare_hints
from bodycam_cli.report.notices import cost_notices
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.tables import Cells, Known, sum_of, table
from bodycam_cli.report.why import WATERFALL, why_answer, why_tables
from bodycam_cli.report.words import counted, dollars, dollars_known, listed

_MONTHS_OF_YEAR = 12

_SUMMARY = (
    Column("program", "Program", "text", "program"),
    Column("cameras", "Cameras", "cameras"),
    Column("first_fiscal_year", "From", "fiscal year"),
    Column("months", "Months", "months"),
    Column("cost", "Cost", "dollars"),
    Column("per_year", "Per year", "dollars"),
    Column("per_camera_year", "Per camera-year", "dollars"),
    Column("appropriation", "Appropriation", "dollars"),
    Column("unfunded", "Unfunded", "dollars"),
    Column("difference", "Difference", "dollars"),
    Column("difference_share", "As a share", "share"),
)
_BY_YEAR = (
    Column("program", "Program", "text", "program"),
    Column("year", "Year", "number", "item"),
    Column("fiscal_year", "Fiscal year", "fiscal year", "period"),
    Column("months", "Months", "months", on_paper=False),
    Column("cost", "Cost", "dollars"),
    Column("difference", "Difference", "dollars"),
)
_REFERENCE = (
    Column("program", "Program", "text", "program"),
    Column("scope", "Scope", "text", "item"),
    Column("programs", "Programs", "programs"),
    Column("camera_years", "Camera-years", "camera-years"),
    Column("low", "25th percentile", "dollars"),
    Column("high", "75th percentile", "dollars"),
)


def compare_report(
    projections: Sequence[Projection], arguments: tuple[str, ...], *, why: bool = False
) -> Report:
    """Programs side by side, with a reference beside each partial cost.

    Args:
        projections: The programs; differences are to the first.
        arguments: The command line.
        why: Of two programs, also what differs and what that contributes.
    """
    references = [_reference(one) for one in projections]
    tables = [_summary(projections), _by_year(projections)]
    if any(references):
        tables.append(_reference_table(projections, references))
    answer = _answer(projections, references)
    if why:
        positions = common_positions(projections)
        first, second = projections
        answer = [*why_answer(first, second, positions), *answer]
        tables += why_tables(first, second, positions)
    return Report(
        command="compare",
        title=listed([one.loaded.title for one in projections]),
        basis=_basis(projections),
        estimate=_common_estimate(projections),
        answer=tuple(answer),
        tables=tuple(tables),
        charts=(WATERFALL,) if why else (),
        notes=_notes(projections),
        notices=_notices(projections),
        sources=_citations(projections),
        stamp=stamp_of(arguments, [one.loaded for one in projections]),
        hints=compare_hints(projections, arguments),
    )


def _name(one: Projection) -> str:
    return one.loaded.argument


def _common_estimate(projections: Sequence[Projection]) -> str | None:
    estimates = {one.estimate for one in projections}
    return estimates.pop() if len(estimates) == 1 else None


def _basis(projections: Sequence[Projection]) -> tuple[str, ...]:
    """For each program: its title, estimate, cameras and fiscal year."""
    lines = ["Nominal dollars; the first fiscal year of each beside the first."]
    for one in projections:
        year = fiscal_year_basis(one.loaded, one.calendar.fiscal_years[0])
        cameras = counted(one.cameras, "camera")
        assumed = " (assumed count)" if one.cameras_are_assumed else ""
        kind = "published estimate" if one.estimate == "published" else "cost lines"
        lines.append(
            f"{_name(one)}: {one.loaded.title}; {kind}, {cameras}{assumed}. {year}"
        )
    return (*lines, *change_basis(projections[0].loaded))


def _summary(projections: Sequence[Projection]) -> Table:
    positions = common_positions(projections)
    base = projections[0]
    rows = []
    for one in projections:
        gap = Difference(None)
        if one is not base:
            gap = difference_over(one, base, positions)
        rows.append(_summary_row(one, gap))
    notes = [_difference_note(projections, positions)] if projections[1:] else []
    if any(one.cameras_are_assumed for one in projections):
        names = [_name(one) for one in projections if one.cameras_are_assumed]
        notes.append(
            f"Per camera-year rests on an assumed camera count for {listed(names)}."
        )
    return table("summary", "", _SUMMARY, rows, notes=tuple(notes))


def _summary_row(one: Projection, gap: Difference) -> Cells:
    cost = total_cost(one)
    years = one.months / 12
    share = None if gap.dollars is None or not gap.base else gap.dollars / gap.base
    return {
        "program": _name(one),
        "cameras": one.cameras,
        "first_fiscal_year": one.calendar.fiscal_years[0],
        "months": one.months,
        "cost": cost,
        "per_year": cost.over(years),
        "per_camera_year": cost.over(one.cameras * years),
        "appropriation": one.budget.appropriated,
        "unfunded": sum_of(by_year(one.budget.unfunded)),
        "difference": _gap_cell(gap),
        "difference_share": share,
    }


def _gap_cell(gap: Difference) -> Value | Known:
    return Known(0, gap.missing) if gap.missing else gap.dollars


def _difference_note(projections: Sequence[Projection], positions: list[int]) -> str:
    first = _name(projections[0])
    if not positions:
        return (
            "No difference of totals is given: in no year do all programs have the "
            "same months."
        )
    years = [str(index + 1) for index in positions]
    noun = "year" if len(years) == 1 else "years"
    return (
        f"Difference: to {first}, over {noun} {listed(years)} of each, in which all "
        "have the same months."
    )


def _by_year(projections: Sequence[Projection]) -> Table:
    base = projections[0]
    rows: list[Cells] = []
    for one in projections:
        costs = by_year(one.budget.cost)
        for index, year in enumerate(one.calendar.fiscal_years):
            is_base = one is base
            gap = Difference(None) if is_base else difference_at(one, base, index)
            rows.append(
                {
                    "program": _name(one),
                    "year": index + 1,
                    "fiscal_year": year,
                    "months": int(one.calendar.months_in_year[index]),
                    "cost": costs[index],
                    "difference": _gap_cell(gap),
                }
            )
    data = table("by_year", "Year by year", _BY_YEAR, rows)
    return replace(data, paper=_side_by_side(projections))


def _side_by_side(projections: Sequence[Projection]) -> Table:
    """The same years for reading: a row for each position, programs beside it."""
    columns = [Column("year", "Year", "number", "item")]
    cells: dict[int, dict[str, Value | Known]] = defaultdict(dict)
    for number, one in enumerate(projections):
        columns += [
            Column(f"period_{number}", _name(one), "text", folds=False),
            Column(f"cost_{number}", "Cost", "dollars", folds=False),
        ]
        if number:
            columns.append(Column(f"gap_{number}", "Difference", "dollars"))
        for index, (period, cost, gap) in enumerate(_years_of(one, projections[0])):
            cells[index] |= {
                "year": index + 1,
                f"period_{number}": period,
                f"cost_{number}": cost,
                f"gap_{number}": gap,
            }
    rows = [cells[index] for index in sorted(cells)]
    return table("by_year", "Year by year", tuple(columns), rows)


def _years_of(
    one: Projection, base: Projection
) -> list[tuple[str, Known, Value | Known]]:
    """Label, cost and difference of each fiscal year of a program."""
    years = []
    for index, cost in enumerate(by_year(one.budget.cost)):
        months = int(one.calendar.months_in_year[index])
        part = "" if months == _MONTHS_OF_YEAR else f" ({months} mo.)"
        gap = Difference(None) if one is base else difference_at(one, base, index)
        label = f"FY{one.calendar.fiscal_years[index]}{part}"
        years.append((label, cost, _gap_cell(gap)))
    return years


def _reference(one: Projection) -> Reference | None:
    """The reference beside a cost of which not all is known."""
    if total_cost(one).is_whole:
        return None
    program = one.loaded.program
    return reference_for(program.scope, program.title, one.cameras, one.months)


def _reference_table(
    projections: Sequence[Projection], references: Sequence[Reference | None]
) -> Table:
    rows: list[Cells] = [
        {
            "program": _name(one),
            "scope": reference.scope,
            "programs": reference.programs,
            "camera_years": round(reference.camera_years, 2),
            "low": reference.low,
            "high": reference.high,
        }
        for one, reference in zip(projections, references, strict=True)
        if reference is not None
    ]
    note = (
        "Arithmetic, not an estimate: camera-years times the 25th and the 75th "
        "percentile of total / cameras / term of so many published programs of the "
        "same scope, in nominal dollars of many years; the same agency is left out."
    )
    title = "Reference, beside what is not wholly known"
    return table("reference", title, _REFERENCE, rows, notes=(note,))


def _answer(
    projections: Sequence[Projection], references: Sequence[Reference | None]
) -> list[str]:
    sentences = []
    for one, reference in zip(projections, references, strict=True):
        cost = total_cost(one)
        span = f"{counted(one.months, 'month')} from FY{one.calendar.fiscal_years[0]}"
        text = f"{_name(one)} costs {dollars_known(cost)} over {span}"
        if cost.missing:
            verb = "is" if len(cost.missing) == 1 else "are"
            text += f"; {listed(cost.missing)} {verb} unknown"
        sentences.append(f"{text}.")
        others = sum_of(by_year(one.budget.paid_by_others))
        if others.amount:
            payers = dict.fromkeys(
                line.payer
                for line in one.lines
                if line.payer not in one.loaded.program.appropriation_covers
            )
            local = sum_of(by_year(one.budget.local_cost))
            funding = sum_of(by_year(one.budget.funding))
            given = bool(funding.amount or funding.missing)
            grants = f", grants {dollars_known(funding)}" if given else ""
            sentences.append(
                f"The {listed([*payers])} paid {dollars_known(others)} of it{grants}; "
                f"the {listed(one.loaded.program.appropriation_covers)} "
                f"{dollars_known(local)}."
            )
        if reference is not None and cost.amount > reference.high:
            sentences.append(
                f"The known part of {_name(one)}, {dollars(cost.amount)}, is already "
                f"higher than the reference, {dollars(reference.low)} to "
                f"{dollars(reference.high)}."
            )
    return sentences


def _notes(projections: Sequence[Projection]) -> tuple[str, ...]:
    notes = []
    for one in projections:
        use = used_by(one)
        published = published_notes(one.loaded) if one.estimate == "published" else ()
        notes += [
            f"{_name(one)}: {note}"
            for note in (*published, *assumption_notes(one.loaded, use))
        ]
    return tuple(notes)


def _notices(projections: Sequence[Projection]) -> tuple[Notice, ...]:
    notices = [
        Notice(notice.kind, f"{_name(one)}: {notice.text}", notice.facts)
        for one in projections
        for notice in cost_notices(one)
    ]
    firsts = {one.calendar.fiscal_years[0] for one in projections}
    if len(firsts) > 1:
        years = listed([f"FY{year}" for year in sorted(firsts)])
        text = (
            f"The programs start in {years}. Dollars are nominal: a dollar of a later "
            "year buys less, and the difference contains that."
        )
        notices.append(Notice("nominal_dollars", text, {"years": sorted(firsts)}))
    return tuple(notices)


def _citations(projections: Sequence[Projection]) -> tuple[Citation, ...]:
    """The sources of all programs; an id that two use differently gets the program."""
    found: dict[str, Citation] = {}
    for one in projections:
        for citation in citations_of(one.loaded, used_by(one)):
            known = found.setdefault(citation.id, citation)
            if known != citation:
                name = f"{one.loaded.id}:{citation.id}"
                found[name] = Citation(
                    name,
                    citation.title,
                    citation.publisher,
                    citation.date,
                    citation.url,
                )
    return tuple(found.values())
