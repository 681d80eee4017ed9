"""Gold annotations: reading and checking them, from JSON Lines or pages marked up inline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from polcorp.errors import DataFileError
from polcorp.evaluation.inline import gold_of_page
from polcorp.reading.json_lines import json_lines, read_utf8
from polcorp.reading.standard_input import DASH
from polcorp.vocabulary.document_fields import IN_GOLD

Layer = Literal["HEADING", "LEAD_IN", "BOILERPLATE", "DEMAND", "ACTOR"]
_LAYERS = frozenset({"HEADING", "LEAD_IN", "BOILERPLATE", "DEMAND", "ACTOR"})


@dataclass(slots=True, frozen=True)
class Annotation:
    """One annotated span; ``kind`` is the form of a demand or the type of an actor."""

    layer: str
    start: int
    end: int
    kind: str = ""
    canonical: str = ""
    holder: str = ""
    polarity: str = ""
    themes: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()
    line: int | None = None
    own: bool = True  # a demand of the document's own party


@dataclass(slots=True)
class GoldDocument:
    """The annotations of one document; ``text`` only where the page or the set holds it."""

    name: str
    fields: dict[str, str | None] = field(default_factory=dict)
    spans: list[Annotation] = field(default_factory=list)
    text: str | None = None
    #: Whether demands of other parties than the document's own are annotated too.
    others: bool = False
    #: Where the text was published.
    address: str = ""
    #: The layers that are annotated, where that is not all of them: those of a user's corrections.
    layers: frozenset[str] | None = None

    def has(self, layer: str) -> bool:
        """Return whether a layer is annotated."""
        return self.layers is None or layer in self.layers


def read_gold(path: Path) -> list[GoldDocument]:
    """Read gold annotations from a ``.jsonl`` file, or from a folder of them or of ``.xml`` pages.

    A folder ``texts`` beside a ``.jsonl`` file holds the texts that it annotates.

    Raises:
        DataFileError: nothing is there, or a line is no annotation or does not fit its text; names
            file and line.
    """
    if path.is_dir():
        pages = sorted(path.glob("*.xml"))
        if pages:
            return [read_page(page) for page in pages]
        files = sorted(path.glob("*.jsonl"))
        if not files:
            raise DataFileError(path, None, "the folder holds no .jsonl or .xml annotations")
        return [document for file in files for document in _read_jsonl(file)]
    if str(path) != DASH and not path.exists():
        raise DataFileError(path, None, "there is no such file or folder")
    return [read_page(path)] if path.suffix == ".xml" else _read_jsonl(path)


def read_page(path: Path) -> GoldDocument:
    """Read one page with its annotations inline: an XML file whose text is the raw text.

    Raises:
        DataFileError: the file is not well-formed or has an unknown element.
    """
    text, rows = gold_of_page(path)
    document = GoldDocument(rows[0]["doc"], text=text)
    for row in rows:
        try:
            _add(document, row, None)
        except (KeyError, ValueError) as error:
            raise DataFileError(path, None, str(error)) from error
    return _owned(document, rows[0])


def _read_jsonl(path: Path) -> list[GoldDocument]:
    documents: dict[str, GoldDocument] = {}
    heads: dict[str, dict[str, Any]] = {}
    for line in json_lines(path):
        row = line.value
        try:
            name = row["doc"]
            if name not in documents:
                documents[name] = GoldDocument(name, text=_text_beside(path, name))
            if row["layer"] == "DOCUMENT":
                heads[name] = row
            _add(documents[name], row, line.line)
        except KeyError as error:
            raise line.wrong(f"the field {error} is missing") from error
        except (TypeError, ValueError, OverflowError) as error:
            raise line.wrong(str(error)) from error
    return [_owned(document, heads.get(name, {})) for name, document in documents.items()]


def _text_beside(path: Path, name: str) -> str | None:
    """Return the text that a document of the file *path* is about, where the set holds it."""
    text = path.parent / "texts" / str(name)
    if str(path) == DASH or not text.is_file():
        return None
    return read_utf8(text, "utf-8")


def _add(document: GoldDocument, row: Mapping[str, Any], line: int | None) -> None:
    """Add one line of gold to the document that it is about."""
    if row["layer"] == "DOCUMENT":
        document.fields = _fields(row)
        document.address = str(row.get("address") or "")
        if "corrected" in row:
            document.layers = frozenset(row["corrected"])
        return
    span = _annotation(row, line)
    if document.text is not None and "text" in row:
        words = document.text[span.start : span.end]
        if words != row["text"]:
            raise ValueError(f"at {span.start} the text has «{words}», not «{row['text']}»")
    document.spans.append(span)


def _owned(document: GoldDocument, head: Mapping[str, Any]) -> GoldDocument:
    """Tell the speakers' own demands from others', where the line of the document names who speaks."""
    if "parties" not in head:
        return document
    document.others = True
    if document.fields.get("speaker") == "unknown":
        return document
    parties = frozenset(str(head["parties"] or "").split(";"))
    document.spans = [
        replace(span, own=span.layer != "DEMAND" or not parties.isdisjoint(span.holder.split(";")))
        for span in document.spans
    ]
    return document


def _fields(said: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the fields of a document; the speaker only where it is said or a party's page."""
    fields = {name: said.get(name) or None for name in IN_GOLD if name != "speaker"}
    speaker = said.get("speaker") or ("party" if fields["party"] else None)
    return fields | {"speaker": speaker} if speaker else fields


def _annotation(row: Mapping[str, Any], line: int | None) -> Annotation:
    layer = row["layer"]
    if layer not in _LAYERS:
        raise ValueError(f"unknown layer «{layer}»")
    start, end = int(row["start"]), int(row["end"])
    if not 0 <= start < end:
        raise ValueError(f"the span {start}–{end} is empty or negative")
    return Annotation(
        layer,
        start,
        end,
        kind=str(row.get("form") or row.get("type") or row.get("level") or ""),
        canonical=str(row.get("canonical") or ""),
        holder=str(row.get("holder") or ""),
        polarity=str(row.get("polarity") or ""),
        themes=tuple(row.get("themes") or ()),
        optional=frozenset(row.get("themes_optional") or ()),
        line=line,
    )
