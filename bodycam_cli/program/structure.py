"""The shape of a program, read from its models: which keys are tables, names, figures.

Merging, messages and lists of figures all walk this one shape.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from bodycam_cli.program.figures import Figure, Model, MonthFigure, Quantity
from bodycam_cli.program.model import Program

Path = tuple[str | int, ...]
"""The keys that lead to a value, such as ``("lines", "licenses", "price")``."""


@dataclass(frozen=True, slots=True)
class Named:
    """A table whose keys are names that the user chose."""

    inner: "Node"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value that is replaced whole.

    Attributes:
        is_figure: It may be a plain value or a table with a source.
        quantity: What the figure counts; None for months and for other values.
        figure: Of a figure, the table that it may be.
        item: Of a list of tables, what each of them is.
    """

    is_figure: bool = False
    quantity: Quantity | None = None
    figure: type[Model] | None = None
    item: type[Model] | None = None


Node = type[Model] | Named | Leaf
"""What stands at a key: a table with known keys, a table of names, or a value."""


Found = tuple[Path, Any, Leaf]
"""A value, with its path and what it is."""


def dotted(path: Path) -> str:
    """A path as a dotted key, such as ``lines.licenses.price``."""
    return ".".join(str(key) for key in path)


@cache
def fields_of(model: type[Model]) -> Mapping[str, Node]:
    """The keys of a table, with what stands at each."""
    return {
        name: _node(field.annotation, tuple(field.metadata))
        for name, field in model.model_fields.items()
    }


def node_at(path: Path) -> Node | None:
    """What stands at a path of a program, or None where nothing can."""
    node: Node | None = Program
    for key in path:
        if isinstance(node, Named):
            node = node.inner
        elif isinstance(node, Leaf):
            # An index leads to an item of a list of tables.
            node = node.item if isinstance(key, int) else None
        elif node is None:
            return None
        else:
            node = fields_of(node).get(str(key))
    return node


def figures_of(
    table: Model,
) -> Iterator[tuple[Path, Figure | MonthFigure, Quantity | None]]:
    """Every figure that a program states, with its path and what it counts."""
    for path, value, leaf in values_of(table):
        if leaf.is_figure:
            yield path, value, leaf.quantity


def values_of(table: Model) -> list[Found]:
    """Every value of a program that is not left out, with its path and what it is."""
    found: list[Found] = []
    _gather(table, (), found)
    return found


def _gather(table: Model, path: Path, found: list[Found]) -> None:
    # A list, and not a generator in a generator: a file may have a thousand lines.
    given = vars(table)
    for name, node in fields_of(type(table)).items():
        value = given[name]
        if value is not None:
            _gather_at(value, node, (*path, name), found)


def _gather_at(value: Any, node: Node, path: Path, found: list[Found]) -> None:
    if isinstance(node, Named):
        for name, inner in value.items():
            _gather_at(inner, node.inner, (*path, name), found)
    elif not isinstance(node, Leaf):
        _gather(value, path, found)
    elif node.item is None:
        found.append((path, value, node))
    else:
        for index, each in enumerate(value):
            _gather(each, (*path, index), found)


def _node(annotation: Any, metadata: tuple[Any, ...] = ()) -> Node:
    """What a field's annotation allows."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return _node(inner, (*metadata, *more))
    if origin in (Union, UnionType):
        (inner,) = (part for part in get_args(annotation) if part is not type(None))
        return _node(inner, metadata)
    if origin is dict:
        return Named(_node(get_args(annotation)[1]))
    if origin is tuple:
        inner = get_args(annotation)[0]
        return Leaf(item=inner if _is_model(inner) else None)
    return _node_of_type(annotation, metadata)


def _node_of_type(annotation: Any, metadata: tuple[Any, ...]) -> Node:
    if _is_model(annotation) and issubclass(annotation, Figure | MonthFigure):
        found = [item for item in metadata if isinstance(item, Quantity)]
        quantity = found[0] if found else None
        return Leaf(is_figure=True, quantity=quantity, figure=annotation)
    return annotation if _is_model(annotation) else Leaf()


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Model)
