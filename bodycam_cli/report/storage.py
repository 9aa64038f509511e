"""The answer to: how much video is recorded and kept, and when does it stop growing?"""

from dataclasses import dataclass

import numpy as np

from bodycam_cli.program.activity import Retention, RetentionChange
from bodycam_cli.program.dates import month_text, month_words
from bodycam_cli.program.problems import RefusedError
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.program.structure import Path
from bodycam_cli.projection.calendar import Calendar, Floats, calendar_of
from bodycam_cli.projection.footage import Video
from bodycam_cli.projection.grid import grid_of
from bodycam_cli.projection.store import month_when_full
from bodycam_cli.projection.values import Values
from bodycam_cli.report.basis import (
    assumption_notes,
    change_basis,
    citations_of,
    fiscal_year_basis,
    title_of,
)
from bodycam_cli.report.document import Chart, Column, Report, Table, Value
from bodycam_cli.report.hints import next_hint
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.tables import Cells, Known, table
from bodycam_cli.report.words import listed

_TOPS = ("footage", "cameras", "waves", "first_month", "last_month", "slip_months")

_INDEFINITELY = "indefinitely"

_DECIMALS = 3
"""Terabytes and hours are given to so many decimals."""


@dataclass(frozen=True, slots=True)
class Store:
    """The video store of a program, ready to be told.

    Attributes:
        loaded: The program.
        calendar: The months of the horizon.
        video: Video by month.
        unknown: Keys of the unknown figures that it rests on.
        full_month: The month from which it no longer grows, or None where it grows
            without end.
    """

    loaded: LoadedProgram
    calendar: Calendar
    video: Video
    unknown: tuple[str, ...]
    full_month: int | None


def storage_report(
    store: Store, arguments: tuple[str, ...], *, monthly: bool
) -> Report:
    """Hours and terabytes by year, by class, and by month where asked for."""
    loaded, calendar = store.loaded, store.calendar
    tables = [_years(store), _classes(store), *_classes_by_year(store)]
    charts = [Chart("years", "fiscal_year", "retained_tb", "Retained at the end")]
    if monthly:
        tables.append(_months(store))
        charts.append(Chart("months", "month", "retained_tb", "Retained"))
    return Report(
        command="storage",
        title=title_of(loaded),
        basis=(
            fiscal_year_basis(loaded, calendar.fiscal_years[0]),
            *change_basis(loaded),
            "A terabyte (TB) is 10^12 bytes; what is retained is as of the end.",
        ),
        answer=tuple(_answer(store)),
        tables=tuple(tables),
        charts=tuple(charts),
        notes=assumption_notes(loaded, _is_used),
        sources=citations_of(loaded, _is_used),
        hints=next_hint(loaded, arguments, "shows when the cameras go live", "rollout"),
        stamp=stamp_of(arguments, [loaded]),
    )


def store_of(loaded: LoadedProgram, years: int) -> Store:
    """The store of a program over so many fiscal years.

    Raises:
        RefusedError: The program says nothing of its footage.
    """
    values = Values(loaded.program)
    calendar = calendar_of(loaded.program, years)
    video = grid_of(loaded, calendar, values).video
    if video is None or not video.recorded_tb:
        raise RefusedError(
            f"{loaded.argument} says nothing of its video; give [footage] and "
            '[footage.retention.NAME], or take a typical one with extends = "typical"'
        )
    return Store(
        loaded=loaded,
        calendar=calendar,
        video=video,
        unknown=tuple(key for key in values.unknown if key.startswith("footage.")),
        full_month=month_when_full(loaded),
    )


def _is_used(path: Path) -> bool:
    return path[0] in _TOPS


def _answer(store: Store) -> list[str]:
    last = store.calendar.last_month
    retained = float(store.video.all_retained_tb[0, store.calendar.months - 1])
    if store.unknown:
        return [f"How much is retained is unknown: {listed(store.unknown)}."]
    sentences = [f"{retained:,.1f} TB are retained at the end of {month_words(last)}."]
    if store.full_month is None:
        endless = _endless(store.loaded)
        verb = "is" if len(endless) == 1 else "are"
        sentences.append(
            f"The store grows without end: {listed(endless)} {verb} kept indefinitely."
        )
    elif store.full_month > last:
        month = month_words(store.full_month)
        sentences.append(f"The store still grows then, until {month}.")
    else:
        month = month_words(store.full_month)
        sentences.append(f"The store stops growing in {month}.")
    if store.loaded.program.last_month is not None:
        sentences.append(
            "Video that is kept after the program's last month lies beyond this."
        )
    return sentences


def _endless(loaded: LoadedProgram) -> list[str]:
    """The classes of video that are kept indefinitely in the end."""
    footage = loaded.program.footage
    return [
        name
        for name, retention in (footage.retention.items() if footage else ())
        if _kept(retention).endswith(_INDEFINITELY)
    ]


def _years(store: Store) -> Table:
    calendar, video = store.calendar, store.video
    ends = calendar.year_starts + calendar.months_in_year - 1
    hours = calendar.by_year(video.recorded_hours)[0]
    recorded = calendar.by_year(video.all_recorded_tb)[0]
    retained = video.all_retained_tb[0, ends]
    rows: list[Cells] = [
        {
            "fiscal_year": year,
            "months": int(calendar.months_in_year[index]),
            "recorded_hours": _amount(hours[index], store.unknown),
            "recorded_tb": _amount(recorded[index], store.unknown),
            "retained_tb": _amount(retained[index], store.unknown),
        }
        for index, year in enumerate(calendar.fiscal_years)
    ]
    totals: Cells = {
        "months": calendar.months,
        "recorded_hours": _amount(hours.sum(), store.unknown),
        "recorded_tb": _amount(recorded.sum(), store.unknown),
    }
    columns = (
        Column("fiscal_year", "Fiscal year", "fiscal year", "period"),
        Column("months", "Months", "months", on_paper=False),
        Column("recorded_hours", "Recorded hours", "hours"),
        Column("recorded_tb", "Recorded TB", "TB"),
        Column("retained_tb", "Retained TB", "TB"),
    )
    return table("years", "By fiscal year", columns, rows, totals)


def _classes(store: Store) -> Table:
    """Each class over the horizon: what is recorded, what is held at its end."""
    footage, calendar, video = store.loaded.program.footage, store.calendar, store.video
    classes = footage.retention if footage is not None else {}
    months, end = calendar.months, calendar.months - 1
    hours = float(video.recorded_hours[0, :months].sum())
    recorded = {
        name: float(tb[0, :months].sum()) for name, tb in video.recorded_tb.items()
    }
    all_recorded = sum(recorded.values())
    rows: list[Cells] = [
        {
            "class": name,
            "kept": _kept(retention),
            "recorded_hours": _amount(
                hours * recorded[name] / all_recorded if all_recorded else 0,
                store.unknown,
            ),
            "recorded_tb": _amount(recorded[name], store.unknown),
            "retained_tb": _amount(
                float(video.retained_tb[name][0, end]), store.unknown
            ),
        }
        for name, retention in classes.items()
    ]
    totals: Cells = {
        name: _amount(float(total), store.unknown)
        for name, total in (
            ("recorded_hours", hours),
            ("recorded_tb", all_recorded),
            ("retained_tb", video.all_retained_tb[0, end]),
        )
    }
    columns = (
        Column("class", "Class", "text", "item"),
        Column("kept", "Kept", "text"),
        Column("recorded_hours", "Recorded hours", "hours"),
        Column("recorded_tb", "Recorded TB", "TB"),
        Column("retained_tb", "Retained TB", "TB"),
    )
    title = f"By class, at the end of {month_words(calendar.last_month)}"
    return table("classes", title, columns, rows, totals)


def _classes_by_year(store: Store) -> tuple[Table, ...]:
    """What is held of each class at the end of each fiscal year, if there are some."""
    calendar = store.calendar
    ends = calendar.year_starts + calendar.months_in_year - 1
    held = {name: tb[0, ends] for name, tb in store.video.retained_tb.items()}
    if len(held) == 1:
        return ()

    def by_year(tb: Floats) -> Cells:
        return {
            f"FY{year}": _amount(tb[index], store.unknown)
            for index, year in enumerate(calendar.fiscal_years)
        }

    columns = (
        Column("class", "Class", "text", "item"),
        *(
            Column(f"FY{year}", f"FY{year}", "TB", folds=False)
            for year in calendar.fiscal_years
        ),
    )
    rows: list[Cells] = [{"class": name, **by_year(tb)} for name, tb in held.items()]
    totals = by_year(store.video.all_retained_tb[0, ends])
    title = "Retained TB at the end of each fiscal year, by class"
    return (table("classes_by_year", title, columns, rows, totals),)


def _kept(retention: Retention) -> str:
    """How long a class is kept, as ``30 days; from 2021-07 190 days``."""
    changes = sorted(retention.changes, key=lambda each: each.month.month)
    later = [f"from {each.month.value} {_time(each)}" for each in changes]
    return "; ".join([_time(retention), *later])


def _time(retention: Retention | RetentionChange) -> str:
    figure, unit = (
        (retention.days, "day")
        if retention.days is not None
        else (retention.months, "month")
    )
    likely = figure.likely_value if figure is not None else None
    if likely is None or likely == float("inf"):
        return _INDEFINITELY
    return f"{likely:,g} {unit}{'' if likely == 1 else 's'}"


def _months(store: Store) -> Table:
    calendar, video = store.calendar, store.video
    recorded, retained = video.all_recorded_tb[0], video.all_retained_tb[0]
    rows: list[Cells] = [
        {
            "month": month_text(calendar.first_month + index),
            "recorded_hours": _amount(
                float(video.recorded_hours[0, index]), store.unknown
            ),
            "recorded_tb": _amount(float(recorded[index]), store.unknown),
            "retained_tb": _amount(float(retained[index]), store.unknown),
        }
        for index in range(calendar.months)
    ]
    columns = (
        Column("month", "Month", "month", "period"),
        Column("recorded_hours", "Recorded hours", "hours"),
        Column("recorded_tb", "Recorded TB", "TB"),
        Column("retained_tb", "Retained TB", "TB"),
    )
    return table("months", "Month by month", columns, rows)


def _amount(amount: float | Floats, unknown: tuple[str, ...]) -> Known | Value:
    if unknown:
        return Known(0, unknown)
    return round(float(np.asarray(amount)), _DECIMALS)
