"""Who speaks and where from: what each mention says of it, by where it occurs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.annotations import Mention
from polcorp.pipeline.metadata.zones import Zones

_ASKING_AFTER = word_pattern(
    r"^(?:s)?(?:[ ](?:(?:i|på)[ ])?(?:Region[ ])?[A-ZÅÄÖ][\wåäö-]+(?:[ ]kommun)?)?[ ](?i:"
    r"{asking:after_party})\b"
)
#: «Till exempel vill KD nu …»
_ASKING_BEFORE = word_pattern(r"\b{asking:before_party}[ ]$")
#: Before a wish that is only reported: «Det är bra att S och SD vill …».
_REPORTED = word_pattern(r"\b{speaker:reported}[ ]$", re.IGNORECASE)
#: What it has long asked for: «Moderaterna i Boden har krävt det i åratal».
_HAS_ASKED = word_pattern(
    r"^(?:[ ](?:i|på)[ ](?:Region[ ])?[A-ZÅÄÖ][\wåäö-]+(?:[ ]kommun)?)?[ ]har[ ](?:alltid[ ]"
    r"|länge[ ]|redan[ ])?{asking:has_asked}\b"
)
#: «Eva Ek (M) svarar på …»: a reply's byline.
_REPLIES_AFTER = word_pattern(r"^[)]?[ ]{saying:replies}\b")
#: «Det skriver två toppkandidater för …»
_SPEAKS_FOR = word_pattern(r"\b{saying:for_party}\b[^.]{0,40}{speaker:spokesman}\w* (?:för|i) $")
#: «rösta på …», «en röst på …»
_VOTE_BEFORE = word_pattern(r"\b{speaker:vote}[ ]på[ ]$", re.IGNORECASE)
_OPINES_AFTER = word_pattern(
    r"^(?:s)?(?:[ ](?:i|på)[ ](?:Region[ ])?[\wÅÄÖåäö-]+(?:[ ]kommun)?)?[ ]"
    r"{speaker:opines}\b"
)
#: The next sentence turns against what the party named before wants.
_AGAINST = word_pattern(r"\b{speaker:against}\b", re.IGNORECASE)
#: Whom a heading turns to does not speak: «Svar till S: …».
_ADDRESSED = re.compile(r"\b(?:till|mot)[ ]$", re.IGNORECASE)
_WE_ACT = word_pattern(r"[ ](?:i[ ]|{asking:after_we})")
_WE_BEFORE = re.compile(r"\b(?:vi|oss)(?:[ ]i(?:nom)?)?[ ][(]?$", re.IGNORECASE)
#: A heading that speaks for a party: «Liberalernas politik», «Centerpartiet i Bräcke», «C vill …».
_OWNS = word_pattern(r"s[ ]|.(?:[ ]i[ ][A-ZÅÄÖ]|[ ](?i:{asking:after_party_in_heading})\b|\s*$|:)")
_HERE_BEFORE = word_pattern(r"\b{places:here} i $", re.IGNORECASE)


class Points(NamedTuple):
    """What one mention says: how much, if it would be enough alone, if the party itself speaks.

    *voice* is a signature, «vi i …», a lead-in, the party's own paper or page: no party has one of
    these on another's page. What others say of a party may be *strong*, but is no voice.
    """

    points: float
    strong: bool = False
    voice: bool = False


@dataclass(slots=True)
class Tally:
    """Points for one value with the strongest words that spoke for it."""

    points: float = 0.0
    strong: bool = False
    voice: bool = False
    best: float = 0.0
    evidence: str = ""
    first: int = field(default=1 << 60)

    def add(self, found: Points, evidence: str, place: int) -> None:
        """Add points for words at an offset."""
        self.points += found.points
        self.strong = self.strong or found.strong
        self.voice = self.voice or found.voice
        self.first = min(self.first, place)
        if found.points > self.best:
            self.best, self.evidence = found.points, evidence


def party_points(text: str, mention: Mention, zones: Zones) -> Points:
    """Return how much a mention says that the page is the party's own."""
    return _by_zone(text, mention, zones) or _by_words(text, mention, zones)


def _by_zone(text: str, mention: Mention, zones: Zones) -> Points | None:
    """Return the points of a mention that occurs where a page names its owner, else None."""
    start, end = mention["start"], mention["end"]
    if zones.inside(zones.boilerplate, start):
        return Points(3.0, True, True) if zones.brands(text, mention) else Points(0.5)
    if zones.inside(zones.lead_ins, start):
        return Points(5.0, True, True)
    if (
        zones.titles_paper(text, mention)
        or _REPLIES_AFTER.match(text[end : end + 20])
        or zones.alone_at_edge(text, mention)
    ):
        return Points(4.0, True, True)
    if zones.said_by(text, start) or zones.signs(text, start):
        return Points(4.0, True, not zones.said_by(text, start))
    if is_we(text, start, end):
        return Points(2.0, True) if zones.quoted(text, start) else Points(5.0, True, True)
    return _by_heading(text, mention, zones)


def _by_heading(text: str, mention: Mention, zones: Zones) -> Points | None:
    """Return the points of a mention in a heading, else None."""
    start, end = mention["start"], mention["end"]
    if not zones.inside(zones.headings, start):
        return None
    if _VOTE_BEFORE.search(text, max(0, start - 14), start):
        return Points(4.0, True, True)
    line_end = text.find("\n", end)
    asked = text[start : line_end if line_end >= 0 else len(text)].rstrip().endswith("?")
    if asked or _ADDRESSED.search(text, max(0, start - 6), start):
        return Points(0.5)
    points = 3.0 if zones.inside(zones.title, start) else 2.0
    return Points(points, zones.first_person and bool(_OWNS.match(text, end - 1)))


def is_we(text: str, start: int, end: int) -> bool:
    """Return whether a name is who «vi» are: «vi i Centerpartiet», «vi moderater».

    An object is not: «som grannar har vi Kristdemokraterna».
    """
    if not _WE_BEFORE.search(text, max(0, start - 12), start):
        return False
    definite = text[start:end].endswith(("erna", "partiet"))
    if not definite or not text[max(0, start - 3) : start].lower().endswith("vi "):
        return True
    return _WE_ACT.match(text[end : end + 8]) is not None


def _by_words(text: str, mention: Mention, zones: Zones) -> Points:
    """Return the points of a mention in running text, by what the party does there."""
    start, end = mention["start"], mention["end"]
    if _ASKING_BEFORE.search(text, max(0, start - 12), start):
        return Points(2.0)
    asks = _ASKING_AFTER.match(text[end : end + 60])
    begins_row = zones.begins_row(text, end)
    first = zones.row_start(text, start)
    reported = _REPORTED.search(text, max(0, first - 14), first)
    if (asks or begins_row) and (reported or is_opposed(text, end)):
        return Points(1.0)
    if asks:
        return Points(3.0 if first < start else 2.5, True)
    if begins_row:
        return Points(3.0)
    if _HAS_ASKED.match(text[end : end + 80]):
        return Points(1.5, zones.first_person)
    if _VOTE_BEFORE.search(text, max(0, start - 14), start):
        return Points(2.5, zones.first_person)
    if _SPEAKS_FOR.search(text, max(0, start - 60), start):
        return Points(2.0, zones.first_person)
    if _OPINES_AFTER.match(text[end : end + 60]):
        return Points(1.5, mention["rule"] == "pattern:local-party")
    return Points(0.8 if mention["rule"] == "pattern:party-letter" else 1.0)


def is_opposed(text: str, end: int) -> bool:
    """Return whether the words after *end* turn against what the party named before them wants."""
    return _AGAINST.search(text, end, end + 260) is not None


def place_points(text: str, mention: Mention, zones: Zones) -> float:
    """Return how much a mention says that the page is about the place."""
    start, end = mention["start"], mention["end"]
    points = 1.0
    if zones.inside(zones.boilerplate, start):
        return 0.5
    if zones.inside(zones.title, start):
        points += 3.0
    elif zones.inside(zones.headings, start) or zones.inside(zones.lead_ins, start):
        points += 2.0
    if re.search(r"\b(?:kommun|stad)s?$", text[start:end], re.IGNORECASE):
        points += 1.0
    if _HERE_BEFORE.search(text, max(0, start - 24), start):
        points += 1.0
    if text[max(0, start - 3) : start].lower() == " i " and start - 3 in zones.party_at_end:
        points += 3.0
    if text.endswith(", ", 0, start) and start - 2 in zones.party_at_end:
        points += 3.0
    if zones.signed_from(text, mention):
        points += 1.9
    return points


def around(text: str, mention: Mention) -> str:
    """Return the mention with a few words of its surroundings, as evidence."""
    start = text.rfind(" ", 0, max(0, mention["start"] - 12)) + 1 if mention["start"] > 12 else 0
    end = text.find(" ", min(len(text), mention["end"] + 12))
    piece = text[start : end if end > 0 else len(text)]
    return " ".join(piece.split())[:80]
