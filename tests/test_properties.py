"""Properties of the arithmetic, for random programs."""

import json
import math
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from programs import Data, loaded, table_of, write
from random_programs import announced, programs

from bodycam_cli.cli import cli
from bodycam_cli.program.dates import fiscal_year_of, month_number
from bodycam_cli.projection.costs import LineCost
from bodycam_cli.projection.projecting import Projection, project
from bodycam_cli.render.json_document import to_json
from bodycam_cli.report.cost import cost_report

YEARS = st.integers(1, 7)

SUMMED = ("cost", "paid_by_others", "funding", "local_cost", "unfunded")
"""The columns of the cost table that add up."""


def document_of(
    data: Data, years: int, by: Any = "line", estimate: Any = "lines"
) -> dict[str, Any]:
    """The JSON document of the cost of a program, with its lines."""
    report = cost_report(project(loaded(data), years, estimate), (), by)
    document: dict[str, Any] = json.loads(to_json(report))
    return document


def missing_of(table: Data) -> dict[tuple[int | str, str], list[str]]:
    """What is missing from each partial cell, by row and column."""
    return {
        (cell["row"], cell["column"]): cell["missing"] for cell in table["incomplete"]
    }


def known(table: Data, row: int | str, column: str) -> int:
    """The known part of a cell: null stands for 0 where the cell is partial."""
    cells = table["totals"] if row == "totals" else table["rows"][row]
    if cells[column] is None:
        assert (row, column) in missing_of(table)
        return 0
    value: int = cells[column]
    assert isinstance(value, int)
    return value


def check_foots(table: Data, cameras: int) -> None:
    """Every identity of the cost table, between known parts."""
    missing = missing_of(table)
    so_far = 0
    for row, cells in enumerate(table["rows"]):
        local, cost = known(table, row, "local_cost"), known(table, row, "cost")
        others, funding = (known(table, row, c) for c in ("paid_by_others", "funding"))
        assert cost == others + funding + local
        approved = cells["appropriation"]
        if approved is None:
            assert cells["left"] is None
            assert (row, "left") not in missing
        else:
            assert known(table, row, "left") == approved - local
        assert known(table, row, "unfunded") == max(0, local - (approved or 0))
        so_far += cost
        assert known(table, row, "cumulative") == so_far
        per_camera = math.floor(cost / cameras + 0.5 + 1e-9)
        assert known(table, row, "per_camera") == per_camera
    indices = range(len(table["rows"]))
    for column in SUMMED:
        total = known(table, "totals", column)
        assert total == sum(known(table, row, column) for row in indices)
    months = [cells["months"] for cells in table["rows"]]
    assert table["totals"]["months"] == sum(months)
    approvals = [c["appropriation"] for c in table["rows"] if c["appropriation"]]
    assert (table["totals"]["appropriation"] or 0) == sum(approvals)
    assert set(table["totals"]) == {*SUMMED, "months", "appropriation"}


def unrounded(projection: Projection, line: LineCost) -> list[float]:
    """Dollars of a priced line by fiscal year, before rounding."""
    price = projection.loaded.program.lines[line.name].price
    assert price is not None
    assert line.quantities is not None
    assert line.growth is not None
    monthly = line.quantities * line.growth * (price.likely_value or 0)
    by_year = np.atleast_2d(projection.calendar.by_year(monthly))
    return [float(amount) for amount in by_year[0]]


# -------------------------------------------------------------------------- footing


@given(programs(grants=True), YEARS)
@settings(max_examples=150, deadline=None)
def test_every_cost_table_of_lines_foots(data: Data, years: int) -> None:
    """Rows, columns and running totals agree, with unknown figures among them."""
    check_foots(table_of(document_of(data, years), "cost"), data["cameras"])


@given(announced(), YEARS)
@settings(max_examples=100, deadline=None)
def test_every_cost_table_of_a_published_estimate_foots(data: Data, years: int) -> None:
    """In fiscal years and in years of the program."""
    document = document_of(data, years, estimate="published")
    check_foots(table_of(document, "cost"), data["cameras"])


@given(programs(grants=True), YEARS)
@settings(max_examples=100, deadline=None)
def test_what_is_missing_spreads_to_all_that_needs_it(data: Data, years: int) -> None:
    """From the lines to the cost, from the years to the totals, and no further."""
    table = table_of(document_of(data, years), "cost")
    missing = missing_of(table)
    running: set[str] = set()
    for row in range(len(table["rows"])):
        cost = set(missing.get((row, "cost"), []))
        local = set(missing.get((row, "local_cost"), []))
        # More cost of an earlier year may draw a grant sooner and leave less of it.
        by_grants = set(missing.get((row, "funding"), []))
        assert by_grants <= running | cost
        both = local | set(missing.get((row, "paid_by_others"), []))
        assert cost | by_grants == both
        assert set(missing.get((row, "unfunded"), [])) == local
        assert set(missing.get((row, "per_camera"), [])) == cost
        running |= cost
        assert set(missing.get((row, "cumulative"), [])) == running
    for column in SUMMED:
        rows = [
            set(missing.get((row, column), [])) for row in range(len(table["rows"]))
        ]
        assert set(missing.get(("totals", column), [])) == set().union(*rows)
    assert all(missing.values())
    stated = {key for keys in missing.values() for key in keys}
    assert all(key.startswith("lines.l") for key in stated)


@given(
    programs(grants=True),
    YEARS,
    st.sampled_from(("line", "category", "payer", "class", "recurrence")),
)
@settings(max_examples=100, deadline=None)
def test_lines_sum_to_their_years_and_totals(data: Data, years: int, by: str) -> None:
    """Whatever they are grouped by, both ways, and to the cost of the program."""
    document = document_of(data, years, by)
    lines, cost = table_of(document, "lines"), table_of(document, "cost")
    labels = [f"FY{row['fiscal_year']}" for row in cost["rows"]]
    indices = range(len(lines["rows"]))
    for row in (*indices, "totals"):
        across = sum(known(lines, row, label) for label in labels)
        assert known(lines, row, "total") == across
    for position, label in enumerate(labels):
        down = sum(known(lines, row, label) for row in indices)
        assert known(lines, "totals", label) == down == known(cost, position, "cost")
    assert known(lines, "totals", "total") == known(cost, "totals", "cost")
    names = [row["name"] for row in lines["rows"]]
    assert len(set(names)) == len(names)


@given(programs(), YEARS)
@settings(max_examples=75, deadline=None)
def test_nothing_that_is_not_json_is_in_the_document(data: Data, years: int) -> None:
    """No nan and no infinity; money is whole; unknown is null."""
    report = cost_report(project(loaded(data), years, "lines"), ())

    def refuse(word: str) -> None:
        pytest.fail(f"{word} is not JSON")

    document = json.loads(to_json(report), parse_constant=refuse)
    for row in table_of(document, "cost")["rows"]:
        assert all(value is None or isinstance(value, int) for value in row.values())


# ------------------------------------------------------------- before the rounding


@given(programs(scheduled=False), YEARS)
@settings(max_examples=75, deadline=None)
def test_a_rounded_line_is_within_half_a_dollar_of_its_unrounded_self(
    data: Data, years: int
) -> None:
    """Each line in each year is rounded once, and nothing else is."""
    projection = project(loaded(data), years, "lines")
    for line in projection.lines:
        for index, amount in enumerate(unrounded(projection, line)):
            if not line.missing[index]:
                assert abs(line.dollars[0, index] - amount) <= 0.500_001


@given(programs(unknown=False, scheduled=False), YEARS)
@settings(max_examples=75, deadline=None)
def test_doubling_every_price_doubles_every_line(data: Data, years: int) -> None:
    """Before rounding: cost is proportional to price."""

    def doubled(price: Any) -> Any:
        if isinstance(price, dict):
            return {**price, "value": price["value"] * 2}
        return price * 2

    lines = {
        name: {**line, "price": doubled(line["price"])}
        for name, line in data["lines"].items()
    }
    once = project(loaded(data), years, "lines")
    twice = project(loaded({**data, "lines": lines}), years, "lines")
    for one, two in zip(once.lines, twice.lines, strict=True):
        expected = [2 * amount for amount in unrounded(once, one)]
        assert unrounded(twice, two) == pytest.approx(expected)


@given(
    programs(unknown=False, scheduled=False, escalating=False),
    st.integers(1, 12),
)
@settings(max_examples=75, deadline=None)
def test_moving_the_start_of_the_fiscal_year_keeps_the_sum(
    data: Data, start: int
) -> None:
    """Over the same months and without escalation, before rounding."""
    assume("last_month" in data)
    moved = {
        **data,
        "fiscal_year_start_month": start,
        "fiscal_year_label": "ends",
        "appropriations": {},
    }
    one, other = (project(loaded(each), 8, "lines") for each in (data, moved))
    assert one.months == other.months
    for line, same in zip(one.lines, other.lines, strict=True):
        total = sum(unrounded(one, line))
        assert sum(unrounded(other, same)) == pytest.approx(total)


@given(programs(unknown=False, scheduled=False), YEARS)
@settings(max_examples=75, deadline=None)
def test_costs_add_over_disjoint_waves(data: Data, years: int) -> None:
    """Each wave alone, without spares: their costs are the cost of all."""
    assume("waves" in data)
    per_unit = {"wave", "camera", "camera-month", "camera-year"}
    lines = {k: line for k, line in data["lines"].items() if line["per"] in per_unit}
    assume(lines)
    fixed = sum(wave.get("cameras", 0) for wave in data["waves"].values())
    sizes = {
        name: wave.get("cameras", data["cameras"] - fixed)
        for name, wave in data["waves"].items()
    }
    plain = {k: v for k, v in data.items() if k != "officers"}
    plain |= {"spare_share": 0, "lines": lines}
    whole = project(loaded(plain), years, "lines")
    sums = {name: np.zeros(len(whole.calendar.fiscal_years)) for name in lines}
    for name, size in sizes.items():
        if size == 0:
            continue
        alone = {"cameras": size, "waves": {name: {**data["waves"][name]}}}
        part = project(loaded({**plain, **alone}), years, "lines")
        for line in part.lines:
            sums[line.name] += unrounded(part, line)
    for line in whole.lines:
        assert unrounded(whole, line) == pytest.approx(list(sums[line.name]), abs=1e-6)


@given(programs(unknown=False), YEARS)
@settings(max_examples=50, deadline=None)
def test_a_longer_horizon_does_not_change_its_first_years(
    data: Data, years: int
) -> None:
    """What is asked for beyond them is beyond them."""
    short = project(loaded(data), years, "lines")
    long = project(loaded(data), years + 3, "lines")
    count = len(short.calendar.fiscal_years)
    for one, other in zip(short.lines, long.lines, strict=True):
        assert other.dollars[0, :count].tolist() == one.dollars[0].tolist()


@given(programs(unknown=False), YEARS)
@settings(max_examples=50, deadline=None)
def test_an_unknown_price_only_ever_takes_away(data: Data, years: int) -> None:
    """The known part is never more than the cost that would be known."""
    name = next(iter(data["lines"]))
    line = data["lines"][name]
    assume("price" in line)
    hidden = {**data["lines"], name: {**line, "price": {"unknown": True}}}
    whole = project(loaded(data), years, "lines").budget
    partial = project(loaded({**data, "lines": hidden}), years, "lines").budget
    for money in ("cost", "local_cost", "unfunded"):
        dollars = getattr(partial, money).dollars
        assert np.all(dollars <= getattr(whole, money).dollars)
    assert np.all(partial.left.dollars >= whole.left.dollars)


# ------------------------------------------------------- the slow way to the numbers


def slow_cost(data: Data, line: Data, projection: Projection) -> list[float]:
    """A line's unrounded dollars by fiscal year, month by month in plain Python."""
    start, label = data["fiscal_year_start_month"], data["fiscal_year_label"]
    first = month_number(data["first_month"])
    begin = month_number(line.get("first_month", data["first_month"]))
    end = month_number(line["last_month"]) if "last_month" in line else math.inf
    price = line["price"]
    value, year = price, fiscal_year_of(first, start, label)
    if isinstance(price, dict):
        value, year = price["value"], int(price.get("year", f"FY{year}")[2:])
    waves = [
        (wave.go_live[0, 0], wave.cameras[0, 0], wave.officers[0, 0])
        for wave in projection.rollout.waves
    ]
    costs: dict[int, float] = dict.fromkeys(projection.calendar.fiscal_years, 0.0)
    owned = 0.0
    for month in range(first, first + projection.months):
        live = [wave for wave in waves if wave[0] == month]
        cameras = sum(wave[1] for wave in waves if wave[0] <= month)
        officers = sum(wave[2] for wave in waves if wave[0] <= month)
        spares = math.ceil(round(cameras * data["spare_share"], 9))
        bought, owned = cameras + spares - owned, cameras + spares
        is_first = month == max(begin, first)
        count = line.get("count", 0)
        quantity = {
            "program": float(is_first),
            "program-month": 1,
            "program-year": 1 / 12,
            "wave": sum(wave[1] > 0 for wave in live),
            "camera": bought,
            "camera-month": cameras,
            "camera-year": cameras / 12,
            "officer": sum(wave[2] for wave in live),
            "officer-year": officers / 12,
            "item": count * is_first,
            "item-year": count / 12,
            "post-year": count * (1 + line.get("benefits_rate", 0)) / 12,
        }[line["per"]]
        if begin <= month <= end:
            fiscal_year = fiscal_year_of(month, start, label)
            rate = line.get("escalation_rate", 0)
            growth = (1 + rate) ** (fiscal_year - year)
            costs[fiscal_year] += quantity * growth * value
    return list(costs.values())


@given(programs(unknown=False, scheduled=False), YEARS)
@settings(max_examples=150, deadline=None)
def test_a_slow_loop_and_the_arrays_agree(data: Data, years: int) -> None:
    """Two ways to one number, for every driver."""
    projection = project(loaded(data), years, "lines")
    for line in projection.lines:
        slow = slow_cost(data, data["lines"][line.name], projection)
        assert unrounded(projection, line) == pytest.approx(slow, abs=1e-6)


# --------------------------------------------------------------- no program is too odd

QUESTIONS = (
    ("cost",),
    ("cost", "--by", "recurrence"),
    ("cost", "--format", "markdown"),
    ("compare", "boston"),
    ("rollout", "--format", "csv"),
    ("rollout",),
    ("assumptions",),
    ("check",),
)


@given(programs(grants=True) | announced(), st.sampled_from(QUESTIONS))
@settings(max_examples=75, deadline=None)
def test_every_command_answers_for_any_program(
    data: Data, question: tuple[str, ...]
) -> None:
    """Done, refused or over its money, but never a fault of ours or of the file."""
    command, *options = question
    result = CliRunner().invoke(
        cli, [command, str(write(data)), *options], catch_exceptions=False
    )
    assert result.exit_code in {0, 1, 3}, result.stderr
    assert (result.stdout == "") == (result.exit_code == 1)
    printed = result.stdout + result.stderr
    assert "at least $0 " not in printed
    assert "-$0" not in printed
