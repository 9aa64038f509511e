"""A rollout by the months in which it changes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bodycam_cli.program.dates import month_words
from bodycam_cli.report.document import Chart, Incomplete, Table, Value
from bodycam_cli.report.words import (
    listed,
)

_MOST_STEPS = 6
"""So many steps of a rollout are told one by one."""


def months_of_change(months: Table) -> Table:
    """The table ``rollout``: the months in which cameras or officers change."""
    names = [column.name for column in months.columns if column.name != "month"]
    rows = list(months.rows)
    kept = [
        index
        for index, row in enumerate(rows)
        if index in (0, len(rows) - 1)
        or any(row[name] != rows[index - 1][name] for name in names[1:])
        or row[names[0]]
    ]
    note = "Months between two rows are as the earlier one."
    short = only_rows(months, kept)
    return replace(
        short,
        name="rollout",
        title="Cameras and officers, where they change",
        notes=(*months.notes, note),
    )


def rollout_chart(changes: Table) -> Chart:
    """Cameras in service over the months."""
    steps = [
        f"{row['cameras_in_service']:,} from {_month_words(row)}"
        for before, row in zip([None, *changes.rows], changes.rows, strict=False)
        if row["cameras_in_service"] != (before or {}).get("cameras_in_service", 0)
    ]
    text = f"Cameras in service: {listed(steps or ['none'])}."
    if len(steps) > _MOST_STEPS:
        text = f"Cameras in service: {steps[0]}, in {len(steps)} steps to {steps[-1]}."
    return Chart(
        table="rollout",
        label="month",
        value="cameras_in_service",
        title="Cameras in service",
        kind="steps",
        text=text,
    )


def only_rows(whole: Table, kept: Sequence[int]) -> Table:
    """Some rows of a table, without its totals where any row is left out."""
    places = {index: place for place, index in enumerate(kept)}
    incomplete = tuple(
        Incomplete(places[cell.row], cell.column, cell.missing)
        for cell in whole.incomplete
        if isinstance(cell.row, int) and cell.row in places
    )
    rows = tuple(whole.rows[index] for index in kept)
    if len(rows) == len(whole.rows):
        return whole
    return replace(whole, rows=rows, incomplete=incomplete, totals=_kept_totals(whole))


def _kept_totals(whole: Table) -> dict[str, Value]:
    """Totals of what is bought count rows that are left out, which bought nothing."""
    return {
        name: total for name, total in whole.totals.items() if name == "cameras_bought"
    }


def _month_words(row: Mapping[str, Value]) -> str:
    """The month of a row as ``June 2019``."""
    year, _, month = str(row["month"]).partition("-")
    return month_words(int(year) * 12 + int(month) - 1)
