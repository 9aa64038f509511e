"""From PROGRAM on the command line to a program in force, and where it was set."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from programs import Run, figures_in, loaded, small, toml, write

from bodycam_cli.analysis.soundness import problems_of
from bodycam_cli.program import opening
from bodycam_cli.program.opening import split_argument
from bodycam_cli.program.problems import ProgramError, UsageError
from bodycam_cli.program.reading import LoadedProgram, load
from bodycam_cli.program.schema import program_schema

TWO_SCENARIOS = """\
title = "My City"
fiscal_year_start_month = 7
first_month = "2023-07"
cameras = 10

[lines.x]
title = "X"
source = "memo"
price = 5
per = "item"
count = { value = 2, source = "assumed" }

[sources.memo]
title = "Memo"

[scenarios.large]
title = "Larger"
cameras = 20
lines.x.count = 3

[scenarios.dear]
lines.x.price = 7
cameras = 30
"""


def cameras(program: LoadedProgram) -> float | None:
    """The camera count in force."""
    return program.program.cameras.likely_value


def usage_error(argument: str, *scenarios: str) -> str:
    """The words for a PROGRAM that is not there."""
    with pytest.raises(UsageError) as error:
        load(argument, scenarios)
    assert error.value.exit_code == 2
    return str(error.value)


def fault(path: Path) -> tuple[str, int, str]:
    """The only fault of a program: its file's name, its line, its words."""
    with pytest.raises(ProgramError) as error:
        load(str(path))
    (problem,) = error.value.problems
    return Path(problem.file).name, problem.line, problem.text


# -------------------------------------------------------------------- what PROGRAM is


@pytest.mark.parametrize(
    ("argument", "base", "scenarios"),
    [
        ("boston", "boston", ()),
        ("boston@citywide", "boston", ("citywide",)),
        ("boston@citywide+slow", "boston", ("citywide", "slow")),
        ("-", "-", ()),
        ("-@fast", "-", ("fast",)),
        ("city.toml@fast", "city.toml", ("fast",)),
        ("./a@b/city.toml", "./a@b/city.toml", ()),
        ("./a@b/city.toml@fast", "./a@b/city.toml", ("fast",)),
        ("city@v2.toml", "city@v2.toml", ()),
        ("city@v2.toml@fast", "city@v2.toml", ("fast",)),
        ("a@b@c", "a@b", ("c",)),
        ("boston@", "boston", ("",)),
        ("boston@a+", "boston", ("a", "")),
        ("@fast", "", ("fast",)),
        ("", "", ()),
    ],
)
def test_scenarios_follow_the_last_at_sign(
    argument: str, base: str, scenarios: tuple[str, ...]
) -> None:
    """Unless a path goes on after it."""
    assert split_argument(argument) == (base, scenarios)


def test_a_program_left_out_is_boston_and_says_so() -> None:
    """An empty one is a mistake, such as a variable of a shell that is not set."""
    assert load(None).program.title == "Boston Police Department"
    assert (load(None).argument, load(None).was_named) == ("boston", False)
    assert load("boston").was_named
    assert usage_error("") == (
        'no program is named ""; built in: boston, typical, worcester. A file is given '
        "by its path, such as ./my-city.toml"
    )


def test_a_bare_word_is_a_built_in_even_beside_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path has a separator, or ends in .toml."""
    monkeypatch.chdir(tmp_path)
    write(TWO_SCENARIOS, tmp_path / "boston.toml")
    assert load("boston").title == "Boston Police Department"
    assert load("boston.toml").title == "My City"
    assert load("./boston.toml").id == "boston"


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("bostn", "did you mean boston?"),
        ("Worcester", "did you mean worcester?"),
        ("zzz", "built in: boston, typical, worcester."),
        ("mine", "did you mean the file mine.toml?"),
    ],
)
def test_a_bare_word_that_is_none_has_a_hint(
    word: str, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The nearest built-in, a file of that name, or what there is."""
    monkeypatch.chdir(tmp_path)
    write(TWO_SCENARIOS, tmp_path / "mine.toml")
    path = "A file is given by its path, such as ./my-city.toml"
    assert usage_error(word) == f'no program is named "{word}"; {hint} {path}'


@pytest.mark.parametrize("word", ["a\0b", "x" * 300])
def test_a_word_that_no_file_can_have_for_a_name_is_only_unknown(word: str) -> None:
    """Whatever the file system says to it."""
    assert "built in: boston" in usage_error(word)


# -------------------------------------------------------------------------- scenarios


def test_scenarios_are_applied_from_left_to_right() -> None:
    """The last one wins where both say something."""
    path = str(write(TWO_SCENARIOS))
    both = load(f"{path}@large+dear")
    assert cameras(both) == 30
    assert figures_in(both)["lines.x.count"].value == 3
    assert cameras(load(f"{path}@dear+large")) == 20


def test_scenario_options_come_after_those_of_the_argument() -> None:
    """And may be composed too."""
    path = str(write(TWO_SCENARIOS))
    assert cameras(load(f"{path}@dear", ["large"])) == 20
    assert cameras(load(path, ["large+dear"])) == 30
    assert cameras(load(path, ["dear", "large"])) == 20


def test_titles_of_scenarios_follow_that_of_the_program() -> None:
    """Or their names, where they have none."""
    assert load(f"{write(TWO_SCENARIOS)}@large+dear").title == "My City: Larger: dear"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("lrge", "did you mean large?"),
        ("zzz", "its scenarios: large, dear"),
        ("", "its scenarios: large, dear"),
    ],
)
def test_a_scenario_that_does_not_exist_is_a_usage_error(name: str, hint: str) -> None:
    """With the nearest name; an empty one too."""
    path = write(TWO_SCENARIOS)
    words = f'{path} has no scenario "{name}"; {hint}'
    assert usage_error(f"{path}@{name}") == words
    assert usage_error(str(path), name) == words
    assert usage_error(f"{path}@large+{name}") == words


def test_a_file_without_scenarios_says_so() -> None:
    """Instead of an empty list."""
    path = write(small())
    assert usage_error(f"{path}@x").endswith('has no scenario "x"; its scenarios: none')


def test_the_scenarios_of_what_a_file_extends_are_not_its_own() -> None:
    """They are changes to another program."""
    assert "its scenarios: none" in usage_error(
        f"{write(small(extends='boston'))}@citywide"
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (
            "scenarios = 3",
            1,
            "scenarios is not a table; expected headings [scenarios.NAME]",
        ),
        (
            "[[scenarios]]",
            7,
            "scenarios is not a table; expected headings [scenarios.NAME]",
        ),
        (
            "[scenarios]\nfast = 3",
            8,
            (
                "scenarios.fast is not a table; expected settings under the heading "
                "[scenarios.fast]"
            ),
        ),
        (
            '[scenarios."a+b"]\ncameras = 3',
            7,
            "scenarios.a+b is no name; expected letters, digits, - and _ only",
        ),
        (
            "[scenarios.fast]\ntitle = 3",
            8,
            "scenarios.fast.title: expected a text in quotes",
        ),
    ],
)
def test_scenarios_that_are_none_are_told_whether_in_force_or_not(
    text: str, line: int, words: str
) -> None:
    """At their line, and before it is said that one does not exist."""
    is_first = text == "scenarios = 3"
    path = write(f"{text}\n{toml(small())}" if is_first else f"{toml(small())}\n{text}")
    name = path.name
    assert fault(path) == (name, line, words)
    with pytest.raises(ProgramError):
        load(f"{path}@other")
    assert [problem.text for problem in problems_of(str(path))] == [words]


@pytest.mark.parametrize("key", ["extends", "scenarios.b.cameras"])
def test_a_scenario_cannot_extend_or_have_scenarios(key: str) -> None:
    """Both would be without effect."""
    path = write(f"{toml(small())}\n[scenarios.a]\n{key} = 3\n")
    load(str(path))
    with pytest.raises(ProgramError) as error:
        load(f"{path}@a")
    assert [(problem.line, problem.text) for problem in error.value.problems] == [
        (
            8,
            (
                f"{key.partition('.')[0]} stands above the first [heading] of the "
                "file, not in a scenario"
            ),
        )
    ]


# --------------------------------------------------------------------- standard input


def test_a_program_can_come_from_standard_input(run: Run) -> None:
    """With scenarios as well."""
    result = run("programs", "validate", "-", stdin=TWO_SCENARIOS)
    assert (result.exit_code, result.stderr) == (0, "")
    result = run("rollout", "-@large", "--format", "json", stdin=TWO_SCENARIOS)
    assert json.loads(result.stdout)["title"].startswith("My City: Larger")


def test_standard_input_can_be_named_twice(run: Run) -> None:
    """It is read once."""
    result = run("compare", "-", "-@dear", "--format", "json", stdin=TWO_SCENARIOS)
    assert result.exit_code == 0
    rows = json.loads(result.stdout)["tables"][0]["rows"]
    assert [(row["program"], row["cameras"]) for row in rows] == [
        ("-", 10),
        ("-@dear", 30),
    ]


def test_a_fault_in_standard_input_is_at_its_line(run: Run) -> None:
    """Under a name that is no file's."""
    result = run("cost", "-", stdin="title = 3\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "\n<stdin>:1: title is 3; expected a text in quotes" in result.stderr


class Unreadable:
    """A stream that fails, as of a broken device."""

    def read(self, size: int) -> bytes:
        """Fail as the system does."""
        raise IsADirectoryError(size)


@pytest.mark.parametrize("stream", [None, Unreadable()])
def test_standard_input_that_cannot_be_read_is_a_mistake_in_the_command(
    stream: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or was closed, as in `bodycam cost - <&-`."""
    opening._standard_input.cache_clear()  # noqa: SLF001 (one process, many tests)
    monkeypatch.setattr("sys.stdin", stream and type("Text", (), {"buffer": stream}))
    assert usage_error("-") == (
        "standard input cannot be read; - expects the text of a program file"
    )


# ---------------------------------------------------------------------------- extends


def extending(folder: Path, name: str, extended: str) -> Path:
    """A file that extends another and says nothing else of its own."""
    folder.mkdir(exist_ok=True)
    return write(small(extends=extended, lines={}), folder / name)


def test_a_path_in_extends_starts_from_the_file_that_says_it(tmp_path: Path) -> None:
    """Not from where the command is run."""
    write(TWO_SCENARIOS, tmp_path / "base.toml")
    extending(tmp_path / "a", "middle.toml", "../base.toml")
    path = extending(tmp_path / "b", "city.toml", "../a/middle.toml")
    assert list(load(str(path)).program.lines) == ["x"]


def test_an_absolute_path_in_extends_is_taken_as_it_is(tmp_path: Path) -> None:
    """Wherever the file that says it is."""
    base = write(TWO_SCENARIOS, tmp_path / "base.toml")
    path = extending(tmp_path / "a", "city.toml", str(base))
    assert list(load(str(path)).program.lines) == ["x"]


def test_standard_input_extends_from_the_working_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has no folder of its own."""
    monkeypatch.chdir(tmp_path)
    write(TWO_SCENARIOS, tmp_path / "base.toml")
    text = toml(small(extends="./base.toml", lines={}))
    assert run("cost", "-", stdin=text).exit_code == 0


def circle(extended: str) -> str:
    """The words for a circle."""
    return f"extends goes in a circle: {extended} extends this file again"


@pytest.mark.parametrize(
    "way",
    ["city.toml", "./city.toml", "../{folder}/city.toml", "{path}", "link.toml"],
)
def test_a_file_cannot_extend_itself(tmp_path: Path, way: str) -> None:
    """However it writes its own path."""
    extended = way.format(folder=tmp_path.name, path=tmp_path / "city.toml")
    path = extending(tmp_path, "city.toml", extended)
    (tmp_path / "link.toml").symlink_to("city.toml")
    assert fault(path) == ("city.toml", 6, circle(extended))


def test_a_hard_link_to_itself_is_the_file_itself(tmp_path: Path) -> None:
    """Two names of one file."""
    path = extending(tmp_path, "city.toml", "other.toml")
    (tmp_path / "other.toml").hardlink_to(path)
    assert fault(path) == ("city.toml", 6, circle("other.toml"))


def test_a_circle_of_several_files_is_told_where_it_closes(tmp_path: Path) -> None:
    """a extends b extends c extends a."""
    path = extending(tmp_path, "a.toml", "b.toml")
    extending(tmp_path, "b.toml", "./c.toml")
    extending(tmp_path, "c.toml", "../" + tmp_path.name + "/a.toml")
    closing = f"../{tmp_path.name}/a.toml"
    assert fault(path) == ("c.toml", 6, circle(closing))


def test_a_circle_below_the_file_is_found_too(tmp_path: Path) -> None:
    """A file that is in no circle may extend one."""
    path = extending(tmp_path, "city.toml", "a.toml")
    extending(tmp_path, "a.toml", "b.toml")
    extending(tmp_path, "b.toml", "a.toml")
    assert fault(path) == ("b.toml", 6, circle("a.toml"))


def test_one_file_may_be_extended_by_way_of_two_names(tmp_path: Path) -> None:
    """A built-in and its path are the same file; a chain to it is no circle."""
    path = extending(tmp_path, "city.toml", "typical")
    assert "licenses" in load(str(path)).program.lines


@pytest.mark.parametrize(
    ("extended", "words"),
    [
        (
            "typicl",
            (
                'extends: no program is named "typicl"; did you mean typical? A file '
                "is given by its path, such as ./my-city.toml"
            ),
        ),
        (
            "boston@citywide",
            (
                'extends is "boston@citywide"; expected a built-in such as typical, '
                "or a path, without a scenario"
            ),
        ),
        (
            "-",
            'extends is "-"; expected a built-in such as typical, or a path',
        ),
        (
            "/no/such.toml",
            (
                "extends: /no/such.toml: there is no such file; `bodycam programs "
                "list` shows the built-in ones"
            ),
        ),
        (
            "/",
            "extends: /: this is a directory; name the program file in it",
        ),
        (
            "/a\0.toml",
            (
                "extends: /a\\x00.toml: the file cannot be read (embedded null byte); "
                "check the path to it"
            ),
        ),
    ],
)
def test_what_cannot_be_extended_is_told_at_extends(
    tmp_path: Path, extended: str, words: str
) -> None:
    """With the line of the file that says it, not only the name of what is missing."""
    path = extending(tmp_path, "city.toml", extended)
    assert fault(path) == ("city.toml", 6, words)


def test_a_fault_in_what_is_extended_is_in_that_file(tmp_path: Path) -> None:
    """At its own line: there it is to be mended."""
    write("\n\ntitle = $5\n", tmp_path / "base.toml")
    assert fault(extending(tmp_path, "city.toml", "base.toml"))[:2] == ("base.toml", 3)
    text = TWO_SCENARIOS.replace("price = 5", "price = -5")
    write(text, tmp_path / "base.toml")
    assert fault(extending(tmp_path, "city.toml", "base.toml"))[:2] == ("base.toml", 9)


def test_a_fault_in_the_rest_of_what_is_extended_does_not_matter(
    tmp_path: Path,
) -> None:
    """Only what it brings is in force."""
    write(TWO_SCENARIOS.replace("2023-07", "June"), tmp_path / "base.toml")
    load(str(extending(tmp_path, "city.toml", "base.toml")))


# ---------------------------------------------------------------------------- origins


def test_every_figure_knows_where_it_was_set(tmp_path: Path) -> None:
    """File and line, scenario, --set; a line-level source moves no line."""
    path = str(write(TWO_SCENARIOS, tmp_path / "my.toml"))
    program = load(f"{path}@large", (), ["officers=3"])
    origins = {
        key: str(program.origin(tuple(key.split("."))))
        for key in (*figures_in(program), "spare_share", "lines.x.escalation_rate")
    }
    assert origins == {
        "first_month": f"{path}:3",
        "cameras": f"{path}:18 (scenario large)",
        "officers": "--set officers=3",
        "lines.x.price": f"{path}:9",
        "lines.x.count": f"{path}:19 (scenario large)",
        "spare_share": "default",
        "lines.x.escalation_rate": "default",
    }
    assert figures_in(program)["lines.x.price"].source == "memo"


def test_an_extended_figure_is_of_the_file_that_states_it(tmp_path: Path) -> None:
    """Although another file brings it."""
    write(TWO_SCENARIOS, tmp_path / "base.toml")
    program = load(str(extending(tmp_path, "city.toml", "base.toml")))
    origin = program.origin(("lines", "x", "price"))
    assert (Path(origin.label).name, origin.line) == ("base.toml", 9)


def test_the_items_of_a_list_are_of_the_layer_that_set_the_list() -> None:
    """Each on its own line."""
    text = (
        '[lines.y]\nprice = 1\nper = "camera-year"\nsteps = [\n'
        '  { month = "2024-01", rate = 0.1 },\n'
        '  { month = "2025-01", rate = 0.2 },\n]\n'
    )
    program = loaded(f"{TWO_SCENARIOS}\n{text}")
    origin = program.origin(("lines", "y", "steps", 1, "rate"))
    assert origin.line == 30


def test_a_figure_of_several_lines_is_at_its_heading() -> None:
    """As in the built-in programs."""
    program = load("typical")
    origin = program.origin(("lines", "cameras", "price"))
    text = Path("seeds/typical.toml").read_text(encoding="utf-8").splitlines()
    assert text[origin.line - 1] == "[lines.cameras.price]"


def test_the_digest_of_a_program_is_that_of_all_that_it_was_read_from(
    tmp_path: Path,
) -> None:
    """Another digest where what it extends is another."""
    write(TWO_SCENARIOS, tmp_path / "base.toml")
    path = str(extending(tmp_path, "city.toml", "base.toml"))
    before = load(path).sha256
    assert load(path).sha256 == before
    write(TWO_SCENARIOS + "# more\n", tmp_path / "base.toml")
    assert load(path).sha256 != before


# ----------------------------------------------------------------- bodycam programs …


def test_list_names_the_built_in_programs_and_their_scenarios(run: Run) -> None:
    """In alphabetical order."""
    result = run("programs", "list", "--format", "json")
    rows = json.loads(result.stdout)["tables"][0]["rows"]
    assert [(row["id"], row["estimate"]) for row in rows] == [
        ("boston", "published"),
        ("typical", "lines"),
        ("worcester", "lines"),
    ]
    assert rows[0]["title"] == "Boston Police Department"
    assert rows[0]["place"] == "Boston, MA"
    assert rows[0]["scenarios"].split(", ")[0] == "citywide"


def test_show_prints_the_file_as_it_stands(run: Run) -> None:
    """Byte for byte, so that it can be the start of another one."""
    seed = Path("seeds/boston.toml").read_text(encoding="utf-8")
    for argument in ("boston", "boston@citywide", "seeds/boston.toml"):
        result = run("programs", "show", argument)
        assert (result.exit_code, result.stdout, result.stderr) == (0, seed, "")


def test_show_works_for_a_file_that_is_at_fault(run: Run) -> None:
    """It shows the text and asks nothing of it."""
    text = "title = 3\n"
    assert run("programs", "show", str(write(text))).stdout == text


def test_validate_answers_for_sound_programs(run: Run) -> None:
    """One sentence, and exit 0."""
    result = run("programs", "validate", "boston", "worcester", "typical")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "3 programs read: no problem" in result.stdout


def test_validate_tells_the_faults_of_every_scenario(run: Run) -> None:
    """Whether or not anybody has applied it yet; each fault once."""
    text = (
        TWO_SCENARIOS.replace("lines.x.count = 3", "lines.x.cont = 3")
        .replace("lines.x.price = 7", "lines.x.price = -7")
        .replace('per = "item"', 'per = "itm"')
    )
    path = write(text)
    result = run("programs", "validate", str(path))
    assert (result.exit_code, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    assert [line.split(":")[1] for line in lines[:-1]] == ["10", "19", "22"]
    assert lines[-1] == "3 problems. Nothing was calculated."


def test_a_fault_that_is_there_without_a_scenario_is_told_once(run: Run) -> None:
    """Although each scenario touches the table that is at fault."""
    text = TWO_SCENARIOS.replace('per = "item"\n', "")
    text = text.replace("title = ", "titel = ", 1)
    result = run("programs", "validate", str(write(text)))
    problems = result.stderr.splitlines()[:-1]
    assert [line.split(":")[1] for line in problems] == ["1", "6"]


def test_validate_of_a_scenario_leaves_the_others_out(run: Run) -> None:
    """PROGRAM@SCENARIO means that one."""
    text = TWO_SCENARIOS.replace("lines.x.price = 7", "lines.x.price = -7")
    path = write(text)
    assert run("programs", "validate", f"{path}@large").exit_code == 0
    assert run("programs", "validate", f"{path}@dear").exit_code == 2
    assert run("programs", "validate", str(path)).exit_code == 2


def test_validate_of_a_scenario_that_does_not_exist_says_so(run: Run) -> None:
    """Like any other fault."""
    result = run("programs", "validate", "boston@citywde", "boston")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        'boston@citywde: boston.toml has no scenario "citywde"; did you mean citywide?'
        "\n1 problem. Nothing was calculated.\n"
    )


def test_validate_goes_on_after_a_file_that_is_not_there(run: Run) -> None:
    """All files are checked, and the answer names each."""
    path = write("title = 3\n")
    result = run("programs", "validate", "nosuch", "/no/such.toml", str(path), "boston")
    assert (result.exit_code, result.stdout) == (2, "")
    starts = [line.split(":")[0] for line in result.stderr.splitlines()]
    assert starts[:2] == ["nosuch", "/no/such.toml"]
    assert set(starts[2:-1]) == {str(path)}


def test_the_faults_are_data_in_json(run: Run) -> None:
    """The same ones, with file, line and key apart; exit 2 as well."""
    path = write(TWO_SCENARIOS.replace("price = 5", "price = -5"))
    result = run("programs", "validate", str(path), "--format", "json")
    assert (result.exit_code, result.stderr) == (2, "")
    (table,) = json.loads(result.stdout)["tables"]
    assert table["name"] == "problems"
    assert table["rows"] == [
        {
            "file": str(path),
            "line": 9,
            "key": "lines.x.price",
            "problem": (
                "lines.x.price is -5; expected dollars, 0 to 1,000,000,000,000"
            ),
        }
    ]


# ------------------------------------------------------------------------- the schema


def schema_faults(data: Any) -> list[str]:
    """What an editor would mark in a program file."""
    validator = Draft202012Validator(program_schema())
    return [error.json_path for error in validator.iter_errors(data)]


def test_the_schema_is_one_and_is_printed(run: Run) -> None:
    """As JSON, and valid itself."""
    result = run("programs", "schema")
    schema = json.loads(result.stdout)
    Draft202012Validator.check_schema(schema)
    assert schema == program_schema()
    assert result.exit_code == 0


SOUND = small(
    appropriations={"FY2024": 5},
    waves={"a": {"go_live_month": "2023-09", "cameras": 10}},
)


def test_the_schema_accepts_a_program() -> None:
    """And parts of tables in a scenario, which changes only those."""
    scenario = {
        "title": "T",
        "omit": ["lines.licenses.per"],
        "waves": {"a": {"cameras": 5}},
        "published": {"initial_cost": {"unknown": True}},
        "lines": {"licenses": {"price": {"low": 1, "likely": 2, "high": 3}}},
        "sources": {"memo": {"url": "x"}},
        "footage": {"retention": {"all": {"days": "indefinite"}}},
    }
    assert schema_faults(SOUND | {"scenarios": {"s": scenario}}) == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"camras": 5}, "$"),
        ({"cameras": "5"}, "$.cameras"),
        ({"cameras": 2.5}, "$.cameras"),
        ({"cameras": {"value": 5, "sorce": "x"}}, "$.cameras"),
        ({"first_month": "June 2019"}, "$.first_month"),
        ({"fiscal_year_start_month": 13}, "$.fiscal_year_start_month"),
        ({"estimate": "line"}, "$.estimate"),
        ({"appropriations": {"2019": 5}}, "$.appropriations"),
        ({"lines": {"a b": {}}}, "$.lines"),
        ({"lines": {"x": {"prise": 5}}}, "$.lines.x"),
        ({"lines": {"x": {"per": "camra"}}}, "$.lines.x.per"),
        ({"scenarios": {"s": {"camras": 5}}}, "$.scenarios.s"),
        ({"scenarios": {"s": {"extends": "boston"}}}, "$.scenarios.s"),
        ({"scenarios": {"s": {"lines": {"x": {"prise": 5}}}}}, "$.scenarios.s.lines.x"),
    ],
)
def test_the_schema_refuses_what_the_program_refuses(
    changes: dict[str, Any], place: str
) -> None:
    """At the same place."""
    assert schema_faults(SOUND | changes) == [place]
    names = tuple(changes.get("scenarios", {}))
    with pytest.raises(ProgramError):
        loaded({**SOUND, **changes}, scenarios=names)


def test_the_schema_tells_meaning_unit_and_example_of_every_figure() -> None:
    """An editor shows them when the pointer rests on the key."""
    schema = program_schema()
    cameras = schema["properties"]["cameras"]["description"]
    assert cameras == (
        "Cameras in service after the last wave. Expected: a whole number of cameras, "
        "1 to 1,000,000. Example: 400."
    )
    price = schema["$defs"]["Line"]["properties"]["price"]["description"]
    assert price.startswith("Dollars per what `per` names. Expected: dollars, 0 to ")
    assert price.endswith("Example: 950.")
    assert '"expected"' not in json.dumps(schema)
    assert "null" not in json.dumps(schema)
