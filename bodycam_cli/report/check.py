"""The answer to: does any year cost more than its money?"""

from dataclasses import dataclass, replace

from bodycam_cli.analysis.simulation import Simulation, overrun_of, overruns_by_year
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.basis import (
    change_basis,
    dollar_basis,
    estimate_basis,
    title_of,
    used_by,
)
from bodycam_cli.report.basis import citations_of as citations
from bodycam_cli.report.cost import by_year
from bodycam_cli.report.document import Column, Notice, Report
from bodycam_cli.report.hints import next_hint
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.tables import Cells, Known, sum_of, table
from bodycam_cli.report.words import counted, dollars, listed

_YEARS = (
    Column("fiscal_year", "Fiscal year", "fiscal year", "period"),
    Column("months", "Months", "months", on_paper=False),
    Column("local_cost", "Local cost", "dollars", folds=False),
    Column("appropriation", "Appropriation", "dollars", folds=False),
    Column("over", "Over", "dollars", folds=False),
    Column("passed", "Passed", "text", folds=False),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a program keeps within its money.

    Attributes:
        over: Dollars over the appropriation, by fiscal year.
        unknown: Fiscal years with an appropriation whose cost is not wholly known
            and not known to be over.
        unchecked: Fiscal years without an appropriation.
        checked: How many fiscal years have one.
        partial: Fiscal years that are over by more, as their cost is not wholly known.
        missing: Keys of the figures for want of which nobody can say.
    """

    over: dict[int, int]
    unknown: tuple[int, ...]
    unchecked: tuple[int, ...]
    checked: int
    partial: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether there was something to check, and nothing was over or unknown."""
        return bool(self.checked) and not self.over and not self.unknown

    @property
    def reason(self) -> str:
        """Why it did not pass, in one sentence."""
        if not self.checked:
            return "there is no appropriation to check against"
        parts = [
            f"FY{year} by {'at least ' * (year in self.partial)}{dollars(amount)}"
            for year, amount in self.over.items()
        ]
        reasons = [f"over the money: {listed(parts)}"] if parts else []
        if self.unknown:
            years = listed([f"FY{year}" for year in self.unknown])
            keys = listed(self.missing)
            reasons.append(f"nobody can say for {years}, for want of {keys}")
        return "; ".join(reasons)


def verdict_on(projection: Projection) -> Verdict:
    """Check each fiscal year's local cost against its appropriation."""
    budget = projection.budget
    over, unknown, unchecked = {}, [], []
    costs = by_year(budget.local_cost)
    for index, year in enumerate(projection.calendar.fiscal_years):
        approved = budget.appropriations[index]
        if approved is None:
            unchecked.append(year)
        elif costs[index].amount > approved:
            over[year] = int(costs[index].amount) - approved
        elif costs[index].missing:
            unknown.append(year)
    years = dict(zip(projection.calendar.fiscal_years, costs, strict=True))
    return Verdict(
        over=over,
        unknown=tuple(unknown),
        unchecked=tuple(unchecked),
        checked=len(years) - len(unchecked),
        partial=tuple(year for year in over if years[year].missing),
        missing=sum_of([years[year] for year in unknown]).missing,
    )


def verdict_in_runs(simulation: Simulation, certainty: float) -> Verdict:
    """Check that each fiscal year keeps within its money in so many of the runs.

    A year that does not is over by what its money would lack with that certainty.
    """
    likely = verdict_on(simulation.likely)
    lacking = {
        year: overrun_of(dollars, certainty).reserve
        for year, dollars in zip(
            simulation.likely.calendar.fiscal_years,
            overruns_by_year(simulation),
            strict=True,
        )
        if dollars is not None
    }
    over = {year: amount for year, amount in lacking.items() if amount}
    missing = dict(
        zip(simulation.likely.calendar.fiscal_years, simulation.missing, strict=True)
    )
    unknown = [year for year in lacking if year not in over and missing[year]]
    keys = tuple(dict.fromkeys(key for year in unknown for key in missing[year]))
    return Verdict(over, tuple(unknown), likely.unchecked, likely.checked, missing=keys)


def simulated_check(
    simulation: Simulation,
    verdict: Verdict,
    certainty: float,
    arguments: tuple[str, ...],
) -> Report:
    """The years of a program against their money, in many draws."""
    report = check_report(simulation.likely, verdict, arguments)
    (years,) = report.tables
    lacks = f"Lacks for {certainty * 100:g} %"
    columns = tuple(
        replace(column, label=lacks) if column.name == "over" else column
        for column in years.columns
    )
    runs = (
        f"In {counted(simulation.draws, 'run')}, seed {simulation.seed}: a year passes "
        f"where its money is enough in {certainty * 100:g} % of them. "
        f"{counted(len(simulation.figures), 'ranged figure')}."
    )
    return replace(
        report,
        basis=(*report.basis, runs),
        tables=(replace(years, columns=columns),),
        stamp=replace(report.stamp, seed=simulation.seed, draws=simulation.draws),
    )


def check_report(
    projection: Projection, verdict: Verdict, arguments: tuple[str, ...]
) -> Report:
    """The years of a program against their money."""
    loaded, calendar = projection.loaded, projection.calendar
    costs = by_year(projection.budget.local_cost)
    rows: list[Cells] = [
        {
            "fiscal_year": year,
            "months": int(calendar.months_in_year[index]),
            "local_cost": costs[index],
            "appropriation": projection.budget.appropriations[index],
            "over": _over(verdict, year, costs[index]),
            "passed": _passed(verdict, year),
        }
        for index, year in enumerate(calendar.fiscal_years)
    ]
    first = "Passed." if verdict.passed else f"Failed: {verdict.reason}."
    return Report(
        command="check",
        title=title_of(loaded),
        basis=(
            estimate_basis(projection),
            dollar_basis(loaded, calendar.fiscal_years[0]),
            *change_basis(loaded),
        ),
        estimate=projection.estimate,
        answer=(first, *_unchecked(verdict)),
        tables=(table("years", "", _YEARS, rows),),
        notices=_notices(verdict),
        sources=citations(loaded, used_by(projection)),
        hints=next_hint(loaded, arguments, "shows what each year costs", "cost"),
        stamp=stamp_of(arguments, [loaded]),
    )


def _over(verdict: Verdict, year: int, cost: Known) -> int | Known | None:
    """Dollars over the money of a year; None where that was not checked."""
    if year in verdict.unchecked:
        return None
    if year in verdict.unknown:
        return Known(0, cost.missing)
    over = verdict.over.get(year, 0)
    return Known(over, cost.missing) if year in verdict.partial else over


def _passed(verdict: Verdict, year: int) -> bool | None:
    if year in verdict.unchecked or year in verdict.unknown:
        return None
    return year not in verdict.over


def _unchecked(verdict: Verdict) -> list[str]:
    if not verdict.unchecked or not verdict.checked:
        return []
    years = listed([f"FY{year}" for year in verdict.unchecked])
    return [f"Without an appropriation, and not checked: {years}."]


def _notices(verdict: Verdict) -> tuple[Notice, ...]:
    """The years without an appropriation, as data."""
    if not verdict.unchecked:
        return ()
    years = listed([f"FY{year}" for year in verdict.unchecked])
    text = (
        f"There is no appropriation for {years}: nothing was checked there. Give it "
        "under [appropriations] once it is approved."
    )
    return (Notice("not_checked", text, {"fiscal_years": list(verdict.unchecked)}),)
