"""The inputs in which two programs differ: value, unit and source on both sides."""

import math
from dataclasses import replace
from typing import Any

from bodycam_cli.analysis.inputs import InputDifference, differing_inputs
from bodycam_cli.program.figures import INDEFINITE, Figure, MonthFigure
from bodycam_cli.program.structure import dotted
from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.basis import figure_text, figure_value, used_by
from bodycam_cli.report.document import Column, Table, Value
from bodycam_cli.report.tables import Cells, Known, table


def inputs_table(first: Projection, second: Projection) -> Table:
    """The table ``inputs``: value and source on both sides."""
    one, other = first.loaded.argument, second.loaded.argument
    columns = (
        Column("key", "Setting", "text", "item"),
        Column("only_in", "Only in", "text"),
        Column("unit", "Unit", "text"),
        *_side("first", one),
        *_side("second", other),
    )
    on_paper = (
        Column("key", "Setting", "text", "item"),
        Column("first_text", one, "text", folds=False),
        Column("second_text", other, "text", folds=False),
        Column("first_source", f"Source, {one}", "text"),
        Column("second_source", f"Source, {other}", "text"),
    )
    rows = [
        _input_row(each, (one, other))
        for each in differing_inputs(first, second)
        if used_by(first)(each.path) or used_by(second)(each.path)
    ]
    title = "Inputs that differ"
    paper = table("inputs", title, on_paper, rows)
    return replace(table("inputs", title, columns, rows), paper=paper)


def _side(name: str, program: str) -> tuple[Column, ...]:
    """What is said of an input in one of the programs."""
    return (
        Column(name, program, "text"),
        Column(f"{name}_low", f"{program}, low", "text"),
        Column(f"{name}_high", f"{program}, high", "text"),
        Column(f"{name}_text", f"{program}, in words", "text"),
        Column(f"{name}_source", f"Source, {program}", "text"),
    )


def _input_row(each: InputDifference, names: tuple[str, str]) -> Cells:
    sides = {"first": each.first, "second": each.second}
    absent = [name for name, value in sides.items() if value is None]
    there = {"first": names[1], "second": names[0]}
    row: dict[str, Value | Known] = {
        "key": dotted(each.path),
        "only_in": there[absent[0]] if absent else None,
        "unit": each.quantity.unit if each.quantity is not None else None,
    }
    for name, value in sides.items():
        is_figure = isinstance(value, Figure)
        row |= {
            name: _plain(value),
            f"{name}_low": value.low if is_figure else None,
            f"{name}_high": value.high if is_figure else None,
            f"{name}_text": _in_words(value, each),
            f"{name}_source": getattr(value, "source", None),
        }
    return row


def _plain(value: Any) -> Value:
    """An input as data: a number, a text, or None where it is unknown or absent."""
    if isinstance(value, Figure | MonthFigure):
        plain = figure_value(value)
        return INDEFINITE if plain == math.inf else plain
    if isinstance(value, tuple):
        return ", ".join(value)
    return value if value is None or isinstance(value, int | float) else str(value)


def _in_words(value: Any, each: InputDifference) -> str | None:
    """An input as text; None where a program has none."""
    if not isinstance(value, Figure | MonthFigure):
        plain = _plain(value)
        return None if plain is None else str(plain)
    words = figure_text(value, each.quantity)
    year = value.year if isinstance(value, Figure) else None
    return f"{words}, {year} dollars" if year else words
