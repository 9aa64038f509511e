"""The model of ``typical`` written straightforwardly in squigglepy, to be timed.

Run by ``benchmark_simulation.py`` in an environment of its own:

    python -m venv /tmp/squigglepy && /tmp/squigglepy/bin/pip install squigglepy

Standard input is JSON: ``draws``, and for each local line its ``units`` (dollars per
dollar of the price, by fiscal year), the ``figures`` whose product is its price, and
whether ``contingency`` is taken on it; ``rate`` is that of the contingency. squigglepy
has no distribution that is denser towards likely, so that a triangle stands for it.
"""

import json
import sys
import time

import numpy as np
import squigglepy as sq


def distribution(figure):
    """A range as squigglepy has it."""
    if figure["shape"] == "uniform":
        return sq.uniform(figure["low"], figure["high"])
    return sq.triangular(figure["low"], figure["likely"], figure["high"])


def run(model):
    """Percentiles of every fiscal year and of the total, each line in whole dollars."""
    draws = model["draws"]
    samples = {
        key: sq.sample(distribution(figure), n=draws)
        for key, figure in model["ranged"].items()
    }
    years = []
    for year in range(model["years"]):
        cost = np.zeros(draws)
        base = np.zeros(draws)
        for line in model["lines"]:
            price = line["price"]
            for key in line["figures"]:
                price = price * samples[key]
            dollars = np.round(price * line["units"][year])
            cost = cost + dollars
            if line["contingency"]:
                base = base + dollars
        years.append(cost + np.round(base * model["rate"]))
    wanted = [5, 25, 50, 75, 95]
    totals = [*years, sum(years)]
    return [sq.get_percentiles(total, percentiles=wanted) for total in totals]


def main():
    """Time the model and print seconds and the median of the total."""
    model = json.load(sys.stdin)
    run({**model, "draws": 1_000})
    start = time.perf_counter()
    found = run(model)
    taken = time.perf_counter() - start
    print(json.dumps([taken, float(found[-1][50])]))  # noqa: T201


if __name__ == "__main__":
    main()
