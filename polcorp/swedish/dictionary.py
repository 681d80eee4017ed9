"""Ordinary words, by the dictionary of the lemma library."""

from __future__ import annotations

from functools import lru_cache

from polcorp.lexicons.dictionary import is_known


@lru_cache(maxsize=50_000)
def is_ordinary(word: str) -> bool:
    """Return whether *word* is in the dictionary, or a compound that ends in a word that is."""
    low = word.lower()
    if word.isupper() and len(word) > 6:
        return True
    if is_known(low):
        return True
    return any(len(low) - cut >= 5 and is_known(low[cut:]) for cut in range(3, len(low) - 4))


@lru_cache(maxsize=50_000)
def is_word(word: str) -> bool:
    """Return whether *word* itself, in lower case, is in the dictionary."""
    return is_known(word.lower())


def is_placed(name: str, known_places: frozenset[str]) -> bool:
    """Return whether a solid name begins with a known place («Falkenbergsmodellen»)."""
    return any(
        name[:cut] in known_places or name[:cut].removesuffix("s") in known_places
        for cut in range(3, len(name) - 4)
    )
