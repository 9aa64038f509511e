"""The answer to: why do two programs differ?"""

from collections.abc import Sequence
from itertools import accumulate

from bodycam_cli.analysis.attribution import (
    CAUSES,
    ONLY_IN_FIRST,
    ONLY_IN_SECOND,
    Effect,
    effects,
)
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.cost import by_year
from bodycam_cli.report.document import Chart, Column, Table
from bodycam_cli.report.inputs import inputs_table
from bodycam_cli.report.tables import Cells, Known, sum_of, table
from bodycam_cli.report.words import dollars, dollars_known, listed

_LARGEST = 3
"""So many causes are named in the answer."""

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
    tables = [inputs_table(first, second)]
    if not positions or _unknown_at(first, second, positions):
        return tables
    found = effects(first, second, positions)
    return [
        *tables,
        _waterfall(first, second, found, positions),
        _effects(first, second, found, positions),
        _local(first, second, positions),
    ]


def why_answer(
    first: Projection, second: Projection, positions: Sequence[int]
) -> tuple[str, ...]:
    """The largest causes in a sentence, or why there is no attribution."""
    one, other = first.loaded.argument, second.loaded.argument
    if not positions:
        return ("Why they differ cannot be told: no year of both has the same months.",)
    missing = _unknown_at(first, second, positions)
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        return (f"Why they differ cannot be told: {listed(missing)} {verb} unknown.",)
    sums = _by_cause(first, second, effects(first, second, positions))
    gap, paid = sum(sums.values()), _paid_differently(first, second, positions)
    if not gap:
        return (f"{other} costs as much as {one}.", *paid)
    more = "more" if gap > 0 else "less"
    largest = sorted(sums, key=lambda step: -abs(sums[step]))[:_LARGEST]
    parts = [f"{step} {dollars(sums[step])}" for step in largest]
    text = f"{other} costs {dollars(abs(gap))} {more} than {one}, most of all by"
    return (f"{text} {listed(parts)}.", *paid)


def _paid_differently(
    first: Projection, second: Projection, positions: Sequence[int]
) -> tuple[str, ...]:
    """That others and grants pay differently, where they do."""
    kinds = (("others pay", "paid_by_others"), ("grants pay", "funding"))
    told = []
    for label, name in kinds:
        one, other = (
            dollars_known(sum_of(_at(each, name, positions)))
            for each in (first, second)
        )
        if one != other:
            told.append(f"{label} {other} instead of {one}")
    return (f"Of it, {listed(told)}.",) if told else ()


def _at(one: Projection, name: str, positions: Sequence[int]) -> list[Known]:
    """A column of the budget at some positions."""
    amounts = by_year(getattr(one.budget, name))
    return [amounts[index] for index in positions]


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


def _by_cause(
    first: Projection, second: Projection, found: list[Effect]
) -> dict[str, int]:
    """Dollars of each cause in words, in the order of telling."""
    sums = {
        _told(first, second, cause): sum(
            sum(effect.dollars) for effect in found if effect.cause == cause
        )
        for cause in CAUSES
    }
    return {step: total for step, total in sums.items() if total}


def _told(first: Projection, second: Projection, cause: str) -> str:
    """A cause in words; lines of one program with its name."""
    one, other = first.loaded.argument, second.loaded.argument
    if one == other:
        return cause
    words = {ONLY_IN_FIRST: f"only in {one}", ONLY_IN_SECOND: f"only in {other}"}
    return words.get(cause, cause)


def _waterfall(
    first: Projection,
    second: Projection,
    found: list[Effect],
    positions: Sequence[int],
) -> Table:
    """The table ``waterfall``: from one total to the other, cause by cause."""
    start = int(first.budget.cost.dollars[0, list(positions)].sum())
    sums = _by_cause(first, second, found)
    levels = list(accumulate(sums.values(), initial=start))
    one, other = first.loaded.argument, second.loaded.argument
    steps: list[Cells] = [
        {"step": step, "dollars": sums[step], "start": before, "end": after}
        for step, before, after in zip(sums, levels[:-1], levels[1:], strict=True)
    ]
    rows: list[Cells] = [
        {"step": one, "dollars": start, "start": 0, "end": start},
        *steps,
        {"step": other, "dollars": levels[-1], "start": 0, "end": levels[-1]},
    ]
    return table("waterfall", WATERFALL.title, _STEPS, rows)


def _effects(
    first: Projection,
    second: Projection,
    found: list[Effect],
    positions: Sequence[int],
) -> Table:
    """The table ``why``: each cause through each line, by year and in all."""
    columns = (
        Column("cause", "Cause", "text", "item"),
        Column("line", "Line", "text", "item"),
        *_year_columns(positions),
        Column("total", "Total", "dollars", folds=False),
    )
    rows: list[Cells] = [
        {
            "cause": _told(first, second, effect.cause),
            "line": effect.line,
            **_years([Known(amount) for amount in effect.dollars], positions),
        }
        for effect in found
    ]
    sums = [
        Known(sum(effect.dollars[place] for effect in found))
        for place in range(len(positions))
    ]
    note = (
        "A cause is what it alone would change, halfway between starting from the "
        "first program and from the second; interaction is what is left, rounding "
        "included. Prices are those of the first fiscal year; growth counts from it."
    )
    return table(
        "why", "Difference by cause", columns, rows, _years(sums, positions), (note,)
    )


def _year_columns(positions: Sequence[int]) -> list[Column]:
    return [
        Column(f"year_{index + 1}", f"Year {index + 1}", "dollars", folds=False)
        for index in positions
    ]


def _years(amounts: Sequence[Known], positions: Sequence[int]) -> dict[str, Known]:
    by_name = {
        f"year_{index + 1}": amount
        for index, amount in zip(positions, amounts, strict=True)
    }
    return {**by_name, "total": sum_of(amounts)}


def _local(first: Projection, second: Projection, positions: Sequence[int]) -> Table:
    """The table ``local``: from the difference of cost to that of local cost."""
    columns = (
        Column("step", "What", "text", "item"),
        Column("first", first.loaded.argument, "dollars", folds=False),
        Column("second", second.loaded.argument, "dollars", folds=False),
        *_year_columns(positions),
        Column("total", "Difference", "dollars", folds=False),
    )
    rows: list[Cells] = []
    for name in ("cost", "paid_by_others", "funding", "local_cost"):
        one, other = (_at(each, name, positions) for each in (first, second))
        gaps = [_gap(*pair) for pair in zip(one, other, strict=True)]
        label = name.replace("_", " ")
        sides = {"first": sum_of(one), "second": sum_of(other)}
        rows.append({"step": label, **sides, **_years(gaps, positions)})
    title = "To the local budget: cost, less paid by others, less funding"
    return table("local", title, columns, rows)


def _gap(one: Known, other: Known) -> Known:
    """A difference; it is unknown where either side is not whole."""
    missing = tuple(dict.fromkeys((*one.missing, *other.missing)))
    return Known(0 if missing else other.amount - one.amount, missing)
