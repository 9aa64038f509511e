"""Months and fiscal years: labels, partial years, and where a program ends."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from programs import loaded, small

from bodycam_cli.program.dates import (
    first_month_of,
    fiscal_year_of,
    month_number,
    month_text,
    month_words,
)
from bodycam_cli.projection.calendar import Calendar, calendar_of

LABELS = ("ends", "starts")


def calendar(years: int = 5, **settings: Any) -> Calendar:
    """The calendar of the small program, which starts in July 2023."""
    return calendar_of(loaded(small(**settings)).program, years)


def months_of(found: Calendar) -> list[str]:
    """The months of a calendar as text."""
    return [month_text(found.first_month + index) for index in range(found.months)]


def test_a_fiscal_year_from_july_is_labelled_by_its_end() -> None:
    """July 2023 to June 2024 are FY2024."""
    found = calendar(2)
    assert found.fiscal_years == (2024, 2025)
    assert found.months == 24
    assert list(found.months_in_year) == [12, 12]
    assert months_of(found)[0] == "2023-07"
    assert months_of(found)[-1] == "2025-06"
    assert list(found.fiscal_year_of_month) == [2024] * 12 + [2025] * 12


def test_a_fiscal_year_from_october_is_labelled_by_its_end() -> None:
    """The federal year: October 2023 begins FY2024, September 2023 ends FY2023."""
    october = calendar(1, fiscal_year_start_month=10, first_month="2023-10")
    assert october.fiscal_years == (2024,)
    assert october.months == 12
    september = calendar(2, fiscal_year_start_month=10, first_month="2023-09")
    assert september.fiscal_years == (2023, 2024)
    assert list(september.months_in_year) == [1, 12]


@pytest.mark.parametrize("label", LABELS)
def test_a_calendar_year_has_one_label(label: str) -> None:
    """From January to December both rules name the same year."""
    found = calendar(
        1, fiscal_year_start_month=1, first_month="2023-01", fiscal_year_label=label
    )
    assert found.fiscal_years == (2023,)
    assert months_of(found) == [f"2023-{number:02d}" for number in range(1, 13)]


def test_a_fiscal_year_may_be_labelled_by_its_start() -> None:
    """July 2023 to June 2024 are then FY2023, with the same months."""
    found = calendar(2, fiscal_year_label="starts")
    assert found.fiscal_years == (2023, 2024)
    assert months_of(found)[0] == "2023-07"
    assert months_of(found)[-1] == "2025-06"


def test_a_partial_first_year_counts_as_the_first() -> None:
    """From February 2024, FY2024 has five months; two years are 17."""
    found = calendar(2, first_month="2024-02")
    assert found.fiscal_years == (2024, 2025)
    assert list(found.months_in_year) == [5, 12]
    assert list(found.year_starts) == [0, 5]
    assert found.months == 17


def test_the_last_month_cuts_the_horizon_in_mid_year() -> None:
    """July 2023 to October 2024 are 12 and 4 months, however many years are asked."""
    found = calendar(5, last_month="2024-10")
    assert found.fiscal_years == (2024, 2025)
    assert list(found.months_in_year) == [12, 4]
    assert months_of(found)[-1] == "2024-10"
    assert found.last_month == month_number("2024-10")


def test_a_later_last_month_does_not_lengthen_the_horizon() -> None:
    """One year is asked for, and one is given."""
    assert calendar(1, last_month="2030-06").months == 12


def test_a_program_may_last_one_month() -> None:
    """The last month is included, so first and last may be the same."""
    found = calendar(5, last_month="2023-07")
    assert found.months == 1
    assert found.fiscal_years == (2024,)
    assert list(found.months_in_year) == [1]


def test_a_program_of_two_months_may_lie_in_two_fiscal_years() -> None:
    """June and July 2023 with years from July: one month in each."""
    found = calendar(5, first_month="2023-06", last_month="2023-07")
    assert found.fiscal_years == (2023, 2024)
    assert list(found.months_in_year) == [1, 1]


def test_the_longest_horizon_is_thirty_years() -> None:
    """FY2024 to FY2053, 360 months."""
    found = calendar(30)
    assert found.months == 360
    assert found.fiscal_years[-1] == 2053


def test_months_add_up_to_their_years() -> None:
    """Five months of 1 and twelve of 2, for two draws."""
    found = calendar(2, first_month="2024-02")
    monthly = np.array([[1.0] * 5 + [2.0] * 12, [3.0] * 5 + [0.5] * 12])
    assert found.by_year(monthly).tolist() == [[5, 24], [15, 6]]


def test_a_month_has_an_index_from_the_first() -> None:
    """Before the first month it is below 0."""
    found = calendar(1)
    assert found.index(month_number("2023-07")) == 0
    assert found.index(month_number("2024-06")) == 11
    assert found.index(month_number("2023-06")) == -1


def test_months_are_written_as_numbers_and_as_words() -> None:
    """2019-06 is June 2019, and December does not spill over."""
    assert month_text(month_number("2019-06")) == "2019-06"
    assert month_words(month_number("2019-06")) == "June 2019"
    assert month_text(month_number("2019-12") + 1) == "2020-01"


@pytest.mark.parametrize(
    ("month", "start", "label", "year"),
    [
        ("2019-06", 7, "ends", 2019),
        ("2019-07", 7, "ends", 2020),
        ("2019-06", 7, "starts", 2018),
        ("2019-07", 7, "starts", 2019),
        ("2019-09", 10, "ends", 2019),
        ("2019-10", 10, "ends", 2020),
        ("2019-12", 1, "ends", 2019),
        ("2020-01", 1, "starts", 2020),
        ("2019-11", 12, "ends", 2019),
        ("2019-12", 12, "ends", 2020),
    ],
)
def test_each_month_lies_in_one_fiscal_year(
    month: str, start: int, label: str, year: int
) -> None:
    """The last month before the start belongs to the year before."""
    assert fiscal_year_of(month_number(month), start, label) == year


@given(
    month=st.integers(1900 * 12, 2199 * 12 + 11),
    start=st.integers(1, 12),
    label=st.sampled_from(LABELS),
)
def test_a_month_lies_within_the_twelve_of_its_fiscal_year(
    month: int, start: int, label: str
) -> None:
    """The first month of a month's fiscal year is at most eleven before it."""
    first = first_month_of(fiscal_year_of(month, start, label), start, label)
    assert first <= month <= first + 11
    assert first % 12 == start - 1


@given(
    first=st.integers(2000 * 12, 2060 * 12),
    lasting=st.none() | st.integers(0, 500),
    start=st.integers(1, 12),
    label=st.sampled_from(LABELS),
    years=st.integers(1, 30),
)
def test_any_calendar_is_whole_but_for_its_ends(
    first: int, lasting: int | None, start: int, label: str, years: int
) -> None:
    """Years follow each other, and all but the first and last have twelve months."""
    end = {} if lasting is None else {"last_month": month_text(first + lasting)}
    found = calendar(
        years,
        first_month=month_text(first),
        fiscal_year_start_month=start,
        fiscal_year_label=label,
        **end,
    )
    counts = list(found.months_in_year)
    assert sum(counts) == found.months
    assert len(found.fiscal_years) == len(counts) <= years
    assert list(found.fiscal_years) == list(
        range(found.fiscal_years[0], found.fiscal_years[0] + len(counts))
    )
    assert all(count == 12 for count in counts[1:-1])
    assert all(1 <= count <= 12 for count in counts)
    assert found.first_month == first
    labels = [
        fiscal_year_of(first + index, start, label) for index in range(sum(counts))
    ]
    assert list(found.fiscal_year_of_month) == labels
    if lasting is not None:
        assert found.months <= lasting + 1
