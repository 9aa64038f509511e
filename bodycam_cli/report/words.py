"""Numbers and lists in sentences."""

import math
from collections.abc import Sequence

from bodycam_cli.report.tables import Known

_TENTH_OF_A_MILLION = 100_000

_SELDOM = 0.075
"""A chance below it, or as near to certain, is said in hundredths."""


def dollars(amount: float) -> str:
    """Whole dollars in a sentence: ``$2,833,333`` or ``-$333,333``."""
    return f"-${-amount:,.0f}" if amount < 0 else f"${amount:,.0f}"


def dollars_known(part: Known) -> str:
    """Dollars that may be partial: ``at least $33,174``, or ``an unknown amount``."""
    if part.is_unknown:
        return "an unknown amount"
    return dollars(part.amount) if part.is_whole else f"at least {dollars(part.amount)}"


def listed(items: Sequence[str], word: str = "and") -> str:
    """Items as ``a, b and c``."""
    if len(items) < 2:  # noqa: PLR2004 (a list in words begins at two)
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def counted(number: float, noun: str, plural: str = "") -> str:
    """A number with its noun: ``1 camera``, ``400 cameras``."""
    return f"{number:,.0f} {noun if number == 1 else plural or noun + 's'}"


def agreeing(number: float, one: str, many: str) -> str:
    """The form of a verb that agrees with a number: ``is`` or ``are``."""
    return one if number == 1 else many


def fiscal_years(years: Sequence[int]) -> str:
    """Fiscal years as ``FY2019 to FY2023``."""
    if len(years) == 1:
        return f"FY{years[0]}"
    return f"FY{years[0]} to FY{years[-1]}"


def sentence(text: str) -> str:
    """A text with a capital letter at its start and a full stop at its end."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""


def about(amount: float) -> str:
    """Dollars to two significant digits: ``$0.4M``, ``$12M``, ``$45,000``."""
    if not amount:
        return dollars(0)
    digits = 1 - math.floor(math.log10(abs(amount)))
    rounded = round(amount, digits)
    if abs(rounded) < _TENTH_OF_A_MILLION:
        return dollars(rounded)
    return f"{'-' if rounded < 0 else ''}${abs(rounded) / 1_000_000:,.10g}M"


def in_runs(chance: float) -> str:
    """A probability in a sentence: ``in 7 of 10 runs``, ``in 2 of 100 runs``."""
    if chance in (0, 1):
        return "in every run" if chance else "in no run"
    if _SELDOM <= chance <= 1 - _SELDOM:
        return f"in {min(max(math.floor(chance * 10 + 0.5), 1), 9)} of 10 runs"
    hundredths = min(max(math.floor(chance * 100 + 0.5), 1), 99)
    return f"in {hundredths} of 100 runs"
