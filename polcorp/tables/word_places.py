"""Where the tokens, words and sentences of a document are, for counting within spans."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Words of more than this many letters are long (Björnsson 1968).
LONG_WORD = 6


class WordPlaces:
    """The starts of tokens and words, and the sentences that have words, of one document."""

    def __init__(self, doc: Doc) -> None:
        """Find them in *doc*."""
        # every ``token.text`` and ``doc.text`` is made again, so they are asked for once
        found = [(token.idx, token.text) for token in doc if not token.is_space]
        words = [(start, text) for start, text in found if is_word(text)]
        self.token_starts = [start for start, _ in found]
        self.word_starts = [start for start, _ in words]
        self.long = sum(_letters(text) > LONG_WORD for _, text in words)
        self.sentences = [
            (sent.start_char, sent.end_char)
            for sent in doc.sents
            if self.count(sent.start_char, sent.end_char)
        ]

    def sentence_words(self) -> Iterator[int]:
        """Yield the start of the first word of each sentence."""
        for start, _ in self.sentences:
            yield self.word_starts[bisect_left(self.word_starts, start)]

    def count(self, start: int, end: int) -> int:
        """Return how many words begin within a span."""
        return _between(self.word_starts, start, end)

    def tokens(self, start: int, end: int) -> int:
        """Return how many tokens begin within a span."""
        return _between(self.token_starts, start, end)


def is_word(text: str) -> bool:
    """Return whether a token counts as a word: it has a letter or a digit."""
    return any(char.isalnum() for char in text)


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


def _between(starts: Sequence[int], start: int, end: int) -> int:
    return bisect_left(starts, end) - bisect_left(starts, start)
