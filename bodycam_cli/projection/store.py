"""The store of video in the long run: when it stops growing, what outlives a pilot."""

import numpy as np

from bodycam_cli.program.dates import fiscal_year_number, fiscal_year_of
from bodycam_cli.program.lines import DRIVERS, Line
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.projection.calendar import calendar_of
from bodycam_cli.projection.footage import Video, retention_months
from bodycam_cli.projection.grid import Grid, grid_of
from bodycam_cli.projection.values import Values

_LONG_RUN = 3600
"""Months, 300 years: longer than any finite retention after any wave."""

_NOISE = 1e-9
"""Terabytes by which binary noise may let a full store grow."""


def month_when_full(loaded: LoadedProgram) -> int | None:
    """The first month from which a program's store of video no longer grows.

    Returns:
        The month, in months since year 0, or None where it grows without end.
    """
    grid, video = _long_run(loaded)
    footage = loaded.program.footage
    if video is None or footage is None:
        return None
    for name, recorded in video.recorded_tb.items():
        kept = retention_months(footage, name, grid.calendar, grid.values)
        if np.isinf(kept[0, -1]) and recorded.any():
            return None
    grows = np.flatnonzero(np.diff(video.all_retained_tb[0], prepend=0) > _NOISE)
    return grid.calendar.first_month + (int(grows[-1]) if len(grows) else 0)


def cost_after_the_end(loaded: LoadedProgram) -> float | None:
    """Dollars of keeping the video that a program leaves behind at its last month.

    Returns:
        Nominal dollars of all lines per terabyte, until the last video is deleted;
        infinite where some is kept without end; None where there is no last month or
        no such line.
    """
    program = loaded.program
    grid, video = _long_run(loaded)
    lines = [
        (name, line)
        for name, line in program.lines.items()
        if DRIVERS[line.per or "program"].counts == "retained_tb"
    ]
    if program.last_month is None or video is None or not lines:
        return None
    after = grid.calendar.index(program.last_month.month) + 1
    held = video.all_retained_tb[0, after:]
    if held[-1] > _NOISE:
        return float("inf")
    return sum(_dollars(grid, name, line, held, after) for name, line in lines)


def _dollars(grid: Grid, name: str, line: Line, held: np.ndarray, after: int) -> float:
    """What a line per terabyte would come to on video held after the end."""
    program, values = grid.program, grid.values
    start, label = program.fiscal_year_start_month, program.fiscal_year_label
    first = grid.calendar.first_month + after
    years = np.array(
        [fiscal_year_of(first + month, start, label) for month in range(len(held))]
    )
    base = grid.calendar.fiscal_years[0]
    if line.price is not None and line.price.year is not None:
        base = fiscal_year_number(line.price.year)
    rate = float(values.of(f"lines.{name}.escalation_rate")[0, 0])
    price = float(values.of(f"lines.{name}.price")[0, 0])
    kept = held > _NOISE
    growth = np.where(kept, (1 + rate) ** np.where(kept, years - base, 0), 0)
    months = DRIVERS[line.per or "program"].months
    return float((held * growth).sum() * price / months)


def _long_run(loaded: LoadedProgram) -> tuple[Grid, Video | None]:
    calendar = calendar_of(loaded.program, 1, _LONG_RUN)
    grid = grid_of(loaded, calendar, Values(loaded.program))
    return grid, grid.video
