"""Where a text may have a name that no list and no sure rule has found."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Set

from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.model_names import kind_said

Span = tuple[int, int]

#: Rules that guess by the form or the surroundings: what they find may be something else.
_GUESSES = frozenset(
    f"pattern:{rule}"
    for rule in (
        "in-place", "letters", "common-words", "used", "title", "row", "place-and-name", "noun-and-place",
        "definite-place", "place-shape", "after-place", "ending-org", "ending-company",
        "ending-loc", "acting", "national-body", "association", "firm",
    )
)  # fmt: skip
_JOINTS = "(?:i|för|till|och|av|på|mot|med|&|om|utan|från|–)"
_CAPITAL = r"[A-ZÅÄÖÉÜ][\wåäöéü]*(?:[-–&:/+][\wÅÄÖåäö]+){0,5}"
_RUN = re.compile(
    rf"(?<![\w-]){_CAPITAL}(?:[ \u00a0](?:{_JOINTS}[ \u00a0])?(?:{_CAPITAL}|\d{{1,4}}\b)){{0,5}}"
)
_WORD = re.compile(r"[\w&+-]+")
_JOINT = re.compile(rf"[ \u00a0]{_JOINTS}[ \u00a0]")
#: A word in lower case that may end a name: «Tibro möbelråd», «Svenska kyrkan».
_TAIL = re.compile(r"[ ]([a-zåäö]{4,})\b")
_SHORTEST = 2


def is_guess(candidate: Candidate) -> bool:
    """Return whether a rule guessed at *candidate*, or the model gave it and none of its words says its kind."""
    return candidate.rule in _GUESSES or (
        candidate.source == "model" and kind_said(candidate.canonical) is None
    )


def is_listed_place(candidate: Candidate) -> bool:
    """Return whether a list gave *candidate* as a place, which may be a part of a longer name."""
    return candidate.source == "lexicon" and candidate.type in {"GPE", "LOC"}


def possible_spans(
    text: str, found: Collection[Candidate], entities: Collection[Span]
) -> list[Span]:
    """Return where a name may be besides those *found*, in order and without repeats.

    Runs of words with capitals, whole and in parts; the model's *entities*; and what was guessed at. Names
    that are known are left out, listed places are not where they are parts of longer names.
    """
    guesses = {(c.start, c.end) for c in found if is_guess(c)}
    known: set[int] = set()
    places: set[int] = set()
    for c in found:
        if not is_guess(c):
            (places if is_listed_place(c) else known).update(range(c.start, c.end))
    given = {(c.start, c.end) for c in found} - guesses
    possible = {span: None for span in sorted(guesses) if _has_capital(text, *span)}
    for start, end in (*entities, *_in_runs(text, known)):
        if end - start < _SHORTEST or (start, end) in given or not _has_capital(text, start, end):
            continue
        inside = range(start, end)
        if known.isdisjoint(inside) and not places.issuperset(inside):
            possible[start, end] = None
    return sorted(possible)


def _has_capital(text: str, start: int, end: int) -> bool:
    return any(c.isupper() for c in text[start:end])


def _in_runs(text: str, known: Set[int]) -> Iterator[Span]:
    """Yield runs of words with capitals, where none of them is *known*, and parts of them."""
    for run in _RUN.finditer(text):
        free: list[Span] = []
        for word in _WORD.finditer(text, *run.span()):
            if known and not known.isdisjoint(range(*word.span())):
                yield from _parts(text, free)
                free = []
            else:
                free.append(word.span())
        yield from _parts(text, free)


def _parts(text: str, parts: list[Span]) -> Iterator[Span]:
    """Yield the run of the words *parts* and what of it may be the name."""
    capital = [text[start].isupper() for start, _ in parts]
    if True not in capital:
        return
    named = [text[start].isupper() or text[start].isdigit() for start, _ in parts]
    first, last = capital.index(True), len(named) - 1 - named[::-1].index(True)
    start, end = parts[first][0], parts[last][1]
    yield start, end
    for joint in _JOINT.finditer(text, start, end):
        yield start, joint.start()
        yield joint.end(), end
    if last > first and capital[first + 1]:
        yield parts[first + 1][0], end
    if last > first + 1 and capital[last - 1]:
        yield start, parts[last - 1][1]
    tail = _TAIL.match(text, end)
    if tail is not None:
        yield start, tail.end()
