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
from polcorp.reading.dates import MONTH_WORD
from polcorp.reading.line_words import JOINING_WORDS, OPEN_WORDS

_LINE = re.compile(r"[^\n\f]+")
#: The narrowest and the widest column that a page is wrapped at.
_NARROWEST, _WIDEST = 24, 110
#: The margin must have cut this many lines at least, and this share of the lines below others.
_CUTS, _SHARE = 3, 0.4
#: Or this many lines in the middle of a sentence, and this share of those that end there.
_CUTS_IN_SENTENCES, _SHARE_IN_SENTENCES = 2, 0.7
#: A line this full is no heading, as a share of the width.
_FULL = 0.75
#: A line of running text has this many characters where no margin tells.
_LONG = 40
#: Items that open with «att» are this near to each other, in lines.
_NEAR = 3
#: Running text, and no list sign: a word, perhaps with a quote or bracket before it.
_WORDS = re.compile(
    r"[”\"'’(«»“„]?(?:[^\W\d_]{2}|[iåöIÅÖ][ ,]|[iåö][.?!] |[A-ZÅÄÖ](?:\)|\d| (?=[a-zåäö]))|& |[^\W\d_]-[^\W\d_]"
    r"|[12]\d{3}\b(?!-)|(?:0\d|[4-9]\d)\. |\d+(?![\d.)]*[.)]\s)[\w %),.–-])"
)
#: A letter, a number or a sign, alone in a line because there was no room for it above.
_LEFT_OVER = re.compile(r"(?:\w{1,3}|[12]\d{3}|\*|\[…\])[.,);]*")
#: An abbreviation, which is no heading in capitals.
_SHORT_NAME = re.compile(r"\(?[A-ZÅÄÖ]{1,5}\d?\)?[.,:;]*")
_NUMBER = re.compile(r"(\d{1,2})([.)])\s")
_ATT = re.compile(r"att\s", re.IGNORECASE)
#: A line in which a sentence ends and another begins is running text.
_PROSE = re.compile(r"\w[.!?] [A-ZÅÄÖ]")
#: The line ends with a date: «Nummer 3, oktober 2023», «Kil 2020-06-15».
_DATED = re.compile(rf"\b(?:{MONTH_WORD} (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)$", re.IGNORECASE)
#: Labels in a row: «facebook Twitter Email».
_LABELS = re.compile(r"[a-zåäö]{4,}(?:\s+[A-ZÅÄÖ]\w*){2,}")
#: An address or a day alone in a line: no sentence that was broken anywhere goes on in these.
_OWN_LINE = re.compile(
    r"\S*(?:@|://|www\.).*|\S+\.(?:se|com|org|nu)\b.*"
    rf"|den \d{{1,2}} {MONTH_WORD}(?: \d{{4}})?\.?"
)
_SENTENCE_END = (".", "!", "?", ".”", '."', "!”", "?”", ".)", ".»")
_STOPS = (":", ";", "-", "\u00ad")
#: Ends of lines after which no sentence goes on.
_ENDS = (*_SENTENCE_END, *_STOPS, "…", "|", "/")
_WIDE_GAP = re.compile(r"\S(?: {2,}|\t)\s*(?=\S)")


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    length: int  # with the indent
    below: bool  # right below another line

    @property
    def indent(self) -> int:
        return self.length - len(self.text)


def wrapped_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where lines end and the next begin (its indent left out) that a margin parted."""
    lines = list(_lines(text))
    width = _width(lines)
    opening = 0  # the line that goes on in the one above, or that one itself
    for index in range(1, len(lines)):
        if lines[index].below and _was_cut(lines, index, lines[opening], width):
            yield lines[index - 1].end, lines[index].start
        elif not (lines[index].below and _breaks_word(lines[index - 1], lines[index])):
            opening = index


def _breaks_word(above: _Line, below: _Line) -> bool:
    """Return whether a word is broken between the lines: it is joined elsewhere."""
    return above.text[-1] in "-\u00ad" and above.text[-2:-1].isalpha() and below.text[0].islower()


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
        (not _fits(above, below, longest), _is_in_sentence(above, above, below))
        for above, below in pairwise(lines)
        if below.below and _WORDS.match(below.text)
    ]
    cuts = sum(cut for cut, _ in breaks)
    if cuts >= max(_CUTS, _SHARE * len(breaks)):
        return longest
    within = [cut for cut, in_sentence in breaks if in_sentence]
    enough = max(_CUTS_IN_SENTENCES, _SHARE_IN_SENTENCES * len(within))
    return longest if sum(within) >= enough else 0


def _is_in_sentence(opening: _Line, above: _Line, below: _Line) -> bool:
    """Return whether a sentence is open at the end of the line *above* and goes on in that *below*.

    What is joined to the line above so far opens with *opening*. Lines that open in lower case may be
    items of a list.
    """
    return (
        _is_long(opening, above)
        and not (opening.text[0].islower() and _WORDS.match(opening.text))
        and not above.text.endswith(_ENDS)
        and below.text[0].islower()
        and not _ATT.match(below.text)
    )


def _is_long(opening: _Line, above: _Line) -> bool:
    return above.end - opening.start + opening.indent >= _LONG


def _fits(above: _Line, below: _Line, width: int) -> bool:
    """Return whether the first word of the line *below* would have found room in the line *above*."""
    return above.length + 1 + len(below.text.split(maxsplit=1)[0]) <= width


def _was_cut(lines: Sequence[_Line], index: int, opening: _Line, width: int) -> bool:
    """Return whether the margin, or whoever broke lines without one, cut the line above *index*."""
    above, below = lines[index - 1], lines[index]
    if above.text.startswith("#") or _is_row(above.text) or _is_row(below.text):
        return False
    if _LABELS.fullmatch(below.text):
        return False
    if above.text.endswith("-") and above.text[-2:-1].isalpha():
        return below.text.split(maxsplit=1)[0] in JOINING_WORDS
    if _goes_on(lines, index, opening):
        return True
    return width > 0 and not _fits(above, below, width) and _found_no_room(lines, index, width)


def _goes_on(lines: Sequence[_Line], index: int, opening: _Line) -> bool:
    """Return whether the line at *index* goes on with a sentence, wherever it was broken."""
    above, below = lines[index - 1], lines[index]
    if not _WORDS.match(below.text) or _OWN_LINE.fullmatch(below.text):
        return False
    if _is_in_sentence(opening, above, below):
        return True
    return _is_long(opening, above) and _needs_word(lines, index)


def _needs_word(lines: Sequence[_Line], index: int) -> bool:
    """Return whether the line above *index* ends in a word that needs another after it."""
    if lines[index - 1].text.rsplit(maxsplit=1)[-1] not in OPEN_WORDS:
        return False
    return not (_ATT.match(lines[index].text) and _is_near_att(lines, index))


def _found_no_room(lines: Sequence[_Line], index: int, width: int) -> bool:
    """Return whether the line at *index* is what found no room in the full line above it."""
    above, below = lines[index - 1], lines[index]
    if not above.text.endswith(_ENDS) and _LEFT_OVER.fullmatch(below.text):
        return True
    if not _WORDS.match(below.text):
        return _counts_on(lines, index)
    if above.text.endswith(_STOPS):
        return _explains(above, below, width)
    if _needs_word(lines, index):
        return True
    if above.text.isupper() != below.text.isupper() and not _SHORT_NAME.fullmatch(below.text):
        return False
    if _ATT.match(below.text) and not _PROSE.search(above.text):  # perhaps an item near another
        return not _is_near_att(lines, index)
    prose = below.text.endswith(_SENTENCE_END) or _PROSE.search(below.text) is not None
    return prose or _is_rest(lines, index, width)


def _is_rest(lines: Sequence[_Line], index: int, width: int) -> bool:
    """Return whether the line at *index*, in which no sentence ends, is no heading and no new item."""
    above, below = lines[index - 1], lines[index]
    full, last = _is_full(lines, index, width), _ends_block(lines, index)
    if above.text.endswith(_SENTENCE_END):
        return full
    if below.text[0].islower() or below.text[0] == "(" or _PROSE.search(above.text):
        return True
    return above.text.endswith(",") or (full != last and not _DATED.search(below.text))


def _is_full(lines: Sequence[_Line], index: int, width: int) -> bool:
    """Return whether the line at *index* is as long as the margin lets it be."""
    line = lines[index]
    if line.length >= _FULL * width:
        return True
    if index + 1 >= len(lines) or not lines[index + 1].below:
        return False
    return lines[index + 1].text[0].islower() and not _fits(line, lines[index + 1], width)


def _explains(above: _Line, below: _Line, width: int) -> bool:
    """Return whether running text goes on after a colon or a hyphen, and no list begins."""
    if above.text.endswith("-"):  # the sign of an item that was glued to the one before
        return True
    if below.text[0].isupper():
        return _PROSE.search(below.text) is not None
    runs = _PROSE.search(above.text) or _PROSE.search(below.text)
    ends = below.text.endswith(_SENTENCE_END)
    return below.text.endswith("?") or (
        runs is not None and (ends or below.length >= _FULL * width)
    )


def _ends_block(lines: Sequence[_Line], index: int) -> bool:
    """Return whether no words but a new item follow right below: a heading would have some."""
    if index + 1 >= len(lines) or not lines[index + 1].below:
        return True
    following = lines[index + 1].text
    return _WORDS.match(following) is None or _ATT.match(following) is not None


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
    gaps = len(_WIDE_GAP.findall(line))
    return gaps > 1 or (gaps == 1 and line[-1].isdigit())


def _is_near_att(lines: Sequence[_Line], index: int) -> bool:
    return any(_ATT.match(line.text) for line in _near(lines, index))


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
