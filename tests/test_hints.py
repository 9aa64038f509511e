"""Hints: commands that fit the answer, for somebody at a terminal alone."""

import io
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from programs import Run, small, toml
from reports import STAMP

from bodycam_cli.cli import cli
from bodycam_cli.render import output
from bodycam_cli.render.output import write_report
from bodycam_cli.report.document import Report

Hints = Callable[..., list[str]]


@pytest.fixture(name="hints")
def _hints(monkeypatch: pytest.MonkeyPatch) -> Hints:
    """The commands that the hints of a command name, as arguments in one text."""
    reports: list[Report] = []
    monkeypatch.setattr(output, "print_hints", lambda report, _: reports.append(report))

    def hints(*arguments: str, stdin: str | None = None) -> list[str]:
        reports.clear()
        result = CliRunner().invoke(cli, arguments, input=stdin, catch_exceptions=False)
        assert result.exit_code == 0, result.stderr
        (report,) = reports
        commands = [re.findall("`bodycam (.*)`", hint) for hint in report.hints]
        return [command for (command,) in commands]

    return hints


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("cost", ["cost --estimate lines", "explain boston total FY2019"]),
        (
            "cost boston --years=2 -o out.json --set cameras=399 --estimate lines",
            [
                "cost boston --years=2 --set cameras=399 --estimate lines --by line",
                "explain boston --set cameras=399 total FY2019 --estimate lines",
            ],
        ),
        (
            "cost worcester --estimate=lines --by line --format=csv",
            [
                "assumptions worcester",
                "explain worcester total FY2019 --estimate=lines",
            ],
        ),
        ("compare boston", ["compare boston worcester"]),
        ("compare typical", ["compare typical boston"]),
        ("compare boston worcester", ["assumptions worcester"]),
        (
            "rollout boston --set cameras=300",
            ["rollout boston --set cameras=300 --set slip_months=3"],
        ),
        (
            "cost boston --estimate published --years 3",
            [
                "cost boston --years 3 --estimate lines",
                "explain boston total FY2019 --estimate published",
            ],
        ),
        (
            "rollout boston --scenario as-built --set slip_months=3",
            [
                "cost boston --scenario as-built --set slip_months=3 --estimate lines",
            ],
        ),
        ("assumptions", ["cost boston --estimate lines --set cameras=200"]),
        ("programs list", ["programs new my-city", "compare boston worcester"]),
        ("programs validate boston typical", ["cost boston"]),
    ],
)
def test_hints_follow_from_the_answer(
    hints: Hints,
    command: str,
    expected: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """They keep what was asked, and never ask for what is there already."""
    monkeypatch.chdir(tmp_path)
    assert hints(*shlex.split(command)) == expected


_PROGRAMS = [
    "boston",
    "boston@as-built",
    "boston@citywide",
    "typical",
    "worcester",
    "worcester@full",
    "worcester@estimate-2020",
]


@pytest.mark.parametrize("program", _PROGRAMS)
@pytest.mark.parametrize("command", ["cost", "compare", "rollout", "assumptions"])
def test_every_hint_works(hints: Hints, run: Run, command: str, program: str) -> None:
    """What a hint says can be typed as it stands."""
    options = ["--estimate", "lines"] if program == "boston@as-built" else []
    asked = [command, program, *(options if command in ("cost", "compare") else [])]
    for hint in hints(*asked):
        result = run(*shlex.split(hint))
        assert result.exit_code == 0, (hint, result.stderr)


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        ("simulate typical --draws 1000", "sensitivity typical"),
        ("sensitivity typical", "simulate typical"),
        ("afford boston --set cameras=300", "simulate boston --set cameras=300"),
        (
            "check boston --years 1 --set appropriations.FY2019=3000000",
            "cost boston --set appropriations.FY2019=3000000",
        ),
        ("explain boston", "assumptions boston --missing"),
        ("storage boston", "rollout boston"),
    ],
)
def test_other_answers_lead_on_as_well(
    hints: Hints, run: Run, command: str, hint: str
) -> None:
    """To one question each, about the same program; it can be typed as it stands."""
    assert hints(*shlex.split(command)) == [hint]
    assert run(*shlex.split(hint)).exit_code == 0


def test_standard_input_cannot_be_asked_again(hints: Hints) -> None:
    """Nothing is proposed about a program that is gone."""
    for command in ("cost", "rollout", "assumptions"):
        assert hints(command, "-", stdin=toml(small())) == []


def test_a_file_with_a_space_is_quoted(hints: Hints, tmp_path: Path) -> None:
    """A hint can be copied whatever the file is called."""
    path = tmp_path / "my city.toml"
    path.write_text(toml(small()), encoding="utf-8")
    (hint, _) = hints("cost", str(path))
    assert hint == f"cost '{path}' --by line"


class _Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stderr", "quiet", "shown"),
    [
        (_Terminal(), False, "Hint: `bodycam cost --by line` shows each line.\n"),
        (_Terminal(), True, ""),
        (io.StringIO(), False, ""),
    ],
)
def test_hints_are_for_a_terminal(
    stderr: io.StringIO, *, quiet: bool, shown: str
) -> None:
    """On standard error where that is a terminal, and not with ``--quiet``."""
    hints = ("`bodycam cost --by line` shows each line.",)
    report = Report("cost", "Boston", STAMP, hints=hints)
    stdout = io.StringIO()
    write_report(
        report, format="table", path=None, stdout=stdout, stderr=stderr, quiet=quiet
    )
    assert stderr.getvalue() == shown
    assert "Hint" not in stdout.getvalue()
