"""Word documents, by mammoth, which knows headings and lists by their styles."""

from __future__ import annotations

import io
import re

from polcorp.reading.extract.archives import check_parts
from polcorp.reading.extract.pages import text_of_page

_STYLES = "\n".join(
    f"p[style-name='{name}'] => h1:fresh" for name in ("Title", "Rubrik", "Dokumentrubrik")
)
#: What leads from a text to its note and back.
_TO_NOTE = re.compile(r'<sup><a href="#(?:foot|end)note-[^<]*</a></sup>')
_FROM_NOTE = re.compile(r' ?<a href="#(?:foot|end)note-ref-[^<]*</a>')


def text_of_docx(data: bytes) -> str:
    """Return the text of a Word document as lines, with its notes at the end.

    Pictures, comments, running heads and deleted text are left out.

    Raises:
        ImportError: mammoth is not installed.
        UnreadableTextError: the document unpacks to more than is read.
        Exception: whatever mammoth raises for a damaged document.
    """
    import mammoth

    check_parts(data)
    result = mammoth.convert_to_html(
        io.BytesIO(data), style_map=_STYLES, convert_image=lambda _image: []
    )
    html = _FROM_NOTE.sub("", _TO_NOTE.sub("", result.value))
    return text_of_page(html)
