"""Reading back JSON of annotation tools: gold, Prodigy, Doccano and Label Studio.

What a tool does not keep (canonical names, themes) is put in again from the corpus where the place
is unchanged.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated as With
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict, ValidationError

from polcorp.errors import PolcorpError
from polcorp.lexicons.files import explain
from polcorp.reading.json_lines import JsonObject, json_objects
from polcorp.reports.annotations.spans import Annotated, Span, checked_span, span_of_gold
from polcorp.reports.annotations.units import utf16_offsets


class _Strict(BaseModel):
    """Values of the right type; keys that we do not read are left alone."""

    model_config = ConfigDict(strict=True, extra="ignore")


class _Gold(_Strict):
    doc: str
    layer: str
    corrected: list[str] | None = None


class _GoldSpan(_Gold):
    start: int
    end: int
    text: str | None = None
    type: str | None = None
    form: str | None = None
    canonical: str | None = None
    wikidata: str | None = None
    holder: str | None = None
    polarity: str | None = None
    themes: list[str] | None = None


class _GoldActor(_GoldSpan):
    type: str


class _GoldDemand(_GoldSpan):
    form: str


class _ProdigySpan(_Strict):
    model_config = ConfigDict(strict=True, extra="allow")

    start: int
    end: int
    label: str


class _Named(_Strict):
    doc: str


class _Prodigy(_Strict):
    text: str
    spans: list[_ProdigySpan]
    meta: _Named
    answer: str = "accept"


class _Entity(_Strict):
    label: str
    start_offset: int
    end_offset: int


#: Start, end, label, in a list; a tuple is not asked of JSON.
_Label = With[tuple[int, int, str], Strict(strict=False)]


class _Doccano(_Strict):
    text: str
    doc: str
    label: list[_Label] = Field(default=[])
    labels: list[_Label] = Field(default=[])
    entities: list[_Entity] = Field(default=[])


class _Value(_Strict):
    start: int
    end: int
    labels: list[str] = Field(min_length=1)


class _Labels(_Strict):
    type: Literal["labels"]
    value: _Value


class _Result(_Strict):
    result: list[dict[str, Any]]
    was_cancelled: bool = False


class _Task(_Strict):
    text: str
    doc: str


class _LabelStudio(_Strict):
    data: _Task
    annotations: list[_Result] = Field(default=[])
    predictions: list[_Result] = Field(default=[])


def read_json(path: Path) -> Iterator[Annotated]:
    """Yield the documents of a JSON or JSON Lines file of any of these tools.

    Gold has no texts: its documents come with an empty one.

    Raises:
        DataFileError: the file is no JSON, or an object is of no known form; says where.
    """
    gold: dict[str, Annotated] = {}
    for item in json_objects(path):
        try:
            if "layer" in item.value:
                _add_gold(gold, item)
            else:
                yield from _document(item)
        except ValidationError as error:
            raise item.wrong(f"not in the form of {_tool(item.value)}: {explain(error)}") from error
        except PolcorpError as error:
            raise item.wrong(str(error)) from error
    for document in gold.values():
        yield replace(document, spans=tuple(sorted(document.spans)))


def _tool(row: dict[str, Any]) -> str:
    if "layer" in row:
        return "gold"
    if "data" in row:
        return "Label Studio"
    if "spans" in row:
        return "Prodigy"
    return "Doccano" if {"label", "labels", "entities"} & row.keys() else ""


def _document(item: JsonObject) -> Iterator[Annotated]:
    read = _READERS.get(_tool(item.value))
    if read is None:
        raise PolcorpError("not in the form of gold, Prodigy, Doccano or Label Studio")
    found = read(item)
    if found is not None:
        yield found


def _add_gold(documents: dict[str, Annotated], item: JsonObject) -> None:
    """Add a line of gold to the document that it is about."""
    models: dict[str, type[_Gold]] = {"DOCUMENT": _Gold, "ACTOR": _GoldActor, "DEMAND": _GoldDemand}
    layer = item.value["layer"]
    model = models.get(layer, _GoldSpan) if isinstance(layer, str) else _Gold
    row = model.model_validate(item.value)
    known = documents.get(row.doc) or Annotated(row.doc, "", (), item.path.as_posix())
    if row.layer != "DOCUMENT":
        known = replace(known, spans=(*known.spans, span_of_gold(item.value, item.line)))
    elif row.corrected is not None:
        known = replace(known, layers=frozenset(row.corrected))
    documents[row.doc] = known


def _prodigy(item: JsonObject) -> Annotated | None:
    """Return what was accepted; attributes are what else a span has of text."""
    task = _Prodigy.model_validate(item.value)
    if task.answer != "accept":
        return None
    spans = []
    for span in task.spans:
        more = (span.model_extra or {}).items()
        attributes = {name: value for name, value in more if isinstance(value, str)}
        spans.append(checked_span(span.start, span.end, span.label, attributes, item.line))
    return _annotated(task.meta.doc, task.text, spans, item)


def _doccano(item: JsonObject) -> Annotated:
    """Return a line, whose offsets are UTF-16 units."""
    line = _Doccano.model_validate(item.value)
    units = utf16_offsets(line.text)

    def place(unit: int) -> int:
        found = bisect_left(units, unit)
        if unit >= 0 and (found == len(units) or units[found] != unit):
            raise PolcorpError(f"no character of the text begins at {unit} (in UTF-16 units)")
        return found if unit >= 0 else unit

    labels = [*line.label, *line.labels]
    labels += [(found.start_offset, found.end_offset, found.label) for found in line.entities]
    spans = [checked_span(place(a), place(b), label, {}, item.line) for a, b, label in labels]
    return _annotated(line.doc, line.text, spans, item)


def _label_studio(item: JsonObject) -> Annotated:
    """Return what a person annotated, or else the predictions."""
    task = _LabelStudio.model_validate(item.value)
    done = [found for found in task.annotations if not found.was_cancelled]
    results = done or task.predictions
    if not results:
        raise PolcorpError("neither annotations nor predictions")
    ours = (found for found in results[-1].result if found.get("type") == "labels")
    values = [_Labels.model_validate(found).value for found in ours]
    spans = [checked_span(v.start, v.end, v.labels[0], {}, item.line) for v in values]
    return _annotated(task.data.doc, task.data.text, spans, item)


def _annotated(name: str, text: str, spans: list[Span], item: JsonObject) -> Annotated:
    return Annotated(name, text, tuple(sorted(spans)), item.path.as_posix(), item.line)


_READERS = {"Prodigy": _prodigy, "Doccano": _doccano, "Label Studio": _label_studio}
