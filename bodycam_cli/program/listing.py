"""Lists of program files: what is built in, and what is at fault in a file."""

from typing import Any

from bodycam_cli.program.layers import scenario_names
from bodycam_cli.program.opening import built_in_names, open_program, split_argument
from bodycam_cli.program.problems import Problem, ProgramError, UsageError
from bodycam_cli.program.reading import load


def built_in_summaries() -> list[dict[str, Any]]:
    """id, title, place, leading estimate and scenarios of each built-in program."""
    return [_summary(name) for name in built_in_names()]


def _summary(name: str) -> dict[str, Any]:
    program = load(name).program
    return {
        "id": name,
        "title": program.title,
        "place": program.place,
        "estimate": program.leading_estimate,
        "scenarios": ", ".join(scenario_names(open_program(name))),
    }


def problems_of(argument: str) -> list[Problem]:
    """Every fault of a program, by itself and with each of its scenarios.

    A PROGRAM that names scenarios is checked with those alone.
    """
    base, named = split_argument(argument)
    try:
        names = scenario_names(open_program(base))
    except ProgramError as error:
        return error.problems
    except UsageError as error:
        return [Problem(argument, 0, "", str(error))]
    ways = [argument] if named else [base, *(f"{base}@{name}" for name in names)]
    problems = [problem for way in ways for problem in _problems(way)]
    # A scenario that touches a table which is at fault without it is not to blame.
    first = {(problem.key, problem.text): problem for problem in reversed(problems)}
    return [each for each in dict.fromkeys(problems) if each in first.values()]


def _problems(argument: str) -> list[Problem]:
    try:
        load(argument)
    except ProgramError as error:
        return error.problems
    except UsageError as error:
        return [Problem(argument, 0, "", str(error))]
    return []
