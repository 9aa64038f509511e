"""Numbers and lists in sentences."""

from collections.abc import Sequence

from bodycam_cli.report.tables import Known


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


def fiscal_years(years: Sequence[int]) -> str:
    """Fiscal years as ``FY2019 to FY2023``."""
    if len(years) == 1:
        return f"FY{years[0]}"
    return f"FY{years[0]} to FY{years[-1]}"


def sentence(text: str) -> str:
    """A text with a capital letter at its start and a full stop at its end."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""
