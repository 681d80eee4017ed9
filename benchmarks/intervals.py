"""How often the 95 % intervals of `compare` and of shares hold the true value, by simulation.

    python -m benchmarks.intervals [--rounds N]

Documents are drawn as gamma-Poisson: a term's rate varies between documents with a coefficient of
variation, lengths are log-normal. An interval that is open at one end holds what lies on that side; a
draw in which no interval can be given (a term that occurs in neither group) is left out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from polcorp.analysis.rates import log_ratio_interval, share_intervals

Floats = NDArray[np.float64]

#: Documents of the target and of the reference.
GROUPS = ((3, 50), (5, 50), (8, 50), (20, 60), (5, 5), (8, 8), (40, 60))
#: Occurrences per word of a rare, a usual and a frequent term.
RATES = {"rare": 0.0005, "usual": 0.002, "frequent": 0.02}
#: Coefficients of variation of a term's rate between documents.
VARYING = (0.3, 0.8)
#: Terms that are drawn at once.
_TERMS = 50


def lengths(draw: np.random.Generator, n: int) -> Floats:
    """Return the lengths of *n* documents in words: 300 in the middle, a few ten times that."""
    return np.maximum(np.exp(draw.normal(np.log(300), 0.9, n)), 20).round()


def documents(
    draw: np.random.Generator, n: int, rate: float, varying: float
) -> tuple[csr_array, Floats]:
    """Return counts (documents times terms) and lengths of a group with that true *rate*."""
    sizes = lengths(draw, n)
    shape = 1 / varying**2
    rates = draw.gamma(shape, rate / shape, (n, _TERMS))
    return csr_array(draw.poisson(rates * sizes[:, None]).astype(float)), sizes


def log_ratios(rounds: int, seed: int = 1) -> Iterator[tuple[str, float, tuple[int, int], float]]:
    """Yield for each kind of term, variation and sizes of groups the share of intervals that hold."""
    draw = np.random.default_rng(seed)
    for name, rate in RATES.items():
        for varying in VARYING:
            for n, m in GROUPS:
                held = told = 0
                for _ in range(rounds):
                    target = documents(draw, n, 2 * rate, varying)
                    reference = documents(draw, m, rate, varying)
                    low, high = log_ratio_interval(target, reference)
                    given = ~(np.isnan(low) & np.isnan(high))
                    holds = (np.isnan(low) | (low <= 1)) & (np.isnan(high) | (high >= 1))
                    held, told = held + int((holds & given).sum()), told + int(given.sum())
                yield name, varying, (n, m), held / told if told else float("nan")


def shares(rounds: int, seed: int = 2) -> Iterator[tuple[float, float, int, float]]:
    """Yield for each true share, intraclass correlation and number of documents what holds."""
    draw = np.random.default_rng(seed)
    for share in (0.05, 0.2, 0.5):
        for agreeing in (0.02, 0.2):
            for n in (3, 5, 8, 20):
                held = told = 0
                for _ in range(rounds):
                    groups: list[tuple[csr_array, np.ndarray]] = []
                    for members in (n, 2 * n, 2 * n):
                        sizes = draw.negative_binomial(2, 0.2, members) + 1.0
                        total = (1 - agreeing) / agreeing
                        own = draw.beta(share * total, (1 - share) * total, (members, _TERMS))
                        counts = draw.binomial(sizes[:, None].astype(int), own)
                        groups.append((csr_array(counts.astype(float)), sizes))
                    low, high = share_intervals(groups)[0]
                    given = ~(np.isnan(low) | np.isnan(high))
                    held += int(((low <= share) & (share <= high) & given).sum())
                    told += int(given.sum())
                yield share, agreeing, n, held / told if told else float("nan")


def main() -> None:
    """Print both tables as Markdown."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=20, help=f"draws of {_TERMS} terms each")
    rounds = parser.parse_args().rounds
    sizes = [f"{n} against {m}" for n, m in GROUPS]
    lines = ["| term | variation | " + " | ".join(sizes) + " |", "| --- " * (2 + len(sizes)) + "|"]
    rows: dict[tuple[str, float], list[str]] = {}
    for name, varying, _, held in log_ratios(rounds):
        rows.setdefault((name, varying), []).append(f"{held:.3f}")
    lines += [f"| {name} | {v} | {' | '.join(cells)} |" for (name, v), cells in rows.items()]
    lines += ["", "| share | correlation | 3 documents | 5 | 8 | 20 |", "| --- " * 6 + "|"]
    found: dict[tuple[float, float], list[str]] = {}
    for share, agreeing, _, held in shares(rounds):
        found.setdefault((share, agreeing), []).append(f"{held:.3f}")
    lines += [f"| {s} | {a} | {' | '.join(cells)} |" for (s, a), cells in found.items()]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
