"""Bodies with their district, branch or number as one name: «ABF Sörmland», «Northvolt 1»."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from polcorp.lexicons.name_rules import STRENGTHS
from polcorp.lexicons.parties import party_of_organisation
from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.name_patterns import NUMBER

_BRANCH = word_pattern(r"[ \u00a0](?:{places:compass}|{names:branch})\b(?![ ][A-ZÅÄÖ]|-)")
_PLACE = word_pattern(
    r"[ \u00a0](?P<place>(?:{places:part})?[A-ZÅÄÖ][a-zåäöé]+)\b"
    r"(?![ ](?:{places:municipality}|län|[A-ZÅÄÖ])|-)"
)


_WITH_DISTRICTS = frozenset({"ORG", "COMPANY", "PROGRAMME"})


def with_districts(
    text: str, candidates: Iterable[Candidate], known_places: Collection[str]
) -> Iterator[Candidate]:
    """Yield the listed bodies and programmes among *candidates* with their districts.

    A district is a quarter of the compass or a branch; an organisation's may be one of *known_places*,
    and a company's a number.
    """
    for candidate in candidates:
        if candidate.type not in _WITH_DISTRICTS or candidate.source not in {"lexicon", "user"}:
            continue
        if candidate.canonical in party_of_organisation():  # their districts are where they speak
            continue
        end = _district_end(text, candidate, known_places)
        if end is not None:
            yield replace(
                candidate,
                end=end,
                canonical=" ".join(text[candidate.start : end].split()),
                rule="pattern:district",
                source="pattern",
                wikidata=None,
                strength=STRENGTHS["strong"],
            )


def _district_end(text: str, body: Candidate, known_places: Collection[str]) -> int | None:
    """Return where the district of a *body* ends, or None where there is none."""
    end = body.end
    number = NUMBER.match(text, end) if body.type == "COMPANY" else None
    if number is not None:
        return number.end()
    branch = _BRANCH.match(text, end)
    if branch is not None:
        return branch.end()
    place = _PLACE.match(text, end) if body.type == "ORG" else None
    if place is not None and place["place"] in known_places:
        return place.end()
    return None
