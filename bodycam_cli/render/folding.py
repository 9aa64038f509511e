"""Which columns of a table are worth their place on paper.

A column that says nothing new is left out and named in a sentence: zero in every
row, empty in every row, or the same as another. Columns that identify a row stay,
and so do those that only make sense side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bodycam_cli.render.formatting import (
    WORDS,
    column_values,
    incomplete_cells,
    zero_text,
)
from bodycam_cli.report.document import Column, Table, Value


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why a column is left out; ``detail`` is the zero, or the label of its twin."""

    kind: Literal["blank", "empty", "zero", "same"]
    detail: str = ""


def fold(
    table: Table, keep: frozenset[str] = frozenset()
) -> tuple[list[Column], list[str]]:
    """The columns to print, and sentences on those left out.

    Args:
        table: The table, at least one of its columns on paper; without rows it is
            not folded.
        keep: Names of columns that must stay, such as a chart's.
    """
    columns = [column for column in table.columns if column.on_paper]
    reasons = _reasons(table, columns, keep) if table.rows else {}
    if not any(_is_figure(one) and one.name not in reasons for one in columns):
        first = next(filter(_is_figure, columns), columns[0])
        reasons.pop(first.name, None)
    sentences = _sentences(columns, reasons, is_one_row=len(table.rows) == 1)
    return [column for column in columns if column.name not in reasons], sentences


def _is_figure(column: Column) -> bool:
    """Whether a column measures something, in numbers."""
    return column.role == "measure" and column.unit not in WORDS


def _reasons(
    table: Table, columns: Sequence[Column], keep: frozenset[str]
) -> dict[str, _Reason]:
    """Why columns are left out, by name."""
    reasons: dict[str, _Reason] = {}
    kept: list[Column] = []
    for column in columns:
        if column.role != "measure" or not column.folds:
            continue
        reason = _reason(table, column, kept)
        if reason is None or column.name in keep:
            kept.append(column)
        else:
            reasons[column.name] = reason
    return reasons


def _reason(table: Table, column: Column, kept: Sequence[Column]) -> _Reason | None:
    """Why a column says nothing new, or None where it does."""
    values = column_values(table, column)
    if column.name not in {name for _, name in incomplete_cells(table.incomplete)}:
        if column.unit == "text" and all(value in (None, "") for value in values):
            return _Reason("blank")
        if all(row.get(column.name) is None for row in table.rows):
            return _Reason("empty")
        if column.unit not in WORDS and all(map(_is_zero, values)):
            return _Reason("zero", zero_text(column.unit))
    if column.unit == "dollars":
        for other in kept:
            if _content(table, other) == _content(table, column):
                return _Reason("same", _in_a_sentence(other.label))
    return None


def _content(table: Table, column: Column) -> tuple[object, ...]:
    """Everything that a column says, apart from its name."""
    unknown = {
        (cell.row, cell.missing)
        for cell in table.incomplete
        if cell.column == column.name
    }
    bound = column.bound if unknown else ""
    return column.unit, column_values(table, column), unknown, bound


def _sentences(
    columns: Sequence[Column], reasons: dict[str, _Reason], *, is_one_row: bool
) -> list[str]:
    """One sentence for each reason, naming its columns."""
    labels: dict[_Reason, list[str]] = {}
    for column in columns:
        if column.name in reasons:
            labels.setdefault(reasons[column.name], []).append(column.label)
    return [
        _sentence(reason, list(dict.fromkeys(names)), is_one_row=is_one_row)
        for reason, names in labels.items()
        if reason.kind != "blank"
    ]


def _sentence(reason: _Reason, labels: list[str], *, is_one_row: bool) -> str:
    """Such as ``Paid by others and funding are $0 in every row.``."""
    names = _listed(labels)
    verb = "are" if len(labels) > 1 or names.endswith("s") else "is"
    if reason.kind == "same":
        return f"{names} {verb} the same as {reason.detail}."
    if reason.kind == "zero":
        return f"{names} {verb} {reason.detail}{'' if is_one_row else ' in every row'}."
    return f"{names}: nothing{'' if is_one_row else ' in any row'}."


def _listed(labels: list[str]) -> str:
    """Labels as ``A, b and c``."""
    words = [labels[0], *map(_in_a_sentence, labels[1:])]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _in_a_sentence(label: str) -> str:
    """A heading as it reads inside a sentence: ``FY2019`` and ``TB`` stay."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _is_zero(value: Value) -> bool:
    return value == 0 and not isinstance(value, bool)
