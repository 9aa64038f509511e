"""The answer to: which assumption moves the total most?"""

from bodycam_cli.analysis.sensitivity import Sensitivity, Swing
from bodycam_cli.program.figures import ASSUMED
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.report.basis import (
    assumption_notes,
    bare_number,
    change_basis,
    citations_of,
    dollar_basis,
    estimate_basis,
    plain_number,
    simulated_title,
    used_by,
)
from bodycam_cli.report.document import Chart, Column, Report, Table
from bodycam_cli.report.hints import next_hint
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.tables import Cells, Known, table
from bodycam_cli.report.words import (
    counted,
    dollars,
    dollars_known,
    fiscal_years,
    sentence,
)

_COLUMNS = (
    Column("key", "Figure", "text", "item"),
    Column("unit", "Unit", "text"),
    Column("value", "Likely", "number"),
    Column("low", "Low", "number"),
    Column("high", "High", "number"),
    Column("total_low", "Total at low", "dollars"),
    Column("total_high", "Total at high", "dollars"),
    Column("swing", "Swing", "dollars"),
    Column("origin", "Set in", "text"),
    Column("source", "Source", "text"),
)


def sensitivity_report(found: Sensitivity, arguments: tuple[str, ...]) -> Report:
    """Each ranged figure from low to high, the largest swing first."""
    likely, loaded = found.likely, found.likely.loaded
    use = used_by(likely)
    title = f"Total, and {dollars(found.total)} at likely"
    chart = Chart("figures", "key", "total_high", title, "total_low", mark=found.total)
    return Report(
        command="sensitivity",
        title=simulated_title(likely),
        basis=(
            estimate_basis(likely),
            dollar_basis(loaded, likely.calendar.fiscal_years[0]),
            *change_basis(loaded),
            "Each ranged figure from low to high, the others at their likely values.",
        ),
        estimate=likely.estimate,
        answer=tuple(_answer(found)),
        tables=(_figures(found),),
        charts=(chart,),
        notes=assumption_notes(loaded, use),
        sources=citations_of(loaded, use),
        hints=next_hint(loaded, arguments, "shows how sure the cost is", "simulate"),
        stamp=stamp_of(arguments, [loaded]),
    )


def _figures(found: Sensitivity) -> Table:
    """The table ``figures``: the largest swing first."""
    loaded = found.likely.loaded
    missing = _missing(found)
    rows: list[Cells] = [
        {
            "key": swing.ranged.key,
            "unit": swing.ranged.quantity.unit,
            "value": plain_number(swing.ranged.likely),
            "low": plain_number(swing.ranged.low),
            "high": plain_number(swing.ranged.high),
            "total_low": Known(swing.at_low, missing),
            "total_high": Known(swing.at_high, missing),
            "swing": swing.dollars,
            "origin": str(loaded.origin(swing.ranged.path)),
            "source": swing.ranged.figure.source,
        }
        for swing in found.swings
    ]
    years = fiscal_years(found.likely.calendar.fiscal_years)
    return table("figures", f"Local cost of {years}", _COLUMNS, rows)


def _missing(found: Sensitivity) -> tuple[str, ...]:
    missing = found.likely.budget.local_cost.missing
    return tuple(dict.fromkeys(key for keys in missing for key in keys))


def _answer(found: Sensitivity) -> list[str]:
    years = fiscal_years(found.likely.calendar.fiscal_years)
    if not found.swings:
        cost = dollars_known(Known(found.total, _missing(found)))
        return [
            (
                "No figure of this estimate is given as a range: nothing moves the "
                f"local cost of {years}, {cost}. Give prices and quantities a low, "
                "likely and high value to see which of them matter."
            )
        ]
    largest = found.swings[0]
    return [
        _largest(largest, years),
        _what_to_do(found.likely.loaded, largest),
        *_the_rest(found),
    ]


def _largest(swing: Swing, years: str) -> str:
    low, high = (
        bare_number(number, swing.ranged.quantity)
        for number in (swing.ranged.low, swing.ranged.high)
    )
    return (
        f"{swing.ranged.key} moves the total most: {years} cost the local budget "
        f"{dollars(swing.at_low)} at {low} and {dollars(swing.at_high)} at {high}, "
        f"{dollars(abs(swing.dollars))} apart."
    )


def _what_to_do(loaded: LoadedProgram, swing: Swing) -> str:
    """Where the figure was set, on what it rests, and how to narrow it."""
    ranged = swing.ranged
    place = f"It is set in {loaded.origin(ranged.path)}"
    source = ranged.figure.source
    if source == ASSUMED:
        rests = f"{place}, and is assumed"
        rests += f": {ranged.figure.note}" if ranged.figure.note else ""
    else:
        rests = f"{place}; its source is {source}" if source else f"{place}, unsourced"
    quote = "a quote, a contract or a count of your own narrows it"
    return f"{sentence(rests)} {quote[0].upper()}{quote[1:]}: --set {ranged.key}=..."


def _the_rest(found: Sensitivity) -> list[str]:
    """How many figures move the total by less than a tenth of the largest."""
    largest = abs(found.swings[0].dollars)
    small = [each for each in found.swings if abs(each.dollars) * 10 < largest]
    if not small:
        return []
    verb = "moves" if len(small) == 1 else "move"
    return [
        (
            f"{counted(len(small), 'figure')} of {len(found.swings)} {verb} it by less "
            "than a tenth of that."
        )
    ]
