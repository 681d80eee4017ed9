"""A view of a text in which a name is the same over hyphens and line ends, with a way back."""

from __future__ import annotations

import re

#: A single blank is left out: it stays as it is, and there is one for each word.
_DAMAGE = re.compile(r"(?<=[^\W\d_])-\n?(?=[^\W\d_])|[^\S ]\s*|[ ]\s+")


class Squeezed:
    """*text* in lower case without inner hyphens, blanks single.

    ``offsets[i]`` is the place in the text of code point ``i`` of ``lower``; ``same`` is the
    view with its case kept.
    """

    __slots__ = ("lower", "offsets", "same")

    def __init__(self, text: str) -> None:
        """Build the view in one pass over the damage."""
        pieces: list[str] = []
        offsets: list[int] = []
        position = 0
        for match in _DAMAGE.finditer(text):
            start, end = match.span()
            pieces.append(text[position:start])
            offsets.extend(range(position, start))
            if match.group()[0].isspace():
                pieces.append(" ")
                offsets.append(start)
            position = end
        pieces.append(text[position:])
        offsets.extend(range(position, len(text) + 1))
        self.same = "".join(pieces)
        self.lower = lower(self.same)
        self.offsets = offsets

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the text of the squeezed span *start* to *end*."""
        return self.offsets[start], self.offsets[end - 1] + 1


def lower(text: str) -> str:
    """Return *text* in lower case, code point by code point, so that its length stays."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def squeeze_name(name: str) -> str:
    """Return a lexicon's name as it looks in a squeezed text, case kept."""
    if name.isalpha():
        return name
    return _DAMAGE.sub(lambda match: " " if match.group()[0].isspace() else "", name)
