"""The merged whole, validated once, with every fault in words and with its place."""

import copy
import difflib
import json
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bodycam_cli.program.checking import faults_of
from bodycam_cli.program.merging import Data, Merged
from bodycam_cli.program.model import Program
from bodycam_cli.program.problems import Problem
from bodycam_cli.program.structure import Leaf, Named, Path, dotted, fields_of, node_at

_LONGEST_SHOWN = 40

_EXPECTED = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "string_type": "a text in quotes",
    "string_too_short": "a text",
    "dict_type": "a table",
    "model_type": "a table",
    "tuple_type": "a list",
    "finite_number": "a finite number",
}


def validated(merged: Merged) -> tuple[Program | None, list[Problem]]:
    """The program, or every fault in it.

    Faults of single values do not hide faults between values: what is at fault is
    left out, and the rest is checked as well.
    """
    problems = list(merged.problems)
    program, errors = _read(merged.data)
    problems += _in_words(merged, errors)
    left_out = [_path(error) for error in errors]
    if errors:
        program, _ = _read(_without(merged.data, left_out))
    if program is not None:
        problems += [
            merged.problem(path, text)
            for path, text in faults_of(program, merged)
            if not any(_same_table(path, other) for other in left_out)
        ]
    return (None if problems else program), problems


def _read(data: Data) -> tuple[Program | None, list[ErrorDetails]]:
    # By way of JSON, since strict models take arrays for tuples on that road only.
    try:
        return Program.model_validate_json(json.dumps(data)), []
    except ValidationError as error:
        return None, error.errors(include_url=False, include_context=True)


def _path(error: ErrorDetails) -> Path:
    return tuple(key for key in error["loc"] if key != "[key]")


def _same_table(path: Path, other: Path) -> bool:
    """Whether a fault between values lies where a value was left out."""
    shared = min(len(path), max(len(other) - 1, 1))
    return bool(path) and path[:shared] == other[:shared]


def _without(data: Data, paths: list[Path]) -> Data:
    """The data without what stands at these paths."""
    data = copy.deepcopy(data)
    for path in paths:
        table: Any = data
        for key in path[:-1]:
            table = table.get(key) if isinstance(table, dict) else None
        if isinstance(table, dict) and path:
            table.pop(path[-1], None)
            data.setdefault("title", "untitled")
    return data


def _in_words(merged: Merged, errors: list[ErrorDetails]) -> list[Problem]:
    """Each fault as a problem; a misspelt key is one problem, not two."""
    unknown = [_path(error) for error in errors if error["type"] == "extra_forbidden"]
    meant = {(*path[:-1], _nearest(path)) for path in unknown}
    return [
        merged.problem(_path(error), _text(merged, error))
        for error in errors
        if not (error["type"] == "missing" and _path(error) in meant)
    ]


def _nearest(path: Path) -> str | None:
    """The setting that an unknown key was probably meant to be."""
    found = difflib.get_close_matches(str(path[-1]), _settings_at(path[:-1]), 1, 0.6)
    return found[0] if found else None


def _settings_at(path: Path) -> list[str]:
    """The settings that a table may have."""
    node = node_at(path)
    if isinstance(node, Leaf) and node.is_figure:
        return ["value", "low", "likely", "high", "shape", "unknown", "source", "note"]
    return [] if node is None or isinstance(node, Leaf | Named) else [*fields_of(node)]


def _text(merged: Merged, error: ErrorDetails) -> str:
    """What is wrong and what is expected, in one line."""
    path, kind = _path(error), error["type"]
    key = dotted(path)
    if kind == "extra_forbidden":
        return _unknown_text(key, path)
    if kind == "missing":
        return f"{key} is missing; expected {_description(path)}"
    if "[key]" in error["loc"]:
        return _name_text(key, path)
    message = error["msg"]
    if kind in ("figure", "month", "driver") and not message.startswith("expected"):
        return f"{key} {message}"
    if kind not in ("figure", "month", "driver"):
        message = f"expected {_expected(error, path)}"
    return f"{key.removesuffix('.value')} is {_shown(merged.data, path)}; {message}"


def _unknown_text(key: str, path: Path) -> str:
    nearest = _nearest(path)
    settings = _settings_at(path[:-1])
    if nearest:
        hint = f"did you mean {nearest}?"
    elif settings:
        hint = f"expected one of {', '.join(settings)}"
    else:
        hint = "leave it out"
    return f"{key} is not a setting; {hint}"


def _name_text(key: str, path: Path) -> str:
    if path[:-1] == ("appropriations",) or path[-2:-1] == ("amounts",):
        return f"{key} is no fiscal year; expected a key such as FY2019"
    return f"{key} is no name; expected letters, digits, - and _ only"


def _expected(error: ErrorDetails, path: Path) -> str:
    """What a plain value should have been."""
    context = error.get("ctx", {})
    if error["type"] == "literal_error":
        return str(context["expected"])
    if error["type"] in ("greater_than_equal", "less_than_equal"):
        return _description(path)
    if error["type"] == "string_pattern_mismatch":
        return _description(path)
    return _EXPECTED.get(error["type"], error["msg"])


def _description(path: Path) -> str:
    """What a setting is, from its model, as part of a sentence."""
    node = node_at(path[:-1])
    described = ""
    if isinstance(node, type):
        field = node.model_fields.get(str(path[-1]))
        described = (field.description or "") if field else ""
    text = described.rstrip(".")
    return (text[0].lower() + text[1:]) if text else "a value"


def _shown(data: Any, path: Path) -> str:
    """The value at a path as the file would write it, cut where it is long."""
    for key in path:
        if isinstance(data, dict) and key in data:
            data = data[key]
    text = json.dumps(data, ensure_ascii=False)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."
