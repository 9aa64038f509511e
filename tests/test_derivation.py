"""Derivations: every printed number, made again from its parts."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import Data, loaded
from random_programs import announced, programs

from bodycam_cli.analysis.derivation import Derivation, evaluate
from bodycam_cli.analysis.explaining import Explainer
from bodycam_cli.analysis.ground import ground_of
from bodycam_cli.program.problems import RefusedError
from bodycam_cli.projection.projecting import Projection, project
from bodycam_cli.report.cost import cost_table

YEARS = st.integers(1, 6)

COLUMNS = (
    "months",
    "cost",
    "paid_by_others",
    "funding",
    "local_cost",
    "appropriation",
    "left",
    "unfunded",
    "cumulative",
    "per_camera",
)
"""Every column of the table ``cost`` but the fiscal year."""


def explainer_of(projection: Projection) -> Explainer:
    """What explains the numbers of a projection."""
    return Explainer(ground_of(projection))


def nodes_of(derivation: Derivation) -> Iterator[Derivation]:
    """A derivation and all below it."""
    yield derivation
    for part in derivation.parts:
        yield from nodes_of(part)


def check_tree(derivation: Derivation, printed: Any, missing: Any) -> None:
    """A number is what is printed, and so is all below it what its parts make."""
    assert derivation.value == printed, derivation.label
    assert set(derivation.missing) == set(missing), derivation.label
    assert evaluate(derivation) == (printed or 0)
    for node in nodes_of(derivation):
        assert evaluate(node) == pytest.approx(node.known, rel=1e-12, abs=1e-9)
        if node.operation in ("figure", "constant"):
            assert not node.parts


def check_all(projection: Projection) -> None:
    """Every line and every column of the cost, in every fiscal year."""
    explainer = explainer_of(projection)
    years = projection.calendar.fiscal_years
    for line in projection.lines:
        for index, year in enumerate(years):
            dollars, missing = int(line.dollars[0, index]), line.missing[index]
            printed = None if missing and dollars == 0 else dollars
            check_tree(explainer.explain(line.name, year), printed, missing)
    table = cost_table(projection)
    keys = {(cell.row, cell.column): cell.missing for cell in table.incomplete}
    for index, (year, row) in enumerate(zip(years, table.rows, strict=True)):
        for column in COLUMNS:
            if column in ("left", "appropriation") and row["appropriation"] is None:
                continue
            missing = keys.get((index, column), ())
            found = explainer.explain(f"cost.{column}", year)
            check_tree(found, row[column], missing)


@given(programs(grants=True, full=True), YEARS)
@settings(max_examples=300, deadline=None)
def test_every_number_of_the_cost_is_made_of_its_parts(data: Data, years: int) -> None:
    """To the dollar, the rounding included, with unknown figures among them."""
    check_all(project(loaded(data), years, "lines"))


@given(announced(), YEARS, st.sampled_from(("even", "appropriations")))
@settings(max_examples=150, deadline=None)
def test_every_number_of_a_published_cost_is_made_of_its_parts(
    data: Data, years: int, spread: str
) -> None:
    """In fiscal years and years of the program, spread evenly and as appropriated."""
    published = {**data["published"], "spread": spread}
    if spread == "appropriations":
        published["years"] = "fiscal"
    try:
        projection = project(loaded({**data, "published": published}), years)
    except RefusedError:
        return
    check_all(projection)
