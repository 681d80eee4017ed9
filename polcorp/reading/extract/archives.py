"""Documents that are zip archives of XML: what they may hold."""

from __future__ import annotations

import io
from zipfile import ZipFile

from polcorp.reading.decoding import UnreadableTextError

#: As much XML is read of one document, in bytes; a book of a thousand pages has half of it.
MAX_XML = 32 * 1024 * 1024


def check_parts(data: bytes) -> None:
    """Look at the table of contents of an archive, before anything in it is unpacked.

    Raises:
        UnreadableTextError: its XML is larger than ``MAX_XML``, or encrypted.
        BadZipFile: it is no archive.
    """
    with ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableTextError("it is encrypted; save it without a password")
    size = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if size > MAX_XML:
        raise UnreadableTextError(
            f"it unpacks to more than {MAX_XML // 1024**2} MiB of text and marks; split it up"
        )
