"""What a text must hold somewhere for a pattern to find anything in it.

A pattern that looks for one of a hundred words is tried at each capital of a text, mostly in vain. Its
words are plain letters, which one pass over the text finds for all patterns together.
"""

from __future__ import annotations

import re

#: Pieces of letters of which any match holds one, in lower case; None where nothing is certain.
Needed = frozenset[str] | None

_TOKEN = re.compile(
    r"(?P<open>\((?:\?(?P<kind>P<\w+>|[:=!]|<[=!]|[aiLmsux]+:))?)|(?P<close>\))|(?P<or>\|)"
    r"|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<quantifier>[*?+]\??|\{\d*(?P<upper>,?)\d*\}\??)"
    r"|\\(?P<escaped>[^\w])|\\.|[.^$]|(?P<letter>.)",
    re.DOTALL,
)
#: Groups whose content a match need not hold.
_AROUND = frozenset({"=", "!", "<=", "<!"})


def needed_letters(pattern: str) -> Needed:
    """Return pieces of letters of which each text that *pattern* matches has one, in lower case.

    Of several such sets it is the one whose shortest piece is longest. Only what is certain counts:
    literal letters outside optional groups, in each branch of an alternation.
    """
    needed, end = _alternation(list(_TOKEN.finditer(pattern)), 0)
    return needed if end == -1 else None


def may_match(needed: Needed, low: str) -> bool:
    """Return whether a pattern with the letters *needed* may match in a text that is *low* in lower case."""
    return needed is None or any(piece in low for piece in needed)


def _alternation(tokens: list[re.Match[str]], at: int) -> tuple[Needed, int]:
    """Return what branches up to the closing bracket need, and where the bracket is (-1: none)."""
    branches: list[Needed] = []
    best: Needed = None
    run = ""
    while True:
        token = tokens[at] if at < len(tokens) else None
        optional = _is_optional(tokens, at + 1)
        letter = (token["letter"] or token["escaped"]) if token is not None else None
        if letter is not None and not optional:
            run += letter.lower()
            if not _is_quantified(tokens, at + 1):
                at += 1
                continue
        best, run = _better(best, frozenset({run}) if run else None), ""
        if token is None or token["close"] or token["or"]:
            branches.append(best)
            best = None
            if token is None or token["close"]:
                return _union(branches), at if token is not None else -1
        elif token["open"]:
            inner, at = _alternation(tokens, at + 1)
            if at == -1:
                return None, 0
            if token["kind"] not in _AROUND and not _is_optional(tokens, at + 1):
                best = _better(best, inner)
        at += 1


def _is_quantified(tokens: list[re.Match[str]], at: int) -> bool:
    return at < len(tokens) and tokens[at]["quantifier"] is not None


def _is_optional(tokens: list[re.Match[str]], at: int) -> bool:
    """Return whether the token at *at* lets what comes before it be missing."""
    if not _is_quantified(tokens, at):
        return False
    return tokens[at]["quantifier"].startswith(("*", "?", "{0", "{,"))


def _union(branches: list[Needed]) -> Needed:
    found: frozenset[str] = frozenset()
    for branch in branches:
        if branch is None:
            return None
        found |= branch
    return found


def _better(first: Needed, second: Needed) -> Needed:
    """Return the one of two sets that is rarer in texts: longer pieces are."""
    if first is None or second is None:
        return second if first is None else first
    return max(first, second, key=lambda pieces: min(map(len, pieces)))
