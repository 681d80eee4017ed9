"""Names whose kind is named once, before a row of them: «organisationer som X, Y och Z»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from polcorp.lexicons.actors import canonical_of
from polcorp.lexicons.name_rules import STRENGTHS
from polcorp.lexicons.word_lists import word_pattern, words
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.swedish.dictionary import is_word

#: How far before the names the word that says what they are may begin.
_LONGEST_KIND = 40

#: The end of what comes before «som X, Y och Z».
_KIND_OF_MANY = word_pattern(r"(?i:{nouns:before_many})$")
_SUCH_AS = word_pattern(r"(?:,?[ ]{names:such_as}){1,2}[ ](?=[A-ZÅÄÖ])")
#: «Tre projekt prövas nu: X, Y och Z.»
_WITH_COLON = word_pattern(r"(?i:{nouns:before_many})\b[^.:;!?\n]{0,80}:[ ](?=[A-ZÅÄÖ])")
#: «två kommunala bolag, X och Y, som …».
_APPOSED = word_pattern(
    r"\b{names:several}[ ](?:[a-zåäö]+a[ ])?(?i:\w*{nouns:before_many}),[ ](?=[A-ZÅÄÖ])"
)
_ENDS_ROW = re.compile(r"[,.;:]|$")
#: «Kommunens projekt mot ensamhet:» and its items.
_ENDS_IN_COLON = re.compile(r":[ \t]*\n(?:[ \t]*\n)?(?=[ \t]*[-–•*·▪►])")
_KIND_BEFORE = word_pattern(r"(?<!\w)(?i:\w*{nouns:before_many})\b[^.:;!?\n]{0,60}$")
_ITEMS = re.compile(r"(?:[ \t]*[-–•*·▪►][ \t]*[^\n]{2,50}(?:\n|\Z)){2,12}")
_ITEM = re.compile(r"^[ \t]*[-–•*·▪►][ \t]*(?P<item>[^\n]*?)[.,;]?[ \t]*$", re.MULTILINE)
_PART = word_pattern(r"{shapes:one_name}(?:[ ][a-zåäö]{4,}){0,2}")
_PARTED = word_pattern(
    r"(?:{shapes:one_name}(?:[ ][a-zåäö]{4,}){0,2}, )*{shapes:one_name}(?:[ ][a-zåäö]{4,}){0,2},?[ ]{clauses:and_or}[ ]"
    r"{shapes:one_name}(?:[ ][a-zåäö]{4,}){0,2}(?=[.;\n]|$)"
)
#: How far before a colon the word that says what a list holds may begin.
_LONGEST_LEAD_IN = 100
#: Words of a name in a list at most.
_LONGEST_ITEM = 3
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
            yield from _parted(text, before.end(), before.lastgroup)
    yield from _apposed(text)
    yield from _on_lines(text)
    said_before = [(m, *_kinds_said(m.group(1))) for m in _BEFORE_NAME.finditer(text)]
    for before, pair, _ in said_before:
        if pair is not None:
            yield from _row(text, before.end(), pair)
    for before, _, is_possessed in said_before:
        start = max(0, before.start() - _LONGEST_KIND)
        said = _POSSESSED.search(text, start, before.end()) if is_possessed else None
        if said is not None and said.lastgroup is not None:
            yield from _row(text, before.end(), said.lastgroup)


def _parted(text: str, start: int, kind: str) -> Iterator[Candidate]:
    """Yield the names from *start* to the end of the sentence, parted by commas."""
    row = _PARTED.match(text, start)
    if row is None or any(
        m.group().split()[0] in words("names:small") for m in _PART.finditer(text, *row.span())
    ):
        yield from _row(text, start, kind, least=2)
        return
    for part in _PART.finditer(text, *row.span()):
        yield _found(text, *part.span(), kind)


def _apposed(text: str) -> Iterator[Candidate]:
    """Yield the names of a row between commas: «två kommunala bolag, X och Y, som …»."""
    for before in _APPOSED.finditer(text):
        row = _ENUMERATED.match(text, before.end())
        if before.lastgroup is not None and row is not None and _ENDS_ROW.match(text, row.end()):
            yield from _row(text, before.end(), before.lastgroup, least=2)


def _on_lines(text: str) -> Iterator[Candidate]:
    """Yield the names of a list whose lead-in says what they are: «Kommunens projekt:» and items.

    Items are names where all are short, none is a word by itself, and none goes on with a small word.
    """
    for colon in _ENDS_IN_COLON.finditer(text):
        items = _ITEMS.match(text, colon.end())
        start = max(text.rfind("\n", 0, colon.start()) + 1, colon.start() - _LONGEST_LEAD_IN)
        before = _KIND_BEFORE.search(text, start, colon.start()) if items else None
        if items is None or before is None or before.lastgroup is None:
            continue
        names = list(_ITEM.finditer(text, *items.span()))
        if not any(_is_phrase(name["item"]) for name in names):
            for name in names:
                yield _found(text, *name.span("item"), before.lastgroup)


def _is_phrase(item: str) -> bool:
    """Return whether an item of a list is a phrase or an ordinary word and no name."""
    parts = item.split()
    small = words("names:links") | words("names:small")
    if len(parts) == 1:
        return is_word(item) and not item.endswith(("en", "et", "an"))
    return len(parts) > _LONGEST_ITEM or any(p in small or p.isdigit() for p in parts)


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
        yield _found(text, *match.span(), kind)


def _found(text: str, start: int, end: int, kind: str) -> Candidate:
    name, rule = canonical_of(text, start, end), "pattern:enumeration"
    return Candidate(start, end, name, kind, "pattern", rule, strength=STRENGTHS["weak"])
