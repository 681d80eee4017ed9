"""Tables of themes beyond plain counts: shares with intervals, a matrix, and what has no code."""

from __future__ import annotations

from collections.abc import Collection
from math import sqrt
from typing import TYPE_CHECKING

from polcorp.analysis.compare import groups_of, keyness_table
from polcorp.analysis.terms import count_spans
from polcorp.corpus.user_folder import own_stop_words

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus.corpus import Corpus, Where

#: Shorter words are hardly ever about a theme.
_LETTERS = 4
_Z = 1.959964


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927).

    >>> low, high = wilson(10, 20)
    >>> round(low, 3), round(high, 3)
    (0.299, 0.701)
    """
    if not of:
        return float("nan"), float("nan")
    share, spread = hits / of, _Z * _Z / of
    middle = share + spread / 2
    reach = _Z * sqrt(share * (1 - share) / of + spread / (4 * of))
    return (middle - reach) / (1 + spread), (middle + reach) / (1 + spread)


def theme_shares(
    corpus: Corpus, *, by: str = "party", rounds: int = 1000, where: Where | None = None
) -> pd.DataFrame:
    """Return the share of each theme in each group's demands and words, with 95 % intervals.

    The share of demands counts main themes, its interval is Wilson's. The share of words is of all
    words outside boilerplate, its interval a bootstrap over documents (Efron 1979), missing where
    a group has one document.

    Raises:
        UnknownValueError: the documents' table has no such column.
    """
    import pandas as pd

    where = where or {}
    codes = corpus.themes(long=True, **where)
    codes = codes[codes["own"].astype(bool)]
    sentences = codes[codes["unit"] == "sentence"]
    words = sentences.groupby(["theme", "doc_id"])["n_words"].sum()
    mains = codes[(codes["unit"] == "demand") & (codes["rank"] == 1)]
    main = mains.groupby(["theme", "doc_id"]).size()
    asked = corpus.demands(**where).groupby("doc_id").size()
    documents = corpus.documents(**where).set_index("doc_id")["n_body_words"]
    rows = []
    for name, members in groups_of(corpus, by, where).items():
        docs = sorted(members)
        sizes = [float(documents[doc]) for doc in docs]
        demands = int(sum(asked.get(doc, 0) for doc in docs))
        for theme in sorted(set(codes["theme"])):
            said = [float(words.get((theme, doc), 0)) for doc in docs]
            hits = int(sum(main.get((theme, doc), 0) for doc in docs))
            if not hits and not any(said):
                continue
            low, high = wilson(hits, demands)
            word_low, word_high = _share_interval(said, sizes, rounds)
            asking = (hits, demands, hits / demands if demands else float("nan"), low, high)
            saying = (int(sum(said)), sum(said) / max(sum(sizes), 1.0), word_low, word_high)
            rows.append((name, theme, *asking, *saying, len(docs)))
    columns = [by, "theme", "demands", "demands_all", "demand_share", "demand_low", "demand_high"]
    columns += ["words", "share", "share_low", "share_high", "documents"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values([by, "share", "theme"], ascending=[True, False, True]).reset_index(
        drop=True
    )


def _share_interval(said: list[float], sizes: list[float], rounds: int) -> tuple[float, float]:
    import numpy as np

    if len(said) < 2:
        return float("nan"), float("nan")
    draw = np.random.default_rng(1)
    parts, wholes = np.array(said), np.array(sizes)
    drawn = draw.integers(0, len(said), (rounds, len(said)))
    shares = parts[drawn].sum(axis=1) / np.maximum(wholes[drawn].sum(axis=1), 1.0)
    low, high = np.quantile(shares, [0.025, 0.975])
    return float(low), float(high)


def theme_matrix(
    corpus: Corpus, *, by: str = "party", of: str = "words", where: Where | None = None
) -> pd.DataFrame:
    """Return one row a theme and one column a group: the share of words, or ``of="demands"``.

    Raises:
        UnknownValueError: the documents' table has no such column.
    """
    table = theme_shares(corpus, by=by, rounds=1, where=where)
    value = "demand_share" if of == "demands" else "share"
    wide = table.pivot_table(index="theme", columns=by, values=value, aggfunc="first")
    wide = wide.fillna(0.0)
    wide.columns = [str(name) for name in wide.columns]
    order = wide.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return wide.loc[order].reset_index()


def unlisted(
    corpus: Corpus,
    *,
    least: int = 2,
    without: Collection[str] | None = None,
    where: Where | None = None,
) -> pd.DataFrame:
    """Return the lemmas that are typical of text without a theme, to grow the codebook by.

    Text without a theme is what stands outside boilerplate and outside coded sentences. *least*
    is how often a lemma must stand, *without* what is not shown: default the stop words,
    with the user's own, and what has fewer than four letters.
    """
    hidden = own_stop_words(corpus.path) if without is None else without
    codes = corpus.themes(long=True, **(where or {}))
    codes = codes[codes["unit"] == "sentence"]
    coded: dict[str, list[tuple[int, int]]] = {}
    for doc_id, start, end in zip(codes["doc_id"], codes["start"], codes["end"], strict=True):
        coded.setdefault(str(doc_id), []).append((int(start), int(end)))
    inside, outside = count_spans(corpus, coded, where)
    table = keyness_table(outside, inside, least=least, rounds=1, without=hidden)
    if hidden:
        table = table[table["term"].str.len() >= _LETTERS]
    table = table[table["count"] >= least]
    names = {"count_reference": "count_coded", "per_1000_reference": "per_1000_coded"}
    columns = ["term", "count", "documents", "count_coded", "log_likelihood", "log_odds"]
    return table.rename(columns=names)[columns].reset_index(drop=True)
