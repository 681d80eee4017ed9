"""What a corpus holds in the shape of the gold: fields and spans by document."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polcorp.evaluation.gold import Annotation
from polcorp.vocabulary.document_fields import IN_GOLD

if TYPE_CHECKING:
    from polcorp.corpus import Corpus


@dataclass(slots=True)
class Predicted:
    """What the program found in one document, in the shape of the gold."""

    doc_id: str
    text: str
    fields: dict[str, str | None]
    spans: list[Annotation]


def predictions(corpus: Corpus) -> dict[str, Predicted]:
    """Return what *corpus* holds in the shape of the gold, by file name."""
    documents = corpus.documents(with_copies=True)
    found = {
        row["doc_id"]: Predicted(
            row["doc_id"],
            corpus.text(row["doc_id"]),
            {name: _none(row[name]) for name in IN_GOLD},
            [],
        )
        for row in documents.to_dict("records")
    }
    for row in corpus.sections(with_copies=True).to_dict("records"):
        spans = found[row["doc_id"]].spans
        if row["kind"] == "boilerplate":
            spans.append(Annotation("BOILERPLATE", int(row["start"]), int(row["end"])))
        elif _none(row["heading_start"]) is not None:
            start, end = int(row["heading_start"]), int(row["heading_end"])
            spans.append(Annotation("HEADING", start, end, kind=str(row["level"])))
    for row in corpus.lead_ins(with_copies=True).to_dict("records"):
        if not row["demands"]:  # what introduces another list is no lead-in of the guidelines
            continue
        found[row["doc_id"]].spans.append(Annotation("LEAD_IN", int(row["start"]), int(row["end"])))
    for row in corpus.demands(any_holder=True, with_copies=True).to_dict("records"):
        if _none(row["party"]) is None and not row["own"]:  # a wish of no party
            continue
        found[row["doc_id"]].spans.append(
            Annotation(
                "DEMAND",
                int(row["start"]),
                int(row["end"]),
                kind=row["form"],
                holder=_none(row["party"]) or "",
                polarity=row["polarity"],
                themes=tuple(_listed(row["themes"])),
                own=bool(row["own"]),
            )
        )
    for row in corpus.actors(long=True, boilerplate=True, with_copies=True).to_dict("records"):
        found[row["doc_id"]].spans.append(
            Annotation(
                "ACTOR",
                int(row["start"]),
                int(row["end"]),
                kind=row["type"],
                canonical=row["canonical"],
            )
        )
    names = dict(zip(documents["doc_id"], documents["path"], strict=True))
    return {Path(names[doc_id]).name: value for doc_id, value in found.items()}


def _none(value: Any) -> Any:
    """Return None for a missing cell of a data frame, else the value."""
    return None if value is None or (isinstance(value, float) and isnan(value)) else value


def _listed(value: Any) -> list[str]:
    if value is None or isinstance(value, float):
        return []
    return value.split(";") if isinstance(value, str) else list(value)
