"""What is counted in each document: words, lemmas, parts of compounds, themes or actors.

The store holds raw text and offsets, no tokens. Words are therefore cut again when they are asked
for (:mod:`polcorp.analysis.words`): no table that would grow with the corpus, and nothing to bring
up to date. Lemmas are those of the library that needs no context.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from polcorp.analysis.columns import columns_of
from polcorp.analysis.words import Cutter
from polcorp.errors import UnknownValueError
from polcorp.reading.clean_view import clean_view, stored_view
from polcorp.tables.filters import Condition
from polcorp.tables.relations import CODES, DOCUMENTS, MENTIONS, SECTIONS

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from polcorp.corpus import Corpus, Where
    from polcorp.reading.aligned import Aligned

KINDS = ("words", "lemmas", "parts", "themes", "actors")

#: Texts that are in memory at one time.
_BATCH = 500

Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class TermCounts:
    """How often each term occurs in each document.

    Attributes:
        doc_ids: the documents, one a row of *matrix*.
        terms: the terms in the order of code points, one a column of *matrix*.
        matrix: the counts, a sparse array in rows (``scipy.sparse.csr_array``) of floats.
        sizes: what the counts are a part of: words, or sentences, of each document; at least 1.
    """

    doc_ids: Sequence[str]
    terms: NDArray[np.object_]
    matrix: Any
    sizes: NDArray[np.float64]

    @classmethod
    def of(cls, doc_ids: Sequence[str], terms: NDArray[np.object_], matrix: Any) -> TermCounts:
        """Return counts that are a part of their own sums: words, of all words of a document."""
        import numpy as np
        from scipy.sparse import csr_array

        cells = csr_array(matrix)
        cells.eliminate_zeros()
        cells.sort_indices()
        return cls(doc_ids, terms, cells, np.maximum(np.asarray(cells.sum(axis=1)), 1.0))

    def rows_of(self, documents: Collection[str]) -> NDArray[np.bool_]:
        """Return for each row whether it is of one of *documents*."""
        import numpy as np

        return np.array([doc_id in documents for doc_id in self.doc_ids], dtype=bool)


def count_terms(
    corpus: Corpus,
    kind: str,
    where: Where | None = None,
    documents: Collection[str] | None = None,
) -> TermCounts:
    """Return the counts of every document that *where* chooses, in the order of doc_id.

    Sizes are words outside boilerplate; for ``themes``, whose counts are coded sentences, they
    are sentences. With *documents* (doc_ids) only those are counted.

    Raises:
        UnknownValueError: *kind* is none of :data:`KINDS`.
    """
    where = where or {}
    if kind not in KINDS:
        raise UnknownValueError("kind of term", kind, KINDS)
    sizes = ("doc_id", "n_body_words", "n_body_sentences")
    table = columns_of(corpus, DOCUMENTS, sizes, where, ordered=True)
    if documents is not None:
        table = table[table["doc_id"].isin(list(documents))]
    doc_ids = [str(doc_id) for doc_id in table["doc_id"]]
    if kind in ("themes", "actors"):
        if kind == "themes":
            codes = columns_of(corpus, CODES, ("doc_id", "unit", "theme"), where)
            rows, column = codes[codes["unit"] == "sentence"], "theme"
        else:
            rows, column = columns_of(corpus, MENTIONS, ("doc_id", "actor"), where), "actor"
        size = "n_body_sentences" if kind == "themes" else "n_body_words"
        found = _counted(rows, column)
        counters = [found.get(doc_id, Counter()) for doc_id in doc_ids]
        return _matrix(doc_ids, counters, [int(n) for n in table[size].fillna(0)])
    (words,) = _words(corpus, doc_ids, [{}])
    return _in_terms(words, _TERMS[kind])


def count_spans(
    corpus: Corpus, spans: Mapping[str, Spans], where: Where | None = None
) -> tuple[TermCounts, TermCounts]:
    """Return the lemmas inside and outside *spans* (by doc_id), boilerplate left out."""
    table = columns_of(corpus, DOCUMENTS, ("doc_id",), where, ordered=True)
    doc_ids = [str(doc_id) for doc_id in table["doc_id"]]
    every, outside = _words(corpus, doc_ids, [{}, spans])
    inside = TermCounts.of(doc_ids, every.terms, every.matrix - outside.matrix)
    return _in_terms(inside, _lemma), _in_terms(outside, _lemma)


def lemma_places(
    corpus: Corpus, texts: Mapping[str, str], wanted: Collection[str]
) -> Iterator[tuple[str, str, int, int]]:
    """Yield doc_id, lemma, start and end of every word in *texts* (by doc_id) of a *wanted* lemma.

    They are the words that are counted: those outside boilerplate.
    """
    hidden, cutter = _boilerplate(corpus), Cutter()
    views = {doc_id: clean_view(text) for doc_id, text in texts.items()}
    cutter.learn(view.text for view in views.values())
    lemma_of = {form: shown_lemma(form) for forms in cutter.forms for form in forms}
    of_wanted = {form: lemma for form, lemma in lemma_of.items() if lemma in wanted}
    for doc_id, view in views.items():
        for word in cutter.words(view.text, _in_view(hidden.get(doc_id, ()), view)):
            if word.form in of_wanted:
                yield doc_id, of_wanted[word.form], *view.span(word.start, word.end)


def _words(
    corpus: Corpus, doc_ids: Sequence[str], without: Sequence[Mapping[str, Spans]]
) -> list[TermCounts]:
    """Return the words of each document outside boilerplate and outside the spans of each *without*.

    All have the same terms: those that occur in the first.
    """
    import numpy as np

    hidden, cutter = _boilerplate(corpus), Cutter()
    pieces: list[list[NDArray[np.int64]]] = [[] for _ in without]
    for texts in _texts(corpus, doc_ids):
        views = [(doc_id, stored_view(text, is_clean=clean)) for doc_id, text, clean in texts]
        cutter.learn(view.text for _, view in views)
        for doc_id, view in views:
            for spans, found in zip(without, pieces, strict=True):
                closed = _in_view([*hidden.get(doc_id, ()), *spans.get(doc_id, ())], view)
                found.append(np.array(cutter.numbers(view.text, closed), dtype=np.int64))
    words = sorted({form for forms in cutter.forms for form in forms})
    link = _link(cutter.forms, words)
    counts = [_counted_pieces(found, len(cutter.forms)) @ link for found in pieces]
    there = np.flatnonzero(np.asarray(counts[0].sum(axis=0)))
    terms = np.array(words, dtype=object)[there]
    return [TermCounts.of(doc_ids, terms, matrix[:, there]) for matrix in counts]


def _counted_pieces(pieces: Sequence[NDArray[np.int64]], number: int) -> Any:
    """Return how often each piece, by its number, occurs in each document, a sparse array."""
    import numpy as np
    from scipy.sparse import csr_array

    ends = np.cumsum([0, *map(len, pieces)])
    columns = np.concatenate([np.zeros(0, dtype=np.int64), *pieces])
    matrix = csr_array((np.ones(len(columns)), columns, ends), shape=(len(pieces), number))
    matrix.sum_duplicates()
    return matrix


def _link(made: Sequence[Sequence[str]], terms: Sequence[str]) -> Any:
    """Return how often each of *terms* (columns) is in each of what is *made* of them (rows)."""
    import numpy as np
    from scipy.sparse import csr_array

    place = {term: number for number, term in enumerate(terms)}
    rows = np.repeat(np.arange(len(made)), [len(parts) for parts in made])
    columns = [place[term] for parts in made for term in parts]
    return csr_array((np.ones(len(columns)), (rows, columns)), shape=(len(made), len(terms)))


def _in_view(spans: Iterable[tuple[int, int]], view: Aligned) -> Spans:
    """Return *spans* of the raw text as spans of its clean view."""
    return [view.found(start, end) for start, end in spans]


def _texts(corpus: Corpus, doc_ids: Sequence[str]) -> Iterator[list[tuple[str, str, bool]]]:
    """Yield doc_id, text and whether it is clean of the documents, in order, some hundred at a time."""
    keys = corpus.sql("SELECT doc_id, id, coalesce(is_clean, 0) AS is_clean FROM document")
    rows = zip(keys["doc_id"], keys["id"], keys["is_clean"], strict=True)
    known = {doc_id: (int(key), bool(clean)) for doc_id, key, clean in rows}
    for first in range(0, len(doc_ids), _BATCH):
        batch = doc_ids[first : first + _BATCH]
        numbers = ", ".join(str(known[doc_id][0]) for doc_id in batch)
        stored = corpus.sql(f"SELECT document, text FROM text WHERE document IN ({numbers})")
        found = dict(zip(stored["document"], stored["text"].fillna(""), strict=True))
        yield [(doc_id, str(found.get(known[doc_id][0], "")), known[doc_id][1]) for doc_id in batch]


def _matrix(
    doc_ids: Sequence[str], counters: Sequence[Mapping[str, int]], sizes: Sequence[int]
) -> TermCounts:
    import numpy as np
    from scipy.sparse import csr_array

    terms = sorted({term for counter in counters for term in counter})
    place = {term: number for number, term in enumerate(terms)}
    columns = [place[term] for counter in counters for term in counter]
    values = np.array([n for counter in counters for n in counter.values()], dtype=float)
    ends = np.cumsum([0, *map(len, counters)])
    matrix = csr_array((values, columns, ends), shape=(len(doc_ids), len(terms)))
    matrix.sort_indices()
    return TermCounts(
        doc_ids,
        np.array(terms, dtype=object),
        matrix,
        np.maximum(np.array(sizes, dtype=float), 1.0),
    )


def _in_terms(words: TermCounts, terms_of: Callable[[str], Iterable[str]]) -> TermCounts:
    """Return counts of words as counts of the terms that each of the words is made of."""
    import numpy as np
    from scipy.sparse import csr_array

    made = [tuple(terms_of(str(word))) for word in words.terms]
    terms = sorted({term for parts in made for term in parts})
    matrix = csr_array(words.matrix @ _link(made, terms))
    matrix.sort_indices()
    return TermCounts(words.doc_ids, np.array(terms, dtype=object), matrix, words.sizes)


def _counted(rows: pd.DataFrame, column: str) -> dict[str, Counter[str]]:
    """Return how often each value of *column* occurs in the rows of each document."""
    found: dict[str, Counter[str]] = {}
    for row in (
        rows.groupby(["doc_id", column]).size().reset_index(name="n").itertuples(index=False)
    ):
        found.setdefault(str(row[0]), Counter())[str(row[1])] = int(row[2])
    return found


def _boilerplate(corpus: Corpus) -> dict[str, Spans]:
    hidden: dict[str, Spans] = {}
    table = columns_of(
        corpus,
        SECTIONS,
        ("doc_id", "start", "end"),
        {"with_copies": True},
        rows=Condition("x.kind = 'boilerplate'"),
        ordered=True,
    )
    for doc_id, start, end in zip(table["doc_id"], table["start"], table["end"], strict=True):
        hidden.setdefault(str(doc_id), []).append((int(start), int(end)))
    return hidden


def shown_lemma(word: str) -> str:
    """Return the lemma that *word* is counted under."""
    from polcorp.lexicons.word_lists import keys_of_words
    from polcorp.pipeline.model.lemmas import lemma_of

    return keys_of_words("lemmas:shown").get(word.lower()) or lemma_of(word).lower()


def _lemma(word: str) -> tuple[str, ...]:
    return (shown_lemma(word),)


def _parts(word: str) -> tuple[str, ...]:
    """Return the lemmas of the parts of a compound; a first part without its linking letter."""
    from polcorp.swedish.compounds import split

    parts = (word,) if word[:1].isupper() else split(word) or (word,)
    first = [p[:-1] if p.endswith("s") and len(p) > 4 else p for p in parts[:-1]]
    return (*first, *_lemma(parts[-1]))


_TERMS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "words": lambda word: (word.lower(),),
    "lemmas": _lemma,
    "parts": _parts,
}
