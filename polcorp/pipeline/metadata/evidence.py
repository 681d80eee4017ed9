"""Who speaks and where from: what each mention says of it, by where it occurs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.annotations import Mention
from polcorp.pipeline.metadata.zones import Zones
from polcorp.pipeline.rule_names import LOCAL_PARTY, PARTY_LETTER

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
    r"^(?:[ ](?:i|på)[ ](?:Region[ ])?[A-ZÅÄÖ][\wåäö-]+(?:[ ]kommun)?)?[ ]har[ ](?:{speaker:long_since}"
    r"[ ])?{asking:has_asked}\b"
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
#: What a party's name in the genitive owns: «Vänsterpartiets kommunala program».
_ITS_PAPER = word_pattern(r"[ ](?:\w+[ ])?\w*{speaker:its_paper}\b")
#: The next sentence turns against what the party named before wants.
_AGAINST = word_pattern(r"\b{speaker:against}\b", re.IGNORECASE)
#: Whom a heading turns to does not speak: «Svar till S: …».
_ADDRESSED = re.compile(r"\b(?:till|mot)[ ]$", re.IGNORECASE)
_WE_ACT = word_pattern(r"[ ](?:i[ ]|{asking:after_we})")
_WE_BEFORE = re.compile(r"\b(?:vi|oss)(?:[ ]i(?:nom)?)?[ ][(]?$", re.IGNORECASE)
#: A heading that speaks for a party: «Liberalernas politik», «Centerpartiet i Bräcke», «C vill …».
_OWNS = word_pattern(r"s[ ]|.(?:[ ]i[ ][A-ZÅÄÖ]|[ ](?i:{asking:after_party_in_heading})\b|\s*$|:)")
_GOVERNED = word_pattern(r"\b{places:municipality}s?$", re.IGNORECASE)
_HERE_BEFORE = word_pattern(r"\b{places:here} i $", re.IGNORECASE)


@dataclass(slots=True, frozen=True)
class PartyWeights:
    """Points of a mention of a party, by where it occurs and what it does there."""

    #: The site's own party in web-page text, and any other party there.
    brand: float = 3.0
    web_page: float = 0.5
    lead_in: float = 5.0
    #: The party's own paper or reply, or its name alone at the top or the foot.
    paper: float = 4.0
    #: Somebody signs or speaks for it.
    signature: float = 4.0
    we: float = 5.0
    we_quoted: float = 2.0
    vote_in_heading: float = 4.0
    #: A heading that turns to the party or asks of it.
    addressed: float = 0.5
    title: float = 3.0
    heading: float = 2.0
    #: It asks in running text: after the verb, before it, as one of a row, in a wish that is only
    #: reported, long ago.
    asked_before: float = 2.0
    asks: float = 2.5
    asks_in_row: float = 3.0
    reported: float = 1.0
    has_asked: float = 1.5
    vote: float = 2.5
    spokesman: float = 2.0
    opines: float = 1.5
    #: Its paper is told of in the first person: «Vänsterpartiets lokala program visar vad vi vill».
    its_paper: float = 2.0
    named: float = 1.0
    letters: float = 0.8
    #: One of a list of signatures.
    listed: float = 0.8
    #: The adjective of a party with what is its own, or its group; and the address of the page.
    adjective: float = 4.0
    address: float = 3.0


@dataclass(slots=True, frozen=True)
class PlaceWeights:
    """Points of a mention of a place; those after the first are added to it."""

    web_page: float = 0.5
    named: float = 1.0
    title: float = 3.0
    heading: float = 2.0
    #: «Kils kommun».
    governed: float = 1.0
    #: «här i Kil».
    here: float = 1.0
    #: «Miljöpartiet i Kil», «Miljöpartiet, Kil».
    of_party: float = 3.0
    #: Where a paper is signed; less than where its party is.
    signed_from: float = 1.9
    #: Alone on a line of page text: what the site is called, a step of the way through it.
    site: float = 2.0
    #: «Kil. Nämnden sade nej …»: before the news from there.
    dateline: float = 1.5


#: Between a party and the place of its branch.
_AT = (" i ", " I ", " på ")
#: What is between the steps of the way through a site.
_STEPS = " /|>»›•·–-"
PARTY = PartyWeights()
PLACE_OF_PAGE = PlaceWeights()


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
    titled: bool = False
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
    if start in zones.boilerplate:
        return (
            Points(PARTY.brand, True, True)
            if zones.brands(text, mention)
            else Points(PARTY.web_page)
        )
    if zones.has_turn(text, start):
        return Points(PARTY.letters)
    if start in zones.lead_ins:
        if _ADDRESSED.search(text, max(0, start - 6), start):
            return Points(PARTY.addressed)
        return Points(PARTY.lead_in, True, True)
    if (
        zones.titles_paper(text, mention)
        or _REPLIES_AFTER.match(text[end : end + 20])
        or zones.alone_at_edge(text, mention)
    ):
        return Points(PARTY.paper, True, True)
    if zones.said_by(text, start) or zones.signs(text, start):
        return Points(PARTY.signature, True, not zones.said_by(text, start))
    if is_we(text, start, end):
        quoted = zones.quoted(text, start)
        return Points(PARTY.we_quoted, True) if quoted else Points(PARTY.we, True, True)
    return _by_heading(text, mention, zones)


def _by_heading(text: str, mention: Mention, zones: Zones) -> Points | None:
    """Return the points of a mention in a heading, else None."""
    start, end = mention["start"], mention["end"]
    if start not in zones.headings:
        return None
    if _VOTE_BEFORE.search(text, max(0, start - 14), start):
        return Points(PARTY.vote_in_heading, True, True)
    line_end = text.find("\n", end)
    asked = text[start : line_end if line_end >= 0 else len(text)].rstrip().endswith("?")
    if asked or _ADDRESSED.search(text, max(0, start - 6), start):
        return Points(PARTY.addressed)
    points = PARTY.title if start in zones.title else PARTY.heading
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
        return Points(PARTY.asked_before)
    asks = _ASKING_AFTER.match(text[end : end + 60])
    begins_row = zones.begins_row(text, end)
    first = zones.row_start(text, start)
    reported = _REPORTED.search(text, max(0, first - 14), first)
    if (asks or begins_row) and (reported or is_opposed(text, end)):
        return Points(PARTY.reported)
    if asks:
        return Points(PARTY.asks_in_row if first < start else PARTY.asks, True)
    if begins_row:
        return Points(PARTY.asks_in_row)
    if _HAS_ASKED.match(text[end : end + 80]):
        return Points(PARTY.has_asked, zones.first_person)
    if _VOTE_BEFORE.search(text, max(0, start - 14), start):
        return Points(PARTY.vote, zones.first_person and not is_opposed(text, end))
    if _SPEAKS_FOR.search(text, max(0, start - 60), start):
        return Points(PARTY.spokesman, zones.first_person)
    return _by_what_follows(text, mention, zones)


def _by_what_follows(text: str, mention: Mention, zones: Zones) -> Points:
    """Return the points of a mention that neither asks nor is voted for."""
    end = mention["end"]
    if zones.first_person and text[end - 1] == "s" and _ITS_PAPER.match(text, end, end + 60):
        return Points(PARTY.its_paper)
    if _OPINES_AFTER.match(text[end : end + 60]):
        return Points(PARTY.opines, mention["rule"] == LOCAL_PARTY)
    return Points(PARTY.letters if mention["rule"] == PARTY_LETTER else PARTY.named)


def is_opposed(text: str, end: int) -> bool:
    """Return whether the words after *end* turn against what the party named before them wants."""
    return _AGAINST.search(text, end, end + 260) is not None


def place_points(text: str, mention: Mention, zones: Zones) -> float:
    """Return how much a mention says that the page is about the place."""
    start, end = mention["start"], mention["end"]
    points = PLACE_OF_PAGE.named
    if start in zones.boilerplate:
        line = zones.physical_line(start, end)
        alone = not text[line[0] : start].strip(_STEPS) and not text[end : line[1]].strip(_STEPS)
        return PLACE_OF_PAGE.site if alone else PLACE_OF_PAGE.web_page
    if start in zones.starts and text[end : end + 2] == ". " and text[end + 2 : end + 3].isupper():
        points += PLACE_OF_PAGE.dateline
    if start in zones.title:
        points += PLACE_OF_PAGE.title
    elif start in zones.headings or start in zones.lead_ins:
        points += PLACE_OF_PAGE.heading
    if _GOVERNED.search(text[start:end]):
        points += PLACE_OF_PAGE.governed
    if _HERE_BEFORE.search(text, max(0, start - 24), start):
        points += PLACE_OF_PAGE.here
    at = next((word for word in _AT if text[max(0, start - 4) : start].endswith(word)), "")
    if at and start - len(at) in zones.party_at_end:
        points += PLACE_OF_PAGE.of_party
    if text.endswith(", ", 0, start) and start - 2 in zones.party_at_end:
        points += PLACE_OF_PAGE.of_party
    if zones.signed_from(text, mention):
        points += PLACE_OF_PAGE.signed_from
    return points


#: No farther away is a blank looked for: where there is none, what follows is no evidence but a page.
_NO_BLANK = 2_000


def around(text: str, mention: Mention) -> str:
    """Return the mention with a few words of its surroundings, as evidence."""
    before, after = max(0, mention["start"] - 12), min(len(text), mention["end"] + 12)
    start = text.rfind(" ", max(0, before - _NO_BLANK), before) + 1
    end = text.find(" ", after, after + _NO_BLANK)
    piece = text[start or max(0, before - _NO_BLANK) : end if end > 0 else after + _NO_BLANK]
    return " ".join(piece.split())[:80]
