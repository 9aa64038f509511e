"""A report as JSON."""

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator
from reports import STAMP, boston, partial

from bodycam_cli.render.json_document import ascii_json, to_json
from bodycam_cli.report.document import Column, Notice, Report, Stamp, Table

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
VALUE = {"type": ["string", "number", "null"]}


def records(properties: dict[str, object]) -> dict[str, object]:
    """Objects that have exactly these keys, in a list."""
    return {"type": "array", "items": record(properties)}


def record(properties: dict[str, object]) -> dict[str, object]:
    """An object that has exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


SCHEMA = record(
    {
        "schema_version": {"const": 1},
        "command": TEXT,
        "title": TEXT,
        "estimate": {"enum": ["published", "lines", None]},
        "basis": TEXTS,
        "answer": TEXTS,
        "tables": records(
            {
                "name": TEXT,
                "title": TEXT,
                "columns": records({"name": TEXT, "unit": TEXT}),
                "rows": {"items": {"additionalProperties": VALUE}},
                "totals": {"additionalProperties": VALUE},
                "incomplete": records(
                    {
                        "row": {"anyOf": [{"type": "integer"}, {"const": "totals"}]},
                        "column": TEXT,
                        "missing": TEXTS,
                    }
                ),
                "notes": TEXTS,
            }
        ),
        "notes": TEXTS,
        "notices": records({"kind": TEXT, "text": TEXT, "facts": {"type": "object"}}),
        "sources": records(
            {"id": TEXT, "title": TEXT, "publisher": TEXT, "date": TEXT, "url": TEXT}
        ),
        "stamp": record(
            {
                "version": TEXT,
                "arguments": TEXTS,
                "programs": records({"id": TEXT, "sha256": TEXT}),
                "seed": {"type": ["integer", "null"]},
                "draws": {"type": ["integer", "null"]},
            }
        ),
    }
)


@pytest.mark.parametrize("report", [boston(), partial()])
def test_the_document_has_the_promised_shape(report: Report) -> None:
    """Exactly the keys that scripts rely on."""
    Draft202012Validator(SCHEMA).validate(json.loads(to_json(report)))


def test_numbers_are_numbers_and_unknown_is_null() -> None:
    """Fiscal years are integers, totals are no row, and gaps are listed."""
    table = json.loads(to_json(partial()))["tables"][0]
    assert table["columns"][0] == {"name": "fiscal_year", "unit": "fiscal year"}
    assert table["rows"] == [
        {
            "fiscal_year": 2023,
            "months": 5,
            "cost": 33174,
            "left": -1200,
            "chance": 0.561,
        },
        {"fiscal_year": 2024, "months": 12, "cost": None, "left": None, "chance": None},
    ]
    assert table["totals"] == {"cost": 33174}
    assert table["incomplete"][-1] == {
        "row": "totals",
        "column": "cost",
        "missing": ["lines.staff_time.price", "lines.x.price"],
    }


def test_a_row_has_every_column_in_order() -> None:
    """What a builder left out is null, and comes where its column comes."""
    columns = (Column("b", "B", "text"), Column("a", "A", "dollars"))
    report = Report("x", "T", STAMP, tables=(Table("t", "", columns, ({"a": 1},)),))
    row = json.loads(to_json(report))["tables"][0]["rows"][0]
    assert list(row.items()) == [("b", None), ("a", 1)]


def test_notices_and_the_stamp_are_data() -> None:
    """Facts keep their lists, and a simulation its seed."""
    notice = Notice("unused", "Text.", {"lines": ["a", "b"], "dollars": 3})
    stamp = Stamp("1.2", ("simulate",), (("a", "1"), ("b", "2")), 7, 1000)
    document = json.loads(to_json(Report("x", "T", stamp, notices=(notice,))))
    assert document["notices"] == [
        {
            "kind": "unused",
            "text": "Text.",
            "facts": {"lines": ["a", "b"], "dollars": 3},
        }
    ]
    assert document["stamp"] == {
        "version": "1.2",
        "arguments": ["simulate"],
        "programs": [{"id": "a", "sha256": "1"}, {"id": "b", "sha256": "2"}],
        "seed": 7,
        "draws": 1000,
    }


def test_characters_that_something_obeys_are_escaped() -> None:
    """They are data all the same: reading the document gives them back."""
    title = "é 東 \x1b[2J \x7f \x85 \u2028 \u202e \u2066 \ud800 👮"
    text = to_json(replace(boston(), title=title))
    assert (
        r'"title": "é 東 \u001b[2J \u007f \u0085 \u2028 \u202e \u2066 \ud800 👮"'
        in text
    )
    assert json.loads(text)["title"] == title
    assert text.endswith("}\n")


def test_an_output_of_ascii_loses_nothing() -> None:
    """Characters beyond it are escaped, in two halves where needed."""
    text = ascii_json(to_json(replace(boston(), title="é 👮")))
    assert r'"title": "\u00e9 \ud83d\udc6e"' in text
    assert text.isascii()
    assert json.loads(text)["title"] == "é 👮"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_say_is_an_error(value: float) -> None:
    """A number that is none is our mistake, and is not written."""
    table = Table("t", "", (Column("a", "A", "dollars"),), ({"a": value},))
    with pytest.raises(ValueError, match="JSON compliant"):
        to_json(Report("x", "T", STAMP, tables=(table,)))
