"""A report as tidy CSV."""

import csv
import io
from dataclasses import replace

import pytest
from reports import STAMP, assumptions, boston, by_line, partial

from bodycam_cli.render.csv_table import to_csv
from bodycam_cli.report.document import Column, Report, Stamp, Table, Value


def lines(report: Report) -> list[str]:
    """The lines after the headings."""
    head, *rest = to_csv(report).splitlines()
    assert head == "program,table,period,item,measure,value,unit,source"
    return rest


def report_of(*columns: Column, row: dict[str, Value]) -> Report:
    """A report of one table with one row."""
    return Report("x", "T", STAMP, tables=(Table("t", "", columns, (row,)),))


def test_each_measure_has_a_line_with_a_bare_number() -> None:
    """What is folded on paper is here; nothing is empty, unlike zero."""
    rows = lines(boston())
    assert rows[:4] == [
        "boston,cost,FY2019,,months,12,months,",
        "boston,cost,FY2019,,cost,2833333,dollars,",
        "boston,cost,FY2019,,paid_by_others,0,dollars,",
        "boston,cost,FY2019,,funding,0,dollars,",
    ]
    assert "boston,cost,FY2019,,left,-833333,dollars," in rows
    assert "boston,cost,FY2021,,left,,dollars," in rows
    assert len(rows) == 5 * 10 + 7


def test_totals_are_lines_of_an_item_total() -> None:
    """Without a period, and only for what adds up."""
    totals = [line for line in lines(boston()) if ",total," in line]
    assert totals == [
        "boston,cost,,total,months,60,months,",
        "boston,cost,,total,cost,15100000,dollars,",
        "boston,cost,,total,paid_by_others,0,dollars,",
        "boston,cost,,total,funding,0,dollars,",
        "boston,cost,,total,local_cost,15100000,dollars,",
        "boston,cost,,total,appropriation,4500000,dollars,",
        "boston,cost,,total,unfunded,10600000,dollars,",
    ]


def test_what_is_missing_has_a_line_of_its_own() -> None:
    """After the known part, or after the empty value where nothing is known."""
    rows = lines(partial())
    both = "lines.staff_time.price lines.x.price"
    assert rows[1:3] == [
        "boston,cost,FY2023,,cost,33174,dollars,",
        "boston,cost,FY2023,,cost.missing,lines.staff_time.price,text,",
    ]
    assert rows[7:9] == [
        "boston,cost,FY2024,,cost,,dollars,",
        f"boston,cost,FY2024,,cost.missing,{both},text,",
    ]
    assert rows[-2:] == [
        "boston,cost,,total,cost,33174,dollars,",
        f"boston,cost,,total,cost.missing,{both},text,",
    ]


def test_a_row_may_bring_its_unit_and_its_source() -> None:
    """A figure is followed by where it comes from."""
    rows = lines(assumptions())
    item = "boston,figures,,lines.licenses.price"
    assert f"{item},unit,dollars per camera-year,text,contracts" in rows
    assert f"{item},low,600,dollars per camera-year,contracts" in rows
    assert f"{item},origin,typical.toml:41,text,contracts" in rows


def test_fiscal_years_side_by_side_are_periods() -> None:
    """A column named by its year says when."""
    rows = lines(by_line())
    assert rows[0] == "boston,lines,FY2024,Cameras,FY2024,70000,dollars,"
    assert rows[10] == "boston,lines,,Cameras,total,700000,dollars,"


def test_columns_say_whose_when_and_which() -> None:
    """Several items are joined; a position among years is an item too."""
    report = report_of(
        Column("program", "Program", "text", "program"),
        Column("year", "Year", "number", "period"),
        Column("month", "Month", "month", "period"),
        Column("wave", "Wave", "text", "item"),
        Column("cameras", "Cameras", "cameras"),
        row={
            "program": "b@slow",
            "year": 1,
            "month": "2019-06",
            "wave": "C-6",
            "cameras": 9,
        },
    )
    assert lines(report) == ["b@slow,t,2019-06,1 / C-6,cameras,9,cameras,"]


@pytest.mark.parametrize("programs", [(), (("a", "1"), ("b", "2"))])
def test_the_program_is_empty_where_none_or_several_are_meant(
    programs: tuple[tuple[str, str], ...],
) -> None:
    """Only one program can be meant without a word."""
    report = replace(boston(), stamp=Stamp("1", (), programs))
    assert lines(report)[0] == ",cost,FY2019,,months,12,months,"


def test_totals_over_several_programs_belong_to_none() -> None:
    """Their program is empty."""
    columns = (Column("p", "P", "text", "program"), Column("n", "N", "dollars"))
    table = Table("t", "", columns, ({"p": "a", "n": 1},), {"n": 1})
    assert lines(Report("x", "T", STAMP, tables=(table,))) == [
        "a,t,,,n,1,dollars,",
        ",t,,total,n,1,dollars,",
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1e-07, "0.0000001"), (1e22, "1" + "0" * 22), (-0.5, "-0.5"), (True, "true")],
)
def test_numbers_have_no_ornament(value: Value, expected: str) -> None:
    """No exponent, no separators, a plain minus."""
    report = report_of(Column("n", "N", "number"), row={"n": value})
    assert lines(report) == [f"boston,t,,,n,{expected},number,"]


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r\n =1", "\uff1d1"]
)
def test_text_is_never_a_formula(text: str) -> None:
    """An apostrophe keeps it text, in whichever column it stands."""
    columns = (Column("i", "I", "text", "item"), Column("n", "N", "text"))
    report = report_of(*columns, row={"i": text, "n": text})
    cells = next(csv.reader(lines(report)))
    assert cells[3][0] == cells[5][0] == "'"
    assert cells[3][1:].strip()[0] in "=+-@\uff1d"


def test_text_stays_in_its_cell() -> None:
    """Line breaks and control characters are gone; quotes and commas are quoted."""
    report = report_of(Column("n", "N", "text"), row={"n": 'a\n"b",\x1b[2J\u202ec'})
    assert lines(report) == ['boston,t,,,n,"a ""b"",\ufffd[2J\ufffdc",text,']
    assert next(csv.reader(io.StringIO(lines(report)[0])))[5] == (
        'a "b",\ufffd[2J\ufffdc'
    )
