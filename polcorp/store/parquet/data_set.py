"""A data set: its parts, and the manifest that says which of them count.

A part is some hundred documents, one file in each folder, all of one name; the file in
``documents`` comes last, and with it the part is complete. ``manifest.json`` lists the parts, the
runs and their failures; of two parts with the same document that of the later run holds. It is
written by the one process that drives the ingest; the workers write parts. Nothing in a part
changes but the column ``copy_of`` of its documents, which is settled at the end of an ingest.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from polcorp.store.connection import MIGRATIONS
from polcorp.store.parquet.storage import Storage, StorageError, is_url
from polcorp.store.parquet.tables import (
    FOLDERS,
    Stored,
    decode,
    encode,
    read_rows,
    sizes,
    with_copies,
)
from polcorp.store.write import given_json
from polcorp.tables.measures import MAY_BE_UNKNOWN

MANIFEST = "manifest.json"

#: Of the layout of folders and manifest; columns may come without a new one.
FORMAT = 1


#: Form of the store with which documents got doc_ids that stay.
_WITH_IDS = MIGRATIONS.index("011_identity.sql") + 1

#: The figures of a part, and of the whole.
TOTALS = (
    *("documents", "words", "sections", "demands", "mentions", "other_languages", "copies"),
    *(f"without_{name}" for name in MAY_BE_UNKNOWN),
)

_PART = re.compile("[0-9a-f]{20}")


@dataclass
class Manifest:
    """What counts: parts and their totals, in order; runs and failures; parts to be removed.

    *ids* are the doc_ids of documents in parts that were written before documents had them, until
    an ingest has rewritten these.
    """

    format: int = FORMAT
    columns: int = len(MIGRATIONS)  # form of the store that the tables were made for
    parts: dict[str, dict[str, int]] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    runs: list[dict[str, Any]] = field(default_factory=list)
    failures: list[list[Any]] = field(default_factory=list)  # run, path, reason
    ids: dict[str, str] = field(default_factory=dict)  # by path

    @property
    def knows_ids(self) -> bool:
        """Return whether documents have doc_ids of their own, here or in the parts."""
        return bool(self.ids) or self.columns >= _WITH_IDS

    def totals(self) -> dict[str, int]:
        """Return the totals of all parts, each zero where there are none."""
        return {name: sum(part.get(name, 0) for part in self.parts.values()) for name in TOTALS}


@dataclass(frozen=True)
class Entry:
    """What is known of a document in a part without reading the rest of it."""

    path: str
    sha256: str
    given: str
    run: int
    n_words: int
    doc_id: str | None = None  # None, and no hash: of a part from before there were doc_ids
    text_hash: str = ""
    came: int = 0
    copy_of: str | None = None


def absolute(place: str) -> str:
    """Return *place* as every worker understands it."""
    return place if is_url(place) else Path(place).absolute().as_posix()


class DataSet:
    """A data set at some place."""

    def __init__(self, storage: Storage) -> None:
        """Use what lies in *storage*."""
        self.storage = storage

    def manifest(self) -> tuple[Manifest, str] | None:
        """Return the manifest and the hash of its file; None if there is no data set here.

        Raises:
            StorageError: it cannot be read, or a newer polcorp has written it.
        """
        with said(self.storage):
            try:
                data = self.storage.read(MANIFEST)
            except FileNotFoundError:
                return None
        try:
            values = json.loads(data)
            newest = (values["format"], values["columns"])
            if newest[0] > FORMAT or newest[1] > len(MIGRATIONS):
                raise StorageError(
                    f"{self.storage.url} was made by a newer polcorp; update polcorp"
                )
            return Manifest(**values), hashlib.sha256(data).hexdigest()
        except (ValueError, KeyError, TypeError) as error:
            raise StorageError(f"{self.storage.url}: {MANIFEST} is damaged") from error

    def save(self, manifest: Manifest) -> None:
        """Write the manifest."""
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
        with said(self.storage):
            self.storage.write(MANIFEST, text.encode())

    def commit(self, documents: Sequence[Stored]) -> str:
        """Write a part and return its name, which is made of what the part holds.

        The same part written twice, by a worker that was thought dead and by another, is one.
        """
        keys = [
            (raw.path, raw.sha256, given_json(raw.given), item.run, raw.doc_id, raw.came)
            for item, raw in ((item, item.rows.raw) for item in documents)
        ]
        part = hashlib.sha256(json.dumps(keys).encode()).hexdigest()[:20]
        for folder, data in encode(documents).items():
            self.storage.write(_file(folder, part), data)
        return part

    def files(self) -> dict[str, set[str]]:
        """Return of which parts each folder has a file, whether or not they count."""
        with said(self.storage):
            return {folder: self._parts_in(folder) for folder in FOLDERS}

    def parts(self) -> set[str]:
        """Return the names of all complete parts, whether or not they count."""
        with said(self.storage):
            return self._parts_in("documents")

    def _parts_in(self, folder: str) -> set[str]:
        names = self.storage.names(folder)
        return {name.removesuffix(".parquet") for name in names if name.endswith(".parquet")}

    def entries(self, part: str) -> list[Entry]:
        """Return what is known of the documents of a part.

        Raises:
            FileNotFoundError: the part has gone.
        """
        with said(self.storage):
            data = self.storage.read(_file("documents", part))
        names = [item.name for item in fields(Entry)]
        return [Entry(**row) for row in read_rows(data, names)]

    def documents(self, part: str) -> list[Stored]:
        """Return the documents of a part.

        Raises:
            FileNotFoundError: the part has gone.
        """
        with said(self.storage):
            return decode(lambda folder: self.storage.read(_file(folder, part)))

    def mark_copies(self, part: str, copies: Mapping[str, str]) -> None:
        """Enter in a part which of its documents are *copies*, by doc_id."""
        name = _file("documents", part)
        with said(self.storage):
            self.storage.write(name, with_copies(self.storage.read(name), copies))

    def remove(self, part: str) -> None:
        """Take a part away; it is no part any more as soon as its documents have gone."""
        with said(self.storage):
            for folder in reversed(FOLDERS):
                self.storage.remove(_file(folder, part))

    def remove_all_but(self, parts: Collection[str]) -> None:
        """Take away what there is of other parts, such as an ingest that was stopped left."""
        files = self.files()
        for part in set().union(*files.values()) - set(parts):
            if _PART.fullmatch(part):  # another file is somebody else's
                self.remove(part)


@contextmanager
def said(storage: Storage) -> Iterator[None]:
    """Turn what the file system says into a :class:`StorageError`, but for a missing file."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        reason = error.strerror or " ".join(str(error).split())
        raise StorageError(f"{storage.url}: {reason}") from error


def total_of(documents: Iterable[Stored]) -> dict[str, int]:
    """Return the totals of a part, of which copies are no more than copies."""
    each = ({"copies": 1} if item.copy_of else sizes(item.rows) for item in documents)
    return summed((dict.fromkeys(TOTALS, 0), *each))


def summed(items: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return the sums of numbers of the same names."""
    total: dict[str, int] = {}
    for item in items:
        for name, value in item.items():
            total[name] = total.get(name, 0) + value
    return total


def _file(folder: str, part: str) -> str:
    return f"{folder}/{part}.parquet"
