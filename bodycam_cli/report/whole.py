"""The whole program in one answer: what is handed over as a page.

It is made of the answers of the other commands, put in the order in which a council
reads them: the money first, what it rests on last.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bodycam_cli.analysis.sensitivity import Sensitivity
from bodycam_cli.analysis.simulation import CERTAINTY, Simulation
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.basis import (
    change_basis,
    citations_of,
    dollar_basis,
    estimate_basis,
    title_of,
)
from bodycam_cli.report.changes import months_of_change, only_rows, rollout_chart
from bodycam_cli.report.cost import by_year, cost_report
from bodycam_cli.report.document import (
    Chart,
    Notice,
    Report,
    Stamp,
    Table,
)
from bodycam_cli.report.evidence import assumed_of, assumptions, unknown
from bodycam_cli.report.groups import largest_lines
from bodycam_cli.report.headline import answer_of, summary_table
from bodycam_cli.report.parts import (
    Part,
    columns_on_paper,
    part_of,
    renamed,
    renamed_charts,
)
from bodycam_cli.report.pictures import (
    category_chart,
    category_table,
    money_chart,
    money_table,
)
from bodycam_cli.report.rollout import rollout_report
from bodycam_cli.report.sensitivity import sensitivity_report
from bodycam_cli.report.simulate import simulate_report
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.storage import Store, storage_report
from bodycam_cli.report.tables import sum_of
from bodycam_cli.report.words import (
    dollars_known,
    fiscal_years,
)

_MOST_SWINGS = 12
"""Bars of a tornado that still tell something."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What is known of a program, ready to be told.

    Attributes:
        projection: What it costs.
        store: Its video, or None where the program says nothing of it.
        simulation: Its cost in many draws, or None where that cannot be given.
        sensitivity: What each range moves, or None with the simulation.
    """

    projection: Projection
    store: Store | None = None
    simulation: Simulation | None = None
    sensitivity: Sensitivity | None = None


def whole_report(whole: Whole, arguments: tuple[str, ...]) -> Report:
    """The whole program: the money, the rollout, the video, and what it rests on."""
    projection = whole.projection
    loaded = projection.loaded
    parts = [
        _cost(projection),
        _money(projection),
        _rollout(projection),
        *([] if whole.store is None else [_storage(whole.store)]),
        *_range(whole),
        unknown(projection),
        assumptions(projection),
    ]
    notices = [notice for part in parts for notice in part.notices]
    return Report(
        command="report",
        title=title_of(loaded),
        basis=(
            *filter(None, [loaded.program.place]),
            estimate_basis(projection),
            dollar_basis(loaded, projection.calendar.fiscal_years[0]),
            *change_basis(loaded),
        ),
        estimate=projection.estimate,
        answer=answer_of(projection),
        tables=(summary_table(projection), *(t for part in parts for t in part.tables)),
        charts=tuple(chart for part in parts for chart in part.charts),
        notices=each_once(notices),
        sources=citations_of(loaded, bool),
        stamp=_stamp(whole, arguments),
        sections=tuple(part.section for part in parts),
    )


def each_once(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Notices without those that say the same."""
    return tuple({(each.kind, each.text): each for each in notices}.values())


def _cost(projection: Projection) -> Part:
    lines = largest_lines(projection)
    tables = (category_table(projection), *([] if lines is None else [lines]))
    chart = category_chart(projection)
    return part_of("cost", "Cost by year", (), tables, (chart,))


def _money(projection: Projection) -> Part:
    """What is unfunded, and what grants pay."""
    report = cost_report(projection, ())
    grants = tuple(each for each in report.tables if each.name == "grants")
    tables = (money_table(projection), *grants)
    chart = money_chart(projection)
    text = report.answer
    return part_of(
        "unfunded", "What is unfunded", text, tables, (chart,), report.notices
    )


def _rollout(projection: Projection) -> Part:
    loaded, calendar = projection.loaded, projection.calendar
    report = rollout_report(loaded, calendar, projection.rollout, ())
    *others, months = report.tables
    changes = months_of_change(months)
    tables = (changes, *others)
    chart = rollout_chart(changes)
    return part_of(
        "rollout", "Rollout", report.answer, tables, (chart,), report.notices
    )


def _storage(store: Store) -> Part:
    report = storage_report(store, (), monthly=False)
    tables = renamed(report.tables, "storage")
    charts = renamed_charts(report.charts, "storage")
    text = (*report.answer, *assumed_of(store.loaded), report.basis[-1])
    return part_of("storage", "Video storage", text, tables, charts, report.notices)


def _range(whole: Whole) -> list[Part]:
    """How sure the cost is, and which figures move it."""
    if whole.simulation is None or whole.sensitivity is None:
        return []
    drawn = simulate_report(whole.simulation, CERTAINTY, ())
    moved = sensitivity_report(whole.sensitivity, ())
    text = (*_other_estimate(whole, whole.simulation), *drawn.answer)
    tables = tuple(each for each in drawn.tables if each.name != "histogram")
    has_ranges = bool(whole.simulation.figures)
    if not has_ranges:
        return [part_of("range", "How sure the cost is", text)]
    count = min(_MOST_SWINGS, len(whole.sensitivity.swings))
    swings = only_rows(moved.tables[0], range(count))
    return [
        part_of(
            "range",
            "How sure the cost is",
            (*text, *drawn.basis[-1:]),
            renamed(tables, "range"),
            (_fan(whole.simulation),),
        ),
        part_of(
            "sensitivity",
            "What moves the cost",
            moved.answer,
            renamed((_swings_on_paper(swings),), "sensitivity"),
            renamed_charts(moved.charts, "sensitivity"),
        ),
    ]


def _other_estimate(whole: Whole, simulation: Simulation) -> list[str]:
    """Says so where the range is of another estimate than the page."""
    likely = simulation.likely
    if likely.estimate == whole.projection.estimate:
        return []
    cost = sum_of(by_year(likely.budget.local_cost))
    text = (
        f"This is about the estimate by cost lines, {dollars_known(cost)} at the "
        "likely values, not about the published estimate, which has no range."
    )
    return [text]


def _fan(simulation: Simulation) -> Chart:
    years = simulation.likely.calendar.fiscal_years
    text = (
        f"For each fiscal year, {fiscal_years(years)}: the median, the half of all "
        "runs around it, and the nine of ten around those. The table has the amounts."
    )
    return Chart(
        table="range_years",
        label="fiscal_year",
        value="p50",
        title="Local cost by fiscal year: where the runs end",
        kind="fan",
        series=("p5", "p25", "p75", "p95"),
        line="appropriation",
        text=text,
    )


def _swings_on_paper(swings: Table) -> Table:
    """The same swings with fewer columns: what, from, to, and the totals."""
    names = ("key", "total_low", "total_high", "swing", "source")
    return replace(swings, columns=columns_on_paper(swings, names))


def _stamp(whole: Whole, arguments: tuple[str, ...]) -> Stamp:
    stamp = stamp_of(arguments, [whole.projection.loaded])
    drawn = whole.simulation
    return (
        stamp if drawn is None else replace(stamp, seed=drawn.seed, draws=drawn.draws)
    )
