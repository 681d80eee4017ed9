"""Names that no list and no sure rule has, found and typed by fitted weights.

A multinomial logistic regression says of a stretch of text with a capital how likely it is a name of each
type, or none, from the form of the name and the words around. It decides about what rules guessed at, and adds names
that nothing else has found. The weights are fitted by ``training/scripts/name_weights.py``, which also says how
they score on pages of authors left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc

from polcorp.lexicons.actors import canonical_of
from polcorp.lexicons.name_weights import NameTable
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.model_names import may_be_name
from polcorp.pipeline.actors.name_features import Surroundings, form_features
from polcorp.pipeline.actors.open_names import Span, is_guess, is_listed_place, possible_spans
from polcorp.swedish.dictionary import is_ordinary

#: The rule of a name that only the weights found.
RULE = "model:weighed"
#: How likely a name must be that nothing else supports.
LIKELY = 0.4
#: How likely one that is a word of the dictionary, or short and in capitals alone, must be.
ORDINARY = 0.8
#: How likely one must be that takes the place of what was guessed at, or holds a listed place.
LIKELIER = 0.7
#: How likely another type than the guessed one must be.
OTHER_TYPE = 0.6
#: How likely it must be that a guess is no name.
NO_NAME = 0.9
NONE = "none"
#: The longest name that is no more than letters.
_LETTERS = 5


class Weighed(NamedTuple):
    """What may be a name: its place, the likeliest type, how likely it is, and how likely no name is."""

    span: Span
    type: str
    share: float
    none: float


class NameWeights:
    """Says of what may be a name how likely it is one of each kind; the first kind is «none»."""

    def __init__(self, table: NameTable) -> None:
        """Take the weights of the features."""
        self.kinds = table.kinds
        self._rows = table.features
        self._table = table.weights

    def weigh(self, span: Span, features: Iterable[str]) -> Weighed:
        """Return how likely what is at *span* is a name, by what its *features* say."""
        rows = [self._rows[name] for name in features if name in self._rows]
        sums = self._table[rows].sum(axis=0)
        odds = np.exp(sums - sums.max())
        shares = (odds / odds.sum()).tolist()
        best = max(range(1, len(shares)), key=shares.__getitem__)
        return Weighed(span, self.kinds[best], shares[best], shares[0])


def features_of(
    doc: Doc, text: str, found: list[Candidate], openings: Collection[int], places: frozenset[str]
) -> list[tuple[Span, list[str]]]:
    """Return what may be a name in *text*, with its features."""
    entities = [(ent.start_char, ent.end_char) for ent in doc.ents]
    around = Surroundings(doc, text, found, openings)
    return [
        (span, [*form_features(canonical_of(text, *span), places), *around.features(*span)])
        for span in possible_spans(text, found, entities)
    ]


def decide(text: str, found: list[Candidate], weighed: list[Weighed]) -> list[Candidate]:
    """Return the names *found* and *weighed* that remain, in order and without overlap."""
    by_span = {w.span: w for w in weighed}
    kept: dict[Span, Candidate] = {}
    certain: dict[Span, float] = {}
    for c in found:
        span = (c.start, c.end)
        judged = _judged(c, by_span.get(span))
        if judged is not None:
            kept[span], certain[span] = judged
    given = sorted((c.start, c.end) for c in found)
    owners = {offset: span for span in kept for offset in range(*span)}
    for w in sorted(weighed, key=lambda w: -w.share):
        if w.share < LIKELY:
            break
        if not _may_be_added(text, w, given):
            continue
        beside = {owners[offset] for offset in range(*w.span) if offset in owners}
        if beside and (w.share < LIKELIER or any(certain[s] >= w.share for s in beside)):
            continue
        for span in beside:
            del kept[span]
            for offset in range(*span):
                del owners[offset]
        kept[w.span] = _named(text, w)
        certain[w.span] = w.share
        owners.update(dict.fromkeys(range(*w.span), w.span))
    return [kept[span] for span in sorted(kept)]


def _may_be_added(text: str, w: Weighed, given: Sequence[Span]) -> bool:
    """Return whether a likely name may be one besides those *given*, in order: no part of one, no mere word."""
    start, end = w.span
    name = text[start:end]
    before = bisect_right(given, (start, len(text))) - 1
    if (before >= 0 and given[before][1] >= end) or not may_be_name(name):
        return False
    plain = " " not in name and is_ordinary(name)
    return w.share >= ORDINARY or not (plain or (name.isupper() and len(name) <= _LETTERS))


def _judged(c: Candidate, w: Weighed | None) -> tuple[Candidate, float] | None:
    """Return what was found, perhaps with another type, and how certain it is; None if it is no name."""
    if w is None or not is_guess(c):
        return c, LIKELY if is_listed_place(c) else 1.0
    if w.none >= NO_NAME:
        return None
    if w.type == c.type:
        return c, max(w.share, LIKELY)
    return (replace(c, type=w.type), w.share) if w.share >= OTHER_TYPE else (c, LIKELY)


def _named(text: str, w: Weighed) -> Candidate:
    name = " ".join(canonical_of(text, *w.span).split())
    return Candidate(w.span[0], w.span[1], name, w.type, "model", RULE)
