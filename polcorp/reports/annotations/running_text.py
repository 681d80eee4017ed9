"""A document as blocks of sentences of words, with its names and demands: what corpus formats hold.

The words are those of the clean view, in a new analysis; no block crosses a heading or the border of
boilerplate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from polcorp.analysis.views import DocumentView
from polcorp.reports.annotations.spans import Span
from polcorp.reports.annotations.tokens import (
    Analysed,
    analysed_again,
    label_of_tokens,
    sentences_of,
    spaced,
    word_columns,
)

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

BlockKind = Literal["heading", "boilerplate", "text"]

#: What marks a heading in a text that was extracted; the block's level says it.
_MARK = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)


@dataclass(frozen=True)
class Word:
    """A token with the columns of CoNLL-U, and what it is a part of.

    *head* counts from 1 in the sentence; «0» is the root, «_» stands for what is not known. *demand*
    is a BIO label, or «_».
    """

    text: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: str
    relation: str
    is_spaced: bool
    demand: str = "_"

    @property
    def is_punctuation(self) -> bool:
        """Return whether it is no word."""
        return self.upos == "PUNCT"


@dataclass(frozen=True)
class Stretch:
    """Words that a span covers, as the first and last + 1 in their sentence."""

    first: int
    last: int
    span: Span


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence, and the names in it, in order, none inside another."""

    words: tuple[Word, ...]
    names: tuple[Stretch, ...] = ()

    def pieces(self) -> Iterator[tuple[Span | None, int, int]]:
        """Yield names, and what is between them: (span or None, first, last + 1)."""
        at = 0
        for name in self.names:
            if at < name.first:
                yield None, at, name.first
            yield name.span, name.first, name.last
            at = name.last
        if at < len(self.words):
            yield None, at, len(self.words)


@dataclass
class Block:
    """A heading, a paragraph, a list item, or a line of boilerplate."""

    kind: BlockKind
    level: int = 0
    sentences: list[Sentence] = field(default_factory=list)


def blocks_of(view: DocumentView, spans: Sequence[Span], nlp: Language) -> list[Block]:
    """Return the blocks of a document, in the order of the text."""
    analysed = analysed_again(view, nlp)
    demands = label_of_tokens(analysed, [span for span in spans if span.layer == "DEMAND"])
    actors = [span for span in spans if span.layer == "ACTOR"]
    names = _of_first_token(analysed, actors)
    blocks: list[Block] = []
    last = 0
    for sentence in sentences_of(analysed.doc):
        tokens = _without_mark(analysed.doc.text, sentence)
        if not tokens:
            continue
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        kind, level = _kind(analysed.place(tokens[0])[0], spans)
        goes_on = blocks and "\n" not in analysed.doc.text[last:start]
        if not goes_on or (kind, level) != (blocks[-1].kind, blocks[-1].level):
            blocks.append(Block(kind, level))
        blocks[-1].sentences.append(_sentence(tokens, names, demands))
        last = end
    return blocks


def _without_mark(text: str, tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens of a sentence without the mark of a heading."""
    mark = _MARK.match(text, tokens[0].idx)
    return [token for token in tokens if token.idx >= mark.end()] if mark else tokens


def _kind(start: int, spans: Sequence[Span]) -> tuple[BlockKind, int]:
    """Return what a sentence that starts at *start* of the raw text belongs to."""
    for span in spans:
        if span.start <= start < span.end and span.layer == "BOILERPLATE":
            return "boilerplate", 0
    for span in spans:
        if span.start <= start < span.end and span.layer == "HEADING":
            return "heading", int(span.attributes.get("level") or 2)
    return "text", 0


def _of_first_token(analysed: Analysed, spans: Sequence[Span]) -> dict[int, tuple[int, Span]]:
    """Return the end and the span of each stretch by its first token; the first and longest count."""
    taken: set[int] = set()
    found: dict[int, tuple[int, Span]] = {}
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        tokens = analysed.tokens(span)
        if tokens is not None and taken.isdisjoint(range(tokens.start, tokens.end)):
            taken.update(range(tokens.start, tokens.end))
            found[tokens.start] = (tokens.end, span)
    return found


def _sentence(
    tokens: Sequence[Token], names: dict[int, tuple[int, Span]], demands: dict[int, str]
) -> Sentence:
    places = {token.i: place for place, token in enumerate(tokens, start=1)}
    words = []
    for number, token in enumerate(tokens, start=1):
        text, lemma, upos, xpos, feats, head, relation, _ = word_columns(token, places)
        is_last = number == len(tokens)
        words.append(
            Word(
                *(text, lemma, upos, xpos, feats, head, relation),
                is_spaced=is_last or spaced(token),
                demand=demands.get(token.i, "_"),
            )
        )
    stretches = []
    for place, token in enumerate(tokens):
        if token.i in names:
            end, span = names[token.i]
            inside = sum(token.i <= other.i < end for other in tokens)
            stretches.append(Stretch(place, place + inside, span))
    return Sentence(tuple(words), tuple(stretches))
