"""The names that a corpus holds: of persons, of other actors, of places and of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from polcorp.store.connection import reading
from polcorp.tables.relations import ACTOR_NAME, SEPARATOR, WHOLE_TEXT

_PERSONS = (
    f"SELECT DISTINCT d.doc_id, {ACTOR_NAME}, x.text FROM mention x"
    " JOIN actor a ON a.id = x.actor JOIN document d ON d.id = x.document"
    " WHERE a.type = 'PERSON' ORDER BY 1, 2, 3"
)
_OTHERS = (
    f"SELECT DISTINCT d.doc_id, {ACTOR_NAME}, x.text, a.type, x.source FROM mention x"
    " JOIN actor a ON a.id = x.actor JOIN document d ON d.id = x.document"
    " WHERE a.type <> 'PERSON' ORDER BY 1, 2, 3"
)
_SIGNED = "SELECT doc_id, signatories FROM document WHERE signatories <> '' ORDER BY 1"
#: A document that was renamed is called after its old file still.
_PATHS = (
    "SELECT path FROM document UNION ALL"
    " SELECT doc_id FROM document WHERE instr(path, doc_id) = 0 ORDER BY 1"
)
_PLACES = " UNION ALL ".join(
    f"SELECT doc_id, '{field}', {field}, {field}_evidence FROM document WHERE {field} IS NOT NULL"
    for field in ("municipality", "region")
)


@dataclass(frozen=True)
class StoredNames:
    """Names by where they are; all lists are in a fixed order.

    Attributes:
        mentions: doc_id, canonical name and words of each person's mentions.
        signed: doc_id and name of each signatory.
        parties: the names of the parties that a document mentions, by doc_id.
        others: the names of all other actors in a document that the model alone did not make.
        other_mentions: doc_id and words of the mentions of all actors that are neither persons
            nor parties.
        paths: the paths of the files, and doc_ids that are no part of their path.
        places: doc_id, field, value and evidence of each document's places.
    """

    mentions: list[tuple[str, str, str]]
    signed: list[tuple[str, str]]
    parties: Mapping[str, frozenset[str]]
    others: Mapping[str, frozenset[str]]
    other_mentions: list[tuple[str, str]]
    paths: list[str]
    places: list[tuple[str, str, str, str]]


def read_names(path: Path) -> StoredNames:
    """Return the names that the corpus file at *path* holds."""
    parties: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    mentions: dict[tuple[str, str], None] = {}
    with reading(path) as connection:
        for doc_id, canonical, text, kind, source in connection.execute(_OTHERS):
            if kind == "PARTY":
                parties.setdefault(doc_id, set()).update((canonical, text))
            else:
                mentions[doc_id, text] = None
            if source != "model":
                others.setdefault(doc_id, set()).update((canonical, text))
        return StoredNames(
            mentions=connection.execute(_PERSONS).fetchall(),
            signed=[
                (doc_id, name.strip())
                for doc_id, names in connection.execute(_SIGNED)
                for name in names.split(SEPARATOR)
                if name.strip()
            ],
            parties={doc_id: frozenset(names) for doc_id, names in parties.items()},
            others={doc_id: frozenset(names) for doc_id, names in others.items()},
            other_mentions=list(mentions),
            paths=[name for (name,) in connection.execute(_PATHS)],
            places=connection.execute(_PLACES).fetchall(),
        )


def text_of_document(path: Path, doc_id: str) -> str:
    """Return the text of a document of the corpus file at *path*, nothing if it has none."""
    query = f"SELECT {WHOLE_TEXT} FROM document d WHERE d.doc_id = ?"
    with reading(path) as connection:
        row = connection.execute(query, (doc_id,)).fetchone()
    return str(row[0]) if row and row[0] else ""
