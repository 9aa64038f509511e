"""What a fresh process loads."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

HEAVY = ("numpy", "pydantic", "rich")
"""What takes more time to load than all the rest together."""

_RUN = """
import contextlib, io, json, sys
from bodycam_cli.cli import main
sys.argv = ["bodycam", *json.loads(sys.argv[1])]
answer = io.TextIOWrapper(io.BytesIO())
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(answer):
    main()
print(json.dumps(sorted(sys.modules)))
"""


def heavy_modules_after(
    arguments: Sequence[str], environment: Mapping[str, str] | None = None
) -> list[str]:
    """Those of the heavy packages that a command has loaded when it ends."""
    loaded = modules_after(arguments, environment)
    return [name for name in HEAVY if name in loaded]


def modules_after(
    arguments: Sequence[str], environment: Mapping[str, str] | None = None
) -> set[str]:
    """All modules that a command has loaded when it ends."""
    done = subprocess.run(  # noqa: S603 (this Python, and arguments of the tests)
        [sys.executable, "-c", _RUN, json.dumps([*arguments])],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, **(environment or {})},
    )
    return set(json.loads(done.stdout))
