"""TOML as it is read here: plain data, and the line on which each key stands."""

import ast
import codecs
import hashlib
import json
import os
import pathlib
import re
import select
import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from typing import Any

from bodycam_cli.program.problems import Problem, ProgramError

Path = tuple[str | int, ...]
"""Where a value stands: keys, and the index from 0 of an item of a list."""

MAX_BYTES = 1_000_000
"""The largest program file; a reader of a stream needs no more than one byte more."""

# The deepest setting of a program has about ten levels. The bound keeps everything
# that walks the data within Python's own limit on recursion.
_MAX_DEPTH = 32

# Long enough for the program at the other end of a named pipe to start.
_PIPE_SECONDS = 1

_EMPTY = (
    "the file is empty; a program needs at least title, fiscal_year_start_month, "
    "first_month, cameras, and a line, a published estimate or extends"
)
_TOO_LARGE = (
    f"the file is larger than {MAX_BYTES // 1_000_000} MB, where a program has a few "
    "kB; check that it is the right file"
)
_TOO_LONG = "has too many digits; a whole number may have 18"

_PART = r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'"""
_KEY = re.compile(rf"(?:{_PART})(?:[ \t]*\.[ \t]*(?:{_PART}))*")
_GAP = re.compile(r"(?:[ \t\n,=]+|#[^\n]*)*")
_BRACKETS = re.compile(r"[ \t]*[\[\]]{1,2}[ \t]*")
# The last choice takes any character, so that a scan always comes to its end.
_SCALAR = re.compile(
    r'"""(?:[^"\\]+|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']+|'(?!''))*'{3,5}"
    r"""|"(?:[^"\\]|\\.)*"|'[^']*'|[^,\]}#\n]+|.""",
    re.DOTALL,
)

_VALUE = (
    'text and months stand in straight quotes, as in "2019-06"; numbers have no '
    "comma, $ or %, as in 1_350 or 0.35"
)
_NAME = "a name of more than letters, digits, - and _ stands in quotes"
# How a message of tomllib begins, and what it means to somebody who wrote the file.
_PLAIN_WORDS = {
    "Cannot overwrite|Duplicate": "this key has a value already; give it only once",
    "Cannot declare": "is declared twice; put its settings under one heading",
    "Cannot": "is given already; put all of it in one place",
    "Invalid value": f"the value is missing or cannot be read; {_VALUE}",
    "Expected newline": f"there is more on this line than one value; {_VALUE}",
    "Expected '='": f'a key is followed by =, as in title = "My city"; {_NAME}',
    "Expected ']": f"a heading stands in brackets, as in [lines.cameras]; {_NAME}",
    "Invalid initial": "a name is missing; a table in braces stands on one line "
    f"without a comma at its end, and {_NAME}",
    "Invalid statement": "this is neither a setting (cameras = 400), nor a heading "
    "([lines.cameras]), nor a comment (# ...)",
    "Unclosed array": "a list is not closed, or lacks a comma; write [1, 2]",
    "Unclosed inline": "a table in braces is not closed, or lacks a comma; write it "
    "on one line, as in { low = 1, high = 2 }",
    "Unescaped|Invalid hex|Escaped": 'in "text" a backslash is written twice; or '
    "put the text in 'single quotes'",
    r"Unterminated|Expected \"'|.*character '\\n'": "a text is not closed; add the "
    "quote at its end",
    ".*character": "there is a control character on this line; delete it",
    "Invalid date": "there is no such date or time; check its digits",
}


@dataclass(frozen=True)
class TomlFile:
    """A TOML file that has been read.

    Attributes:
        name: The file as the user named it, or ``<stdin>``.
        text: Its text, without a byte order mark and with plain line ends.
        data: What it says, as JSON could hold it: dates and times are ISO strings.
        sha256: The digest of its bytes, in hexadecimal.
    """

    name: str
    text: str
    data: dict[str, Any]
    sha256: str

    def line(self, path: Path) -> int:
        """The line, from 1, of the key at a path.

        Args:
            path: Keys and indices, such as ``("lines", "licenses", "steps", 0)``.

        Returns:
            Its line; else that of the nearest parent in the file; else 0.
        """
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 0)

    @cached_property
    def _lines(self) -> dict[Path, int]:
        return _Scanner(self.text).scan()


def read_toml_path(path: pathlib.Path, name: str) -> TomlFile:
    """Read a TOML file.

    Args:
        path: Where it is: a file, or a pipe such as ``/dev/fd/63``.
        name: The file as the user named it.

    Returns:
        What it says, and where.

    Raises:
        ProgramError: It cannot be read, or ``read_toml`` refuses it.
    """
    try:
        with open(path, "rb", opener=_open if os.name == "posix" else None) as file:
            raw = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        words = "there is no such file; `bodycam programs list` shows the built-in ones"
    except IsADirectoryError:
        words = "this is a directory; name the program file in it"
    except PermissionError:
        words = "you may not read this file; ask its owner for permission or a copy"
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        words = f"the file cannot be read ({reason.lower()}); check the path to it"
    else:
        return read_toml(name, raw)
    raise _refusal(name, 0, words)


def read_toml(name: str, raw: bytes) -> TomlFile:
    """Read TOML from the bytes of a file.

    Args:
        name: The file as the user named it, or ``<stdin>``.
        raw: All of it; of a larger one, ``MAX_BYTES`` and one more are enough.

    Returns:
        What it says, and where.

    Raises:
        ProgramError: It is too large, not text in UTF-8, not TOML, empty, or holds
            what no program can: very long integers, very deep nesting.
    """
    text = _decode(name, raw)
    too_long: list[Path] = []
    try:
        data = _plain(tomllib.loads(text), (), too_long)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_refusal(name, text, str(error)) from None
    except RecursionError:
        words = "tables or lists are nested too deeply; a program needs a few levels"
        raise _refusal(name, 0, words) from None
    except ValueError:
        # Python's own limit on the digits of an integer, which tells no line.
        digits = max(re.findall("[0-9_]+", text), key=len, default="")
        line = text.count("\n", 0, text.find(digits)) + 1
        raise _refusal(name, line, f"a number {_TOO_LONG}") from None
    if not data:
        raise _refusal(name, 0, _EMPTY)
    file = TomlFile(name, text, data, hashlib.sha256(raw).hexdigest())
    keys = [(file.line(path), _dotted(path)) for path in too_long]
    if keys:
        raise ProgramError(
            [Problem(name, line, key, f"{key} {_TOO_LONG}") for line, key in keys]
        )
    return file


def parse_value(text: str) -> Any:
    """Read the VALUE of ``--set KEY=VALUE``.

    Args:
        text: The value as the user typed it.

    Returns:
        What it is in TOML, with dates and times as ISO strings; the text itself
        where it is not one TOML value that a program could hold.
    """
    too_long: list[Path] = []
    try:
        data = _plain(tomllib.loads(f"value = {text}"), (), too_long)
    except (ValueError, RecursionError):
        return text
    return text if too_long or len(data) > 1 else data["value"]


def parse_key(text: str) -> tuple[str, ...] | None:
    """Read a dotted key, such as ``lines.licenses.price`` or ``lines."a b".price``.

    Args:
        text: The key as the user typed it.

    Returns:
        Its parts; None where it is not a key in TOML.
    """
    if not _KEY.fullmatch(text.strip(" \t")):
        return None
    try:
        return _parts(text)
    except tomllib.TOMLDecodeError:
        return None


def _refusal(name: str, line: int, words: str, key: str = "") -> ProgramError:
    return ProgramError([Problem(name, line, key, words)])


def _open(path: str, flags: int) -> int:
    """Open a file; a named pipe that nobody writes to is soon at its end."""
    descriptor = os.open(path, flags | os.O_NONBLOCK)
    select.select([descriptor], [], [], _PIPE_SECONDS)
    os.set_blocking(descriptor, True)
    return descriptor


def _decode(name: str, raw: bytes) -> str:
    """The text of a file, with plain line ends."""
    if len(raw) > MAX_BYTES:
        raise _refusal(name, 0, _TOO_LARGE)
    body = raw.removeprefix(codecs.BOM_UTF8)
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in body:
        words = "this is UTF-16 (on Windows: Unicode) or not text; save it as UTF-8"
        raise _refusal(name, 0, words)
    try:
        return body.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        words = "this line is not UTF-8, but perhaps Windows-1252; save it as UTF-8"
        raise _refusal(name, line, words) from None


def _syntax_refusal(name: str, text: str, message: str) -> ProgramError:
    """A message of tomllib, in plain words and at its line."""
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    said = message[: place.start()] if place else message
    last_line = text.rstrip().count("\n") + 1
    line = int(place[1]) if place and place[1] else last_line
    plain = (_PLAIN_WORDS[start] for start in _PLAIN_WORDS if re.match(start, said))
    table = re.match(r"Cannot [a-z ]+(\(.*\))", said)
    key = _dotted(ast.literal_eval(table[1])) if table else ""
    return _refusal(name, line, f"{key} {next(plain, said)}".strip(), key)


def _plain(value: Any, path: Path, too_long: list[Path]) -> Any:
    """A value as JSON could hold it; integers beyond 64 bits are noted by path."""
    if len(path) > _MAX_DEPTH:
        raise RecursionError
    if isinstance(value, dict):
        return {
            key: _plain(item, (*path, key), too_long) for key, item in value.items()
        }
    if isinstance(value, list):
        return [_plain(item, (*path, at), too_long) for at, item in enumerate(value)]
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        too_long.append(path)
    return value


def _parts(key: str) -> tuple[str, ...]:
    """The parts of a dotted key, without their quotes."""
    return tuple(
        tomllib.loads(f"part = {part}")["part"] if part[0] in "\"'" else part
        for part in re.findall(_PART, key)
    )


def _dotted(path: Path) -> str:
    """A path as a dotted key on one line, its parts in quotes where need be."""
    names = [str(part) for part in path]
    return ".".join(
        name
        if re.fullmatch("[A-Za-z0-9_-]+", name)
        else json.dumps(name, ensure_ascii=not name.isprintable())
        for name in names
    )


class _Scanner:
    """One walk through a text that is known to be TOML, to see where its keys stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.line_ends = [end.start() for end in re.finditer("\n", text)]
        self.lines: dict[Path, int] = {}
        self.last_index: dict[Path, int] = {}

    def scan(self) -> dict[Path, int]:
        """The line of every key, table and list item, by path."""
        table: Path = ()
        while character := self._next():
            if character == "[":
                table = self._heading()
            else:
                self._setting(table)
        return self.lines

    def _heading(self) -> Path:
        """Pass ``[a.b]`` or ``[[a.b]]``; return the path of the table it opens."""
        is_item = "[[" in self._take(_BRACKETS)
        path: Path = ()
        for part in _parts(self._take(_KEY)):
            # A name on the way to the table means the last item of its list.
            path = self._noted((*self._last_item(path), part))
        if is_item:
            self.last_index[path] = self.last_index.get(path, -1) + 1
            path = self._last_item(path)
        # Its own heading is a better place than that of a table within it.
        self.lines[path] = self._line()
        self._take(_BRACKETS)
        return path

    def _setting(self, path: Path) -> None:
        """Pass a key and its value."""
        for part in _parts(self._take(_KEY)):
            path = self._noted((*path, part))
        self._value(path)

    def _value(self, path: Path) -> None:
        """Pass a value, noting what is in it."""
        opening = self._next()
        if opening not in ("[", "{"):
            self._take(_SCALAR)
            return
        self.position += 1
        index = 0
        while self._next() not in ("]", "}", ""):
            if opening == "{":
                self._setting(path)
            else:
                self._value(self._noted((*path, index)))
                index += 1
        self.position += 1

    def _last_item(self, path: Path) -> Path:
        """The path of a table; of a list of tables, the path of its last one."""
        return (*path, self.last_index[path]) if path in self.last_index else path

    def _noted(self, path: Path) -> Path:
        """The path, now known to stand on this line unless it stood on one before."""
        self.lines.setdefault(path, self._line())
        return path

    def _line(self) -> int:
        return bisect_left(self.line_ends, self.position) + 1

    def _next(self) -> str:
        """Pass what only separates; return the next character, empty at the end."""
        self._take(_GAP)
        return self.text[self.position : self.position + 1]

    def _take(self, pattern: re.Pattern[str]) -> str:
        """Pass what a pattern matches here, and return it."""
        match = pattern.match(self.text, self.position)
        taken = match[0] if match else ""
        self.position += len(taken)
        return taken
