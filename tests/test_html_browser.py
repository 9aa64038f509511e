"""The page in a browser: nothing fetched, nothing cut, on a phone, a desk and paper.

Skipped where no Chromium is installed, unless BODYCAM_NEEDS_CHROMIUM is set.
"""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import IS_NEEDED, Browser, chromium, running
from click.testing import CliRunner
from programs import small, write
from test_html import HOSTILE, many_lines

from bodycam_cli.cli import cli

PHONE, DESK = 390, 1280
LETTER, A4 = 702, 680  # pixels between the margins: 7.3 in and 180 mm

PAGES: dict[str, tuple[str, ...]] = {
    "boston": ("report", "boston"),
    "typical": ("report", "typical"),
    "worcester": ("report", "worcester"),
    "ten-years": ("report", "typical", "--years", "10"),
    "two": ("report", "boston", "boston@citywide"),
    "four": ("report", "boston", "boston@citywide", "worcester@full", "typical"),
    "large": ("report", "LARGE", "--years", "30"),
    "hostile": ("report", "HOSTILE"),
    "lines": ("cost", "LARGE", "--years", "30", "--by", "line"),
    "assumptions": ("assumptions", "typical"),
    "rollout": ("rollout", "boston@as-built"),
    "why": ("compare", "boston", "boston@citywide", "--why"),
}

OVERLAPPING = """
[...document.querySelectorAll('svg.area')].flatMap(svg => {
  const words = [...svg.querySelectorAll('text')]
    .filter(t => getComputedStyle(t).display !== 'none')
    .map(t => [t.textContent, t.getBoundingClientRect()]);
  const found = [];
  words.forEach(([a, p], i) => words.slice(i + 1).forEach(([b, q]) => {
    if (p.left < q.right - 1 && q.left < p.right - 1
        && p.top < q.bottom - 3 && q.top < p.bottom - 3) found.push(a + ' | ' + b);
  }));
  return found;
})
"""
"""Pairs of words of a chart that stand on each other."""

OUTSIDE = """
[...document.querySelectorAll('h1, h2, h3, p, li, dd, figure, caption, svg text')]
  .filter(e => getComputedStyle(e).display !== 'none' && !e.closest('.scroll')
    && !e.classList.contains('skip'))
  .filter(e => { const r = e.getBoundingClientRect();
    return r.width && (r.right > innerWidth + 1 || r.left < -1); })
  .map(e => e.tagName + ': ' + e.textContent.slice(0, 40))
"""
"""What reaches beyond the screen."""

CUT_TABLES = """
[...document.querySelectorAll('.scroll')]
  .filter(e => e.scrollWidth > document.querySelector('main').clientWidth + 1)
  .map(e => e.getAttribute('aria-label') + ' ' + e.scrollWidth)
"""
"""Tables that are wider than the sheet."""

BROKEN_FIGURES = """
[...document.querySelectorAll('td, dd, p, li')].flatMap(e => {
  const found = [];
  const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const match of node.data.matchAll(/-?[$][\\d,]+/g)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const lines = new Set([...range.getClientRects()].map(r => Math.round(r.top)));
      if (lines.size > 1) found.push(match[0]);
    }
  }
  return found;
})
"""
"""Amounts that are broken over two lines."""


@pytest.fixture(scope="module", name="browser")
def _browser() -> Iterator[Browser]:
    """One browser for all tests."""
    program = chromium()
    if program is None:
        if IS_NEEDED:
            pytest.fail("Chromium is required here and not installed")
        pytest.skip("no Chromium is installed: apt-get install chromium")
    with running(program) as browser:
        yield browser


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pages, each written once."""
    folder = tmp_path_factory.mktemp("pages")
    long, *_ = (text for text in HOSTILE if len(text) > 1_000)
    program = small(
        title=HOSTILE[1],
        lines={
            f"line{number}": {"title": text, "price": 9, "per": "camera-year"}
            for number, text in enumerate(HOSTILE)
        },
        waves={"w": {"title": long, "go_live_month": "2023-09"}},
        sources={"memo": {"title": HOSTILE[3], "url": "javascript:alert(1)"}},
        cameras={"value": 10, "source": "memo", "note": long},
    )
    files = {"LARGE": str(write(many_lines(200))), "HOSTILE": str(write(program))}
    for name, arguments in PAGES.items():
        words = [files.get(word, word) for word in arguments]
        path = folder / f"{name}.html"
        result = CliRunner().invoke(cli, [*words, "-o", str(path)])
        assert result.exit_code == 0, result.stderr
    return folder


@pytest.mark.parametrize("name", PAGES)
def test_nothing_leaves_the_page_and_nothing_fails(
    name: str, browser: Browser, folder: Path
) -> None:
    """The page is the only thing that is loaded; the console is empty."""
    browser.open(folder / f"{name}.html", DESK)
    asked = [
        each["request"]["url"] for each in browser.told("Network.requestWillBeSent")
    ]
    assert [url for url in asked if not url.startswith("data:")] == [
        (folder / f"{name}.html").as_uri()
    ]
    told = browser.told(
        "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"
    )
    assert told == []
    assert browser.told("Page.javascriptDialogOpening") == []


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_fits_the_screen(
    name: str, width: int, browser: Browser, folder: Path
) -> None:
    """It scrolls down only; no word of a chart stands on another; no amount breaks."""
    browser.open(folder / f"{name}.html", width)
    assert browser.ask("document.documentElement.scrollWidth") <= width
    assert browser.ask(OUTSIDE) == []
    assert browser.ask(OVERLAPPING) == []
    assert browser.ask(BROKEN_FIGURES) == []


@pytest.mark.parametrize("width", [LETTER, A4])
@pytest.mark.parametrize("name", PAGES)
def test_no_figure_is_cut_on_paper(
    name: str, width: int, browser: Browser, folder: Path
) -> None:
    """Every table is as wide as a sheet of Letter or A4, or less."""
    browser.open(folder / f"{name}.html", width)
    browser.screen(width, media="print")
    assert browser.ask(CUT_TABLES) == []
    assert browser.ask(OVERLAPPING) == []
    assert browser.ask(BROKEN_FIGURES) == []
    assert browser.ask("getComputedStyle(document.body).backgroundColor") == (
        "rgb(255, 255, 255)"
    )


@pytest.mark.parametrize("size", [(8.5, 11), (8.27, 11.69)], ids=["Letter", "A4"])
def test_it_prints(size: tuple[float, float], browser: Browser, folder: Path) -> None:
    """A dozen sheets for Boston, the answer on the first."""
    browser.open(folder / "boston.html", DESK)
    width, height = size
    printed = browser.do("Page.printToPDF", paperWidth=width, paperHeight=height)
    data = base64.b64decode(printed["data"])
    assert data.startswith(b"%PDF")
    assert 5 <= data.count(b"/Type /Page\n") <= 14


def test_in_print_a_total_stands_once(browser: Browser, folder: Path) -> None:
    """A foot that is repeated on every sheet would look like a sum of that sheet."""
    browser.open(folder / "large.html", LETTER)
    browser.screen(LETTER, media="print")
    display = "getComputedStyle(document.querySelector('tfoot')).display"
    assert browser.ask(display) == "table-row-group"
    head = "getComputedStyle(document.querySelector('thead')).display"
    assert browser.ask(head) == "table-header-group"


@pytest.mark.parametrize(("width", "height"), [(PHONE, 844), (DESK, 800)])
@pytest.mark.parametrize("name", ["boston", "typical", "worcester"])
def test_the_answer_is_on_the_first_screen(
    name: str, width: int, height: int, browser: Browser, folder: Path
) -> None:
    """Nobody scrolls for what is unfunded."""
    browser.open(folder / f"{name}.html", width, height)
    bottom = "document.querySelector('.facts .alarm').getBoundingClientRect().bottom"
    assert browser.ask(bottom) < height


def test_dark_and_light_follow_the_reader(browser: Browser, folder: Path) -> None:
    """The background turns, and the words with it."""
    color = "getComputedStyle(document.body).%s"
    browser.open(folder / "boston.html", DESK, dark=True)
    dark = [browser.ask(color % each) for each in ("backgroundColor", "color")]
    browser.open(folder / "boston.html", DESK)
    light = [browser.ask(color % each) for each in ("backgroundColor", "color")]
    assert light[0] == "rgb(255, 255, 255)"
    assert dark[0] == "rgb(18, 23, 29)"
    assert light[1] != dark[1]


def test_a_screen_reader_finds_landmarks_tables_and_pictures(
    browser: Browser, folder: Path
) -> None:
    """As the browser tells it: each with a name."""
    browser.open(folder / "boston.html", DESK)
    nodes = browser.do("Accessibility.getFullAXTree")["nodes"]
    seen = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"]
    ]
    roles = [role for role, _ in seen]
    for landmark in ("banner", "main", "navigation", "contentinfo"):
        assert roles.count(landmark) == 1, landmark
    for role in ("table", "image", "img", "region", "heading"):
        assert all(name.strip() for each, name in seen if each == role), role
    assert roles.count("table") >= 10
    assert {"columnheader", "rowheader"} <= set(roles)
    assert len([1 for role in roles if role in ("image", "img")]) == 4


def test_the_page_is_the_same_without_scripts(browser: Browser, folder: Path) -> None:
    """Nothing on it waits for one."""
    browser.do("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(folder / "boston.html", DESK)
        html = browser.do("Runtime.evaluate", expression="1")
    finally:
        browser.do("Emulation.setScriptExecutionDisabled", value=False)
    assert html
    browser.open(folder / "boston.html", DESK)
    assert browser.ask("document.querySelectorAll('script').length") == 0
    assert browser.ask("document.querySelectorAll('section[id]').length") == 10
