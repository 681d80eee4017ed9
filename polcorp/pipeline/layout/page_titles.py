"""The title that the first lines of a page name: «Vår politik | Partiet i Kil», «Hem > Politik > Skola».

What the browser shows, or the way through the site, repeats the page's title beside the site's name.
The line that is nothing but this title is the title; the labels between are menus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from polcorp.lexicons.boilerplate import fold
from polcorp.pipeline.layout.line_shapes import words
from polcorp.pipeline.layout.lines import Unit
from polcorp.pipeline.layout.page_text import SURE, mark_page_text

#: What parts a title from the name of its site, and the steps of a way through it.
_PARTS = re.compile(r"\s+[-–—|]\s+|\s*[>»›]\s+|(?<!\s)\s*/\s+")
_STEPS = re.compile(r"\s+[|]\s+|\s*[>»›]\s+|(?<!\s)\s*/\s+")
#: The lines that may name the title, and those in which it is looked for.
_NAMING, _FAR = 4, 80
#: Running text has more words than this; a label of a menu has at most that many.
_RUNNING, _LABEL = 12, 7
#: This many labels between that line and the title are a menu.
_MENU = 2
#: A way through a site has this many steps.
_WAY = 3
#: How sure a title is that is named so.
_CONFIDENCE = 0.9


def mark_named_title(units: list[Unit]) -> None:
    """Mark the title that a line above names, and as page text that line, menus and the site's name."""
    for index, unit in enumerate(units[:_NAMING]):
        if unit.sign is not None or unit.mark is not None or unit.ends_sentence():
            continue
        for name in _named(unit.text):
            place = _last_line(units, index, name)
            if place is not None:
                _mark(units, index, place)
                return


def _named(text: str) -> Iterator[str]:
    """Yield the titles that a line may name: all before the site, what opens it, its last step."""
    parts = list(_PARTS.finditer(text))
    if parts:
        yield fold(text[: parts[-1].start()])
        yield fold(text[: parts[0].start()])
    steps = _STEPS.split(text)
    if len(steps) >= _WAY:
        yield fold(steps[-1])


def _last_line(units: list[Unit], naming: int, name: str) -> int | None:
    """Return the last line before running text that is nothing but *name*, or None."""
    found = None
    for index in range(naming + 1, min(naming + _FAR, len(units))):
        unit = units[index]
        if unit.sign is None and unit.mark is None and fold(unit.text) == name:
            found = index
        elif len(words(unit.text)) > _RUNNING and unit.ends_sentence():
            break
    return found


def _mark(units: list[Unit], naming: int, title: int) -> None:
    steps = _PARTS.split(units[naming].text)
    site = fold(steps[-1])
    labels = [
        unit
        for unit in units[naming + 1 : title]
        if len(words(unit.text)) <= _LABEL and not unit.text.endswith((".", "!", "?"))
    ]
    for unit in [units[naming], *(labels if len(labels) >= _MENU else [])]:
        mark_page_text(unit, "boilerplate:menu", SURE.breadcrumb)
    for unit in units:
        if unit.kind == "text" and unit.sign is None and fold(unit.text) == site:
            mark_page_text(unit, "boilerplate:brand", SURE.brand)
    found = units[title]
    found.kind, found.rule, found.level = "heading", "heading:page-title", 1
    found.confidence = _CONFIDENCE
