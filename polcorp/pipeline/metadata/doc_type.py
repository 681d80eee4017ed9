"""What kind of paper a document is: a programme, a motion, a press release, an article, or none of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from polcorp.lexicons.doc_types import doc_type_signs
from polcorp.lexicons.needed_letters import may_match
from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.annotations import MetaField, text_of
from polcorp.pipeline.layout.line_shapes import is_dated, words
from polcorp.pipeline.metadata.zones import Zones


@dataclass(slots=True, frozen=True)
class TypeWeights:
    """Points for a type by the layout, and how sure types are; set by hand on development pages."""

    list: float = 1.0
    headings: float = 1.0
    signed: float = 2.5
    asks_in_lead_in: float = 3.0
    #: Points that speak for none.
    doubt: float = 1.0
    #: How sure an article is where nothing says otherwise; and, where no party speaks, it and another page.
    article: float = 0.3
    of_no_party: float = 0.6
    other: float = 0.5
    #: This many points of news make an article of a page on which no party speaks.
    news: float = 1.0


TYPE = TypeWeights()
#: This many last characters of the evidence are shown.
_SHOWN = 60
#: Those whose pages are articles where nothing says otherwise.
_WRITERS = frozenset({"media", "person"})
#: This many points say what a page is though no party speaks in it.
_SURE = 4.0
#: A page with this many headings is like a programme.
_SECTIONED = 4
#: Whoever writes so is for or against something.
_OF_MOTION = word_pattern(r"\b{papers:of_motion}")
_TAKES_STAND = word_pattern(r"\b{papers:takes_stand}\b", re.IGNORECASE)
#: Words of what must be done; somebody who uses this many of them argues.
_MUST = word_pattern(r"\b{papers:must}\b", re.IGNORECASE)
_ARGUES = 2
#: A page with the day of writing at its top, among this many lines and above all running text, is hardly
#: a programme: this many points fewer. A byline has no more words than the last, running text more letters.
_TOP, _OF_A_DAY, _BYLINE, _RUNNING = 8, 4.0, 7, 120
#: A day, and words that make it another than that of writing.
_DAY = re.compile(
    r"\d{1,2}(?::?e)?\s+[a-z]{3,9}\.?,?\s+\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}", re.IGNORECASE
)
_OF_ANOTHER = word_pattern(r"\b(?:{dates:changed}|{dates:adopted})\b", re.IGNORECASE)
Hint = tuple[str, float, str]


def find_doc_type(doc: Doc, zones: Zones, party: str | None, speaker: str | None) -> MetaField:
    """Return the type of *doc*, whose party and kind of speaker are known."""
    text = text_of(doc)
    said = list(_by_words(text, zones))
    hints = [*_by_layout(doc, text, zones), *said]
    points: dict[str, float] = defaultdict(float)
    for kind, weight, _ in hints:
        points[kind] += weight
    unsure = speaker in _WRITERS or max(points.values(), default=0.0) < _SURE
    if party is None and unsure:
        return _of_no_party(doc, zones, speaker, said)
    day = _day_at_top(doc, text)
    points["programme"] -= _OF_A_DAY if day else 0.0
    best = max(sorted(points), key=lambda kind: points[kind])
    if points[best] <= 0:
        return _field("article", day or "nothing says otherwise", TYPE.article)
    _, _, evidence = max((hint for hint in hints if hint[0] == best), key=lambda hint: hint[1])
    total = sum(max(0.0, value) for value in points.values())
    sure = round(points[best] / (total + TYPE.doubt), 2)
    return _field(best, " ".join(evidence.split())[-_SHOWN:], sure)


def _of_no_party(doc: Doc, zones: Zones, speaker: str | None, said: list[Hint]) -> MetaField:
    """Return what a page is on which no party speaks: an article where there is a political message."""
    news = sum(points for kind, points, _ in said if kind in {"article", "press"}) >= TYPE.news
    unknown = speaker == "unknown"
    politics = unknown and (zones.party_starts or (zones.first_person and doc._.lead_ins))
    stand = speaker != "authority" and _takes_stand(text_of(doc), zones)
    if news or politics or stand or speaker in _WRITERS:
        return _field("article", "no party speaks", TYPE.of_no_party)
    return _field("other", "no party speaks and none is named", TYPE.other)


def _takes_stand(text: str, zones: Zones) -> bool:
    """Return whether whoever speaks is for or against something, or says what must be done."""
    musts = zones.first_person and len(_MUST.findall(text)) >= _ARGUES
    return musts or _TAKES_STAND.search(text) is not None


def _by_layout(doc: Doc, text: str, zones: Zones) -> Iterator[Hint]:
    """Yield what the layout says of the type: (type, points, words)."""
    signed = not doc._.list_items and zones.signed(text)
    if doc._.list_items:
        yield "programme", TYPE.list, "a party's list"
    elif signed:
        yield "article", TYPE.signed, "signed running text"
    if len(doc._.headings) >= _SECTIONED and not signed:
        yield "programme", TYPE.headings, f"{len(doc._.headings)} headings"
    for lead in doc._.lead_ins:
        asks = text[lead["start"] : lead["end"]]
        if _OF_MOTION.search(asks):
            yield "motion", TYPE.asks_in_lead_in, asks


def _by_words(text: str, zones: Zones) -> Iterator[Hint]:
    """Yield what words say of the type: (type, points, words)."""
    low = text.lower()
    for sign, pattern, needed in doc_type_signs():
        match = pattern.search(text) if may_match(needed, low) else None
        if match:
            of_page = match.end() - 1 in zones.boilerplate
            yield sign.doc_type, sign.points * (sign.in_page_text if of_page else 1), match.group()


def _day_at_top(doc: Doc, text: str) -> str:
    """Return the line above all running text that gives the day of writing, or an empty string."""
    for paragraph in doc._.paragraphs[:_TOP]:
        line = text[paragraph["start"] : paragraph["end"]]
        if len(line) > _RUNNING:
            break
        short = len(words(line)) <= _BYLINE
        if short and is_dated(line) and _DAY.search(line) and not _OF_ANOTHER.search(line):
            return line
    return ""


def _field(value: str, evidence: str, confidence: float) -> MetaField:
    return MetaField(value=value, evidence=evidence, confidence=confidence)
