"""Names that no list has, typed by the others of their row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from polcorp.lexicons.actors import canonical_of
from polcorp.lexicons.name_rules import STRENGTHS
from polcorp.lexicons.word_lists import word_pattern, words
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.vocabulary.actor_types import types_where

_TYPED_BY_ROW = types_where(lambda traits: traits.in_rows)
_MEMBER = word_pattern(r"\b{shapes:member}")
#: Longer rows are tables, and looked at from each of their names they would take too long.
_ROW = word_pattern(
    r"\b{shapes:member}(?:,[ ]\b{shapes:member}){0,30},?[ ]{clauses:and_or}[ ]\b{shapes:member}"
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
            written = name.group()
            if written in words("names:small") or (kind == "LOC" and written.isupper()):
                continue  # letters beside «USA» and «EU» are no place for that
            if taken.isdisjoint(range(*name.span())):
                yield _found(text, name.start(), name.end(), kind)


def _found(text: str, start: int, end: int, kind: str) -> Candidate:
    name = canonical_of(text, start, end)
    strength = STRENGTHS["hint"]
    return Candidate(start, end, name, kind, "pattern", "pattern:row", strength=strength)
