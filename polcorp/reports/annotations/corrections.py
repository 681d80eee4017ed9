"""Taking annotations that a person has corrected into the corrections of the corpus."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from polcorp.analysis.views import DocumentView, document_views
from polcorp.corpus.corrections import Row, read_corrections, write_corrections
from polcorp.errors import PolcorpError
from polcorp.reports.annotations.files import file_stem
from polcorp.reports.annotations.spans import Annotated, Span, gold_rows, key_of, spans_of

if TYPE_CHECKING:
    from polcorp.corpus.corpus import Corpus


def import_annotations(corpus: Corpus, documents: Iterable[Annotated], path: Path) -> list[str]:
    """Add *documents* to the corrections at *path* and return the names of those documents.

    What the file had of the same documents is replaced. Attributes that a tool dropped are those
    of the corpus where label and place are the same.

    Raises:
        PolcorpError: the corpus has no such document, or its text is another, or a span lies
            outside it; then nothing is written.
    """
    known = {
        name: view for view in document_views(corpus, with_copies=True) for name in _names(view)
    }
    corrections = read_corrections(path)
    taken = []
    for document in documents:
        view = known.get(document.name)
        if view is None:
            raise PolcorpError(f"the corpus has no document «{document.name}»; ingest it first")
        corrections[key_of(view)] = _rows(document, view)
        taken.append(key_of(view))
    write_corrections(path, corrections)
    return taken


def _names(view: DocumentView) -> set[str]:
    return {view.doc_id, key_of(view), file_stem(view)}


def _rows(document: Annotated, view: DocumentView) -> list[Row]:
    if document.text and document.text != view.text:
        raise PolcorpError(
            f"the text of «{document.name}» is not that of the corpus; annotate the exported text"
        )
    program = {(span.start, span.end, span.label): span for span in spans_of(view)}
    spans = []
    for span in document.spans:
        if span.end > len(view.text):
            raise PolcorpError(
                f"«{document.name}»: the span {span.start}–{span.end} lies outside the text"
            )
        old = program.get((span.start, span.end, span.label))
        attributes = {**(old.attributes if old else {}), **span.attributes}
        spans.append(Span(span.start, span.end, span.label, attributes))
    return gold_rows(view, spans, corrected=True)
