"""The names that a trained model finds, and which of them count with nothing beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache

from spacy.tokens import Doc, Span

from polcorp.lexicons.actors import canonical_of
from polcorp.lexicons.name_rules import STRENGTHS
from polcorp.lexicons.names import load_not_names
from polcorp.lexicons.word_lists import word_pattern, words
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.persons import PersonFinder, has_role
from polcorp.pipeline.actors.typed_names import type_of
from polcorp.swedish.dictionary import is_ordinary, is_word
from polcorp.vocabulary.actor_types import ACTOR_TYPES, ActorType

#: «Linköpingsbor», «Sölvesborgspolitiken»: people of a place are no place.
_INHABITANTS = word_pattern(r"\w{3}{places:inhabitants}$")
#: «Stadshuset»: the model takes buildings for organisations and persons.
_BUILDING = word_pattern(r"{nouns:building_end}s?$")
#: «Vågbro Intresseförening», «Apotekarsocieteten»: what the last word, or the end of the only one, says.
_LAST = word_pattern(r"(?:[ ]\w*|\w{2})(?i:{nouns:last_word})s?$")
#: «Nätverket mot cancer», «Kungliga Operan»: what the first of several words says.
_FIRST = word_pattern(r"^{nouns:first_word}[ ]\w")
#: What is between the links of a menu or the cells of a table, in addresses, and in no name.
#: (Two blanks are not enough: justified text has them between the words of a name.)
_APART = re.compile(r"[|•·›\t\ufffd]|\s{3}|://|www\.|-$")
#: «Svenska Folket»: the people, the state, and what they have.
_NATION = word_pattern(r"(?i:svenska?[ ]{names:of_nation}s?)")
#: What a name does not end in.
_NO_LAST_WORD = frozenset({"VERB", "AUX", "ADV", "ADP", "CCONJ", "SCONJ", "PRON"})
#: Words that the model took along: «lilla Marconi», «on challenges for Sweden».
_IN_LOWER_CASE = re.compile(r"[a-zåäö]+[ ]")
#: «Amsterdamfördraget», «Norra»: what no place is called, whatever comes before it.
_NO_PLACE = word_pattern(r"(?i:{nouns:no_place_end})s?$|^{names:no_title_first}$")
_LETTERS = re.compile(r"[A-ZÅÄÖ]{2,6}s?")
#: Letters of a number («TRV 2020/73247») or of several things («NFT:er») are nobody's.
_IN_NUMBER = re.compile(r"[ ]?\d|:er")
_PLACE_BEFORE = word_pattern(r"\b{places:before_unknown}[ \u00a0]$")
#: How far before a name the word that says a place may begin.
_LONGEST_WORD = 12


def from_model(
    doc: Doc,
    text: str,
    openings: Collection[int],
    persons: PersonFinder,
    governed: Collection[str],
) -> Iterator[Candidate]:
    """Yield the model's names; a place that is among the *governed* is GPE.

    A single word where a sentence opens (*openings*) has its capital from there: it counts only if no
    dictionary knows it.
    """
    for entity in doc.ents:
        kind = type_of(entity)
        name = _without_tail(entity).text.strip()
        if kind is None or not may_be_name(name):
            continue
        start = entity.start_char + len(entity.text) - len(entity.text.lstrip())
        end = start + len(name)
        single = " " not in name
        if single and start in openings and is_ordinary(name):
            continue
        if kind == "PERSON" and not is_person(name, text, start, end, persons):
            continue
        canonical = canonical_of(text, start, end)
        said = kind_said(name)
        if said is not None and kind != "PERSON":
            kind = said
        elif kind in {"ORG", "PERSON"} and _BUILDING.search(name):
            kind = "LOC"
        elif kind == "LOC" and canonical in governed:
            kind = "GPE"
        rule = f"model:{entity.label_}"
        yield Candidate(start, end, canonical, kind, "model", rule, strength=WEAKEST)


def is_person(name: str, text: str, start: int, end: int, persons: PersonFinder) -> bool:
    """Return whether *name* begins with a known given name, or has several words after a role."""
    parts = name.split()
    return persons.is_known(parts[0]) or (len(parts) > 1 and has_role(text, start, end))


@lru_cache(maxsize=50_000)
def kind_said(name: str) -> ActorType | None:
    """Return what the last word of *name* says that it is, or the first, but of no building."""
    match = _LAST.search(name)
    if match is None and not _BUILDING.search(name):
        match = _FIRST.search(name)
    groups = match.groupdict() if match else {}
    return next((kind for kind in ACTOR_TYPES if groups.get(kind)), None)


#: Any rule knows better than the model.
WEAKEST = min(STRENGTHS.values()) - 1


#: «O.» at the end of a sentence is nobody.
_FEWEST_LETTERS = 2


def may_be_name(name: str) -> bool:
    """Return whether *name* has a capital, more letters than one, and nothing that no name has."""
    if sum(c.isalpha() for c in name) < _FEWEST_LETTERS:
        return False
    if not any(c.isupper() for c in name) or _APART.search(name) or _IN_LOWER_CASE.match(name):
        return False
    if name.split(maxsplit=1)[0] in words("names:small") or _NATION.fullmatch(name):
        return False
    return (
        name.split("-", maxsplit=1)[0] not in load_not_names() and _INHABITANTS.search(name) is None
    )


def without_bare(
    text: str, names: list[Candidate], likely: Collection[int] | None = None
) -> set[Candidate]:
    """Return those of the model's *names* in *text* that do not count with nothing beside them.

    Persons do, and governed places. Another name does by its first or last word, an organisation as
    letters or where the page names it often, a place after a word that places follow. Of the rest
    most are parts of other names, or words. Where the model says how likely its names are, those that
    begin at the offsets *likely* count, and a governed place only then.
    """
    certain = {"PERSON", "GPE"} if likely is None else {"PERSON"}
    often = Counter(name.canonical for name in names if not _is_made_of_words(name.canonical))
    return {
        name
        for name in names
        if name.type not in certain
        and name.start not in (likely or ())
        and kind_said(text[name.start : name.end]) is None
        and not (name.type == "ORG" and often[name.canonical] >= _OFTEN)
        and not _is_supported(text, name)
    }


def _is_made_of_words(name: str) -> bool:
    """Return whether each word of *name* is one of the dictionary."""
    return all(is_word(word) for word in name.split())


def _is_supported(text: str, name: Candidate) -> bool:
    """Return whether the form of *name*, or the word before it, says what the model says."""
    written = text[name.start : name.end]
    if name.type == "ORG":
        if _IN_NUMBER.match(text, name.end) or text[name.start - 1 : name.start] == "/":
            return False
        return _LETTERS.fullmatch(written) is not None
    if _BUILDING.search(written):
        return True
    if name.type == "LOC" and _NO_PLACE.search(written):
        return False
    before = _PLACE_BEFORE.search(text, max(0, name.start - _LONGEST_WORD), name.start)
    return before is not None


#: Mentions on one page that make a name of an unknown word.
_OFTEN = 3


def _without_tail(entity: Span) -> Span:
    """Return *entity* without verbs and small words that the model took along at its end."""
    end = len(entity)
    while end > 1 and entity[end - 1].is_lower and entity[end - 1].pos_ in _NO_LAST_WORD:
        end -= 1
    return entity[:end]
