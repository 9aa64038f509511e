"""The options that commands share, and how an answer is handed over."""

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bodycam_cli.commands import STDIN_MARK
from bodycam_cli.commands.completers import (
    complete_program,
    complete_scenario,
    complete_setting,
)
from bodycam_cli.program.dates import MOST_YEARS

if TYPE_CHECKING:
    from bodycam_cli.program.reading import LoadedProgram
    from bodycam_cli.report.document import Report

FORMATS = ("table", "json", "csv", "markdown")


class FiscalYears(click.ParamType[int]):
    """A number of fiscal years, 1 to 30."""

    name = "integer"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Read the number, or say what is expected."""
        try:
            years = float(value)
        except ValueError:
            years = math.nan
        if not (1 <= years <= MOST_YEARS and years == int(years)):
            self.fail(f"{value} is not 1 to {MOST_YEARS} fiscal years", param, ctx)
        return int(years)


class Program(click.ParamType[str]):
    """A built-in, a file or ``-``, with scenarios or without."""

    name = "text"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Read the words, without the mark on what looks like an option."""
        del param, ctx
        return str(value).removeprefix(STDIN_MARK)


program_argument = click.argument(
    "program", type=Program(), required=False, shell_complete=complete_program
)

years_option = click.option(
    "--years",
    type=FiscalYears(),
    default=5,
    show_default=True,
    help="Horizon in fiscal years from the first one, 1 to 30.",
)

estimate_option = click.option(
    "--estimate",
    type=click.Choice(["published", "lines"]),
    help="What was announced, or what the lines come to; default: as the file says.",
)

_scenario_option = click.option(
    "--scenario",
    "scenarios",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_scenario,
    help="Apply a scenario of the file, or several as A+B; to every program named.",
)

_set_option = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    shell_complete=complete_setting,
    help="Set a figure in the file's own unit, such as cameras=500; repeatable.",
)

_format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="Form of the answer; default: table, or by the suffix of -o.",
)

_output_option = click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path, allow_dash=False),
    metavar="FILE",
    help="Write the answer to a file, whole or not at all; the suffix is its format.",
)

_quiet_option = click.option(
    "--quiet", is_flag=True, help="No notices and no hints on stderr."
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What the command line changes in every program named.

    Attributes:
        scenarios: Names of scenarios, each perhaps composed with ``+``.
        settings: Settings as ``KEY=VALUE``.
    """

    scenarios: tuple[str, ...]
    settings: tuple[str, ...]

    def load(self, program: str | None) -> "LoadedProgram":
        """Read a program with these changes; None is the default program."""
        from bodycam_cli.program.reading import load

        return load(program, self.scenarios, self.settings)


@dataclass(frozen=True, slots=True)
class Output:
    """Where an answer goes, and in which form.

    Attributes:
        arguments: The command line, for the stamp of the answer.
        format: The format asked for, or None.
        path: The file asked for, or None for stdout.
        quiet: No notices on stderr.
    """

    arguments: tuple[str, ...]
    format: str | None
    path: Path | None
    quiet: bool

    @property
    def is_screen(self) -> bool:
        """Whether the answer is a table on stdout."""
        return self.path is None and self.format in (None, "table")

    def hand_over(self, report: "Report") -> None:
        """Render a report to stdout or to the file, and its notices to stderr.

        Raises:
            RefusedError: The file cannot be written.
            UsageError: Its suffix names no format.
        """
        from bodycam_cli.render.output import format_of, write_report

        by_name = "table" if self.path is None else None
        write_report(
            report,
            format=self.format or by_name or format_of(self.path or Path()),
            path=self.path,
            stdout=sys.stdout,
            stderr=sys.stderr,
            quiet=self.quiet,
        )


def change_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--scenario`` and ``--set``, as one argument ``changes``."""

    @_scenario_option
    @_set_option
    @wraps(command)
    def with_changes(
        *args: Any, scenarios: tuple[str, ...], settings: tuple[str, ...], **more: Any
    ) -> Any:
        return command(*args, changes=Changes(scenarios, settings), **more)

    return with_changes


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--format``, ``-o`` and ``--quiet``, as one argument ``output``."""

    @_format_option
    @_output_option
    @_quiet_option
    @wraps(command)
    def with_output(
        *args: Any,
        format_: str | None,
        path: Path | None,
        quiet: bool,
        **more: Any,
    ) -> Any:
        arguments: tuple[str, ...] = click.get_current_context().obj
        output = Output(arguments, format_, path, quiet)
        return command(*args, output=output, **more)

    return with_output
