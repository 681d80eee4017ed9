"""Rows of documents as Parquet tables and back; the columns are those of the store.

A part of a data set is a file in each of the folders :data:`FOLDERS`. Where the store has a key of
its own, a part has what the key stands for: the document's path, the actor's name, the theme's code.
"""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from polcorp.reading.documents import RawDocument
from polcorp.store.connection import physical_columns
from polcorp.store.copies import text_hash
from polcorp.store.write import given_json
from polcorp.tables.measures import MAY_BE_UNKNOWN
from polcorp.tables.records import DocumentRows, Row
from polcorp.tables.rows import speaker_by_party
from polcorp.vocabulary.source_formats import PLAIN
from polcorp.vocabulary.values import SWEDISH

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
    "other_demands": "demand",
    "mentions": "mention_row",
    "boilerplate_mentions": "mention_row",
    "codes": "code",
    "other_codes": "code",
    "tags": "word_tag",
    "forms": "word_form",
    "documents": "document",
}

#: Rows that do not count have a folder of their own, as they have views in the store, so that
#: nobody who reads the folders counts them; data sets of 0.1.0 have them with the others.
_RESTS = {
    "other_demands": "demands",
    "boilerplate_mentions": "mentions",
    "other_codes": "codes",
}

#: A row as Parquet gives it.
_Read = dict[str, Any]

_TYPES = {"INTEGER": "int64", "REAL": "float64", "TEXT": "string", "BLOB": "binary"}


@dataclass(frozen=True)
class Stored:
    """A document with the number of the run that analysed it.

    *copy_of* is the doc_id of the document that counts in its place, None where it counts itself.
    A document of a data set that knew no doc_ids yet has an empty one.
    """

    rows: DocumentRows
    run: int
    copy_of: str | None = None


def encode(documents: Iterable[Stored]) -> dict[str, bytes]:
    """Return the Parquet file of each folder; the same documents give the same bytes."""
    tables: dict[str, list[Row]] = {folder: [] for folder in FOLDERS}
    forms: set[tuple[str, str, str]] = set()
    for stored in documents:
        for folder, rows in _rows_of(stored):
            tables[folder].extend(rows)
        forms.update(stored.rows.forms)
    tables["forms"] = [{"lemma": a, "pos": b, "form": c} for a, b, c in sorted(forms)]
    return {folder: _file_of(folder, rows) for folder, rows in tables.items()}


def decode(read: Callable[[str], bytes]) -> list[Stored]:
    """Return the documents of a part in their order; *read* gives the file of a folder."""
    of_path: dict[str, dict[str, list[_Read]]] = defaultdict(lambda: defaultdict(list))
    for folder in FOLDERS:
        if folder not in ("documents", "forms"):
            for row in _rows_in(folder, read):
                of_path[row.pop("path")][_RESTS.get(folder, folder)].append(row)
    for tables in of_path.values():
        for folder in _RESTS.values():
            tables[folder].sort(key=lambda row: row["n"])
    forms = tuple((row["lemma"], row["pos"], row["form"]) for row in read_rows(read("forms")))
    documents = []
    for row in read_rows(read("documents")):
        run, copy_of = row.pop("run"), row.pop("copy_of", None)
        rows = _document(row, of_path[row["path"]], forms)
        documents.append(Stored(rows, run, copy_of))
        forms = ()  # the part's own; the first document brings them
    return documents


def _rows_in(folder: str, read: Callable[[str], bytes]) -> list[_Read]:
    try:
        return read_rows(read(folder))
    except FileNotFoundError:
        if folder not in _RESTS:
            raise
        return []


def read_rows(data: bytes, columns: list[str] | None = None) -> list[_Read]:
    """Return the rows of a Parquet file, or those of some *columns* that it has."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = pq.ParquetFile(pa.BufferReader(data))
    if columns is not None:
        columns = [name for name in columns if name in file.schema_arrow.names]
    # a thread of pyarrow's that lets go of the data while Python ends aborts the process
    found: list[_Read] = file.read(columns=columns, use_threads=False).to_pylist()
    return found


def with_copies(documents: bytes, copies: Mapping[str, str]) -> bytes:
    """Return a file of documents in which *copies*, by doc_id, are marked, and no others."""
    rows = [{**row, "copy_of": copies.get(row["doc_id"])} for row in read_rows(documents)]
    return _file_of("documents", rows)


@cache
def schema(folder: str) -> pa.Schema:
    """Return the columns and types of a folder's files, in the order of the store's."""
    import pyarrow as pa

    if folder == "texts":
        return pa.schema([("path", "string"), ("text", "string")])
    columns = dict(physical_columns()[FOLDERS[folder]])
    if folder == "documents":
        for name in ("id", "stem", "is_clean"):
            del columns[name]
    elif folder != "forms":
        del columns["document"]
        columns = {"path": "TEXT", **columns}
    if FOLDERS[folder] == "mention_row":
        for name in ("actor", "how"):
            del columns[name]
        columns |= dict.fromkeys(("canonical", "type", "wikidata", "source", "rule"), "TEXT")
    if FOLDERS[folder] == "code":
        columns["theme"] = "TEXT"
    return pa.schema([(name, _TYPES[kind]) for name, kind in columns.items()])


def sizes(rows: DocumentRows) -> dict[str, int]:
    """Return what a document that counts adds to the totals of the corpus."""
    counted = _counted(rows)
    return {
        "documents": 1,
        "words": rows.document["n_body_words"],
        "sections": len(rows.sections),
        "demands": sum(map(counted["demands"], rows.demands)),
        "mentions": sum(map(counted["mentions"], rows.mentions)),
        **{f"without_{name}": int(rows.document[name] is None) for name in MAY_BE_UNKNOWN},
        "other_languages": int(rows.document.get("language") not in (None, SWEDISH)),
        "copies": 0,
    }


def _counted(rows: DocumentRows) -> dict[str, Callable[[Row], bool]]:
    """Return for each kind of rows which of them count, as ``measures.IS_COUNTED`` has it."""
    body = {row["n"] for row in rows.sections if row["kind"] == "body"}
    own = {row["n"] for row in rows.demands if row["own"]}
    return {
        "demands": lambda row: bool(row["own"]),
        "mentions": lambda row: row["section"] in body,
        "codes": lambda row: row["demand"] is None or row["demand"] in own,
    }


def _file_of(folder: str, rows: Sequence[Row]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema(folder)), sink, compression="zstd")
    return sink.getvalue()


def _rows_of(stored: Stored) -> Iterator[tuple[str, list[Row]]]:
    rows, raw = stored.rows, stored.rows.raw
    document = {
        "doc_id": raw.doc_id,
        "path": raw.path,
        "sha256": raw.sha256,
        "encoding": raw.encoding,
        "given": given_json(raw.given),
        "run": stored.run,
        "text_hash": text_hash(raw.text),
        "came": raw.came,
        "copy_of": stored.copy_of,
        **rows.document,
    }
    yield "documents", [document]
    yield "texts", [{"path": raw.path, "text": raw.text}]
    metadata = [{"name": name, "value": value} for name, value in rows.metadata.items()]
    parties = [{"n": n, "party": party} for n, party in enumerate(rows.parties)]
    tags = [{"tags": rows.tags}] if rows.tags else []
    counted = _counted(rows)
    split: dict[str, Sequence[Row]] = {}
    of_kind: dict[str, Sequence[Row]] = {
        "demands": rows.demands,
        "mentions": rows.mentions,
        "codes": rows.codes,
    }
    for rest, folder in _RESTS.items():
        split[folder] = [row for row in of_kind[folder] if counted[folder](row)]
        split[rest] = [row for row in of_kind[folder] if not counted[folder](row)]
    tables: list[tuple[str, Sequence[Row]]] = [
        ("metadata", metadata),
        ("parties", parties),
        ("sections", rows.sections),
        ("lead_ins", rows.lead_ins),
        *split.items(),
        ("tags", tags),
    ]
    for folder, found in tables:
        yield folder, [{"path": raw.path, **_plain(row)} for row in found]


def _plain(row: Row) -> Row:
    """Return a row without truth values: the store has them as numbers."""
    return {
        name: int(value) if value is True or value is False else value
        for name, value in row.items()
    }


def _document(
    row: _Read, tables: Mapping[str, list[Any]], forms: tuple[tuple[str, str, str], ...]
) -> DocumentRows:
    row.pop("text_hash", None)  # made of the text
    unknown = {
        "speaker": speaker_by_party(row),
        "speaker_evidence": "",
        "speaker_confidence": 0.0,
        "n_body_sentences": row["n_sentences"],
        "source_format": PLAIN,
        "language": None,
        "language_evidence": "",
        "language_confidence": 0.0,
    }
    row = {**unknown, **row}  # a part may be from before this was known
    raw = RawDocument(
        doc_id=row.pop("doc_id", None) or "",
        path=row.pop("path"),
        sha256=row.pop("sha256"),
        encoding=row.pop("encoding"),
        text=tables["texts"][0]["text"],
        given=json.loads(row.pop("given")),
        came=row.pop("came", None) or 0,
        source_format=row["source_format"],
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
