"""Physical lines, and units: the lines joined that layout takes as one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.layout.line_shapes import is_all_caps, is_day, is_row_of_labels
from polcorp.pipeline.layout.list_markers import (
    Sign,
    heading_mark,
    inner_bullets,
    is_dashed,
    parse_sign,
)
from polcorp.pipeline.rule_names import RUNNING_HEAD
from polcorp.reading.wrapping import wrapped_lines

#: The rule by which lines drawn with signs are page text.
DRAWN = "boilerplate:drawn-line"

UnitKind = Literal["text", "heading", "lead_in", "item", "boilerplate", "note"]

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
#: Where a page without wrapped lines would be wrapped if it were.
_MARGIN = 90
#: How sure lines that belong to a page are page text.
_PAGE_LINE = 0.9
#: The last item of a row that is this many times as long as any other goes on in prose.
_MUCH_LONGER = 1.6
#: A page was wrapped at a column between these where this many lines nearly reach it, as a share of it, and
#: this share of all lines have one right above; then a line this full goes on in the next.
_NARROWEST, _WIDEST, _MOST_FULL, _NEARLY_FULL, _FOLLOWED, _FULL = 40, 110, 4, 0.78, 0.4, 0.85
#: A line that fills less of the width than this stops before the margin.
_STOPS_BEFORE = 0.75
#: This many items in one line make a row.
_ROW_OF_ITEMS = 3
#: A caption over two lines has no more characters in either.
_CAPTION = 60
#: The longest word that leaves a line open is within this many last letters.
_LONGEST_END = 12
_NEXT_SENTENCE = word_pattern(
    r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])|(?<=[a-zåäö])\s+(?={layout:opens_sentence}\b\s[a-zåäö])"
)
#: A line that breaks off between the verb that asks and who asks: «… yrkar / Vänsterpartiet att».
_HOLDER_MISSING = word_pattern(
    r"(?:\b{layout:before_lost_holder}\b.*|^)\b{layout:lost_holder}$", re.IGNORECASE
)
#: A line that breaks off before a word that it needs: «… i», «…, ».
_OPEN_END = word_pattern(r"(?:,|[ ]{layout:open_end})$", re.IGNORECASE)
_DRAWN = re.compile(r"([-–—=_*~·•.#+─━═])(?:\s?\1){2,}")
_TERMINAL = (".", "!", "?", ":", ";", "…", ".”", '."', "!”", "?”", ".)", ".’", '!"', '?"')


@dataclass(slots=True)
class Unit:
    """A run of text that belongs together: a heading, a list item, a paragraph.

    ``start`` and ``end`` are code points into the text, without the list sign and without blanks
    at the edges; ``blank_before`` counts the empty lines above. A heading's mark or number, which
    begins at ``mark``, is no part of it either.
    """

    start: int
    end: int
    text: str
    indent: int
    blank_before: int
    lines: int = 1
    sign: Sign | None = None
    kind: UnitKind = "text"
    rule: str = ""
    confidence: float = 0.5
    level: int = 0
    mark: int | None = None
    lead_in: int | None = None
    first_line_end: int = 0
    tags: set[str] = field(default_factory=set)

    @property
    def outer_start(self) -> int:
        """Start including the list sign, or a heading's mark."""
        if self.mark is not None:
            return self.mark
        return self.sign.start if self.sign else self.start

    def ends_sentence(self) -> bool:
        """Return whether the text ends with a mark that closes a sentence."""
        return self.text.endswith(_TERMINAL)


def physical_lines(text: str) -> list[tuple[int, int, int, int]]:
    """Return (start, end, indent, blank lines before) of every line that is not blank.

    Start and end exclude white space at the edges.
    """
    rows: list[tuple[int, int, int, int]] = []
    blanks = 0
    position = 0
    breaks = [match.span() for match in _BREAK.finditer(text)]
    breaks.append((len(text), len(text)))
    for begin, end in breaks:
        line = text[position:begin]
        indent = first_visible(line)
        stripped = max(len(line.rstrip()), indent)
        if stripped > indent:
            rows.append((position + indent, position + stripped, indent, blanks))
            blanks = 0
        else:
            blanks += 1
        position = end
    return rows


def first_visible(text: str) -> int:
    """Return how many blanks *text* opens with."""
    return len(text) - len(text.lstrip())


def split_units(
    text: str,
    glued: Callable[[str, int, int], list[int]] | None = None,
    opens: Callable[[str], bool] | None = None,
    page_lines: frozenset[int] = frozenset(),
) -> list[Unit]:
    """Split *text* into units: signs are parsed, glued items cut, wrapped lines joined.

    *glued* returns further places inside a line where something else begins; *opens* tells of a
    line whether something else begins with it. The lines that start at *page_lines* are heads, feet
    and numbers of pages, and join no other.
    """
    pieces: list[Unit] = []
    lines = physical_lines(text)
    dashed = sum(is_dashed(text, start, end) for start, end, _, _ in lines) >= 3
    for start, end, indent, blanks in lines:
        drawn = _DRAWN.fullmatch(text, start, end) is not None
        if drawn or start in page_lines:
            rule = DRAWN if drawn else RUNNING_HEAD
            pieces.append(_page_line(text, start, end, indent, blanks, rule))
            continue
        inner = inner_bullets(text, start, end, dashed=dashed)
        if glued is not None:
            inner = sorted({*inner, *glued(text, start, end)})
        tail = _tail_of_last(text, [start, *inner, end]) if len(inner) >= _ROW_OF_ITEMS else None
        cuts = [start, *inner, *([tail] if tail else []), end]
        for number, (left, right) in enumerate(pairwise(cuts)):
            right_stripped = left + len(text[left:right].rstrip())
            if right_stripped <= left:
                continue
            unit = _unit(text, left, right_stripped, indent, 0 if number else blanks)
            if unit is not None:
                pieces.append(unit)
    return _join_wrapped(text, pieces, opens)


def _page_line(text: str, start: int, end: int, indent: int, blanks: int, rule: str) -> Unit:
    """Return the unit of a line that belongs to a page and not to the text."""
    unit = Unit(start, end, text[start:end], indent, blanks, first_line_end=end)
    unit.kind, unit.rule, unit.confidence = "boilerplate", rule, _PAGE_LINE
    return unit


def _tail_of_last(text: str, cuts: list[int]) -> int | None:
    """Return where prose goes on after the last of the items that are in one line, or None.

    The last item has no sign after it; where it is much longer than the others, it ends at its
    first sentence, or before a word that opens one.
    """
    sizes = [right - left for left, right in pairwise(cuts[1:])]
    longest = max(sizes[:-1])
    if sizes[-1] <= _MUCH_LONGER * longest:
        return None
    boundary = _NEXT_SENTENCE.search(text, cuts[-2] + min(sizes[:-1]) // 2, cuts[-1])
    return boundary.end() if boundary else None


def _unit(text: str, start: int, end: int, indent: int, blanks: int) -> Unit | None:
    mark = heading_mark(text, start, end)
    if mark is not None:
        begin, close, level = mark
        return Unit(begin, close, text[begin:close], indent, blanks, level=level, mark=start)
    sign = parse_sign(text, start, end)
    begin = sign.end if sign else start
    if begin >= end:  # a sign alone on its line: the item follows on the next
        return Unit(begin, end, "", indent, blanks, sign=sign, first_line_end=end)
    return Unit(begin, end, text[begin:end], indent, blanks, sign=sign, first_line_end=end)


def _wrap_width(units: list[Unit]) -> int:
    """Return the column at which the page was hard-wrapped, or 0 if it was not.

    A page is hard-wrapped when most of its longer lines end within a narrow band of columns.
    """
    lengths = [unit.end - unit.outer_start + unit.indent for unit in units]
    longest = max(lengths, default=0)
    if not _NARROWEST <= longest <= _WIDEST:
        return 0
    full = [n for n in lengths if n >= _NEARLY_FULL * longest]
    followed = sum(1 for unit in units if unit.blank_before == 0 and not unit.sign)
    return longest if len(full) >= _MOST_FULL and followed >= _FOLLOWED * len(units) else 0


def _join_wrapped(text: str, pieces: list[Unit], opens: Callable[[str], bool] | None) -> list[Unit]:
    """Join each line to the one before where it only continues it."""
    width = _wrap_width(pieces)
    longest = _longest_near(pieces)
    cut = {start for _, start in wrapped_lines(text)}
    units: list[Unit] = []
    for number, piece in enumerate(pieces):
        previous = units[-1] if units else None
        joins = (
            previous is not None
            and previous.kind == piece.kind == "text"
            and piece.mark is None
            and (
                piece.start in cut
                or _continues(previous, piece, width, longest[number])
                or _is_subtitle(previous, piece, pieces[number + 1 : number + 2])
            )
        )
        hangs = previous is not None and _hangs(previous, piece)
        if opens is not None and joins and not hangs and opens(piece.text):
            joins = False
        if previous is not None and joins:
            previous.end = piece.end
            if not previous.text:
                previous.start = piece.outer_start
            previous.text = text[previous.start : previous.end]
            previous.lines += 1
            continue
        units.append(piece)
    return [unit for unit in units if unit.text]


def _longest_near(pieces: list[Unit]) -> list[int]:
    """Return for each of *pieces* the length of the longest that no blank line parts from it."""
    longest: list[int] = []
    start = 0
    for number in range(1, len(pieces) + 1):
        if number == len(pieces) or pieces[number].blank_before:
            most = max(piece.end - piece.start for piece in pieces[start:number])
            longest += [most] * (number - start)
            start = number
    return longest


def _hangs(previous: Unit, piece: Unit) -> bool:
    """Return whether the line is indented under an item's words and goes on in lower case."""
    deeper = previous.sign is not None and piece.indent > previous.indent
    return deeper and piece.text[:1].islower()


def _last_line(unit: Unit) -> int:
    """Return the length of the unit's last line, its indent and list sign included."""
    cut = unit.text.rfind("\n")
    if cut >= 0:
        return len(unit.text) - cut - 1
    return unit.end - unit.outer_start + unit.indent


def _parts(previous: Unit, piece: Unit) -> bool:
    """Return whether two lines are of different sorts: capitals and others, labels in a row and others."""
    if is_all_caps(piece.text) != is_all_caps(previous.text):
        return True
    return is_row_of_labels(previous.text) or is_row_of_labels(piece.text)


def _is_subtitle(previous: Unit, piece: Unit, below: list[Unit]) -> bool:
    """Return whether a line with a dash, in lower case, goes on from a short one: «Trygghet», «– mer än poliser».

    Blank lines, or nothing, are around the two.
    """
    short = max(len(previous.text), len(piece.text)) <= _CAPTION
    dash = piece.sign is not None and piece.sign.kind.startswith("dash")
    alone = previous.blank_before > 0 or previous.outer_start == 0
    return (
        not any(unit.blank_before == 0 for unit in below)
        and short
        and dash
        and alone
        and previous.lines == 1
        and piece.blank_before == 0
        and previous.sign is None
        and not previous.ends_sentence()
        and piece.text[:1].islower()
        and not piece.ends_sentence()
    )


def _continues(previous: Unit, piece: Unit, width: int, longest: int) -> bool:
    """Return whether *piece* only continues *previous*: wrapped or broken by the scraping.

    The page was wrapped at the column *width*, if at any, and the *longest* line near has this length.
    """
    if not previous.text:
        return piece.blank_before == 0 and piece.sign is None
    if piece.blank_before or (piece.sign is not None and not piece.sign.weak):
        return False
    if previous.ends_sentence() or is_day(piece.text):
        return False
    body = piece.text if piece.sign is None else ""
    first = body.lstrip("”\"'’(«»“„")[:1]
    if first.islower() and _is_next_wish(previous, piece, width, longest):
        return False
    if _OPEN_END.search(previous.text, max(len(previous.text) - _LONGEST_END, 0)):
        return bool(first) and not _opens_att_item(body)
    if first.islower():
        return not _opens_att_item(body)
    if _HOLDER_MISSING.search(previous.text):
        return bool(first)
    if width and first and not _parts(previous, piece):
        return _last_line(previous) >= _FULL * width
    return False


def _is_next_wish(previous: Unit, piece: Unit, width: int, longest: int) -> bool:
    """Return whether a line in lower case is the next of a list without signs, and not wrapped.

    Such a list begins in lower case itself, and the line above stops before the margin, or where the
    next word would have found room.
    """
    if previous.sign is not None or not previous.text[0].islower():
        return False
    if _opens_att_item(previous.text):  # the next wish would open with «att», too
        return False
    last_line = len(previous.text.rsplit("\n", 1)[-1])
    first_word = len(piece.text.split(maxsplit=1)[0])
    stops = _STOPS_BEFORE * max(width, _MARGIN)
    return last_line < stops or last_line + 1 + first_word <= longest


def _opens_att_item(body: str) -> bool:
    return body[:4].lower() == "att "
