"""Charts as shapes: where each bar, line and word of a picture stands.

Across, positions are per cent of the width, so that the words keep their size on a
phone and on paper; down, they are pixels. Nothing here knows what draws them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bodycam_cli.render.pictures import (
    BASE,
    Band,
    Key,
    Picture,
    Rect,
    Stroke,
    Word,
    compact,
)
from bodycam_cli.render.scenes import Scene
from bodycam_cli.render.symbols import UNICODE
from bodycam_cli.report.document import Chart, Table, Value

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


def picture_of(table: Table, chart: Chart) -> Picture | None:
    """A chart as shapes; None for bars, which stand in the table, or for nothing."""
    draw = _DRAWN.get(chart.kind)
    if draw is None or not table.rows:
        return None
    scene = Scene(table, chart)
    if not scene.highest:
        return None
    picture = Picture(UNICODE.printable(chart.title), UNICODE.printable(chart.text))
    picture.ticks += scene.ticks()
    draw(scene, picture)
    return picture


def _draw_stack(scene: Scene, picture: Picture) -> None:
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


def _draw_group(scene: Scene, picture: Picture) -> None:
    """Columns of several series side by side."""
    looks = _looks(scene.chart.series)
    count = len(scene.chart.series)
    for index, row, middle, half in scene.slots():
        width = 2 * half / count
        for place, name in enumerate(scene.chart.series):
            value, x = scene.at(row, name), middle - half + place * width
            y = scene.y(value)
            if value:
                picture.rects.append(Rect(x, y, width, BASE - y, looks[name]))
            if row.get(name) is not None or (index, name) in scene.unknown:
                word = _amount_word(scene, index, row, name, x + width / 2)
                picture.words += word
    picture.words += _row_words(scene)
    picture.keys += [
        Key(looks[name], UNICODE.printable(_series_label(scene, name)))
        for name in scene.chart.series
    ]


def _draw_steps(scene: Scene, picture: Picture) -> None:
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
            picture.rects.append(Rect(x, y, width, BASE - y, "level"))
            _add_level(picture, x, y, f"{value:,.0f}")
    picture.words += _month_words(first, span)


def _add_level(picture: Picture, x: float, y: float, text: str) -> None:
    """The height of a step, at the left of where it begins if there is room."""
    at_edge = x < _EDGE
    word = Word(x, y - 7 if at_edge else y + 4, text, "start" if at_edge else "end")
    before = picture.words[-1] if picture.words else None
    if before is None or abs(before.y - word.y) > _LINE or x - before.x > 2 * _EDGE:
        picture.words.append(word)


def _draw_fan(scene: Scene, picture: Picture) -> None:
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


_DRAWN: Mapping[str, Callable[[Scene, Picture], None]] = {
    "stack": _draw_stack,
    "group": _draw_group,
    "steps": _draw_steps,
    "fan": _draw_fan,
}


def _corners(scene: Scene, low: str, high: str) -> str:
    """The corners of a band, level before the first middle and after the last."""
    rows = scene.table.rows
    xs = [0.0, *(middle for _, _, middle, _ in scene.slots()), 100.0]
    several = [rows[0], *rows, rows[-1]]
    above = [(x, scene.y(scene.at(r, high))) for x, r in zip(xs, several, strict=True)]
    below = [(x, scene.y(scene.at(r, low))) for x, r in zip(xs, several, strict=True)]
    return " ".join(f"{x:.2f},{y:.1f}" for x, y in [*above, *reversed(below)])


def _add_line(
    scene: Scene, row: Mapping[str, Value], middle: float, half: float, to: Picture
) -> None:
    """The line across a column, such as its appropriation."""
    name = scene.chart.line
    if name is not None and row.get(name) is not None:
        reach = min(50 / len(scene.table.rows), half * 1.6)
        y = scene.y(scene.at(row, name))
        to.strokes.append(Stroke(middle - reach, middle + reach, y, "line"))


def _value_words(
    scene: Scene, index: int, row: Mapping[str, Value], middle: float
) -> list[Word]:
    return _amount_word(scene, index, row, scene.chart.value, middle)


def _amount_word(
    scene: Scene, index: int, row: Mapping[str, Value], name: str, x: float
) -> list[Word]:
    """The amount above a bar; of a partial one also its bound."""
    count = len(scene.table.rows)
    if scene.chart.kind == "group":
        count *= len(scene.chart.series) + 1  # narrow bars, which touch
    look = "value" + _crowded(count, _LABELS_NARROW, _LABELS_WIDE)
    value, partial = row.get(name), (index, name) in scene.unknown
    if value is None:
        return [Word(x, BASE - 7, "unknown", f"{look} part")] if partial else []
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


def _row_words(scene: Scene) -> Iterator[Word]:
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
        yield Word(middle, BASE + 17, name, f"name{look}")
        if part:
            yield Word(middle, BASE + 31, part.rstrip(")"), f"name{look}")


def _month_words(first: int, span: int) -> Iterator[Word]:
    """The first month, and each January that is far enough from the last word."""
    yield Word(0, BASE + 17, _month_text(first), "name start")
    january = first + (-first) % _MONTHS_PER_YEAR
    years = range(january, first + span, _MONTHS_PER_YEAR)
    stride = -(-len(years) // 8)
    for index, month in enumerate(years):
        x = (month - first) * 100 / span
        if index % stride == 0 and _FIRST_YEAR <= x <= 94:  # noqa: PLR2004 (per cent)
            look = "name" if x >= 24 and index % (2 * stride) == 0 else "name wide"  # noqa: PLR2004
            yield Word(x, BASE + 17, str(month // _MONTHS_PER_YEAR), look)


def _keys(scene: Scene, looks: Mapping[str, str]) -> list[Key]:
    """What each look means, from the top of a column to its bottom."""
    keys = [
        Key(looks[name], scene.columns[name].label, scene.total(scene.columns[name]))
        for name in reversed(scene.chart.series)
    ]
    return [*_line_key(scene), *keys]


def _line_key(scene: Scene) -> list[Key]:
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


def _series_label(scene: Scene, name: str) -> str:
    """The name of a series; of programs side by side, that of the column before."""
    names = list(scene.columns)
    before = names[names.index(name) - 1]
    return scene.columns[before].label if before.startswith("period") else name


def _crowded(count: int, narrow: int, wide: int) -> str:
    """Where so many words have room."""
    return " never" if count > wide else " wide" if count > narrow else ""


def _month_number(text: str) -> int:
    """Months since year 0 of a month such as ``2019-06``."""
    year, _, month = text.partition("-")
    return int(year) * _MONTHS_PER_YEAR + int(month) - 1


def _month_text(month: int) -> str:
    return f"{month // _MONTHS_PER_YEAR}-{month % _MONTHS_PER_YEAR + 1:02}"
