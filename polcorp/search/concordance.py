"""Concordance: every place of a word, phrase, beginning or lemma, with the words around it."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.search.hits import Hit, find_hits
from polcorp.search.query_syntax import Query, parse
from polcorp.store.connection import reading
from polcorp.store.search_index import KNOWN_OF_TEXT, forms_of
from polcorp.swedish.order import swedish_key
from polcorp.tables import summaries
from polcorp.tables.answers import noted, summarised
from polcorp.tables.filters import Filters, Where
from polcorp.tables.groups import Group, find_group
from polcorp.tables.summaries import Ask
from polcorp.vocabulary.messages import counted, decimal, message

if TYPE_CHECKING:
    import pandas as pd

_WORD = re.compile(r"\w+")
COLUMNS = (*KNOWN_OF_TEXT, "start", "end", "left", "text", "right")
SORTS = ("document", "left", "right")
#: What the words around a hit may be taken from.
WITHIN = ("document", "sentence")
#: Characters that are read for what no index can answer: parts of speech alone, and regular
#: expressions.
MOST_READ = 10_000_000
#: Hits that are counted where only the first ones are wanted: of «vill» there are a hundred thousand.
MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Search:
    """What is looked for and how it is shown; :meth:`polcorp.corpus.Corpus.kwic` explains it."""

    pattern: str
    context: int = 8
    within: str = "document"
    plain: bool = False
    sort: str = "document"
    limit: int | None = None

    def __post_init__(self) -> None:
        """Raise UnknownValueError where the order or the bound of the context is not known."""
        if self.sort not in SORTS:
            raise UnknownValueError("sort order", self.sort, SORTS)
        if self.within not in WITHIN:
            raise UnknownValueError("bound of the context", self.within, WITHIN)

    @property
    def first_only(self) -> bool:
        """Return whether no hit after the first *limit* is shown."""
        return self.limit is not None and self.sort == "document"


def concordance(path: Path, search: Search, where: Where) -> pd.DataFrame:
    """Return one row per hit in the corpus at *path*, with the words around it.

    See :meth:`polcorp.corpus.Corpus.kwic`.
    """
    with reading(path) as connection:
        filters = Filters.resolve(connection, where)
        found = _found(connection, search, filters, stops=search.first_only)
        table = _frame(found.hits, search)
        table.attrs.update(total=len(found.hits), documents=found.documents, more=found.more)
        noted(connection, table, filters, None)
        summary = _summary(connection, found, filters)
        table.attrs["notes"] = [*summary, *table.attrs["notes"]]
    return table


def hits_by(path: Path, search: Search, by: str, top: int | None, where: Where) -> pd.DataFrame:
    """Return how many hits each group of documents has, and how many per 1,000 words."""
    with reading(path) as connection:
        filters = Filters.resolve(connection, where)
        group = find_group(connection, by, joint=filters.joint)
        found = _found(connection, search, filters, stops=False)
        summary = summaries.hits(_ask(filters, group), found.counted)
        table = summarised(connection, summary, search.limit, top)
        return noted(connection, table, filters, group)


@dataclass(frozen=True)
class _Found:
    """The hits, whether there are *more*, and how many of each document count."""

    hits: Sequence[Hit]
    more: bool

    @property
    def documents(self) -> int:
        return len({hit.document for hit in self.hits})

    @property
    def counted(self) -> Counter[int]:
        return Counter(hit.document for hit in self.hits if hit.counted)


def _found(
    connection: sqlite3.Connection, search: Search, filters: Filters, *, stops: bool
) -> _Found:
    """Return the hits; where it *stops*, the first ten thousand or as many as are shown.

    Raises:
        PolcorpError: some documents have no parts of speech, or too much would have to be read.
    """

    def forms(lemma: str, pos: str) -> list[str]:
        return forms_of(connection, lemma, pos, plain=search.plain)

    query = parse(search.pattern, forms, plain=search.plain)
    if query.tags:
        _check_tags(connection, filters)
    if query.reads_all and not stops:
        _check_size(connection, search.pattern, query, filters)
    in_sentence = search.within == "sentence"
    with closing(find_hits(connection, query, filters, in_sentence=in_sentence)) as found:
        hits = list(islice(found, max(MOST_COUNTED, search.limit or 0) if stops else None))
        more = stops and next(found, None) is not None
    return _Found(hits, more)


def _ask(filters: Filters, group: Group | None) -> Ask:
    shown = filters.groups_shown(group.name if group else "")
    return Ask(documents=filters.for_documents(), group=group, only=shown)


def _summary(connection: sqlite3.Connection, found: _Found, filters: Filters) -> list[str]:
    """Return a line with the hits and how many there are per 1,000 words; none without hits."""
    hits = len(found.hits)
    if not hits:
        return []
    documents = counted(found.documents, "document")
    said = message("hits_in", hits=counted(hits, "hit"), documents=documents)
    if found.more:
        return [message("more_hits", said=said)]
    summary = summaries.hits(_ask(filters, None), found.counted)
    (row,) = summarised(connection, summary, None, None).to_dict("records")
    if row["words"]:
        said += message("per_thousand", rate=decimal(row["per_1000"], 2))
    apart = hits - row["hits"]
    if apart:
        said += message("hits_apart", hits=counted(apart, "hit"))
    return [said]


def _check_tags(connection: sqlite3.Connection, filters: Filters) -> None:
    """Refuse to answer where some of the chosen documents have no parts of speech."""
    n, without = _chosen(
        connection,
        "count(*), coalesce(sum(d.id NOT IN (SELECT document FROM word_tag)), 0)",
        filters,
    )
    if without:
        raise PolcorpError(message("untagged", without=without, n=n))


def _check_size(
    connection: sqlite3.Connection, pattern: str, query: Query, filters: Filters
) -> None:
    """Refuse to look through all of a large corpus, where the index cannot say in which texts."""
    (size,) = _chosen(connection, "coalesce(sum(d.n_chars), 0)", filters)
    if size > MOST_READ:
        other = message("use_wildcards" if query.is_regex else "add_a_word", pattern=pattern)
        read, most = decimal(size / 1e6, 0), decimal(MOST_READ / 1e6, 0)
        raise PolcorpError(
            message("no_index_word", pattern=pattern, size=read, most=most, other=other)
        )


def _chosen(connection: sqlite3.Connection, what: str, filters: Filters) -> tuple[int, ...]:
    """Return sums over the chosen documents ``d``."""
    documents = filters.for_documents()
    where = f" WHERE {documents.sql}" if documents.sql else ""
    query = f"SELECT {what} FROM document d{where}"
    found: tuple[int, ...] = connection.execute(query, documents.values).fetchone()
    return found


def _frame(hits: Sequence[Hit], search: Search) -> pd.DataFrame:
    import pandas as pd

    if search.sort != "document":
        hits = sorted(hits, key=lambda hit: (_neighbours(hit, search), hit.known[0], hit.start))
    shown = hits if search.limit is None else hits[: search.limit]
    rows = [(*hit.known, *_with_context(hit, search.context)) for hit in shown]
    return pd.DataFrame.from_records(rows, columns=list(COLUMNS)).astype(
        {name: "Int64" if name in ("start", "end") else "string" for name in COLUMNS}
    )


def _neighbours(hit: Hit, search: Search) -> list[str]:
    """Return the keys of the words beside a hit, the nearest first, in Swedish order."""
    words = max(search.context, 1)
    if search.sort == "right":
        after = hit.text[hit.end : min(hit.end + 24 * words, hit.last)]
        found = _WORD.findall(after)[:words]
    else:
        before = hit.text[max(hit.start - 24 * words, hit.first) : hit.start]
        found = _WORD.findall(before)[::-1][:words]
    return [swedish_key(word)[0] for word in found]


def _with_context(hit: Hit, words: int) -> tuple[int, int, str, str, str]:
    """Return start, end, left, hit and right; the sides are cut from the text as they are."""
    room = 40 * words  # a word of more than forty characters is cut
    before = hit.text[max(hit.start - room, hit.first) : hit.start]
    after = hit.text[hit.end : min(hit.end + room, hit.last)]
    left = list(re.finditer(r"\S+", before))[-words:] if words else []
    right = list(re.finditer(r"\S+", after))[:words] if words else []
    return (
        hit.start,
        hit.end,
        before[left[0].start() :] if left else "",
        hit.text[hit.start : hit.end],
        after[: right[-1].end()] if right else "",
    )
