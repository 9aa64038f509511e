"""An HTML page as a test reads it: elements in order, tables as rows of text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "wbr", "img", "input", "hr", "base", "source"}


@dataclass(slots=True)
class Element:
    """An element with what is in it."""

    tag: str
    attributes: dict[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, as a reader sees it."""
        parts = [x if isinstance(x, str) else x.text for x in self.children]
        return "".join(parts)

    def all(self, *tags: str) -> "list[Element]":
        """Every element in it with one of these tags, in order; all without tags."""
        return [each for each in self._walk() if not tags or each.tag in tags]

    def one(self, tag: str) -> "Element":
        """The only element in it with a tag."""
        (found,) = self.all(tag)
        return found

    def by_id(self, name: str) -> "Element":
        """The only element in it with an id."""
        (found,) = (x for x in self._walk() if x.attributes.get("id") == name)
        return found

    def has_class(self, name: str) -> bool:
        """Whether it has a class."""
        return name in self.attributes.get("class", "").split()

    def _walk(self) -> "Iterator[Element]":
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._walk()  # noqa: SLF001 (of the same class)


class _Reader(HTMLParser):
    """Builds the tree, and holds the page to closing what it opens."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute of {tag} stands twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def page_of(text: str) -> Element:
    """A page as a tree; every element is closed in the order it was opened."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == [reader.root], reader.open[-1].tag
    return reader.root


def rows_of(page: Element, name: str) -> list[list[str]]:
    """A table by its name as data: headings, rows and totals as text.

    Parts of a table that is split are put side by side.
    """
    parts = [
        [
            [_cell(cell) for cell in row.all("th", "td") if not cell.has_class("bars")]
            for row in table.all("tr")
        ]
        for table in page.by_id(f"table-{name}").all("table")
    ]
    naming = len([c for c in _body_row(page, name) if c.tag == "th"])
    first, *others = parts
    return [
        row + [cell for part in others for cell in part[index][naming:]]
        for index, row in enumerate(first)
    ]


def _body_row(page: Element, name: str) -> list[Element]:
    table = page.by_id(f"table-{name}").all("table")[0]
    return table.one("tbody").all("tr")[0].all("th", "td")


def _cell(cell: Element) -> str:
    """The text of a cell without the note under it."""
    kept = [x for x in cell.children if isinstance(x, str) or x.tag != "small"]
    return "".join(x if isinstance(x, str) else x.text for x in kept)
