"""What the shell offers after an option: values of the corpus, asked for with sqlite3 only."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import typer

from polcorp.cli.settings import CORPUS_VARIABLE, load_settings
from polcorp.errors import PolcorpError
from polcorp.vocabulary.document_fields import FILTERED
from polcorp.vocabulary.formats import ANNOTATION_FORMATS, FORMATS, STORE_FORMATS, TEXT_FORMATS
from polcorp.vocabulary.values import DEMAND_FORMS, PERSON_MODES, TOGETHER_IN

Offer = tuple[str, str]

_QUERIES = {
    "party": (
        "SELECT p.party, coalesce(q.name, '') FROM document_party p"
        " LEFT JOIN party q ON q.abbr = p.party GROUP BY p.party ORDER BY p.party"
    ),
    "theme": "SELECT code, name FROM theme ORDER BY code",
    "actor": "SELECT canonical, type FROM actor ORDER BY canonical",
    "actor_type": "SELECT type, count(*) || ' actors' FROM actor GROUP BY type ORDER BY type",
    "doc": "SELECT doc_id, coalesce(title, '') FROM document ORDER BY doc_id",
    "own_column": (
        "SELECT name || '=' || value, count(*) || ' documents' FROM extra"
        " GROUP BY name, value ORDER BY name, value"
    ),
    **{
        name: f"SELECT {name}, count(*) || ' documents' FROM document WHERE {name} IS NOT NULL"
        f" AND copy_of IS NULL GROUP BY {name} ORDER BY {name}"
        for name in FILTERED
    },
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


def of_field(name: str) -> Callable[[typer.Context, str], list[Offer]]:
    """Return what offers the values of a document's field that the corpus has."""

    def offer(ctx: typer.Context, incomplete: str) -> list[Offer]:
        return _offer(name, ctx, incomplete)

    return offer


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


def group(incomplete: str) -> list[str]:
    """Offer what tables can be grouped by."""
    from polcorp.tables.groups import GROUPS

    return _starting(tuple(GROUPS), incomplete)


def export_format(incomplete: str) -> list[str]:
    """Offer the formats of exports."""
    return _starting(FORMATS, incomplete)


def sort_order(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the orders of a concordance; those of tables are their columns."""
    if ctx.info_name != "kwic":
        return []
    return _starting(("document", "left", "right"), incomplete)


def within(incomplete: str) -> list[str]:
    """Offer what the words around a hit may be taken from."""
    return _starting(("sentence", "document"), incomplete)


def everything(incomplete: str) -> list[str]:
    """Offer the formats of whole exports: tables, annotations, texts, the store."""
    return _starting((*FORMATS, *ANNOTATION_FORMATS, *TEXT_FORMATS, *STORE_FORMATS), incomplete)


def persons(incomplete: str) -> list[str]:
    """Offer what may become of the names of persons."""
    return _starting(PERSON_MODES, incomplete)


def unit(incomplete: str) -> list[str]:
    """Offer the units in which actors may occur together."""
    return _starting(TOGETHER_IN, incomplete)


def figure_kind(incomplete: str) -> list[str]:
    """Offer the kinds of figures."""
    from polcorp.reports.figures import KINDS

    return _starting(KINDS, incomplete)


def form(incomplete: str) -> list[str]:
    """Offer the forms of demands."""
    return _starting(DEMAND_FORMS, incomplete)


def _starting(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
