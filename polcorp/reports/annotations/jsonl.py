"""JSON for annotation tools: the gold's own lines, Prodigy, Doccano and Label Studio.

All offsets are code points. What a tool does not keep (canonical names, themes) is put in again
from the corpus where label and place are unchanged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from polcorp.analysis.views import DocumentView
from polcorp.errors import DataFileError, PolcorpError
from polcorp.reports.annotations.spans import (
    LABELS,
    Annotated,
    Span,
    check_label,
    gold_rows,
    key_of,
    span_of_gold,
)


def to_gold(view: DocumentView, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Return a document in the form of the gold."""
    return gold_rows(view, spans)


def to_prodigy(view: DocumentView, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Return a task for Prodigy's ``spans.manual``."""
    items = [{"start": s.start, "end": s.end, "label": s.label, **s.attributes} for s in spans]
    return [{"text": view.text, "spans": items, "meta": {"doc": key_of(view)}}]


def to_doccano(view: DocumentView, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Return a line for Doccano's sequence labelling (allow overlapping spans there)."""
    labels = [[span.start, span.end, span.label] for span in spans]
    return [{"text": view.text, "label": labels, "doc": key_of(view)}]


def to_label_studio(view: DocumentView, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Return a task for Label Studio, with what was found as a prediction to correct."""
    result = [
        {
            "id": f"s{number}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": span.start,
                "end": span.end,
                "text": view.text[span.start : span.end],
                "labels": [span.label],
            },
        }
        for number, span in enumerate(spans, start=1)
    ]
    data = {"text": view.text, "doc": key_of(view)}
    return [{"data": data, "predictions": [{"model_version": "polcorp", "result": result}]}]


#: The labelling interface that goes with :func:`to_label_studio`.
LABEL_STUDIO_INTERFACE = (
    '<View>\n  <Labels name="label" toName="text">\n'
    + "".join(f'    <Label value="{label}"/>\n' for label in LABELS)
    + '  </Labels>\n  <Text name="text" value="$text" granularity="character"/>\n</View>\n'
)


def read_json(path: Path) -> Iterator[Annotated]:
    """Yield the documents of a JSON or JSON Lines file of any of these tools.

    Gold has no texts: its documents come with an empty one.

    Raises:
        DataFileError: the file is no JSON, or a line is of no known form; names the line.
    """
    gold: dict[str, list[Span]] = {}
    for number, row in _objects(path):
        try:
            if "layer" in row:
                spans = gold.setdefault(str(row["doc"]), [])
                if row["layer"] != "DOCUMENT":
                    spans.append(span_of_gold(row))
            else:
                yield _document(row)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            problem = f"not in the form of gold, Prodigy, Doccano or Label Studio ({error!r})"
            raise DataFileError(path.as_posix(), number, problem) from error
        except PolcorpError as error:
            raise DataFileError(path.as_posix(), number, str(error)) from error
    for name, spans in gold.items():
        yield Annotated(name, "", tuple(sorted(spans)))


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    text = path.read_text(encoding="utf-8-sig")
    number = 1
    try:
        if text.lstrip().startswith("["):
            for number, row in enumerate(json.loads(text), start=1):
                yield number, row
            return
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield number, json.loads(line)
    except json.JSONDecodeError as error:
        raise DataFileError(path.as_posix(), number, f"no JSON ({error})") from error


def _document(row: dict[str, Any]) -> Annotated:
    if "data" in row:
        return _label_studio(row)
    if "spans" in row:
        known = {"start", "end", "label", "token_start", "token_end"}
        spans = [
            Span(
                int(item["start"]),
                int(item["end"]),
                check_label(item["label"]),
                {k: v for k, v in item.items() if k not in known and isinstance(v, str)},
            )
            for item in row["spans"]
        ]
        return Annotated(str(row["meta"]["doc"]), row["text"], tuple(sorted(spans)))
    labels = row.get("label", row.get("labels"))
    if labels is None:
        raise KeyError("spans, label or data")
    found = [Span(int(start), int(end), check_label(label)) for start, end, label in labels]
    return Annotated(str(row["doc"]), row["text"], tuple(sorted(found)))


def _label_studio(row: dict[str, Any]) -> Annotated:
    """Return what a person annotated, or else the predictions."""
    done = [item for item in row.get("annotations", ()) if not item.get("was_cancelled")]
    results = (done or row["predictions"])[-1]["result"]
    values = [item["value"] for item in results if item["type"] == "labels"]
    spans = [Span(v["start"], v["end"], check_label(v["labels"][0])) for v in values]
    return Annotated(str(row["data"]["doc"]), row["data"]["text"], tuple(sorted(spans)))
