"""What every test starts from: a quiet environment, strict arithmetic, one runner."""

import json
import os
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from programs import Ask, Run

from bodycam_cli.cli import cli
from bodycam_cli.program import opening

_SCREEN_VARIABLES = (
    "NO_COLOR",
    "FORCE_COLOR",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
    "COLUMNS",
    "LINES",
    "TERM",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let ``--update-goldens`` rewrite the expected outputs."""
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="Write what the commands print now into tests/goldens.",
    )


@pytest.fixture(scope="session", autouse=True)
def _plain_environment() -> Iterator[None]:
    """No setting of the screen from outside, and a fault in any bad arithmetic."""
    with pytest.MonkeyPatch.context() as patch, np.errstate(all="raise"):
        for name in _SCREEN_VARIABLES:
            patch.delenv(name, raising=False)
        for name in [name for name in os.environ if name.startswith("BODYCAM")]:
            patch.delenv(name)
        yield


@pytest.fixture(name="run")
def _run() -> Run:
    """Run ``bodycam`` in this process: exit code, stdout and stderr.

    An exception that the command line does not handle fails the test.
    """

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        opening._standard_input.cache_clear()  # noqa: SLF001 (one process, many runs)
        return CliRunner().invoke(
            cli, arguments, input=stdin, prog_name="bodycam", catch_exceptions=False
        )

    return run


@pytest.fixture(name="ask")
def _ask(run: Run) -> Ask:
    """The JSON document of a command that succeeds."""

    def ask(*arguments: str) -> dict[str, Any]:
        result = run(*arguments, "--format", "json")
        assert result.exit_code == 0, result.stderr
        document: dict[str, Any] = json.loads(result.stdout)
        return document

    return ask
