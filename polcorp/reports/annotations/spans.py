"""What is annotated, in one shape for all formats: a label, a place, attributes.

The label says layer and kind in one word that every tool can hold: ``DEMAND_BULLET``,
``PROGRAMME``, ``HEADING``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from polcorp.analysis.views import DocumentView
from polcorp.errors import PolcorpError

FORMS = ("bullet", "numbered", "prose", "heading")
ACTOR_TYPES = tuple("PARTY PERSON GPE LOC AUTHORITY ORG COMPANY MEDIA PROGRAMME LAW".split())
LAYERS = ("HEADING", "LEAD_IN", "BOILERPLATE")
LABELS = (*(f"DEMAND_{form.upper()}" for form in FORMS), *ACTOR_TYPES, *LAYERS)

_FIELDS = ("party", "municipality", "date", "doc_type", "title", "speaker")
_KEPT = ("canonical", "wikidata", "holder", "polarity", "themes", "level")


@dataclass(frozen=True, order=True)
class Span:
    """A labelled part of a text with its attributes (several themes are joined by «;»)."""

    start: int
    end: int
    label: str
    attributes: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def layer(self) -> str:
        """Return the layer as the guidelines name it."""
        if self.label.startswith("DEMAND_"):
            return "DEMAND"
        return self.label if self.label in LAYERS else "ACTOR"


@dataclass(frozen=True)
class Annotated:
    """A document's name, text and spans, as a tool gives them back."""

    name: str
    text: str
    spans: tuple[Span, ...]


def key_of(view: DocumentView) -> str:
    """Return the name of a document in annotations: its file's, or its path where that is not one."""
    return view.doc_id if "/" in view.doc_id else view.name


def check_label(label: str) -> str:
    """Return *label* if it is known.

    Raises:
        PolcorpError: it is none of ``LABELS``.
    """
    if label not in LABELS:
        raise PolcorpError(f"unknown label «{label}»; known: {', '.join(LABELS)}")
    return label


def spans_of(view: DocumentView) -> list[Span]:
    """Return everything annotated in a document, in the order of the text."""
    spans = [
        Span(row["heading_start"], row["heading_end"], "HEADING", {"level": str(row["level"])})
        for row in view.headings
        if row["kind"] != "boilerplate"
    ]
    spans += [Span(row["start"], row["end"], "LEAD_IN") for row in view.lead_ins]
    spans += [Span(row["start"], row["end"], "BOILERPLATE") for row in view.boilerplate]
    for row in view.demands:
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


def gold_rows(
    view: DocumentView, spans: Iterable[Span], *, corrected: bool = False
) -> list[dict[str, Any]]:
    """Return *spans* of a document in the form of the gold, the line of the document first.

    With *corrected* that line says that actors and demands are the user's.
    """
    name = key_of(view)
    head: dict[str, Any] = {"doc": name, "layer": "DOCUMENT"}
    head |= {field: view.fields[field] for field in _FIELDS}
    if corrected:
        head["corrected"] = ["ACTOR", "DEMAND"]
    ordered = sorted(spans)
    return [head, *(_gold_row(name, view.text, span, ordered) for span in ordered)]


def _gold_row(name: str, text: str, span: Span, others: list[Span]) -> dict[str, Any]:
    get = span.attributes.get
    row: dict[str, Any] = {"doc": name, "layer": span.layer, "start": span.start, "end": span.end}
    row["text"] = text[span.start : span.end]
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
            "holder": get("holder"),
            "polarity": get("polarity") or "pos",
            "actors": list(dict.fromkeys(inside)),
            "themes": [code for code in (get("themes") or "").split(";") if code],
            "themes_optional": [],
        }
    return row


def span_of_gold(row: Mapping[str, Any]) -> Span:
    """Return the span of one line of gold.

    Raises:
        PolcorpError: the layer, form or type is not known.
    """
    layer = str(row["layer"])
    if layer == "DEMAND":
        layer = f"DEMAND_{str(row['form']).upper()}"
    elif layer == "ACTOR":
        layer = str(row["type"])
    attributes = {name: row.get(name) for name in _KEPT}
    if isinstance(row.get("themes"), list):
        attributes["themes"] = ";".join(row["themes"])
    return Span(int(row["start"]), int(row["end"]), check_label(layer), _said(attributes))
