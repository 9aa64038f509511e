"""The layers of a file: what it extends, what it says, and its scenarios."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path as FilePath

from bodycam_cli.program.lines import NAME_PATTERN
from bodycam_cli.program.merging import Data, Layer
from bodycam_cli.program.opening import (
    is_path,
    open_program,
    seeds_folder,
    split_argument,
)
from bodycam_cli.program.problems import Problem, ProgramError, UsageError
from bodycam_cli.program.structure import Path, dotted
from bodycam_cli.program.toml_file import TomlFile

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

_MOST_EXTENDED = 100


def scenario_names(file: TomlFile) -> list[str]:
    """The names of a file's scenarios, in its order."""
    return list(_scenarios(file))


def scenario_title(file: TomlFile, name: str) -> str:
    """The title of a scenario, or its name."""
    return str(_scenarios(file)[name].get("title", name))


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


def file_layers(file: TomlFile, base: str, seen: tuple[str, ...] = ()) -> list[Layer]:
    """A file as a layer, above the layers of the program it extends.

    Args:
        file: The file.
        base: The PROGRAM that it was opened as.
        seen: The identities of the files that extend it.

    Raises:
        ProgramError: What it extends cannot be read, or extends it again.
    """
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
    return [*map(_brought, file_layers(below_file, below, here)), layer]


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
    return [
        Problem(file.name, file.line(path), dotted(path), text) for path, text in faults
    ]


def scenario_layer(file: TomlFile, name: str) -> Layer:
    """A scenario of a file as a layer.

    Raises:
        UsageError: The file has no scenario of that name.
        ProgramError: Its scenarios are not what they should be.
    """
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
