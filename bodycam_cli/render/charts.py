"""Charts as shapes: where each bar, line and word of a picture stands.

Across, positions are per cent of the width, so that the words keep their size on a
phone and on paper; down, they are pixels. Nothing here knows what draws them.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from bodycam_cli.render.formatting import column_texts, incomplete_cells
from bodycam_cli.render.symbols import UNICODE
from bodycam_cli.report.document import Chart, Column, Table, Value

_TOP = 40
_PLOT = 240
_BASE = _TOP + _PLOT
_HEIGHT = _BASE + 40

_TICKS = 4
_WIDEST_BAR = 15.0  # per cent of the width
_FILLED = 0.64  # of a slot
_THIN = 1.5  # per cent: half a bar that is drawn without an edge
_LABELS_WIDE = 12
"""So many words stand side by side on a desk, and on a phone."""
_LABELS_NARROW = 6
_MOST_SERIES_COLORS = 7
_MONTHS_PER_YEAR = 12
_FIRST_YEAR = 12.0  # per cent: before it stands the first month
_EDGE = 7.0  # per cent of the width that a word takes
_LINE = 13  # pixels that a word takes
_LACKING = "unfunded"
"""The series that nobody pays yet: hatched, as it is not there."""

_COUNTED = frozenset({"cameras", "officers", "number"})
"""Units of what has no halves."""

_SIZES = ((1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K"))
_WRITTEN_OUT = 10_000  # dollars below it are not shortened
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle: left edge and width in per cent, top and height in pixels."""

    x: float
    y: float
    width: float
    height: float
    look: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A level line, its ends in per cent, its height in pixels."""

    x1: float
    x2: float
    y: float
    look: str


@dataclass(frozen=True, slots=True)
class Word:
    """A text around a point; ``look`` says where it is shown."""

    x: float
    y: float
    text: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """An area between two series: its corners as the points of a polygon."""

    points: str
    look: str


@dataclass(frozen=True, slots=True)
class Key:
    """What a look means, and its amount in all."""

    look: str
    label: str
    amount: str = ""


@dataclass(slots=True)
class Picture:
    """A chart ready to be drawn.

    Attributes:
        title: What it shows.
        text: What it says, for those who cannot see it.
        height: Pixels.
        base: Where zero is, in pixels.
        ticks: The words at the left, each in the middle of a line across.
        bands: Areas, the lowest first.
        rects: Bars.
        strokes: Lines.
        words: Texts.
        keys: What the looks mean.
    """

    title: str
    text: str
    height: int = _HEIGHT
    base: int = _BASE
    ticks: list[Word] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    rects: list[Rect] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)


def picture_of(table: Table, chart: Chart) -> Picture | None:
    """A chart as shapes; None for bars, which stand in the table, or for nothing."""
    draw = _DRAWN.get(chart.kind)
    if draw is None or not table.rows:
        return None
    scene = _Scene(table, chart)
    if not scene.highest:
        return None
    picture = Picture(UNICODE.printable(chart.title), UNICODE.printable(chart.text))
    picture.ticks += scene.ticks()
    draw(scene, picture)
    return picture


def compact(value: float, unit: str) -> str:
    """A number short enough for a chart: ``$2.83M``, ``$445K``, ``1,250``."""
    sign = "$" if unit.startswith("dollars") else ""
    amount = Decimal(str(value))
    if not sign or abs(amount) < _WRITTEN_OUT:
        digits = (
            Decimal(1) if amount == amount.to_integral() or sign else Decimal("0.1")
        )
        return f"{sign}{amount.quantize(digits, ROUND_HALF_UP):,f}"
    places = amount.adjusted() - _DIGITS + 1
    rounded = amount.quantize(Decimal(1).scaleb(places), ROUND_HALF_UP)
    size, letter = next(each for each in _SIZES if abs(rounded) >= each[0])
    number = f"{rounded / size:,f}"
    return (
        f"{sign}{number.rstrip('0').rstrip('.') if '.' in number else number}{letter}"
    )


class _Scene:
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
        return _BASE - _PLOT * value / self.top

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


def _draw_stack(scene: _Scene, picture: Picture) -> None:
    """A column for each row, its series on top of each other, and a line across."""
    looks = _looks(scene.chart.series)
    for index, row, middle, half in scene.slots():
        base = 0.0
        for name in scene.chart.series:
            value = scene.at(row, name)
            if value:
                y = scene.y(base + value)
                look = looks[name] + (" thin" if half < _THIN else "")
                rect = Rect(middle - half, y, 2 * half, scene.y(base) - y, look)
                picture.rects.append(rect)
            base += value
        picture.words += _value_words(scene, index, row, middle)
        _add_line(scene, row, middle, half, picture)
    picture.words += _row_words(scene)
    picture.keys += _keys(scene, looks)


def _draw_group(scene: _Scene, picture: Picture) -> None:
    """Columns of several series side by side."""
    looks = _looks(scene.chart.series)
    count = len(scene.chart.series)
    for index, row, middle, half in scene.slots():
        width = 2 * half / count
        for place, name in enumerate(scene.chart.series):
            value, x = scene.at(row, name), middle - half + place * width
            y = scene.y(value)
            if value:
                picture.rects.append(Rect(x, y, width, _BASE - y, looks[name]))
            if row.get(name) is not None or (index, name) in scene.unknown:
                word = _amount_word(scene, index, row, name, x + width / 2)
                picture.words += word
    picture.words += _row_words(scene)
    picture.keys += [
        Key(looks[name], UNICODE.printable(_series_label(scene, name)))
        for name in scene.chart.series
    ]


def _draw_steps(scene: _Scene, picture: Picture) -> None:
    """An area over months that is level from each row's month to the next."""
    rows = scene.table.rows
    months = [_month_number(str(row[scene.chart.label])) for row in rows]
    first, span = months[0], months[-1] + 1 - months[0]
    steps = [
        (month, row)
        for index, (month, row) in enumerate(zip(months, rows, strict=True))
        if not index or row[scene.chart.value] != rows[index - 1].get(scene.chart.value)
    ]
    ends = [*(month for month, _ in steps[1:]), months[-1] + 1]
    for (start, row), end in zip(steps, ends, strict=True):
        value = scene.at(row, scene.chart.value)
        x, width = (start - first) * 100 / span, (end - start) * 100 / span
        y = scene.y(value)
        picture.strokes.append(Stroke(x, x + width, y, "mid"))
        if value:
            picture.rects.append(Rect(x, y, width, _BASE - y, "level"))
            _add_level(picture, x, y, f"{value:,.0f}")
    picture.words += _month_words(first, span)


def _add_level(picture: Picture, x: float, y: float, text: str) -> None:
    """The height of a step, at the left of where it begins if there is room."""
    at_edge = x < _EDGE
    word = Word(x, y - 7 if at_edge else y + 4, text, "start" if at_edge else "end")
    before = picture.words[-1] if picture.words else None
    if before is None or abs(before.y - word.y) > _LINE or x - before.x > 2 * _EDGE:
        picture.words.append(word)


def _draw_fan(scene: _Scene, picture: Picture) -> None:
    """Bands from the lowest series to the highest, around the middle one."""
    series = scene.chart.series
    pairs = len(series) // 2
    for place in range(pairs):
        low, high = series[place], series[-1 - place]
        picture.bands.append(Band(_corners(scene, low, high), f"band{place}"))
    for index, row, middle, half in scene.slots():
        y = scene.y(scene.at(row, scene.chart.value))
        reach = min(50 / len(scene.table.rows), 2 * half)
        picture.strokes.append(Stroke(middle - reach / 2, middle + reach / 2, y, "mid"))
        picture.words += _value_words(scene, index, row, middle)
        _add_line(scene, row, middle, half, picture)
    picture.words += _row_words(scene)
    names = ["Median", "Half of all runs", "Nine of ten runs"]
    looks = ["mid", *(f"band{place}" for place in reversed(range(pairs)))]
    picture.keys += [Key(*each) for each in zip(looks, names, strict=False)]
    picture.keys += _line_key(scene)


_DRAWN: Mapping[str, Callable[[_Scene, Picture], None]] = {
    "stack": _draw_stack,
    "group": _draw_group,
    "steps": _draw_steps,
    "fan": _draw_fan,
}


def _corners(scene: _Scene, low: str, high: str) -> str:
    """The corners of a band, level before the first middle and after the last."""
    rows = scene.table.rows
    xs = [0.0, *(middle for _, _, middle, _ in scene.slots()), 100.0]
    several = [rows[0], *rows, rows[-1]]
    above = [(x, scene.y(scene.at(r, high))) for x, r in zip(xs, several, strict=True)]
    below = [(x, scene.y(scene.at(r, low))) for x, r in zip(xs, several, strict=True)]
    return " ".join(f"{x:.2f},{y:.1f}" for x, y in [*above, *reversed(below)])


def _add_line(
    scene: _Scene, row: Mapping[str, Value], middle: float, half: float, to: Picture
) -> None:
    """The line across a column, such as its appropriation."""
    name = scene.chart.line
    if name is not None and row.get(name) is not None:
        reach = min(50 / len(scene.table.rows), half * 1.6)
        y = scene.y(scene.at(row, name))
        to.strokes.append(Stroke(middle - reach, middle + reach, y, "line"))


def _value_words(
    scene: _Scene, index: int, row: Mapping[str, Value], middle: float
) -> list[Word]:
    return _amount_word(scene, index, row, scene.chart.value, middle)


def _amount_word(
    scene: _Scene, index: int, row: Mapping[str, Value], name: str, x: float
) -> list[Word]:
    """The amount above a bar; of a partial one also its bound."""
    count = len(scene.table.rows)
    if scene.chart.kind == "group":
        count *= len(scene.chart.series) + 1  # narrow bars, which touch
    look = "value" + _crowded(count, _LABELS_NARROW, _LABELS_WIDE)
    value, partial = row.get(name), (index, name) in scene.unknown
    if value is None:
        return [Word(x, _BASE - 7, "unknown", f"{look} part")] if partial else []
    y = scene.y(scene.at(row, name)) - 7
    if scene.chart.kind == "fan":
        y = scene.y(scene.at(row, scene.chart.series[-1])) - 7
    if scene.chart.line is not None and row.get(scene.chart.line) is not None:
        across = scene.y(scene.at(row, scene.chart.line))
        y = across - 7 if y - 12 < across < y + 7 else y
    words = [Word(x, y, compact(scene.at(row, name), scene.unit), look)]
    if partial:
        words.append(Word(x, y - 14, scene.columns[name].bound, f"{look} part"))
    return words


def _row_words(scene: _Scene) -> Iterator[Word]:
    """The names of the rows under their columns, and the months of a part."""
    labels = scene.labels()
    count = len(labels)
    wide, narrow = -(-count // _LABELS_WIDE), -(-count // _LABELS_NARROW)
    for (index, _, middle, _), label in zip(scene.slots(), labels, strict=True):
        fits = not index % wide, not index % narrow
        look = {
            (True, True): "",
            (True, False): " wide",
            (False, True): " narrow",
            (False, False): " never",
        }[fits]
        name, _, part = label.partition(" (")
        yield Word(middle, _BASE + 17, name, f"name{look}")
        if part:
            yield Word(middle, _BASE + 31, part.rstrip(")"), f"name{look}")


def _month_words(first: int, span: int) -> Iterator[Word]:
    """The first month, and each January that is far enough from the last word."""
    yield Word(0, _BASE + 17, _month_text(first), "name start")
    january = first + (-first) % _MONTHS_PER_YEAR
    years = range(january, first + span, _MONTHS_PER_YEAR)
    stride = -(-len(years) // 8)
    for index, month in enumerate(years):
        x = (month - first) * 100 / span
        if index % stride == 0 and _FIRST_YEAR <= x <= 94:  # noqa: PLR2004 (per cent)
            look = "name" if x >= 24 and index % (2 * stride) == 0 else "name wide"  # noqa: PLR2004
            yield Word(x, _BASE + 17, str(month // _MONTHS_PER_YEAR), look)


def _keys(scene: _Scene, looks: Mapping[str, str]) -> list[Key]:
    """What each look means, from the top of a column to its bottom."""
    keys = [
        Key(looks[name], scene.columns[name].label, scene.total(scene.columns[name]))
        for name in reversed(scene.chart.series)
    ]
    return [*_line_key(scene), *keys]


def _line_key(scene: _Scene) -> list[Key]:
    name = scene.chart.line
    if name is None or all(row.get(name) is None for row in scene.table.rows):
        return []
    column = scene.columns[name]
    return [Key("line", column.label, scene.total(column))]


def _looks(series: Sequence[str]) -> dict[str, str]:
    """A color for each series; what lacks is hatched."""
    return {
        name: "lacking" if name == _LACKING else f"s{index % _MOST_SERIES_COLORS}"
        for index, name in enumerate(series)
    }


def _series_label(scene: _Scene, name: str) -> str:
    """The name of a series; of programs side by side, that of the column before."""
    names = list(scene.columns)
    before = names[names.index(name) - 1]
    return scene.columns[before].label if before.startswith("period") else name


def _crowded(count: int, narrow: int, wide: int) -> str:
    """Where so many words have room."""
    return " never" if count > wide else " wide" if count > narrow else ""


def _round_step(least: float, *, halves: bool) -> float:
    """The next of 1, 2, 5, 10, 20, ..., also 2.5 and 25, that is not less."""
    power = 10.0 ** math.floor(math.log10(least))
    digits = (1, 2, 2.5, 5, 10) if halves else (1, 2, 5, 10)
    return next(d * power for d in digits if d * power >= least * (1 - 1e-9))


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value


def _month_number(text: str) -> int:
    """Months since year 0 of a month such as ``2019-06``."""
    year, _, month = text.partition("-")
    return int(year) * _MONTHS_PER_YEAR + int(month) - 1


def _month_text(month: int) -> str:
    return f"{month // _MONTHS_PER_YEAR}-{month % _MONTHS_PER_YEAR + 1:02}"
