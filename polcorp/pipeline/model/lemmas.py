"""Component ``polcorp_lemmas``: a lemma for every token that has none, by simplemma.

simplemma (Barbaresi 2023) looks a form up and falls back on rules; spaCy's own Swedish lookup
table is not used (it takes «vill» to «villa»).
"""

from __future__ import annotations

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from polcorp.lexicons.dictionary import lemmatize
from polcorp.lexicons.word_lists import keys_of_words

#: Forms that any lookup without context gets wrong, and that the other components rely on.
_CLOSED = keys_of_words("lemmas:closed")


@lru_cache(maxsize=200_000)
def lemma_of(form: str) -> str:
    """Return the lemma of a word form in Swedish, without context."""
    closed = _CLOSED.get(form.lower())
    if closed is not None:
        return closed
    return lemmatize(form).lower()


class LemmasComponent:
    """Fills in missing lemmas."""

    def __call__(self, doc: Doc) -> Doc:
        """Set ``token.lemma_`` from the token's norm where it is empty."""
        for index in (doc.to_array("LEMMA") == 0).nonzero()[0].tolist():
            token = doc[index]
            before, hyphen, last = token.norm_.rpartition("-")
            token.lemma_ = before + hyphen + (lemma_of(last) if last.isalpha() else last)
        return doc


@Language.factory("polcorp_lemmas", assigns=["token.lemma"])
def create_lemmas(nlp: Language, name: str) -> LemmasComponent:
    """Build the component."""
    return LemmasComponent()
