"""One name, one actor throughout a document: what one place establishes holds for the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

from polcorp.lexicons.actors import packaged_forms
from polcorp.lexicons.name_rules import STRENGTHS
from polcorp.lexicons.word_lists import word_pattern, words
from polcorp.pipeline.actors.abbreviations import find_surfaces, shortens, spells
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.rule_names import COMMITTEE
from polcorp.swedish.dictionary import is_word
from polcorp.vocabulary.actor_types import types_where

#: Rules that establish what a name is.
_SURE_RULES = frozenset(
    {
        "after-kind-word", "enumeration", "explained", "kind-and-name", "ending-company",
        "kind-then-name", "town-company", "building", "after-place", "national-body", "called",
        "method-word", "newspaper", "association", "ending-org", "abbreviation", "party-association",
        "definite-place", "defined", "firm", "municipal-company", "with-year", "letters", "union", "letters-in-brackets",
    }
)  # fmt: skip
_WHERE_PLACES_STAND = frozenset({"pattern:in-place", "pattern:place-shape"})
_REPEATED = types_where(lambda traits: traits.introduced or traits.in_rows) - {"GPE", "LAW"} | {
    "PARTY"
}
#: «Zetvik AB» is «Zetvik» later on, «Föreningen Zetvik» too.
_FORM = word_pattern(r"[ ]{nouns:company_form}$")
_KIND = word_pattern(r"^(?:{names:association}|{names:kind_of_house})[ ](?=[A-ZÅÄÖ])")
_LETTERS = re.compile(r"(?<![\w-])(?P<letters>[A-ZÅÄÖ]{2,6})(?P<genitive>(?::?s)?)(?![\w-])")
#: «PROJEKT LJUSBRON» is «Ljusbron» later on.
_IN_CAPITALS = frozenset({"pattern:after-kind-word"})
_SPELT = frozenset({"AUTHORITY", "ORG", "COMPANY", "PARTY"})
_LOWER = re.compile(r"(?<!\w)[a-zåäöé]{3,}(?!\w)")
#: The shortest name that is looked for again.
_SHORTEST = 3


def find_again(
    text: str,
    found: Iterable[Candidate],
    openings: frozenset[int] | set[int],
    known_places: frozenset[str],
) -> list[Candidate]:
    """Return further mentions of the names in *found* that something says what they are.

    Names are looked for as written, in the genitive, in capitals and in their short forms. An ordinary
    word that opens a sentence is none: *openings* holds where sentences open.
    """
    found = list(found)
    taken = {offset for c in found if c.source != "model" for offset in range(c.start, c.end)}
    weak = STRENGTHS["weak"]
    unsure = {
        (c.start, c.end)
        for c in found
        if not _is_settled(c) and (c.strength < weak or not _is_sure(c))
    }
    low = set(_LOWER.findall(text))
    named = [c for c in found if c.source != "model"]
    by_type = Counter((c.canonical, c.type) for c in named)
    mentions = Counter(c.canonical for c in named)
    meant: dict[str, Candidate] = {}
    for candidate in found:
        if _is_sure(candidate) or _is_place_twice(candidate, by_type):
            same = by_type[candidate.canonical, candidate.type]
            if 2 * same < mentions[candidate.canonical]:
                continue  # most mentions say otherwise
            for surface in _surfaces(
                text[candidate.start : candidate.end], candidate, known_places
            ):
                meant.setdefault(surface, candidate)
    again = [
        _mention(meant[surface], start, start + len(surface))
        for surface, starts in find_surfaces(text, meant).items()
        for start in starts
        if start not in taken or (start, start + len(surface)) in unsure
        if start not in openings or _is_named(surface, meant[surface], low)
    ]
    return again + list(_by_letters(text, found))


def _is_settled(candidate: Candidate) -> bool:
    """Return whether *candidate* is better known than a repetition."""
    return candidate.source in {"lexicon", "user"} or candidate.strength > 0


def _is_sure(candidate: Candidate) -> bool:
    """Return whether *candidate* says by its surroundings or form what the name is."""
    rule = candidate.rule.removeprefix("pattern:")
    if candidate.source == "lexicon":
        listed = candidate.canonical in _conditional() or " " in candidate.canonical
        return listed and candidate.type in _REPEATED
    if candidate.type not in _REPEATED or candidate.source != "pattern":
        return False
    return rule in _SURE_RULES or (" " in candidate.canonical and candidate.strength > 0)


def _is_place_twice(candidate: Candidate, by_type: Mapping[tuple[str, str], int]) -> bool:
    """Return whether an unknown word stands where places do, and more than once."""
    return (
        candidate.rule in _WHERE_PLACES_STAND
        and by_type[candidate.canonical, candidate.type] > 1
        and not is_word(candidate.canonical)
    )


@cache
def _conditional() -> frozenset[str]:
    """Return the listed actors that have a name which counts only beside other words.

    Where a page has such words once, the name is the actor's throughout.
    """
    return frozenset(f.canonical for f in packaged_forms() if f.requires and f.type in _REPEATED)


def _surfaces(written: str, candidate: Candidate, known_places: frozenset[str]) -> Iterator[str]:
    """Yield the forms in which the name of *candidate* may occur again."""
    if candidate.source == "lexicon":
        if candidate.canonical in _conditional():
            yield written
        short = _before_place(candidate.canonical, known_places)
        if short:
            yield from (short, f"{short}s")
        return
    names = {written, candidate.canonical}
    for name in (written, candidate.canonical):
        names.add(_FORM.sub("", name))
        rest = _KIND.sub("", name)
        if " " in rest or not is_word(rest):
            names.add(rest)
        names.add(_before_place(name, known_places))
    for name in sorted(names):
        if len(name) >= _SHORTEST and any(c.isupper() for c in name):
            yield name
            yield name if name.endswith("s") else f"{name}s"
            if len(name) > _SHORTEST and name.isupper() and candidate.rule in _IN_CAPITALS:
                yield name.capitalize()
            if len(name) > _SHORTEST and not is_word(name):
                yield name.upper()


def _before_place(name: str, known_places: frozenset[str]) -> str:
    """Return the short form of a *name* with a place: «Förbifart» of «Förbifart Stockholm»; else ""."""
    first, _, place = name.partition(" ")
    if place in known_places and first not in known_places | words("names:general_first"):
        return first
    return ""


def _is_named(surface: str, name: Candidate, low: Collection[str]) -> bool:
    """Return whether *surface*, which opens a sentence, is the name and no word.

    A word of the dictionary is the name if the page has it nowhere in lower case (*low*), but not
    where the lexicon says that it needs other words beside it.
    """
    if " " in surface or not (is_word(surface) or is_word(surface.removesuffix("s"))):
        return True
    return name.source != "lexicon" and surface.lower() not in low


def _mention(name: Candidate, start: int, end: int) -> Candidate:
    several = end - start == len(name.canonical) and " " in name.canonical
    strength = STRENGTHS["plain"] if several else min(name.strength, STRENGTHS["weak"])
    rule = "pattern:again"
    return Candidate(
        start, end, name.canonical, name.type, "pattern", rule, name.wikidata, strength
    )


def _by_letters(text: str, found: list[Candidate]) -> Iterator[Candidate]:
    """Yield letters that the initials of one name of several words before them spell."""
    taken = {c.start for c in found if _is_settled(c)}
    long = [
        c
        for c in found
        if c.type in _SPELT
        and c.source != "model"
        and (" " in c.canonical or c.rule in _COMMITTEES)
    ]
    if not long:
        return
    spelt: dict[str, Candidate | None] = {}
    for match in _LETTERS.finditer(text):
        if match.start() in taken:
            continue
        letters = match["letters"]
        if letters not in spelt:
            named = {c.canonical: c for c in long if _is_spelt(c, letters)}
            spelt[letters] = next(iter(named.values())) if len(named) == 1 else None
        name = spelt[letters]
        if name is not None and name.start < match.start():
            yield _mention(name, match.start(), match.end())


def _is_spelt(name: Candidate, letters: str) -> bool:
    """Return whether *letters* are those of *name*: «SU», and of a committee «SN», «SBN»."""
    if spells(name.canonical, letters):
        return True
    head = _HEAD.search(name.canonical) if name.rule in _COMMITTEES else None
    return head is not None and shortens(letters, name.canonical[: head.start() + 1])


#: Rules that find committees.
_COMMITTEES = frozenset({COMMITTEE, "pattern:committee"})
_HEAD = word_pattern(r"{names:committee_head}$")
