"""Names that announce themselves: by an ending, by a word before them, by their shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from polcorp.lexicons.actors import canonical_of, nominative
from polcorp.lexicons.asking import load_asking
from polcorp.lexicons.dictionary import is_known
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.institutions import find_institutions
from polcorp.pipeline.actors.local_parties import find_local_parties
from polcorp.pipeline.actors.name_shapes import (
    ASSOCIATION,
    BEFORE_NAME,
    BUILDING,
    CALLED,
    COMMITTEE,
    COMMITTEE_BOARD,
    COMMON_COMMITTEE,
    COMMON_NAME,
    COMPANY_WORD,
    ENDINGS,
    ENUMERATED,
    ENUMERATION,
    IN_PLACE,
    KIND_AND_NAME,
    MUNICIPAL_COMPANY,
    NAME_KINDS,
    NO_MEDIA,
    NOT_A_NAME,
    NOT_LAW,
    ONE_NAME,
    PLACE_AND_NAME,
    PLACE_SHAPE,
    PROJECT_IN_PLACE,
    ROAD,
    STRONG_NAME,
    SUCH_AS,
    TITLE_STOP,
    TITLE_WORD,
    TRIGGER,
    TRIGGERED_NAME,
)
from polcorp.pipeline.actors.unlisted import find_unlisted
from polcorp.pipeline.actors.used_names import find_used
from polcorp.swedish.dictionary import is_ordinary, is_placed, is_word

#: How far before «som X, Y och Z» the word that it explains may begin.
_LONGEST_KIND = 40


def find_patterns(
    text: str, opens_sentence: Callable[[int], bool], known_places: frozenset[str]
) -> Iterator[Candidate]:
    """Yield names that announce themselves in *text*.

    *opens_sentence* tells whether an offset is a sentence's first word (where a capital says
    nothing); *known_places* are the names of municipalities and places.
    """
    yield from _triggered(text)
    yield from _enumerated(text)
    yield from find_used(text, opens_sentence, known_places)
    yield from _endings(text, opens_sentence, known_places)
    yield from _committees(text)
    yield from find_local_parties(text, opens_sentence, known_places)
    yield from _buildings(text, known_places)
    yield from find_institutions(text, known_places)
    yield from find_unlisted(text, opens_sentence, known_places)
    yield from _after_place(text, known_places)
    yield from _places_by_shape(text, opens_sentence)
    for match in COMMITTEE_BOARD.finditer(text):
        name = canonical_of(text, match.start(), match.end())
        name = name[:1].upper() + name[1:]
        yield _found(text, match.start(), match.end(), "AUTHORITY", "committee", 0, name)
    for match in ROAD.finditer(text):
        yield _found(text, match.start(), match.end(), "LOC", "road")
    for match in KIND_AND_NAME.finditer(text):
        yield _found(text, match.start(), match.end(), "ORG", "kind-and-name", 1)
    yield from _associations(text, known_places)
    yield from _common_names(text, opens_sentence)
    for match in PROJECT_IN_PLACE.finditer(text):
        yield _found(text, match.start(), match.end(), "PROGRAMME", "project-in-place", 2)
    for match in IN_PLACE.finditer(text):
        name = match.group(1)
        if name not in NOT_A_NAME and not name.endswith(("sdag", "sdagen")):
            yield _found(text, match.start(1), match.end(1), "LOC", "in-place", -2)


def _enumerated(text: str) -> Iterator[Candidate]:
    """Yield the names of an enumeration whose kind stands before it."""
    for such in SUCH_AS.finditer(text):
        kind = ENUMERATION.search(text[max(0, such.start() - _LONGEST_KIND) : such.start()])
        row = ENUMERATED.match(text, such.end()) if kind else None
        if row is None or kind is None or kind.lastgroup is None:
            continue
        for name in ONE_NAME.finditer(text, row.start(), row.end()):
            yield _found(text, name.start(), name.end(), kind.lastgroup, "enumeration", -1)


def _buildings(text: str, known_places: frozenset[str]) -> Iterator[Candidate]:
    """Yield buildings and grounds named after a place; an ordinary word before names none."""
    for match in BUILDING.finditer(text):
        first = match.group().partition(" ")[0]
        place = first in known_places or nominative(first) in known_places
        if first in NOT_A_NAME or (
            not place and not first.endswith("s") and is_known(first.lower())
        ):
            continue
        yield _found(text, match.start(), match.end(), "LOC", "building", 1)


def _associations(text: str, known_places: frozenset[str]) -> Iterator[Candidate]:
    """Yield associations and municipal companies that are named after a place or by a name."""
    for match in ASSOCIATION.finditer(text):
        first = match.group(1)
        place = first in known_places or nominative(first) in known_places
        if place or not (first in NOT_A_NAME or is_ordinary(first)):
            yield _found(text, match.start(), match.end(), "ORG", "association", 1)
    for match in MUNICIPAL_COMPANY.finditer(text):
        first = match.group(1)
        if first in known_places or nominative(first) in known_places:
            yield _found(text, match.start(), match.end(), "COMPANY", "municipal-company", 1)


def _common_names(text: str, opens_sentence: Callable[[int], bool]) -> Iterator[Candidate]:
    """Yield solid names made of common words, which only a name writes with a capital."""
    for match in STRONG_NAME.finditer(text):
        if not is_word(match.group()):
            yield _found(text, match.start(), match.end(), "PROGRAMME", "programme-word", -1)
    for match in CALLED.finditer(text):
        group = 1 if match.group(1) else 2
        if match.group(group).split()[0] not in NOT_A_NAME:
            yield _found(text, match.start(group), match.end(group), "PROGRAMME", "called", -1)
    for match in COMMON_NAME.finditer(text):
        word = match.group()
        if opens_sentence(match.start()):
            continue
        kind = next((kind for kind, pattern in NAME_KINDS if pattern.search(word)), None)
        if kind is not None:
            yield _found(text, match.start(), match.end(), kind, "common-words", -1)


def _after_place(text: str, known_places: frozenset[str]) -> Iterator[Candidate]:
    """Yield names made of a place and a capitalised word: «Gävle Symfoniorkester»."""
    for match in PLACE_AND_NAME.finditer(text):
        first, second = match.groups()
        place = first in known_places or nominative(first) in known_places
        if not place or second in known_places or second in NOT_A_NAME or not is_ordinary(second):
            continue
        if second in {"Stad", "Kommun", "Län"}:  # a governed place in capitals
            yield _found(text, match.start(), match.end(), "GPE", "place-and-name", 1)
            continue
        kind = "COMPANY" if COMPANY_WORD.fullmatch(second) else "ORG"
        yield _found(text, match.start(), match.end(), kind, "place-and-name", 1)


def _places_by_shape(text: str, opens_sentence: Callable[[int], bool]) -> Iterator[Candidate]:
    """Yield places by the endings of Swedish place names, after a preposition or in a row."""
    for match in PLACE_SHAPE.finditer(text):
        name = match.group(1)
        if name in NOT_A_NAME or opens_sentence(match.start(1)) or is_word(name):
            continue
        yield _found(text, match.start(1), match.end(1), "LOC", "place-shape", -2)


def _found(
    text: str, start: int, end: int, kind: str, rule: str, strength: int = 0, name: str = ""
) -> Candidate:
    """Return the candidate from *start* to *end* of *text*; *name* if its canonical form is known."""
    canonical = name or canonical_of(text, start, end)
    return Candidate(start, end, canonical, kind, "pattern", f"pattern:{rule}", strength=strength)


def _triggered(text: str) -> Iterator[Candidate]:
    """Yield names after a word that says what they are: «projektet X», «föräldrakursen COPE»."""
    for before in BEFORE_NAME.finditer(text):
        kind = _kind_by_word(before.group(1))
        match = TRIGGERED_NAME.match(text, before.end()) if kind else None
        if match is None or kind is None:
            continue
        group = 1 if match.group(1) else 2
        name = match.group(group)
        quoted = group == 1
        if not quoted and name.split()[0] in NOT_A_NAME:
            continue
        if quoted and len(name.split()) > 5:
            continue
        end = match.end(group)
        if not quoted and " " not in name and is_ordinary(name):
            end = _title_end(text, end)
            name = text[match.start(group) : end]
        canonical = name[:1].upper() + name[1:]
        yield Candidate(
            match.start(group),
            end,
            " ".join((nominative(canonical) if not quoted else canonical).split()),
            kind,
            "pattern",
            "pattern:after-kind-word",
            strength=1 if quoted else -1,
        )


@lru_cache(maxsize=50_000)
def _kind_by_word(word: str) -> str | None:
    """Return what a name after *word* is: «projektet», «föräldrakursen» are before programmes.

    A word for places («byn») counts only whole.
    """
    trigger = TRIGGER.search(word)
    if trigger is None or (trigger.lastgroup == "LOC" and trigger.start() > 0):
        return None
    return trigger.lastgroup


def _title_end(text: str, end: int) -> int:
    """Return where a name of common words ends: «projektet Rätt från början är …».

    At most four more words, up to a mark, a finite verb or a conjunction.
    """
    for match in TITLE_WORD.finditer(text, end):
        word = match.group(1)
        if match.start() != end or word in load_asking().words.finite or TITLE_STOP.match(word):
            break
        end = match.end()
    return end


def _endings(
    text: str, opens_sentence: Callable[[int], bool], known_places: frozenset[str]
) -> Iterator[Candidate]:
    """Yield names by their last part: «Trelleborgsmodellen», «Lunagallerian»."""
    for kind, pattern in ENDINGS:
        if kind == "LAW" and "lag" not in text and "balk" not in text:
            continue
        for match in pattern.finditer(text):
            name = match.group()
            start = match.start()
            first, _, rest = name.partition(" ")
            if rest and first in NOT_A_NAME:
                name, start = rest, start + len(first) + 1
            base = canonical_of(text, start, match.end())
            if kind == "MEDIA" and name in NO_MEDIA:
                continue
            common = kind in {"PROGRAMME", "LOC"} and " " not in base
            if common and opens_sentence(start) and not is_placed(base, known_places):
                continue
            if kind == "LAW" and NOT_LAW.search(base):
                continue
            if kind in {"AUTHORITY", "LAW"}:
                base = base[:1].upper() + base[1:]
            strength = 1 if kind in {"MEDIA", "COMPANY", "ORG"} and " " in base else -1
            rule = f"ending-{kind.lower()}"
            yield _found(text, start, match.end(), kind, rule, strength, base)


def _committees(text: str) -> Iterator[Candidate]:
    """Yield committees, in either case: «kultur- och fritidsnämnden»."""
    for match in COMMITTEE.finditer(text):
        end = match.end() - (1 if match.group(1) else 0)
        name = text[match.start() : end]
        if COMMON_COMMITTEE.match(name):
            continue
        canonical = " ".join((name[:1].upper() + name[1:]).split())
        yield Candidate(
            match.start(), match.end(), canonical, "AUTHORITY", "pattern", "pattern:committee"
        )
