"""What to ask next, as commands that fit the answer; a terminal alone shows them."""

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bodycam_cli.program.opening import split_argument

if TYPE_CHECKING:  # an answer about files needs no engine
    from bodycam_cli.program.reading import LoadedProgram
    from bodycam_cli.projection.projecting import Projection

LIST_HINTS = (
    "`bodycam programs new my-city` begins a file of your own.",
    "`bodycam compare boston worcester` puts two programs side by side.",
)
"""After a list of the built-in programs."""

_MOST = 2
"""More than this is not read."""

_CHANGES = ("--scenario", "--set")
_GIVEN_ONCE = ("--estimate", "--by")
_FORMS = ("--format", "--output", "-o")


def cost_hints(projection: "Projection", arguments: tuple[str, ...]) -> tuple[str, ...]:
    """After a cost: what it is made of, what is unknown, how a number came about."""
    loaded = projection.loaded
    if _is_piped(loaded):
        return ()
    hints = []
    if projection.estimate == "published" and loaded.program.lines:
        command = _again(arguments, "--estimate", "lines")
        hints.append(f"{command} shows what the lines come to.")
    elif projection.estimate == "lines" and not _gives(arguments, "--by"):
        hints.append(f"{_again(arguments, '--by', 'line')} shows each line.")
    if any(projection.budget.cost.missing):
        hints.append(_what_is_unknown(loaded, arguments))
    estimate = [arguments[place] for place in _places(arguments, ("--estimate",))]
    year = f"FY{projection.calendar.fiscal_years[0]}"
    command = _about(loaded, arguments, "explain", "total", year, *estimate)
    hints.append(f"{command} takes a number apart, down to its sources.")
    return tuple(hints[:_MOST])


def compare_hints(
    projections: Sequence["Projection"], arguments: tuple[str, ...]
) -> tuple[str, ...]:
    """After a comparison: a second program, or what is unknown."""
    hints = []
    if len(projections) == 1:
        other = "worcester" if projections[0].loaded.id == "boston" else "boston"
        hints.append(f"{_again(arguments, other)} puts a second program beside it.")
    hints += [
        _what_is_unknown(one.loaded, arguments)
        for one in projections
        if any(one.budget.cost.missing) and not _is_piped(one.loaded)
    ]
    return tuple(hints[:_MOST])


def rollout_hints(
    loaded: "LoadedProgram", arguments: tuple[str, ...]
) -> tuple[str, ...]:
    """After a rollout: what a delay would do; after a delay: what it costs."""
    if _is_piped(loaded):
        return ()
    if loaded.program.slip_months is None:
        command = _again(arguments, "--set", "slip_months=3")
        return (f"{command} shows a delay of three months.",)
    if not loaded.program.lines:
        return ()
    command = _about(loaded, arguments, "cost", "--estimate", "lines")
    return (f"{command} shows what it costs with the delay.",)


def assumptions_hints(
    loaded: "LoadedProgram", arguments: tuple[str, ...]
) -> tuple[str, ...]:
    """After the figures in force: how to try another one."""
    if _is_piped(loaded) or not loaded.program.lines:
        return ()
    cameras = int(loaded.program.cameras.likely_value or 0)
    setting = f"cameras={max(cameras // 2, 1)}"
    options = ("--estimate", "lines", "--set", setting)
    command = _about(loaded, arguments, "cost", *options)
    return (f"{command} tries another number.",)


def next_hint(
    loaded: "LoadedProgram", arguments: tuple[str, ...], says: str, *command: str
) -> tuple[str, ...]:
    """One other question about the same program, with the same changes to it.

    Args:
        loaded: The program.
        arguments: The command line that was asked.
        says: What the other command does, as the end of a sentence.
        command: The other command, and what follows the program.
    """
    if _is_piped(loaded):
        return ()
    estimate = [arguments[place] for place in _places(arguments, ("--estimate",))]
    asked = _about(loaded, arguments, *command, *estimate)
    return (f"{asked} {says}.",)


def validate_hints(files: Sequence[str]) -> tuple[str, ...]:
    """After program files without a fault: what the first one comes to."""
    return (f"{_command('cost', files[0])} projects it.",) if files[0] != "-" else ()


def _what_is_unknown(loaded: "LoadedProgram", arguments: tuple[str, ...]) -> str:
    command = _about(loaded, arguments, "assumptions")
    return f"{command} lists every figure, and which are unknown."


def _is_piped(loaded: "LoadedProgram") -> bool:
    """Whether it came from standard input, which cannot be read again."""
    return split_argument(loaded.argument)[0] == "-"


def _again(arguments: tuple[str, ...], *more: str) -> str:
    """The same command with other options; the form of the answer is left out."""
    replaced = [each for each in more if each in _GIVEN_ONCE]
    dropped = _places(arguments, (*_FORMS, *replaced))
    kept = [each for place, each in enumerate(arguments) if place not in dropped]
    return _command(*kept, *more)


def _about(
    loaded: "LoadedProgram", arguments: tuple[str, ...], command: str, *more: str
) -> str:
    """Another command about the same program, with the same changes to it."""
    changes = [arguments[place] for place in _places(arguments, _CHANGES)]
    return _command(command, loaded.argument, *changes, *more)


def _places(arguments: tuple[str, ...], options: tuple[str, ...]) -> list[int]:
    """Where these options and their values stand on a command line."""
    places = []
    for place, argument in enumerate(arguments):
        option, equals, _ = argument.partition("=")
        if option in options:
            places += [place] if equals else [place, place + 1]
    return places


def _gives(arguments: tuple[str, ...], option: str) -> bool:
    return bool(_places(arguments, (option,)))


def _command(*words: str) -> str:
    return f"`{shlex.join(('bodycam', *words))}`"
