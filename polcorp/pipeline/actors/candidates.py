"""A candidate for a mention, and the choice between overlapping ones."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from polcorp.pipeline.annotations import Mention

Source = Literal["lexicon", "pattern", "model", "user"]
_RANK = {"user": 0, "lexicon": 1, "pattern": 2, "model": 3}


@dataclass(slots=True, frozen=True)
class Candidate:
    """A stretch of text that may name an actor; higher *strength* wins an overlap."""

    start: int
    end: int
    canonical: str
    type: str
    source: Source
    rule: str
    wikidata: str | None = None
    strength: int = 0

    def mention(self) -> Mention:
        """Return the candidate as an annotation."""
        return Mention(
            start=self.start,
            end=self.end,
            canonical=self.canonical,
            type=self.type,
            source=self.source,
            rule=self.rule,
            wikidata=self.wikidata,
        )


#: Rules that guess by the form of a name, of which a list knows better.
_GUESSES = frozenset(
    f"pattern:{rule}"
    for rule in (
        "place-and-name", "noun-and-place", "national-body", "definite-place", "association", "common-words",
        "ending-org", "ending-company", "ending-media", "ending-authority", "firm", "title", "used",
    )
)  # fmt: skip
_OF_COMMON_WORDS = "pattern:free-name"


class _Listed:
    """The listed names and the persons of a text, and which patterns they know better than."""

    def __init__(self, candidates: Collection[Candidate]) -> None:
        listed = [c for c in candidates if c.source == "lexicon"]
        spans = sorted((c.start, c.end) for c in listed)
        persons = (
            (c.start, c.end) for c in candidates if c.type == "PERSON" and c.source == "pattern"
        )
        self._known = frozenset((*spans, *persons))
        self._bodies = frozenset(c.start for c in listed if " " in c.canonical)
        self._starts = [start for start, _ in spans]
        self._furthest = list(accumulate((end for _, end in spans), max))

    def know_better(self, candidate: Candidate) -> bool:
        """Return whether *candidate* cuts a longer listed name, or guesses at a known one.

        «Sveriges Kommuner» is none within «Sveriges Kommuner och Regioner», «Sofia Jarl» is nothing in
        Sofia, and common words do not lengthen «Inspektionen för vård och omsorg».
        """
        if candidate.source != "pattern":
            return False
        start, end = candidate.start, candidate.end
        if (start, end) in self._known and candidate.rule in _GUESSES:
            return True
        if candidate.rule == _OF_COMMON_WORDS and start in self._bodies:
            return True
        before, upto = bisect_left(self._starts, start), bisect_right(self._starts, start)
        if before and self._furthest[before - 1] >= end:
            return True
        return upto > 0 and self._furthest[upto - 1] > end


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return candidates without overlap, in order of place.

    The user's own go first, then the stronger, the longer, and the better source. Patterns that a list
    knows better than go last.
    """
    candidates = list(candidates)
    listed = _Listed(candidates)
    ordered = sorted(
        candidates,
        key=lambda c: (
            c.source != "user",
            listed.know_better(c),
            -c.strength,
            c.start - c.end,
            _RANK[c.source],
            c.start,
            c.canonical,
        ),
    )
    taken: list[Candidate] = []
    used: set[int] = set()
    for candidate in ordered:
        span = range(candidate.start, candidate.end)
        if used.isdisjoint(span):
            used.update(span)
            taken.append(candidate)
    return sorted(taken, key=lambda c: c.start)
