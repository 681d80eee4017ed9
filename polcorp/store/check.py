"""Is the corpus whole? SQLite's own checks, and the laws that the tables keep."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from polcorp.tables.relations import PART

#: Tables of spans into the text; a heading, lead-in or sentence is one inside another's row.
_SPANS = (
    ("section", "start", '"end"'),
    ("section", "heading_start", "heading_end"),
    ("lead_in", "start", '"end"'),
    ("demand", "start", '"end"'),
    ("demand", "lead_in_start", "lead_in_end"),
    ("demand", "content_start", "content_end"),
    ("mention", "start", '"end"'),
    ("mention", "sentence_start", "sentence_end"),
    ("code", "start", '"end"'),
)

#: At most this many problems of a kind are named.
_NAMED = 20


def problems(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong with the corpus, in words; nothing if it is whole."""
    found = [
        f"the file is damaged: {message}"
        for (message,) in connection.execute(f"PRAGMA integrity_check({_NAMED})")
        if message != "ok"
    ]
    if found:  # what a damaged file says of its rows is worth nothing
        return found
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        found.append(f"table {table}: row {row or ''} belongs to a {parent} that is not there")
    for check in (_texts, _spans, _slices, _tiles, _ids, _copies):
        found.extend(check(connection))
    return found


def _texts(connection: sqlite3.Connection) -> Iterator[str]:
    query = f"""SELECT d.path, d.n_chars, coalesce(sum(length(t.text)), 0) AS kept
        FROM document d LEFT JOIN text_part t ON t.document = d.id GROUP BY d.id
        HAVING kept != d.n_chars OR count(*) != max(1, (d.n_chars + {PART - 1}) / {PART})
        ORDER BY d.path LIMIT {_NAMED}"""
    for path, wanted, kept in connection.execute(query):
        yield f"{path}: {kept} characters of {wanted} are stored"


def _spans(connection: sqlite3.Connection) -> Iterator[str]:
    for table, start, end in _SPANS:
        query = f"""SELECT d.path, x.{start}, x.{end}, d.n_chars
            FROM {table} x JOIN document d ON d.id = x.document
            WHERE x.{start} < 0 OR x.{start} >= x.{end} OR x.{end} > d.n_chars LIMIT {_NAMED}"""
        for path, first, last, length in connection.execute(query):
            yield f"{path}: a {table} from {first} to {last} in {length} characters"


def _slices(connection: sqlite3.Connection) -> Iterator[str]:
    """Find rows whose kept words are not what the text has at their place."""
    texts = connection.execute("SELECT id, path FROM document ORDER BY path").fetchall()
    query = """SELECT start, "end", text FROM demand WHERE document = :id
        UNION ALL SELECT start, "end", text FROM mention WHERE document = :id"""
    named = 0
    for document, path in texts:
        parts = connection.execute(
            "SELECT text FROM text_part WHERE document = ? ORDER BY n", (document,)
        )
        text = "".join(part for (part,) in parts)
        for start, end, words in connection.execute(query, {"id": document}):
            if text[start:end] != words and named < _NAMED:
                named += 1
                yield f"{path}: {start}-{end} is not «{words[:40]}»"


def _tiles(connection: sqlite3.Connection) -> Iterator[str]:
    """Find documents whose sections of the first rank leave a gap or overlap."""
    query = f"""SELECT d.path FROM document d JOIN (
            SELECT document, sum("end" - start) AS covered, min(start) AS first, max("end") AS last
            FROM section WHERE parent IS NULL GROUP BY document
        ) s ON s.document = d.id
        WHERE s.covered != d.n_chars OR s.first != 0 OR s.last != d.n_chars LIMIT {_NAMED}"""
    for (path,) in connection.execute(query):
        yield f"{path}: the sections do not tile the text"


def _ids(connection: sqlite3.Connection) -> Iterator[str]:
    query = f"SELECT doc_id FROM document GROUP BY doc_id HAVING count(*) > 1 LIMIT {_NAMED}"
    for (doc_id,) in connection.execute(query):
        yield f"two documents are called {doc_id}"


def _copies(connection: sqlite3.Connection) -> Iterator[str]:
    """Find copies of what is not there, does not count itself, or has another text."""
    query = f"""SELECT d.path, d.copy_of FROM document d
        LEFT JOIN document o ON o.doc_id = d.copy_of AND o.copy_of IS NULL
        WHERE d.copy_of IS NOT NULL AND o.text_hash IS NOT d.text_hash
        ORDER BY d.path LIMIT {_NAMED}"""
    for path, doc_id in connection.execute(query):
        yield f"{path}: it is no copy of {doc_id}"
