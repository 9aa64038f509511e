"""The answers about program files themselves: which there are, and are they sound?"""

from collections.abc import Sequence

from bodycam_cli.program.problems import Problem
from bodycam_cli.report.document import Column, Report, Value
from bodycam_cli.report.hints import LIST_HINTS, validate_hints
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.tables import Cells, table
from bodycam_cli.report.words import counted

_LIST = (
    Column("id", "Program", "text", "item"),
    Column("title", "Title", "text"),
    Column("place", "Place", "text"),
    Column("estimate", "Estimate", "text"),
    Column("scenarios", "Scenarios", "text"),
)
_PROBLEMS = (
    Column("file", "File", "text", "item"),
    Column("line", "Line", "number"),
    Column("key", "Key", "text"),
    Column("problem", "Problem", "text"),
)


def list_report(programs: Sequence[Cells], arguments: tuple[str, ...]) -> Report:
    """The built-in programs.

    Args:
        programs: id, title, place, estimate and scenarios of each.
        arguments: The command line.
    """
    return Report(
        command="programs list",
        title="Built-in programs",
        answer=("`bodycam cost ID` or `bodycam cost ID@SCENARIO` projects one.",),
        tables=(table("programs", "", _LIST, programs),),
        stamp=stamp_of(arguments),
        hints=LIST_HINTS,
    )


def new_report(path: str, arguments: tuple[str, ...]) -> Report:
    """What to do with a program file that was just written."""
    columns = (Column("file", "File", "text", "item"),)
    return Report(
        command="programs new",
        title=f"Wrote {path}",
        answer=(
            f"It is valid as it is: try `bodycam cost {path}`.",
            "Then set its cameras, dates and local numbers.",
            f"`bodycam programs validate {path}` checks them.",
        ),
        tables=(table("files", "", columns, [{"file": path}]),),
        stamp=stamp_of(arguments),
    )


def validate_report(
    files: list[str], problems: list[Problem], arguments: tuple[str, ...]
) -> Report:
    """The faults of program files, or that there are none."""
    rows: list[Cells] = [
        {
            "file": problem.file,
            "line": problem.line or None,
            "key": problem.key,
            "problem": problem.text,
        }
        for problem in problems
    ]
    found = counted(len(problems), "problem") if problems else "no problem"
    return Report(
        command="programs validate",
        title=f"{counted(len(files), 'program')} read: {found}",
        tables=(table("problems", "", _PROBLEMS, rows),),
        stamp=stamp_of(arguments),
        hints=() if problems else validate_hints(files),
    )


def text_report(
    command: str, title: str, text: str, arguments: tuple[str, ...]
) -> Report:
    """A text that is itself the answer, such as a file or a schema."""
    columns = (
        Column("line", "Line", "number", "item"),
        Column("text", "Text", "text"),
    )
    rows: list[dict[str, Value]] = [
        {"line": number, "text": line}
        for number, line in enumerate(text.splitlines(), start=1)
    ]
    return Report(
        command=command,
        title=title,
        tables=(table("text", title, columns, rows),),
        verbatim=text,
        stamp=stamp_of(arguments),
    )
