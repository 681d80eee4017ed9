"""What is typical of one group of texts against another: tests, effect sizes, dispersion.

All functions take counts as arrays of one length: *target* and *reference* are how often each
term stands in the two groups, the sizes how many words (or sentences) the groups have.
"""

from __future__ import annotations

from math import erfc, sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: Stands for no occurrence in a ratio (Hardie 2014).
_NONE = 0.5


def log_likelihood(
    target: Floats,
    reference: Floats,
    target_size: float | Floats,
    reference_size: float | Floats,
) -> Floats:
    """Return G² of the two-by-two tables of each term (Dunning 1993).

    It is signed: negative where the term is rarer in the target than in the reference.
    """
    import numpy as np

    table = np.array(
        [[target, target_size - target], [reference, reference_size - reference]], dtype=float
    )
    rows, columns = table.sum(axis=1, keepdims=True), table.sum(axis=0, keepdims=True)
    expected = rows * columns / (target_size + reference_size)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(table > 0, table * np.log(table / expected), 0.0)
    value = np.maximum(2 * parts.sum(axis=(0, 1)), 0.0)
    more = target * reference_size >= reference * target_size
    signed: Floats = np.where(more, value, -value)
    return signed


def p_values(statistic: Floats) -> Floats:
    """Return the chance of a G² at least this far from 0 (chi squared, one degree of freedom)."""
    import numpy as np

    return np.array([erfc(sqrt(abs(value) / 2)) for value in statistic])


def q_values(p: Floats) -> Floats:
    """Return *p* corrected for many tests by the false discovery rate (Benjamini & Hochberg 1995)."""
    import numpy as np

    n = len(p)
    order = np.argsort(p)[::-1]
    ranked = p[order] * n / np.arange(n, 0, -1)
    result = np.empty(n)
    result[order] = np.minimum(np.minimum.accumulate(ranked), 1.0)
    return result


def log_ratio(
    target: Floats, reference: Floats, target_size: float, reference_size: float
) -> Floats:
    """Return the binary logarithm of the ratio of relative frequencies (Hardie 2014).

    1 is twice as often, 2 four times, -1 half as often. No occurrence counts as half a one.
    """
    import numpy as np

    left = np.where(target > 0, target, _NONE) / target_size
    right = np.where(reference > 0, reference, _NONE) / reference_size
    return np.log2(left / right)


def weighted_log_odds(
    target: Floats,
    reference: Floats,
    prior: Floats | None = None,
    sizes: tuple[float, float] | None = None,
) -> Floats:
    """Return the z-scores of log-odds with an informative Dirichlet prior.

    Monroe, Colaresi & Quinn 2008, equations 15, 16, 20 and 22.

    Args:
        target: counts in the target.
        reference: counts in the reference.
        prior: pseudo-counts; default the counts of both groups together.
        sizes: words of the two groups; default the sums of the counts.
    """
    import numpy as np

    alpha = target + reference if prior is None else prior
    whole = float(alpha.sum())
    first, second = sizes or (float(target.sum()), float(reference.sum()))
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.log((target + alpha) / (first + whole - target - alpha))
        right = np.log((reference + alpha) / (second + whole - reference - alpha))
        spread = np.sqrt(1 / (target + alpha) + 1 / (reference + alpha))
        return np.nan_to_num((left - right) / spread)


def deviation_of_proportions(counts: Any, sizes: Floats) -> Floats:
    """Return Gries' DP of each term (Gries 2008): 0 evenly spread, near 1 all in one place.

    Args:
        counts: one row a document, one column a term; an array or a sparse matrix.
        sizes: words of each document.
    """
    import numpy as np

    counts = np.asarray(counts, dtype=float)
    totals = counts.sum(axis=0)
    expected = (sizes / sizes.sum())[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = 0.5 * np.abs(counts / totals - expected).sum(axis=0)
    return np.where(totals > 0, spread, np.nan)


def bootstrap_log_ratio(
    target: Floats,
    reference: Floats,
    sizes: tuple[Floats, Floats],
    rounds: int = 500,
    seed: int = 1,
) -> tuple[Floats, Floats]:
    """Return the 95 % interval of each term's log-ratio, by drawing documents (Efron 1979).

    Args:
        target: one row a document of the target, one column a term.
        reference: the same for the reference.
        sizes: words of each document, of the target and of the reference.
        rounds: how many draws.
        seed: of the random numbers; the same seed gives the same interval.
    """
    import numpy as np

    draw = np.random.default_rng(seed)
    values = []
    for _ in range(rounds):
        parts = []
        for counts, lengths in ((target, sizes[0]), (reference, sizes[1])):
            n = len(lengths)
            weights = np.bincount(draw.integers(0, n, n), minlength=n).astype(float)
            parts.append((weights @ counts, max(float(weights @ lengths), 1.0)))
        values.append(log_ratio(parts[0][0], parts[1][0], parts[0][1], parts[1][1]))
    low, high = np.quantile(np.array(values), [0.025, 0.975], axis=0)
    return low, high
