"""Subjects of a wish that are no party: whose wish it is, and whether they can want at all."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from polcorp.lexicons.asking import load_asking
from polcorp.lexicons.word_lists import word_pattern, words

_WORDS = load_asking().words
#: Verbs whose subject may be a thing: «En åldrande befolkning kräver …».
_OF_THINGS = words("demands:of_things")
_WANTER = word_pattern(
    r"(?!\w*{demands:no_wanter})(?:\w+-)?\w*{demands:wanter}{demands:wanter_ending}?s?"
)
#: Between persons and their party, and before a party that is in the phrase of something else.
_FROM = words("clauses:from_party")
_APART = words("clauses:apart_party")
_JOINS = words("clauses:and") | {",", "&"}
#: Between an office and the party of who holds it.
_OF_OFFICE = words("clauses:of_office")
#: Types of actors that can want something.
_WANTING_TYPES = frozenset({"PARTY", "PERSON", "ORG", "AUTHORITY", "COMPANY", "MEDIA", "GPE"})
#: The longest noun phrase that is taken for a holder, in words.
_LONGEST_HOLDER = 8


@dataclass(slots=True, frozen=True)
class Subject:
    """Who asks: token indexes within the sentence, first and last, and the parties."""

    first: int
    last: int
    row: tuple[str, ...]  # none: «vi» or «jag», who speaks on the page
    outsider: bool = False


def whole_subject(
    tokens: list[Token], first: int, last: int, row: tuple[str, ...]
) -> Subject | None:
    """Return the subject that ends in parties: themselves, or «Eva Ek och Bo Ek från Centerpartiet».

    A party that is in another's phrase does not ask: «samarbetet med Centerpartiet».
    """
    joint = tokens[first - 1].lower_ if first else ""
    if joint in _APART:
        return None
    if joint not in _FROM or first < 2:
        return Subject(first, last, row)
    start = first - 1
    if tokens[start - 1].pos_ == "NOUN" and joint in _OF_OFFICE:  # «två ersättare för Miljöpartiet»
        start -= 2 if start > 1 and tokens[start - 2].pos_ == "NUM" else 1
    while start and _is_of_name(tokens[start - 1]):
        start -= 1
    named = any(
        token.pos_ in {"PROPN", "NOUN"} or token.is_title for token in tokens[start : first - 1]
    )
    while start < first - 1 and (tokens[start].lower_ in _JOINS or tokens[start].pos_ == "ADV"):
        start += 1
    return Subject(start, last, row) if named else Subject(first, last, row)


def _is_of_name(token: Token) -> bool:
    """Return whether a token may be of a row of persons with their offices."""
    return token.is_title or token.lower_ in _JOINS or _WANTER.fullmatch(token.lower_) is not None


def outsider(tokens: list[Token], index: int, lemma: str) -> tuple[Subject | None, bool, str]:
    """Return the noun phrase that is the parsed subject of the verb at *index*: no party at all.

    Needs a parse; pronouns («man», «alla») are nobody in particular, and things «kräver» but do not
    want: «lagen kräver».
    """
    verb = tokens[index]
    if not verb.dep:  # without a parse spaCy looks for children outside of its array
        return None, False, ""
    heads = [verb, verb.head] if verb.dep_ == "aux" else [verb]
    subjects = sorted(
        (
            child
            for head in heads
            for child in head.children
            if child.dep_.partition(":")[0] == "nsubj" and child.pos_ in {"NOUN", "PROPN"}
        ),
        key=lambda child: child.i,
    )
    places = {token.i: number for number, token in enumerate(tokens)} if subjects else {}
    for token in subjects:
        span = sorted(places[t.i] for t in token.subtree if t.i in places)
        whole = span and span[-1] - span[0] + 1 == len(span) <= _LONGEST_HOLDER
        if not whole or is_reported(tokens, min(span[0], index)):
            return None, False, ""
        inverted = span[0] > index
        beside = span[0] - index == 1 if inverted else index - span[-1] <= 3
        if beside and (lemma not in _OF_THINGS or _can_want(token)):
            return Subject(span[0], span[-1], (), outsider=True), inverted, "outsider"
    return None, False, ""


def _can_want(noun: Token) -> bool:
    """Return whether a noun names somebody: a person, a body, a name of one of these."""
    if _WANTER.fullmatch(noun.lower_):
        return True
    start, end = noun.idx, noun.idx + len(noun.text.rstrip("s"))
    return any(
        mention["start"] <= start and end <= mention["end"]
        for mention in noun.doc._.actors
        if mention["type"] in _WANTING_TYPES
    )


def is_reported(tokens: list[Token], index: int) -> bool:
    """Return whether the clause at *index* is subordinate: its wish is only reported."""
    if index == 0:
        return False
    before = tokens[index - 1]
    if before.lower_ in _WORDS.subordinators:
        return not (before.lower_ == "där" or (before.lower_ == "att" and index < 2))
    return False
