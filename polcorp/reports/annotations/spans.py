"""What is annotated, in one shape for all formats: a label, a place, attributes.

The label says layer and kind in one word that every tool can hold: ``DEMAND_BULLET``,
``PROGRAMME``, ``HEADING``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from polcorp.analysis.views import DocumentView
from polcorp.errors import PolcorpError
from polcorp.swedish.list_signs import number_before
from polcorp.vocabulary.actor_types import ACTOR_TYPES
from polcorp.vocabulary.document_fields import IN_GOLD
from polcorp.vocabulary.values import DEMAND_FORMS

LAYERS = ("HEADING", "LEAD_IN", "BOILERPLATE")
LABELS = (*(f"DEMAND_{form.upper()}" for form in DEMAND_FORMS), *ACTOR_TYPES, *LAYERS)

#: What a span may say besides its label.
ATTRIBUTES = ("canonical", "wikidata", "holder", "polarity", "themes", "level")


@dataclass(frozen=True, order=True)
class Span:
    """A labelled part of a text with its attributes (several themes are joined by «;»).

    An attribute that is empty says that there is none; one that is missing says nothing. *line* is
    where a file has the span, if it has it on a line of its own, and *text* what it says is there.
    """

    start: int
    end: int
    label: str
    attributes: Mapping[str, str] = field(default_factory=dict, compare=False)
    line: int | None = field(default=None, compare=False)
    text: str | None = field(default=None, compare=False)

    @property
    def layer(self) -> str:
        """Return the layer as the guidelines name it."""
        if self.label.startswith("DEMAND_"):
            return "DEMAND"
        return self.label if self.label in LAYERS else "ACTOR"

    @property
    def place(self) -> tuple[int, int]:
        """Return start and end."""
        return self.start, self.end

    @property
    def said(self) -> dict[str, str]:
        """Return the attributes that are not empty."""
        return {name: value for name, value in self.attributes.items() if value}


@dataclass(frozen=True)
class Annotated:
    """A document's name, text and spans, as a tool gives them back.

    *source* is the file and *line* its line; *layers* those that the file is about, where that is
    not all of them.
    """

    name: str
    text: str
    spans: tuple[Span, ...]
    source: str = ""
    line: int | None = None
    layers: frozenset[str] | None = None


def key_of(view: DocumentView) -> str:
    """Return the name of a document in annotations: its file's while that is the doc_id's too.

    A document whose file had another name, or whose name an earlier one has, goes by its doc_id.
    """
    return view.name if PurePosixPath(view.name).stem == view.doc_id else view.doc_id


def check_label(label: str) -> str:
    """Return *label* if it is known.

    Raises:
        PolcorpError: it is none of ``LABELS``.
    """
    if label not in LABELS:
        raise PolcorpError(f"unknown label «{label}»; known: {', '.join(LABELS)}")
    return label


def checked_span(
    start: int,
    end: int,
    label: str,
    attributes: Mapping[str, str] | None = None,
    line: int | None = None,
) -> Span:
    """Return a span that a tool gives back.

    Raises:
        PolcorpError: the label is not known, or the span is empty or negative.
    """
    if not 0 <= start < end:
        raise PolcorpError(f"the span {start}–{end} is empty or negative")
    return Span(start, end, check_label(label), attributes or {}, line)


def spans_of(view: DocumentView) -> list[Span]:
    """Return everything annotated in a document, in the order of the text.

    By the guidelines a heading is its line, the number included, and what an association or an authority
    wants is no demand.
    """
    spans = [
        Span(
            number_before(view.text, row["heading_start"]),
            row["heading_end"],
            "HEADING",
            {"level": str(row["level"])},
        )
        for row in view.headings
        if row["kind"] != "boilerplate"
    ]
    spans += [Span(row["start"], row["end"], "LEAD_IN") for row in view.lead_ins]
    spans += [Span(row["start"], row["end"], "BOILERPLATE") for row in view.boilerplate]
    for row in view.demands:
        if not row["party"] and not row["own"]:
            continue
        attributes = {
            "holder": row["party"],
            "polarity": row["polarity"],
            "themes": row["themes"],
        }
        spans.append(
            Span(row["start"], row["end"], f"DEMAND_{row['form'].upper()}", _said(attributes))
        )
    for row in view.mentions:
        attributes = {"canonical": row["canonical"], "wikidata": row["wikidata"]}
        spans.append(Span(row["start"], row["end"], row["type"], _said(attributes)))
    return sorted(spans)


def _said(attributes: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in attributes.items() if value}


def gold_rows(view: DocumentView, spans: Iterable[Span]) -> list[dict[str, Any]]:
    """Return *spans* of a document in the form of the gold, the line of the document first."""
    head: dict[str, Any] = {"doc": key_of(view), "layer": "DOCUMENT"}
    head |= {field: view.fields[field] for field in IN_GOLD}
    ordered = sorted(spans)
    return [head, *(gold_row(view, span, ordered) for span in ordered)]


def gold_row(view: DocumentView, span: Span, others: Iterable[Span]) -> dict[str, Any]:
    """Return one line of the gold; *others* are all spans of the document."""
    get, text = span.attributes.get, view.text
    row: dict[str, Any] = {"doc": key_of(view), "layer": span.layer}
    row |= {"start": span.start, "end": span.end, "text": text[span.start : span.end]}
    if span.layer == "HEADING":
        row["level"] = int(get("level") or 2)
    elif span.layer == "ACTOR":
        row |= {"canonical": get("canonical") or row["text"], "type": span.label}
        if get("wikidata"):
            row["wikidata"] = get("wikidata")
    elif span.layer == "DEMAND":
        inside = [
            other.attributes.get("canonical") or text[other.start : other.end]
            for other in others
            if other.layer == "ACTOR" and span.start <= other.start and other.end <= span.end
        ]
        row |= {
            "form": span.label.removeprefix("DEMAND_").lower(),
            "holder": get("holder") or None,
            "polarity": get("polarity") or "pos",
            "actors": list(dict.fromkeys(inside)),
            "themes": themes_in(span),
            "themes_optional": [],
        }
    return row


def themes_in(span: Span) -> list[str]:
    """Return the codes of a span, the main one first."""
    return [code for code in span.attributes.get("themes", "").split(";") if code]


def span_of_gold(row: Mapping[str, Any], line: int | None = None) -> Span:
    """Return the span of one line of gold; what the line leaves out it does not say.

    Raises:
        PolcorpError: the layer, form or type is not known, or the span is empty or negative.
    """
    layer = str(row["layer"])
    if layer == "DEMAND":
        layer = f"DEMAND_{row['form'].upper()}"
    elif layer == "ACTOR":
        layer = row["type"]
    attributes = {name: str(row[name] or "") for name in ATTRIBUTES if name in row}
    if isinstance(row.get("themes"), list):
        attributes["themes"] = ";".join(row["themes"])
    span = checked_span(row["start"], row["end"], layer, attributes, line)
    return replace(span, text=row.get("text"))
