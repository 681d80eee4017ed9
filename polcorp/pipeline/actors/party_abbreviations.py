"""The parties' letters, where they are parties: «(S)», «M och KD», «SD:s», «S-ledda»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from polcorp.lexicons.name_rules import STRENGTHS
from polcorp.lexicons.names import load_not_names
from polcorp.lexicons.parties import Party
from polcorp.lexicons.word_lists import fill, word_pattern, words
from polcorp.pipeline.actors.abbreviations import spells
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.unlisted import is_verb_form
from polcorp.pipeline.rule_names import PARTY_LETTER

_LETTERS = fill("{parties:letters}")
#: Where letters of a party may occur; what is around them decides.
_PLACE = word_pattern(
    r"(?<![\w.:-]){parties:letters}(?![\w.]\w|\w)|(?<=[(]){parties:small_letters}(?=[)])"
)
_SURE_BEFORE = word_pattern(
    r"(?:[(]|[,/+][ ]?|[A-ZÖ],[ ]|[A-ZÖ][ ](?:{clauses:and}|OCH|&)[ ]|[A-ZÖ][+/])$"
)
#: Several persons of one party: «(alla V)», and how long the words before it are.
_ALL_OF = word_pattern(r"[(]{clauses:all_of}[ ]$")
_LONGEST_ALL = 12
_AFTER = word_pattern(
    r"(?:,[ ]|[ ](?:{clauses:and}|&)[ ]|/|[+]|[ ][+][ ]){parties:letters}"
    r"(?!\w|:(?!s\b)\w)|-(?:,|[ ]{clauses:and})[ ]{parties:letters}-|-{parties:after_hyphen}|:s[ ]\w|[ ]{asking:after_letters}\b"
)
#: What a party does at the beginning of a sentence: «S har inte lyckats».
_ACTS = word_pattern(r"[ ]{parties:does}[ ]")
_NEXT_WORD = re.compile(r"[ ]([a-zåäö]{3,})(?=[ ]\w)")
_WORD_BEFORE = re.compile(r"(?<![\w-])([a-zåäö]{3,})[ ]$")
_WORD_AFTER = re.compile(r"[ ][a-zåäö]|[ \t]*(?:\n|$)")
_LONGEST_WORD = 30
_NEXT_IN_CAPITALS = re.compile(r"[ ]([A-ZÅÄÖ]{2,})[ ][A-ZÅÄÖ]{2,}")
#: Before a subject: «att S lägger sin motion».
_CLAUSE = word_pattern(r"\b{clauses:subjunctions}[ ]$")
_OPENING = re.compile(r"(?:^|\n|[.!?][ ]|–[ ])$")
#: A verb before and a word after: «… föreslog S dessutom att».
_VERB_BEFORE = word_pattern(r"\b{asking:before_letters}[ ]$")
#: «Svar till S: …»
_TO = word_pattern(r"\b{parties:before_letters}[ ]$", re.IGNORECASE)
_HEADLINE = re.compile(r":[ ]\w")
#: Two letters or more that mean hardly anything else.
_LONG = words("parties:sure_letters")
#: «gruppledare för V», «oppositionen, med S i spetsen»: for whom somebody holds an office, or who leads.
_HOLDS_FOR = word_pattern(r"\b{persons:office}(?:[ ]i[ ][\wÅÄÖåäö-]+)?[ ]för[ ]$", re.IGNORECASE)
_LEADS = word_pattern(r"[ ]{parties:in_lead}\b")
_NOT_PARTY = word_pattern(r"{parties:no_letters_after}[ ]$", re.IGNORECASE)
_WE_ARE = re.compile(r"\b[Vv]i ([A-ZÅÄÖa-zåäö]{5,}(?:er|ar|erna|arna))\b")
#: Parties that speak together: «M-L-KD», «S-V-MP», one of them perhaps unknown: «S-V-ÄBP».
_HYPHENED = re.compile(
    rf"(?<![\w.:-])(?:{_LETTERS}|[A-ZÅÄÖ]{{2,4}})(?:[-–](?:{_LETTERS}|[A-ZÅÄÖ]{{2,4}})){{1,5}}(?![\w-])"
)
_IN_CHAIN = re.compile(r"[^-–]+")
#: Parties in a row, one or two of them perhaps unknown: «M, KD, C och BYP».
_IN_TEXT = re.compile(
    rf"(?<![\w.:-])(?:{_LETTERS}|[A-ZÅÄÖ]{{2,5}})(?:(?:, |/| och | samt ){_LETTERS}|"
    rf"(?:, |/| och | samt )[A-ZÅÄÖ]{{2,5}}){{2,8}}(?![\w-])"
)
#: Seats or votes: «M 12, S 14, SD 5». (Of «S 14, M 12, L 9» nobody can say that they are no sizes.)
_WITH_NUMBERS = re.compile(
    rf"(?<![\w.:-])(?:{_LETTERS}[ ]\d{{1,3}}(?:[,;][ ]|[ ]och[ ])){{2,10}}{_LETTERS}[ ]\d{{1,3}}(?!\w)"
)
_SIZES = frozenset("SML")
_LONGEST_SIZED = 60
_SIZED = re.compile(r"(?i:storlek)\w*[^.\n]{0,20}$")
_ONE_OF_ROW = re.compile(r"F!|\w+")
#: Letters in brackets after somebody: «gruppledaren (TBP)».
_IN_BRACKETS = re.compile(r"[ \u00a0][(]([A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,5})[)]")
_IN_BRACKETS_EITHER_CASE = re.compile(r"[ ][(][A-Za-zÅÄÖåäö]{2,6}[)]")
_BETWEEN_COMMAS = word_pattern(r",[ ]({parties:letters})(?=[,.;:\n]|$|[ ]{clauses:and}\b)")
#: How far before brackets an office, with its place, may begin.
_LONGEST_OFFICE = 80
_OFFICE = word_pattern(
    r"\b{persons:office}(?:[ ](?:i|för|av)[ ][a-zåäöA-ZÅÄÖ-]+(?:[ ][a-zåäö-]+){0,2})?[ ][(](?P<letters>[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,5})[)]",
    re.IGNORECASE,
)
#: Characters on either side of letters in a row.
_LONGEST_ROW = 200
_ROW = re.compile(rf"[ \t]*{_LETTERS}(?:[ \t]+{_LETTERS})+[ \t]*")


def parties_by_letters(parties: Iterable[Party]) -> dict[str, Party]:
    """Return the parties of *parties* by their letters in capitals; the earlier of two goes first."""
    by_letter: dict[str, Party] = {}
    for party in parties:
        for abbr in (party.abbr, *party.old_abbrs, *party.ambiguous_names):
            if len(abbr) <= 3:
                by_letter.setdefault(abbr.upper(), party)
    return by_letter


def parties_by_members(parties: Iterable[Party]) -> dict[str, Party]:
    """Return whose members have each name that is an ordinary word as well («liberaler»)."""
    return {name.lower(): party for party in parties for name in party.ambiguous_members}


def find_party_letters(text: str, by_letter: Mapping[str, Party]) -> Iterator[Candidate]:
    """Yield a party's abbreviation where its surroundings say that it is one."""
    for row in _HYPHENED.finditer(text):
        yield from _chain(row, by_letter)
    for row in _IN_TEXT.finditer(text):
        yield from _row(row, by_letter)
    for row in _WITH_NUMBERS.finditer(text):
        found = list(_PLACE.finditer(text, *row.span()))
        if any(match.group() not in _SIZES for match in found):
            yield from (_letter(by_letter[m.group().upper()], *m.span()) for m in found)
    for match in _PLACE.finditer(text):
        start, end = match.span()
        party_found = by_letter.get(match.group().upper())
        if party_found is None or not (
            _is_party(text, start, end) or _is_named_party(text, start, end, party_found)
        ):
            continue
        if text.startswith(":s", end):
            end += 2
        yield _letter(party_found, start, end)


def _chain(row: re.Match[str], by_letter: Mapping[str, Party]) -> Iterator[Candidate]:
    """Yield the parties of a chain of letters, of which all but one are known."""
    parts = list(_IN_CHAIN.finditer(row.group()))
    unknown = [part for part in parts if not _is_known(part.group(), by_letter)]
    if len(unknown) > 1 or (unknown and len(parts) < 3):
        return
    before = max(0, row.start() - _LONGEST_SIZED)
    if {part.group() for part in parts} <= _SIZES and _SIZED.search(
        row.string, before, row.start()
    ):
        return
    for part in parts:
        start = row.start() + part.start()
        if part in unknown:
            yield _unknown(part.group(), start)
        else:
            party = by_letter[part.group().upper()]
            yield _letter(party, start, start + len(part.group()))


def _row(row: re.Match[str], by_letter: Mapping[str, Party]) -> Iterator[Candidate]:
    """Yield the unknown parties of a row of letters most of which are those of known ones."""
    parts = [part for part in _ONE_OF_ROW.finditer(row.group()) if not part.group().islower()]
    unknown = [part for part in parts if not _is_known(part.group(), by_letter)]
    if len(parts) >= _SURE_ROW + len(unknown) and len(unknown) * 2 < len(parts):
        for part in unknown:
            if part.group() not in load_not_names():
                yield _unknown(part.group(), row.start() + part.start())


#: Known parties that make a row one of parties.
_SURE_ROW = 2


def _is_known(letters: str, by_letter: Mapping[str, Party]) -> bool:
    """Return whether *letters* are those of one of the parties that are known everywhere."""
    return letters.upper() in by_letter and re.fullmatch(_LETTERS, letters) is not None


#: Letters of a party hold this many capitals, if they are more than one.
_CAPITALS = 2


def find_unknown_letters(
    text: str, persons: Iterable[Candidate], by_letter: Mapping[str, Party]
) -> Iterator[Candidate]:
    """Yield letters in brackets after a person or an office: those of a local party.

    What they stand for is known where the page says it.
    """
    places = dict(_after_offices(text))
    for person in persons:
        match = _IN_BRACKETS.match(text, person.end)
        if match is not None and not spells(person.canonical, match.group(1)):
            places.setdefault(match.start(1), match.group(1))
    for start, letters in sorted(places.items()):
        if len(letters) > 1 and sum(c.isupper() for c in letters) < _CAPITALS:
            continue
        party = by_letter.get(letters.upper())
        if (party is None or party.level == "local") and letters not in load_not_names():
            yield _unknown(letters, start)


def find_after_persons(
    text: str, persons: Iterable[Candidate], by_letter: Mapping[str, Party]
) -> Iterator[Candidate]:
    """Yield a party's letters between commas after a person: «Eva Ek, S, och Bo Ek, M»."""
    for person in persons:
        match = _BETWEEN_COMMAS.match(text, person.end)
        if match is not None:
            yield _letter(by_letter[match.group(1).upper()], *match.span(1))


def _after_offices(text: str) -> Iterator[tuple[int, str]]:
    """Yield letters in brackets after an office, with where they are."""
    for bracket in _IN_BRACKETS_EITHER_CASE.finditer(text):
        start = max(0, bracket.start() - _LONGEST_OFFICE)
        for office in _OFFICE.finditer(text, start, bracket.end()):
            if office.end() == bracket.end():
                yield office.start("letters"), office["letters"]


def _unknown(letters: str, start: int) -> Candidate:
    rule = "pattern:letters-in-brackets"
    end = start + len(letters)
    strength = STRENGTHS["plain"]
    return Candidate(start, end, letters, "PARTY", "pattern", rule, strength=strength)


def find_members(text: str, party_of: Mapping[str, Party]) -> Iterator[Candidate]:
    """Yield members' names that are ordinary words too, where «vi» comes before: «vi liberaler»."""
    for match in _WE_ARE.finditer(text):
        party = party_of.get(match.group(1).lower())
        if party is not None:
            rule = "pattern:we-members"
            yield Candidate(*match.span(1), party.name, "PARTY", "pattern", rule, party.wikidata)


def _letter(party: Party, start: int, end: int) -> Candidate:
    rule = PARTY_LETTER
    return Candidate(start, end, party.name, "PARTY", "pattern", rule, party.wikidata)


def _is_party(text: str, start: int, end: int) -> bool:
    """Return whether the letters at this place stand for a party."""
    if _NOT_PARTY.search(text, max(0, start - 14), start):
        return False
    before = text[max(0, start - 6) : start]
    if before.endswith("("):
        return text[end : end + 1] in {")", ",", "/", "+"} or text.startswith(" + ", end)
    if text[start:end] in _LONG or _AFTER.match(text, end):
        return True
    if text[end : end + 1] == ")":
        several = _ALL_OF.search(text, max(0, start - _LONGEST_ALL), start) is not None
        return several or before.rstrip(" ").endswith((",", "/", "+"))
    if (_SURE_BEFORE.search(before) and not before.endswith(("(", ", "))) or re.search(
        r"[A-ZÖ], $", before
    ):
        return True
    return _acts_or_is_addressed(text, start, end, before) or _is_in_row(text, start)


def _acts_or_is_addressed(text: str, start: int, end: int, before: str) -> bool:
    """Return whether the letters do what a party does, or a headline names whom it speaks of."""
    if _HEADLINE.match(text, end) and (not before or before[-1] in '”“"«»\n'):
        return True
    if start == 0 or _OPENING.search(before):
        if _ACTS.match(text, end):
            return True
        word = _NEXT_WORD.match(text, end)
        opens_line = not before or before[-1] == "\n" or before.endswith("– ")
        if word and opens_line and is_verb_form(word.group(1)):
            return True
        if opens_line and _cries(text, end):
            return True
    if _LEADS.match(text, end) and before.endswith("med "):
        return True
    if _HOLDS_FOR.search(text, max(0, start - _LONGEST_OFFICE), start):
        return True
    clause = text[max(0, start - 12) : start]
    word = _NEXT_WORD.match(text, end)
    if word and _CLAUSE.search(clause) and is_verb_form(word.group(1)):
        return True
    if _VERB_BEFORE.search(clause) and re.match(r"[ ][a-zåäö]{2,}", text[end : end + 4]):
        return True
    return bool(_TO.search(clause) and _HEADLINE.match(text, end))


def _is_named_party(text: str, start: int, end: int, party: Party) -> bool:
    """Return whether a verb is beside the letters of a *party* that the text names in full.

    «Nu lovar S fler lärare» is about the party where the page is.
    """
    if _WORD_AFTER.match(text, end) is None or not _names(text, party.name):
        return False
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start)
    after = _NEXT_WORD.match(text, end)
    if before is not None and before.group(1) in words("parties:before_letters"):
        return True
    words_beside = (m.group(1) for m in (before, after) if m is not None)
    return any(is_verb_form(word) for word in words_beside)


@lru_cache(maxsize=16)
def _names(text: str, name: str) -> bool:
    """Return whether *text* has *name*, which is asked for each of its letters."""
    return name in text


def _cries(text: str, end: int) -> bool:
    """Return whether a headline in capitals goes on with a verb: «V SÄGER NEJ TILL …»."""
    word = _NEXT_IN_CAPITALS.match(text, end)
    if word is None:
        return False
    low = word.group(1).lower()
    return is_verb_form(low) or _ACTS.match(f" {low} ") is not None


def _is_in_row(text: str, start: int) -> bool:
    """Return whether the line holds nothing but parties' letters: «M   C   FP   KD»."""
    first, last = max(start - _LONGEST_ROW, 0), start + _LONGEST_ROW
    left = text.rfind("\n", first, start) + 1 or first
    right = text.find("\n", start, last)
    if (left and text[left - 1] != "\n") or (right < 0 and len(text) > last):
        return False
    return _ROW.fullmatch(text, left, right if right >= 0 else len(text)) is not None
