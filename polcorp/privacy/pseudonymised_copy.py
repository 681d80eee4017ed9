"""A copy of a corpus without the names of persons, for what reads the store as a whole."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from polcorp.corpus import Corpus
from polcorp.privacy.persons import Persons, Rewritten
from polcorp.store.connection import reading, transaction, writing
from polcorp.store.write import delete_orphans
from polcorp.tables.relations import ACTOR_NAME, PART

#: The tables whose rows have places in a text, and the columns by which a row is known.
_TABLES = ("section", "lead_in", "demand", "mention_row", "code")
_KEYS = frozenset({"id", "document", "n"})


@contextmanager
def nameless(corpus: Corpus, persons: Persons) -> Iterator[Corpus]:
    """Give the corpus as *persons* wants it: itself, or a copy that is gone afterwards.

    The copy has other texts, with offsets that fit them, and no index of words: it serves tables,
    comparisons and the report, not searches.
    """
    if persons.keep:
        yield corpus
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "corpus.db")
        with reading(persons.corpus.path) as source, closing(sqlite3.connect(path)) as target:
            source.backup(target)
        with writing(path) as connection, transaction(connection):
            _rewrite(connection, persons)
        yield Corpus(path)


def _rewrite(connection: sqlite3.Connection, persons: Persons) -> None:
    delete_orphans(connection)  # an ingest that was stopped leaves names that nobody mentions
    documents = connection.execute("SELECT id, doc_id FROM document ORDER BY id").fetchall()
    for document, doc_id in documents:
        _rewrite_document(connection, persons, document, doc_id)
    actors = connection.execute("SELECT id, canonical FROM actor WHERE type = 'PERSON'").fetchall()
    for table in ("failure", "site_block"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("INSERT INTO word (word) VALUES ('delete-all')")
    for table in ("word_form", "word_tag"):
        connection.execute(f"DELETE FROM {table}")
    if persons.mode == "drop":
        keys = "SELECT id FROM actor WHERE type = 'PERSON'"
        connection.execute(f"DELETE FROM mention_row WHERE actor IN ({keys})")
        connection.execute("DELETE FROM actor WHERE type = 'PERSON'")
        connection.execute("DELETE FROM how WHERE id NOT IN (SELECT how FROM mention_row)")
    else:
        connection.executemany(
            "UPDATE actor SET canonical = ?, wikidata = NULL WHERE id = ?",
            [(persons.name(canonical), key) for key, canonical in actors],
        )
        connection.executemany(  # the rule names an entry of the user's
            "UPDATE how SET rule = 'user:' || ? WHERE rule = 'user:' || ?",
            [(persons.name(canonical), canonical) for _, canonical in actors],
        )


def _rewrite_document(
    connection: sqlite3.Connection, persons: Persons, document: int, doc_id: str
) -> None:
    query = "SELECT text FROM text WHERE document = ?"
    (text,) = connection.execute(query, (document,)).fetchone()
    named = connection.execute(
        f'SELECT m.start, m."end", {ACTOR_NAME} FROM mention m JOIN actor a ON a.id = m.actor'
        " WHERE m.document = ? AND a.type = 'PERSON'",
        (document,),
    ).fetchall()
    new = persons.rewritten(text or "", doc_id, named)
    if new.text != text:
        _store_text(connection, document, new)
    for row in _rows(connection, "document", "id", document):
        clear = {**persons.row(row, doc_id), "n_chars": len(new.text)}
        _update(connection, "document", row, clear)
    for name, value in connection.execute(
        "SELECT name, value FROM extra WHERE document = ?", (document,)
    ).fetchall():
        connection.execute(
            "UPDATE extra SET value = ? WHERE document = ? AND name = ?",
            (persons.words(value, doc_id), document, name),
        )


def _store_text(connection: sqlite3.Connection, document: int, new: Rewritten) -> None:
    """Store a text that has changed, and all rows that have places in it."""
    connection.execute("DELETE FROM text_part WHERE document = ?", (document,))
    connection.execute("UPDATE document SET is_clean = NULL WHERE id = ?", (document,))
    connection.executemany(
        "INSERT INTO text_part (document, n, text) VALUES (?, ?, ?)",
        [
            (document, n, new.text[start : start + PART])
            for n, start in enumerate(range(0, len(new.text), PART))
        ],
    )
    for table in _TABLES:
        for row in _rows(connection, table, "document", document):
            _update(connection, table, row, new.row(row))


def _rows(
    connection: sqlite3.Connection, table: str, key: str, document: int
) -> list[dict[str, Any]]:
    cursor = connection.execute(f"SELECT * FROM {table} WHERE {key} = ?", (document,))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _update(
    connection: sqlite3.Connection, table: str, old: dict[str, Any], new: dict[str, Any]
) -> None:
    """Store what is new in a row."""
    changed = {name: value for name, value in new.items() if value != old[name]}
    if not changed:
        return
    keys = [name for name in old if name in _KEYS]
    sets = ", ".join(f'"{name}" = ?' for name in changed)
    where = " AND ".join(f"{name} = ?" for name in keys)
    connection.execute(
        f"UPDATE {table} SET {sets} WHERE {where}",
        (*changed.values(), *(old[name] for name in keys)),
    )
