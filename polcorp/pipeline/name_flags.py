"""Lexical flags: which lists of names a word stands in.

spaCy's free lexeme flags carry them, so that a model can embed them like any attribute of a
word: the name recogniser knows a listed surname or company from its first meeting on, and
learns from the words around it when to believe the list. ``token.check_flag`` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial

from spacy.attrs import IDS  # type: ignore[import-not-found]
from spacy.vocab import Vocab

from polcorp.lexicons.actors import packaged_forms
from polcorp.lexicons.names import load_given_names, load_surnames
from polcorp.pipeline.wordforms import clean

#: Kinds of lists, each with the number of the lexeme flag that carries it.
FLAGS: dict[str, int] = {
    kind: int(IDS[f"FLAG{number}"])
    for number, kind in enumerate(
        (
            "given name",
            "surname",
            "place",
            "organisation",
            "company",
            "part of a body's name",
            "any name",
        ),
        40,
    )
}

_KIND_OF_TYPE = {
    "GPE": "place",
    "LOC": "place",
    "PARTY": "organisation",
    "AUTHORITY": "organisation",
    "ORG": "organisation",
    "COMPANY": "company",
    "MEDIA": "company",
}


@cache
def listed_words() -> dict[str, frozenset[str]]:
    """Return the words of each kind of list, as written there, with a capital.

    Names of several words give their capitalised words to ``part of a body's name``; those of
    places and persons give nothing, since their words are names by themselves. ``any name`` has
    the words that are a name by themselves, whatever the kind.
    """
    words: dict[str, set[str]] = {kind: set() for kind in FLAGS}
    words["given name"].update(load_given_names())
    words["surname"].update(load_surnames())
    for form in packaged_forms():
        kind = _KIND_OF_TYPE.get(form.type)
        parts = form.surface.split()
        if kind is None:
            continue
        if len(parts) == 1:
            words[kind].add(form.surface)
        elif kind != "place":
            words["part of a body's name"].update(parts)
    for kind in ("given name", "surname", *_KIND_OF_TYPE.values()):
        words["any name"] |= words[kind]
    return {kind: frozenset(_capitalised(found)) for kind, found in words.items()}


def _capitalised(words: Iterable[str]) -> Iterable[str]:
    return (word for word in words if word[0].isupper())


def is_listed(kind: str, form: str) -> bool:
    """Tell whether ``form``, or ``form`` without a genitive's s, stands in the lists of ``kind``."""
    if not form[:1].isupper():
        return False
    word, words = clean(form), listed_words()[kind]
    if word.isupper() and len(word) > 4:
        word = word.capitalize()
    return word in words or (word.endswith("s") and word.removesuffix("s").rstrip(":") in words)


_GETTERS = {flag: partial(is_listed, kind) for kind, flag in FLAGS.items()}


def set_flags(vocab: Vocab) -> None:
    """Make ``vocab`` compute the flags of the lexemes that it makes from now on."""
    vocab.lex_attr_getters.update(_GETTERS)  # type: ignore[attr-defined]
