"""Small program files for tests: written as plain data, read as a user's file is."""

import json
import math
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import Result

from bodycam_cli.program.figures import Figure, MonthFigure
from bodycam_cli.program.problems import ProgramError
from bodycam_cli.program.reading import LoadedProgram, load
from bodycam_cli.program.structure import dotted, figures_of

Data = Mapping[str, Any]
"""A program file as plain data, such as ``{"cameras": 10, "lines": {...}}``."""

Run = Callable[..., Result]
"""The fixture ``run``: runs ``bodycam``; standard input may be given as ``stdin``."""

Ask = Callable[..., dict[str, Any]]
"""The fixture ``ask``: the JSON document of a command that succeeds."""

_FOLDER = TemporaryDirectory(prefix="bodycam-tests-")
_NUMBERS = count(1)

SMALL: Data = {
    "title": "Small Town Police",
    "fiscal_year_start_month": 7,
    "first_month": "2023-07",
    "cameras": 10,
    "lines": {"licenses": {"price": 600, "per": "camera-year"}},
}
"""Ten cameras from July 2023 (FY2024): $6,000 a year."""


def toml(data: Data) -> str:
    """Plain data as TOML: a key a line, tables inline."""
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in data.items())


def small(**settings: Any) -> dict[str, Any]:
    """The small program with other or more settings at its top."""
    return {**SMALL, **settings}


def priced(**lines: Data) -> dict[str, Any]:
    """The small program with these cost lines alone."""
    return small(lines=lines)


def write(data: Data | str, path: Path | None = None) -> Path:
    """Write a program file, somewhere where no path is given."""
    path = path or Path(_FOLDER.name) / f"program-{next(_NUMBERS)}.toml"
    path.write_text(data if isinstance(data, str) else toml(data), encoding="utf-8")
    return path


def loaded(
    data: Data | str, *settings: str, scenarios: tuple[str, ...] = ()
) -> LoadedProgram:
    """The program in force, with ``--set`` settings."""
    return load(str(write(data)), scenarios, settings)


def faults(
    data: Data | str, *settings: str, scenarios: tuple[str, ...] = ()
) -> list[tuple[int, str]]:
    """The line and the words of each fault of a program that has some."""
    with pytest.raises(ProgramError) as error:
        loaded(data, *settings, scenarios=scenarios)
    return [(problem.line, problem.text) for problem in error.value.problems]


def figures_in(loaded: LoadedProgram) -> dict[str, Figure | MonthFigure]:
    """Every figure that a program in force states, by its dotted key."""
    found = figures_of(loaded.program)
    return {dotted(path): figure for path, figure, _ in found}


def table_of(document: Data, name: str) -> Data:
    """One table of a JSON document."""
    (table,) = (each for each in document["tables"] if each["name"] == name)
    found: Data = table
    return found


def column_of(table: Data, name: str) -> list[Any]:
    """One column of a table, top to bottom."""
    return [row[name] for row in table["rows"]]


def _key(key: str) -> str:
    return key if key.replace("-", "_").replace("_", "a").isalnum() else json.dumps(key)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(
            f"{_key(key)} = {_value(each)}" for key, each in value.items()
        )
        return f"{{ {inner} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
