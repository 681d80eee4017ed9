"""What is asked for, of whom, and whether it is asked that something be or not be."""

from __future__ import annotations

import re

from polcorp.lexicons.asking import load_asking
from polcorp.lexicons.word_lists import word_pattern
from polcorp.lexicons.word_lists import words as listed
from polcorp.pipeline.layout.line_shapes import words
from polcorp.swedish.imperatives import opens_imperative

_ADDRESSEE = word_pattern(
    r"(?:\A|\batt )\s*((?:[\wåäöÅÄÖ-]+(?:- och \w+)?nämnden|[A-ZÅÄÖ][\wåäö]+ {places:municipality}"
    r"|[A-ZÅÄÖ][\wåäö]+{demands:authority_end}|Region [A-ZÅÄÖ][\wåäö]+|"
    r"{demands:institution}))(?=\s+(?!som\b|och\b|eller\b)[\wåäö]+)",
    re.IGNORECASE,
)
_TO_WHOM = word_pattern(
    r"\b{asking:before_addressee}\s+({demands:institution}|[A-ZÅÄÖ][\wåäö]+)", re.IGNORECASE
)


_REFUSAL = word_pattern(r"(?:att\s+)?{demands:refusal}\b", re.IGNORECASE)


def addressee_of(clause: str, content: str) -> str:
    """Return who is to act, as written, or an empty string."""
    match = _TO_WHOM.search(clause) or _ADDRESSEE.search(content[:160])
    return match.group(1) if match else ""


def polarity_of(near: list[str]) -> str:
    """Return ``neg`` where a negation is among the words *near*, next to the asking verb."""
    closed = load_asking().words
    for index, word in enumerate(near):
        if word in closed.negations:
            after = near[index + 1] if index + 1 < len(near) else ""
            return "pos" if after in listed("demands:not_only") else "neg"
        if word not in closed.adverbs:
            break
    return "pos"


def content_polarity(content: str) -> str:
    """Return ``neg`` where the content itself opens with a refusal («nej till …», «inga …»)."""
    return "neg" if _REFUSAL.match(content) else "pos"


def line_polarity(line: str) -> str:
    """Return ``neg`` where an item or heading refuses: «Nej till …», «Bygg inte bort …»."""
    tokens = words(line)
    if opens_imperative(tokens):
        return polarity_of([token.lower() for token in tokens[1:4]])
    return content_polarity(line)


def strip_att(text: str) -> str:
    """Return an item's text without its «att» and without the final full stop."""
    return re.sub(r"\A[Aa]tt:?\s+", "", text).rstrip(" .")
