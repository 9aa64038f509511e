"""Start-up: a command loads what it needs, and nothing before it needs it."""

import json
from pathlib import Path

import pytest
from benchmark import many_lines_program
from programs import Run
from startup import heavy_modules_after

from bodycam_cli.cli import COMMANDS


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], [], *([name, "-h"] for name in COMMANDS)]
)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    """What describes the commands waits for none of the engine."""
    assert heavy_modules_after(arguments) == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["completion", "fish"], []),
        (["cost", "--years", "0"], []),
        (["programs", "schema"], ["pydantic"]),
        (["programs", "show", "boston"], []),
        (["cost", "--format", "json"], ["numpy", "pydantic"]),
        (["cost"], ["numpy", "pydantic", "rich"]),
    ],
)
def test_commands_load_what_they_need(
    arguments: list[str], expected: list[str]
) -> None:
    """Only what calculates loads numpy, and only tables load rich."""
    assert heavy_modules_after(arguments) == expected


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(run: Run, name: str) -> None:
    """A command that is loaded late can be loaded, and says what it does."""
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: bodycam {name} ")


def test_the_program_of_the_benchmark_is_sound(run: Run, tmp_path: Path) -> None:
    """What `tests/benchmark.py` measures is a whole calculation."""
    path = tmp_path / "many-lines.toml"
    path.write_text(many_lines_program(), encoding="utf-8")
    result = run("cost", str(path), "--years", "30", "--format", "json", "--quiet")
    assert result.exit_code == 0, result.stderr
    (table,) = json.loads(result.stdout)["tables"]
    assert len(table["rows"]) == 30
    assert table["incomplete"] == []


def test_the_version_is_the_installed_one(run: Run) -> None:
    """The version printed is that of the distribution."""
    from importlib.metadata import version  # noqa: PLC0415 (what bodycam goes without)

    assert run("--version").stdout == f"bodycam, version {version('bodycam-cli')}\n"
