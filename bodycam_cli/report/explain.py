"""The answer to: where does this number come from?"""

from collections.abc import Iterator
from dataclasses import dataclass

from bodycam_cli.analysis.derivation import Derivation
from bodycam_cli.analysis.explaining import Explainer
from bodycam_cli.analysis.quantities import figures_as_derivations
from bodycam_cli.program.figures import ASSUMED, SET, Figure, MonthFigure
from bodycam_cli.program.reading import LoadedProgram
from bodycam_cli.program.structure import Path, dotted, figures_of
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.basis import (
    change_basis,
    citations_of,
    dollar_basis,
    estimate_basis,
    plain_number,
    title_of,
)
from bodycam_cli.report.document import Column, Report, Table, Value
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.tables import Cells, Known, table
from bodycam_cli.report.words import dollars

_TREE = (
    Column("node", "Node", "number", "item"),
    Column("parent", "Parent", "number"),
    Column("label", "Number", "text"),
    Column("formula", "Formula", "text"),
    Column("value", "Value", "number"),
    Column("unit", "Unit", "text"),
    Column("origin", "Set in", "text"),
    Column("source", "Source", "text"),
    Column("note", "Note", "text"),
)
_PAPER = (
    Column("label", "Number", "text", "item"),
    Column("value", "Value", "text", folds=False),
    Column("made", "How it is made, or where it is from", "text", folds=False),
)
_SIGNS = {
    "sum": " + ",
    "difference": " - ",
    "product": " \N{MULTIPLICATION SIGN} ",
    "quotient": " / ",
    "power": " ^ ",
}
_WORDS = {
    "figure": "",
    "constant": "",
    "unknown": "rests on what is unknown",
    "round": "{0} to whole dollars, halves away from zero",
    "floor": "{0} rounded down",
    "at_least_zero": "{0}, or 0 where that is less",
}
_MANY = 6
"""A formula with more parts than this is told in words."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A derivation in its place in the tree."""

    number: int
    parent: int | None
    level: int
    derivation: Derivation
    path: Path
    figure: Figure | MonthFigure | None


def explain_report(
    projection: Projection,
    name: str,
    fiscal_year: int | None,
    arguments: tuple[str, ...],
) -> Report:
    """One number down to its formula, quantities, prices and sources.

    Raises:
        UsageError: No such name or fiscal year.
    """
    loaded = projection.loaded
    explainer = Explainer(projection, figures_as_derivations(loaded))
    root = explainer.explain(name, fiscal_year)
    nodes = _nodes(loaded, root)
    keys = {node.derivation.key for node in nodes}
    return Report(
        command="explain",
        title=title_of(loaded),
        basis=(
            estimate_basis(projection),
            dollar_basis(loaded, projection.calendar.fiscal_years[0]),
            *change_basis(loaded),
        ),
        estimate=projection.estimate,
        answer=(f"{root.label} is {_amount(root)}.",),
        tables=(_tree(loaded, nodes),),
        sources=citations_of(loaded, lambda path: dotted(path) in keys),
        stamp=stamp_of(arguments, [loaded]),
    )


def _nodes(loaded: LoadedProgram, root: Derivation) -> list[_Node]:
    """The tree from its root, each node before its parts."""
    figures = {
        dotted(path): (path, each) for path, each, _ in figures_of(loaded.program)
    }
    nodes: list[_Node] = []

    def visit(derivation: Derivation, parent: int | None, level: int) -> None:
        path, figure = figures.get(derivation.key, ((), None))
        number = len(nodes) + 1
        nodes.append(_Node(number, parent, level, derivation, path, figure))
        for part in derivation.parts:
            visit(part, number, level + 1)

    visit(root, None, 0)
    return nodes


def _tree(loaded: LoadedProgram, nodes: list[_Node]) -> Table:
    """The table ``tree``; on paper, a part stands below and right of its whole."""
    rows: list[Cells] = [
        {
            "node": node.number,
            "parent": node.parent,
            "label": node.derivation.label,
            "formula": formula_of(node.derivation),
            "value": _value(node.derivation),
            "unit": node.derivation.unit,
            "origin": str(loaded.origin(node.path)) if node.path else None,
            "source": node.figure.source if node.figure else None,
            "note": node.figure.note if node.figure else None,
        }
        for node in nodes
    ]
    on_paper: list[Cells] = [
        {
            "label": "  " * node.level + node.derivation.label,
            "value": _amount(node.derivation),
            "made": " ".join(_made(loaded, node)),
        }
        for node in nodes
    ]
    data = table("tree", "", _TREE, rows)
    return Table(
        data.name,
        data.title,
        data.columns,
        data.rows,
        incomplete=data.incomplete,
        paper=table("tree", "", _PAPER, on_paper),
    )


def _value(derivation: Derivation) -> Value | Known:
    if derivation.value is None:
        missing = tuple(_missing(derivation))
        return Known(0, missing)
    return plain_number(derivation.value)


def _missing(derivation: Derivation) -> Iterator[str]:
    """Keys of the unknown figures below a number."""
    if derivation.operation == "figure" and derivation.value is None:
        yield derivation.key
    for part in derivation.parts:
        yield from _missing(part)


def _made(loaded: LoadedProgram, node: _Node) -> Iterator[str]:
    """How a number is made; of a figure, where it was set and its source."""
    figure = node.figure
    if figure is None:
        yield formula_of(node.derivation)
        return
    if node.derivation.label != node.derivation.key:
        yield f"{node.derivation.key},"
    yield f"set in {loaded.origin(node.path)};"
    if figure.source in (ASSUMED, SET):
        yield f"{figure.source};" if figure.source == ASSUMED else ""
    elif figure.source:
        yield f"source {figure.source};"
    if figure.note:
        yield figure.note


def formula_of(derivation: Derivation) -> str:
    """The formula of a number with the values of its parts filled in."""
    parts = derivation.parts
    if derivation.operation in _WORDS:
        return _WORDS[derivation.operation].format(*map(_exact, parts[:1]))
    if derivation.operation == "given":
        return "kept from the projection; it rests on" if parts else "as projected"
    if len(parts) > _MANY:
        return f"{derivation.operation} of the {len(parts)} below"
    return _SIGNS[derivation.operation].join(map(_amount, parts))


def _amount(derivation: Derivation) -> str:
    """A value in a sentence: dollars as dollars, other numbers to ten digits."""
    value = derivation.value
    if value is None:
        return "unknown"
    if derivation.unit == "dollars":
        return dollars(value) if value == int(value) else _exact(derivation)
    return f"{value:,.10g}"


def _exact(derivation: Derivation) -> str:
    """Dollars with the cents that rounding takes away."""
    value = derivation.value
    if value is None:
        return "unknown"
    return f"-${-value:,.6f}" if value < 0 else f"${value:,.6f}"
