"""The ``bodycam`` command: a group that loads a command when it is called."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import IO, Any

import click
from click.shell_completion import CompletionItem

from bodycam_cli import __version__
from bodycam_cli.commands import STDIN_MARK
from bodycam_cli.program.problems import BodycamError

COMMANDS = {
    "cost": "cost by fiscal year, against the money there is",
    "compare": "programs side by side",
    "rollout": "cameras and officers, month by month",
    "storage": "video recorded and retained, and when the store stops growing",
    "explain": "one number, down to its formula, prices and sources",
    "check": "exit 3 when a year is over its money; for scripts",
    "simulate": "how sure the cost is, and the chance of exceeding the money",
    "sensitivity": "which assumption moves the total most",
    "afford": "the most cameras or the earliest rollout that the money allows",
    "report": "the whole program in one page or workbook to hand over",
    "assumptions": "every figure in force, and where it is from",
    "programs": "the program files: list, show, new, validate, schema, score",
    "completion": "a script for bash, zsh or fish that completes what you type",
}
"""Each command and its line of help; its module in ``commands`` has its name."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which a reader meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"bodycam_cli.commands.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; where there is none, name the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(
                error.command_name, possibilities=COMMANDS, ctx=ctx
            ) from None

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> "list[CompletionItem[str]]":
        """Offer the commands without importing them, and the options."""
        commands = [
            CompletionItem(name, help=text)
            for name, text in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def make_context(
        self, info_name: str | None, args: list[str], *more: Any, **extra: Any
    ) -> click.Context:
        """Keep the command line, which the stamp of an answer shows."""
        extra.setdefault("obj", tuple(args))
        args = [STDIN_MARK * arg.startswith("-@") + arg for arg in args]
        with _in_one_line():
            return super().make_context(info_name, args, *more, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        with _in_one_line():
            return super().invoke(ctx)


class OneLineError(click.ClickException):
    """A failure as it is printed on stderr: its message, without a page of help."""

    def __init__(self, message: str, exit_code: int) -> None:
        """Fail with a message and an exit code."""
        super().__init__(message)
        vars(self)["exit_code"] = exit_code

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message and nothing else."""
        click.echo(self.message, file=file, err=file is None)


@contextmanager
def _in_one_line() -> Iterator[None]:
    """Turn what a user can mend into a message and an exit code."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise OneLineError(f"Error: {error.format_message()}", 2) from error
    except BodycamError as error:
        raise OneLineError(error.message, error.exit_code) from error


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="bodycam")
def cli() -> None:
    """What a body-worn camera program will cost, against the money there is.

    \b
    bodycam cost --years 5               Boston, as published
    bodycam compare boston worcester     side by side
    bodycam cost my-city.toml            your own program, from its file

    PROGRAM is a built-in (`bodycam programs list`), a file such as my-city.toml, or -
    for standard input; @SCENARIO after it applies a scenario of the file. Left out, it
    is boston.
    """


def main() -> None:
    """Run the command line; no failure of ours ends in a traceback."""
    # A run is short and keeps what it loads: looking for cycles in it takes 5 % of it.
    gc.disable()
    try:
        if "_BODYCAM_COMPLETE" in os.environ:
            import_module("bodycam_cli.commands.completion").use_own_scripts()
        cli()
    except KeyboardInterrupt:
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 (the last resort, and it says so)
        kind = type(error).__name__
        sys.stderr.write(
            f"bodycam failed, and the fault is its own ({kind}: {error}). "
            "Please report it, with the program file.\n"
        )
        sys.exit(1)
