"""Which differences between groups of documents chance would hardly give: shuffled documents.

If a grouping meant nothing, any other grouping of the same documents would do as well. So the terms'
scores are computed again for groupings at random (all of them where they are few), and the share of
false discoveries among the terms with at least a certain score is estimated by how many terms
reach it in these, on average (Tusher, Tibshirani & Chu 2001). Terms that go together make that share
too low now and then, with many terms at once; so no q is below the share of groupings at random that
would have so low a one themselves. Whole documents are shuffled: that the words of a text go together
is in every shuffle too. benchmarks/null.py measures what comes of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, islice
from math import comb
from typing import TYPE_CHECKING, Any

from polcorp.analysis.keyness import NONE
from polcorp.analysis.rates import Sums, dispersion

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: Shuffles, unless told.
ROUNDS = 200
#: The false discovery rate that must be possible for a q to be given.
LEVEL = 0.05

#: Scores are compared in steps of this part of a standard error, up to a highest one.
_STEPS, _HIGHEST = 100, 100
#: Numbers in memory at one time.
_CELLS = 4_000_000


def score(target: Sums, reference: Sums) -> Floats:
    """Return each term's log-ratio over its standard error under the dispersion of both groups."""
    import numpy as np

    shared = np.nan_to_num(dispersion(target, reference))
    ratio = np.log((target.count + NONE) / target.size) - np.log(
        (reference.count + NONE) / reference.size
    )
    variance = 1 / (target.count + NONE) + 1 / (reference.count + NONE)
    variance = variance + shared * (target.concentration + reference.concentration)
    found: Floats = ratio / np.sqrt(variance)
    return found


class Shuffles:
    """The scores of terms under groupings of the same documents at random, the same every time."""

    def __init__(self, counts: Any, sizes: Floats, rounds: int = ROUNDS, seed: int = 1) -> None:
        """Take all documents that are compared.

        Args:
            counts: documents times terms, a sparse array; only terms that are tested.
            sizes: of the documents.
            rounds: how many groupings; where there are not more, each is taken once.
            seed: of the random numbers.
        """
        import numpy as np
        from scipy.sparse import csr_array, vstack

        cells = csr_array(counts.T)
        powers = csr_array(np.stack([sizes, sizes**2, sizes**3]))
        self._stack = csr_array(vstack([cells, cells * cells, cells * sizes[None, :], powers]))
        self._documents, self._terms = counts.shape
        self._rounds, self._seed = rounds, seed
        self._whole = self._sums(np.ones((self._documents, 1)))
        self._found: dict[int, NDArray[np.int32]] = {}

    def possible(self, size: int) -> bool:
        """Return whether any q below :data:`LEVEL` is possible for *size* of the documents."""
        groupings = comb(self._documents, size)
        if 2 * size == self._documents:  # each grouping is there twice, with the groups exchanged
            groupings //= 2
        return min(groupings, self._rounds + 1) > 1 / LEVEL

    def q(self, members: NDArray[np.bool_]) -> Floats:
        """Return the false discovery rate of each term's difference, for *members* and the others.

        It is that of all terms with at least as high a score, whichever group has them more often,
        and NaN where the documents are too few for any to be below :data:`LEVEL`.
        """
        import numpy as np

        size = int(members.sum())
        if not self.possible(size) or not self._terms:
            return np.full(self._terms, np.nan)
        own = self._bins(members[:, None].astype(float))
        reached = _at_least(own)[0]
        by_chance = self._null(size)
        if not self._exact(size):  # the grouping itself is one of those that chance may give
            by_chance = np.vstack([by_chance, reached])
        expected = by_chance.mean(axis=0)
        rate = _false_among(expected, reached)
        lowest = np.sort([_false_among(expected, row)[-1] for row in by_chance])
        as_low = np.searchsorted(lowest, rate + 1e-9, side="right") / len(lowest)
        found: Floats = np.maximum(rate, as_low)[own[:, 0]]
        return found

    def _exact(self, size: int) -> bool:
        """Return whether all groupings are taken, not some at random."""
        return comb(self._documents, size) <= self._rounds

    def _null(self, size: int) -> NDArray[np.int32]:
        """Return how many terms reach each score (column) in each grouping (row)."""
        import numpy as np

        if size not in self._found:
            columns = self._groupings(size, exact=self._exact(size))
            self._found[size] = np.vstack([_at_least(self._bins(some)) for some in columns])
        return self._found[size]

    def _groupings(self, size: int, *, exact: bool) -> Iterator[Floats]:
        """Yield groupings as columns of ones and zeros, some at a time."""
        import numpy as np

        width = max(1, _CELLS // (3 * self._terms + self._documents))
        draw = np.random.default_rng([self._seed, self._documents, size])
        every = combinations(range(self._documents), size)
        left = comb(self._documents, size) if exact else self._rounds
        while left > 0:
            n = min(width, left)
            columns = np.zeros((self._documents, n))
            if exact:
                chosen = np.fromiter(chain.from_iterable(islice(every, n)), dtype=int)
                columns[chosen, np.repeat(np.arange(n), size)] = 1.0
            else:
                order = draw.random((n, self._documents)).argsort(axis=1)[:, :size]
                columns[order.T, np.arange(n)] = 1.0
            yield columns
            left -= n

    def _bins(self, columns: Floats) -> NDArray[np.int64]:
        """Return the absolute score, in steps, of each term (row) in each grouping (column)."""
        import numpy as np

        target = self._sums(columns)
        steps = np.abs(score(target, self._whole - target)) * _STEPS
        return np.minimum(steps + 1e-6, _STEPS * _HIGHEST).astype(np.int64)

    def _sums(self, columns: Floats) -> Sums:
        sums = self._stack @ columns
        count, squares, products = sums[:-3].reshape(3, self._terms, -1)
        return Sums(count, squares, products, *sums[-3:])


def _at_least(bins: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return how many terms (rows) have at least each score, a row for each grouping (column)."""
    import numpy as np

    counts = [np.bincount(column, minlength=_STEPS * _HIGHEST + 1) for column in bins.T]
    return np.cumsum(np.asarray(counts)[:, ::-1], axis=1)[:, ::-1].astype(np.int32)


def _false_among(expected: Floats, reached: NDArray[np.int32]) -> Floats:
    """Return for each score the share of false ones among the terms that reach it.

    *expected* reach it by chance. The share falls as the score rises: a lower score has no lower one.
    """
    import numpy as np

    share = np.where(reached > 0, np.minimum(expected / np.maximum(reached, 1), 1.0), 1.0)
    lowest: Floats = np.minimum.accumulate(share)
    return lowest
