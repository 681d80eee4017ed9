"""What the pages of a paper leave between the lines of its text: page numbers, running heads and feet.

Where pages end is known from form feeds, else from numbers that climb. Of running heads only those
count that come again at the edges of pages, beside page numbers, or in the middle of a sentence: a
heading may be repeated too («Vi vill»).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from polcorp.reading.aligned import Edit
from polcorp.reading.dates import MONTH_WORD
from polcorp.reading.line_words import OF_PAGES, PAGE_WORDS, any_of

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_DASH = "[-–—]"
_PAGE_WORD, _OF = any_of(PAGE_WORDS), any_of(OF_PAGES)
#: A page's number with what says that it is one.
_MARKED = re.compile(
    rf"{_DASH}\s?\d{{1,3}}\s?{_DASH}|{_PAGE_WORD}\s?\d{{1,3}}(?:\s?(?:{_OF}|/|\()\s?\d{{1,3}}\)?)?"
    rf"|\d{{1,3}}\s{_OF}\s\d{{1,3}}|\d{{1,3}}\s?\(\d{{1,3}}\)",
    re.IGNORECASE,
)
#: A number alone, which may be a cell of a table as well; «vi» and «i» are words.
_BARE = re.compile(r"(\d{1,3})(?:\s?/\s?\d{1,3})?|(?!(?:vi|i)\Z)[ivx]{1,5}|(?!VI\Z)[IVX]{2,5}")
_FIGURES = re.compile(r"\d+")
#: A line that ends in a day opens what is below, and goes on in no sentence: «måndag 4 mars 2024».
_DAY = re.compile(rf"\b\d{{1,2}} {MONTH_WORD} (?:19|20)\d\d$", re.IGNORECASE)
#: The number of a page in its running head: «3 Valprogram», «Valprogram (3/12)».
PAGE_IN_HEAD = re.compile(r"^\d{1,3}\s|\s\(?\d{1,3}(?:\s?[(/]\s?\d{1,3}\)?)?$")
_ENDS = tuple('.!?:;…”"»)')
_OPENING = "”\"'’(«»“„"

#: The longest head or foot, in characters and in words.
_LONGEST, _MOST_WORDS = 120, 14
#: A head that nothing but its repetition tells comes this often.
_OFTEN = 3
#: Lines at each edge of a page that may be its head or foot.
_EDGE = 2
#: Characters of text at least between two numbers that climb from page to page.
_PAGE = 80


class Debris(NamedTuple):
    """Lines that belong to pages and not to the text, as spans without the blanks at their edges."""

    numbers: list[tuple[int, int]]
    heads: list[tuple[int, int]]


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    page: int  # the number of form feeds before
    alone: bool  # with a blank line or a form feed above


def page_debris(text: str) -> Debris:
    """Return the page numbers and the running heads and feet in *text*.

    A head that opens the text is its title, and only those that follow are debris.
    """
    lines = list(_lines(text))
    numbers = _page_numbers(lines)
    rest = [line for index, line in enumerate(lines) if index not in numbers]
    beside = {
        lines[place].start
        for index in numbers
        for place in (index - 1, index + 1)
        if 0 <= place < len(lines)
    }
    heads = _running_heads(rest, beside)
    return Debris([lines[index][:2] for index in sorted(numbers)], [line[:2] for line in heads])


def joining_edits(text: str) -> Iterator[Edit]:
    """Yield the edits that take page numbers out of *text*, and all debris from within sentences.

    A form feed is left in the place of a number. A sentence or a word that goes on after the end of
    a page goes on at the next line.
    """
    debris = page_debris(text)
    spans = sorted([*debris.numbers, *debris.heads])
    numbers = set(debris.numbers)
    for start, end, inside in _gaps(text, spans):
        if _goes_on(text, start, end):
            yield Edit(start, end, "\n")
        else:
            yield from (Edit(*span, "\f") for span in inside if span in numbers)


def _gaps(
    text: str, spans: list[tuple[int, int]]
) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Yield where only debris, blanks and form feeds are between two lines, and the debris in it."""
    gaps: list[tuple[int, int, list[tuple[int, int]]]] = []
    for start, end, inside in sorted(
        [(*_widened(text, *span), [span]) for span in spans]
        + [(*span, []) for span in _feeds(text)]
    ):
        if gaps and start <= gaps[-1][1]:
            first, last, before = gaps[-1]
            gaps[-1] = (first, max(last, end), before + inside)
        else:
            gaps.append((start, end, list(inside)))
    yield from gaps


def _feeds(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of blank space in which there is a form feed."""
    end = 0
    while (at := text.find("\f", end)) >= 0:
        start, end = _widened(text, at, at + 1)
        yield start, end


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with the blank space around it."""
    while start and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return start, end


def _goes_on(text: str, start: int, end: int) -> bool:
    """Return whether a sentence, or a word, is open at *start* and goes on at *end*."""
    if not start or end >= len(text):
        return False
    before = text[max(start - 2, 0) : start]
    if before.endswith(_ENDS):
        return False
    follows = text[end : end + 3].lstrip(_OPENING)
    return follows[:1].islower() and follows[1:2] not in {")", "."} and follows[:2] != "o "


def _lines(text: str) -> Iterator[_Line]:
    page, at = 0, 0
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if not stripped:
            continue
        start = match.start() + len(line) - len(line.lstrip())
        gap = text[at:start]
        feeds = gap.count("\f")
        page += feeds
        yield _Line(
            start, start + len(stripped), stripped, page, bool(feeds) or gap.count("\n") > 1
        )
        at = start + len(stripped)


def _page_numbers(lines: list[_Line]) -> set[int]:
    """Return the indexes of the lines that are nothing but the number of a page."""
    sure, climbing = set(), []
    edges = _edges(lines)
    counts = Counter(_shape(line.text) for line in lines if _may_run(line.text))
    often = {shape for shape, count in counts.items() if count >= _OFTEN}
    for index, line in enumerate(lines):
        if len(line.text) > 20:
            continue
        if _MARKED.fullmatch(line.text):
            sure.add(index)
        elif (bare := _BARE.fullmatch(line.text)) is not None:
            if index in edges:
                sure.add(index)
            elif bare.group(1) and (_stands_alone(lines, index) or _is_by(lines, index, often)):
                climbing.append((index, int(bare.group(1))))
    for (first, low), (second, high) in pairwise(climbing):
        if high == low + 1 and lines[second].start - lines[first].end >= _PAGE:
            sure |= {first, second}
    return sure


def _stands_alone(lines: list[_Line], index: int) -> bool:
    return lines[index].alone and (index + 1 >= len(lines) or lines[index + 1].alone)


def _is_by(lines: list[_Line], index: int, shapes: set[str]) -> bool:
    """Return whether a line right above or below has one of the *shapes*."""
    beside = lines[max(index - 1, 0) : index] + lines[index + 1 : index + 2]
    return any(_may_run(line.text) and _shape(line.text) in shapes for line in beside)


def _edges(lines: list[_Line]) -> set[int]:
    """Return the indexes of the first and last lines of pages, where form feeds part pages."""
    if not lines or lines[-1].page == 0:
        return set()
    edges: set[int] = set()
    first = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].page != lines[first].page:
            edges |= {*range(first, min(first + _EDGE, index))}
            edges |= {*range(max(index - _EDGE, first), index)}
            first = index
    return edges


def _running_heads(lines: list[_Line], beside: set[int]) -> list[_Line]:
    """Return the running heads and feet among *lines*; *beside* are the starts next to page numbers."""
    edges = _edges(lines)
    shapes: defaultdict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if _may_run(line.text):
            shapes[_shape(line.text)].append(index)
    running = {
        index
        for places in shapes.values()
        if len(places) > 1 and _runs(lines, places, edges, beside)
        for index in places
    }
    opening = 0
    while opening in running and not PAGE_IN_HEAD.search(lines[opening].text):
        running.discard(opening)
        opening += 1
    return [lines[index] for index in sorted(running)]


def _may_run(line: str) -> bool:
    return (
        len(line) <= _LONGEST
        and not line.endswith((":", ",", ";"))
        and (line[0].isupper() or line[0].isdigit())
        and len(line.split()) <= _MOST_WORDS
        and any(char.isalpha() for char in line)
    )


def _shape(line: str) -> str:
    return " ".join(_FIGURES.sub("#", line).casefold().split())


def _runs(lines: list[_Line], places: list[int], edges: set[int], beside: set[int]) -> bool:
    """Return whether lines of one shape are heads or feet of pages."""
    at_edges = sum(place in edges for place in places)
    if at_edges > 1 and 2 * at_edges >= len(places):
        return True
    if sum(lines[place].start in beside for place in places) > 1:
        return True
    if len(places) < _OFTEN:
        return False
    title = lines[places[0]].text
    if places[0] == 0 and len(title.split()) > 2 and not title.endswith((".", "!", "?")):
        return True  # the title again and again
    return _climb(lines, places) or any(_interrupts(lines, place) for place in places)


def _climb(lines: list[_Line], places: list[int]) -> bool:
    """Return whether the lines hold a page number that climbs."""
    if not all(PAGE_IN_HEAD.search(lines[place].text) for place in places):
        return False
    last = [[int(n) for n in _FIGURES.findall(lines[place].text)] for place in places]
    return any(
        all(low < high for low, high in pairwise(column)) for column in zip(*last, strict=True)
    )


def _interrupts(lines: list[_Line], place: int) -> bool:
    """Return whether the line is in the middle of a sentence."""
    if place == 0 or place + 1 >= len(lines):
        return False
    before, after = lines[place - 1].text, lines[place + 1].text
    return (
        not before.endswith((*_ENDS, ","))
        and len(before.split()) >= 5
        and after.lstrip(_OPENING)[:1].islower()
        and not _DAY.search(after)
        and (lines[place].alone or lines[place + 1].alone)
    )
