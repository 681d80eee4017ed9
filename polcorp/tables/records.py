"""The rows of an analysed document, by table; the keys of a record are the columns of its table.

Records are plain dictionaries with declared keys, because they travel between processes and go as
they are to SQLite and Parquet. Offsets are code points of the raw text, start inclusive, end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict

from polcorp.reading.documents import RawDocument
from polcorp.tables.relation_parts import SEPARATOR

if TYPE_CHECKING:
    from polcorp.pipeline.annotations import Demand, LeadIn, Mention, Section, ThemeCode
    from polcorp.pipeline.page import Page
    from polcorp.tables.word_places import WordPlaces

Row = Mapping[str, Any]


class SectionRow(TypedDict):
    """A section; sections nest and tile the document."""

    n: int
    parent: int | None  # the number of the section around it
    level: int
    kind: str
    start: int
    end: int
    heading_start: int | None
    heading_end: int | None
    rule: str
    confidence: float
    n_tokens: int
    n_words: int


def section_row(item: Section, n: int, parent: int | None, words: WordPlaces) -> SectionRow:
    """Return the row of a section: its number, and that of the section around it."""
    return SectionRow(
        n=n,
        parent=parent,
        level=item["level"],
        kind=item["kind"],
        start=item["start"],
        end=item["end"],
        heading_start=item["heading_start"],
        heading_end=item["heading_end"],
        rule=item["rule"],
        confidence=item["confidence"],
        n_tokens=words.tokens(item["start"], item["end"]),
        n_words=words.count(item["start"], item["end"]),
    )


class LeadInRow(TypedDict):
    """The words that introduce a list."""

    n: int
    section: int | None
    demands: bool
    start: int
    end: int
    rule: str
    confidence: float


def lead_in_row(item: LeadIn, n: int, section: int | None) -> LeadInRow:
    """Return the row of a lead-in: its number, and that of its section."""
    return LeadInRow(
        n=n,
        section=section,
        demands=item["demands"],
        start=item["start"],
        end=item["end"],
        rule=item["rule"],
        confidence=item["confidence"],
    )


class DemandRow(TypedDict):
    """A demand; ``content`` only where it is not a slice of the text."""

    n: int
    section: int | None
    party: str | None
    own: bool
    form: str
    start: int
    end: int
    text: str
    lead_in_start: int | None
    lead_in_end: int | None
    holder: str
    verb: str
    content_start: int | None
    content_end: int | None
    content: str | None
    addressee: str
    polarity: str
    rule: str
    confidence: float


def demand_row(item: Demand, text: str, n: int, section: int | None) -> DemandRow:
    """Return the row of a demand in *text*: its number, and that of its section."""
    content = item["content"]
    start = text.find(content, item["start"], item["end"])
    is_slice = start >= 0
    return DemandRow(
        n=n,
        section=section,
        party=item["party"],
        own=item["own"],
        form=item["form"],
        start=item["start"],
        end=item["end"],
        text=text[item["start"] : item["end"]],
        lead_in_start=item["lead_in_start"],
        lead_in_end=item["lead_in_end"],
        holder=item["holder"],
        verb=item["verb"],
        content_start=start if is_slice else None,
        content_end=start + len(content) if is_slice else None,
        content=None if is_slice else content,
        addressee=item["addressee"],
        polarity=item["polarity"],
        rule=item["rule"],
        confidence=item["confidence"],
    )


class MentionRow(TypedDict):
    """An occurrence of an actor, named by ``canonical`` and ``type``: the store gives it a key."""

    n: int
    section: int | None
    demand: int | None
    canonical: str
    type: str
    wikidata: str | None
    start: int
    end: int
    text: str
    sentence_start: int
    sentence_end: int
    source: str
    rule: str
    stance: str
    stance_evidence: str


def mention_row(
    item: Mention, page: Page, n: int, section: int | None, demand: int | None
) -> MentionRow:
    """Return the row of a mention: its number, and those of its section and demand."""
    sentence_start, sentence_end = page.sentence_around(item["start"], item["end"])
    return MentionRow(
        n=n,
        section=section,
        demand=demand,
        canonical=item["canonical"],
        type=item["type"],
        wikidata=item["wikidata"],
        start=item["start"],
        end=item["end"],
        text=page.text[item["start"] : item["end"]],
        sentence_start=sentence_start,
        sentence_end=sentence_end,
        source=item["source"],
        rule=item["rule"],
        stance=item.get("stance", ""),
        stance_evidence=item.get("stance_evidence", ""),
    )


class CodeRow(TypedDict):
    """A theme of a demand (``demand`` is its number) or of a sentence; rank 1 is the main theme."""

    n: int
    demand: int | None
    theme: str
    start: int
    end: int
    rank: int
    score: float
    evidence: str
    evidence_at: str
    n_words: int


def code_row(item: ThemeCode, n: int, demand: int | None, words: WordPlaces) -> CodeRow:
    """Return the row of a theme: its number, and that of the demand that it is of."""
    return CodeRow(
        n=n,
        demand=demand,
        theme=item["theme"],
        start=item["start"],
        end=item["end"],
        rank=item["rank"],
        score=item["score"],
        evidence=SEPARATOR.join(item["evidence"]),
        evidence_at=SEPARATOR.join(f"{a}-{b}" for a, b in item.get("places", ())),
        n_words=words.count(item["start"], item["end"]),
    )


@dataclass(frozen=True)
class DocumentRows:
    """All rows of one document.

    The columns of *document* follow from the vocabulary of document fields.
    """

    raw: RawDocument
    document: dict[str, Any]
    metadata: dict[str, str] = field(default_factory=dict)
    parties: tuple[str, ...] = ()
    sections: tuple[SectionRow, ...] = ()
    lead_ins: tuple[LeadInRow, ...] = ()
    demands: tuple[DemandRow, ...] = ()
    mentions: tuple[MentionRow, ...] = ()
    codes: tuple[CodeRow, ...] = ()
    forms: tuple[tuple[str, str, str], ...] = ()  # lemma, part of speech, form in lower case
    tags: bytes | None = None  # the parts of speech of all words, packed
