"""Persons: given name and surname, and the short forms that stand for them later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from polcorp.lexicons.parties import resolve_party
from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.actors.broken_names import find_broken
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.swedish.dictionary import is_ordinary, is_word

_FULL = word_pattern(
    r"(?<![\w-])({shapes:person})((?:[ \u00a0](?:{persons:particle}[ \u00a0])?"
    r"{shapes:person}){1,3})(?![a-zåäöéüšžčćøæáíóúèêëñ’'])"
)
_NOT_SURNAME = word_pattern(r"^{persons:no_surname}$")
#: An office with a capital right after a name: «Eva Ek Gruppledare».
_OFFICE_AFTER = word_pattern(r"{persons:office}|{persons:after_name}", re.IGNORECASE)

#: Two or three capitalised words right before a party: «Jerri Bergström (S)», «…, Miljöpartiet».
_BEFORE_PARTY = word_pattern(
    r"(?<![\w-])({shapes:person}(?:[ ]{shapes:person}){1,2})(?=[ ][(]{persons:letters}[)]|,[ ]{1,2}"
    r"{persons:capital_letters}\b|,[ ]{1,2}[A-ZÅÄÖ]\w+{parties:name_end}\b)"
)
#: A title before a name that no list has: «civilminister Ardalan Shekarabi».
_AFTER_TITLE = word_pattern(
    r"({shapes:person}(?:[ ](?:{persons:particle}[ ])?{shapes:person}){1,2})(?![\w-])"
)
_TITLE = word_pattern(r"{persons:title}", re.IGNORECASE)
_BEFORE_NAME = re.compile(r"(\w+)[ ](?=[A-ZÅÄÖÉÜŠŽČĆØÆ])")
#: A name in capitals: «FOTO: ULF KRISTERSSON».
_CAPITALS = re.compile(
    r"(?<![\w-])[A-ZÅÄÖÉ]{2,}(?:-[A-ZÅÄÖÉ]{2,})?(?:[ ][A-ZÅÄÖÉ]{2,}){1,2}(?![\w-])"
)
#: Before whoever wrote or took a picture: «BILD: …».
_CREDITED = word_pattern(r"(?i:{persons:credit})[ ]?$")
_LONGEST_CREDIT = 40
#: Endings of Swedish surnames; with them a vague given name («Love», «Urban») is one.
_SURNAME = word_pattern(r"{persons:surname_end}s?$")
_NO_PERSON = word_pattern(r"^{persons:no_person_start}[ ]|{persons:no_person_end}s?$")


#: Words that occur beside the names of persons only.
_ACTS = word_pattern(r"\b{persons:before}[ ]$", re.IGNORECASE)
_HAS_ROLE = word_pattern(
    r"\s*(?:[(][A-ZÅÄÖ]{1,2}[)]|,[ ](?:\d{2}[ ]år|\w*{persons:role}\b))|[ ]{persons:after}\b",
    re.IGNORECASE,
)


def has_role(text: str, start: int, end: int) -> bool:
    """Return whether the words beside a name speak of a person: «säger X», «X, rektor»."""
    before = _ACTS.search(text, max(0, start - 30), start)
    return before is not None or _HAS_ROLE.match(text, end) is not None


@lru_cache(maxsize=50_000)
def _is_title(word: str) -> bool:
    return _TITLE.fullmatch(word) is not None


#: The rule of a full name that may run over a line end.
BROKEN = "pattern:broken-name"


class PersonFinder:
    """Finds full names by the given names of the lexicon, then the short forms of each."""

    def __init__(
        self,
        given: frozenset[str],
        sure: frozenset[str],
        surnames: frozenset[str],
        known_places: frozenset[str] = frozenset(),
    ) -> None:
        """Take all given names, those that are no ordinary word, known surnames, and places."""
        self._places = known_places
        self._given = given
        self._sure = sure
        self._surnames = surnames

    def is_known(self, word: str) -> bool:
        """Return whether *word*, perhaps in the genitive, is a given name or a surname."""
        return any(w in self._given or w in self._surnames for w in (word, word.removesuffix("s")))

    def find(self, text: str) -> Iterator[Candidate]:
        """Yield persons in *text*, full names and what stands for them."""
        full: dict[str, str] = {}
        found: list[Candidate] = []
        for match in _BEFORE_PARTY.finditer(text):
            if not _NO_PERSON.search(match.group(1)):
                found += self._named(match.group(1), match.start(1), match.end(1), full)
        for match in _FULL.finditer(text):
            found += self._full(match, full)
        for before in _BEFORE_NAME.finditer(text):
            named = _AFTER_TITLE.match(text, before.end()) if _is_title(before.group(1)) else None
            if named is not None:
                found += self._titled(named, full)
        for match in _CAPITALS.finditer(text):
            found += self._in_capitals(match, full)
        yield from found
        yield from self._broken(text, full, found)
        yield from _short_forms(text, full)

    def _broken(
        self, text: str, full: dict[str, str], found: list[Candidate]
    ) -> Iterator[Candidate]:
        """Yield full names over line ends and wide blanks and in capitals."""
        taken = {place: item for item in found for place in range(item.start, item.end)}

        def is_taken(start: int, end: int) -> bool:  # by more than the beginning of the same name
            there = (taken[place] for place in range(start, end) if place in taken)
            return any(item.start < start or item.end >= end for item in there)

        for start, end, name in find_broken(text, self._is_given, self._is_surname, is_taken):
            canonical = self._nominative(name)
            full.setdefault(canonical.split()[0], canonical)
            full.setdefault(canonical.split()[-1], canonical)
            yield Candidate(start, end, canonical, "PERSON", "pattern", BROKEN, strength=1)

    def _is_given(self, word: str) -> bool:
        return bool({word, word.split("-", 1)[0]} & self._given)

    def _is_surname(self, first: str, last: str) -> bool:
        """Return whether *last* is a surname beside the given name *first*, with little else to go by."""
        if _NOT_SURNAME.match(last) or _NO_PERSON.search(last) or self._is_given(last):
            return False
        if self._nominative(last) in self._surnames:
            return True
        sure = bool({first, first.split("-", 1)[0]} & self._sure)
        return sure and (bool(_SURNAME.search(last.lower())) or not is_ordinary(last))

    def find_with_genitives(self, text: str) -> list[Candidate]:
        """Return the persons in *text*; «Eva Eks» is Eva Ek where the text has that form, too."""
        found = list(self.find(text))
        names = {candidate.canonical for candidate in found}
        return [
            replace(c, canonical=c.canonical[:-1])
            if c.canonical.endswith("s") and c.canonical[:-1] in names
            else c
            for c in found
        ]

    def _named(self, name: str, start: int, end: int, full: dict[str, str]) -> Iterator[Candidate]:
        """Yield the person called *name*, without a title before it, and remember short forms."""
        words = name.split()
        if len(words) > 2 and words[0] not in self._given and is_ordinary(words[0]):
            start += name.index(words[1], len(words[0]))
            name = " ".join(words[1:])
        full.setdefault(name.split(maxsplit=1)[0], name)
        full.setdefault(name.rsplit(maxsplit=1)[-1], name)
        yield Candidate(start, end, name, "PERSON", "pattern", "pattern:before-party", strength=2)

    def _titled(self, match: re.Match[str], full: dict[str, str]) -> Iterator[Candidate]:
        """Yield the person that a title announces, where the name is made of no ordinary words."""
        words = match.group(1).split()
        if words[0] in self._places or resolve_party(words[0]) or is_ordinary(words[0]):
            return
        name = self._nominative(match.group(1))
        full.setdefault(words[0], name)
        full.setdefault(name.split()[-1], name)
        yield Candidate(*match.span(1), name, "PERSON", "pattern", "pattern:after-title")

    def _in_capitals(self, match: re.Match[str], full: dict[str, str]) -> Iterator[Candidate]:
        """Yield the person whose name is in capitals, if its parts are known as names."""
        words = match.group().title().split()
        last = words[-1]
        known = last in self._surnames or (_SURNAME.search(last) and not is_word(last))
        before = max(0, match.start() - _LONGEST_CREDIT)
        known = known or _CREDITED.search(match.string, before, match.start()) is not None
        if not known or words[0].split("-")[0] not in self._sure:
            return
        name = " ".join(words)
        full.setdefault(words[-1], name)
        yield Candidate(*match.span(), name, "PERSON", "pattern", "pattern:capitals", strength=1)

    def _full(self, match: re.Match[str], full: dict[str, str]) -> Iterator[Candidate]:
        """Yield the person whose name *match* is, perhaps after words that are no name."""
        words = re.findall(r"\S+", match.group())
        start, last = match.span()
        office = next((n for n in range(2, len(words)) if _OFFICE_AFTER.fullmatch(words[n])), None)
        while office is not None and len(words) > office:
            last = match.string.rindex(words.pop(), start, last) - 1
        while len(words) >= 2:
            if self._is_name(words):
                end = start + len(match.string[start:last])
                name = " ".join(words)
                canonical = self._nominative(name)
                full.setdefault(words[0], canonical)
                surname = canonical.split()[-1]
                full.setdefault(surname, canonical)
                yield Candidate(
                    start, end, canonical, "PERSON", "pattern", "pattern:given-name", strength=1
                )
                return
            tail = match.string.find(words[1], start + len(words[0]))
            start = tail
            words = words[1:]

    def _is_name(self, words: list[str]) -> bool:
        first, last = words[0], words[-1]
        head = first.split("-")[0]
        if not {first, head} & self._given or len(words) > 4 or _NOT_SURNAME.match(last):
            return False
        if last.isupper() and len(last) > 1:
            return False
        if _NO_PERSON.search(last):
            return False
        sure = first in self._sure or ("-" in first and head in self._given)
        return sure or self._nominative(last) in self._surnames or bool(_SURNAME.search(last))

    def _nominative(self, name: str) -> str:
        """Drop a genitive -s unless the surname as written is a known one («Andreas», «Lars»)."""
        last = name.rsplit(maxsplit=1)[-1]
        if last in self._surnames or not re.search(r"[^sxz]s$", last):
            return name
        return name[:-1] if last[:-1] in self._surnames else name


def _short_forms(text: str, full: dict[str, str]) -> Iterator[Candidate]:
    """Yield given names and surnames alone, where a full name has been given."""
    if not full:
        return
    names = "|".join(sorted((re.escape(name) for name in full), key=len, reverse=True))
    for match in re.finditer(rf"(?<![\w-])({names})(s?)(?![\w-])", text):
        yield Candidate(
            match.start(),
            match.end(),
            full[match.group(1)],
            "PERSON",
            "pattern",
            "pattern:short-form",
            strength=-1,
        )
