"""A report as Markdown."""

from dataclasses import replace
from textwrap import dedent

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from reports import STAMP, boston, partial, rollout

from bodycam_cli.render.markdown import to_markdown
from bodycam_cli.report.document import Citation, Column, Notice, Report, Table, Value


def tokens(text: str) -> list[Token]:
    """Everything that a reader of Markdown sees in the text."""
    found = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    inner = [child for token in found for child in token.children or []]
    return found + inner


def test_a_report_reads_as_a_memo() -> None:
    """Headings, a bold first sentence, a table, notices, and linked sources."""
    assert to_markdown(boston()) == dedent("""\
        # Boston Police Department: cost, FY2019 to FY2023

        - Published estimate for 400 cameras; nominal dollars.
        - Fiscal years begin in July; FY2019 is July 2018 to June 2019.

        **$10,600,000 of $15,100,000 is unfunded in FY2019 to FY2023.**

        FY2019 lacks $833,333: it costs $2,833,333 and has $2,000,000.

        ## Cost by fiscal year

        | Fiscal year | Cost | Appropriation | Left | Unfunded | Cumulative | Per camera |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: |
        | FY2019 | $2,833,333 | $2,000,000 | -$833,333 | $833,333 | $2,833,333 | $7,083 |
        | FY2020 | $2,833,333 | $2,500,000 | -$333,333 | $333,333 | $5,666,666 | $7,083 |
        | FY2021 | $2,833,334 | — | — | $2,833,334 | $8,500,000 | $7,083 |
        | FY2022 | $3,300,000 | — | — | $3,300,000 | $11,800,000 | $8,250 |
        | FY2023 | $3,300,000 | — | — | $3,300,000 | $15,100,000 | $8,250 |
        | **Total** | **$15,100,000** | **$4,500,000** |  | **$10,600,000** |  |  |

        Paid by others and funding are $0 in every row.

        Local cost is the same as cost.

        Per camera is by 400 cameras in every year, which is assumed.

        ## Notices

        - The published estimate does not divide evenly by three years: the leftover $1 is in FY2021.

        ## Sources

        - announcement: [Mayor Walsh announces funding for body-worn cameras](<https://www.boston.gov/news/body-worn-cameras>). City of Boston, 2018-08-02.
        """)  # noqa: E501 - the output as it is


def test_partial_and_unknown_values_keep_their_words() -> None:
    """A bold total still says that it is a bound."""
    text = to_markdown(partial())
    assert "| FY2023 (5 mo.) | at least $33,174 | at most -$1,200 | 56.1 % |" in text
    assert "| **Total** | **at least $33,174** |  |  |" in text
    assert "\nUnknown: lines.staff\\_time.price, lines.x.price.\n" in text


def test_a_table_without_a_title_or_rows_is_said_to_be_empty() -> None:
    """And a chart is its table alone."""
    table = Table("t", "", (Column("a", "A", "dollars"),), ())
    text = to_markdown(Report("x", "T", STAMP, tables=(table,)))
    assert text == "# T\n\nNone.\n"
    assert "█" not in to_markdown(rollout())


def test_levels_of_a_tree_are_kept() -> None:
    """Spaces before a text show how deep it stands."""
    columns = (Column("a", "A", "text", "item"), Column("n", "N", "dollars"))
    table = Table("t", "", columns, ({"a": "top", "n": 3}, {"a": "  leaf", "n": 2}))
    text = to_markdown(Report("x", "T", STAMP, tables=(table,)))
    assert "| &nbsp;&nbsp;leaf | $2 |" in text


HOSTILE = (
    "<script>alert(1)</script>",
    "<script",
    "<!-- x",
    "<?x",
    "![x](http://a/b)",
    "[x](javascript:alert(1))",
    "[x]: http://a",
    "**bold** _it_ `code` ~~gone~~",
    "a | b\\| c \\",
    "# heading",
    "> quote",
    "- item",
    "+ item",
    "1. item",
    "12) item",
    "===",
    "---",
    "***",
    "    code",
    "```",
    "~~~",
    "&copy; &#124; &amp;",
    "a\n\n# b\r\n| c",
    "<http://a.example>",
    "x  \ny\\\nz",
    "\\",
    "[red] [/usr]",
)
_BLOCKS = (
    *("heading", "paragraph", "bullet_list", "list_item"),
    *("table", "thead", "tbody", "tr", "th", "td", "strong"),
)
HARMLESS = {
    *("text", "inline", "text_special"),
    *(f"{name}_{end}" for name in _BLOCKS for end in ("open", "close")),
}


def hostile_report(text: str) -> Report:
    """A report that has the text wherever a user's words may come."""
    columns = (
        Column("item", text, "text", "item"),
        Column("cost", text, "dollars"),
        Column("note", "Note", "text"),
    )
    row: dict[str, Value] = {"item": text, "cost": 1, "note": text}
    table = Table("t", text, columns, (row, row), {"cost": 2}, notes=(text,))
    return Report(
        *("cost", text, STAMP),
        basis=(text,),
        answer=(text, text),
        tables=(table,),
        notes=(text,),
        notices=(Notice("x", text),),
        sources=(Citation(text, text, text, text, text),),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_user_wrote_is_markup(text: str) -> None:
    """The structure is that of plain words, and the words come out as they were."""
    markdown = to_markdown(hostile_report(text))
    found = tokens(markdown)
    plain = tokens(to_markdown(hostile_report("plain")))
    assert {token.type for token in found} <= HARMLESS
    assert [token.type for token in found if token.block] == [
        token.type for token in plain if token.block
    ]
    rendered = "".join(token.content for token in found if token.type != "inline")
    assert " ".join(text.split()) in " ".join(rendered.split())


def test_only_web_pages_are_linked() -> None:
    """Any other address is text; nothing in an address ends the link."""
    urls = ("javascript:alert(1)", "https://a.example/>x)<b> c`\\|", "")
    sources = tuple(Citation("s", "Title.", "City", "2018", url) for url in urls)
    text = to_markdown(Report("x", "T", STAMP, sources=sources))
    assert text.splitlines()[-3:] == [
        "- s: Title. City, 2018. javascript:alert(1).",
        "- s: [Title.](<https://a.example/%3Ex)%3Cb%3E%20c%60%5C|>). City, 2018.",
        "- s: Title. City, 2018.",
    ]
    hrefs = [token.attrs["href"] for token in tokens(text) if token.type == "link_open"]
    assert hrefs == ["https://a.example/%3Ex)%3Cb%3E%20c%60%5C%7C"]


def test_a_source_without_a_title_is_linked_by_its_address() -> None:
    """A link needs something to click."""
    source = Citation("s", "", url="http://a.example")
    text = to_markdown(Report("x", "T", STAMP, sources=(source,)))
    assert "- s: [http://a.example](<http://a.example>).\n" in text


def test_text_that_is_the_answer_is_fenced() -> None:
    """The fence is longer than any in the text, and notices still follow."""
    text = "a\n````\n| b |\r\n\x1b[2J"
    markdown = to_markdown(replace(boston(), verbatim=text, sources=()))
    assert "\n\n`````\na\n````\n| b |\n\ufffd[2J\n`````\n\n## Notices\n" in markdown
    assert "| Fiscal year" not in markdown
