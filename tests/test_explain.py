"""``bodycam explain``: one number down to its formula, figures and sources."""

import json
from typing import Any

import pytest
from programs import Ask, Data, Run, column_of, priced, small, table_of, write

LICENSES = {"price": 600, "per": "camera-year"}

TIMES = "\N{MULTIPLICATION SIGN}"

COLUMNS = [
    "node",
    "parent",
    "label",
    "formula",
    "value",
    "unit",
    "origin",
    "source",
    "note",
]


def tree_of(ask: Ask, *arguments: str) -> list[dict[str, Any]]:
    """The nodes of a tree, the number itself first."""
    table = table_of(ask("explain", *arguments), "tree")
    assert [column["name"] for column in table["columns"]] == COLUMNS
    rows: list[dict[str, Any]] = table["rows"]
    return rows


def labels_of(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The first value under each label."""
    return {row["label"]: row["value"] for row in reversed(rows)}


def words_of(run: Run, *arguments: str) -> str:
    """The answer in one line."""
    result = run("explain", *arguments)
    assert result.exit_code == 0, result.stderr
    return " ".join(result.stdout.split())


# ----------------------------------------------------------------------- the tree


def test_a_share_of_an_announcement_is_taken_apart(ask: Ask) -> None:
    """A third of 8,500,000, rounded down; the last year takes what is left."""
    rows = tree_of(ask, "boston", "total", "FY2021")
    assert [(row["label"], row["formula"]) for row in rows] == [
        ("cost, FY2021", "$2,833,334"),
        ("published, FY2021", "$8,500,000 - $5,666,666"),
        ("published.initial_cost", ""),
        ("the earlier years", f"$2,833,333 {TIMES} 2"),
        ("in whole dollars", "$2,833,333.333333 rounded down"),
        ("an even share", "$8,500,000 / 3"),
        ("published.initial_cost", ""),
        ("published.initial_years", ""),
        ("earlier years", ""),
    ]
    assert [row["parent"] for row in rows] == [None, 1, 2, 2, 4, 5, 6, 6, 4]
    assert [row["node"] for row in rows] == [*range(1, 10)]
    assert rows[2]["source"] == "announcement"
    assert rows[2]["origin"].startswith("boston.toml:")


def test_a_line_is_price_by_quantity_by_growth(ask: Ask) -> None:
    """800 x 100 x 1.03^9 is 104,381.85, and 104,382 in whole dollars."""
    rows = tree_of(ask, "typical", "licenses", "FY2028")
    assert rows[0]["value"] == 104_382
    assert rows[0]["formula"] == (
        "$104,381.854706 to whole dollars, halves away from zero"
    )
    assert rows[1]["formula"] == f"$800 {TIMES} 100 {TIMES} 1.304773184"
    found = labels_of(rows)
    assert found["price per camera-year"] == 800
    assert found["years since FY2019"] == 9
    assert found["lines.licenses.escalation_rate"] == 0.03


def test_what_is_retained_is_hours_by_gigabytes(ask: Ask) -> None:
    """The months held are kept from the projection, with what they rest on."""
    rows = tree_of(ask, "boston", "storage.retained_tb", "FY2023")
    assert rows[0]["unit"] == "TB"
    found = {row["label"]: row for row in reversed(rows)}
    assert found["hours"]["unit"] == "hours"
    assert "footage.retention.routine.days" in found
    held = found["routine: months of a camera's video held at the end"]
    assert held["formula"] == "kept from the projection; it rests on"


def test_cameras_are_the_waves_and_their_spares(ask: Ask) -> None:
    """4 and then 6 cameras with 25 % spares: 5, and 13 in all, so 8 more."""
    waves = {
        "one": {"go_live_month": "2023-09", "cameras": 4},
        "two": {"go_live_month": "2024-09"},
    }
    lines = {"cameras": {"price": 500, "per": "camera"}}
    path = str(write(small(lines=lines, waves=waves, spare_share=0.25)))
    rows = tree_of(ask, path, "cameras", "FY2025")
    assert rows[0]["value"] == 4_000
    found = labels_of(rows)
    assert found["cameras bought"] == 8
    assert found["waves.two.cameras, the rest"] == 6
    assert found["spares, exactly"] == 2.5
    assert tree_of(ask, path, "rollout.cameras_bought")[0]["value"] == 13
    assert tree_of(ask, path, "rollout.cameras_in_service")[0]["value"] == 10


def test_items_by_a_rule_are_divided_and_rounded_up(ask: Ask) -> None:
    """Ten cameras, one dock for four: 2.5, and so 3 at 100."""
    docks = {"price": 100, "per": "item", "count": {"one_per": 4, "of": "camera"}}
    rows = tree_of(ask, str(write(priced(docks=docks))), "docks", "FY2024")
    found = labels_of(rows)
    assert (found["items, exactly"], found["items, rounded up"]) == (2.5, 3)
    assert rows[0]["value"] == 300


def test_a_grant_is_the_smaller_of_its_award_and_its_share(ask: Ask) -> None:
    """Half of 6,000 each year; of 4,000 there are 1,000 left for the second."""
    grant = {"amount": 4_000, "match_share": 0.5}
    path = str(write(small(funding={"bja": grant})))
    rows = tree_of(ask, path, "funding.bja", "FY2025")
    assert rows[0]["formula"] == "the smaller of $1,000 and $3,000"
    assert labels_of(rows)["award left"] == 1_000
    funding = tree_of(ask, path, "cost.funding", "--years", "3")
    assert funding[0]["value"] == 4_000


def test_what_is_known_only_in_part_says_so(ask: Ask, run: Run) -> None:
    """6,000 and an unknown: at least that, and at most 1,000 left of 7,000."""
    unknown = {"price": {"unknown": True}, "per": "program-year"}
    data = small(
        lines={"a": LICENSES, "legal": unknown}, appropriations={"FY2024": 7_000}
    )
    path = str(write(data))
    document = ask("explain", path, "total", "FY2024")
    assert document["answer"] == [
        "cost, FY2024 is at least $6,000.",
        "lines.legal.price is unknown.",
    ]
    table = table_of(document, "tree")
    assert table["rows"][0]["value"] == 6_000
    assert column_of(table, "value")[-1] is None
    missing = {cell["row"]: cell["missing"] for cell in table["incomplete"]}
    assert missing[0] == ["lines.legal.price"]
    assert "left, FY2024 is at most $1,000." in words_of(
        run, path, "cost.left", "FY2024"
    )
    assert "legal, FY2024 is unknown." in words_of(run, path, "legal", "FY2024")


def test_a_payment_after_a_schedule_is_unknown_by_name(ask: Ask) -> None:
    """The file says nothing of it: the key that would is missing."""
    path = str(write(priced(contract={"amounts": {"FY2024": 700}})))
    document = ask("explain", path, "contract", "FY2025")
    assert document["answer"][1] == "lines.contract.amounts.FY2025 is unknown."
    assert table_of(document, "tree")["rows"][1]["label"] == (
        "lines.contract.amounts.FY2025, not given"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cost.months", 12),
        ("cost.cost", 9_000),
        ("cost.paid_by_others", 3_000),
        ("cost.funding", 1_000),
        ("cost.local_cost", 5_000),
        ("cost.appropriation", 4_000),
        ("cost.left", -1_000),
        ("cost.unfunded", 1_000),
        ("cost.cumulative", 18_000),
        ("cost.per_camera", 900),
        ("lines.da", 3_000),
        ("total", 9_000),
    ],
)
def test_every_column_of_the_cost_can_be_explained(
    ask: Ask, name: str, value: int
) -> None:
    """6,000 for the city and 3,000 for the prosecutor; a grant of 1,000 a year."""
    data = small(
        lines={"a": LICENSES, "da": {**LICENSES, "price": 300, "payer": "prosecutor"}},
        # A sixth of 6,000, rounded down.
        funding={"state": {"share": 0.1666667}},
        appropriations={"FY2025": 4_000},
    )
    rows = tree_of(ask, str(write(data)), name, "FY2025")
    assert rows[0]["value"] == value


def test_all_years_are_a_sum_and_stocks_are_their_last(ask: Ask) -> None:
    """Without a fiscal year: five of 6,000, and what has run up by the last."""
    path = str(write(priced(a=LICENSES)))
    assert tree_of(ask, path)[0]["value"] == 30_000
    assert tree_of(ask, path, "a")[0]["label"] == "a, FY2024 to FY2028"
    assert tree_of(ask, path, "cost.cumulative")[0]["value"] == 30_000
    assert tree_of(ask, path, "FY2025")[0]["label"] == "cost, FY2025"


@pytest.mark.parametrize(
    ("table", "command"), [("years", "storage"), ("months", "rollout")]
)
def test_a_table_is_known_by_its_own_name_and_by_its_command(
    ask: Ask, table: str, command: str
) -> None:
    """`years` of `storage`, `months` of `rollout`."""
    column = {"years": "retained_tb", "months": "cameras_in_service"}[table]
    named = tree_of(ask, "typical", f"{table}.{column}", "FY2025")
    assert named == tree_of(ask, "typical", f"{command}.{column}", "FY2025")


def test_what_was_told_above_is_not_told_again(run: Run, ask: Ask) -> None:
    """On paper; the data repeats every figure with its source."""
    words = words_of(run, "boston", "total", "FY2021")
    rows = tree_of(ask, "boston", "total", "FY2021")
    costs = [row for row in rows if row["label"] == "published.initial_cost"]
    assert [row["source"] for row in costs] == ["announcement"] * 2
    assert words.count(f"set in {costs[0]['origin']};") == 1
    assert "as above" in words


def test_a_long_tree_is_cut_and_says_where_the_rest_is(run: Run, ask: Ask) -> None:
    """Five years of ten lines: the levels that fit, and all of it as data."""
    words = words_of(run, "typical", "total")
    assert "`bodycam explain typical cameras FY2024` goes to the bottom of one" in words
    assert len(run("explain", "typical").stdout.splitlines()) < 250
    assert len(tree_of(ask, "typical")) > 400


# ---------------------------------------------------------------------------- sources


def test_the_sources_have_title_publisher_date_and_address(ask: Ask) -> None:
    """Those that the number rests on, and no others."""
    (source,) = ask("explain", "boston", "total", "FY2022")["sources"]
    assert source["id"] == "announcement"
    assert all(source[key] for key in ("title", "publisher", "date", "url"))


def test_a_memo_has_the_tree_as_a_table(run: Run) -> None:
    """Markdown, a part further in than its whole, the source a link."""
    markdown = words_of(run, "boston", "FY2022", "--format", "markdown")
    assert "**cost, FY2022 is $3,300,000.**" in markdown
    assert "| &nbsp;&nbsp;published, FY2022 | $3,300,000 |" in markdown
    assert "announcement: [Boston Police Department plans" in markdown
    assert "](<http" in markdown


@pytest.mark.parametrize("width", ["60", "80", "160"])
def test_no_dollar_is_cut_at_any_width(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    """The number and the exact one before its rounding."""
    monkeypatch.setenv("COLUMNS", width)
    text = run("explain", "typical", "licenses", "FY2028").stdout
    assert "$104,382" in text
    assert "$104,381.854706" in text


# ------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["licences"], "there is no number named 'licences' to explain; did you mean "),
        (["cost.lft"], "did you mean cost.left"),
        (["costs.unfunded"], "did you mean cost.unfunded"),
        (["retained_tb"], "did you mean storage.retained_tb"),
        (["xyzzy"], "there are cameras, docks, installation, licenses"),
        (["total", "FY2040"], "FY2040 is not one of FY2024 to FY2028; see --years"),
        (["total", "2024"], "2024 is no fiscal year; expected one such as FY2022"),
        (["cost.left"], "cost.left has no total; name a fiscal year of FY2024 to"),
        (["cost.per_camera"], "cost.per_camera has no total"),
        (["cost.left", "FY2024"], "there is no appropriation for FY2024"),
        (["cost.appropriation"], "there is no appropriation to explain"),
    ],
)
def test_a_name_or_year_that_is_not_there_is_a_mistake(
    run: Run, arguments: list[str], words: str
) -> None:
    """With the nearest names, or the years that there are."""
    result = run("explain", "typical", *arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())
    assert not result.stdout


def test_the_nearest_line_is_offered(run: Run) -> None:
    """British spelling and all."""
    assert "did you mean licenses" in run("explain", "typical", "licences").stderr


def test_storage_of_a_program_without_footage_cannot_be_explained(run: Run) -> None:
    """As it cannot be shown: exit 1."""
    result = run("explain", str(write(small())), "storage.retained_tb")
    assert result.exit_code == 1
    assert "says nothing of its video" in " ".join(result.stderr.split())


def test_an_explanation_is_data_in_json_and_csv(run: Run) -> None:
    """The same value in both."""
    arguments = ("explain", "typical", "licenses", "FY2028")
    document: Data = json.loads(run(*arguments, "--format", "json").stdout)
    assert document["command"] == "explain"
    assert "104382" in run(*arguments, "--format", "csv").stdout
