"""The hits of a pattern: read text by text, in the places that the filters leave."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Generator, Iterable
from functools import partial
from typing import NamedTuple

from polcorp.reading.aligned import Aligned
from polcorp.reading.clean_view import comparable, stored_view
from polcorp.search.query_syntax import Query
from polcorp.store.search_index import spellings, tags_of, texts_with
from polcorp.swedish.sentences import sentence_spans
from polcorp.tables.filters import Condition, Filters, is_one_of
from polcorp.tables.frames import missing_text
from polcorp.tables.relations import ACTOR_NAME
from polcorp.tables.tags import Tags

Span = tuple[int, int]


class Hit(NamedTuple):
    """A hit in a document, of which the values of ``KNOWN_OF_TEXT`` are *known*.

    All offsets are in the raw text.

    What is shown around it lies between *first* and *last*. It is *counted* outside boilerplate.
    """

    document: int
    text: str
    known: tuple[str | None, ...]
    start: int
    end: int
    first: int
    last: int
    counted: bool


def find_hits(
    connection: sqlite3.Connection, query: Query, filters: Filters, *, in_sentence: bool
) -> Generator[Hit]:
    """Yield the hits of *query* that the filters leave, in the order of documents and places.

    *in_sentence*: what is shown around a hit ends with its sentence.
    """
    words = query.words
    if query.plain:
        words = tuple(spellings(connection, words))
    chosen = filters.for_documents()
    places = _Places(connection, filters)
    for found in texts_with(connection, words, chosen.sql, chosen.values):
        if found.text is None:
            raise missing_text(str(found.known[0]))
        document = _Document(
            connection, found.document, stored_view(found.text, is_clean=found.is_clean)
        )
        left = places.of(document)
        for start, end in query.spans(document.view.text, partial(_tags, document)):
            a, b = document.view.span(start, end)
            if left is None or any(first <= a and b <= last for first, last in left):
                around = document.around(start, end) if in_sentence else (0, len(found.text))
                yield Hit(
                    found.document, found.text, found.known, a, b, *around, document.is_body(a)
                )


def _tags(document: _Document) -> Tags:
    return Tags(document.view.text, tags_of(document.connection, document.key))


class _Document:
    """A text that is looked through; what else it is asked for is read at the first question."""

    def __init__(self, connection: sqlite3.Connection, key: int, view: Aligned) -> None:
        self.connection = connection
        self.key = key
        self.view = view
        self._sentences: list[Span] | None = None
        self._begins: list[int] = []
        self._boilerplate: list[Span] | None = None

    @property
    def sentences(self) -> list[Span]:
        """Return the sentences of the view; none crosses the border of a heading."""
        if self._sentences is None:
            headings = self._read(
                "SELECT heading_start, heading_end FROM section"
                " WHERE document = ? AND heading_start IS NOT NULL"
            )
            borders = (place for span in headings for place in self.view.found(*span))
            self._sentences = sentence_spans(self.view.text, borders)
            self._begins = [first for first, _ in self._sentences]
        return self._sentences

    def around(self, start: int, end: int) -> Span:
        """Return the raw span of the sentences that a span of the view is in."""
        if not self.sentences:
            return self.view.span(start, end)
        first = self.sentences[max(bisect_right(self._begins, start) - 1, 0)][0]
        last = self.sentences[max(bisect_right(self._begins, end - 1) - 1, 0)][1]
        return self.view.span(min(first, start), max(last, end))

    def is_body(self, place: int) -> bool:
        """Return whether a place of the raw text is outside boilerplate."""
        if self._boilerplate is None:
            query = "SELECT start, \"end\" FROM section WHERE document = ? AND kind = 'boilerplate'"
            self._boilerplate = self._read(query)
        return not any(start <= place < end for start, end in self._boilerplate)

    def _read(self, query: str) -> list[Span]:
        return self.connection.execute(query, (self.key,)).fetchall()


class _Places:
    """The sentences and demands that the filters by actor, theme and words leave."""

    def __init__(self, connection: sqlite3.Connection, filters: Filters) -> None:
        self._connection = connection
        self._filters = filters

    def of(self, document: _Document) -> list[Span] | None:
        """Return the raw spans of a document that are looked through; None means all of it."""
        filters = self._filters
        kept: list[Span] | None = None
        if filters.actor:
            kept = self._spans(
                "SELECT sentence_start, sentence_end FROM mention m JOIN actor a ON a.id = m.actor",
                "m.document = :document",
                is_one_of("actor", ACTOR_NAME, filters.actor),
                document.key,
            )
        if filters.theme:
            coded = self._spans(
                'SELECT c.start, c."end" FROM code c JOIN theme h ON h.id = c.theme',
                "c.document = :document",
                is_one_of("theme", "h.code", filters.theme),
                document.key,
            )
            kept = coded if kept is None else _common(kept, coded)
        if filters.contains:
            if kept is None:
                kept = [document.view.span(*span) for span in document.sentences]
            wanted = [words for words in filters.contains if words]
            kept = list(_with_words(document.view.raw, kept, wanted))
        return kept

    def _spans(self, query: str, of_document: str, chosen: Condition, document: int) -> list[Span]:
        values = {**chosen.values, "document": document}
        query = f"{query} WHERE {of_document} AND {chosen.sql}"
        return [(a, b) for a, b in self._connection.execute(query, values)]


def _with_words(text: str, spans: Iterable[Span], wanted: list[str]) -> Iterable[Span]:
    for start, end in spans:
        words = comparable(text[start:end])
        if any(one in words for one in wanted):
            yield start, end


def _common(left: list[Span], right: list[Span]) -> list[Span]:
    pairs = ((max(a, c), min(b, d)) for a, b in left for c, d in right)
    return [(a, b) for a, b in pairs if a < b]
