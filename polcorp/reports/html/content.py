"""What the report tells: counted rows that its filters choose among, with names, texts and head."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

from polcorp.lexicons.parties import resolve_party
from polcorp.lexicons.party_colours import party_colour
from polcorp.reports.figures import outlines
from polcorp.reports.html.excerpts import TEXT_BUDGET, excerpts, unit, utf16
from polcorp.reports.html.gather import Gathered, gather
from polcorp.reports.html.rows import NOBODY, Rows
from polcorp.reports.html.typical import typical_words
from polcorp.reports.labels import Language, heading
from polcorp.store.connection import reading
from polcorp.tables.filters import Filters

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus, Where

#: Demands above which their agreement, which takes half a millisecond each, is left out.
AGREED = 30_000


@dataclass(frozen=True)
class Content:
    """All that the page says.

    Attributes:
        chosen: documents that the page is of.
        stored: documents of the whole corpus, copies left out.
        read: when the corpus was last added to, as an ISO date; empty where that is not known.
        filters: the filters as people read them, by the heading of each.
        made_with: versions by name.
        parties: the table of demands by party, for readers without a script.
        themes: the table of themes, for the same.
        payload: what the page's script counts.
        whole: whether the page has whole texts.
    """

    chosen: int
    stored: int
    read: str
    filters: dict[str, str]
    made_with: dict[str, str]
    parties: pd.DataFrame
    themes: pd.DataFrame
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
        runs = corpus.runs()["finished"].dropna()
        return Content(
            chosen=len(found.chosen),
            stored=int(corpus.totals()["documents"]),
            read=str(runs.max())[:10] if len(runs) else "",
            filters=_filters(where, language),
            made_with=corpus.made_with(),
            parties=corpus.demands(by="party", **where),
            themes=corpus.themes(**where),
            payload=_payload(corpus, connection, found, language, where),
            whole=found.whole,
        )


def _filters(where: Where, language: Language) -> dict[str, str]:
    """Return the filters in words: «C, S» by the heading «party»."""
    given: dict[str, Any] = {**where}
    given |= given.pop("where", None) or {}
    said: dict[str, str] = {}
    for name, value in given.items():
        if value not in (None, False, "", [], ()):
            values = value if isinstance(value, (list, tuple)) else [value]
            shown = ", ".join("✓" if one is True else str(one) for one in values)
            said[heading(name, language)] = shown
    return said


def _payload(
    corpus: Corpus,
    connection: sqlite3.Connection,
    found: Gathered,
    language: Language,
    where: Where,
) -> dict[str, Any]:
    """Return what the page's script needs, as plain values."""
    typical = typical_words(corpus, found, where) if found.whole else []
    payload: dict[str, Any] = {
        "documents": _documents(found),
        "typical": [{**row, "party": found.party(row["party"])} for row in typical],
        "matters": _matters(corpus, found, where),
    }
    party_of = found.party_of
    for kind in ("demands", "sentences", "mentions"):
        payload[kind] = getattr(found, kind).pack(party_of)
    payload |= _names(connection, found, language)
    if not found.whole:
        return payload | {"excerpts": excerpts(connection, found)}
    units = [utf16(text) for text in found.texts]
    for kind in ("demands", "sentences", "mentions"):
        rows: Rows = getattr(found, kind)
        columns = ("start", "end", "left", "right")[: 4 if kind == "mentions" else 2]
        payload[kind] |= dict(zip(columns, _offsets(rows, units), strict=False))
    for row in payload["typical"]:
        row["places"] = [[d, *(unit(units[d], at) for at in span)] for d, *span in row["places"]]
    return payload | {"texts": found.texts}


def _documents(found: Gathered) -> dict[str, list[Any]]:
    """Return the documents as columns; parties by their numbers, *codes* the themes of each."""
    rows = found.documents
    return {
        "id": [row["doc_id"] for row in rows],
        "title": [row["title"] or "" for row in rows],
        "party": found.party_of,
        "municipality": [row["municipality"] or "" for row in rows],
        "date": [row["date"] or "" for row in rows],
        "type": [row["doc_type"] or "" for row in rows],
        "words": [row["n_body_words"] for row in rows],
        "codes": found.codes,
        "chosen": [int(bool(row["chosen"])) for row in rows],
    }


def _offsets(rows: Rows, units: Sequence[list[int] | None]) -> list[list[int]]:
    """Return the columns of offsets in UTF-16 units of each row's document."""
    columns = [array("I", column) for column in rows.spans]
    for document, numbers in rows.documents():
        if units[document] is not None:
            for column in columns:
                for row in numbers:
                    column[row] = unit(units[document], column[row])
    return [column.tolist() for column in columns]


def _names(connection: sqlite3.Connection, found: Gathered, language: Language) -> dict[str, Any]:
    """Return what the numbers stand for: parties with colours, themes, forms, actors, outlines."""
    named = "name" if language == "sv" else "coalesce(nullif(name_en, ''), name)"
    themes = dict(connection.execute(f"SELECT code, {named} FROM theme"))
    known = {
        key: (name, kind)
        for key, name, kind in connection.execute("SELECT id, canonical, type FROM actor")
    }
    full = dict(connection.execute("SELECT abbr, name FROM party"))
    actors = [known[actor] for actor in found.actors]
    are = [found.party(resolve_party(name)) if kind == "PARTY" else NOBODY for name, kind in actors]
    parties = list(found.parties)
    places = {row["municipality"] for row in found.documents} - {None}
    drawn: Mapping[str, list[list[int]]] = outlines() if places & outlines().keys() else {}
    return {
        "parties": parties,
        "party_names": [full.get(party, party) for party in parties],
        "colours": [party_colour(party) for party in parties],
        "themes": [[code, themes.get(code, code)] for code in found.themes],
        "combinations": [list(one) for one in found.combinations],
        "forms": list(found.forms),
        "actors": [list(actor) for actor in actors],
        "actor_parties": are,
        "outlines": dict(drawn),
    }


def _matters(corpus: Corpus, found: Gathered, where: Where) -> list[list[list[int]]] | None:
    """Return the matters on which several parties have demands: rows for, and rows against.

    None where there are too many demands to compare.
    """
    from polcorp.analysis.agreement import agreement

    if len(found.demands) > AGREED:
        return None
    row_of = {demand_id: row for row, demand_id in enumerate(found.demand_ids)}
    matters: dict[int, list[list[int]]] = {}
    table = agreement(corpus, members=True, where=where)
    for cluster, side, demand in zip(
        table["cluster"], table["side"], table["demand_id"], strict=True
    ):
        sides = matters.setdefault(cluster, [[], []])
        sides[side != "for"].append(row_of[demand])
    return list(matters.values())
