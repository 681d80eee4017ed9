"""Markdown, by markdown-it: CommonMark and tables."""

from __future__ import annotations

import re

from polcorp.reading.extract.pages import text_of_page

#: Lines between rules at the very beginning that say something about the document.
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n((?:[^\n]*\n){1,200}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)


def text_of_markdown(markdown: str) -> str:
    r"""Return the text of a document in Markdown as lines.

    The lines of a paragraph become one, as everywhere in Markdown.

    Raises:
        ImportError: markdown-it-py is not installed.

    >>> text_of_markdown("Skola\n=====\n\n* bygga\n* **rusta**\n")
    '# Skola\n\n• bygga\n• rusta\n'
    """
    from markdown_it import MarkdownIt

    front = _FRONT_MATTER.match(markdown)
    body = markdown[front.end() :] if front else markdown
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(body)
    text = text_of_page(html)
    return f"{front.group(1).rstrip()}\n\n{text}" if front else text
