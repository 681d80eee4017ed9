"""The words that are typical of a party, and the places where it uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from polcorp.analysis.views import records
from polcorp.reports.html.gather import Gathered

if TYPE_CHECKING:
    from polcorp.corpus import Corpus, Where

_COLUMNS = ["party", "term", "count", "log_ratio", "low", "high"]
#: Places of a word that the page has, and characters beside the word in an excerpt.
_PLACES, _BESIDE = 400, 120


def typical_words(corpus: Corpus, found: Gathered, where: Where) -> list[dict[str, Any]]:
    """Return the lemmas that are most typical of each party, those that chance would hardly give.

    :func:`polcorp.analysis.typical.typical_terms` says which. ``low`` and ``high`` are None where
    the interval is open. Each row has its ``places``: the number of a document, and the offsets of
    the word and of the words beside it.
    """
    from polcorp.analysis.compare import NothingToCompareError
    from polcorp.analysis.grouping import groups_of
    from polcorp.analysis.typical import typical_terms

    by_row = any(where.get(name) for name in ("actor", "theme", "contains"))
    if len({row["party"] for row in found.chosen} - {None}) < 2 or by_row:
        return []
    try:
        table = typical_terms(corpus, where=where)
    except NothingToCompareError:  # no word is frequent enough
        return []
    rows = records(table[_COLUMNS])
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
