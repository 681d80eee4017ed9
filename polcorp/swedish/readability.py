"""How a text is written: LIX, OVIX, nominal ratio and type-token ratio.

Definitions as Språkbanken Text's: LIX by Björnsson (1968), OVIX by Hultman & Westman (1977), the
full nominal ratio by parts of speech. A sentence is a list of words, without punctuation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf, log, nan

#: Words of more letters are long.
LONG = 6
#: SUC parts of speech that make a text nominal (nouns, prepositions, participles), and those that
#: make it verbal (pronouns, adverbs, verbs).
NOMINAL = frozenset({"NN", "PP", "PC"})
VERBAL = frozenset({"PN", "AB", "VB"})


def lix(sentences: Sequence[Sequence[str]]) -> float:
    """Return words a sentence plus the percentage of long words; not a number without words.

    >>> words = ["a", "bc", "def", "ghij", "klmno", "pqrstu", "vwxyzåä"]
    >>> round(lix(4 * [words]), 2)
    21.29
    """
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return nan
    filled = sum(1 for sentence in sentences if sentence)
    return len(words) / filled + 100 * sum(len(word) > LONG for word in words) / len(words)


def ovix(words: Iterable[str]) -> float:
    """Return the variation of words: infinite if no word is said twice, not a number for none.

    >>> words = ["a", "bc", "def", "ghij", "klmno", "pqrstu", "vwxyzåä"]
    >>> round(ovix(4 * words), 2), ovix(words)
    (9.58, inf)
    """
    tokens = [word.lower() for word in words]
    types = len(set(tokens))
    if not tokens:
        return nan
    if types == len(tokens):
        return inf
    if types == 1:
        return log(len(tokens)) / log(2)
    return log(len(tokens)) / log(2 - log(types) / log(len(tokens)))


def nominal_ratio(tags: Iterable[str]) -> float:
    """Return nominal words per verbal one, from SUC tags («NN|UTR|SIN»); infinite without verbal.

    >>> nominal_ratio(["NN", "PP", "PC", "PN", "AB", "VB"])
    1.0
    """
    kinds = [tag.split("|", maxsplit=1)[0] for tag in tags]
    nominal = sum(kind in NOMINAL for kind in kinds)
    verbal = sum(kind in VERBAL for kind in kinds)
    if not verbal:
        return inf if nominal else nan
    return nominal / verbal


def type_token_ratio(words: Iterable[str]) -> float:
    """Return different words per word; not a number for none.

    >>> type_token_ratio(["en", "katt", "en"])
    0.6666666666666666
    """
    tokens = [word.lower() for word in words]
    return len(set(tokens)) / len(tokens) if tokens else nan
