"""The signs that open a list item: bullets, dashes, arrows, numbers, letters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from polcorp.pipeline.layout.line_shapes import is_date_line
from polcorp.swedish.list_signs import ARROWS, BOXES, BULLETS, DASHES, ITEM_SIGNS

_GLYPH = re.compile(rf"[{ITEM_SIGNS}]\s*")
#: A box in brackets, empty or ticked: «[ ]», «[x]».
_BOX = re.compile(rf"(?:[-*+]\s*)?\[[ xXvV✓✔✗]?\](?:\s+|(?=\w))|[{BOXES}]\s*")
#: «## Rubrik», and «## Rubrik ##»; a single glued sign is a hashtag's.
_HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)|#{2,6}(?=[^\W_])")
_CLOSING_HASHES = re.compile(r"[ \t]+#+$")
_SOFT = re.compile(r"[·*»›>+]\s+|[·*](?=[^\W\d_]{2})")
#: Signs of the keyboard that people list with, and that stand for something else in running text.
_ODD = re.compile(r"[¤¬~°¨^=_…](?:\s+)(?=[^\W\d_])")
#: A picture before each item («👉», «🌹»), often another one each time.
_EMOJI = re.compile(r"[\u2600-\u2775\u2794-\u27bf\U0001f300-\U0001faff][\U0001f3fb-\U0001f3ff]*\s+")
_DASH = re.compile(rf"(?:[{DASHES}]|--)\s+|[{DASHES}](?=[^\W\d_]{{2}})")
_SECOND = re.compile(rf"[{DASHES}]\s+(?=\w)")
_LETTER_O = re.compile(r"[oO]\s+(?=\w)")
_NUMBER = re.compile(
    r"\(?(\d{1,2})(?:(?:\.\)|\.(?!\d)|\))(?:\s+|(?=\D))|(?::|\s[-–])\s+(?=[^\W\d_]))"
)
_CIRCLED = re.compile(r"([①-⑳❶-❿➀-➉➊-➓])\s*(?=\w)")
_LETTERED = re.compile(r"\(?([a-zåäö])\)\s+|([a-zåäö])\.\s+(?=[A-ZÅÄÖ])|([A-H])[.)]\s+(?=[a-zåäö])")
_ROMAN = re.compile(r"\(?(i{1,3}|iv|vi{0,3}|ix|x|I{1,3}|IV|VI{0,3}|IX|X)[.)]\s+(?=[a-zåäö])")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_INNER = re.compile(rf"(?<=[\s.;,:!?])[{BULLETS}](?=\s*\w)")

#: The next item glued to the full stop of the one before: «… i skolan.- att kommunen …».
_DASH_BETWEEN = re.compile(r"(?<=[.!?] )[-–][ ](?=[A-ZÅÄÖ])")
_GLUED_ATT = re.compile(r"(?<=[.;:])[-–•·][ ]?(?=att\b)")
#: This many numbers that climb from 1 in one line are a list.
_COUNTED = 3
#: The longest day that a line ends in, in characters.
_LONGEST_DAY = 40
_INLINE_NUMBER = re.compile(r"(?:(?<=[.:;!?,] )|^)(\d{1,2})[.)] (?=[A-ZÅÄÖa-zåäö])", re.MULTILINE)
_GLUED_DASH = re.compile(r"(?<=[.;])[-–][ ]?(?=att\b|[A-ZÅÄÖ])")


@dataclass(slots=True, frozen=True)
class Sign:
    """A list sign: ``kind`` is what items of one list share; ``weak`` ones need company."""

    start: int
    end: int
    mark: str
    kind: str
    number: int | None = None
    weak: bool = False

    @property
    def numbered(self) -> bool:
        """Return whether the sign counts: a number or a letter."""
        return self.kind in {"number", "letter"}


def parse_sign(text: str, start: int, end: int) -> Sign | None:
    """Return the list sign at *start* of the line that ends at *end*, or None."""
    box = _BOX.match(text, start, end)
    if box:
        return _box(text, start, box)
    for pattern, kind, weak in (
        (_GLYPH, "glyph", False),
        (_SOFT, "soft", False),
        (_DASH, "dash", True),
        (_LETTER_O, "o", True),
        (_ODD, "odd", True),
        (_EMOJI, "emoji", True),
    ):
        match = pattern.match(text, start, end)
        if match:
            box = _BOX.match(text, match.end(), end)
            if box:  # a box to tick after a bullet: «- [ ] Bygg»
                return _box(text, start, box)
            if kind == "glyph":  # a bullet before a number: «• 1) Endast …»
                match = _NUMBER.match(text, match.end(), end) or match
            if kind in {"glyph", "dash"}:  # a second sign: «•- Bygg», «- - Bygg»
                match = _SECOND.match(text, match.end(), end) or match
            mark = text[start : match.end()].strip()
            shared = kind if kind == "emoji" else f"{kind}:{mark[:1]}"
            icon = kind == "glyph" and mark[0] not in BULLETS + ARROWS  # perhaps of a telephone
            return Sign(start, match.end(), mark, shared, weak=weak or icon)
    return _counting_sign(text, start, end)


def _counting_sign(text: str, start: int, end: int) -> Sign | None:
    """Return the number or letter that opens an item at *start*, or None."""
    for pattern, kind in (
        (_NUMBER, "number"),
        (_CIRCLED, "number"),
        (_ROMAN, "letter"),
        (_LETTERED, "letter"),
    ):
        match = pattern.match(text, start, end)
        if match:
            value = _value(pattern, next(group for group in match.groups() if group))
            if value is None:
                return None
            mark = match.group().strip()
            return Sign(start, match.end(), mark, kind, value, weak=kind == "letter")
    return None


def _value(pattern: re.Pattern[str], sign: str) -> int | None:
    """Return what a number, a Roman number or a letter counts, or None where it counts nothing."""
    if pattern is _ROMAN:
        return _ROMANS.index(sign.lower()) + 1
    if pattern is _LETTERED:
        return ord(sign.lower()) - ord("a") + 1
    return int(unicodedata.numeric(sign)) if len(sign) == 1 else int(sign)


def _box(text: str, start: int, box: re.Match[str]) -> Sign:
    """Return the sign of an item with a box, ticked or not."""
    return Sign(start, box.end(), text[start : box.end()].strip(), "glyph:box")


def heading_mark(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """Return where the words of a Markdown heading begin and end, and its level, or None."""
    match = _HASHES.match(text, start, end)
    if match is None:
        return None
    closing = _CLOSING_HASHES.search(text, match.end(), end)
    close = closing.start() if closing else end
    return (match.end(), close, match.group().count("#")) if close > match.end() else None


def is_dashed(text: str, start: int, end: int) -> bool:
    """Return whether the line opens with a dash."""
    return _DASH.match(text, start, end) is not None


def inner_bullets(text: str, start: int, end: int, *, dashed: bool = False) -> list[int]:
    """Return where further items begin inside one line («Vi vill: • bygga • rusta»).

    On a *dashed* page, whose lists have dashes, so does a dash between two sentences.
    """
    found = _INNER.finditer(text, start + 1, end)
    cuts = [m.start() for m in found if not _ends_in_day(text, m.end(), end)]
    cuts += [m.start() for m in _GLUED_ATT.finditer(text, start + 1, end)]
    if _DASH.match(text, start, end):
        cuts += [m.start() for m in _GLUED_DASH.finditer(text, start + 1, end)]
    cuts += _counted(text, start, end)
    if dashed:
        cuts += [m.start() for m in _DASH_BETWEEN.finditer(text, start + 1, end)]
    return sorted(set(cuts))


def _ends_in_day(text: str, start: int, end: int) -> bool:
    """Return whether a line ends in a day from *start*, which no sign makes an item."""
    return end - start <= _LONGEST_DAY and is_date_line(text[start:end].strip())


def _counted(text: str, start: int, end: int) -> list[int]:
    """Return where items begin that are counted from 1 in one line: «1. Bygg. 2. Rusta. 3. …»."""
    if text.find("3", start, end) < 0:  # most lines hold no row of numbers
        return []
    cuts: list[int] = []
    for match in _INLINE_NUMBER.finditer(text, start, end):
        if int(match.group(1)) == len(cuts) + 1:
            cuts.append(match.start())
    return [cut for cut in cuts if cut > start] if len(cuts) >= _COUNTED else []
