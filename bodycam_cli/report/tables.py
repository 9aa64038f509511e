"""Cells that may be partial, and tables that say what is missing from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bodycam_cli.report.document import Column, Incomplete, Table, Value


@dataclass(frozen=True, slots=True)
class Known:
    """A number that may rest on unknown figures.

    Attributes:
        amount: Its known part.
        missing: Keys of the unknown figures behind it; () where it is whole.
    """

    amount: float
    missing: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is known: a partial number whose known part is 0."""
        return bool(self.missing) and self.amount == 0

    @property
    def value(self) -> Value:
        """The known part, or None where nothing is known."""
        return None if self.is_unknown else self.amount

    def over(self, divisor: float) -> "Known":
        """This number by a divisor, in whole dollars, halves away from zero."""
        quotient = self.amount / divisor
        rounded = int(abs(quotient) + 0.5 + 1e-9)
        return Known(rounded if quotient >= 0 else -rounded, self.missing)


def sum_of(parts: Sequence[Known]) -> Known:
    """The sum of numbers, with all that is missing from it."""
    missing = dict.fromkeys(key for part in parts for key in part.missing)
    return Known(sum(part.amount for part in parts), tuple(missing))


Cells = Mapping[str, Value | Known]


def table(  # noqa: PLR0913, PLR0917 (a table is these six things)
    name: str,
    title: str,
    columns: tuple[Column, ...],
    rows: Sequence[Cells],
    totals: Cells | None = None,
    notes: tuple[str, ...] = (),
) -> Table:
    """A table whose partial cells carry the list of what is missing.

    Args:
        name: Its name in JSON and CSV.
        title: Its heading on paper.
        columns: Its columns.
        rows: A value for each column; what a row leaves out is None.
        totals: Totals, by column name.
        notes: Sentences under it.
    """
    incomplete = [
        Incomplete(index, column, cell.missing)
        for index, row in enumerate(rows)
        for column, cell in row.items()
        if isinstance(cell, Known) and not cell.is_whole
    ]
    incomplete += [
        Incomplete("totals", column, cell.missing)
        for column, cell in (totals or {}).items()
        if isinstance(cell, Known) and not cell.is_whole
    ]
    names = [column.name for column in columns]
    return Table(
        name=name,
        title=title,
        columns=columns,
        rows=tuple({key: _plain(row.get(key)) for key in names} for row in rows),
        totals={key: _plain(cell) for key, cell in (totals or {}).items()},
        incomplete=tuple(incomplete),
        notes=notes,
    )


def _plain(cell: Value | Known) -> Value:
    return cell.value if isinstance(cell, Known) else cell
