"""Where a report goes, and files that are written whole or not at all."""

import io
import json
import os
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from reports import boston, rollout

from bodycam_cli.program.problems import RefusedError, UsageError
from bodycam_cli.render.csv_table import to_csv
from bodycam_cli.render.files import write_file
from bodycam_cli.render.json_document import to_json
from bodycam_cli.render.markdown import to_markdown
from bodycam_cli.render.output import format_of, write_report
from bodycam_cli.report.document import Report

NOTICE = (
    "Notice: The published estimate does not divide evenly by three years: the "
    "leftover $1 is in\n  FY2021.\n"
)


def written(
    report: Report, name: str, path: Path | None = None, *, quiet: bool = False
) -> tuple[str, str]:
    """What standard output and standard error get."""
    stdout, stderr = io.StringIO(), io.StringIO()
    write_report(
        report, format=name, path=path, stdout=stdout, stderr=stderr, quiet=quiet
    )
    return stdout.getvalue(), stderr.getvalue()


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("table", "Boston Police Department: cost"),
        ("json", '{\n  "schema_version": 1,'),
        ("csv", "program,table,period"),
        ("markdown", "# Boston Police Department: cost"),
    ],
)
def test_the_answer_goes_out_alone_and_notices_go_to_standard_error(
    name: str, start: str
) -> None:
    """In every format; a quiet run keeps the notices to itself."""
    stdout, stderr = written(boston(), name)
    assert stdout.startswith(start)
    assert stderr == NOTICE
    assert written(boston(), name, quiet=True) == (stdout, "")


def test_text_that_is_the_answer_is_printed_as_it_is() -> None:
    """A file or a schema, with neither title nor wrapping, ending in a newline."""
    text = "title = 'x'\n\n\t# [red] " + "long " * 50
    report = replace(boston(), verbatim=text)
    assert written(report, "table", quiet=True) == (text + "\n", "")
    report = replace(boston(), verbatim="a\r\nb\x1b[2J\n")
    assert written(report, "table", quiet=True) == ("a\nb\ufffd[2J\n", "")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.json", "json"),
        ("a.CSV", "csv"),
        ("a.b.md", "markdown"),
        ("a.markdown", "markdown"),
        ("a.txt", "table"),
    ],
)
def test_the_suffix_of_a_file_decides_the_format(name: str, expected: str) -> None:
    """Whatever its case."""
    assert format_of(Path(name)) == expected


@pytest.mark.parametrize("name", ["report", "report.pdf", ".json"])
def test_an_unknown_suffix_is_a_mistake(name: str) -> None:
    """The message lists those that are known."""
    with pytest.raises(UsageError) as error:
        format_of(Path(name))
    assert str(error.value) == (
        f"cannot tell the format of {name}: its name should end in one of "
        ".json, .csv, .md, .markdown, .txt, .html, .htm, .xlsx"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("json", to_json(boston())),
        ("csv", to_csv(boston())),
        ("markdown", to_markdown(boston())),
        ("table", written(boston(), "table")[0]),
    ],
)
def test_a_file_has_what_a_pipe_gets(
    name: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In UTF-8 and without color, and standard output stays empty."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    path = tmp_path / "out"
    assert written(boston(), name, path) == ("", NOTICE)
    assert path.read_bytes().decode() == expected
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_standard_output_of_ascii_gets_json_without_loss() -> None:
    """And the other formats with a twin, or a question mark."""
    report = replace(boston(), title="Größe …")
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    for name in ("json", "csv", "markdown", "table"):
        write_report(report, format=name, path=None, stdout=stream, stderr=stream)
    text = raw.getvalue().decode("ascii")
    assert json.loads(text[: text.index("\n}\n") + 2])["title"] == "Größe …"
    assert "# Gr??e ...\n" in text
    assert "| FY2021 | $2,833,334 | - | - |" in text


def test_rich_is_loaded_for_tables_alone() -> None:
    """Other formats start faster, notices included."""
    program = (
        "import sys; from io import StringIO; from pathlib import Path\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from reports import boston\n"
        "from bodycam_cli.render.output import write_report\n"
        "for name in ('json', 'csv', 'markdown'):\n"
        "    write_report(boston(), format=name, path=None,"
        " stdout=StringIO(), stderr=sys.stderr)\n"
        "sys.exit('rich' in sys.modules)\n"
    )
    run = subprocess.run(  # noqa: S603 - a program typed above
        [sys.executable, "-c", program],
        cwd=Path(__file__).parent.parent,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stderr) == (0, NOTICE * 3)


def test_a_new_file_has_the_permissions_that_the_user_gives_to_files(
    tmp_path: Path,
) -> None:
    """What the umask leaves of read and write."""
    mask = os.umask(0o027)
    try:
        write_file(tmp_path / "new", b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_an_existing_file_keeps_its_permissions(tmp_path: Path) -> None:
    """Its content is new, its mode is not."""
    path = tmp_path / "old"
    path.write_bytes(b"old")
    path.chmod(0o604)
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    """What it points to is replaced, or made."""
    (tmp_path / "there").mkdir()
    link = tmp_path / "link"
    link.symlink_to(Path("there") / "file")
    for data in (b"made", b"replaced"):
        write_file(link, data)
        assert link.is_symlink()
        assert (tmp_path / "there" / "file").read_bytes() == data
    assert len(list((tmp_path / "there").iterdir())) == 1


def test_a_named_pipe_is_written_directly(tmp_path: Path) -> None:
    """Its reader gets the answer, and it stays a pipe."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_file(pipe, b"answer")
    reader.join(10)
    assert got == [b"answer"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_pipe_that_nobody_reads_any_more_is_left_to_the_caller(
    tmp_path: Path,
) -> None:
    """It is no fault of the file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    threading.Timer(0.2, os.close, (reader,)).start()
    with pytest.raises(BrokenPipeError):
        write_file(pipe, b"x" * 1_000_000)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no /dev/stdout here")
@pytest.mark.parametrize("is_piped", [True, False])
def test_dev_stdout_is_written_directly(tmp_path: Path, *, is_piped: bool) -> None:
    """A pipe gets the answer, and a file what it had before and the answer."""
    program = (
        "from pathlib import Path\n"
        "from bodycam_cli.render.files import write_file\n"
        "write_file(Path('/dev/stdout'), b'answer')\n"
    )
    path = tmp_path / "out"
    path.write_bytes(b"before ")
    with path.open("ab") as file:
        run = subprocess.run(  # noqa: S603 - a program typed above
            [sys.executable, "-c", program],
            cwd=Path(__file__).parent.parent,
            check=True,
            stdout=subprocess.PIPE if is_piped else file,
        )
    assert run.stdout == (b"answer" if is_piped else None)
    assert path.read_bytes() == (b"before " if is_piped else b"before answer")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no/such/folder/out.csv", "No such file or directory"),
        ("folder", "Is a directory"),
        ("file/out.csv", "Not a directory"),
        ("x" * 300, "File name too long"),
        ("loop", "Too many levels of symbolic links"),
        ("/dev/full", "No space left on device"),
    ],
)
def test_a_file_that_cannot_be_written_is_refused_in_one_line(
    name: str, reason: str, tmp_path: Path
) -> None:
    """With the path as given, and nothing left behind."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(RefusedError) as error:
        write_report(
            boston(),
            format="csv",
            path=tmp_path / name,
            stdout=io.StringIO(),
            stderr=io.StringIO(),
        )
    assert str(error.value) == f"cannot write {tmp_path / name}: {reason}"
    assert sorted(tmp_path.rglob("*")) == before


def test_a_path_cannot_break_the_line_of_its_error(tmp_path: Path) -> None:
    """Line breaks and escape sequences in a name are made harmless."""
    with pytest.raises(RefusedError) as error:
        write_file(tmp_path / "a\n\x1b[2J" / "b", b"")
    assert str(error.value) == (
        f"cannot write {tmp_path}/a \ufffd[2J/b: No such file or directory"
    )


@pytest.mark.parametrize("failure", [OSError(28, "No space left"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    failure: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even one that comes when everything has been written."""

    def fail(_: int) -> None:
        raise failure

    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr("bodycam_cli.render.files.os.fsync", fail)
    with pytest.raises((RefusedError, KeyboardInterrupt)):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_is_protected_is_refused(tmp_path: Path) -> None:
    """Although its folder would let it be replaced."""
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(RefusedError, match="Permission denied"):
        write_file(path, b"new")
    assert list(tmp_path.iterdir()) == [path]


def test_an_answer_that_cannot_be_rendered_is_never_begun(tmp_path: Path) -> None:
    """A number that is none stops before the file is touched."""
    report = rollout()
    row = dict.fromkeys(("month", "cameras_in_service"), float("nan"))
    broken = replace(report, tables=(replace(report.tables[0], rows=(row,)),))
    path = tmp_path / "out.json"
    path.write_bytes(b"old")
    with pytest.raises(ValueError, match="JSON"):
        written(broken, "json", path)
    assert path.read_bytes() == b"old"
