"""A text that has been edited, with the way back to the text it was made from."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """Code points *start* to *end* (at least one), and what comes in their place."""

    start: int
    end: int
    new: str


class Aligned:
    """A *text* made from *raw* by edits.

    Each code point of the text comes from a stretch of the raw text, and stretches are in order, by
    their starts and by their ends. What an edit put in comes from all that it replaced, so that no
    span of the text begins or ends inside what was replaced as a whole.
    """

    __slots__ = ("_ends", "_starts", "raw", "text")

    def __init__(
        self,
        raw: str,
        text: str | None = None,
        starts: Sequence[int] | None = None,
        ends: Sequence[int] | None = None,
    ) -> None:
        """Begin with *raw* as it is; the other arguments are those of an edited text."""
        self.raw = raw
        self.text = raw if text is None else text
        self._starts: Sequence[int] = range(len(raw)) if starts is None else starts
        self._ends: Sequence[int] = range(1, len(raw) + 1) if ends is None else ends

    @property
    def is_raw(self) -> bool:
        """Return whether the text is the raw text, code point by code point."""
        return isinstance(self._starts, range) and self.text == self.raw

    def edited(self, edits: Iterable[Edit]) -> Aligned:
        """Return the text after *edits*, which are in order and do not overlap."""
        pieces: list[str] = []
        starts, ends = array("q"), array("q")
        at = 0
        for start, end, new in edits:
            pieces.append(self.text[at:start])
            starts.extend(self._starts[at:start])
            ends.extend(self._ends[at:start])
            if new:
                pieces.append(new)
                starts.extend([self._starts[start]] * len(new))
                ends.extend([self._ends[end - 1]] * len(new))
            at = end
        if not at:
            return self
        pieces.append(self.text[at:])
        starts.extend(self._starts[at:])
        ends.extend(self._ends[at:])
        return Aligned(self.raw, "".join(pieces), starts, ends)

    def translated(self, table: dict[int, str]) -> Aligned:
        """Return the text with single code points exchanged for single code points."""
        return Aligned(self.raw, self.text.translate(table), self._starts, self._ends)

    def start(self, offset: int) -> int:
        """Return where in the raw text a span begins that begins at *offset* of the text."""
        return self._starts[offset] if offset < len(self._starts) else len(self.raw)

    def end(self, offset: int) -> int:
        """Return where in the raw text a span ends that ends at *offset* of the text."""
        return self._ends[offset - 1] if offset else 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the raw text that the span *start* to *end* comes from."""
        left = self.start(start)
        return left, self.end(end) if end > start else left

    def border(self, offset: int) -> int:
        """Return the place in the raw text of a border between two spans that tile the text.

        Borders of a tiling of the text are borders of a tiling of the raw text: what was left out
        between two code points belongs to the first of them.
        """
        return self.start(offset) if offset else 0

    def found(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the text that comes from the raw stretch *start* to *end*.

        It is empty where nothing of the stretch is left.
        """
        first = bisect_right(self._ends, start)
        return first, max(bisect_left(self._starts, end), first)
