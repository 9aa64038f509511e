"""Every message about a program file: one small file and its expected words each.

The first line of ``errors/NAME.toml`` is the command; ``errors/NAME.txt`` is what it
prints on stderr. ``pytest --update-goldens`` writes what is printed now.
"""

import shlex
from pathlib import Path

import pytest
from programs import Run

FOLDER = Path(__file__).parent / "errors"
FILES = sorted(path.stem for path in FOLDER.glob("*.toml"))


def test_every_error_has_a_file_and_every_file_its_words() -> None:
    """Nothing is left over from a test that is gone."""
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == FILES
    assert len(FILES) > 50


@pytest.mark.parametrize("name", FILES)
def test_a_mistake_is_told_in_these_words(
    name: str, run: Run, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    """On stderr, exit 2, and nothing on stdout."""
    monkeypatch.chdir(FOLDER)
    with Path(f"{name}.toml").open(encoding="utf-8") as file:
        command = file.readline().removeprefix("# bodycam ")
    result = run(*shlex.split(command.replace("FILE", f"{name}.toml")))
    golden = FOLDER / f"{name}.txt"
    if pytestconfig.getoption("--update-goldens"):
        golden.write_text(result.stderr, encoding="utf-8")
    assert result.stderr == golden.read_text(encoding="utf-8")
    assert (result.exit_code, result.stdout) == (2, "")
