"""Who signs a page: lines of persons with their parties, near the end or in a byline."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.layout.line_shapes import is_contact, is_date_line, is_name_like, words
from polcorp.pipeline.metadata.speaker_wording import JOIN, PLACE
from polcorp.pipeline.metadata.zones import Zones

#: A line that is a party alone, or for whom somebody signs: «För Miljöpartiet», «Moderaterna i Nacka».
_FOR = re.compile(r"(?:(?:för|genom)[ ])?", re.IGNORECASE)
_REST = re.compile(rf"\)?{PLACE}(?:[ ][A-ZÅÄÖ]?[\wåäö-]+)?[ ,]*")
_BYLINE = word_pattern(r"{speaker:signed_byline}[: ]+", re.IGNORECASE)
#: «…, skriver Eva Ek (S) och Bo Ek (V).»: the words under the title of an article.
_WRITE = word_pattern(r"[,–”][ ]{saying:writes}[ ](?:[a-zåäö-]+[ ]){0,3}$")
_CLOSES = re.compile(r"\)?(?:,[ ][\wåäö -]{3,60})?[.]?")
#: Whom a paper turns to or what it answers is no signature: «Svar till Eva Ek (S)».
_ADDRESSED = word_pattern(r"\b{speaker:addressed}\b", re.IGNORECASE)
#: Whom the writers of a paper turn to, after them: «… av Eva Ek (S) till statsrådet Bo Ek (M)».
_TO = re.compile(r"[ ]till[ ]")
#: Words of a page whose signatures are signatures, and no list of members or contacts.
_SIGNS_SOMETHING = word_pattern(r"\b{speaker:signs}\b", re.IGNORECASE)
#: Number of lines at the top that may say who writes.
_TOP = 5
_LONGEST = 95
_LONGEST_FILLER = 60
_MOST_FILLER_WORDS = 8

_Span = tuple[int, int]
_Named = tuple[int, int, str]


@dataclass(slots=True, frozen=True)
class Signature:
    """The parties that sign in one block, in order, and its span.

    Lines of persons of several parties on a page that says nothing in the first person are a list:
    it has a span and no party.
    """

    parties: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    #: Whether the first lines say whose paper it is: «Interpellation 2016/17:4 av Eva Ek (C)».
    opens: bool = False

    def lists(self, place: int) -> bool:
        """Return whether *place* lies in a list of persons that sign nothing."""
        return not self.parties and self.start <= place < self.end


def signed_parties(text: str, zones: Zones, named: Sequence[_Named]) -> Signature:
    """Return the first block of signatures: neighbouring lines of persons with their parties.

    *named* are start, end and party of each party that the text names.
    """
    lines = list(_lines(text, zones))
    foot = _foot(text, lines)
    block: list[tuple[_Span, list[str]]] = []
    sure = zones.first_person or any(_SIGNS_SOMETHING.search(line) for line in zones.body)
    for number, line in enumerate(lines):
        first, last = (bisect_left(named, place, key=itemgetter(0)) for place in line)
        here = named[first:last]
        if by := _written_by(text, zones, line, number, here):
            return Signature(tuple(dict.fromkeys(by)), *line, opens=number < _TOP)
        parties = _signing(text, zones, lines, number, here) if number >= foot else None
        if parties is None:
            if any(found for _, found in block):
                break
            block = []
        else:
            block.append((line, parties))
    signing = [(span, parties) for span, parties in block if parties]
    if not signing:
        return Signature()
    found = tuple(dict.fromkeys(party for _, parties in signing for party in parties))
    start, end = signing[0][0][0], signing[-1][0][1]
    return Signature(found if sure or len(found) == 1 else (), start, end)


def _foot(text: str, lines: list[_Span]) -> int:
    """Return the number of the first line that may sign: of the second half, or after all sentences."""
    sentences = [n for n, (_, end) in enumerate(lines) if text[end - 1] in ".!?"]
    return min(len(lines) // 2, sentences[-1] + 1 if sentences else 0)


def _lines(text: str, zones: Zones) -> Iterator[_Span]:
    """Yield the physical lines of the message that are not empty, and no items of a list."""
    for match in re.finditer(r"[^\n\r]*\S[^\n\r]*", text):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        if start not in zones.boilerplate and start not in zones.items:
            yield start, match.end() - len(match.group()) + len(match.group().rstrip())


def _written_by(
    text: str, zones: Zones, line: _Span, number: int, here: Sequence[_Named]
) -> list[str]:
    """Return the parties of the writers whom a byline or the words at the top of a page name."""
    start, end = line
    if not here or zones.spoken(text, start):
        return []
    first, last = here[0][0], here[-1][1]
    if zones.written_by(text, start, first):
        turned = _TO.search(text, here[0][1], end)
        return [party for at, _, party in here if not turned or at < turned.start()]
    persons = zones.persons_in(start, first)
    if _BYLINE.match(text, start, end) and persons and _REST.fullmatch(text, last, end):
        return [party for _, _, party in here]
    if number < _TOP and persons and _WRITE.search(text, start, persons[0]):
        written = [n for n in here if n[0] > persons[0]]
        return [n[2] for n in written] if _CLOSES.fullmatch(text, last, end) else []
    return []


def _signing(
    text: str, zones: Zones, lines: list[_Span], number: int, here: Sequence[_Named]
) -> list[str] | None:
    """Return the parties that sign in a line; none where it only comes between signatures.

    None is returned for a line that ends a block.
    """
    start, end = lines[number]
    line = text[start:end]
    if line.endswith((".", "!", "?", ":")) or is_contact(line):
        return None
    if not here:
        return [] if _is_filler(zones, line, start) else None
    longest = _LONGEST * max(1, line.count("("))
    if len(line) > longest or _ADDRESSED.search(line):
        return None
    if zones.persons_in(start, start + 1):
        return [party for _, _, party in here]
    alone = _FOR.fullmatch(text, start, here[0][0]) and _REST.fullmatch(text, here[-1][1], end)
    joined = all(JOIN.fullmatch(text, a[1], b[0]) for a, b in pairwise(here))
    if alone and joined and _beside_person(zones, lines, number):
        return [party for _, _, party in here]
    return None


def _is_filler(zones: Zones, line: str, start: int) -> bool:
    """Return whether a line may come between signatures: a person, an office, a place and a day."""
    if is_date_line(line) or is_name_like(line):
        return True
    short = len(line) <= _LONGEST_FILLER and len(words(line)) <= _MOST_FILLER_WORDS
    return short and start not in zones.headings


def _beside_person(zones: Zones, lines: list[_Span], number: int) -> bool:
    """Return whether the line before or after is a person's name, perhaps with an office."""
    near = [lines[n] for n in (number - 1, number + 1) if 0 <= n < len(lines)]
    return any(
        end - start <= _LONGEST and zones.persons_in(start, start + 1) for start, end in near
    )
