"""Rows of documents as Parquet tables and back; the columns are those of the store.

A part of a data set is a file in each of the folders :data:`FOLDERS`. Where the store has a key of
its own, a part has what the key stands for: the document's path, the actor's name, the theme's code.
"""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from polcorp.corpus.rows import DocumentRows, Row, speaker_by_party
from polcorp.corpus.store import physical_columns
from polcorp.corpus.write import given_json
from polcorp.reading.documents import RawDocument

if TYPE_CHECKING:
    import pyarrow as pa

#: The folders of a data set and the store's table of each; written in this order, so that a part
#: is complete as soon as its documents are there.
FOLDERS = {
    "texts": "text",
    "metadata": "extra",
    "parties": "document_party",
    "sections": "section",
    "lead_ins": "lead_in",
    "demands": "demand",
    "mentions": "mention_row",
    "codes": "code",
    "tags": "word_tag",
    "forms": "word_form",
    "documents": "document",
}

_TYPES = {"INTEGER": "int64", "REAL": "float64", "TEXT": "string", "BLOB": "binary"}


@dataclass(frozen=True)
class Stored:
    """A document with the number of the run that analysed it."""

    rows: DocumentRows
    run: int


def encode(documents: Iterable[Stored]) -> dict[str, bytes]:
    """Return the Parquet file of each folder; the same documents give the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables: dict[str, list[Row]] = {folder: [] for folder in FOLDERS}
    forms: set[tuple[str, str, str]] = set()
    for stored in documents:
        for folder, rows in _rows_of(stored):
            tables[folder].extend(rows)
        forms.update(stored.rows.forms)
    tables["forms"] = [{"lemma": a, "pos": b, "form": c} for a, b, c in sorted(forms)]
    files = {}
    for folder, rows in tables.items():
        sink = io.BytesIO()
        pq.write_table(pa.Table.from_pylist(rows, schema=schema(folder)), sink, compression="zstd")
        files[folder] = sink.getvalue()
    return files


def decode(read: Callable[[str], bytes]) -> list[Stored]:
    """Return the documents of a part in their order; *read* gives the file of a folder."""
    of_path: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for folder in FOLDERS:
        if folder not in ("documents", "forms"):
            for row in read_rows(read(folder)):
                of_path[row.pop("path")][folder].append(row)
    forms = tuple((row["lemma"], row["pos"], row["form"]) for row in read_rows(read("forms")))
    documents = []
    for row in read_rows(read("documents")):
        run = row.pop("run")
        rows = _document(row, of_path[row["path"]], forms)
        documents.append(Stored(rows, run))
        forms = ()  # the part's own; the first document brings them
    return documents


def read_rows(data: bytes, columns: list[str] | None = None) -> list[Row]:
    """Return the rows of a Parquet file, or some *columns* of them."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    found: list[Row] = pq.read_table(pa.BufferReader(data), columns=columns).to_pylist()
    return found


@cache
def schema(folder: str) -> pa.Schema:
    """Return the columns and types of a folder's files, in the order of the store's."""
    import pyarrow as pa

    if folder == "texts":
        return pa.schema([("path", "string"), ("text", "string")])
    columns = dict(physical_columns()[FOLDERS[folder]])
    if folder == "documents":
        for name in ("id", "doc_id", "stem"):
            del columns[name]
    elif folder != "forms":
        del columns["document"]
        columns = {"path": "TEXT", **columns}
    if folder == "mentions":
        for name in ("actor", "how"):
            del columns[name]
        columns |= dict.fromkeys(("canonical", "type", "wikidata", "source", "rule"), "TEXT")
    if folder == "codes":
        columns["theme"] = "TEXT"
    return pa.schema([(name, _TYPES[kind]) for name, kind in columns.items()])


def sizes(rows: DocumentRows) -> dict[str, int]:
    """Return what a document adds to the totals of the corpus; demands are its own."""
    return {
        "documents": 1,
        "words": rows.document["n_words"],
        "sections": len(rows.sections),
        "demands": sum(bool(row["own"]) for row in rows.demands),
        "mentions": len(rows.mentions),
    }


def _rows_of(stored: Stored) -> Iterator[tuple[str, list[Row]]]:
    rows, raw = stored.rows, stored.rows.raw
    document = {
        "path": raw.path,
        "sha256": raw.sha256,
        "encoding": raw.encoding,
        "given": given_json(raw.given),
        "run": stored.run,
        **rows.document,
    }
    yield "documents", [document]
    yield "texts", [{"path": raw.path, "text": raw.text}]
    metadata = [{"name": name, "value": value} for name, value in rows.metadata.items()]
    parties = [{"n": n, "party": party} for n, party in enumerate(rows.parties)]
    tags = [{"tags": rows.tags}] if rows.tags else []
    for folder, found in (
        ("metadata", metadata),
        ("parties", parties),
        ("sections", rows.sections),
        ("lead_ins", rows.lead_ins),
        ("demands", rows.demands),
        ("mentions", rows.mentions),
        ("codes", rows.codes),
        ("tags", tags),
    ):
        yield folder, [{"path": raw.path, **_plain(row)} for row in found]


def _plain(row: Row) -> Row:
    """Return a row without truth values: the store has them as numbers."""
    return {
        name: int(value) if value is True or value is False else value
        for name, value in row.items()
    }


def _document(
    row: Row, tables: Mapping[str, list[Row]], forms: tuple[tuple[str, str, str], ...]
) -> DocumentRows:
    path = row.pop("path")
    unknown = {"speaker": speaker_by_party(row), "speaker_evidence": "", "speaker_confidence": 0.0}
    row = {**unknown, **row}  # a part may be from before this was known
    raw = RawDocument(
        doc_id=path,
        path=path,
        sha256=row.pop("sha256"),
        encoding=row.pop("encoding"),
        text=tables["texts"][0]["text"],
        given=json.loads(row.pop("given")),
    )
    return DocumentRows(
        raw=raw,
        document=row,
        metadata={item["name"]: item["value"] for item in tables.get("metadata", ())},
        parties=tuple(item["party"] for item in tables.get("parties", ())),
        sections=tuple(tables.get("sections", ())),
        lead_ins=tuple(tables.get("lead_ins", ())),
        demands=tuple(tables.get("demands", ())),
        mentions=tuple(tables.get("mentions", ())),
        codes=tuple(tables.get("codes", ())),
        forms=forms,
        tags=next((item["tags"] for item in tables.get("tags", ())), None),
    )
