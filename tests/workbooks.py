"""Workbooks for tests: written by bodycam, read by openpyxl, recalculated."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

NEED_LIBREOFFICE = "BODYCAM_NEEDS_LIBREOFFICE"
"""Where this is set, the tests that recalculate may not be skipped."""

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")

Cells = dict[tuple[str, str], Any]
"""Values by sheet and cell."""


def is_needed() -> bool:
    """Whether LibreOffice must be here; read before the tests clear the settings."""
    return bool(os.environ.get(NEED_LIBREOFFICE))


def cells_of(path: Path, *sheets: str) -> Cells:
    """The values of every cell that has one, on some sheets, or on all."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (name, cell.coordinate): cell.value
        for name in sheets or book.sheetnames
        if name in book.sheetnames
        for row in book[name].iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def formulas_of(path: Path, sheet: str) -> dict[str, str]:
    """The formulas of a sheet, by cell."""
    page = openpyxl.load_workbook(path)[sheet]
    return {
        cell.coordinate: cell.value
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def changed(path: Path, changes: Mapping[str, float], target: Path) -> Path:
    """A copy in which named cells are changed, and no formula has a cached value."""
    book = openpyxl.load_workbook(path)
    for name, value in changes.items():
        ((sheet, cell),) = book.defined_names[name].destinations
        book[sheet][cell.replace("$", "")] = value
    book.save(target)
    return target


def recalculated(paths: list[Path], folder: Path) -> list[Path]:
    """The files as LibreOffice saves them, with every formula computed."""
    assert SOFFICE is not None
    profile = f"-env:UserInstallation=file://{folder}/profile"
    out = folder / "recalculated"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run(  # noqa: S603 (of LibreOffice, with files of these tests)
        [*command, str(out), *map(str, paths)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [out / path.name for path in paths]
