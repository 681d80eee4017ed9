"""JSON for annotation tools: the gold's own lines, Prodigy, Doccano and Label Studio.

Offsets are code points, as everywhere, but for Doccano, whose page counts UTF-16 units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from polcorp.analysis.views import DocumentView
from polcorp.reports.annotations.spans import LABELS, Span, gold_rows, key_of
from polcorp.reports.annotations.units import utf16_offsets

#: What Prodigy shows as one token: a word, a sign, or white space that is no single blank.
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


def to_gold(view: DocumentView, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Return a document in the form of the gold."""
    return gold_rows(view, spans)


def to_prodigy(view: DocumentView, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Return a task for Prodigy's ``spans.manual``, with tokens that every span is made of."""
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    tokens = list(_tokens(view.text, starts, ends))
    first = {token["start"]: token["id"] for token in tokens}
    last = {token["end"]: token["id"] for token in tokens}
    items = [
        {
            "start": span.start,
            "end": span.end,
            "label": span.label,
            "token_start": first[span.start],
            "token_end": last[span.end],
            **span.attributes,
        }
        for span in spans
    ]
    return [{"text": view.text, "spans": items, "tokens": tokens, "meta": {"doc": key_of(view)}}]


def _tokens(text: str, starts: set[int], ends: set[int]) -> Iterator[dict[str, Any]]:
    """Yield tokens that make up *text*; one begins at each of *starts*, one ends at each of *ends*.

    As in spaCy, a blank after a token belongs to it (``ws``), any other white space is a token.
    """
    number = after = 0
    for match in _TOKEN.finditer(text):
        begin = max(match.start(), after)  # the token before may have taken a blank
        inside = sorted(edge for edge in starts | ends if begin < edge < match.end())
        for start, end in pairwise([begin, *inside, match.end()]):
            if start == end:
                continue
            blank = text[end : end + 1] == " " and not match.group().isspace()
            blank = blank and end not in starts and end + 1 not in ends
            after = end + blank
            yield {"text": text[start:end], "start": start, "end": end, "id": number, "ws": blank}
            number += 1


def to_doccano(view: DocumentView, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Return a line for Doccano's sequence labelling (allow overlapping spans there)."""
    units = utf16_offsets(view.text)
    labels = [[units[span.start], units[span.end], span.label] for span in spans]
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
