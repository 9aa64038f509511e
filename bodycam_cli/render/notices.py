"""Notices and hints, for standard error, without rich: every format has them."""

from typing import TextIO

from bodycam_cli.render.prose import wrap
from bodycam_cli.render.screen import PROSE, room_of
from bodycam_cli.render.symbols import symbols_of
from bodycam_cli.report.document import Report

_MOST = 6
"""So many notices are printed in full; one more than that is printed too."""


def print_notices(report: Report, stream: TextIO) -> None:
    """Print notices as ``Notice: ...``, wrapped to the stream.

    The first ones matter most. Of many, the others are named only, as too many at
    once would bury each other.

    Args:
        report: The answer that the notices stand beside.
        stream: Where to; standard error.
    """
    notices = report.notices
    shown = len(notices) if len(notices) <= _MOST + 1 else _MOST
    texts = [f"Notice: {notice.text}" for notice in notices[:shown]]
    if others := notices[shown:]:
        kinds = dict.fromkeys(notice.kind.replace("_", " ") for notice in others)
        texts.append(
            f"Notice: {len(others)} more ({', '.join(kinds)}); --format json and "
            "--format markdown have them all."
        )
    _print_each(texts, stream)


def print_hints(report: Report, stream: TextIO) -> None:
    """Print what to ask next as ``Hint: ...``, if somebody is there to read it.

    Args:
        report: The answer that the hints follow.
        stream: Where to; standard error.
    """
    if stream.isatty():
        _print_each([f"Hint: {hint}" for hint in report.hints], stream)


def _print_each(texts: list[str], stream: TextIO) -> None:
    symbols = symbols_of(stream)
    room = min(room_of(stream), PROSE)
    for text in texts:
        lines = wrap(symbols.printable(text), room, hang=2)
        stream.write("\n".join(lines) + "\n")
