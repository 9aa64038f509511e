"""What ``programs validate`` finds beyond what the file says."""

from programs import Run, small, write

from bodycam_cli.analysis.soundness import problems_of


def test_validate_finds_what_only_the_arithmetic_shows() -> None:
    """An estimate that starts in mid-year must say whose years it means."""
    published = {"initial_years": 2, "initial_cost": 24_000}
    program = small(first_month="2024-01", published=published, estimate="published")
    (problem,) = problems_of(str(write(program)))
    assert "expected published.years" in problem.text


def test_a_program_whose_estimate_is_refused_is_valid(run: Run) -> None:
    """Its rollout and its assumptions can be asked for."""
    assert run("programs", "validate", "boston@as-built").exit_code == 0
