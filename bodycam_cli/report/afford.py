"""The answer to: how many cameras, or how early a rollout, does the money allow?"""

from collections.abc import Iterator
from dataclasses import replace

from bodycam_cli.analysis.affordability import Answer, Binding, Cameras, Finish
from bodycam_cli.program.dates import month_text, month_words
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.basis import (
    assumption_notes,
    change_basis,
    citations_of,
    dollar_basis,
    estimate_basis,
    simulated_title,
    used_by,
)
from bodycam_cli.report.cost import by_year
from bodycam_cli.report.document import Column, Notice, Report, Stamp, Table
from bodycam_cli.report.hints import next_hint
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.tables import Cells, Known, sum_of, table
from bodycam_cli.report.words import counted, dollars, fiscal_years, listed, sentence

_ANSWER = (
    Column("quantity", "Quantity", "text", "item"),
    Column("value", "Value", "text", folds=False),
    Column("unit", "Unit", "text"),
    Column("binding_year", "Binding year", "fiscal year", folds=False),
    Column("binding_line", "Binding line", "text", folds=False),
)

_MOST_NAMED = 6
"""So many counts, or spans of counts, are named in a sentence."""


def afford_report(answer: Answer, arguments: tuple[str, ...]) -> Report:
    """What the money allows, with the years as planned and with the most cameras."""
    planned, question = answer.planned, answer.question
    loaded, use = question.loaded, used_by(planned)
    over = answer.lacking
    tables = [_answer_table(answer), _years(answer, planned, "years", over)]
    most = answer.cameras.projection if answer.cameras else None
    if most is not None and answer.cameras and answer.cameras.most != planned.cameras:
        tables.append(_years(answer, most, "at_most"))
    return Report(
        command="afford",
        title=simulated_title(planned),
        basis=(
            estimate_basis(planned),
            dollar_basis(loaded, planned.calendar.fiscal_years[0]),
            *change_basis(loaded),
            _money_basis(answer),
        ),
        estimate=planned.estimate,
        answer=tuple(_sentences(answer)),
        tables=tuple(tables),
        notes=assumption_notes(loaded, use),
        notices=tuple(_notices(answer)),
        sources=citations_of(loaded, use),
        hints=next_hint(loaded, arguments, "shows how sure the cost is", "simulate"),
        stamp=_stamp(answer, arguments),
    )


def without_solution(answer: Answer) -> str:
    """Why nothing keeps within the money, and what would make it."""
    return sentence(
        f"No solution: no number of cameras and no date keeps within the money; "
        f"{_lacking_words(answer)} more would be enough for "
        f"{counted(answer.planned.cameras, 'camera')} as planned"
    )


def _stamp(answer: Answer, arguments: tuple[str, ...]) -> Stamp:
    stamp = stamp_of(arguments, [answer.question.loaded])
    if answer.question.certainty is None:
        return stamp
    return replace(stamp, seed=answer.question.seed, draws=answer.question.draws)


def _money_basis(answer: Answer) -> str:
    """Which money it is, and with which certainty it must be enough."""
    money, question = answer.question.money, answer.question
    years = fiscal_years(answer.planned.calendar.fiscal_years)
    if money.total is not None:
        text = f"Money: {dollars(money.total)} for {years} together"
    elif money.kind == "annual":
        text = f"Money: {dollars(money.by_year[0] or 0)} in each of {years}"
    else:
        text = "Money: the file's appropriations; a year without one sets no limit"
    if question.certainty is None:
        return f"{text}. At the likely values; --certainty 0.8 asks for more."
    share = f"{question.certainty * 100:g} %"
    return f"{text}. Enough in {share} of {question.draws:,} runs."


# -------------------------------------------------------------------- sentences


def _sentences(answer: Answer) -> Iterator[str]:
    if answer.cameras is None:
        yield (
            "A published estimate is for one number of cameras and does not scale: no "
            "other is tried. Use --estimate lines for that."
        )
    else:
        yield _most_cameras(answer.cameras)
    yield _as_planned(answer)
    if answer.finish is not None:
        yield _earliest(answer, answer.finish)
    if answer.cameras is not None:
        yield from _too_dear(answer.cameras)


def _most_cameras(cameras: Cameras) -> str:
    if cameras.most is None:
        return f"No number of cameras from 1 to {cameras.tried:,} fits the money."
    most = counted(cameras.most, "camera")
    if cameras.binding is None:
        return f"The money is enough for {most}, the most that was tried."
    return f"The money is enough for {most} at most: {_against(cameras.binding)}."


def _against(binding: Binding) -> str:
    """What stands against one more."""
    when = "all years together" if binding.fiscal_year is None else ""
    year = when or f"FY{binding.fiscal_year}"
    line = f", most of all for lines.{binding.line}" if binding.line else ""
    if not binding.over:
        return f"one more would leave too little in {year}{line}"
    return f"one more puts {year} {dollars(binding.over)} over{line}"


def _as_planned(answer: Answer) -> str:
    cameras = counted(answer.planned.cameras, "camera")
    chance = ""
    if answer.chance is not None:
        chance = f" (it is enough in {answer.chance * 100:.3g} % of the runs)"
    if answer.fits:
        return f"It is enough for the {cameras} of the program as planned{chance}."
    return (
        f"For the {cameras} of the program as planned it lacks "
        f"{_lacking_words(answer)}{chance}."
    )


def _lacking_words(answer: Answer) -> str:
    years = answer.planned.calendar.fiscal_years
    if answer.question.money.total is not None:
        return dollars(answer.lacking[-1])
    parts = [
        f"{dollars(amount)} in FY{year}"
        for amount, year in zip(answer.lacking, years, strict=True)
        if amount
    ]
    return listed(parts) if parts else dollars(0)


def _earliest(answer: Answer, finish: Finish) -> str:
    cameras = counted(answer.planned.cameras, "camera")
    if finish.earliest is None:
        return (
            f"With {cameras}, no date of the waves still to come fits the money within "
            "these years."
        )
    month = month_words(finish.earliest)
    text = f"With {cameras}, all can be in service in {month} at the earliest"
    if finish.shift == 0:
        return f"{text}, as planned."
    months = counted(abs(finish.shift), "month")
    if finish.shift < 0:
        return f"{text}, all waves to come {months} earlier than planned."
    way = f"--set slip_months={finish.slip_months}"
    return f"{text}, all waves to come {months} later than planned ({way})."


def _too_dear(cameras: Cameras) -> Iterator[str]:
    """Counts below the most that do not fit, as spans."""
    if not cameras.too_dear:
        return
    spans: list[list[int]] = []
    for count in cameras.too_dear:
        if spans and count == spans[-1][1] + 1:
            spans[-1][1] = count
        else:
            spans.append([count, count])
    named = [
        f"{first:,}" if first == last else f"{first:,} to {last:,}"
        for first, last in spans
    ]
    if len(named) > _MOST_NAMED:
        named = [*named[:_MOST_NAMED], f"{len(named) - _MOST_NAMED} more spans"]
    yield f"Of the smaller counts, {listed(named)} do not fit."


# ----------------------------------------------------------------------- tables


def _answer_table(answer: Answer) -> Table:
    """The table ``answer``: what the money allows, and what stands against more."""
    rows: list[Cells] = []
    cameras, finish = answer.cameras, answer.finish
    if cameras is not None:
        row = _bound("cameras", cameras.most, "cameras", cameras.binding)
        rows.append(row)
    if finish is not None:
        month = None if finish.earliest is None else month_text(finish.earliest)
        rows.append(_bound("full_rollout", month, "month", finish.binding))
    rows.append(_bound("lacking", sum(answer.lacking), "dollars", _worst(answer)))
    return table("answer", "What the money allows", _ANSWER, rows)


def _bound(
    quantity: str, value: int | str | None, unit: str, binding: Binding | None
) -> Cells:
    return {
        "quantity": quantity,
        "value": value,
        "unit": unit,
        "binding_year": binding.fiscal_year if binding else None,
        "binding_line": binding.line if binding else None,
    }


def _worst(answer: Answer) -> Binding | None:
    """The year that lacks most as planned, and its dearest local line."""
    most = max(answer.lacking)
    if not most or answer.question.money.total is not None:
        return None
    index = answer.lacking.index(most)
    covers = answer.planned.loaded.program.appropriation_covers
    local = [line for line in answer.planned.lines if line.payer in covers]
    dearest = max(local, key=lambda line: int(line.dollars[0, index]), default=None)
    year = answer.planned.calendar.fiscal_years[index]
    return Binding(year, dearest.name if dearest else None, most)


def _years(
    answer: Answer,
    projection: Projection,
    name: str,
    lacking: tuple[int, ...] | None = None,
) -> Table:
    """The years of a projection against the money.

    Args:
        answer: What was found.
        projection: The program as planned, or with the most cameras.
        name: Name of the table.
        lacking: Dollars that each year lacks; None to take them from the likely cost.
    """
    money, calendar = answer.question.money, projection.calendar
    costs = by_year(projection.budget.local_cost)
    if lacking is None:
        over = money.over(projection.budget.local_cost.dollars[:1])[0]
        lacking = tuple(max(0, int(amount)) for amount in over)
    rows: list[Cells] = [
        {
            "fiscal_year": year,
            "months": int(calendar.months_in_year[index]),
            "local_cost": costs[index],
            "appropriation": money.by_year[index],
            "over": None if money.by_year[index] is None else lacking[index],
            "passed": None if money.by_year[index] is None else not lacking[index],
        }
        for index, year in enumerate(calendar.fiscal_years)
    ]
    totals: dict[str, int | Known | None] = {"local_cost": sum_of(costs)}
    if money.total is not None:
        totals |= {"appropriation": money.total, "over": lacking[-1]}
    columns = _year_columns(answer)
    cameras = int(projection.rollout.cameras_in_service[0].max())
    title = f"With {counted(cameras, 'camera')}"
    if name == "years":
        title = f"As planned, with {counted(projection.cameras, 'camera')}"
    return table(name, title, columns, rows, totals)


def _year_columns(answer: Answer) -> tuple[Column, ...]:
    certainty = answer.question.certainty
    over = "Over" if certainty is None else f"Lacks for {certainty * 100:g} %"
    money = "Appropriation" if answer.question.money.kind == "appropriations" else ""
    return (
        Column("fiscal_year", "Fiscal year", "fiscal year", "period"),
        Column("months", "Months", "months", on_paper=False),
        Column("local_cost", "Local cost", "dollars", folds=False),
        Column("appropriation", money or "Money", "dollars", folds=False),
        Column("over", over, "dollars", folds=False),
        Column("passed", "Passed", "text", folds=False),
    )


# ---------------------------------------------------------------------- notices


def _notices(answer: Answer) -> Iterator[Notice]:
    cameras, question = answer.cameras, answer.question
    if cameras is not None and cameras.unmoved:
        names = [f"lines.{name}" for name in cameras.unmoved]
        verb = "costs" if len(names) == 1 else "cost"
        text = (
            f"{listed(names)} {verb} the same with any number of cameras that was "
            "tried. Where that is not so, price it per camera, officer or item."
        )
        yield Notice("unmoved_lines", text, {"lines": list(cameras.unmoved)})
    if cameras is not None and cameras.tried < question.at_most:
        text = (
            f"The waves take {counted(cameras.tried, 'camera')} and no more, so that "
            "no higher number was tried. A wave without cameras takes the rest."
        )
        yield Notice("waves_are_full", text, {"cameras": cameras.tried})
    if cameras is not None and not cameras.were_all_tried:
        text = (
            "The number of cameras was found by halving, which takes it that more "
            "cameras never cost less; without --certainty every number is tried."
        )
        yield Notice("found_by_halving", text, {"tried": cameras.tried})
    limited = [money is not None for money in question.money.by_year]
    if question.money.total is None and not all(limited):
        years = [
            year
            for year, is_limited in zip(
                answer.planned.calendar.fiscal_years, limited, strict=True
            )
            if not is_limited
        ]
        words = listed([f"FY{year}" for year in years])
        text = (
            f"There is no appropriation for {words}: nothing limits the cost there. "
            "--annual or --total limits all years."
        )
        yield Notice("not_limited", text, {"fiscal_years": years})
