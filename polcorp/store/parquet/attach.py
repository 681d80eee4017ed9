"""Reading a data set like a store: it is loaded into a store of this machine's cache.

So every table, search and export is made by one code. The store is brought up to date whenever the
manifest has changed: parts that have come are loaded, those that have gone are taken out.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from polcorp.cache import CACHE_VARIABLE, cache_folder
from polcorp.store.actor_names import settle_names
from polcorp.store.connection import MIGRATIONS, CorpusError, transaction, writing
from polcorp.store.copies import settle_copies
from polcorp.store.parquet.data_set import DataSet, Manifest, absolute
from polcorp.store.parquet.old_ids import old_ids
from polcorp.store.parquet.storage import StorageError, open_storage
from polcorp.store.search_index import give_back_space, tidy_index
from polcorp.store.write import (
    delete_document,
    delete_orphans,
    name_themes,
    write_document,
    write_lexicons,
)
from polcorp.version import version

#: How often a data set is read again that an ingest changes at the same time.
TRIES = 5

_TABLES = (
    "CREATE TABLE IF NOT EXISTS loaded (path TEXT PRIMARY KEY, part TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS loaded_part (part TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS loaded_state (state TEXT NOT NULL)",
)


def cached_store(place: str) -> Path:
    """Return where the data set at *place* has its store on this machine; it need not be there."""
    name = hashlib.sha256(absolute(place).encode()).hexdigest()[:24]
    return cache_folder() / f"{name}.db"


def attached(place: str) -> Path:
    """Return the store of the data set at *place*, brought up to date.

    Raises:
        StorageError: there is no data set, or it cannot be read.
        CorpusError: the cache cannot be written.
    """
    data_set = DataSet(open_storage(absolute(place)))
    store = cached_store(place)
    for _ in range(TRIES):
        read = data_set.manifest()
        if read is None:
            raise StorageError(
                f"no corpus {place}: there is no data set in it;"
                " «polcorp ingest --parquet» makes one"
            )
        manifest, digest = read
        state = f"{digest} {_reader()}"
        if _state(store) == state:
            return store
        try:
            _load(data_set, manifest, store, state)
        except FileNotFoundError:  # an ingest has just removed the part: look again
            continue
        return store
    raise StorageError(f"{place}: parts that the manifest lists are not there")


def _load(data_set: DataSet, manifest: Manifest, store: Path, state: str) -> None:
    """Bring the *store* to where the manifest is, in one transaction."""
    with _explaining_cache(store.parent):
        store.parent.mkdir(parents=True, exist_ok=True, mode=0o700)  # it holds the texts
        if _form(store) != len(MIGRATIONS):
            for left in store.parent.glob(f"{store.name}*"):
                left.unlink()
    with writing(store) as connection:
        with transaction(connection):
            _bring_up(connection, data_set, manifest, state)
        give_back_space(connection)


@contextmanager
def _explaining_cache(folder: Path) -> Iterator[None]:
    """Turn the system's errors into plain words about the cache."""
    try:
        yield
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise CorpusError(
            f"the folder of the cache, {folder.as_posix()}, cannot be written: {error.strerror};"
            f" {CACHE_VARIABLE} names another"
        ) from error


def _bring_up(
    connection: sqlite3.Connection, data_set: DataSet, manifest: Manifest, state: str
) -> None:
    """Load and unload parts, and note the *state*; expects to be inside a transaction."""
    for statement in _TABLES:
        connection.execute(statement)
    write_lexicons(connection)
    _load_runs(connection, manifest)
    name_themes(connection)
    known = {part for (part,) in connection.execute("SELECT part FROM loaded_part")}
    for part in sorted(known - manifest.parts.keys()):
        _unload(connection, part)
    for part in manifest.parts:
        if part not in known:
            _load_part(connection, data_set, manifest, part)
    if not manifest.knows_ids:
        _give_old_ids(connection)
    delete_orphans(connection)
    settle_names(connection)
    settle_copies(connection)
    if not known:
        tidy_index(connection)
    connection.execute("DELETE FROM loaded_state")
    connection.execute("INSERT INTO loaded_state (state) VALUES (?)", (state,))


def _load_runs(connection: sqlite3.Connection, manifest: Manifest) -> None:
    for number, run in enumerate(manifest.runs, start=1):
        values: Mapping[str, Any] = {"id": number, **run}
        names = ", ".join(values)
        places = ", ".join(f":{name}" for name in values)
        changes = ", ".join(f"{name} = excluded.{name}" for name in run)
        connection.execute(
            f"INSERT INTO run ({names}) VALUES ({places}) ON CONFLICT (id) DO UPDATE SET {changes}",
            values,
        )
    connection.execute("DELETE FROM failure")
    connection.executemany(
        "INSERT INTO failure (run, path, reason) VALUES (?, ?, ?)", manifest.failures
    )


def _load_part(
    connection: sqlite3.Connection, data_set: DataSet, manifest: Manifest, part: str
) -> None:
    query = "SELECT run FROM document WHERE path = ?"
    for stored in data_set.documents(part):
        raw = stored.rows.raw
        path = raw.path
        there = connection.execute(query, (path,)).fetchone()
        if there is not None and there[0] > stored.run:
            continue
        if not raw.doc_id:
            raw = replace(raw, doc_id=manifest.ids.get(path, path))
        write_document(connection, replace(stored.rows, raw=raw), stored.run)
        connection.execute("INSERT OR REPLACE INTO loaded (path, part) VALUES (?, ?)", (path, part))
    connection.execute("INSERT INTO loaded_part (part) VALUES (?)", (part,))


def _give_old_ids(connection: sqlite3.Connection) -> None:
    """Name the documents of a data set that was written before they had doc_ids."""
    paths = [path for (path,) in connection.execute("SELECT path FROM document ORDER BY path")]
    connection.executemany(
        "UPDATE document SET doc_id = ? WHERE path = ?",
        [(doc_id, path) for path, doc_id in old_ids(paths).items()],
    )


def _unload(connection: sqlite3.Connection, part: str) -> None:
    """Take out the documents that the store has from *part*."""
    paths = connection.execute("SELECT path FROM loaded WHERE part = ?", (part,)).fetchall()
    for (path,) in paths:
        delete_document(connection, path)
    connection.execute("DELETE FROM loaded WHERE part = ?", (part,))
    connection.execute("DELETE FROM loaded_part WHERE part = ?", (part,))


def _state(store: Path) -> str:
    """Return what the store was loaded from; nothing if it is not there."""
    return str(_ask(store, "SELECT state FROM loaded_state") or "")


def _form(store: Path) -> int:
    """Return the version of the store's tables, 0 without a store."""
    return int(_ask(store, "PRAGMA user_version") or 0)


def _ask(store: Path, query: str) -> Any:
    if not store.is_file():
        return None
    try:
        with closing(sqlite3.connect(store.as_uri() + "?mode=ro", uri=True)) as connection:
            found = connection.execute(query).fetchone()
    except sqlite3.OperationalError:  # a store that was begun and never filled
        return None
    return found[0] if found else None


def _reader() -> str:
    """Return what decides how a data set is read into the cache: the program and the schema."""
    return f"{version()} {len(MIGRATIONS)}"
