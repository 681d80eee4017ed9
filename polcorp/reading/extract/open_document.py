"""OpenDocument texts, by odfdo."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from polcorp.reading.decoding import UnreadableTextError
from polcorp.reading.extract.archives import check_parts
from polcorp.reading.extract.pages import text_of_page

if TYPE_CHECKING:
    from odfdo import Document

_TAGS = {
    "text:p": "p",
    "text:list-item": "li",
    "text:list-header": "p",
    "table:table": "table",
    "table:table-row": "tr",
    "table:table-cell": "td",
    "draw:text-box": "div",
    "text:section": "div",
}
#: What is in the file and not in the text.
_LEFT_OUT = frozenset(
    ["office:annotation", "text:tracked-changes", "text:note-citation", "office:forms"]
)
_TITLE = "Title"


def text_of_odt(data: bytes) -> str:
    """Return the text of an OpenDocument text as lines, with its notes at the end.

    Pictures, comments, running heads and deleted text are left out.

    Raises:
        ImportError: odfdo is not installed.
        UnreadableTextError: it needs a password, is no text, or unpacks to more than is read.
        Exception: whatever odfdo raises for a damaged document.
    """
    from odfdo import Document

    check_parts(data)
    document = Document(io.BytesIO(data))
    if b"encryption-data" in document.manifest.serialize():
        raise UnreadableTextError("it is encrypted; save it without a password")
    if document.get_type() not in {"text", "text-template"}:
        raise UnreadableTextError("it is no text document")
    writer = _Writer(document)
    pieces = list(writer.html(document.body, 0, ""))
    pieces += [piece for note in writer.notes for piece in writer.html(note, 0, "")]
    return text_of_page("".join(pieces))


class _Writer:
    """Turns elements into HTML; collects the notes that it meets."""

    def __init__(self, document: Document) -> None:
        self.notes: list[Any] = []
        styles = document.get_styles("paragraph")
        self._titles = {_TITLE} | {
            str(style.get_attribute("style:name"))
            for style in styles
            if style.get_attribute("style:parent-style-name") == _TITLE
        }
        self._numbered = {
            (str(style.get_attribute("style:name")), _number(level, "text:level"))
            for style in document.get_styles("list")
            for level in style.get_elements("text:list-level-style-number")
            if level.get_attribute("style:num-format")
        }

    def html(self, element: Any, depth: int, style: str) -> Iterator[str]:
        """Yield the content of *element*, in a list of a *style* and *depth* (0: in none)."""
        yield html.escape(element.text or "")
        for child in element.children:
            if child.tag == "text:note":
                self.notes += child.get_elements("text:note-body")
            elif child.tag == "text:list":
                yield from self._list(child, depth + 1, style)
            elif child.tag not in _LEFT_OUT:
                before, after = self._around(child)
                yield before
                yield from self.html(child, depth, style)
                yield after
            yield html.escape(child.tail or "")

    def _list(self, element: Any, depth: int, style: str) -> Iterator[str]:
        style = element.get_attribute("text:style-name") or style
        tag = "ol" if (style, depth) in self._numbered else "ul"
        yield f"<{tag}>"
        yield from self.html(element, depth, style)
        yield f"</{tag}>"

    def _around(self, element: Any) -> tuple[str, str]:
        """Return what comes before and after the content of *element*."""
        match element.tag:
            case "text:h":
                name = f"h{min(_number(element, 'text:outline-level'), 6)}"
            case "text:p" if element.get_attribute("text:style-name") in self._titles:
                name = "h1"
            case "text:s" | "text:tab":
                return " ", ""
            case "text:line-break":
                return "<br>", ""
            case tag:
                name = _TAGS.get(tag, "")
        return (f"<{name}>", f"</{name}>") if name else ("", "")


def _number(element: Any, attribute: str) -> int:
    """Return the number that an *attribute* has, 1 where it has none."""
    value = str(element.get_attribute(attribute) or "")
    return max(int(value), 1) if value.isdecimal() and len(value) < 4 else 1
