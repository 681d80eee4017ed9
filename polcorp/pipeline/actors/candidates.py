"""A candidate for a mention, and the choice between overlapping ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return candidates without overlap, in order of place.

    The user's own go first, then the stronger, the longer, and the better source.
    """
    ordered = sorted(
        candidates,
        key=lambda c: (
            c.source != "user",
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
