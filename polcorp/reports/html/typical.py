"""The words that are typical of a party, and the places where it uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from polcorp.analysis.views import records
from polcorp.reports.html.gather import Gathered

if TYPE_CHECKING:
    from polcorp.corpus import Corpus, Where

#: Typical words of a party, and the false discovery rate below which they are shown.
TERMS, _CHANCE = 8, 0.05
#: The z-score that shows a word where the documents are too few for that rate.
_TELLING = 1.96
_COLUMNS = ["party", "term", "count", "log_ratio", "low", "high"]
#: Places of a word that the page has, and characters beside the word in an excerpt.
_PLACES, _BESIDE = 400, 120


def typical_words(corpus: Corpus, found: Gathered, where: Where) -> list[dict[str, Any]]:
    """Return the lemmas that are most typical of each party, those that chance would hardly give.

    They are the ones with a false discovery rate over documents below 0.05. A party with too few
    documents for that has the ones with a log-odds z above 1.96, which say something of its texts
    but not of the party. ``low`` and ``high`` are None where the interval is open. Each row has
    its ``places``: the number of a document, and the offsets of the word and of the words beside it.
    """
    from polcorp.analysis.compare import NothingToCompareError, compare
    from polcorp.analysis.grouping import groups_of

    by_row = any(where.get(name) for name in ("actor", "theme", "contains"))
    if len({row["party"] for row in found.chosen} - {None}) < 2 or by_row:
        return []
    try:
        table = compare(corpus, by="party", of="lemmas", where=where)
    except NothingToCompareError:  # no word is frequent enough
        return []
    telling = (table["q"] < _CHANCE) | (table["q"].isna() & (table["log_odds"] > _TELLING))
    table = table[telling & (table["log_ratio"] > 0)]
    table = table.sort_values(["party", "log_likelihood", "term"], ascending=[True, False, True])
    rows = records(table.groupby("party").head(TERMS)[_COLUMNS])
    wanted: dict[str, set[str]] = {}
    for row in rows:
        wanted.setdefault(row["party"], set()).add(row["term"])
    groups = groups_of(corpus, "party", where).groups
    places = _places(corpus, found, {party: (groups[party], wanted[party]) for party in wanted})
    for row in rows:
        row["places"] = places.get((row["party"], row["term"]), [])
    return rows


def _places(
    corpus: Corpus, found: Gathered, wanted: dict[str, tuple[frozenset[str], set[str]]]
) -> dict[tuple[str, str], list[list[int]]]:
    """Return the places of the wanted lemmas, by party (its documents, its words) and lemma."""
    from polcorp.analysis.terms import lemma_places

    known = {row["doc_id"]: number for number, row in enumerate(found.documents)}
    said_by = {
        doc_id: [party for party, (group, _) in wanted.items() if doc_id in group]
        for doc_id in known
    }
    texts = {doc_id: found.texts[known[doc_id]] for doc_id in known if said_by[doc_id]}
    lemmas = {lemma for _, terms in wanted.values() for lemma in terms}
    places: dict[tuple[str, str], list[list[int]]] = {}
    for doc_id, lemma, start, end in lemma_places(corpus, texts, lemmas):
        for party in said_by[doc_id]:
            if lemma in wanted[party][1]:
                of_term = places.setdefault((party, lemma), [])
                if len(of_term) < _PLACES:
                    around = _around(texts[doc_id], start, end)
                    of_term.append([known[doc_id], start, end, *around])
    return places


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return whole words on the same line beside a place."""
    left = max(text.rfind("\n", 0, start) + 1, start - _BESIDE)
    while left < start and left and text[left - 1].isalnum():
        left += 1
    stop = text.find("\n", end)
    right = min(stop if stop >= 0 else len(text), end + _BESIDE)
    while right > end and right < len(text) and text[right].isalnum():
        right -= 1
    return left, right
