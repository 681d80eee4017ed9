"""Which lists are lists of demands, and what an item asks for."""

from __future__ import annotations

import re

from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.layout.lead_ins import NOT_WANTING, WANTING
from polcorp.pipeline.layout.line_shapes import is_contact, is_date_line, is_name_like, words
from polcorp.pipeline.rule_names import ITEMS
from polcorp.swedish.imperatives import (
    is_infinitive,
    opens_imperative,
    reads_as_verb,
    verb_lemma,
)

#: What a lead-in asks by, whatever it reports besides.
_SURELY = word_pattern(r"\b{asking:lead_in_surely}\b", re.IGNORECASE)
#: What a list of values, or of what is only told of, comes after: «Vår politik vilar på».
_VALUES = word_pattern(r"\b{demands:values}\s*[:…]?$", re.IGNORECASE)
_MODAL = word_pattern(r"\b{demands:modal}\b", re.IGNORECASE)
_MORE = word_pattern(r"{demands:more}\b", re.IGNORECASE)
_PAST = word_pattern(r"\b{demands:past}\b|\A\w+(?:at|it|ts|ade)\b")
#: A finite verb of the present that states rather than asks.
_FINITE = word_pattern(r"\b{demands:states}\b", re.IGNORECASE)
#: A phrase with a preposition completes the sentence above, and asks for nothing: «med alla folk».
_GOES_ON = word_pattern(r"(?:{demands:goes_on}|(?i:{demands:goes_on_surely}))\s")
#: The titles of papers, in a list of them.
_PAPER = word_pattern(r"{papers:listed}(?:er|n|s)?\b(?! som)", re.IGNORECASE)
#: The reader, not the party: «Vill du veta mer», «du som vill bli medlem».
_READER_WANTS = word_pattern(
    r"\b(?:{demands:reader}\s+vill|vill\s+{demands:reader_after})\b", re.IGNORECASE
)
#: Where this share of a list reads as demands, a lead-in that only points at it is no hindrance.
_SURE = 0.9
#: After a lead-in that reports, the clause after this word asks for nothing by the word alone.
_ATT = re.compile(r"att\s+", re.IGNORECASE)
#: An item that opens with its day or hour says when something was or will be.
_OF_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\b|\d{1,2}:\d{2}\b")
_VERB_FIRST = re.compile(r"\A(att\s+)?(\w+)", re.IGNORECASE)


def asks_list(
    lead_in: str | None,
    heading: str | None,
    items: list[str],
    own_verbs: frozenset[str] = frozenset(),
) -> tuple[bool, str]:
    """Return whether a list asks for something, and by which rule.

    A lead-in that wants decides; without one, the heading above or most of the items must.
    *own_verbs* are forms of verbs that ask beside those of the package.
    """
    if sum(item.endswith("?") for item in items) * 2 > len(items):
        return False, "questions"
    if _VALUES.search(lead_in or heading or "") and not _SURELY.search(lead_in or heading or ""):
        return False, "values"
    said = _READER_WANTS.sub("", lead_in) if lead_in is not None else None
    if said is not None and _wants(said, own_verbs):
        return True, "lead-in"
    if not items or _is_no_message(items):
        return False, "names-or-links"
    if lead_in is not None and NOT_WANTING.search(lead_in):
        told = _share([_ATT.sub("", item) for item in items])
        return told >= _SURE and len(items) > 1, "lead-in-reports"
    share = _share(items)
    if lead_in is not None:
        return share >= 0.7, "items-after-lead-in"
    if heading is not None and WANTING.search(heading):
        return share >= 0.25, "heading"
    return share >= 0.55, ITEMS


def _share(items: list[str]) -> float:
    """Return how much the items of a list read like demands on average, 0 to 1."""
    return sum(item_score(item) for item in items) / len(items)


def _wants(lead_in: str, own_verbs: frozenset[str]) -> bool:
    """Return whether a lead-in asks, and does not only tell of what is done."""
    if not own_verbs.isdisjoint(word.lower() for word in words(lead_in)):
        return True
    return bool(WANTING.search(lead_in)) and not _only_reports(lead_in)


def _only_reports(lead_in: str) -> bool:
    """Return whether the lead-in tells of what is done: «Under mandatperioden har vi:»."""
    return bool(NOT_WANTING.search(lead_in)) and not _SURELY.search(lead_in)


def _is_no_message(items: list[str]) -> bool:
    """Return whether most items are names, dates or contact lines."""
    plain = [
        i for i in items if is_contact(i) or is_date_line(i) or (is_name_like(i) and len(i) < 40)
    ]
    return len(plain) * 2 > len(items)


def item_score(item: str) -> float:
    """Return how much an item reads like a demand, 0 to 1."""
    tokens = words(item)
    if not tokens or item.endswith("?") or _PAPER.match(item) or _OF_A_DAY.match(item):
        return 0.0
    first = tokens[0]
    if first.lower() == "att" or opens_imperative(tokens) or is_infinitive(first):
        return 1.0
    if _PAST.search(item):
        return 0.0
    if _MODAL.search(item):
        return 1.0
    if _MORE.match(item):
        return 0.8
    if _GOES_ON.match(item):
        return 0.0
    return 0.2 if _FINITE.search(item) else 0.6


def item_verb(item: str) -> str:
    """Return the infinitive of the verb that opens an item, or an empty string.

    A capital and no «att» leave it open whether «Skola», «Fria» are verbs: then they are none.
    """
    match = _VERB_FIRST.match(item)
    if match is None:
        return ""
    word = match.group(2)
    sure = match.group(1) is not None or word.islower()
    if is_infinitive(word) and (sure or reads_as_verb(words(item))):
        return word.lower()
    return verb_lemma(word) if opens_imperative(words(item)) else ""
