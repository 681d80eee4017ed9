"""Which differences between groups of documents chance would hardly give: shuffled documents.

If a grouping meant nothing, any other grouping of the same documents would do as well. So the terms'
scores are computed again for groupings at random (all of them where they are few), and the share of
false discoveries among the terms with at least a certain score is estimated by how many terms
reach it in these, on average (Tusher, Tibshirani & Chu 2001). Whole documents are shuffled: that
the words of a text go together is in every shuffle too. benchmarks/null.py measures what comes of it.
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
_STEPS, _HIGHEST = 200, 100
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
        self._found: dict[int, tuple[NDArray[np.int64], int]] = {}

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
        own = self._bins(members[:, None].astype(float))[:, 0]
        counts = np.bincount(own, minlength=_STEPS * _HIGHEST + 1)
        by_chance, rounds, exact = self._null(size)
        if not exact:  # the grouping itself is one of those that chance may give
            by_chance, rounds = by_chance + counts, rounds + 1
        at_least = np.cumsum(counts[::-1])[::-1]
        expected = np.cumsum(by_chance[::-1])[::-1] / rounds
        rate = np.minimum(expected / np.maximum(at_least, 1), 1.0)
        lowest: Floats = np.minimum.accumulate(rate)[own]
        return lowest

    def _null(self, size: int) -> tuple[NDArray[np.int64], int, bool]:
        """Return how often each score occurs in how many groupings, and whether these are all."""
        import numpy as np

        exact = comb(self._documents, size) <= self._rounds
        if size not in self._found:
            counts = np.zeros(_STEPS * _HIGHEST + 1, dtype=np.int64)
            rounds = 0
            for columns in self._groupings(size, exact=exact):
                bins = self._bins(columns)
                counts += np.bincount(bins.ravel(), minlength=len(counts))
                rounds += columns.shape[1]
            self._found[size] = counts, rounds
        return *self._found[size], exact

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
        count, squares, products = sums[:-3].reshape(3, self._terms, columns.shape[1])
        return Sums(count, squares, products, *sums[-3:])
