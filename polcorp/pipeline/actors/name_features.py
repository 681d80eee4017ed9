"""What the form of a name and the words around it say of its kind, as features of a weighed choice."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Doc

from polcorp.lexicons.names import load_given_names, load_surnames
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.open_names import is_listed_place
from polcorp.swedish.dictionary import is_ordinary, is_word

_WORD = re.compile(r"[\w&+-]+")
#: The lengths of the endings and beginnings of words that are features.
_ENDINGS = (2, 3, 4, 5, 6)
_BEGINNINGS = (3, 4, 5)
#: Letters in a row inside a word.
_ROW = 4
_QUOTES = frozenset('”"»“«„')
#: The longest abbreviation, and the number from which mentions or words count as many.
_SHORT, _MANY = 4, 4


@lru_cache(maxsize=20_000)
def form_features(name: str, places: frozenset[str]) -> tuple[str, ...]:
    """Return the features of a *name* by itself; *places* are the names of places.

    Endings and beginnings of its words, whole words, letters in a row, its shape, and what of it is a word of the
    dictionary, a person's name or a place.
    """
    words = _WORD.findall(name)
    if not words:
        return ()
    first, last = words[0], words[-1]
    several = len(words) > 1
    base = last[:-1] if last.endswith("s") and len(last) > _SHORT else last
    low, opening = base.lower(), first.lower()
    features = [f"last {low}", f"first {opening}", f"words {min(len(words), 5)}"]
    features += [f"end {low[-n:]}" for n in _ENDINGS if len(low) > n]
    features += [f"begin {opening[:n]}" for n in _BEGINNINGS if len(opening) > n]
    if several:
        features += [f"first ends {opening[-n:]}" for n in _BEGINNINGS if len(opening) > n]
        features += [f"inside {word.lower()}" for word in words[1:-1]]
    else:
        features.append(f"only {low}")
    shapes = [_shape(word) for word in words]
    features += [f"shape {' '.join(shapes[:4])}", f"last is {shapes[-1]} {several}"]
    features += [f"a word is {kind}" for kind in ("lower", "figure") if kind in shapes]
    features += [f"has {sign}" for sign in "-–&" if sign in name]
    placed = first in places or first.removesuffix("s") in places
    features += [
        f"ordinary {is_ordinary(first)} {is_ordinary(last)} {several}",
        f"in dictionary {is_word(first)} {is_word(last)} {several}",
        f"person {first in load_given_names()} {last in load_surnames()} {several}",
        f"place {placed} {last in places or last.removesuffix('s') in places} {several}",
    ]
    if placed and several:
        features.append(f"place and {low}")
    if len(last) <= _SHORT and last.isupper():
        features.append("short capitals")
    for word in words[:3]:
        letters = f"^{word.lower()}$"
        features += [f"row {letters[n : n + _ROW]}" for n in range(len(letters) - _ROW + 1)]
    return tuple(dict.fromkeys(features))


def _shape(word: str) -> str:
    if word.isdigit():
        return "figure"
    if word.isupper():
        return "capitals" if len(word) > 1 else "capital"
    if word[0].isupper():
        return "word" if word[1:].islower() else "mixed"
    return "lower"


class Surroundings:
    """The words around possible names of a document, and what else was found there."""

    def __init__(
        self, doc: Doc, text: str, found: Sequence[Candidate], openings: Collection[int]
    ) -> None:
        """Look the document through once."""
        self._doc = doc
        self._text = text
        self._openings = openings
        self._offsets = [token.idx for token in doc]
        words = [token.text for token in doc]
        self._counts = Counter(words)
        self._amid = Counter(
            word
            for before, word in pairwise(words)
            if word[:1].isupper() and (before.islower() or before == ",")
        )
        self._found = {(c.start, c.end): c for c in found}
        self._in_order = sorted(found, key=lambda c: c.start)
        self._starts = [c.start for c in self._in_order]
        self._labels = {(ent.start_char, ent.end_char): ent.label_ for ent in doc.ents}
        self._entities = sorted(self._labels)

    def features(self, start: int, end: int) -> list[str]:
        """Return the features of what is at *start* to *end*."""
        first = max(0, bisect_right(self._offsets, start) - 1)
        last = bisect_left(self._offsets, end)
        features = list(self._words(start, end, first, last))
        features += self._parsed(first, last)
        features += self._others(start, end)
        features += self._labelled(start, end)
        features += self._counted(start, end)
        return features

    def _words(self, start: int, end: int, first: int, last: int) -> Iterator[str]:
        """Yield the words before and after on the same line, and what stands beside the name."""
        text, doc = self._text, self._doc
        opens = not text[text.rfind("\n", 0, start) + 1 : start].strip()
        until = text.find("\n", end)
        closes = not text[end : until if until >= 0 else len(text)].strip()
        before = None if opens or first == 0 else doc[first - 1]
        after = None if closes or last >= len(doc) else doc[last]
        word = before.lower_ if before is not None else "^"
        second = doc[first - 2].lower_ if before is not None and first > 1 else "^"
        yield f"before {word}"
        yield f"before {second} {word}"
        yield f"second before {second}"
        if before is not None:
            yield f"lemma before {before.lemma_}"
            yield f"tag before {before.pos_}"
            if len(word) > _ENDINGS[3]:
                yield from (f"before ends {word[-n:]}" for n in _ENDINGS[2:])
            if before.text[0].isupper():
                yield "capital before"
        word = after.lower_ if after is not None else "$"
        following = doc[last + 1].lower_ if after is not None and last + 1 < len(doc) else "$"
        yield f"after {word}"
        yield f"after {word} {following}"
        if after is not None:
            yield f"lemma after {after.lemma_}"
            yield f"tag after {after.pos_}"
            if after.text[0].isupper():
                yield "capital after"
        yield f"line {opens} {closes}"
        if start and text[start - 1] in _QUOTES:
            yield "quoted"
        if start and text[start - 1] == "(":
            yield "in brackets"
        if text[end - 1] == "s":
            yield "ends in s"

    def _parsed(self, first: int, last: int) -> Iterator[str]:
        """Yield how the name stands in its sentence, and what governs it."""
        for token in self._doc[first:last]:
            head = token.head
            if head.i == token.i or not first <= head.i < last:
                yield f"is {token.dep_}"
                yield f"tag {token.pos_}"
                if head.i != token.i:
                    yield f"of {head.lemma_.lower()}"
                    yield f"{token.dep_} of {head.lemma_.lower()}"
                    yield f"of a {head.pos_}"
                return

    def _others(self, start: int, end: int) -> Iterator[str]:
        """Yield what was found at the same place and inside."""
        same = self._found.get((start, end))
        yield f"found {same.rule} {same.type}" if same else "found nothing"
        if same:
            yield f"found {same.type}"
        inside = False
        for c in self._in_order[bisect_right(self._starts, start - 1) - 1 :]:
            if c.start >= end:
                break
            if c.end > start and c is not same:
                inside = True
                what = c.type if is_listed_place(c) else c.rule
                where = "first" if c.start <= start else "last" if c.end >= end else "inside"
                yield f"holds {what} {where}"
        if not inside:
            yield "holds nothing"

    def _labelled(self, start: int, end: int) -> Iterator[str]:
        """Yield what the model says of the place."""
        label = self._labels.get((start, end))
        opening = start in self._openings
        yield f"label {label} {opening}"
        yield f"label {label}"
        at = max(0, bisect_right(self._entities, (start, start)) - 1)
        for a, b in self._entities[at : at + 3]:
            if a < end and start < b:
                how = "around" if a <= start and b >= end else "inside" if start <= a and b <= end else "over"  # fmt: skip
                yield f"label {self._labels[a, b]} {how}"
                return
        yield "no label"

    def _counted(self, start: int, end: int) -> Iterator[str]:
        """Yield how often the words occur, and where."""
        words = _WORD.findall(self._text, start, end)
        first = words[0] if words else ""
        base = words[-1].removesuffix("s") if words else ""
        count = self._counts[base] + self._counts[f"{base}s"]
        amid = self._amid[first] + (self._amid[f"{first}s"] if len(words) == 1 else 0)
        opening = start in self._openings
        yield f"times {min(count, _MANY)}"
        yield f"amid {min(amid, 3)}"
        yield f"opening {opening}"
        yield f"opening {opening} {is_ordinary(first)} {len(words) > 1} {amid > 0}"
        yield f"in lower case {min(self._counts[first.lower()], 2) if first else 0}"
