"""Component ``polcorp_metadata``: who speaks on a page, from where, from when, and of what kind.

Every field comes with the words that spoke for it and a confidence from 0 to 1. What the user
gives in ``doc._.given`` overrides what is inferred; what the path of the file says, which travels
there too, counts where the text says nothing or is unsure. Writes ``doc._.meta``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from polcorp.lexicons.parties import party_by_abbr
from polcorp.lexicons.places import (
    load_municipalities,
    load_regions,
    municipality_of_locality,
    region_of,
)
from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.annotations import GIVEN, MetaField, Paragraph, register_extensions, text_of
from polcorp.pipeline.layout.line_shapes import is_appointment
from polcorp.pipeline.metadata.dates import find_date
from polcorp.pipeline.metadata.doc_type import find_doc_type
from polcorp.pipeline.metadata.evidence import Points, Tally, around, place_points
from polcorp.pipeline.metadata.languages import language_of
from polcorp.pipeline.metadata.speakers import SpeakerFinder
from polcorp.pipeline.metadata.zones import Zones
from polcorp.pipeline.rule_names import DATED_HEADING, LOCAL_PARTY
from polcorp.reading.paths import PathValues
from polcorp.vocabulary.document_fields import FIELDS

_PUBLISHED = word_pattern(r"\b{dates:by_site}", re.IGNORECASE)
_SUBMITTED = word_pattern(r"(?:^|\s{2}){dates:submitted}:?$", re.IGNORECASE)
_REGIONAL = word_pattern(r"\bregion{places:region_end}?\b|\b{places:of_region}", re.IGNORECASE)
#: Papers that are put to the Riksdag, by their numbers; they are recognised by this many first letters.
_TO_RIKSDAG = word_pattern(r"\b{papers:of_riksdag}\b", re.IGNORECASE)
_LETTERHEAD = 300
_NATIONAL = word_pattern(r"\b{places:of_nation}", re.IGNORECASE)
_MUNICIPAL = word_pattern(r"\b{places:of_municipality}", re.IGNORECASE)
#: How sure what folders and file names say is. It goes before what is less sure in the text; on the
#: pages that the rules were made with, more than nine of ten fields from there on are right.
PATH_CONFIDENCE = 0.4
#: From one place of a row to the next.
_ROW = re.compile(r"[A-ZÅÄÖ][\w-]+(?:[ ][A-ZÅÄÖ]?[\w-]+)?(?:,| och| samt|\n\W*)\s*")
#: Where this many municipalities are named alike, the page is of none; and where this many are, and more in
#: all than the former: «mellan Kil och Arvika».
_MANY, _PAIR = 3, 2
#: Lines at the top of a page that may date it, page text though they are; and lines there of the message
#: that may do so as headings do, if they have no more characters.
_TOP_LINES, _HEADLINES, _HEADLINE = 3, 3, 60


@dataclass(slots=True, frozen=True)
class PlaceDecision:
    """When a page is of a municipality or a region, and how sure; set by hand on development pages."""

    #: Points from which on a mention of a municipality is strong.
    strong: float = 3.0
    #: The place in the name of a local party.
    local_party: float = 2.0
    #: Municipalities with this many points fewer than the first are named like it.
    alike: float = 1.0
    #: The page is of a region where its words for regions are this many times those for municipalities.
    regional: float = 1.5
    #: What a mention of a town or village says of its municipality, against one of that; from how many points
    #: and from what share of all on towns and villages tell it, and how many speak for none.
    locality: float = 0.6
    localities: float = 1.2
    most: float = 0.7
    doubt_of_locality: float = 1.5
    #: A place with fewer points than this is an example on a page that has this many times as many words about the
    #: country as about municipalities.
    example: float = 1.5
    national: float = 1.0
    #: That the page is of no municipality.
    none: float = 0.5
    #: A mention of a region, and its municipality.
    region: float = 1.0
    region_of_municipality: float = 1.5
    #: Points that speak for none: the less, the surer is a place that is named once.
    doubt: float = 0.5
    doubt_of_region: float = 0.2
    surest: float = 0.99


PLACE = PlaceDecision()
#: How sure the persons who sign are.
_SIGNED = 0.8


class MetadataComponent:
    """Infers party, municipality, region, date, type and title of a document."""

    def __init__(self) -> None:
        """Index the lexicons that the fields need."""
        register_extensions()
        self._speakers = SpeakerFinder()
        self._municipality_of = {m.name: m.name for m in load_municipalities()}
        self._municipality_of |= {
            f"{m.before_kommun} {kind}": m.name
            for m in load_municipalities()
            for kind in ("kommun", "stad")
        }
        self._regions = {region.region for region in load_regions()}
        self._region_of_county = {region.county: region.region for region in load_regions()}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate *doc*."""
        text = text_of(doc)
        path = PathValues.of(doc._.given)
        given = _given(doc, path)
        zones = Zones(doc)
        party, parties, speaker = self._speakers.find(doc, zones, given)
        if "party" not in given and speaker["value"] in ("party", "unknown"):
            named = _by_path("party", party, path)
            if named["value"] != party["value"]:
                party = parties = named
                speaker = _field("party", named["evidence"], named["confidence"])
        municipality = given.get("municipality") or _by_path(
            "municipality", self._municipality(doc, text, zones), path
        )
        inferred = {
            "title": self._title(doc, text),
            "date": _by_path("date", self._date(doc, text), path),
            "party": party,
            "parties": parties,
            "speaker": speaker,
            "doc_type": find_doc_type(doc, zones, party["value"], speaker["value"]),
            "municipality": municipality,
            "region": _by_path("region", self._region(doc, zones, municipality), path),
            "signatories": self._signatories(doc, text, zones),
            "language": language_of(text, doc._.given),
        }
        told = {
            name: field
            for name, field in given.items()
            if name in {*FIELDS, *inferred} - {"language"}
        }
        doc._.meta = {name: dict(found) for name, found in (inferred | told).items()}
        return doc

    def _title(self, doc: Doc, text: str) -> MetaField:
        headings = doc._.headings
        best = next((h for h in headings if h["level"] == 1), headings[0] if headings else None)
        if best is None or (best["level"] > 1 and text[best["start"] : best["end"]].endswith("?")):
            return _field(None, "", 0.0)  # a question within the text is no title
        title = " ".join(text[best["start"] : best["end"]].split())
        return _field(title, best["rule"], best["confidence"])

    def _date(self, doc: Doc, text: str) -> MetaField:
        diary = {h["start"] for h in doc._.headings if h["rule"] == DATED_HEADING}
        headings = [(h["start"], h["end"]) for h in doc._.headings if h["start"] not in diary]
        top = [(p["start"], p["end"]) for p in doc._.paragraphs[:_HEADLINES] if p["kind"] == "text"]
        headings += [(a, b) for a, b in top if b - a <= _HEADLINE and not text[a:b].endswith(".")]
        shown = [p for p in doc._.paragraphs if p["start"] not in diary]
        message = [(p["start"], p["end"]) for p in shown if p["kind"] != "boilerplate"]
        lines = message + _dated_by_site(text, shown)
        value, evidence, confidence = find_date(text, lines, headings)
        return _field(value, evidence, confidence)

    def _signatories(self, doc: Doc, text: str, zones: Zones) -> MetaField:
        persons = [mention for mention in doc._.actors if mention["type"] == "PERSON"]
        signed = zones.signatories(text, persons)
        names = dict.fromkeys(mention["canonical"] for mention in signed)
        if not names:
            return _field(None, "", 0.0)
        first = signed[0]
        return _field(";".join(names), around(text, first), _SIGNED)

    def _municipality(self, doc: Doc, text: str, zones: Zones) -> MetaField:
        tallies: dict[str, Tally] = defaultdict(Tally)
        for mention in doc._.actors:
            name = self._municipality_of.get(mention["canonical"])
            if mention["type"] == "GPE" and name is not None:
                points = place_points(text, mention, zones)
                strong = points >= PLACE.strong
                tallies[name].add(Points(points, strong), around(text, mention), mention["start"])
            elif mention["rule"] == LOCAL_PARTY:
                for word in mention["canonical"].split():
                    if place := self._municipality_of.get(word):
                        found = Points(PLACE.local_party, strong=True)
                        tallies[place].add(found, mention["canonical"], mention["start"])
        if not tallies:
            return self._by_localities(doc, text, zones)
        best = min(tallies, key=lambda n: (-tallies[n].points, tallies[n].first, n))
        total = sum(t.points for t in tallies.values())
        tally = tallies[best]
        alike = _named_alike(doc, text, zones, tallies, tally)
        if alike:
            return _field(None, alike, PLACE.none)
        elsewhere = None if tally.strong else _of_no_municipality(text, zones)
        if elsewhere is None and tally.points < PLACE.example:
            elsewhere = _of_nation(text)
        if elsewhere is not None:
            return _field(None, elsewhere, PLACE.none)
        return _field(best, tally.evidence, _share(tally.points, total + PLACE.doubt))

    def _by_localities(self, doc: Doc, text: str, zones: Zones) -> MetaField:
        """Return the municipality in which most of the towns and villages lie that the page names."""
        tallies: dict[str, Tally] = defaultdict(Tally)
        for mention in doc._.actors:
            place = municipality_of_locality().get(mention["canonical"])
            if place is not None and mention["type"] in {"LOC", "GPE"}:
                points = PLACE.locality * place_points(text, mention, zones)
                found = Points(points, points >= PLACE.strong)
                tallies[place].add(found, f"{mention['canonical']} lies there", mention["start"])
        if not tallies:
            return _field(None, "", 0.0)
        best = min(tallies, key=lambda n: (-tallies[n].points, tallies[n].first, n))
        total = sum(tally.points for tally in tallies.values())
        points = tallies[best].points
        if (
            points < PLACE.localities
            or points < PLACE.most * total
            or _of_no_municipality(text, zones)
        ):
            return _field(None, "", 0.0)
        return _field(best, tallies[best].evidence, _share(points, total + PLACE.doubt_of_locality))

    def _region(self, doc: Doc, zones: Zones, municipality: MetaField) -> MetaField:
        counts: dict[str, Tally] = defaultdict(Tally)
        for mention in doc._.actors:
            name = mention["canonical"]
            region = name if name in self._regions else self._region_of_county.get(name)
            if region is not None and mention["start"] not in zones.boilerplate:
                counts[region].add(Points(PLACE.region), mention["canonical"], mention["start"])
        if municipality["value"] is not None:
            region = region_of(municipality["value"])
            if region is not None:
                found = Points(PLACE.region_of_municipality)
                counts[region].add(found, f"{municipality['value']} lies there", 0)
        if not counts:
            return _field(None, "", 0.0)
        best = min(counts, key=lambda n: (-counts[n].points, counts[n].first, n))
        total = sum(t.points for t in counts.values())
        confidence = _share(counts[best].points, total + PLACE.doubt_of_region)
        return _field(best, counts[best].evidence, confidence)


def _share(points: float, total: float) -> float:
    """Return how sure a place with *points* of a *total* is, 0 to 1."""
    return round(min(PLACE.surest, points / total), 2)


def _of_no_municipality(text: str, zones: Zones) -> str | None:
    """Return what says that a page is of a region or put to the Riksdag and of no municipality, or None."""
    paper = _TO_RIKSDAG.search(text, 0, _LETTERHEAD)
    if paper is not None:
        return paper.group()
    regional = len(_REGIONAL.findall(text))
    titled = any(_REGIONAL.search(text, start, end) for start, end in zones.title.spans)
    if titled or regional > PLACE.regional * len(_MUNICIPAL.findall(text)):
        return f"{regional} words about the region"
    return None


def _named_alike(
    doc: Doc, text: str, zones: Zones, tallies: Mapping[str, Tally], best: Tally
) -> str:
    """Return what says that the page is of none of several places named in a row or a list, or "".

    *best* is what speaks for the first of them.
    """
    near = [name for name, tally in tallies.items() if tally.points >= best.points - PLACE.alike]
    days = [start for start, end in zones.lines if is_appointment(text[start:end])]
    if len(days) >= _MANY and all(tallies[name].first in days for name in near):
        return f"{len(days)} places, each with its day"
    listed = [name for name in near if tallies[name].first in zones.items]
    alike = sum(
        name in listed or tallies[name].first in zones.starts or _is_in_row(text, tallies, name)
        for name in near
    )
    if alike < len(near):
        return ""
    many = len(near) >= _MANY or (
        _PAIR <= len(listed) == len(near) and len(doc._.list_items) >= _MANY
    )
    if many and best.points < PLACE.strong:
        return f"{alike} municipalities are named alike"
    if len(near) == _PAIR and len(tallies) > _MANY:
        return f"a row of {len(tallies)} municipalities"
    return ""


def _of_nation(text: str) -> str | None:
    """Return what says that a page is about the country and a place in it an example, or None."""
    national = len(_NATIONAL.findall(text))
    if national > PLACE.national * (1 + len(_MUNICIPAL.findall(text))):
        return f"{national} words about the country"
    return None


def _is_in_row(text: str, tallies: Mapping[str, Tally], name: str) -> bool:
    """Return whether the place *name* is first named right before or after another: «Orsa, Mora»."""
    first = tallies[name].first
    return any(
        other != name and _ROW.fullmatch(text, *sorted((first, tally.first))) is not None
        for other, tally in tallies.items()
    )


def _dated_by_site(text: str, paragraphs: list[Paragraph]) -> list[tuple[int, int]]:
    """Return the lines of page text that date the paper: those at the top, and when it was handed in."""
    dated = []
    above = (0, 0)
    for number, paragraph in enumerate(paragraphs):
        span = (paragraph["start"], paragraph["end"])
        if paragraph["kind"] == "boilerplate" and (
            number < _TOP_LINES
            or _PUBLISHED.search(text, *span)
            or _SUBMITTED.search(text[slice(*above)])
        ):
            dated.append(span)
        above = span
    return dated


def _given(doc: Doc, path: PathValues) -> dict[str, MetaField]:
    """Return the fields that the user gives, in a table or by a pattern of paths."""
    return {
        name: _field(value, path.evidence if name in path.sure else GIVEN, 1.0)
        for name, value in doc._.given.items()
        if value
    }


def _by_path(name: str, found: MetaField, path: PathValues) -> MetaField:
    """Return what the text says, or what the path says where the text says nothing or is unsure."""
    if name not in path.guess or (found["value"] and found["confidence"] >= PATH_CONFIDENCE):
        return found
    value = path.guess[name]
    same = value == found["value"]
    evidence = f"{found['evidence']}; {path.evidence}" if same else path.evidence
    return _field(value, evidence, PATH_CONFIDENCE)


def _field(value: str | None, evidence: str, confidence: float) -> MetaField:
    return MetaField(value=value, evidence=evidence, confidence=confidence)


def party_name(abbr: str | None) -> str | None:
    """Return the party's full name for its abbreviation."""
    party = party_by_abbr().get(abbr or "")
    return party.name if party else None


@Language.factory("polcorp_metadata", requires=["doc._.actors"], assigns=["doc._.meta"])
def create_metadata(nlp: Language, name: str) -> MetadataComponent:
    """Build the component."""
    return MetadataComponent()
