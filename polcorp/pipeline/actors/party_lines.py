"""Parties on lines of their own, one of them perhaps unknown: «Centerpartiet: 7», «Levande bygd: 4»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polcorp.lexicons.name_rules import STRENGTHS
from polcorp.lexicons.parties import known_parties, resolve_party
from polcorp.lexicons.word_lists import word_pattern, words
from polcorp.pipeline.actors.candidates import Candidate

#: A name and its seats, votes or share.
_WITH_NUMBER = word_pattern(
    r"^[ \t]*(?:[-–•*·▪►][ \t]*)?(?P<name>[A-ZÅÄÖ][\wåäöÅÄÖ-]*(?:[ ][\w-]+){0,4}?)(?:[ ][(](?P<letters>[A-ZÅÄÖ][\wÅÄÖåäö]{0,5})[)])?"
    r"(?:[ \t]*[:–-][ \t]*|[ \t]+)\d[\d ,.]*(?:[ ]?%|[ ]{parties:counted})?[.]?[ \t]*$",
    re.MULTILINE,
)
#: A party's letters, which a page sets as a mark, right before its name: «CCenterpartiet Ydre».
_MARKED = word_pattern(
    r"^(?P<letters>[A-ZÅÄÖ]{1,2})(?P<name>[A-ZÅÄÖ][a-zåäö]{4,}(?:na|et))(?= [A-ZÅÄÖ]|[ \t]*$)",
    re.MULTILINE,
)
#: Known parties that make the lines ones of parties.
_SURE = 2


def find_on_lines(text: str) -> Iterator[Candidate]:
    """Yield the unknown names in runs of lines that give parties with numbers, and names after their letters."""
    for match in _MARKED.finditer(text):
        if resolve_party(match["name"]) == match["letters"]:
            name, rule = known_parties()[match["letters"]], "pattern:party-lines"
            yield Candidate(
                *match.span("name"), name, "PARTY", "pattern", rule, strength=STRENGTHS["clear"]
            )
    run: list[re.Match[str]] = []
    for match in _WITH_NUMBER.finditer(text):
        if run and text[run[-1].end() : match.start()].strip():
            yield from _unknown(run)
            run = []
        run.append(match)
    yield from _unknown(run)


def _unknown(run: list[re.Match[str]]) -> Iterator[Candidate]:
    """Yield the names of *run* that are no known parties, where enough of the others are."""
    other = [match for match in run if resolve_party(match["name"]) is None]
    if len(run) - len(other) < _SURE or len(other) * 2 > len(run):
        return
    strength = STRENGTHS["plain"]
    for match in other:
        name, rule = match["name"], "pattern:party-lines"
        if name in words("parties:no_party_on_line"):
            continue
        yield Candidate(*match.span("name"), name, "PARTY", "pattern", rule, strength=strength)
