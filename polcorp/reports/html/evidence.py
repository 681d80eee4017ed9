"""The sentences behind the numbers, and how many of them the page can carry."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable
from typing import Any

#: Characters of text that a page carries; a corpus above it comes in excerpts.
TEXT_BUDGET = 6_000_000
#: Sentences behind a number: all of them as a rule, a spread of them where the texts do not fit.
PER_NUMBER = 400
PER_NUMBER_IN_EXCERPTS = 10
#: Characters of an excerpt.
EXCERPT = 400


class Evidence:
    """Places in documents, and for every number of the page those that it counts.

    A corpus has millions of them, so that they are kept as columns of integers, and a number as the
    rows of its places. Those that the page shows are chosen at the end.
    """

    def __init__(self) -> None:
        """Begin without places."""
        self._columns = tuple(array("I") for _ in range(5))
        self._rows: dict[Hashable, array[int]] = {}
        self._last: dict[Hashable, int] = {}
        self._shown: dict[str, Hashable] = {}

    def place(
        self, document: int, start: int, end: int, around: tuple[int, int] | None = None
    ) -> int:
        """Keep a place: offsets of what is counted, and of the sentence *around* it; its row."""
        left, right = around or (start, end)
        right = min(max(right, end), max(left + EXCERPT, end))
        row = (document, start, end, min(left, start), right)
        for column, value in zip(self._columns, row, strict=True):
            column.append(value)
        return len(self._columns[0]) - 1

    def count(self, row: int, *keys: Hashable) -> None:
        """Count a place for each of *keys*."""
        for key in keys:
            if key not in self._rows:
                self._rows[key] = array("I")
            self._rows[key].append(row)

    def count_document(self, document: int, row: int, *keys: Hashable) -> None:
        """Count the document of a place once for each of *keys*; documents come one by one."""
        for key in keys:
            if self._last.get(key) != document:
                self._last[key] = document
                self.count(row, key)

    def number(self, key: Hashable) -> int:
        """Return how many places a key has."""
        return len(self._rows.get(key, ()))

    def show(self, name: str, key: Hashable) -> int:
        """Put a number on the page under a *name* for the script; returns it."""
        if key in self._rows:
            self._shown[name] = key
        return self.number(key)

    def totals(self, most: int) -> dict[str, int]:
        """Return the shown numbers that have more than *most* places, by name."""
        sizes = {name: self.number(key) for name, key in self._shown.items()}
        return {name: size for name, size in sizes.items() if size > most}

    def pack(
        self, most: int, placed: Callable[[int, Iterable[tuple[int, ...]]], list[list[Any]]]
    ) -> tuple[list[list[Any]], dict[str, list[int]]]:
        """Return the places of the page, each once, and for each shown number which of them.

        A number has at most *most* places, spread over all that it counts. *placed* is given a
        document and the offsets of its places, and returns them as the page has them.
        """
        numbers: dict[str, list[int]] = {}
        for name, key in self._shown.items():
            rows = self._rows[key]
            step = max(len(rows) / most, 1)
            numbers[name] = [rows[int(n * step)] for n in range(min(len(rows), most))]
        documents, *offsets = self._columns
        by_document: dict[int, list[int]] = {}
        for row in sorted({row for rows in numbers.values() for row in rows}):
            by_document.setdefault(documents[row], []).append(row)
        places: list[list[Any]] = []
        position: dict[int, int] = {}
        for document, rows_of_it in by_document.items():
            position |= {row: len(places) + n for n, row in enumerate(rows_of_it)}
            spans = [tuple(column[row] for column in offsets) for row in rows_of_it]
            places += placed(document, spans)
        return places, {name: [position[row] for row in rows] for name, rows in numbers.items()}


def utf16(text: str) -> list[int] | None:
    """Return for each code point its offset in UTF-16 units; None where they are the same."""
    if not text or max(text) <= "\uffff":
        return None
    units, place = [0], 0
    for char in text:
        place += 1 + (char > "\uffff")
        units.append(place)
    return units


def unit(units: list[int] | None, offset: int) -> int:
    """Return an offset in UTF-16 units, given what :func:`utf16` made of the text."""
    return offset if units is None else units[offset]
