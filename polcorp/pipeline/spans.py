"""Questions about many spans at once, answered without looking at each of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Any


class Cover:
    """A set of places given as spans, which may overlap: ``place in cover``."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Merge the *spans* (start inclusive, end exclusive)."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The spans, none over another, in order of place."""
        return list(zip(self._starts, self._ends, strict=True))

    def __contains__(self, place: int) -> bool:
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._ends[index]


def innermost(items: Sequence[Any]) -> Callable[[int, int], int | None]:
    """Return a function that finds the shortest of *items* around a span: its number, or None.

    The items are dictionaries with ``start`` and ``end``, in the order of their starts; of two
    that are equally short, the earlier is found.
    """
    starts = [item["start"] for item in items]
    reach = list(accumulate((item["end"] for item in items), max))  # the furthest end so far

    def around(start: int, end: int) -> int | None:
        best: tuple[int, int] | None = None
        for n in range(bisect_right(starts, start) - 1, -1, -1):
            if reach[n] < end or (best is not None and end - starts[n] > best[0]):
                break  # none before this one is around, or none of them is shorter
            if items[n]["end"] >= end:
                found = (items[n]["end"] - starts[n], n)
                best = found if best is None else min(best, found)
        return None if best is None else best[1]

    return around
