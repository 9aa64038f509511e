"""A table and its chart, with the scale that they need."""

import math
from collections.abc import Iterator, Mapping

from bodycam_cli.render.formatting import column_texts, incomplete_cells
from bodycam_cli.render.pictures import BASE, PLOT, Word, compact
from bodycam_cli.render.symbols import UNICODE
from bodycam_cli.report.document import Chart, Column, Table, Value

_TICKS = 4

_WIDEST_BAR = 15.0  # per cent of the width

_FILLED = 0.64  # of a slot

_COUNTED = frozenset({"cameras", "officers", "number"})
"""Units of what has no halves."""


class Scene:
    """A table and its chart, with the scale they need.

    Attributes:
        table: The table that is read.
        chart: How it is drawn.
        columns: Its columns, by name.
        highest: The largest value that is drawn.
        top: The value at the top of the scale.
    """

    def __init__(self, table: Table, chart: Chart) -> None:
        """Find the scale of a chart."""
        self.table = table.paper or table
        self.chart = chart
        self.columns = {column.name: column for column in self.table.columns}
        self.unknown = incomplete_cells(self.table.incomplete)
        drawn = [*chart.series, *filter(None, [chart.value, chart.line])]
        if chart.kind == "stack":
            drawn = [chart.value, *filter(None, [chart.line])]
        self.highest = max(
            (self.at(row, name) for row in self.table.rows for name in drawn), default=0
        )
        self.step = self._step()
        self.top = math.ceil(self.highest / self.step - 1e-9) * self.step

    def _step(self) -> float:
        """How far apart the marks of the scale are; things are counted whole."""
        least = self.highest / _TICKS
        if not least:
            return 1
        is_count = self.unit in _COUNTED
        return _round_step(max(1, least) if is_count else least, halves=not is_count)

    @property
    def unit(self) -> str:
        """What the heights are."""
        name = self.chart.value or self.chart.series[0]
        return self.columns[name].unit

    def at(self, row: Mapping[str, Value], name: str) -> float:
        """A value as a height; what is unknown has none."""
        value = row.get(name)
        return max(0.0, value) if isinstance(value, int | float) else 0.0

    def y(self, value: float) -> float:
        """How far down a value stands, in pixels."""
        return BASE - PLOT * value / self.top

    def ticks(self) -> list[Word]:
        """The words of the scale, from zero up."""
        count = round(self.top / self.step)
        values = [self.step * index for index in range(count + 1)]
        return [Word(0, self.y(v), compact(_plain(v), self.unit)) for v in values]

    def labels(self) -> list[str]:
        """The name of each row."""
        column = self.columns[self.chart.label]
        return column_texts(self.table, column, UNICODE)[0]

    def total(self, column: Column) -> str:
        """The total of a series, in full."""
        return column_texts(self.table, column, UNICODE)[1]

    def slots(self) -> Iterator[tuple[int, Mapping[str, Value], float, float]]:
        """Index, row, middle and half width of the bar of each row, in per cent."""
        count = len(self.table.rows)
        half = min(_FILLED * 100 / count, _WIDEST_BAR) / 2
        for index, row in enumerate(self.table.rows):
            yield index, row, (index + 0.5) * 100 / count, half


def _round_step(least: float, *, halves: bool) -> float:
    """The next of 1, 2, 5, 10, 20, ..., also 2.5 and 25, that is not less."""
    power = 10.0 ** math.floor(math.log10(least))
    digits = (1, 2, 2.5, 5, 10) if halves else (1, 2, 5, 10)
    return next(d * power for d in digits if d * power >= least * (1 - 1e-9))


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value
