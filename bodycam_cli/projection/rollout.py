"""The rollout: which cameras and officers go live when.

Without waves all cameras go live in the first month. The wave that leaves its
cameras out takes the rest. Where the camera count was set in a later layer than the
waves, the waves follow it: fewer cameras are taken from the latest wave backwards.
"""

from dataclasses import dataclass

import numpy as np

from bodycam_cli.program.dates import MOST_YEARS, fiscal_year_of
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.projection.calendar import Calendar, Floats
from bodycam_cli.projection.values import Values

_NOISE_DECIMALS = 9
"""Binary noise below this decimal does not turn 20 spares into 21."""


@dataclass(frozen=True, slots=True)
class WaveInForce:
    """A wave as it happens.

    Attributes:
        name: Its name in the file; "" for a program without waves.
        title: Which units get their cameras.
        go_live: Month in which they are in service, in every draw, shape
            ``(draws, 1)``, in months since year 0.
        cameras: Cameras, shape ``(draws, 1)``.
        officers: Officers, shape ``(draws, 1)``.
    """

    name: str
    title: str
    go_live: Floats
    cameras: Floats
    officers: Floats

    @property
    def has_cameras(self) -> bool:
        """Whether any are left to it, in the first draw."""
        return bool(self.cameras[0, 0] > 0)


@dataclass(frozen=True, slots=True)
class Rollout:
    """Cameras and officers by month, each of shape ``(draws, span)``.

    Where all draws are alike, the leading axis is 1 here as everywhere.

    Attributes:
        waves: In the order of the file.
        cameras_in_service: A stock at the month's end, without spares.
        cameras_bought: A flow: newly in service, plus spares.
        officers_new: A flow: officers newly equipped.
        officers_equipped: A stock at the month's end.
        waves_live: A flow: waves going live.
    """

    waves: tuple[WaveInForce, ...]
    cameras_in_service: Floats
    cameras_bought: Floats
    officers_new: Floats
    officers_equipped: Floats
    waves_live: Floats


def rollout_of(loaded: LoadedProgram, calendar: Calendar, values: Values) -> Rollout:
    """The rollout of a program over the months of a calendar."""
    waves = _waves_in_force(loaded, values)
    month = np.arange(calendar.span)
    cameras_new = officers_new = waves_live = np.zeros((1, calendar.span))
    for wave in waves:
        is_live = (wave.go_live - calendar.first_month) == month
        cameras_new = cameras_new + is_live * wave.cameras
        officers_new = officers_new + is_live * wave.officers
        waves_live = waves_live + is_live * (wave.cameras > 0)
    in_service = np.cumsum(cameras_new, axis=-1)
    owned = in_service + spares_for(in_service, values.of("spare_share"))
    return Rollout(
        waves=waves,
        cameras_in_service=in_service,
        cameras_bought=np.diff(owned, axis=-1, prepend=0),
        officers_new=officers_new,
        officers_equipped=np.cumsum(officers_new, axis=-1),
        waves_live=waves_live,
    )


def years_to_roll_out(loaded: LoadedProgram, values: Values) -> int:
    """Fiscal years, 1 to 30, until the last wave is live, or a pilot is over."""
    program = loaded.program
    start, label = program.fiscal_year_start_month, program.fiscal_year_label
    waves = _waves_in_force(loaded, values)
    last = int(max(wave.go_live.max() for wave in waves if wave.has_cameras))
    if program.last_month is not None:
        last = max(last, program.last_month.month)
    first_year = fiscal_year_of(program.first_month.month, start, label)
    return min(fiscal_year_of(last, start, label) - first_year + 1, MOST_YEARS)


def spares_for(cameras_in_service: Floats, spare_share: Floats) -> Floats:
    """Spare cameras on hand, rounded up on the running total.

    Args:
        cameras_in_service: A stock, shape ``(draws, months)``.
        spare_share: Spares per camera in service, shape ``(draws, 1)``, 0 or more.
    """
    spares: Floats = np.ceil(
        np.round(cameras_in_service * spare_share, _NOISE_DECIMALS)
    )
    return spares


def _waves_in_force(loaded: LoadedProgram, values: Values) -> tuple[WaveInForce, ...]:
    program = loaded.program
    total = values.whole("cameras")
    officers = values.whole("officers") if program.officers is not None else total
    if not program.waves:
        start = np.array([[float(program.first_month.month)]])
        return (WaveInForce("", "All cameras", start, total, officers),)
    go_live = {name: _go_live(loaded, name, values) for name in program.waves}
    cameras = _wave_cameras(loaded, values, go_live)
    people = _wave_officers(loaded, values, cameras, officers)
    return tuple(
        WaveInForce(
            name=name,
            title=wave.title or name,
            go_live=go_live[name],
            cameras=cameras[name],
            officers=people[name],
        )
        for name, wave in program.waves.items()
    )


def _go_live(loaded: LoadedProgram, name: str, values: Values) -> Floats:
    """Month of a wave; the slip moves all that have not happened yet."""
    planned, as_of = loaded.program.waves[name].go_live_month, loaded.program.as_of
    has_happened = as_of is not None and planned.month <= as_of.month
    slip = values.whole("slip_months")
    return planned.month + (np.zeros_like(slip) if has_happened else slip)


def _wave_cameras(
    loaded: LoadedProgram, values: Values, go_live: dict[str, Floats]
) -> dict[str, Floats]:
    """Cameras of each wave: the fixed ones, the rest, and what a new total takes."""
    waves, total = loaded.program.waves, values.whole("cameras")
    counts = {
        name: values.whole(f"waves.{name}.cameras")
        for name, wave in waves.items()
        if wave.cameras is not None
    }
    fixed = sum(counts.values(), start=np.zeros_like(total))
    for name, wave in waves.items():
        if wave.cameras is None:
            counts[name] = np.maximum(total - fixed, 0)
    excess = np.maximum(fixed - total, 0)
    latest_first = sorted(counts, key=lambda name: float(go_live[name][0, 0]))[::-1]
    for name in latest_first:
        taken = np.minimum(counts[name], excess)
        counts[name] = counts[name] - taken
        excess = excess - taken
    return counts


def _wave_officers(
    loaded: LoadedProgram,
    values: Values,
    cameras: dict[str, Floats],
    officers: Floats,
) -> dict[str, Floats]:
    """Officers of each wave: given, or in proportion, on the running total."""
    waves = loaded.program.waves
    given = {
        name: values.whole(f"waves.{name}.officers")
        for name, wave in waves.items()
        if wave.officers is not None
    }
    others = [name for name in waves if name not in given]
    left = officers - sum(given.values(), start=np.zeros_like(officers))
    total = sum((cameras[name] for name in others), start=np.zeros_like(officers))
    running, equipped = np.zeros_like(officers), np.zeros_like(officers)
    for name in others:
        running = running + cameras[name]
        upto = np.floor(left * running / np.maximum(total, 1) + 0.5)
        given[name] = upto - equipped
        equipped = upto
    return given
