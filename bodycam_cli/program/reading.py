"""From a PROGRAM on the command line to a program in force."""

import difflib
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from bodycam_cli.program.checking import cameras_set_last
from bodycam_cli.program.lines import NAME_PATTERN
from bodycam_cli.program.merging import Data, Layer, Merged
from bodycam_cli.program.model import Program
from bodycam_cli.program.opening import (
    DEFAULT_PROGRAM,
    is_path,
    open_program,
    seeds_folder,
    split_argument,
)
from bodycam_cli.program.problems import Problem, ProgramError, UsageError
from bodycam_cli.program.structure import (
    Leaf,
    Named,
    Node,
    Path,
    dotted,
    fields_of,
    node_at,
)
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

_FILE_ALONE = ("extends", "scenarios", "omit")
"""What a file says of itself; no program in force has it, save the first."""

_DEEPEST_SETTING = 10
_MOST_EXTENDED = 100


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
    was_named = argument is not None
    argument = DEFAULT_PROGRAM if argument is None else argument
    base, named = split_argument(argument)
    named += tuple(name for each in scenarios for name in each.split("+"))
    file = open_program(base)
    layers = _file_layers(file, base, ())
    scenario_layers = [_scenario_layer(file, name) for name in named]
    merged = Merged()
    for layer in [*layers, *scenario_layers]:
        merged.add(layer)
    for setting in settings:
        merged.add(_set_layer(setting, merged.data))
    merged.imply_cameras()
    program, problems = validated(merged)
    if program is None:
        raise ProgramError(problems)
    texts = "".join(layer.file.text for layer in layers if layer.file)
    return LoadedProgram(
        argument=argument,
        id="stdin" if base == "-" else FilePath(base).stem,
        program=program,
        scenario_titles=tuple(
            str(_scenarios(file)[name].get("title", name)) for name in named
        ),
        sha256=hashlib.sha256(texts.encode()).hexdigest(),
        cameras_set_last=cameras_set_last(merged),
        was_named=was_named,
        _merged=merged,
    )


def scenario_names(file: TomlFile) -> list[str]:
    """The names of a file's scenarios, in its order."""
    return list(_scenarios(file))


def _identity(base: str) -> str:
    """One text for all the ways to name one file."""
    path = FilePath(base) if is_path(base) else seeds_folder() / f"{base}.toml"
    try:
        status = path.stat()
    except (OSError, ValueError):
        return base
    return f"{status.st_dev}:{status.st_ino}"


def _folder_of(base: str) -> FilePath:
    """Where a program's ``extends`` starts from."""
    return FilePath(base).parent if is_path(base) else FilePath()


def _file_layers(file: TomlFile, base: str, seen: tuple[str, ...]) -> list[Layer]:
    """A file as a layer, above the layers of the program it extends."""
    layer = _layer(file, file.data, (), _scenario_problems(file))
    extended = file.data.get("extends")
    if not isinstance(extended, str):
        return [layer]
    here = (*seen, _identity(base))
    below = str(_folder_of(base) / extended) if is_path(extended) else extended
    if _identity(below) in here:
        text = f"extends goes in a circle: {extended} extends this file again"
        raise ProgramError([layer.problem(("extends",), text)])
    if len(here) > _MOST_EXTENDED:
        text = f"extends goes through more than {_MOST_EXTENDED} files"
        raise ProgramError([layer.problem(("extends",), text)])
    below_file = _extended(layer, extended, below)
    return [*map(_brought, _file_layers(below_file, below, here)), layer]


def _extended(layer: Layer, extended: str, below: str) -> TomlFile:
    """The file that a file extends; one that cannot be read is told where it says so.

    Raises:
        ProgramError: There is no such program, or it cannot be read.
    """
    text = f'extends is "{extended}"; expected a built-in such as typical, or a path'
    if extended == "-":
        raise ProgramError([layer.problem(("extends",), text)])
    try:
        return open_program(below)
    except UsageError as error:
        if split_argument(extended)[1]:
            problem = layer.problem(("extends",), f"{text}, without a scenario")
        else:
            problem = layer.problem(("extends",), f"extends: {error}")
        raise ProgramError([problem]) from None
    except ProgramError as error:
        if any(problem.line for problem in error.problems):
            raise
        problems = [
            layer.problem(("extends",), f"extends: {problem}")
            for problem in error.problems
        ]
        raise ProgramError(problems) from None


def _brought(layer: Layer) -> Layer:
    """What a layer brings to a program that extends it."""
    data = {key: layer.data[key] for key in BROUGHT_BY_EXTENDS if key in layer.data}
    return replace(layer, data=data)


def _layer(
    file: TomlFile, data: Data, prefix: Path, problems: Sequence[Problem]
) -> Layer:
    """A file or one of its scenarios as a layer, without what it says of itself."""
    keys = data.get("omit", [])
    is_list = isinstance(keys, list) and all(isinstance(key, str) for key in keys)
    kept = {key: data[key] for key in data if key not in ("scenarios", "omit")}
    layer = Layer(
        kind="scenario" if prefix else "file",
        label=file.name,
        data=kept,
        file=file,
        prefix=prefix,
        omit=tuple(keys) if is_list else (),
        problems=tuple(problems),
    )
    if is_list:
        return layer
    text = 'omit is not a list of keys; expected omit = ["lines.licenses"]'
    return replace(layer, problems=(*problems, layer.problem(("omit",), text)))


def _scenarios(file: TomlFile) -> dict[str, Data]:
    """The scenarios of a file as plain data, by name; what is none is left out."""
    scenarios = file.data.get("scenarios")
    if not isinstance(scenarios, dict):
        return {}
    return {
        name: table
        for name, table in scenarios.items()
        if isinstance(table, dict) and re.fullmatch(NAME_PATTERN, name)
    }


def _scenario_problems(file: TomlFile) -> list[Problem]:
    """What is wrong with the scenarios of a file, whichever of them is in force."""
    scenarios = file.data.get("scenarios", {})
    faults: list[tuple[Path, str]] = []
    if not isinstance(scenarios, dict):
        text = "scenarios is not a table; expected headings [scenarios.NAME]"
        faults.append((("scenarios",), text))
        scenarios = {}
    for name, table in scenarios.items():
        path: Path = ("scenarios", name)
        key = dotted(path)
        if not re.fullmatch(NAME_PATTERN, name):
            text = f"{key} is no name; expected letters, digits, - and _ only"
            faults.append((path, text))
        if not isinstance(table, dict):
            text = f"{key} is not a table; expected settings under the heading [{key}]"
            faults.append((path, text))
        elif not isinstance(table.get("title", ""), str):
            faults.append(((*path, "title"), f"{key}.title: expected a text in quotes"))
    return [Problem(file.name, file.line(path), dotted(path), text)
        for path, text in faults
    ]


def _scenario_layer(file: TomlFile, name: str) -> Layer:
    scenarios = _scenarios(file)
    if name not in scenarios:
        problems = _scenario_problems(file)
        if problems:
            raise ProgramError(problems)
        nearest = difflib.get_close_matches(name, scenarios, 1)
        known = ", ".join(scenarios) or "none"
        hint = f"did you mean {nearest[0]}?" if nearest else f"its scenarios: {known}"
        raise UsageError(f'{file.name} has no scenario "{name}"; {hint}')
    path: Path = ("scenarios", name)
    data = {key: value for key, value in scenarios[name].items() if key != "title"}
    problems = [
        Problem(
            file.name,
            file.line((*path, key)),
            dotted((*path, key)),
            f"{key} stands above the first [heading] of the file, not in a scenario",
        )
        for key in ("extends", "scenarios")
        if key in data
    ]
    data.pop("extends", None)
    return _layer(file, data, path, problems)


def _set_layer(setting: str, data: Data) -> Layer:
    """One ``--set KEY=VALUE`` as a layer.

    Raises:
        UsageError: It is not of that form, or names a table that does not exist.
    """
    text, equals, value = setting.partition("=")
    path = parse_key(text.strip())
    label = f"--set {setting}"
    if not equals or path is None or not _is_unicode(setting):
        raise UsageError(f"{label}: expected KEY=VALUE, such as cameras=500")
    if path[0] in _FILE_ALONE or path == ("finance", "base_fiscal_year"):
        raise UsageError(f"{label}: {dotted(path)} stands in the file alone")
    if len(path) > _DEEPEST_SETTING:
        raise UsageError(f"{label}: no setting has so many parts")
    if path[-1] in ("source", "note") and not isinstance(node_at(path[:-1]), Leaf):
        example = '--set 'cameras={ value = 500, source = "assumed" }''
        raise UsageError(f"{label}: a {path[-1]} is set with its figure: {example}")
    layer: Any = parse_value(value.strip())
    for key in reversed(path):
        layer = {key: layer}
    missing = _missing_table(Program, layer, data, ())
    if missing is not None:
        name, known = missing
        nearest = difflib.get_close_matches(str(name[-1]), known, 1)
        hint = f"did you mean {nearest[0]}?" if nearest else "there is none"
        if known and not nearest:
            hint = f"there are: {', '.join(known)}"
        raise UsageError(f"{label}: there is no {dotted(name)}; {hint}")
    return Layer("set", label, layer)


def _is_unicode(text: str) -> bool:
    """Whether a text is one, not bytes of an argument that were none."""
    return text.isascii() or not re.search("[\ud800-\udfff]", text)


def _missing_table(
    node: Node | None, above: Any, below: Any, path: Path
) -> tuple[Path, list[str]] | None:
    """The first named table, such as a line or a wave, that is set and is not there.

    Returns:
        Its path, and the names that there are; None where all are there.
    """
    if not isinstance(above, dict) or node is None or isinstance(node, Leaf):
        return None
    here = below if isinstance(below, dict) else {}
    for key, value in above.items():
        at = (*path, key)
        if isinstance(node, Named):
            inner: Node | None = node.inner
            if not isinstance(inner, Leaf) and key not in here:
                return at, list(here)
        else:
            inner = fields_of(node).get(key)
        missing = _missing_table(inner, value, here.get(key), at)
        if missing is not None:
            return missing
    return None
