"""Figures: which numbers a program may state, and the words for those it may not."""

from typing import Any

import pytest
from programs import faults, loaded, priced, small

from bodycam_cli.program.figures import Figure

RANGE = {"low": 600, "likely": 950, "high": 1_350}


def price(stated: Any) -> Figure:
    """The price of the only line of a program, as it is read."""
    line = loaded(priced(x={"price": stated, "per": "camera"})).program.lines["x"]
    assert line.price is not None
    return line.price


def price_faults(stated: Any) -> list[str]:
    """What is wrong with a price, without its key."""
    found = faults(priced(x={"price": stated, "per": "camera"}))
    assert {line for line, _ in found} == {5}
    return [text.removeprefix("lines.x.price") for _, text in found]


# ------------------------------------------------------------------------ what may be


@pytest.mark.parametrize("number", [0, 950, 0.5, 1e12])
def test_a_plain_number_is_its_own_likely_value(number: float) -> None:
    """And is neither a range nor unknown."""
    figure = price(number)
    assert figure.likely_value == number
    assert (figure.is_ranged, figure.is_unknown) == (False, False)


def test_a_table_says_more_than_the_number() -> None:
    """Its source, its note and the year of its dollars."""
    figure = price({"value": 5, "source": "assumed", "note": "so", "year": "FY2019"})
    assert figure.likely_value == 5
    assert (figure.source, figure.note, figure.year) == ("assumed", "so", "FY2019")


@pytest.mark.parametrize("shape", [{}, {"shape": "ratio"}])
def test_a_range_has_a_likely_value(shape: dict[str, str]) -> None:
    """The one that is stated, not the middle."""
    figure = price(RANGE | shape)
    assert figure.likely_value == 950
    assert (figure.is_ranged, figure.is_unknown) == (True, False)


def test_the_likely_value_of_a_uniform_range_is_its_midpoint() -> None:
    """(63,657 + 83,402) / 2."""
    figure = price({"low": 63_657, "high": 83_402, "shape": "uniform"})
    assert figure.likely_value == 73_529.5
    assert figure.is_ranged


def test_a_range_may_be_a_point() -> None:
    """Low, likely and high may be equal."""
    assert price({"low": 5, "likely": 5, "high": 5}).likely_value == 5
    assert price({"low": 5, "high": 5, "shape": "uniform"}).likely_value == 5


def test_an_ordinary_range_may_start_at_zero() -> None:
    """Only a ratio may not."""
    assert price({"low": 0, "likely": 1, "high": 2}).likely_value == 1


def test_an_unknown_figure_has_no_number() -> None:
    """None, never zero."""
    figure = price({"unknown": True, "note": "never published"})
    assert figure.likely_value is None
    assert (figure.is_ranged, figure.is_unknown) == (False, True)


def test_a_count_may_be_one_per_so_many() -> None:
    """Its likely value is by how many it divides."""
    rule = {"one_per": 75, "of": "camera", "minimum": 1}
    line = {"price": 1, "per": "post-year", "count": rule}
    count = loaded(priced(x=line)).program.lines["x"].count
    assert count is not None
    assert (count.likely_value, count.of, count.minimum) == (75, "camera", 1)


@pytest.mark.parametrize("kept", ["indefinite", {"value": "indefinite"}])
def test_a_retention_may_have_no_end(kept: Any) -> None:
    """As a word, or as the value of a table."""
    footage = {
        "recorded_hours_per_camera_year": 110,
        "gb_per_recorded_hour": 2.6,
        "retention": {"all": {"days": kept}},
    }
    program = loaded(small(footage=footage)).program
    assert program.footage is not None
    days = program.footage.retention["all"].days
    assert days is not None
    assert days.likely_value == float("inf")


# ------------------------------------------------------------------------ what may not

DOLLARS = "expected dollars, 0 to 1,000,000,000,000"
TABLE = 'or a table such as { value = 950, source = "..." }'


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        (-450, f" is -450; {DOLLARS}"),
        ("about 450", f' is "about 450"; {DOLLARS}: a number, {TABLE}'),
        (2e12, f" is 2000000000000; {DOLLARS}"),
        (float("inf"), f" is inf; expected a number: {DOLLARS[9:]}"),
        (float("-inf"), f" is -inf; expected a number: {DOLLARS[9:]}"),
        (float("nan"), f" is nan; expected a number: {DOLLARS[9:]}"),
        (True, f" is true; {DOLLARS}: a number, {TABLE}"),
        ("450", f' is "450"; {DOLLARS}: a number without quotes, {TABLE}'),
        ("", f' is ""; {DOLLARS}: a number, {TABLE}'),
        ([450], f" is [450]; {DOLLARS}: a number, {TABLE}"),
        ({"value": -1}, f" is -1; {DOLLARS}"),
        ({"value": True}, f" is true; expected a number: {DOLLARS[9:]}"),
        (
            {"value": "450"},
            f' is "450"; expected a number without quotes: {DOLLARS[9:]}',
        ),
        (
            {"value": {"value": 1}},
            f' is {{"value": 1}}; {DOLLARS[:8]} a number: {DOLLARS[9:]}',
        ),
        (RANGE | {"low": -1}, f" low is -1; {DOLLARS}"),
        (
            {"low": "1", "likely": 2, "high": 3},
            f'.low is "1"; expected a number without quotes: {DOLLARS[9:]}',
        ),
    ],
)
def test_a_number_that_no_price_can_be_is_refused(stated: Any, text: str) -> None:
    """With what was found, what is expected, and how to write it."""
    assert price_faults(stated) == [text]


RANGED = (
    'is a range; expected low, likely and high, or low and high with shape = "uniform"'
)
NO_NUMBER = "has no number; expected value, or low, likely and high, or unknown"
ONE_OF_TWO = "expected one of the two"


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        ({}, NO_NUMBER),
        ({"source": "assumed"}, NO_NUMBER),
        ({"shape": "ratio"}, NO_NUMBER),
        ({"low": 1, "high": 2}, RANGED),
        ({"low": 1}, RANGED),
        ({"likely": 1}, RANGED),
        ({"low": 1, "high": 2, "shape": "ratio"}, RANGED),
        ({"value": 1} | RANGE, f"has a value and a range; {ONE_OF_TWO}"),
        ({"value": 1, "high": 2}, f"has a value and a range; {ONE_OF_TWO}"),
        (
            {"value": 1, "shape": "ratio"},
            f"has a value and a range; {ONE_OF_TWO}",
        ),
        (
            {"unknown": True, "value": 1},
            f"is unknown and has a number; {ONE_OF_TWO}",
        ),
        (
            {"unknown": True} | RANGE,
            f"is unknown and has a number; {ONE_OF_TWO}",
        ),
        (
            RANGE | {"likely": 599},
            "is a range out of order; expected low <= likely <= high",
        ),
        (
            RANGE | {"likely": 1_351},
            "is a range out of order; expected low <= likely <= high",
        ),
        (
            {"low": 2, "high": 1, "shape": "uniform"},
            "is a range out of order; expected low <= likely <= high",
        ),
        (
            RANGE | {"shape": "uniform"},
            "is uniform; expected low and high, and no likely",
        ),
        (
            {"low": 1, "shape": "uniform"},
            "is uniform; expected low and high, and no likely",
        ),
        (
            {"low": 0, "likely": 1, "high": 2, "shape": "ratio"},
            "is known to a factor (ratio); expected a low above 0",
        ),
    ],
)
def test_keys_that_do_not_go_together_are_refused(stated: Any, text: str) -> None:
    """With which of them belong together."""
    assert price_faults(stated) == [f" {text}"]


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        ({"unknown": False}, ".unknown is false; expected true"),
        (
            {"shape": "ration"} | RANGE,
            '.shape is "ration"; expected "ratio" or "uniform"; did you mean ratio?',
        ),
        (
            {"value": 1, "year": "2019"},
            '.year is "2019"; expected a fiscal year in quotes, such as "FY2019"',
        ),
        (
            {"value": 1, "year": 2019},
            (
                ".year is 2019; expected a text in quotes: the fiscal year whose "
                "dollars a price is in"
            ),
        ),
        (
            {"value": 1, "note": 3},
            (
                ".note is 3; expected a text in quotes: what it means, or why it was "
                "chosen"
            ),
        ),
        ({"value": 1, "sorce": "x"}, ".sorce is not a setting; did you mean source?"),
        ({"value": 1, "yaer": "FY2019"}, ".yaer is not a setting; did you mean year?"),
        (
            {"value": 1, "colour": "red"},
            (
                ".colour is not a setting; expected one of value, low, likely, high, "
                "shape, unknown, year, source, note"
            ),
        ),
    ],
)
def test_a_key_of_a_figure_is_checked_by_itself(stated: Any, text: str) -> None:
    """In the words of the file, not of the program that reads it."""
    assert price_faults(stated) == [text]


def test_several_faults_of_one_figure_are_told_together() -> None:
    """In one line, since they stand on one."""
    stated = {"low": -2, "likely": -1, "high": 3}
    text = f" low is -2; {DOLLARS}; likely is -1; {DOLLARS}"
    assert price_faults(stated) == [text]


@pytest.mark.parametrize("rate", [3, 1, -0.51])
def test_a_rate_is_a_fraction(rate: float) -> None:
    """The most common slip: 3 for 3 %."""
    line = {"price": 1, "per": "camera", "escalation_rate": rate}
    assert faults(priced(x=line)) == [
        (
            5,
            (
                f"lines.x.escalation_rate is {rate}; expected a fraction a year, -0.5 "
                "to 0.99; 3 % is written 0.03"
            ),
        )
    ]


def test_a_count_of_cameras_is_whole() -> None:
    """And there is one at least."""
    expected = "expected a whole number of cameras, 1 to 1,000,000"
    assert faults(small(cameras=2.5)) == [(4, f"cameras is 2.5; {expected}")]
    assert faults(small(cameras=0)) == [(4, f"cameras is 0; {expected}")]
    assert loaded(small(cameras=2.0)).program.cameras.likely_value == 2


def test_what_a_program_cannot_do_without_cannot_be_unknown() -> None:
    """The camera count, or money that is there or is not."""
    unknown = {"unknown": True}
    assert faults(small(cameras=unknown)) == [
        (
            4,
            (
                "cameras cannot be unknown; expected a whole number of cameras, 1 to "
                "1,000,000"
            ),
        )
    ]
    assert faults(small(appropriations={"FY2024": unknown})) == [
        (6, f"appropriations.FY2024 cannot be unknown; {DOLLARS}")
    ]


def test_what_was_approved_is_no_range() -> None:
    """An appropriation is a fact, or it is none."""
    text = "is a range; expected one number: it is what was approved"
    assert faults(small(appropriations={"FY2024": RANGE})) == [
        (6, f"appropriations.FY2024 {text}")
    ]


def test_only_a_price_has_a_year() -> None:
    """A count of cameras is not in dollars of anything."""
    figure = {"value": 10, "year": "FY2019"}
    assert faults(small(cameras=figure)) == [
        (4, "cameras has a year, which only a price has")
    ]
    assert faults(small(cameras={"value": 10, "yaer": "FY2019"})) == [
        (
            4,
            (
                "cameras.yaer is not a setting; expected one of value, low, likely, "
                "high, shape, unknown, source, note"
            ),
        )
    ]


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (
            {"one_per": 75},
            (
                "has one of one_per and of; expected both, as in "
                '{ one_per = 75, of = "camera" }'
            ),
        ),
        (
            {"of": "camera"},
            (
                "has one of one_per and of; expected both, as in "
                '{ one_per = 75, of = "camera" }'
            ),
        ),
        (
            {"minimum": 1},
            (
                "has a minimum and no rule; expected one, as in "
                '{ one_per = 75, of = "camera" }'
            ),
        ),
        (
            {"one_per": 75, "of": "camera", "value": 2},
            "has a number and a rule (one_per); expected one of the two",
        ),
    ],
)
def test_a_rule_for_a_count_is_whole_and_alone(count: Any, text: str) -> None:
    """One per so many, of what, and no number beside it."""
    line = {"price": 1, "per": "item-year", "count": count}
    assert faults(priced(x=line)) == [(5, f"lines.x.count {text}")]


# ------------------------------------------------------------------------ months


@pytest.mark.parametrize(
    "stated", ["June 2019", "2019-13", "2019-6", "2019", "1850-01", "", 2019, True, []]
)
def test_a_month_is_a_text_of_year_and_month(stated: Any) -> None:
    """And nothing else is taken for one."""
    ((line, text),) = faults(small(first_month=stated))
    assert line == 3
    assert text.startswith("first_month is ")
    assert text.endswith('; expected a month in quotes, such as "2019-06"')


def test_a_month_may_say_its_source() -> None:
    """As a table, with the month as its value."""
    month = {"value": "2023-08", "source": "assumed", "note": "so"}
    first = loaded(small(first_month=month)).program.first_month
    assert (first.value, first.source, first.note) == ("2023-08", "assumed", "so")
    assert first.month == 2023 * 12 + 7


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        (
            {"value": "June 2019"},
            'first_month is "June 2019"; expected a month in quotes, such as "2019-06"',
        ),
        (
            {"value": 3},
            (
                'first_month is {"value": 3}; expected a month in quotes, such as '
                '"2019-06"'
            ),
        ),
        (
            {"source": "assumed"},
            "first_month.value is missing; expected a month such as 2019-06",
        ),
        (
            {"value": "2023-07", "year": "FY2024"},
            "first_month.year is not a setting; expected one of value, source, note",
        ),
    ],
)
def test_the_table_of_a_month_is_checked(stated: Any, text: str) -> None:
    """Like that of a number."""
    assert faults(small(first_month=stated)) == [(3, text)]
