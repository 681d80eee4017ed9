"""A raw document: the decoded text of one file, with its name, its hash and what is known of it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from polcorp.errors import PolcorpError
from polcorp.reading.decoding import decode

#: Larger files are no pages of a party; refusing them keeps the memory in bounds.
MAX_BYTES = 64 * 1024 * 1024


class UnreadableFileError(PolcorpError):
    """A path that leads to no ordinary file of a reasonable size."""


@dataclass(frozen=True)
class RawDocument:
    """One file as read. Offsets count Unicode code points in *text*, which is never altered."""

    doc_id: str
    path: str
    sha256: str
    encoding: str
    text: str
    given: Mapping[str, str] = field(default_factory=dict)


def document_ids(paths: Iterable[str]) -> dict[str, str]:
    """Return the doc_id of each path: the stem where only one path has it, else the path itself.

    >>> document_ids(["raw/a.txt", "raw/b.txt", "more/b.txt"])
    {'raw/a.txt': 'a', 'raw/b.txt': 'raw/b.txt', 'more/b.txt': 'more/b.txt'}
    """
    stems = {path: PurePosixPath(path).stem for path in paths}
    counts = Counter(stems.values())
    return {
        path: stem if counts[stem] == 1 and stem not in stems else path
        for path, stem in stems.items()
    }


def read_bytes(location: Path) -> bytes:
    """Return the bytes of an ordinary file; never waits on a pipe or a device.

    Raises:
        OSError: the system refuses.
        UnreadableFileError: it is no ordinary file, or larger than ``MAX_BYTES``.
    """
    # O_NONBLOCK: what was a file when it was found may be a pipe by now
    descriptor = os.open(location, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFileError("not a file")
        if status.st_size > MAX_BYTES:
            raise UnreadableFileError(f"larger than {MAX_BYTES // 1024**2} MiB")
        return file.read()


def make_document(
    doc_id: str, path: str, data: bytes, given: Mapping[str, str] | None = None
) -> RawDocument:
    """Decode *data* into a document.

    Raises:
        UnreadableTextError: the bytes are no text; the message says why.
    """
    decoded = decode(data)
    return RawDocument(
        doc_id=doc_id,
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        text=decoded.text,
        given=dict(given or {}),
    )
