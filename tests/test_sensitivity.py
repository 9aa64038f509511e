"""Sensitivity: each ranged figure from low to high, the others at likely."""

import pytest
from programs import Ask, Run, column_of, loaded, priced, small, table_of, write

from bodycam_cli.analysis.sensitivity import sensitivity_of
from bodycam_cli.program.reading import load
from bodycam_cli.projection.projecting import project

THREE = {
    **priced(
        small={"price": {"low": 9, "likely": 10, "high": 12}, "per": "camera-year"},
        large={"price": {"low": 100, "likely": 300, "high": 900}, "per": "camera-year"},
        refreshed={
            "price": 1_000,
            "per": "camera",
            "refresh_months": {"low": 6, "likely": 12, "high": 24},
        },
    ),
    "cameras": 10,
}
"""Ten cameras: $3,100 a year at likely, and $10,000 of cameras."""


def test_the_largest_swing_comes_first(ask: Ask) -> None:
    """Worked by hand over one year.

    At likely: 10 x 10 + 10 x 300 + 10 x 1,000 = 13,100.
    large: 10 x 900 - 10 x 100 = 8,000, from 11,100 to 19,100.
    refresh: at 6 months the cameras are bought twice, 23,100; at 24 once, 13,100.
    small: 10 x 12 - 10 x 9 = 30.
    """
    document = ask("sensitivity", str(write(THREE)), "--years", "1")
    figures = table_of(document, "figures")
    assert column_of(figures, "key") == [
        "lines.refreshed.refresh_months",
        "lines.large.price",
        "lines.small.price",
    ]
    assert column_of(figures, "swing") == [-10_000, 8_000, 30]
    assert column_of(figures, "total_low") == [23_100, 11_100, 13_090]
    assert column_of(figures, "total_high") == [13_100, 19_100, 13_120]
    assert column_of(figures, "low") == [6, 100, 9]
    assert column_of(figures, "value") == [12, 300, 10]
    assert column_of(figures, "high") == [24, 900, 12]


@pytest.mark.parametrize("name", ["typical", "boston", "worcester@full"])
def test_one_projection_is_the_same_as_one_for_each_end(name: str) -> None:
    """Every end by itself through --set, to the dollar."""
    found = sensitivity_of(load(name), 5, "lines")
    assert found.swings
    for swing in found.swings:
        for end, total in (
            (swing.ranged.low, swing.at_low),
            (swing.ranged.high, swing.at_high),
        ):
            alone = load(name, settings=(f"{swing.ranged.key}={end}",))
            cost = project(alone, 5, "lines").budget.local_cost.dollars
            assert total == cost.sum()


def test_more_figures_than_are_moved_at_once_are_all_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In parts as in one go."""
    program = loaded(THREE)
    whole = sensitivity_of(program, 2, "lines").swings
    monkeypatch.setattr("bodycam_cli.analysis.sensitivity._AT_ONCE", 1)
    assert sensitivity_of(program, 2, "lines").swings == whole


def test_the_answer_says_what_to_do_about_the_largest(ask: Ask) -> None:
    """Where it was set, on what it rests, and how to narrow it."""
    document = ask("sensitivity", "typical")
    first, second, *_ = document["answer"]
    assert first.startswith("lines.licenses.price moves the total most: FY2024 to ")
    assert "at $480" in first
    assert "at $1,200" in first
    assert "It is set in typical.toml:" in second
    assert "is assumed: seen without cameras" in second
    assert second.endswith("--set lines.licenses.price=...")


def test_a_program_without_ranges_says_so(ask: Ask) -> None:
    """Nothing moves its total."""
    document = ask("sensitivity", str(write(small())), "--years", "1")
    assert document["answer"] == [
        (
            "No figure of this estimate is given as a range: nothing moves the local "
            "cost of FY2024, $6,000. Give prices and quantities a low, likely and high "
            "value to see which of them matter."
        )
    ]
    assert table_of(document, "figures")["rows"] == []


def test_a_ranged_published_cost_is_what_moves(ask: Ask) -> None:
    """The title says which estimate is in force."""
    published = {
        "initial_years": 1,
        "initial_cost": {"low": 80_000, "likely": 90_000, "high": 120_000},
        "annual_cost_after": 10_000,
    }
    data = small(published=published)
    document = ask("sensitivity", str(write(data)), "--years", "2")
    assert document["estimate"] == "published"
    assert document["title"] == "Small Town Police, as published"
    assert column_of(table_of(document, "figures"), "swing") == [40_000]


def test_the_tornado_stands_around_the_likely_total(run: Run) -> None:
    """Bars from low to high, the likely total marked in each."""
    result = run("sensitivity", str(write(THREE)), "--years", "1")
    lines = [line for line in result.stdout.splitlines() if line.startswith("lines.")]
    assert "Total, and $13,100 at likely" in result.stdout
    bars = [line for line in lines if "█" in line]
    assert len(bars) == 3
    assert len({line.index("│") for line in bars}) == 1


def test_what_is_unknown_is_no_zero_in_a_sentence(run: Run) -> None:
    """The local cost of Worcester's pilot is unknown, and has no range."""
    answer = run("sensitivity", "worcester").stdout
    assert "nothing moves the local cost of FY2019 to FY2020, an unknown amount" in (
        " ".join(answer.split())
    )
