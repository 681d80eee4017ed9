"""The description of an export: a Frictionless data package."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from polcorp.vocabulary.columns import TableEntry, catalogue
from polcorp.vocabulary.formats import FORMATS

if TYPE_CHECKING:
    import pandas as pd

#: How to cite the program; the texts are to be cited by their own authors.
CITATION = (
    "The polcorp developers. polcorp: demands, named actors and themes in Swedish political texts"
)

_KEYS = {
    "documents": "doc_id",
    "sections": "section_id",
    "lead_ins": "lead_in_id",
    "demands": "demand_id",
    "other_demands": "demand_id",
    "mentions": "mention_id",
    "boilerplate_mentions": "mention_id",
}
_LINKS = {"doc_id": "documents", "section_id": "sections", "demand_id": "demands"}


@dataclass(frozen=True)
class Resource:
    """A table as it was written: its name, file, bytes and content."""

    name: str
    file: str
    data: bytes
    frame: pd.DataFrame


def table_description(name: str) -> str:
    """Return what a row of a table is, in words; empty for one that the catalogue lacks."""
    return catalogue().tables.get(name, TableEntry()).about


def column_description(name: str, table: str = "") -> str:
    """Return what a column of *table* holds, in words; empty for one that the user gave."""
    said = catalogue().column(name, table)
    return said.about if said else ""


def data_package(
    resources: list[Resource], kind: str, dialect: str, made_with: Mapping[str, str]
) -> bytes:
    """Return ``datapackage.json`` for *resources*, all written in the format *kind*.

    *made_with* holds versions: of the program, the model, the lexicons.
    """
    names = {resource.name for resource in resources}
    package = {
        "profile": "tabular-data-package" if FORMATS[kind].delimiter else "data-package",
        "name": "polcorp-export",
        "title": "Demands, named actors and themes in Swedish political texts",
        "version": made_with.get("polcorp", ""),
        "made_with": dict(made_with),
        "citation": f"{CITATION}, version {made_with.get('polcorp', '')}.",
        "resources": [_described(resource, kind, dialect, names) for resource in resources],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _described(resource: Resource, kind: str, dialect: str, names: set[str]) -> dict[str, Any]:
    columns = [str(name) for name in resource.frame.columns]
    form = FORMATS[kind]
    schema: dict[str, Any] = {
        "fields": [_field(name, resource) for name in columns],
        "missingValues": [""],
    }
    if _KEYS.get(resource.name) in columns:
        schema["primaryKey"] = [_KEYS[resource.name]]
    links = [
        {"fields": [name], "reference": {"resource": table, "fields": [name]}}
        for name, table in _LINKS.items()
        if name in columns and table in names and _KEYS.get(resource.name) != name
    ]
    if links:
        schema["foreignKeys"] = links
    described: dict[str, Any] = {
        "name": resource.name,
        "path": resource.file,
        "description": table_description(resource.name),
        "format": kind,
        "mediatype": form.media_type,
        "bytes": len(resource.data),
        "hash": f"sha256:{hashlib.sha256(resource.data).hexdigest()}",
        "rows": len(resource.frame),
        "schema": schema,
    }
    if not form.is_binary:
        described["encoding"] = "utf-8"
    if delimiter := form.delimiter_in(dialect):
        described["profile"] = "tabular-data-resource"
        described["dialect"] = {"delimiter": delimiter, "quoteChar": '"', "doubleQuote": True}
    if kind == "xlsx":
        described["dialect"] = {"sheet": resource.name}
    return described


def _field(name: str, resource: Resource) -> dict[str, str]:
    values = resource.frame[name]
    kind = {"i": "integer", "u": "integer", "f": "number", "b": "boolean"}.get(
        values.dtype.kind, "string"
    )
    return {"name": name, "type": kind, "description": column_description(name, resource.name)}
