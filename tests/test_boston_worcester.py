"""Boston and Worcester as they were published: every number typed by hand."""

from typing import Any

import pytest
from programs import Ask, Data, Run, column_of, table_of

FIVE_YEARS = [2019, 2020, 2021, 2022, 2023]


@pytest.fixture(name="boston")
def _boston(ask: Ask) -> Data:
    return ask("cost", "--years", "5")


@pytest.fixture(name="worcester")
def _worcester(ask: Ask) -> Data:
    return ask("cost", "worcester")


@pytest.fixture(name="side_by_side")
def _side_by_side(ask: Ask) -> Data:
    return ask("compare", "boston", "worcester")


def notices_of(document: Data, kind: str) -> list[Any]:
    """The notices of one kind."""
    return [notice for notice in document["notices"] if notice["kind"] == kind]


def years_of(document: Data, program: str, column: str) -> list[Any]:
    """A column of the table ``by_year`` for one program."""
    rows = table_of(document, "by_year")["rows"]
    return [row[column] for row in rows if row["program"] == program]


def summary_of(document: Data, program: str) -> Data:
    """A program's row of the table ``summary``."""
    rows = table_of(document, "summary")["rows"]
    (row,) = (row for row in rows if row["program"] == program)
    found: Data = row
    return found


# ------------------------------------------------------------- Boston, as published


def test_boston_costs_eight_and_a_half_million_and_then_3_3_a_year(
    boston: Data,
) -> None:
    """8,500,000 in three years, the leftover dollar in the last; then 3,300,000."""
    table = table_of(boston, "cost")
    assert column_of(table, "fiscal_year") == FIVE_YEARS
    assert column_of(table, "months") == [12] * 5
    assert column_of(table, "cost") == [
        2_833_333,
        2_833_333,
        2_833_334,
        3_300_000,
        3_300_000,
    ]
    assert table["totals"]["cost"] == 15_100_000
    assert boston["estimate"] == "published"


def test_the_appropriations_leave_less_than_nothing(boston: Data) -> None:
    """2,000,000 - 2,833,333 = -833,333 and 2,500,000 - 2,833,333 = -333,333."""
    table = table_of(boston, "cost")
    approved = [2_000_000, 2_500_000, None, None, None]
    assert column_of(table, "appropriation") == approved
    assert column_of(table, "left") == [-833_333, -333_333, None, None, None]
    assert table["totals"]["appropriation"] == 4_500_000


def test_ten_point_six_million_is_unfunded(boston: Data) -> None:
    """833,333 + 333,333 + 2,833,334 + 2 * 3,300,000 = 10,600,000."""
    table = table_of(boston, "cost")
    assert column_of(table, "unfunded") == [
        833_333,
        333_333,
        2_833_334,
        3_300_000,
        3_300_000,
    ]
    assert table["totals"]["unfunded"] == 10_600_000


def test_the_unfunded_total_is_the_first_sentence(boston: Data) -> None:
    """What is still to be asked for comes first, with its years."""
    first = boston["answer"][0]
    assert "$10,600,000" in first
    assert "nfunded" in first
    assert "FY2019 to FY2023" in first


def test_cost_runs_up_and_is_divided_by_400_cameras(boston: Data) -> None:
    """2,833,333 / 400 = 7,083.33 and 3,300,000 / 400 = 8,250."""
    table = table_of(boston, "cost")
    assert column_of(table, "cumulative") == [
        2_833_333,
        5_666_666,
        8_500_000,
        11_800_000,
        15_100_000,
    ]
    assert column_of(table, "per_camera") == [7_083, 7_083, 7_083, 8_250, 8_250]


def test_the_camera_count_of_the_later_money_is_called_assumed(
    boston: Data, run: Run
) -> None:
    """The word stands beside the number, in the document and on paper."""
    assert "assumed" in " ".join(table_of(boston, "cost")["notes"])
    printed = " ".join(run("cost").stdout.split())
    assert "Per camera (assumed count)" in printed or "an assumed count" in printed


def test_a_notice_says_what_is_left_for_the_third_year(boston: Data) -> None:
    """8,500,000 - 2,000,000 - 2,500,000 = 4,000,000."""
    (notice,) = notices_of(boston, "published_remainder")
    assert "$4,000,000" in notice["text"]
    assert "FY2021" in notice["text"]
    assert notice["facts"]["remainder"] == 4_000_000


def test_the_cost_can_be_spread_as_the_appropriations_are(ask: Ask) -> None:
    """2.0, 2.5 and 4.0 million; the first two are then wholly funded."""
    table = table_of(ask("cost", "--set", "published.spread=appropriations"), "cost")
    assert column_of(table, "cost") == [
        2_000_000,
        2_500_000,
        4_000_000,
        3_300_000,
        3_300_000,
    ]
    assert column_of(table, "left") == [0, 0, None, None, None]
    assert column_of(table, "unfunded") == [0, 0, 4_000_000, 3_300_000, 3_300_000]
    assert table["totals"]["cost"] == 15_100_000
    assert table["totals"]["unfunded"] == 10_600_000


def test_the_title_states_what_the_table_is_of(boston: Data) -> None:
    """Program, cameras, estimate, nominal dollars and the months of the year."""
    assert "Boston Police Department" in boston["title"]
    assert "no program was named" in boston["title"]
    basis = " ".join(boston["basis"])
    assert "400 cameras" in basis
    assert "ublished estimate" in basis
    assert "ominal dollars" in basis
    assert "FY2019 is July 2018 to June 2019" in basis


def test_a_program_that_was_named_is_not_announced_as_the_default(ask: Ask) -> None:
    """Only the default says that no program was named."""
    assert ask("cost", "boston")["title"] == "Boston Police Department"


def test_what_is_assumed_is_named(boston: Data) -> None:
    """The start of spending and the cameras of the later money were our choice."""
    notes = " ".join(boston["notes"])
    assert "published.cameras" in notes
    assert "first_month" in notes


def test_the_sources_are_listed(boston: Data) -> None:
    """The announcement, and the report of the second appropriation."""
    sources = {source["id"]: source for source in boston["sources"]}
    assert set(sources) == {"announcement", "dotnews-2019"}
    assert sources["announcement"]["publisher"] == "Boston Herald"
    assert sources["announcement"]["date"] == "2018-08-03"
    assert all(source["url"].startswith("http") for source in sources.values())


def test_a_shorter_horizon_has_the_first_years(ask: Ask) -> None:
    """One year, and thirty: 8,500,000 + 27 * 3,300,000 = 97,600,000."""
    one = table_of(ask("cost", "boston", "--years", "1"), "cost")
    assert column_of(one, "cost") == [2_833_333]
    thirty = table_of(ask("cost", "boston", "--years", "30"), "cost")
    assert column_of(thirty, "fiscal_year")[-1] == 2048
    assert thirty["totals"]["cost"] == 97_600_000


def test_the_lines_take_another_number_of_cameras(ask: Ask) -> None:
    """500 cameras by cost lines: 307 of them in the wave that takes the rest."""
    document = ask("cost", "boston", "--set", "cameras=500", "--estimate", "lines")
    assert document["estimate"] == "lines"
    assert "500 cameras" in document["basis"][0]
    rollout = ask("rollout", "boston", "--set", "cameras=500")
    assert column_of(table_of(rollout, "waves"), "cameras") == [193, 307]


def test_the_published_estimate_refuses_another_number_of_cameras(run: Run) -> None:
    """Exit 1, the reason and the way out on stderr, nothing on stdout."""
    result = run("cost", "boston", "--set", "cameras=500")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "500 cameras" in result.stderr
    assert "400" in result.stderr
    assert "--estimate lines" in result.stderr


def test_boston_rolls_out_to_the_named_districts_first(ask: Ask) -> None:
    """193 in June 2019, the other 207 in September 2019, as is assumed."""
    document = ask("rollout")
    waves = table_of(document, "waves")
    assert column_of(waves, "go_live_month") == ["2019-06", "2019-09"]
    assert column_of(waves, "cameras") == [193, 207]
    assert waves["totals"]["cameras"] == 400
    months = table_of(document, "months")
    assert column_of(months, "month")[0] == "2018-07"
    assert column_of(months, "month")[-1] == "2020-06"
    # 11 months before June 2019, 3 with the first wave, 10 with both
    in_service = column_of(months, "cameras_in_service")
    assert in_service == [0] * 11 + [193] * 3 + [400] * 10


def test_a_slip_moves_only_what_has_not_happened(ask: Ask) -> None:
    """The wave of June 2019 was there; the rest moves from September to December."""
    waves = table_of(ask("rollout", "boston", "--set", "slip_months=3"), "waves")
    assert column_of(waves, "go_live_month") == ["2019-06", "2019-12"]


# ----------------------------------------------------------------- Boston, scenarios


def test_the_city_wide_estimate_is_25_million(ask: Ask) -> None:
    """7,000,000 in the first year, then (25 - 7) / 4 = 4.5 million a year."""
    document = ask("cost", "boston@citywide")
    table = table_of(document, "cost")
    assert column_of(table, "cost") == [
        7_000_000,
        4_500_000,
        4_500_000,
        4_500_000,
        4_500_000,
    ]
    assert table["totals"]["cost"] == 25_000_000
    assert "1,500 cameras" in document["basis"][0]
    # 7,000,000 / 1,500 = 4,666.67 and 4,500,000 / 1,500 = 3,000
    assert column_of(table, "per_camera") == [4_667, 3_000, 3_000, 3_000, 3_000]


def test_boston_beside_the_city_wide_estimate(ask: Ask) -> None:
    """Year by year and in all: 25,000,000 - 15,100,000 = 9,900,000, 65.6 % more."""
    document = ask("compare", "boston", "boston@citywide")
    first = summary_of(document, "boston")
    assert first["cameras"] == 400
    assert first["first_fiscal_year"] == 2019
    assert first["months"] == 60
    assert first["cost"] == 15_100_000
    assert first["per_year"] == 3_020_000
    assert first["per_camera_year"] == 7_550  # 15,100,000 / 400 / 5
    assert first["appropriation"] == 4_500_000
    assert first["unfunded"] == 10_600_000
    assert first["difference"] is None
    assert first["difference_share"] is None
    second = summary_of(document, "boston@citywide")
    assert second["cameras"] == 1_500
    assert second["cost"] == 25_000_000
    assert second["per_year"] == 5_000_000
    assert second["per_camera_year"] == 3_333  # 25,000,000 / 1,500 / 5 = 3,333.33
    assert second["difference"] == 9_900_000
    assert second["difference_share"] == pytest.approx(0.655_629, abs=0.000_001)
    assert years_of(document, "boston", "difference") == [None] * 5
    assert years_of(document, "boston@citywide", "difference") == [
        4_166_667,
        1_666_667,
        1_666_666,
        1_200_000,
        1_200_000,
    ]
    assert [table["name"] for table in document["tables"]] == ["summary", "by_year"]


def test_as_built_is_above_1000_at_the_end_of_november_2019(ask: Ask) -> None:
    """193 in June, then 162, 162, 160, 162 and 162 a month: 1,001."""
    months = table_of(ask("rollout", "boston@as-built"), "months")
    in_service = dict(
        zip(
            column_of(months, "month"),
            column_of(months, "cameras_in_service"),
            strict=True,
        )
    )
    assert in_service["2019-05"] == 0
    assert in_service["2019-06"] == 193
    assert in_service["2019-07"] == 355
    assert in_service["2019-08"] == 517
    assert in_service["2019-09"] == 677
    assert in_service["2019-10"] == 839
    assert in_service["2019-11"] == 1_001


def test_the_rollout_has_a_bar_for_each_month(run: Run) -> None:
    """The bar of November fills the width, that of June is shorter."""
    lines = run("rollout", "boston@as-built").stdout.splitlines()
    bars = {line[:7]: line.count("█") for line in lines if line.startswith("2019")}
    assert bars["2019-05"] == 0
    assert 0 < bars["2019-06"] < bars["2019-08"] < bars["2019-11"]


def test_the_cost_as_built_is_refused_with_the_way_out(run: Run) -> None:
    """The estimate was for 400 cameras, and says nothing of 1,001."""
    result = run("cost", "boston@as-built")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "boston@as-built has 1,001 cameras" in result.stderr
    assert "for 400" in result.stderr
    assert "--estimate lines" in result.stderr


def test_as_built_is_costed_by_its_lines(ask: Ask) -> None:
    """The way out that the refusal names is one."""
    document = ask("cost", "boston@as-built", "--estimate", "lines")
    assert document["estimate"] == "lines"
    assert table_of(document, "cost")["totals"]["cost"] > 0


def test_a_refused_estimate_leaves_the_other_commands(run: Run) -> None:
    """Rollout, assumptions and validate answer for the same program."""
    for command in (
        ("rollout", "boston@as-built"),
        ("assumptions", "boston@as-built"),
        ("programs", "validate", "boston@as-built"),
    ):
        assert run(*command).exit_code == 0


def test_the_second_of_two_scenarios_wins(ask: Ask, run: Run) -> None:
    """Composed with +, later over earlier: city-wide as built has 1,001 cameras."""
    document = ask("rollout", "boston@citywide+as-built")
    assert table_of(document, "waves")["totals"]["cameras"] == 1_001
    refused = run("cost", "boston@citywide+as-built")
    assert refused.exit_code == 1
    assert "for 1,500" in refused.stderr


# ---------------------------------------------------------------- Worcester, pilot


def test_the_pilot_is_six_months_in_two_fiscal_years(worcester: Data) -> None:
    """May and June 2019 lie in FY2019, July to October in FY2020."""
    table = table_of(worcester, "cost")
    assert column_of(table, "fiscal_year") == [2019, 2020]
    assert column_of(table, "months") == [2, 4]
    assert table["totals"]["months"] == 6


def test_the_vendor_paid_what_is_known(worcester: Data) -> None:
    """Equipment worth 33,174 was donated; in FY2020 the vendor paid nothing."""
    table = table_of(worcester, "cost")
    assert column_of(table, "paid_by_others") == [33_174, 0]
    assert table["totals"]["paid_by_others"] == 33_174
    assert "vendor" in " ".join(worcester["answer"])


def test_what_nobody_published_is_unknown_and_never_zero(worcester: Data) -> None:
    """Local cost, left and unfunded are null; the cost is at least the known part."""
    table = table_of(worcester, "cost")
    assert column_of(table, "cost") == [33_174, None]
    assert table["totals"]["cost"] == 33_174
    assert column_of(table, "local_cost") == [None, None]
    assert table["totals"]["local_cost"] is None
    assert column_of(table, "unfunded") == [None, None]
    assert table["totals"]["unfunded"] is None
    assert column_of(table, "left") == [None, None]
    assert column_of(table, "cumulative") == [33_174, 33_174]
    assert column_of(table, "per_camera") == [1_659, None]  # 33,174 / 20 = 1,658.70


def test_each_partial_cell_says_what_is_missing(worcester: Data) -> None:
    """The staff time of the pilot, in every number that would need it."""
    incomplete = table_of(worcester, "cost")["incomplete"]
    cells = {(cell["row"], cell["column"]) for cell in incomplete}
    years = ("cost", "local_cost", "unfunded", "cumulative", "per_camera")
    totals = ("cost", "local_cost", "unfunded")
    assert cells == {
        *((row, column) for row in (0, 1) for column in years),
        *(("totals", column) for column in totals),
    }
    assert all(cell["missing"] == ["lines.staff_time.price"] for cell in incomplete)


@pytest.mark.parametrize("form", ["table", "markdown", "json", "csv"])
@pytest.mark.parametrize(
    "command", [("cost", "worcester"), ("compare", "boston", "worcester")]
)
def test_at_least_zero_is_never_printed(
    run: Run, command: tuple[str, ...], form: str
) -> None:
    """A partial total whose known part is 0 is unknown."""
    result = run(*command, "--format", form)
    assert result.exit_code == 0
    assert "at least $0" not in result.stdout + result.stderr
    if form in ("table", "markdown"):
        assert "unknown" in result.stdout
        assert "at least $33,174" in result.stdout


def test_the_first_sentence_says_that_it_is_not_known(worcester: Data) -> None:
    """There is no number to begin with, so the answer begins with that."""
    assert "unknown" in worcester["answer"][0]
    assert "lines.staff_time.price" in worcester["answer"][0]


def test_the_pilot_has_as_many_spares_as_cameras(ask: Ask) -> None:
    """20 cameras in service, 40 bought, 20 officers."""
    months = table_of(ask("rollout", "worcester", "--years", "2"), "months")
    assert column_of(months, "month") == [
        "2019-05",
        "2019-06",
        "2019-07",
        "2019-08",
        "2019-09",
        "2019-10",
    ]
    assert column_of(months, "cameras_bought") == [40, 0, 0, 0, 0, 0]
    assert column_of(months, "cameras_in_service") == [20] * 6
    assert column_of(months, "officers_equipped") == [20] * 6


# ------------------------------------------------------------ Boston beside Worcester


def test_the_first_fiscal_years_stand_side_by_side(side_by_side: Data) -> None:
    """Label and months of each year; where the months differ, no difference."""
    assert years_of(side_by_side, "boston", "fiscal_year") == FIVE_YEARS
    assert years_of(side_by_side, "boston", "year") == [1, 2, 3, 4, 5]
    assert years_of(side_by_side, "worcester", "fiscal_year") == [2019, 2020]
    assert years_of(side_by_side, "worcester", "year") == [1, 2]
    assert years_of(side_by_side, "worcester", "months") == [2, 4]
    assert years_of(side_by_side, "worcester", "cost") == [33_174, None]
    assert years_of(side_by_side, "worcester", "difference") == [None, None]
    assert summary_of(side_by_side, "worcester")["difference"] is None


def test_the_pilot_is_summed_up_by_its_known_part(side_by_side: Data) -> None:
    """33,174 in half a year: at least 66,348 a year, 3,317 a camera-year."""
    row = summary_of(side_by_side, "worcester")
    assert row["cameras"] == 20
    assert row["first_fiscal_year"] == 2019
    assert row["months"] == 6
    assert row["cost"] == 33_174
    assert row["per_year"] == 66_348
    assert row["per_camera_year"] == 3_317  # 33,174 / (20 * 0.5) = 3,317.40
    assert row["appropriation"] is None
    assert row["unfunded"] is None


def test_the_reference_stands_beside_the_partial_cost(side_by_side: Data) -> None:
    """20 cameras for half a year at what six published programs cost."""
    # Dollars per camera-year of the programs of scope "program" with cameras, a term
    # and a total: Los Angeles 57.6M / 7,000 / 5 = 1,645.71; Phoenix 16.7M / 2,000 / 5
    # = 1,670; Rhode Island 16M / 1,773 / 5 = 1,804.85; Virginia Beach, the middle of
    # 4.4M and 5.6M, 5M / 450 / 5 = 2,222.22; Boston 25M / 1,500 / 5 = 3,333.33; San
    # Francisco 449,000 / 50 = 8,980. A quarter of the way, at 1.25 of 0 to 5:
    # 1,670 + 0.25 * 134.85 = 1,703.71; three quarters, at 3.75:
    # 2,222.22 + 0.75 * 1,111.11 = 3,055.56. Times 10 camera-years.
    (row,) = table_of(side_by_side, "reference")["rows"]
    assert row == {
        "program": "worcester",
        "scope": "program",
        "programs": 6,
        "camera_years": 10,
        "low": 17_037,
        "high": 30_556,
    }
    assert "rithmetic" in " ".join(table_of(side_by_side, "reference")["notes"])


def test_it_says_that_the_known_part_is_already_higher(side_by_side: Data) -> None:
    """33,174 is more than 30,556, though the staff is not in it."""
    (sentence,) = (text for text in side_by_side["answer"] if "already" in text)
    assert "worcester" in sentence
    assert "$33,174" in sentence
    assert "$17,037 to $30,556" in sentence


def test_who_paid_is_said(side_by_side: Data) -> None:
    """The vendor paid the known part; what the city paid is unknown."""
    (sentence,) = (text for text in side_by_side["answer"] if "vendor" in text)
    assert "$33,174" in sentence
    assert "unknown" in sentence


# ------------------------------------------------------------- Worcester, scenarios


def test_the_contract_of_2022_is_a_schedule_with_stipends_and_posts(ask: Ask) -> None:
    """780,000 a year; 300 * 650 once; then 300 * 1,300 and three posts a year."""
    table = table_of(ask("cost", "worcester@full"), "cost")
    assert column_of(table, "fiscal_year") == [2023, 2024, 2025, 2026, 2027]
    assert column_of(table, "months") == [12] * 5
    # 780,000 + 195,000 = 975,000; posts 3 * (63,657 + 83,402) / 2 = 220,588.50
    # 780,000 + 390,000 + 220,589 = 1,390,589
    assert column_of(table, "cost") == [975_000, *[1_390_589] * 4]
    assert table["totals"]["cost"] == 6_537_356
    assert table["incomplete"] == []


def test_after_the_last_payment_the_contract_is_unknown(ask: Ask) -> None:
    """FY2028 is 390,000 + 220,589, and what the contract then costs is missing."""
    table = table_of(ask("cost", "worcester@full", "--years", "6"), "cost")
    assert table["rows"][5]["cost"] == 610_589
    (missing,) = (
        cell["missing"]
        for cell in table["incomplete"]
        if (cell["row"], cell["column"]) == (5, "cost")
    )
    assert missing == ["lines.contract.amounts.FY2028"]


def test_the_program_of_2022_goes_live_in_february_2023(ask: Ask) -> None:
    """Spending from July 2022, 300 cameras in service from February 2023."""
    months = table_of(ask("rollout", "worcester@full"), "months")
    assert column_of(months, "month")[0] == "2022-07"
    in_service = column_of(months, "cameras_in_service")
    assert in_service == [0] * 7 + [300] * 5


def test_the_estimate_of_2020_is_eleven_million_over_five_years(ask: Ask) -> None:
    """2,200,000 a year for 460 cameras, an assumed count; 4,782.61 each."""
    document = ask("cost", "worcester@estimate-2020")
    table = table_of(document, "cost")
    assert column_of(table, "fiscal_year") == [2021, 2022, 2023, 2024, 2025]
    assert column_of(table, "cost") == [2_200_000] * 5
    assert table["totals"]["cost"] == 11_000_000
    assert column_of(table, "per_camera") == [4_783] * 5
    assert "460 cameras" in document["basis"][0]
    assert "assumed" in document["basis"][0]
    assert "up to $11M" in " ".join(document["notes"])


def test_without_a_later_cost_the_later_years_are_unknown(ask: Ask) -> None:
    """The estimate covers five years; the sixth is unknown, the total partial."""
    table = table_of(ask("cost", "worcester@estimate-2020", "--years", "6"), "cost")
    assert table["rows"][5]["cost"] is None
    assert table["totals"]["cost"] == 11_000_000
    assert {"row": 5, "column": "cost", "missing": ["published.annual_cost_after"]} in (
        table["incomplete"]
    )


def test_the_two_worcester_estimates_are_aligned_by_their_first_year(ask: Ask) -> None:
    """FY2023 beside FY2021: 11,000,000 - 6,537,356 = 4,462,644, 68.3 % more."""
    document = ask("compare", "worcester@full", "worcester@estimate-2020")
    contract = summary_of(document, "worcester@full")
    assert contract["first_fiscal_year"] == 2023
    assert contract["per_year"] == 1_307_471  # 6,537,356 / 5 = 1,307,471.20
    assert contract["per_camera_year"] == 4_358  # 6,537,356 / 1,500 = 4,358.24
    estimate = summary_of(document, "worcester@estimate-2020")
    assert estimate["first_fiscal_year"] == 2021
    assert estimate["per_camera_year"] == 4_783  # 11,000,000 / 2,300 = 4,782.61
    assert estimate["difference"] == 4_462_644
    assert estimate["difference_share"] == pytest.approx(0.682_638, abs=0.000_001)
    # 2,200,000 - 975,000; 2,200,000 - 1,390,589
    assert years_of(document, "worcester@estimate-2020", "difference") == [
        1_225_000,
        *[809_411] * 4,
    ]
    (notice,) = notices_of(document, "nominal_dollars")
    assert notice["facts"]["years"] == [2021, 2023]


# -------------------------------------------------------------------- assumptions


def test_every_figure_in_force_says_where_it_was_set(ask: Ask) -> None:
    """In the file and its line, in a scenario, or by --set; with unit and source."""
    document = ask("assumptions", "boston@citywide", "--set", "officers=1_400")
    rows = {row["key"]: row for row in table_of(document, "figures")["rows"]}
    cost = rows["published.initial_cost"]
    assert cost["unit"] == "dollars"
    assert cost["value"] == 7_000_000
    assert cost["source"] == "herald-march-2018"
    assert cost["origin"].startswith("boston.toml:")
    assert "scenario citywide" in cost["origin"]
    assert rows["officers"]["value"] == 1_400
    assert rows["officers"]["source"] == "--set"
    assert rows["officers"]["origin"] == "--set officers=1_400"
    assert rows["appropriations.FY2019"]["value"] == 2_000_000
    assert rows["waves.rest.go_live_month"]["value"] == "2019-09"
    assert rows["waves.rest.go_live_month"]["source"] == "assumed"
    license_price = rows["lines.licenses.price"]
    assert license_price["origin"].startswith("typical.toml:")


def test_a_line_of_the_file_is_the_one_the_origin_names(ask: Ask, run: Run) -> None:
    """The number after the file's name is the line where the figure stands."""
    rows = table_of(ask("assumptions", "boston"), "figures")["rows"]
    (origin,) = (row["origin"] for row in rows if row["key"] == "cameras")
    number = int(origin.removeprefix("boston.toml:"))
    text = run("programs", "show", "boston").stdout.splitlines()[number - 1]
    assert text.startswith("cameras = { value = 400,")


def test_the_pilots_unknown_figure_is_listed_as_unknown(ask: Ask) -> None:
    """Its value is null, and the table says that it is missing."""
    figures = table_of(ask("assumptions", "worcester"), "figures")
    keys = column_of(figures, "key")
    row = keys.index("lines.staff_time.price")
    assert figures["rows"][row]["value"] is None
    assert {
        "row": row,
        "column": "value",
        "missing": ["lines.staff_time.price"],
    } in figures["incomplete"]
