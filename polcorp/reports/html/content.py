"""What the report tells: figures from the corpus, each with the sentences behind it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Unpack

from polcorp.analysis.theme_tables import wilson
from polcorp.reports.html.evidence import (
    PER_NUMBER,
    PER_NUMBER_IN_EXCERPTS,
    TEXT_BUDGET,
    unit,
    utf16,
)
from polcorp.reports.html.gather import LISTED, NO_PARTY, Gathered, gather, text_of
from polcorp.reports.html.typical import typical_words
from polcorp.reports.labels import Language
from polcorp.store.connection import reading
from polcorp.tables.filters import Filters

if TYPE_CHECKING:
    from polcorp.corpus import Corpus, Where

#: Actors in the table; the page says what it leaves out.
ACTORS = 300


@dataclass(frozen=True)
class Matrix:
    """Numbers by row and column, each with the key of its evidence."""

    columns: list[str]
    rows: list[dict[str, Any]]
    total: int


@dataclass(frozen=True)
class Share:
    """A theme's part of a party's demands, with its 95 % interval."""

    theme: str
    party: str
    hits: int
    n: int
    low: float
    high: float


@dataclass(frozen=True)
class Content:
    """All that is on the page."""

    totals: dict[str, int]
    made_with: dict[str, str]
    parties: list[dict[str, Any]]
    themes: Matrix
    actors: Matrix
    shares: list[Share]
    years: list[dict[str, Any]]
    keyness: list[dict[str, Any]]
    payload: dict[str, Any]
    whole: bool


def collect(
    corpus: Corpus,
    budget: int = TEXT_BUDGET,
    language: Language = "en",
    **where: Unpack[Where],
) -> Content:
    """Ask the corpus for everything; texts of more than *budget* characters come in excerpts.

    Themes are named in *language*.
    """
    with reading(corpus.path) as connection:
        found = gather(connection, Filters.resolve(connection, where), budget)
        named = "name" if language == "sv" else "coalesce(nullif(name_en, ''), name)"
        names = dict(connection.execute(f"SELECT code, {named} FROM theme"))
        parties = _parties(found)
        columns = [row["party"] for row in parties]
        keyness = typical_words(corpus, found, columns, where) if found.whole else []
        matrix, actors = _themes(found, names, columns), _actors(connection, found, columns)
        return Content(
            totals=_totals(found),
            made_with=corpus.made_with(),
            parties=parties,
            themes=matrix,
            actors=actors,
            shares=_shares(found, parties),
            years=_years(found),
            keyness=keyness,
            payload=_payload(connection, found, names),  # last: all numbers are shown by now
            whole=found.whole,
        )


def _totals(found: Gathered) -> dict[str, int]:
    show = found.evidence.show
    return {
        "documents": len(found.chosen),
        "words": sum(row["n_body_words"] for row in found.chosen),
        "demands": show("d", ("d",)),
        "actors": show("n", ("n",)),
        "mentions": show("m", ("m",)),
    }


def _parties(found: Gathered) -> list[dict[str, Any]]:
    n_documents = Counter(row["party"] or NO_PARTY for row in found.chosen)
    words: Counter[str] = Counter()
    for row in found.chosen:
        words[row["party"] or NO_PARTY] += row["n_body_words"]
    asked = found.demands_of
    ordered = sorted({*n_documents, *asked}, key=lambda p: (p == NO_PARTY, -n_documents[p], p))
    return [
        {
            "party": party,
            "documents": n_documents[party],
            "words": words[party],
            "demands": found.evidence.show(f"p|{party}", ("p", party)),
            "per_1000": 1000 * asked[party] / words[party] if words[party] else None,
            "key": f"p|{party}",
        }
        for party in ordered
    ]


def _themes(found: Gathered, names: dict[str, str], columns: list[str]) -> Matrix:
    """Demands by theme and party; a demand with two themes counts for both."""
    show = found.evidence.show
    rows: list[dict[str, Any]] = [
        {
            "theme": theme,
            "name": names.get(theme, theme),
            "key": f"t|{theme}",
            "demands": show(f"t|{theme}", ("t", theme)),
            "sentences": show(f"s|{theme}", ("s", theme)),
            "documents": show(f"T|{theme}", ("T", theme)),
            "cells": {party: show(f"t|{theme}|{party}", ("t", theme, party)) for party in columns},
        }
        for theme in sorted(found.themes)
    ]
    rows.sort(key=lambda row: (-row["demands"], -row["sentences"], row["theme"]))
    return Matrix(columns, rows, len(rows))


def _actors(connection: sqlite3.Connection, found: Gathered, columns: list[str]) -> Matrix:
    """Mentions by actor and party of the document; the other names of an actor are counted in."""
    known = {
        key: (name, kind)
        for key, name, kind in connection.execute("SELECT id, canonical, type FROM actor")
    }
    show = found.evidence.show
    ordered = sorted(found.actors, key=lambda actor: (-found.actors[actor], known[actor]))
    rows = []
    for actor in ordered[:ACTORS]:
        name, kind = known[actor]
        key = f"a|{name}|{kind}"
        rows.append(
            {
                "name": name,
                "type": kind,
                "key": key,
                "mentions": show(key, ("a", actor)),
                "documents": show(f"A|{name}|{kind}", ("A", actor)),
                "cells": {party: show(f"{key}|{party}", ("a", actor, party)) for party in columns},
            }
        )
    return Matrix(columns, rows, len(ordered))


def _shares(found: Gathered, parties: list[dict[str, Any]]) -> list[Share]:
    shares = []
    for theme in sorted({theme for theme, _ in found.hits}):
        for row in parties:
            party, n = row["party"], row["demands"]
            if n and party != NO_PARTY:
                hits = found.hits[theme, party]
                shares.append(Share(theme, party, hits, n, *wilson(hits, n)))
    return shares


def _years(found: Gathered) -> list[dict[str, Any]]:
    n_documents = Counter(row["date"][:4] for row in found.chosen if row["date"])
    return [
        {
            "year": year,
            "documents": n_documents[year],
            "demands": found.evidence.show(f"y|{year}", ("y", year)),
            "key": f"y|{year}",
        }
        for year in sorted(n_documents)
    ]


def _payload(
    connection: sqlite3.Connection, found: Gathered, names: dict[str, str]
) -> dict[str, Any]:
    """Return what the page's script needs: documents, evidence, demands, texts with their spans."""
    placed = _in_texts if found.whole else partial(_in_excerpts, connection)
    most = PER_NUMBER if found.whole else PER_NUMBER_IN_EXCERPTS
    places, numbers = found.evidence.pack(most, partial(placed, found))
    payload: dict[str, Any] = {
        "documents": [
            [row[name] for name in LISTED] + [asked]
            for row, asked in zip(found.documents, found.asked, strict=True)
        ],
        "places": places,
        "numbers": numbers,
        "totals": found.evidence.totals(most),
        "themes": names,
        "demands": found.listed,
    }
    if found.whole:
        payload |= {"texts": found.texts, "spans": found.spans}
    return payload


def _in_texts(found: Gathered, document: int, spans: Iterable[tuple[int, ...]]) -> list[list[Any]]:
    """Return places as offsets in the texts of the page: of what is counted, and of its sentence."""
    units = found.units[document]
    return [[document, *(unit(units, offset) for offset in span)] for span in spans]


def _in_excerpts(
    connection: sqlite3.Connection,
    found: Gathered,
    document: int,
    spans: Iterable[tuple[int, ...]],
) -> list[list[Any]]:
    """Return places with the words of the sentence, in which the offsets are."""
    text = text_of(connection, found.documents[document]["id"])
    places = []
    for start, end, left, right in spans:
        words = text[left:right]
        units = utf16(words)
        inside = [unit(units, offset - left) for offset in (start, end, left, right)]
        places.append([document, *inside, words])
    return places
