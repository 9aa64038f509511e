"""Derivations as formulas: what may change stays live, all else is a value."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bodycam_cli.analysis.derivation import Derivation
from bodycam_cli.report.workbook.document import (
    At,
    Formula,
    Named,
    Operation,
    Part,
    Span,
)

_MONEY = re.compile(
    r"lines\.[^.]+\.(price|escalation_rate|benefits_rate|renewal_rate"
    r"|steps\.\d+\.rate|amounts\.FY\d+)"
    r"|published\.(initial_cost|annual_cost_after|escalation_rate)"
    r"|appropriations\.FY\d+"
    r"|funding\.[^.]+\.(amount|amount_per_camera|share|match_share)"
    r"|finance\.contingency_rate"
    r"|requests\.\w+"
)
"""Figures that formulas may follow: money and rates.

What is counted month by month (the rollout, retention, refresh, and posts or items that
rise in steps) stays a value: a sheet that followed it in part would be wrong in part.
"""

_OPERATIONS: dict[str, Operation] = {
    "sum": "sum",
    "difference": "difference",
    "product": "product",
    "quotient": "quotient",
    "power": "power",
    "round": "round",
    "nearest": "nearest",
    "floor": "floor",
    "ceiling": "ceiling",
    "least": "least",
    "greatest": "greatest",
    "at_least_zero": "at_least_zero",
}
"""What makes a number of its parts; every other derivation is a leaf."""


def may_be_live(key: str) -> bool:
    """Whether formulas may follow a figure at all."""
    return _MONEY.fullmatch(key) is not None


def kept_out(derivations: Iterable[Derivation]) -> set[str]:
    """Figures behind a number that is not written out: no formula may follow them."""
    keys: set[str] = set()
    stack = [(each, False) for each in derivations]
    while stack:
        derivation, is_out = stack.pop()
        is_out = is_out or derivation.operation in ("given", "unknown")
        if is_out and derivation.key:
            keys.add(derivation.key)
        # A figure by itself is written out.
        stack += [(part, is_out) for part in derivation.parts if is_out or part.parts]
    return keys


@dataclass(slots=True)
class Writer:
    """Writes derivations as formulas.

    Attributes:
        live: The names of the cells of the figures that formulas follow, by key.
        told: Cells of the numbers that are told under their own name, by label.
        held: The derivations of the last formula that stand in it as values, in order.
        used: Keys of the figures that any formula follows.
    """

    live: dict[str, str]
    told: dict[str, At] = field(default_factory=dict)
    held: list[Derivation] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def formula_of(self, derivation: Derivation, first: At) -> Formula | None:
        """A number as a formula in whole dollars, or None where nothing in it is live.

        Args:
            derivation: How the number is made.
            first: The cell for the first value that it holds; the next are below it.
        """
        self.held = []
        part = self._part(derivation, first)
        if part is None:
            return None
        if isinstance(part, Formula) and part.operation == "round":
            return part
        return Formula("round", (part,))

    def _part(self, derivation: Derivation, first: At) -> Part | None:
        """A live part of a formula, or None for what is only a value."""
        if derivation.operation == "constant":
            return None
        if derivation.operation == "figure" and derivation.key in self.live:
            self.used.add(derivation.key)
            return Named(self.live[derivation.key])
        if derivation.operation in ("given", "unknown"):
            return self.told.get(derivation.label)
        if derivation.operation not in _OPERATIONS:
            return None
        parts = [self._part(part, first) for part in derivation.parts]
        if all(part is None for part in parts):
            return None
        pairs = zip(parts, derivation.parts, strict=True)
        written = [self._held(each, first) if p is None else p for p, each in pairs]
        return simplest(Formula(_OPERATIONS[derivation.operation], tuple(written)))

    def _held(self, derivation: Derivation, first: At) -> Part:
        """A value in a formula: a number of the rule itself, or a cell beside it."""
        if derivation.operation == "constant":
            return derivation.known
        self.held.append(derivation)
        return At(first.sheet, first.row + len(self.held) - 1, first.column)


def simplest(formula: Formula) -> Formula:
    """A formula with neighboring cells of a sum as spans."""
    if formula.operation != "sum":
        return formula
    return Formula("sum", tuple(_spans(formula.parts)))


def _spans(parts: Iterable[Part]) -> Iterator[Part]:
    """Cells that follow each other down a column as one span."""
    span: Span | None = None
    for part in parts:
        if not isinstance(part, At):
            yield part
            continue
        is_next = span is not None and (span.sheet, span.last_row + 1, span.column) == (
            part.sheet,
            part.row,
            part.column,
        )
        if span is not None and is_next:
            span = Span(span.sheet, span.row, span.column, part.row, part.column)
            continue
        if span is not None:
            yield span
        span = Span(part.sheet, part.row, part.column, part.row, part.column)
    if span is not None:
        yield span


def sum_of_cells(cells: Iterable[At]) -> Formula:
    """The sum of some cells; text among them counts for nothing."""
    return Formula("sum", tuple(_spans(cells)))
