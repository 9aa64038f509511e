"""Whatever a file holds: an answer, or a message on stderr; never a traceback."""

import os
import threading
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import Run, small, toml, write

from bodycam_cli.cli import cli

COMMANDS = ("cost", "rollout", "assumptions")


def refused(result: Result) -> str:
    """What a command says that refuses its file."""
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("\n")
    assert len(result.stderr) < 100_000
    assert all(
        character == "\n" or character.isprintable() for character in result.stderr
    )
    return result.stderr


# ----------------------------------------------------------------- files that are none


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "the file is empty"),
        (b"\n \n# nothing\n", "the file is empty"),
        (b"\0" * 100, "this is UTF-16 (on Windows: Unicode) or not text"),
        ('title = "A"'.encode("utf-16"), "this is UTF-16 (on Windows: Unicode)"),
        (b"PK\x03\x04\x14\x00\x06\x00", "this is UTF-16 (on Windows: Unicode)"),
        (b'title = "caf\xe9"', ":1: this line is not UTF-8"),
        (b"<html><body>Not found</body></html>", ":1: this is neither a setting"),
        (b'{"title": "A"}', ":1: this is neither a setting"),
        (b"title,cameras\nA,400\n", ":1: a key is followed by ="),
        (b"a = " + b"[" * 100_000, "nested too deeply"),
        (b"a." * 5_000 + b"a = 1", "nested too deeply"),
        (b"a = " + b"9" * 5_000, "a number has too many digits"),
        (b"cameras = 1" + b"0" * 30, ":1: cameras has too many digits"),
    ],
)
def test_a_file_that_is_no_program_is_refused(
    raw: bytes, words: str, command: str, run: Run, tmp_path: Path
) -> None:
    """In one line that says what it seems to be, and where."""
    path = tmp_path / "city.toml"
    path.write_bytes(raw)
    message = refused(run(command, str(path)))
    assert words in message
    assert message.endswith("1 problem. Nothing was calculated.\n")
    assert message.count("\n") == 2


def test_a_file_of_50_mb_is_refused_unread(run: Run, tmp_path: Path) -> None:
    """It is not what somebody meant."""
    path = tmp_path / "city.toml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert "the file is larger than 1 MB" in refused(run("cost", str(path)))
    assert "the file is larger than 1 MB" in refused(
        run("cost", "-", stdin="#" * 1_000_001)
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (".", "this is a directory; name the program file in it"),
        ("nothing.toml", "there is no such file"),
        ("nothing/city.toml", "there is no such file"),
        ("loop.toml", "the file cannot be read (too many levels of symbolic links)"),
        ("x" * 300 + ".toml", "the file cannot be read (file name too long)"),
        ("a\0.toml", "the file cannot be read (embedded null byte)"),
        ("a\n\x1b[31m.toml", "a\\n\\x1b[31m.toml: there is no such file"),
        ("\udce9.toml", "\\udce9.toml: there is no such file"),
    ],
)
def test_a_path_that_leads_to_no_file_is_refused(
    name: str, words: str, run: Run, tmp_path: Path
) -> None:
    """Whatever stands there instead, and whatever is in its name."""
    (tmp_path / "loop.toml").symlink_to("loop.toml")
    assert words in refused(run("cost", f"{tmp_path}/{name}"))


def test_an_empty_device_is_an_empty_file(run: Run) -> None:
    """As `bodycam cost /dev/null`."""
    assert "the file is empty" in refused(run("cost", "/dev/null"))


def test_a_pipe_that_nobody_writes_to_is_an_empty_file(
    run: Run, tmp_path: Path
) -> None:
    """The command does not wait for ever."""
    os.mkfifo(tmp_path / "pipe.toml")
    assert "the file is empty" in refused(run("cost", str(tmp_path / "pipe.toml")))


def test_a_pipe_is_read_like_a_file(run: Run, tmp_path: Path) -> None:
    """As in `bodycam cost <(generate)`."""
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    writer = threading.Thread(target=write, args=(small(), pipe))
    writer.start()
    result = run("cost", str(pipe))
    writer.join()
    assert result.exit_code == 0


# --------------------------------------------------------------------- much too much


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("".join(f"key{number} = {number}\n" for number in range(10_000)), 10_000),
        (
            "".join(f"[lines.l{number}]\nprise = 1\n" for number in range(10_000)),
            10_000,
        ),
        (
            "".join(
                f'[lines.l{number}]\nprice = {{ value = 1, source = "s{number}" }}\n'
                'per = "camera"\n'
                for number in range(10_000)
            ),
            10_000,
        ),
        ("".join(f"[lines.l{number}]\n" for number in range(10_000)), 10_000),
        ("".join(f"[waves.w{number}]\n" for number in range(10_000)), 10_000),
        ("[appropriations]\n" + "".join(f"{n} = 1\n" for n in range(10_000)), 10_000),
        ("[scenarios]\n" + "".join(f"s{n} = 1\n" for n in range(10_000)), 10_000),
        ("[sources]\n" + "".join(f"s{n} = {{}}\n" for n in range(10_000)), 10_000),
    ],
)
def test_ten_thousand_faults_are_counted_and_fifty_of_them_shown(
    text: str, count: int, run: Run
) -> None:
    """The first ones, with how many more there are."""
    message = refused(
        run(
            "cost",
            str(
                write(
                    toml(small()).replace("lines =", "# ")
                    + 'extends = "typical"\n'
                    + text
                )
            ),
        )
    )
    *problems, more, total = message.splitlines()
    assert len(problems) == 50
    assert more == f"... and {count - 50:,} more"
    assert total == f"{count:,} problems. Nothing was calculated."


def test_a_key_or_a_value_without_end_is_cut(run: Run) -> None:
    """The message stays on a screen."""
    text = f'{toml(small())}{"x" * 100_000} = 1\nestimate = "{"y" * 100_000}"\n'
    first, second, total = refused(run("cost", str(write(text)))).splitlines()
    assert len(first) < 5_000
    assert second.endswith(f'is "{"y" * 39}...; expected "published" or "lines"')
    assert total == "2 problems. Nothing was calculated."


def test_a_thousand_omitted_keys_and_scenarios_are_no_harm(run: Run) -> None:
    """Each is looked for once."""
    omit = ", ".join(f'"lines.l{number}"' for number in range(1_000))
    scenarios = "".join(f"[scenarios.s{number}]\n" for number in range(1_000))
    path = write(f'omit = [{omit}]\nextends = "typical"\n{toml(small())}{scenarios}')
    assert "1,000 problems" in refused(run("cost", str(path)))


def chain(folder: Path, length: int) -> Path:
    """A file that extends another, and so on."""
    for number in range(length):
        text = toml(small(extends=f"{number + 1}.toml", lines={}))
        write(text, folder / f"{number}.toml")
    write(toml(small()), folder / f"{length}.toml")
    return folder / "0.toml"


def test_a_chain_of_a_hundred_files_is_followed(run: Run, tmp_path: Path) -> None:
    """No city needs it, and none is refused for it."""
    result = run("cost", str(chain(tmp_path, 100)))
    assert result.exit_code == 0


def test_a_longer_chain_is_refused(run: Run, tmp_path: Path) -> None:
    """Before anything gives way."""
    message = refused(run("cost", str(chain(tmp_path, 3_000))))
    assert "extends goes through more than 100 files" in message


# ----------------------------------------------------------------- what is in the text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('"\\u001b[31mx" = 1', "\\x1b[31mx is not a setting"),
        ('"a\\nb" = 1', "a\\nb is not a setting"),
        ('"\\u202eabc" = 1', "\\u202eabc is not a setting"),
        ('"[red]x[/red]" = 1', "[red]x[/red] is not a setting"),
        ('"[/]" = 1', "[/] is not a setting"),
        ('":smile:" = 1', ":smile: is not a setting"),
        ('"%s {0} {x}" = 1', "%s {0} {x} is not a setting"),
        ('"[key]" = 1', "[key] is not a setting"),
        ('"" = 1', " is not a setting"),
        ('lines."[key]" = 1', "lines.[key] is no name"),
        ('lines."[key]".x = 1', "lines.[key] is no name"),
        ('appropriations."[key]" = 1', "appropriations.[key] is no fiscal year"),
        ('lines."\\u0000" = { price = 1, per = "camera" }', "lines.\\x00 is no name"),
        ('lines."größe" = { price = 1, per = "camera" }', "lines.größe is no name"),
        ('estimate = "\\u001b]0;x\\u0007"', 'estimate is "\\u001b]0;x\\u0007"'),
        ('estimate = "[red]"', 'estimate is "[red]"'),
        ('spare_share = { source = "\\u202e", value = 1 }', 'source "\\u202e" is not'),
        ('scenarios."\\u001b".x = 1', "scenarios.\\x1b is no name"),
        ('omit = ["\\u001b[2J"]', "omit: \\x1b[2J is not there"),
        ('extends = "\\u001b[2J"', 'no program is named "\\x1b[2J"'),
        ('extends = "./\\u001b[2J.toml"', "\\x1b[2J.toml: there is no such file"),
    ],
)
def test_nothing_in_a_file_reaches_the_terminal_as_a_command(
    text: str, shown: str, run: Run
) -> None:
    """Control characters are escaped; markup and templates are only text."""
    rest = {key: value for key, value in small().items() if key != "lines"}
    path = write(f"{text}\n{toml(rest)}")
    assert shown in refused(run("cost", str(path)))


@pytest.mark.parametrize(
    "argument",
    ["\x1b[2J", "boston@\x1b[2J", "\n", "[red]", "\u202e", "boston@a\nb", "\udce9"],
)
def test_nothing_in_an_argument_reaches_the_terminal_as_a_command(
    argument: str, run: Run
) -> None:
    """Not even from the command line, which a script may have put together."""
    refused(run("cost", argument))
    refused(run("cost", "--set", f"title={argument}", "--set", argument))
    refused(run("cost", "--scenario", argument))


@pytest.mark.parametrize(
    "number",
    ["inf", "-inf", "nan", "1e400", "1e308", "-1e308", "5e-324", "9223372036854775807"],
)
@pytest.mark.parametrize(
    "key",
    [
        "cameras",
        "spare_share",
        "slip_months",
        "officers",
        "fiscal_year_start_month",
        "lines.x.price",
        "lines.x.escalation_rate",
        "lines.x.count",
        "appropriations.FY2024",
        "published.initial_years",
        "published.initial_cost",
    ],
)
@pytest.mark.parametrize("command", ["cost", "rollout"])
def test_no_number_is_too_much_for_the_arithmetic(
    key: str, number: str, command: str, run: Run
) -> None:
    """It is refused by its line, or it is small enough to calculate with."""
    lines = {"x": {"price": 5, "per": "item", "count": 3, "escalation_rate": 0}}
    published = {"initial_years": 3, "initial_cost": 9, "annual_cost_after": 3}
    data = small(lines=lines, published=published, spare_share=0, slip_months=0)
    result = run(command, str(write(data)), "--set", f"{key}={number}")
    if result.exit_code != 0:
        assert f"--set {key}={number}: {key} is " in refused(result)


# ------------------------------------------------------------------ mutated at random

SEEDS = {
    path.stem: path.read_text(encoding="utf-8")
    for path in (Path(__file__).parent.parent / "seeds").glob("*.toml")
}
WORDS = ("=", "[", "]", "{", "}", '"', "#", ",", ".", "\n", "-", "0", "true", "x", "é")
VALUES: tuple[Any, ...] = (
    0, 1, -1, 3, 0.5, 30, 1e12, 10**18, True, "", "x", "2019-06", "FY2020", [], ["x"],
    {}, {"value": 7}, {"unknown": True}, {"low": 1, "likely": 2, "high": 3},
    {"low": 0, "high": 9, "shape": "uniform"}, {"value": 3, "source": "assumed"},
    {"x": {"price": 1, "per": "camera"}}, {"a": {"go_live_month": "2019-06"}},
    {"FY2020": 5}, [{"month": "2020-01", "rate": 0.1}], "indefinite", "published",
)  # fmt: skip


def plain(value: Any) -> Any:
    """TOML as the test writes it: dates are texts."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value if isinstance(value, str | int | float) else value.isoformat()


def tables(value: Any) -> Iterator[dict[str, Any]]:
    """Every table in plain data that has something in it."""
    if isinstance(value, dict):
        if value:
            yield value
        for item in value.values():
            yield from tables(item)


def mutate_data(data: dict[str, Any], random: Random) -> None:
    """Drop, change, copy or rename one key somewhere."""
    here, there = (random.choice(list(tables(data))) for _ in range(2))
    key, other = random.choice(list(here)), random.choice(list(there))
    kind = random.choice(["drop", "change", "change", "copy", "rename", "number"])
    if kind == "drop":
        del here[key]
    elif kind == "change":
        here[key] = plain(random.choice(VALUES))
    elif kind == "copy":
        there[other] = plain(here[key])
    elif kind == "rename":
        here[random.choice([other, f"{key}x", "a b", "total"])] = here.pop(key)
    elif isinstance(here[key], int | float):
        here[key] = here[key] * random.choice([-1, 0, 2, 10, 1e6])


def mutate_text(text: str, random: Random) -> str:
    """Drop, double or swap lines, or change some characters."""
    lines = text.splitlines(keepends=True)
    first, second = (random.randrange(len(lines)) for _ in range(2))
    kind = random.choice(["drop", "double", "swap", "cut", "word", "character"])
    if kind == "drop":
        del lines[min(first, second) : max(first, second)][:5]
    elif kind == "double":
        lines.insert(second, lines[first])
    elif kind == "swap":
        lines[first], lines[second] = lines[second], lines[first]
    elif kind == "cut":
        lines = lines[: first + 1]
    else:
        at = random.randrange(len(lines[first]))
        word = random.choice(WORDS)
        end = at + (kind == "character")
        lines[first] = lines[first][:at] + word + lines[first][end:]
    return "".join(lines)


def answers_or_refuses(text: str, scenario: str) -> None:
    """Every command does one of the two, whatever the file says."""
    path = write(text)
    for command in COMMANDS:
        arguments = [command, f"{path}{scenario}", "--format", "json"]
        result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
        assert result.exit_code in (0, 1, 2), result.stderr
        assert (result.exit_code == 0) == bool(result.stdout)
        if result.exit_code:
            assert result.stderr.strip()


def scenario_of(name: str, random: Random) -> str:
    """One of the scenarios of a seed, or none."""
    names = tomllib.loads(SEEDS[name]).get("scenarios", {})
    return random.choice(["", *(f"@{scenario}" for scenario in names)])


mutated = settings(max_examples=120, derandomize=True, deadline=None)


@mutated
@given(st.sampled_from(sorted(SEEDS)), st.randoms(use_true_random=False))
def test_a_seed_with_changed_data_is_answered_or_refused(
    name: str, random: Random
) -> None:
    """One to three changes, as a hasty editor or a generator would make."""
    data = plain(tomllib.loads(SEEDS[name]))
    for _ in range(random.randint(1, 3)):
        mutate_data(data, random)
    answers_or_refuses(toml(data), scenario_of(name, random))


@mutated
@given(st.sampled_from(sorted(SEEDS)), st.randoms(use_true_random=False))
def test_a_seed_with_changed_text_is_answered_or_refused(
    name: str, random: Random
) -> None:
    """One to three slips of the hand."""
    text = SEEDS[name]
    for _ in range(random.randint(1, 3)):
        text = mutate_text(text, random)
    answers_or_refuses(text, scenario_of(name, random))


MUTANTS = 3_000
MOST_SECONDS = 90


def test_thousands_of_mutants_are_answered_or_refused(run: Run, tmp_path: Path) -> None:
    """A fixed seed and a bound on the time: a slow machine tries fewer of them."""
    random = Random(20_181_122)  # noqa: S311 (the same mutants every time)
    start, tried = time.monotonic(), 0
    while tried < MUTANTS and time.monotonic() - start < MOST_SECONDS:
        name = random.choice(sorted(SEEDS))
        if random.random() < 1 / 2:
            data = plain(tomllib.loads(SEEDS[name]))
            mutate_data(data, random)
            text = toml(data)
        else:
            text = mutate_text(SEEDS[name], random)
        path = write(text, tmp_path / "mutant.toml")
        result = run("cost", f"{path}{scenario_of(name, random)}", "--quiet")
        assert result.exit_code in (0, 1, 2), text
        assert (result.exit_code == 0) == bool(result.stdout), text
        assert result.exit_code == 0 or result.stderr.strip(), text
        tried += 1
    assert tried > MUTANTS / 10
