"""Which files are new, changed, moved or as before: told by their contents, not by their dates."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from polcorp.corpus.write import given_json
from polcorp.reading.discovery import Discovery, Failure, SourceFile, reason_of
from polcorp.reading.documents import UnreadableFileError, document_ids, read_bytes

#: All that the rows of a document depend on: hash of the bytes, given metadata, fingerprint.
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Task:
    """A file that has to be stored, and whether the corpus has an older state of it."""

    file: SourceFile
    doc_id: str
    key: Key
    given: Mapping[str, str]
    known: bool


@dataclass
class Survey:
    """What there is to do; *analysed* says where the corpus has an analysis that still holds."""

    tasks: list[Task] = field(default_factory=list)
    analysed: dict[Key, str] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def survey(
    stored: Mapping[str, Key],
    found: Discovery,
    given: Mapping[str, Mapping[str, str]],
    fingerprint: str,
    *,
    force: bool,
) -> Survey:
    """Read every file and compare it with what is *stored* of each path; change nothing."""
    names = {file.name for file in found.files}
    ids = document_ids({*names, *stored})
    moves = _Moves(stored, names)
    result = Survey()
    hashes: dict[str, list[str]] = {}
    for path, key in stored.items():
        hashes.setdefault(key[0], []).append(path)
    for file in found.files:
        sha256 = _hash(file, result.failures)
        if sha256 is None:
            continue
        known = stored.get(file.name)
        if known is None:
            old = moves.source_of(sha256)
            if old is not None:
                result.moved.append((old, file.name))
                known = stored[old]
                hashes[sha256].remove(old)
        elif known[0] != sha256:
            hashes[known[0]].remove(file.name)
        if file.name not in hashes.setdefault(sha256, []):
            hashes[sha256].append(file.name)
        key = (sha256, given_json(given.get(file.name, {})), fingerprint)
        if known == key and not force:
            result.unchanged.append(file.name)
        else:
            task = Task(file, ids[file.name], key, given.get(file.name, {}), known is not None)
            result.tasks.append(task)
    if not force:
        new = {task.file.name for task in result.tasks} | {old for old, _ in result.moved}
        result.analysed = {
            key: path
            for path, key in reversed(list(stored.items()))
            if path not in new and key[2] == fingerprint
        }
    result.gone = _gone(stored, found, {old for old, _ in result.moved})
    twins = (sorted(paths)[1:] for paths in hashes.values())
    result.duplicates = sorted({path for paths in twins for path in paths} & names)
    return result


def stored_documents(connection: sqlite3.Connection) -> dict[str, Key]:
    """Return what the store has of each path."""
    query = (
        "SELECT d.path, d.sha256, d.given, r.pipeline FROM document d JOIN run r ON r.id = d.run"
        " ORDER BY d.path"
    )
    return {path: (sha256, given, made) for path, sha256, given, made in connection.execute(query)}


class _Moves:
    """Stored documents whose files are gone: a new file with such a text is the old one, moved."""

    def __init__(self, stored: Mapping[str, Key], names: Iterable[str]) -> None:
        present = set(names)
        self._gone: dict[str, list[str]] = {}
        for path, (sha256, _, _) in stored.items():
            if path not in present and not os.path.lexists(path):
                self._gone.setdefault(sha256, []).append(path)

    def source_of(self, sha256: str) -> str | None:
        """Return the path that a file with that hash had before, each only once."""
        paths = self._gone.get(sha256)
        return paths.pop(0) if paths else None


def _hash(file: SourceFile, failures: list[Failure]) -> str | None:
    """Return the hash of the file's bytes; what cannot be read is a failure."""
    try:
        return hashlib.sha256(read_bytes(file.location)).hexdigest()
    except OSError as error:
        failures.append(Failure(file.name, reason_of(error)))
    except UnreadableFileError as error:
        failures.append(Failure(file.name, str(error)))
    return None


def _gone(stored: Iterable[str], found: Discovery, moved: set[str]) -> list[str]:
    """Return the stored paths that the search should have found and did not."""
    present = {file.name for file in found.files}
    failed = {failure.path for failure in found.failures}

    def above(path: str) -> Iterator[str]:
        yield path
        while "/" in path:
            path = path.rpartition("/")[0]
            yield path

    return [
        path
        for path in stored
        if path not in present
        and path not in moved
        and found.covers(path)
        and failed.isdisjoint(above(path))
    ]
