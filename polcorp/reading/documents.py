"""A raw document: the decoded text of one file, with its name, its hash and what is known of it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path, PurePosixPath

from polcorp.errors import PolcorpError
from polcorp.reading.clean_view import has_mojibake
from polcorp.reading.extract.extraction import extract
from polcorp.reading.instructions import Instructions
from polcorp.vocabulary.source_formats import PLAIN

#: Larger files are no pages of a party; refusing them keeps the memory in bounds.
MAX_BYTES = 64 * 1024 * 1024

#: What follows the name of the encoding of a text in which an earlier program read UTF-8 wrongly.
WITH_MOJIBAKE = " (mojibake)"


class UnreadableFileError(PolcorpError):
    """A path that leads to no ordinary file of a reasonable size."""


@dataclass(frozen=True)
class RawDocument:
    """One file as read. Offsets count Unicode code points in *text*, which is never altered.

    The text of a file that is no plain text is what was extracted from it. *encoding* is empty where
    the *source_format* leaves no choice of it, *replaced* is the number of places that did not fit it.
    *came* is the place of this text in the order in which the corpus got its texts: of equal texts
    the one that came first counts. 0: it came before that was noted.
    """

    doc_id: str
    path: str
    sha256: str
    encoding: str
    text: str
    given: Mapping[str, str] = field(default_factory=dict)
    came: int = 0
    source_format: str = PLAIN
    replaced: int = 0


def free_id(path: str, is_taken: Callable[[str], bool]) -> str:
    """Return the doc_id of a document that comes to a corpus with the file at *path*.

    It is the file's name without extension. Where another document has that, it is the path, and
    where one has even that (its file was at this path once), the path with a number.
    """
    stem = PurePosixPath(path).stem
    numbered = (f"{path}-{number}" for number in count(2))
    return next(name for name in chain((stem, path), numbered) if not is_taken(name))


def in_order(paths: Iterable[str]) -> list[str]:
    """Return *paths* in the order in which one ingest lets them come to the corpus, each once.

    It is that of their folders and names, without the extension: a copy that is called after its
    original comes after it.

    >>> in_order(["raw/a (1).txt", "raw/a.txt", "raw/a-b.txt", "raw-2/a.txt"])
    ['raw/a.txt', 'raw/a (1).txt', 'raw/a-b.txt', 'raw-2/a.txt']
    """

    def place(path: str) -> tuple[tuple[str, ...], str, str]:
        pure = PurePosixPath(path)
        return pure.parent.parts, pure.stem, path

    return sorted(set(paths), key=place)


def new_ids(paths: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Return the doc_id of each of the *paths*, which come to a corpus in the order of in_order.

    No doc_id that is *taken* is given again.

    >>> new_ids(["raw/a.txt", "raw/b.txt", "more/b.txt"], taken={"a"})
    {'more/b.txt': 'b', 'raw/a.txt': 'raw/a.txt', 'raw/b.txt': 'raw/b.txt'}
    """
    used = set(taken)
    ids: dict[str, str] = {}
    for path in in_order(paths):
        ids[path] = free_id(path, used.__contains__)
        used.add(ids[path])
    return ids


def read_bytes(location: Path) -> bytes:
    """Return the bytes of an ordinary file; never waits on a pipe or a device.

    Raises:
        OSError: the system refuses.
        UnreadableFileError: it is no ordinary file, or larger than ``MAX_BYTES``.
    """
    # O_NONBLOCK: what was a file when it was found may be a pipe by now
    # O_BINARY: Windows would change line ends
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(location, flags)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFileError("not a file")
        if status.st_size > MAX_BYTES:
            raise UnreadableFileError(f"larger than {MAX_BYTES // 1024**2} MiB")
        return file.read()


def make_document(
    doc_id: str, path: str, data: bytes, given: Mapping[str, str] | None = None, came: int = 0
) -> RawDocument:
    """Make a document of *data*, read as what is *given* tells (:mod:`polcorp.reading.instructions`).

    Raises:
        UnreadableTextError: the bytes are no text; the message says why.
    """
    found = extract(path, data, Instructions.of(given or {}))
    remarks = WITH_MOJIBAKE if has_mojibake(found.text) and found.encoding else ""
    if found.replaced:
        remarks += f" ({found.replaced} replaced)"
    return RawDocument(
        doc_id=doc_id,
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=found.encoding + remarks,
        text=found.text,
        given=dict(given or {}),
        came=came,
        source_format=found.source_format,
        replaced=found.replaced,
    )
