"""Concordance: every place of a word, phrase, beginning or lemma, with the words around it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Generator
from contextlib import closing
from functools import partial
from itertools import islice, starmap
from typing import TYPE_CHECKING, Unpack

from polcorp.analysis.query_syntax import Query, parse
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.reading.clean_view import clean_view, comparable
from polcorp.store.connection import reading
from polcorp.store.search_index import forms_of, tags_of, texts_with
from polcorp.swedish.order import swedish_key
from polcorp.tables.filters import Condition, Filters, is_one_of
from polcorp.tables.frames import missing_text
from polcorp.tables.relations import ACTOR_NAME
from polcorp.tables.tags import Tags

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus, Where

_WORD = re.compile(r"\w+")
_TEXT_COLUMNS = ("doc_id", "party", "municipality", "date", "doc_type", "title")
COLUMNS = (*_TEXT_COLUMNS, "start", "end", "left", "text", "right")
SORTS = ("document", "left", "right")
#: Characters that are read for a pattern of parts of speech alone, which no index can answer.
MOST_READ = 10_000_000
#: Hits that are counted where only the first ones are wanted: of «vill» there are a hundred thousand.
MOST_COUNTED = 10_000


def kwic(
    corpus: Corpus,
    pattern: str,
    *,
    context: int = 8,
    sort: str = "document",
    limit: int | None = None,
    **where: Unpack[Where],
) -> pd.DataFrame:
    """Return one row a hit: document, offsets, *context* words to the left, hit, words to the right.

    The pattern is a word or a phrase, in any case. ``bostad*`` is a beginning, ``*modellen`` an
    end, a lone ``*`` any word, ``lemma:vilja`` every form of a lemma that the corpus has,
    ``pos:NOUN`` any noun, and ``lag/NOUN`` or ``lemma:man/NOUN`` only what is one at that place.
    ``frame.attrs["total"]`` is the number of hits without *limit*, ``frame.attrs["documents"]`` the
    number of documents they stand in. Where a *limit* is given and the order is that of the
    documents, counting stops at ten thousand hits, and ``frame.attrs["more"]`` tells that it did.

    The filters choose documents; *actor*, *theme* and *contains* choose sentences and demands in
    them: those that name the actor, have the code, or have the letters.

    Raises:
        PolcorpError: the pattern has no word, something in it or in the filters is not known, the
            corpus has no parts of speech, or all texts of a large corpus would have to be read.
    """
    import pandas as pd

    if sort not in SORTS:
        raise UnknownValueError("sort order", sort, SORTS)
    with reading(corpus.path) as connection:
        filters = Filters.resolve(connection, where)
        query = parse(pattern, lambda lemma, pos: forms_of(connection, lemma, pos))
        first_only = limit is not None and sort == "document"
        if query.tags:
            _check_tags(connection, filters)
            if not query.words and not first_only:
                _check_size(connection, pattern, filters)
        with closing(_hits(connection, query, filters)) as found:
            hits = list(islice(found, max(MOST_COUNTED, limit or 0) if first_only else None))
            more = first_only and next(found, None) is not None
    documents = len({hit[0] for hit in hits})
    rows = [
        (*hit[1:7], *_with_context(hit, context)) for hit in _sorted(hits, sort, context, limit)
    ]
    frame = pd.DataFrame.from_records(rows, columns=list(COLUMNS)).astype(
        {name: "Int64" if name in ("start", "end") else "string" for name in COLUMNS}
    )
    frame.attrs.update(total=len(hits), documents=documents, more=more)
    return frame


def _check_tags(connection: sqlite3.Connection, filters: Filters) -> None:
    """Refuse to answer where some of the chosen documents have no parts of speech."""
    n, without = _chosen(
        connection,
        "count(*), coalesce(sum(d.id NOT IN (SELECT document FROM word_tag)), 0)",
        filters,
    )
    if without:
        raise PolcorpError(
            f"{without} of {n} documents are stored without parts of speech by place, by an older"
            " version or a model that has none; «polcorp ingest --force» reads them again"
        )


def _check_size(connection: sqlite3.Connection, pattern: str, filters: Filters) -> None:
    """Refuse to look through all of a large corpus, where the index cannot say in which texts."""
    (size,) = _chosen(connection, "coalesce(sum(d.n_chars), 0)", filters)
    if size > MOST_READ:
        raise PolcorpError(
            f"«{pattern}» has no word that the index could find: {size / 1e6:.0f} million characters"
            f" would be read, {MOST_READ / 1e6:.0f} are the most; add a word («{pattern} kommunen»),"
            " choose documents (--party, --municipality, --doc), or take the first hits (--limit)"
        )


def _chosen(connection: sqlite3.Connection, what: str, filters: Filters) -> tuple[int, ...]:
    """Return sums over the chosen documents ``d``."""
    documents = filters.for_documents()
    where = f" WHERE {documents.sql}" if documents.sql else ""
    query = f"SELECT {what} FROM document d{where}"
    found: tuple[int, ...] = connection.execute(query, documents.values).fetchone()
    return found


Hit = tuple[int, str, str | None, str | None, str | None, str | None, str | None, str, int, int]


def _hits(connection: sqlite3.Connection, query: Query, filters: Filters) -> Generator[Hit]:
    documents = filters.for_documents()
    inside = _Places(connection, filters)
    for row in texts_with(connection, query.words, documents.sql, documents.values):
        text = row[7]
        if text is None:
            raise missing_text(row[1])
        spans = inside.of(row[0], text)
        view = clean_view(text)
        tags = partial(_tags, connection, row[0], view.text)
        for start, end in starmap(view.span, query.spans(view.text, tags)):
            if spans is None or any(a <= start and end <= b for a, b in spans):
                yield (*row, start, end)


def _tags(connection: sqlite3.Connection, document: int, text: str) -> Tags:
    return Tags(text, tags_of(connection, document))


class _Places:
    """The sentences and demands that the filters by actor, theme and words leave."""

    def __init__(self, connection: sqlite3.Connection, filters: Filters) -> None:
        self._connection = connection
        self._filters = filters

    def of(self, document: int, text: str) -> list[tuple[int, int]] | None:
        """Return the spans of a document that are looked through; None means all of it."""
        filters = self._filters
        kept: list[tuple[int, int]] | None = None
        if filters.actor:
            kept = self._spans(
                "SELECT sentence_start, sentence_end FROM mention m JOIN actor a ON a.id = m.actor",
                "m.document = :document",
                is_one_of("actor", ACTOR_NAME, filters.actor),
                document,
            )
        if filters.theme:
            coded = self._spans(
                'SELECT c.start, c."end" FROM code c JOIN theme h ON h.id = c.theme',
                "c.document = :document",
                is_one_of("theme", "h.code", filters.theme),
                document,
            )
            kept = coded if kept is None else _common(kept, coded)
        if filters.contains:
            around = [match.span() for match in re.finditer(r"[^.!?\r\n]+", text)]
            if kept is not None:
                around = kept
            wanted = [words for words in filters.contains if words]
            kept = [
                (a, b) for a, b in around if any(words in comparable(text[a:b]) for words in wanted)
            ]
        return kept

    def _spans(
        self, query: str, of_document: str, chosen: Condition, document: int
    ) -> list[tuple[int, int]]:
        values = {**chosen.values, "document": document}
        query = f"{query} WHERE {of_document} AND {chosen.sql}"
        return [(a, b) for a, b in self._connection.execute(query, values)]


def _common(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> list[tuple[int, int]]:
    pairs = ((max(a, c), min(b, d)) for a, b in left for c, d in right)
    return [(a, b) for a, b in pairs if a < b]


def _sorted(hits: list[Hit], sort: str, context: int, limit: int | None) -> list[Hit]:
    if sort != "document":
        hits = sorted(hits, key=lambda hit: (_neighbours(hit, sort, context), hit[1], hit[8]))
    return hits if limit is None else hits[:limit]


def _neighbours(hit: Hit, side: str, context: int) -> list[str]:
    """Return the keys of the words beside a hit, the nearest first, in Swedish order."""
    text, start, end = hit[7:10]
    words = max(context, 1)
    if side == "right":
        found = _WORD.findall(text[end : end + 24 * words])[:words]
    else:
        found = _WORD.findall(text[max(start - 24 * words, 0) : start])[::-1][:words]
    return [swedish_key(word)[0] for word in found]


def _with_context(hit: Hit, words: int) -> tuple[int, int, str, str, str]:
    """Return start, end, left, hit and right; the sides are cut from the text as they stand."""
    text, start, end = hit[7:10]
    room = 40 * words  # a word of more than forty characters is cut
    before = text[max(start - room, 0) : start]
    after = text[end : end + room]
    left = list(re.finditer(r"\S+", before))[-words:] if words else []
    right = list(re.finditer(r"\S+", after))[:words] if words else []
    return (
        start,
        end,
        before[left[0].start() :] if left else "",
        text[start:end],
        after[: right[-1].end()] if right else "",
    )
