"""The words of texts, cut by the pipeline's own tokeniser.

The tokeniser cuts at blanks first and then looks at each piece alone, so that equal pieces are cut
alike wherever they occur. Each different piece is therefore cut once, and a corpus costs as much as
its vocabulary and one pass over its blanks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language

_PIECE = re.compile(r"\S+")

#: What a sentence or a quotation may begin after, where a capital is no sign of a name.
_OPENERS = frozenset('.!?:;•*-–"”»«(')


class Word(NamedTuple):
    """A word as it is counted, and its place in the text (code points)."""

    form: str
    start: int
    end: int


class _Piece(NamedTuple):
    """A piece between blanks, inside a sentence and where one opens (index 0 and 1).

    *words* are its words with their places in the piece, *opens* whether a sentence may open after.
    """

    words: tuple[tuple[Word, ...], tuple[Word, ...]]
    opens: tuple[bool, bool]


class Cutter:
    """Cuts texts into words, and remembers every piece that it has met.

    A word is a token with a letter. Its form is in lower case, but for a name: a word with a capital
    inside a sentence keeps it.
    """

    def __init__(self) -> None:
        self._known: dict[str, _Piece] = {}

    def learn(self, texts: Iterable[str]) -> None:
        """Cut all pieces of *texts* that are new, in one call of the tokeniser."""
        pieces = dict.fromkeys(piece for text in texts for piece in text.split())
        new = [piece for piece in pieces if piece not in self._known]
        if not new:
            return
        found: list[list[tuple[str, int]]] = [[]]
        begins = 0
        for token in _tokeniser().make_doc("\n".join(new)):
            if token.text.isspace():
                found.append([])
                begins = token.idx + 1
            else:
                found[-1].append((token.text, token.idx - begins))
        self._known.update(zip(new, map(_piece, found), strict=True))

    def words(self, text: str, hidden: Sequence[tuple[int, int]] = ()) -> Iterator[Word]:
        """Yield the words of *text* but those that begin in a span of *hidden*, in order."""
        for start, piece, opens in self._walk(text):
            for form, left, right in piece.words[opens]:
                place = start + left
                if not any(first <= place < last for first, last in hidden):
                    yield Word(form, place, start + right)

    def count(self, text: str, hidden: Sequence[tuple[int, int]] = ()) -> Counter[str]:
        """Return how often each form occurs among the words of *text* that are not *hidden*."""
        if hidden:
            return Counter(word.form for word in self.words(text, hidden))
        counts: Counter[str] = Counter()
        for _, piece, opens in self._walk(text):
            for form, _, _ in piece.words[opens]:
                counts[form] += 1
        return counts

    def _walk(self, text: str) -> Iterator[tuple[int, _Piece, bool]]:
        """Yield the start of each piece of *text*, the piece, and whether a sentence opens there."""
        opens, end = True, 0
        for match in _PIECE.finditer(text):
            start = match.start()
            if start != end + 1 or text[end] != " ":
                opens = True
            piece = self._known.get(match.group())
            if piece is None:
                self.learn((text,))
                piece = self._known[match.group()]
            yield start, piece, opens
            opens, end = piece.opens[opens], match.end()


def _piece(tokens: Sequence[tuple[str, int]]) -> _Piece:
    """Return a piece, given its tokens and where each starts."""
    inside, opening = _read(tokens, opens=False), _read(tokens, opens=True)
    return _Piece((inside[0], opening[0]), (inside[1], opening[1]))


def _read(tokens: Sequence[tuple[str, int]], *, opens: bool) -> tuple[tuple[Word, ...], bool]:
    """Return the words of a piece and whether a sentence opens after it, given whether one did."""
    words = []
    for text, start in tokens:
        if not any(char.isalpha() for char in text):
            opens = opens or text in _OPENERS
            continue
        name = text.istitle() and not opens
        words.append(Word(text if name else text.lower(), start, start + len(text)))
        opens = False
    return tuple(words), opens


@cache
def _tokeniser() -> Language:
    import spacy

    import polcorp.pipeline.model.tokenizer  # noqa: F401  # registers the tokeniser

    settings = {"nlp": {"tokenizer": {"@tokenizers": "polcorp.SwedishTokenizer.v1"}}}
    nlp = spacy.blank("sv", config=settings)
    nlp.max_length = 2_000_000_000
    nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]  # only the cuts are asked for
    return nlp
