"""Gold annotations: reading and checking them, from JSON Lines or marked-up pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree

from polcorp.errors import DataFileError
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
    """The annotations of one document; ``text`` only where the file carries it."""

    name: str
    fields: dict[str, str | None] = field(default_factory=dict)
    spans: list[Annotation] = field(default_factory=list)
    text: str | None = None
    #: Whether demands of other parties than the document's own are annotated too.
    others: bool = False
    #: The layers that are annotated, where that is not all of them: those of a user's corrections.
    layers: frozenset[str] | None = None

    def has(self, layer: str) -> bool:
        """Return whether a layer is annotated."""
        return self.layers is None or layer in self.layers


def read_gold(path: Path) -> list[GoldDocument]:
    """Read gold annotations from a ``.jsonl`` file, or from a folder of them or of ``.xml`` pages.

    Raises:
        DataFileError: nothing is there, or a line is no annotation; names file and line.
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


def _read_jsonl(path: Path) -> list[GoldDocument]:
    documents: dict[str, GoldDocument] = {}
    for line in json_lines(path):
        row = line.value
        try:
            name = row["doc"]
            document = documents.setdefault(name, GoldDocument(name))
            if row["layer"] == "DOCUMENT":
                document.fields = _fields(row)
                if "corrected" in row:
                    document.layers = frozenset(row["corrected"])
            else:
                document.spans.append(_annotation(row, line.line))
        except KeyError as error:
            raise line.wrong(f"the field {error} is missing") from error
        except (TypeError, ValueError, OverflowError) as error:
            raise line.wrong(str(error)) from error
    return list(documents.values())


def _fields(said: Mapping[str, Any] | ElementTree.Element) -> dict[str, str | None]:
    """Return the fields of a document; the speaker only where it is said or a party's page."""
    fields = {name: said.get(name) or None for name in IN_GOLD if name != "speaker"}
    speaker = said.get("speaker") or ("party" if fields["party"] else None)
    return fields | {"speaker": speaker} if speaker else fields


def _annotation(row: dict[str, Any], line: int | None) -> Annotation:
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


_TAGS = {
    "heading": "HEADING",
    "leadin": "LEAD_IN",
    "boilerplate": "BOILERPLATE",
    "demand": "DEMAND",
    "actor": "ACTOR",
}


def read_page(path: Path) -> GoldDocument:
    """Read one marked-up page: an XML file whose text is the raw text.

    Raises:
        DataFileError: the file is not well-formed or has an unknown element.
    """
    try:
        root = ElementTree.fromstring(read_utf8(path))
    except ElementTree.ParseError as error:
        raise DataFileError(path, error.position[0], f"not well-formed XML ({error})") from error
    pieces: list[str] = []
    spans: list[tuple[int, int, ElementTree.Element]] = []
    _walk(root, pieces, spans, [0])
    text = "".join(pieces)
    shift = 1 if text.startswith("\n") else 0
    text = text[shift:].removesuffix("\n")
    document = GoldDocument(f"{path.stem}.txt", text=text, others=True)
    parties = frozenset((root.get("parties") or root.get("party") or "").split(";"))
    document.fields = _fields(root)
    open_to_all = document.fields.get("speaker") == "unknown"
    for start, end, element in spans:
        if element.tag not in _TAGS:
            raise DataFileError(path, None, f"unknown element <{element.tag}>")
        annotation = _page_annotation(element, start - shift, end - shift, parties)
        document.spans.append(replace(annotation, own=True) if open_to_all else annotation)
    return document


def _walk(
    element: ElementTree.Element,
    pieces: list[str],
    spans: list[tuple[int, int, ElementTree.Element]],
    length: list[int],
) -> None:
    """Collect text and element spans in document order."""

    def add(text: str | None) -> None:
        pieces.append(text or "")
        length[0] += len(text or "")

    add(element.text)
    for child in element:
        start = length[0]
        _walk(child, pieces, spans, length)
        spans.append((start, length[0], child))
        add(child.tail)


def _page_annotation(
    element: ElementTree.Element, start: int, end: int, parties: frozenset[str]
) -> Annotation:
    get = element.get
    holders = (get("holder") or "").split(";")
    return Annotation(
        _TAGS[element.tag],
        start,
        end,
        kind=get("form") or get("type") or get("level") or "",
        canonical=get("canonical") or "",
        holder=get("holder") or "",
        polarity=get("polarity") or "",
        themes=tuple((get("themes") or "").split()),
        optional=frozenset((get("optional") or "").split()),
        own=element.tag != "demand" or not parties.isdisjoint(holders),
    )
