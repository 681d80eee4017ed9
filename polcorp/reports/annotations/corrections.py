"""Taking annotations that a person has corrected into the corrections of the corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polcorp.analysis.views import DocumentView, document_views, records
from polcorp.errors import DataFileError, PolcorpError
from polcorp.ingest.corrections import (
    LAYERS,
    Row,
    known_themes,
    read_corrections,
    stored_corrections,
    write_corrections,
)
from polcorp.lexicons.parties import resolve_party
from polcorp.pipeline.annotations import USER
from polcorp.reports.annotations.files import file_stem
from polcorp.reports.annotations.spans import (
    Annotated,
    Span,
    gold_row,
    key_of,
    spans_of,
    themes_in,
)
from polcorp.reports.annotations.xmi import for_xml
from polcorp.tables.known_values import MISSING

if TYPE_CHECKING:
    from polcorp.corpus import Corpus

#: What is compared between a span of the program's and one that comes back.
_COMPARED = {"ACTOR": ("canonical", "wikidata"), "DEMAND": ("holder", "polarity", "themes")}


#: Documents that are looked for one by one.
_FEW = 20


@dataclass
class Imported:
    """What came of an import, by the names that the documents have in the corrections.

    *corrected* are those of *documents* that differ from what the program found; *passed_over* are
    those with other headings, lead-ins or boilerplate, which cannot be corrected.
    """

    documents: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


def import_annotations(corpus: Corpus, documents: Iterable[Annotated], path: Path) -> Imported:
    """Take *documents* into the corrections at *path*, as far as they differ from the corpus.

    What the file had of the same documents is replaced. Attributes that a tool dropped are those
    of the corpus at the same place.

    Raises:
        PolcorpError: the corpus has no such document, or its text is another, or a span lies
            outside it; then nothing is written.
    """
    documents = list(documents)
    listed = _listed(corpus)
    names = Counter(view.name for view in listed)
    called = {name: view.doc_id for view in listed for name in _names(view)}
    known = _views(corpus, [called[d.name] for d in documents if d.name in called])
    stored = stored_corrections(corpus.path)
    themes = known_themes(corpus.path)
    corrections = read_corrections(path)
    result = Imported()
    for document in documents:
        view = known.get(called.get(document.name, ""))
        if view is None:
            problem = f"the corpus has no document «{document.name}»; ingest it first"
            raise _wrong(document, None, problem)
        name = view.name if names[view.name] == 1 else str(view.fields["path"])
        if name in result.documents:
            raise _wrong(document, None, f"the document «{document.name}» comes twice")
        result.documents.append(name)
        change = _Change(document, view, stored.get(view.doc_id, []), themes)
        rows = change.rows(name)
        for old in {name, key_of(view), str(view.fields["path"])}:
            corrections.pop(old, None)
        if rows:
            corrections[name] = rows
            result.corrected.append(name)
        if change.passes_over():
            result.passed_over.append(name)
    if corrections or path.exists():
        write_corrections(path, corrections)
    return result


def _listed(corpus: Corpus) -> list[DocumentView]:
    """Return all documents without text and rows: their names are enough to find one."""
    table = corpus.documents(with_copies=True)[["doc_id", "path"]]
    return [DocumentView(row["doc_id"], row, "") for row in records(table)]


def _views(corpus: Corpus, doc_ids: Sequence[str]) -> dict[str, DocumentView]:
    """Return documents by their ids; above a few, all of them at once are quicker."""
    if not doc_ids:
        return {}
    by_name = len(doc_ids) <= _FEW and MISSING not in map(str.casefold, doc_ids)
    few = list(doc_ids) if by_name else None
    return {view.doc_id: view for view in document_views(corpus, doc=few, with_copies=True)}


def _names(view: DocumentView) -> set[str]:
    return {view.doc_id, key_of(view), file_stem(view)}


def _wrong(document: Annotated, line: int | None, problem: str) -> PolcorpError:
    """Return an error that says where the annotation comes from, if that is known."""
    if not document.source:
        return PolcorpError(problem)
    return DataFileError(document.source, line or document.line, problem)


class _Change:
    """One document as it comes back, beside what the corpus has of it."""

    def __init__(
        self, document: Annotated, view: DocumentView, stored: Sequence[Row], themes: frozenset[str]
    ) -> None:
        if document.text and document.text not in (view.text, for_xml(view.text)):
            raise _wrong(
                document,
                None,
                f"the text of «{document.name}» is not that of the corpus; annotate the exported text",
            )
        self._document = document
        self._view = view
        self._themes = themes
        self._ours = spans_of(view)
        layers = document.layers
        given = [s for s in document.spans if layers is None or s.layer in layers]
        # what the file is not about is as it was
        given += [s for s in self._ours if layers is not None and s.layer not in layers]
        self._given = sorted(given)
        self._stored = {
            layer: {(row["start"], row["end"]): row for row in stored if row["layer"] == layer}
            for row in stored
            for layer in row.get("corrected", ())
        }
        self._by_user = {
            layer: {(row["start"], row["end"]) for row in rows if row["rule"] == USER}
            for layer, rows in (("ACTOR", view.mentions), ("DEMAND", view.demands))
        }
        self._spans = {layer: list(self._merged(layer)) for layer in LAYERS}

    def rows(self, name: str) -> list[Row]:
        """Return the rows for the corrections, under a *name*; none if nothing is corrected."""
        of_layers = {layer: self._rows(layer) for layer in LAYERS}
        corrected = [layer for layer, rows in of_layers.items() if rows is not None]
        if not corrected:
            return []
        head = {"doc": name, "layer": "DOCUMENT", "sha256": self._view.fields["sha256"]}
        rows = [row for rows in of_layers.values() for row in rows or ()]
        rows.sort(key=lambda row: (row["start"], row["end"], row["layer"]))
        return [{**head, "corrected": corrected}, *({**row, "doc": name} for row in rows)]

    def passes_over(self) -> bool:
        """Return whether a layer differs that cannot be corrected."""

        def fixed(spans: Iterable[Span]) -> set[tuple[int, int, str]]:
            return {(s.start, s.end, s.label) for s in spans if s.layer not in LAYERS}

        return fixed(self._given) != fixed(self._ours)

    def _rows(self, layer: str) -> list[Row] | None:
        """Return the rows of a layer that the user vouches for; None where it is the program's."""
        ours = {span.place: span for span in self._ours if span.layer == layer}
        unchanged = {
            span.place
            for span in self._spans[layer]
            if span.place in ours and _same(span, ours[span.place])
        }
        stored = self._stored.get(layer)
        if len(unchanged) == len(ours) == len(self._spans[layer]):
            return None if stored is None else list(stored.values())
        rows = []
        for span in self._spans[layer]:
            if span.place in unchanged and span.place in (stored or {}):
                rows.append((stored or {})[span.place])
            else:
                kept = span.place in unchanged and span.place not in self._by_user[layer]
                rows.append(self._row(span, kept=kept))
        return rows

    def _row(self, span: Span, *, kept: bool) -> Row:
        others = self._spans["ACTOR"]
        row = gold_row(self._view, span, others)
        if kept:
            return {**row, "kept": True}
        if span.layer == "DEMAND":  # what nobody has said is for the program to say
            unsaid = {"holder", "themes", "polarity"} - span.attributes.keys()
            row = {name: value for name, value in row.items() if name not in unsaid}
        elif "wikidata" in span.attributes:
            row["wikidata"] = span.attributes["wikidata"] or None
        return row

    def _merged(self, layer: str) -> Iterator[Span]:
        """Yield the spans of a layer, with the attributes that the corpus has at their places."""
        ours = {span.place: span for span in self._ours if span.layer == layer}
        places = set()
        for span in self._given:
            if span.layer != layer:
                continue
            self._check(span)
            if span.place in places:
                raise self._wrong(span, f"two annotations {layer} at {span.start}–{span.end}")
            places.add(span.place)
            said = {name: v for name, v in span.attributes.items() if name in _COMPARED[layer]}
            old = ours.get(span.place)
            yield replace(span, attributes=self._checked(span, _put_in(said, old)))

    def _check(self, span: Span) -> None:
        text = self._view.text
        if span.end > len(text):
            raise self._wrong(span, f"the span {span.start}–{span.end} lies outside the text")
        if not text[span.start : span.end].strip():
            raise self._wrong(span, f"the span {span.start}–{span.end} holds no text")
        if span.text not in (None, text[span.start : span.end]):
            problem = f"the text at {span.start}–{span.end} is not that of the corpus"
            raise self._wrong(span, f"{problem}; annotate the exported text")

    def _checked(self, span: Span, attributes: dict[str, str]) -> dict[str, str]:
        """Return the attributes of a span.

        Raises:
            PolcorpError: a polarity or theme is not known.
        """
        if attributes.get("polarity", "pos") not in ("pos", "neg", ""):
            raise self._wrong(span, f"polarity «{attributes['polarity']}» is neither pos nor neg")
        unknown = set(themes_in(replace(span, attributes=attributes))) - self._themes
        if unknown:
            raise self._wrong(span, f"unknown theme «{min(unknown)}»")
        return attributes

    def _wrong(self, span: Span, problem: str) -> PolcorpError:
        return _wrong(self._document, span.line, f"«{self._document.name}»: {problem}")


def _same(new: Span, old: Span) -> bool:
    return new.label == old.label and new.said == {
        name: value for name, value in old.said.items() if name in _COMPARED[new.layer]
    }


def _put_in(said: Mapping[str, str], old: Span | None) -> dict[str, str]:
    """Return what a tool *said* of a span, and what the corpus has of it where the tool is silent.

    A value that differs only in its white space, which some tools do not keep, is the corpus's.
    """
    known: Mapping[str, Any] = old.said if old is not None else {}
    result = dict(known)
    for name, value in said.items():
        if _plain(value) != _plain(known.get(name, "")):
            result[name] = value
            if name == "holder":
                result[name] = resolve_party(value) or value
    if result.get("canonical") != known.get("canonical") and result.get("wikidata") == known.get(
        "wikidata"
    ):
        result.pop("wikidata", None)  # that is the other actor's
    return result


def _plain(value: str) -> str:
    return " ".join(value.split())
