"""Abbreviations and short names that a document ties to their long forms, found all over it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

from polcorp.lexicons.actors import packaged_forms
from polcorp.lexicons.names import load_not_names
from polcorp.pipeline.actors.abbreviations import (
    Alias,
    find_aliases,
    find_known_aliases,
    find_surfaces,
    is_abbreviation,
)
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.rule_names import COMMITTEE
from polcorp.swedish.dictionary import is_ordinary
from polcorp.vocabulary.actor_types import types_where

#: Types of which letters in brackets may be an abbreviation.
_INTRODUCED = types_where(lambda traits: traits.introduced)
_GENITIVE = re.compile(r":s\b")
#: How alike two spellings of one name are at least.
_ALIKE = 0.75


def from_aliases(text: str, candidates: list[Candidate]) -> list[Candidate]:
    """Tie abbreviations to their long forms and find both all over the document."""
    known: dict[tuple[int, int], Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: (c.source == "model", -c.strength)):
        known.setdefault((candidate.start, candidate.end), candidate)
    pairs = find_aliases(text)
    pairs += find_known_aliases(text, [c for c in candidates if c.source != "model"])
    tied: dict[tuple[str, str], Alias] = {}
    for alias in pairs:
        if alias.short not in load_not_names():
            tied.setdefault((alias.long, alias.short), alias)
    places = find_surfaces(text, (form for pair in tied for form in pair))
    return [
        Candidate(
            start,
            _with_genitive(text, start + len(surface)),
            actor.canonical,
            actor.type,
            "pattern",
            "pattern:abbreviation",
            actor.wikidata,
            strength=1,
        )
        for alias in tied.values()
        for actor in _actor_of(alias, known)
        for surface in (alias.long, alias.short)
        for start in places[surface]
    ]


def _with_genitive(text: str, end: int) -> int:
    """Return where letters that end at *end* end with their genitive: «KFR:s»."""
    return end + 2 if _GENITIVE.match(text, end) else end


def _actor_of(alias: Alias, known: dict[tuple[int, int], Candidate]) -> Iterator[Candidate]:
    """Yield what both forms of *alias* name, as *known* or by the long form's last word."""
    short = known.get((alias.short_start, alias.short_start + len(alias.short)))
    long = known.get((alias.start, alias.start + len(alias.long)))
    if short is not None and short.source == "lexicon" and not _is_also_called(short, alias.long):
        short = None
    base = long or short
    if base is None and alias.kind is None and " " not in alias.long and is_ordinary(alias.long):
        return  # «Trafikplanen (TP)» is a paper
    is_party = alias.kind == "PARTY" or (long is not None and long.type == "PARTY")
    if base is not None and base.type not in _INTRODUCED and not is_party:
        return
    if is_party:
        canonical = long.canonical if long else alias.long
    elif long is not None and long.rule == COMMITTEE:
        canonical = long.canonical  # a body of a municipality goes by its name
    elif short is not None and is_abbreviation(short.canonical):
        canonical = short.canonical
    else:
        canonical = alias.short
    yield Candidate(
        alias.start,
        alias.start,
        canonical,
        _kind_of(alias, base),
        "pattern",
        "",
        base.wikidata if base else None,
    )


def _is_also_called(listed: Candidate, name: str) -> bool:
    """Return whether the lexicon has a name like *name* for what it found as *listed*."""
    low = name.lower()
    return any(
        SequenceMatcher(None, low, other).ratio() >= _ALIKE
        for other in _names_of().get(listed.canonical, ())
    )


@cache
def _names_of() -> dict[str, tuple[str, ...]]:
    """Return the names in lower case of each actor of the lexicon that has several."""
    names: dict[str, tuple[str, ...]] = {}
    for form in packaged_forms():
        names[form.canonical] = (*names.get(form.canonical, ()), form.surface.lower())
    return names


def _kind_of(alias: Alias, base: Candidate | None) -> str:
    """Return the type of both forms: as listed, as the long form's head says, or as found.

    A model that meets «kommunala visstidsanställningar (KVA)» knows less than its last word.
    """
    if base is not None and not (base.source == "model" and alias.kind):
        return base.type
    return alias.kind or ("ORG" if alias.long[0].isupper() else "PROGRAMME")
