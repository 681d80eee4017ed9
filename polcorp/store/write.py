"""Writing one document and all its rows; every function expects to be inside a transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from polcorp.lexicons.parties import known_parties
from polcorp.lexicons.themes import labels, load_themes
from polcorp.reading.clean_view import clean_view
from polcorp.reading.documents import free_id
from polcorp.store.copies import text_hash
from polcorp.store.search_index import index_document, unindex_document
from polcorp.tables.records import DocumentRows, Row
from polcorp.tables.relations import PART

#: The tables that hold rows of documents.
_TABLES = (
    "text_part",
    "extra",
    "document_party",
    "section",
    "lead_in",
    "demand",
    "mention_row",
    "code",
    "word_tag",
)

#: What the row of a mention has keys for.
_KEPT_ONCE = ("canonical", "type", "wikidata", "source", "rule")


def given_json(given: Mapping[str, str]) -> str:
    """Return the given metadata in the one form in which they are stored and compared."""
    return json.dumps(dict(given), ensure_ascii=False, sort_keys=True)


def write_document(connection: sqlite3.Connection, rows: DocumentRows, run: int) -> None:
    """Store a document; what the corpus had of the same path goes, but for the doc_id."""
    raw = rows.raw
    values = {
        **_take_place(connection, raw.doc_id, raw.path, text_hash(raw.text)),
        "came": raw.came,
        "sha256": raw.sha256,
        "encoding": raw.encoding,
        "given": given_json(raw.given),
        "run": run,
        "is_clean": clean_view(raw.text).is_raw,
        **rows.document,
    }
    document = _insert(connection, "document", values)
    parts = [
        {"n": n, "text": raw.text[start : start + PART]}
        for n, start in enumerate(range(0, len(raw.text), PART))
    ]
    metadata = [{"name": name, "value": value} for name, value in rows.metadata.items()]
    parties = [{"n": n, "party": party} for n, party in enumerate(rows.parties)]
    actors = _actor_keys(connection, rows.mentions)
    themes = _theme_keys(connection, rows.codes)
    ways = _way_keys(connection, rows.mentions)
    mentions = [
        {
            **{name: value for name, value in row.items() if name not in _KEPT_ONCE},
            "actor": actors[row["canonical"], row["type"]],
            "how": ways[row["source"], row["rule"]],
        }
        for row in rows.mentions
    ]
    codes = [{**row, "theme": themes[row["theme"]]} for row in rows.codes]
    of_tables: tuple[Sequence[Row], ...] = (
        parts,
        metadata,
        parties,
        rows.sections,
        rows.lead_ins,
        rows.demands,
        mentions,
        codes,
        [{"tags": rows.tags}] if rows.tags else [],
    )
    for table, table_rows in zip(_TABLES, of_tables, strict=True):
        _insert_all(connection, table, document, table_rows)
    index_document(connection, document, raw.text, rows.forms)


def copy_document(
    connection: sqlite3.Connection,
    source: str,
    sha256: str,
    run: int,
    *,
    path: str,
    doc_id: str,
    came: int,
) -> bool:
    """Store at *path* what is stored at *source*; false if that text is not there (any more)."""
    query = "SELECT id, text_hash FROM document WHERE path = ? AND sha256 = ?"
    found = connection.execute(query, (source, sha256)).fetchone()
    if found is None:
        return False
    old, its_hash = found
    place = _take_place(connection, doc_id, path, its_hash)
    changed = {**place, "came": came, "run": run}
    new = _copy_rows(connection, "document", "id", old, changed)
    for table in _TABLES:
        _copy_rows(connection, table, "document", old, {"document": new})
    (text,) = connection.execute("SELECT text FROM text WHERE document = ?", (new,)).fetchone()
    index_document(connection, new, text, ())
    return True


def _take_place(
    connection: sqlite3.Connection, doc_id: str, path: str, its_hash: str
) -> dict[str, str | None]:
    """Take out what is stored at *path* and return the values by which the new row is known.

    A document keeps its doc_id, and stays the copy of another as long as its text is the same. A
    new one gets the *doc_id*, or another one where an ingest at the same time has given that away.
    """

    def is_taken(name: str) -> bool:
        query = "SELECT 1 FROM document WHERE doc_id = ?"
        return connection.execute(query, (name,)).fetchone() is not None

    query = "SELECT doc_id, text_hash, copy_of FROM document WHERE path = ?"
    before = connection.execute(query, (path,)).fetchone()
    copy_of = None
    if before is not None:
        doc_id, hash_before, copy_before = before
        if hash_before == its_hash:
            copy_of = copy_before
            _remove(connection, path)
        else:
            delete_document(connection, path)
    elif is_taken(doc_id):
        doc_id = free_id(path, is_taken)
    stem = PurePosixPath(path).stem
    return {
        "doc_id": doc_id,
        "path": path,
        "stem": stem,
        "text_hash": its_hash,
        "copy_of": copy_of,
    }


def _copy_rows(
    connection: sqlite3.Connection, table: str, key: str, old: int, changed: Mapping[str, Any]
) -> int:
    """Copy the rows of *table* whose *key* is *old*, with other values in some columns."""
    names = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
    names = [name for name in names if name != "id"]
    shown = ", ".join(f":{name}" if name in changed else f'"{name}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    cursor = connection.execute(
        f"INSERT INTO {table} ({columns}) SELECT {shown} FROM {table} WHERE {key} = :old",
        {**changed, "old": old},
    )
    return int(cursor.lastrowid or 0)


def delete_document(connection: sqlite3.Connection, path: str) -> None:
    """Take a document and all its rows out of the corpus, if it is there.

    Copies of its text count until it is settled which of them does.
    """
    connection.execute(
        "UPDATE document SET copy_of = NULL"
        " WHERE copy_of = (SELECT doc_id FROM document WHERE path = ?)",
        (path,),
    )
    _remove(connection, path)


def _remove(connection: sqlite3.Connection, path: str) -> None:
    unindex_document(connection, path)
    connection.execute("DELETE FROM document WHERE path = ?", (path,))


def move_document(connection: sqlite3.Connection, old: str, new: str) -> None:
    """Give a document the path to which its file was moved; its doc_id stays."""
    stem = PurePosixPath(new).stem
    connection.execute("UPDATE document SET path = ?, stem = ? WHERE path = ?", (new, stem, old))


_NAME_THEME = (
    "INSERT INTO theme (code, name, name_en, cap, marpor) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_en = excluded.name_en,"
    " cap = excluded.cap, marpor = excluded.marpor"
)


def write_lexicons(connection: sqlite3.Connection) -> None:
    """Store the names of the packaged parties and themes."""
    parties = known_parties()
    connection.executemany(
        "INSERT INTO party (abbr, name) VALUES (?, ?)"
        " ON CONFLICT (abbr) DO UPDATE SET name = excluded.name",
        parties.items(),
    )
    connection.executemany(_NAME_THEME, map(labels, load_themes()))


def name_themes(connection: sqlite3.Connection) -> None:
    """Store the names that the newest run's own codebook gives its themes."""
    newest = connection.execute("SELECT options FROM run ORDER BY id DESC LIMIT 1").fetchone()
    own = json.loads(newest[0]).get("themes", {}) if newest else {}
    rows = []
    for code, (name, *rest) in own.items():
        *english, cap, marpor = rest  # runs of earlier versions stored no English name
        rows.append((code, name, english[0] if english else name, cap, marpor))
    connection.executemany(_NAME_THEME, rows)


def delete_orphans(connection: sqlite3.Connection) -> None:
    """Forget the actors that no document names any more."""
    connection.execute("DELETE FROM actor WHERE id NOT IN (SELECT actor FROM mention)")


def _insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    cursor = connection.execute(_insert_sql(table, list(row)), tuple(row.values()))
    return int(cursor.lastrowid or 0)


def _insert_all(
    connection: sqlite3.Connection, table: str, document: int, rows: Sequence[Row]
) -> None:
    if rows:
        names = list(rows[0])
        connection.executemany(
            _insert_sql(table, ["document", *names]),
            [(document, *(row[name] for name in names)) for row in rows],
        )


def _insert_sql(table: str, columns: Sequence[str]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


def _actor_keys(
    connection: sqlite3.Connection, mentions: Iterable[Row]
) -> dict[tuple[str, str], int]:
    """Return the key of every actor that is mentioned, making those that are new."""
    keys: dict[tuple[str, str], int] = {}
    for row in mentions:
        name = (row["canonical"], row["type"])
        if name not in keys:
            connection.execute(
                "INSERT INTO actor (canonical, type, wikidata) VALUES (?, ?, ?)"
                " ON CONFLICT (canonical, type) DO UPDATE"
                " SET wikidata = coalesce(excluded.wikidata, wikidata)",
                (*name, row["wikidata"]),
            )
            query = "SELECT id FROM actor WHERE canonical = ? AND type = ?"
            (keys[name],) = connection.execute(query, name).fetchone()
    return keys


def _way_keys(
    connection: sqlite3.Connection, mentions: Iterable[Row]
) -> dict[tuple[str, str], int]:
    """Return the key of every way by which a mention was found, making those that are new."""
    keys: dict[tuple[str, str], int] = {}
    for row in mentions:
        way = (row["source"], row["rule"])
        if way not in keys:
            connection.execute(
                "INSERT INTO how (source, rule) VALUES (?, ?) ON CONFLICT DO NOTHING", way
            )
            query = "SELECT id FROM how WHERE source = ? AND rule = ?"
            (keys[way],) = connection.execute(query, way).fetchone()
    return keys


def _theme_keys(connection: sqlite3.Connection, codes: Iterable[Row]) -> dict[str, int]:
    """Return the key of every theme; one that the codebook lacks is kept under its code."""
    for code in sorted({row["theme"] for row in codes}):
        connection.execute(
            "INSERT INTO theme (code, name, name_en, cap, marpor) VALUES (?, ?, ?, '', '')"
            " ON CONFLICT (code) DO NOTHING",
            (code, code, code),
        )
    return dict(connection.execute("SELECT code, id FROM theme").fetchall())
