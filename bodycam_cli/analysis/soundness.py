"""Whether a program file is sound: what it says, and what can be made of it."""

from bodycam_cli.program.layers import scenario_names
from bodycam_cli.program.opening import open_program, split_argument
from bodycam_cli.program.problems import (
    Problem,
    ProgramError,
    RefusedError,
    UsageError,
)
from bodycam_cli.program.reading import load
from bodycam_cli.projection.projecting import project


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
    """The faults of a program; some show only in the arithmetic.

    A program whose estimate is refused is valid: other questions can be answered.
    """
    try:
        project(load(argument))
    except ProgramError as error:
        return error.problems
    except UsageError as error:
        return [Problem(argument, 0, "", str(error))]
    except RefusedError:
        pass
    return []
