"""One pass over the corpus, document by document: what is counted, and where it is."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

from polcorp.reports.html.evidence import Evidence, unit, utf16
from polcorp.tables.filters import ALWAYS, Condition, Filters
from polcorp.tables.relations import CODES, DEMANDS, DOCUMENTS, MENTIONS, WHOLE_TEXT, Relation
from polcorp.vocabulary.document_fields import IN_ROWS

NO_PARTY = "–"
#: Demands in the list; the page says what it leaves out.
DEMANDS_LISTED = 3000

#: The columns of documents on the page.
LISTED = (
    "doc_id",
    "title",
    *(name for name in IN_ROWS if name != "title"),
    "n_body_words",
)
_DOCUMENT = (*LISTED, "n_chars")
_SPAN = ("start", "end")


@dataclass
class Gathered:
    """What one pass over the chosen documents found.

    Keys of the evidence are tuples: a letter for the kind of number, and what it is about.
    ``spans`` and ``texts`` are those of the page, empty where the texts do not fit in it.
    """

    documents: list[dict[str, Any]]
    whole: bool
    evidence: Evidence = field(default_factory=Evidence)
    demands_of: Counter[str] = field(default_factory=Counter)
    hits: Counter[tuple[str, str]] = field(default_factory=Counter)
    themes: set[str] = field(default_factory=set)
    actors: Counter[int] = field(default_factory=Counter)
    asked: list[int] = field(default_factory=list)
    listed: list[list[Any]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    units: list[list[int] | None] = field(default_factory=list)
    spans: list[list[list[Any]]] = field(default_factory=list)

    @property
    def chosen(self) -> list[dict[str, Any]]:
        """Return the documents that count as documents."""
        return [row for row in self.documents if row["chosen"]]


def gather(connection: sqlite3.Connection, filters: Filters, budget: int) -> Gathered:
    """Go through all documents that the *filters* choose, in the order of their doc_ids.

    Texts are kept where they have no more than *budget* characters in all.
    """
    documents = _documents(connection, filters)
    whole = sum(row["n_chars"] for row in documents) <= budget
    found = Gathered(documents, whole)
    queries = _Queries(connection, filters)
    for number, row in enumerate(documents):
        if whole:
            text = text_of(connection, row["id"])
            found.texts.append(text)
            found.units.append(utf16(text))
            found.spans.append([])
        _demands(found, number, queries)
        _sentences(found, number, queries)
        _mentions(found, number, queries)
    for spans in found.spans:
        spans.sort()
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


class _Queries:
    """The rows of one document that the filters leave, with only the columns that are needed."""

    def __init__(self, connection: sqlite3.Connection, filters: Filters) -> None:
        self._connection = connection
        self._demands = _of_document(
            DEMANDS, f"x.n, {_named(DEMANDS, *_SPAN, 'party', 'form', 'text')}", filters
        )
        self._sentences = _of_document(
            CODES,
            _named(CODES, "theme", *_SPAN),
            filters,
            Condition("x.demand IS NULL"),
        )
        self._mentions = _of_document(
            MENTIONS,
            f"coalesce(a.main, a.id), {_named(MENTIONS, *_SPAN, 'sentence_start', 'sentence_end')},"
            f" a.type, {MENTIONS.party}",
            filters,
        )

    def demands(self, document: int) -> Iterator[tuple[Any, ...]]:
        """Yield n, start, end, party, form, text."""
        return self._rows(self._demands, document)

    def sentences(self, document: int) -> Iterator[tuple[Any, ...]]:
        """Yield theme, start, end of sentences that have a theme."""
        return self._rows(self._sentences, document)

    def mentions(self, document: int) -> Iterator[tuple[Any, ...]]:
        """Yield the actor's key, start, end, both of the sentence, the type and the party."""
        return self._rows(self._mentions, document)

    def themes_of_demands(self, document: int) -> dict[int, list[str]]:
        """Return the themes of each demand by its n, the main one first."""
        query = (
            "SELECT c.demand, h.code FROM code c JOIN theme h ON h.id = c.theme"
            " WHERE c.document = ? AND c.demand IS NOT NULL ORDER BY c.demand, c.rank, h.code"
        )
        themes: dict[int, list[str]] = {}
        for demand, code in self._connection.execute(query, (document,)):
            themes.setdefault(demand, []).append(code)
        return themes

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


def _demands(found: Gathered, number: int, queries: _Queries) -> None:
    document, evidence = found.documents[number], found.evidence
    year = ("y", document["date"][:4]) if document["date"] else None
    themes = queries.themes_of_demands(document["id"])
    found.asked.append(0)
    for key, start, end, party, form, text in queries.demands(document["id"]):
        said_by, codes = party or NO_PARTY, themes.get(key, [])
        row = evidence.place(number, start, end)
        keys: list[Hashable] = [("d",), ("p", said_by)]
        keys += [("t", code) for code in codes] + [("t", code, said_by) for code in codes]
        evidence.count(row, *keys, *([year] if year else []))
        evidence.count_document(number, row, *(("T", code) for code in codes))
        found.demands_of[said_by] += 1
        found.themes.update(codes)
        found.hits.update((code, said_by) for code in set(codes))
        if len(found.listed) < DEMANDS_LISTED:
            span = [_unit(found, number, offset) for offset in (start, end)]
            shown = text if len(text) < 600 else text[:600] + " …"
            found.listed.append([number, *span, party, form, ";".join(codes), shown])
        _mark(found, number, (start, end), "f", form)
        found.asked[number] += 1


def _sentences(found: Gathered, number: int, queries: _Queries) -> None:
    for code, start, end in queries.sentences(found.documents[number]["id"]):
        row = found.evidence.place(number, start, end)
        found.themes.add(code)
        found.evidence.count(row, ("s", code))
        found.evidence.count_document(number, row, ("T", code))


def _mentions(found: Gathered, number: int, queries: _Queries) -> None:
    document, evidence = found.documents[number], found.evidence
    for actor, start, end, left, right, kind, of_party in queries.mentions(document["id"]):
        party = of_party or NO_PARTY
        row = evidence.place(number, start, end, (left, right))
        evidence.count(row, ("m",), ("a", actor), ("a", actor, party))
        evidence.count_document(number, row, ("A", actor))
        if not found.actors[actor]:
            evidence.count(row, ("n",))
        found.actors[actor] += 1
        _mark(found, number, (start, end), "t", kind)


def _mark(found: Gathered, number: int, span: tuple[int, int], layer: str, label: str) -> None:
    """Keep a span for the text of the page, where it is there."""
    if found.whole:
        found.spans[number].append([*(_unit(found, number, at) for at in span), layer, label])


def _unit(found: Gathered, number: int, offset: int) -> int:
    return unit(found.units[number], offset) if found.whole else offset
