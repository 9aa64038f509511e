"""Months and fiscal years.

A month is an ``int``, the number of months since year 0, so that spans are
differences; a fiscal year is an ``int`` too, its label: 2019 for FY2019.
"""

import re

MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MOST_YEARS = 30
"""The longest horizon, in fiscal years."""

MONTH_PATTERN = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$"
FISCAL_YEAR_PATTERN = r"^FY(19|20|21)[0-9]{2}$"


def is_month(text: str) -> bool:
    """Whether a text is a month such as ``2019-06``, from 1900 to 2199."""
    return re.fullmatch(MONTH_PATTERN, text) is not None


def is_fiscal_year(text: str) -> bool:
    """Whether a text is a fiscal year such as ``FY2019``, from 1900 to 2199."""
    return re.fullmatch(FISCAL_YEAR_PATTERN, text) is not None


def month_number(text: str) -> int:
    """Number of a month such as ``2019-06``, in months since year 0."""
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def month_text(month: int) -> str:
    """A month as ``2019-06``."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def month_words(month: int) -> str:
    """A month as ``June 2019``."""
    return f"{MONTH_NAMES[month % 12]} {month // 12}"


def fiscal_year_number(text: str) -> int:
    """Label of a fiscal year such as ``FY2019``, as 2019."""
    return int(text[2:])


def fiscal_year_of(month: int, start_month: int, label: str = "ends") -> int:
    """Fiscal year in which a month lies.

    Args:
        month: Months since year 0.
        start_month: Calendar month in which a fiscal year starts, 1 to 12.
        label: ``ends`` labels a fiscal year by the calendar year in which it ends,
            ``starts`` by the one in which it starts.

    Source: the federal government and most states label by the year of the end.
    """
    started = (month - (start_month - 1)) // 12
    return started if label == "starts" or start_month == 1 else started + 1


def first_month_of(fiscal_year: int, start_month: int, label: str = "ends") -> int:
    """First month of a fiscal year, in months since year 0."""
    same_year = label == "starts" or start_month == 1
    started = fiscal_year if same_year else fiscal_year - 1
    return started * 12 + start_month - 1
