"""The terms that tell a group of documents from the others, few enough to show in a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polcorp.analysis.compare import compare

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus, Where

#: Typical terms of a group, and the false discovery rate below which they are shown.
TERMS, _CHANCE = 8, 0.05
#: The z-score that shows a term where the documents are too few for that rate.
_TELLING = 1.96


def typical_terms(
    corpus: Corpus, *, by: str = "party", of: str = "lemmas", where: Where | None = None
) -> pd.DataFrame:
    """Return the terms most typical of each group, those that chance would hardly give.

    They are the ones with a false discovery rate over documents below 0.05, the first ``TERMS``
    of each group by log-likelihood. A group with too few documents for that has the ones with a
    log-odds z above 1.96, which say something of its texts but not of the group. The columns are
    those of :func:`polcorp.analysis.compare.compare`, whose arguments these are.

    Raises:
        UnknownValueError: there is no such kind of term or group.
        PolcorpError: there are not two groups to compare.
        NothingToCompareError: no term is frequent enough.
    """
    table = compare(corpus, by=by, of=of, where=where)
    telling = (table["q"] < _CHANCE) | (table["q"].isna() & (table["log_odds"] > _TELLING))
    group = str(table.columns[0])
    order = [group, "log_likelihood", "term"]
    found = table[telling & (table["log_ratio"] > 0)]
    found = found.sort_values(order, ascending=[True, False, True])
    found = found.groupby(group).head(TERMS).reset_index(drop=True)
    found.attrs = dict(table.attrs)
    return found
