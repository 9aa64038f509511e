"""A projection: what a program will cost, every line in every fiscal year."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from bodycam_cli.program.figures import ASSUMED, Figure
from bodycam_cli.program.model import Program
from bodycam_cli.program.problems import ProgramError, RefusedError
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.projection.budget import Budget, budget_of
from bodycam_cli.projection.calendar import Calendar, calendar_of
from bodycam_cli.projection.checks import check_identities
from bodycam_cli.projection.costs import LineCost, contingency_cost, line_cost
from bodycam_cli.projection.funding import GrantDrawn, grants_of
from bodycam_cli.projection.grid import Grid, grid_of
from bodycam_cli.projection.published import published_cost
from bodycam_cli.projection.rollout import Rollout
from bodycam_cli.projection.values import Values

DEFAULT_YEARS = 5

Estimate = Literal["published", "lines"]


@dataclass(frozen=True, slots=True)
class Projection:
    """What a program will cost.

    Attributes:
        loaded: The program.
        estimate: Which estimate is in force.
        grid: The months of the horizon, the figures and the rollout.
        lines: Every line, or the published estimate as one.
        grants: What each grant pays.
        budget: The totals by fiscal year, and the money for them.
        cameras: The camera count that the estimate is for.
        camera_figure: The figure that this count is.
    """

    loaded: LoadedProgram
    estimate: Estimate
    grid: Grid
    lines: tuple[LineCost, ...]
    grants: tuple[GrantDrawn, ...]
    budget: Budget
    cameras: int
    camera_figure: Figure

    @property
    def calendar(self) -> Calendar:
        """The months and fiscal years of the horizon."""
        return self.grid.calendar

    @property
    def rollout(self) -> Rollout:
        """Cameras and officers by month."""
        return self.grid.rollout

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
        IdentityError: A fault of ours.
    """
    program = loaded.program
    estimate = estimate or program.leading_estimate
    values = values or Values(program)
    calendar = calendar_of(program, years, _lookahead(program, values))
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
        contingency = contingency_cost(grid, lines)
        lines += (contingency,) if contingency is not None else ()
    grants = grants_of(grid, lines, only_amounts=estimate == "published")
    budget = budget_of(grid, lines, grants)
    check_identities(grid, lines, grants, budget)
    return Projection(
        loaded=loaded,
        estimate=estimate,
        grid=grid,
        lines=lines,
        grants=grants,
        budget=budget,
        cameras=int(np.floor((camera_figure.likely_value or 0) + 0.5)),
        camera_figure=camera_figure,
    )


def _lookahead(program: Program, values: Values) -> int:
    """Months after the horizon whose cost may be paid within it."""
    ahead = [
        int(values.whole(f"lines.{name}.paid_months_before").max())
        for name, line in program.lines.items()
        if line.paid_months_before is not None
    ]
    return max(ahead, default=0)


def published_beside(lines: Projection, years: int) -> Projection | None:
    """The published estimate to set beside an estimate by lines, if there is one.

    None where the program has none, or where it is for another number of cameras.
    """
    if lines.estimate == "published" or lines.loaded.program.published is None:
        return None
    try:
        return project(lines.loaded, years, "published")
    except (RefusedError, ProgramError):
        return None
