"""Copies of a text: which of the documents with one text counts.

Two documents are copies where their decoded texts are equal, character by character, whatever the
encoding of the files. The one whose text came to the corpus first counts; of texts that came before
that was noted, the one whose doc_id sorts first. Neither order changes when other files come or go.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: Hexadecimal digits of a hash that are kept: two texts in a billion billion would share them.
_DIGITS = 32


@dataclass(frozen=True)
class StoredText:
    """What decides whether a document is a copy."""

    doc_id: str
    text_hash: str
    came: int


def text_hash(text: str) -> str:
    """Return the hash by which equal texts are known."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def copies_of(texts: Iterable[StoredText]) -> dict[str, str]:
    """Return for the doc_id of each copy that of the document with the same text that counts.

    >>> texts = [StoredText("a", "x", 2), StoredText("b", "x", 1), StoredText("c", "y", 3)]
    >>> copies_of(texts)
    {'a': 'b'}
    """
    first: dict[str, str] = {}
    copies: dict[str, str] = {}
    told = (text for text in texts if text.text_hash)
    for text in sorted(told, key=lambda text: (text.came, text.doc_id)):
        counts = first.setdefault(text.text_hash, text.doc_id)
        if counts != text.doc_id:
            copies[text.doc_id] = counts
    return copies


def settle_copies(connection: sqlite3.Connection) -> None:
    """Store which documents are copies; expects to be inside a transaction."""
    _tell_hashes(connection)
    several = connection.execute(
        "SELECT doc_id, text_hash, came FROM document WHERE text_hash IN"
        " (SELECT text_hash FROM document GROUP BY text_hash HAVING count(*) > 1)"
    )
    wanted = copies_of(StoredText(*row) for row in several)
    stored = dict(
        connection.execute("SELECT doc_id, copy_of FROM document WHERE copy_of IS NOT NULL")
    )
    connection.executemany(
        "UPDATE document SET copy_of = ? WHERE doc_id = ?", _differences(stored, wanted)
    )


def stored_copies(connection: sqlite3.Connection) -> set[str]:
    """Return the paths of the copies in the store."""
    query = "SELECT path FROM document WHERE copy_of IS NOT NULL"
    return {path for (path,) in connection.execute(query)}


def _differences(
    stored: Mapping[str, str], wanted: Mapping[str, str]
) -> list[tuple[str | None, str]]:
    """Return (document that counts or None, doc_id) where what is stored is not what is wanted."""
    either = sorted({*stored, *wanted})
    return [(wanted.get(key), key) for key in either if stored.get(key) != wanted.get(key)]


def _tell_hashes(connection: sqlite3.Connection) -> None:
    """Enter the hashes of texts that were stored before hashes were kept."""
    query = "SELECT id FROM document WHERE text_hash = ''"
    for (document,) in connection.execute(query).fetchall():
        (text,) = connection.execute(
            "SELECT text FROM text WHERE document = ?", (document,)
        ).fetchone()
        connection.execute(
            "UPDATE document SET text_hash = ? WHERE id = ?", (text_hash(text or ""), document)
        )
