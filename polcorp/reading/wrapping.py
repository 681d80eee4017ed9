"""Lines that a margin cut: a paragraph that was wrapped at a column is one line again.

A line that was wrapped ends where its next word found no room. So each break tells by itself whether
the margin made it: had the first word of the next line found room, somebody broke the line on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from polcorp.reading.aligned import Edit

_LINE = re.compile(r"[^\n\f]+")
#: The narrowest and the widest column that a page is wrapped at.
_NARROWEST, _WIDEST = 24, 110
#: So many lines at least the margin must have cut, and this share of the lines below others.
_CUTS, _SHARE = 3, 0.4
#: A line this full is no heading, as a share of the width.
_FULL = 0.75
#: Items that open with «att» are this near to each other, in lines.
_NEAR = 3
#: Running text, and no list sign: a word, perhaps with a quote or bracket before it.
_WORDS = re.compile(
    r"[”\"'’(«»“„]?(?:[^\W\d_]{2}|[iåöIÅÖ] |[A-ZÅÄÖ]\)|\d+(?![\d.)]*[.)]\s)[\w %),.–-])"
)
_NUMBER = re.compile(r"(\d{1,2})([.)])\s")
_ATT = re.compile(r"att\s", re.IGNORECASE)
#: A line in which a sentence ends and another begins is running text.
_PROSE = re.compile(r"\w[.!?] [A-ZÅÄÖ]")
_SENTENCE_END = (".", "!", "?", ".”", '."', "!”", "?”", ".)", ".»")
_STOPS = (":", ";", "-", "\u00ad")
_WIDE_GAP = re.compile(r"\S(?: {2,}|\t)\s*(?=\S)")


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    length: int  # with the indent
    below: bool  # right below another line


def wrapped_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where lines end and the next begin (its indent left out) that a margin parted."""
    lines = list(_lines(text))
    width = _width(lines)
    for index in range(1, len(lines) if width else 0):
        if lines[index].below and _was_cut(lines, index, width):
            yield lines[index - 1].end, lines[index].start


def unwrapping_edits(text: str) -> Iterator[Edit]:
    """Yield the edits that put a blank where a margin cut a line."""
    for start, end in wrapped_lines(text):
        yield Edit(start, end, " ")


def _lines(text: str) -> Iterator[_Line]:
    end = -2
    for match in _LINE.finditer(text):
        line = match.group().rstrip()
        words = line.lstrip()
        if words:
            start = match.start() + len(line) - len(words)
            below = match.start() == end + 1 and text[end] == "\n"
            yield _Line(start, start + len(words), words, len(line), below)
            end = match.end()


def _width(lines: Sequence[_Line]) -> int:
    """Return the column at which the page was wrapped, or 0 if it was not."""
    longest = max((line.length for line in lines), default=0)
    if not _NARROWEST <= longest <= _WIDEST:
        return 0
    breaks = [
        not _fits(above, below, longest)
        for above, below in pairwise(lines)
        if below.below and _WORDS.match(below.text)
    ]
    return longest if sum(breaks) >= max(_CUTS, _SHARE * len(breaks)) else 0


def _fits(above: _Line, below: _Line, width: int) -> bool:
    """Return whether the first word of the line *below* would have found room in the line *above*."""
    return above.length + 1 + len(below.text.split(maxsplit=1)[0]) <= width


def _was_cut(lines: Sequence[_Line], index: int, width: int) -> bool:
    above, below = lines[index - 1], lines[index]
    if _fits(above, below, width) or above.text.endswith(_STOPS):
        return False
    if not _WORDS.match(below.text):
        return _counts_on(lines, index)
    if above.text.isupper() != below.text.isupper() or _is_row(above.text) or _is_row(below.text):
        return False
    if above.text.startswith("#"):
        return False
    if _ATT.match(below.text) and not _PROSE.search(above.text):  # perhaps an item near another
        return not any(_ATT.match(line.text) for line in _near(lines, index))
    if below.text.endswith(_SENTENCE_END) or below.length >= _FULL * width:
        return True
    if above.text.endswith(_SENTENCE_END):
        return False
    runs = below.text[0].islower() or below.text[0] == "(" or _PROSE.search(below.text) is not None
    return runs or _ends_block(lines, index)


def _ends_block(lines: Sequence[_Line], index: int) -> bool:
    """Return whether no words follow right below: a heading would have some."""
    return index + 1 >= len(lines) or not (
        lines[index + 1].below and _WORDS.match(lines[index + 1].text)
    )


def _counts_on(lines: Sequence[_Line], index: int) -> bool:
    """Return whether the line opens with the next number of a list that is set in running text."""
    number = _NUMBER.match(lines[index].text)
    if number is None:
        return False
    before = f" {int(number[1]) - 1}{number[2]} "
    above = lines[max(index - _NEAR, 0) : index]
    return any(before in line.text for line in above)


def _is_row(line: str) -> bool:
    """Return whether the line is cells or labels in a row."""
    return len(_WIDE_GAP.findall(line)) > 1


def _near(lines: Sequence[_Line], index: int) -> Iterator[_Line]:
    """Yield the lines near that at *index* with no blank line between."""
    for place in range(index, max(index - _NEAR, 0), -1):
        if not lines[place].below:
            break
        yield lines[place - 1]
    for line in lines[index + 1 : index + 1 + _NEAR]:
        if not line.below:
            break
        yield line
