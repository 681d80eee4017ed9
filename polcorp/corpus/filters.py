"""Which rows are asked for: values checked against the corpus and the lexicons, then bound SQL.

No value ever becomes part of a statement; all are parameters.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from polcorp.corpus.relations import ACTOR_NAME, Relation
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.lexicons.parties import load_parties
from polcorp.lexicons.resolving import resolve
from polcorp.reading.dates import iso_date

#: What documents can be grouped by, and the SQL of each group; ``d`` is the document.
GROUPS = {
    "party": "p.party",
    "municipality": "d.municipality",
    "doc_type": "d.doc_type",
    "year": "substr(d.date, 1, 4)",
    "document": "d.doc_id",
}

_SPEAKS = (
    "(d.party = :party OR EXISTS"
    " (SELECT 1 FROM document_party p WHERE p.document = d.id AND p.party = :party))"
)

#: Dates may be given to the year or month; a document counts if its date may lie in the range.
_DOCUMENT_SQL = {
    "party": _SPEAKS,
    "municipality": "d.municipality = :municipality",
    "since": "substr(d.date, 1, length(:since)) >= substr(:since, 1, length(d.date))",
    "until": "substr(d.date, 1, length(:until)) <= substr(:until, 1, length(d.date))",
    "doc_type": "d.doc_type = :doc_type",
    "doc": "d.doc_id = :doc",
}


#: The keys of an actor under all the names that documents have for it.
ACTORS_NAMED = (
    "SELECT id FROM actor WHERE canonical = :actor UNION"
    " SELECT l.id FROM actor l JOIN actor g ON g.id = l.main WHERE g.canonical = :actor"
)


@dataclass(frozen=True)
class Condition:
    """A piece of SQL that stands after ``WHERE``, and the values that it names."""

    sql: str
    values: dict[str, str]

    def __and__(self, other: Condition) -> Condition:
        """Join two conditions, both of which must hold."""
        both = " AND ".join(part for part in (self.sql, other.sql) if part)
        return Condition(both, {**self.values, **other.values})


ALWAYS = Condition("", {})


@dataclass(frozen=True)
class Filters:
    """What the user asks for, as given; None or an empty text means no restriction."""

    party: str | None = None
    municipality: str | None = None
    since: str | None = None
    until: str | None = None
    doc_type: str | None = None
    doc: str | None = None
    actor: str | None = None
    theme: str | None = None
    contains: str | None = None

    def resolve(self, connection: sqlite3.Connection) -> Filters:
        """Return the same filters with every value as it stands in the corpus.

        Raises:
            UnknownValueError: the corpus and the lexicons do not know a value.
        """
        return Filters(
            party=self.party and find_party(connection, self.party),
            municipality=self.municipality and find_municipality(connection, self.municipality),
            since=self.since and _checked_date("since", self.since),
            until=self.until and _checked_date("until", self.until),
            doc_type=self.doc_type and find_doc_type(connection, self.doc_type),
            doc=self.doc and find_document(connection, self.doc),
            actor=self.actor and find_actor(connection, self.actor),
            theme=self.theme and find_theme(connection, self.theme),
            contains=self.contains and self.contains.casefold(),
        )

    def for_documents(self, *, without: str = "") -> Condition:
        """Return the condition on documents ``d``, leaving out the filter named *without*."""
        used = {
            name: value
            for name in _DOCUMENT_SQL
            if name != without and (value := getattr(self, name))
        }
        return Condition(" AND ".join(_DOCUMENT_SQL[name] for name in used), used)

    def for_rows(self, relation: Relation, *, without: str = "") -> Condition:
        """Return the condition on rows ``x`` of *relation* by actor, theme and words.

        The filter named *without* is left out.
        """
        condition = ALWAYS
        if self.actor and without != "actor":
            condition &= Condition(_names_actor(relation), {"actor": self.actor})
        if self.theme:
            condition &= Condition(_is_about(relation), {"theme": self.theme})
        if self.contains:
            words = Condition(
                f"instr(fold({relation.text}), :contains)", {"contains": self.contains}
            )
            condition &= words
        return condition


def _names_actor(relation: Relation) -> str:
    if relation.name == "mentions":
        return f"x.actor IN ({ACTORS_NAMED})"
    return (
        "EXISTS (SELECT 1 FROM mention fm"
        f" WHERE fm.actor IN ({ACTORS_NAMED}) AND fm.document = d.id"
        f' AND fm.start >= {relation.start} AND fm."end" <= {relation.end})'
    )


def _is_about(relation: Relation) -> str:
    """Return SQL: the row is coded itself, holds a coded unit, or (a mention) stands in one."""
    if relation.name == "codes":
        return "h.code = :theme"
    place = {
        "demands": "fc.demand = x.n",
        "mentions": 'fc.start <= x.start AND fc."end" >= x."end"',
    }.get(relation.name, f'fc.start >= {relation.start} AND fc."end" <= {relation.end}')
    return (
        "EXISTS (SELECT 1 FROM code fc JOIN theme fh ON fh.id = fc.theme"
        f" WHERE fh.code = :theme AND fc.document = d.id AND {place})"
    )


def find_party(connection: sqlite3.Connection, value: str) -> str:
    """Return the abbreviation of a party named in any way, or a local party's name."""
    known = _values(connection, "SELECT party FROM document_party UNION SELECT party FROM demand")
    exact = _match(value, known) or resolve("party", value)
    if exact:
        return exact
    parties = load_parties()
    named = [name for party in parties for name in party.names]
    raise UnknownValueError("party", value, [*known, *(party.abbr for party in parties), *named])


def find_municipality(connection: sqlite3.Connection, value: str) -> str:
    """Return a municipality of the corpus; «Linköpings kommun» is Linköping."""
    known = _values(connection, "SELECT municipality FROM document")
    match = _match(value, known) or resolve("municipality", value)
    if match in known:
        return str(match)
    raise UnknownValueError("municipality", value, known)


def find_document(connection: sqlite3.Connection, value: str) -> str:
    """Return the doc_id that *value* is, or is the unambiguous beginning of; paths will do too."""
    known = dict(connection.execute("SELECT doc_id, path FROM document ORDER BY doc_id").fetchall())
    if value in known:
        return value
    by_path = [doc_id for doc_id, path in known.items() if path == value]
    fitting = by_path or [doc_id for doc_id in known if doc_id.startswith(value)]
    if len(fitting) > 1:
        shown = ", ".join(fitting[:5]) + (", …" if len(fitting) > 5 else "")
        raise PolcorpError(f"«{value}» begins {len(fitting)} documents: {shown}")
    if not fitting:
        raise UnknownValueError("document", value, known)
    return str(fitting[0])


def find_actor(connection: sqlite3.Connection, value: str) -> str:
    """Return the name of an actor over the corpus, for it or for any wording in the corpus."""
    names = connection.execute(f"SELECT canonical, {ACTOR_NAME} FROM actor a ORDER BY 1, 2")
    known = dict(names.fetchall())
    if match := _match(value, known):
        return str(known[match])
    query = (
        f"SELECT {ACTOR_NAME} FROM mention m JOIN actor a ON a.id = m.actor"
        " WHERE fold(m.text) = ? GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    )
    row = connection.execute(query, (value.casefold(),)).fetchone()
    if row is None:
        raise UnknownValueError("actor", value, known)
    return str(row[0])


def find_actor_type(connection: sqlite3.Connection, value: str) -> str:
    """Return a type of actors that the corpus has, given in any case."""
    known = _values(connection, "SELECT type FROM actor")
    if match := _match(value, known):
        return match
    raise UnknownValueError("actor type", value, known)


def find_theme(connection: sqlite3.Connection, value: str) -> str:
    """Return the code of a theme given by its code or name."""
    known = connection.execute("SELECT code, name FROM theme ORDER BY code").fetchall()
    for code, name in known:
        if _match(value, (code, name)):
            return str(code)
    raise UnknownValueError("theme", value, [code for code, _ in known])


def find_doc_type(connection: sqlite3.Connection, value: str) -> str:
    """Return a type of documents that the corpus has; «valmanifest» is programme."""
    known = _values(connection, "SELECT doc_type FROM document")
    match = _match(value, known) or resolve("doc_type", value)
    if match in known:
        return str(match)
    raise UnknownValueError("doc type", value, known)


def _values(connection: sqlite3.Connection, query: str) -> list[str]:
    return sorted({value for (value,) in connection.execute(query) if value is not None})


def _match(value: str, known: Iterable[str]) -> str | None:
    wanted = value.strip().casefold()
    return next((name for name in known if name.casefold() == wanted), None)


def _checked_date(name: str, value: str) -> str:
    date = iso_date(value)
    if date is None:
        raise PolcorpError(f"--{name} {value}: give a date as 2018, 2018-03 or 2018-03-21")
    return date
