"""Words as the pieces that the encoder reads, by the library ``sentencepiece``."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

#: Numbers of the pieces that are no text: the first of a run, and the last, which also is a line break.
FIRST, BREAK, UNKNOWN = 0, 2, 3
#: A word of more pieces is cut: it is a web address or noise.
LONGEST_WORD = 24


def composed(text: str) -> str:
    """Return *text* in the form in which the vocabulary was made (NFKC)."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


class WordPieces:
    """Splits words; each distinct word is split once."""

    def __init__(self, stored: bytes) -> None:
        """Take a vocabulary in the library's format."""
        import sentencepiece

        self._processor = sentencepiece.SentencePieceProcessor(model_proto=stored)
        self._known: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        """Return the number of pieces."""
        return int(self._processor.get_piece_size())

    def split(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """Return the numbers of the pieces of each word, at least one a word."""
        new = list(dict.fromkeys(word for word in words if word not in self._known))
        if len(self._known) + len(new) > _REMEMBERED:
            self._known.clear()
            new = list(dict.fromkeys(words))
        for word, pieces in zip(new, self._encoded(new), strict=True):
            self._known[word] = tuple(pieces[:LONGEST_WORD]) or (UNKNOWN,)
        return [self._known[word] for word in words]

    def _encoded(self, words: Iterable[str]) -> list[list[int]]:
        return list(self._processor.encode([composed(word) for word in words]))


#: Words kept in memory with their pieces.
_REMEMBERED = 200_000
