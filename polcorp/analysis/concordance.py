"""The concordance as a function, by the side of the other analyses of a corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from polcorp.search.concordance import COLUMNS, SORTS

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus

__all__ = ["COLUMNS", "SORTS", "kwic"]


def kwic(corpus: Corpus, pattern: str, **options: Any) -> pd.DataFrame:
    """Return the hits of *pattern*; the *options* are those of :meth:`polcorp.Corpus.kwic`."""
    return corpus.kwic(pattern, **options)
