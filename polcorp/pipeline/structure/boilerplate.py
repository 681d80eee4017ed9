"""Boilerplate: text of the web page and not of the message."""

from __future__ import annotations

import re

from polcorp.lexicons.boilerplate import Block, BoilerplateLexicon, fold
from polcorp.pipeline.structure.lines import Unit
from polcorp.pipeline.structure.shape import is_caption_like, is_contact, is_date_line, words

_LINK_HEADING = re.compile(
    r"\b(?:länk(?:ar)?|läs (?:mer|också|även)|dokument|bilag(?:a|or)|ladda ne[dr]|relaterat|"
    r"filer|pdf)\b",
    re.IGNORECASE,
)

_BREADCRUMB = re.compile(
    r"[^/|>»›]{2,40}(?:\s*[/>»›]\s+[^/|>»›.]{2,50}){2,}|[^|]{2,60}(?:\s+\|\s+[^|]{2,60}){1,}"
)
_CONTENTS = re.compile(r"(?:innehåll(?:sförteckning)?|på den här sidan|i korthet|avsnitt):?$", re.IGNORECASE)


def mark_boilerplate(units: list[Unit], lexicon: BoilerplateLexicon) -> None:
    """Mark the units that the lexicon of site templates knows, as far as each block reaches."""
    index = 0
    while index < len(units):
        unit = units[index]
        block = lexicon.opens(unit.text) or (lexicon.opens(outer(unit)) if unit.sign else None)
        if block is None:
            index += 1
            continue
        last = _extent(units, index, block, lexicon)
        for covered in units[index : last + 1]:
            covered.kind = "boilerplate"
            covered.rule = f"boilerplate:{block.name}"
            covered.confidence = 0.95
        index = last + 1


def mark_navigation(units: list[Unit]) -> None:
    """Mark what only a web page has, whatever its template: breadcrumbs, rows of links, contents."""
    for index, unit in enumerate(units):
        if unit.kind != "text":
            continue
        at_edge = index < 3 or index >= len(units) - 4
        if at_edge and (_BREADCRUMB.fullmatch(unit.text) or _is_link_row(unit.text)):
            unit.kind, unit.rule, unit.confidence = "boilerplate", "boilerplate:breadcrumb", 0.85
    _mark_contents(units)


def _is_link_row(text: str) -> bool:
    """Tell whether the line is labels in a row, with two or more blanks between them."""
    labels = re.split(r"\s{2,}|\t", text)
    return len(labels) >= 3 and all(len(words(label)) <= 3 for label in labels)


def _mark_contents(units: list[Unit]) -> None:
    """Mark a list near the top whose lines are the headings that follow."""
    first = next((i for i, unit in enumerate(units[:8]) if unit.sign is not None), None)
    if first is None:
        return
    last = first
    while last + 1 < len(units) and units[last + 1].sign is not None:
        last += 1
    entries = [fold(unit.text) for unit in units[first : last + 1]]
    later = {fold(re.sub(r"^\d+[.)]\s*", "", unit.text)) for unit in units[last + 1 :]}
    if len(entries) < 2 or sum(entry in later for entry in entries) < 0.6 * len(entries):
        return
    if first and _CONTENTS.match(units[first - 1].text):
        first -= 1
    for unit in units[first : last + 1]:
        unit.kind, unit.rule, unit.confidence = "boilerplate", "boilerplate:contents", 0.9


def outer(unit: Unit) -> str:
    """Return the unit's text with its list sign."""
    return f"{unit.sign.mark} {unit.text}" if unit.sign else unit.text


def _extent(units: list[Unit], first: int, block: Block, lexicon: BoilerplateLexicon) -> int:
    """Return the index of the last unit of the block that opens at *first*."""
    last = first
    while last + 1 < len(units):
        after = units[last + 1]
        opens = lexicon.opens(after.text)
        if opens is not None and last > first and opens.name != block.name:
            break
        if not _reaches(units, first, last + 1, block, lexicon):
            break
        last += 1
    return last


def _reaches(
    units: list[Unit], first: int, index: int, block: Block, lexicon: BoilerplateLexicon
) -> bool:
    after = units[index]
    if lexicon.continues(block, after.text):
        return True
    match block.extent:
        case "line":
            return False
        case "paragraph":
            return index == first + 1 and not units[first].ends_sentence()
        case "to_blank":
            return after.blank_before == 0
        case "to_heading":
            return not (is_caption_like(after.text) and after.blank_before > 0)
        case "to_end":
            return True


def mark_trailing_labels(units: list[Unit], title: str | None) -> None:
    """Mark bare link labels at the end: a line that repeats the title or stands under «Länkar»."""
    for index in range(len(units) - 1, 0, -1):
        unit = units[index]
        if unit.kind == "boilerplate":
            continue
        if unit.kind != "text" or unit.ends_sentence() or is_date_line(unit.text):
            return
        above = units[index - 1]
        repeats = title is not None and _overlap(unit.text, title) >= 0.6
        labelled = above.kind == "heading" and _LINK_HEADING.search(above.text) is not None
        if not (repeats or labelled) or is_contact(unit.text):
            return
        unit.kind = "boilerplate"
        unit.rule = "boilerplate:link-label"
        unit.confidence = 0.8


def _overlap(left: str, right: str) -> float:
    first, second = {w.lower() for w in words(left)}, {w.lower() for w in words(right)}
    return len(first & second) / max(1, min(len(first), len(second)))
