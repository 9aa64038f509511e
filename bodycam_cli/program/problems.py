"""What can be wrong: the errors of the whole tool, and faults in a program file."""

from dataclasses import dataclass

_MOST_SHOWN = 50
_LONGEST_SHOWN = 4_000


class BodycamError(Exception):
    """A failure that a user can act on; its text is the whole message.

    Attributes:
        exit_code: What the process ends with: 1 could not be done for this
            program as it is, 2 a mistake in the command or the file, 3 a check
            failed, 4 no solution.
    """

    exit_code = 1

    @property
    def message(self) -> str:
        """What is printed on stderr."""
        return f"Error: {printable(str(self))}"


class RefusedError(BodycamError):
    """The program is valid, but this question cannot be answered for it."""


class UsageError(BodycamError):
    """A mistake in the command, such as a program or a setting that is not there."""

    exit_code = 2


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in a program file.

    Attributes:
        file: The file as the user named it, or ``--set cameras=-5``.
        line: Line number from 1, or 0 where the fault is in no line.
        key: The dotted key at fault, such as ``lines.licenses.price``; may be "".
        text: What is wrong, what is expected and what to do, in one line.
    """

    file: str
    line: int
    key: str
    text: str

    def __str__(self) -> str:
        """The fault as ``file:line: text``, on one line whatever is in it."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return printable(f"{place}: {self.text}")


class ProgramError(BodycamError):
    """One or more faults in program files; nothing was calculated.

    Attributes:
        problems: The faults, in the order of the files and of their lines.
    """

    exit_code = 2

    def __init__(self, problems: list[Problem]) -> None:
        """Report these faults together, each once, in the order of the lines."""
        files = list(dict.fromkeys(problem.file for problem in problems))
        self.problems = sorted(
            dict.fromkeys(problems),
            key=lambda problem: (files.index(problem.file), problem.line),
        )
        lines = [str(problem) for problem in self.problems[:_MOST_SHOWN]]
        count = len(self.problems)
        if count > _MOST_SHOWN:
            lines.append(f"... and {count - _MOST_SHOWN:,} more")
        noun = "problem" if count == 1 else "problems"
        lines.append(f"{count:,} {noun}. Nothing was calculated.")
        super().__init__("\n".join(lines))

    @property
    def message(self) -> str:
        """The faults, a line each; each begins with its file."""
        return str(self)


def printable(text: str) -> str:
    """A text on one line of bounded length; what a terminal might obey is escaped."""
    shown = "".join(
        character
        if character.isprintable()
        else character.encode("unicode_escape").decode()
        for character in text[:_LONGEST_SHOWN]
    )
    return f"{shown}..." if len(text) > _LONGEST_SHOWN else shown
