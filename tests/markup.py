"""Small texts with marks that read as prose: ``<lead>Vi vill:</lead>\\n• <item>bygga</item>``.

``unmark`` takes the marks away, ``mark`` sets them, so that a test compares what was found with
what a person would write, and shows the difference in place.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

_TAG = re.compile(r"</?[a-z]\w*>")
_TAGS = {"lead_ins": "lead", "list_items": "item", "boilerplate": "page"}


def unmark(marked: str) -> str:
    """Return the text without its marks."""
    return _TAG.sub("", marked)


def mark(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """Return *text* with the marks of *spans* (start, end, tag); an outer one first."""
    at: list[tuple[int, int, int, str]] = []
    for start, end, tag in spans:
        at.append((start, 1, -end, f"<{tag}>"))
        at.append((end, 0, -start, f"</{tag}>"))
    pieces, position = [], 0
    for place, _, _, tag in sorted(at):
        pieces += [text[position:place], tag]
        position = place
    return "".join([*pieces, text[position:]])


def layout_spans(found: Any) -> list[tuple[int, int, str]]:
    """Return headings (``h1``, ``h2``), lead-ins, items and page text of a layout."""
    spans = [(h["start"], h["end"], f"h{h['level']}") for h in found.headings]
    for key, tag in _TAGS.items():
        spans += [(item["start"], item["end"], tag) for item in getattr(found, key)]
    return spans


def texts(doc_text: str, items: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the annotated texts."""
    return [doc_text[item["start"] : item["end"]] for item in items]
