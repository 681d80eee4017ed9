"""Which sentences a page carries whose texts are too many for it: a spread over every number."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from polcorp.reports.html.gather import Gathered, text_of
from polcorp.reports.html.rows import Rows

#: Characters of text that a page carries; a corpus above it comes in excerpts.
TEXT_BUDGET = 6_000_000
#: Sentences behind a number where the texts do not fit.
PER_NUMBER = 10
#: Demands of the list, spread over all, where the texts do not fit.
DEMANDS_LISTED = 3000
#: Actors whose mentions have excerpts.
ACTORS = 300
#: Characters of an excerpt.
EXCERPT = 400

Excerpts = dict[str, dict[int, list[Any]]]


def excerpts(connection: sqlite3.Connection, found: Gathered) -> Excerpts:
    """Return for each kind of rows those with an excerpt: start and end in it, and its words."""
    named = Counter(found.mentions.value)
    often = {actor for actor, _ in named.most_common(ACTORS)}
    themes = list(found.combinations)

    def by_theme(rows: Rows, row: int) -> Iterable[Hashable]:
        return ((theme, rows.party[row]) for theme in (*themes[rows.themes[row]], None))

    def by_actor(rows: Rows, row: int) -> Iterable[Hashable]:
        actor = rows.value[row]
        return [(actor, rows.party[row])] if actor in often else ()

    chosen = {
        "demands": spread(found.demands, by_theme) | every(len(found.demands), DEMANDS_LISTED),
        "sentences": spread(found.sentences, by_theme),
        "mentions": spread(found.mentions, by_actor),
    }
    return _cut(connection, found, chosen)


def spread(rows: Rows, keys: Callable[[Rows, int], Iterable[Hashable]]) -> set[int]:
    """Return up to ten rows for each of the keys of rows, spread over all that have it."""
    by_key: dict[Hashable, array[int]] = {}
    for row in range(len(rows)):
        for key in keys(rows, row):
            by_key.setdefault(key, array("I")).append(row)
    return {of_key[n] for of_key in by_key.values() for n in every(len(of_key), PER_NUMBER)}


def every(n: int, most: int) -> set[int]:
    """Return at most *most* of the numbers below *n*, evenly spread."""
    step = max(n / most, 1)
    return {int(place * step) for place in range(min(n, most))}


def _cut(connection: sqlite3.Connection, found: Gathered, chosen: dict[str, set[int]]) -> Excerpts:
    """Return the words of the *chosen* rows; each text is read once."""
    result: Excerpts = {kind: {} for kind in chosen}
    tables = {kind: getattr(found, kind) for kind in chosen}
    for places in zip(*(table.documents() for table in tables.values()), strict=True):
        document = places[0][0]
        wanted = [
            (kind, row)
            for (kind, table), (_, rows) in zip(tables.items(), places, strict=True)
            for row in rows
            if row in chosen[kind]
        ]
        if not wanted:
            continue
        text = text_of(connection, found.documents[document]["id"])
        for kind, row in wanted:
            result[kind][row] = excerpt(text, *(column[row] for column in tables[kind].spans))
    return result


def excerpt(text: str, start: int, end: int, left: int, right: int) -> list[Any]:
    """Return where a place starts and ends, in UTF-16 units of its excerpt, and the excerpt."""
    words = text[left : max(min(right, left + EXCERPT), end)]
    units = utf16(words)
    return [unit(units, start - left), unit(units, end - left), words]


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
