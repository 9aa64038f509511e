"""The options of commands that draw ranged figures."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import click

DRAWS = 10_000
MOST_DRAWS = 10_000_000
SEED = 1
MOST_SEED = 2**63 - 1
CERTAINTY = 0.8


class Certainty(click.ParamType[float]):
    """A probability, above 0 and below 1."""

    name = "number"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read the number, or say what is expected."""
        try:
            certainty = float(value)
        except ValueError:
            certainty = math.nan
        if not 0 < certainty < 1:
            hint = "a number above 0 and below 1, such as 0.8 for 80 %"
            self.fail(f"{value} is no certainty; expected {hint}", param, ctx)
        return certainty


_draws_option = click.option(
    "--draws",
    type=click.IntRange(1, MOST_DRAWS),
    default=DRAWS,
    show_default=True,
    metavar="N",
    help=f"How many draws of the ranged figures, 1 to {MOST_DRAWS:,}.",
)

_seed_option = click.option(
    "--seed",
    type=click.IntRange(0, MOST_SEED),
    default=SEED,
    show_default=True,
    metavar="N",
    help="Where the draws start, 0 or more; the same number gives the same draws.",
)


@dataclass(frozen=True, slots=True)
class Draws:
    """Which draws are asked for.

    Attributes:
        number: How many.
        seed: The seed that they come from.
    """

    number: int
    seed: int


def draws_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--draws`` and ``--seed``, as one argument ``draws``."""

    @_draws_option
    @_seed_option
    @wraps(command)
    def with_draws(*args: Any, draws: int, seed: int, **more: Any) -> Any:
        return command(*args, draws=Draws(draws, seed), **more)

    return with_draws
