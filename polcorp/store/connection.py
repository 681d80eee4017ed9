"""Opening the corpus file: create, migrate, check, and turn SQLite's errors into plain words."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path

from polcorp.errors import PolcorpError
from polcorp.reading.clean_view import comparable
from polcorp.store.search_index import search_text
from polcorp.tables.relations import MENTION_ROWS, RELATIONS, STORED, TEXTS
from polcorp.tables.summaries import SUMMARY_VIEWS

#: Marks a file as a polcorp corpus («pocp» in ASCII), see ``PRAGMA application_id``.
APPLICATION_ID = 0x706F6370

#: Where the corpus is kept when no other file is named.
DEFAULT_CORPUS = Path("data/polcorp.db")

#: The scripts that lead from each schema version to the next; version n is after n scripts.
MIGRATIONS = (
    "001_tables.sql",
    "002_parts.sql",
    "003_words.sql",
    "004_stance.sql",
    "005_style.sql",
    "006_tags.sql",
    "007_names.sql",
    "008_evidence.sql",
    "009_small.sql",
    "010_speaker.sql",
    "011_identity.sql",
    "013_order.sql",
    "014_sentences.sql",
    "015_view.sql",
    "016_theme_names.sql",
    "017_site_blocks.sql",
    "018_clean_texts.sql",
)

#: Seconds to wait for another process that writes.
PATIENCE = 10.0

#: Bytes that SQLite writes beside a store while it is open, to read it too.
_WAL_INDEX = 32 * 1024

_FAULTS = (
    (("locked", "busy"), ""),  # by whom, is looked up
    (
        ("no such table", "no such column", "no such view"),
        "it is damaged: tables or columns are missing; ingest the texts into a new one",
    ),
    (("not a database", "malformed"), "it is not a polcorp corpus, or it is damaged"),
    (("readonly", "read-only"), "it cannot be written: no permission"),
    (("disk is full", "disk i/o"), "the disk is full or failing"),
    (("unable to open",), "it cannot be opened: no permission, or its folder is not there"),
)


class CorpusError(PolcorpError):
    """The corpus file is missing, locked, foreign, too new or damaged."""


def fold(text: str | None) -> str | None:
    """Return *text* as values are compared: see :func:`polcorp.reading.clean_view.comparable`."""
    return None if text is None else comparable(text)


@contextmanager
def reading(path: Path, *, older: bool = False) -> Iterator[sqlite3.Connection]:
    """Open the corpus at *path* for reading, also while another process writes.

    One of an older form, which the next ingest brings up to date, only where *older* allows it.

    Raises:
        CorpusError: there is no such corpus, or it cannot be used.
    """
    if not path.is_file():
        raise CorpusError(
            f"no corpus {path.as_posix()}; «polcorp ingest» makes one, --corpus names another"
        )
    with explaining(path), closing(_connect(path, _read_uri(path))) as connection:
        connection.execute("PRAGMA query_only = ON")
        version = _check_kind(connection, path)
        if (version != len(MIGRATIONS) or _lacking(connection)) and not older:
            raise CorpusError(
                f"the corpus {path.as_posix()} has an older form (version {version});"
                " «polcorp ingest» brings it up to date"
            )
        yield connection


def is_empty(path: Path) -> bool:
    """Return whether nothing is stored at *path* yet: no file, or one that is only being made.

    Raises:
        CorpusError: the file is no corpus, or it cannot be read.
    """
    if not path.is_file() or not path.stat().st_size:
        return True
    with explaining(path), closing(_connect(path, _read_uri(path))) as connection:
        (objects,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return not objects


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the corpus at *path* for writing; create it, or bring it up to date, where needed.

    Transactions are explicit: use :func:`transaction`.

    Raises:
        CorpusError: the file is no corpus, or it cannot be written.
    """
    with explaining(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(_connect(path, path.absolute().as_uri())) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # of a new file
            _migrate(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            yield connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all that is inside, or none of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # SQLite rolls back by itself where the disk is full
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the file system into a :class:`CorpusError`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        message = str(error)
        for signs, words in _FAULTS:
            if any(sign in message.lower() for sign in signs):
                problem = words or f"{_writer(path)} is writing to it; try again when that is done"
                if "readonly" in signs and path.with_name(f"{path.name}-journal").exists():
                    problem = (
                        f"{path.name}-journal lies beside it, from a change that was broken off or"
                        " of another file; if no program is writing, move it away"
                    )
                raise CorpusError(f"the corpus {path.as_posix()}: {problem}") from error
        raise
    except OSError as error:
        if error.filename is None or Path(error.filename) not in (path, *path.parents):
            raise
        raise CorpusError(f"the corpus {path.as_posix()}: {error.strerror}") from error


def _writer(path: Path) -> str:
    """Name the process that is probably writing: that of the latest run without an end."""
    query = "SELECT process, host, started FROM run WHERE finished IS NULL ORDER BY id DESC LIMIT 1"
    try:
        with closing(_connect(path, _read_uri(path))) as connection:
            found = connection.execute(query).fetchone()
    except sqlite3.Error:  # locked for readers too, or of an older form
        found = None
    if found is None or found[0] is None:
        return "another process"
    return f"process {found[0]} on {found[1]} (an ingest begun {found[2]})"


def _connect(path: Path, uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, timeout=PATIENCE, isolation_level=None, uri=True)
    connection.create_function("fold", 1, fold, deterministic=True)
    connection.create_function("search_text", 1, search_text, deterministic=True)
    return connection


def _read_uri(path: Path) -> str:
    """Return the URI to read by; SQLite needs a hint where it cannot write beside the file."""
    uri = path.absolute().as_uri() + "?mode=ro"
    folder = path.absolute().parent
    can_write = os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= _WAL_INDEX
    return uri if can_write or _may_be_written(path) else uri + "&immutable=1"


def _may_be_written(path: Path) -> bool:
    """Return whether a program may have changes of the file beside it, or be about to."""
    log, index = (_size(path.with_name(f"{path.name}-{kind}")) for kind in ("wal", "shm"))
    return log > 0 or index >= _WAL_INDEX  # smaller ones are left of a full disk


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _check_kind(connection: sqlite3.Connection, path: Path) -> int:
    """Return the schema version of a corpus that this version can use."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise CorpusError(f"{path.as_posix()} is not a polcorp corpus")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise CorpusError(
            f"the corpus {path.as_posix()} was made by a newer polcorp"
            f" (form {version}, this one knows {len(MIGRATIONS)}); update polcorp"
        )
    return version


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Run the scripts that are missing, and make views that differ again, in one transaction."""
    with transaction(connection):
        (objects,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        version = _check_kind(connection, path) if objects else 0
        if (
            version == len(MIGRATIONS)
            and not _lacking(connection)
            and _views(connection) == _WANTED_VIEWS
        ):
            return
        for name in _views(connection):  # they would stand in the way of a changed table
            connection.execute(f'DROP VIEW "{name}"')
        _complete(connection, version)
        for statement in _WANTED_VIEWS.values():
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _complete(connection: sqlite3.Connection, version: int = 0) -> None:
    """Run the scripts from *version* on, and add the columns that no script makes."""
    for name in MIGRATIONS[version:]:
        for statement in _statements(name):
            connection.execute(statement)
    for table, name, kind in _lacking(connection):
        connection.execute(f'ALTER TABLE "{table}" ADD COLUMN "{name}" {kind}')


def _lacking(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return table, name and SQL type of each column that the store should have and lacks."""
    missing = []
    for table, columns in STORED.items():
        there = {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}
        missing += [(table, name, kind) for name, kind in columns.items() if name not in there]
    return missing


def _statements(name: str) -> list[str]:
    """Return the statements of a script; ``executescript`` would commit in between."""
    script = (files("polcorp.store") / "sql" / name).read_text(encoding="utf-8")
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements


@cache
def physical_columns() -> dict[str, dict[str, str]]:
    """Return the name and SQL type of each column of each table that a new store has."""
    with closing(_connect(Path("columns"), ":memory:")) as connection:
        _complete(connection)
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        return {
            table: {row[1]: row[2] for row in connection.execute(f'PRAGMA table_info("{table}")')}
            for (table,) in connection.execute(query).fetchall()
        }


def _views(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the name and statement of each view that the file has."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'view'"
    return dict(connection.execute(query).fetchall())


_WANTED_VIEWS = {
    statement.split('"', 2)[1]: statement
    for statement in (
        *(view for relation in RELATIONS for view in relation.views()),
        *SUMMARY_VIEWS,
        TEXTS,
        MENTION_ROWS,
    )
}
