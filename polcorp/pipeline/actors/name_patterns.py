"""Names that announce themselves by a word before them: «projektet X», «fritidsgården X»."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from polcorp.lexicons.actors import canonical_of
from polcorp.lexicons.asking import load_asking
from polcorp.lexicons.name_rules import STRENGTHS
from polcorp.lexicons.word_lists import word_pattern, words
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.enumerations import find_enumerated
from polcorp.pipeline.actors.unlisted import is_verb_form
from polcorp.swedish.dictionary import is_ordinary, is_word

#: A quotation of more words than these is no name.
_LONGEST_QUOTED = 5
#: Words in lower case that belong to a name at most.
_LONGEST_TITLE = 4
#: How far before a name the words that announce it may begin.
_LONGEST_KIND = 40

#: A word before a capital or a quotation.
_BEFORE_NAME = word_pattern(r"([^\W\d_]+)[ \u00a0](?=[A-ZÅÄÖÉÜ”“\"»«„])")
#: The end of a word that says what the name after it is; what comes before it is a compound's.
_TRIGGER = word_pattern(r"(?i:{nouns:before_name})$")
_COMPOUND = word_pattern(r"\w{3}(?i:{nouns:before_name_compound})$")
_TRIGGER_OF_SEVERAL = word_pattern(r"\b{nouns:before_name_several}[ \u00a0]$")
_TRIGGERED_NAME = word_pattern(r"{shapes:quoted}|(?P<name>{shapes:name})")
#: «det kommunalpolitiska programmet»: what a party calls its programme.
_POLITICAL = word_pattern(r"{names:political}[ \u00a0]\w+[ \u00a0]$", re.IGNORECASE)
_TITLE_WORD = word_pattern(r"[ \u00a0]((?:i[ ])?[a-zåäö]{2,}|\d{4})\b")
#: What ends such a name: conjunctions, adverbs, participles.
_TITLE_STOP = word_pattern(r"{names:title_stop}$|\w{2,}(?:at|it|ats|its)$")
#: What such a name does not end in: «Första kontakten från».
_NO_END = word_pattern(r"[ ]{names:no_title_tail}$")
#: «biografen Röda kvarn».
_ADJECTIVE = word_pattern(r"{names:adjective}")
_SECOND = re.compile(r"[ \u00a0][a-zåäö]{3,}\b")
_GROUND = word_pattern(r"{nouns:ground_end}s?$")
#: A name in the definite form, which no further ordinary words continue: «Skyddsvakten».
_DEFINITE = re.compile(r"(?:en|et|an|na|arna|erna)s?$")
_VERB = re.compile(r"[ \u00a0]([a-zåäö]{2,})\b")
#: «Lyftets» owns what comes after it.
_OWNS = re.compile(r"(?:ens|ets|ans|nas)$")
_JOINED = word_pattern(r"[ \u00a0]{names:before_other_name}[ \u00a0](?=[A-ZÅÄÖ])")
#: A number that belongs to the name before it.
NUMBER = word_pattern(r"[ \u00a0]\d{1,2}(?::\d{1,3})?(?=[.,;:!?)\n]|$|[ ]{names:after_number}\b)")
_YEAR = re.compile(r"[ \u00a0]20\d\d(?:[–-](?:20)?\d\d)?(?!\w)")


def find_announced(
    text: str,
    opens_sentence: Callable[[int], bool],
    known_places: frozenset[str] = frozenset(),
) -> Iterator[Candidate]:
    """Yield names in *text* after a word that says what they are, where sentences open too.

    A place of *known_places* after «i» is where the thing is: no part of its name.
    """
    for before in _BEFORE_NAME.finditer(text):
        kind = _kind_by_word(before.group(1)) or _kind_by_several(text, before.end())
        if kind is not None:
            yield from _after(text, before, kind, known_places, opens_sentence)
    yield from find_enumerated(text)


def _after(
    text: str,
    before: re.Match[str],
    kind: str,
    known_places: frozenset[str],
    opens_sentence: Callable[[int], bool],
) -> Iterator[Candidate]:
    """Yield the name after the words *before*, which say that it is a *kind*."""
    match = _TRIGGERED_NAME.match(text, before.end())
    if match is None:
        return
    if match["quoted"] is not None:
        start, end = match.span("quoted")
        if len(text[start:end].split()) <= _LONGEST_QUOTED:
            yield _found(text, start, end, kind, "clear")
        return
    start, end = match.span("name")
    end = _without_places(text, start, end, kind, known_places)
    name = text[start:end]
    if _names_nothing(text, before, name):
        return
    second = _SECOND.match(text, end) if _ADJECTIVE.fullmatch(name) else None
    if second is not None:
        end = second.end()
    elif (
        " " not in name and is_ordinary(name) and _may_go_on(name, kind) and not _OWNS.search(name)
    ):
        end = _title_end(text, start, end)
    end = _with_number(text, start, end)
    if _is_part(before, kind) and not opens_sentence(before.start()):
        start = before.start()
    yield _found(text, start, end, kind, "plain" if " " in text[start:end] else "weak")


def _found(text: str, start: int, end: int, kind: str, strength: str) -> Candidate:
    whole = strength == "clear" or _acts(text, end)
    name = text[start:end] if whole else canonical_of(text, start, end)
    name = " ".join(name.split())
    return Candidate(
        start,
        end,
        name[:1].upper() + name[1:],
        kind,
        "pattern",
        "pattern:after-kind-word",
        strength=next(number for word, number in STRENGTHS.items() if word == strength),
    )


def _acts(text: str, end: int) -> bool:
    """Return whether a verb comes after a name, so that its final s is its own: «Framåtkurs startar»."""
    verb = _VERB.match(text, end)
    return verb is not None and (
        verb.group(1) in load_asking().words.finite or is_verb_form(verb.group(1))
    )


def _is_part(before: re.Match[str], kind: str) -> bool:
    """Return whether the word that says the kind is part of the name: «Vårdcentralen Sländan».

    Amid a sentence its capital says so. («Föreningen X» is a rule of its own.)
    """
    word = before.group(1)
    if not word[0].isupper() or word.isupper():
        return False
    return kind == "LOC" or word.lower() not in words("nouns:never_part")


def _names_nothing(text: str, before: re.Match[str], name: str) -> bool:
    """Return whether *name* is no name: a small word, a heading, an ordinary word after a vague one."""
    first = name.split(maxsplit=1)[0]
    if first in words("names:small") or first in words("names:heading_words"):
        return True
    if before.group(1).lower() in words("nouns:vague") and is_word(first):
        return True
    return _POLITICAL.search(text, max(0, before.start() - _LONGEST_KIND), before.end()) is not None


def _without_places(
    text: str, start: int, end: int, kind: str, known_places: frozenset[str]
) -> int:
    """Return where a name ends whose place, or another name, comes after it: «X i Torsby».

    «Sverige» belongs to the name of a national body. Programmes may be called «Kultur och Hälsa»,
    and so may others whose first word is an ordinary one.
    """
    for joint in _JOINED.finditer(text, start, end):
        small, rest = joint.group().strip(), canonical_of(text, joint.end(), end)
        if small == "och":
            last = text[start : joint.start()].rsplit(maxsplit=1)[-1]
            ends = kind != "PROGRAMME" and last[-1] != "-" and not is_ordinary(last)
        elif kind == "PROGRAMME":
            ends = small == "på" and _GROUND.search(rest) is not None
        else:
            placed = rest in known_places or rest.split()[0] in known_places
            ends = small in {"i", "på", "från"} and placed and rest not in words("names:areas")
        if ends:
            return joint.start()
    return end


def _may_go_on(name: str, kind: str) -> bool:
    """Return whether ordinary words after *name* may belong to it: «projektet Rätt från början»."""
    return kind == "PROGRAMME" or (kind == "ORG" and _DEFINITE.search(name) is None)


def _with_number(text: str, start: int, end: int) -> int:
    """Return where the name ends with a number or year of its own: «Teatern 2», «Vision 2030»."""
    number = NUMBER.match(text, end)
    if number is None and text[start:end].rsplit(maxsplit=1)[-1] in words("names:with_year"):
        number = _YEAR.match(text, end)
    return number.end() if number else end


@lru_cache(maxsize=50_000)
def _kind_by_word(word: str) -> str | None:
    """Return what a name after *word* is: «projektet», «föräldrakursen» are before programmes.

    A word for places («byn») counts only whole, but for the ends of longer ones («aktivitetshuset»).
    """
    trigger = _TRIGGER.search(word)
    if trigger is not None:
        whole = trigger.lastgroup == "LOC" or trigger.group().lower() in words("nouns:only_whole")
        if not whole or trigger.start() == 0:
            return trigger.lastgroup
    compound = _COMPOUND.search(word)
    return compound.lastgroup if compound else None


def _kind_by_several(text: str, end: int) -> str | None:
    """Return what a name at *end* is by several words before it: «Ungdomens hus»."""
    trigger = _TRIGGER_OF_SEVERAL.search(text, max(0, end - _LONGEST_KIND), end)
    return trigger.lastgroup if trigger else None


def _title_end(text: str, start: int, end: int) -> int:
    """Return where a name of common words ends: «projektet Rätt från början är …».

    It goes on to a mark, a verb or a conjunction.
    """
    for _ in range(_LONGEST_TITLE):
        match = _TITLE_WORD.match(text, end)
        if match is None:
            break
        word = match.group(1)
        last = word.rpartition(" ")[2]
        if last in load_asking().words.finite or _TITLE_STOP.match(last):
            break
        if is_verb_form(last) or (" " in word and last in words("names:no_title_place")):
            break
        end = match.end()
    while tail := _NO_END.search(text, start, end):
        end = tail.start()
    return end
