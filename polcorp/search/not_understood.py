"""Patterns of other programs, which would be looked for letter by letter and never be found."""

from __future__ import annotations

import re

from polcorp.errors import PolcorpError
from polcorp.vocabulary.messages import message

#: What no ordinary wording has, and other query languages do. «(S)», «elev(er)», «50 %», «C++»,
#: «[sic]» and «f.d.» are ordinary wordings.
_SIGNS = re.compile(
    r"(?:(?<!\S)|\[)(?:lemma|pos|word|tag|text)\s*="
    r"|\\|\||\^"
    r"|\.[*+]|\w\.\?\w"
    r"|(?<=\w)\[|\](?=[\w*+?{])|\[(?!\w+\])"
    r"|\)[*+{]|\w\(\w*\)\?|\(\?"
    r"|\{\d*,?\d*\}"
    r"|(?<=[^\W\d_])%(?=[^\W\d_])|(?<=[a-zåäö])\$(?=\s|\Z)"
    r"|(?<!\S)(?:AND|OR|NOT)(?!\S)"
)
_FLAGS = re.compile(r"/.+/[aimsux]{1,4}\Z")
_IN_CAPITALS = re.compile(r"[^a-zåäö]*\Z")
_OPERATORS = ("AND", "OR", "NOT")


def refuse_other_syntax(pattern: str) -> None:
    """Refuse a *pattern* that is written in the syntax of another program.

    Raises:
        PolcorpError: the sign that is not understood, what the syntax is, and what to write.
    """
    if _FLAGS.match(pattern):
        ending = pattern[pattern.rindex("/") :]
        raise PolcorpError(message("bad_flags", pattern=pattern, flags=ending[1:]))
    found = next(filter(None, map(_sign, _SIGNS.finditer(pattern))), "")
    if found:
        raise PolcorpError(
            message("other_syntax", pattern=pattern, found=found, instead=_instead(pattern, found))
        )


def _sign(match: re.Match[str]) -> str:
    """Return what is not understood; nothing for «OR» in a wording that is all capitals."""
    sign = match.group().strip()
    if sign in _OPERATORS and _IN_CAPITALS.match(match.string):
        return ""
    return sign


def _instead(pattern: str, sign: str) -> str:
    if sign in _OPERATORS:
        return message("instead_either")
    if sign.strip("[= ") in ("lemma", "pos", "tag", "word", "text"):
        return message("instead_lemma")
    expression = pattern.strip("/")
    try:
        re.compile(expression)
    except re.error:
        return message("instead_slashes")
    return message("instead_this", expression=expression)
