"""Reading TOML: the data, the line of each key, and words for what is wrong."""

import hashlib
import json
import math
import os
import re
import threading
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodycam_cli.program.problems import Problem, ProgramError
from bodycam_cli.program.toml_file import (
    MAX_BYTES,
    TomlFile,
    parse_key,
    parse_value,
    read_toml,
    read_toml_path,
)

PROGRAM = """\
title = "Test City"   # [not.a.table]
cameras = { value = 400, source = "memo" }

[[sources]]
date = 2018-08-02
[sources.publisher]
name = "City"

[[sources]]
[sources.publisher]
name = "County"

[lines.licenses]
price.low = 600
price.high = 1_350
steps = [
  # { month = "2027-02" },
  { month = "2028-02", rate = 0.27 },
  { month = "2029-02", rate = { value = 0.1, source = "memo" } },
]
note = '''
[lines.none]
per = "nothing"
'''
"per" = "camera-year"

[lines]
"a . \\u0062" . 'c#"' = 1
"""


def read(text: str) -> TomlFile:
    return read_toml("city.toml", text.encode())


def problems_of(raw: str | bytes) -> list[Problem]:
    with pytest.raises(ProgramError) as caught:
        read_toml("city.toml", raw.encode() if isinstance(raw, str) else raw)
    return caught.value.problems


def problem_of_path(path: Path) -> str:
    with pytest.raises(ProgramError) as caught:
        read_toml_path(path, "city.toml")
    return str(caught.value)


# What a file says


def test_a_file_is_its_name_text_data_and_digest() -> None:
    """The text has plain line ends; the digest is that of the bytes as they are."""
    raw = b'\xef\xbb\xbftitle = "A"\r\ncameras = 4\r\n'
    file = read_toml("city.toml", raw)
    assert file.name == "city.toml"
    assert file.text == 'title = "A"\ncameras = 4\n'
    assert file.data == {"title": "A", "cameras": 4}
    assert file.sha256 == hashlib.sha256(raw).hexdigest()


def test_dates_and_times_become_iso_strings_at_any_depth() -> None:
    """So that the data passes through JSON."""
    file = read(
        "day = 2018-08-02\n"
        "list = [ 2018-08-02 10:30:00, { at = 10:30:00 } ]\n"
        "[table]\n"
        "zoned = 2018-08-02T10:30:00Z\n"
    )
    assert file.data == {
        "day": "2018-08-02",
        "list": ["2018-08-02T10:30:00", {"at": "10:30:00"}],
        "table": {"zoned": "2018-08-02T10:30:00+00:00"},
    }


def test_nan_and_infinity_are_left_for_the_model_to_refuse() -> None:
    """They are TOML, and no fault of the file's form."""
    data = read("a = nan\nb = -inf\n").data
    assert math.isnan(data["a"])
    assert data["b"] == -math.inf


def test_the_largest_integers_of_64_bits_are_read() -> None:
    """The bounds of TOML itself."""
    text = "a = 9223372036854775807\nb = -9223372036854775808\n"
    assert read(text).data == {"a": 2**63 - 1, "b": -(2**63)}


# Where it says it


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 1),
        (("cameras",), 2),
        (("cameras", "source"), 2),
        (("sources",), 4),
        (("sources", 0), 4),
        (("sources", 0, "date"), 5),
        (("sources", 0, "publisher"), 6),
        (("sources", 0, "publisher", "name"), 7),
        (("sources", 1), 9),
        (("sources", 1, "publisher"), 10),
        (("sources", 1, "publisher", "name"), 11),
        (("lines", "licenses"), 13),
        (("lines", "licenses", "price"), 14),
        (("lines", "licenses", "price", "low"), 14),
        (("lines", "licenses", "price", "high"), 15),
        (("lines", "licenses", "steps"), 16),
        (("lines", "licenses", "steps", 0), 18),
        (("lines", "licenses", "steps", 0, "rate"), 18),
        (("lines", "licenses", "steps", 1, "month"), 19),
        (("lines", "licenses", "steps", 1, "rate", "source"), 19),
        (("lines", "licenses", "note"), 21),
        (("lines", "licenses", "per"), 25),
        (("lines",), 27),
        (("lines", "a . b"), 28),
        (("lines", "a . b", 'c#"'), 28),
    ],
)
def test_each_key_has_its_line(path: tuple[str | int, ...], line: int) -> None:
    """In headings, lists of tables, dotted and quoted keys, and inline tables."""
    assert read(PROGRAM).line(path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("lines", "licenses", "prise"), 13),
        (("lines", "licenses", "steps", 7, "month"), 16),
        (("lines", "none", "per"), 27),
        (("sources", "0", "date"), 4),
        (("nowhere", "at", "all"), 0),
        ((), 0),
    ],
)
def test_a_key_that_is_not_there_has_the_line_of_its_nearest_parent(
    path: tuple[str | int, ...], line: int
) -> None:
    """Or none, where no parent is there either."""
    assert read(PROGRAM).line(path) == line


def test_a_table_without_a_heading_stands_where_one_of_its_tables_does() -> None:
    """The first heading that names it."""
    file = read("x = 1\n[a.b.c]\n[a.b.d]\n[[a.e.f]]\n")
    assert file.line(("a",)) == 2
    assert file.line(("a", "b")) == 2
    assert file.line(("a", "b", "d")) == 3
    assert file.line(("a", "e")) == 4
    assert file.line(("a", "e", "f", 0)) == 4


def test_lists_of_tables_count_anew_in_each_item_of_the_outer_list() -> None:
    """``[[a.b]]`` belongs to the last ``[[a]]``."""
    file = read("[[a]]\n[[a.b]]\n[[a.b]]\n[[a]]\n[[a.b]]\nx = 1\n")
    assert file.line(("a", 0, "b", 1)) == 3
    assert file.line(("a", 1, "b")) == 5
    assert file.line(("a", 1, "b", 0, "x")) == 6


@pytest.mark.parametrize(
    "value",
    [
        '""',
        "''",
        '"\\"] # \\\\"',
        "'\\'",
        '""""a"""""',
        "'''''a'''''",
        '"""\n\\""" b = 1\n"""',
        '"""a \\\n   b"""',
        "'''\n[b]\n'''",
        '[ "]", [ "," , ] , # ]\n  \'#\' ]',
        "[\n]",
        "{}",
        "1979-05-27 07:32:00  # }",
        '[ { a = "}", b = [ { c = 1 } ] }, ]',
    ],
)
def test_a_value_of_any_form_ends_where_toml_ends_it(value: str) -> None:
    """The key after it is found on its own line."""
    text = f"first = {value}\nlast = 1\n"
    assert read(text).line(("last",)) == text.count("\n")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_both_line_ends_count_alike(end: str) -> None:
    """Also within text and lists, and mixed with the other kind."""
    text = "a = '''\nb'''\n[t] # c\nd = [\n1\n]\r\ne = 1".replace("\n", end)
    file = read(text.replace("\r\r", "\r"))
    assert file.line(("t", "d", 0)) == 5
    assert file.line(("t", "e")) == 7


def test_a_thousand_tables_are_scanned_at_once() -> None:
    """About 20 ms; a walk that grew with the square would take far longer."""
    table = "[lines.l{0}]\nprice = {{ low = {0}, likely = 2 }}\nper = 'camera'\n"
    file = read("".join(table.format(number) for number in range(1000)))
    start = time.perf_counter()
    assert file.line(("lines", "l999", "price", "likely")) == 2999
    assert time.perf_counter() - start < 1


# What cannot be read


def test_what_is_read_from_a_path_is_named_as_the_user_named_it(tmp_path: Path) -> None:
    """The name is for messages, the path for reading."""
    path = tmp_path / "city.toml"
    path.write_bytes(b"cameras = 4\n")
    assert read_toml_path(path, "my city").data == {"cameras": 4}
    assert read_toml_path(path, "my city").name == "my city"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Also below something that is no directory."""
    expected = (
        "city.toml: there is no such file; `bodycam programs list` shows the built-in "
        "ones\n1 problem. Nothing was calculated."
    )
    (tmp_path / "file").touch()
    assert problem_of_path(tmp_path / "none.toml") == expected
    assert problem_of_path(tmp_path / "file" / "none.toml") == expected


def test_a_directory_is_refused(tmp_path: Path) -> None:
    """A city may keep its program in a directory of its own."""
    expected = "city.toml: this is a directory; name the program file in it\n"
    assert problem_of_path(tmp_path).startswith(expected)


def test_a_file_that_one_may_not_read_is_refused(tmp_path: Path) -> None:
    """The superuser may read all, and so becomes nobody for a moment."""
    path = tmp_path / "city.toml"
    path.touch(mode=0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        assert "you may not read this file; ask its owner" in problem_of_path(path)
    finally:
        os.seteuid(user)


def test_what_the_system_cannot_open_is_refused_in_its_words(tmp_path: Path) -> None:
    """A name too long, a loop of links, a name with a null byte."""
    loop = tmp_path / "loop.toml"
    loop.symlink_to(loop)
    assert "cannot be read (file name too long);" in problem_of_path(
        tmp_path / ("a" * 300)
    )
    assert "cannot be read (too many levels of sym" in problem_of_path(loop)
    assert "cannot be read (embedded null byte);" in problem_of_path(
        tmp_path / "a\0.toml"
    )


def test_a_file_of_more_than_10_mb_is_refused(tmp_path: Path) -> None:
    """No program is that long, and no more of it is read."""
    path = tmp_path / "city.toml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert "city.toml: the file is larger than 1 MB" in problem_of_path(path)
    assert "city.toml: the file is larger than 1 MB" in problem_of_path(
        Path("/dev/zero")
    )
    comment = b"a = 1 #".ljust(MAX_BYTES, b"-")
    assert read_toml("city.toml", comment).data == {"a": 1}


def test_a_pipe_is_read_to_its_end() -> None:
    """As in ``bodycam cost <(make-program)``."""
    reader, writer = os.pipe()
    os.write(writer, b"cameras = 4\n")
    os.close(writer)
    try:
        assert read_toml_path(Path(f"/dev/fd/{reader}"), "p").data == {"cameras": 4}
    finally:
        os.close(reader)


def test_a_named_pipe_waits_for_its_writer(tmp_path: Path) -> None:
    """It may open the pipe later than the reader, and write in parts."""
    path = tmp_path / "city.toml"
    os.mkfifo(path)

    def write() -> None:
        time.sleep(0.05)
        with path.open("wb", buffering=0) as pipe:
            pipe.write(b"cameras")
            time.sleep(0.05)
            pipe.write(b" = 4\n")

    writer = threading.Thread(target=write)
    writer.start()
    assert read_toml_path(path, "city.toml").data == {"cameras": 4}
    writer.join()


def test_a_named_pipe_that_nobody_writes_to_does_not_hang(tmp_path: Path) -> None:
    """It is empty."""
    path = tmp_path / "city.toml"
    os.mkfifo(path)
    assert "city.toml: the file is empty;" in problem_of_path(path)


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", b"# a = 1\n\n# b"])
def test_a_file_that_says_nothing_is_empty(raw: bytes) -> None:
    """White space and comments say nothing."""
    assert problems_of(raw) == [
        Problem(
            "city.toml",
            0,
            "",
            "the file is empty; a program needs at least title, "
            "fiscal_year_start_month, first_month, cameras, and a line, a published "
            "estimate or extends",
        )
    ]


@pytest.mark.parametrize(
    "raw",
    [
        'title = "A"'.encode("utf-16"),
        'title = "A"'.encode("utf-16-be"),
        'title = "A"'.encode("utf-32"),
        b"PK\x03\x04\x14\x00\x06\x00",
    ],
)
def test_utf_16_and_workbooks_are_told_apart_from_bad_toml(raw: bytes) -> None:
    """A null byte is in both, and in no text."""
    text = "this is UTF-16 (on Windows: Unicode) or not text; save it as UTF-8"
    assert problems_of(raw) == [Problem("city.toml", 0, "", text)]


def test_a_character_that_is_not_utf_8_has_its_line() -> None:
    """As an editor on Windows may write it."""
    text = "this line is not UTF-8, but perhaps Windows-1252; save it as UTF-8"
    raw = 'a = "é"\n'.encode() + 'b = 1\r\nc = "é"\n'.encode("cp1252")
    assert problems_of(raw) == [Problem("city.toml", 3, "", text)]
    with_mark = b'\xef\xbb\xbf\n"\xe9"'
    assert problems_of(with_mark) == [Problem("city.toml", 2, "", text)]


TWICE = "this key has a value already; give it only once"
QUOTED = "a name of more than letters, digits, - and _ stands in quotes"
EQUALS = f'a key is followed by =, as in title = "My city"; {QUOTED}'
HEADING = f"a heading stands in brackets, as in [lines.cameras]; {QUOTED}"
BRACES = "a table in braces stands on one line without a comma at its end"
WRITTEN = (
    'text and months stand in straight quotes, as in "2019-06"; numbers have no comma, '
    "$ or %, as in 1_350 or 0.35"
)
UNREAD = f"the value is missing or cannot be read; {WRITTEN}"
MORE = f"there is more on this line than one value; {WRITTEN}"
NEITHER = (
    "this is neither a setting (cameras = 400), nor a heading ([lines.cameras]), nor a "
    "comment (# ...)"
)
LIST = "a list is not closed, or lacks a comma; write [1, 2]"
TABLE = (
    "a table in braces is not closed, or lacks a comma; write it on one line, as in "
    "{ low = 1, high = 2 }"
)
BACKSLASH = (
    "in \"text\" a backslash is written twice; or put the text in 'single quotes'"
)
OPEN = "a text is not closed; add the quote at its end"
CONTROL = "there is a control character on this line; delete it"
DATE = "there is no such date or time; check its digits"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a = 1\nb = 2\na = 3\n", 3, TWICE),
        ("a = 1\n[a]", 2, TWICE),
        ("a = 1\n[[a]]", 2, TWICE),
        ("\na = { b = 1, b = 2 }", 2, TWICE),
        ("a = 1\r\n\r\nb =\r\n", 3, UNREAD),
        ("a = $5", 1, UNREAD),
        ("a = “A”", 1, UNREAD),
        ("a = [\n1,\n\n\n", 2, UNREAD),
        ("a = 2019-06", 1, MORE),
        ("a = 1,350", 1, MORE),
        ("a", 1, EQUALS),
        ("a b = 1", 1, EQUALS),
        ("größe = 1", 1, EQUALS),
        ("[a b]", 1, HEADING),
        ("[[a]\n", 1, HEADING),
        ("a = {\n  b = 1\n}", 1, f"a name is missing; {BRACES}, and {QUOTED}"),
        ("a = 1\n<<<<<<< HEAD\n", 2, NEITHER),
        ("a = [ 1 2 ]", 1, LIST),
        ("a = [ 1,\nb = 1", 2, UNREAD),
        ("a = { b = 1 c = 2 }", 1, TABLE),
        ('a = "C:\\Users"', 1, BACKSLASH),
        ('a = "\\d"', 1, BACKSLASH),
        ('a = "\\ud800"', 1, BACKSLASH),
        ('a = "b\nc = 1', 1, OPEN),
        ("a = 'b\nc = 'd'", 1, OPEN),
        ("a = 'b", 1, OPEN),
        ("a = '''b\nc\n\n", 2, OPEN),
        ('a = """b\nc', 2, OPEN),
        ('a = "\x07"', 1, CONTROL),
        ("# \x07", 1, CONTROL),
        ("a = 2019-02-30", 1, DATE),
    ],
)
def test_bad_toml_is_told_in_plain_words_at_its_line(
    text: str, line: int, words: str
) -> None:
    """Nothing of the parser's own words is left."""
    assert problems_of(text) == [Problem("city.toml", line, "", words)]


DECLARED = "is declared twice; put its settings under one heading"
GIVEN = "is given already; put all of it in one place"


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        ("[a]\n[a.b]\n[a]", 3, "a", DECLARED),
        ("[['a b'.c]]\n['a b'.c]", 2, '"a b".c', DECLARED),
        ("['a) (at ']\n['a) (at ']", 2, '"a) (at "', DECLARED),
        ('["a\\nb"."é"]\n["a\\nb"."é"]', 2, '"a\\nb"."é"', DECLARED),
        ('["a\u2028"]\n["a\\u2028"]', 2, '"a\\u2028"', DECLARED),
        ("a = { b = 1 }\na.c = 1", 2, "a", GIVEN),
        ("[a.b]\n[a]\nb.c = 1", 3, "a.b", GIVEN),
        ("a = []\n[[a]]", 2, "a", GIVEN),
    ],
)
def test_a_table_that_is_given_twice_is_named(
    text: str, line: int, key: str, words: str
) -> None:
    """By its key, on one line, whatever is in the key."""
    assert problems_of(text) == [Problem("city.toml", line, key, f"{key} {words}")]


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 40 + "]" * 40,
        "a = " + "[" * 100_000,
        "a = " + "{ a = " * 40 + "1" + " }" * 40,
        "a = " + "{ a = " * 50_000,
        ".".join("a" * 100) + " = 1",
        "[" + ".".join("a" * 100) + "]",
    ],
)
def test_nesting_beyond_any_program_is_refused(text: str) -> None:
    """Before anything that walks the data could fail on it."""
    words = "tables or lists are nested too deeply; a program needs a few levels"
    assert problems_of(text) == [Problem("city.toml", 0, "", words)]


def test_every_integer_beyond_64_bits_is_refused_by_its_key() -> None:
    """All at once, in the order of the lines."""
    words = "has too many digits; a whole number may have 18"
    text = (
        "a = 9223372036854775808\n[b]\nc = [ 1,\n{ d = 0x0, e = 0xffffffffffffffff }]"
    )
    assert problems_of(text) == [
        Problem("city.toml", 1, "a", f"a {words}"),
        Problem("city.toml", 4, "b.c.1.e", f"b.c.1.e {words}"),
    ]


def test_an_integer_beyond_what_python_reads_has_its_line() -> None:
    """Python refuses more than 4300 digits, and does not say where they stand."""
    words = "a number has too many digits; a whole number may have 18"
    text = f"a = 99999\nb = [\n  {'1' * 5000},\n]\n"
    assert problems_of(text) == [Problem("city.toml", 3, "", words)]


# The command line


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("400", 400),
        ("1_350", 1350),
        ("0.35", 0.35),
        ("true", True),
        ("True", "True"),
        ("", ""),
        ("citywide", "citywide"),
        ("2019-06", "2019-06"),
        ("FY2019", "FY2019"),
        ("007", "007"),
        ("1,350", "1,350"),
        ("$5", "$5"),
        ('"4"', "4"),
        ("'4'", "4"),
        ("2018-08-02", "2018-08-02"),
        ("2018-08-02 10:30:00", "2018-08-02T10:30:00"),
        ("[ 2018-08-02, 1 ]", ["2018-08-02", 1]),
        ("[\n1,\n2 ]", [1, 2]),
        ("{ low = 1, high = { a = 2 } }", {"low": 1, "high": {"a": 2}}),
        ("inf", math.inf),
        ("a\nb = 1", "a\nb = 1"),
        ("1\nb = 1", "1\nb = 1"),
        ("1\n[b]", "1\n[b]"),
        ("{}\nvalue.b = 1", "{}\nvalue.b = 1"),
        ("1\n[[value]]", "1\n[[value]]"),
        ("\n1", "\n1"),
        ("\0", "\0"),
        ("9223372036854775808", "9223372036854775808"),
        ("9" * 5000, "9" * 5000),
        ("[" * 40 + "]" * 40, "[" * 40 + "]" * 40),
        ("[" * 100_000, "[" * 100_000),
        ("\udce9", "\udce9"),
    ],
)
def test_a_value_is_toml_or_the_text_itself(text: str, value: Any) -> None:
    """And never more than one value."""
    assert parse_value(text) == value
    assert type(parse_value(text)) is type(value)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("cameras", ("cameras",)),
        ("lines.licenses.price", ("lines", "licenses", "price")),
        (' lines . "a b"\t.\'c"\' ', ("lines", "a b", 'c"')),
        ('"\\u0061.b"."".1', ("a.b", "", "1")),
        ("", None),
        (".", None),
        ("a.", None),
        (".a", None),
        ("a..b", None),
        ("a b", None),
        ("a\n", None),
        ("a = 1", None),
        ("a # b", None),
        ("[a]", None),
        ("é", None),
        ('"a', None),
        ('"\\q"', None),
        ('"\x07"', None),
        ('"""a"""', None),
    ],
)
def test_a_key_is_a_dotted_key_of_toml_or_none(
    text: str, key: tuple[str, ...] | None
) -> None:
    """With its quotes and escapes."""
    assert parse_key(text) == key


# Whatever is written


PIECES = 'a b.c 1 = , # \n \r\n [ ] [[ ]] { } " \' """ \'\'\' \\ "x" [a] [[a]] [a.b]'
toml_like = st.lists(st.sampled_from([*PIECES.split(" "), " ", "a = 1\n"])).map("".join)
names = st.text("ab-1 .'\"\\#=[]é\t", max_size=3)
texts = st.text("a '\"\\#=[]{},\né", max_size=8)
values = st.recursive(
    st.integers(-9, 9) | st.booleans() | texts,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(names, inner, max_size=3)
        | st.lists(st.dictionaries(names, inner, max_size=3), min_size=1, max_size=3)
    ),
    max_leaves=12,
)
tables = st.dictionaries(names, values, min_size=1, max_size=4)


def paths_of(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[Any]:
    if path:
        yield path
    items = enumerate(value) if isinstance(value, list) else ()
    for key, item in value.items() if isinstance(value, dict) else items:
        yield from paths_of(item, (*path, key))


class Writer:
    """Writes data as TOML in mixed styles, keeping the line and spelling of keys."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.text = ""
        self.lines: dict[Any, tuple[int, str]] = {}

    def chance(self) -> bool:
        return self.random.random() < 0.5

    def pick(self, *choices: str) -> str:
        return self.random.choice(choices)

    def note(self, path: Any, spelling: str) -> None:
        self.lines.setdefault(path, (self.text.count("\n") + 1, spelling))

    def key(self, path: Any, name: str) -> None:
        choices = [json.dumps(name, ensure_ascii=self.chance())]
        choices += [f"'{name}'"] if "'" not in name else []
        choices += [name] * 3 if re.fullmatch("[ab1-]+", name) else []
        spelling = self.pick(*choices)
        self.note((*path, name), spelling)
        self.text += spelling

    def string(self, text: str) -> str:
        escaped = text.replace("\\", "\\\\").replace('"""', '""\\"')
        choices = [json.dumps(text), f'"""\n{escaped}"""']
        choices += [f"'{text}'"] if not {"'", "\n"} & set(text) else []
        choices += [f"'''\n{text}'''"] if "'''" not in text else []
        return self.pick(*choices)

    def value(self, path: Any, value: Any) -> None:
        if isinstance(value, str):
            self.text += self.string(value)
        elif isinstance(value, dict):
            self.text += "{ "
            for number, (name, item) in enumerate(value.items()):
                self.text += self.pick(", ", ",") if number else ""
                self.setting(path, name, item)
            self.text += "}"
        elif isinstance(value, list):
            gap = self.pick("", " ", "\n", " # ] }\n\n  ")
            self.text += "["
            for index, item in enumerate(value):
                self.text += gap
                self.note((*path, index), "")
                self.value((*path, index), item)
                self.text += f"{gap},"
            self.text += f"{gap}]"
        else:
            self.text += json.dumps(value)

    def setting(self, path: Any, name: str, value: Any) -> None:
        self.key(path, name)
        path = (*path, name)
        while isinstance(value, dict) and len(value) == 1 and self.chance():
            [(name, value)] = value.items()
            self.text += self.pick(".", " . ")
            self.key(path, name)
            path = (*path, name)
        self.text += self.pick("=", " = ")
        self.value(path, value)

    def heading(self, path: Any, form: str) -> None:
        start, end = form.split("_")
        self.text += self.pick("", "\n", "\t", "# [x]\n") + start
        known: Any = ()
        for number, part in enumerate(path):
            if isinstance(part, str):
                self.text += self.pick(".", " .\t") if number else ""
                self.key(known, part)
            known = (*known, part)
        self.note(path, "")
        self.text += end + self.pick("\n", " # ]\n")

    def table(self, path: Any, table: dict[str, Any]) -> None:
        headed = {}
        for name, value in table.items():
            tables = value if isinstance(value, list) else [value]
            if tables and all(isinstance(t, dict) for t in tables) and self.chance():
                headed[name] = value
            else:
                self.setting(path, name, value)
                self.text += "\n"
        for name, value in headed.items():
            if isinstance(value, dict):
                self.heading((*path, name), "[_]")
                self.table((*path, name), value)
            else:
                for index, item in enumerate(value):
                    self.heading((*path, name, index), "[[_]]")
                    self.table((*path, name, index), item)


@given(tables, st.randoms(use_true_random=False))
def test_every_path_of_any_data_in_any_style_has_its_line(
    data: dict[str, Any], random: Random
) -> None:
    """The one on which the writer put it, with the key as the writer spelled it."""
    writer = Writer(random)
    writer.table((), data)
    file = read(writer.text)
    assert file.data == data
    assert set(writer.lines) == set(paths_of(data))
    found = {path: file.line(path) for path in writer.lines}
    assert found == {path: line for path, (line, _) in writer.lines.items()}
    text_lines = writer.text.split("\n")
    for path, (_, spelling) in writer.lines.items():
        assert spelling in text_lines[found[path] - 1]


@given(st.binary() | (st.text() | toml_like).map(lambda text: text.encode("utf-8")))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """What is read has lines throughout; what is refused is told in one line."""
    try:
        file = read_toml("city.toml", raw)
    except ProgramError as error:
        [problem] = error.problems
        assert 0 <= problem.line <= raw.count(b"\n") + 1
        assert len(problem.text.splitlines()) == 1
    else:
        assert all(file.line(path) > 0 for path in paths_of(file.data))
        json.dumps(file.data)


@given(st.text(st.characters(exclude_categories=[])) | toml_like)
def test_any_text_is_a_value(text: str) -> None:
    """If only itself."""
    value = parse_value(text)
    assert value == text or len(tomllib.loads(f"x = {text}")) == 1


@given(st.text("ab-1.\"'\\ \té\x07"))
def test_a_key_is_what_the_parser_of_toml_takes_for_one(text: str) -> None:
    """Its own parser sets one value at the same path."""
    try:
        table: Any = tomllib.loads(f"{text} = 0")
    except tomllib.TOMLDecodeError:
        assert parse_key(text) is None
        return
    path = []
    while table != 0:
        [(name, table)] = table.items()
        path.append(name)
    assert parse_key(text) == tuple(path)
