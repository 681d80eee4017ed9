"""Programmes and associations by what is done with them and what they do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from polcorp.lexicons.actors import canonical_of, nominative
from polcorp.lexicons.names import load_not_names
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.name_shapes import (
    ACTING_ORG,
    COMMON_ORG,
    METHOD_WORD,
    NAME_BEFORE_HYPHEN,
    NOT_A_NAME,
    USED_AFTER,
    USED_BEFORE,
)
from polcorp.swedish.dictionary import is_word

_PARTY_LETTERS = frozenset("S M SD C V KD MP L FP Fi EU FN USA IT TV".split())
#: Capitals that are no scheme, beside those that name nobody.
_NO_SCHEME = frozenset("EU FN USA AB".split()) | load_not_names()


def find_used(
    text: str, opens_sentence: Callable[[int], bool], known_places: frozenset[str]
) -> Iterator[Candidate]:
    """Yield names of programmes by the verbs around them, and associations that act."""
    for match in NAME_BEFORE_HYPHEN.finditer(text):
        name = match.group(1)
        common = is_word(name) and not name.isupper()
        if name not in _PARTY_LETTERS and name not in known_places and not common:
            yield _found(text, match, 1, "PROGRAMME", "before-hyphen", -1)
    for match in ACTING_ORG.finditer(text):
        if not COMMON_ORG.match(match.group(1)):
            yield _found(text, match, 1, "ORG", "acting", -2)
    for match in METHOD_WORD.finditer(text):
        word = match.group(1)
        if not is_word(word) and not is_word(nominative(word)):
            name = word[:1].upper() + word[1:]
            yield _found(text, match, 1, "PROGRAMME", "method-word", -1, name)
    yield from _by_use(text, opens_sentence, known_places)


def _by_use(
    text: str, opens_sentence: Callable[[int], bool], known_places: frozenset[str]
) -> Iterator[Candidate]:
    for match in USED_BEFORE.finditer(text):
        group = next(g for g in (1, 2, 3) if match.group(g))
        name = match.group(group)
        if group == 1:
            if len(name.split()) <= 4 and name[-1] not in ".!?":
                canonical = name[:1].upper() + name[1:]
                yield _found(text, match, 1, "PROGRAMME", "used", 0, canonical)
        elif not _is_other(name, known_places) and not (group == 3 and is_word(name.split()[0])):
            yield _found(text, match, group, "PROGRAMME", "used", -2)
    for match in USED_AFTER.finditer(text):
        name = match.group(1)
        vague = opens_sentence(match.start(1)) and is_word(name.split()[0])
        if not _is_other(name, known_places) and not vague:
            yield _found(text, match, 1, "PROGRAMME", "used", -2)


def _is_other(name: str, known_places: frozenset[str]) -> bool:
    """Tell whether *name* is a place, a party's letters or no name at all."""
    first = name.split(maxsplit=1)[0]
    return first in NOT_A_NAME or first in _NO_SCHEME or nominative(first) in known_places


def _found(
    text: str,
    match: re.Match[str],
    group: int,
    kind: str,
    rule: str,
    strength: int,
    name: str = "",
) -> Candidate:
    start, end = match.span(group)
    canonical = name or canonical_of(text, start, end)
    return Candidate(start, end, canonical, kind, "pattern", f"pattern:{rule}", strength=strength)
