"""The built-in programs and the reference class: every figure has its source."""

import csv
import re
import tomllib
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from programs import Run, figures_in

from bodycam_cli.analysis.reference import published_costs
from bodycam_cli.analysis.soundness import problems_of
from bodycam_cli.program.figures import ASSUMED, Figure, MonthFigure
from bodycam_cli.program.opening import seeds_folder
from bodycam_cli.program.reading import load
from bodycam_cli.program.schema import program_schema

NAMES = ("boston", "typical", "worcester")
TABLES = {
    name: tomllib.loads((seeds_folder() / f"{name}.toml").read_text(encoding="utf-8"))
    for name in NAMES
}
WAYS = [
    f"{name}{scenario}"
    for name in NAMES
    for scenario in ("", *(f"@{each}" for each in TABLES[name].get("scenarios", {})))
]
DATE = r"20\d\d(-\d\d(-\d\d)?)?|undated"
COUNTS_AS = {"whole", "low", "high", "part", "variant"}


def rows() -> list[dict[str, str]]:
    """The rows of the reference class."""
    path = seeds_folder() / "programs.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(value: Any) -> Any:
    """TOML as JSON has it: dates are texts."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value if isinstance(value, str | int | float) else value.isoformat()


def sources_cited(value: Any) -> set[str]:
    """Every source that anything in a file names."""
    if isinstance(value, list):
        return set().union(*map(sources_cited, value))
    if not isinstance(value, dict):
        return set()
    named = {value["source"]} if "source" in value else set()
    return named.union(*map(sources_cited, value.values()))


# ----------------------------------------------------------------------- the programs


def test_these_are_the_built_in_programs() -> None:
    """A new one is tested like the others."""
    assert sorted(path.stem for path in seeds_folder().glob("*.toml")) == [*NAMES]
    assert len(WAYS) > len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_is_sound_with_and_without_each_of_its_scenarios(name: str) -> None:
    """As `bodycam programs validate` finds it."""
    assert problems_of(name) == []


def is_sourced(figure: Figure | MonthFigure, sources: set[str]) -> bool:
    """Whether it is clear where a figure comes from."""
    if isinstance(figure, Figure) and figure.is_unknown:
        return bool(figure.note)
    if figure.source == ASSUMED:
        return bool(figure.note)
    return figure.source in sources


@pytest.mark.parametrize("way", WAYS)
def test_every_figure_has_a_source_or_says_why_it_has_none(way: str) -> None:
    """Assumed with a note, or unknown with a note."""
    program = load(way)
    sources = set(program.program.sources)
    figures = figures_in(program)
    bare = [key for key in figures if not is_sourced(figures[key], sources)]
    assert bare == []
    assert len(figures) >= 5


@pytest.mark.parametrize("name", NAMES)
def test_every_source_is_cited_and_every_citation_has_its_source(name: str) -> None:
    """Within one file, or in what it extends."""
    table = TABLES[name]
    own = set(table["sources"])
    cited = sources_cited({key: table[key] for key in table if key != "sources"})
    cited -= {ASSUMED}
    assert own <= cited
    extended = TABLES.get(table.get("extends", ""), {}).get("sources", {})
    assert cited <= own | set(extended)


@pytest.mark.parametrize("name", NAMES)
def test_a_source_says_who_published_it_when_and_where(name: str) -> None:
    """So that anybody can look it up; a few pages bear no date."""
    for source in TABLES[name]["sources"].values():
        assert source["title"]
        assert source["publisher"]
        assert re.fullmatch(DATE, str(source.get("date", "undated")))
        assert re.match(r"https?://[^ ]+\.[^ ]+$", source["url"])


@pytest.mark.parametrize("name", NAMES)
def test_no_two_sources_of_a_file_are_the_same_page(name: str) -> None:
    """Each page has one id."""
    urls = [source["url"] for source in TABLES[name]["sources"].values()]
    assert [url for url, times in Counter(urls).items() if times > 1] == []


def test_an_id_means_the_same_source_in_every_file() -> None:
    """Where two files name a source alike."""
    found: dict[str, Any] = {}
    for name in NAMES:
        for source, table in TABLES[name]["sources"].items():
            assert found.setdefault(source, table) == table


@pytest.mark.parametrize("way", WAYS)
def test_ranges_are_apart_and_hold_their_likely_values(way: str) -> None:
    """A range that is a point, or a likely value at its end, hides something."""
    for key, figure in figures_in(load(way)).items():
        if isinstance(figure, Figure) and figure.is_ranged:
            likely, low, high = figure.likely_value, figure.low, figure.high
            assert low is not None
            assert likely is not None
            assert high is not None
            assert low < likely < high, key


def test_every_typical_price_says_whose_dollars_it_is_in() -> None:
    """Cities that extend the typical program start in other years."""
    bare = [
        name
        for name, line in load("typical").program.lines.items()
        if line.price is not None and line.price.likely_value and not line.price.year
    ]
    assert bare == []


@pytest.mark.parametrize("way", WAYS)
def test_every_seed_is_answered(way: str, run: Run) -> None:
    """Its cost by one of the estimates, its rollout and its figures."""
    estimates: tuple[list[str], ...] = (
        [],
        ["--estimate", "lines"],
        ["--estimate", "published"],
    )
    codes = {run("cost", way, *estimate).exit_code for estimate in estimates}
    assert 0 in codes
    assert codes <= {0, 1}
    assert run("rollout", way).exit_code == 0
    assert run("assumptions", way).exit_code == 0


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_accepts_a_seed(name: str) -> None:
    """An editor marks nothing in it."""
    validator = Draft202012Validator(program_schema())
    errors = validator.iter_errors(plain(TABLES[name]))
    assert [error.json_path for error in errors] == []


@pytest.mark.parametrize("name", NAMES)
def test_scenarios_compose_in_every_order(name: str, run: Run) -> None:
    """Two of them make a program, or are refused with a reason."""
    for one, other in combinations(TABLES[name].get("scenarios", {}), 2):
        for pair in (f"{one}+{other}", f"{other}+{one}"):
            result = run("assumptions", f"{name}@{pair}")
            assert result.exit_code in (0, 2)
            assert bool(result.stdout) == (result.exit_code == 0)


# ------------------------------------------------------------------ the reference class


def test_every_row_of_the_reference_class_is_whole() -> None:
    """An id of its own, who, when, how much, and where it was published."""
    found = rows()
    assert len({row["id"] for row in found}) == len(found)
    assert len(found) == 73
    for row in found:
        assert row["agency"], row["id"]
        assert re.fullmatch(r"20\d\d", row["year"]), row["id"]
        assert re.fullmatch(DATE, row["source_date"]), row["id"]
        assert row["source_title"], row["id"]
        assert row["source_url"].startswith("http"), row["id"]
        assert row["counts_as"] in COUNTS_AS, row["id"]
        money = [row[key] for key in ("total_usd", "annual_usd", "first_year_usd")]
        assert any(money), row["id"]
        numbers = [row["cameras"], row["term_years"], *money]
        assert all(float(number) > 0 for number in numbers if number), row["id"]


def kinds() -> dict[tuple[str, str], list[str]]:
    """What the rows of each program and scope count as."""
    groups = defaultdict(list)
    for row in rows():
        groups[row["program"], row["scope"]].append(row["counts_as"])
    return groups


def test_low_and_high_come_in_pairs() -> None:
    """Two bounds of one program, never one of them alone."""
    for program, found in kinds().items():
        counts = Counter(found)
        assert counts["low"] == counts["high"] <= 1, program


def test_a_program_has_one_whole_in_a_scope() -> None:
    """Else it would count twice."""
    for program, found in kinds().items():
        counts = Counter(found)
        assert counts["whole"] <= 1, program
        assert not (counts["whole"] and counts["low"]), program


def test_a_variant_is_one_of_something() -> None:
    """Its program has another row."""
    by_program: dict[str, list[str]] = defaultdict(list)
    for (program, _), found in kinds().items():
        by_program[program] += found
    alone = [name for name, found in by_program.items() if {*found} == {"variant"}]
    assert alone == []


def test_each_program_counts_once_in_its_scope() -> None:
    """As the comparison reads the class."""
    costs = published_costs()
    counted = Counter((cost.program, cost.scope) for cost in costs)
    wholes = {key for key, found in kinds().items() if "part" not in found}
    assert {counted[key] for key in wholes if key in counted} == {1}
    assert all(cost.per_camera_year > 0 for cost in costs)


def test_the_reference_class_is_where_the_package_looks_for_it() -> None:
    """Beside the programs, in the wheel too."""
    assert Path(seeds_folder() / "programs.csv").is_file()
