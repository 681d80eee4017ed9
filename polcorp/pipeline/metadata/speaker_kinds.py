"""Who speaks where no party does: an authority, a newspaper, an association, a company, a person.

Points for each kind, from the signs of ``speaker_cues.toml`` and from where names occur. A kind is
named only where its signs are clear; else the speaker is unknown, and what is asked on the page is
shown. A newspaper found by mistake would hide it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from polcorp.lexicons.parties import party_of_organisation
from polcorp.lexicons.speaker_cues import KINDS, Kind, load_speaker_cues
from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.annotations import Mention, MetaField
from polcorp.pipeline.metadata.speaker_wording import (
    acts_after,
    acts_before,
    office,
    says_to,
    statement_of,
)
from polcorp.pipeline.metadata.zones import Zones
from polcorp.vocabulary.actor_types import ACTOR_TYPES

#: Points that make a kind the speaker.
SURE = 3.0
#: Points by which it must lead the next kind.
_LEAD = 1.0
#: How sure a kind is at most, points that speak for none, and how sure «unknown» is at least.
_SUREST, _DOUBT, _LEAST_SURE = 0.95, 1.0, 0.5
#: Lines at the top and at the end in which a page names its owner and its writer.
_EDGE = 6
#: Lines from either end of a text that are looked at.
_FAR = 500
Line = TypeVar("Line")
_CUT = re.compile(r"\s{2,}|\t|[ ]?[|/·•>][ ]|[ ][|/·•>]")
_KIND_OF: dict[str, Kind] = {
    name: traits.speaks_as for name, traits in ACTOR_TYPES.items() if traits.speaks_as
}
#: A municipality or region as a body, not as a place.
_BODY = word_pattern(r"(?:[ ]{places:municipality}|^Region[ ].+|^{speaker:public_body}\b.*)$")
_WE_OF = re.compile(r"\b[Vv]i[ ](?:i|på|inom|från)[ ]$")
_REST = re.compile(
    r"(?:[ ](?:(?:i|på)[ ])?[A-ZÅÄÖ][\wåäö-]+){0,2}[ ,.:]*(?:(?:\s{2}|[|/·•>]).*)?", re.DOTALL
)
#: Bodies that papers are put to: their name at the top of a page is no masthead.
_ASSEMBLY = word_pattern(r"{speaker:assembly_end}$", re.IGNORECASE)


@dataclass(slots=True)
class _Score:
    points: float = 0.0
    best: float = 0.0
    evidence: str = ""

    def add(self, points: float, words: str) -> None:
        self.points += points
        if points > self.best:
            self.best, self.evidence = points, " ".join(words.split())[:80]


def other_speaker(text: str, zones: Zones, mentions: Sequence[Mention]) -> MetaField:
    """Return who speaks on a page of no party: a kind with its evidence, or «unknown»."""
    scores: dict[Kind, _Score] = defaultdict(_Score)
    for weights, words in _cues(text, zones):
        for kind, points in weights.items():
            scores[kind].add(points, words)
    for kind, points, words in _names(text, zones, mentions):
        scores[kind].add(points, words)
    ranked = sorted(KINDS, key=lambda kind: -scores[kind].points)
    best, second = scores[ranked[0]], scores[ranked[1]]
    if best.points >= SURE and best.points - max(0.0, second.points) >= _LEAD:
        others = sum(max(0.0, scores[kind].points) for kind in ranked[1:])
        sure = round(min(_SUREST, best.points / (best.points + others + _DOUBT)), 2)
        return MetaField(value=ranked[0], evidence=best.evidence, confidence=sure)
    doubt = round(1.0 - min(_LEAST_SURE, max(0.0, best.points) / (2 * SURE)), 2)
    return MetaField(value="unknown", evidence="no clear sign of who speaks", confidence=doubt)


def _cues(text: str, zones: Zones) -> Iterator[tuple[dict[Kind, float], str]]:
    """Yield the weights and words of each sign of the lexicon that the page has."""
    lines = _ends(list(re.finditer(r"[^\n\r]*\S[^\n\r]*", text)))
    message = [line for line in lines if line.start() not in zones.boilerplate]
    cells = [cell for line in lines for cell in _cells(line)]
    top = [cell for line in lines[:_EDGE] for cell in _cells(line)]
    end = [cell for line in message[-_EDGE:] for cell in _cells(line)]
    places = {"cell": cells, "top": top, "end": end, "text": _ends(zones.body)}
    for cue in load_speaker_cues().cue:
        fits = cue.pattern.search if cue.where == "text" else cue.pattern.match
        found = next((match for words in places[cue.where] if (match := fits(words))), None)
        if found is not None:
            yield cue.weights, found.group()


def _ends(lines: list[Line]) -> list[Line]:
    """Return the lines of a page, of a very long text those of its two ends."""
    return lines if len(lines) <= 2 * _FAR else lines[:_FAR] + lines[-_FAR:]


def _cells(line: re.Match[str]) -> list[str]:
    """Return a line and, where blanks, bars or dots cut it, its parts."""
    whole = line.group().strip()
    parts = [part.strip() for part in _CUT.split(whole)]
    return [whole, *(part for part in parts if part and part != whole)]


def _names(
    text: str, zones: Zones, mentions: Sequence[Mention]
) -> Iterator[tuple[Kind, float, str]]:
    """Yield kind, points and words for names that occur where a page names its owner or writer."""
    quoted = {m["canonical"] for m in mentions if _is_quoted(text, zones, m)}
    if len(quoted) > 1 and not zones.first_person:
        yield (
            "media",
            load_speaker_cues().names.reports,
            " and ".join(sorted(quoted)) + " are quoted",
        )
    counted: set[tuple[Kind, str]] = set()
    for mention in mentions:
        kind = _kind(mention)
        if kind is None:
            continue
        for what, points in _points(text, zones, mention, kind):
            if (kind, what) not in counted:
                counted.add((kind, what))
                yield kind, points, text[mention["start"] : mention["end"]]


def _is_quoted(text: str, zones: Zones, mention: Mention) -> bool:
    """Return whether a party's name comes with a person who says something."""
    place = mention["start"]
    return mention["type"] == "PARTY" and (zones.said_by(text, place) or zones.spoken(text, place))


def _kind(mention: Mention) -> Kind | None:
    if mention["type"] == "GPE":
        return "authority" if _BODY.search(mention["canonical"]) else None
    if mention["type"] == "ORG" and mention["canonical"] in party_of_organisation():
        return None
    return _KIND_OF.get(mention["type"])


def _points(text: str, zones: Zones, mention: Mention, kind: Kind) -> Iterator[tuple[str, float]]:
    names = load_speaker_cues().names
    start, end = mention["start"], mention["end"]
    if kind == "media" and says_to().search(text, max(0, start - 90), start):
        yield "said", names.said
    if zones.spoken(text, start):
        return
    number, line = zones.line_around(start)
    left, right = zones.physical_line(start, end)
    alone = left == start and _REST.fullmatch(text, end, right) is not None
    assembly = _ASSEMBLY.search(mention["canonical"]) is not None
    if alone and not assembly and (number < 3 or start in zones.boilerplate):
        yield "masthead", names.masthead
    if kind != "media" and _WE_OF.search(text, max(0, start - 10), start):
        yield "we", names.we
    acts = acts_after().match(text, end) or acts_before().search(text, max(0, start - 16), start)
    if acts and start == line[0] and start in zones.title:
        yield "title", names.title
    if statement_of().fullmatch(text, line[0], start):
        yield "statement", names.statement
    signs = zones.first_person and not assembly and zones.signs(text, start)
    if kind != "media" and signs and office().search(text, line[0], start):
        yield "signed", names.signed
    if kind == "authority" and mention["type"] == "GPE" and acts:
        yield "acts", names.acts
