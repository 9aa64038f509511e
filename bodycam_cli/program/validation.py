"""The merged whole, validated once, with every fault in words and with its place."""

import copy
import difflib
import json
import math
import re
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bodycam_cli.program.checking import faults_of, nearest_other
from bodycam_cli.program.dates import FISCAL_YEAR_PATTERN, MONTH_PATTERN
from bodycam_cli.program.figures import MonthFigure, number_in_toml, number_wanted
from bodycam_cli.program.lines import NAME_PATTERN
from bodycam_cli.program.merging import Data, Merged
from bodycam_cli.program.model import Program
from bodycam_cli.program.problems import Problem
from bodycam_cli.program.structure import Leaf, Named, Path, dotted, fields_of, node_at

_LONGEST_SHOWN = 40

_MOST_HINTS = 200
"""So many unknown keys are compared with the known ones; more are no slips."""

_STAND_INS: Data = {
    "title": "untitled",
    "fiscal_year_start_month": 1,
    "first_month": "2000-01",
    "cameras": 1,
}
"""What stands for a required setting that is at fault while the rest is checked."""

_EXPECTED = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a number",
    "string_type": "a text in quotes",
    "string_too_short": "a text in quotes",
}

_PATTERNS = {
    FISCAL_YEAR_PATTERN: 'a fiscal year in quotes, such as "FY2019"',
    MONTH_PATTERN: 'a month in quotes, such as "2019-06"',
    NAME_PATTERN: "letters, digits, - and _ only",
}

_OWN_WORDS = ("figure", "month", "driver")
"""The kinds of errors whose messages are written here, not by pydantic."""


def validated(merged: Merged) -> tuple[Program | None, list[Problem]]:
    """The program, or every fault in it.

    Faults of single values do not hide faults between values: what is at fault is
    left out, and the rest is checked as well.
    """
    program, errors = _read(merged.data)
    problems = [*merged.problems, *_in_words(merged, errors)]
    left_out: set[Path] = set()
    data = merged.data
    while errors and not left_out.issuperset(paths := {_unit(each) for each in errors}):
        left_out |= paths
        data = _without(data, paths)
        program, errors = _read(data)
    if program is not None:
        problems += [
            merged.problem(path, text)
            for path, text in faults_of(program, merged, left_out)
        ]
    return (None if problems else program), problems


def _read(data: Data) -> tuple[Program | None, list[ErrorDetails]]:
    # By way of JSON, since strict models take arrays for tuples on that road only.
    try:
        return Program.model_validate_json(json.dumps(data)), []
    except ValidationError as error:
        return None, error.errors(include_url=False, include_context=True)


def _path(error: ErrorDetails) -> Path:
    """Where an error is; a name that is at fault stands for what it names."""
    return error["loc"][:-1] if _is_name_fault(error) else error["loc"]


def _is_name_fault(error: ErrorDetails) -> bool:
    """Whether a name is at fault, not what it names."""
    return error["type"] == "string_pattern_mismatch" and error["loc"][-1] == "[key]"


def _unit(error: ErrorDetails) -> Path:
    """What is left out for an error: a value whole, or a table that lacks one."""
    path = _path(error)
    if error["type"] == "missing" and len(path) > 1:
        path = path[:-1]
    for depth in range(1, len(path)):
        if not isinstance(node_at(path[:depth]), type | Named):
            return path[:depth]
    return path


def _without(data: Data, paths: Iterable[Path]) -> Data:
    """The data without what stands at these paths, or with a stand-in for it."""
    data = copy.deepcopy(data)
    for path in paths:
        table: Any = data
        for key in path[:-1]:
            table = table.get(key) if isinstance(table, dict) else None
        if isinstance(table, dict) and path:
            table.pop(path[-1], None)
    for key in _STAND_INS:
        if (key,) in paths:
            data[key] = _STAND_INS[key]
    return data


def _in_words(merged: Merged, errors: list[ErrorDetails]) -> list[Problem]:
    """Each fault as a problem; a misspelt key is one problem, not two."""
    unknown = [_path(error) for error in errors if error["type"] == "extra_forbidden"]
    nearest = {path: _nearest_setting(path) for path in unknown[:_MOST_HINTS]}
    meant = {(*path[:-1], name) for path, name in nearest.items()}
    at_fault = {_path(error)[:1] for error in errors}
    return [
        merged.problem(_path(error), _text(merged, error, nearest))
        for error in errors
        if not (error["type"] == "missing" and _path(error) in meant)
        and merged.implied_by(_path(error)) not in at_fault
    ]


def _text(merged: Merged, error: ErrorDetails, nearest: dict[Path, str | None]) -> str:
    """What is wrong and what is expected, in one line."""
    path, kind = _path(error), error["type"]
    key = _spoken(path)
    if kind == "extra_forbidden":
        return _unknown_text(path, nearest)
    if kind == "missing":
        hint = f"{_example(path)}{_nearest_table(merged.data, path[:-1])}"
        return f"{key} is missing; expected {_meaning(path)}{hint}"
    if _is_name_fault(error):
        return _name_text(path)
    message = error["msg"]
    if kind not in _OWN_WORDS:
        message = f"expected {_expected(error, path)}"
    elif not message.startswith("expected"):
        return f"{key} {message}"
    if path[-1] == "value" and _is_in_figure(path):
        key = _spoken(path[:-1])
    shown = _shown(merged.data, path)
    return f"{key} is {shown}; {message}{_nearest_choice(error)}"


def _spoken(path: Path) -> str:
    """A path in a sentence: ``lines.x.steps, item 2: rate``."""
    text = ""
    for before, key in zip((0, *path), path, strict=False):
        if isinstance(key, int):
            text += f", item {key + 1}"
        else:
            text += f"{': ' if isinstance(before, int) else '.'}{key}"
    return text.removeprefix(": ")


def _nearest_table(data: Any, path: Path) -> str:
    """The table that one which lacks something was probably meant to be."""
    if not isinstance(node_at(path[:-1]), Named):
        return ""
    for key in path[:-1]:
        data = data[key]
    found = nearest_other(str(path[-1]), data)
    return f"; or did you mean {dotted((*path[:-1], found))}?" if found else ""


def _unknown_text(path: Path, nearest: dict[Path, str | None]) -> str:
    """A key that is no setting, and what it was probably meant to be."""
    text = f"{_spoken(path)} is not a setting"
    settings = _settings_at(path[:-1])
    if path not in nearest:
        return text
    if len(path) > 1 and path[-1] in Program.model_fields:
        return f"{text} here; {path[-1]} stands above the first [heading] of the file"
    if nearest[path]:
        return f"{text}; did you mean {nearest[path]}?"
    expected = f"expected one of {', '.join(settings)}" if settings else "leave it out"
    return f"{text}; {expected}"


def _nearest_setting(path: Path) -> str | None:
    """The setting that an unknown key was probably meant to be."""
    found = difflib.get_close_matches(str(path[-1]), _settings_at(path[:-1]), 1)
    return found[0] if found else None


def _settings_at(path: Path) -> list[str]:
    """The settings that a table may have."""
    node = node_at(path)
    if isinstance(node, Leaf) and node.figure is not None:
        prices = node.quantity is not None and node.quantity.is_price
        return [key for key in node.figure.model_fields if key != "year" or prices]
    if not isinstance(node, type):
        return []
    return [*fields_of(node), *(("scenarios", "omit") if node is Program else ())]


def _name_text(path: Path) -> str:
    """A name that cannot be one."""
    key = dotted(path)
    if path[:-1] == ("appropriations",) or path[-2:-1] == ("amounts",):
        year = re.search("(?:(?:19|20|21)[0-9]{2}|^FY[0-9]{2})$", str(path[-1]))
        hint = "expected a key such as FY2019"
        if year:
            hint = f"did you mean FY{year[0].replace('FY', '20')}?"
        return f"{key} is no fiscal year; {hint}"
    return f"{key} is no name; expected {_PATTERNS[NAME_PATTERN]}"


def _expected(error: ErrorDetails, path: Path) -> str:
    """What a value should have been."""
    context = error.get("ctx", {})
    if error["type"] == "literal_error":
        return str(context["expected"]).replace("'", '"').replace("True", "true")
    if context.get("pattern") in _PATTERNS:
        return _PATTERNS[context["pattern"]]
    if error["type"] in ("dict_type", "model_type"):
        return _table_text(path, error["input"])
    if error["type"] == "tuple_type":
        node = node_at(path)
        is_of_tables = isinstance(node, Leaf) and node.item is not None
        return "a list of tables, [{ ... }]" if is_of_tables else 'a list, ["..."]'
    figure = node_at(path[:-1])
    is_number = path[-1] in ("value", "low", "likely", "high")
    if isinstance(figure, Leaf) and figure.quantity and is_number:
        return f"{number_wanted(error['input'])}: {figure.quantity.expected}"
    words = (_EXPECTED.get(error["type"]), _meaning(path))
    return ": ".join(word for word in words if word)


def _table_text(path: Path, value: Any) -> str:
    """How the table is written that was expected."""
    node, key = node_at(path), dotted(path)
    if isinstance(path[-1], int):
        return "a table in braces, { ... }"
    if not isinstance(node, Named):
        return f"a table of settings, under the heading [{key}]"
    if isinstance(node.inner, Leaf):
        return "a table by fiscal year, such as { FY2019 = 780_000 }"
    instead = f", not [[{key}]]" if isinstance(value, list) else ""
    return f"tables, each under a heading [{key}.NAME]{instead}"


def _nearest_choice(error: ErrorDetails) -> str:
    """The word that a wrong one was probably meant to be."""
    context = error.get("ctx", {})
    if error["type"] not in ("literal_error", "driver"):
        return ""
    words = context.get("drivers", context.get("expected", ""))
    choices = re.findall(r"[\w-]+", words)
    found = difflib.get_close_matches(str(error["input"]), choices, 1)
    return f"; did you mean {found[0]}?" if found else ""


def _is_in_figure(path: Path) -> bool:
    """Whether a key belongs to the table of a figure."""
    node = node_at(path[:-1])
    return isinstance(node, Leaf) and node.is_figure


def _field(path: Path) -> FieldInfo | None:
    """The field of a model that stands at a path."""
    node = node_at(path[:-1])
    model = node.figure if isinstance(node, Leaf) else node
    return model.model_fields.get(str(path[-1])) if isinstance(model, type) else None


def _meaning(path: Path) -> str:
    """What a setting is, from its model, as part of a sentence."""
    field = _field(path)
    text = ((field.description or "") if field else "").rstrip(".")
    return text[:1].lower() + text[1:]


def _example(path: Path) -> str:
    """How a setting is written, for one that is missing."""
    field, node = _field(path), node_at(path)
    example = json.dumps(field.examples[0]) if field and field.examples else ""
    if isinstance(node, Leaf) and node.quantity:
        example = number_in_toml(node.quantity.example)
    elif isinstance(node, Leaf) and node.figure is MonthFigure:
        example = '"2019-06"'
    return f", such as {path[-1]} = {example}" if example else ""


def _shown(data: Any, path: Path) -> str:
    """The value at a path as the file would write it, cut where it is long."""
    for key in path:
        if isinstance(data, dict):
            data = data.get(key, data)
        elif isinstance(data, list) and isinstance(key, int):
            data = data[key]
    if isinstance(data, float) and not math.isfinite(data):
        return str(data)
    text = json.dumps(data, ensure_ascii=False)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."
