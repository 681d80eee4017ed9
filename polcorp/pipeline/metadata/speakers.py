"""Whose page it is: the main party, all parties that speak together, and the kind of speaker."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc

from polcorp.lexicons.parties import load_parties, party_of_organisation
from polcorp.lexicons.word_lists import fill, word_pattern
from polcorp.lexicons.word_lists import words as listed
from polcorp.pipeline.annotations import Mention, MetaField, text_of
from polcorp.pipeline.metadata.addresses import party_of_address
from polcorp.pipeline.metadata.evidence import PARTY, Points, Tally, around, party_points
from polcorp.pipeline.metadata.joint_texts import Named, speaking_together
from polcorp.pipeline.metadata.signatures import Signature, signed_parties
from polcorp.pipeline.metadata.speaker_kinds import other_speaker
from polcorp.pipeline.metadata.speaker_wording import acts_after
from polcorp.pipeline.metadata.zones import Zones

_ROLE = word_pattern(
    r"\b\w*{speaker:office_of_party}\w*|\b{speaker:role_verb}\b|\bvår(?:t|a)? {speaker:our_papers}\b|"
    r"\bvi {asking:verbs}\b",
    re.IGNORECASE,
)
#: A party that nothing strong speaks for has at least this share of what is said of parties.
_STANDS_OUT = 0.3
#: This many parties that ask, none in words of its own and none with so many times the points of the next,
#: are compared by somebody else.
_COMPARED, _FAR_AHEAD = 4, 2.0
#: Points that, with this share of all, make a party the speaker of a page in the first person.
_LEADS, _MOST = 4.0, 0.5
#: How sure a speaker is with hardly a point, and at most; each of this many points adds as much.
_LEAST_SURE, _SUREST, _SURE = 0.5, 0.99, 8
#: A party that is named alone on a page in the first person needs this many points.
_ALONE = 2.0
#: Speakers that tell of parties: what a party «wants» on their pages is news.
_REPORTERS = frozenset({"media", "authority", "person"})
#: Those that say «vi» of themselves, where they tell of parties.
_BODIES = frozenset({"association", "company"})
_NOBODY = MetaField(value=None, evidence="", confidence=0.0)


class Speakers(NamedTuple):
    """The main party and all parties of a page, joined by «;», and the kind of speaker."""

    party: MetaField
    parties: MetaField
    speaker: MetaField


class SpeakerFinder:
    """Finds who speaks on a page."""

    def __init__(self) -> None:
        """Index the parties by name."""
        self._party_of = {party.name: party.abbr for party in load_parties()}

    def find(self, doc: Doc, zones: Zones, given: Mapping[str, MetaField]) -> Speakers:
        """Return who speaks in *doc*; what is *given* of party and speaker goes first.

        A given party speaks unless another speaker is given; where another speaker is given and
        no party, no party speaks.
        """
        speaker = given.get("speaker")
        if "party" in given:
            party = given["party"]
            return Speakers(party, party, speaker or _party(party))
        if speaker is not None and speaker["value"] != "party":
            nobody = MetaField(value=None, evidence=speaker["evidence"], confidence=1.0)
            return Speakers(nobody, nobody, speaker)
        return self._find(doc, zones, speaker)

    def _find(self, doc: Doc, zones: Zones, given: MetaField | None) -> Speakers:
        """Return who speaks; *given* says that a party does.

        A party that has no words of its own on the page does not speak where somebody else does.
        """
        text = text_of(doc)
        named = self._named(doc)
        signed = signed_parties(text, zones, [(n.start, n.end, n.party) for n in named])
        tallies = self._tallies(doc, zones, signed)
        party, parties = _parties(text, zones, tallies, named, signed, known=given is not None)
        if given is not None:
            return Speakers(party, parties, given)
        voice = party["value"] is not None and tallies[party["value"]].voice
        wrote = voice and signed.opens and party["value"] in signed.parties
        if wrote or (voice and zones.first_person and not zones.is_debate):
            return Speakers(party, parties, _party(party))
        other = other_speaker(text, zones, doc._.actors)
        if voice and other["value"] != "authority":  # minutes name those who sign and ask
            return Speakers(party, parties, _party(party))
        speaks = (
            other["value"] in _BODIES
            and zones.first_person
            and not tallies[party["value"] or ""].titled
        )
        if party["value"] is None or other["value"] in _REPORTERS or speaks:
            return Speakers(_NOBODY, _NOBODY, other)
        return Speakers(party, parties, _party(party))

    def _tallies(self, doc: Doc, zones: Zones, signed: Signature) -> dict[str, Tally]:
        """Return what the page says of each party that it names."""
        text = text_of(doc)
        tallies: dict[str, Tally] = defaultdict(Tally)
        for mention in doc._.actors:
            abbr = self._abbr(mention)
            if abbr is not None:
                listed = signed.lists(mention["start"])
                points = Points(PARTY.listed) if listed else party_points(text, mention, zones)
                tallies[abbr].add(points, around(text, mention), mention["start"])
                acts = acts_after().match(text, mention["end"]) is not None
                tallies[abbr].titled |= acts and mention["start"] in zones.title
        for abbr, words in _adjectives(doc, text):
            tallies[abbr].add(Points(PARTY.adjective, strong=True, voice=True), words, 0)
        address = party_of_address(text)
        if address is not None:
            # no voice: a newspaper prints addresses too
            tallies[address[0]].add(Points(PARTY.address, strong=True), address[1], 0)
        for abbr in signed.parties:
            tallies[abbr].strong = tallies[abbr].voice = True
        return tallies

    def _named(self, doc: Doc) -> list[Named]:
        """Return the parties, and alliances of parties, in the order of the text."""
        named = []
        for mention in doc._.actors:
            party = self._abbr(mention)
            if party is None and mention["type"] == "PARTY":
                party = mention["canonical"]
            if party is not None:
                named.append(Named(mention["start"], mention["end"], party))
        return named

    def _abbr(self, mention: Mention) -> str | None:
        """Return the abbreviation of the party that *mention* names; a new one goes by its name."""
        if mention["type"] == "ORG":
            return party_of_organisation().get(mention["canonical"])
        if mention["type"] != "PARTY":
            return None
        known = self._party_of.get(mention["canonical"])
        if known is None and mention["canonical"] in listed("parties:church"):
            return mention["canonical"]
        if known is None and mention["source"] in {"pattern", "user"}:
            return mention["canonical"]
        return known


def _party(party: MetaField) -> MetaField:
    """Return the kind of speaker of a page on which *party* speaks."""
    return MetaField(value="party", evidence=party["evidence"], confidence=party["confidence"])


def _parties(
    text: str,
    zones: Zones,
    tallies: Mapping[str, Tally],
    named: Sequence[Named],
    signed: Signature,
    *,
    known: bool,
) -> tuple[MetaField, MetaField]:
    """Return the main party and all that speak together; *known*: one of them does speak."""
    writers = signed.parties if signed.opens else ()
    ranked = sorted(
        tallies,
        key=lambda a: (
            a not in writers,
            -tallies[a].voice,
            -tallies[a].points,
            tallies[a].first,
            a,
        ),
    )
    main = ranked[0] if ranked else None
    voices = {abbr for abbr in ranked if tallies[abbr].voice}
    joint = speaking_together(text, zones, named, signed, voices, main)
    if joint is not None:
        sure = _sureness(tallies, joint.parties)
        return (
            MetaField(value=joint.parties[0], evidence=joint.evidence, confidence=sure),
            MetaField(value=";".join(joint.parties), evidence=joint.evidence, confidence=sure),
        )
    if main is None or not (known or _one_speaks(text, zones, tallies, main)):
        return _NOBODY, _NOBODY
    sure = _sureness(tallies, (main,))
    found = MetaField(value=main, evidence=tallies[main].evidence, confidence=sure)
    return found, found


def _one_speaks(text: str, zones: Zones, tallies: Mapping[str, Tally], main: str) -> bool:
    """Return whether enough speaks for the party that most speaks for."""
    best = tallies[main]
    asking = sum(tally.strong for tally in tallies.values())
    second = max((tallies[abbr].points for abbr in tallies if abbr != main), default=0.0)
    if asking >= _COMPARED and not best.voice and best.points < _FAR_AHEAD * second:
        return False  # what each of many parties wants is compared
    total = sum(tally.points for tally in tallies.values())
    stands_out = best.points >= _STANDS_OUT * total
    alone = len(tallies) == 1 and best.points >= _ALONE
    leads = best.points >= max(_LEADS, _MOST * total)
    voice = stands_out and zones.first_person and (alone or leads or _ROLE.search(text))
    titled = len(tallies) == 1 and best.points >= _LEADS and best.titled
    return best.strong or bool(voice) or titled


def _sureness(tallies: Mapping[str, Tally], speaking: Sequence[str]) -> float:
    """Return the share of what is said of parties that is said of those that speak, 0 to 0.99."""
    theirs = [tallies[party] for party in speaking if party in tallies]
    points = sum(tally.points for tally in theirs)
    total = sum(tally.points for tally in tallies.values())
    best = max((tally.points for tally in theirs), default=0.0)
    enough = min(1.0, _LEAST_SURE + best / _SURE)
    return round(min(_SUREST, points / total * enough), 2) if total else 0.0


@cache
def _adjective_patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Return patterns of a party's adjective and what it has, and of its group, and whose each is."""
    owner = {
        adjective.lower(): party.abbr
        for party in load_parties()
        if party.level == "riksdag"
        for adjective in (*party.adjectives, *party.ambiguous_adjectives)
    }
    words = "|".join(sorted(map(re.escape, owner), key=len, reverse=True))
    things, acts = fill("{speaker:of_party}"), fill("{speaker:group_acts}")
    groups, members = fill("{speaker:group}"), fill("{speaker:members}")
    return (
        re.compile(rf"\b({words})\s+(?:\w+\s+)?{things}\b", re.IGNORECASE),
        re.compile(
            rf"\b(?:vi i|för|från)(?: den)? ({words}) \w*{groups}\b|\bvi ({words}) {members}\b|"
            rf"(?:\A|(?<=\n)|(?<=[.!?] ))(?:den )?({words}) \w*gruppen(?: i \w+)?(?: {acts}\b|\s*$)",
            re.IGNORECASE | re.MULTILINE,
        ),
        owner,
    )


def _adjectives(doc: Doc, text: str) -> Iterator[tuple[str, str]]:
    """Yield the party and the words of «Liberala vallöften:» and «vi i den moderata gruppen».

    The first count where they introduce a list or are a heading, the others in any line of the
    message.
    """
    things, groups, owner = _adjective_patterns()
    message = [p for p in doc._.paragraphs if p["kind"] != "boilerplate"]
    parts = [(things, part) for part in (*doc._.lead_ins, *doc._.headings)]
    for pattern, part in parts + [(groups, part) for part in message]:
        match = pattern.search(text, part["start"], part["end"])
        if match:
            adjective = next(filter(None, match.groups()))
            yield owner[adjective.lower()], " ".join(match.group().split())
