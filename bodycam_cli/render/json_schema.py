"""The JSON Schema of every answer that is given as JSON."""

from typing import Any, get_args

from bodycam_cli.render.json_document import SCHEMA_VERSION
from bodycam_cli.report.document import Unit

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_VALUE: Schema = {"type": ["number", "string", "boolean", "null"]}
_VALUES: Schema = {"type": "object", "additionalProperties": _VALUE}


def output_schema() -> Schema:
    """The JSON Schema of an answer: numbers are numbers, unknown is null."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "bodycam answer",
        **_table_of(
            {
                "schema_version": {"const": SCHEMA_VERSION},
                "command": _described(_TEXT, "The command that asked."),
                "title": _described(_TEXT, "Whose answer it is."),
                "basis": _described(_TEXTS, "Estimate, dollars, fiscal year."),
                "estimate": {"enum": ["published", "lines", None]},
                "answer": _described(_TEXTS, "Sentences, the most important first."),
                "tables": {"type": "array", "items": _table()},
                "notes": _described(_TEXTS, "What is assumed, and other remarks."),
                "notices": {"type": "array", "items": _notice()},
                "sources": {"type": "array", "items": _source()},
                "stamp": _stamp(),
            }
        ),
    }


def _table_of(properties: Schema) -> Schema:
    """An object that has all of these and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _described(schema: Schema, text: str) -> Schema:
    return {**schema, "description": text}


def _table() -> Schema:
    column = _table_of({"name": _TEXT, "unit": {"enum": list(get_args(Unit))}})
    incomplete = _table_of(
        {
            "row": {"anyOf": [{"type": "integer", "minimum": 0}, {"const": "totals"}]},
            "column": _TEXT,
            "missing": _described(_TEXTS, "Keys of the unknown figures."),
        }
    )
    return _table_of(
        {
            "name": _TEXT,
            "title": _TEXT,
            "columns": {"type": "array", "items": column, "minItems": 1},
            "rows": {"type": "array", "items": _VALUES},
            "totals": _described(_VALUES, "For what adds up; never a row."),
            "incomplete": {"type": "array", "items": incomplete},
            "notes": _TEXTS,
        }
    )


def _notice() -> Schema:
    facts = {"type": "object", "additionalProperties": True}
    return _table_of({"kind": _TEXT, "text": _TEXT, "facts": facts})


def _source() -> Schema:
    names = ("id", "title", "publisher", "date", "url")
    return _table_of(dict.fromkeys(names, _TEXT))


def _stamp() -> Schema:
    program = _table_of({"id": _TEXT, "sha256": _TEXT})
    whole = {"type": ["integer", "null"]}
    return _table_of(
        {
            "version": _TEXT,
            "arguments": _TEXTS,
            "programs": {"type": "array", "items": program},
            "seed": whole,
            "draws": whole,
        }
    )
