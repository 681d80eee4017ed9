"""Fit the weights by which two demands are told to be about one matter, and print them or write them down.

    python -m training.scripts.agreement_weights [--write]

A logistic regression over the pairs to develop on and the judged links of ``benchmarks/agreement.py``, with a small
quadratic penalty. Invented pairs count half: they are shorter than real demands. ``--write`` puts the result
into ``polcorp/lexicons/data/agreement_weights.toml``.
"""

from __future__ import annotations

import argparse

import numpy as np
from scipy.optimize import minimize

from benchmarks.agreement import INVENTED, LINKS, READ, Pair, pairs
from polcorp.analysis.demand_meaning import meaning
from polcorp.analysis.same_matter import FEATURES, features
from polcorp.lexicons.agreement_weights import FILE, AgreementWeights, agreement_weights_toml
from polcorp.lexicons.files import data_dir

PENALTY = 0.05
#: What a pair counts, by its file.
COUNTS = {INVENTED: 0.5, READ: 1.0, LINKS: 1.0}


def fit(rows: list[tuple[Pair, float]]) -> AgreementWeights:
    """Return the weights that fit pairs, each with what it counts, rounded to two decimals."""
    table = np.array(
        [
            [1.0, *features(meaning(pair.left), meaning(pair.right), pair.codes, pair.others)]
            for pair, _ in rows
        ]
    )
    right = np.array([pair.same_matter for pair, _ in rows])
    counts = np.array([count for _, count in rows])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = 1 / (1 + np.exp(-(table @ weights)))
        said = np.where(right, odds, 1 - odds)
        drawn = np.append(0.0, weights[1:])
        total = -float(counts @ np.log(said + 1e-12)) + PENALTY * float(drawn @ drawn)
        return total, table.T @ (counts * (odds - right)) + 2 * PENALTY * drawn

    found = minimize(loss, np.zeros(table.shape[1]), jac=True).x
    names = ("constant", *FEATURES)
    return AgreementWeights(**{n: round(float(w), 2) for n, w in zip(names, found, strict=True)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="replace the packaged weights")
    options = parser.parse_args()
    rows = [(pair, count) for name, count in COUNTS.items() for pair in pairs(name)]
    weights = fit(rows)
    for name, value in weights:
        print(f"{name:10} {value:.2f}")
    if options.write:
        (data_dir() / FILE).write_text(agreement_weights_toml(weights), encoding="utf-8")


if __name__ == "__main__":
    main()
