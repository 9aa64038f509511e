"""``cost --by``: the lines by what they are, who pays, and whether they come back."""

from typing import Any

import pytest
from programs import Ask, Data, Run, column_of, small, table_of, write

BYS = ("line", "category", "payer", "class", "recurrence")

LINES: dict[str, Any] = {
    "cameras": {
        "price": 100,
        "per": "camera",
        "category": "equipment",
        "budget_class": "capital",
        "refresh_months": 24,
    },
    "docks": {
        "price": 50,
        "per": "item",
        "count": {"one_per": 1, "of": "camera"},
        "category": "equipment",
        "budget_class": "capital",
    },
    "licenses": {
        "price": 300,
        "per": "camera-year",
        "category": "software",
        "budget_class": "operating",
    },
    "tablets": {"price": 70, "per": "camera", "payer": "prosecutor"},
    "attorney": {
        "price": 9_000,
        "per": "program-year",
        "category": "prosecution",
        "budget_class": "operating",
        "payer": "prosecutor",
    },
    "setup": {"amounts": {"FY2024": 1_234}, "recurrence": "one-time"},
}
"""Ten cameras. The city: 1,000 and 500 in FY2024, 1,000 of refresh in FY2026, 3,000 a
year, and 1,234 once; the prosecutor: 700 once and 9,000 a year."""

TOWN: dict[str, Any] = small(lines=LINES, finance={"contingency_rate": 0.1})
# contingency: a tenth of 1,000 + 500 + 3,000 + 1,234 = 5,734, of 3,000, of 4,000
YEARS = ("FY2024", "FY2025", "FY2026")


def by(ask: Ask, what: str, data: Data = TOWN) -> dict[str, list[int]]:
    """The rows of a breakdown over three years: name, years and total."""
    document = ask("cost", str(write(data)), "--years", "3", "--by", what)
    table = table_of(document, "lines")
    return {
        row["name"]: [row[year] for year in (*YEARS, "total")] for row in table["rows"]
    }


def test_by_line_every_line_has_its_row(ask: Ask) -> None:
    """In the order of the file, contingency last."""
    assert by(ask, "line") == {
        "cameras": [1_000, 0, 1_000, 2_000],
        "docks": [500, 0, 0, 500],
        "licenses": [3_000, 3_000, 3_000, 9_000],
        "tablets": [700, 0, 0, 700],
        "attorney": [9_000, 9_000, 9_000, 27_000],
        "setup": [1_234, 0, 0, 1_234],
        "contingency": [573, 300, 400, 1_273],
    }


def test_by_line_says_who_pays_each(ask: Ask) -> None:
    """Beside its name."""
    document = ask("cost", str(write(TOWN)), "--by", "line")
    rows = table_of(document, "lines")["rows"]
    payers = {row["name"]: row["payer"] for row in rows}
    assert payers["attorney"] == payers["tablets"] == "prosecutor"
    assert {payers[name] for name in ("cameras", "setup", "contingency")} == {"city"}


def test_by_category_lines_of_a_kind_are_one_row(ask: Ask) -> None:
    """Cameras and docks are equipment; what says nothing is other."""
    assert by(ask, "category") == {
        "equipment": [1_500, 0, 1_000, 2_500],
        "software": [3_000, 3_000, 3_000, 9_000],
        "other (paid by prosecutor)": [700, 0, 0, 700],
        "prosecution (paid by prosecutor)": [9_000, 9_000, 9_000, 27_000],
        "other": [1_234, 0, 0, 1_234],
        "contingency": [573, 300, 400, 1_273],
    }


def test_by_payer_the_city_and_the_prosecutor_are_apart(ask: Ask) -> None:
    """5,734 + 573, 3,000 + 300 and 4,000 + 400; 9,700, 9,000 and 9,000."""
    assert by(ask, "payer") == {
        "city": [6_307, 3_300, 4_400, 14_007],
        "prosecutor": [9_700, 9_000, 9_000, 27_700],
    }


def test_by_class_capital_is_apart_from_operating(ask: Ask) -> None:
    """What nobody classed is neither, and each payer has rows of its own."""
    assert by(ask, "class") == {
        "capital": [1_500, 0, 1_000, 2_500],
        "operating": [3_000, 3_000, 3_000, 9_000],
        "not said (paid by prosecutor)": [700, 0, 0, 700],
        "operating (paid by prosecutor)": [9_000, 9_000, 9_000, 27_000],
        "not said": [1_807, 300, 400, 2_507],
    }


def test_by_recurrence_one_time_recurring_and_refresh_are_apart(ask: Ask) -> None:
    """The refresh of the cameras is neither of the other two."""
    assert by(ask, "recurrence") == {
        "one-time": [2_734, 0, 0, 2_734],
        "refresh": [0, 0, 1_000, 1_000],
        "recurring": [3_000, 3_000, 3_000, 9_000],
        "one-time (paid by prosecutor)": [700, 0, 0, 700],
        "recurring (paid by prosecutor)": [9_000, 9_000, 9_000, 27_000],
        "contingency": [573, 300, 400, 1_273],
    }


@pytest.mark.parametrize("what", BYS)
def test_every_breakdown_foots_with_the_cost(ask: Ask, what: str) -> None:
    """Down, across, and to the table above it, total by total."""
    document = ask("cost", str(write(TOWN)), "--years", "3", "--by", what)
    lines, cost = table_of(document, "lines"), table_of(document, "cost")
    for year, amount in zip(YEARS, column_of(cost, "cost"), strict=True):
        assert sum(column_of(lines, year)) == lines["totals"][year] == amount
    for row in lines["rows"]:
        assert sum(row[year] for year in YEARS) == row["total"]
    assert lines["totals"]["total"] == cost["totals"]["cost"]


@pytest.mark.parametrize("what", ["category", "class", "recurrence"])
def test_the_prosecutors_share_is_never_hidden_in_the_citys(
    ask: Ask, what: str
) -> None:
    """The rows that name the prosecutor are what others pay, and no other row is."""
    document = ask("cost", str(write(TOWN)), "--years", "3", "--by", what)
    rows = table_of(document, "lines")["rows"]
    named = [row["total"] for row in rows if "prosecutor" in row["name"]]
    assert sum(named) == 27_700
    assert table_of(document, "cost")["totals"]["paid_by_others"] == 27_700


def test_a_payer_whose_money_it_is_is_the_city_here(ask: Ask) -> None:
    """Where the appropriations cover the prosecutor too, nobody else pays."""
    data = TOWN | {"appropriation_covers": ["city", "prosecutor"]}
    found = by(ask, "class", data)
    assert set(found) == {"capital", "operating", "not said"}
    assert found["operating"] == [12_000, 12_000, 12_000, 36_000]


def test_a_published_estimate_is_one_line(ask: Ask) -> None:
    """Its parts were not announced."""
    published = {"initial_years": 3, "initial_cost": 9_000}
    data = {"published": published, **{k: TOWN[k] for k in TOWN if k != "lines"}}
    data["estimate"] = "published"
    assert by(ask, "line", data) == {"published": [3_000, 3_000, 3_000, 9_000]}
    assert by(ask, "recurrence", data) == {"recurring": [3_000] * 3 + [9_000]}


def test_unknown_lines_leave_the_known_part_of_their_group(ask: Ask) -> None:
    """At least 1,500 of equipment, and an unknown row by itself."""
    lines = {
        **LINES,
        "mounts": {
            "price": {"unknown": True},
            "per": "camera",
            "category": "equipment",
        },
    }
    document = ask(
        "cost", str(write(small(lines=lines))), "--years", "1", "--by", "category"
    )
    table = table_of(document, "lines")
    assert table["rows"][0]["name"] == "equipment"
    assert table["rows"][0]["FY2024"] == 1_500
    cells = {(cell["row"], cell["column"]) for cell in table["incomplete"]}
    assert cells == {
        (0, "FY2024"),
        (0, "total"),
        ("totals", "FY2024"),
        ("totals", "total"),
    }


def test_the_rows_are_printed_under_their_heading(run: Run) -> None:
    """Each in one line, with the total under a rule."""
    printed = run("cost", str(write(TOWN)), "--years", "3", "--by", "class").stdout
    start = printed.index("By budget class")
    lines = printed[start:].splitlines()
    (row,) = (line for line in lines if line.startswith("operating (paid by"))
    assert row.split()[-4:] == ["$9,000", "$9,000", "$9,000", "$27,000"]
    (total,) = (line for line in lines if line.startswith("Total"))
    # 16,007;  12,300;  13,400
    assert total.split()[1:] == ["$16,007", "$12,300", "$13,400", "$41,707"]


@pytest.mark.parametrize("program", ["typical", "boston", "worcester@full"])
@pytest.mark.parametrize("what", BYS)
def test_the_built_in_programs_foot_too(ask: Ask, program: str, what: str) -> None:
    """Known parts, where something is unknown."""
    document = ask("cost", program, "--estimate", "lines", "--by", what)
    lines, cost = table_of(document, "lines"), table_of(document, "cost")
    for row in cost["rows"]:
        amounts = column_of(lines, f"FY{row['fiscal_year']}")
        assert sum(amount or 0 for amount in amounts) == (row["cost"] or 0)
