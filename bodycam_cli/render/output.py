"""Where a report goes, and in which format."""

import io
from pathlib import Path
from typing import TextIO

from bodycam_cli.program.problems import UsageError
from bodycam_cli.render.files import write_file
from bodycam_cli.render.notices import print_hints, print_notices
from bodycam_cli.render.symbols import clean, clean_lines, symbols_of
from bodycam_cli.report.document import Report

FORMATS = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "table",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "workbook",
}
"""The format that the suffix of a file's name asks for."""


def format_of(path: Path) -> str:
    """The format that the name of a file asks for.

    Raises:
        UsageError: Its suffix is none of ``FORMATS``.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(
            f"cannot tell the format of {clean(str(path))}: "
            f"its name should end in one of {known}"
        )
    return FORMATS[suffix]


def write_report(  # noqa: PLR0913 - an answer, its form and the places it goes to
    report: Report,
    *,
    format: str,  # noqa: A002 - the name of the option
    path: Path | None,
    stdout: TextIO,
    stderr: TextIO,
    quiet: bool = False,
) -> None:
    """Write the answer in a format, then notices and hints to standard error.

    Args:
        report: The answer.
        format: ``table``, ``json``, ``csv``, ``markdown``, ``html`` or ``workbook``.
        path: A file, whole or not at all, text in UTF-8; None is ``stdout``.
        stdout: Where the answer goes without a path.
        stderr: Where the notices go, and on a terminal the hints.
        quiet: Leave them out.

    Raises:
        RefusedError: The file cannot be written; an existing one is as it was. Or
            what the format needs is not installed.
        UsageError: A workbook without a file.
    """
    if format == "workbook":
        _write_workbook(report, path)
    elif path is not None:
        write_file(path, _for_file(report, format).encode())
    elif format == "table":
        _print_table(report, stdout)
    else:
        stdout.write(_for_stream(report, format, stdout))
    if not quiet:
        stdout.flush()  # so that the answer comes first where both are one terminal
        print_notices(report, stderr)
        print_hints(report, stderr)


def _write_workbook(report: Report, path: Path | None) -> None:
    """Write the tables as an Excel file, which is not text for a screen."""
    if path is None:
        raise UsageError("a workbook is a file: name it with -o, as in -o cost.xlsx")
    from bodycam_cli.render.workbook import (  # noqa: PLC0415 - seldom needed
        to_workbook,
    )

    write_file(path, to_workbook(report))


def _for_file(report: Report, format_name: str) -> str:
    if format_name != "table":
        return _text_of(report, format_name)
    text = io.StringIO()
    _print_table(report, text, color=False)
    return text.getvalue()


def _for_stream(report: Report, format_name: str, stream: TextIO) -> str:
    """The text, with what the stream cannot encode replaced, in JSON without loss."""
    text = _text_of(report, format_name)
    encodable = symbols_of(stream).encodable(text)
    if encodable == text or format_name != "json":
        return encodable
    from bodycam_cli.render.json_document import (  # noqa: PLC0415 - seldom needed
        ascii_json,
    )

    return ascii_json(text)


def _text_of(report: Report, format_name: str) -> str:
    """The answer in a text format, whose module is imported only here."""
    match format_name:
        case "json":
            from bodycam_cli.render.json_document import to_json as render  # noqa: PLC0415
        case "csv":
            from bodycam_cli.render.csv_table import to_csv as render  # noqa: PLC0415
        case "markdown":
            from bodycam_cli.render.markdown import to_markdown as render  # noqa: PLC0415
        case _:
            from bodycam_cli.render.html import to_html as render  # noqa: PLC0415
    return render(report)


def _print_table(report: Report, stream: TextIO, *, color: bool | None = None) -> None:
    """Print the answer for people; text that is itself the answer as it is."""
    if report.verbatim is not None:
        text = symbols_of(stream).encodable(clean_lines(report.verbatim))
        stream.write(text if text.endswith("\n") else f"{text}\n")
        return
    from bodycam_cli.render.terminal import (  # noqa: PLC0415 - loads rich
        print_report,
    )

    print_report(report, stream, color=color)
