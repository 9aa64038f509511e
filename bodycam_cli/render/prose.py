"""Lines of text: packed, wrapped at words, and folded where words are too long."""

import re
import unicodedata
from collections.abc import Callable, Iterable

_SPACE = re.compile(" (?!%)")  # 56.1 % stays together
_PARTS_OF_WORD = re.compile(r"(?<=[./_:=-])")

Measure = Callable[[str], int]
"""How many cells a text takes."""


def cells_of(text: str) -> int:
    """Cells that a text takes: 2 for a wide character, 0 for a combining one."""
    return sum(map(_cells_of_character, text))


def pack(
    pieces: Iterable[str], room: int, measure: Measure, glue: str = " "
) -> list[str]:
    """Lines of pieces, as many as fit in each.

    A piece that is itself too long gets a line of its own and is not cut.

    Args:
        pieces: What may not be broken: words, or parts of a word.
        room: Width of a line in cells.
        measure: How many cells a text takes.
        glue: What stands between two pieces of a line.
    """
    lines: list[str] = []
    used = 0
    for piece in pieces:
        size = measure(piece)
        if lines and used + len(glue) + size <= room:
            lines[-1] += glue + piece
            used += len(glue) + size
        else:
            lines.append(piece)
            used = size
    return lines or [""]


def wrap(
    text: str, room: int, *, measure: Measure = cells_of, hang: int = 0
) -> list[str]:
    """A sentence as lines, broken at spaces only, so that no figure is cut.

    Args:
        text: One line of harmless text. Leading spaces indent all its lines.
        room: Width in cells.
        measure: How many cells a text takes.
        hang: Cells by which the lines after the first are indented further.
    """
    words = text.lstrip(" ")
    indent = min(len(text) - len(words), room // 2)
    lines = pack(_SPACE.split(words), room - indent - hang, measure)
    margin = " " * indent
    first = margin + lines[0].rstrip(" ")
    return [first, *(margin + " " * hang + line.strip(" ") for line in lines[1:])]


def fold(text: str, room: int, measure: Measure) -> list[str]:
    """A text as lines that all fit, long words broken where they may be.

    Args:
        text: One line of harmless text, not a figure.
        room: Width in cells.
        measure: How many cells a text takes.
    """
    lines: list[str] = []
    for line in wrap(text, room, measure=measure):
        whole = measure(line) <= room
        lines += [line] if whole else _broken(line, room, measure)
    return lines


def _broken(line: str, room: int, measure: Measure) -> list[str]:
    """A word in pieces: after dots, slashes and the like, else anywhere."""
    word = line.lstrip(" ")
    margin = line[: len(line) - len(word)]
    room -= len(margin)
    pieces = [
        piece
        for part in _PARTS_OF_WORD.split(word)
        for piece in pack(part, room, measure, glue="")
    ]
    return [margin + piece for piece in pack(pieces, room, measure, glue="")]


def _cells_of_character(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
