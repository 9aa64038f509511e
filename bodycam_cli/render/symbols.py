"""Which characters may stand on the page: what is cleaned, and ASCII twins.

Text that a user wrote may hold anything: escape sequences, line breaks, direction
overrides, characters that the output cannot encode. It is made harmless here, in
one place, before anything is measured or laid out.
"""

import re
from dataclasses import dataclass
from typing import TextIO

# Tabs and line breaks of every kind, U+0085 and the Unicode separators included.
_BREAKS = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]+")

# The other controls (C0, DEL, C1), those that turn the reading direction, and
# surrogates that stand alone, which no encoding can write.
HIDDEN = "\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN = re.compile(f"[{HIDDEN}\ud800-\udfff]")
_HIDDEN_OR_CR = re.compile(f"[\x0b-\x0d{HIDDEN}\ud800-\udfff]")

_EIGHTHS = "▏▎▍▌▋▊▉"  # 1/8 to 7/8 of a cell
_TWINS = {
    "\u00a0": " ",  # no-break space
    "\u00b1": "+/-",
    "\u00b7": "-",  # middle dot
    "\u00d7": "x",  # multiplication sign
    "\u00f7": "/",
    "\u2011": "-",  # no-break hyphen
    "\u2013": "-",  # en dash
    "\u2014": "-",  # em dash
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2026": "...",
    "\u202f": " ",  # narrow no-break space
    "\u2192": "->",
    "\u2212": "-",  # minus
    "\u2248": "~",
    "\u2264": "<=",
    "\u2265": ">=",
    "\u2500": "-",  # rule
    "\u2502": "|",  # branches of a tree
    "\u2514": "`",
    "\u251c": "|",
    "\u2588": "#",  # full block
}


def clean(text: str) -> str:
    """Text as one line, with nothing in it that a terminal or editor obeys.

    Line breaks and tabs become a space; other control characters, direction
    overrides and lone surrogates become U+FFFD.
    """
    return _HIDDEN.sub("\ufffd", _BREAKS.sub(" ", text))


def clean_lines(text: str) -> str:
    """Text of several lines, its newlines and tabs kept, otherwise as ``clean``."""
    return _HIDDEN_OR_CR.sub("\ufffd", text.replace("\r\n", "\n"))


@dataclass(frozen=True, slots=True)
class Symbols:
    """The characters that an output can take.

    Attributes:
        encoding: Its encoding, such as ``utf-8`` or ``ascii``.
    """

    encoding: str = "utf-8"

    @property
    def dash(self) -> str:
        """What stands where nothing applies."""
        return self.encodable("—")

    @property
    def rule(self) -> str:
        """One cell of a horizontal line."""
        return self.encodable("─")

    def printable(self, text: str) -> str:
        """Text as one harmless line that the output can encode."""
        return self.encodable(clean(text))

    def encodable(self, text: str) -> str:
        """Text with a twin, else ``?``, for what the output cannot encode."""
        if self._takes(text):
            return text
        return "".join(
            character if self._takes(character) else _TWINS.get(character, "?")
            for character in text
        )

    def bar(self, share: float, width: int) -> str:
        """A bar that fills a share of its width, to an eighth of a cell.

        Args:
            share: How much of the width, 0 to 1. More than 0 is always visible.
            width: Width in cells.
        """
        parts = 8 if self._takes("█" + _EIGHTHS) else 1
        filled = round(share * width * parts)
        whole, part = divmod(max(filled, 1 if share > 0 else 0), parts)
        return self.encodable("█") * whole + (_EIGHTHS[part - 1] if part else "")

    def span(
        self, start: float, end: float, width: int, mark: float | None = None
    ) -> str:
        """A bar between two shares of its width, to a whole cell; never invisible.

        Args:
            start: Where it begins, 0 to 1.
            end: Where it ends, 0 to 1, on either side of ``start``.
            width: Width in cells.
            mark: Where a line crosses it, 0 to 1; None for no line.
        """
        first, last = sorted((round(start * width), round(end * width)))
        first = min(first, width - 1)
        drawn = " " * first + self.encodable("█") * max(last - first, 1)
        if mark is None:
            return drawn
        cell = min(int(mark * width), width - 1)
        return f"{drawn:{cell}}"[:cell] + self.encodable("│") + drawn[cell + 1 :]

    def _takes(self, text: str) -> bool:
        """Whether the output can encode the text."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True


UNICODE = Symbols()
"""Everything that Unicode has: for files, which are written as UTF-8."""


def symbols_of(stream: TextIO) -> Symbols:
    """The characters that a stream can take; one without an encoding takes all."""
    return Symbols(getattr(stream, "encoding", None) or "utf-8")
