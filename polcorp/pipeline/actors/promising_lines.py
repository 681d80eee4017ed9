"""The lines of a text in which a pattern may find something: those with letters that it needs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from ahocorasick_rs import AhoCorasick, Implementation

from polcorp.lexicons.needed_letters import needed_letters
from polcorp.pipeline.actors.normalized_text import lower

#: Shorter pieces are on every line.
_SHORTEST = 2
_LINE = re.compile(r"\n")


class PromisingLines:
    """Finds the lines that are worth a search by each of several patterns, in one pass for all.

    No match of the patterns may run over a line end.
    """

    def __init__(self, patterns: Mapping[int, str]) -> None:
        """Take the *patterns* by their numbers."""
        self._always: list[int] = []
        self._wanted: dict[str, list[int]] = {}
        for number, pattern in patterns.items():
            pieces = needed_letters(pattern)
            if pieces is None or min(map(len, pieces)) < _SHORTEST:
                self._always.append(number)
                continue
            for piece in pieces:
                self._wanted.setdefault(piece, []).append(number)
        self._numbers = list(self._wanted.values())
        self._build()

    def _build(self) -> None:
        self._automaton = AhoCorasick(
            list(self._wanted), implementation=Implementation.ContiguousNFA
        )

    def __getstate__(self) -> dict[str, object]:
        """Leave the automaton out: it is made again where the object arrives."""
        return {key: value for key, value in self.__dict__.items() if key != "_automaton"}

    def __setstate__(self, state: dict[str, object]) -> None:
        """Take what was sent and make the automaton again."""
        self.__dict__.update(state)
        self._build()

    def in_text(self, text: str) -> dict[int, list[tuple[int, int]]]:
        """Return the spans of *text* for each pattern that may find something there, in order.

        A span is one line with its line end; the whole text for a pattern that nothing is known of.
        """
        starts = [0, *(match.end() for match in _LINE.finditer(text))]
        ends = [*starts[1:], len(text)]
        spans = {number: [(0, len(text))] for number in self._always}
        for line, pieces in self._by_line(text, starts):
            span = (starts[line], ends[line])
            for number in {n for piece in pieces for n in self._numbers[piece]}:
                spans.setdefault(number, []).append(span)
        return spans

    def _by_line(self, text: str, starts: list[int]) -> Iterator[tuple[int, set[int]]]:
        """Yield the lines of *text* that hold pieces, and the numbers of these."""
        found: dict[int, set[int]] = {}
        hits = self._automaton.find_matches_as_indexes(lower(text), overlapping=True)
        line, until = 0, 0
        for piece, start, _ in hits:
            if not starts[line] <= start < until:
                line = bisect_right(starts, start) - 1
                until = starts[line + 1] if line + 1 < len(starts) else len(text)
            found.setdefault(line, set()).add(piece)
        yield from sorted(found.items())
