"""The whole program in one answer: what is handed over as a page.

It is made of the answers of the other commands, put in the order in which a council
reads them: the money first, what it rests on last.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bodycam_cli.analysis.sensitivity import Sensitivity
from bodycam_cli.analysis.simulation import CERTAINTY, Simulation
from bodycam_cli.program.figures import ASSUMED, Figure, MonthFigure, Quantity
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.program.structure import Path, figures_of
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.assumptions import assumptions_report
from bodycam_cli.report.basis import (
    change_basis,
    citations_of,
    dollar_basis,
    estimate_basis,
    figure_text,
    figures_used,
    title_of,
)
from bodycam_cli.report.cost import by_year, cost_report, total_cost
from bodycam_cli.report.document import (
    Chart,
    Column,
    Notice,
    Report,
    Section,
    Stamp,
    Table,
)
from bodycam_cli.report.missing import missing_report
from bodycam_cli.report.pictures import (
    category_chart,
    category_table,
    largest_lines,
    money_chart,
    money_table,
    months_of_change,
    only_rows,
    rollout_chart,
)
from bodycam_cli.report.rollout import rollout_report
from bodycam_cli.report.sensitivity import sensitivity_report
from bodycam_cli.report.simulate import simulate_report
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.storage import Store, storage_report
from bodycam_cli.report.tables import Cells, Known, sum_of, table
from bodycam_cli.report.words import (
    counted,
    dollars,
    dollars_known,
    fiscal_years,
    listed,
    sentence,
)

_MOST_ASSUMED = 10
"""So many assumed figures are ranked by the dollars that rest on them."""

_MONTHS_PER_YEAR = 12

_MOST_SWINGS = 12
"""Bars of a tornado that still tell something."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section with what it is made of.

    Attributes:
        section: Its heading and sentences.
        tables: Its tables.
        charts: Their pictures.
        notices: What the reader should know beside it.
    """

    section: Section
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    notices: tuple[Notice, ...] = ()


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
        _unknown(projection),
        _assumptions(projection),
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


def each_once(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Notices without those that say the same."""
    return tuple({(each.kind, each.text): each for each in notices}.values())


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


def _cost(projection: Projection) -> Part:
    lines = largest_lines(projection)
    tables = (category_table(projection), *([] if lines is None else [lines]))
    chart = category_chart(projection)
    return _part("cost", "Cost by year", (), tables, (chart,))


def _money(projection: Projection) -> Part:
    """What is unfunded, and what grants pay."""
    report = cost_report(projection, ())
    grants = tuple(each for each in report.tables if each.name == "grants")
    tables = (money_table(projection), *grants)
    chart = money_chart(projection)
    text = report.answer
    return _part("unfunded", "What is unfunded", text, tables, (chart,), report.notices)


def _rollout(projection: Projection) -> Part:
    loaded, calendar = projection.loaded, projection.calendar
    report = rollout_report(loaded, calendar, projection.rollout, ())
    *others, months = report.tables
    changes = months_of_change(months)
    tables = (changes, *others)
    chart = rollout_chart(changes)
    return _part("rollout", "Rollout", report.answer, tables, (chart,), report.notices)


def _storage(store: Store) -> Part:
    report = storage_report(store, (), monthly=False)
    tables = _renamed(report.tables, "storage")
    charts = _renamed_charts(report.charts, "storage")
    text = (*report.answer, *_assumed_of(store.loaded), report.basis[-1])
    return _part("storage", "Video storage", text, tables, charts, report.notices)


def _assumed_of(loaded: LoadedProgram) -> list[str]:
    """How much of what the video rests on was chosen by us."""
    found = figures_used(loaded, lambda path: path[0] == "footage")
    assumed = sum(figure.source == ASSUMED for _, figure, _ in found)
    if not assumed:
        return []
    count = f"{assumed} of the {len(found)} figures"
    return [f"{count} on hours, sizes and retention are assumed, not published."]


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
        return [_part("range", "How sure the cost is", text)]
    count = min(_MOST_SWINGS, len(whole.sensitivity.swings))
    swings = only_rows(moved.tables[0], range(count))
    return [
        _part(
            "range",
            "How sure the cost is",
            (*text, *drawn.basis[-1:]),
            _renamed(tables, "range"),
            (_fan(whole.simulation),),
        ),
        _part(
            "sensitivity",
            "What moves the cost",
            moved.answer,
            _renamed((_swings_on_paper(swings),), "sensitivity"),
            _renamed_charts(moved.charts, "sensitivity"),
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
    return replace(swings, columns=_on_paper(swings, names))


def _on_paper(of: Table, names: Sequence[str]) -> tuple[Column, ...]:
    """The columns of a table, of which people see these."""
    return tuple(replace(each, on_paper=each.name in names) for each in of.columns)


def _unknown(projection: Projection) -> Part:
    """Figures that nobody knows."""
    found = missing_report(projection, ()).tables[0]
    rows = [index for index, row in enumerate(found.rows) if row["kind"] == "unknown"]
    if not rows:
        text = "No figure of this program is unknown: each has a value."
        return _part("unknown", "What is unknown", (text,))
    count = counted(len(rows), "figure")
    text = (
        f"{count} {'is' if len(rows) == 1 else 'are'} unknown. What needs one is "
        "shown as unknown or as “at least”, never as zero."
    )
    unknown = replace(
        only_rows(found, rows), name="unknown", title="Unknown figures", notes=()
    )
    unknown = replace(unknown, columns=_on_paper(unknown, ("key", "value", "note")))
    return _part("unknown", "What is unknown", (text,), (unknown,))


def _assumptions(projection: Projection) -> Part:
    """What carries most dollars without a source, then every figure in force."""
    report = assumptions_report(projection.loaded, ())
    figures = replace(report.tables[0], title="Every figure in force")
    found = missing_report(projection, ()).tables[0]
    rows = [
        index
        for index, row in enumerate(found.rows)
        if row["kind"] == "assumed" and row["dollars"]
    ][:_MOST_ASSUMED]
    resting = replace(
        only_rows(found, rows),
        name="assumed",
        title="Assumed, by the dollars that rest on it",
        columns=_on_paper(found, ("key", "value", "dollars", "share", "note")),
    )
    tables = (*([resting] if rows else []), _readable(projection.loaded, figures))
    return _part(
        "assumptions", "Assumptions", report.answer, _renamed(tables, "figures")
    )


def _readable(loaded: LoadedProgram, figures: Table) -> Table:
    """Every figure for reading: range and unit in one cell, the note under its key."""
    texts = [_figure_words(loaded, *item) for item in figures_of(loaded.program)]
    defaults = figures.rows[len(texts) :]
    texts += [f"{row['value']:,} {row['unit']}" for row in defaults]
    columns = (
        Column("key", "Figure", "text", "item"),
        Column("value", "Value", "text"),
        Column("source", "Source", "text"),
        Column("note", "Note", "text"),
    )
    rows: list[Cells] = [
        {
            "key": row["key"],
            "value": text,
            "source": row["source"] or row["origin"],
            "note": row["note"],
        }
        for row, text in zip(figures.rows, texts, strict=True)
    ]
    paper = table(figures.name, figures.title, columns, rows)
    return replace(figures, paper=paper)


def _figure_words(
    loaded: LoadedProgram,
    path: Path,
    figure: Figure | MonthFigure,
    quantity: Quantity | None,
) -> str:
    """A figure with its unit, of a price also what it is for and of which year."""
    text = figure_text(figure, quantity)
    if path[0] != "lines" or path[-1] != "price":
        return text
    per = loaded.program.lines[str(path[1])].per
    year = figure.year if isinstance(figure, Figure) else None
    text += f" per {per}" if per else ""
    return f"{text}, {year} dollars" if year else text


def _stamp(whole: Whole, arguments: tuple[str, ...]) -> Stamp:
    stamp = stamp_of(arguments, [whole.projection.loaded])
    drawn = whole.simulation
    return (
        stamp if drawn is None else replace(stamp, seed=drawn.seed, draws=drawn.draws)
    )


def _renamed(tables: Sequence[Table], prefix: str) -> tuple[Table, ...]:
    """Tables under names that no other section uses."""
    return tuple(replace(each, name=f"{prefix}_{each.name}") for each in tables)


def _renamed_charts(charts: Sequence[Chart], prefix: str) -> tuple[Chart, ...]:
    return tuple(replace(each, table=f"{prefix}_{each.table}") for each in charts)


def _part(  # noqa: PLR0913, PLR0917 (a part is these six things)
    name: str,
    title: str,
    text: Sequence[str],
    tables: Sequence[Table] = (),
    charts: Sequence[Chart] = (),
    notices: Sequence[Notice] = (),
) -> Part:
    names = tuple(each.name for each in tables)
    section = Section(name, title, tuple(text), names)
    return Part(section, tuple(tables), tuple(charts), tuple(notices))
