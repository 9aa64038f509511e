"""Programs side by side on a page, with why each differs from the first."""

from collections.abc import Sequence
from dataclasses import replace

from bodycam_cli.analysis.comparison import common_positions
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.compare import compare_report
from bodycam_cli.report.cost import total_cost
from bodycam_cli.report.document import Chart, Report, Section, Table
from bodycam_cli.report.why import WATERFALL, why_answer, why_tables
from bodycam_cli.report.words import dollars_known, listed

_TITLES = {
    "inputs": "What differs in the files",
    "waterfall": "From the cost of {first} to that of {second}",
    "why": "The difference by cause and line",
    "local": "To the local budget: cost, less paid by others, less funding",
}


def side_by_side_report(
    projections: Sequence[Projection], arguments: tuple[str, ...]
) -> Report:
    """Programs side by side; each one after the first also with its causes.

    Args:
        projections: The programs, two or more; differences are to the first.
        arguments: The command line.
    """
    plain = compare_report(projections, arguments)
    sections = [_together(plain), Section("years", "Year by year", (), ("by_year",))]
    tables, charts = list(plain.tables), [_columns_chart(projections)]
    for number, second in enumerate(projections[1:], start=1):
        section, of_pair, waterfall = _pair(projections[0], second, number)
        sections.append(section)
        tables += of_pair
        charts += waterfall
    sections.append(Section("assumptions", "What is assumed", plain.notes))
    return replace(
        plain,
        command="report",
        answer=(_costs(projections), *_why(projections)),
        tables=tuple(tables),
        charts=tuple(charts),
        notes=(),
        hints=(),
        sections=tuple(each for each in sections if each.text or each.tables),
    )


def _costs(projections: Sequence[Projection]) -> str:
    """What each program costs, in one sentence."""
    names = [one.loaded.argument for one in projections]
    costs = [dollars_known(total_cost(one)) for one in projections]
    others = [f"{name} {cost}" for name, cost in zip(names[1:], costs[1:], strict=True)]
    return f"{listed([f'{names[0]} costs {costs[0]}', *others])} in the years shown."


def _why(projections: Sequence[Projection]) -> tuple[str, ...]:
    """The causes of the difference of two programs; of more, the sections tell."""
    first, second, *more = projections
    if more:
        return ()
    return why_answer(first, second, common_positions([first, second]))


def _together(plain: Report) -> Section:
    """Totals, and a reference beside what is not wholly known."""
    names = [each.name for each in plain.tables if each.name != "by_year"]
    return Section("summary", "Side by side", plain.answer, tuple(names))


def _columns_chart(projections: Sequence[Projection]) -> Chart:
    """Columns of all programs side by side, position by position."""
    names = [one.loaded.argument for one in projections]
    return Chart(
        table="by_year",
        label="year",
        value="",
        title="Cost by year of program",
        kind="group",
        series=tuple(f"cost_{number}" for number in range(len(projections))),
        text=f"Year 1 is the first fiscal year of each program: {listed(names)}.",
    )


def _pair(
    first: Projection, second: Projection, number: int
) -> tuple[Section, list[Table], list[Chart]]:
    """The section on one program against the first."""
    names = {"first": first.loaded.argument, "second": second.loaded.argument}
    positions = common_positions([first, second])
    tables = [
        replace(
            each,
            name=_numbered(each.name, number),
            title=_TITLES[each.name].format(**names),
        )
        for each in why_tables(first, second, positions)
    ]
    order = {"waterfall": 0, "why": 1, "local": 2, "inputs": 3}
    tables.sort(key=lambda each: order[each.name.rpartition("_")[0] or each.name])
    found = {each.name for each in tables}
    charts = [
        replace(WATERFALL, table=name, title="Each step")
        for name in [_numbered("waterfall", number)]
        if name in found
    ]
    section = Section(
        f"why-{number}",
        "Why {second} differs from {first}".format(**names),
        why_answer(first, second, positions),
        tuple(each.name for each in tables),
    )
    return section, tables, charts


def _numbered(name: str, number: int) -> str:
    """A name for each pair; the first pair has the names of ``compare --why``."""
    return name if number == 1 else f"{name}_{number}"
