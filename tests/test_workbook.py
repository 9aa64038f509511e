"""The workbook to hand over: its cached values, its formulas, its text, its size."""

import hashlib
import json
import re
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from programs import Ask, Data, Run, column_of, priced, small, table_of, write
from test_workbook_recalculation import EVERYTHING
from workbooks import cells_of, formulas_of

from bodycam_cli.render.excel import formula_text
from bodycam_cli.report.workbook.document import At, Formula, Named, Span
from bodycam_cli.report.workbook.names import cell_names

SHEETS = [
    "Summary",
    "Assumptions",
    "Rollout",
    "Quantities",
    "Costs",
    "Budget",
    "Ranges",
    "Sources",
    "Check",
]

HOSTILE = (
    '=HYPERLINK("http://example.com","click")',
    "<script>alert(1)</script>",
    "[red]",
    "שירות המצלמות",
    "+1+1",
    "{=SUM(A1)}",
    "_x0041_",
    "http://example.com/a",
    "a\uffffb\x07c",
    "x" * 10_000,
)


def workbook(run: Run, path: Path, *arguments: str) -> Path:
    """The workbook of a program, with few draws."""
    result = run("report", *arguments, "--draws", "20", "-o", str(path))
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    return path


def rows_of(path: Path, sheet: str, first: str) -> list[dict[str, Any]]:
    """The rows of a table on a sheet, whose head begins with a word."""
    page = openpyxl.load_workbook(path, data_only=True)[sheet]
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    head = next(index for index, row in enumerate(rows) if row[0] == first)
    table: list[dict[str, Any]] = []
    for row in rows[head + 1 :]:
        if row[0] is None:
            break
        table.append(dict(zip(map(str, rows[head]), row, strict=True)))
    return table


# ----------------------------------------------------------------- the cached values


@pytest.mark.parametrize(
    ("program", "options"),
    [
        ("boston", ()),
        ("boston", ("--estimate", "lines", "--years", "7")),
        ("typical", ("--set", "cameras=333")),
        ("worcester", ()),
        (EVERYTHING, ()),
    ],
)
def test_every_cached_cost_is_the_engines(
    run: Run, ask: Ask, tmp_path: Path, program: str | Data, options: tuple[str, ...]
) -> None:
    """Each line in each fiscal year, and the totals both ways."""
    program = program if isinstance(program, str) else str(write(program))
    path = workbook(run, tmp_path / "book.xlsx", program, *options)
    expected = table_of(ask("cost", program, "--by", "line", *options), "lines")
    rows = rows_of(path, "Costs", "Line")
    unknown = {(each["row"], each["column"]) for each in expected["incomplete"]}
    names = [*expected["rows"][0]]
    years = [name for name in names if name.startswith("FY")] + ["total"]
    everything = [*expected["rows"], {"name": "Total", **expected["totals"]}]
    assert [row["Line"] for row in rows] == [row["name"] for row in everything]
    for index, (row, engine) in enumerate(zip(rows, everything, strict=True)):
        where = index if index < len(expected["rows"]) else "totals"
        cells = [value for name, value in row.items() if name.startswith("FY")]
        for year, cell in zip(years, [*cells, row["Total"]], strict=True):
            is_unknown = (where, year) in unknown and engine[year] is None
            assert cell == ("unknown" if is_unknown else engine[year]), (engine, year)


@pytest.mark.parametrize("program", ["boston", "typical", "worcester", EVERYTHING])
def test_every_cached_number_of_the_budget_is_the_engines(
    run: Run, ask: Ask, tmp_path: Path, program: str | Data
) -> None:
    """Cost, funding, local cost, appropriation, left, unfunded and the rest."""
    program = program if isinstance(program, str) else str(write(program))
    path = workbook(run, tmp_path / "book.xlsx", program)
    engine = table_of(ask("cost", program), "cost")
    unknown = {(each["row"], each["column"]) for each in engine["incomplete"]}
    page = openpyxl.load_workbook(path, data_only=True)["Budget"]
    names = [column["name"] for column in engine["columns"]]
    rows = [*engine["rows"], engine["totals"]]
    for index, row in enumerate(rows):
        where = index if index < len(engine["rows"]) else "totals"
        for column, name in enumerate(names[1:], start=2):
            cell = page.cell(5 + index, column).value
            value = row.get(name)
            if value is None and (where, name) in unknown:
                assert cell == "unknown", (where, name)
            else:
                assert cell in ((None, "") if value is None else (value,)), (
                    where,
                    name,
                )


def test_the_check_shows_no_difference(run: Run, tmp_path: Path) -> None:
    """Every total of the workbook beside the engine's."""
    path = workbook(run, tmp_path / "book.xlsx", str(write(EVERYTHING)))
    rows = rows_of(path, "Check", "Total")
    assert len(rows) > 30
    assert {row["Difference"] for row in rows} == {0}
    assert all(row["Here"] == row["By bodycam"] for row in rows)


# ---------------------------------------------------------------------- the formulas


def test_the_sheets_are_those_promised(run: Run, tmp_path: Path) -> None:
    """In the order of reading; grants have one of their own."""
    path = workbook(run, tmp_path / "book.xlsx", "boston")
    assert openpyxl.load_workbook(path).sheetnames == SHEETS
    path = workbook(run, tmp_path / "grants.xlsx", str(write(EVERYTHING)))
    assert "Funding" in openpyxl.load_workbook(path).sheetnames


def test_a_cost_is_a_formula_over_named_cells(run: Run, tmp_path: Path) -> None:
    """Price by quantity by growth, rounded as the engine rounds."""
    program = priced(
        licenses={
            "price": {"value": 600, "year": "FY2022"},
            "per": "camera-year",
            "escalation_rate": 0.03,
        }
    )
    path = workbook(run, tmp_path / "book.xlsx", str(write(program)))
    assert formulas_of(path, "Costs")["G5"] == (
        "=ROUND(ROUND(lines_licenses_price*Quantities!D5"
        "*(1+lines_licenses_escalation_rate)^2,6),0)"
    )
    assert cells_of(path, "Quantities")["Quantities", "D5"] == 10


def test_every_figure_has_a_named_cell(run: Run, ask: Ask, tmp_path: Path) -> None:
    """With its unit, range, source and origin; unknown ones say so."""
    program = str(write(EVERYTHING))
    book = openpyxl.load_workbook(workbook(run, tmp_path / "book.xlsx", program))
    figures = table_of(ask("assumptions", program), "figures")["rows"]
    page = book["Assumptions"]
    by_key = {str(row[0].value): row for row in page.iter_rows() if row[0].value}
    for figure in figures:
        row = by_key[figure["key"]]
        name = str(row[10].value)
        ((sheet, cell),) = book.defined_names[name].destinations
        assert (sheet, cell.replace("$", "")) == ("Assumptions", row[2].coordinate)
        shown = [each.value for each in row[1:9]]
        value = "unknown" if figure["value"] is None else figure["value"]
        assert shown[:2] == [figure["unit"], value]
        assert shown[2:5] == [figure["low"], figure["likely"], figure["high"]]
        assert shown[5:7] == [figure["source"], figure["origin"]]
        assert shown[7] == (figure["note"] or None)


def test_what_is_counted_stays_a_value_and_says_so(run: Run, tmp_path: Path) -> None:
    """Cameras, retention, refresh and counts stand below, where nothing follows."""
    path = workbook(run, tmp_path / "book.xlsx", "typical")
    page = openpyxl.load_workbook(path)["Assumptions"]
    keys = [str(row[0].value) for row in page.iter_rows()]
    values = keys.index("Values: nothing here follows them")
    for key in ("cameras", "lines.cameras.refresh_months", "lines.docks.count"):
        assert keys.index(key) > values
    for key in ("lines.licenses.price", "lines.docks.escalation_rate"):
        assert keys.index(key) < values
    notes = cells_of(path, "Quantities", "Rollout", "Ranges")
    for sheet in ("Quantities", "Rollout", "Ranges"):
        assert str(notes[sheet, "A2"]).startswith("Values, not formulas")


def test_no_formula_rests_on_what_is_unknown(run: Run, tmp_path: Path) -> None:
    """A price of 0 is no cost; another one would be unknown, so it is a value here."""
    program = small(
        lines={"redaction": {"price": 0, "per": "redacted-hour"}},
        requests={
            "requests_per_100_camera_years": {"unknown": True, "note": "not counted"},
            "footage_minutes_per_request": 10,
            "redaction_minutes_per_footage_minute": 3,
        },
    )
    path = workbook(run, tmp_path / "book.xlsx", str(write(program)))
    assert cells_of(path, "Costs")["Costs", "G5"] == 0
    assert "G5" not in formulas_of(path, "Costs")
    page = openpyxl.load_workbook(path)["Assumptions"]
    keys = [str(row[0].value) for row in page.iter_rows()]
    values = keys.index("Values: nothing here follows them")
    assert keys.index("lines.redaction.price") > values


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (
            Formula("difference", (At("A", 0, 0), Formula("sum", (1.0, 2.5)))),
            "A1-(1+2.5)",
        ),
        (Formula("product", (Formula("sum", (1.0, Named("x"))), 3.0)), "(1+x)*3"),
        (Formula("power", (Formula("sum", (1.0, Named("x"))), -2.0)), "(1+x)^(-2)"),
        (
            Formula(
                "quotient",
                (Formula("product", (1.0, 2.0)), Formula("product", (3.0, 4.0))),
            ),
            "1*2/(3*4)",
        ),
        (Formula("sum", (Span("B", 0, 27, 2, 27), At("A", 3, 3))), "SUM(B!AB1:AB3,D4)"),
        (Formula("joined", ('say "x"', Named("y"))), '"say ""x"""&y'),
        (Formula("ceiling", (Named("x"),)), "ROUNDUP(ROUND(x,9),0)"),
    ],
)
def test_a_formula_is_spelled_as_a_spreadsheet_reads_it(
    formula: Formula, expected: str
) -> None:
    """Brackets where they are needed; the own sheet is not named."""
    assert formula_text(formula, "A") == expected


def test_names_of_cells_are_told_apart() -> None:
    """Whatever the keys are: spreadsheets know no hyphens and no capitals."""
    names = cell_names(
        ["lines.a-b.price", "lines.a_b.price", "lines.A_B.price", "é" * 99]
    )
    assert len({name.lower() for name in names.values()}) == 4
    for name in names.values():
        assert re.fullmatch("[A-Za-z_][A-Za-z0-9_]{0,62}", name)


# ------------------------------------------------------------------- text is only text


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_user_wrote_is_text(run: Run, tmp_path: Path, text: str) -> None:
    """Titles, notes and sources are neither formulas nor links, and break nothing."""
    program = small(
        title=text,
        lines={
            "licenses": {
                "title": text,
                "price": {"value": 600, "source": "s", "note": text},
                "per": "camera-year",
            }
        },
        sources={"s": {"title": text, "publisher": text, "url": text}},
    )
    path = workbook(run, tmp_path / "book.xlsx", str(write(program)))
    shown = text.replace("\uffff", "\ufffd").replace("\x07", "\ufffd")
    cells = cells_of(path)
    assert cells["Summary", "A1"] == shown
    assert cells["Costs", "B5"] == shown
    assert [cells["Sources", f"{column}5"] for column in "BCE"] == [shown] * 3
    assert shown in [cells.get(("Assumptions", f"I{row}")) for row in range(1, 40)]
    parts = zipfile.ZipFile(path)
    assert not [name for name in parts.namelist() if "externalLink" in name]
    assert b"<hyperlink" not in b"".join(map(parts.read, parts.namelist()))
    for sheet in SHEETS:
        for formula in formulas_of(path, sheet).values():
            assert text not in formula


def test_a_line_may_have_a_very_long_name(run: Run, tmp_path: Path) -> None:
    """The names of its cells are cut, the text is not."""
    name = "n" * 10_000
    program = priced(**{name: {"price": 600, "per": "camera-year"}})
    path = workbook(run, tmp_path / "book.xlsx", str(write(program)))
    cells = cells_of(path)
    assert cells["Costs", "A5"] == name
    assert cells["Costs", "G5"] == 6_000
    assert max(map(len, openpyxl.load_workbook(path).defined_names)) < 100


def test_a_text_longer_than_a_cell_is_cut_with_a_mark(run: Run, tmp_path: Path) -> None:
    """A cell takes 32,767 characters."""
    path = workbook(run, tmp_path / "b.xlsx", str(write(small(title="t" * 40_000))))
    title = str(cells_of(path, "Summary")["Summary", "A1"])
    assert len(title) == 32_767
    assert title.endswith("t…")


# ---------------------------------------------------------------------- the file


def test_the_same_input_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    """No clock, no random order: run again, it is the same file."""
    digests = set()
    for _ in range(2):
        path = workbook(run, tmp_path / "book.xlsx", "typical")
        digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
        path.unlink()
    assert len(digests) == 1


def test_it_prints_with_heads_and_the_sentence_at_the_foot(
    run: Run, tmp_path: Path
) -> None:
    """Fit to the width, rows repeated, frozen heads, and what it is at the foot."""
    book = openpyxl.load_workbook(workbook(run, tmp_path / "book.xlsx", "boston"))
    for page in book:
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToHeight == 0
        foot = page.oddFooter.left.text
        assert (
            foot == "An estimate by bodycam, not an appropriation and not a quotation."
        )
    for name in ("Assumptions", "Costs", "Budget", "Check"):
        assert book[name].freeze_panes
        assert book[name].print_title_rows


def test_its_charts_are_native(run: Run, tmp_path: Path) -> None:
    """Cost by category with the appropriations as a line; cameras in service."""
    parts = zipfile.ZipFile(workbook(run, tmp_path / "book.xlsx", "boston"))
    charts = [parts.read(name).decode() for name in parts.namelist() if "chart" in name]
    drawn = [text for text in charts if "<c:chartSpace" in text]
    assert len(drawn) == 2
    cost = next(text for text in drawn if "<c:lineChart>" in text)
    assert '<c:grouping val="stacked"/>' in cost
    assert "Budget!$M$5:$M$9" in cost
    assert any('<c:gapWidth val="0"/>' in text for text in drawn)


def test_two_hundred_lines_over_thirty_years_are_all_there(
    run: Run, tmp_path: Path
) -> None:
    """Every line is a row; the summary has no more rows than there are categories."""
    lines = {
        f"line-{number}": {
            "price": number + 1,
            "per": "camera-year",
            "category": ("equipment", "software", "people")[number % 3],
            "escalation_rate": 0.02,
        }
        for number in range(200)
    }
    program = str(write(priced(**lines)))
    path = workbook(run, tmp_path / "book.xlsx", program, "--years", "30")
    assert len(rows_of(path, "Costs", "Line")) == 201
    categories = rows_of(path, "Summary", "Category")
    names = {"Equipment", "Software", "People", "Total"}
    assert {row["Category"] for row in categories} == names
    assert categories[-1]["FY2024"] == 10 * sum(range(1, 201))


def test_without_xlsxwriter_one_line_says_how_to_install_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 1, and no file."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    for command in (["report", "boston"], ["cost", "boston"]):
        result = run(*command, "-o", str(tmp_path / "book.xlsx"))
        assert result.exit_code == 1
        assert result.stderr == (
            "Error: a workbook needs XlsxWriter, which is not installed: "
            "pip install 'bodycam-cli[report]'\n"
        )
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_is_of_one_program(run: Run, tmp_path: Path) -> None:
    """Several are set side by side on a page, not in a workbook."""
    path = tmp_path / "book.xlsx"
    result = run("report", "boston", "worcester", "-o", str(path))
    assert result.exit_code == 2
    assert not path.exists()


# ------------------------------------------------------------- of every other command


@pytest.mark.parametrize(
    "command",
    [
        "cost worcester --by line",
        "compare boston worcester",
        "rollout boston",
        "storage typical",
        "assumptions boston",
        "explain boston total FY2022",
        "programs list",
        "simulate typical --draws 20",
    ],
)
def test_every_command_writes_its_tables(
    run: Run, tmp_path: Path, command: str
) -> None:
    """A sheet for each table, with the numbers that JSON has."""
    path = tmp_path / "tables.xlsx"
    words = command.split()
    result = run(*words, "-o", str(path), "--quiet")
    assert result.exit_code == 0, result.stderr
    document = json.loads(run(*words, "--format", "json", "--quiet").stdout)
    book = openpyxl.load_workbook(path, data_only=True)
    assert book.sheetnames == [*(each["name"] for each in document["tables"]), "Notes"]
    for table in document["tables"]:
        shown = numbers_in(list(book[table["name"]].iter_rows(values_only=True)))
        expected = [
            value
            for row in [*table["rows"], table["totals"]]
            for name, value in row.items()
            if _is_number(value) and name not in _years(table)
        ]
        assert sorted(shown) == sorted(expected)


def numbers_in(rows: list[tuple[Any, ...]]) -> list[float]:
    """Every number in some rows of cells."""
    return [value for row in rows for value in row if _is_number(value)]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _years(table: Mapping[str, Any]) -> list[str]:
    return [x["name"] for x in table["columns"] if x["unit"] == "fiscal year"]


def test_the_tables_of_cost_are_sheets_of_values(
    run: Run, ask: Ask, tmp_path: Path
) -> None:
    """Plainly: no formula, and the same bytes again."""
    path = tmp_path / "cost.xlsx"
    assert run("cost", "boston", "-o", str(path)).exit_code == 0
    assert formulas_of(path, "cost") == {}
    first = path.read_bytes()
    assert run("cost", "boston", "-o", str(path)).exit_code == 0
    assert path.read_bytes() == first
    engine = table_of(ask("cost", "boston"), "cost")
    rows = rows_of(path, "cost", "Fiscal year")
    assert [row["Cost"] for row in rows[:-1]] == column_of(engine, "cost")
    assert rows[-1]["Cost"] == 15_100_000
