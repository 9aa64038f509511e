"""The house: data goes from top to bottom, and one concept has one word.

The floors are program, projection, analysis, report, render and commands, from top to
bottom: a file imports only from its own folder and from folders above it.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "bodycam_cli"

FLOORS = ("program", "projection", "analysis", "report", "render", "commands", "cli")
"""From the top of the house to the bottom; ``cli.py`` is below all folders."""

WITHOUT_SCREEN = ("program", "projection", "analysis", "report")
"""Folders that never print, exit or open an output."""

ALLOWED_IN = {
    "click": ("commands", "cli"),
    "rich": ("render",),
    "tomllib": ("program",),
    "numpy": ("projection", "analysis", "report"),
    "pydantic": ("program",),
    "jinja2": ("render",),
    "xlsxwriter": ("render",),
    "matplotlib": ("render",),
}
"""Where a package may be known."""

KNOWN_TO_ONE_FILE = ("rich", "tomllib")
"""Packages that can be exchanged by changing one file."""

_WRITING_METHODS = {
    "write_text",
    "write_bytes",
    "touch",
    "mkdir",
    "unlink",
    "rename",
    "echo",
    "secho",
}
_EXITS = {"exit", "quit", "_exit", "abort", "SystemExit"}
_OUTPUTS = {"stdout", "stderr", "__stdout__", "__stderr__"}


def files() -> list[tuple[str, str]]:
    """Each file of the package: its path below it, and its text."""
    return [
        (path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    ]


def floor_of(path: str) -> str:
    """The floor on which a file stands."""
    first = PurePosixPath(path).parts[0]
    return first if first in FLOORS else "cli"


def imports_of(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported, wherever it is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            dots = "." * node.level
            for alias in node.names:
                yield node.lineno, f"{dots}{node.module or ''}.{alias.name}"


def violations(path: str, source: str) -> list[str]:
    """What in a file goes against the house, each as ``file:line: what``."""
    tree, floor = ast.parse(source), floor_of(path)
    found = [
        f"{path}:{line}: {what}"
        for line, name in imports_of(tree)
        for what in _import_faults(floor, name)
    ]
    if floor in WITHOUT_SCREEN:
        faults = dict.fromkeys(_screen_faults(tree))
        found += [f"{path}:{line}: {what}" for line, what in faults]
    if floor != "cli":
        found += [
            f"{path}:{node.lineno}: imports by name"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and _called(node) in {"import_module", "__import__"}
        ]
    return found


def _import_faults(floor: str, name: str) -> Iterator[str]:
    if name.startswith("."):
        yield f"imports {name} by a relative path"
    package, *rest = name.split(".")
    if package == "bodycam_cli" and rest and rest[0] != "__version__":
        other = rest[0] if rest[0] in FLOORS else "cli"
        if FLOORS.index(other) > FLOORS.index(floor):
            yield f"{floor} imports {name} from below"
    if package in ALLOWED_IN and floor not in ALLOWED_IN[package]:
        yield f"{floor} imports {package}"


def _screen_faults(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Places that print, exit, or open an output."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _OUTPUTS:
            yield node.lineno, f"uses {node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "sys":
            names = {alias.name for alias in node.names}
            yield from ((node.lineno, f"uses {name}") for name in names & _OUTPUTS)
        elif isinstance(node, ast.Raise) and _name(node.exc) in _EXITS:
            yield node.lineno, "exits"
        elif isinstance(node, ast.Call):
            name = _called(node)
            if name in {"print", "input", "breakpoint"}:
                yield node.lineno, f"calls {name}"
            elif name in _EXITS:
                yield node.lineno, "exits"
            elif name in _WRITING_METHODS or (name == "open" and _writes(node)):
                yield node.lineno, f"writes with {name}"


def _called(node: ast.Call) -> str:
    return _name(node.func)


def _name(node: ast.AST | None) -> str:
    """The last part of a name: ``exit`` of ``sys.exit``."""
    if isinstance(node, ast.Call):
        return _name(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _writes(call: ast.Call) -> bool:
    """Whether an ``open`` is for writing, or in a mode that nobody can read here."""
    if isinstance(call.func, ast.Attribute) and _name(call.func.value) == "os":
        flags = {_name(node) for arg in call.args for node in ast.walk(arg)}
        return bool(flags & {"O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND", "O_TRUNC"})
    modes = [k.value for k in call.keywords if k.arg == "mode"]
    position = 0 if isinstance(call.func, ast.Attribute) else 1
    modes += call.args[position : position + 1]
    return any(
        not isinstance(mode, ast.Constant) or set("wax+") & set(str(mode.value))
        for mode in modes
    )


# ------------------------------------------------------------------------ the house


@pytest.mark.parametrize(("path", "source"), files(), ids=[path for path, _ in files()])
def test_a_file_keeps_to_its_floor(path: str, source: str) -> None:
    """It imports from above, and only commands and renderers speak to the world."""
    assert violations(path, source) == []


@pytest.mark.parametrize("package", KNOWN_TO_ONE_FILE)
def test_a_package_is_known_to_one_file(package: str) -> None:
    """So that it can be exchanged there."""
    knowing = [
        path
        for path, source in files()
        if any(n.split(".")[0] == package for _, n in imports_of(ast.parse(source)))
    ]
    assert len(knowing) == 1, knowing
    assert floor_of(knowing[0]) in ALLOWED_IN[package]


def test_every_folder_is_a_floor() -> None:
    """A new folder takes its place in the house before it has a file."""
    folders = {path.parent.name for path in PACKAGE.glob("*/*.py")}
    assert folders == set(FLOORS) - {"cli"}
    loose = {path.name for path in PACKAGE.glob("*.py")}
    assert loose == {"__init__.py", "__main__.py", "cli.py"}


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("program/x.py", "from bodycam_cli.projection.costs import line_cost"),
        ("program/x.py", "import bodycam_cli.projection.costs"),
        ("program/x.py", "from bodycam_cli import projection"),
        ("projection/x.py", "from bodycam_cli.analysis import comparison"),
        ("analysis/x.py", "from bodycam_cli.report.document import Report"),
        ("report/x.py", "from bodycam_cli.render.output import write_report"),
        ("render/x.py", "from bodycam_cli.commands.options import Output"),
        ("commands/x.py", "from bodycam_cli.cli import cli"),
        ("projection/x.py", "def f():\n    from bodycam_cli.report import words"),
        ("projection/x.py", "if TYPE_CHECKING:\n    import bodycam_cli.report"),
        ("projection/x.py", "from ..report import words"),
        ("program/x.py", "from . import figures"),
        ("projection/x.py", "m = import_module('bodycam_cli.report.words')"),
        ("commands/x.py", "importlib.import_module('bodycam_cli.cli')"),
        ("program/x.py", "import numpy as np"),
        ("render/x.py", "import numpy"),
        ("report/x.py", "from rich.text import Text"),
        ("commands/x.py", "import rich"),
        ("render/x.py", "import click"),
        ("projection/x.py", "from click import echo"),
        ("commands/x.py", "import tomllib"),
        ("report/x.py", "import pydantic"),
        ("projection/x.py", "print('hello')"),
        ("report/x.py", "def f():\n    print('hello')"),
        ("analysis/x.py", "import sys\nsys.exit(1)"),
        ("analysis/x.py", "exit()"),
        ("program/x.py", "raise SystemExit(2)"),
        ("program/x.py", "raise SystemExit"),
        ("program/x.py", "import os\nos._exit(1)"),
        ("projection/x.py", "sys.stdout.write('x')"),
        ("program/x.py", "from sys import stderr"),
        ("analysis/x.py", "Path('x').write_text('y')"),
        ("program/x.py", "path.write_bytes(b'')"),
        ("program/x.py", "open('x', 'w')"),
        ("program/x.py", "open('x', mode='ab')"),
        ("program/x.py", "path.open('x')"),
        ("program/x.py", "path.open('r+')"),
        ("program/x.py", "path.open(mode)"),
        ("program/x.py", "os.open(path, os.O_RDWR | os.O_CREAT)"),
        ("projection/x.py", "click.echo('x')"),
    ],
)
def test_a_planted_violation_is_caught(path: str, source: str) -> None:
    """The checker finds each of these; a checker that finds nothing proves nothing."""
    (found,) = violations(path, source)
    assert found.startswith(f"{path}:")


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("program/x.py", "from bodycam_cli.program.figures import Figure"),
        ("commands/x.py", "from bodycam_cli.program.reading import load"),
        ("commands/x.py", "import click\nprint('hello')"),
        ("render/x.py", "path.open('xb')\nsys.stdout.write('x')"),
        ("program/x.py", "open('x')\npath.open('rb')\npath.open(encoding='utf-8')"),
        ("program/x.py", "sys.stdin.buffer.read()"),
        ("report/x.py", "import numpy as np"),
        ("report/x.py", "from bodycam_cli import __version__"),
        ("program/x.py", "os.open(path, flags | os.O_NONBLOCK)"),
        ("cli.py", "import_module('bodycam_cli.commands.cost')"),
        ("__main__.py", "from bodycam_cli.cli import main"),
    ],
)
def test_what_is_allowed_is_not_caught(path: str, source: str) -> None:
    """Own folder, folders above, reading, and speaking where one may speak."""
    assert violations(path, source) == []


def test_help_loads_no_arithmetic_and_no_screen() -> None:
    """At the top of a file, commands import nothing that takes long to load."""
    heavy = {"numpy", "rich", "projection", "analysis", "render"}
    for path, source in files():
        if floor_of(path) in {"commands", "cli"}:
            top = ast.Module(
                [n for n in ast.parse(source).body if not isinstance(n, ast.If)], []
            )
            names = {name for node in top.body for _, name in _imported_by(node)}
            parts = {part for name in names for part in name.split(".")[:2]}
            assert not parts & heavy, path


def _imported_by(node: ast.stmt) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from imports_of(ast.Module([node], []))


# ------------------------------------------------------------------------ the words

RETIRED = {
    "cohort": "wave",
    "tranche": "wave",
    "phase": "wave",
    "inflation": "escalation_rate",
    "uplift": "escalation_rate",
    "multiplier": "growth",
    "bwc": "camera",
    "bodycams": "cameras",
    "body_cam": "camera",
    "body_worn": "camera",
    "deployment": "rollout",
    "deployed": "in_service",
    "replacement": "refresh",
    "expense": "cost",
    "expenditure": "cost",
    "expenditures": "cost",
    "spend": "cost",
    "allocation": "appropriation",
    "obligation": "appropriation",
    "budgeted": "appropriation",
    "budget_year": "fiscal_year",
    "fy": "fiscal_year",
    "variance": "difference",
    "delta": "difference",
    "shortfall": "unfunded",
    "deficit": "unfunded",
    "donor": "funder",
    "grantor": "funder",
    "headcount": "officers",
    "cops": "officers",
    "sworn": "officers",
    "medium": "likely",
    "most_likely": "likely",
    "pessimistic": "high",
    "optimistic": "low",
    "percent": "rate or share",
    "pct": "rate or share",
    "warning": "notice",
    "go_live_date": "go_live_month",
}
"""Synonyms that were rejected, and the word that won: one concept has one word."""


def words_of(identifier: str) -> str:
    """An identifier in lower snake case: ``goLiveDate`` as ``_go_live_date_``."""
    parts = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])", identifier)
    return f"_{'_'.join(parts).lower()}_"


def retired_in(identifier: str) -> list[str]:
    """The retired synonyms in an identifier."""
    words = words_of(identifier)
    return [synonym for synonym in RETIRED if f"_{synonym}_" in words]


def identifiers_of(source: str) -> set[str]:
    """Every name that a source file gives or uses."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                found.add(name)
            case (
                ast.FunctionDef(name=name)
                | ast.ClassDef(name=name)
                | ast.keyword(arg=str(name))
            ):
                found.add(name)
    return found


def keys_of(table: dict[str, Any]) -> Iterator[str]:
    """Every key of a program file."""
    for key, value in table.items():
        yield key
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from keys_of(inner)


@pytest.mark.parametrize(("path", "source"), files(), ids=[path for path, _ in files()])
def test_no_file_uses_a_retired_synonym(path: str, source: str) -> None:
    """Fields, functions, arguments and variables."""
    used = {name: retired_in(name) for name in identifiers_of(source)}
    assert {name: words for name, words in used.items() if words} == {}, path


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.toml")), ids=str)
def test_no_built_in_program_uses_a_retired_synonym(path: Path) -> None:
    """Keys and names that a user copies."""
    keys = set(keys_of(tomllib.loads(path.read_text(encoding="utf-8"))))
    used = {key: retired_in(key) for key in keys}
    assert {key: words for key, words in used.items() if words} == {}


@pytest.mark.parametrize(
    "planted",
    ["cohort", "first_tranche", "PhaseOne", "body_cam_price", "BWC_PRICE", "fyStart"],
)
def test_a_planted_synonym_is_caught(planted: str) -> None:
    """In snake case, camel case and constants."""
    assert retired_in(planted)
    assert any(retired_in(name) for name in identifiers_of(f"{planted} = 1"))
    assert any(retired_in(name) for name in identifiers_of(f"f({planted}=1)"))


@pytest.mark.parametrize(
    "sound", ["wave", "phased_out_of_words", "escalation_rate", "cameras", "verify"]
)
def test_a_word_that_only_contains_a_synonym_is_not_caught(sound: str) -> None:
    """Words are compared whole."""
    assert retired_in(sound) == []


def test_no_winner_is_retired() -> None:
    """The word that won is not itself a synonym."""
    assert {word for winner in RETIRED.values() for word in retired_in(winner)} == set()


# ------------------------------------------------------------------------ the habits

LONGEST_FUNCTION = 40
"""Lines of code of a function; docstrings, blank lines and comments do not count."""


def test_no_function_is_longer_than_a_page() -> None:
    """A newcomer reads each in one go."""
    long = {
        f"{path}:{node.name}": lines
        for path, source in files()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
        and (lines := _lines_of_code(node, source)) > LONGEST_FUNCTION
    }
    assert long == {}


def _lines_of_code(node: ast.FunctionDef, source: str) -> int:
    lines = source.splitlines()
    body = node.body[1:] if ast.get_docstring(node) else node.body
    if not body:
        return 0
    covered = lines[body[0].lineno - 1 : node.end_lineno]
    return sum(
        bool(text.strip()) and not text.strip().startswith("#") for text in covered
    )
