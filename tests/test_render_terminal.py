"""A report on a terminal, in a pipe and in every width."""

import io
import os
import re
import struct
from dataclasses import replace
from textwrap import dedent

import pytest
from reports import STAMP, assumptions, boston, by_line, partial, rollout
from rich.cells import cell_len

from bodycam_cli.render.csv_table import to_csv
from bodycam_cli.render.json_document import to_json
from bodycam_cli.render.markdown import to_markdown
from bodycam_cli.render.notices import print_notices
from bodycam_cli.render.prose import wrap
from bodycam_cli.render.terminal import print_report
from bodycam_cli.report.document import (
    Chart,
    Column,
    Notice,
    Report,
    Table,
    Value,
)


class Terminal(io.StringIO):
    """A stream that says it is a terminal, without a size of its own."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


def printed(report: Report, width: int | None = None, encoding: str = "utf-8") -> str:
    """What a pipe of this encoding gets."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    print_report(report, stream, width=width)
    stream.flush()
    return raw.getvalue().decode(encoding)


def table_of(report: Report, width: int | None = None) -> str:
    """The tables alone, without title and sentences."""
    return printed(Report("x", "T", STAMP, tables=report.tables), width)[3:]


def expected(text: str) -> str:
    """Text typed in a test, without its margin."""
    return dedent(text).removeprefix("\n")


def test_a_pipe_gets_the_whole_answer_at_its_natural_width() -> None:
    """Title, basis, answer, table, sentences and sources, nothing cut."""
    assert printed(boston()) == expected("""
        Boston Police Department: cost, FY2019 to FY2023
        Published estimate for 400 cameras; nominal dollars.
        Fiscal years begin in July; FY2019 is July 2018 to June 2019.

        $10,600,000 of $15,100,000 is unfunded in FY2019 to FY2023.
        FY2019 lacks $833,333: it costs $2,833,333 and has $2,000,000.

        Cost by fiscal year
        Fiscal year         Cost  Appropriation       Left     Unfunded   Cumulative  Per camera
        ────────────────────────────────────────────────────────────────────────────────────────
        FY2019        $2,833,333     $2,000,000  -$833,333     $833,333   $2,833,333      $7,083
        FY2020        $2,833,333     $2,500,000  -$333,333     $333,333   $5,666,666      $7,083
        FY2021        $2,833,334              —          —   $2,833,334   $8,500,000      $7,083
        FY2022        $3,300,000              —          —   $3,300,000  $11,800,000      $8,250
        FY2023        $3,300,000              —          —   $3,300,000  $15,100,000      $8,250
        ────────────────────────────────────────────────────────────────────────────────────────
        Total        $15,100,000     $4,500,000             $10,600,000

        Paid by others and funding are $0 in every row.
        Local cost is the same as cost.

        Per camera is by 400 cameras in every year, which is assumed.

        Sources
        announcement: Mayor Walsh announces funding for body-worn cameras. City of Boston, 2018-08-02.
          https://www.boston.gov/news/body-worn-cameras
        """)  # noqa: E501 - the output as it is


def test_a_narrow_terminal_gets_the_measures_in_groups() -> None:
    """The fiscal year stands at the left of each group, and totals below it."""
    assert table_of(boston(), 44) == expected("""
        Cost by fiscal year
        Fiscal year         Cost  Appropriation
        ───────────────────────────────────────
        FY2019        $2,833,333     $2,000,000
        FY2020        $2,833,333     $2,500,000
        FY2021        $2,833,334              —
        FY2022        $3,300,000              —
        FY2023        $3,300,000              —
        ───────────────────────────────────────
        Total        $15,100,000     $4,500,000

        Fiscal year       Left     Unfunded
        ───────────────────────────────────
        FY2019       -$833,333     $833,333
        FY2020       -$333,333     $333,333
        FY2021               —   $2,833,334
        FY2022               —   $3,300,000
        FY2023               —   $3,300,000
        ───────────────────────────────────
        Total                   $10,600,000

        Fiscal year   Cumulative  Per camera
        ────────────────────────────────────
        FY2019        $2,833,333      $7,083
        FY2020        $5,666,666      $7,083
        FY2021        $8,500,000      $7,083
        FY2022       $11,800,000      $8,250
        FY2023       $15,100,000      $8,250

        Paid by others and funding are $0 in every
        row.
        Local cost is the same as cost.
        """)


def test_the_narrowest_terminal_gets_a_block_for_each_row() -> None:
    """A figure that is too long stands on a line of its own."""
    assert table_of(partial(), 20) == expected("""
        Cost
        Fiscal year:
        FY2023 (5 mo.)
        Cost:
        at least $33,174
        Left:
        at most -$1,200
        Chance over: 56.1 %

        Fiscal year: FY2024
        Cost: unknown
        Left: —
        Chance over: —

        Total
        Cost:
        at least $33,174

        Unknown:
        lines.staff_time.price,
        lines.x.price.
        """)


def test_text_stands_under_its_row_where_it_does_not_fit_beside_it() -> None:
    """A table of assumptions can be read at 60 cells."""
    assert table_of(assumptions(), 60) == expected("""
        Every figure in force
        Figure                         Value     Low  Likely    High
          Unit | Set in | Source
        ────────────────────────────────────────────────────────────
        cameras                          400       —       —       —
          cameras | boston.toml:9 | announcement
        lines.licenses.price             950     600     950   1,350
          dollars per camera-year | typical.toml:41 | contracts
        lines.licenses.escalation_     0.035       —       —       —
        rate
          share per year | typical.toml:44 | assumed: contracts of
          2019 to 2024 raise prices by 3 to 4 % a year
        lines.records_staff.price   73,529.5  63,657       —  83,402
          dollars per post-year | typical.toml:52 | worcester-2023
        lines.staff_time.price       unknown       —       —       —
          dollars | --set | —
        footage.gb_per_recorded_         2.6       1     2.6       8
        hour
          gigabytes per recorded hour | typical.toml:70 |
          video-formats

        Unknown: lines.staff_time.price.
        """)


def test_long_text_is_broken_with_its_margin_in_a_block() -> None:
    """Keys break after a dot or an underscore."""
    assert "Figure:\n  lines.licenses.\n  price\nUnit:\n" in table_of(assumptions(), 20)


def test_bars_stand_at_the_right_and_fill_what_is_left() -> None:
    """Zero has no bar; the largest fills 16 cells at 80."""
    lines = printed(rollout(), 80).splitlines()
    assert lines[3:5] == [
        "                                                                Cameras in",
        "Month    Cameras bought  Cameras in service  Officers equipped  service",
    ]
    assert lines[6] == "2019-01               0                   0                  0"
    assert lines[17].endswith("1,400  ████████████████")
    assert max(map(cell_len, lines)) == 80


def test_bars_that_do_not_fit_beside_a_table_follow_it() -> None:
    """Month, value and bar stand in a table of their own."""
    assert expected("""
        Month    Cameras in service
        ────────────────────────────────────────
        2019-01                   0
        2019-02                   0
        2019-03                   0
        2019-04                   1  ▏
        2019-05                  50  ▍
        """) in printed(rollout(), 40)


def test_bars_are_left_out_where_not_even_short_ones_fit() -> None:
    """The numbers are all there."""
    text = printed(rollout(), 20)
    assert "█" not in text
    assert "2019-12        1,400" in text


def test_two_charts_of_one_table_follow_it() -> None:
    """There is room beside the rows for one alone."""
    report = rollout()
    second = Chart("months", "month", "cameras_bought", "Bought")
    text = printed(replace(report, charts=(*report.charts, second)))
    assert len(re.findall("█{40}", text)) == 6
    assert "Month    Cameras bought  Bought" in text


def test_a_chart_of_nothing_is_left_out() -> None:
    """A bar needs something to be a share of."""
    columns = (Column("month", "Month", "month", "period"), Column("n", "N", "number"))
    table = Table("t", "", columns, ({"month": "2019-01", "n": 0},))
    chart = Chart("t", "month", "n", "Bars")
    text = printed(Report("x", "T", STAMP, tables=(table,), charts=(chart,)))
    assert text == "T\n\nMonth    N\n──────────\n2019-01  0\n"


def test_identifying_columns_are_equally_wide_in_every_group() -> None:
    """Groups of years line up below each other."""
    headings = [
        line.index("FY")
        for line in table_of(by_line(), 80).splitlines()
        if "FY" in line
    ]
    assert headings == [38, 38, 38]


def test_every_line_fits_the_terminal() -> None:
    """At every width from 40 cells on, but for an address that is longer."""
    for report in (boston(), assumptions(), rollout(), partial(), by_line()):
        for width in range(40, 200):
            lines = printed(report, width).splitlines()
            long = [line for line in lines if cell_len(line) > width]
            assert [line.strip() for line in long if "https://" not in line] == []


def test_no_line_ends_in_a_space() -> None:
    """Output can be pasted into a document and compared."""
    for report in (boston(), assumptions(), rollout(), partial(), by_line()):
        text = printed(report) + printed(report, 60) + printed(report, 20)
        assert re.findall(r" $", text, re.MULTILINE) == []


def test_a_terminal_says_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """COLUMNS beats 80; a pipe heeds neither."""
    monkeypatch.setenv("COLUMNS", "44")
    terminal, pipe = Terminal(), io.StringIO()
    print_report(boston(), terminal, color=False)
    print_report(boston(), pipe)
    assert terminal.getvalue() == printed(boston(), 44)
    assert pipe.getvalue() == printed(boston())


@pytest.mark.parametrize("setting", ["", "0", "wide", "-5"])
def test_a_terminal_of_unknown_width_has_80_cells(
    setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing useful in COLUMNS, and no size to ask for."""
    monkeypatch.setenv("COLUMNS", setting)
    monkeypatch.setenv("TERM", "dumb")
    terminal = Terminal()
    print_report(boston(), terminal)
    assert terminal.getvalue() == printed(boston(), 80)


def test_a_dumb_terminal_of_200_cells_is_used_in_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rich alone would take it for one of 80."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERM", "dumb")
    terminal = Terminal()
    print_report(by_line(), terminal)
    assert terminal.getvalue() == printed(by_line())


@pytest.mark.parametrize(
    ("stream", "settings", "is_colored"),
    [
        (Terminal, {}, True),
        (Terminal, {"TERM": "dumb"}, False),
        (Terminal, {"NO_COLOR": "1"}, False),
        (Terminal, {"NO_COLOR": ""}, True),
        (io.StringIO, {}, False),
        (io.StringIO, {"FORCE_COLOR": "1"}, True),
        (io.StringIO, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_color_follows_the_stream_and_the_environment(
    stream: type[io.StringIO],
    settings: dict[str, str],
    is_colored: bool,  # noqa: FBT001 - a case of the table above
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without color there is no escape sequence at all, bold included."""
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    output = stream()
    print_report(boston(), output)
    assert ("\x1b[" in output.getvalue()) == is_colored


def test_a_real_terminal_is_asked_for_its_width() -> None:
    """A pseudo-terminal of 44 cells, in color."""
    fcntl, pty, termios = map(pytest.importorskip, ("fcntl", "pty", "termios"))
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 44, 0, 0))
    with os.fdopen(slave, "w", encoding="utf-8") as terminal:
        print_report(partial(), terminal)
        terminal.flush()
        text = os.read(master, 10_000).decode().replace("\r\n", "\n")
    os.close(master)
    assert re.sub(r"\x1b\[\d*m", "", text) == printed(partial(), 44)
    assert text.startswith("\x1b[1mWorcester pilot\x1b[0m\n")


def test_color_marks_titles_totals_and_money_that_lacks() -> None:
    """Bold and red, and each says the same without color."""
    output = io.StringIO()
    print_report(boston(), output, color=True)
    text = output.getvalue()
    assert text.startswith("\x1b[1mBoston Police Department")
    assert "\x1b[31m-$833,333\x1b[0m" in text
    assert "\x1b[1m$15,100,000\x1b[0m" in text
    assert re.sub(r"\x1b\[\d*m", "", text) == printed(boston())


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437", "utf-16"])
def test_every_encoding_is_served(encoding: str) -> None:
    """Nothing raises, no figure is lost, and columns stay aligned."""
    report = replace(boston(), title="Größe — 東京 👮 \ud800")
    text = printed(report, encoding=encoding)
    assert "-$833,333     $833,333   $2,833,333      $7,083" in text
    assert len({line.rindex("$") for line in re.findall(".*7,083", text)}) == 1


def test_an_ascii_pipe_gets_ascii_rules_and_bars() -> None:
    """Twins of the symbols, in the same places."""
    text = printed(rollout(), 80, "ascii")
    assert "1,400  ################" in text
    assert "-" * 80 in text
    assert "?" not in text


def test_wide_and_combining_characters_keep_the_columns_aligned() -> None:
    """Figures end in the same cell, whatever stands before them."""
    names = ("plain", "東京警察", "cafe\u0301", "👮 unit", "x" * 30)
    columns = (Column("name", "Name", "text", "item"), Column("n", "N", "dollars"))
    rows: tuple[dict[str, Value], ...]
    rows = tuple({"name": name, "n": 5} for name in names)
    text = printed(Report("x", "T", STAMP, tables=(Table("t", "", columns, rows),)))
    lines = [line for line in text.splitlines() if line.endswith("$5")]
    assert {cell_len(line) for line in lines} == {34}
    assert len(lines) == 5


def test_a_table_without_rows_says_so() -> None:
    """An empty list of problems is an answer too."""
    columns = (Column("file", "File", "text", "item"),)
    table = Table("problems", "Problems", columns, (), notes=("All files are valid.",))
    text = printed(Report("validate", "Check", STAMP, tables=(table,)))
    assert text == "Check\n\nProblems\nNone.\n\nAll files are valid.\n"


def test_people_get_the_layout_for_reading_and_data_the_tidy_one() -> None:
    """A table may have a second shape of the same values for paper."""
    columns = (Column("name", "Name", "text", "item"), Column("n", "N", "dollars"))
    paper = Table("t", "", columns, ({"name": "side by side", "n": 5},))
    tidy = Table("t", "", columns, ({"name": "tidy", "n": 5},), paper=paper)
    report = Report("x", "T", STAMP, tables=(tidy,))
    assert "side by side" in printed(report)
    assert "side by side" in to_markdown(report)
    assert "side by side" not in to_json(report) + to_csv(report)


def test_totals_without_an_identifying_column_are_named_too() -> None:
    """The word gets a column of its own, and a block does without a label."""
    columns = (Column("a", "A", "dollars"), Column("b", "B", "dollars"))
    table = Table("t", "", columns, ({"a": 1, "b": 2}, {"a": 3, "b": 4}), {"a": 4})
    assert table_of(Report("x", "T", STAMP, tables=(table,))) == expected("""
                A   B
        ─────────────
               $1  $2
               $3  $4
        ─────────────
        Total  $4
        """)


def test_rows_that_nothing_identifies_become_blocks_where_they_do_not_fit() -> None:
    """There is nothing to repeat at the left of a group."""
    columns = tuple(Column(name, name.upper(), "dollars") for name in "abc")
    row = {"a": 1_000_000_000, "b": 2_000_000_000, "c": 3}
    report = Report("x", "T", STAMP, tables=(Table("t", "", columns, (row,), row),))
    block = "A: $1,000,000,000\nB: $2,000,000,000\nC: $3\n"
    assert table_of(report, 20) == f"{block}\nTotal\n{block}"


def test_markup_of_rich_is_text_like_any_other() -> None:
    """Brackets, emoji codes and numbers pass unchanged."""
    text = "[red]a[/usr] :smile: [link=x] 12,345 [/]"
    report = Report("x", text, STAMP, answer=(text,))
    assert printed(report) == f"{text}\n\n{text}\n"


def test_notices_are_wrapped_on_standard_error() -> None:
    """Each begins with the word, and is harmless."""
    texts = ("One [red] \x1b[2J.", "word " * 24 + "end.")
    notices = tuple(Notice("x", text) for text in texts)
    stream = io.StringIO()
    print_notices(Report("x", "T", STAMP, notices=notices), stream)
    assert stream.getvalue().splitlines() == [
        "Notice: One [red] \ufffd[2J.",
        "Notice: " + "word " * 17 + "word",
        "  " + "word " * 6 + "end.",
    ]


def test_notices_count_the_cells_of_wide_characters() -> None:
    """Twelve wide characters take 24 cells, a combining accent none."""
    assert wrap("東京 東京 東京", 9) == ["東京 東京", "東京"]
    assert wrap("e\u0301e\u0301 e\u0301e\u0301", 5) == ["e\u0301e\u0301 e\u0301e\u0301"]


def test_a_percentage_is_not_parted_from_its_sign() -> None:
    """A figure is never broken, in a sentence either."""
    assert wrap("chance of 56.1 % or", 14) == ["chance of", "56.1 % or"]
