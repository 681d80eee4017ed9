"""Sections: headings with their text, nested, tiling the document without gap or overlap."""

from __future__ import annotations

from collections.abc import Mapping

from polcorp.pipeline.annotations import Boilerplate, Heading, Section
from polcorp.pipeline.layout.lines import first_visible


def build_sections(
    text: str,
    headings: list[Heading],
    boilerplate: list[Boilerplate],
    outer: Mapping[int, int] | None = None,
) -> list[Section]:
    """Return the sections of *text*, outer before inner, in order of place.

    A section reaches from its heading to the next heading of the same or a higher level. The
    text before the first heading is a section without a title (level 0; blank space alone goes
    to the first heading's section), and each block of boilerplate is a section inside the one
    that it is in. Every code point is in exactly one innermost section. *outer* says where a
    heading begins with its number.
    """
    outer = outer or {}
    sections: list[Section] = []
    stack: list[int] = []
    blank = first_visible(text)
    preamble_end = _outer(headings[0], outer) if headings else len(text)
    if not headings or preamble_end > blank:
        sections.append(_body(0, preamble_end, 0, None, None))
        stack.append(0)
    blocks = iter(boilerplate)
    block = next(blocks, None)
    for heading in headings:
        while block is not None and block["start"] < heading["start"]:
            sections.append(_page_text(block, stack, sections))
            block = next(blocks, None)
        begin = _outer(heading, outer)
        _open(sections, stack, heading, 0 if begin <= blank else begin, len(text))
    while block is not None:
        sections.append(_page_text(block, stack, sections))
        block = next(blocks, None)
    return sections


def _outer(heading: Heading, outer: Mapping[int, int]) -> int:
    return outer.get(heading["start"], heading["start"])


def _open(
    sections: list[Section], stack: list[int], heading: Heading, start: int, length: int
) -> None:
    """Close what *heading* ends, and open its section at *start*."""
    while stack and _closes(heading["level"], sections[stack[-1]]["level"]):
        sections[stack.pop()]["end"] = start
    parent = stack[-1] if stack else None
    sections.append(_body(start, length, heading["level"], parent, heading))
    stack.append(len(sections) - 1)


def _closes(level: int, open_level: int) -> bool:
    return open_level in (0, level) or open_level > level


def _body(start: int, end: int, level: int, parent: int | None, heading: Heading | None) -> Section:
    return Section(
        start=start,
        end=end,
        level=level,
        kind="body",
        heading_start=heading["start"] if heading else None,
        heading_end=heading["end"] if heading else None,
        parent=parent,
        rule=heading["rule"] if heading else "preamble",
        confidence=heading["confidence"] if heading else 1.0,
    )


def _page_text(block: Boilerplate, stack: list[int], sections: list[Section]) -> Section:
    parent = stack[-1] if stack else None
    return Section(
        start=block["start"],
        end=block["end"],
        level=sections[parent]["level"] + 1 if parent is not None else 1,
        kind="boilerplate",
        heading_start=None,
        heading_end=None,
        parent=parent,
        rule=block["rule"],
        confidence=block["confidence"],
    )
