"""Names that no list has, typed by the company they keep: a row of names, the words around."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from polcorp.lexicons.actors import canonical_of
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.name_shapes import CAP, NOT_A_NAME
from polcorp.swedish.dictionary import is_ordinary
from polcorp.vocabulary.actor_types import types_where

_TYPED_BY_ROW = types_where(lambda traits: traits.in_rows)
_NAME = rf"({CAP}(?:[ ]{CAP})?)"
_MEMBER = re.compile(rf"\b{CAP}(?:[ ](?:(?:till|för|mot|&)[ ])?{CAP}){{0,2}}")
_ROW = re.compile(
    rf"{_MEMBER.pattern}(?:,[ ]{_MEMBER.pattern})*,?[ ](?:och|samt|eller)[ ]{_MEMBER.pattern}"
)
#: What is said of a firm, before its name and after.
_FIRM_BEFORE = (
    r"(?:avtal(?:et)?[ ]med|upphandl\w+[ ]av|kund[ ]hos|(?:jobbar?|arbetar?|anställda?)[ ](?:på|hos)|leverantören|"
    r"entreprenören|(?:köpt?s?|hyrt?s?)[ ](?:av|från|in)|sålt?s?[ ]till|sälja[ ]till|ägs[ ]av|drivs[ ]av|byggs[ ]av|"
    r"fabriken|bruket|hyrläkare[ ]från|kedjan|byggherren|exploatören|hyresvärden|koncernen)"
)
_FIRM_AFTER = (
    r"(?:bygger|köper|köpte|säljer|sålde|levererar|hyr|omsätter|anställer|varslar|varslade|investerar|producerar|"
    r"tillverkar|fick[ ]kontraktet|vann[ ]upphandlingen|etablerar[ ]sig)"
)
_CLUB_BEFORE = (
    r"(?:medlem(?:mar)?[ ]i|bidrag(?:et)?[ ]till|volontär(?:er)?[ ](?:i|hos|från)|ideella[ ]krafter[ ]i|"
    r"föreningslivet,?[ ](?:som|med))"
)
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("COMPANY", re.compile(rf"\b{_FIRM_BEFORE}[ ]{_NAME}")),
    ("COMPANY", re.compile(rf"{_NAME}(?=[ ]{_FIRM_AFTER}\b)")),
    ("ORG", re.compile(rf"\b{_CLUB_BEFORE}[ ]{_NAME}")),
)


def find_by_row(text: str, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield names of a row («A, B och C») that have the type of those in it that a list knows."""
    known: dict[int, Candidate] = {}
    taken: set[int] = set()
    for candidate in candidates:
        if candidate.source != "model":
            taken.update(range(candidate.start, candidate.end))
        if candidate.source in {"lexicon", "user"} and candidate.type in _TYPED_BY_ROW:
            known.setdefault(candidate.start, candidate)
    for row in _ROW.finditer(text):
        names = list(_MEMBER.finditer(text, row.start(), row.end()))
        types = Counter(
            "LOC" if known[name.start()].type == "GPE" else known[name.start()].type
            for name in names
            if name.start() in known
        )
        if len(types) != 1:
            continue
        (kind,) = types
        for name in names:
            if taken.isdisjoint(range(*name.span())) and name.group() not in NOT_A_NAME:
                yield _found(text, name.start(), name.end(), kind, "row", -2)


def find_by_cue(text: str, opens_sentence: Callable[[int], bool]) -> Iterator[Candidate]:
    """Yield names that the words around them make a firm or an association."""
    for kind, pattern in _CUES:
        for match in pattern.finditer(text):
            name, start = match.group(1), match.start(1)
            first = name.split()[0]
            if first in NOT_A_NAME or is_ordinary(first) or opens_sentence(start):
                continue
            yield _found(text, start, match.end(1), kind, "cue", -2)


def _found(text: str, start: int, end: int, kind: str, rule: str, strength: int) -> Candidate:
    name = canonical_of(text, start, end)
    return Candidate(start, end, name, kind, "pattern", f"pattern:{rule}", strength=strength)
