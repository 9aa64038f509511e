"""The answer to: which units get cameras when, and how many officers wear them?"""

import numpy as np

from bodycam_cli.program.dates import month_text, month_words
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.program.structure import Path
from bodycam_cli.projection.calendar import Calendar
from bodycam_cli.projection.drivers import bought_again
from bodycam_cli.projection.grid import Grid
from bodycam_cli.projection.rollout import Rollout
from bodycam_cli.projection.training import WaveTraining, training_of
from bodycam_cli.projection.values import Values
from bodycam_cli.report.basis import (
    assumption_notes,
    change_basis,
    citations_of,
    fiscal_year_basis,
    title_of,
)
from bodycam_cli.report.document import Chart, Column, Notice, Report, Table
from bodycam_cli.report.hints import rollout_hints
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.tables import Cells, table
from bodycam_cli.report.words import agreeing, counted, listed

_TOPS = (
    "cameras",
    "officers",
    "spare_share",
    "slip_months",
    "waves",
    "first_month",
    "last_month",
    "as_of",
    "training",
)


def rollout_report(
    loaded: LoadedProgram,
    calendar: Calendar,
    rollout: Rollout,
    arguments: tuple[str, ...],
) -> Report:
    """Waves, and cameras and officers month by month."""
    training = training_of(loaded, rollout, Values(loaded.program))
    return Report(
        command="rollout",
        title=title_of(loaded),
        basis=(
            fiscal_year_basis(loaded, calendar.fiscal_years[0]),
            *change_basis(loaded),
        ),
        answer=tuple(_answer(loaded, calendar, rollout)),
        tables=(
            _waves(rollout, training),
            *_refresh(loaded, calendar, rollout),
            _months(calendar, rollout),
        ),
        charts=(Chart("months", "month", "cameras_in_service", "Cameras in service"),),
        notes=assumption_notes(loaded, _is_used),
        notices=_beyond(calendar, rollout) + too_short_training(training),
        sources=citations_of(loaded, _is_used),
        stamp=stamp_of(arguments, [loaded]),
        hints=rollout_hints(loaded, arguments),
    )


def _is_used(path: Path) -> bool:
    return path[0] in _TOPS


def _answer(loaded: LoadedProgram, calendar: Calendar, rollout: Rollout) -> list[str]:
    last = calendar.last_month
    in_service = int(rollout.cameras_in_service[0, -1])
    dates = [int(wave.go_live[0, 0]) for wave in rollout.waves if wave.has_cameras]
    live = sorted(date for date in dates if date <= last)
    when = month_words(live[-1]) if live else month_words(last)
    bought = int(rollout.cameras_bought.sum())
    waves = f", after {len(live)} waves" if len(live) > 1 else ""
    sentences = [
        f"{counted(in_service, 'camera')} {agreeing(in_service, 'is', 'are')} in "
        f"service from {when}{waves}."
        if live
        else f"No camera is in service by {when}."
    ]
    if bought != in_service:
        spares = counted(bought - in_service, "spare")
        sentences.append(f"{bought:,} are bought, {spares} among them.")
    if loaded.program.officers is None:
        sentences.append("Officers are taken to be as many as cameras.")
    return sentences


def _waves(rollout: Rollout, training: list[WaveTraining]) -> Table:
    """The table ``waves``, in the order of their dates."""
    columns = (
        Column("wave", "Wave", "text", "item"),
        Column("title", "Units", "text"),
        Column("go_live_month", "Go-live", "month"),
        Column("cameras", "Cameras", "cameras"),
        Column("officers", "Officers", "officers"),
        Column("sessions", "Sessions", "sessions"),
        Column("weeks", "Weeks of training", "number"),
    )
    by_name = {wave.name: wave for wave in rollout.waves}
    rows: list[Cells] = [
        {
            "wave": each.wave or "all",
            "title": by_name[each.wave].title,
            "go_live_month": month_text(int(by_name[each.wave].go_live[0, 0])),
            "cameras": int(by_name[each.wave].cameras[0, 0]),
            "officers": int(by_name[each.wave].officers[0, 0]),
            "sessions": each.sessions,
            "weeks": None if each.weeks is None else round(each.weeks, 2),
        }
        for each in training
    ]
    totals: Cells = {
        "cameras": int(sum(wave.cameras[0, 0] for wave in rollout.waves)),
        "officers": int(sum(wave.officers[0, 0] for wave in rollout.waves)),
    }
    if all(each.sessions is not None for each in training):
        totals = {**totals, "sessions": sum(each.sessions or 0 for each in training)}
    return table("waves", "Waves", columns, rows, totals)


def _refresh(
    loaded: LoadedProgram, calendar: Calendar, rollout: Rollout
) -> tuple[Table, ...]:
    """The table ``refresh``: what is bought again when; none where nothing is."""
    grid = Grid(loaded, calendar, Values(loaded.program), rollout)
    found: list[tuple[int, str, int]] = []
    for name in loaded.program.lines:
        again = bought_again(grid, name)
        if again is None:
            continue
        units = again[0, : calendar.months]
        found += [
            (int(month), name, round(float(units[month])))
            for month in np.flatnonzero(units)
        ]
    columns = (
        Column("month", "Month", "month", "period"),
        Column("line", "Line", "text", "item"),
        Column("bought_again", "Bought again", "number"),
    )
    rows: list[Cells] = [
        {
            "month": month_text(calendar.first_month + month),
            "line": name,
            "bought_again": units,
        }
        for month, name, units in sorted(found)
    ]
    return (table("refresh", "Refresh", columns, rows),) if rows else ()


def _months(calendar: Calendar, rollout: Rollout) -> Table:
    columns = (
        Column("month", "Month", "month", "period"),
        Column("cameras_bought", "Bought", "cameras"),
        Column("cameras_in_service", "In service", "cameras"),
        Column("officers_equipped", "Officers", "officers"),
    )
    rows: list[Cells] = [
        {
            "month": month_text(calendar.first_month + index),
            "cameras_bought": int(rollout.cameras_bought[0, index]),
            "cameras_in_service": int(rollout.cameras_in_service[0, index]),
            "officers_equipped": int(rollout.officers_equipped[0, index]),
        }
        for index in range(calendar.months)
    ]
    totals = {"cameras_bought": int(np.sum(rollout.cameras_bought[0]))}
    notes = ("In service and officers are as of the end of the month.",)
    return table("months", "Month by month", columns, rows, totals, notes=notes)


def _beyond(calendar: Calendar, rollout: Rollout) -> tuple[Notice, ...]:
    """Waves that go live after the last month shown."""
    last = calendar.last_month
    beyond = [
        wave for wave in rollout.waves if wave.has_cameras and wave.go_live[0, 0] > last
    ]
    if not beyond:
        return ()
    cameras = int(sum(wave.cameras[0, 0] for wave in beyond))
    names = [wave.name for wave in beyond]
    text = (
        f"{counted(cameras, 'camera')} of {listed(names)} "
        f"{agreeing(cameras, 'goes', 'go')} live after "
        f"{month_text(last)}, the last month here. More --years, an "
        "earlier month or a smaller slip shows them."
    )
    return (Notice("beyond_horizon", text, {"cameras": cameras, "waves": names}),)


def too_short_training(training: list[WaveTraining]) -> tuple[Notice, ...]:
    """Waves that go live before their officers can be trained."""
    return tuple(
        Notice(
            "training_too_short",
            f"The training of {each.wave or 'all officers'} cannot finish before the "
            f"go-live: it lacks {each.weeks_too_many:,.1f} weeks, counted from the "
            "first month of spending. Start earlier, go live later, or hold more "
            "training.sessions_per_week.",
            {"wave": each.wave, "weeks": round(each.weeks_too_many, 1)},
        )
        for each in training
        if each.weeks_too_many > 0
    )
