"""One ``--set KEY=VALUE`` of the command line, as a layer over a program."""

import difflib
import re
from typing import Any

from bodycam_cli.program.merging import Data, Layer
from bodycam_cli.program.model import Program
from bodycam_cli.program.problems import UsageError
from bodycam_cli.program.structure import (
    Leaf,
    Named,
    Node,
    Path,
    dotted,
    fields_of,
    node_at,
)
from bodycam_cli.program.toml_file import parse_key, parse_value

_FILE_ALONE = ("extends", "scenarios", "omit")
"""What a file says of itself, before there is a program that could be changed."""

_DEEPEST = 10
"""No setting has more parts in its key."""


def set_layer(setting: str, data: Data) -> Layer:
    """One ``--set KEY=VALUE`` as a layer.

    Args:
        setting: ``KEY=VALUE``; the value is TOML, or a text where it is none.
        data: What the layers below come to.

    Raises:
        UsageError: It is not of that form, or names a table that does not exist.
    """
    text, equals, value = setting.partition("=")
    path = parse_key(text.strip())
    label = f"--set {setting}"
    if not _is_unicode(setting):
        raise UsageError(f"{label}: this is not text in UTF-8")
    if not equals or path is None:
        raise UsageError(f"{label}: expected KEY=VALUE, such as cameras=500")
    if path[0] in _FILE_ALONE or path == ("finance", "base_fiscal_year"):
        raise UsageError(f"{label}: {dotted(path)} stands in the file alone")
    if len(path) > _DEEPEST:
        raise UsageError(f"{label}: no setting has so many parts")
    if path[-1] in ("source", "note") and not isinstance(node_at(path[:-1]), Leaf):
        example = 'such as cameras={ value = 500, source = "assumed" }'
        raise UsageError(f"{label}: a {path[-1]} is set with its figure, {example}")
    layer: Any = parse_value(value.strip())
    for key in reversed(path):
        layer = {key: layer}
    missing = _missing_table(Program, layer, data, ())
    if missing is not None:
        raise UsageError(f"{label}: {_no_such_table(*missing)}")
    return Layer("set", label, layer, key=path)


def _no_such_table(path: Path, known: list[str]) -> str:
    """What there is instead of a line or a wave that was named."""
    nearest = difflib.get_close_matches(str(path[-1]), known, 1)
    hint = f"there are: {', '.join(known)}" if known else "nor any other"
    if nearest:
        hint = f"did you mean {nearest[0]}?"
    return f"there is no {dotted(path)}; {hint}"


def _is_unicode(text: str) -> bool:
    """Whether a text is one, not bytes of an argument that were none."""
    return text.isascii() or not re.search(r"[\ud800-\udfff]", text)


def _missing_table(
    node: Node | None, above: Any, below: Any, path: Path
) -> tuple[Path, list[str]] | None:
    """The first named table, such as a line or a wave, that is set and is not there.

    Returns:
        Its path, and the names that there are; None where all are there.
    """
    if not isinstance(above, dict) or node is None or isinstance(node, Leaf):
        return None
    here = below if isinstance(below, dict) else {}
    for key, value in above.items():
        at = (*path, key)
        if isinstance(node, Named):
            inner: Node | None = node.inner
            if not isinstance(inner, Leaf) and key not in here:
                return at, list(here)
        else:
            inner = fields_of(node).get(key)
        missing = _missing_table(inner, value, here.get(key), at)
        if missing is not None:
            return missing
    return None
