"""Correcting one row at a time, with who did it and when, and taking that back.

A correction goes the way of an import: the document as it is, with one span changed, is compared
with the corpus. What was changed is kept in the document's line of ``corrections.jsonl``, under
``changes``, so that it can be listed and undone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from polcorp.analysis.views import DocumentView, document_views
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.ingest.corrections import LAYERS, Row, read_corrections, write_corrections
from polcorp.reports.annotations.corrections import import_annotations
from polcorp.reports.annotations.spans import Annotated, Span, key_of, span_of_gold, spans_of

if TYPE_CHECKING:
    from polcorp.corpus import Corpus

#: What can be changed of a row, by its layer; «label» is the form of a demand, the type of an actor.
CHANGEABLE = {
    "DEMAND": ("themes", "holder", "polarity", "label"),
    "ACTOR": ("canonical", "label"),
}


@dataclass(frozen=True)
class Change:
    """One change of one row: its place, what it *was* and what it is *now*, by whom and when.

    The states are attributes of a :class:`Span` and its ``label``; one that is None is no row.
    """

    doc: str
    layer: str
    start: int
    end: int
    text: str
    was: Mapping[str, str] | None
    now: Mapping[str, str] | None
    by: str
    at: str

    @classmethod
    def read(cls, doc: str, row: Mapping[str, Any]) -> Change:
        """Return a change as ``corrections.jsonl`` has it."""
        return cls(doc=doc, **row)

    def in_words(self) -> dict[str, str]:
        """Return in words what differs between what the row *was* and what it is *now*."""
        was, now = self.was or {}, self.now or {}
        names = [name for name in sorted({*was, *now}) if was.get(name) != now.get(name)]
        return {"was": _in_words(was, names), "now": _in_words(now, names)}

    def row(self) -> Row:
        """Return the change as ``corrections.jsonl`` has it, without its document."""
        return {name: value for name, value in vars(self).items() if name != "doc"}


def correct(
    corpus: Corpus,
    path: Path,
    doc: str,
    start: int,
    new: Mapping[str, str] | None,
    layer: str | None = None,
    *,
    by: str,
    at: str,
) -> Change:
    """Give the row of *doc* that begins at *start* the values *new*, or take it out if that is None.

    Raises:
        PolcorpError: there is no such row, or several, or a value is not known; nothing is written.
    """
    pending = _Pending(corpus, path, doc)
    layer = layer or _layer_of(new or {})
    change = pending.change(start, layer, new, by=by, at=at, always=True)
    _write(corpus, path, [pending])
    return cast("Change", change)


@dataclass(frozen=True)
class Right:
    """What is right of a row: its place, its layer, and its values, or None where it is none.

    *text* is what must be there, but for blanks and signs, and *source* where this is said.
    """

    doc: str
    start: int
    layer: str
    new: Mapping[str, str] | None
    text: str = ""
    source: str = ""


def correct_all(
    corpus: Corpus, path: Path, rows: Iterable[Right], *, by: str, at: str
) -> list[Change]:
    """Correct all *rows* that are not as they should be, and return what changed.

    Raises:
        PolcorpError: there is no such row, or a value is not known; nothing is written.
    """
    pending: dict[str, _Pending] = {}
    changes: list[Change] = []
    for row in rows:
        try:
            if row.doc not in pending:
                pending[row.doc] = _Pending(corpus, path, row.doc)
            document = pending[row.doc]
            if row.new is None and not document.has(row.start, row.layer):
                continue  # it was taken out before
            document.check(row)
            change = document.change(row.start, row.layer, row.new, by=by, at=at)
        except PolcorpError as error:
            raise PolcorpError(f"{row.source}: {error}" if row.source else str(error)) from error
        if change is not None:
            changes.append(change)
    changed = {change.doc for change in changes}
    _write(corpus, path, [document for document in pending.values() if document.key in changed])
    return changes


def undo(corpus: Corpus, path: Path, doc: str, start: int) -> Change:
    """Take back the last change of the row of *doc* that begins at *start*.

    Raises:
        PolcorpError: no such row was changed.
    """
    pending = _Pending(corpus, path, doc)
    places = [row["start"] for row in pending.changes]
    if start not in places:
        raise UnknownValueError("change", f"{doc}:{start}", [f"{doc}:{place}" for place in places])
    last = len(places) - 1 - places[::-1].index(start)
    change = Change.read(pending.key, pending.changes[last])
    old = next(
        (s for s in pending.spans if s.place == (start, change.end) and s.layer == change.layer),
        Span(change.start, change.end, ""),
    )
    pending.put(old, change.was)
    del pending.changes[last]
    _write(corpus, path, [pending])
    return change


def changes_in(path: Path) -> list[Change]:
    """Return all changes in the corrections at *path*, in the order of the documents.

    Raises:
        PolcorpError: a line of the file is damaged.
    """
    return [
        Change.read(doc, change)
        for doc, rows in sorted(read_corrections(path).items())
        for row in rows
        for change in row.get("changes", ())
    ]


def _in_words(state: Mapping[str, str], names: Sequence[str]) -> str:
    values = (state.get(name, "").removeprefix("DEMAND_") for name in names)
    return ", ".join(filter(None, values)) or "–"


def _layer_of(new: Mapping[str, str]) -> str | None:
    """Return the layer of rows that can have these values, None if it is not clear."""
    fitting = [layer for layer, names in CHANGEABLE.items() if new.keys() <= set(names)]
    return fitting[0] if len(fitting) == 1 else None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _said(state: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in state.items() if value}


def _state(span: Span) -> dict[str, str]:
    return {**span.said, "label": span.label}


class _Pending:
    """A document as it will be after the next ingest: the corpus with what the file corrects."""

    def __init__(self, corpus: Corpus, path: Path, doc: str) -> None:
        self.view = _view(corpus, doc)
        self.key = key_of(self.view)
        rows = _rows_of(self.view, read_corrections(path))
        self._head: Row = next((row for row in rows if row["layer"] == "DOCUMENT"), {})
        self.changes: list[Row] = list(self._head.get("changes", ()))
        self.imported = (bool(self._head) and not self.changes) or bool(self._head.get("imported"))
        corrected = self._head.get("corrected", ())
        self.spans = [span for span in spans_of(self.view) if span.layer not in corrected]
        self.spans += [span_of_gold(row) for row in rows if row["layer"] in corrected]

    def find(self, start: int, layer: str | None) -> Span:
        """Return the span that begins at *start*, of a *layer* if that is given.

        Raises:
            PolcorpError: there is none, or there are several.
        """
        usable = [s for s in self.spans if s.layer in LAYERS and layer in (None, s.layer)]
        found = [span for span in usable if span.start == start]
        if len(found) > 1:
            raise PolcorpError(
                f"several rows begin at {start}: say which with --what demand or --what actor"
            )
        if not found:
            near = sorted(usable, key=lambda span: abs(span.start - start))[:3]
            places = ", ".join(str(span.start) for span in near) or "–"
            raise PolcorpError(f"no row of «{self.key}» begins at {start}; nearest: {places}")
        return found[0]

    def has(self, start: int, layer: str) -> bool:
        """Return whether a row of the *layer* begins at *start*."""
        return any(span.start == start and span.layer == layer for span in self.spans)

    def check(self, row: Right) -> None:
        """Refuse a row whose text is not what the document has there.

        Raises:
            PolcorpError: the text is another, or no row begins there.
        """
        span = self.find(row.start, row.layer)
        if row.text and _letters(row.text) != _letters(self.view.text[span.start : span.end]):
            raise PolcorpError(
                f"the text at {row.start} of «{self.key}» is another; export the table again,"
                " with the names of persons"
            )

    def change(
        self,
        start: int,
        layer: str | None,
        new: Mapping[str, str] | None,
        *,
        by: str,
        at: str,
        always: bool = False,
    ) -> Change | None:
        """Change the row that begins at *start*, and note that; None if it is right already.

        With *always* a change that changes nothing is noted too.
        """
        old = self.find(start, layer)
        was = _state(old)
        after = None if new is None else was | dict(new)
        if not always and after is not None and _said(after) == _said(was):
            return None
        text = self.view.text[old.start : old.end]
        change = Change(self.key, old.layer, old.start, old.end, text, was, after, by, at)
        self.put(old, after)
        self.changes.append(change.row())
        return change

    def put(self, old: Span, state: Mapping[str, str] | None) -> None:
        """Give the place of *old* another *state*."""
        self.spans = [s for s in self.spans if (s.place, s.layer) != (old.place, old.layer)]
        if state is not None:
            attributes = {name: value for name, value in state.items() if name != "label"}
            self.spans.append(replace(old, label=state["label"], attributes=attributes))


def _write(corpus: Corpus, path: Path, pending: Sequence[_Pending]) -> None:
    """Write the corrections of the *pending* documents with the changes that led to them."""
    kept = [document for document in pending if document.changes or document.imported]
    if kept:
        documents = [Annotated(d.key, "", tuple(sorted(d.spans))) for d in kept]
        import_annotations(corpus, documents, path)
    written = read_corrections(path)
    for document in pending:
        if document not in kept:
            for name in _called(document.view):
                written.pop(name, None)
        for row in _rows_of(document.view, written):
            if row["layer"] == "DOCUMENT":
                imported = {"imported": True} if document.imported else {}
                row.update(changes=list(document.changes), **imported)
    if pending:
        write_corrections(path, written)


def _view(corpus: Corpus, doc: str) -> DocumentView:
    (view,) = document_views(corpus, doc=doc, with_copies=True)
    return view


def _called(view: DocumentView) -> list[str]:
    """Return the names that a document may have in the corrections."""
    return list(Counter((key_of(view), view.name, str(view.fields["path"]))))


def _rows_of(view: DocumentView, corrections: Mapping[str, Iterable[Row]]) -> list[Row]:
    return [row for name in _called(view) for row in corrections.get(name, ())]
