"""Names whose kind is named once, before a row of them: «organisationer som X, Y och Z»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from polcorp.lexicons.actors import canonical_of
from polcorp.lexicons.name_rules import STRENGTHS
from polcorp.lexicons.word_lists import word_pattern, words
from polcorp.pipeline.actors.candidates import Candidate

#: How far before the names the word that says what they are may begin.
_LONGEST_KIND = 40

#: The end of what comes before «som X, Y och Z».
_KIND_OF_MANY = word_pattern(r"(?i:{nouns:before_many})$")
_SUCH_AS = word_pattern(r"(?:,?[ ]{names:such_as}){1,2}[ ](?=[A-ZÅÄÖ])")
#: «Tre projekt prövas nu: X, Y och Z.»
_WITH_COLON = word_pattern(r"(?i:{nouns:before_many})\b[^.:;!?\n]{0,80}:[ ](?=[A-ZÅÄÖ])")
_COLON = re.compile(r":[ ](?=[A-ZÅÄÖ])")
#: «bolagen X och Y».
_PAIR = word_pattern(r"(?i:{nouns:before_pair})$")
#: «kommunens bolag X och Y».
_POSSESSED = word_pattern(r"\b(?i:{names:possessing})[ ]\w*?{nouns:before_name_possessed}[ ]$")
_POSSESSED_LAST = word_pattern(r"{nouns:before_name_possessed}$")
_BEFORE_NAME = re.compile(r"(\w+)[ ](?=[A-ZÅÄÖ])")
_ENUMERATED = word_pattern(
    r"{shapes:one_name}(?:, {shapes:one_name})*(?:,? {clauses:and_or} {shapes:one_name})?"
)
_ONE_NAME = word_pattern("{shapes:one_name}")


def find_enumerated(text: str) -> Iterator[Candidate]:
    """Yield the names of rows whose kind comes before them."""
    for such in _SUCH_AS.finditer(text):
        kind = _KIND_OF_MANY.search(text[max(0, such.start() - _LONGEST_KIND) : such.start()])
        if kind is not None and kind.lastgroup is not None:
            yield from _row(text, such.end(), kind.lastgroup)
    for before in _with_colon(text):
        if before.lastgroup is not None:
            yield from _row(text, before.end(), before.lastgroup, least=2)
    said_before = [(m, *_kinds_said(m.group(1))) for m in _BEFORE_NAME.finditer(text)]
    for before, pair, _ in said_before:
        if pair is not None:
            yield from _row(text, before.end(), pair)
    for before, _, is_possessed in said_before:
        start = max(0, before.start() - _LONGEST_KIND)
        said = _POSSESSED.search(text, start, before.end()) if is_possessed else None
        if said is not None and said.lastgroup is not None:
            yield from _row(text, before.end(), said.lastgroup)


def _with_colon(text: str) -> Iterator[re.Match[str]]:
    """Yield «tre projekt prövas nu: », from the word that says the kind to the names."""
    until = -1
    for colon in _COLON.finditer(text):
        if colon.start() >= until:
            start = text.rfind("\n", 0, colon.start()) + 1
            until = text.find("\n", colon.start())
            yield from _WITH_COLON.finditer(text, start, until if until >= 0 else len(text))
            if until < 0:
                return


@lru_cache(maxsize=50_000)
def _kinds_said(word: str) -> tuple[str | None, bool]:
    """Return what names after *word* are («bolagen»), and whether it may be somebody's («bolag»)."""
    pair = _PAIR.search(word)
    return pair.lastgroup if pair else None, _POSSESSED_LAST.search(word) is not None


def _row(text: str, start: int, kind: str, least: int = 1) -> Iterator[Candidate]:
    """Yield the names of the row at *start*, where there are *least* of them."""
    row = _ENUMERATED.match(text, start)
    names = list(_ONE_NAME.finditer(text, row.start(), row.end())) if row else []
    if len(names) < least or any(m.group().split()[0] in words("names:small") for m in names):
        return
    for match in names:
        first, end = match.span()
        rule, strength = "pattern:enumeration", STRENGTHS["weak"]
        name = canonical_of(text, first, end)
        yield Candidate(first, end, name, kind, "pattern", rule, strength=strength)
