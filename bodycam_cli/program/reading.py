"""From a PROGRAM on the command line to a program in force."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from bodycam_cli.program.checking import cameras_set_last
from bodycam_cli.program.layers import (
    file_layers,
    scenario_layer,
    scenario_title,
)
from bodycam_cli.program.merging import Merged
from bodycam_cli.program.model import Program
from bodycam_cli.program.opening import DEFAULT_PROGRAM, open_program, split_argument
from bodycam_cli.program.problems import ProgramError
from bodycam_cli.program.setting import set_layer
from bodycam_cli.program.structure import Path
from bodycam_cli.program.validation import validated

DEFAULT = "default"
"""Where a figure was set that no file sets."""


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

    @property
    def settings(self) -> tuple[str, ...]:
        """What the command line set, as ``cameras=500``."""
        labels = [each.label for each in self._merged.layers if each.kind == "set"]
        return tuple(label.removeprefix("--set ") for label in labels)

    def origin(self, path: Path) -> Origin:
        """Where the value at a path was set, or the default."""
        # A list is set whole, so that its items are not known by themselves.
        depths = (depth for depth, key in enumerate(path) if isinstance(key, int))
        whole = path[: next(depths, len(path))]
        if whole not in self._merged.set_at:
            return Origin(DEFAULT)
        layer = self._merged.layer_of(whole)
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
    was_named = argument is not None
    argument = DEFAULT_PROGRAM if argument is None else argument
    base, named = split_argument(argument)
    named += tuple(name for each in scenarios for name in each.split("+"))
    file = open_program(base)
    layers = file_layers(file, base)
    scenario_layers = [scenario_layer(file, name) for name in named]
    merged = Merged()
    for layer in [*layers, *scenario_layers]:
        merged.add(layer)
    for setting in settings:
        merged.add(set_layer(setting, merged.data))
    merged.imply_cameras()
    program, problems = validated(merged)
    if program is None:
        raise ProgramError(problems)
    texts = "".join(layer.file.text for layer in layers if layer.file)
    return LoadedProgram(
        argument=argument,
        id="stdin" if base == "-" else FilePath(base).stem,
        program=program,
        scenario_titles=tuple(scenario_title(file, name) for name in named),
        sha256=hashlib.sha256(texts.encode()).hexdigest(),
        cameras_set_last=cameras_set_last(merged),
        was_named=was_named,
        _merged=merged,
    )
