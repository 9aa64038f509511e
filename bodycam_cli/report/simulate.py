"""The answer to: how sure is the cost, and how likely is it more than was approved?"""

from dataclasses import replace

import numpy as np

from bodycam_cli.analysis.simulation import (
    Overrun,
    Simulation,
    half_widths,
    overrun_of,
    overruns_by_year,
    overruns_together,
    percentiles_of,
    share_below,
)
from bodycam_cli.projection.calendar import Dollars
from bodycam_cli.report.basis import (
    assumption_notes,
    change_basis,
    citations_of,
    dollar_basis,
    estimate_basis,
    simulated_title,
    used_by,
)
from bodycam_cli.report.document import Chart, Column, Report, Stamp, Table
from bodycam_cli.report.hints import next_hint
from bodycam_cli.report.notices import cost_notices
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.tables import Cells, Known, table
from bodycam_cli.report.words import (
    about,
    counted,
    dollars,
    fiscal_years,
    in_runs,
    listed,
)

_BARS = 24
"""At most so many bars has a histogram."""

_MOST_SENTENCES = 6
"""So many years have a sentence each; of more, those that matter most."""


def simulate_report(
    simulation: Simulation, certainty: float, arguments: tuple[str, ...]
) -> Report:
    """The spread of a program's local cost, against the money for it.

    Args:
        simulation: Its local cost in every draw.
        certainty: Share of the draws in which the money with the reserve must last.
        arguments: The command line.
    """
    likely = simulation.likely
    loaded, use = likely.loaded, used_by(likely)
    total = np.sort(simulation.total)
    over = _overruns(simulation, certainty)
    tables = [_years(simulation, over, certainty), _total(simulation, total, certainty)]
    charts = [Chart("years", "fiscal_year", "p95", "5th to 95th percentile", "p5")]
    if total[0] < total[-1]:
        tables.append(histogram(total))
        charts.append(Chart("histogram", "from", "share", "Share of the runs"))
    return Report(
        command="simulate",
        title=simulated_title(likely),
        basis=(
            estimate_basis(likely),
            dollar_basis(loaded, likely.calendar.fiscal_years[0]),
            *change_basis(loaded),
            draws_basis(simulation),
        ),
        estimate=likely.estimate,
        answer=tuple(_answer(simulation, total, over, certainty)),
        tables=tuple(tables),
        charts=tuple(charts),
        notes=assumption_notes(loaded, use),
        notices=cost_notices(likely),
        sources=citations_of(loaded, use),
        hints=next_hint(
            loaded, arguments, "shows which figure moves the cost most", "sensitivity"
        ),
        stamp=drawn_stamp(simulation, arguments),
    )


def draws_basis(simulation: Simulation) -> str:
    """What was drawn, in one line."""
    figures = counted(len(simulation.figures), "ranged figure")
    text = f"{counted(simulation.draws, 'run')}, {figures}"
    return f"{text}, drawn independently of one another; seed {simulation.seed}."


def drawn_stamp(simulation: Simulation, arguments: tuple[str, ...]) -> Stamp:
    """What made the answer, with the seed and the number of draws."""
    stamp = stamp_of(arguments, [simulation.likely.loaded])
    return replace(stamp, seed=simulation.seed, draws=simulation.draws)


def _overruns(simulation: Simulation, certainty: float) -> list[Overrun | None]:
    return [
        None if over is None else overrun_of(over, certainty)
        for over in overruns_by_year(simulation)
    ]


def _columns(certainty: float, *, is_total: bool) -> tuple[Column, ...]:
    reserve = f"Reserve for {certainty * 100:g} %"
    columns = (
        Column("fiscal_year", "Fiscal year", "fiscal year", "period"),
        Column("months", "Months", "months", on_paper=False),
        Column("p50", "Median", "dollars"),
        Column("p5", "5th percentile", "dollars"),
        Column("p25", "25th", "dollars"),
        Column("p75", "75th", "dollars"),
        Column("p95", "95th", "dollars"),
        Column("appropriation", "Appropriation", "dollars"),
        Column("chance_over", "Chance over", "share"),
        Column("typical_overrun", "Typical overrun", "dollars"),
        Column("reserve", reserve, "dollars"),
        Column("likely", "Estimate", "dollars", on_paper=False),
        Column("share_below", "Runs below the estimate", "share", on_paper=False),
    )
    if not is_total:
        return columns
    return (
        replace(columns[0], on_paper=False),
        *columns[1:],
        Column("p50_half_width", "Half-width of median", "dollars", on_paper=False),
        Column("p95_half_width", "Half-width of 95th", "dollars", on_paper=False),
    )


def _cells(
    ordered: Dollars, likely: int, missing: tuple[str, ...], over: Overrun | None
) -> Cells:
    """Percentiles of draws, and how they stand against the money.

    Args:
        ordered: From the lowest to the highest, shape ``(draws,)``.
        likely: The same at the likely values.
        missing: The unknown figures whose lines are left out.
        over: Against the appropriation, where there is one.
    """
    found = percentiles_of(ordered)
    cells: dict[str, int | float | Known | None] = {
        name: Known(getattr(found, name), missing)
        for name in ("p5", "p25", "p50", "p75", "p95")
    }
    cells |= {
        "likely": Known(likely, missing),
        "share_below": share_below(ordered, likely),
    }
    if over is not None:
        cells |= {
            "chance_over": Known(over.chance, missing),
            "typical_overrun": over.typical,
            "reserve": Known(over.reserve, missing),
        }
    return cells


def _years(
    simulation: Simulation, over: list[Overrun | None], certainty: float
) -> Table:
    """The table ``years``: a row for each fiscal year."""
    calendar, likely = simulation.likely.calendar, simulation.likely_dollars
    approved = simulation.likely.budget.appropriations
    rows: list[Cells] = []
    for index, year in enumerate(calendar.fiscal_years):
        ordered = np.sort(simulation.dollars[index])
        amount, missing = int(likely[index]), simulation.missing[index]
        rows.append(
            {
                **_cells(ordered, amount, missing, over[index]),
                "fiscal_year": year,
                "months": int(calendar.months_in_year[index]),
                "appropriation": approved[index],
            }
        )
    columns = _columns(certainty, is_total=False)
    return table("years", "Local cost by fiscal year", columns, rows)


def _total(simulation: Simulation, total: Dollars, certainty: float) -> Table:
    """The table ``total``: all fiscal years together, in one row."""
    together = overruns_together(simulation)
    over = None if together is None else overrun_of(together, certainty)
    missing = _missing(simulation)
    widths = half_widths(simulation.total, (0.5, 0.95))
    row: Cells = {
        **_cells(total, int(simulation.likely_dollars.sum()), missing, over),
        "months": simulation.likely.months,
        "appropriation": simulation.likely.budget.appropriated,
        "p50_half_width": None if widths is None else widths[0],
        "p95_half_width": None if widths is None else widths[1],
    }
    notes = [_precision(widths)]
    if over is not None:
        notes.append(
            "Chance over: that at least one fiscal year costs more than its "
            "appropriation; overrun and reserve are of all such years together, as "
            "what one year leaves does not pay for another."
        )
    columns = _columns(certainty, is_total=True)
    title = "All fiscal years together"
    return table("total", title, columns, [row], notes=tuple(notes))


def _precision(widths: tuple[int, ...] | None) -> str:
    if widths is None:
        return "So few runs do not show how precise the percentiles are; ask for more."
    if not any(widths):
        return "The percentiles are exact."
    return (
        f"The median is precise to {dollars(widths[0])} either way, the 95th "
        f"percentile to {dollars(widths[1])}, in 95 of 100 simulations; more --draws "
        "narrow that."
    )


def histogram(total: Dollars) -> Table:
    """The table ``histogram``: how many runs end between two amounts.

    Args:
        total: From the lowest to the highest, not all alike, shape ``(draws,)``.
    """
    step = _round_step(float(total[-1] - total[0]) / _BARS)
    first = int(total[0] // step) * step
    edges = np.arange(first, int(total[-1]) + step + 1, step)
    counts = np.diff(np.searchsorted(total, edges))
    rows: list[Cells] = [
        {
            "from": int(edges[index]),
            "to": int(edges[index + 1]),
            "runs": int(count),
            "share": float(count / len(total)),
        }
        for index, count in enumerate(counts)
    ]
    columns = (
        Column("from", "From", "dollars", "item"),
        Column("to", "Below", "dollars", "item"),
        Column("runs", "Runs", "number", on_paper=False),
        Column("share", "Share of the runs", "share"),
    )
    return table("histogram", "Where the runs end, in total", columns, rows)


def _round_step(least: float) -> int:
    """The next of 1, 2, 5, 10, 20, ... whole dollars."""
    power = 1
    while True:
        for digit in (1, 2, 5):
            if digit * power >= least:
                return digit * power
        power *= 10


def _answer(
    simulation: Simulation,
    total: Dollars,
    over: list[Overrun | None],
    certainty: float,
) -> list[str]:
    """The answer in sentences, the money first."""
    span = fiscal_years(simulation.likely.calendar.fiscal_years)
    estimate = int(simulation.likely_dollars.sum())
    unknown = _left_out(simulation)
    if unknown and not total.any():
        keys = listed(_missing(simulation))
        return [f"What {span} cost the local budget is unknown, for want of {keys}."]
    if not simulation.figures:
        return [
            (
                f"No figure of this estimate is given as a range: every run of {span} "
                f"comes to {dollars(estimate)}. Give prices and quantities a low, "
                "likely and high value to see how sure the cost is."
            ),
            *(_against_money(simulation, over, certainty) if any(over) else []),
            *unknown,
        ]
    found = percentiles_of(total)
    above = 1 - float(np.searchsorted(total, estimate, side="right") / len(total))
    return [
        *_against_money(simulation, over, certainty),
        (
            f"In half of the runs {span} cost the local budget {dollars(found.p50)} or "
            f"less; in 9 of 10 runs from {dollars(found.p5)} to {dollars(found.p95)}."
        ),
        (
            f"The estimate of `bodycam cost`, {dollars(estimate)}, is exceeded "
            f"{in_runs(above)}."
        ),
        *unknown,
    ]


def _against_money(
    simulation: Simulation, over: list[Overrun | None], certainty: float
) -> list[str]:
    """Each year with an appropriation, or those most often over it."""
    years = simulation.likely.calendar.fiscal_years
    found = [(each, year) for each, year in zip(over, years, strict=True) if each]
    if not found:
        return ["No appropriation is on file: there is no money to exceed."]
    most = sorted(found, key=lambda item: item[0].chance)[-_MOST_SENTENCES:]
    sentences = [_year_over(each, year) for each, year in found if (each, year) in most]
    reserves = [f"{about(each.reserve)} in FY{year}" for each, year in found]
    if any(each.reserve for each, _ in found):
        sentences.append(
            f"A reserve of {listed(reserves)} makes the money of each year last with "
            f"{certainty * 100:g} % certainty."
        )
    return sentences


def _year_over(over: Overrun, year: int) -> str:
    if over.typical is None:
        return f"In no run does FY{year} cost more than was approved."
    runs = in_runs(over.chance)
    return (
        f"{runs[0].upper()}{runs[1:]} FY{year} costs more than was approved; the "
        f"typical overrun is {about(over.typical)}."
    )


def _missing(simulation: Simulation) -> tuple[str, ...]:
    """The unknown figures of all fiscal years, each once."""
    return tuple(dict.fromkeys(key for keys in simulation.missing for key in keys))


def _left_out(simulation: Simulation) -> list[str]:
    """Which unknown figures the runs do without."""
    keys = _missing(simulation)
    if not keys:
        return []
    verb = "is" if len(keys) == 1 else "are"
    return [
        (
            f"{listed(keys)} {verb} unknown and left out of every run: the cost is "
            "at least this, and so is every chance of exceeding the money."
        )
    ]
