"""Sentences of a text by its signs alone, for showing a place with its sentence around it.

The analysis has a finer segmentation, by layout and parse, which is not stored; this one needs
nothing but the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from polcorp.lexicons.abbreviations import load_abbreviations

_CLOSERS = "”\"'’)\\]»"
_OPENERS = "”\"'’“«»(\\[–—-"
#: A mark that may end a sentence, and the letter that the next one may begin with.
_MARK = re.compile(rf"(?<![.!?…])([.!?…]+)[{_CLOSERS}]*\s+(?=(?:[{_OPENERS}]\s?)*([^\W\d_]))")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_START = re.compile(r"\n[^\S\n]*(?=\S)")
_ITEM = re.compile(r"(?:[^\w\s”\"'’“«»(\[&%/+=]{1,2}|\(?\d{1,3}[.)]|\(?[a-zåäö]\))[^\S\n]+\S")
#: Categories of the signs that open an item also where they are glued to its first word.
_SIGNS = ("So", "Sm", "Co")
#: A number with a full stop that opens a line counts an item.
_COUNTS = re.compile(r"(?:\A|\n)[^\S\n]*\(?\d{1,3}\Z")
#: Letters with a full stop each: initials and short forms («A.», «J.K.», «t.o.m.»).
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+\Z")
_LONGEST = 24  # letters of an abbreviation, with what is looked at before it


def sentence_spans(text: str, borders: Iterable[int] = ()) -> list[tuple[int, int]]:
    r"""Return start and end of each sentence of *text*, a clean view, in order and without blanks.

    A sentence ends at ``.``, ``!``, ``?`` or ``…`` before a blank and a capital, unless the word is
    an abbreviation; at a blank line, before a list item, and at *borders*: other offsets of the
    text that no sentence crosses, as headings have.

    >>> text = "Fler bostäder, bl.a. i Lund. Vi vill mer\n- bygg nu"
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['Fler bostäder, bl.a. i Lund.', 'Vi vill mer', '- bygg nu']
    """
    cuts = sorted({0, len(text), *borders, *_cuts(text)})
    spans = []
    for start, end in pairwise(cuts):
        piece = text[start:end]
        words = piece.strip()
        if words:
            begin = start + len(piece) - len(piece.lstrip())
            spans.append((begin, begin + len(words)))
    return spans


def _cuts(text: str) -> Iterator[int]:
    """Yield where sentences begin after something that ends one."""
    for match in _MARK.finditer(text):
        if match[2].isupper() and not _is_short_form(text, match):
            yield match.end()
    for match in _BLANK_LINE.finditer(text):
        yield match.end()
    for match in _LINE_START.finditer(text):
        at = match.end()
        if _ITEM.match(text, at) or unicodedata.category(text[at]) in _SIGNS or text[at] == "•":
            yield at


def _is_short_form(text: str, match: re.Match[str]) -> bool:
    """Return whether the full stop belongs to an abbreviation or to the number of an item."""
    if match[1] != ".":
        return False
    before = text[max(match.start() - _LONGEST, 0) : match.start()]
    if _COUNTS.search(before):
        return True
    word = re.split(rf"[\s{_OPENERS}]", before)[-1] + "."
    return word.lower() in load_abbreviations() or bool(_INITIALS.match(word))
