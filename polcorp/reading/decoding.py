"""Bytes to text: which encoding, and is it text at all? The text itself is never altered.

A byte-order mark says which encoding follows and is no part of the text: offsets count from the
character after it. Line ends, damage and odd characters stay as they are.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from polcorp.errors import PolcorpError

#: 8-bit encodings that Swedish texts are found in, the usual one first.
SWEDISH_CODE_PAGES = ("cp1252", "mac_roman", "cp850")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)

_FORMATS = (
    (b"%PDF-", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a zip archive or an office document", ".zip, .docx or .odt"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", ""),
    (b"{\\rtf", "an RTF document", ".rtf"),
    (b"\x1f\x8b", "a gzip archive", ""),
    (b"\x89PNG", "an image", ""),
    (b"\xff\xd8\xff", "an image", ""),
    (b"GIF8", "an image", ""),
    (b"SQLite format 3\x00", "a database", ""),
)

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\x81\x8d\x8f\x90\x9d]")
#: Bytes that do not fit, as Python's «surrogateescape» names them.
_STRAY = re.compile("[\udc80-\udcff]")
MOJIBAKE = re.compile(r"Ã[¥¤¶…„–©]|â€[“”™¢¦]")
_LETTERS = re.compile(r"[åäöÅÄÖéÉüÜàèáæøÆØ]")
_SIGNS = re.compile(r"[«»–—‘’“”„…•·§½¼¾°€£´¨²³×®©\xa0\xad]")
_SPLIT_WORD = re.compile(r"(?<=[a-zåäö])[„”†Œ‡ˆ‰Ž™š‘“…](?=[a-zåäö])")


class UnreadableTextError(PolcorpError):
    """The bytes are no text that polcorp can read; the message says why."""


@dataclass(frozen=True)
class Decoded:
    """A text and the name of the encoding it was stored in; *replaced* bytes did not fit it."""

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes) -> Decoded:
    """Decode *data*: by its mark, as UTF-8 or UTF-16, or in a code page that Swedish texts use.

    Raises:
        UnreadableTextError: the data is empty, binary, damaged or in a foreign encoding.
    """
    refuse_other_formats(data)
    decoded = _by_mark(data) or _by_zeros(data) or _as_utf8(data) or _by_code_page(data)
    refuse_what_is_no_text(decoded.text)
    return decoded


def refuse_other_formats(data: bytes) -> None:
    """Look at the first bytes.

    Raises:
        UnreadableTextError: there are none, or they are those of another kind of file.
    """
    if not data:
        raise UnreadableTextError("the file is empty")
    for magic, what, ending in _FORMATS:
        if data.startswith(magic):
            advice = f"give it the ending {ending}, or " if ending else ""
            raise UnreadableTextError(f"not a text file but {what}; {advice}save it as plain text")


def refuse_what_is_no_text(text: str) -> None:
    """Look at the characters of a decoded file.

    Raises:
        UnreadableTextError: they are blanks only, or no text.
    """
    if not text.strip():
        raise UnreadableTextError("the file holds nothing but white space")
    if "\0" in text or _too_many_controls(text):
        raise UnreadableTextError("not a text file but binary data")


def mark_of(data: bytes) -> tuple[int, str] | None:
    """Return the length of the byte-order mark of *data* and the codec that it stands for."""
    found = ((len(mark), codec) for mark, codec, _ in _MARKS if data.startswith(mark))
    return next(found, None)


def _by_mark(data: bytes) -> Decoded | None:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(codec), name)
            except UnicodeDecodeError as error:
                raise UnreadableTextError(_damage(error, name, len(mark))) from error
    return None


def _by_zeros(data: bytes) -> Decoded | None:
    """Recognise UTF-16 without a mark: in Western text every other byte is mostly zero."""
    if b"\0" not in data or len(data) % 2:
        return None
    half = len(data) // 2
    even, odd = data[0::2].count(0) / half, data[1::2].count(0) / half
    if odd > 0.7 and even < 0.1:
        codec = "utf-16-le"
    elif even > 0.7 and odd < 0.1:
        codec = "utf-16-be"
    else:
        return None
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeDecodeError:
        return None


def _as_utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if not MOJIBAKE.search(data.decode("cp1252", "replace")):
            return None
        text = _with_strays(data)  # the rest of it is UTF-8
        if text is None:
            raise UnreadableTextError(_damage(error, "UTF-8")) from error
        return Decoded(text, "utf-8 with cp1252")


def _with_strays(data: bytes) -> str | None:
    """Return UTF-8 in which single signs or letters are in cp1252; None if others do not fit."""
    text = data.decode("utf-8", "surrogateescape")
    signs = {found: _in_cp1252(found) for found in set(_STRAY.findall(text))}
    if not all(_LETTERS.match(sign) or _SIGNS.match(sign) for sign in signs.values()):
        return None
    strays = len(_STRAY.findall(text))
    if strays > sum(not char.isascii() for char in text) / 2:
        return None
    return _STRAY.sub(lambda match: signs[match.group()], text)


def _in_cp1252(stray: str) -> str:
    return bytes([ord(stray) - 0xDC00]).decode("cp1252", "replace")


def _damage(error: UnicodeDecodeError, encoding: str, skipped: int = 0) -> str:
    place = skipped + error.start
    return f"damaged {encoding}: byte {place + 1} does not fit ({error.reason})"


def _by_code_page(data: bytes) -> Decoded:
    """Choose the code page in which the most characters beyond ASCII are Swedish text."""
    if b"\0" in data:
        raise UnreadableTextError("not a text file but binary data")
    best: Decoded | None = None
    best_score = 0.0
    for name in SWEDISH_CODE_PAGES:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        score = _swedishness(text)
        if best is None or score > best_score:
            best, best_score = Decoded(text, name), score
    if best is None or best_score < 0.5 or _too_many_controls(best.text):
        raise UnreadableTextError(_guess(data))
    return best


def _swedishness(text: str) -> float:
    """Return the share of Swedish letters and signs among all characters beyond ASCII."""
    foreign = sum(not char.isascii() for char in text)
    good = len(_LETTERS.findall(text)) + len(_SIGNS.findall(text))
    return (good - 2 * len(_SPLIT_WORD.findall(text))) / foreign


def _guess(data: bytes) -> str:
    """Say what else the bytes could be; no text of a foreign encoding is read on a guess."""
    from charset_normalizer import from_bytes, is_binary

    if is_binary(data):
        return "not a text file but binary data"
    match = from_bytes(data).best()
    guess = f" (perhaps {match.encoding})" if match else ""
    return f"not in an encoding that Swedish texts use{guess}; save it as UTF-8"


def _too_many_controls(text: str) -> bool:
    """Return whether more than one character in a hundred is a control, and more than one in all."""
    return len(_CONTROLS.findall(text)) > max(1, len(text) / 100)
