"""The JSON Schema of a program file, from the models that read it."""

from collections.abc import Iterator
from typing import Any

from bodycam_cli.program.figures import EXPECTED
from bodycam_cli.program.model import Program
from bodycam_cli.program.structure import Named, Node, fields_of

Schema = dict[str, Any]


def program_schema() -> Schema:
    """The JSON Schema of a program file, scenarios and ``omit`` included.

    What a table must have may come from what a file extends, or from the file for a
    scenario, so the schema requires only the title, and what is replaced whole.
    """
    schema = Program.model_json_schema()
    for name in _merged_tables(Program):
        schema["$defs"].get(name, {}).pop("required", None)
    _close(schema)
    _tell(schema)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "bodycam program"
    settings = dict(schema["properties"])
    omit = {
        "type": "array",
        "items": {"type": "string"},
        "description": "Keys to remove from what lies below, such as lines.licenses.",
        "examples": [["lines.licenses"]],
    }
    scenario = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            key: value for key, value in settings.items() if key != "extends"
        }
        | {"omit": omit},
    }
    schema["properties"] = settings | {
        "omit": omit,
        "scenarios": {
            "type": "object",
            "additionalProperties": scenario,
            "description": "Named changes to the program, applied with @NAME.",
        },
    }
    schema["required"] = ["title"]
    return schema


def _merged_tables(node: Node) -> Iterator[str]:
    """The names of the models whose tables are merged key by key."""
    if isinstance(node, Named):
        yield from _merged_tables(node.inner)
    elif isinstance(node, type):
        yield node.__name__
        for child in fields_of(node).values():
            yield from _merged_tables(child)


def _close(schema: Any) -> None:
    """Refuse names of a table that do not have the pattern of its names."""
    if isinstance(schema, dict):
        if "patternProperties" in schema:
            schema["additionalProperties"] = False
        for part in schema.values():
            _close(part)
    elif isinstance(schema, list):
        for part in schema:
            _close(part)


def _tell(schema: Any) -> None:
    """Say unit and example where an editor shows the meaning, and no null of ours."""
    if isinstance(schema, dict):
        choices = schema.get("anyOf", [])
        if {"type": "null"} in choices:
            choices.remove({"type": "null"})
            if len(choices) == 1:
                schema.pop("anyOf")
                schema |= {**choices[0], **schema}
            schema.pop("default", None)
        if EXPECTED in schema:
            meaning, unit = schema.get("description", ""), schema.pop(EXPECTED)
            example = schema.get("examples", [""])[0]
            told = f"{meaning} Expected: {unit}. Example: {example}.".strip()
            schema["description"] = told
        for part in schema.values():
            _tell(part)
    elif isinstance(schema, list):
        for part in schema:
            _tell(part)
