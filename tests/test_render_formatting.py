"""Values as text, and the columns that are worth their place."""

import pytest

from bodycam_cli.render.folding import fold
from bodycam_cli.render.formatting import column_texts
from bodycam_cli.render.symbols import UNICODE, Symbols, clean
from bodycam_cli.report.document import Column, Incomplete, Table, Unit, Value


def texts(unit: Unit, *values: Value) -> list[str]:
    """The texts of a column with these values."""
    column = Column("x", "X", unit)
    table = Table("t", "", (column,), tuple({"x": value} for value in values))
    return column_texts(table, column, UNICODE)[0]


@pytest.mark.parametrize(
    ("unit", "values", "expected"),
    [
        ("dollars", [1234567, -833333, 0], ["$1,234,567", "-$833,333", "$0"]),
        ("dollars", [-0.0, -0.001, 12], ["$0.000", "-$0.001", "$12.000"]),
        ("dollars", [-1e-12, 12], ["$0", "$12"]),
        ("dollars per camera", [0.5, 1300], ["$0.50", "$1,300.00"]),
        ("dollars per year", [63657.5, 1300.0], ["$63,657.50", "$1,300.00"]),
        ("dollars", [1300.0, 2.00000001], ["$1,300", "$2"]),
        ("share", [0.561, 0.03, -0.1, 1], ["56.1 %", "3.0 %", "-10.0 %", "100.0 %"]),
        ("share", [0.0625, 0.1], ["6.3 %", "10.0 %"]),
        ("share", [0.0004, 0.5], ["0.04 %", "50.00 %"]),
        ("TB", [1234.5, 2], ["1,234.5", "2.0"]),
        ("TB", [1.005, 2.125], ["1.01", "2.13"]),
        ("TB", [0.004, 2], ["0.004", "2.000"]),
        ("hours", [7.0, 8.0], ["7", "8"]),
        ("cameras", [1400, None], ["1,400", "—"]),
        ("fiscal year", [2019], ["FY2019"]),
        ("month", ["2019-06"], ["2019-06"]),
        ("text", ["C-6", None, 12], ["C-6", "—", "12"]),
        ("text", [True, False], ["yes", "no"]),
        ("number", [1e22, 10**30], [f"10{',000' * 7}", f"1{',000' * 10}"]),
    ],
)
def test_a_value_is_written_by_the_unit_and_the_precision_of_its_column(
    unit: Unit, values: list[Value], expected: list[str]
) -> None:
    """Dollars, shares and numbers, halves away from zero, zero without a sign."""
    assert texts(unit, *values) == expected


def test_the_total_shares_the_precision_of_its_column() -> None:
    """Cents in the total show in the rows."""
    column = Column("price", "Price", "dollars")
    table = Table("t", "", (column,), ({"price": 1},), {"price": 1.5})
    assert column_texts(table, column, UNICODE) == (["$1.00"], "$1.50")


def test_numbers_of_many_units_keep_their_own_precision() -> None:
    """Six significant digits beside a unit for each row, and no trailing zeros."""
    column = Column("value", "Value", "number")
    values = (400, 0.035, 73529.5, 1 / 30, 1234567.891, 8.0, 0.0)
    rows: tuple[dict[str, Value], ...]
    rows = tuple({"value": value, "unit": "x"} for value in values)
    table = Table("t", "", (column, Column("unit", "Unit", "text")), rows)
    shown = ["400", "0.035", "73,529.5", "0.0333333", "1,234,567.89", "8", "0"]
    assert column_texts(table, column, UNICODE)[0] == shown


def test_a_part_of_a_fiscal_year_says_its_months() -> None:
    """Twelve months go without saying."""
    columns = (
        Column("fiscal_year", "Fiscal year", "fiscal year", "period"),
        Column("months", "Months", "months", on_paper=False),
    )
    rows = tuple({"fiscal_year": 2023, "months": months} for months in (5, 12, None))
    shown = ["FY2023 (5 mo.)", "FY2023", "FY2023"]
    assert column_texts(Table("t", "", columns, rows), columns[0], UNICODE)[0] == shown


def test_months_that_have_a_column_on_paper_are_not_said_twice() -> None:
    """They may be those of a whole program, beside its first fiscal year."""
    columns = (
        Column("first_fiscal_year", "From", "fiscal year"),
        Column("months", "Months", "months"),
    )
    table = Table("t", "", columns, ({"first_fiscal_year": 2019, "months": 6},))
    assert column_texts(table, columns[0], UNICODE)[0] == ["FY2019"]


def test_what_is_unknown_is_told_from_what_does_not_apply() -> None:
    """Known parts carry their bound; only cells that are listed are unknown."""
    column = Column("left", "Left", "dollars", bound="at most")
    rows: tuple[dict[str, Value], ...]
    rows = ({"left": None}, {"left": None}, {"left": -500}, {})
    missing = (Incomplete(0, "left", ("a",)), Incomplete(2, "left", ("a",)))
    table = Table("t", "", (column,), rows, incomplete=missing)
    assert column_texts(table, column, UNICODE) == (
        ["unknown", "—", "at most -$500", "—"],
        "",
    )


def test_a_total_may_be_unknown() -> None:
    """A total listed as incomplete is shown, with or without a known part."""
    column = Column("cost", "Cost", "dollars")
    missing = (Incomplete("totals", "cost", ("a",)),)
    unknown = Table("t", "", (column,), (), {}, missing)
    partial = Table("t", "", (column,), (), {"cost": 33174}, missing)
    assert column_texts(unknown, column, UNICODE)[1] == "unknown"
    assert column_texts(partial, column, UNICODE)[1] == "at least $33,174"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb\r\nc\td\u2028e", "a b c d e"),
        ("\x1b[31mred\x00\x9b", "\ufffd[31mred\ufffd\ufffd"),
        ("\u202eabc\u2066\u200f", "\ufffdabc\ufffd\ufffd"),
        ("\ud800", "\ufffd"),
        ("Größe 東京 e\u0301 👩‍🚒", "Größe 東京 e\u0301 👩‍🚒"),
    ],
)
def test_control_characters_are_made_harmless(text: str, expected: str) -> None:
    """What a terminal or an editor obeys is replaced; languages are left alone."""
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("encoding", "text", "expected"),
    [
        ("ascii", "— … ≥ “a” é 東", '- ... >= "a" ? ?'),
        ("latin-1", "— é §", "- é §"),
        ("cp1252", "— … █", "— … #"),
        ("utf-8", "— é 東", "— é 東"),
    ],
)
def test_symbols_have_a_twin_where_the_output_cannot_encode_them(
    encoding: str, text: str, expected: str
) -> None:
    """Ours become ASCII that reads alike, a user's own become a question mark."""
    assert Symbols(encoding).printable(text) == expected


def test_bars_are_drawn_to_an_eighth_of_a_cell_or_in_whole_ones() -> None:
    """Zero has no bar, the largest fills the width, and a little is visible."""
    shares = (0, 0.0001, 0.5, 0.55, 1)
    assert [UNICODE.bar(share, 5) for share in shares] == [
        "",
        "▏",
        "██▌",
        "██▊",
        "█████",
    ]
    ascii_bars = [Symbols("ascii").bar(share, 5) for share in shares]
    assert ascii_bars == ["", "#", "##", "###", "#####"]


def folded(*columns: Column, **values: list[Value]) -> tuple[list[str], list[str]]:
    """Names of the columns that stay beside a year, and the sentences."""
    year = Column("year", "Year", "fiscal year", "period")
    length = len(next(iter(values.values())))
    rows = tuple(
        {"year": 2019 + index} | {name: values[name][index] for name in values}
        for index in range(length)
    )
    shown, sentences = fold(Table("t", "", (year, *columns), rows))
    return [column.name for column in shown], sentences


COST = Column("cost", "Cost", "dollars")
FUNDING = Column("funding", "Funding", "dollars")
OTHERS = Column("others", "Paid by others", "dollars")


def test_columns_of_zero_and_empty_columns_become_sentences() -> None:
    """Zero and empty are kept apart, and a mixture of them stays."""
    left = Column("left", "Left", "dollars")
    mixed = Column("mixed", "Mixed", "dollars")
    bought = Column("bought", "Bought", "cameras")
    names, sentences = folded(
        *(COST, OTHERS, FUNDING, left, mixed, bought),
        cost=[1, 2],
        others=[0, 0],
        funding=[0, 0],
        left=[None, None],
        mixed=[0, None],
        bought=[0, 0],
    )
    assert names == ["year", "cost", "mixed"]
    assert sentences == [
        "Paid by others and funding are $0 in every row.",
        "Left: nothing in any row.",
        "Bought is 0 in every row.",
    ]


def test_a_sentence_names_a_label_once() -> None:
    """Dollars and share of a difference may have the same heading."""
    dollars, share = (
        Column("difference", "Difference", "dollars"),
        Column("difference_share", "Difference", "share"),
    )
    _, sentences = folded(
        COST,
        dollars,
        share,
        cost=[1, 2],
        difference=[None] * 2,
        difference_share=[None] * 2,
    )
    assert sentences == ["Difference: nothing in any row."]


def test_one_row_has_shorter_sentences() -> None:
    """There is no "every row" where there is one."""
    left = Column("left", "Left", "dollars")
    _, sentences = folded(COST, FUNDING, left, cost=[1], funding=[0], left=[None])
    assert sentences == ["Funding is $0.", "Left: nothing."]


def test_a_column_of_dollars_that_repeats_another_becomes_a_sentence() -> None:
    """Only dollars, only the whole column, and none that must not fold."""
    local = Column("local", "Local cost", "dollars")
    unfunded = Column("unfunded", "Unfunded", "dollars")
    cameras = Column("cameras", "Cameras", "cameras")
    year = Column("FY2019", "FY2019", "dollars", folds=False)
    names, sentences = folded(
        *(COST, local, unfunded, cameras, year),
        cost=[1, 2],
        local=[1, 2],
        unfunded=[1, 2],
        cameras=[1, 2],
        FY2019=[1, 2],
    )
    assert names == ["year", "cost", "cameras", "FY2019"]
    assert sentences == ["Local cost and unfunded are the same as cost."]


def test_columns_that_differ_in_total_or_in_what_is_unknown_are_not_the_same() -> None:
    """The same cells with another total, or another gap, say something new."""
    local = Column("local", "Local cost", "dollars")
    rows = ({"cost": 1, "local": 1}, {"cost": None, "local": None})
    totals = Table("t", "", (COST, local), rows, {"cost": 1, "local": 2})
    gap = (Incomplete(1, "local", ("a",)),)
    missing = Table("t", "", (COST, local), rows, incomplete=gap)
    assert fold(totals) == ([COST, local], [])
    assert fold(missing) == ([COST, local], [])


def test_an_upper_bound_is_not_the_same_as_a_lower_one() -> None:
    """The same known part reads "at least" here and "at most" there."""
    left = Column("left", "Left", "dollars", bound="at most")
    gaps = tuple(Incomplete(0, name, ("a",)) for name in ("cost", "left"))
    row = {"cost": 1, "left": 1}
    assert fold(Table("t", "", (COST, left), (row,), {}, gaps)) == ([COST, left], [])
    assert fold(Table("t", "", (COST, left), (row,)))[0] == [COST]


def test_unknown_columns_are_not_folded() -> None:
    """Unknown in every row is news, unlike nothing in any row."""
    gap = (Incomplete(0, "cost", ("a",)),)
    table = Table("t", "", (COST, FUNDING), ({"funding": 5},), incomplete=gap)
    assert fold(table) == ([COST, FUNDING], [])


def test_folding_leaves_a_figure() -> None:
    """Where every column is zero, the first one stays and shows it."""
    names, sentences = folded(COST, FUNDING, cost=[0, 0], funding=[0, 0])
    assert names == ["year", "cost"]
    assert sentences == ["Funding is $0 in every row."]


def test_empty_text_is_left_out_in_silence() -> None:
    """A column for remarks that nobody made needs no sentence."""
    note = Column("note", "Note", "text")
    names, sentences = folded(COST, note, cost=[1, 2], note=[None, ""])
    assert (names, sentences) == (["year", "cost"], [])


def test_charts_and_fiscal_years_are_kept() -> None:
    """A column that a chart needs stays, and so does a year without cost."""
    year = Column("FY2019", "FY2019", "dollars", folds=False)
    table = Table("t", "", (COST, FUNDING, year), ({"cost": 1},) * 2, {"FY2019": 0})
    assert fold(table, frozenset({"funding"}))[0] == [COST, FUNDING, year]


def test_columns_that_are_not_for_paper_are_left_out() -> None:
    """Their meaning is carried by another column."""
    months = Column("months", "Months", "months", on_paper=False)
    assert fold(Table("t", "", (COST, months), ())) == ([COST], [])
