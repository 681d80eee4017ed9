"""What is counted in each document: words, lemmas, parts of compounds, themes or actors.

The store holds raw text and offsets, no tokens. Words are therefore cut again when they are asked
for, with the pipeline's own tokeniser: a second for every hundred thousand words, no table that
would grow with the corpus, and nothing to bring up to date. Lemmas are those of the library that
needs no context.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from polcorp.errors import UnknownValueError

if TYPE_CHECKING:
    from spacy.language import Language

    from polcorp.corpus.corpus import Corpus, Where

KINDS = ("words", "lemmas", "parts", "themes", "actors")


@dataclass(frozen=True)
class Counted:
    """The terms of one document, and the size that they are a part of."""

    doc_id: str
    terms: Counter[str]
    size: int


def count_terms(corpus: Corpus, kind: str, where: Where | None = None) -> list[Counted]:
    """Return the counts of every document that *where* chooses, in order of doc_id.

    Sizes are words outside boilerplate; for ``themes``, whose counts are coded sentences, they
    are sentences.

    Raises:
        UnknownValueError: *kind* is none of :data:`KINDS`.
    """
    where = where or {}
    if kind not in KINDS:
        raise UnknownValueError("kind of term", kind, KINDS)
    documents = corpus.documents(**where)
    if kind in ("themes", "actors"):
        size = "n_sentences" if kind == "themes" else "n_body_words"
        found = _coded(corpus, where) if kind == "themes" else _named(corpus, where)
        return [
            Counted(doc_id, found.get(doc_id, Counter()), max(int(total), 1))
            for doc_id, total in zip(documents["doc_id"], documents[size], strict=True)
        ]
    hidden = _boilerplate(corpus)
    term = _TERMS[kind]
    counted = []
    for doc_id in documents["doc_id"]:
        words = _words(corpus.text(doc_id), hidden.get(doc_id, []))
        terms = Counter(part for word in words for part in term(word))
        counted.append(Counted(doc_id, terms, max(len(words), 1)))
    return counted


def count_spans(
    corpus: Corpus, spans: dict[str, list[tuple[int, int]]], where: Where | None = None
) -> tuple[list[Counted], list[Counted]]:
    """Return the lemmas inside and outside *spans* (by doc_id), boilerplate left out."""
    hidden = _boilerplate(corpus)
    inside, outside = [], []
    for doc_id in corpus.documents(**(where or {}))["doc_id"]:
        text, closed = corpus.text(doc_id), hidden.get(doc_id, [])
        every = Counter(_lemma(word)[0] for word in _words(text, closed))
        rest = Counter(_lemma(word)[0] for word in _words(text, closed + spans.get(doc_id, [])))
        said = every - rest
        inside.append(Counted(doc_id, said, max(said.total(), 1)))
        outside.append(Counted(doc_id, rest, max(rest.total(), 1)))
    return inside, outside


def _coded(corpus: Corpus, where: Where) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    table = corpus.themes(long=True, **where)
    for row in table[table["unit"] == "sentence"].itertuples():
        found.setdefault(str(row.doc_id), Counter())[str(row.theme)] += 1
    return found


def _named(corpus: Corpus, where: Where) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for row in corpus.actors(long=True, **where).itertuples():
        found.setdefault(str(row.doc_id), Counter())[str(row.actor)] += 1
    return found


def _boilerplate(corpus: Corpus) -> dict[str, list[tuple[int, int]]]:
    hidden: dict[str, list[tuple[int, int]]] = {}
    table = corpus.sections(kind="boilerplate", with_copies=True)
    for doc_id, start, end in zip(table["doc_id"], table["start"], table["end"], strict=True):
        hidden.setdefault(str(doc_id), []).append((int(start), int(end)))
    return hidden


@cache
def _tokeniser() -> Language:
    import spacy

    import polcorp.pipeline.tokenizer  # noqa: F401  # registers the tokeniser

    settings = {"nlp": {"tokenizer": {"@tokenizers": "polcorp.SwedishTokenizer.v1"}}}
    nlp = spacy.blank("sv", config=settings)
    nlp.max_length = 2_000_000_000
    return nlp


def lemma_places(corpus: Corpus, texts: Mapping[str, str]) -> Iterator[tuple[str, str, int, int]]:
    """Yield doc_id, lemma, start and end of every word that is counted in *texts* (by doc_id)."""
    hidden = _boilerplate(corpus)
    for doc_id, text in texts.items():
        for word, start, end in _placed_words(text, hidden.get(doc_id, [])):
            yield doc_id, _lemma(word)[0], start, end


def _words(text: str, hidden: list[tuple[int, int]]) -> list[str]:
    """Return the words of *text* without those in the spans *hidden*.

    In lower case, but for names: a word with a capital inside a sentence keeps it.
    """
    return [word for word, _, _ in _placed_words(text, hidden)]


def _placed_words(text: str, hidden: list[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    """Yield the same words, each with its start and end."""
    from polcorp.pipeline.wordforms import clean

    opens = True
    for token in _tokeniser().make_doc(text):
        if not any(char.isalpha() for char in token.text):
            opens = opens or token.is_space or token.text in _OPENERS
            continue
        if not any(start <= token.idx < end for start, end in hidden):
            name = token.is_title and not opens
            form = clean(token.text)
            yield form if name else form.lower(), token.idx, token.idx + len(token)
        opens = False


#: What a sentence or a quotation may begin after, where a capital is no sign of a name.
_OPENERS = frozenset('.!?:;•*-–"”»«(')


#: Forms that a table of words must not show under their dictionary lemma: «ska» is no school,
#: «äldre» are people and not only the comparative of «gammal».
_SHOWN_AS = {
    "ska": "ska",
    "skall": "ska",
    "skulle": "ska",
    "äldre": "äldre",
    "äldres": "äldre",
    "aktiva": "aktiv",
    "aktivt": "aktiv",
    "media": "media",
    "medier": "media",
    "olika": "olika",
    "utsatta": "utsatt",
}


def shown_lemma(word: str) -> str:
    """Return the lemma that *word* is counted under."""
    from polcorp.pipeline.lemmas import lemma_of

    return _SHOWN_AS.get(word.lower()) or lemma_of(word).lower()


def _lemma(word: str) -> tuple[str, ...]:
    return (shown_lemma(word),)


def _parts(word: str) -> tuple[str, ...]:
    """Return the lemmas of the parts of a compound; a first part without its linking letter."""
    from polcorp.pipeline.compounds import split

    parts = (word,) if word[:1].isupper() else split(word) or (word,)
    first = [p[:-1] if p.endswith("s") and len(p) > 4 else p for p in parts[:-1]]
    return (*first, *_lemma(parts[-1]))


_TERMS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "words": lambda word: (word.lower(),),
    "lemmas": _lemma,
    "parts": _parts,
}
