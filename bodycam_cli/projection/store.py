"""The store of video in the long run: when it stops growing, what outlives a pilot."""

from dataclasses import dataclass

import numpy as np

from bodycam_cli.program.lines import DRIVERS, Line
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.projection.calendar import Floats, calendar_of
from bodycam_cli.projection.costs import growth_of
from bodycam_cli.projection.footage import retention_months
from bodycam_cli.projection.grid import Grid, grid_of
from bodycam_cli.projection.values import Values

_LONG_RUN = 300
"""Years, longer than any finite retention after any wave."""

_NOISE = 1e-9
"""The part of the fullest store by which binary noise may let a full one grow."""


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What it costs to keep the video that a program leaves behind at its last month.

    Attributes:
        dollars: Nominal dollars of all lines per TB, until the last video is deleted;
            infinite where some is kept without end.
        missing: The unknown figures behind it; the dollars are then 0.
    """

    dollars: float
    missing: tuple[str, ...] = ()


def month_when_full(loaded: LoadedProgram) -> int | None:
    """The month at whose end a program's store of video has stopped growing.

    Returns:
        The month, in months since year 0, or None where it grows without end.
    """
    grid = _long_run(loaded)
    footage = loaded.program.footage
    if grid.video is None or footage is None:
        return None
    for name, recorded in grid.video.recorded_tb.items():
        kept = retention_months(footage, name, grid.calendar, grid.values)
        if np.isinf(kept[0, -1]) and recorded[0, -1]:
            return None
    held = grid.video.all_retained_tb[0]
    grows = np.flatnonzero(np.diff(held, prepend=0) > _NOISE * held.max())
    return grid.calendar.first_month + (int(grows[-1]) if len(grows) else 0)


def cost_after_the_end(loaded: LoadedProgram) -> Afterwards | None:
    """Dollars of keeping the video that a program leaves behind at its last month.

    Returns:
        The cost, or None where there is no last month, no such video or no line for it.
    """
    program = loaded.program
    lines = {
        name: line
        for name, line in program.lines.items()
        if DRIVERS[line.per or "program"].counts == "retained_tb"
        and line.last_month is None
    }
    grid = _long_run(loaded)
    if program.last_month is None or not lines or grid.video is None:
        return None
    # Terabytes at the end of each month after the last one, without binary noise.
    held = grid.video.all_retained_tb[0]
    after = grid.calendar.index(program.last_month.month) + 1
    held = np.where(held > _NOISE * held.max(), held, 0)[after:]
    if not held.any():
        return None
    behind = ("footage.", *(f"lines.{name}." for name in lines))
    missing = tuple(key for key in grid.values.unknown if key.startswith(behind))
    if missing:
        return Afterwards(0, missing)
    if held[-1]:
        return Afterwards(float("inf"))
    return Afterwards(sum(_dollars(grid, *item, held) for item in lines.items()))


def _dollars(grid: Grid, name: str, line: Line, held: Floats) -> float:
    """What a line per TB comes to on the video held after the last month."""
    price = float(grid.values.of(f"lines.{name}.price")[0, 0])
    growth = growth_of(grid, name, line)[0, -len(held) :]
    return float((held * growth).sum() * price / DRIVERS[line.per or "program"].months)


def _long_run(loaded: LoadedProgram) -> Grid:
    """The months far beyond the program's last one, at which recording stops."""
    endless = loaded.program.model_copy(update={"last_month": None})
    calendar = calendar_of(endless, _LONG_RUN)
    return grid_of(loaded, calendar, Values(loaded.program))
