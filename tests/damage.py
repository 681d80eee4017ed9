"""Damage that a reader does not notice, done to a text."""

from __future__ import annotations

import html.entities
import random
import re
import unicodedata
from collections.abc import Callable

from polcorp.reading.line_words import JOINING_WORDS

_NAMES = {chr(code): name for code, name in html.entities.codepoint2name.items()}
#: A word that may be broken, as no reader would take for two.
LONG_WORD = re.compile(r"(?<![\w.-])[a-zåäö]{6,}(?![\w-])")
#: Marks that nobody sees.
MARKS = "\u200b\u200d\u2060\ufeff\u200e"
#: One of this many words is hyphenated, and one of this many code points is followed by a mark.
_RARE = 25


def wrapped(text: str, width: int = 60) -> str:
    """Break lines between words, before the word that goes over the margin."""
    lines = []
    for line in text.split("\n"):
        current = ""
        for word in re.findall(r"\s*\S+", line):
            if current and len(current) + len(word) > width and word[0].isspace():
                lines.append(current)
                current = word.lstrip()
            else:
                current += word
        lines.append(current)
    return "\n".join(lines)


def decomposed(text: str) -> str:
    """Write each letter and its accent as two code points."""
    return unicodedata.normalize("NFD", text)


def with_entities(text: str) -> str:
    """Write as an HTML entity whatever has one."""
    return "".join(f"&{_NAMES[char]};" if char in _NAMES else char for char in text)


def with_windows_line_ends(text: str) -> str:
    """End each line in CR and LF."""
    return text.replace("\n", "\r\n")


def hyphenated(text: str) -> str:
    """Break some long words over line ends, the same words each time."""
    draw = random.Random(len(text))

    def broken(match: re.Match[str]) -> str:
        word, cut = match.group(), draw.randint(2, 4)
        if draw.randrange(_RARE) or word[cut:] in JOINING_WORDS:  # «mod-eller» reads as two words
            return word
        return f"{word[:cut]}-\n{word[cut:]}"

    return LONG_WORD.sub(broken, text)


def with_marks(text: str) -> str:
    """Insert invisible marks, in the same places each time."""
    draw = random.Random(len(text))
    return "".join(char if draw.randrange(_RARE) else char + draw.choice(MARKS) for char in text)


DAMAGES: dict[str, Callable[[str], str]] = {
    "wrapped at 60": wrapped,
    "wrapped at 72": lambda text: wrapped(text, 72),
    "wrapped at 40": lambda text: wrapped(text, 40),
    "Windows line ends": with_windows_line_ends,
    "decomposed": decomposed,
    "hyphenated": hyphenated,
    "entities": with_entities,
    "marks": with_marks,
}
