"""The HTML page: complete in itself, readable by everybody, and the same numbers."""

import itertools
import json
import re
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from pages import Element, page_of, rows_of
from programs import SMALL, Ask, Data, Run, small, table_of, write
from reports import STAMP
from reports import boston as boston_report
from startup import heavy_modules_after

from bodycam_cli.render.charts import compact, picture_of
from bodycam_cli.render.html import to_html
from bodycam_cli.report.document import Chart, Citation, Column, Report, Table

SECTIONS = [
    "cost",
    "unfunded",
    "rollout",
    "storage",
    "range",
    "sensitivity",
    "unknown",
    "assumptions",
    "sources",
    "notices",
]

PROGRAMS = (
    ("boston",),
    ("typical",),
    ("worcester",),
    ("worcester@full",),
    ("boston@as-built", "--estimate", "lines"),
    ("boston", "boston@citywide"),
    ("boston", "worcester"),
    ("boston", "boston@citywide", "worcester@full", "typical", "--years", "6"),
)

Hand = Callable[..., Element]
"""The fixture ``hand``: the page that a command writes."""

DOLLARS = re.compile(r"-?\$([\d,]+)")


@pytest.fixture(name="hand")
def _hand(run: Run, tmp_path: Path) -> Hand:
    """The page of a command that succeeds."""

    def hand(*arguments: str) -> Element:
        path = tmp_path / "page.html"
        result = run(*arguments, "-o", str(path))
        assert result.exit_code in (0, 3), result.stderr
        return page_of(path.read_text(encoding="utf-8"))

    return hand


def dollars_of(texts: list[str]) -> list[int]:
    """Cells of dollars as numbers; a dash is none."""
    found = [DOLLARS.search(text) for text in texts]
    return [int(match.group(1).replace(",", "")) for match in found if match]


def level(heading: Element) -> int:
    """1 for h1."""
    return int(heading.tag[1])


# ------------------------------------------------------------------ what is in it


def test_a_program_has_all_its_sections(hand: Hand) -> None:
    """In the order in which a council reads them, with the money first."""
    page = hand("report", "boston")
    ids = [each.attributes.get("id") for each in page.all("section")]
    assert [name for name in ids if name] == SECTIONS


def test_the_answer_comes_first_in_two_sentences(hand: Hand) -> None:
    """What it costs, and what is still to be asked for."""
    page = hand("report", "boston")
    lead = next(each for each in page.all("p") if each.has_class("lead"))
    assert lead.text == (
        "By the published estimate, 400 body-worn cameras cost $15,100,000 over FY2019 "
        "to FY2023. Appropriations cover $4,500,000; $10,600,000 is unfunded: still to "
        "be asked for."
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "No appropriation is on file; $30,000 is unfunded: still to be asked"),
        (
            {"appropriations": {"FY2024": 90_000}},
            "Appropriations cover $6,000; $24,000 is unfunded",
        ),
        (
            {"appropriations": {f"FY{year}": 6_000 for year in range(2024, 2029)}},
            "Appropriations cover $30,000; nothing is unfunded.",
        ),
        (
            {"appropriation_covers": ["state"]},
            "The city pays $30,000 and no appropriation is on file; nothing is",
        ),
        (
            {"lines": {"staff": {"price": {"unknown": True}, "per": "program-year"}}},
            "how much the city must still ask for is unknown.",
        ),
    ],
)
def test_the_second_sentence_says_who_pays(
    changes: Data, expected: str, hand: Hand
) -> None:
    """Appropriations, grants and others; and what nobody pays yet."""
    page = hand("report", str(write(small(**changes))))
    lead = next(each for each in page.all("p") if each.has_class("lead"))
    assert expected in lead.text


def test_a_partial_year_says_its_months(hand: Hand) -> None:
    """Six months are not compared with years."""
    page = hand("report", "worcester")
    lead = next(each for each in page.all("p") if each.has_class("lead"))
    assert "at least $33,174 over 6 months in FY2019 to FY2020" in lead.text
    assert rows_of(page, "by_category")[1][0] == "FY2019 (2 mo.)"


def test_what_is_unknown_is_never_zero(hand: Hand) -> None:
    """It reads unknown or at least, in words that a screen reader says."""
    page = hand("report", "worcester")
    total = rows_of(page, "by_category")[-1]
    assert total == ["Total", "$33,174", "unknown", "at least $33,174"]
    assert "lines.staff_time.price" in page.by_id("unknown").text
    assert "staff time was never published" in page.by_id("unknown").text


def test_a_program_without_unknown_figures_says_so(hand: Hand) -> None:
    """Rather than leaving the question open."""
    assert "No figure of this program is unknown" in hand("report", "typical").text


def test_the_range_says_which_estimate_it_is_about(hand: Hand) -> None:
    """Boston's page is the published estimate, which has no range."""
    text = hand("report", "boston").by_id("range").text
    assert "about the estimate by cost lines" in text
    assert "not about the published estimate" in text


def test_assumed_figures_are_ranked_by_the_dollars_on_them(hand: Hand) -> None:
    """The first one is where a city begins."""
    headings, *rows = rows_of(hand("report", "typical"), "figures_assumed")
    place = headings.index("Dollars resting on it")
    amounts = dollars_of([row[place] for row in rows])
    assert amounts == sorted(amounts, reverse=True)
    assert 1 <= len(amounts) <= 10


# ------------------------------------------------------------------ the same numbers


def test_the_cost_is_that_of_the_cost_command(hand: Hand, ask: Ask) -> None:
    """To the dollar, row by row, with the same totals."""
    cost = table_of(ask("cost", "boston"), "cost")
    headings, *rows, totals = rows_of(hand("report", "boston"), "cost")
    place = {name: headings.index(name) for name in ("Cost", "Unfunded")}
    for row, data in zip(rows, cost["rows"], strict=True):
        assert dollars_of([row[place["Cost"]]]) == [data["cost"]]
        assert dollars_of([row[place["Unfunded"]]]) == [data["unfunded"]]
    assert dollars_of([totals[place["Unfunded"]]]) == [cost["totals"]["unfunded"]]


@pytest.mark.parametrize("program", ["boston", "typical", "worcester@full"])
def test_the_page_has_the_numbers_of_its_json(
    program: str, hand: Hand, ask: Ask
) -> None:
    """Every amount of every column that is on the page."""
    page, document = hand("report", program), ask("report", program)
    for name in ("by_category", "cost", "range_years"):
        if name not in {table["name"] for table in document["tables"]}:
            continue
        data = table_of(document, name)
        known = {
            value
            for row in [*data["rows"], data["totals"]]
            for value in row.values()
            if isinstance(value, int | float)
        }
        shown = [cell for row in rows_of(page, name)[1:] for cell in row[1:]]
        assert set(dollars_of(shown)) <= {abs(round(value)) for value in known}


@pytest.mark.parametrize("program", ["typical", "boston@as-built", "worcester@full"])
def test_categories_and_lines_add_up(program: str, ask: Ask) -> None:
    """Both to the cost of each fiscal year, as the cost command gives it."""
    document = ask("report", program, "--estimate", "lines")
    cost = table_of(ask("cost", program, "--estimate", "lines"), "cost")
    categories, lines = (table_of(document, n) for n in ("by_category", "lines"))
    other = {"fiscal_year", "months", "cost", "appropriation"}
    for row, data in zip(categories["rows"], cost["rows"], strict=True):
        parts = [value for name, value in row.items() if name not in other]
        assert sum(part or 0 for part in parts) == data["cost"] == row["cost"]
    total = sum(row["total"] or 0 for row in lines["rows"])
    assert total == cost["totals"]["cost"] == lines["totals"]["total"]


def test_who_pays_adds_up_to_the_cost(ask: Ask) -> None:
    """Covered, funding, paid by others and unfunded are all of it."""
    rows = table_of(ask("report", "typical"), "cost")["rows"]
    for row in rows:
        parts = ("covered", "funding", "paid_by_others", "unfunded")
        assert sum(row[part] for part in parts) == row["cost"]


def test_the_rollout_keeps_every_camera_that_is_bought(ask: Ask) -> None:
    """Only months without any change are left out."""
    short = table_of(ask("report", "boston@as-built", "--estimate", "lines"), "rollout")
    whole = table_of(ask("rollout", "boston@as-built", "--years", "5"), "months")
    months = {row["month"]: row for row in whole["rows"]}
    assert all(months[row["month"]] == row for row in short["rows"])
    bought = sum(row["cameras_bought"] for row in short["rows"])
    assert bought == whole["totals"]["cameras_bought"] == 1_001


# ------------------------------------------------------------------ side by side


def test_two_programs_have_a_waterfall_that_adds_up(ask: Ask) -> None:
    """From the cost of the first to that of the second."""
    document = ask("report", "boston", "boston@citywide")
    first, *steps, last = table_of(document, "waterfall")["rows"]
    assert first["dollars"] + sum(x["dollars"] for x in steps) == last["dollars"]
    assert (first["dollars"], last["dollars"]) == (15_100_000, 25_000_000)


def test_each_of_several_programs_is_set_against_the_first(hand: Hand) -> None:
    """A section each, with a waterfall where all of it is known."""
    page = hand(*("report", "boston", "boston@citywide", "typical"))
    assert page.by_id("why-1").all("h2")[0].text == (
        "Why boston@citywide differs from boston"
    )
    assert page.by_id("table-waterfall_2").all("svg")


def test_programs_with_unknown_costs_are_still_set_side_by_side(hand: Hand) -> None:
    """The page says why there is no waterfall."""
    page = hand("report", "boston", "worcester")
    assert "cannot be told" in page.by_id("why-1").text
    assert not [x for x in page.all() if x.attributes.get("id") == "table-waterfall"]


# ------------------------------------------------------------------ for everybody


@pytest.mark.parametrize("arguments", PROGRAMS, ids=" ".join)
def test_headings_go_down_one_level_at_a_time(
    arguments: tuple[str, ...], hand: Hand
) -> None:
    """One h1, and a reader who jumps from heading to heading misses nothing."""
    page = hand("report", *arguments)
    levels = [level(each) for each in page.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    steps = itertools.pairwise(levels)
    assert all(after <= before + 1 for before, after in steps)


@pytest.mark.parametrize("arguments", PROGRAMS, ids=" ".join)
def test_tables_say_what_they_are(arguments: tuple[str, ...], hand: Hand) -> None:
    """A caption, headings with a scope, and as many cells in every row."""
    page = hand("report", *arguments)
    assert page.all("table")
    for table in page.all("table"):
        assert table.one("caption").text.strip()
        head, *rows = table.all("tr")
        assert {x.attributes["scope"] for x in head.all("th")} == {"col"}
        for row in rows:
            cells = row.all("th", "td")
            assert len(cells) == len(head.all("th"))
            assert {x.attributes["scope"] for x in row.all("th")} <= {"row"}
            assert cells[0].tag == "th"


@pytest.mark.parametrize("arguments", PROGRAMS, ids=" ".join)
def test_charts_are_described_and_stand_above_their_table(
    arguments: tuple[str, ...], hand: Hand
) -> None:
    """A picture is an image with a name and a text; its other shapes are silent."""
    page = hand("report", *arguments)
    assert page.all("figure")
    for block in (each for each in page.all("div") if each.has_class("block")):
        for figure in block.all("figure"):
            (image,) = (s for s in figure.all("svg") if s.attributes.get("role"))
            assert image.attributes["role"] == "img"
            for name in ("aria-labelledby", "aria-describedby"):
                assert page.by_id(image.attributes[name]).text.strip()
            assert block.all("table")
    silent = [x for x in page.all("svg") if x.attributes.get("aria-hidden") == "true"]
    inner = [x for image in page.all("svg") for x in image.all("svg")]
    images = [x for x in page.all("svg") if x.attributes.get("role") == "img"]
    assert len(silent) + len(inner) + len(images) == len(page.all("svg"))


@pytest.mark.parametrize("arguments", PROGRAMS, ids=" ".join)
def test_links_lead_somewhere_and_ids_are_unique(
    arguments: tuple[str, ...], hand: Hand
) -> None:
    """Within the page, or to a web page of a source."""
    page = hand("report", *arguments)
    ids = [x.attributes["id"] for x in page.all() if "id" in x.attributes]
    assert len(ids) == len(set(ids))
    for link in page.all("a"):
        href = link.attributes["href"]
        assert href.startswith(("http://", "https://")) or href.removeprefix("#") in ids


@pytest.mark.parametrize("arguments", PROGRAMS, ids=" ".join)
def test_nothing_is_fetched(arguments: tuple[str, ...], hand: Hand) -> None:
    """No script, image, font or frame; and a policy that forbids them."""
    page = hand("report", *arguments)
    banned = ("script", "img", "iframe", "object", "embed", "base", "form", "image")
    assert page.all(*banned, "use", "foreignobject", "video", "audio") == []
    (link,) = page.all("link")
    assert link.attributes["href"] == "data:,"
    assert not any("src" in element.attributes for element in page.all())
    style = page.one("style").text
    assert set(re.findall(r"url\([^)]*\)", style)) == {"url(#hatch)"}
    assert "@import" not in style
    policy = [x.attributes.get("content", "") for x in page.all("meta")]
    assert any(text.startswith("default-src 'none'") for text in policy)


def contrast(one: str, other: str) -> float:
    """The contrast of two colors, 1 to 21.

    Source: WCAG 2.2, relative luminance.
    """

    def luminance(color: str) -> float:
        parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colors_have_enough_contrast(scheme: int) -> None:
    """Text 4.5 to 1 and shapes 3 to 1 against the page, as WCAG 2.2 AA asks."""
    style = files("bodycam_cli").joinpath("render/templates/style.css").read_text()
    block = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[scheme]
    colors = dict(re.findall(r"--(\w+): (#\w{6});", block))
    for name in ("ink", "soft", "link", "lack", "money"):
        assert contrast(colors[name], colors["paper"]) >= 4.5, name
    for name in (f"c{number}" for number in range(7)):
        assert contrast(colors[name], colors["paper"]) >= 3, name


# ------------------------------------------------------------------ text is text

HOSTILE = (
    '=HYPERLINK("http://evil.example")',
    "<script>alert(1)</script>",
    "[red]",
    "</td></table><img src=http://evil.example/x onerror=alert(1)>",
    "</svg></style></title><b>bold",
    '" onmouseover="alert(1)',
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &#60;i&#62;",
    "קו עלות",
    "x" * 10_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_hostile_text_is_text_wherever_it_stands(text: str, hand: Hand) -> None:
    """In titles, notes, lines, waves and sources."""
    program = small(
        title=text,
        place=text,
        cameras={"value": 10, "source": "memo", "note": text},
        lines={"one": {"title": text, "price": 600, "per": "camera-year"}},
        waves={"w": {"title": text, "go_live_month": "2023-09"}},
        sources={"memo": {"title": text, "publisher": text, "url": text}},
    )
    page = hand("report", str(write(program)))
    assert page.one("title").text == text
    assert page.one("h1").text == text
    assert text in page.by_id("table-waves").text
    assert text in page.by_id("sources").text
    assert text in page.by_id("assumptions").text
    assert page.all("script", "img", "i") == []
    assert not any(n.startswith("on") for x in page.all() for n in x.attributes)


def test_a_direction_override_is_shown_and_not_obeyed(hand: Hand) -> None:
    """What would turn the line around is a mark that something was there."""
    page = hand("report", str(write(small(title="\u202egrave\u2066"))))
    assert page.one("h1").text == "\ufffdgrave\ufffd"


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("http://example.org", True),
        ("HTTPS://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("https:javascript:alert(1)", False),
        ("", False),
    ],
)
def test_only_web_pages_are_links(url: str, is_link: bool) -> None:  # noqa: FBT001
    """Every other address is text."""
    source = Citation("memo", "A memo", url=url)
    page = page_of(to_html(Report("cost", "Title", STAMP, sources=(source,))))
    links = list(page.by_id("sources").all("a"))
    assert [x.text for x in links] == (["A memo"] if is_link else [])


def test_a_quote_in_an_address_does_not_end_the_attribute() -> None:
    """It is written as its number, as browsers do."""
    source = Citation("memo", "A memo", url='https://example.org/"><b x="')
    page = page_of(to_html(Report("cost", "Title", STAMP, sources=(source,))))
    (link,) = page.by_id("sources").all("a")
    assert link.attributes["href"] == "https://example.org/%22%3E%3Cb%20x=%22"
    assert page.all("b") == []


# ------------------------------------------------------------------ many lines


def many_lines(count: int) -> Data:
    """A program with so many lines."""
    categories = ("equipment", "software", "storage", "network", "people")
    more = ("training", "records", "prosecution", "other")
    return small(
        lines={
            f"line{number}": {
                "title": f"Line {number}",
                "category": [*categories, *more][number % 9],
                "price": 100 + number,
                "per": "camera-year",
            }
            for number in range(count)
        }
    )


def test_the_tail_of_many_lines_is_one_row_with_its_sum(run: Run, ask: Ask) -> None:
    """Two hundred lines over thirty years: twelve are named, nothing is lost."""
    path = str(write(many_lines(200)))
    document = ask("report", path, "--years", "30")
    lines, cost = table_of(document, "lines"), table_of(document, "cost")
    assert [row["line"] for row in lines["rows"]][-1] == "188 other lines"
    assert sum(row["total"] for row in lines["rows"]) == cost["totals"]["cost"]
    by_category = table_of(document, "by_category")
    names = [column["name"] for column in by_category["columns"]]
    assert len(names) - len(("fiscal_year", "months", "cost", "appropriation")) == 7
    assert run("report", path, "--years", "30", "--format", "json").exit_code == 0


def test_a_page_of_many_lines_stays_small(run: Run, tmp_path: Path) -> None:
    """A clerk mails it."""
    path = tmp_path / "page.html"
    run("report", str(write(many_lines(200))), "--years", "30", "-o", str(path))
    assert path.stat().st_size < 500_000


def test_columns_that_do_not_fit_on_paper_are_a_table_of_their_own(hand: Hand) -> None:
    """Each with the names of the rows, so that no figure is cut in print."""
    page = hand("cost", "typical", "--years", "30", "--by", "line")
    tables = page.by_id("table-lines").all("table")
    assert len(tables) > 2
    assert {each.one("tbody").all("tr")[0].all("th")[0].text for each in tables} == {
        "cameras"
    }
    assert "(part 1 of" in tables[0].one("caption").text
    assert len(rows_of(page, "lines")[0]) == 1 + 1 + 30 + 1


# ------------------------------------------------------------------ every command

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("cost", "boston"),
    ("cost", "typical", "--by", "category"),
    ("compare", "boston", "boston@citywide", "--why"),
    ("rollout", "boston"),
    ("storage", "typical", "--monthly"),
    ("explain", "typical"),
    ("check", "boston"),
    ("simulate", "typical", "--draws", "1000"),
    ("sensitivity", "typical"),
    ("assumptions", "worcester"),
    ("assumptions", "typical", "--missing"),
    ("programs", "list"),
    ("programs", "show", "boston"),
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_writes_its_tables(
    arguments: tuple[str, ...], hand: Hand
) -> None:
    """Plainly, with the same parts as the page of a whole program."""
    page = hand(*arguments)
    assert page.one("h1").text.strip()
    assert page.all("table", "pre", "dl")
    assert page.one("main")
    for table in page.all("table"):
        assert table.one("caption").text.strip()


def test_a_file_that_is_shown_is_shown_as_it_is(hand: Hand) -> None:
    """Its lines and indents, not a table about it."""
    page = hand("programs", "show", "boston")
    assert 'title = "Boston Police Department"\nplace = ' in page.one("pre").text
    assert page.all("table") == []


def test_the_answer_can_be_had_in_every_other_format(run: Run) -> None:
    """The page is one Report, which all formats render."""
    for name in ("table", "json", "csv", "markdown"):
        result = run("report", "typical", "--format", name)
        assert result.exit_code == 0, name
        assert "1,830,451" in result.stdout or "1830451" in result.stdout


@pytest.mark.parametrize("name", ["table", "markdown", "json"])
def test_sections_are_kept_in_other_formats(name: str, run: Run) -> None:
    """Their titles and sentences stand above their tables."""
    text = run("report", "boston", "--format", name, "--quiet").stdout
    assert "what is unfunded" in text.lower()
    assert "400 cameras are in service from September 2019" in text
    if name != "json":
        assert text.lower().index("what is unfunded") < text.index("Covered")


def test_bars_stand_beside_their_rows(hand: Hand) -> None:
    """As long as their values, none for nothing; on a phone under the names."""
    page = hand("rollout", "boston")
    rows = page.by_id("table-months").one("tbody").all("tr")
    assert rows[0].all("rect") == []
    under, beside = rows[-1].all("svg")
    assert under.has_class("thumb")
    assert not beside.has_class("thumb")
    for bar in (under, beside):
        assert bar.one("rect").attributes["width"] == "100.00"


# ------------------------------------------------------------------ how it is made


@pytest.mark.parametrize("arguments", PROGRAMS, ids=" ".join)
def test_the_same_input_gives_the_same_bytes(
    arguments: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    """No date, no random name, no order of a set."""
    path = tmp_path / "page.html"
    pages = []
    for _ in range(2):
        run("report", *arguments, "-o", str(path))
        pages.append(path.read_bytes())
    assert pages[0] == pages[1]


def test_the_stamp_says_what_made_the_page(hand: Hand) -> None:
    """The command line, and the program by its hash."""
    footer = hand("report", "typical").one("footer").text
    assert "bodycam report typical -o" in footer
    assert re.search(r"typical: SHA-256 [0-9a-f]{64}", footer)


def test_without_jinja_the_one_line_that_installs_it_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 1, and no file."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    path = tmp_path / "page.html"
    result = run("report", "boston", "-o", str(path), "--quiet")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.endswith("python3 -m pip install 'bodycam-cli[report]'")
    assert not path.exists()


def test_only_a_page_loads_jinja(monkeypatch: pytest.MonkeyPatch) -> None:
    """All other formats start without it."""
    monkeypatch.setattr("startup.HEAVY", ("jinja2",))
    assert heavy_modules_after(["cost"]) == []
    assert heavy_modules_after(["cost", "-o", "/dev/null"]) == []


def test_the_templates_belong_to_the_package() -> None:
    """They are where the wheel has them."""
    folder = files("bodycam_cli") / "render" / "templates"
    names = {each.name for each in folder.iterdir()}
    assert names >= {"page.html", "parts.html", "style.css"}


def test_a_report_without_tables_is_a_page() -> None:
    """As little as there can be."""
    page = page_of(to_html(Report("cost", "Nothing", STAMP)))
    assert page.one("h1").text == "Nothing"


def test_commands_between_backticks_are_code() -> None:
    """And a backtick that stands alone is a backtick."""
    report = Report("cost", "T", STAMP, notes=("Run `bodycam cost`.", "a ` b"))
    page = page_of(to_html(report))
    notes = [each for each in page.all("p") if each.has_class("note")]
    assert [x.text for x in notes[0].all("code")] == ["bodycam cost"]
    assert notes[1].text == "a ` b"


def test_a_plain_report_has_its_answer_and_sources() -> None:
    """A report without sections: the same parts, in order."""
    page = page_of(to_html(boston_report()))
    assert page.by_id("source-1").all("a")
    assert [x.text for x in page.all("h2")] == [
        "Cost by fiscal year",
        "Sources",
        "Notices",
    ]


# ------------------------------------------------------------------ charts


def stack(*rows: dict[str, Any], line: str | None = None) -> Any:
    """A picture of columns ``a`` and ``b`` on top of each other."""
    columns = (
        Column("fiscal_year", "Fiscal year", "fiscal year", "period"),
        *(Column(name, name.upper(), "dollars") for name in ("a", "b", "sum", "line")),
    )
    numbered = tuple(
        {"fiscal_year": 2024 + index, **row} for index, row in enumerate(rows)
    )
    table = Table("t", "", columns, numbered)
    chart = Chart(
        "t", "fiscal_year", "sum", "T", kind="stack", series=("a", "b"), line=line
    )
    return picture_of(table, chart)


def test_parts_of_a_column_are_as_high_as_their_dollars() -> None:
    """On top of each other, from zero up to the sum."""
    picture = stack({"a": 300, "b": 100, "sum": 400})
    below, above = picture.rects
    assert below.height == pytest.approx(3 * above.height)
    assert below.y + below.height == pytest.approx(picture.base)
    assert above.y + above.height == pytest.approx(below.y)


def test_a_column_of_zero_is_not_drawn() -> None:
    """Its word says $0."""
    picture = stack({"a": 0, "b": 0, "sum": 0}, {"a": 5, "b": 5, "sum": 10})
    assert len(picture.rects) == 2
    assert [x.text for x in picture.words if x.look == "value"] == ["$0", "$10"]


def test_a_chart_of_nothing_is_not_drawn() -> None:
    """No scale can be made of zeros."""
    assert stack({"a": 0, "b": 0, "sum": 0}) is None
    assert stack({"a": None, "b": None, "sum": None}) is None


def test_the_line_stands_at_its_value_and_only_where_there_is_one() -> None:
    """A year without an appropriation has none."""
    picture = stack(
        {"a": 400, "b": 0, "sum": 400, "line": 200},
        {"a": 400, "b": 0, "sum": 400, "line": None},
        line="line",
    )
    (stroke,) = picture.strokes
    (rect, _) = picture.rects
    assert stroke.y == pytest.approx(rect.y + rect.height / 2)
    assert [key.label for key in picture.keys] == ["LINE", "B", "A"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "$0"),
        (9_999, "$9,999"),
        (10_000, "$10K"),
        (33_174, "$33.2K"),
        (445_177, "$445K"),
        (999_600, "$1M"),
        (2_833_333, "$2.83M"),
        (15_100_000, "$15.1M"),
        (999_999_999, "$1B"),
        (2_345_000_000_000, "$2,350B"),
    ],
)
def test_dollars_in_a_chart_have_three_digits(value: int, expected: str) -> None:
    """Halves go up; the table has them in full."""
    assert compact(value, "dollars") == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(20, "20"), (1_250, "1,250"), (7.5, "7.5"), (59.02, "59.0")]
)
def test_other_numbers_in_a_chart_are_written_out(value: float, expected: str) -> None:
    """Cameras and terabytes."""
    assert compact(value, "TB") == expected


def test_the_small_program_is_drawn(ask: Ask, hand: Hand) -> None:
    """One line, one category, no ranges, no video: only what there is."""
    path = str(write(SMALL))
    page = hand("report", path)
    ids = [each.attributes.get("id") for each in page.all("section")]
    assert "storage" not in ids
    assert "sensitivity" not in ids
    assert json.dumps(ask("report", path))
