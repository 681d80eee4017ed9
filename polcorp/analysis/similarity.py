"""How alike groups or documents are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from polcorp.analysis.grouping import groups_of
from polcorp.analysis.terms import TermCounts, count_terms
from polcorp.errors import PolcorpError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from polcorp.corpus import Corpus, Where

    Floats = NDArray[np.float64]

#: Rows of a table of pairs, a little less than a sheet of Excel holds.
MOST_PAIRS = 1_000_000

_COLUMNS = ("cosine", "shared")
#: Terms of a pair that are shown.
_SHOWN = 5


def similarity(
    corpus: Corpus, *, by: str = "party", of: str = "lemmas", where: Where | None = None
) -> pd.DataFrame:
    """Return the cosine of every two groups over terms, the most alike first.

    A term's weight is 1 + ln(count). Words, lemmas and parts are weighted by how few documents have
    them too (Spärck Jones 1972): times ln((1 + N) / (0.5 + n)) for a term in n of N documents, so
    that what everybody says does not make everybody alike. *shared* are the terms that add most.

    Raises:
        UnknownValueError: there is no such kind of term.
        PolcorpError: there is no such column, or there are more than a million pairs.
    """
    import pandas as pd

    grouping = groups_of(corpus, by, where)
    names = list(grouping.groups)
    n_pairs = len(names) * (len(names) - 1) // 2
    if n_pairs > MOST_PAIRS:
        raise PolcorpError(
            f"{len(names):,} groups by {by} are {n_pairs:,} pairs; a table holds a million:"
            " choose fewer documents by a filter"
        )
    counts = count_terms(corpus, of, where, grouping.documents)
    vectors = _vectors(counts, [counts.rows_of(grouping.groups[name]) for name in names])
    if of in ("words", "lemmas", "parts"):
        vectors = vectors * _rarity(counts)[None, :]
    rows = [
        (names[left], names[right], cosine, ", ".join(counts.terms[shared]))
        for left, right, cosine, shared in _pairs(vectors)
    ]
    column = grouping.column(_COLUMNS)
    table = pd.DataFrame(rows, columns=[column, f"other_{column}", *_COLUMNS])
    table = table.sort_values("cosine", ascending=False, ignore_index=True, kind="stable")
    table.attrs = {"without_group": grouping.without_group, "by": by}
    return table


def _pairs(vectors: Any) -> Iterator[tuple[int, int, float, NDArray[np.intp]]]:
    """Yield every two rows, their cosine and the columns that add most to it, the first first."""
    import numpy as np
    from scipy.sparse import csr_array

    norms = np.sqrt(np.asarray((vectors * vectors).sum(axis=1)))
    for left in range(len(norms) - 1):
        row = vectors[[left]].toarray()[0]
        shared = csr_array(vectors[left + 1 :] * row[None, :])
        for number, right in enumerate(range(left + 1, len(norms))):
            place = slice(shared.indptr[number], shared.indptr[number + 1])
            products, columns = shared.data[place], shared.indices[place]
            order = np.lexsort((columns, -products))[:_SHOWN]
            norm = norms[left] * norms[right]
            cosine = float(products.sum() / norm) if norm else 0.0
            yield left, right, cosine, columns[order][products[order] > 0]


def _vectors(counts: TermCounts, members: list[NDArray[np.bool_]]) -> Any:
    """Return one row per group: the counts of its documents together, on a logarithmic scale."""
    import numpy as np
    from scipy.sparse import csr_array

    link = csr_array(np.array(members, dtype=float).reshape(len(members), len(counts.doc_ids)))
    sums = csr_array(link @ counts.matrix)
    sums.data = 1 + np.log(sums.data)
    return sums


def _rarity(counts: TermCounts) -> Floats:
    import numpy as np

    having = np.asarray((counts.matrix > 0).sum(axis=0), dtype=float)
    rarity: Floats = np.log((1 + len(counts.doc_ids)) / (0.5 + having))
    return rarity
