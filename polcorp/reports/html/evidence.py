"""The sentences behind the numbers, and how many of them the page can carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from polcorp.analysis.views import Row

#: Characters of text that a page carries; a corpus above it comes in excerpts.
TEXT_BUDGET = 6_000_000
#: Sentences behind a number: all of them as a rule, a spread of them where the texts do not fit.
PER_NUMBER = 400
PER_NUMBER_IN_EXCERPTS = 10
#: Characters of an excerpt.
EXCERPT = 400


@dataclass
class Evidence:
    """Places in documents, each kept once, and for every number of the page its places.

    A place is document, start, end, and start and end of the words around it, in UTF-16 units
    as a browser counts; in excerpts these words stand in it too.
    """

    texts: dict[str, str]
    whole: bool
    order: dict[str, int]
    places: list[list[Any]] = field(default_factory=list)
    numbers: dict[str, list[int]] = field(default_factory=dict)
    _known: dict[tuple[str, int, int], int] = field(default_factory=dict)
    _units: dict[str, list[int] | None] = field(default_factory=dict)

    def add(self, key: str, rows: Iterable[Row]) -> int:
        """Keep *rows* (doc_id, start, end, sentence_start, sentence_end) behind a number.

        Returns their number; of many, some are kept that are spread over all.
        """
        found = list(rows)
        most = PER_NUMBER if self.whole else PER_NUMBER_IN_EXCERPTS
        step = max(len(found) / most, 1)
        chosen = [found[int(n * step)] for n in range(min(len(found), most))]
        self.numbers[key] = [self._place(row) for row in chosen]
        return len(found)

    def unit(self, doc_id: str, offset: int) -> int:
        """Return an offset of a document in UTF-16 units."""
        if doc_id not in self._units:
            self._units[doc_id] = _utf16(self.texts[doc_id])
        units = self._units[doc_id]
        return offset if units is None else units[offset]

    def _place(self, row: Row) -> int:
        doc_id, start, end = row["doc_id"], row["start"], row["end"]
        key = (doc_id, start, end)
        if key not in self._known:
            left = row.get("sentence_start") or start
            right = min(max(row.get("sentence_end") or end, end), max(left + EXCERPT, end))
            place: list[Any] = [self.order[doc_id]]
            place += [self.unit(doc_id, offset) for offset in (start, end, left, right)]
            if not self.whole:
                place.append(self.texts[doc_id][left:right])
            self._known[key] = len(self.places)
            self.places.append(place)
        return self._known[key]


def _utf16(text: str) -> list[int] | None:
    """Return for each code point its offset in UTF-16 units; None where they are the same."""
    if not text or max(text) <= "\uffff":
        return None
    units, place = [0], 0
    for char in text:
        place += 1 + (char > "\uffff")
        units.append(place)
    return units
