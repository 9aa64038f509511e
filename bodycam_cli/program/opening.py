"""Which file a PROGRAM on the command line means, and its text as plain data.

A bare word is a built-in; a path contains a separator or ends in ``.toml``; ``-`` is
standard input. Scenarios follow the last ``@``, composed with ``+``. Nothing here
knows what a program may say, so that shell completion can ask without loading it.
"""

import difflib
import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from bodycam_cli.program.problems import UsageError
from bodycam_cli.program.toml_file import (
    MAX_BYTES,
    TomlFile,
    read_toml,
    read_toml_path,
)

DEFAULT_PROGRAM = "boston"
"""The built-in that stands in where no PROGRAM is given."""


def seeds_folder() -> Path:
    """The folder of the built-in programs: in the wheel, else beside the package."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "seeds"
    return inside if inside.is_dir() else package.parent / "seeds"


def built_in_names() -> list[str]:
    """The names of the built-in programs, in alphabetical order."""
    return sorted(path.stem for path in seeds_folder().glob("*.toml"))


def split_argument(argument: str) -> tuple[str, tuple[str, ...]]:
    """A PROGRAM as its file or name, and its scenarios: ``boston@citywide+slow``.

    A name may be empty, as in ``boston@``; no scenario has that name.
    """
    base, at, scenarios = argument.rpartition("@")
    if not at or scenarios.endswith(".toml") or has_separator(scenarios):
        return argument, ()
    return base, tuple(scenarios.split("+"))


def has_separator(text: str) -> bool:
    """Whether a text has what separates folders on this machine."""
    return (
        "/" in text or os.sep in text or (os.altsep is not None and os.altsep in text)
    )


def is_path(base: str) -> bool:
    """Whether a PROGRAM is a path, not the name of a built-in."""
    return has_separator(base) or base.endswith(".toml")


def open_program(base: str) -> TomlFile:
    """Read the file of a PROGRAM without its scenarios.

    Raises:
        UsageError: A bare word that is no built-in.
        ProgramError: The file cannot be read or is no TOML.
    """
    if base == "-":
        return read_toml("<stdin>", _standard_input())
    if is_path(base):
        return read_toml_path(Path(base), base)
    if base not in built_in_names():
        raise UsageError(_no_such_program(base))
    return read_toml_path(seeds_folder() / f"{base}.toml", f"{base}.toml")


@cache
def _standard_input() -> bytes:
    # Read once: `compare - -@fast` names the same program twice.
    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    except (OSError, AttributeError):
        # A broken device, or a stream that was closed before the start.
        raise UsageError(
            "standard input cannot be read; - expects the text of a program file"
        ) from None


def _no_such_program(base: str) -> str:
    names = built_in_names()
    nearest = difflib.get_close_matches(base, names, 1)
    hint = f"built in: {', '.join(names)}."
    if nearest:
        hint = f"did you mean {nearest[0]}?"
    with suppress(OSError, ValueError):
        if Path(f"{base}.toml").is_file():
            hint = f"did you mean the file {base}.toml?"
    return (
        f'no program is named "{base}"; {hint} A file is given by its path, such as '
        "./my-city.toml"
    )
