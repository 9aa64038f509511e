"""Files that are written whole or not at all."""

import os
import secrets
import stat
from pathlib import Path
from typing import BinaryIO

from bodycam_cli.program.problems import RefusedError
from bodycam_cli.render.symbols import clean


def write_file(path: Path, data: bytes) -> None:
    """Write a file so that it is either complete or as it was before.

    The data goes to a temporary file beside it, which then takes its name and its
    permissions. A symbolic link stays one, and its target is replaced. What is not
    a regular file, such as a pipe or ``/dev/stdout``, is written directly.

    Raises:
        RefusedError: It cannot be written.
    """
    try:
        if _is_replaceable(path):
            _replace(Path(os.path.realpath(path)), data)
        else:
            _write(path.open("ab"), data)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise RefusedError(f"cannot write {clean(str(path))}: {reason}") from error


def _is_replaceable(path: Path) -> bool:
    """Whether another file may take this one's name: it is regular, or not there."""
    if path.absolute().parts[1:2] in {("dev",), ("proc",)}:
        return False
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return True


def _replace(path: Path, data: bytes) -> None:
    """Write beside the file, then put the new one in its place."""
    temporary = path.with_name(f".bodycam-{secrets.token_hex(8)}.tmp")
    try:
        _write(temporary.open("xb"), data)
        if path.exists():
            path.open("ab").close()  # refused here where it may not be written
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _write(file: BinaryIO, data: bytes) -> None:
    """Write and close; a regular file is on the disk when this returns."""
    with file:
        file.write(data)
        file.flush()
        if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            os.fsync(file.fileno())
