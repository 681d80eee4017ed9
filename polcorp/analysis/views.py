"""Whole documents: the text with all that was found in it, for reading and for other tools."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Unpack

from polcorp.store.connection import reading
from polcorp.tables.frames import missing_text

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus, Where

Row = dict[str, Any]


@dataclass(frozen=True)
class DocumentView:
    """A document and its rows, each as a dictionary with the columns of its table.

    Missing values are None. Rows are in the order of the text, and all of them are there: others'
    demands too, and mentions in boilerplate.
    """

    doc_id: str
    fields: Row
    text: str
    sections: list[Row] = field(default_factory=list)
    lead_ins: list[Row] = field(default_factory=list)
    demands: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    codes: list[Row] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the name of the file, without its folders."""
        return str(self.fields["path"]).rsplit("/", 1)[-1]

    @property
    def headings(self) -> list[Row]:
        """Return the sections that have a heading."""
        return [row for row in self.sections if row["heading_start"] is not None]

    @property
    def boilerplate(self) -> list[Row]:
        """Return the sections that are text of the web page."""
        return [row for row in self.sections if row["kind"] == "boilerplate"]

    def themes_of(self, demand: Mapping[str, Any]) -> list[str]:
        """Return the codes of a demand, the main one first."""
        return [code for code in str(demand["themes"] or "").split(";") if code]


def document_view(corpus: Corpus, doc: str) -> DocumentView:
    """Return one document, given by its doc_id or the unambiguous beginning of it.

    Raises:
        PolcorpError: no document, or more than one, is meant.
    """
    return next(document_views(corpus, doc=doc))


def document_views(corpus: Corpus, **where: Unpack[Where]) -> Iterator[DocumentView]:
    """Yield the documents that the filters choose, in the order of their doc_ids.

    The filters choose documents, never rows: a document comes with all that was found in it.
    """
    documents = records(corpus.documents(**where))
    chosen = {row["doc_id"] for row in documents}
    scope: Where = {
        "doc": where.get("doc"),
        "with_copies": True,
    }  # all rows at once are quicker than one by one
    tables: dict[str, dict[str, list[Row]]] = {
        "sections": _by_document(corpus.sections(**scope), chosen),
        "lead_ins": _by_document(corpus.lead_ins(**scope), chosen),
        "demands": _by_document(corpus.demands(any_holder=True, **scope), chosen),
        "mentions": _by_document(corpus.actors(long=True, boilerplate=True, **scope), chosen),
        "codes": _by_document(corpus.themes(long=True, any_holder=True, **scope), chosen),
    }
    query = "SELECT t.text FROM text t JOIN document d ON d.id = t.document WHERE d.doc_id = ?"
    with reading(corpus.path) as connection:
        for row in documents:
            doc_id = row["doc_id"]
            (text,) = connection.execute(query, (doc_id,)).fetchone()
            if text is None:
                raise missing_text(doc_id)
            yield DocumentView(
                doc_id, row, str(text), **{name: table[doc_id] for name, table in tables.items()}
            )


def records(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of *frame* with plain Python values, None for what is missing."""
    columns = [
        [
            None if absent else getattr(value, "item", lambda value=value: value)()
            for value, absent in zip(frame[name], frame[name].isna(), strict=True)
        ]
        for name in frame.columns
    ]
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _by_document(frame: pd.DataFrame, chosen: set[str]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in records(frame):
        if row["doc_id"] in chosen:
            rows[row["doc_id"]].append(row)
    return rows
