"""How alike groups or documents are, and demands that say the same in several places."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations
from math import log, sqrt
from typing import TYPE_CHECKING

from polcorp.analysis.compare import groups_of
from polcorp.analysis.terms import count_terms

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus.corpus import Corpus, Where

#: Letters of the pieces that near-copies share, and how many demands may share a telling one.
_PIECE = 6
_COMMON = 200


def similarity(
    corpus: Corpus, *, by: str = "party", of: str = "lemmas", where: Where | None = None
) -> pd.DataFrame:
    """Return the cosine of every two groups over terms, the most alike first.

    Words, lemmas and parts are weighted by how few documents have them (Spärck Jones 1972), so
    that what everybody says does not make everybody alike; themes and actors are not.

    Raises:
        UnknownValueError: there is no such column or kind of term.
    """
    import pandas as pd

    groups = groups_of(corpus, by, where)
    counted = {item.doc_id: item.terms for item in count_terms(corpus, of, where)}
    sums: dict[str, Counter[str]] = {}
    for name, documents in groups.items():
        sums[name] = Counter()
        for doc_id in documents:
            sums[name].update(counted[doc_id])
    weights = _rarity(list(counted.values())) if of in ("words", "lemmas", "parts") else {}
    rows = []
    for left, right in combinations(groups, 2):
        value, shared = _cosine(sums[left], sums[right], weights)
        rows.append((left, right, value, ", ".join(shared)))
    table = pd.DataFrame(rows, columns=[by, f"other_{by}", "cosine", "shared"])
    return table.sort_values("cosine", ascending=False, ignore_index=True, kind="stable")


def _rarity(documents: list[Counter[str]]) -> dict[str, float]:
    number = Counter(term for terms in documents for term in terms)
    return {term: log((1 + len(documents)) / (0.5 + n)) for term, n in number.items()}


def _cosine(
    left: Counter[str], right: Counter[str], weights: dict[str, float]
) -> tuple[float, list[str]]:
    """Return the cosine and the five terms that add most to it."""
    first = {t: (1 + log(n)) * weights.get(t, 1.0) for t, n in left.items()}
    second = {t: (1 + log(n)) * weights.get(t, 1.0) for t, n in right.items()}
    products = {t: first[t] * second[t] for t in first.keys() & second.keys()}
    norm = sqrt(sum(v * v for v in first.values()) * sum(v * v for v in second.values()))
    telling = sorted(products, key=lambda t: (-products[t], t))[:5]
    return (sum(products.values()) / norm if norm else 0.0), telling


def near_copies(corpus: Corpus, *, least: float = 0.6, where: Where | None = None) -> pd.DataFrame:
    """Return pairs of demands of different documents that are nearly the same, side by side.

    Alike is the share of pieces of six letters that two demands have in common (Jaccard 1901);
    *least* is the smallest that counts, 0 to 1.
    """
    import pandas as pd

    table = corpus.demands(**(where or {}))
    rows = table.to_dict("records")
    pieces = [_pieces(str(row["text"])) for row in rows]
    at: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(pieces):
        for piece in found:
            at[piece].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in at.values():
        if 1 < len(numbers) <= _COMMON:
            shared.update(combinations(numbers, 2))
    pairs = []
    for (left, right), both in shared.items():
        alike = both / (len(pieces[left]) + len(pieces[right]) - both)
        if alike >= least and rows[left]["doc_id"] != rows[right]["doc_id"]:
            pairs.append((alike, left, right))
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    columns = ("demand_id", "party", "municipality", "text")
    shown = [
        [alike, *(rows[side].get(name) for side in (left, right) for name in columns)]
        for alike, left, right in pairs
    ]
    names = ["alike", *columns, *(f"other_{name}" for name in columns)]
    return pd.DataFrame(shown, columns=names)


def _pieces(text: str) -> frozenset[str]:
    plain = re.sub(r"[^\w ]+", "", text.lower().removeprefix("att "))
    plain = re.sub(r"\s+", " ", plain).strip()
    return frozenset(plain[n : n + _PIECE] for n in range(max(len(plain) - _PIECE + 1, 1)))
