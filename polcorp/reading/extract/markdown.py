"""Markdown, by markdown-it: CommonMark and tables."""

from __future__ import annotations

import re

from polcorp.reading.decoding import UnreadableTextError
from polcorp.reading.extract.pages import text_of_page

#: Quotes and lists in one another; the library passes over what lies deeper.
MAX_NESTING = 100
_CONTAINERS = frozenset(["blockquote_open", "list_item_open"])
#: Lines between rules at the very beginning that say something about the document.
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n((?:[^\n]*\n){1,200}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)


def text_of_markdown(markdown: str) -> str:
    r"""Return the text of a document in Markdown as lines.

    The lines of a paragraph become one, as everywhere in Markdown.

    Raises:
        ImportError: markdown-it-py is not installed.
        UnreadableTextError: quotes or lists are nested deeper than is read.

    >>> text_of_markdown("Skola\n=====\n\n* bygga\n* **rusta**\n")
    '# Skola\n\n• bygga\n• rusta\n'
    """
    from markdown_it import MarkdownIt

    front = _FRONT_MATTER.match(markdown)
    body = markdown[front.end() :] if front else markdown
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    parser.enable(["table", "strikethrough"])
    blocks = parser.parse(body)
    if any(one.type in _CONTAINERS and one.level + 1 >= MAX_NESTING for one in blocks):
        raise UnreadableTextError(f"its quotes or lists are nested more than {MAX_NESTING} deep")
    text = text_of_page(parser.renderer.render(blocks, parser.options, {}))
    return f"{front.group(1).rstrip()}\n\n{text}" if front else text
