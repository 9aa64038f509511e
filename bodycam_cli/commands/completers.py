"""What the shell offers after TAB: programs, their scenarios, settings.

A key press must not feel slow: nothing here loads the engine, and what a program may
say is loaded for the keys of ``--set`` alone. What cannot be read offers nothing.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from bodycam_cli.program.problems import BodycamError

if TYPE_CHECKING:
    from bodycam_cli.program.structure import Node, Path

    Item = CompletionItem[str]
else:
    Item = CompletionItem  # which is not generic before click 8.5

_NAME = re.compile(r"[A-Za-z0-9_-]+")


def complete_program(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[Item]:
    """Built-in names and program files; after ``@`` the scenarios of a program."""
    del ctx, param
    from bodycam_cli.program.opening import built_in_names, is_path

    base, at, named = incomplete.rpartition("@")
    if at and not is_path(named):
        return _scenarios(base, named, f"{base}@")
    files = [Item(incomplete, type="file")]
    if is_path(incomplete) or incomplete.startswith("~"):
        return files
    names = [Item(name, help=_title(name)) for name in built_in_names()]
    return [*_beginning(incomplete, [*names, *_files_here()])] or files


def complete_scenario(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[Item]:
    """The scenarios of the program that the command line names."""
    del param
    return _scenarios(_program_of(ctx), incomplete)


def complete_setting(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[Item]:
    """The keys of a program, as far as ``=``; the value is the user's own."""
    del param
    from bodycam_cli.program.structure import node_at

    table, dot, _ = incomplete.rpartition(".")
    path: Path = tuple(table.split(".")) if dot else ()
    names = [
        Item(f"{table}{dot}{name}{_after(node_at((*path, name)))}", help=meaning)
        for name, meaning in _keys_at(ctx, path)
    ]
    return [*_beginning(incomplete, names)]


def _beginning(incomplete: str, items: Iterable[Item]) -> Iterator[Item]:
    return (item for item in items if item.value.startswith(incomplete))


def _program_of(ctx: click.Context) -> str:
    """The first PROGRAM of a command line that is still being typed."""
    from bodycam_cli.program.opening import DEFAULT_PROGRAM

    given = ctx.params.get("programs") or ctx.params.get("program") or ctx.args
    first = given if isinstance(given, str) else next(iter(given), "")
    return first or DEFAULT_PROGRAM


def _scenarios(program: str, named: str, before: str = "") -> list[Item]:
    """Scenarios of a program, after those that are already composed with ``+``."""
    from bodycam_cli.program.opening import split_argument

    composed, plus, _ = named.rpartition("+")
    taken = composed.split("+")
    tables = _data(split_argument(program)[0]).get("scenarios")
    items = [
        Item(f"{before}{composed}{plus}{name}", help=_text(table, "title"))
        for name, table in (tables.items() if isinstance(tables, dict) else ())
        if _NAME.fullmatch(name) and name not in taken
    ]
    return [*_beginning(f"{before}{named}", items)]


def _title(program: str) -> str:
    return _text(_data(program), "title")


def _text(table: Any, key: str) -> str:
    return str(table.get(key, "")) if isinstance(table, dict) else ""


def _files_here() -> list[Item]:
    """Program files in this folder, which are paths without a separator."""
    from pathlib import Path as FilePath

    return [Item(path.name) for path in sorted(FilePath().glob("*.toml"))]


def _data(program: str) -> dict[str, Any]:
    """What the file of a program says; nothing where it cannot be read."""
    from pathlib import Path as FilePath

    from bodycam_cli.program.opening import is_path, open_program

    if program == "-":  # standard input is the terminal's
        return {}
    if is_path(program):
        program = str(FilePath(program).expanduser())
    with suppress(BodycamError, RuntimeError):  # RuntimeError: nobody's home
        return open_program(program).data
    return {}


def _keys_at(ctx: click.Context, path: "Path") -> list[tuple[str, str]]:
    """The keys of the table at a path of a program, each with its meaning."""
    from bodycam_cli.program.structure import Leaf, Named, node_at

    node = node_at(path)
    if isinstance(node, Named):
        return [(name, "") for name in _names_at(ctx, path)]
    if node is None or isinstance(node, Leaf):
        return []
    return [
        (name, field.description or "")
        for name, field in node.model_fields.items()
        if name != "extends"  # which stands in the file alone
    ]


def _names_at(ctx: click.Context, path: "Path") -> list[str]:
    """The names that a program gives in a table of names, such as its lines."""
    from bodycam_cli.program.reading import load

    with suppress(BodycamError, KeyError):
        scenarios = ctx.params.get("scenarios") or ()
        value: Any = load(_program_of(ctx), scenarios).program
        for key in path:
            value = value[key] if isinstance(value, dict) else getattr(value, str(key))
        return [*(value or {})]
    return []


def _after(node: "Node | None") -> str:
    """What follows a key: ``=`` before a value, a dot before a key in a table."""
    from bodycam_cli.program.structure import Leaf

    return "=" if isinstance(node, Leaf) else "."
