"""Affordability: the most cameras, the earliest rollout, the money that is missing."""

import pytest
from programs import Ask, Data, Run, column_of, priced, small, table_of, write

LICENSES = {"licenses": {"price": 600, "per": "camera-year"}}
PHASED: Data = {
    **small(cameras=20, lines={"cameras": {"price": 1_000, "per": "camera"}}),
    "waves": {
        "first": {"go_live_month": "2023-09", "cameras": 8},
        "rest": {"go_live_month": "2024-02"},
    },
    "appropriations": {"FY2024": 8_000, "FY2025": 12_000},
}
"""Twenty cameras at $1,000: 8 in September 2023, 12 in February 2024, all in FY2024."""


def answers(document: Data) -> dict[str, Data]:
    """The rows of the table ``answer``, by what they answer."""
    return {row["quantity"]: row for row in table_of(document, "answer")["rows"]}


# -------------------------------------------------------------------------- cameras


def test_the_most_cameras_by_hand(ask: Ask) -> None:
    """$7,300 a year pays for 12 cameras at $600, and not for 13."""
    document = ask("afford", str(write(small())), "--annual", "7300", "--years", "2")
    assert answers(document)["cameras"] == {
        "quantity": "cameras",
        "value": 12,
        "unit": "cameras",
        "binding_year": 2024,
        "binding_line": "licenses",
    }
    assert document["answer"] == [
        (
            "The money is enough for 12 cameras at most: one more puts FY2024 $500 "
            "over, most of all for lines.licenses."
        ),
        "It is enough for the 10 cameras of the program as planned.",
    ]
    assert column_of(table_of(document, "at_most"), "local_cost") == [7_200, 7_200]


def test_the_money_of_all_years_may_be_asked(ask: Ask) -> None:
    """$15,000 in two years: 12 cameras cost 14,400, 13 cost 15,600."""
    document = ask("afford", str(write(small())), "--total", "15000", "--years", "2")
    row = answers(document)["cameras"]
    assert (row["value"], row["binding_year"]) == (12, None)
    assert "one more puts all years together $600 over" in document["answer"][0]
    assert table_of(document, "years")["totals"] == {
        "local_cost": 12_000,
        "appropriation": 15_000,
        "over": 0,
    }


def test_only_years_with_an_appropriation_limit_the_cameras(ask: Ask) -> None:
    """And the others are named."""
    data = small(appropriations={"FY2025": 6_600})
    document = ask("afford", str(write(data)), "--years", "3")
    row = answers(document)["cameras"]
    assert (row["value"], row["binding_year"]) == (11, 2025)
    (notice,) = (x for x in document["notices"] if x["kind"] == "not_limited")
    assert notice["facts"] == {"fiscal_years": [2024, 2026]}


def test_smaller_counts_that_do_not_fit_are_named(ask: Ask) -> None:
    """A grant for each camera can make more cameras cheaper than fewer.

    One server for every 10 cameras costs $3,000, its grant is $500 a camera: 10
    cameras cost 3,000 - 3,000, 11 cost 6,000 - 5,500, 12 cost nothing.
    """
    servers = {
        "price": 3_000,
        "per": "item",
        "count": {"one_per": 10, "of": "camera"},
    }
    data = small(
        lines={"servers": servers},
        funding={"grant": {"amount_per_camera": 500, "match_share": 0}},
    )
    run = ("afford", str(write(data)), "--annual", "900", "--years", "1")
    document = ask(*run, "--at-most", "12")
    # 1 to 4 cameras: 2,500 to 1,000 above the grant; 5: 500; 11: 500; 12: 0.
    assert answers(document)["cameras"]["value"] == 12
    assert document["answer"][-1] == "Of the smaller counts, 1 to 4 do not fit."
    assert document["answer"][0] == (
        "The money is enough for 12 cameras, the most that was tried."
    )


def test_every_answer_agrees_with_cost(ask: Ask) -> None:
    """The most cameras keep within the money, and one more does not."""
    money = 400_000
    document = ask("afford", "typical", "--annual", str(money))
    most = answers(document)["cameras"]["value"]
    binding = answers(document)["cameras"]["binding_year"]
    for cameras, keeps in ((most, True), (most + 1, False)):
        cost = table_of(ask("cost", "typical", "--set", f"cameras={cameras}"), "cost")
        within = {
            row["fiscal_year"]: row["local_cost"] <= money for row in cost["rows"]
        }
        assert all(within.values()) is keeps
    assert not within[binding]


def test_lines_that_do_not_move_with_the_cameras_are_named(ask: Ask) -> None:
    """A schedule of payments costs the same for any number."""
    data = small(
        lines={**LICENSES, "contract": {"amounts": {"FY2024": 1_000}}},
    )
    document = ask("afford", str(write(data)), "--annual", "7000", "--years", "1")
    assert answers(document)["cameras"]["value"] == 10
    (notice,) = (x for x in document["notices"] if x["kind"] == "unmoved_lines")
    assert notice["facts"] == {"lines": ["contract"]}


def test_waves_that_are_full_take_no_more(ask: Ask) -> None:
    """Where no wave takes the rest, more cameras would have no date."""
    waves = {"first": {"go_live_month": "2023-07", "cameras": 10}}
    data = small(waves=waves)
    document = ask("afford", str(write(data)), "--annual", "99000", "--years", "1")
    assert answers(document)["cameras"]["value"] == 10
    assert "waves_are_full" in {notice["kind"] for notice in document["notices"]}


def test_counts_in_parts_are_counts_in_one_go(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is bounded, the answer the same."""
    run = ("afford", "typical", "--annual", "400000", "--at-most", "200")
    whole = ask(*run)
    monkeypatch.setattr("bodycam_cli.analysis.affordability._CELLS", 60 * 7)
    assert ask(*run)["tables"] == whole["tables"]


# --------------------------------------------------------------------------- finish


def test_the_earliest_rollout_by_hand(ask: Ask) -> None:
    """FY2024 pays for 8 cameras: the other 12 wait for July 2024, 5 months late.

    Moved 5 months, the first 8 go live in February 2024, within FY2024.
    """
    document = ask("afford", str(write(PHASED)), "--years", "2")
    row = answers(document)["full_rollout"]
    assert row["value"] == "2024-07"
    assert (row["binding_year"], row["binding_line"]) == (2024, "cameras")
    text = "all waves to come 5 months later than planned (--set slip_months=5)."
    assert document["answer"][2].endswith(text)
    assert (
        "For the 20 cameras of the program as planned it lacks $12,000 in FY2024"
        in (document["answer"][1])
    )
    check = ask("check", str(write(PHASED)), "--years", "2", "--set", "slip_months=5")
    assert column_of(table_of(check, "years"), "passed") == [True, True]


def test_a_rollout_may_be_earlier_than_planned(ask: Ask) -> None:
    """With money enough, all waves move up to the first month of spending."""
    run = ("afford", str(write(PHASED)), "--years", "2", "--annual", "90000")
    document = ask(*run)
    assert answers(document)["full_rollout"]["value"] == "2023-12"
    assert document["answer"][2].endswith(
        "all waves to come 2 months earlier than planned."
    )


def test_waves_that_have_happened_do_not_move(ask: Ask) -> None:
    """Only the rest can come earlier, and not before the month after ``as_of``."""
    data = {**PHASED, "as_of": "2023-09"}
    document = ask("afford", str(write(data)), "--years", "2")
    assert answers(document)["full_rollout"]["value"] == "2024-07"
    rich = ask("afford", str(write(data)), "--years", "2", "--annual", "90000")
    assert answers(rich)["full_rollout"]["value"] == "2023-10"


# ---------------------------------------------------------------------- no solution


def test_nothing_fits_and_the_missing_money_is_said(run: Run) -> None:
    """Exit 4, after the answer; the message says what would be enough."""
    result = run("afford", str(write(small())), "--annual", "500", "--years", "2")
    assert result.exit_code == 4
    assert "No number of cameras from 1 to 10,000 fits the money." in result.stdout
    assert result.stderr.splitlines()[-1] == (
        "No solution: no number of cameras and no date keeps within the money; $5,500 "
        "in FY2024 and $5,500 in FY2025 more would be enough for 10 cameras as planned."
    )


def test_the_missing_money_is_enough_when_it_is_given(ask: Ask) -> None:
    """The least extra money by year makes the check pass."""
    document = ask("afford", "typical", "--annual", "350000")
    years = table_of(document, "years")["rows"]
    settings = [
        f"appropriations.FY{row['fiscal_year']}={350_000 + row['over']}"
        for row in years
    ]
    sets = [part for setting in settings for part in ("--set", setting)]
    assert all(column_of(table_of(ask("check", "typical", *sets), "years"), "passed"))


def test_unknown_figures_are_refused_with_their_list(run: Run) -> None:
    """What is not known cannot be afforded."""
    result = run("afford", "worcester", "--annual", "5000")
    assert result.exit_code == 1
    assert "for want of figures: lines.staff_time.price" in result.stderr


def test_money_must_be_named_once(run: Run) -> None:
    """In the file, or with one of two options."""
    nothing = run("afford", "typical")
    assert nothing.exit_code == 1
    assert "typical has no appropriation in these years" in nothing.stderr
    both = run("afford", "typical", "--annual", "1", "--total", "1")
    assert both.exit_code == 2
    assert "exclude one another" in both.stderr


def test_a_published_estimate_is_asked_for_one_number_alone(run: Run, ask: Ask) -> None:
    """It does not scale: what is missing is said, or that nothing is."""
    result = run("afford", "boston", "--estimate", "published")
    assert result.exit_code == 4
    assert "does not scale: no other is tried" in result.stdout
    document = ask("afford", "boston", "--estimate", "published", "--annual", "3300000")
    assert list(answers(document)) == ["lacking"]
    assert answers(document)["lacking"]["value"] == 0


def test_all_that_is_missing_may_be_one_sum(run: Run) -> None:
    """With --total, no year is named."""
    result = run("afford", str(write(small())), "--total", "500", "--years", "2")
    assert result.exit_code == 4
    assert "$11,500 more would be enough for 10 cameras as planned" in result.stderr
    quiet = run("afford", str(write(small())), "--total", "500", "--quiet")
    assert (quiet.exit_code, quiet.stderr) == (4, "")


def test_a_wave_beyond_the_horizon_has_no_date(ask: Ask) -> None:
    """Not even the first month of spending could bring its last wave into the years."""
    waves = {
        "first": {"go_live_month": "2023-07", "cameras": 8},
        "rest": {"go_live_month": "2026-07"},
    }
    document = ask(
        "afford",
        str(write({**PHASED, "waves": waves})),
        "--annual",
        "9000",
        "--years=1",
    )
    assert answers(document)["full_rollout"]["value"] is None
    assert "no date of the waves still to come fits" in document["answer"][2]


def test_many_spans_that_do_not_fit_are_counted(ask: Ask) -> None:
    """Six are named: one server for every two cameras, and a grant for each camera."""
    servers = {"price": 1_000, "per": "item", "count": {"one_per": 2, "of": "camera"}}
    data = small(
        lines={"servers": servers},
        funding={"grant": {"amount_per_camera": 500, "match_share": 0}},
    )
    run = ("afford", str(write(data)), "--annual", "400", "--years", "1")
    document = ask(*run, "--at-most", "16")
    assert document["answer"][-1] == (
        "Of the smaller counts, 1, 3, 5, 7, 9, 11 and 2 more spans do not fit."
    )


# ------------------------------------------------------------------------- certainty


def test_certainty_asks_it_of_the_runs(ask: Ask) -> None:
    """One camera costs 0 to 1,000 a year, any value alike, all cameras alike.

    $8,000 are enough for n cameras in 8,000 / (1,000 n) of the runs: for 10 in 80 %.
    """
    price = {"low": 0, "high": 1_000, "shape": "uniform"}
    data = priced(licenses={"price": price, "per": "camera-year"})
    run = ("afford", str(write(data)), "--annual", "8000", "--years", "1")
    document = ask(*run, "--certainty", "0.8")
    assert answers(document)["cameras"]["value"] == 10
    assert document["stamp"]["draws"] == 10_000
    assert "found_by_halving" in {notice["kind"] for notice in document["notices"]}
    assert answers(ask(*run))["cameras"]["value"] == 16
    doubtful = ask(*run, "--certainty", "0.9")
    assert answers(doubtful)["cameras"]["value"] == 8
    # 10 cameras cost 9,000 or less in 90 % of the runs
    assert answers(doubtful)["lacking"]["value"] == pytest.approx(1_000, abs=20)


def test_certainty_of_a_date(ask: Ask) -> None:
    """A wave goes live when its money is enough in so many of the runs."""
    price = {"low": 900, "likely": 1_000, "high": 1_100}
    data = {**PHASED, "lines": {"cameras": {"price": price, "per": "camera"}}}
    run = ("afford", str(write(data)), "--years", "2", "--draws", "1000")
    sure = ask(*run, "--certainty", "0.9")
    assert answers(sure)["full_rollout"]["value"] is None
    half = ask(*run, "--certainty", "0.4")
    assert answers(half)["full_rollout"]["value"] == "2024-07"
