"""Boilerplate: text of the web page and not of the message."""

from __future__ import annotations

import re

from polcorp.lexicons.boilerplate import Block, BoilerplateLexicon
from polcorp.pipeline.structure.lines import Unit
from polcorp.pipeline.structure.shape import is_caption_like, is_contact, is_date_line, words

_LINK_HEADING = re.compile(
    r"\b(?:länk(?:ar)?|läs (?:mer|också|även)|dokument|bilag(?:a|or)|ladda ne[dr]|relaterat|"
    r"filer|pdf)\b",
    re.IGNORECASE,
)


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
