"""How often `compare` finds a difference (q < .05) where there is none, and where there is one.

    python -m benchmarks.null [--draws N]

Documents are gamma-Poisson with a vocabulary as steep as Zipf's law, and words of a text go
together: a document has its own subjects, more or less strongly. Under the null a group is a random
choice of the documents; for the power some terms are made two to four times as frequent in the
documents of the group.
"""

from __future__ import annotations

import argparse
import sys

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from polcorp.analysis.shuffles import Shuffles

Floats = NDArray[np.float64]

#: Documents of the group and of all.
GROUPS = ((3, 20), (8, 60), (20, 60), (5, 12))
FACTORS = (2.0, 3.0, 4.0)
#: Shapes of the gamma distribution of a subject's weight in a document: the lower, the more it varies.
SHAPES = (2.0, 0.5)
_TERMS, _SUBJECTS, _PLANTED = 1500, 25, 30
_LEVEL, _LEAST = 0.05, 3


def corpus(
    draw: np.random.Generator, n: int, shape: float, raised: tuple[int, float] | None = None
) -> tuple[csr_array, Floats, NDArray[np.intp]]:
    """Return counts (documents times terms), lengths, and the terms that are *raised*.

    *raised* is in how many of the first documents some terms are how many times as frequent.
    """
    base = 1 / np.arange(2, _TERMS + 2)
    base /= base.sum()
    sizes = np.maximum(np.exp(draw.normal(np.log(300), 0.9, n)), 30).round()
    subject = draw.integers(0, _SUBJECTS, _TERMS)
    weights = draw.gamma(shape, 1 / shape, (n, _SUBJECTS))
    rates = base * weights[:, subject] * draw.gamma(4.0, 0.25, (n, _TERMS))
    planted = draw.choice(np.arange(20, 300), _PLANTED, replace=False)
    if raised:
        members, factor = raised
        rates[:members, planted] *= factor
    counts = draw.poisson(rates * sizes[:, None]).astype(float)
    return csr_array(counts), counts.sum(axis=1), planted


def found(counts: csr_array, sizes: Floats, members: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return for each term whether it has q below .05."""
    tested = np.flatnonzero(np.asarray(counts.sum(axis=0)) >= _LEAST)
    q = Shuffles(counts[:, tested], sizes).q(members)
    result = np.zeros(counts.shape[1], dtype=bool)
    result[tested] = np.nan_to_num(q, nan=1.0) < _LEVEL
    return result


def false_alarms(draws: int, size: int, n: int, shape: float, seed: int = 1) -> float:
    """Return the share of random groupings in which any term has q below .05."""
    draw = np.random.default_rng(seed)
    counts, sizes, _ = corpus(draw, n, shape)
    alarms = 0
    for number in range(draws):
        if number % 10 == 0:
            counts, sizes, _ = corpus(draw, n, shape)
        members = np.zeros(n, dtype=bool)
        members[draw.choice(n, size, replace=False)] = True
        alarms += bool(found(counts, sizes, members).any())
    return alarms / draws


def power(draws: int, size: int, n: int, factor: float) -> tuple[float, float]:
    """Return the share of the planted terms that are found, and of false ones among the found."""
    draw = np.random.default_rng(2)
    right = wrong = 0
    members = np.arange(n) < size
    for _ in range(draws):
        counts, sizes, planted = corpus(draw, n, SHAPES[0], (size, factor))
        hit = found(counts, sizes, members)
        right += int(hit[planted].sum())
        wrong += int(hit.sum() - hit[planted].sum())
    return right / (draws * _PLANTED), wrong / max(right + wrong, 1)


def main() -> None:
    """Print both tables as Markdown."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--draws", type=int, default=200)
    draws = parser.parse_args().draws
    lines = ["| documents | any q < .05 | where subjects vary strongly |", "| --- | --- | --- |"]
    for size, n in GROUPS:
        alarms = (f"{false_alarms(draws, size, n, shape):.3f}" for shape in SHAPES)
        lines.append(f"| {size} of {n} | {' | '.join(alarms)} |")
    head = " | ".join(
        f"{factor:g} times as frequent: found, false among the found" for factor in FACTORS
    )
    lines += ["", f"| documents | {head} |", "| --- " * (1 + len(FACTORS)) + "|"]
    for size, n in GROUPS:
        cells = (power(max(draws // 10, 1), size, n, factor) for factor in FACTORS)
        lines.append(
            f"| {size} of {n} | " + " | ".join(f"{a:.2f}, {b:.2f}" for a, b in cells) + " |"
        )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
