"""Merging: ``extends`` < file < scenarios < ``--set``, as plain data.

Tables merge key by key and what has a name merges by name. A figure, a list and a
line's kind of pricing are replaced whole, so that a new number never keeps an old
source, range or note.
"""

import copy
import difflib
from dataclasses import dataclass, field
from typing import Any, Literal

from bodycam_cli.program.dates import is_fiscal_year
from bodycam_cli.program.figures import SET, Model
from bodycam_cli.program.lines import Line
from bodycam_cli.program.model import Program
from bodycam_cli.program.problems import Problem
from bodycam_cli.program.structure import Leaf, Named, Node, Path, dotted, fields_of
from bodycam_cli.program.toml_file import TomlFile, parse_key

Data = dict[str, Any]

_PRICED = (
    "price",
    "per",
    "count",
    "benefits_rate",
    "escalation_rate",
    "steps",
    "billed",
    "refresh_months",
    "paid_months_before",
)
_SCHEDULED = ("amounts", "cameras", "recurrence", "renewal_rate", "escalation_rate")

_NOT_BELOW = {
    "file": "omit takes out what extends brings",
    "scenario": "omit takes out what the program sets",
    "set": "",
}
"""Why there is nothing to take out, by the kind of layer that would do it."""

_MOST_HINTS = 200
"""So many faults have a nearest name looked for; more are no slips."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One of the things that a program is merged from.

    Attributes:
        kind: What it is: a file, a scenario in a file, or a ``--set``.
        label: How the user knows it: ``boston.toml`` or ``--set cameras=500``.
        data: What it sets; tables may be shared, and are never changed.
        file: The file that it stands in; None for ``--set``.
        prefix: Where in the file it stands: ``("scenarios", "citywide")``.
        omit: Keys to remove from what lies below, before its own are merged.
        problems: What is wrong with it before it is merged.
        key: What a ``--set`` sets.
    """

    kind: Literal["file", "scenario", "set"]
    label: str
    data: Data
    file: TomlFile | None = None
    prefix: Path = ()
    omit: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    key: Path = ()

    @property
    def base_fiscal_year(self) -> str | None:
        """The year of the prices in this layer that name none: its own, or its file's.

        One that is no fiscal year is a fault of its own, and of no price.
        """
        for data in (self.data, self.file.data if self.file else {}):
            finance = data.get("finance")
            year = (
                finance.get("base_fiscal_year") if isinstance(finance, dict) else None
            )
            if isinstance(year, str) and is_fiscal_year(year):
                return year
        return None

    @property
    def is_one_payment(self) -> bool:
        """Whether it sets one payment of a schedule, and not the schedule."""
        return self.key[2:3] == ("amounts",) and self.key[3:] != ()

    def line(self, path: Path) -> int:
        """Line of a key of this layer in its file, from 1; 0 where it has none."""
        return self.file.line((*self.prefix, *path)) if self.file else 0

    def problem(self, path: Path, text: str) -> Problem:
        """A fault at a key of this layer."""
        return Problem(self.label, self.line(path), dotted(path), text)


@dataclass(slots=True)
class Merged:
    """A program as plain data, with the layer that set each key.

    Attributes:
        layers: From the lowest to the highest.
        data: The merged whole.
        set_at: Index of the layer that last set a value or touched a table, by path.
        problems: What could not be merged.
        omitted_at: Index of the layer that took a key out, by path.
        implied: What a figure that no layer sets was taken from, by path.
    """

    layers: list[Layer] = field(default_factory=list)
    data: Data = field(default_factory=dict)
    set_at: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    omitted_at: dict[Path, int] = field(default_factory=dict)
    implied: dict[Path, Path] = field(default_factory=dict)

    def add(self, layer: Layer) -> None:
        """Merge one more layer over what is here."""
        self.layers.append(layer)
        self.problems += layer.problems
        for index, key in enumerate(layer.omit):
            self._omit(layer, key, index)
        self._merge_table(Program, self.data, layer.data, ())
        if isinstance(layer.data.get("published"), dict):
            self._imply_published_cameras()

    def layer_of(self, path: Path) -> Layer:
        """The layer that set a key, or the nearest table around it."""
        while path and path not in self.set_at:
            path = path[:-1]
        if not path:
            # Every layer touches the whole; what it lacks, the file should say.
            return [layer for layer in self.layers if layer.kind == "file"][-1]
        return self.layers[self.set_at[path]]

    def implied_by(self, path: Path) -> Path | None:
        """What the figure at a path, or one around it, was taken from."""
        return self.implied.get(path[:2], self.implied.get(path[:1]))

    def problem(self, path: Path, text: str) -> Problem:
        """A fault at a key of the merged whole, in the layer that set it.

        What is not there any more is the fault of the layer that took it out.
        """
        at = path
        while at and at not in self.set_at and at not in self.omitted_at:
            at = at[:-1]
        index = self.omitted_at.get(at, -1)
        if index <= self.set_at.get(at, -1):
            return self.layer_of(path).problem(path, text)
        layer = self.layers[index]
        return Problem(layer.label, layer.line(("omit",)), dotted(path), text)

    def _omit(self, layer: Layer, key: str, index: int) -> None:
        path = parse_key(key) or (key,)
        table: Any = self.data
        for name in path[:-1]:
            table = table.get(name) if isinstance(table, dict) else None
        if not isinstance(table, dict) or path[-1] not in table:
            few = len(self.problems) <= _MOST_HINTS
            names = [dotted(each) for each in self.set_at if each] if few else []
            nearest = difflib.get_close_matches(key, names, 1)
            hint = f"did you mean {nearest[0]}?" if nearest else _NOT_BELOW[layer.kind]
            text = f"omit: {key} is not there to be left out; {hint}"
            self.problems.append(layer.problem(("omit", index), text))
            return
        del table[path[-1]]
        for known in [known for known in self.set_at if known[: len(path)] == path]:
            del self.set_at[known]
        self.omitted_at[path] = self.omitted_at[path[:-1]] = len(self.layers) - 1

    def _merge_table(self, node: Node, below: Data, above: Data, path: Path) -> None:
        self.set_at[path] = len(self.layers) - 1
        is_one_payment = self.layers[-1].is_one_payment and "amounts" in below
        if node is Line and not is_one_payment:
            _drop_other_pricing(below, above)
        if isinstance(node, type) and "source" in fields_of(node):
            above = _with_shared_source(node, above)
        for key, value in above.items():
            child = _child(node, key)
            at = (*path, key)
            if isinstance(child, Leaf) or not isinstance(value, dict):
                below[key] = self._replacing(child, below.get(key), value)
                self.implied.pop(at, None)
                self.set_at[at] = len(self.layers) - 1
            else:
                if not isinstance(below.get(key), dict):
                    below[key] = {}
                self._merge_table(child, below[key], value, at)

    def _replacing(self, node: Node, old: Any, new: Any) -> Any:
        """A value as this layer sets it over an old one."""
        kind = self.layers[-1].kind
        if isinstance(node, Leaf) and node.item is not None:
            return _with_sources_in(node.item, copy.deepcopy(new))
        if not isinstance(node, Leaf) or not node.is_figure:
            return copy.deepcopy(new)
        figure = dict(new) if isinstance(new, dict) else {"value": new}
        if not _is_plain(new) and not isinstance(new, dict):
            return new
        if kind == "set":
            figure.setdefault("source", SET)
        if node.quantity is not None and node.quantity.is_price:
            year = self._price_year(figure, old)
            figure |= {"year": year} if year else {}
        return new if figure == {"value": new} else figure

    def _price_year(self, figure: Data, old: Any) -> Any:
        """The year of a price: its own, that of a price it changes, or of its file."""
        layer = self.layers[-1]
        is_plain = figure.keys() <= {"value", "source", "note"}
        if "year" in figure:
            return figure["year"]
        if layer.kind != "file" and is_plain and isinstance(old, dict):
            return old.get("year")
        return layer.base_fiscal_year

    def imply_cameras(self) -> None:
        """Without a camera count, it is the sum of the waves that all have one."""
        if "cameras" not in self.data and (cameras := self._cameras()) is not None:
            self.data["cameras"] = cameras
            self.implied["cameras",] = ("waves",)

    def _imply_published_cameras(self) -> None:
        """An estimate that names no cameras is for those of the program there."""
        published, path = self.data["published"], ("published", "cameras")
        cameras = self._cameras()
        if cameras is not None and ("cameras" not in published or path in self.implied):
            published["cameras"] = copy.deepcopy(cameras)
            of = ("cameras",) if "cameras" in self.data else ("waves",)
            self.set_at[path] = self.set_at[of]
            self.implied[path] = of

    def _cameras(self) -> Any:
        """The camera count here, or the sum of the waves, or None."""
        waves = self.data.get("waves")
        if "cameras" in self.data or not isinstance(waves, dict):
            return self.data.get("cameras")
        tables = [wave for wave in waves.values() if isinstance(wave, dict)]
        counts = [_number(wave.get("cameras")) for wave in tables]
        known = [count for count in counts if count is not None]
        if not known or len(known) < len(counts):
            return None
        return {"value": sum(known), "note": "the sum of the waves"}


def _child(node: Node, key: str) -> Node:
    """What stands under a key; an unknown key is a value, refused later."""
    if isinstance(node, Named):
        return node.inner
    return Leaf() if isinstance(node, Leaf) else fields_of(node).get(key, Leaf())


def _is_plain(value: Any) -> bool:
    return isinstance(value, int | float | str) and not isinstance(value, bool)


def _drop_other_pricing(below: Data, above: Data) -> None:
    """A layer that prices a line in one way drops the other way from below."""
    if "amounts" in above:
        # A new schedule keeps what goes with any schedule: its renewal, for one.
        for key in ("amounts",) if "amounts" in below else _PRICED:
            below.pop(key, None)
    elif "price" in above and "amounts" in below:
        for key in _SCHEDULED:
            below.pop(key, None)


def _with_shared_source(node: type[Model], table: Data) -> Data:
    """A line or wave whose own source and note stand on its figures instead."""
    shared = {
        key: table[key] for key in ("source", "note") if isinstance(table.get(key), str)
    }
    if not shared:
        return table
    spread: Data = {key: value for key, value in table.items() if key not in shared}
    for key, value in spread.items():
        child = _child(node, key)
        if isinstance(child, Named) and isinstance(value, dict):
            spread[key] = {name: _sourced(each, shared) for name, each in value.items()}
        elif isinstance(child, Leaf) and child.is_figure:
            spread[key] = _sourced(value, shared)
    return spread


def _with_sources_in(item: type[Model], tables: Any) -> Any:
    """A list of tables, each with its own source on its figures."""
    if not isinstance(tables, list):
        return tables
    return [
        _with_shared_source(item, table) if isinstance(table, dict) else table
        for table in tables
    ]


def _sourced(value: Any, shared: Data) -> Any:
    """A figure with a shared source and note, where it states neither itself."""
    if isinstance(value, dict):
        states_its_own = "source" in value or "note" in value
        return value if states_its_own else {**value, **shared}
    return {"value": value, **shared} if _is_plain(value) else value


def _number(figure: Any) -> int | float | None:
    """A plain number, or the value of a figure that has one."""
    value = figure.get("value") if isinstance(figure, dict) else figure
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return value if plain else None
