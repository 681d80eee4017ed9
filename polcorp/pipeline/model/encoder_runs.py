"""How a text is cut into the runs that the encoder reads: long enough for context, bounded in size.

The cut depends on the text alone, so that a text is analysed alike whatever stands beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from polcorp.pipeline.model.word_pieces import BREAK, FIRST

#: The longest run, in pieces, and the shortest that is cut at a good place.
LONGEST = 180
SHORTEST = 60
#: How good a place is for a cut: anywhere, at a line break, after a sentence's end, where one begins.
ANYWHERE, LINE, END, START = range(4)
_ENDERS = frozenset({".", "!", "?", "…", "...", "?!", "!?", "!!"})


class Words(NamedTuple):
    """The words of a text: their pieces, after which a line ends, and where a sentence must begin."""

    texts: Sequence[str]
    pieces: Sequence[Sequence[int]]
    breaks: Collection[int]
    starts: Collection[int]


def runs(words: Words) -> list[tuple[int, int]]:
    """Return the first word of each run and the one after its last."""
    result: list[tuple[int, int]] = []
    begun = size = 0
    best: tuple[int, int] = (
        ANYWHERE,
        0,
    )  # how good the best place is, and the word before which it is
    place = 0
    while place < len(words.texts):
        length = len(words.pieces[place])
        if place > begun:
            quality = _quality(words, place)
            if quality >= best[0] and (size >= SHORTEST or best[1] == 0):
                best = (quality, place)
        if size + length > LONGEST and place > begun:
            cut = best[1] if best[1] > begun and best[0] > ANYWHERE else place
            result.append((begun, cut))
            begun = place = cut
            size, best = 0, (ANYWHERE, 0)
            continue
        size += length + (place in words.breaks)
        place += 1
    if begun < len(words.texts):
        result.append((begun, len(words.texts)))
    return result


def _quality(words: Words, place: int) -> int:
    """Return how good the place before the word at *place* is for a cut."""
    if place in words.starts:
        return START
    if words.texts[place - 1] in _ENDERS:
        return END
    return LINE if place - 1 in words.breaks else ANYWHERE


def run_of(words: Sequence[Sequence[int]], breaks: Collection[int]) -> tuple[list[int], list[int]]:
    """Return the pieces of a run of words as the encoder reads it, and where each word begins.

    A line break after the word at a place of *breaks* is a piece, and so is the end.
    """
    pieces, firsts = [FIRST], []
    for place, word in enumerate(words):
        firsts.append(len(pieces))
        pieces.extend(word)
        if place in breaks:
            pieces.append(BREAK)
    if pieces[-1] != BREAK:
        pieces.append(BREAK)
    return pieces, firsts
