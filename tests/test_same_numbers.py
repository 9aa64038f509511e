"""The same number in table, JSON, CSV and Markdown, for random programs."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from programs import Data, loaded
from random_programs import programs

from bodycam_cli.projection.projecting import project
from bodycam_cli.render.csv_table import to_csv
from bodycam_cli.render.json_document import to_json
from bodycam_cli.render.markdown import to_markdown
from bodycam_cli.render.terminal import print_report
from bodycam_cli.report.cost import cost_report
from bodycam_cli.report.document import Report


def report_of(data: Data, years: int) -> Report:
    """The report of ``cost --by line`` on a program."""
    return cost_report(project(loaded(data), years, "lines"), ("cost",), "line")


def from_json(report: Report) -> dict[tuple[str, str, str], int]:
    """Dollars by table, row and column; the row is its first value."""
    amounts = {}
    for table in json.loads(to_json(report))["tables"]:
        names = [each["name"] for each in table["columns"] if each["unit"] == "dollars"]
        key = table["columns"][0]["name"]
        for row in table["rows"]:
            amounts |= {
                (table["name"], str(row[key]), name): row[name]
                for name in names
                if row[name] is not None
            }
    return amounts


def from_csv(report: Report) -> dict[tuple[str, str, str], int]:
    """The same from the tidy rows, without the totals."""
    found: dict[tuple[str, str, str], int] = {}
    for row in csv.DictReader(io.StringIO(to_csv(report))):
        if row["unit"] == "dollars" and row["value"] and row["item"] != "total":
            key = row["item"] or row["period"].removeprefix("FY")
            found[row["table"], key, row["measure"]] = int(row["value"])
    return found


def shown(amount: int) -> str:
    """Dollars as people read them."""
    return f"-${-amount:,}" if amount < 0 else f"${amount:,}"


@given(programs(grants=True), st.integers(1, 6))
@settings(max_examples=80, deadline=None)
def test_every_dollar_is_the_same_in_every_format(
    data: Mapping[str, Any], years: int
) -> None:
    """JSON and CSV agree cell by cell; people read each of these amounts."""
    report = report_of(data, years)
    amounts = from_json(report)
    assert amounts
    assert from_csv(report) == amounts
    stream = io.StringIO()
    print_report(report, stream, width=10_000)
    for text in (stream.getvalue(), to_markdown(report)):
        words = set(text.replace("*", " ").replace("|", " ").split())
        assert {shown(amount) for amount in amounts.values() if amount} <= words
