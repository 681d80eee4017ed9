"""What part a word plays in a demand: the matter itself, the place of it, or something aside.

«Sätta upp kameror vid skolorna» is about cameras; the schools are where. The parse tells, where
there is one; without one a few words that open subordinate clauses do.
"""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Doc, Token

from polcorp.lexicons.word_lists import words

Role = Literal["core", "place", "aside"]

#: Prepositions of place; what they govern says where.
_PLACE = words("themes:place")
#: What these govern is compared with or set against the matter.
_AGAINST = words("themes:against")
#: Endings of bodies that are asked to act: they say who, not what.
_BODIES = tuple(words("themes:body_end"))
_ASIDE = frozenset({"acl:relcl", "acl", "advcl"})
_OPENERS = words("themes:aside_openers")
_SIDES = words("themes:sides")
#: Steps up the tree that are looked at; deeper words are of no weight anyway.
_DEPTH = 12
#: Words before a word that may make it an aside, where there is no parse.
_REACH = 100


def role_of(token: Token, start: int, matters: frozenset[int] | None = None) -> Role:
    """Return the role of *token* in the unit that begins at the offset *start*.

    *matters* are the tokens that name a matter, by default all. What says where another noun is counts as the
    matter itself if that noun names none: «avgiften i simhallen» is about the swimming pool.
    """
    if not token.has_dep():
        return _without_parse(token.doc, token, start)
    role: Role = "place" if token.lemma_.lower().endswith(_BODIES) else "core"
    for _ in range(_DEPTH):
        if token.dep_ in _ASIDE:
            return "aside"
        if token.dep_ == "obl:agent":
            role = "place"
        if token.dep_ in {"obl", "nmod"}:
            words = {child.lower_ for child in token.children if child.dep_ in {"case", "mark"}}
            if words & _AGAINST:
                return "aside"
            if words & _PLACE and _beside_a_matter(token, matters):
                role = "place"
        if token.head.lower_ in _SIDES and token.lower_.endswith("s"):
            role = "place"
        if token.head.i == token.i or token.head.idx < start:
            break
        token = token.head
    return role


def _beside_a_matter(token: Token, matters: frozenset[int] | None) -> bool:
    """Return whether what *token* says the place of names a matter, or may do so."""
    if matters is None:
        return True
    if token.dep_ == "nmod":
        return token.head.i in matters
    objects = [child.i for child in token.head.children if child.dep_ == "obj"]
    return not objects or not matters.isdisjoint(objects)


def _without_parse(doc: Doc, token: Token, start: int) -> Role:
    for place in range(token.i - 1, max(0, token.i - _REACH), -1):
        if doc[place].idx < start:
            break
        if doc[place].lower_ == "att" and doc[place - 1].lower_ in _OPENERS:
            return "aside"
    before = doc[token.i - 1].lower_ if token.i and token.idx > start else ""
    return "place" if before in _PLACE else "core"
