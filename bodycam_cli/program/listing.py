"""The list of the built-in programs."""

from typing import Any

from bodycam_cli.program.layers import scenario_names
from bodycam_cli.program.opening import built_in_names, open_program
from bodycam_cli.program.reading import load


def built_in_summaries() -> list[dict[str, Any]]:
    """id, title, place, leading estimate and scenarios of each built-in program."""
    return [_summary(name) for name in built_in_names()]


def _summary(name: str) -> dict[str, Any]:
    program = load(name).program
    return {
        "id": name,
        "title": program.title,
        "place": program.place,
        "estimate": program.leading_estimate,
        "scenarios": ", ".join(scenario_names(open_program(name))),
    }
