"""Component ``polcorp_metadata``: whose page it is, from where, from when, and of what kind.

Every field comes with the words that spoke for it and a confidence from 0 to 1. What the user
gives in ``doc._.given`` overrides what is inferred. Writes ``doc._.meta``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from polcorp.lexicons.parties import load_parties, party_by_abbr
from polcorp.lexicons.places import load_municipalities, load_regions, region_of
from polcorp.pipeline.annotations import Mention, MetaField, register_extensions
from polcorp.pipeline.structure.dates import find_date

_ASKING_AFTER = re.compile(
    r"^(?:s)?(?:[ ]i[ ][\wÅÄÖåäö-]+(?:[ ]kommun)?)?[ ](?:vill|yrkar|föreslår|kräver|anser|menar|tycker|ser|tror|står|arbetar|"
    r"kämpar|kommer|har|går|lovar|prioriterar|är|satsar|önskar|säger|välkomnar)\b"
)
_WE_BEFORE = re.compile(r"\b(?:vi|oss)(?:[ ]i(?:nom)?)?[ ]$", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:vi|oss|vår|vårt|våra|jag|undertecknad)\b", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:oppositionsråd|kommunalråd|regionråd|gruppledare|fullmäktigeledamot|motion|yrkar|"
    r"vallöfte|valprogram|vår politik|förslag)\w*",
    re.IGNORECASE,
)
_DOC_TYPES: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    ("motion", 4, re.compile(r"\A\W*(?:\w+\W+){0,12}?(?:motion|interpellation|medborgarförslag)\b", re.I)),
    ("motion", 3, re.compile(r"\byrka(?:r|nde|s)\b|\bmotionären\b|\batt-sats", re.I)),
    ("motion", 2, re.compile(r"\bmed (?:hänvisning till|anledning av|stöd av) (?:ovan|det)", re.I)),
    ("press", 4, re.compile(r"\A\W*(?:\w+\W+){0,12}?press(?:meddelande|träff|konferens|release|inbjudan)", re.I)),
    ("press", 1.5, re.compile(r"\bpress(?:meddelande|träff(?:en)?|konferens(?:en)?|kontakt)\b", re.I)),
    ("press", 1, re.compile(r"[,”][ ](?:säger|kommenterar)[ ][A-ZÅÄÖ]")),
    ("article", 3, re.compile(r"\b(?:debattartikel|insändare|replik|krönika|slutreplik|ledare)\b", re.I)),
    ("article", 1, re.compile(r"\b(?:publicerad|skrivet av|av redaktionen|läs (?:artikeln|debattartikeln))\b", re.I)),
    ("programme", 2.5, re.compile(r"\b(?:val(?:program|manifest|plattform|löften)|handlingsprogram|partiprogram|mandatperiod(?:en)?|vår politik|politiskt program)\b", re.I)),
    ("programme", 1.5, re.compile(r"\bvi vill\b|\bvill:|\bvill att:|\bprioritering", re.I)),
)


@dataclass(slots=True)
class _Tally:
    """Points for one value with the strongest words that spoke for it."""

    points: float = 0.0
    strong: bool = False
    best: float = 0.0
    evidence: str = ""
    first: int = field(default=1 << 60)

    def add(self, points: float, evidence: str, place: int, strong: bool = False) -> None:
        self.points += points
        self.strong = self.strong or strong
        self.first = min(self.first, place)
        if points > self.best:
            self.best, self.evidence = points, evidence


class MetadataComponent:
    """Infers party, municipality, region, date, type and title of a document."""

    def __init__(self) -> None:
        """Index the lexicons that the fields need."""
        register_extensions()
        if not Doc.has_extension("given"):
            Doc.set_extension("given", default={})
        self._party_of = {party.name: party.abbr for party in load_parties()}
        self._municipality_of = {m.name: m.name for m in load_municipalities()}
        self._municipality_of |= {m.official: m.name for m in load_municipalities()}
        self._regions = {region.region for region in load_regions()}
        self._region_of_county = {region.county: region.region for region in load_regions()}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate *doc*."""
        meta = {
            "title": self._title(doc),
            "date": self._date(doc),
            "doc_type": self._doc_type(doc),
        }
        meta["party"], meta["parties"] = self._party(doc)
        meta["municipality"] = self._municipality(doc)
        meta["region"] = self._region(doc, meta["municipality"])
        for name, value in doc._.given.items():
            if name in meta and value:
                meta[name] = MetaField(value=value, evidence="documents.csv", confidence=1.0)
        if doc._.given.get("party"):
            meta["parties"] = dict(meta["party"])  # type: ignore[assignment]
        doc._.meta = meta
        return doc

    def _title(self, doc: Doc) -> MetaField:
        headings = doc._.headings
        if not headings:
            return _field(None, "", 0.0)
        best = next((h for h in headings if h["level"] == 1), headings[0])
        text = " ".join(doc.text[best["start"] : best["end"]].split())
        return _field(text, best["rule"], best["confidence"])

    def _date(self, doc: Doc) -> MetaField:
        headings = [(h["start"], h["end"]) for h in doc._.headings]
        lines = [(p["start"], p["end"]) for p in doc._.paragraphs]
        value, evidence, confidence = find_date(doc.text, lines, headings)
        return _field(value, evidence, confidence)

    def _doc_type(self, doc: Doc) -> MetaField:
        points: dict[str, float] = defaultdict(float)
        evidence: dict[str, tuple[float, str]] = {}
        for kind, weight, pattern in _DOC_TYPES:
            match = pattern.search(doc.text)
            if match:
                points[kind] += weight
                if weight > evidence.get(kind, (0.0, ""))[0]:
                    words = " ".join(match.group().split())[-60:]
                    evidence[kind] = (weight, words)
        if not points:
            return _field("article", "nothing says otherwise", 0.3)
        best = max(sorted(points), key=lambda kind: points[kind])
        total = sum(points.values())
        return _field(best, evidence[best][1], round(points[best] / (total + 1), 2))

    def _party(self, doc: Doc) -> tuple[MetaField, MetaField]:
        tallies: dict[str, _Tally] = defaultdict(_Tally)
        zones = _Zones(doc)
        for mention in doc._.actors:
            abbr = self._party_of.get(mention["canonical"])
            if mention["type"] == "PARTY" and abbr is not None:
                points, strong = _party_points(doc.text, mention, zones)
                words = _around(doc.text, mention)
                tallies[abbr].add(points, words, mention["start"], strong)
        if not tallies:
            return _field(None, "", 0.0), _field(None, "", 0.0)
        ranked = sorted(tallies, key=lambda a: (-tallies[a].points, tallies[a].first, a))
        best = tallies[ranked[0]]
        voice = _FIRST_PERSON.search(doc.text) and _ROLE.search(doc.text)
        if not best.strong and not voice:
            return _field(None, "", 0.0), _field(None, "", 0.0)
        total = sum(t.points for t in tallies.values())
        sure = round(min(0.99, best.points / total * min(1.0, 0.5 + best.points / 8)), 2)
        joint = [a for a in ranked if tallies[a].strong and tallies[a].points >= best.points * 0.6]
        parties = ";".join(joint or ranked[:1])
        return _field(ranked[0], best.evidence, sure), _field(parties, best.evidence, sure)

    def _municipality(self, doc: Doc) -> MetaField:
        tallies: dict[str, _Tally] = defaultdict(_Tally)
        zones = _Zones(doc)
        for mention in doc._.actors:
            name = self._municipality_of.get(mention["canonical"])
            if mention["type"] == "GPE" and name is not None:
                points = _place_points(doc.text, mention, zones)
                tallies[name].add(points, _around(doc.text, mention), mention["start"])
        if not tallies:
            return _field(None, "", 0.0)
        best = min(tallies, key=lambda n: (-tallies[n].points, tallies[n].first, n))
        total = sum(t.points for t in tallies.values())
        tally = tallies[best]
        return _field(best, tally.evidence, round(min(0.99, tally.points / (total + 0.5)), 2))

    def _region(self, doc: Doc, municipality: MetaField) -> MetaField:
        counts: dict[str, _Tally] = defaultdict(_Tally)
        for mention in doc._.actors:
            name = mention["canonical"]
            region = name if name in self._regions else self._region_of_county.get(name)
            if region is not None:
                counts[region].add(1.0, mention["canonical"], mention["start"])
        if municipality["value"] is not None:
            region = region_of(municipality["value"])
            if region is not None:
                counts[region].add(1.5, f"{municipality['value']} lies there", 0)
        if not counts:
            return _field(None, "", 0.0)
        best = min(counts, key=lambda n: (-counts[n].points, counts[n].first, n))
        total = sum(t.points for t in counts.values())
        return _field(best, counts[best].evidence, round(min(0.99, counts[best].points / (total + 0.2)), 2))


class _Zones:
    """Which part of the document an offset lies in."""

    def __init__(self, doc: Doc) -> None:
        self.title = [(h["start"], h["end"]) for h in doc._.headings if h["level"] == 1]
        self.headings = [(h["start"], h["end"]) for h in doc._.headings]
        self.lead_ins = [(x["start"], x["end"]) for x in doc._.lead_ins]
        self.boilerplate = [(b["start"], b["end"]) for b in doc._.boilerplate]

    @staticmethod
    def inside(spans: list[tuple[int, int]], place: int) -> bool:
        return any(start <= place < end for start, end in spans)


def _party_points(text: str, mention: Mention, zones: _Zones) -> tuple[float, bool]:
    """Return how much a mention says that the page is the party's own, and if it says so alone."""
    start, end = mention["start"], mention["end"]
    if zones.inside(zones.boilerplate, start):
        return 3.0, True
    if zones.inside(zones.lead_ins, start):
        return 5.0, True
    if _WE_BEFORE.search(text, max(0, start - 12), start):
        return 5.0, True
    if zones.inside(zones.title, start):
        return 3.0, True
    if zones.inside(zones.headings, start):
        return 2.0, True
    if _ASKING_AFTER.match(text[end : end + 60]):
        return 2.5, True
    if mention["rule"] == "pattern:party-letter":
        return 0.8, False
    return 1.0, False


def _place_points(text: str, mention: Mention, zones: _Zones) -> float:
    start, end = mention["start"], mention["end"]
    points = 1.0
    if zones.inside(zones.title, start):
        points += 3.0
    elif zones.inside(zones.headings, start) or zones.inside(zones.lead_ins, start):
        points += 2.0
    if re.search(r"\b(?:kommun|stad)s?$", text[start:end], re.IGNORECASE):
        points += 1.0
    if re.search(r"(?:partiet|erna|partisterna|demokraterna)[ ]i[ ]$", text[max(0, start - 24) : start]):
        points += 3.0
    return points


def _around(text: str, mention: Mention) -> str:
    """Return the mention with a few words of its surroundings, as evidence."""
    start = text.rfind(" ", 0, max(0, mention["start"] - 12)) + 1 if mention["start"] > 12 else 0
    end = text.find(" ", min(len(text), mention["end"] + 12))
    piece = text[start : end if end > 0 else len(text)]
    return " ".join(piece.split())[:80]


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
