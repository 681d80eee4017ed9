"""Abbreviations tied to their long forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from polcorp.lexicons.actors import packaged_forms
from polcorp.lexicons.word_lists import word_pattern
from polcorp.lexicons.word_lists import words as listed
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.rule_names import COMMITTEE
from polcorp.swedish.dictionary import is_word
from polcorp.vocabulary.actor_types import types_where

_IN_BRACKETS = re.compile(
    r"(?<![\w-])((?:[\w-]+[ \u00a0]){0,6}[\w-]+)[ \u00a0]?[(]([A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,6})[)]"
)
_BRACKET_AFTER = re.compile(r"[ \u00a0]?[(]([A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,6})[)]")
#: «FK (Frimodig kyrka)».
_LONG_IN_BRACKETS = re.compile(
    r"(?<![\w-])([A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,5})[ \u00a0]?[(]([A-ZÅÄÖ][\w-]+(?:[ \u00a0][\w-]+){1,6})[)]"
)
#: «Torsby vatten och avfall AB, Tovab,»: a short name after a comma or in brackets.
_SHORT_AFTER = word_pattern(
    r"(?:,[ ]|[ ][(]{names:short_form_cue}?[ ]?)([A-ZÅÄÖ][A-Za-zÅÄÖåäö]{2,8})(?=[,.)])"
)
_IS_FIRM = word_pattern(r"[ ]{nouns:company_form}$")
_LONG_FORM = {
    "PARTY": word_pattern("(?i:{nouns:long_party})"),
    "LAW": word_pattern("(?i:{nouns:long_law})"),
    "AUTHORITY": word_pattern("(?i:{nouns:long_authority})"),
    "ORG": word_pattern("(?i:{nouns:long_org})"),
    "PROGRAMME": word_pattern("(?i:{nouns:long_programme})"),
}


def is_abbreviation(name: str) -> bool:
    """Return whether *name* is an abbreviation by its shape: «IVO», «SiS», «LVU»."""
    return len(name) <= 6 and " " not in name and sum(c.isupper() for c in name) >= 2


def link_abbreviations(text: str, found: list[Candidate]) -> list[Candidate]:
    """Let an actor go by its abbreviation in a document that uses it.

    Where «IVO» occurs somewhere in *text*, «Inspektionen för vård och omsorg» is IVO too.
    """
    short: dict[str, str] = {}
    for candidate in found:
        if candidate.canonical in _committees():  # they go by their names
            continue
        if candidate.source == "lexicon" and candidate.type in _LINKED:
            surface = re.sub(r":?s$", "", text[candidate.start : candidate.end])
            if surface != candidate.canonical and is_abbreviation(surface):
                short.setdefault(candidate.canonical, surface)
    return [replace(c, canonical=short[c.canonical]) if c.canonical in short else c for c in found]


@cache
def _committees() -> frozenset[str]:
    """Return the canonical names of the bodies that every municipality or region has."""
    return frozenset(f.canonical for f in packaged_forms() if f.entry == "committee")


#: Types whose abbreviations are names of the actor.
_LINKED = types_where(lambda traits: traits.abbreviated)


class Alias:
    """A long form and its abbreviation as one document ties them together."""

    def __init__(
        self, long: str, short: str, kind: str | None, start: int, short_start: int
    ) -> None:
        """Take both forms as written, the type if the long form tells it, and where they are."""
        self.long = long
        self.short = short
        self.kind = kind
        self.start = start
        self.short_start = short_start


def find_aliases(text: str) -> list[Alias]:
    """Return the pairs «long form (ABBR)» in *text*, by matching initials.

    The initials of the words (and of the parts of compounds) must spell the abbreviation.
    """
    found: list[Alias] = []
    if "(" not in text:
        return found
    for match in _IN_BRACKETS.finditer(text):
        short = match.group(2)
        if sum(c.isupper() for c in short) < 2 and len(short) > 4:
            continue
        long = _long_form(match.group(1), short)
        if long is None:
            continue
        start = match.start() + len(match.group(1)) - len(long)
        if _is_office(text, start):
            continue
        kind = next((k for k, pattern in _LONG_FORM.items() if pattern.search(long)), None)
        found.append(Alias(long, short, kind, start, match.start(2)))
    for match in _LONG_IN_BRACKETS.finditer(text):
        short, long = match.groups()
        if is_abbreviation(short) and _long_form(long, short) == long:
            kind = next((k for k, pattern in _LONG_FORM.items() if pattern.search(long)), None)
            found.append(Alias(long, short, kind, match.start(2), match.start(1)))
    return found


def find_known_aliases(text: str, candidates: list[Candidate]) -> list[Alias]:
    """Return the pairs «known name (ABBR)», whatever the letters, and «Name AB, Short».

    The text itself ties a listed name to letters in brackets; but after a committee they may be a
    party's («ordföranden i socialnämnden (TBP)»), so that they must spell it.
    """
    found = []
    for c in candidates:
        if c.type not in _LINKED:
            continue
        long = text[c.start : c.end]
        match = _BRACKET_AFTER.match(text, c.end) if c.source in {"lexicon", "user"} else None
        if match and is_abbreviation(match.group(1)):
            if c.rule == COMMITTEE and not _abbreviates(match.group(1), text, c):
                continue
            found.append(Alias(long, match.group(1), c.type, c.start, match.start(1)))
            continue
        match = _SHORT_AFTER.match(text, c.end) if " " in long else None
        if match and _is_short_for(match.group(1), long):
            found.append(Alias(long, match.group(1), c.type, c.start, match.start(1)))
    return found


def _abbreviates(letters: str, text: str, committee: Candidate) -> bool:
    """Return whether *letters* spell *committee*, and no office of a person comes before it."""
    if _is_office(text, committee.start):
        return False
    low, name = letters.lower(), committee.canonical.lower()
    return low[0] == name[0] and _subsequence(low, name)


#: How far before a committee a person's office in it may begin.
_LONGEST_OFFICE = 60
_OFFICE = word_pattern(r"{persons:office}[ ](?:i|för|av)[ ](?:\w+[ ])?$", re.IGNORECASE)


def _is_office(text: str, start: int) -> bool:
    """Return whether what is at *start* is where a person has an office: «ordförande i …»."""
    return _OFFICE.search(text, max(0, start - _LONGEST_OFFICE), start) is not None


def _is_short_for(short: str, long: str) -> bool:
    """Return whether *short* is made of letters of *long*: «Tovab» of «Torsby vatten och avfall AB»."""
    if short in long.split() or is_word(short):
        return False
    if not (is_abbreviation(short) or short.lower().endswith("ab") or _IS_FIRM.search(long)):
        return False
    low, name = short.lower(), long.lower().replace(" ", "")
    return low[0] == name[0] and (_subsequence(low, name) or _subsequence(low, name + "ab"))


def find_surfaces(text: str, surfaces: Iterable[str]) -> dict[str, list[int]]:
    """Return where each of *surfaces* occurs in *text* as words of its own, in one pass for all.

    Occurrences of one surface do not overlap; those of two may.
    """
    from ahocorasick_rs import AhoCorasick, MatchKind

    wanted = list(dict.fromkeys(surfaces))
    found: dict[str, list[int]] = {surface: [] for surface in wanted}
    if not wanted:
        return found
    free = dict.fromkeys(wanted, 0)  # where the next occurrence may begin
    automaton = AhoCorasick(wanted, matchkind=MatchKind.Standard)
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        surface = wanted[index]
        if start < free[surface] or (start and _JOINS.match(text, start - 1)):
            continue
        if end < len(text) and _WORD.match(text, end):
            continue
        found[surface].append(start)
        free[surface] = end
    return found


_JOINS = re.compile(r"[\w-]")
_WORD = re.compile(r"\w")


def _long_form(before: str, short: str) -> str | None:
    """Return the shortest run of last words whose letters spell *short*, or None."""
    letters = short.lower()
    words = list(re.finditer(r"[\wåäöÅÄÖé]+(?:-[\wåäöÅÄÖé]+)*", before))
    for first in range(len(words) - 1, -1, -1):
        candidate = before[words[first].start() :]
        if not candidate.lower().startswith(letters[0]) or len(candidate) < 2 * len(short):
            continue
        whole = [w.group().lower() for w in words[first:]]
        content = [word for word in whole if word not in listed("names:no_letter")]
        if content and (_spells(content, letters) or _spells(whole, letters)):
            return candidate
    return None


def spells(name: str, letters: str) -> bool:
    """Return whether the initials of the words of *name*, or of the long ones, spell *letters*."""
    low = letters.lower()
    whole = [word.lower() for word in _WORDS.findall(name)]
    initials = "".join(word[0] for word in whole)
    return low in {
        initials,
        "".join(word[0] for word in whole if word not in listed("names:no_letter")),
    }


_WORDS = re.compile(r"[^\W\d_]+")


def shortens(letters: str, name: str) -> bool:
    """Return whether *letters* occur in *name* in this order, its first and its last among them."""
    low, full = letters.lower(), name.lower()
    return low[0] == full[0] and low[-1] == full[-1] and _subsequence(low, full)


def _spells(words: list[str], letters: str) -> bool:
    """Return whether every word gives its initial, and compounds perhaps more letters, in order."""
    if not letters:
        return not words
    if not words or words[0][0] != letters[0]:
        return False
    head, rest = words[0], words[1:]
    for taken in range(1, len(letters) - len(rest) + 1):
        if _subsequence(letters[:taken], head) and _spells(rest, letters[taken:]):
            return True
    return False


def _subsequence(letters: str, word: str) -> bool:
    position = 0
    for letter in letters:
        position = word.find(letter, position) + 1
        if not position:
            return False
    return True
