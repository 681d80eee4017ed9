"""Values of filters as a person gives them, and what the corpus and the lexicons know them as."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence

from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.reading.clean_view import comparable
from polcorp.reading.dates import iso_date
from polcorp.reading.folding import composed
from polcorp.tables.groups import GROUPS
from polcorp.tables.relations import ACTOR_NAME
from polcorp.vocabulary.document_fields import CALLED, FIELDS
from polcorp.vocabulary.messages import message

#: One value of a filter, or several of which any will do.
Values = str | Sequence[str] | None

#: The values of a filter as the corpus has them; None stands for a missing value.
Resolved = tuple[str | None, ...]

#: Asks for rows that have no value.
MISSING = "none"


def listed(name: str, values: Values) -> list[str]:
    """Return the values of a filter as a list.

    Raises:
        PolcorpError: one of them is empty.
    """
    listed = [] if values is None else [values] if isinstance(values, str) else list(values)
    if any(not value.strip() for value in listed):
        raise PolcorpError(message("empty_value", name=name.replace("_", " ")))
    return listed


def each(name: str, values: Values, find: Callable[[str], str]) -> Resolved:
    """Return what *find* makes of each value; one that it does not know may be a list: «C,S»."""
    found: dict[str | None, None] = {}
    for value in listed(name, values):
        found |= dict.fromkeys(_found(value, find))
    return tuple(found)


def _found(value: str, find: Callable[[str], str]) -> list[str | None]:
    if value.strip().casefold() == MISSING:
        return [None]
    try:
        return [find(value)]
    except UnknownValueError:
        parts = [part for part in value.split(",") if part.strip()]
        if len(parts) < 2:
            raise
    return [one for part in parts for one in _found(part, find)]


def find_party(connection: sqlite3.Connection, value: str) -> str:
    """Return the abbreviation of a party named in any way, or a local party's name."""
    from polcorp.lexicons.parties import load_parties
    from polcorp.lexicons.resolving import resolve

    known = values_of(connection, "SELECT party FROM document_party UNION SELECT party FROM demand")
    exact = same_name(value, known) or resolve("party", value)
    if exact:
        return exact
    parties = load_parties()
    named = [name for party in parties for name in party.names]
    raise UnknownValueError("party", value, [*known, *(party.abbr for party in parties), *named])


def find_document(connection: sqlite3.Connection, value: str) -> str:
    """Return the doc_id that *value* is, or is the unambiguous beginning of; paths will do too.

    A path may be written with any of its folders, with backslashes, and without the ending of the file; any
    Unicode form will do, and any case where nothing is written in just that case.
    """
    known = dict(connection.execute("SELECT doc_id, path FROM document ORDER BY doc_id").fetchall())
    if value in known:
        return value
    wanted = composed(value).replace("\\", "/").removeprefix("./")
    names = {doc_id: (composed(doc_id), composed(path)) for doc_id, path in known.items()}
    fitting = _fitting(wanted, names)
    if not fitting:
        folded = {
            doc_id: (name.casefold(), path.casefold()) for doc_id, (name, path) in names.items()
        }
        fitting = _fitting(wanted.casefold(), folded)
    if len(fitting) > 1:
        shown = ", ".join(fitting[:5]) + (", …" if len(fitting) > 5 else "")
        raise PolcorpError(message("several_documents", value=value, n=len(fitting), shown=shown))
    if not fitting:
        raise UnknownValueError("document", value, known)
    return str(fitting[0])


def _fitting(wanted: str, names: Mapping[str, tuple[str, str]]) -> list[str]:
    """Return the documents that *wanted* names, of their *names* and paths: by the surest way that finds any."""
    bare = _without_ending(wanted)
    return (
        [doc_id for doc_id, (name, _) in names.items() if name == wanted]
        or [doc_id for doc_id, (_, path) in names.items() if is_end_of(wanted, path)]
        or [d for d, (_, path) in names.items() if is_end_of(bare, _without_ending(path))]
        or [doc_id for doc_id, (name, _) in names.items() if name.startswith(wanted)]
    )


def _without_ending(path: str) -> str:
    """Return *path* without the ending of the file, if it has one."""
    folders, slash, name = path.rpartition("/")
    return folders + slash + (name.rpartition(".")[0] or name)


def is_end_of(path: str, other: str) -> bool:
    """Return whether one of two paths is the other, perhaps with more folders before it.

    >>> is_end_of("a.txt", "raw/a.txt"), is_end_of("/home/x/raw/a.txt", "raw/a.txt")
    (True, True)
    """
    return f"/{other}".endswith(f"/{path}") or f"/{path}".endswith(f"/{other}")


def find_actor(connection: sqlite3.Connection, value: str) -> str:
    """Return the name of an actor over the corpus, for it or for any wording in the corpus."""
    names = connection.execute(f"SELECT canonical, {ACTOR_NAME} FROM actor a ORDER BY 1, 2")
    known = dict(names.fetchall())
    if found := same_name(value, known):
        return str(known[found])
    query = (
        f"SELECT {ACTOR_NAME} FROM mention m JOIN actor a ON a.id = m.actor"
        " WHERE fold(m.text) = ? GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    )
    row = connection.execute(query, (comparable(value),)).fetchone()
    if row is None:
        raise UnknownValueError("actor", value, known)
    return str(row[0])


def find_theme(connection: sqlite3.Connection, value: str) -> str:
    """Return the code of a theme given by its code or name."""
    known = connection.execute("SELECT code, name FROM theme ORDER BY code").fetchall()
    for code, name in known:
        if same_name(value, (code, name)):
            return str(code)
    raise UnknownValueError("theme", value, [code for code, _ in known])


def in_field(connection: sqlite3.Connection, field: str) -> Callable[[str], str]:
    """Return a function that finds a value of a document's *field* that the corpus has.

    It takes what a person calls the value: «Linköpings kommun» is Linköping, «valmanifest» is
    programme. Where the corpus has no such value it raises an UnknownValueError.
    """

    def find(value: str) -> str:
        from polcorp.lexicons.resolving import resolve

        known = values_of(connection, f"SELECT DISTINCT {field} FROM document")
        found = same_name(value, known) or resolve(field, value)
        if found in known:
            return str(found)
        raise UnknownValueError(CALLED[field], value, known)

    return find


def own_value(connection: sqlite3.Connection, column: str) -> Callable[[str], str]:
    """Return a function that finds a value of *column*, one of the user's or of :data:`GROUPS`."""
    if column in FIELDS:
        return in_field(connection, column)
    if column in GROUPS:
        return one_of(column, values_of(connection, f"SELECT {GROUPS[column]} FROM document d"))
    rows = connection.execute("SELECT DISTINCT value FROM extra WHERE name = ?", (column,))
    return one_of(column, sorted(value for (value,) in rows))


def one_of(what: str, known: Sequence[str]) -> Callable[[str], str]:
    """Return a function that finds a value among *known* in any case; *what* names its kind.

    It raises an UnknownValueError where there is none.
    """

    def find(value: str) -> str:
        if found := same_name(value, known):
            return found
        raise UnknownValueError(what, value, known)

    return find


def values_of(connection: sqlite3.Connection, query: str) -> list[str]:
    """Return the distinct values that *query* gives, sorted, without missing ones."""
    return sorted({value for (value,) in connection.execute(query) if value is not None})


def same_name(value: str, known: Iterable[str]) -> str | None:
    """Return the first of *known* that is *value* in any case and Unicode form."""
    wanted = comparable(value)
    return next((name for name in known if comparable(name) == wanted), None)


def checked_date(name: str, value: Values) -> str | None:
    """Return a date to the year, month or day, ISO 8601.

    Raises:
        PolcorpError: it is none, or there are several.
    """
    if value is None:
        return None
    date = iso_date(value) if isinstance(value, str) else None
    if date is None:
        raise PolcorpError(message("one_date", name=name, value=value))
    return date
