"""The published JSON Schema describes every JSON answer."""

import json

import jsonschema
import pytest
from programs import Run

COMMANDS = [
    ["cost", "boston"],
    ["cost", "boston", "--estimate", "lines", "--by", "category"],
    ["cost", "worcester"],
    ["compare", "boston", "worcester"],
    ["compare", "boston", "boston@citywide", "--why"],
    ["rollout", "boston@as-built"],
    ["storage", "typical", "--monthly"],
    ["explain", "boston", "total", "FY2022"],
    ["explain", "worcester"],
    ["assumptions", "typical"],
    ["assumptions", "worcester", "--missing"],
    ["assumptions", "boston", "--by-source"],
    ["check", "boston"],
    ["check", "boston", "--certainty", "0.8", "--draws", "1000"],
    ["simulate", "boston", "--draws", "1000"],
    ["sensitivity", "typical"],
    ["afford", "boston"],
    ["compare", "boston", "worcester", "--simulate", "--draws", "1000"],
    ["programs", "list"],
    ["programs", "show", "boston"],
    ["programs", "validate", "boston"],
    ["programs", "schema", "output"],
    ["programs", "score"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_answer_fits_the_schema_that_is_printed(
    run: Run, command: list[str]
) -> None:
    """The schema comes from the command line, as a user would get it."""
    schema = json.loads(run("programs", "schema", "output").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    answer = json.loads(run(*command, "--format", "json").stdout)
    jsonschema.validate(answer, schema)


def test_the_schema_refuses_an_answer_with_a_key_it_does_not_know(run: Run) -> None:
    """A schema that accepts anything would describe nothing."""
    schema = json.loads(run("programs", "schema", "output").stdout)
    answer = json.loads(run("cost", "--format", "json").stdout)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(answer | {"total": 1}, schema)
