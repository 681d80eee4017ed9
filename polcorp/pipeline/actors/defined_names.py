"""Names that a sentence says what they are: «Rosenlunden är en mötesplats», «Rätt kurs heter ett projekt»."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from polcorp.lexicons.name_rules import STRENGTHS
from polcorp.lexicons.word_lists import word_pattern, words
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.known_names import is_known
from polcorp.swedish.dictionary import is_ordinary, is_word

#: What comes after the name.
_IS = word_pattern(r"[ ]är[ ](?:{nouns:is_a})\b")
_IS_CALLED_SO = word_pattern(r"[ ]{names:is_the_name_of}[ ]{nouns:explains}\b")
_BEFORE = word_pattern(r"(?<![\w-]){shapes:cap}(?:[ ]{shapes:cap}){0,2}$")
#: A name of common words from where a sentence opens: «Rätt kurs heter …».
_FROM_OPENING = re.compile(r"(?:(?<=\n)|(?<=[.!?:][ ])|\A)[A-ZÅÄÖ][\wåäöÅÄÖ-]*(?:[ ][\w-]+){0,3}$")
_INSIDE = word_pattern(r"(?<=[a-zåäö,][ ]){shapes:cap}(?:[ ]{shapes:cap}){0,2}(?![\w])")
#: How far before the verb a name may begin.
_LONGEST = 60


def find_defined(
    text: str, opens_sentence: Callable[[int], bool], known_places: frozenset[str]
) -> Iterator[Candidate]:
    """Yield names of which *text* says in a sentence of what kind they are.

    *opens_sentence* tells whether an offset is a sentence's first word, where a capital says
    nothing; *known_places* are the names of municipalities and places.
    """
    inside = cache(lambda: _names_inside(text))
    for called in _IS_CALLED_SO.finditer(text):
        if called.lastgroup is None:
            continue
        start = max(0, called.start() - _LONGEST)
        name = _FROM_OPENING.search(text, start, called.start())
        name = name or _BEFORE.search(text, start, called.start())
        if name is not None and not is_known(name.group(), known_places):
            yield _found(text, *name.span(), called.lastgroup)
    for said in _IS.finditer(text):
        name = _BEFORE.search(text, max(0, said.start() - _LONGEST), said.start())
        if said.lastgroup is None or name is None or is_known(name.group(), known_places):
            continue
        if said.lastgroup == "LOC" and name.group().isupper():
            continue
        if not opens_sentence(name.start()) or _is_no_word(name.group(), inside):
            yield _found(text, *name.span(), said.lastgroup)


def _is_no_word(name: str, inside: Callable[[], set[str]]) -> bool:
    """Return whether *name*, which opens a sentence, is no word with the sentence's capital.

    A compound of words may be one, unless it is among the names *inside* other sentences.
    """
    first = name.split(maxsplit=1)[0]
    if first in words("names:small") or (" " not in name and is_word(name)):
        return False
    return not is_ordinary(first) or name in inside()


def _names_inside(text: str) -> set[str]:
    """Return the words with a capital that come after a small word, and the two and three that begin so."""
    found: set[str] = set()
    for match in _INSIDE.finditer(text):
        parts = match.group().split(" ")
        found.update(" ".join(parts[:number]) for number in range(1, len(parts) + 1))
    return found


def _found(text: str, start: int, end: int, kind: str) -> Candidate:
    strength = STRENGTHS["plain" if " " in text[start:end] else "weak"]
    name = " ".join(text[start:end].split())  # what a verb follows owns nothing
    return Candidate(start, end, name, kind, "pattern", "pattern:defined", strength=strength)
