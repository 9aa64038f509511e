"""The README shows only what really comes out: its commands are run and compared."""

import difflib
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from programs import Run, small, toml

from bodycam_cli.cli import COMMANDS

README = Path(__file__).parent.parent / "README.md"

STUB_LINES = 20
"""A README with fewer lines than this is still a stub."""

ELISION = "..."
"""A line of the README that stands for any number of lines of output."""

_FENCE = re.compile(r"^```([a-z]*)\s*$")
_HEREDOC = re.compile(r"^cat >\s*(\S+)\s*<<\s*'?(\w+)'?$")
_TOML_NAME = re.compile(r"([\w./-]+\.toml)")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its lines, and the line of text before it."""

    language: str
    lines: tuple[str, ...]
    before: str


@dataclass(frozen=True)
class WrittenFile:
    """A file that the README tells its reader to write."""

    name: str
    text: str


@dataclass(frozen=True)
class Command:
    """A command after a ``$``, and what the README says comes out."""

    line: str
    output: tuple[str, ...]


def blocks_of(text: str) -> Iterator[Block]:
    """The fenced blocks of a Markdown text."""
    language, before, lines = None, "", []
    for line in text.splitlines():
        fence = _FENCE.match(line)
        if language is None and fence:
            language, lines = fence[1], []
        elif language is not None and line.rstrip() == "```":
            yield Block(language, tuple(lines), before)
            language, before = None, ""
        elif language is not None:
            lines.append(line)
        elif line.strip():
            before = line


def steps_of(text: str) -> list[WrittenFile | Command]:
    """The files and commands of a README, in the order of reading."""
    steps: list[WrittenFile | Command] = []
    for block in blocks_of(text):
        named = _TOML_NAME.findall(block.before)
        if block.language == "console":
            steps += _console_steps(block.lines)
        elif block.language == "toml" and named:
            steps.append(WrittenFile(named[-1], "\n".join(block.lines) + "\n"))
    return steps


def _console_steps(lines: tuple[str, ...]) -> Iterator[WrittenFile | Command]:
    rest = list(lines)
    while rest:
        line = rest.pop(0)
        command = line.removeprefix("$ ")
        heredoc = _HEREDOC.match(command)
        output: list[str] = []
        end = heredoc[2] if heredoc else None
        while rest and (rest[0] != end if end else not rest[0].startswith("$ ")):
            output.append(rest.pop(0))
        if heredoc:
            del rest[:1]
            yield WrittenFile(heredoc[1], "\n".join(output) + "\n")
        else:
            assert line.startswith("$ "), f"a console block begins with {line!r}"
            yield Command(command, tuple(output))


def differences(text: str, run: Run, folder: Path) -> list[str]:
    """What comes out otherwise than a README says, as unified differences."""
    found, code = [], 0
    for step in steps_of(text):
        if isinstance(step, WrittenFile):
            (folder / step.name).write_text(step.text, encoding="utf-8")
        elif step.line == "echo $?":
            found += _difference(step, str(code))
        elif step.line.split()[0] == "bodycam":
            outputs, code = _outcome(step.line, run, folder)
            found += _difference(step, *outputs)
    return found


def _outcome(line: str, run: Run, folder: Path) -> tuple[list[str], int]:
    """What a README may show of a command, and its exit code.

    That is the answer, or what a terminal shows: the answer with the notices on
    stderr. Of the shell, ``> FILE``, ``2>/dev/null`` and ``| head -N`` are understood.
    """
    line, _, head = line.partition(" | head -")
    words = shlex.split(line)[1:]
    is_quiet = "2>/dev/null" in words
    words = [word for word in words if word != "2>/dev/null"]
    target = words[words.index(">") + 1] if ">" in words else None
    result = run(*(words[: words.index(">")] if target else words))
    outputs = [result.stdout] if is_quiet else [result.stdout, result.output]
    if target:
        (folder / target).write_text(result.stdout, encoding="utf-8")
        outputs = [""]
    if head:
        kept = result.stdout.splitlines(keepends=True)[: int(head)]
        outputs = ["".join(kept)]
    return outputs, result.exit_code


def _difference(command: Command, *outputs: str) -> list[str]:
    """How the README differs from each of these outputs, or nothing."""
    expected = _lines("\n".join(command.output))
    if any(_matches(expected, _lines(output)) for output in outputs):
        return []
    shown = difflib.unified_diff(
        expected, _lines(outputs[0]), "README.md", f"$ {command.line}", lineterm=""
    )
    return ["\n".join(shown)]


def _lines(text: str) -> list[str]:
    """The lines of a text, without spaces and blank lines at their ends."""
    return [line.rstrip() for line in text.rstrip().splitlines()]


def _matches(expected: list[str], lines: list[str]) -> bool:
    """Whether lines are as expected; ``...`` stands for any number of them."""
    pattern = "".join(
        r"(?:[^\n]*\n)*" if line.strip() == ELISION else re.escape(line) + "\n"
        for line in expected
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines)) is not None


# ----------------------------------------------------------------------- the README


@pytest.fixture(name="readme")
def _readme() -> str:
    text = README.read_text(encoding="utf-8")
    if len(text.splitlines()) < STUB_LINES:
        pytest.skip("the README is still a stub")
    return text


def test_the_readme_shows_what_comes_out(
    readme: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every ``bodycam`` command in a console block, in the order of reading."""
    monkeypatch.chdir(tmp_path)
    shown = [step for step in steps_of(readme) if isinstance(step, Command)]
    assert [each for each in shown if each.line.startswith("bodycam ")]
    found = differences(readme, run, tmp_path)
    assert not found, "\n\n".join(found)


def test_the_readme_names_every_command(readme: str) -> None:
    """A reader learns of each one."""
    missing = [name for name in COMMANDS if f"bodycam {name}" not in readme]
    assert missing == []


# ------------------------------------------------------------- the test of the README


def console(*lines: str, language: str = "console") -> str:
    """A Markdown text with one fenced block."""
    return "\n".join(["Some text.", "", f"```{language}", *lines, "```", ""])


@pytest.fixture(name="told")
def _told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The version line as it is printed; the folder is the test's own."""
    monkeypatch.chdir(tmp_path)
    return run("--version").stdout.splitlines()


def test_true_output_is_accepted(told: list[str], run: Run, tmp_path: Path) -> None:
    """The output as it is, and a blank line before the next command."""
    text = console("$ bodycam --version", *told, "", "$ bodycam --version", *told)
    assert differences(text, run, tmp_path) == []


def test_false_output_is_caught(told: list[str], run: Run, tmp_path: Path) -> None:
    """Another text, a line too many, a line too few."""
    for lines in (["bodycam, version 99"], [*told, "and more"], []):
        (found,) = differences(console("$ bodycam --version", *lines), run, tmp_path)
        assert "$ bodycam --version" in found


def test_notices_may_be_shown_or_left_out(run: Run, tmp_path: Path) -> None:
    """The answer alone, or all that a terminal shows."""
    result = run("cost")
    assert result.stderr
    for output in (result.stdout, result.output):
        text = console("$ bodycam cost", *output.splitlines())
        assert differences(text, run, tmp_path) == []
    (cut,) = differences(
        console("$ bodycam cost", *result.stderr.splitlines()), run, tmp_path
    )
    assert "-Notice" in cut


def test_three_dots_stand_for_any_lines(run: Run, tmp_path: Path) -> None:
    """The lines before and after them are compared all the same."""
    first, *_, last = run("programs", "show", "boston").stdout.splitlines()
    text = console("$ bodycam programs show boston", first, ELISION, last)
    assert differences(text, run, tmp_path) == []
    wrong = console("$ bodycam programs show boston", ELISION, "no such line")
    assert len(differences(wrong, run, tmp_path)) == 1


def test_other_commands_are_not_run(run: Run, tmp_path: Path) -> None:
    """Installing is the reader's; its output is not compared."""
    text = console("$ python3 -m pip install .", "Successfully installed bodycam-cli")
    assert differences(text, run, tmp_path) == []


def test_blocks_of_another_language_are_not_run(run: Run, tmp_path: Path) -> None:
    """Only a console block says what comes out."""
    text = console("$ bodycam --version", "whatever", language="text")
    assert differences(text, run, tmp_path) == []
    assert steps_of(text) == []


@pytest.mark.parametrize("way", ["heredoc", "toml"])
def test_a_file_of_the_readme_is_written_for_its_commands(
    way: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a here-document, or from a toml block after a line that names it."""
    monkeypatch.chdir(tmp_path)
    lines = toml(small()).splitlines()
    if way == "heredoc":
        text = console("$ cat > my-city.toml <<'EOF'", *lines, "EOF")
    else:
        text = "Write `my-city.toml`:\n" + console(*lines, language="toml").replace(
            "Some text.", ""
        )
    text += console(
        "$ bodycam programs validate my-city.toml", ELISION, "$ echo $?", "0"
    )
    assert differences(text, run, tmp_path) == []
    assert (tmp_path / "my-city.toml").read_text(encoding="utf-8") == toml(small())


def test_a_little_of_the_shell_is_understood(
    told: list[str], run: Run, tmp_path: Path
) -> None:
    """A redirection, silence on stderr, the first lines, and the exit code."""
    text = console(
        "$ bodycam --version > version.txt",
        "$ bodycam --version 2>/dev/null | head -1",
        *told,
        "$ bodycam cost nowhere 2>/dev/null",
        "$ echo $?",
        "2",
    )
    assert differences(text, run, tmp_path) == []
    assert (tmp_path / "version.txt").read_text(encoding="utf-8").splitlines() == told
