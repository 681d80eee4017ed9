"""Lexical flags: which lists of names hold a word.

spaCy's free lexeme flags carry them, so that a model can embed them like any attribute of a
word: the name recogniser knows a listed surname or company from its first meeting on, and
learns from the words around it when to believe the list. ``token.check_flag`` reads them.
"""

from __future__ import annotations

from functools import partial

from spacy.attrs import IDS  # type: ignore[import-not-found]
from spacy.vocab import Vocab

from polcorp.lexicons.listed import KINDS, load_listed_words

#: Kinds of lists, each with the number of the lexeme flag that carries it.
FLAGS: dict[str, int] = {kind: int(IDS[f"FLAG{number}"]) for number, kind in enumerate(KINDS, 40)}


def is_listed(kind: str, form: str) -> bool:
    """Return whether ``form``, or ``form`` without a genitive's s, is in the lists of ``kind``."""
    return bool(_kinds_of(form) >> KINDS.index(kind) & 1)


def _kinds_of(form: str) -> int:
    """Return the kinds of lists that have ``form``, as the lexicon writes them."""
    if not form[:1].isupper():
        return 0
    word, words = form, load_listed_words()
    if word.isupper() and len(word) > 4:
        word = word.capitalize()
    kinds = words.get(word, 0)
    if word.endswith("s"):
        kinds |= words.get(word.removesuffix("s").rstrip(":"), 0)
    return kinds


_GETTERS = {flag: partial(is_listed, kind) for kind, flag in FLAGS.items()}


def set_flags(vocab: Vocab) -> None:
    """Make ``vocab`` compute the flags of the lexemes that it makes from now on."""
    vocab.lex_attr_getters.update(_GETTERS)  # type: ignore[attr-defined]
