"""The part of speech of every word of a text, in so little room that a corpus can keep it.

A word is a run of letters and digits. Each gets a letter for its universal part of speech; between
the letters there is a blank where there is white space in the text. So «Vi vill, och/eller: hus» is
``RV CC N`` but for the letters chosen, and the place of a word in the text leads to its letter
by counting white space, which is quick. Packed, that is about half a byte per word.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence

#: The universal parts of speech, each with the letter that it is kept as.
LETTERS = {
    "ADJ": "A",
    "ADP": "P",
    "ADV": "R",
    "AUX": "U",
    "CCONJ": "C",
    "DET": "D",
    "INTJ": "I",
    "NOUN": "N",
    "NUM": "M",
    "PART": "T",
    "PRON": "O",
    "PROPN": "E",
    "PUNCT": "Z",
    "SCONJ": "S",
    "SYM": "Y",
    "VERB": "V",
    "X": "X",
}
_WORD = re.compile(r"\w+")
_CHUNK = re.compile(r"\S+")


def pack_tags(text: str, starts: Sequence[int], tags: Sequence[str]) -> bytes | None:
    """Return the parts of speech of all words of *text*; None if no token has one.

    Args:
        text: the document.
        starts: where each token begins, in order.
        tags: the universal part of speech of each token, empty where there is none.
    """
    if not any(tags):
        return None
    letters = [LETTERS.get(tag, "X") for tag in tags]
    chunks = []
    for chunk in _CHUNK.finditer(text):
        words = (match.start() for match in _WORD.finditer(text, *chunk.span()))
        chunks.append("".join(letters[max(bisect_right(starts, at) - 1, 0)] for at in words))
    return zlib.compress(" ".join(chunks).encode("ascii"), 9)


class Tags:
    """The parts of speech of one text, asked for by place."""

    def __init__(self, text: str, packed: bytes) -> None:
        """Use what :func:`pack_tags` made of *text*."""
        self._text = text
        letters = zlib.decompress(packed).decode("ascii")
        self._letters = frozenset(letters)
        self._chunks = letters.split(" ")
        self._place, self._number = 0, 0

    def have(self, letters: Iterable[str]) -> bool:
        """Return whether each of *letters* stands for some word; an empty one always does."""
        return all(not letter or letter in self._letters for letter in letters)

    def chunk(self, place: int) -> int:
        """Return which run without white space *place* is in; ask from left to right."""
        if place < self._place:
            self._place, self._number = 0, 0
        begin = self._text.rfind(" ", self._place, place) + 1 or self._place
        # counted up to a blank, so that no run is counted in two halves
        self._number += len(self._text[self._place : begin].split())
        self._place = begin
        runs = self._text[begin:place].split()
        inside = bool(runs) and not self._text[place - 1].isspace()
        return self._number + len(runs) - inside

    def first(self, chunk: int) -> str:
        """Return the letter of the first word of a run, nothing if it has no word."""
        return self._chunks[chunk][:1]

    def at(self, place: int) -> str:
        """Return the letter of the word that begins at *place*."""
        chunk = self.chunk(place)
        begin = place
        while begin and not self._text[begin - 1].isspace():
            begin -= 1
        before = sum(1 for _ in _WORD.finditer(self._text, begin, place))
        return self._chunks[chunk][before : before + 1]
