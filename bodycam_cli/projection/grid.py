"""What every line is computed on."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bodycam_cli.program.model import Program
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.projection.calendar import Calendar
from bodycam_cli.projection.footage import Video, video_of
from bodycam_cli.projection.rollout import Rollout, rollout_of
from bodycam_cli.projection.values import Values


@dataclass(frozen=True)
class Grid:
    """A program with its months, its figures in every draw, and its rollout.

    Attributes:
        loaded: The program.
        calendar: The months and fiscal years.
        values: The figures in every draw.
        rollout: Cameras and officers by month.
    """

    loaded: LoadedProgram
    calendar: Calendar
    values: Values
    rollout: Rollout

    @property
    def program(self) -> Program:
        """What the program says."""
        return self.loaded.program

    @cached_property
    def video(self) -> Video | None:
        """Video by month, or None where the program says nothing of footage."""
        if self.program.footage is None:
            return None
        recording = self.rollout.cameras_in_service
        if self.program.last_month is not None:
            end = self.calendar.index(self.program.last_month.month) + 1
            recording = recording * (np.arange(self.calendar.span) < end)
        return video_of(self.program.footage, recording, self.calendar, self.values)

    @property
    def years(self) -> int:
        """How many fiscal years there are."""
        return len(self.calendar.fiscal_years)


def grid_of(loaded: LoadedProgram, calendar: Calendar, values: Values) -> Grid:
    """The grid of a program over the months of a calendar."""
    return Grid(loaded, calendar, values, rollout_of(loaded, calendar, values))
