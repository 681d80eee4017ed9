"""One pass over the corpus, document by document: what is counted, and where it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from polcorp.reports.html.rows import NOBODY, Numbering, Rows
from polcorp.tables.filters import ALWAYS, Condition, Filters
from polcorp.tables.relations import CODES, DEMANDS, DOCUMENTS, MENTIONS, WHOLE_TEXT, Relation

#: The columns of documents on the page.
LISTED = ("doc_id", "title", "party", "municipality", "date", "doc_type", "n_body_words")
_DOCUMENT = (*LISTED, "n_chars")
_SPAN = ("start", "end")


@dataclass
class Gathered:
    """What one pass over the chosen documents found.

    Parties, themes, combinations of themes, forms and actors are numbered in the order in which
    they come. ``texts`` has those of the page, none where they do not fit in it.
    """

    documents: list[dict[str, Any]]
    whole: bool
    parties: Numbering[str] = field(default_factory=Numbering)
    themes: Numbering[str] = field(default_factory=Numbering)
    combinations: Numbering[tuple[int, ...]] = field(default_factory=Numbering)
    forms: Numbering[str] = field(default_factory=Numbering)
    actors: Numbering[int] = field(default_factory=Numbering)
    demands: Rows = field(default_factory=Rows)
    sentences: Rows = field(default_factory=Rows)
    mentions: Rows = field(default_factory=Rows)
    demand_ids: list[str] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def chosen(self) -> list[dict[str, Any]]:
        """Return the documents that count as documents."""
        return [row for row in self.documents if row["chosen"]]

    @property
    def party_of(self) -> list[int]:
        """Return the number of each document's party."""
        return [self.party(row["party"]) for row in self.documents]

    def party(self, name: str | None) -> int:
        """Return the number of a party, -1 for an unknown one."""
        return self.parties(name) if name else NOBODY

    def combination(self, codes: Iterable[str]) -> int:
        """Return the number of a combination of themes, in the order given."""
        return self.combinations(tuple(dict.fromkeys(map(self.themes, codes))))


def gather(connection: sqlite3.Connection, filters: Filters, budget: int) -> Gathered:
    """Go through all documents that the *filters* choose, in the order of their doc_ids.

    Texts are kept where they have no more than *budget* characters in all.
    """
    documents = _documents(connection, filters)
    whole = sum(row["n_chars"] for row in documents) <= budget
    found = Gathered(documents, whole)
    found.combination(())  # has the number 0
    queries = _Queries(connection, filters)
    for row in documents:
        found.party(row["party"])
        if whole:
            found.texts.append(text_of(connection, row["id"]))
        codes = queries.codes(row["id"])
        found.codes.append(found.combination(sorted({code for _, code, *_ in codes})))
        _demands(found, row, queries, codes)
        _sentences(found, row, queries)
        _mentions(found, row, queries, codes)
    return found


def text_of(connection: sqlite3.Connection, document: int) -> str:
    """Return the text of a document, by its key."""
    query = f"SELECT {WHOLE_TEXT} FROM document d WHERE d.id = ?"
    return str(connection.execute(query, (document,)).fetchone()[0] or "")


def _documents(connection: sqlite3.Connection, filters: Filters) -> list[dict[str, Any]]:
    """Return the documents that the filters choose, and those with counted rows of their parties.

    A page of no known party may name who asks: its row belongs to that party, the page does not
    (``chosen`` is False).
    """
    chosen = filters.of(DOCUMENTS)
    others = filters.for_documents(without="party") & filters.for_rows(DOCUMENTS)
    rows = filters.for_rows(DEMANDS) & Condition(DEMANDS.counted)
    asking = f"EXISTS (SELECT 1 FROM demand x WHERE x.document = d.id AND {rows.sql})"
    shown = chosen
    if filters.party:
        shown = others & Condition(f"({chosen.sql} OR {asking})", {**chosen.values, **rows.values})
    where = f" WHERE {shown.sql}" if shown.sql else ""
    query = (
        f"SELECT d.id, {chosen.sql or '1'}, {_named(DOCUMENTS, *_DOCUMENT)}"
        f" FROM {DOCUMENTS.source}{where} ORDER BY {DOCUMENTS.order}"
    )
    names = ("id", "chosen", *_DOCUMENT)
    return [dict(zip(names, row, strict=True)) for row in connection.execute(query, shown.values)]


#: A code of a document: the n of the demand that has it, or None; the theme; start and end.
Code = tuple[int | None, str, int, int]


class _Queries:
    """The rows of one document that the filters leave, with only the columns that are needed."""

    def __init__(self, connection: sqlite3.Connection, filters: Filters) -> None:
        self._connection = connection
        self._demands = _of_document(
            DEMANDS, f"x.n, {_named(DEMANDS, *_SPAN, 'party', 'form', 'demand_id')}", filters
        )
        self._sentences = _of_document(
            CODES,
            _named(CODES, "theme", *_SPAN, "n_words"),
            filters,
            Condition("x.demand IS NULL"),
        )
        self._mentions = _of_document(
            MENTIONS,
            f"coalesce(a.main, a.id), {_named(MENTIONS, *_SPAN, 'sentence_start', 'sentence_end')},"
            f" {MENTIONS.party}",
            filters,
        )

    def demands(self, document: int) -> Iterator[tuple[Any, ...]]:
        """Yield n, start, end, party, form, demand_id."""
        return self._rows(self._demands, document)

    def sentences(self, document: int) -> Iterator[tuple[Any, ...]]:
        """Yield theme, start, end, words of sentences that have a theme."""
        return self._rows(self._sentences, document)

    def mentions(self, document: int) -> Iterator[tuple[Any, ...]]:
        """Yield the actor's key, start, end, both of the sentence, and the party."""
        return self._rows(self._mentions, document)

    def codes(self, document: int) -> list[Code]:
        """Return all codes of a document by their start, those of a demand the main one first."""
        query = (
            'SELECT c.demand, h.code, c.start, c."end" FROM code c JOIN theme h ON h.id = c.theme'
            " WHERE c.document = ? ORDER BY c.start, c.demand, c.rank, h.code"
        )
        return self._connection.execute(query, (document,)).fetchall()

    def _rows(self, query: Condition, document: int) -> Iterator[tuple[Any, ...]]:
        yield from self._connection.execute(query.sql, {**query.values, "document": document})


def _of_document(
    relation: Relation, columns: str, filters: Filters, more: Condition = ALWAYS
) -> Condition:
    """Return the query for the counted rows of the document ``:document``, in order of the text."""
    rows = Condition("x.document = :document") & filters.of(relation)
    rows &= Condition(relation.counted) & more
    return Condition(
        f"SELECT {columns} FROM {relation.source} WHERE {rows.sql} ORDER BY x.n", rows.values
    )


def _named(relation: Relation, *names: str) -> str:
    columns = {column.name: column.sql for column in relation.columns}
    return ", ".join(columns[name] for name in names)


def _demands(
    found: Gathered, document: dict[str, Any], queries: _Queries, codes: list[Code]
) -> None:
    themes: dict[int | None, list[str]] = {}
    for demand, code, *_ in codes:
        themes.setdefault(demand, []).append(code)
    found.demands.begin()
    for key, start, end, party, form, demand_id in queries.demands(document["id"]):
        themed = found.combination(themes.get(key, ()))
        span = (start, end, start, end)
        found.demands.add(themed, found.forms(form), found.party(party), span)
        found.demand_ids.append(demand_id)


def _sentences(found: Gathered, document: dict[str, Any], queries: _Queries) -> None:
    themes: dict[tuple[int, int, int], list[str]] = {}
    for code, start, end, words in queries.sentences(document["id"]):
        themes.setdefault((start, end, words), []).append(code)
    found.sentences.begin()
    party = found.party(document["party"])
    for (start, end, words), said in themes.items():
        found.sentences.add(found.combination(said), words, party, (start, end, start, end))


def _mentions(
    found: Gathered, document: dict[str, Any], queries: _Queries, codes: list[Code]
) -> None:
    around = _Around(codes)
    found.mentions.begin()
    for actor, start, end, left, right, party in queries.mentions(document["id"]):
        themed = found.combination(around.themes(start, end))
        span = (start, end, min(left, start), max(right, end))
        found.mentions.add(themed, found.actors(actor), found.party(party), span)


class _Around:
    """The codes that are around places, which come in the order of their starts."""

    def __init__(self, codes: list[Code]) -> None:
        self._codes = [(start, end, code) for _, code, start, end in codes]
        self._open: list[tuple[int, int, str]] = []
        self._next = 0
        self._last = -1

    def themes(self, start: int, end: int) -> list[str]:
        """Return the themes of the units that a place lies in, each once, in order."""
        if start < self._last:  # a name inside a name
            self._open, self._next = [], 0
        self._last = start
        while self._next < len(self._codes) and self._codes[self._next][0] <= start:
            self._open.append(self._codes[self._next])
            self._next += 1
        self._open = [code for code in self._open if code[1] > start]
        return sorted({code for _, stop, code in self._open if stop >= end})
