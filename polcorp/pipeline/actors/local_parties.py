"""Local parties that no lexicon has: by their shape, their place, and what a page says of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from polcorp.lexicons.actors import nominative
from polcorp.lexicons.names import load_given_names
from polcorp.lexicons.parties import party_by_abbr, resolve_party
from polcorp.lexicons.word_lists import word_pattern, words
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.rule_names import LOCAL_PARTY
from polcorp.swedish.dictionary import is_placed

_SOLID = word_pattern(
    r"\b(?:{parties:solid_first}[ ]{shapes:cap}|[A-ZÅÄÖ][\wåäö-]{2,60}{parties:solid_end})s?\b"
)
#: Local parties of two words, by the second: «Bygdens Bästa», «Kommunens Väl».
_BY_SECOND = word_pattern(r"\b([A-ZÅÄÖ][a-zåäö]+s?[ ]{parties:second})\b")
#: A name of two words that acts as a party does, on a page about parties.
_ACTING = word_pattern(
    r"\b([A-ZÅÄÖ][a-zåäö]+[ ][A-ZÅÄÖ][a-zåäö]+)(?=[ \n]{asking:after_new_party}\b)|\b"
    r"{asking:before_new_party}[ ]([A-ZÅÄÖ][a-zåäö]+[ ][A-ZÅÄÖ][a-zåäö]+)(?=[ ]"
    r"{parties:wants_to}\b)"
)
_PARTY_PAGE = word_pattern(r"\b{parties:page}\b", re.IGNORECASE)
_NO_PARTY = word_pattern(r"{parties:no_party_first}{parties:solid_end}$")
_ACTS = word_pattern(r"[ ]{asking:after_solid_party}\b")

#: A name made of a place and a word of politics: «Framtid Vilhelmina», «Vi i Orsa», «Habos framtid».
_WITH_PLACE = word_pattern(
    r"\b(?:{parties:before_place}[ ](?:(?:i|på|för|med)[ ])?({shapes:cap})|([A-ZÅÄÖ][a-zåäö]+)[ ]"
    r"{parties:after_place})\b"
)
#: «Vi i Orsa» is the party only where something else says so: the inhabitants are «vi», too.
_WE = word_pattern(r"{parties:we}[ ]")
#: Frames in which only a party occurs.
_SURE_FRAME = word_pattern(
    r"\b(?:(?:(?i:{parties:vote}|{parties:a_local_party}|(?<!-)partiet)|{parties:kind_of_party}partiet)[ ]("
    r"{shapes:party})|({shapes:party})[ ]är[ ]ett[ ](?:[\w-]+[ ](?:och[ ])?){0,3}{parties:kind_noun}\b)"
)
#: Frames in which a party occurs, and other bodies too.
_FRAME = word_pattern(
    r"(?:\b(?i:{parties:frame})(?:[ ]\d{4}(?:[–-]\d{2,4})?)?[ ]{parties:frame_joint}|©(?:[ ]?\d{4})?"
    r"|[–-])[ ]({shapes:party})"
)
_ASKS = word_pattern(r"[ ]{asking:after_local_party}\b")


#: What a party has: «Härjedalspartiets partiprogram».
_PAPERS = word_pattern(r"[ ]{parties:first_part_of_paper}?{parties:has}")
#: A party at its place in one word: «Grästorpsmoderaterna».
_AT_PLACE = word_pattern(r"\b([A-ZÅÄÖ][a-zåäö]{2,}?)({parties:at_place})s?\b")

#: Of a place's name of this many words, the last is its short form if it has this many letters.
_PARTS, _SHORTEST = 2, 4


def find_local_parties(
    text: str, opens_sentence: Callable[[int], bool], known_places: frozenset[str]
) -> Iterator[Candidate]:
    """Yield parties that no lexicon has: «Hebylistan», «Lokalpartiet Viken», «Vi i Orsa».

    *opens_sentence* tells whether an offset is a sentence's first word; *known_places* are the
    names of municipalities and places.
    """
    for match in _SOLID.finditer(text):
        name = nominative(match.group())
        first = match.start()
        if _NO_PARTY.match(name):
            continue
        if opens_sentence(first) and not (
            " " in name
            or is_placed(name, known_places)
            or _ACTS.match(text, match.end())
            or _PAPERS.match(text, match.end())
        ):
            continue
        yield _party(first, match.end(), name, 1 if " " in name else -1)
    short = short_forms(known_places)
    for match in _AT_PLACE.finditer(text):
        abbr = resolve_party(match.group(2)) or resolve_party("Vänsterpartiet")
        place = match.group(1)
        is_place = (
            place in short
            or place.removesuffix("s") in short
            or place.removesuffix("s") in known_places
            or place in words("parties:assembly")
        )
        if is_place and abbr is not None:
            name = party_by_abbr()[abbr].name
            yield _party(match.start(), match.end(), name, 2)
    names = {match.group(1) for match in _BY_SECOND.finditer(text)}
    names = {name for name in names if _PARTY_PAGE.search(text) or _acts_somewhere(text, name)}
    if _PARTY_PAGE.search(text):
        acting = (match.group(1) or match.group(2) for match in _ACTING.finditer(text))
        others = words("names:small") | load_given_names()
        names |= {name for name in acting if name.split()[0] not in others}
    names = {name for name in names if _may_be_party(name.split()[0])}
    for name in sorted(names):
        yield from _everywhere(text, name, 1)
    placed = _by_place(text, known_places) | _by_frame(text, known_places)
    mixed = {name.casefold(): name for name in sorted(placed | names) if not name.isupper()}
    for name in sorted({mixed.get(name.casefold(), name) for name in placed}):
        yield from _everywhere(text, name, 3)


@cache
def short_forms(places: frozenset[str]) -> frozenset[str]:
    """Return *places* with the forms that open the name of a branch: «Väsby», «Lunda»."""
    parted = (name.split() for name in places if " " in name)
    last = {words[-1] for words in parted if len(words) == _PARTS and len(words[-1]) >= _SHORTEST}
    return places | last | {f"{name}a" for name in places if name[-1:] in "dt"}


def _may_be_party(first: str) -> bool:
    """Return whether a party's name may open so; «Vänsterpartiet Skövde» is the party at a place."""
    return first not in words("parties:no_opening") and resolve_party(first) is None


def _by_place(text: str, known_places: frozenset[str]) -> set[str]:
    """Return names made of a place and a word of politics that the page treats as a party."""
    framed = {nominative(match.group(1)) for match in _FRAME.finditer(text)}
    names = set()
    for match in _WITH_PLACE.finditer(text):
        name, place = nominative(match.group()), match.group(1) or match.group(2)
        if place not in known_places and nominative(place) not in known_places:
            continue
        asks = _ASKS.match(text, match.end()) is not None and not _WE.match(name)
        if asks or any(found == name or found.startswith(name + " ") for found in framed):
            names.add(name)
    return names


def _by_frame(text: str, known_places: frozenset[str]) -> set[str]:
    """Return names in frames in which only a party occurs, and that no lexicon knows otherwise."""
    names = set()
    for match in _SURE_FRAME.finditer(text):
        name = match.group(1) or match.group(2)
        parts = name.split()
        known = resolve_party(name) or resolve_party(parts[0]) or name in known_places
        person = parts[0] in load_given_names() and len(parts) > 1
        if not known and not person and parts[0] not in words("names:small"):
            names.add(nominative(name))
    return {name for name in names if _acts_somewhere(text, name)}


def _acts_somewhere(text: str, name: str) -> bool:
    """Return whether the page lets *name* ask for something, or names it twice at least."""
    places = [match.end() for match in re.finditer(rf"\b{re.escape(name)}s?\b", text)]
    return len(places) > 1 or any(_ASKS.match(text, place) for place in places)


def _everywhere(text: str, name: str, strength: int) -> Iterator[Candidate]:
    """Yield every mention of the party *name*, in either case, with a genitive -s or not."""
    for match in re.finditer(rf"\b{re.escape(name)}s?\b", text, re.IGNORECASE):
        if match.group()[0].isupper() or any(c.isupper() for c in match.group()[1:]):
            yield _party(match.start(), match.end(), name, strength)


def _party(start: int, end: int, name: str, strength: int) -> Candidate:
    return Candidate(start, end, name, "PARTY", "pattern", LOCAL_PARTY, strength=strength)
