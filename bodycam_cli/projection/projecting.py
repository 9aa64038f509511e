"""A projection: what a program will cost, every line in every fiscal year."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from bodycam_cli.program.figures import ASSUMED, Figure
from bodycam_cli.program.problems import RefusedError
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.projection.budget import Budget, budget_of
from bodycam_cli.projection.calendar import Calendar, calendar_of
from bodycam_cli.projection.costs import LineCost, line_cost
from bodycam_cli.projection.grid import grid_of
from bodycam_cli.projection.published import published_cost
from bodycam_cli.projection.rollout import Rollout
from bodycam_cli.projection.values import Values

DEFAULT_YEARS = 5
MOST_YEARS = 30

Estimate = Literal["published", "lines"]


@dataclass(frozen=True, slots=True)
class Projection:
    """What a program will cost.

    Attributes:
        loaded: The program.
        estimate: Which estimate is in force.
        calendar: The months and fiscal years of the horizon.
        rollout: Cameras and officers by month.
        lines: Every line, or the published estimate as one.
        budget: The totals by fiscal year, and the money for them.
        cameras: The camera count that the estimate is for.
        camera_figure: The figure that this count is.
    """

    loaded: LoadedProgram
    estimate: Estimate
    calendar: Calendar
    rollout: Rollout
    lines: tuple[LineCost, ...]
    budget: Budget
    cameras: int
    camera_figure: Figure

    @property
    def cameras_are_assumed(self) -> bool:
        """Whether the count that the estimate is for was chosen, not published."""
        return self.camera_figure.source == ASSUMED

    @property
    def months(self) -> int:
        """Months of program within the horizon."""
        return self.calendar.months


def project(
    loaded: LoadedProgram,
    years: int = DEFAULT_YEARS,
    estimate: Estimate | None = None,
    values: Values | None = None,
) -> Projection:
    """Project a program over fiscal years.

    Args:
        loaded: The program.
        years: Fiscal years from the first one, 1 to 30.
        estimate: Which estimate; None for the one that leads in the file.
        values: What was drawn for its figures; None for the likely values.

    Raises:
        RefusedError: The estimate cannot be given for this program as it is.
        ProgramError: A fault of the file that shows only in the arithmetic.
    """
    program = loaded.program
    estimate = estimate or program.leading_estimate
    values = values or Values(program)
    calendar = calendar_of(program, years)
    grid = grid_of(loaded, calendar, values)
    camera_figure = program.cameras
    if estimate == "published":
        lines: tuple[LineCost, ...] = (published_cost(grid),)
        if program.published is not None and program.published.cameras is not None:
            camera_figure = program.published.cameras
    elif not program.lines:
        raise RefusedError(
            f"{loaded.argument} has no lines to price; use --estimate published, or "
            'take those of a typical program with extends = "typical"'
        )
    else:
        lines = tuple(line_cost(grid, name) for name in program.lines)
    return Projection(
        loaded=loaded,
        estimate=estimate,
        calendar=calendar,
        rollout=grid.rollout,
        lines=lines,
        budget=budget_of(program, lines, calendar, values),
        cameras=int(np.floor((camera_figure.likely_value or 0) + 0.5)),
        camera_figure=camera_figure,
    )
