"""What the components find, as plain typed dictionaries in ``Doc._``.

Every offset is a Unicode code point into ``doc.text``, start inclusive, end exclusive, so that
``doc.text[a["start"]:a["end"]]`` is the annotated text. Plain dictionaries, because spaCy sends
documents between processes as msgpack. ``doc.spans`` holds the same annotations as token spans
(widened to whole tokens where an annotation begins or ends inside one).
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypedDict

from polcorp.vocabulary.values import DemandForm, SectionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Under this name, which no column can have, the user's corrections of a document travel with what is
#: given of it: the rows of ``corrections.jsonl`` about it, as a JSON list.
CORRECTIONS = "@corrections"

#: Stands as evidence of what the user gives.
GIVEN = "given"

#: ``source`` and ``rule`` of what the user says.
USER: Literal["user"] = "user"


class Heading(TypedDict):
    """A line that names what follows; level 1 is the document's title."""

    start: int
    end: int
    level: int
    rule: str
    confidence: float


class Section(TypedDict):
    """A heading with its text, or a block of boilerplate; sections nest and tile the document."""

    start: int
    end: int
    level: int
    kind: SectionKind
    heading_start: int | None
    heading_end: int | None
    parent: int | None  # index of the enclosing section in the list
    rule: str
    confidence: float


class LeadIn(TypedDict):
    """The words that introduce a list; ``demands`` says whether the list is one of demands."""

    start: int
    end: int
    demands: bool
    rule: str
    confidence: float


class ListItem(TypedDict):
    """One item of a list, without its sign; ``lead_in`` is an index into the lead-ins."""

    start: int
    end: int
    sign: str
    numbered: bool
    level: int
    lead_in: int | None


class Boilerplate(TypedDict):
    """Text of the web page and not of the message."""

    start: int
    end: int
    rule: str
    confidence: float


class MetaField(TypedDict):
    """One inferred field of a document with the words that spoke for it."""

    value: str | None
    evidence: str
    confidence: float


class Demand(TypedDict):
    """What a party asks for."""

    start: int
    end: int
    form: DemandForm
    party: str | None  # the holder's abbreviation, as in the lexicon of parties
    holder: str  # the holder as written («Vi», «Centerpartiet i Linköping»), empty if implied
    own: bool  # the document's own party speaks (no outsider and no other party)
    verb: str  # lemma of the verb that asks, empty in a bare noun phrase
    content: str
    addressee: str
    polarity: Literal["pos", "neg"]
    lead_in_start: int | None
    lead_in_end: int | None
    rule: str
    confidence: float


class Mention(TypedDict):
    """One occurrence of a named actor."""

    start: int
    end: int
    canonical: str
    type: str
    source: Literal["lexicon", "pattern", "model", "user"]
    rule: str
    wikidata: str | None
    stance: NotRequired[str]  # asked, praised, criticised, or empty
    stance_evidence: NotRequired[str]


class ThemeCode(TypedDict):
    """One theme of one unit; rank 1 is the main theme."""

    unit: Literal["demand", "sentence"]
    start: int
    end: int
    theme: str
    rank: int
    score: float
    evidence: list[str]
    places: NotRequired[list[list[int]]]  # start and end of each of the evidence, but context


class Paragraph(TypedDict):
    """A run of text that layout keeps together; no sentence crosses its borders."""

    start: int
    end: int
    kind: Literal["heading", "lead_in", "item", "text", "boilerplate"]
    level: NotRequired[int]


#: Name of each ``Doc._`` extension and of the component that fills it.
EXTENSIONS: dict[str, str] = {
    "headings": "polcorp_layout",
    "sections": "polcorp_layout",
    "lead_ins": "polcorp_layout",
    "list_items": "polcorp_layout",
    "boilerplate": "polcorp_layout",
    "paragraphs": "polcorp_layout",
    "meta": "polcorp_metadata",
    "actors": "polcorp_actors",
    "demands": "polcorp_demands",
    "themes": "polcorp_themes",
}


def register_extensions() -> None:
    """Register the ``Doc._`` extensions; calling it again changes nothing.

    An extension that another package has registered under the same name is left alone.
    """
    from spacy.tokens import Doc

    for name in EXTENSIONS:
        if not Doc.has_extension(name):
            empty: Any = {} if name == "meta" else []
            Doc.set_extension(name, default=empty)
    if not Doc.has_extension("given"):  # what the user knows of the document
        Doc.set_extension("given", default={})


_latest: tuple[weakref.ref[Doc], str] | None = None


def text_of(doc: Doc) -> str:
    """Return ``doc.text``, which spaCy joins from the tokens each time, kept for one document.

    The components of a pipeline ask for it one after the other. The text of a document never
    changes, and another document is another object.
    """
    global _latest  # noqa: PLW0603  # one tuple, replaced as a whole
    known = _latest
    if known is None or known[0]() is not doc:
        known = _latest = (weakref.ref(doc), doc.text)
    return known[1]


def set_spans(doc: Doc, key: str, items: list[Any], label: str = "label") -> None:
    """Mirror *items* (dictionaries with start and end) as the span group ``doc.spans[key]``."""
    spans = []
    for item in items:
        name = str(item.get(label) or item.get("type") or item.get("form") or key)
        span = doc.char_span(item["start"], item["end"], label=name, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans[key] = spans
