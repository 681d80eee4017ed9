"""What the page counts: rows as columns of numbers, document by document, in the order of the text."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterator
from typing import Any, Generic, TypeVar

Value = TypeVar("Value", bound=Hashable)

#: Stands for a party that is not known.
NOBODY = -1


class Numbering(Generic[Value]):
    """Numbers values in the order in which they come."""

    def __init__(self) -> None:
        """Begin without values."""
        self._numbers: dict[Value, int] = {}

    def __call__(self, value: Value) -> int:
        """Return the number of *value*, a new one for a new value."""
        return self._numbers.setdefault(value, len(self._numbers))

    def __iter__(self) -> Iterator[Value]:
        """Yield the values in the order of their numbers."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """Return how many values there are."""
        return len(self._numbers)


class Rows:
    """The counted rows of one kind: demands, sentences that have a theme, or mentions.

    Attributes:
        per_document: how many rows each document has.
        themes: the number of each row's combination of themes.
        value: the number of a demand's form or a mention's actor, or the words of a sentence.
        party: the number of the party of each row.
        spans: columns of offsets in code points: of what is counted, and of the sentence around it.
    """

    def __init__(self) -> None:
        """Begin without rows."""
        self.per_document: list[int] = []
        self.themes, self.value = array("I"), array("I")
        self.party = array("i")
        self.spans = tuple(array("I") for _ in range(4))

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.themes)

    def begin(self) -> None:
        """Begin the next document."""
        self.per_document.append(0)

    def add(self, themes: int, value: int, party: int, span: tuple[int, int, int, int]) -> None:
        """Add a row of the current document."""
        self.per_document[-1] += 1
        self.themes.append(themes)
        self.value.append(value)
        self.party.append(party)
        for column, offset in zip(self.spans, span, strict=True):
            column.append(offset)

    def documents(self) -> Iterator[tuple[int, range]]:
        """Yield each document's number and the numbers of its rows."""
        first = 0
        for document, n in enumerate(self.per_document):
            yield document, range(first, first + n)
            first += n

    def pack(self, party_of: list[int]) -> dict[str, Any]:
        """Return the columns for the page, without offsets.

        ``party`` has pairs of a row and its party where that is not the document's, *party_of*.
        """
        others: list[int] = []
        for document, rows in self.documents():
            for row in rows:
                if self.party[row] != party_of[document]:
                    others += (row, self.party[row])
        return {
            "n": self.per_document,
            "party": others,
            "themes": self.themes.tolist(),
            "value": self.value.tolist(),
        }
