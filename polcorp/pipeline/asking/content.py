"""What is asked for, of whom, and whether it is asked that something be or not be."""

from __future__ import annotations

import re

from polcorp.lexicons.asking import load_asking

_INSTITUTIONS = (
    "kommunen|regionen|staten|regeringen|riksdagen|landstinget|staden|kommunstyrelsen|"
    "kommunfullmäktige|fullmäktige|regionfullmäktige|regionstyrelsen|förvaltningen|skolan|"
    "socialtjänsten|polisen|kommunerna|regionerna|arbetsgivaren|majoriteten|alliansen|eu"
)
_ADDRESSEE = re.compile(
    r"(?:\A|\batt )\s*((?:[\wåäöÅÄÖ-]+(?:- och \w+)?nämnden|[A-ZÅÄÖ][\wåäö]+ (?:kommun|stad)|"
    r"[A-ZÅÄÖ][\wåäö]+(?:verket|kassan|förmedlingen|styrelsen|inspektionen)|"
    rf"Region [A-ZÅÄÖ][\wåäö]+|{_INSTITUTIONS}))(?=\s+(?!som\b|och\b|eller\b)[\wåäö]+)",
    re.IGNORECASE,
)
_TO_WHOM = re.compile(
    rf"\b(?:uppmanar|kräver av|begär av)\s+({_INSTITUTIONS}|[A-ZÅÄÖ][\wåäö]+)", re.IGNORECASE
)


def addressee_of(clause: str, content: str) -> str:
    """Return who is to act, as written, or an empty string."""
    match = _TO_WHOM.search(clause) or _ADDRESSEE.search(content[:160])
    return match.group(1) if match else ""


def polarity_of(words: list[str]) -> str:
    """Return ``neg`` where a negation stands among the *words* next to the asking verb."""
    for word in words:
        if word in load_asking().words.negations:
            return "neg"
        if word not in load_asking().words.adverbs:
            break
    return "pos"


def content_polarity(content: str) -> str:
    """Return ``neg`` where the content itself opens with a refusal («nej till …»)."""
    return (
        "neg"
        if re.match(r"\A(?:att\s+)?(?:säga\s+)?nej\b|\A(?:att\s+)?inte\b", content, re.I)
        else "pos"
    )


def strip_att(text: str) -> str:
    """Return an item's text without its «att» and without the final full stop."""
    return re.sub(r"\A[Aa]tt:?\s+", "", text).rstrip(" .")
