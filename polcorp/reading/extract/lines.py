"""The text of a document as lines: headings with their marks, list items with their signs."""

from __future__ import annotations

import re

#: What opens an item of a list without numbers.
BULLET = "• "

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_AROUND_TAB = re.compile(r" *\t[ \t]*")


class Lines:
    """Collects the words of a document and gives them back line by line.

    A heading is a line by itself, marked as in Markdown, with blank lines around it; so is every
    paragraph. The items of a list follow one another.
    """

    def __init__(self) -> None:
        """Begin with no line."""
        self._lines: list[str] = []
        self._now: list[str] = []
        self._sign = ""
        self._gap = False

    @property
    def is_open(self) -> bool:
        """Return whether the current line has words."""
        return any(not piece.isspace() for piece in self._now)

    def words(self, text: str) -> None:
        """Add *text* to the current line; white space counts as one blank."""
        self._now.append(_BLANKS.sub(" ", text))

    def cell(self) -> None:
        """Begin the next cell of a row."""
        self._now.append("\t")

    def verbatim(self, text: str) -> None:
        """Add *text* whose line ends count."""
        first, *others = text.splitlines() or [""]
        self._now.append(first)
        for line in others:
            self.end()
            self._now.append(line)
        if text.endswith("\n"):
            self.end()

    def end(self) -> None:
        """End the current line, if it has words."""
        line = _AROUND_TAB.sub("\t", re.sub(" {2,}", " ", "".join(self._now))).strip()
        self._now.clear()
        if not line:
            return
        if self._gap and self._lines:
            self._lines.append("")
        self._lines.append(self._sign + line)
        self._gap, self._sign = False, ""

    def gap(self) -> None:
        """End the current line and have a blank one before the next."""
        self.end()
        self._gap = True

    def heading(self, level: int) -> None:
        """Begin a heading; level 1 is the highest, 6 the lowest."""
        self.gap()
        self._sign = "#" * min(max(level, 1), 6) + " "

    def item(self, number: int | None = None) -> None:
        """Begin an item of a list, with its *number* where the list has numbers."""
        self.end()
        self._sign = BULLET if number is None else f"{number}. "

    def close_item(self) -> None:
        """End an item; one without words leaves no line."""
        self.end()
        self._sign = ""

    def text(self) -> str:
        """Return all lines; empty where there are none."""
        self.end()
        return "".join(f"{line}\n" for line in self._lines)
