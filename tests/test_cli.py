"""The command line: help, mistakes, exit codes, streams, interruptions."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from programs import Ask, Run, column_of, small, table_of, toml, write

from bodycam_cli import cli as module
from bodycam_cli.cli import cli, main
from bodycam_cli.commands.options import Changes
from bodycam_cli.program.problems import (
    BodycamError,
    ProgramError,
    RefusedError,
    UsageError,
)

UNITS = ("fiscal years", "months", "draws", "cameras", "dollars", "percent", "%")
"""The units that an option with a number may be in."""

BAD_YEARS = ("0", "1000", "31", "-1", "nan", "inf", "2.5", "", "five", "1e400", "½")


def commands(
    group: click.Group = cli, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


ALL = [pytest.param(path, command, id=" ".join(path)) for path, command in commands()]
WITH_YEARS = [
    " ".join(path)
    for path, command in commands()
    if any(option.name == "years" for option in command.params)
]


def process(*arguments: str, stdout: int) -> subprocess.CompletedProcess[str]:
    """Python in a process of its own, with its stderr as text."""
    return subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        encoding="utf-8",
    )


# ----------------------------------------------------------------------------- help


@pytest.mark.parametrize(("path", "command"), ALL)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_answers_help(
    run: Run, path: tuple[str, ...], command: click.Command, option: str
) -> None:
    """On stdout, with its own name, and nothing on stderr."""
    result = run(*path, option)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.startswith(f"Usage: bodycam {' '.join(path)} ")
    first = (command.help or "").splitlines()[0].strip("\b\n ")
    assert first
    assert first.split()[0] in result.stdout


@pytest.mark.parametrize(("path", "command"), ALL)
def test_the_examples_in_the_help_stand_on_lines_of_their_own(
    run: Run, path: tuple[str, ...], command: click.Command
) -> None:
    """To be copied as they are: nothing joins or wraps them."""
    printed = [line.strip() for line in run(*path, "--help").stdout.splitlines()]
    lines = [line.strip() for line in (command.help or "").splitlines()]
    examples = [line for line in lines if line.startswith("bodycam ")]
    assert set(examples) <= set(printed)
    assert "\\b" not in "".join(printed)


@pytest.mark.parametrize(("path", "command"), ALL)
def test_every_option_has_help_with_its_unit(
    path: tuple[str, ...], command: click.Command
) -> None:
    """A sentence; where the value is a number, it says of what."""
    for option in command.params:
        if not isinstance(option, click.Option):
            continue
        help_text = option.help or ""
        assert help_text.endswith("."), (path, option.name)
        is_number = option.type.name in {"integer", "float", "number", "integer range"}
        if is_number and not option.is_flag and not option.count:
            assert any(unit in help_text for unit in UNITS), (path, option.name)


def test_the_front_page_names_every_command_and_shows_examples(run: Run) -> None:
    """A reader finds the first command to type, and all the others."""
    result = run("--help")
    assert result.exit_code == 0
    for path, _ in commands():
        assert path[0] in result.stdout
    assert "bodycam cost" in result.stdout
    assert "bodycam compare boston worcester" in result.stdout


def test_bodycam_alone_shows_the_front_page_as_a_mistake(run: Run) -> None:
    """Exit 2, on stderr, nothing on stdout."""
    result = run()
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage: bodycam" in result.stderr


def test_programs_alone_shows_its_commands_as_a_mistake(run: Run) -> None:
    """The same for a group within the group."""
    result = run("programs")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "validate" in result.stderr


# ------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize("years", BAD_YEARS)
@pytest.mark.parametrize("command", WITH_YEARS)
def test_years_out_of_bounds_are_one_line_and_exit_2(
    run: Run, command: str, years: str
) -> None:
    """The value and what is allowed, and no page of help before it."""
    result = run(*command.split(), "boston", "--years", years)
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    assert "--years" in line
    assert "1 to 30" in line


@pytest.mark.parametrize("years", ["1", "30"])
def test_years_at_their_bounds_are_taken(ask: Ask, years: str) -> None:
    """1 and 30."""
    table = table_of(ask("cost", "boston", "--years", years), "cost")
    assert len(table["rows"]) == int(years)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["cost", "--yeras", "3"], "--years"),
        (["cost", "--estimat", "lines"], "--estimate"),
        (["csot"], "cost"),
        (["compar", "boston"], "compare"),
        (["programs", "lst"], "list"),
        (["cost", "bostn"], "did you mean boston?"),
        (["cost", "boston@citywid"], "did you mean citywide?"),
        (["cost", "boston", "--scenario", "as-buil"], "did you mean as-built?"),
        (["cost", "boston", "--set", "camera=5"], "did you mean cameras?"),
        (["cost", "--format", "jsn"], "'json'"),
        (["cost", "--estimate", "line"], "'lines'"),
        (["cost", "boston", "--set", "cameras"], "KEY=VALUE"),
        (["cost", "boston", "--set", "lines.nothing.price=5"], "licenses"),
        (["cost", "-o", "cost.docx"], ".json"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_one_line_with_the_way_out(
    run: Run, arguments: list[str], hint: str
) -> None:
    """The nearest option, command, program or scenario; exit 2; stdout empty."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert hint in result.stderr
    assert "Usage:" not in result.stderr
    assert "Traceback" not in result.stderr


def test_compare_wants_a_program(run: Run) -> None:
    """There is no default to compare."""
    result = run("compare")
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert "PROGRAM" in line


def test_the_faults_of_a_file_are_told_together(run: Run, tmp_path: Path) -> None:
    """In the order of the lines, with file and line, and nothing is calculated."""
    path = tmp_path / "my-city.toml"
    path.write_text(
        'title = "My City"\n'
        "fiscal_year_start_month = 7\n"
        'first_month = "2023-07"\n'
        "cameras = 0\n"
        "[lines.licenses]\n"
        "prise = 600\n"
        'per = "camera-year"\n',
        encoding="utf-8",
    )
    result = run("cost", str(path))
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[0].startswith(f"{path}:4: cameras")
    assert lines[1].startswith(f"{path}:6: lines.licenses.prise")
    assert "did you mean price?" in lines[1]
    assert lines[-1] == "2 problems. Nothing was calculated."


# ----------------------------------------------------------------------- exit codes


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--help"], 0),
        (["--version"], 0),
        (["cost"], 0),
        (["compare", "boston", "worcester"], 0),
        (["rollout"], 0),
        (["assumptions"], 0),
        (["programs", "list"], 0),
        (["programs", "show", "boston"], 0),
        (["programs", "validate", "boston", "worcester", "typical"], 0),
        (["programs", "schema"], 0),
        (["check", "boston", "--set", "published.spread=appropriations"], 0),
        (["cost", "boston@as-built"], 1),
        (["cost", "worcester", "--estimate", "published"], 1),
        (["cost", "-o", "/nonexistent/folder/cost.json"], 1),
        (["cost", "nowhere"], 2),
        (["cost", "./nowhere.toml"], 2),
        (["cost", "boston", "boston"], 2),
        (["cost", "boston", "--set", "cameras=-5"], 2),
        (["programs", "validate", "./nowhere.toml"], 2),
        (["check", "boston"], 3),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_exit_codes(run: Run, arguments: list[str], code: int) -> None:
    """0 done, 1 not for this program as it is, 2 a mistake, 3 a check failed."""
    result = run(*arguments)
    assert result.exit_code == code, result.stderr
    if code in {1, 2}:
        assert result.stdout == ""
        assert result.stderr != ""


def test_every_kind_of_failure_has_its_exit_code() -> None:
    """One base class, and one code a kind."""
    assert BodycamError("x").exit_code == 1
    assert RefusedError("x").exit_code == 1
    assert UsageError("x").exit_code == 2
    assert ProgramError([]).exit_code == 2


def test_a_failed_check_prints_its_report_first(run: Run) -> None:
    """The answer on stdout, why it failed on stderr."""
    result = run("check", "boston")
    assert result.exit_code == 3
    assert "$2,833,333" in result.stdout
    assert "$833,333" in result.stderr


# -------------------------------------------------------------------------- streams


def test_stdout_is_the_answer_alone(run: Run) -> None:
    """Notices are on stderr."""
    result = run("cost")
    assert "$15,100,000" in result.stdout
    assert "Notice" not in result.stdout
    assert result.stderr.startswith("Notice: ")
    assert "$4,000,000" in result.stderr


def test_quiet_leaves_the_notices_out(run: Run) -> None:
    """And the answer as it is."""
    quiet = run("cost", "--quiet")
    assert quiet.stderr == ""
    assert quiet.stdout == run("cost").stdout


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_notices_are_on_stderr_in_every_format(run: Run, form: str) -> None:
    """So that a reader at the terminal meets them, wherever stdout goes."""
    assert run("cost", "--format", form).stderr == run("cost").stderr != ""


@pytest.mark.parametrize("suffix", ["json", "csv", "md", "txt"])
def test_an_answer_goes_to_a_file_whose_name_says_the_format(
    run: Run, tmp_path: Path, suffix: str
) -> None:
    """The file holds what stdout would, and stdout nothing."""
    path = tmp_path / f"cost.{suffix}"
    result = run("cost", "-o", str(path))
    assert result.exit_code == 0
    assert result.stdout == ""
    form = {"md": "markdown", "txt": "table"}.get(suffix, suffix)
    expected = run("cost", "--format", form).stdout
    written = path.read_text(encoding="utf-8")
    if suffix == "json":
        document, other = json.loads(written), json.loads(expected)
        del document["stamp"], other["stamp"]
        assert document == other
    else:
        assert written == expected


def test_a_format_goes_before_a_suffix(run: Run, tmp_path: Path) -> None:
    """Asked for by name, JSON goes into any file."""
    path = tmp_path / "cost.txt"
    assert run("cost", "-o", str(path), "--format", "json").exit_code == 0
    assert json.loads(path.read_text(encoding="utf-8"))["schema_version"] == 1


def test_a_program_may_come_from_standard_input(run: Run) -> None:
    """Its text, with its own scenarios."""
    text = toml({**small(), "scenarios": {"big": {"cameras": 20}}})
    result = run("cost", "-", "--format", "json", stdin=text)
    assert result.exit_code == 0
    table = table_of(json.loads(result.stdout), "cost")
    assert column_of(table, "cost") == [6_000] * 5
    big = run("cost", "-@big", "--format", "json", stdin=text)
    assert column_of(table_of(json.loads(big.stdout), "cost"), "cost") == [12_000] * 5


# --------------------------------------------------------------------- the document


def test_the_document_is_stamped(ask: Ask) -> None:
    """Version, command line and a digest of each program, to make it again."""
    arguments = ["compare", "boston", "worcester@full", "--years", "3"]
    document = ask(*arguments)
    assert document["schema_version"] == 1
    assert document["command"] == "compare"
    stamp = document["stamp"]
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", stamp["version"])
    assert stamp["arguments"] == [*arguments, "--format", "json"]
    assert [each["id"] for each in stamp["programs"]] == ["boston", "worcester@full"]
    assert all(len(each["sha256"]) == 64 for each in stamp["programs"])
    assert stamp["seed"] is None
    assert stamp["draws"] is None


@pytest.mark.parametrize(
    ("arguments", "table", "columns"),
    [
        (
            "cost boston",
            "cost",
            (
                "fiscal_year months cost paid_by_others funding local_cost "
                "appropriation left unfunded cumulative per_camera"
            ),
        ),
        (
            "cost worcester@full --years 2 --by line",
            "lines",
            "name FY2023 FY2024 total",
        ),
        (
            "compare boston worcester",
            "summary",
            (
                "program cameras first_fiscal_year months cost per_year "
                "per_camera_year appropriation unfunded difference difference_share"
            ),
        ),
        (
            "compare boston worcester",
            "by_year",
            "program year fiscal_year months cost difference",
        ),
        (
            "compare boston worcester",
            "reference",
            "program scope programs camera_years low high",
        ),
        ("rollout boston", "waves", "wave go_live_month cameras officers sessions"),
        (
            "rollout boston",
            "months",
            "month cameras_bought cameras_in_service officers_equipped",
        ),
        ("programs list", "programs", "id title place estimate scenarios"),
        ("programs validate boston", "problems", "file line key problem"),
        (
            "assumptions boston",
            "figures",
            "key unit value low likely high origin source",
        ),
        (
            "storage typical",
            "years",
            "fiscal_year recorded_hours recorded_tb retained_tb",
        ),
    ],
)
def test_the_tables_have_the_columns_that_scripts_rely_on(
    ask: Ask, arguments: str, table: str, columns: str
) -> None:
    """In the order of the design; more may stand among them."""
    document = ask(*arguments.split())
    names = [column["name"] for column in table_of(document, table)["columns"]]
    expected = columns.split()
    assert [name for name in names if name in expected] == expected
    for row in table_of(document, table)["rows"]:
        assert list(row) == names


def test_a_total_is_never_a_row(ask: Ask) -> None:
    """Rows are years, and totals stand beside them for what adds up."""
    for arguments in (("cost",), ("rollout",), ("cost", "--by", "line")):
        for table in ask(*arguments)["tables"]:
            assert all("Total" not in row.values() for row in table["rows"])


# ----------------------------------------------------- pipes, interruptions, failures


def test_the_module_runs_like_the_command(run: Run) -> None:
    """``python -m bodycam_cli`` prints what ``bodycam`` does."""
    done = process("-m", "bodycam_cli", "cost", stdout=subprocess.PIPE)
    result = run("cost")
    assert done.returncode == 0
    assert done.stdout == result.stdout
    assert done.stderr == result.stderr


@pytest.mark.skipif(os.name == "nt", reason="there is no head on Windows")
def test_a_reader_may_stop_after_one_line() -> None:
    """``bodycam cost | head -1`` prints one line and no traceback."""
    piped = (
        "import os, sys; os.system(f'{sys.executable} -m bodycam_cli cost | head -1')"
    )
    done = process("-c", piped, stdout=subprocess.PIPE)
    assert done.stdout.startswith("Boston Police Department")
    assert len(done.stdout.splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_a_closed_pipe_is_no_crash(form: str) -> None:
    """Nobody reads a single byte: exit 1, without a word of Python."""
    reading, writing = os.pipe()
    os.close(reading)
    arguments = ("rollout", "--years", "30", "--format", form)
    done = process("-m", "bodycam_cli", *arguments, stdout=writing)
    os.close(writing)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr
    assert "Exception" not in done.stderr


def test_an_interruption_during_a_command_is_no_crash(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while a program is read: exit 1, nothing on stdout."""

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Changes, "load", interrupt)
    result = run("cost")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.strip() == "Aborted!"


@pytest.mark.skipif(
    not Path("/proc/self/syscall").exists(), reason="the wait is seen in /proc"
)
def test_an_interrupted_process_ends_quietly(request: pytest.FixtureRequest) -> None:
    """Ctrl-C while it waits for standard input."""
    # What was started in the background may ignore the signal, and hand that on.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    with subprocess.Popen(
        [sys.executable, "-m", "bodycam_cli", "cost", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as waiting:
        deadline = time.monotonic() + 20
        while not _waits_for_input(waiting.pid) and time.monotonic() < deadline:
            time.sleep(0.02)
        waiting.send_signal(signal.SIGINT)
        stdout, stderr = waiting.communicate(timeout=20)
    assert waiting.returncode == 1
    assert stdout == b""
    assert b"Traceback" not in stderr
    assert b"KeyboardInterrupt" not in stderr


def _waits_for_input(process: int) -> bool:
    """Whether a process is in read(0, ...), which is system call 0 on x86-64."""
    call = Path(f"/proc/{process}/syscall").read_text(encoding="ascii").split()
    return call[1:2] == ["0x0"] and call[0] in {"0", "63"}


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        (KeyboardInterrupt(), ""),
        (RuntimeError("no such thing"), "bodycam failed, and the fault is its own"),
    ],
)
def test_no_failure_of_ours_ends_in_a_traceback(
    failure: BaseException,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The last resort: one line, exit 1."""

    def fail() -> None:
        raise failure

    monkeypatch.setattr(module, "cli", fail)
    monkeypatch.setattr(module.gc, "disable", lambda: None)
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(message)
    assert len(captured.err.splitlines()) == (1 if message else 0)


def test_markup_in_a_title_is_printed_as_it_is(run: Run) -> None:
    """Nothing that the user wrote is read as markup."""
    title = "[red]Springfield[/red] [/usr] :camera: <b>"
    path = write(small(title=title))
    for form in ("table", "json"):
        result = run("cost", str(path), "--format", form)
        assert result.exit_code == 0
        assert title in result.stdout
