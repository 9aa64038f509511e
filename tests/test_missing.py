"""What is assumed or unknown, and what rests on each source."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from programs import (
    Ask,
    Data,
    Run,
    column_of,
    loaded,
    priced,
    small,
    table_of,
    write,
)
from random_programs import programs

from bodycam_cli.analysis.resting import years_resting
from bodycam_cli.program.figures import Figure
from bodycam_cli.program.structure import dotted, figures_of
from bodycam_cli.projection.projecting import project
from bodycam_cli.projection.values import Values

YEARS = st.integers(1, 5)


def assumed(value: float) -> Data:
    """A figure that the file's author chose."""
    return {"value": value, "source": "assumed", "note": "a guess"}


def from_source(source: str, value: float) -> Data:
    """A figure with a source."""
    return {"value": value, "source": source}


TOWN: Data = {
    **small(
        lines={
            "licenses": {"price": assumed(600), "per": "camera-year"},
            "docks": {"price": assumed(250), "per": "item", "count": assumed(10)},
            "manager": {"price": from_source("memo", 50_000), "per": "program-year"},
            "legal": {"price": {"unknown": True}, "per": "program-year"},
        },
        cameras=from_source("council", 10),
        requests={"requests_per_100_camera_years": assumed(12)},
    ),
    "sources": {
        "memo": {"title": "Memo", "date": "2020-01"},
        "council": {"title": "Minutes", "date": "2024"},
    },
}
"""Two years: licenses 12,000, docks 2,500, a manager 100,000, and legal unknown."""


def missing_of(ask: Ask, data: Data) -> Data:
    """The table of what is missing over two years."""
    document = ask("assumptions", str(write(data)), "--missing", "--years", "2")
    return table_of(document, "figures")


def test_what_is_missing_is_ordered_by_its_dollars(ask: Ask) -> None:
    """Unknown first; then 12,000 on the price, 2,500 on price and count, 0 at last."""
    table = missing_of(ask, TOWN)
    assert column_of(table, "key") == [
        "lines.legal.price",
        "lines.licenses.price",
        "lines.docks.price",
        "lines.docks.count",
        "requests.requests_per_100_camera_years",
    ]
    assert column_of(table, "kind") == ["unknown", *["assumed"] * 4]
    assert column_of(table, "dollars") == [None, 12_000, 2_500, 2_500, 0]
    # Of at least 114,500.
    assert column_of(table, "share") == [None, 0.1048, 0.0218, 0.0218, 0.0]
    assert table["incomplete"][0]["missing"] == ["lines.legal.price"]


def test_what_is_missing_has_values_and_units_as_data(ask: Ask) -> None:
    """Numbers are numbers, as in the list of all figures."""
    price = {"low": 500, "likely": 600, "high": 900, "source": "assumed", "note": "?"}
    table = missing_of(ask, priced(l={"price": price, "per": "camera-year"}))
    (row,) = table["rows"]
    assert (row["value"], row["low"], row["high"]) == (600, 500, 900)
    assert row["unit"] == "dollars of FY2024 per camera-year"
    assert row["source"] == "assumed"


def test_contingency_rests_on_the_lines_that_it_is_for(ask: Ask) -> None:
    """10 % of the docks alone, once: 2,500 and 250."""
    lines = {name: {**line} for name, line in TOWN["lines"].items() if name != "legal"}
    lines["docks"]["category"] = "equipment"
    rate = {"contingency_rate": 0.1, "contingency_categories": ["equipment"]}
    table = missing_of(ask, {**TOWN, "lines": lines, "finance": rate})
    rests = dict(zip(column_of(table, "key"), column_of(table, "dollars"), strict=True))
    assert rests["lines.licenses.price"] == 12_000
    assert rests["lines.docks.price"] == 2_750


def test_the_pace_of_training_carries_no_dollar(ask: Ask) -> None:
    """The hours of it do: 10 x 4 x 50 dollars."""
    training = {
        "training_hours_per_officer": assumed(4),
        "officers_per_session": assumed(5),
        "sessions_per_week": assumed(1),
    }
    lines = {"training": {"price": 50, "per": "training-hour"}}
    table = missing_of(ask, small(lines=lines, training=training))
    assert column_of(table, "dollars") == [2_000, 0, 0]


def test_every_source_tells_what_rests_on_it_and_its_age(ask: Ask) -> None:
    """At July 2023: January 2020 is 3.5 years old, and 2024 half a year younger."""
    document = ask("assumptions", str(write(TOWN)), "--by-source", "--years", "2")
    rows = {row["source"]: row for row in table_of(document, "sources")["rows"]}
    assert list(rows) == ["memo", "assumed", "council", "(none)"]
    assert rows["memo"]["dollars"] == 100_000
    assert rows["memo"]["age"] == pytest.approx(3.5)
    assert rows["memo"]["lines"] == "manager"
    # The licenses are counted from the cameras.
    assert (rows["council"]["dollars"], rows["council"]["age"]) == (12_000, -0.5)
    assert rows["assumed"]["dollars"] == 14_500
    assert rows["assumed"]["figures"] == 4
    assert rows["assumed"]["age"] is None
    assert [source["id"] for source in document["sources"]] == ["council", "memo"]


def test_a_program_without_anything_missing_says_so(run: Run) -> None:
    """And counts what names no source."""
    path = str(write(priced(l={"price": 600, "per": "camera-year"})))
    words = " ".join(run("assumptions", path, "--missing").stdout.split())
    assert "0 figures are assumed or unknown; the total is $30,000." in words
    assert "None." in words
    # The first month, the cameras and the price.
    assert "3 other figures name no source and are not listed here." in words


def test_the_two_lists_are_asked_for_one_at_a_time(run: Run) -> None:
    """Both at once is a mistake."""
    result = run("assumptions", "boston", "--missing", "--by-source")
    assert result.exit_code == 2
    assert "--missing and --by-source are two lists" in result.stderr
    assert not result.stdout


@pytest.mark.parametrize("flag", ["--missing", "--by-source"])
@pytest.mark.parametrize("form", ["table", "csv", "markdown"])
def test_the_lists_are_there_in_every_format(run: Run, flag: str, form: str) -> None:
    """With their dollars."""
    path = str(write(TOWN))
    result = run("assumptions", path, flag, "--years", "2", "--format", form)
    assert result.exit_code == 0
    dollars = "12,000" if form != "csv" else "12000"
    assert dollars in result.stdout


@given(programs(unknown=False, grants=True, full=True), YEARS, st.data())
@settings(max_examples=100, deadline=None)
def test_no_dollar_moves_with_a_figure_that_it_does_not_rest_on(
    data: Data, years: int, chosen: st.DataObject
) -> None:
    """Each figure is moved by itself: what it moves must be said to rest on it."""
    program = loaded(data)
    before = project(program, years, "lines")
    figures = [
        (path, figure.likely_value or 0, quantity.maximum)
        for path, figure, quantity in figures_of(program.program)
        if isinstance(figure, Figure) and quantity is not None
    ]
    path, value, most = chosen.draw(st.sampled_from(figures))
    assume(math.isfinite(value))
    more = np.array([min(value * 1.5 + 1, most or math.inf)])
    values = Values(program.program, {dotted(path): more})
    after = project(program, years, "lines", values)
    for line, moved in zip(before.lines, after.lines, strict=True):
        resting = years_resting(before, line, path)
        assert not np.any((line.dollars[0] != moved.dollars[0]) & ~resting)
