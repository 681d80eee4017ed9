"""Fit the weights by which a theme's score is summed, and print them or write them down.

    python -m training.scripts.themes_weights [--cross] [--write]

A conditional logit (McFadden 1974) for the main theme of the demands of the development pages, of those that nobody
reads, and of ``data/annotations/units/demands-themes-dev.jsonl``, with a small quadratic penalty; how likely each theme
is at all is fitted with them. ``--cross`` also fits without each set in turn and scores on it. The five texts have no
part in the fit. ``--write``
puts the result into ``polcorp/lexicons/data/theme_weights.toml``.
"""

from __future__ import annotations

import argparse

import numpy as np
from scipy.optimize import minimize

from benchmarks.themes import Labelled, labelled_demands, labelled_pages
from polcorp.lexicons.files import data_dir
from polcorp.lexicons.theme_weights import FEATURES, FILE, ThemeWeights, theme_weights_toml
from polcorp.lexicons.themes import ThemeIndex, load_themes
from polcorp.pipeline.themes.hits import HitFinder
from polcorp.pipeline.themes.scoring import features
from polcorp.pipeline.themes.view import View
from tests.gold_sets import DEVELOPMENT, FIVE_TEXTS, UNREAD

#: The penalty of the features' weights, and of the themes' own.
PENALTY, OF_THEMES = 0.002, 0.01
#: What the penalty draws a weight to, where it is not nothing: few development demands point back, and money around
#: them is weighed down already.
DRAWN_TO = {"back": 3.0, "beside": -1.0}
CODES = [theme.code for theme in load_themes()]
#: What the weights are drawn to, and how much.
CENTRE = np.array([*(DRAWN_TO.get(name, 0.0) for name in FEATURES), *(0.0 for _ in CODES)])
STRENGTH = np.array([*(PENALTY for _ in FEATURES), *(OF_THEMES for _ in CODES)])
Unit = tuple[np.ndarray, int]


def units(found: list[Labelled]) -> list[Unit]:
    """Return a table of codes by features and codes, and the place of the right code, for each demand."""
    finder = HitFinder(ThemeIndex(load_themes()))
    rows = []
    for doc, demands in found:
        view = View(doc, finder)
        for start, end, themes, _ in demands:
            table = np.zeros((len(CODES), len(FEATURES) + len(CODES)))
            said = features(view.hits.own(start, end), view.context(start, end))
            for code, values in said.items():
                row = CODES.index(code)
                table[row, : len(FEATURES)] = values
                table[row, len(FEATURES) + row] = 1.0
            rows.append((table, CODES.index(themes[0])))
    return rows


def fit(
    rows: list[Unit], centre: np.ndarray = CENTRE, strength: np.ndarray = STRENGTH
) -> np.ndarray:
    """Return the weights that fit *rows* best, drawn to *centre* by *strength*.

    By default these are the weights of :data:`FEATURES` and of the codes.
    """
    tables = np.stack([table for table, _ in rows])
    right = np.array([code for _, code in rows])
    each, count = np.arange(len(rows)), len(rows)
    wanted = tables[each, right].sum(axis=0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        logits = tables @ weights
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        away = weights - centre
        cost = -np.log(odds[each, right] + 1e-12).sum() / count + (strength * away * away).sum()
        slope = (np.einsum("nc,ncf->f", odds, tables) - wanted) / count + 2 * strength * away
        return float(cost), slope

    weights: np.ndarray = minimize(loss, np.zeros(len(centre)), jac=True, method="L-BFGS-B").x
    return weights


def accuracy(rows: list[Unit], weights: np.ndarray) -> float:
    return float(np.mean([int((table @ weights).argmax()) == right for table, right in rows]))


def training_sets() -> dict[str, list[Unit]]:
    """Return the units that the weights are fitted on, by set."""
    sets = {name: units(labelled_pages(name)) for name in (*DEVELOPMENT, *UNREAD)}
    return sets | {"demands": units(labelled_demands("dev"))}


def rounded(weights: np.ndarray) -> ThemeWeights:
    """Return the weights with two decimals, as they are written down."""
    values = [round(float(value), 2) for value in weights]
    themes = dict(zip(CODES, values[len(FEATURES) :], strict=True))
    named = dict(zip(FEATURES, values[: len(FEATURES)], strict=True))
    return ThemeWeights(**named, themes=themes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cross", action="store_true")
    parser.add_argument("--write", action="store_true", help="replace the packaged weights")
    options = parser.parse_args()
    sets = training_sets()
    texts = units(labelled_pages(FIVE_TEXTS))
    every = [row for rows in sets.values() for row in rows]
    weights = fit(every)
    found = rounded(weights)
    print(theme_weights_toml(found))
    if options.write:
        (data_dir() / FILE).write_text(theme_weights_toml(found), encoding="utf-8")
    print(f"all {accuracy(every, weights):.3f}, five texts {accuracy(texts, weights):.3f}")
    if options.cross:
        for left, rows in sets.items():
            others = [row for name, found in sets.items() if name != left for row in found]
            print(f"{left} by the others {accuracy(rows, fit(others)):.3f}")


if __name__ == "__main__":
    main()
