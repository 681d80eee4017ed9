"""Which files are new, changed, moved or as before: told by their contents, not by their dates."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from polcorp.ingest.home import Home
from polcorp.reading.decoding import UnreadableTextError
from polcorp.reading.discovery import Discovery, Failure, SourceFile, reason_of
from polcorp.reading.documents import (
    UnreadableFileError,
    in_order,
    make_document,
    new_ids,
    read_bytes,
)
from polcorp.store.copies import StoredText, copies_of, text_hash
from polcorp.store.write import given_json

#: All that the rows of a document depend on: hash of the bytes, given metadata, fingerprint.
Key = tuple[str, str, str]

#: What the user gives of each file; asked for by the doc_ids of the files and of the corpus.
Given = Callable[[Mapping[str, str]], Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Known:
    """What the corpus has of a document; *folder* is where its path leads from, as noted."""

    doc_id: str
    sha256: str
    given: str
    pipeline: str
    text_hash: str = ""
    came: int = 0
    folder: str | None = None

    @property
    def key(self) -> Key:
        """Return what its rows depend on."""
        return self.sha256, self.given, self.pipeline


@dataclass(frozen=True)
class Task:
    """A file that has to be stored, and whether the corpus has an older state of it."""

    file: SourceFile
    doc_id: str
    came: int
    key: Key
    given: Mapping[str, str]
    known: bool


@dataclass
class Survey:
    """What there is to do; *analysed* says where the corpus has an analysis that still holds.

    *gone* are the documents whose files are not on the disk any more, *elsewhere* those of which
    that cannot be told from here.
    """

    tasks: list[Task] = field(default_factory=list)
    analysed: dict[Key, str] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def survey(
    stored: Mapping[str, Known],
    found: Discovery,
    home: Home,
    given: Given,
    fingerprint: str,
    *,
    force: bool,
) -> Survey:
    """Read every file and compare it with what is *stored* of each path; change nothing."""
    result = Survey()
    hashes = dict(_hashes(found.files, result.failures))
    known = _followed(stored, hashes, home, result.moved)
    newcomers = [path for path in hashes if path not in known]
    ids = new_ids(newcomers, (item.doc_id for item in stored.values()))
    ids |= {path: item.doc_id for path, item in known.items()}
    values = given(ids)
    came = _order(stored, known, hashes)
    files = {file.name: file for file in found.files}
    for path in in_order(hashes):
        before = known.get(path)
        its_values = values.get(path, {})
        key = (hashes[path], given_json(its_values), fingerprint)
        if before is not None and before.key == key and not force:
            result.unchanged.append(path)
            continue
        task = Task(files[path], ids[path], came[path], key, its_values, known=before is not None)
        result.tasks.append(task)
    if not force:
        result.analysed = _analysed(stored, result, fingerprint)
    _look_for_the_rest(stored, found, home, result)
    return result


def foretold_copies(
    stored: Mapping[str, Known], found: Discovery, plan: Survey, *, prune: bool
) -> list[str]:
    """Return which of the *found* files will be copies when all is done as planned.

    A file that is no text leaves the plan's tasks and is one of its failures.
    """
    texts = {
        path: StoredText(item.doc_id, item.text_hash, item.came)
        for path, item in stored.items()
        if not (prune and path in plan.gone)
    }
    for old, new in plan.moved:
        texts[new] = texts.pop(old)
    readable = []
    for task in plan.tasks:
        path = task.file.name
        try:
            data = read_bytes(task.file.location)
            text = make_document(task.doc_id, path, data, task.given).text
        except (OSError, UnreadableFileError, UnreadableTextError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else str(error)
            plan.failures.append(Failure(path, reason))
            continue
        readable.append(task)
        texts[path] = StoredText(task.doc_id, text_hash(text), task.came)
    plan.tasks = readable
    copies = copies_of(texts.values())
    names = (file.name for file in found.files)
    return [name for name in names if name in texts and texts[name].doc_id in copies]


def stored_documents(connection: sqlite3.Connection) -> dict[str, Known]:
    """Return what the store has of each path."""
    query = """SELECT d.path, d.doc_id, d.sha256, d.given, r.pipeline, d.text_hash, d.came, r.folder
        FROM document d JOIN run r ON r.id = d.run ORDER BY d.path"""
    return {path: Known(*values) for path, *values in connection.execute(query)}


def _hashes(files: Iterable[SourceFile], failures: list[Failure]) -> Iterator[tuple[str, str]]:
    """Yield the name and the hash of the bytes of each file; what cannot be read is a failure."""
    for file in files:
        try:
            yield file.name, hashlib.sha256(read_bytes(file.location)).hexdigest()
        except OSError as error:
            failures.append(Failure(file.name, reason_of(error)))
        except UnreadableFileError as error:
            failures.append(Failure(file.name, str(error)))


def _followed(
    stored: Mapping[str, Known],
    hashes: Mapping[str, str],
    home: Home,
    moved: list[tuple[str, str]],
) -> dict[str, Known]:
    """Return what the corpus has of each path, moved files under their new one.

    A new file with the text of one that is gone is that one, *moved*; each is only once.
    """
    known = dict(stored)
    absent: dict[str, list[str]] = {}
    for path, item in stored.items():
        if path not in hashes:
            absent.setdefault(item.sha256, []).append(path)
    for path, sha256 in hashes.items():
        if path in stored:
            continue
        for old in absent.get(sha256, ()):
            if home.can_judge(old, stored[old].folder) and not home.has(old):
                absent[sha256].remove(old)
                moved.append((old, path))
                known[path] = known.pop(old)
                break
    return known


def _order(
    stored: Mapping[str, Known], known: Mapping[str, Known], hashes: Mapping[str, str]
) -> dict[str, int]:
    """Return when each text came to the corpus: a document's text that it had before came then."""
    came = {
        path: known[path].came
        for path, sha256 in hashes.items()
        if path in known and known[path].sha256 == sha256
    }
    last = max((item.came for item in stored.values()), default=0)
    new = in_order(path for path in hashes if path not in came)
    return came | {path: number for number, path in enumerate(new, start=last + 1)}


def _analysed(stored: Mapping[str, Known], plan: Survey, fingerprint: str) -> dict[Key, str]:
    """Return under which path the corpus has each analysis, the first by path."""
    new = {task.file.name for task in plan.tasks} | {old for old, _ in plan.moved}
    return {
        item.key: path
        for path, item in reversed(list(stored.items()))
        if path not in new and item.pipeline == fingerprint
    }


def _look_for_the_rest(
    stored: Mapping[str, Known], found: Discovery, home: Home, plan: Survey
) -> None:
    """Note which stored paths under the searched ones have no file, or cannot be looked for.

    What could not be read is there: below it nothing is gone.
    """
    present = {file.name for file in found.files} | {old for old, _ in plan.moved}
    failed = {failure.path for failure in (*found.failures, *plan.failures)}

    def above(path: str) -> Iterator[str]:
        yield path
        while "/" in path:
            path = path.rpartition("/")[0]
            yield path

    for path, item in stored.items():
        if path in present or not found.covers(path):
            continue
        if not home.can_judge(path, item.folder):
            plan.elsewhere.append(path)
        elif failed.isdisjoint(above(path)) and not home.has(path):
            plan.gone.append(path)
