"""Which inputs of two programs differ, sources and notes aside."""

from dataclasses import dataclass
from typing import Any

from bodycam_cli.program.figures import Figure, MonthFigure, Quantity
from bodycam_cli.program.reading import DEFAULT
from bodycam_cli.program.structure import Path, values_of
from bodycam_cli.projection.projecting import Projection

_NOT_INPUTS = ("title", "note", "source", "extends", "place", "scope", "estimate")


@dataclass(frozen=True, slots=True)
class InputDifference:
    """A setting in which two programs differ.

    Attributes:
        path: Where it stands.
        first: The value or figure in the first program, or None where it has none.
        second: That in the second.
        quantity: What a figure counts, or None.
    """

    path: Path
    first: Any
    second: Any
    quantity: Quantity | None


def differing_inputs(first: Projection, second: Projection) -> list[InputDifference]:
    """The settings in which two programs differ, in the order of the first.

    What one of them does not have at all is told by what is said of it, and not by
    the defaults of the rest.
    """
    one, other = _inputs(first), _inputs(second)
    return [
        InputDifference(
            path,
            one.get(path, (None, None))[0],
            other.get(path, (None, None))[0],
            (one.get(path) or other[path])[1],
        )
        for path in dict.fromkeys([*one, *other])
        if content_of(one.get(path)) != content_of(other.get(path))
        and ((path in one and path in other) or _is_said(first, second, path))
    ]


def _is_said(first: Projection, second: Projection, path: Path) -> bool:
    """Whether either file sets what stands at a path."""
    return any(each.loaded.origin(path).label != DEFAULT for each in (first, second))


def _inputs(projection: Projection) -> dict[Path, tuple[Any, Quantity | None]]:
    """Every setting that bears on an estimate, with what it counts."""
    return {
        path: (value, leaf.quantity)
        for path, value, leaf in values_of(projection.loaded.program)
        if path[0] != "sources" and path[-1] not in _NOT_INPUTS
    }


def content_of(item: tuple[Any, Quantity | None] | None) -> Any:
    """What an input says, its source and note aside."""
    if item is None or not isinstance(item[0], Figure | MonthFigure):
        return item
    return item[0].model_dump(exclude={"source", "note"})


def said_by(table: Any) -> Any:
    """What a table of a program says, sources and notes aside."""
    if table is None:
        return None
    return {
        path: content_of((value, None))
        for path, value, _ in values_of(table)
        if path[-1] not in _NOT_INPUTS
    }
