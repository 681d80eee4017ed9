"""Splitting Swedish compounds: «äldreomsorgsnämnden» into äldre, omsorgs, nämnden.

A word is cut where both sides are known to occur so in many other words: what comes before as the
first part of compounds, what comes after as the last one. Of several cuts the one wins whose parts
are in use in the most words (Koehn & Knight 2003 take frequencies of the parts in the same way);
the parts are then cut again. Particles and prefixes (för-, sam-, ut-) are no parts.
"""

from __future__ import annotations

import lzma
from functools import cache, lru_cache
from math import log10

from polcorp.lexicons.files import data_dir
from polcorp.lexicons.word_lists import words

#: Shortest first and last part.
_FIRST, _LAST = 3, 3
#: A last part of fewer letters must be in use in many words.
_SHORT = 4
#: A word that is known is cut only if its parts together score at least this.
_LEAST = 3.2
#: How much more a word must score by how firm a unit it is itself («klimat» is not kli + mat).
_FIRM = 1.0
#: What a part must have of logarithmic use to be one.
_LEAST_PART = 0.75


class _Parts:
    """Which strings begin and end compounds, and in how many words (as logarithms to ten)."""

    def __init__(self) -> None:
        self.words: dict[str, float] = {}
        self.first: dict[str, float] = {}
        self.last: dict[str, float] = {}
        path = data_dir() / "compound_parts.txt.xz"
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                kind, part, number = line.split()
                if kind == "w":
                    self.words[part] = int(number) / 10
                elif kind == "m":
                    self.first[part] = log10(int(number))
                else:
                    self.last[part] = log10(int(number))
        self.first = {p: n for p, n in self.first.items() if self._stands_alone(p)}
        self.last = {p: n for p, n in self.last.items() if self._is_last(p)}

    def _stands_alone(self, part: str) -> bool:
        """Return whether a first part is a word, but for its linking letter or a lost vowel."""
        if part in _NO_FIRST:
            return False
        known = self.words.get
        forms = [part, part + "a", part + "e"]
        if part.endswith("s"):
            forms.append(part[:-1])
        if part[-1] in "uoe":
            forms += [part[:-1] + "a", part[:-1]]
        return any(known(form, 0.0) >= 2.5 for form in forms)

    def _is_last(self, part: str) -> bool:
        return part not in _NO_LAST and (len(part) >= _SHORT or part in _SHORT_LAST)


#: Strings that begin many words without being first parts: endings, particles, verb forms.
_NO_FIRST = words("compounds:no_first")
#: First parts of two letters.
_TWO = frozenset({"el", "it", "by"})
_TWO_SCORE = 2.0
#: Endings that are also words, or look so.
_NO_LAST = words("compounds:no_last")
#: Last parts of three letters that make many compounds.
_SHORT_LAST = words("compounds:short_last")


@cache
def _parts() -> _Parts:
    return _Parts()


@lru_cache(maxsize=200_000)
def split(word: str) -> tuple[str, ...]:
    """Return the parts of *word* as written, in lower case; a word that is none as one part.

    >>> split("trygghetsvärdar")
    ('trygghets', 'värdar')
    >>> split("trygghet")
    ('trygghet',)
    """
    word = word.lower()
    if "-" in word:
        return tuple(part for piece in word.split("-") if piece for part in split(piece))
    best: tuple[float, int] | None = None
    for cut in range(_FIRST if word[:2] not in _TWO else 2, len(word) - _LAST + 1):
        score = _score(word[:cut], word[cut:])
        if score is not None and (best is None or score > best[0]):
            best = (score, cut)
    if best is None or best[0] < _LEAST + _FIRM * _firmness(word):
        return (word,)
    first, last = word[: best[1]], word[best[1] :]
    return (*_first_parts(first), *split(last))


@lru_cache(maxsize=200_000)
def _firmness(word: str) -> float:
    """Return how much a word is used as a part of others, and so as a unit."""
    parts = _parts()
    used = (parts.first.get(word), parts.first.get(word + "s"), parts.last.get(word))
    return max((number for number in used if number is not None), default=0.0)


def _first_parts(part: str) -> tuple[str, ...]:
    """Return the parts of a first part, which may end in a linking -s."""
    pieces = split(part)
    if len(pieces) == 1 and part.endswith("s"):
        inner = split(part[:-1])
        if len(inner) > 1:
            return (*inner[:-1], inner[-1] + "s")
    return pieces


def _score(first: str, last: str) -> float | None:
    """Return how much speaks for a cut between *first* and *last*, None where it is none."""
    left = _first_score(first)
    if left is None:
        return None
    right = _last_score(last)
    return None if right is None else left + right


@lru_cache(maxsize=200_000)
def _first_score(part: str) -> float | None:
    if len(part) == 2:
        return _TWO_SCORE
    parts = _parts()
    found = parts.first.get(part)
    if found is not None and found >= _LEAST_PART:
        return found + _word(part) + (_word(part[:-1]) if part.endswith("s") else 0.0)
    bare = part[:-1] if part.endswith("s") else part
    return _LEAST_PART + 1.0 if len(part) > 7 and len(split(bare)) > 1 else None


@lru_cache(maxsize=200_000)
def _last_score(part: str) -> float | None:
    parts = _parts()
    found = parts.last.get(part)
    if found is not None and found >= _LEAST_PART:
        return found + _word(part)
    if part in parts.words and len(part) > 4 and part not in _NO_LAST:
        return _word(part) + 0.5
    return _LEAST_PART + 1.0 if len(part) > 7 and len(split(part)) > 1 else None


def _word(part: str) -> float:
    """Return how usual *part* is as a word of its own, 0 to about 2.5."""
    return max(_parts().words.get(part, 0.0) - 2.0, 0.0) * 0.5


def use_of(word: str) -> float:
    """Return how much a known *word* is used, on the Zipf scale (0 for one that is not known)."""
    return _parts().words.get(word, 0.0)
