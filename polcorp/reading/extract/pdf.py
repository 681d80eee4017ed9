"""PDF documents, by pypdf."""

from __future__ import annotations

import io
import logging

from polcorp.reading.decoding import UnreadableTextError


def text_of_pdf(data: bytes) -> str:
    """Return the text of a PDF: the lines of each page, pages parted by form feeds.

    A PDF has no paragraphs, headings or lists, only lines; what they are is left to the layout.

    Raises:
        ImportError: pypdf is not installed.
        UnreadableTextError: it needs a password, or has pictures of its pages only.
        Exception: whatever pypdf raises for a damaged document.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends on the way
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        try:
            opened = bool(reader.decrypt(""))  # one that may be read, but not changed
        except DependencyError:
            opened = False
        if not opened:
            raise UnreadableTextError("it is encrypted; save it without a password")
    pages = [page.extract_text() for page in reader.pages]
    if not any(page.strip() for page in pages):
        raise UnreadableTextError(
            "it has pictures of pages and no text; run text recognition (OCR) on it first"
        )
    return "\f".join(f"{page.strip()}\n" for page in pages)
