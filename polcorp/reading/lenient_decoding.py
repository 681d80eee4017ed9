"""Bytes to text as the user wants it: in an encoding that they name, or with what does not fit replaced."""

from __future__ import annotations

import codecs
from encodings.aliases import aliases

from polcorp.errors import UnknownValueError
from polcorp.reading.decoding import (
    MOJIBAKE,
    Decoded,
    UnreadableTextError,
    decode,
    mark_of,
    refuse_other_formats,
    refuse_what_is_no_text,
)

#: What replaces bytes that do not fit.
REPLACEMENT = "\ufffd"
#: Of names of machines, of source code, and of this system.
_OF_NO_FILES = frozenset(
    ["idna", "punycode", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"]
)


def known_encoding(name: str) -> str:
    """Return the usual name of an encoding of texts.

    Raises:
        UnknownValueError: there is none of that name.

    >>> known_encoding("Latin-1")
    'iso8859-1'
    """
    found = _encoding(name)
    if not found:
        names = {alias.replace("_", "-") for alias in (*aliases, *aliases.values())}
        raise UnknownValueError("encoding", name, sorted(filter(_encoding, names)))
    return found


def _encoding(name: str) -> str:
    """Return the usual name of an encoding, empty where there is none, or none of texts in files."""
    try:
        codec = codecs.lookup(name)
        "a".encode(codec.name)
        codec.name.encode("ascii").decode(codec.name)  # bytes to text, not bytes to bytes
    except (LookupError, UnicodeError, TypeError, ValueError):
        return ""
    return "" if codec.name.replace("-", "_") in _OF_NO_FILES else codec.name


def decode_as_told(data: bytes, encoding: str = "", *, lenient: bool = False) -> Decoded:
    """Decode *data* in the *encoding*, or where none is named as :func:`decode` does.

    What is *lenient* has ``REPLACEMENT`` in the place of each run of bytes that does not fit, if there
    are any; without an encoding it is UTF-8 or Windows-1252, whichever fits better: UTF-8 read as
    Windows-1252 shows («Ã¥»).

    Raises:
        UnreadableTextError: the data are no text, or do not fit.
    """
    if not encoding:
        try:
            return decode(data)
        except UnreadableTextError:
            if not lenient:
                raise
    refuse_other_formats(data)
    mark = mark_of(data)
    if mark and (not encoding or known_encoding(encoding) in mark[1]):
        decoded = _decoded(data, mark[1], mark[0])
    else:
        decoded = min(
            (_decoded(data, name) for name in ([encoding] if encoding else ["utf-8", "cp1252"])),
            key=lambda found: found.replaced + len(MOJIBAKE.findall(found.text)),
        )
    if decoded.replaced and not lenient:
        place = decoded.text.index(REPLACEMENT)
        line = decoded.text.count("\n", 0, place) + 1
        raise UnreadableTextError(
            f"line {line} does not fit {encoding}; --lenient replaces what does not fit"
        )
    if lenient and "\0" in decoded.text:
        nul = decoded.text.count("\0")
        text = decoded.text.replace("\0", REPLACEMENT)
        decoded = Decoded(text, decoded.encoding, decoded.replaced + nul)
    refuse_what_is_no_text(decoded.text.replace(REPLACEMENT, ""))
    return decoded


def _decoded(data: bytes, encoding: str, start: int = 0) -> Decoded:
    """Return the text of *data* from *start* with replacements, which are counted."""
    pieces: list[str] = []
    replaced = 0
    view = memoryview(data)
    while start < len(data):
        try:
            pieces.append(codecs.decode(view[start:], encoding))
            break
        except UnicodeDecodeError as error:
            pieces.append(codecs.decode(view[start : start + error.start], encoding))
            pieces.append(REPLACEMENT)
            replaced += 1
            start += max(error.end, error.start + 1)
    return Decoded("".join(pieces), encoding, replaced)
