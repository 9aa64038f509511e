"""What a stream offers: its width in cells, and whether it takes color."""

import os
import sys
from typing import TextIO

NARROWEST = 20
"""A terminal is taken to have at least so many cells."""

PROSE = 100
"""Sentences are wrapped at so many cells at most."""

UNLIMITED = sys.maxsize
"""The width of a pipe or a file, where lines may be long."""

_USUAL = 80


def room_of(stream: TextIO) -> int:
    """Width of a stream in cells: a terminal's own, else ``UNLIMITED``."""
    if not stream.isatty():
        return UNLIMITED
    return max(NARROWEST, _columns_setting() or _columns_of(stream) or _USUAL)


def takes_color(stream: TextIO) -> bool:
    """Whether to color: NO_COLOR and FORCE_COLOR decide, then the terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _columns_setting() -> int:
    """The environment's COLUMNS, or 0 where it says nothing useful."""
    setting = os.environ.get("COLUMNS", "")
    return int(setting) if setting.isascii() and setting.isdecimal() else 0


def _columns_of(stream: TextIO) -> int:
    """What the terminal itself says, or 0 where it does not."""
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0
