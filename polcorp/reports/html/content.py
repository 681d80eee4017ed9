"""What the report tells: figures from the corpus, each with the sentences behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

from polcorp.analysis.theme_tables import wilson
from polcorp.analysis.views import Row, records
from polcorp.corpus.store import reading
from polcorp.errors import PolcorpError
from polcorp.reports.html.evidence import TEXT_BUDGET, Evidence

if TYPE_CHECKING:
    from polcorp.corpus.corpus import Corpus, Where

NO_PARTY = "–"
#: Actors in the table, and demands in the list; the page says what it leaves out.
ACTORS, DEMANDS = 300, 3000
#: Typical words of a party, and the false discovery rate below which they are shown.
TERMS, _CHANCE = 8, 0.05
_KEYNESS = ["party", "term", "count", "log_ratio", "low", "high"]
_DEMAND = ["doc_id", "start", "end", "party", "form", "text", "themes", "date"]
_MENTION = "doc_id start end canonical type party sentence_start sentence_end".split()
_CODE = ["doc_id", "start", "end", "theme", "unit"]
_DOCUMENT = ("doc_id", "title", "party", "municipality", "date", "doc_type", "n_words")


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
    """All that stands on the page."""

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


def collect(corpus: Corpus, budget: int = TEXT_BUDGET, **where: Unpack[Where]) -> Content:
    """Ask the corpus for everything; texts of more than *budget* characters come in excerpts."""
    documents = records(corpus.documents(**where))
    order = {row["doc_id"]: n for n, row in enumerate(documents)}
    whole = sum(row["n_chars"] for row in documents) <= budget
    demands = records(corpus.demands(**where)[_DEMAND])
    mentions = _mentions(corpus, order, where)
    codes = _codes(corpus, order, where)
    evidence = Evidence(_texts(corpus, set(order)), whole, order)
    names = dict(records_of(corpus, "SELECT code, name FROM theme"))
    parties = _parties(documents, demands)
    columns = [row["party"] for row in parties]
    matrix = _themes(demands, codes, names, columns, evidence)
    actors = _actors(mentions, columns, evidence)
    years = _years(documents, demands, evidence)
    return Content(
        totals={
            "documents": len(documents),
            "n_words": sum(row["n_words"] for row in documents),
            "demands": len(demands),
            "mentions": len(mentions),
            "actors": len({(row["canonical"], row["type"]) for row in mentions}),
        },
        made_with=_made_with(corpus),
        parties=_with_evidence(parties, demands, evidence),
        themes=matrix,
        actors=actors,
        shares=_shares(demands, parties),
        years=years,
        keyness=_keyness(corpus, columns, where) if whole else [],
        payload=_payload(documents, demands, mentions, evidence, names),
        whole=whole,
    )


def _mentions(corpus: Corpus, order: Container[str], where: Where) -> list[Row]:
    if _chooses_rows(where):
        return records(corpus.actors(long=True, **where)[_MENTION])
    return _rows_of_view(corpus, "mentions", _MENTION, order)


def _codes(corpus: Corpus, order: Container[str], where: Where) -> list[Row]:
    """Return the sentences that have a theme."""
    if _chooses_rows(where):
        found = records(corpus.themes(long=True, **where)[_CODE])
    else:
        found = _rows_of_view(corpus, "codes", _CODE, order)
    return [row for row in found if row["unit"] == "sentence"]


def _chooses_rows(where: Where) -> bool:
    return any(where.get(name) for name in ("actor", "theme", "contains"))


def _rows_of_view(
    corpus: Corpus, view: str, columns: list[str], order: Container[str]
) -> list[Row]:
    """Return some columns of a long table: its texts, which take most of the time, are not made."""
    named = ", ".join(f'"{name}"' for name in columns)
    query = f'SELECT {named} FROM {view} ORDER BY doc_id, start, "end"'
    found = (dict(zip(columns, row, strict=True)) for row in records_of(corpus, query))
    return [row for row in found if row["doc_id"] in order]


def records_of(corpus: Corpus, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query of our own on the store."""
    with reading(corpus.path) as connection:
        return connection.execute(query).fetchall()


def _texts(corpus: Corpus, chosen: set[str]) -> dict[str, str]:
    query = "SELECT d.doc_id, t.text FROM document d JOIN text t ON t.document = d.id"
    return {doc_id: text for doc_id, text in records_of(corpus, query) if doc_id in chosen}


def _made_with(corpus: Corpus) -> dict[str, str]:
    from polcorp import __version__

    last = corpus.runs().tail(1)
    found = {name: str(last[name].iloc[0]) for name in ("model", "lexicons") if len(last)}
    return {"polcorp": __version__, **found}


def _parties(documents: list[Row], demands: list[Row]) -> list[dict[str, Any]]:
    n_documents = Counter(row["party"] or NO_PARTY for row in documents)
    words: Counter[str] = Counter()
    for row in documents:
        words[row["party"] or NO_PARTY] += row["n_words"]
    n_demands = Counter(row["party"] or NO_PARTY for row in demands)
    ordered = sorted({*n_documents, *n_demands}, key=lambda p: (p == NO_PARTY, -n_documents[p], p))
    return [
        {
            "party": party,
            "documents": n_documents[party],
            "n_words": words[party],
            "demands": n_demands[party],
            "per_1000": 1000 * n_demands[party] / words[party] if words[party] else None,
        }
        for party in ordered
    ]


def _with_evidence(
    parties: list[dict[str, Any]], demands: list[Row], evidence: Evidence
) -> list[dict[str, Any]]:
    for row in parties:
        row["key"] = f"p|{row['party']}"
        evidence.add(row["key"], (d for d in demands if (d["party"] or NO_PARTY) == row["party"]))
    return parties


def _themes(
    demands: list[Row],
    codes: list[Row],
    names: dict[str, str],
    columns: list[str],
    evidence: Evidence,
) -> Matrix:
    """Demands by theme and party; a demand with two themes counts for both."""
    by_cell: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in demands:
        for theme in filter(None, str(row["themes"] or "").split(";")):
            by_cell[theme, row["party"] or NO_PARTY].append(row)
    sentences: dict[str, list[Row]] = defaultdict(list)
    for row in codes:
        sentences[row["theme"]].append(row)
    rows: list[dict[str, Any]] = []
    for theme in {*sentences, *(theme for theme, _ in by_cell)}:
        key = f"t|{theme}"
        found = [row for party in columns for row in by_cell[theme, party]]
        rows.append(
            {
                "theme": theme,
                "name": names.get(theme, theme),
                "key": key,
                "demands": evidence.add(key, found),
                "sentences": evidence.add(f"s|{theme}", sentences[theme]),
                "documents": len({row["doc_id"] for row in (*found, *sentences[theme])}),
                "cells": {
                    party: evidence.add(f"{key}|{party}", by_cell[theme, party])
                    for party in columns
                    if by_cell[theme, party]
                },
            }
        )
    rows.sort(key=lambda row: (-row["demands"], -row["sentences"], row["theme"]))
    return Matrix(columns, rows, len(rows))


def _actors(mentions: list[Row], columns: list[str], evidence: Evidence) -> Matrix:
    by_actor: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in mentions:
        by_actor[row["canonical"], row["type"]].append(row)
    ordered = sorted(by_actor, key=lambda actor: (-len(by_actor[actor]), actor))
    rows = []
    for name, kind in ordered[:ACTORS]:
        found, key = by_actor[name, kind], f"a|{name}|{kind}"
        cells = {}
        for party in columns:
            named = [row for row in found if (row["party"] or NO_PARTY) == party]
            if named:
                cells[party] = evidence.add(f"{key}|{party}", named)
        rows.append(
            {
                "name": name,
                "type": kind,
                "key": key,
                "mentions": evidence.add(key, found),
                "documents": len({row["doc_id"] for row in found}),
                "cells": cells,
            }
        )
    return Matrix(columns, rows, len(by_actor))


def _shares(demands: list[Row], parties: list[dict[str, Any]]) -> list[Share]:
    hits: Counter[tuple[str, str]] = Counter()
    for row in demands:
        for theme in set(filter(None, str(row["themes"] or "").split(";"))):
            hits[theme, row["party"] or NO_PARTY] += 1
    shares = []
    for theme in sorted({theme for theme, _ in hits}):
        for row in parties:
            party, n = row["party"], row["demands"]
            if n and party != NO_PARTY:
                low, high = wilson(hits[theme, party], n)
                shares.append(Share(theme, party, hits[theme, party], n, low, high))
    return shares


def _years(documents: list[Row], demands: list[Row], evidence: Evidence) -> list[dict[str, Any]]:
    n_documents = Counter(row["date"][:4] for row in documents if row["date"])
    asked: dict[str, list[Row]] = defaultdict(list)
    for row in demands:
        if row["date"]:
            asked[row["date"][:4]].append(row)
    return [
        {
            "year": year,
            "documents": n_documents[year],
            "demands": evidence.add(f"y|{year}", asked[year]),
            "key": f"y|{year}",
        }
        for year in sorted(n_documents)
    ]


def _keyness(corpus: Corpus, parties: list[str], where: Where) -> list[Row]:
    """Return the lemmas that are most typical of each party, those that chance would hardly give."""
    from polcorp.analysis.compare import compare

    if len(set(parties) - {NO_PARTY}) < 2 or _chooses_rows(where):
        return []
    try:
        table = compare(corpus, by="party", of="lemmas", rounds=200, where=where)
    except PolcorpError:  # no word is frequent enough to compare
        return []
    table = table[(table["q"] < _CHANCE) & (table["log_ratio"] > 0)]
    table = table.sort_values(["party", "log_likelihood", "term"], ascending=[True, False, True])
    return records(table.groupby("party").head(TERMS)[_KEYNESS])


def _payload(
    documents: list[Row],
    demands: list[Row],
    mentions: list[Row],
    evidence: Evidence,
    names: dict[str, str],
) -> dict[str, Any]:
    """Return what the page's script needs: documents, evidence, demands, texts with their spans."""
    asked = Counter(row["doc_id"] for row in demands)
    payload: dict[str, Any] = {
        "documents": [
            [row[name] for name in _DOCUMENT] + [asked[row["doc_id"]]] for row in documents
        ],
        "places": evidence.places,
        "numbers": evidence.numbers,
        "themes": names,
        "demands": [
            [
                evidence.order[row["doc_id"]],
                evidence.unit(row["doc_id"], row["start"]),
                evidence.unit(row["doc_id"], row["end"]),
                row["party"],
                row["form"],
                row["themes"],
                row["text"] if len(row["text"]) < 600 else row["text"][:600] + " …",
            ]
            for row in demands[:DEMANDS]
        ],
    }
    if evidence.whole:
        spans: dict[str, list[list[Any]]] = defaultdict(list)
        for rows, label in ((demands, "form"), (mentions, "type")):
            for row in rows:
                start, end = (evidence.unit(row["doc_id"], row[name]) for name in ("start", "end"))
                spans[row["doc_id"]].append([start, end, label[0], row[label]])
        payload["texts"] = [evidence.texts[row["doc_id"]] for row in documents]
        payload["spans"] = [sorted(spans[row["doc_id"]]) for row in documents]
    return payload
