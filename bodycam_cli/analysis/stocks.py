"""How cameras and officers in service were made: of the waves that are live."""

from typing import Literal

import numpy as np

from bodycam_cli.analysis.derivation import (
    Derivation,
    constant,
    given,
    joined,
    made,
)
from bodycam_cli.analysis.ground import Ground, Months, runs
from bodycam_cli.projection.rollout import WaveInForce

Noun = Literal["camera", "officer"]


def in_service(ground: Ground, month: int, noun: Noun = "camera") -> Derivation:
    """Cameras in service, or officers equipped, at the end of a month."""
    return _live(ground, 0, month, noun, f"{noun}s in service")


def newly_equipped(ground: Ground, months: Months) -> Derivation:
    """Officers of the waves that go live in some months."""
    first, last = int(months[0]), int(months[-1])
    return _live(ground, first, last, "officer", "officers newly equipped")


def newly_in_service(ground: Ground, months: Months) -> Derivation:
    """Cameras of the waves that go live in some months."""
    first, last = int(months[0]), int(months[-1])
    return _live(ground, first, last, "camera", "cameras newly in service")


def _live(ground: Ground, first: int, last: int, noun: Noun, label: str) -> Derivation:
    waves = live_waves(ground, first, last)
    make = _cameras if noun == "camera" else _officers
    counts = [make(ground, wave) for wave in waves]
    if not counts:
        return constant(0, label, f"{noun}s")
    return joined("sum", label, f"{noun}s", counts)


def live_waves(ground: Ground, first: int, last: int) -> list[WaveInForce]:
    """The waves that go live from one month to another."""
    start = ground.projection.calendar.first_month
    return [
        wave
        for wave in ground.projection.rollout.waves
        if first <= int(wave.go_live[0, 0]) - start <= last
    ]


def _cameras(ground: Ground, wave: WaveInForce) -> Derivation:
    """Cameras of a wave: as stated, or what the other waves leave."""
    if not wave.name:
        return ground.whole("cameras")
    kept, key = float(wave.cameras[0, 0]), f"waves.{wave.name}.cameras"
    others = [
        ground.whole(each)
        for name in ground.program.waves
        if (each := f"waves.{name}.cameras") in ground.by_key and each != key
    ]
    parts = [ground.whole("cameras"), *others]
    rest = made("difference", f"{key}, the rest", "cameras", parts)
    stated = ground.whole(key) if key in ground.by_key else rest
    if stated.value == kept:
        return stated
    rests_on = [*parts, *([stated] if key in ground.by_key else [])]
    return given(f"{key}, as taken from the latest wave on", kept, "cameras", rests_on)


def _officers(ground: Ground, wave: WaveInForce) -> Derivation:
    """Officers of a wave: as stated, as many as cameras, or in proportion."""
    kept, key = float(wave.officers[0, 0]), f"waves.{wave.name}.officers"
    stated = "officers" if ground.program.officers is not None else "cameras"
    if not wave.name:
        return ground.whole(stated)
    if key in ground.by_key and ground.whole(key).value == kept:
        return ground.whole(key)
    cameras = _cameras(ground, wave)
    if stated == "cameras" and cameras.value == kept:
        return cameras
    label = f"{key}, in proportion to cameras"
    return given(label, kept, "officers", [ground.whole(stated), cameras])


def over_months(ground: Ground, months: Months, noun: Noun = "camera") -> Derivation:
    """Camera-months or officer-months: what is in service, summed over some months."""
    rollout = ground.projection.rollout
    is_camera = noun == "camera"
    stock = rollout.cameras_in_service if is_camera else rollout.officers_equipped
    unit = f"{noun}-months"
    parts = [
        made(
            "product",
            unit,
            unit,
            [
                in_service(ground, int(part[0]), noun),
                constant(len(part), "months", "months"),
            ],
        )
        for part in runs(stock[0], months)
        if stock[0, part[0]]
    ]
    return joined("sum", unit, unit, parts) if parts else constant(0, unit, unit)


def bought(ground: Ground, months: Months) -> Derivation:
    """Cameras bought in some months, spares included, without any refresh."""
    owned = _owned(ground, int(months[-1]))
    before = int(months[0]) - 1
    if before < 0 or not np.any(
        ground.projection.rollout.cameras_bought[0, : months[0]]
    ):
        return owned
    parts = [owned, _owned(ground, before)]
    return made("difference", "cameras bought", "cameras", parts)


def _owned(ground: Ground, month: int) -> Derivation:
    """Cameras in service at the end of a month, and spares, rounded up."""
    cameras = in_service(ground, month)
    if "spare_share" not in ground.by_key or not ground.of("spare_share").known:
        return cameras
    share = ground.of("spare_share")
    exact = made("product", "spares, exactly", "cameras", [cameras, share])
    spares = made("ceiling", "spares", "cameras", [exact])
    return made("sum", "cameras with spares", "cameras", [cameras, spares])
