"""What the shell offers after an option: values of the corpus, asked for with sqlite3 only."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import typer

from polcorp.cli.settings import CORPUS_VARIABLE, load_settings
from polcorp.errors import PolcorpError

Offer = tuple[str, str]

_QUERIES = {
    "party": (
        "SELECT p.party, coalesce(q.name, '') FROM document_party p"
        " LEFT JOIN party q ON q.abbr = p.party GROUP BY p.party ORDER BY p.party"
    ),
    "municipality": (
        "SELECT municipality, count(*) || ' documents' FROM document"
        " WHERE municipality IS NOT NULL AND copy_of IS NULL GROUP BY municipality ORDER BY municipality"
    ),
    "theme": "SELECT code, name FROM theme ORDER BY code",
    "actor": "SELECT canonical, type FROM actor ORDER BY canonical",
    "actor_type": "SELECT type, count(*) || ' actors' FROM actor GROUP BY type ORDER BY type",
    "doc": "SELECT doc_id, coalesce(title, '') FROM document ORDER BY doc_id",
    "own_column": (
        "SELECT name || '=' || value, count(*) || ' documents' FROM extra"
        " GROUP BY name, value ORDER BY name, value"
    ),
    "doc_type": (
        "SELECT doc_type, count(*) || ' documents' FROM document"
        " WHERE doc_type IS NOT NULL AND copy_of IS NULL GROUP BY doc_type ORDER BY doc_type"
    ),
}

#: What is offered in their place where the names of persons are to be hidden; titles and the user's
#: own columns may hold some, and so may the name of a place that is a surname.
_NAMELESS = {
    "actor": (
        "SELECT a.canonical, a.type FROM actor a WHERE a.type <> 'PERSON' AND NOT EXISTS (SELECT 1"
        " FROM actor p WHERE p.type = 'PERSON' AND instr(' ' || lower(replace(p.canonical, '-', ' '))"
        " || ' ', ' ' || lower(a.canonical) || ' ')) ORDER BY a.canonical"
    ),
    "municipality": (
        "SELECT municipality, count(*) || ' documents' FROM document d"
        " WHERE municipality IS NOT NULL AND copy_of IS NULL AND NOT EXISTS (SELECT 1"
        " FROM actor p WHERE p.type = 'PERSON' AND instr(p.canonical || ' ', ' ' || d.municipality"
        " || ' ')) GROUP BY municipality ORDER BY municipality"
    ),
    "doc": "SELECT doc_id, '' FROM document ORDER BY doc_id",
    "own_column": "SELECT DISTINCT name || '=', '' FROM extra ORDER BY name",
}


def _offer(kind: str, ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Return the values of *kind* that begin with *incomplete*; none if there is no corpus."""
    try:
        before = ctx.parent.params if ctx.parent else {}
        path = ctx.params.get("corpus") or before.get("corpus") or os.environ.get(CORPUS_VARIABLE)
        location = _store_of(path or load_settings().corpus or "data/polcorp.db")
        hides = ctx.params.get("persons", "keep") != "keep"
        query = _NAMELESS.get(kind, _QUERIES[kind]) if hides else _QUERIES[kind]
        uri = location.absolute().as_uri() + "?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=0.2)) as connection:
            return _beginning(connection.execute(query), incomplete)
    except (sqlite3.Error, PolcorpError):
        return []  # a shell that completes has no place for an error message


def _store_of(place: str) -> Path:
    """Return the corpus file; of a data set what was loaded of it when it was last read."""
    if "://" not in place and not Path(place).is_dir():
        return Path(place)
    from polcorp.store.parquet.attach import cached_store

    return cached_store(place)


def _beginning(offers: Iterable[Offer], incomplete: str) -> list[Offer]:
    start = incomplete.casefold()
    return [(value, about) for value, about in offers if value.casefold().startswith(start)]


def party(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the parties of the corpus."""
    return _offer("party", ctx, incomplete)


def municipality(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the municipalities of the corpus."""
    return _offer("municipality", ctx, incomplete)


def theme(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the themes of the codebook."""
    return _offer("theme", ctx, incomplete)


def actor(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the actors of the corpus."""
    return _offer("actor", ctx, incomplete)


def actor_type(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the types of actors of the corpus."""
    return _offer("actor_type", ctx, incomplete)


def doc(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the documents of the corpus."""
    return _offer("doc", ctx, incomplete)


def own_column(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the columns of the user's own metadata with their values."""
    return _offer("own_column", ctx, incomplete)


def doc_type(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the types of documents of the corpus."""
    return _offer("doc_type", ctx, incomplete)


def group(incomplete: str) -> list[str]:
    """Offer what tables can be grouped by."""
    from polcorp.tables.groups import GROUPS

    return _starting(tuple(GROUPS), incomplete)


def export_format(incomplete: str) -> list[str]:
    """Offer the formats of exports."""
    names = ("csv", "tsv", "json", "jsonl", "md", "latex", "parquet", "xlsx")
    return _starting(names, incomplete)


def sort_order(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the orders of a concordance; those of tables are their columns."""
    if ctx.info_name != "kwic":
        return []
    return _starting(("document", "left", "right"), incomplete)


def everything(incomplete: str) -> list[str]:
    """Offer the formats of whole exports: tables, annotations, texts, the store."""
    annotations = (
        "brat",
        "conllu",
        "webanno",
        "docbin",
        "gold",
        "prodigy",
        "doccano",
        "labelstudio",
    )
    return [
        *export_format(incomplete),
        *_starting((*annotations, "quanteda", "datasette"), incomplete),
    ]


def persons(incomplete: str) -> list[str]:
    """Offer what may become of the names of persons."""
    return _starting(("keep", "pseudonym", "drop"), incomplete)


def unit(incomplete: str) -> list[str]:
    """Offer the units in which actors may stand together."""
    return _starting(("sentence", "section", "demand"), incomplete)


def form(incomplete: str) -> list[str]:
    """Offer the forms of demands."""
    return _starting(("bullet", "numbered", "prose", "heading"), incomplete)


def _starting(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
