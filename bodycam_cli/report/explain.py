"""The answer to: where does this number come from?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bodycam_cli.analysis.derivation import Derivation, constant
from bodycam_cli.analysis.explaining import Explainer
from bodycam_cli.analysis.ground import ground_of
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
from bodycam_cli.report.hints import next_hint
from bodycam_cli.report.stamp import stamp_of
from bodycam_cli.report.tables import Cells, Known, table
from bodycam_cli.report.words import dollars, listed

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
    Column("made", "How it is made", "text", folds=False),
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
    "nearest": "{0} to the nearest whole",
    "floor": "{0} rounded down",
    "ceiling": "{0} rounded up",
    "least": "the smaller of {0} and {1}",
    "greatest": "the greater of {0} and {1}",
    "at_least_zero": "{0}, but not less than 0",
}
_MANY = 6
"""A formula with more parts than this is told in words."""

_MOST_ROWS = 200
"""On paper a tree of more rows than this is cut at a level."""

_AS_ABOVE = "as above"


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
    explainer = Explainer(ground_of(projection))
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
        answer=tuple(_answer(root)),
        tables=(_tree(loaded, nodes),),
        sources=citations_of(loaded, lambda path: dotted(path) in keys),
        hints=next_hint(
            loaded,
            arguments,
            "ranks what is assumed by the dollars resting on it",
            "assumptions",
            "--missing",
        ),
        stamp=stamp_of(arguments, [loaded]),
    )


def _answer(root: Derivation) -> Iterator[str]:
    """The number in a sentence, and what is missing from it."""
    unit = "" if root.unit == "dollars" or root.value is None else f" {root.unit}"
    yield f"{root.label} is {amount_of(root)}{unit}."
    if root.missing:
        verb = "is" if len(root.missing) == 1 else "are"
        yield f"{listed(root.missing)} {verb} unknown."


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
    return replace(table("tree", "", _TREE, rows), paper=_paper(loaded, nodes))


def _paper(loaded: LoadedProgram, nodes: list[_Node]) -> Table:
    """The tree for reading: what was told above is not told again."""
    told: set[Derivation] = set()
    shown = list(_told_once(nodes))
    level = _deepest(shown)
    rows: list[Cells] = []
    for node in shown:
        if node.level > level:
            continue
        again = node.derivation in told and bool(node.derivation.parts or node.figure)
        told.add(node.derivation)
        made = _AS_ABOVE if again else _made(loaded, node)
        label = "  " * node.level + node.derivation.label
        rows.append({"label": label, "value": amount_of(node.derivation), "made": made})
    is_cut = any(node.level > level for node in shown)
    notes = [_cut(loaded, nodes)] if is_cut else []
    return table("tree", "", _PAPER, rows, notes=tuple(notes))


def _told_once(nodes: list[_Node]) -> Iterator[_Node]:
    """The nodes without the parts of what was told above, and without bare ones."""
    told: set[Derivation] = set()
    hidden: set[int] = set()
    for node in nodes:
        derivation = node.derivation
        if node.parent in hidden or derivation == _ONE:
            hidden.add(node.number)
            continue
        yield node
        if derivation in told:
            hidden.add(node.number)
        told.add(derivation)


def _deepest(nodes: list[_Node]) -> int:
    """The level to which a tree is printed: all of them where it is not too long."""
    levels = [node.level for node in nodes]
    fitting = [
        level
        for level in range(max(levels) + 1)
        if sum(each <= level for each in levels) <= _MOST_ROWS
    ]
    return max(fitting, default=0)


def _cut(loaded: LoadedProgram, nodes: list[_Node]) -> str:
    """What a tree that was cut leaves out, and where it is told."""
    part = next(node for node in nodes if node.derivation.operation == "round")
    name, _, year = part.derivation.label.partition(", ")
    return (
        f"The tree has {len(nodes)} numbers, and its lower levels are left out here; "
        f"`bodycam explain {loaded.argument} {name} {year}` goes to the bottom of one, "
        "and --format json has all."
    )


def _value(derivation: Derivation) -> Value | Known:
    if derivation.missing:
        return Known(plain_number(derivation.known) or 0, derivation.missing)
    return plain_number(derivation.value)


def _made(loaded: LoadedProgram, node: _Node) -> str:
    """How a number is made; of a figure, where it was set and its source."""
    figure, derivation = node.figure, node.derivation
    if figure is None:
        return formula_of(derivation)
    source = "" if figure.source in (None, ASSUMED, SET) else f"source {figure.source}"
    parts = [
        derivation.key if derivation.label != derivation.key else "",
        f"set in {loaded.origin(node.path)}",
        ASSUMED if figure.source == ASSUMED else source,
        figure.note or "",
    ]
    return "; ".join(filter(None, parts))


def formula_of(derivation: Derivation) -> str:
    """The formula of a number with the values of its parts filled in."""
    parts, operation = derivation.parts, derivation.operation
    if operation == "round" and parts[0].value == derivation.value:
        return f"{amount_of(parts[0])}, already whole dollars"
    if operation in _WORDS:
        return _WORDS[operation].format(*map(amount_of, parts))
    if operation == "given":
        return "kept from the projection; it rests on" if parts else "as projected"
    if len(parts) > _MANY:
        return f"{operation} of the {len(parts)} below"
    return _SIGNS[operation].join(map(_factor, parts))


def _factor(derivation: Derivation) -> str:
    """A value inside a formula; one below 0 stands in brackets."""
    text = amount_of(derivation)
    return f"({text})" if derivation.known < 0 else text


def amount_of(derivation: Derivation) -> str:
    """A value in a sentence, with the word for what is only known in part."""
    if derivation.value is None:
        return "unknown"
    text = _bare(derivation.value, derivation.unit)
    return f"{_bound(derivation)} {text}" if derivation.missing else text


def _bare(value: float, unit: str) -> str:
    """Dollars with the cents that rounding takes away, other numbers to ten digits."""
    if unit != "dollars":
        return f"{value:,.10g}"
    if value == int(value):
        return dollars(value)
    exact = f"{abs(value):,.6f}"
    cents = exact.rstrip("0")
    text = exact[: max(len(cents), len(exact) - 4)]
    return f"-${text}" if value < 0 else f"${text}"


def _bound(derivation: Derivation) -> str:
    """Whether the known part is a lower or an upper bound of the whole."""
    first, *others = derivation.parts or (derivation,)
    if derivation.operation != "difference" or first.missing:
        return _bound(first) if first is not derivation and first.missing else _LEAST
    below = [_bound(part) for part in others if part.missing]
    return _MOST if _LEAST in below else _LEAST


_LEAST, _MOST = "at least", "at most"

_ONE = constant(1)
