"""Whose a demand is: the party that holds it, and whether it is a demand of the document's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from polcorp.lexicons.parties import load_alliances, load_parties, party_of_organisation
from polcorp.lexicons.word_lists import words
from polcorp.pipeline.annotations import Mention
from polcorp.pipeline.metadata.speaker_wording import JOIN, apart

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: The rule of a wish whose subject is no party.
OUTSIDER = "prose:outsider"
_WORD = re.compile(r"\w+")
#: What may come between a party and its verb: «Centerpartiet (C) i Kil vill».
_AFTER_NAME = re.compile(
    r"\)?(?:[ ][(]\w+[)])?(?:[ ](?:i|på)[ ](?:Region[ ])?[A-ZÅÄÖ][\w-]+)?(?:[ ]kommun)?[ ](\w+)"
)
_OF_WE = words("clauses:of_we")


@dataclass(slots=True, frozen=True)
class Speaker:
    """Who speaks in a document: the kind, the main party, all parties with their alliances."""

    kind: str
    main: str | None
    parties: frozenset[str]

    @classmethod
    def of(cls, doc: Doc) -> Speaker:
        """Return who speaks in *doc* by ``doc._.meta``."""
        meta: Mapping[str, Any] = doc._.meta
        main = meta.get("party", {}).get("value")
        names = {main, *(meta.get("parties", {}).get("value") or "").split(";")} - {None, ""}
        kind = meta.get("speaker", {}).get("value") or ("party" if main else "unknown")
        own = {a.name for a in load_alliances() if not names.isdisjoint(a.parties)}
        return cls(kind, main, frozenset(names | own))

    @property
    def is_party(self) -> bool:
        """Whether a party that is known speaks."""
        return self.kind == "party" and bool(self.parties)

    def party_of(self, named: str | None) -> str | None:
        """Return the party of a demand whose holder is *named*, or is who speaks where that is None.

        An alliance of the speaker's is the main party; another one is no party.
        """
        if named is None or (named in alliances() and named in self.parties):
            return self.main
        return None if named in alliances() else named

    def one_of(self, row: Sequence[str]) -> str | None:
        """Return the holder among parties that ask together: the main one, else the first."""
        return self.main if self.main in row else next(iter(row), None)

    def owns(self, party: str | None, rule: str) -> bool:
        """Return whether a demand is the document's own.

        Where a party speaks, its own are those of the parties that speak; where nobody knows who
        speaks, all but the wishes of outsiders; where somebody else speaks, none.
        """
        if self.is_party:
            return party in self.parties
        return self.kind in {"unknown", "party"} and rule != OUTSIDER


@cache
def alliances() -> frozenset[str]:
    """Return the names of alliances of parties."""
    return frozenset(alliance.name for alliance in load_alliances())


@cache
def _abbreviations() -> dict[str, str]:
    return {party.name: party.abbr for party in load_parties()}


def party_named(mention: Mention) -> str | None:
    """Return the party that *mention* is, or whose association; a new one goes by its name."""
    name = mention["canonical"]
    if mention["type"] == "ORG":
        return party_of_organisation().get(name)
    return _abbreviations().get(name, name) if mention["type"] == "PARTY" else None


def holder_of_list(
    text: str,
    start: int,
    end: int,
    mentions: Iterable[Mention],
    speaker: Speaker,
    asking: Set[str],
) -> tuple[str, str | None]:
    """Return who speaks in the lead-in from *start* to *end*, as written and as party.

    *asking* are the finite forms of the verbs that ask.

    It is the subject of the verb that asks: «vi» alone is who speaks on the page, whatever parties
    the lead-in names besides; else the parties beside the verb; else the first one named.
    """
    named = [(m, party) for m in mentions if (party := party_named(m)) is not None]
    pronoun = _pronoun(text, start, end, {m["start"] for m, _ in named}, asking)
    if pronoun is not None or not named:
        return pronoun or _first_pronoun(text, start, end), speaker.main
    row = next(
        (r for r in _rows(text, named) if any(_is_beside_verb(text, m, asking) for m, _ in r)),
        named,
    )
    party = speaker.one_of([party for _, party in row])
    mention = next(m for m, name in row if name == party)
    return text[mention["start"] : mention["end"]], speaker.party_of(party)


def _rows(text: str, named: Sequence[tuple[Mention, str]]) -> list[list[tuple[Mention, str]]]:
    """Return the parties that are named in a row together: «Moderaterna och Liberalerna»."""
    rows: list[list[tuple[Mention, str]]] = []
    for mention, party in named:
        if rows and JOIN.fullmatch(text, rows[-1][-1][0]["end"], mention["start"]):
            rows[-1].append((mention, party))
        else:
            rows.append([(mention, party)])
    return rows


def _first_pronoun(text: str, start: int, end: int) -> str:
    found = (w.group() for w in _WORD.finditer(text, start, end))
    return next((word for word in found if word.lower() in {"vi", "jag"}), "")


def _pronoun(text: str, start: int, end: int, names: set[int], asking: Set[str]) -> str | None:
    """Return the «vi» or «jag» beside a verb that asks, unless it is a party's: «vi i Centerpartiet»."""
    spans = list(_WORD.finditer(text, start, end))
    for n, word in enumerate(spans):
        after = spans[n + 1 : n + 3]
        theirs = any(
            w.start() in names and all(x.group() in _OF_WE for x in after[:k])
            for k, w in enumerate(after)
        )
        beside = [w.group().lower() for w in (*spans[max(0, n - 1) : n], *after[:1])]
        if word.group().lower() in {"vi", "jag"} and not theirs and asking & set(beside):
            return word.group()
    return None


def _is_beside_verb(text: str, mention: Mention, asking: Set[str]) -> bool:
    """Return whether a verb that asks comes right before or after a party, and the party acts."""
    if apart().search(text, max(0, mention["start"] - 20), mention["start"]):
        return False
    after = _AFTER_NAME.match(text, mention["end"])
    before = text[max(0, mention["start"] - 20) : mention["start"]].split()
    return bool(after and after.group(1).lower() in asking) or (
        bool(before) and before[-1].lower() in asking
    )
