"""Who speaks where no party does: an authority, a newspaper, an association, a company, a person.

Points for each kind, from the signs of ``speaker_cues.toml`` and from where names occur. A kind is
named only where its signs are clear; else the speaker is unknown, and what is asked on the page is
shown. A newspaper found by mistake would hide it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from polcorp.lexicons.needed_letters import may_match
from polcorp.lexicons.parties import party_of_organisation
from polcorp.lexicons.speaker_cues import KINDS, Kind, Where, load_speaker_cues
from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.annotations import Mention, MetaField
from polcorp.pipeline.layout.line_shapes import is_date_line
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
_WE_OF = word_pattern(r"\b{speaker:we_of}[ ](?:(?:alla|som \w+)[ ])?(?:i|på|inom|från)[ ]$")
#: Somebody is told to say something: «säger Eva Ek», «sa hon».
_SAYS = word_pattern(
    r"(?:[,.!?”\"»]|^)[ ]?{saying:reporting}[ ](?:\w+[ ]){0,3}?(?:[A-ZÅÄÖ][\wåäö-]+|hon|han)\b"
)
#: What is between a writer and the body that he writes for: «Eva Ek, ordförande för», «Bo Ek (», «Bo Ek, Tankesmedjan».
_WRITER = re.compile(r"(?:,|[ ][(])[ ]?(?:(?!(?:mot|Mot)\b)[\wåäöé-]+[ ]){0,7}$")
#: Offices that speak for themselves and not for the body.
_FOR_HIMSELF = word_pattern(r"\b{speaker:for_himself}\b", re.IGNORECASE)
#: Words by which somebody speaks of himself, and those by which several do.
_I = word_pattern(r"\b{speaker:i_and_mine}\b", re.IGNORECASE)
_US = word_pattern(r"\b{speaker:we_and_ours}\b", re.IGNORECASE)
#: «…, skriver Eva Ek»: under the title.
_WRITES = word_pattern(r"[,–”][ ]{saying:writes}[ ](?:[a-zåäö-]+[ ]){0,3}$")
#: The same anywhere in a line, and the end of a sentence.
_WRITES_BEFORE = word_pattern(r"\b{saying:writes}\b")
_ENDS = re.compile(r"[.!?]\s*$")
#: A line of a writer has this many characters at most, and is among this many first lines of the message.
_BYLINE, _TOP = 180, 6
#: A body that is named this often, and more than twice as often as any other, is whose page it is.
_OFTEN, _MORE = 3, 2
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
    places: dict[Where, list[str]] = {"cell": cells, "top": top, "end": end}
    lexicon, body = load_speaker_cues(), _ends(zones.body)
    shown: dict[str, str] = {}
    for where, (cues, finder) in lexicon.of_lines.items():
        shown |= {cues[number].name: words for number, words in finder.first(places[where]).items()}
    low = "\n".join(body).lower()
    for cue in lexicon.cue:
        if cue.where == "text" and may_match(cue.needed, low):
            found = next((match for line in body if (match := cue.pattern.search(line))), None)
            if found is not None:
                yield cue.weights, found.group()
        elif cue.name in shown:
            yield cue.weights, shown[cue.name]


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
    yield from _reporting(text, zones, mentions)
    yield from _dominant(zones, mentions)
    yield from _person(text, zones, mentions)
    counted: set[tuple[Kind, str]] = set()
    for mention in mentions:
        kind = _kind(mention)
        if kind is None:
            continue
        for what, points in _points(text, zones, mention, kind):
            if (kind, what) not in counted:
                counted.add((kind, what))
                yield kind, points, text[mention["start"] : mention["end"]]


def _reporting(
    text: str, zones: Zones, mentions: Sequence[Mention]
) -> Iterator[tuple[Kind, float, str]]:
    """Yield what says that somebody outside tells what persons of parties, or others, say."""
    if zones.first_person:
        return
    names = load_speaker_cues().names
    quoted = {m["canonical"] for m in mentions if _is_quoted(text, zones, m)}
    if len(quoted) > 1:
        yield "media", names.reports, " and ".join(sorted(quoted)) + " are quoted"
    elif (said := _SAYS.search(text)) is not None and not zones.is_release:
        yield "media", names.reports_one, said.group()


def _person(
    text: str, zones: Zones, mentions: Sequence[Mention]
) -> Iterator[tuple[Kind, float, str]]:
    """Yield what says that one person writes, for himself."""
    names = load_speaker_cues().names
    singular = sum(len(_I.findall(line)) for line in _ends(zones.body))
    plural = sum(len(_US.findall(line)) for line in _ends(zones.body))
    if singular > max(1, plural):
        yield "person", names.i_and_mine, f"«jag» {singular} times, «vi» {plural}"
    first = zones.message[0] if zones.message else 0
    for mention in mentions:
        number, (left, right) = zones.line_around(mention["start"])
        if mention["type"] != "PERSON" or number < 0 or number - first > _TOP:
            continue
        alone = left == mention["start"] and right == mention["end"]
        beside = zones.lines[max(0, number - 1) : number] + zones.lines[number + 1 : number + 2]
        dated = alone and any(is_date_line(text[a:b]) for a, b in beside)
        writes = _WRITES.search(text, left, mention["start"]) is not None
        if (dated or writes) and not zones.parties_in(left, right):
            yield "person", names.byline, text[mention["start"] : mention["end"]]
            return


def _dominant(zones: Zones, mentions: Sequence[Mention]) -> Iterator[tuple[Kind, float, str]]:
    """Yield the kind of the body that the message names again and again, on a page of its own words."""
    counts: Counter[tuple[Kind, str]] = Counter()
    for mention in mentions:
        kind = _kind(mention)
        if kind is None or kind == "media" or mention["start"] in zones.boilerplate:
            continue
        if _ASSEMBLY.search(mention["canonical"]) is None:
            counts[kind, mention["canonical"]] += 1
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _OFTEN:
        return
    (kind, name), most = ranked[0]
    if len(ranked) == 1 or most >= _MORE * ranked[1][1]:
        names = load_speaker_cues().names
        yield kind, names.often_and_we if zones.first_person else names.often, name


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
    if kind != "media" and _WE_OF.search(text, max(0, start - 40), start):
        yield "we", names.we
    if _writes_for(text, zones, start, (number, line)):
        yield "signed", names.signed
    acts = acts_after().match(text, end) or acts_before().search(text, max(0, start - 16), start)
    if acts and start == line[0] and start in zones.title:
        yield "title", names.title
    if statement_of().fullmatch(text, line[0], start):
        yield "statement", names.statement
    signs = zones.first_person and not assembly and zones.signs(text, start)
    if kind != "media" and signs and office().search(text, *line):
        yield "signed", names.signed
    if kind == "authority" and mention["type"] == "GPE" and acts:
        yield "acts", names.acts


def _writes_for(text: str, zones: Zones, start: int, at: tuple[int, tuple[int, int]]) -> bool:
    """Return whether a line at the top or the foot names a writer and the body at *start* as his."""
    number, (left, right) = at
    first = zones.message[0] if zones.message else 0
    edge = number - first <= _TOP or zones.signs(text, start)
    if number < 0 or not edge or right - left > _BYLINE:
        return False
    writers = zones.persons_in(left, start)
    if not writers or (
        _ENDS.search(text, start, right) and not _WRITES_BEFORE.search(text, left, start)
    ):
        return False  # a sentence that tells who somebody is
    cut = next((n for n in range(start - 1, writers[-1], -1) if text[n] in ",("), None)
    return (
        cut is not None
        and _WRITER.match(text[cut - 1 if text[cut] == "(" else cut : start]) is not None
        and _FOR_HIMSELF.search(text, cut, start) is None
    )
