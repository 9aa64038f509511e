"""Training: sessions and weeks by wave, and whether they fit before it goes live."""

from dataclasses import dataclass

import numpy as np

from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.projection.footage import DAYS_PER_MONTH
from bodycam_cli.projection.rollout import Rollout
from bodycam_cli.projection.values import Values

_DAYS_PER_WEEK = 7


@dataclass(frozen=True, slots=True)
class WaveTraining:
    """The training of a wave's officers.

    Attributes:
        wave: Name of the wave.
        sessions: Sessions, rounded up; None where the program does not say how many
            officers are in one.
        weeks: Weeks that they take; None where the pace is not said.
        weeks_too_many: By how many weeks the training of this wave and of those
            before it is longer than the time from the first month of spending to its
            go-live; 0 where it fits.
    """

    wave: str
    sessions: int | None
    weeks: float | None
    weeks_too_many: float


def training_of(
    loaded: LoadedProgram, rollout: Rollout, values: Values
) -> list[WaveTraining]:
    """The training of each wave, in the order of their dates.

    Sessions follow one another from the first month of spending on, and a wave is
    trained before the month in which it goes live.
    """
    plan, first = loaded.program.training, loaded.program.first_month.month
    trained: list[WaveTraining] = []
    so_far = 0.0
    for wave in sorted(rollout.waves, key=lambda wave: float(wave.go_live[0, 0])):
        if plan is None or plan.officers_per_session is None:
            trained.append(WaveTraining(wave.name, None, None, 0))
            continue
        size = float(values.whole("training.officers_per_session")[0, 0])
        sessions = int(np.ceil(float(wave.officers[0, 0]) / size))
        if plan.sessions_per_week is None:
            trained.append(WaveTraining(wave.name, sessions, None, 0))
            continue
        weeks = sessions / float(values.of("training.sessions_per_week")[0, 0])
        so_far += weeks
        months = float(wave.go_live[0, 0]) - first
        has = months * DAYS_PER_MONTH / _DAYS_PER_WEEK
        # A wave without officers has nothing to be too late for.
        too_many = max(so_far - has, 0) if sessions else 0
        trained.append(WaveTraining(wave.name, sessions, weeks, too_many))
    return trained
