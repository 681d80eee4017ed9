"""Which parties speak together: a common signature, «vi i M och KD», a row of parties that asks.

Being named, criticised, answered, quoted or thanked makes no speaker of a party.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from polcorp.lexicons.parties import load_alliances
from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.metadata.evidence import is_opposed, is_we
from polcorp.pipeline.metadata.signatures import Signature
from polcorp.pipeline.metadata.speaker_wording import (
    JOIN,
    PLACE,
    apart,
    asks_after,
    asks_before,
    paper_of,
)
from polcorp.pipeline.metadata.zones import Zones

#: The same party twice: «Moderaterna (M)».
_SAME = re.compile(r"[ ][(]")
#: A row that a title opens, as the speaker before a colon or with what is theirs.
_HEADS = word_pattern(rf"\)?{PLACE}s?(?::|[ ]{{speaker:joint}}|\s*(?:\n|$))")


@dataclass(slots=True, frozen=True)
class Named:
    """A party, or an alliance of parties, that is named in the text."""

    start: int
    end: int
    party: str


@dataclass(slots=True, frozen=True)
class Row:
    """Parties that are named in a row, each once, with the span from the first to the last."""

    parties: tuple[str, ...]
    start: int
    end: int


@dataclass(slots=True, frozen=True)
class Joint:
    """The parties that speak together, the main one first, and the words that say so."""

    parties: tuple[str, ...]
    evidence: str


def speaking_together(
    text: str,
    zones: Zones,
    named: Sequence[Named],
    signed: Signature,
    voices: Set[str],
    main: str | None,
) -> Joint | None:
    """Return the parties that speak as one, or None where one party speaks, or none.

    *named* are the parties and alliances of the text in order, *signed* those that sign it,
    *voices* those with words of their own (a signature, «vi i …»), *main* the one that most
    speaks for.
    """
    if len(signed.parties) > 1:
        return Joint(signed.parties, _words(text, signed.start, signed.end))
    alliances = {alliance.name for alliance in load_alliances()}
    rows = list(_rows(text, [name for name in named if name.party not in alliances]))
    own = [row for row in rows if len(row.parties) > 1 and _is_own(text, zones, row)]
    own = [row for row in own if set(signed.parties) <= set(row.parties)]
    own = own or _asking_rows(text, zones, rows, voices, main)
    own = own or _of_alliance(text, zones, named, rows, voices)
    return _united(text, own)


def _asking_rows(
    text: str, zones: Zones, rows: Sequence[Row], voices: Set[str], main: str | None
) -> list[Row]:
    """Return the rows of parties that ask, the main one among them.

    Where one party alone has words of its own, it speaks of others beside it, unless the page says
    that several speak.
    """
    return [
        row
        for row in rows
        if len(row.parties) > 1
        and main in row.parties
        and (len(voices & set(row.parties)) != 1 or zones.says_several)
        and _asks(text, zones, row)
    ]


def _united(text: str, rows: list[Row]) -> Joint | None:
    """Return the parties of the first row and of those that share one of them."""
    if not rows:
        return None
    found = dict.fromkeys(rows[0].parties)
    for row in rows[1:]:
        if not found.keys().isdisjoint(row.parties):
            found |= dict.fromkeys(row.parties)
    return Joint(tuple(found), _words(text, rows[0].start, rows[0].end))


def _rows(text: str, named: Iterable[Named]) -> Iterator[Row]:
    """Yield the parties of each row in which they are named, a single one too."""
    row: list[Named] = []
    for name in named:
        between = text[row[-1].end : name.start] if row else ""
        same = row and row[-1].party == name.party and _SAME.fullmatch(between)
        if row and not same and not JOIN.fullmatch(between):
            yield _row(row)
            row = []
        row.append(name)
    if row:
        yield _row(row)


def _row(names: list[Named]) -> Row:
    parties = tuple(dict.fromkeys(name.party for name in names))
    return Row(parties, names[0].start, names[-1].end)


def _is_own(text: str, zones: Zones, row: Row) -> bool:
    """Return whether a row occurs where only the speakers do: «vi i …», a title, a paper's head."""
    if zones.spoken(text, row.start) or row.start in zones.boilerplate:
        return False
    if is_we(text, row.start, row.end):
        return True
    number, (start, end) = zones.line_around(row.start)
    heads = paper_of().fullmatch(text, start, row.start) and text[end - 1] not in ".!"
    if heads or zones.written_by(text, start, row.start):
        return True
    if number not in zones.message[:3] or row.start != start:
        return False
    titles = start in zones.headings or number == zones.message[0]
    return titles and _HEADS.match(text, row.end) is not None


def _asks(text: str, zones: Zones, row: Row) -> bool:
    """Return whether a row asks for something in the text's own words, and nobody turns against it."""
    if zones.spoken(text, row.start) or row.start in zones.boilerplate:
        return False
    asks = asks_after().match(text, row.end) is not None
    inverted = asks_before().search(text, max(0, row.start - 20), row.start) is not None
    if not (asks or inverted) or is_opposed(text, row.end):
        return False
    return inverted or apart().search(text, max(0, row.start - 20), row.start) is None


def _of_alliance(
    text: str, zones: Zones, named: Sequence[Named], rows: Sequence[Row], voices: Set[str]
) -> list[Row]:
    """Return the rows that list the parties of an alliance which speaks on the page."""
    members = {alliance.name: set(alliance.parties) for alliance in load_alliances()}
    for name in named:
        if name.party in members and _alliance_speaks(text, zones, name):
            known = members[name.party]
            several = [row for row in rows if len(row.parties) > 1]
            listed = [
                row for row in several if not known or len(known.intersection(row.parties)) > 1
            ]
            if voices <= {party for row in listed for party in row.parties}:
                return listed
    return []


def _alliance_speaks(text: str, zones: Zones, name: Named) -> bool:
    if zones.spoken(text, name.start) or is_opposed(text, name.end):
        return False
    if name.start in zones.lead_ins or is_we(text, name.start, name.end):
        return True
    if name.start in {start for start, _ in zones.title.spans}:
        return True
    return _asks(text, zones, Row((name.party,), name.start, name.end))


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())[:80]
