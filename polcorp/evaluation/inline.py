"""Pages with their annotations inline, as XML elements: what people write, to the lines of the gold and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from polcorp.errors import DataFileError, PolcorpError
from polcorp.reading.json_lines import read_utf8

Row = dict[str, Any]

#: The layer of each element; where two have the same ends, the earlier is around the later.
_LAYERS = {
    "boilerplate": "BOILERPLATE",
    "heading": "HEADING",
    "leadin": "LEAD_IN",
    "demand": "DEMAND",
    "actor": "ACTOR",
}
_TAGS = {layer: tag for tag, layer in _LAYERS.items()}
_RANKS = {tag: rank for rank, tag in enumerate(_LAYERS)}
#: What a line of gold holds of its span beside its attributes.
_PLACE = ("doc", "layer", "start", "end", "text")


class Element(NamedTuple):
    """An element of a page, with the offsets of its ends in the page's text."""

    start: int
    end: int
    tag: str
    attributes: Mapping[str, str]


def gold_of_page(path: Path) -> tuple[str, list[Row]]:
    """Return the text of a marked-up page, and its annotations as lines of gold, the document's first.

    Raises:
        DataFileError: the file is not well-formed or has an unknown element.
    """
    try:
        root = ElementTree.fromstring(read_utf8(path))
    except ElementTree.ParseError as error:
        raise DataFileError(path, error.position[0], f"not well-formed XML ({error})") from error
    text, elements = elements_of(root)
    for element in elements:
        if element.tag not in _LAYERS:
            raise DataFileError(path, None, f"unknown element <{element.tag}>")
    name = f"{path.stem}.txt"
    head: Row = {"doc": name, "layer": "DOCUMENT"}
    head |= {key: value or None for key, value in root.attrib.items()}
    head["parties"] = head.get("parties") or head.get("party")
    return text, [head, *(_row(name, text, element, elements) for element in elements)]


def elements_of(root: ElementTree.Element) -> tuple[str, list[Element]]:
    """Return the text of a page, without the line breaks inside the root's tags, and its elements from outside in."""
    pieces: list[str] = []
    spans: list[tuple[int, int, ElementTree.Element]] = []
    _walk(root, pieces, spans, [0])
    text = "".join(pieces)
    shift = int(text.startswith("\n"))
    elements = [Element(start - shift, end - shift, e.tag, e.attrib) for start, end, e in spans]
    return text[shift:].removesuffix("\n"), elements


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
        start, place = length[0], len(spans)
        _walk(child, pieces, spans, length)
        spans.insert(place, (start, length[0], child))
        add(child.tail)


def _row(name: str, text: str, element: Element, every: Iterable[Element]) -> Row:
    start, end, said = element.start, element.end, dict(element.attributes)
    row: Row = {"doc": name, "layer": _LAYERS[element.tag], "start": start, "end": end}
    row["text"] = text[start:end]
    if element.tag == "demand":
        inside = [e for e in every if e.tag == "actor" and start <= e.start and e.end <= end]
        names = (e.attributes.get("canonical") or text[e.start : e.end] for e in inside)
        row |= {
            "form": said.pop("form", None),
            "holder": said.pop("holder", None) or None,
            "polarity": said.pop("polarity", None) or None,
            "actors": list(dict.fromkeys(names)),
            "themes": said.pop("themes", "").split(),
            "themes_optional": said.pop("optional", "").split(),
        }
    if said.get("level", "").isdecimal():
        row["level"] = int(said.pop("level"))
    return row | {key: value or None for key, value in said.items()}


def page_of_gold(rows: Iterable[Mapping[str, Any]], text: str) -> str:
    """Return *text* with the annotations of its lines of gold inline, as an XML document.

    Raises:
        PolcorpError: two annotations overlap without one inside the other, which XML cannot say.
    """
    head: dict[str, str] = {}
    elements = []
    for row in rows:
        said = {key: value for key, value in row.items() if key not in _PLACE}
        if row["layer"] == "DOCUMENT":
            head = {key: str(value or "") for key, value in said.items()}
            continue
        said.pop("actors", None)
        for of_gold, of_page in (("themes", "themes"), ("themes_optional", "optional")):
            if of_gold in said:
                said[of_page] = " ".join(said.pop(of_gold))
        attributes = {key: str(value or "") for key, value in said.items()}
        elements.append(Element(row["start"], row["end"], _TAGS[row["layer"]], attributes))
    return marked_up(text, head, elements)


def marked_up(text: str, head: Mapping[str, str], elements: Iterable[Element]) -> str:
    """Return a page of *text* with *elements* in it, and the attributes of the document.

    Raises:
        PolcorpError: two elements overlap without one inside the other.
    """
    ordered = sorted(elements, key=lambda e: (e.start, -e.end, _RANKS[e.tag]))
    return f"<document{_attributes(head)}>\n{''.join(_marked(text, ordered))}\n</document>\n"


def _marked(text: str, ordered: Iterable[Element]) -> Iterator[str]:
    opened: list[Element] = []
    position = 0
    for element in [*ordered, Element(len(text), len(text), "", {})]:
        while opened and opened[-1].end <= element.start:
            last = opened.pop()
            yield f"{_escaped(text[position : last.end])}</{last.tag}>"
            position = last.end
        if opened and opened[-1].end < element.end:
            outer, start = opened[-1].tag, opened[-1].start
            raise PolcorpError(
                f"<{outer}> at {start} and <{element.tag}> at {element.start} overlap;"
                " in a page, one must be inside the other"
            )
        yield _escaped(text[position : element.start])
        position = element.start
        if element.tag:
            yield f"<{element.tag}{_attributes(element.attributes)}>"
            opened.append(element)


def _escaped(text: str) -> str:
    return escape(text, {"\r": "&#13;"})


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items())
