"""The words of texts, cut by the pipeline's own tokeniser.

The tokeniser cuts at blanks first and then looks at each piece alone, so that equal pieces are cut
alike wherever they occur. Each different piece is therefore cut once, and a corpus costs as much as
its vocabulary and one pass over its blanks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language

_PIECE = re.compile(r"\S+")
_GAP = re.compile(r"(\s+)")

#: What a sentence or a quotation may begin after, where a capital is no sign of a name.
_OPENERS = frozenset('.!?:;•*-–"”»«(')


class Word(NamedTuple):
    """A word as it is counted, and its place in the text (code points)."""

    form: str
    start: int
    end: int


class _Piece(NamedTuple):
    """A piece between blanks, inside a sentence and where one opens (index 0 and 1).

    *words* are its words with their places in the piece, *opens* whether a sentence may open after,
    *numbers* those under which :attr:`Cutter.forms` has its words.
    """

    words: tuple[tuple[Word, ...], tuple[Word, ...]]
    opens: tuple[bool, bool]
    numbers: tuple[int, int]


class Cutter:
    """Cuts texts into words, and remembers every piece that it has met.

    A word is a token with a letter. Its form is in lower case, but for a name: a word with a capital
    inside a sentence keeps it.

    Attributes:
        forms: the words of each piece by its number, and of each of its ways to be read.
    """

    def __init__(self) -> None:
        self.forms: list[tuple[str, ...]] = []
        self._known: dict[str, _Piece] = {}
        self._alone: dict[str, int] = {}

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
        self._known.update(zip(new, map(self._piece, found), strict=True))

    def words(self, text: str, hidden: Sequence[tuple[int, int]] = ()) -> Iterator[Word]:
        """Yield the words of *text* but those that begin in a span of *hidden*, in order."""
        borders = _borders(hidden)
        for start, piece, opens in self._walk(text):
            for form, left, right in piece.words[opens]:
                place = start + left
                if bisect_right(borders, place) % 2 == 0:
                    yield Word(form, place, start + right)

    def numbers(self, text: str, hidden: Sequence[tuple[int, int]] = ()) -> list[int]:
        """Return the numbers of the pieces of *text*, whose words are those that are not *hidden*.

        The words of a piece of which a part is hidden have numbers of their own.
        """
        known, opens = self._known, True
        found: list[int] = []
        borders = _borders(hidden)
        parts = _GAP.split(text)
        parts.append(" ")
        place = 0
        for string, gap in zip(parts[::2], parts[1::2], strict=True):
            if string:
                if string not in known:
                    self.learn((string,))
                piece = known[string]
                end = place + len(string)
                side = bisect_right(borders, place) if borders else 0
                if borders and bisect_right(borders, end - 1) != side:
                    found += self._seen(piece.words[opens], place, borders)
                elif side % 2 == 0:
                    found.append(piece.numbers[opens])
                opens = piece.opens[opens]
                place = end
            place += len(gap)
            if gap != " ":
                opens = True
        return found

    def _seen(self, words: Sequence[Word], start: int, borders: Sequence[int]) -> Iterator[int]:
        """Yield the numbers of those of *words*, of a piece at *start*, that are not hidden."""
        for form, left, _ in words:
            if bisect_right(borders, start + left) % 2 == 0:
                if form not in self._alone:
                    self._alone[form] = len(self.forms)
                    self.forms.append((form,))
                yield self._alone[form]

    def _piece(self, tokens: Sequence[tuple[str, int]]) -> _Piece:
        """Return a piece, given its tokens and where each starts."""
        inside, opening = _read(tokens, opens=False), _read(tokens, opens=True)
        number = len(self.forms)
        self.forms += [tuple(word.form for word in words) for words, _ in (inside, opening)]
        return _Piece((inside[0], opening[0]), (inside[1], opening[1]), (number, number + 1))

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


def _borders(hidden: Sequence[tuple[int, int]]) -> list[int]:
    """Return where the union of spans begins and ends, in turn."""
    borders: list[int] = []
    for start, end in sorted(hidden):
        if borders and start <= borders[-1]:
            borders[-1] = max(borders[-1], end)
        elif start < end:
            borders += (start, end)
    return borders


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
