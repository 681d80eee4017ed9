"""The signs that open a list item, for everything that reads lines: one list for all of them."""

from __future__ import annotations

import re

#: Boxes to tick, empty or not.
BOXES = "☐☑☒"

#: Signs of symbol fonts that Word and PDF use for bullets, arrows and boxes.
_FONT_BULLETS = (
    "\uf02d\uf06c\uf06e\uf06f\uf070\uf071\uf072\uf073\uf074\uf075\uf076\uf077\uf09f\uf0a0\uf0a1\uf0a7"
    "\uf0a8\uf0b7\uf0d8\uf0e0\uf0e8\uf0f0\uf0fb\uf0fc\uf0fe"
)

#: Arrows that may also connect two words of one line, and so are list signs only at its start.
ARROWS = "→⇒↦⟶⇨⇾"

#: Glyphs that are nothing but list signs, also inside a line or glued to the word after them.
BULLETS = (
    "√•●⚫⬤▪■□▫◦○◯‣∙⁃⁌⁍◆◇❖◊◈◉◎◾◽◼◻⬛⬜▢▣▮▯❏❐❑❒❍❥❧✦✧✱✲✳✶✷✸✹✻✽✿❀❁"
    "➢➣➤➔➙➛➜➝➞➟➠➡➥➦➧➨➩➪➯➱➲➳➵➸➺➻➼➽➾⮚⮞⮕►▶▸▹▻▷✓✔✅✗✘✖★☆☛☞" + BOXES + _FONT_BULLETS
)

#: The private use area in which symbol fonts have all their signs, as a range of a character class.
FONT_SIGNS = "\uf000-\uf0ff"

#: Every glyph that opens an item at the start of a line, as the content of a character class.
ITEM_SIGNS = BULLETS + ARROWS + FONT_SIGNS

#: Bars and lines that stand for a dash.
STROKES = "―‒─━⸺"

#: Dashes that open an item with a blank or a letter after them.
DASHES = "-–—‐‑−﹣－" + STROKES

_HEADING_NUMBER = re.compile(
    r"(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-H]|[IVX]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=[A-ZÅÄÖÉ0-9”\"“«])"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}\.(?=[A-ZÅÄÖ][a-zåäö])"
)


_NUMBER_ALONE = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-H]|[IVX]{1,5})[.)]?\s*")


def number_before(text: str, start: int) -> int:
    """Return where the number begins that the line has before the heading at *start*, or *start*.

    >>> number_before("1.2 Skola", 4), number_before("## Skola", 3)
    (0, 3)
    """
    line = text.rfind("\n", 0, start) + 1
    begin = line + len(text[line:start]) - len(text[line:start].lstrip())
    return begin if begin < start and _NUMBER_ALONE.fullmatch(text, begin, start) else start


def heading_number(heading: str) -> int:
    """Return how many characters the number or letter takes that a heading opens with.

    >>> [heading_number(text) for text in ("1.2 Skola", "A. Skola", "2018 års budget", "1 maj")]
    [4, 3, 0, 0]
    """
    match = _HEADING_NUMBER.match(heading)
    return match.end() if match else 0
