"""What a demand is about and what it wants done with it, for comparing demands in other words.

The matter is a set of concepts with weights: lemmas, the two parts of a compound, and one name for
words that mean the same. What it wants is a direction, +1 for more of the matter and -1 for less.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from polcorp.lexicons.directions import Directions, load_directions
from polcorp.lexicons.parties import known_parties, load_parties
from polcorp.lexicons.places import load_municipalities
from polcorp.lexicons.stop_words import stop_words
from polcorp.lexicons.themes import stem
from polcorp.lexicons.word_lists import word_pattern, words
from polcorp.pipeline.model.lemmas import lemma_of
from polcorp.reading.clean_view import comparable
from polcorp.swedish.compounds import split, use_of

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*-?")
_NUMBERED = re.compile(r"^\W*\d+[.)]\s+")
#: Where what follows says why or with whom and no longer what.
_REASON = word_pattern(r"\b(?:{themes:reason}|{themes:with_whom})\b")
_SENTENCE_END = re.compile(r"[.!?;](?=\s)|\s[–—](?=\s)")
#: What is between two dashes.
_INSERTED = re.compile(r"\s[–—]\s[^.!?;–—]*\s[–—]\s")
#: How much money, and which year: what is wanted is another matter.
_AMOUNT = word_pattern(r"\b\d[\d\s.,]*(?:{themes:money}\b|%)|\b(?:19|20)\d\d\b")
#: What a number weighs.
_NUMBER = 1.0
#: The weight of a word falls with its use in Swedish (Zipf scale, logarithm per 10⁹ words).
_TOP, _LEAST, _MOST, _UNKNOWN = 8.0, 2.0, 5.0, 4.5
#: What each of the two parts of a compound weighs.
_PART = 0.6
#: What a word weighs after a preposition: «kameror på torget» is about cameras.
_AFTER = 0.65
_PREPOSITIONS = words("themes:where_and_whom")
#: After a matter these say what it is to help against, and do not refuse it: «åtgärder mot mobbning».
_TOWARDS = words("themes:towards")
#: A word that is used this often is no compound, whatever it looks like («frukost»).
_FIRM = 3.9
#: A word of so many letters is one all the same («skolbibliotek»).
_LONG = 10
#: A matter that weighs less says too little to agree on.
_VAGUE = 2.95
#: Shortest word that may name a matter, and shortest word of direction that ends a compound.
_SHORT, _ENDING = 2, 5


@dataclass(slots=True, frozen=True)
class Meaning:
    """The matter of a demand and the direction.

    Args:
        concepts: concepts of the matter with their weights.
        direction: +1 for more of it, -1 for less of it.
        whole: the sum of the weights.
        said: the word that stands for each concept, as in the demand.
        direct: those of the concepts that no preposition leads to.
    """

    concepts: dict[str, float]
    direction: int
    whole: float
    said: dict[str, str]
    direct: frozenset[str] = frozenset()

    @property
    def vague(self) -> bool:
        """Return whether the matter is too little to agree on: one everyday word («skolan»)."""
        return self.whole < _VAGUE


@lru_cache(maxsize=100_000)
def meaning(text: str) -> Meaning:
    """Return what the demand *text* is about and what it wants."""
    plain, places = _NUMBERED.sub("", comparable(text)), _places(text)
    plain = _AMOUNT.sub(" ", _INSERTED.sub(" ", plain))
    words = _matter_words(plain)
    concepts: dict[str, float] = {}
    said_by: dict[str, str] = {}
    direct: set[str] = set()
    direction, known = 1, _known()
    first = len(_WORD.findall(plain[: _first_end(plain)]))
    skip = False
    for place, word in enumerate(words):
        if skip:
            skip = False
            continue
        following = words[place + 1] if place + 1 < len(words) else ""
        said = known.get(f"{_lemma(word)} {following}", known.get(f"{word} {following}"))
        if said is not None:
            direction *= said if place < first else 1
            skip = True
            continue
        if word in places:
            continue
        found, sign = _concepts(word)
        if place < first and not (concepts and word in _TOWARDS):
            direction *= sign
        aside = bool(concepts) and _after_preposition(words, place)
        for concept, weight in found:
            concepts[concept] = max(weight * (_AFTER if aside else 1.0), concepts.get(concept, 0.0))
            said_by.setdefault(concept, word)
            if not aside:
                direct.add(concept)
    return Meaning(concepts, direction, sum(concepts.values()), said_by, frozenset(direct))


def _matter_words(text: str) -> list[str]:
    """Return the words of *text* that say what, up to why or with whom; all, if it begins with that."""
    reason = _REASON.search(text, 1)
    found = _WORD.findall(text[: reason.start()] if reason else text)
    if reason and not any(_concepts(word)[0] for word in found):
        return _WORD.findall(text)
    return found


def _first_end(text: str) -> int:
    """Return where the first sentence of *text* ends: what follows explains it."""
    end = _SENTENCE_END.search(text, 1)
    return end.start() if end else len(text)


def _places(text: str) -> frozenset[str]:
    """Return the municipalities that *text* names after its first word: where, not what."""
    named = (match.group() for match in _WORD.finditer(text) if match.start())
    return frozenset(word.lower() for word in named if word[0].isupper()) & _municipalities()


def _after_preposition(words: list[str], place: int) -> bool:
    """Return whether the word at *place* follows a preposition, one word between them or none."""
    return any(word in _PREPOSITIONS for word in words[max(place - 2, 0) : place])


def likeness(left: Meaning, right: Meaning) -> float:
    """Return how much of two matters is shared, 0 to 1 (Dice 1945, weighted)."""
    if not left.whole or not right.whole:
        return 0.0
    first, second = sorted((left.concepts, right.concepts), key=len)
    shared = sum(min(weight, second[c]) for c, weight in first.items() if c in second)
    return 2 * shared / (left.whole + right.whole)


def shared_words(left: Meaning, right: Meaning) -> list[str]:
    """Return the words of *left* for what both demands are about, the weightiest first."""
    both = left.concepts.keys() & right.concepts.keys()
    ordered = sorted(both, key=lambda concept: (-left.concepts[concept], concept))
    return list(dict.fromkeys(left.said[concept] for concept in ordered))


_Found = tuple[tuple[tuple[str, float], ...], int]


@lru_cache(maxsize=200_000)
def _concepts(word: str) -> _Found:
    """Return the concepts of one *word* with weights, and -1 where it turns the direction round."""
    known, names = _known(), _names()
    forms = (word, _lemma(word))
    if any(form in _empty() for form in forms):
        return (), 1
    said = next((known[form] for form in forms if form in known), None)
    if said is not None or word[0].isdigit():
        return ((), said) if said is not None else (((word, _NUMBER),), 1)
    if len(word) < _SHORT or any(form in _silent() for form in forms):
        return (), 1
    if word.endswith("-"):  # «låg- och mellanstadiet»
        return ((_part(word[:-1]), _PART * _weight(_bare(word[:-1]))),), 1
    named = next((form for form in reversed(forms) if form in names), None)
    return (((names[named], _weight(named)),), 1) if named else _of_compound(*forms)


def _of_compound(word: str, lemma: str) -> _Found:
    """Return the two parts of a compound as concepts, or the word itself where it is none.

    A last part that says a direction is none: «slöjförbud» is less of «slöja».
    """
    known = _known()
    for cut in range(3, len(lemma) - _ENDING + 1):
        if known.get(lemma[cut:], 1) < 0:
            return _alone(lemma[:cut], -1)
    parts = split(word)
    if len(parts) == 1 or (use_of(lemma) >= _FIRM and len(lemma) < _LONG):
        return ((stem(lemma), _weight(lemma)),), 1
    first, last = parts[0], "".join(parts[1:])
    if last in load_directions().less_endings:
        return _alone(first, -1)
    if _lemma(last) in known:
        return _alone(first, known[_lemma(last)])
    pieces = parts if len(parts) > 2 and not use_of(last) else (first, last)
    weighed = [(_part(part), _PART * _weight(_lemma(_bare(part)))) for part in pieces]
    return tuple(weighed), 1


def _alone(first: str, sign: int) -> _Found:
    return ((_part(first), _weight(_bare(first))),), sign


def _bare(part: str) -> str:
    """Return a first part of a compound without its linking letter, where that leaves a word."""
    return part[:-1] if part.endswith("s") and use_of(part[:-1]) else part


def _part(part: str) -> str:
    names, bare = _names(), _bare(part)
    lemma = _lemma(bare)
    for form in (bare, lemma):
        if form in names:
            return names[form]
    return stem(lemma)


def _lemma(word: str) -> str:
    return lemma_of(word) if len(word) > _SHORT else word


def _weight(word: str) -> float:
    used = use_of(word)
    return _UNKNOWN if not used else min(max(_TOP - used, _LEAST), _MOST)


@cache
def _known() -> dict[str, int]:
    """Return the words of direction: 1 where they leave it, -1 where they turn it round."""
    lists: Directions = load_directions()
    return dict.fromkeys(lists.more, 1) | dict.fromkeys((*lists.less, *lists.not_), -1)


@cache
def _empty() -> frozenset[str]:
    return frozenset(load_directions().empty)


@cache
def _silent() -> frozenset[str]:
    parties = {form.lower() for name in known_parties().values() for form in (name, f"{name}s")}
    members = {
        word for party in load_parties() for word in (*party.members, *party.ambiguous_members)
    }
    return stop_words() | parties | members


@cache
def _municipalities() -> frozenset[str]:
    known = load_municipalities()
    return frozenset(name.lower() for one in known for name in (one.name, one.genitive))


@cache
def _names() -> dict[str, str]:
    """Return the name of each word that has others of the same meaning."""
    return {word: group[0] for group in load_directions().same for word in group}
