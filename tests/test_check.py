"""``bodycam check``: whether every year keeps within its money, for scripts."""

import json
from pathlib import Path
from typing import Any

from programs import Data, Run, column_of, priced, small, table_of, write

LICENSES = {"price": 600, "per": "camera-year"}
"""6,000 a year for ten cameras."""

UNKNOWN = {"price": {"unknown": True}, "per": "program-year"}


def town(money: Data, **lines: Data) -> str:
    """The path of a small program with these appropriations."""
    return str(write({**priced(l=LICENSES, **lines), "appropriations": money}))


def years_of(output: str) -> Data:
    """The table of years of a JSON answer."""
    document: dict[str, Any] = json.loads(output)
    return table_of(document, "years")


def test_money_that_is_enough_to_the_dollar_passes(run: Run) -> None:
    """6,000 of 6,000 in both years: exit 0."""
    path = town({"FY2024": 6_000, "FY2025": 6_000})
    result = run("check", path, "--years", "2")
    assert result.exit_code == 0
    assert "\nPassed.\n" in result.stdout
    assert not result.stderr


def test_a_dollar_too_few_fails(run: Run) -> None:
    """Exit 3, after the answer; the year and the dollar are named on stderr too."""
    path = town({"FY2024": 6_000, "FY2025": 5_999})
    result = run("check", path, "--years", "2", "--format", "json")
    assert result.exit_code == 3
    years = years_of(result.stdout)
    assert column_of(years, "over") == [0, 1]
    assert column_of(years, "passed") == [True, False]
    assert result.stderr == "Failed: over the money: FY2025 by $1.\n"


def test_years_without_an_appropriation_are_named_and_not_checked(run: Run) -> None:
    """The one year with money passes; the other is no reason to fail."""
    result = run("check", town({"FY2024": 6_000}), "--years", "2", "--format", "json")
    assert result.exit_code == 0
    years = years_of(result.stdout)
    assert column_of(years, "passed") == [True, None]
    assert column_of(years, "over") == [0, None]
    (notice,) = json.loads(result.stdout)["notices"]
    assert notice["kind"] == "not_checked"
    assert notice["facts"] == {"fiscal_years": [2025]}
    words = " ".join(
        run("check", town({"FY2024": 6_000}), "--years", "2").stdout.split()
    )
    assert "Without an appropriation, and not checked: FY2025." in words


def test_nothing_to_check_against_fails(run: Run) -> None:
    """No appropriation at all is no pass."""
    result = run("check", town({}), "--years", "1")
    assert result.exit_code == 3
    assert "Failed: there is no appropriation to check against." in result.stdout
    assert "Give it under [appropriations]" in " ".join(result.stderr.split())


def test_an_unknown_cost_cannot_pass(run: Run) -> None:
    """6,000 is known of 10,000 in money: nobody can say, and the figure is named."""
    path = town({"FY2024": 10_000}, legal=UNKNOWN)
    result = run("check", path, "--years", "1", "--format", "json")
    assert result.exit_code == 3
    document = json.loads(result.stdout)
    years = table_of(document, "years")
    assert column_of(years, "passed") == [None]
    assert column_of(years, "over") == [None]
    assert {cell["column"] for cell in years["incomplete"]} == {"local_cost", "over"}
    reason = "nobody can say for FY2024, for want of lines.legal.price"
    assert document["answer"][0] == f"Failed: {reason}."


def test_a_known_part_that_is_over_is_over_by_at_least_that(run: Run) -> None:
    """6,000 and more against 5,000."""
    path = town({"FY2024": 5_000}, legal=UNKNOWN)
    result = run("check", path, "--years", "1")
    assert result.exit_code == 3
    assert "Failed: over the money: FY2024 by at least $1,000." in result.stdout
    assert "at least $6,000" in result.stdout


def test_what_others_and_grants_pay_is_not_checked(run: Run) -> None:
    """The local cost is: 6,000 of 12,000, less a grant of 1,000."""
    lines = {"l": LICENSES, "da": {**LICENSES, "payer": "prosecutor"}}
    data = small(
        lines=lines,
        appropriations={"FY2024": 5_000},
        funding={"state": {"amount": 1_000}},
    )
    assert run("check", str(write(data)), "--years", "1").exit_code == 0


def test_boston_is_over_in_both_years_that_have_money(run: Run) -> None:
    """2,833,333 against 2,000,000 and 2,500,000."""
    result = run("check", "boston", "--years", "2", "--format", "json")
    assert result.exit_code == 3
    assert column_of(years_of(result.stdout), "over") == [833_333, 333_333]


def test_quiet_leaves_stderr_alone(run: Run) -> None:
    """The answer is on stdout and the verdict in the exit code: for a scheduled job."""
    for path in (town({}), town({"FY2024": 5_999}), town({"FY2024": 6_000})):
        result = run("check", path, "--quiet")
        assert not result.stderr
        assert result.stdout


def test_the_answer_of_a_failed_check_goes_to_its_file(
    run: Run, tmp_path: Path
) -> None:
    """The file is whole, and stdout is empty."""
    file = tmp_path / "check.json"
    result = run("check", town({"FY2024": 5_999}), "-o", str(file), "--quiet")
    assert result.exit_code == 3
    assert not result.stdout
    assert json.loads(file.read_text(encoding="utf-8"))["command"] == "check"


def test_what_cannot_be_checked_has_its_own_exit_codes(run: Run) -> None:
    """1 for an estimate that is refused, 2 for a mistake in the command or the file."""
    refused = run("check", "boston", "--set", "cameras=500", "--estimate", "published")
    assert refused.exit_code == 1
    assert run("check", "bostn").exit_code == 2
    assert run("check", str(write(small(camras=3)))).exit_code == 2
    for result in (refused, run("check", "bostn")):
        assert not result.stdout
