"""The answer to: why do two programs differ?"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from bodycam_cli.analysis.attribution import (
    CAUSES,
    Effect,
    differing_inputs,
    effects,
)
from bodycam_cli.program.figures import Figure, MonthFigure
from bodycam_cli.program.structure import dotted
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.basis import plain_number
from bodycam_cli.report.document import Chart, Column, Table, Value
from bodycam_cli.report.tables import Cells, table
from bodycam_cli.report.words import dollars, listed

_STEPS = (
    Column("step", "Step", "text", "item"),
    Column("dollars", "Dollars", "dollars"),
    Column("start", "From", "dollars", on_paper=False),
    Column("end", "To", "dollars", on_paper=False),
)

WATERFALL = Chart("waterfall", "step", "end", "From the first to the second", "start")
"""The steps from the cost of the first program to that of the second."""


def why_tables(
    first: Projection, second: Projection, positions: Sequence[int]
) -> list[Table]:
    """Inputs that differ, and the difference by cause and line, adding up exactly."""
    tables = [_inputs(first, second)]
    if not positions or _unknown_at(first, second, positions):
        return tables
    found = effects(first, second, positions)
    return [
        *tables,
        _waterfall(first, second, found, positions),
        _effects(found, positions),
        _local(first, second, positions),
    ]


def why_answer(
    first: Projection, second: Projection, positions: Sequence[int]
) -> tuple[str, ...]:
    """The largest causes in a sentence, or why there is no attribution."""
    names = first.loaded.argument, second.loaded.argument
    if not positions:
        return ("Why they differ cannot be told: no year of both has the same months.",)
    missing = _unknown_at(first, second, positions)
    if missing:
        return (f"Why they differ cannot be told: {listed(missing)} is unknown.",)
    sums = _by_cause(effects(first, second, positions))
    gap = sum(sums.values())
    more = "more" if gap >= 0 else "less"
    largest = sorted(sums, key=lambda cause: -abs(sums[cause]))[:3]
    parts = [f"{cause} {dollars(sums[cause])}" for cause in largest]
    told = f", most of all by {listed(parts)}" if parts else ""
    return (f"{names[1]} costs {dollars(abs(gap))} {more} than {names[0]}{told}.",)


def _unknown_at(
    first: Projection, second: Projection, positions: Sequence[int]
) -> list[str]:
    return list(
        dict.fromkeys(
            key
            for each in (first, second)
            for index in positions
            for key in each.budget.cost.missing[index]
        )
    )


def _by_cause(found: list[Effect]) -> dict[str, int]:
    """Dollars of each cause, in the order of telling."""
    sums = {
        cause: sum(sum(effect.dollars) for effect in found if effect.cause == cause)
        for cause in CAUSES
    }
    return {cause: total for cause, total in sums.items() if total}


def _inputs(first: Projection, second: Projection) -> Table:
    """The table ``inputs``: value and source on both sides."""
    one, other = first.loaded.argument, second.loaded.argument
    columns = (
        Column("key", "Setting", "text", "item"),
        Column("unit", "Unit", "text"),
        Column("first", one, "text", folds=False),
        Column("second", other, "text", folds=False),
        Column("first_source", f"Source, {one}", "text"),
        Column("second_source", f"Source, {other}", "text"),
    )
    rows: list[Cells] = [
        {
            "key": dotted(each.path),
            "unit": each.unit,
            "first": _shown(each.first),
            "second": _shown(each.second),
            "first_source": getattr(each.first, "source", None),
            "second_source": getattr(each.second, "source", None),
        }
        for each in differing_inputs(first, second)
    ]
    return table("inputs", "Inputs that differ", columns, rows)


def _shown(value: Any) -> Value:
    """An input as text; an empty cell where a program has none."""
    if value is None:
        return None
    if isinstance(value, MonthFigure):
        return value.value
    if not isinstance(value, Figure):
        return ", ".join(value) if isinstance(value, tuple) else str(value)
    if value.is_unknown:
        return "unknown"
    likely = f"{plain_number(value.likely_value):,}"
    span = f" ({value.low:,g} to {value.high:,g})" if value.is_ranged else ""
    return f"{likely}{span}"


def _waterfall(
    first: Projection,
    second: Projection,
    found: list[Effect],
    positions: Sequence[int],
) -> Table:
    """The table ``waterfall``: from one total to the other, cause by cause."""
    start = int(first.budget.cost.dollars[0, list(positions)].sum())
    sums = _by_cause(found)
    levels = list(accumulate(sums.values(), initial=start))
    steps: list[Cells] = [
        {"step": cause, "dollars": sums[cause], "start": before, "end": after}
        for cause, before, after in zip(sums, levels[:-1], levels[1:], strict=True)
    ]
    rows: list[Cells] = [
        {"step": first.loaded.argument, "dollars": start, "start": 0, "end": start},
        *steps,
        {
            "step": second.loaded.argument,
            "dollars": levels[-1],
            "start": 0,
            "end": levels[-1],
        },
    ]
    return table("waterfall", "From the first to the second", _STEPS, rows)


def _effects(found: list[Effect], positions: Sequence[int]) -> Table:
    """The table ``why``: each cause through each line, by year and in all."""
    columns = (
        Column("cause", "Cause", "text", "item"),
        Column("line", "Line", "text", "item"),
        *(
            Column(f"year_{index + 1}", f"Year {index + 1}", "dollars", folds=False)
            for index in positions
        ),
        Column("total", "Total", "dollars", folds=False),
    )
    rows: list[Cells] = [
        {
            "cause": effect.cause,
            "line": effect.line,
            **_years(effect.dollars, positions),
        }
        for effect in found
    ]
    sums = [sum(year) for year in zip(*(x.dollars for x in found), strict=True)]
    totals = _years(tuple(sums) or (0,) * len(positions), positions)
    note = (
        "A cause is what it alone would change, halfway between starting from the "
        "first program and from the second; interaction is what is left, rounding "
        "included."
    )
    return table("why", "Difference by cause", columns, rows, totals, notes=(note,))


def _years(amounts: Sequence[int], positions: Sequence[int]) -> dict[str, int]:
    by_name = {
        f"year_{index + 1}": amount
        for index, amount in zip(positions, amounts, strict=True)
    }
    return {**by_name, "total": sum(amounts)}


def _local(first: Projection, second: Projection, positions: Sequence[int]) -> Table:
    """The table ``local``: from the difference of cost to that of local cost."""
    columns = (
        Column("step", "What", "text", "item"),
        Column("first", first.loaded.argument, "dollars", folds=False),
        Column("second", second.loaded.argument, "dollars", folds=False),
        Column("difference", "Difference", "dollars", folds=False),
    )
    rows: list[Cells] = []
    for name, label in (
        ("cost", "cost"),
        ("paid_by_others", "paid by others"),
        ("funding", "funding"),
        ("local_cost", "local cost"),
    ):
        one, other = (
            int(getattr(each.budget, name).dollars[0, list(positions)].sum())
            for each in (first, second)
        )
        row: Cells = {
            "step": label,
            "first": one,
            "second": other,
            "difference": other - one,
        }
        rows.append(row)
    title = "To the local budget: cost, less paid by others, less funding"
    return table("local", title, columns, rows)
