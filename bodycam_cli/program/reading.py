"""From a PROGRAM on the command line to a program in force."""

import difflib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from bodycam_cli.program.checking import cameras_set_last
from bodycam_cli.program.merging import Data, Layer, Merged
from bodycam_cli.program.model import Program
from bodycam_cli.program.opening import (
    DEFAULT_PROGRAM,
    is_path,
    open_program,
    split_argument,
)
from bodycam_cli.program.problems import ProgramError, UsageError
from bodycam_cli.program.structure import Named, Path, dotted, node_at
from bodycam_cli.program.toml_file import TomlFile, parse_key, parse_value
from bodycam_cli.program.validation import validated

BROUGHT_BY_EXTENDS = (
    "lines",
    "footage",
    "requests",
    "training",
    "finance",
    "spare_share",
    "sources",
)
"""What a program takes from the one it extends; all else is its own to say."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure was set.

    Attributes:
        label: ``boston.toml``, ``--set cameras=500``, or ``default``.
        line: Line in the file, from 1; 0 where there is none.
        scenario: The scenario that set it, or "".
    """

    label: str
    line: int = 0
    scenario: str = ""

    def __str__(self) -> str:
        """The place in one line: ``boston.toml:12 (scenario citywide)``."""
        place = f"{self.label}:{self.line}" if self.line else self.label
        return f"{place} (scenario {self.scenario})" if self.scenario else place


@dataclass(frozen=True)
class LoadedProgram:
    """A program in force: what it says, and where each of its figures was set.

    Attributes:
        argument: The program as the user named it, such as ``boston@citywide``.
        id: The built-in's name, or the name of the file.
        program: The merged and validated whole.
        scenario_titles: Titles of the scenarios applied, in their order.
        sha256: Digest of all the text that it was read from.
        cameras_set_last: The camera count was set in a later layer than the waves,
            so that the waves follow it.
        was_named: False where no PROGRAM was given and the default stands in.
    """

    argument: str
    id: str
    program: Program
    scenario_titles: tuple[str, ...]
    sha256: str
    cameras_set_last: bool
    was_named: bool
    _merged: Merged

    @property
    def title(self) -> str:
        """Title of the program, then those of its scenarios."""
        return ": ".join([self.program.title, *self.scenario_titles])

    def origin(self, path: Path) -> Origin:
        """Where the value at a path was set, or the default."""
        if path not in self._merged.set_at:
            return Origin("default")
        layer = self._merged.layer_of(path)
        scenario = layer.prefix[1] if layer.kind == "scenario" else ""
        return Origin(layer.label, layer.line(path), str(scenario))

    def fault(self, path: Path, text: str) -> ProgramError:
        """An error at a value of this program that shows only in the arithmetic."""
        return ProgramError([self._merged.problem(path, text)])


def load(
    argument: str | None,
    scenarios: Sequence[str] = (),
    settings: Sequence[str] = (),
) -> LoadedProgram:
    """Read, merge and check a program.

    Args:
        argument: PROGRAM as on the command line; None for the default.
        scenarios: More scenarios, each perhaps composed with ``+``.
        settings: Settings as ``KEY=VALUE``.

    Raises:
        UsageError: No such built-in, scenario or named table; no ``KEY=VALUE``.
        ProgramError: The file cannot be read, or what it says is at fault.
    """
    base, named = split_argument(argument or DEFAULT_PROGRAM)
    named += tuple(name for each in scenarios for name in each.split("+") if name)
    file = open_program(base)
    layers = _file_layers(file, base, ())
    scenario_layers = [_scenario_layer(file, name) for name in named]
    merged = Merged()
    for layer in [*layers, *scenario_layers]:
        merged.add(layer)
    for setting in settings:
        merged.add(_set_layer(setting, merged.data))
    _imply_cameras(merged)
    program, problems = validated(merged)
    if program is None:
        raise ProgramError(problems)
    texts = "".join(layer.file.text for layer in layers if layer.file)
    return LoadedProgram(
        argument=argument or DEFAULT_PROGRAM,
        id="stdin" if base == "-" else FilePath(base).stem,
        program=program,
        scenario_titles=tuple(
            str(_scenarios(file)[name].get("title", name)) for name in named
        ),
        sha256=hashlib.sha256(texts.encode()).hexdigest(),
        cameras_set_last=cameras_set_last(merged),
        was_named=argument is not None,
        _merged=merged,
    )


def scenario_names(file: TomlFile) -> list[str]:
    """The names of a file's scenarios, in its order."""
    return list(_scenarios(file))


def _identity(base: str) -> str:
    """One text for all the ways to write the path of one file."""
    return str(FilePath(base).resolve()) if is_path(base) else base


def _folder_of(base: str) -> FilePath:
    """Where a program's ``extends`` starts from."""
    return FilePath(base).parent if is_path(base) else FilePath()


def _file_layers(file: TomlFile, base: str, seen: tuple[str, ...]) -> list[Layer]:
    """A file as a layer, above the layers of the program it extends."""
    data = {key: value for key, value in file.data.items() if key not in _OWN_KEYS}
    layer = Layer("file", file.name, data, file, (), _omitted(file, file.data, ()))
    extended = file.data.get("extends")
    if not isinstance(extended, str):
        return [layer]
    here = (*seen, _identity(base))
    below = str(_folder_of(base) / extended) if is_path(extended) else extended
    if _identity(below) in here:
        text = f"extends goes in a circle: {extended} extends this file again"
        raise ProgramError([layer.problem(("extends",), text)])
    try:
        below_file = open_program(below)
    except UsageError as error:
        raise ProgramError([layer.problem(("extends",), f"extends: {error}")]) from None
    return [*map(_brought, _file_layers(below_file, below, here)), layer]


_OWN_KEYS = ("scenarios", "omit")


def _brought(layer: Layer) -> Layer:
    """What a layer brings to a program that extends it."""
    data = {key: layer.data[key] for key in BROUGHT_BY_EXTENDS if key in layer.data}
    return Layer("file", layer.label, data, layer.file, (), layer.omit)


def _omitted(file: TomlFile, data: Data, prefix: Path) -> tuple[str, ...]:
    """The keys that a file or a scenario omits."""
    keys = data.get("omit", [])
    if isinstance(keys, list) and all(isinstance(key, str) for key in keys):
        return tuple(keys)
    text = 'omit is not a list of keys; expected omit = ["lines.licenses"]'
    layer = Layer("file", file.name, {}, file, prefix)
    raise ProgramError([layer.problem(("omit",), text)])


def _scenarios(file: TomlFile) -> dict[str, Data]:
    """The scenarios of a file as plain data, by name."""
    scenarios = file.data.get("scenarios", {})
    if isinstance(scenarios, dict) and all(
        isinstance(scenario, dict) for scenario in scenarios.values()
    ):
        return scenarios
    text = "scenarios are tables; expected [scenarios.NAME] with settings below it"
    layer = Layer("file", file.name, {}, file)
    raise ProgramError([layer.problem(("scenarios",), text)])


def _scenario_layer(file: TomlFile, name: str) -> Layer:
    scenarios = _scenarios(file)
    if name not in scenarios:
        nearest = difflib.get_close_matches(name, scenarios, 1)
        known = ", ".join(scenarios) or "none"
        hint = f"did you mean {nearest[0]}?" if nearest else f"its scenarios: {known}"
        raise UsageError(f"{file.name} has no scenario {name!r}; {hint}")
    prefix: Path = ("scenarios", name)
    data = scenarios[name]
    settings = {key: data[key] for key in data if key not in ("title", "omit")}
    omitted = _omitted(file, data, prefix)
    return Layer("scenario", file.name, settings, file, prefix, omitted)


def _set_layer(setting: str, data: Data) -> Layer:
    """One ``--set KEY=VALUE`` as a layer.

    Raises:
        UsageError: It is not of that form, or names a table that does not exist.
    """
    text, equals, value = setting.partition("=")
    path = parse_key(text.strip())
    if not equals or path is None:
        raise UsageError(f"--set {setting}: expected KEY=VALUE, such as cameras=500")
    if path[0] in ("scenarios", "omit", "extends"):
        raise UsageError(f"--set {setting}: {path[0]} stands in the file alone")
    _check_named_tables(setting, path, data)
    layer: Any = parse_value(value.strip())
    for key in reversed(path):
        layer = {key: layer}
    return Layer("set", f"--set {setting}", layer)


def _check_named_tables(setting: str, path: Path, data: Any) -> None:
    """A line, wave or other named table that is set must exist."""
    for depth, key in enumerate(path[:-1], start=1):
        inside = data.get(key) if isinstance(data, dict) else None
        if isinstance(node_at(path[: depth - 1]), Named) and inside is None:
            known = ", ".join(data or {}) or "none"
            name = dotted(path[:depth])
            raise UsageError(f"--set {setting}: there is no {name}; there are: {known}")
        data = inside


def _imply_cameras(merged: Merged) -> None:
    """Without a camera count, it is the sum of the waves that all have one."""
    waves = merged.data.get("waves")
    if "cameras" in merged.data or not isinstance(waves, dict):
        return
    counts = [
        _number(wave.get("cameras"))
        for wave in waves.values()
        if isinstance(wave, dict)
    ]
    if counts and None not in counts:
        total = sum(count for count in counts if count is not None)
        merged.data["cameras"] = {"value": total, "note": "the sum of the waves"}


def _number(figure: Any) -> int | float | None:
    value = figure.get("value") if isinstance(figure, dict) else figure
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return value if plain else None
