"""From the bytes of a file to its text, by its format."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass

from polcorp.errors import PolcorpError
from polcorp.reading.decoding import UnreadableTextError
from polcorp.reading.extract.markdown import text_of_markdown
from polcorp.reading.extract.open_document import text_of_odt
from polcorp.reading.extract.pages import text_of_page
from polcorp.reading.extract.pdf import text_of_pdf
from polcorp.reading.extract.rtf import text_of_rtf
from polcorp.reading.extract.word import text_of_docx
from polcorp.reading.instructions import Instructions
from polcorp.reading.lenient_decoding import decode_as_told
from polcorp.vocabulary.source_formats import SOURCE_FORMATS

#: As many characters are taken from one file.
MAX_CHARACTERS = 64 * 1024 * 1024

#: What turns the decoded text of marked-up files into plain text.
_OF_TEXTS: dict[str, Callable[[str], str]] = {"html": text_of_page, "markdown": text_of_markdown}
#: What turns the bytes of other files into plain text.
_OF_BYTES: dict[str, Callable[[bytes], str]] = {
    "docx": text_of_docx,
    "odt": text_of_odt,
    "pdf": text_of_pdf,
    "rtf": text_of_rtf,
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Extracted:
    """The *text* of a file, its *source_format*, and how its bytes were decoded, if they are text."""

    text: str
    source_format: str
    encoding: str = ""
    replaced: int = 0


def extract(path: str, data: bytes, told: Instructions) -> Extracted:
    """Return the text of the file at *path*; a plain text stays as it is.

    Raises:
        UnreadableTextError: there is none, or the file is damaged, encrypted or too large; or what
            reads its format is not installed.
    """
    form = told.format_of(path)
    if form in _OF_BYTES:
        text = _storable(_by_library(form, data))
        return Extracted(_checked(text), form)
    decoded = decode_as_told(data, told.encoding, lenient=told.lenient)
    text = decoded.text
    if form in _OF_TEXTS:
        text = _checked(_storable(_guarded(form, lambda: _OF_TEXTS[form](decoded.text))))
    return Extracted(text, form, decoded.encoding, decoded.replaced)


def _by_library(form: str, data: bytes) -> str:
    if not data:
        raise UnreadableTextError("the file is empty")
    if data.startswith(_OLD_OFFICE):
        ending = SOURCE_FORMATS[form].endings[0]
        raise UnreadableTextError(
            f"encrypted, or in the format of an old Office; save it as {ending} without a password"
        )
    return _guarded(form, lambda: _OF_BYTES[form](data))


def _guarded(form: str, extracted: Callable[[], str]) -> str:
    """Return what is *extracted*; whatever a library makes of a damaged file is told in one line."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a library mends on the way
            return extracted()
    except PolcorpError:
        raise
    except ImportError as error:
        name = SOURCE_FORMATS[form].library
        raise UnreadableTextError(
            f'this needs the package {name}: pip install "polcorp[documents]"'
        ) from error
    except Exception as error:  # one file must not stop the others
        what = SOURCE_FORMATS[form].endings[0]
        detail = " ".join(f"{type(error).__name__}: {error}".split())[:120]
        raise UnreadableTextError(
            f"not a {what} file, or a damaged one ({detail}); open it and save it again"
        ) from error


def _storable(text: str) -> str:
    """Return *text* without what no file of text holds: NUL, and halves of characters."""
    return _UNSTORABLE.sub(lambda match: "" if match.group() == "\0" else "\ufffd", text)


def _checked(text: str) -> str:
    if not text.strip():
        raise UnreadableTextError("the document holds no text")
    if len(text) > MAX_CHARACTERS:
        raise UnreadableTextError(
            f"it holds more than {MAX_CHARACTERS // 1024**2} million characters"
        )
    return text
