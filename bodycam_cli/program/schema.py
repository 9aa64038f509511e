"""The JSON Schema of a program file, from the models that read it."""

from typing import Any

from bodycam_cli.program.model import Program

Schema = dict[str, Any]


def program_schema() -> Schema:
    """The JSON Schema of a program file, scenarios and ``omit`` included.

    What a file must have may come from what it extends or from a scenario, so the
    schema requires only the title.
    """
    schema = Program.model_json_schema()
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
