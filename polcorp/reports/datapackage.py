"""The description of an export: a Frictionless data package."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from polcorp.reading.sheet import OPENS_FORMULA
from polcorp.reports.exports import Style
from polcorp.reports.schemas import table_schema
from polcorp.vocabulary.columns import TableEntry, catalogue
from polcorp.vocabulary.formats import FORMATS

if TYPE_CHECKING:
    import pandas as pd

#: How to cite the program; the texts are to be cited by their own authors.
CITATION = (
    "The polcorp developers. polcorp: demands, named actors and themes in Swedish political texts"
)

#: The files that a program reads as tables; the others are for people.
_TABULAR = frozenset(["csv", "tsv", "json", "jsonl", "xlsx", "parquet"])

#: Formats that readers take in pieces, so that frictionless does not see how many bytes there are.
_UNCOUNTED = frozenset(["json", "parquet"])
#: Formats in which a table without rows has no columns either.
_WITHOUT_HEAD = frozenset(["json", "jsonl"])

#: Whose the texts are; a licence is for their authors to give.
_LICENCE = {
    "name": "notspecified",
    "title": "Texts and quotations belong to their authors, who alone can license them",
}


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


def data_package(
    resources: list[Resource], kind: str, style: Style, made_with: Mapping[str, str]
) -> bytes:
    """Return ``datapackage.json`` for *resources*, all written in the format *kind* and *style*.

    *made_with* holds versions: of the program, the model, the lexicons.
    """
    frames = {resource.name: resource.frame for resource in resources}
    version = made_with.get("polcorp", "")
    package = {
        "profile": "tabular-data-package" if FORMATS[kind].delimiter else "data-package",
        "name": "polcorp-export",
        "title": "Demands, named actors and themes in Swedish political texts",
        "version": version,
        "licenses": [_LICENCE],
        "contributors": [{"title": "The polcorp developers", "role": "wrangler"}],
        "made_with": dict(made_with),
        "citation": f"{CITATION}, version {version}.",
        "resources": [_described(resource, kind, style, frames) for resource in resources],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _described(
    resource: Resource, kind: str, style: Style, frames: Mapping[str, pd.DataFrame]
) -> dict[str, Any]:
    form = FORMATS[kind]
    described: dict[str, Any] = {
        "name": resource.name,
        "path": resource.file,
        "description": table_description(resource.name),
        "format": kind,
        "mediatype": form.media_type,
        "hash": f"sha256:{hashlib.sha256(resource.data).hexdigest()}",
    }
    if kind not in _UNCOUNTED:
        described["bytes"] = len(resource.data)
    if kind in _WITHOUT_HEAD and resource.frame.empty:
        described["type"] = "file"
    elif kind in _TABULAR:
        described["type"] = "table"
        described["rows"] = len(resource.frame)
        described["schema"] = table_schema(resource.name, frames, kind, style.dialect)
    if not form.is_binary:
        described["encoding"] = "utf-8"
    if delimiter := form.delimiter_in(style.dialect):
        described |= _delimited(delimiter, style)
    if kind == "xlsx":
        sheet = {"sheet": resource.name}
        described["dialect"] = {**sheet, "excel": sheet}  # as versions 1 and 2 have it
    return described


def _delimited(delimiter: str, style: Style) -> dict[str, Any]:
    """Return what a reader of CSV has to know."""
    swedish = style.dialect == "excel-sv"
    described: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "dialect": {
            "delimiter": delimiter,
            "lineTerminator": "\r\n" if swedish else "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
            "byteOrderMark": swedish,
        },
    }
    if not style.raw_cells:
        described["guard"] = {
            "sign": "'",
            "before": list(OPENS_FORMULA),
            "description": (
                "An apostrophe goes before a text that begins with one of these, which a spreadsheet"
                " would run as a formula. To undo it, take one apostrophe from the beginning of every text in"
                " which one of these follows it."
            ),
        }
    return described
