"""The draws against scipy, which knows nothing of how they are made."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from programs import loaded, priced
from scipy import stats

from bodycam_cli.analysis.sampling import draws_of, ranged_figures
from bodycam_cli.analysis.simulation import percentiles_of, simulate

Cdf = Callable[[np.ndarray], np.ndarray]


def two_halves(low: float, likely: float, high: float) -> Cdf:
    """Half of a rising and half of a falling triangle, by scipy."""
    rising = stats.triang(c=1, loc=low, scale=likely - low)
    falling = stats.triang(c=0, loc=likely, scale=high - likely)
    return lambda x: (rising.cdf(x) + falling.cdf(x)) / 2


def on_logarithms(low: float, likely: float, high: float) -> Cdf:
    """The same on logarithms."""
    cdf = two_halves(math.log(low), math.log(likely), math.log(high))
    return lambda x: cdf(np.log(x))


SHAPES: dict[str, tuple[dict[str, float | str], Cdf]] = {
    "default": (
        {"low": 600, "likely": 800, "high": 1_500},
        two_halves(600, 800, 1_500),
    ),
    "ratio": (
        {"low": 46, "likely": 110, "high": 540, "shape": "ratio"},
        on_logarithms(46, 110, 540),
    ),
    "uniform": (
        {"low": 63_657, "high": 83_402, "shape": "uniform"},
        stats.uniform(loc=63_657, scale=83_402 - 63_657).cdf,
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_draws_follow_the_distribution(shape: str) -> None:
    """Kolmogorov's distance of 20,000 draws; stratified ones lie closer than chance."""
    price, cdf = SHAPES[shape]
    program = loaded(priced(a={"price": price, "per": "program-year"})).program
    (drawn,) = draws_of(ranged_figures(program, "lines"), 1, 0, 20).values()
    distance = stats.ks_1samp(drawn, cdf).statistic
    assert distance < 0.002


def test_a_simulated_sum_agrees_with_scipy() -> None:
    """Two lines of ten units each; scipy's own generator draws the oracle."""
    prices = {"a": SHAPES["default"][0], "b": SHAPES["uniform"][0]}
    lines = {
        name: {"price": price, "per": "camera-year"} for name, price in prices.items()
    }
    run = simulate(loaded(priced(**lines)), 1, "lines", draws=100_000, seed=1)
    found = percentiles_of(np.sort(run.total))
    generator = np.random.default_rng(7)
    side = generator.random(1_000_000) < 1 / 2
    rising = stats.triang(1, 600, 200).rvs(1_000_000, random_state=generator)
    falling = stats.triang(0, 800, 700).rvs(1_000_000, random_state=generator)
    other = stats.uniform(63_657, 19_745).rvs(1_000_000, random_state=generator)
    oracle = 10 * (np.where(side, rising, falling) + other)
    for percent in (5, 25, 50, 75, 95):
        expected = float(np.percentile(oracle, percent))
        assert getattr(found, f"p{percent}") == pytest.approx(expected, rel=0.002)
