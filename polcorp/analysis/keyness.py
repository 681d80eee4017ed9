"""What is typical of one group of texts against another: measures from the groups' counts.

All functions take counts as arrays of one length: *target* and *reference* are how often each
term occurs in the two groups, the sizes how many words (or sentences) the groups have. How sure
the figures are, with documents as the sample, is in :mod:`polcorp.analysis.rates` and
:mod:`polcorp.analysis.shuffles`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: Counts for no occurrence in a ratio (Hardie 2014).
NONE = 0.5


def log_likelihood(
    target: Floats,
    reference: Floats,
    target_size: float | Floats,
    reference_size: float | Floats,
) -> Floats:
    """Return G² of the two-by-two table of each term (Dunning 1993).

    It is signed: negative where the term is rarer in the target than in the reference.
    """
    import numpy as np
    from scipy.special import rel_entr

    table = np.array(
        [[target, target_size - target], [reference, reference_size - reference]], dtype=float
    )
    rows, columns = table.sum(axis=1, keepdims=True), table.sum(axis=0, keepdims=True)
    expected = rows * columns / (target_size + reference_size)
    value = np.maximum(2 * rel_entr(table, expected).sum(axis=(0, 1)), 0.0)
    more = target * reference_size >= reference * target_size
    signed: Floats = np.where(more, value, -value)
    return signed


def p_values(statistic: Floats) -> Floats:
    """Return the probability of a G² at least this far from 0 if every word were independent.

    That is the chi-squared distribution with one degree of freedom.
    """
    import numpy as np
    from scipy.special import chdtrc

    p: Floats = chdtrc(1.0, np.abs(statistic))
    return p


def log_ratio(
    target: Floats, reference: Floats, target_size: float, reference_size: float
) -> Floats:
    """Return the binary logarithm of the ratio of relative frequencies (Hardie 2014).

    1 is twice as often, 2 four times, -1 half as often. No occurrence counts as half a one.
    """
    import numpy as np

    left = np.where(target > 0, target, NONE) / target_size
    right = np.where(reference > 0, reference, NONE) / reference_size
    return np.log2(left / right)


def weighted_log_odds(
    target: Floats,
    reference: Floats,
    prior: Floats | None = None,
    sizes: tuple[float, float] | None = None,
) -> Floats:
    """Return the z-scores of log-odds with an informative Dirichlet prior.

    Monroe, Colaresi & Quinn 2008, equations 15, 16, 20 and 22. Prior and sizes are of the same
    vocabulary, the whole one: a term that is equally frequent in both groups has 0 then, whichever
    terms are passed.

    Args:
        target: counts in the target.
        reference: counts in the reference.
        prior: pseudo-counts of all terms, which then must all be passed; default the counts of both
            groups together, out of the *sizes* together.
        sizes: all words of the two groups; default the sums of the counts.
    """
    import numpy as np

    first, second = sizes or (float(target.sum()), float(reference.sum()))
    alpha = target + reference if prior is None else prior
    whole = first + second if prior is None else float(prior.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.log((target + alpha) / (first + whole - target - alpha))
        right = np.log((reference + alpha) / (second + whole - reference - alpha))
        spread = np.sqrt(1 / (target + alpha) + 1 / (reference + alpha))
        return np.nan_to_num((left - right) / spread)


def deviation_of_proportions(counts: Any, sizes: Floats) -> Floats:
    """Return Gries' DP of each term (Gries 2008): 0 evenly spread, near 1 all in one document.

    The greatest value is 1 less the share of the shortest document. NaN for a term that does not
    occur, and for all terms of a single document, which has no spread.

    Args:
        counts: one row per document, one column per term; an array or a sparse array.
        sizes: words of each document.
    """
    import numpy as np
    from scipy.sparse import coo_array

    cells = coo_array(counts)
    n = cells.shape[1]
    if len(sizes) < 2:
        return np.full(n, np.nan)
    totals = np.asarray(cells.sum(axis=0), dtype=float)
    rows, columns = cells.coords
    expected = (sizes / sizes.sum())[rows]
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = cells.data / totals[columns]
    # a document without the term adds its whole share
    there = np.bincount(columns, np.abs(parts - expected) - expected, minlength=n)
    return np.where(totals > 0, 0.5 * (1.0 + there), np.nan)
