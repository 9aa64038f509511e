"""``bodycam programs new``: a commented file, valid as written, ready to edit."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from programs import Ask, Run, figures_in, loaded

from bodycam_cli.program.figures import Figure
from bodycam_cli.program.reading import load
from bodycam_cli.program.template import new_program_text

JULY_2027 = 2027 * 12 + 6

SETTING = re.compile(r"^# ([A-Za-z0-9_]+ = .*)$")
HEADING = re.compile(r"^# (\[[A-Za-z0-9_.-]+\].*)$")


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command writes where it is run."""
    monkeypatch.chdir(tmp_path)


def text() -> str:
    """The file of a city."""
    return new_program_text("my-city", JULY_2027)


def uncommented(only: str | None = None) -> str:
    """The file with its commented settings and headings, or those of one heading."""
    heading = ""
    lines = []
    for line in text().splitlines():
        if match := HEADING.match(line):
            heading = match[1].partition("]")[0][1:]
        match = match or SETTING.match(line)
        is_meant = only is None or only == heading
        lines.append(match[1] if match and is_meant else line)
    return "\n".join(lines)


def headings() -> list[str]:
    """The headings that stand in the file as comments."""
    found = [HEADING.match(line) for line in text().splitlines()]
    return [match[1].partition("]")[0][1:] for match in found if match]


def settings_of(table: dict[str, Any], above: str = "") -> dict[str, Any]:
    """Every setting of a file by its dotted key; a figure is one setting."""
    found: dict[str, Any] = {}
    for key, value in table.items():
        path = f"{above}{key}"
        figure_keys = {"value", "low", "one_per", "unknown", "indefinite"}
        if isinstance(value, dict) and not figure_keys & value.keys():
            found |= settings_of(value, f"{path}.")
        else:
            found[path] = value
    return found


# ------------------------------------------------------------------- as it is written


def test_the_file_is_valid_as_written(run: Run) -> None:
    """And says what to do with it."""
    result = run("programs", "new", "my-city")
    assert result.exit_code == 0
    assert "my-city.toml" in result.stdout
    assert run("programs", "validate", "my-city.toml").exit_code == 0


def test_every_command_answers_for_it(run: Run) -> None:
    """Without a word of editing."""
    run("programs", "new", "my-city")
    for command in ("cost", "rollout", "storage", "assumptions"):
        result = run(command, "my-city.toml")
        assert result.exit_code == 0, result.stderr
        assert "My City" in result.stdout


def test_it_costs_what_a_typical_program_costs_from_its_first_month(ask: Ask) -> None:
    """Its figures are those of typical until someone sets others."""
    Path("c.toml").write_text(text(), encoding="utf-8")
    mine, typical = loaded(text()), load("typical")
    assert mine.program.lines == typical.program.lines
    assert mine.program.footage == typical.program.footage
    first = ask("cost", "c.toml", "--years", "1")["tables"][0]["rows"][0]
    assert (first["fiscal_year"], first["months"]) == (2028, 12)


def test_spending_starts_in_a_july_to_come(run: Run) -> None:
    """A fiscal year that can still be budgeted."""
    run("programs", "new", "my-city")
    first = loaded(Path("my-city.toml").read_text(encoding="utf-8")).program.first_month
    assert re.fullmatch(r"20\d\d-07", first.value)


# ---------------------------------------------------------------- it is not overwritten


@pytest.mark.parametrize("name", ["my-city", "my-city.toml"])
def test_a_file_that_is_there_is_left_as_it_was(run: Run, name: str) -> None:
    """Exit 1, one line on stderr, and not a byte changed."""
    path = Path("my-city.toml")
    path.write_bytes(b"title = 'mine'\r\n")
    result = run("programs", "new", name)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "my-city.toml is there already" in result.stderr
    assert path.read_bytes() == b"title = 'mine'\r\n"


def test_a_link_to_nowhere_is_something_that_is_there(run: Run) -> None:
    """Writing through it would make a file elsewhere."""
    Path("my-city.toml").symlink_to("elsewhere.toml")
    assert run("programs", "new", "my-city").exit_code == 1
    assert not Path("elsewhere.toml").exists()


def test_a_folder_that_is_not_there_is_said(run: Run) -> None:
    """No folder is made for it."""
    result = run("programs", "new", "cities/mine")
    assert result.exit_code == 1
    assert "cities/mine.toml" in result.stderr
    assert not Path("cities").exists()


@pytest.mark.parametrize("name", ["", ".toml", "folder/"])
def test_a_name_is_needed(run: Run, name: str) -> None:
    """A file of nothing but a suffix is nobody's city."""
    result = run("programs", "new", name)
    assert result.exit_code == 2
    assert "NAME is empty" in result.stderr
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    "name", ['a"b', "a\\b", "a\nb", "o'neill", "café", "a b", "{x}", "#1", "\x1b[31m"]
)
def test_any_name_makes_a_valid_file(name: str) -> None:
    """Whatever it contains is escaped in the title and in the comments."""
    assert loaded(new_program_text(name, JULY_2027)).program.title


def test_the_title_is_the_name_in_words() -> None:
    """Ready to be corrected."""
    assert loaded(new_program_text("new_york-city", JULY_2027)).title == "New York City"


# ------------------------------------------------------------- what stands in comments


def test_every_commented_figure_becomes_valid_when_it_is_uncommented() -> None:
    """All of them together, headings and examples too."""
    assert loaded(uncommented()).program.cameras.likely_value == 100


@pytest.mark.parametrize(
    "heading", [each for each in headings() if not each.startswith("waves.")]
)
def test_every_table_can_be_uncommented_alone(heading: str) -> None:
    """One heading with its settings; a wave of 40 of 100 cameras needs the other."""
    assert loaded(uncommented(heading)).program.title == "My City"


def test_the_waves_can_be_uncommented_together() -> None:
    """Forty cameras and the rest."""
    lines = text().splitlines()
    start = lines.index("# [waves.first]")
    waves = "\n".join(line.removeprefix("# ") for line in lines[start : start + 6])
    program = loaded(f"{text()}\n{waves}").program
    assert list(program.waves) == ["first", "rest"]


def test_every_setting_stands_on_a_line_of_its_own() -> None:
    """What is uncommented is TOML, line by line."""
    for line in text().splitlines():
        match = HEADING.match(line) or SETTING.match(line)
        if match:
            tomllib.loads(match[1])


def test_every_figure_of_typical_is_there_with_its_value() -> None:
    """Uncommented, each is the number that is in force without it."""
    written = settings_of(tomllib.loads(uncommented()))
    typical = figures_in(load("typical"))
    for key, figure in typical.items():
        if "." not in key or not isinstance(figure, Figure):
            continue
        assert key in written, key
        found = written[key]
        given = found if isinstance(found, dict) else {"value": found}
        expected = figure.model_dump(exclude_none=True, exclude={"source", "note"})
        assert given == expected, key


def test_every_figure_has_its_unit_and_its_source() -> None:
    """In the comment under it: what it counts, and where it is from."""
    lines = text().splitlines()
    start = lines.index("# [finance]")
    end = next(index for index, line in enumerate(lines) if "- sources" in line)
    for index, line in enumerate(lines[start:end], start=start):
        if SETTING.match(line):
            under = lines[index + 1]
            assert under.startswith("#     "), line
            comment = " ".join(
                each.removeprefix("#").strip() for each in _comment(lines, index + 1)
            )
            assert "source: " in comment, line
            assert comment.split(";")[0], line


def _comment(lines: list[str], index: int) -> list[str]:
    """The indented comment lines from one on."""
    found = []
    while index < len(lines) and lines[index].startswith("#     "):
        found.append(lines[index])
        index += 1
    return found


def test_prices_say_what_they_are_per_and_counts_what_they_count() -> None:
    """In words that a budget office uses."""
    for words in (
        "dollars per camera-year; source: assumed",
        "posts, one for every 75 cameras or part; source: virginia-2019",
        "posts, one for every 300 cameras or part, at least 1; source: assumed",
        "items, one for every camera; source: assumed",
        "# [lines.prosecutors]  # Prosecutors who review video; paid by the prosecutor",
    ):
        assert words in text(), words


def test_comments_fit_a_page() -> None:
    """Prose is wrapped; a figure is on one line however long."""
    for line in text().splitlines():
        assert len(line) <= 88 or SETTING.match(line), line


def test_sources_that_are_named_are_sources_of_typical() -> None:
    """What a comment cites can be looked up."""
    sources = set(load("typical").program.sources) | {"assumed"}
    cited = re.findall(r"source: ([a-z0-9-]+);", " ".join(text().split("\n#     ")))
    assert cited
    assert set(cited) <= sources
