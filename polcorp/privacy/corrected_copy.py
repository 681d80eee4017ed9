"""A copy of a corpus in which the mentions of a person are the person's, whatever they were taken for."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import weakref
from contextlib import closing
from pathlib import Path

from polcorp.privacy.person_names import ANYBODY, PersonNames
from polcorp.store.connection import reading, transaction, writing
from polcorp.tables.relations import ACTOR_NAME


class CorrectedCopy:
    """A corpus file in a temporary folder that is gone with this object."""

    def __init__(self, original: Path) -> None:
        """Copy the corpus file *original*."""
        folder = tempfile.mkdtemp()
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self.path = Path(folder, "corpus.db")
        with reading(original) as source, closing(sqlite3.connect(self.path)) as target:
            source.backup(target)


def corrected_copy(path: Path, names: PersonNames) -> CorrectedCopy | None:
    """Return a copy of the corpus file at *path* in which *names* are persons everywhere.

    Mentions of other types by which a document means one of its persons become the person's, and a
    place that only a person's name gave to a document is taken away. None if nothing is to be done.
    """
    mentions, places = names.taken_for_others(), names.misplaced()
    if not mentions and not places:
        return None
    copy = CorrectedCopy(path)
    with writing(copy.path) as connection, transaction(connection):
        for (doc_id, words), person in mentions.items():
            connection.execute(
                "UPDATE mention_row SET actor = ? WHERE text = ?"
                " AND document IN (SELECT id FROM document WHERE doc_id = ?)"
                " AND actor IN (SELECT id FROM actor WHERE type NOT IN ('PERSON', 'PARTY'))",
                (_actor(connection, person or ANYBODY), words, doc_id),
            )
        for doc_id, field in places:
            connection.execute(
                f"UPDATE document SET {field} = NULL, {field}_evidence = '', {field}_confidence = 0"
                " WHERE doc_id = ?",
                (doc_id,),
            )
    return copy


def _actor(connection: sqlite3.Connection, person: str) -> int:
    """Return the key of the actor that is *person*, who may be new."""
    query = f"SELECT a.id FROM actor a WHERE a.type = 'PERSON' AND {ACTOR_NAME} = ? ORDER BY 1"
    row = connection.execute(query, (person,)).fetchone()
    if row is None:
        insert = "INSERT INTO actor (canonical, type) VALUES (?, 'PERSON') RETURNING id"
        row = connection.execute(insert, (person,)).fetchone()
    return int(row[0])
