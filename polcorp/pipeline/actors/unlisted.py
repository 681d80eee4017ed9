"""Names that nothing but their capitals, their explanation or their letters give away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from polcorp.lexicons.actors import canonical_of, nominative
from polcorp.lexicons.asking import load_asking
from polcorp.lexicons.names import load_given_names, load_not_names, load_surnames
from polcorp.lexicons.parties import resolve_party
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.name_shapes import CAP, NAME, NOT_A_NAME, QUOTED
from polcorp.pipeline.model.lemmas import lemma_of
from polcorp.swedish.dictionary import is_ordinary, is_word
from polcorp.swedish.imperatives import imperative_kind, is_infinitive

#: What says after a comma what the name before it is, by the type that it tells.
_EXPLAINS: tuple[tuple[str, str], ...] = (
    (
        "PROGRAMME",
        r"(?:[a-zåäö]*projektet|metoden|modellen|satsningen|programmet|arbetssättet|konceptet|"
        r"(?:ett[ ](?:\w+[ ])?(?:[a-zåäö]*projekt|program|arbetssätt|koncept|verktyg)|"
        r"en[ ](?:\w+[ ])?(?:[a-zåäö]*modell|[a-zåäö]*metod|satsning|insats|tjänst|utbildning|stödlinje)))",
    ),
    (
        "ORG",
        r"(?:(?:fack|bransch|riks)förbundet|föreningen|organisationen|stiftelsen|nätverket|"
        r"(?:en|ett)[ ](?:\w+[ ])?(?:[a-zåäö]*förening|organisation|stiftelse|nätverk|fackförbund))",
    ),
    (
        "COMPANY",
        r"(?:[a-zåäö]*bolaget|[a-zåäö]*företaget|koncernen|ett[ ](?:\w+[ ])?(?:[a-zåäö]*bolag|[a-zåäö]*företag))",
    ),
    (
        "LOC",
        r"(?:byn|tätorten|stadsdelen|området|(?:en|ett)[ ](?:\w+[ ])?(?:by|ö|tätort|stadsdel|bostadsområde|samhälle))",
    ),
)
_EXPLAINED = re.compile(
    rf"(?<![\w-])(?P<name>{CAP}(?:[ ]{CAP}|[ ][a-zåäö]{{4,}}){{0,2}}),[ ](?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _EXPLAINS)
    + r")(?=[ ](?:som|där|med|för|i|från|mot|mellan|vid)\b)"
)
#: «en liknande satsning, Biogas i Mittnorden,»
_KIND_THEN_NAME = re.compile(
    r"\b[a-zåäö]*(?:satsning|modell|metod|projekt|insats|arbetssätt|koncept|kampanj)(?:en|et)?,[ ]"
    rf"(?:{QUOTED}|({NAME})(?=,))"
)
#: Letters in capitals: an association where no list knows better.
_LETTERS = re.compile(
    r"(?<![\w/.-])[A-ZÅÄÖ]{3,6}(?:-[A-ZÅÄÖ]{2,6})?(?=s?\b)(?![\w/]|-[A-ZÅÄÖa-zåäö]|[ ][A-ZÅÄÖ]{3,})"
)
_LETTERS_ACT = re.compile(
    r"s?[ ](?:vill|kräver|anser|menar|har|är|säger|räknar|varnar|pekar|driver|och|kan|uppger|hjälper|i[ ][A-ZÅÄÖ]|gör|tar)\b"
)
_WITH = re.compile(r"\b(?:med|av|från|inom|hos|och|till|för|enligt|genom)[ ]$")
_IN_CAPITALS = re.compile(r"[A-ZÅÄÖ]{2,}[ ,.:!?]+[A-ZÅÄÖ]{2,}")
#: A common noun with a capital before a place: «Läkarbil Tornedalen».
_NOUN_AND_PLACE = re.compile(
    rf"(?<=[a-zåäö,] )(?P<noun>[A-ZÅÄÖ][a-zåäö]{{4,}})[ ](?P<place>{CAP})(?![ ]?[A-ZÅÄÖ]\w)"
)
_NO_SCHEME_NOUN = frozenset(
    "Region Kommun Norra Södra Östra Västra Stora Lilla Gamla Nya Centrala Destination Landstinget Kommunen "
    "Regionen Länsstyrelsen Svenska Kungliga Polisregion Polisområde Sankt Stadsdelen Föreningen".split()
)
#: A capitalised word right before: the place is amid a longer name.
_WORD_BEFORE = re.compile(r"\b[A-ZÅÄÖ][\w-]*[ ]$")
#: Small words that end such a name.
_SMALL = frozenset(
    "för med som till och från att där här vid mot sagt länge inte nu idag bara".split()
)
#: An ordinary word with a capital amid a sentence, and words in lower case after it.
_TITLE = re.compile(
    r"(?<=[a-zåäö] )(?P<first>[A-ZÅÄÖ][a-zåäö]{2,})(?P<rest>(?:[ ][a-zåäö]{3,}){1,2})?(?=[,.;:!?)\n]|[ ](?:i|på|för|som|och|till|med|"
    r"prövas|införs|används|har|är|ska|kan|där|inom|blir|eller)\b)"
)


def find_unlisted(
    text: str, opens_sentence: Callable[[int], bool], known_places: frozenset[str]
) -> Iterator[Candidate]:
    """Yield names that no list has and no word before them announces.

    *opens_sentence* tells whether an offset is a sentence's first word; *known_places* are the
    names of municipalities and places.
    """
    for match in _EXPLAINED.finditer(text):
        kind = match.lastgroup
        if kind is None or kind == "name":
            continue
        start, end = _without_verb(text, *match.span("name"))
        if _is_new(text[start:end], known_places):
            yield _found(text, start, end, kind, "explained", 0)
    for match in _KIND_THEN_NAME.finditer(text):
        group = 1 if match.group(1) else 2
        yield _found(text, *match.span(group), "PROGRAMME", "kind-then-name", 1)
    yield from _by_letters(text)
    for match in _NOUN_AND_PLACE.finditer(text):
        noun, place = match["noun"], match["place"]
        known = place in known_places or nominative(place) in known_places
        if (
            known
            and noun not in _NO_SCHEME_NOUN
            and is_ordinary(noun)
            and _is_new(noun, known_places)
        ):
            yield _found(text, *match.span(), "PROGRAMME", "noun-and-place", 1)
    yield from _titles(text, opens_sentence, known_places)


def _by_letters(text: str) -> Iterator[Candidate]:
    """Yield names in capitals that act or are acted with, where the text is not all capitals."""
    others = load_not_names()
    for match in _LETTERS.finditer(text):
        start, end = match.span()
        word = len(match.group()) > 3 and is_word(match.group())
        if (
            word
            or match.group() in others
            or _IN_CAPITALS.search(text, max(0, start - 12), end + 12)
        ):
            continue
        before = text[max(0, start - 10) : start]
        if _LETTERS_ACT.match(text, end) or _WITH.search(before):
            yield _found(text, start, end, "ORG", "letters", -2)


def _titles(
    text: str, opens_sentence: Callable[[int], bool], known_places: frozenset[str]
) -> Iterator[Candidate]:
    """Yield names made of ordinary words, which only a name writes with a capital amid a sentence."""
    finite = load_asking().words.finite
    for match in _TITLE.finditer(text):
        first, rest = match["first"], (match["rest"] or "").split()
        if opens_sentence(match.start()) or not _is_new(first, known_places) or not rest:
            continue
        if _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start()):
            continue
        if not is_word(first) or imperative_kind(first) in {"stem", "vowel", "r"}:
            continue
        if any(word in finite | _SMALL or _is_verb(word) or not is_ordinary(word) for word in rest):
            continue
        yield _found(text, *match.span(), "PROGRAMME", "title", -2)


def _without_verb(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave an imperative before a name out: «Pröva Nära fjäll, en modell där …»."""
    first, _, rest = text[start:end].partition(" ")
    if rest[:1].isupper() and imperative_kind(first) is not None:
        return start + len(first) + 1, end
    return start, end


def _is_verb(word: str) -> bool:
    """Tell whether *word* is a form of a verb other than its infinitive: «anställer», «prövas»."""
    lemma = lemma_of(word)
    return lemma != word and is_infinitive(lemma) and not _is_noun_too(word, lemma)


def _is_noun_too(word: str, lemma: str) -> bool:
    """Tell whether *word* is a noun's form as well: «samtal» beside «samtala»."""
    return lemma.startswith(word) and len(lemma) == len(word) + 1


def _is_new(name: str, known_places: frozenset[str]) -> bool:
    """Tell whether *name* is no place, person, party or small word."""
    first = name.split(maxsplit=1)[0]
    bare = nominative(first)
    if first in NOT_A_NAME or first in known_places or bare in known_places:
        return False
    if first in load_given_names() or first in load_surnames():
        return False
    return resolve_party(first) is None


def _found(text: str, start: int, end: int, kind: str, rule: str, strength: int) -> Candidate:
    name = canonical_of(text, start, end)
    name = name[:1].upper() + name[1:]
    return Candidate(start, end, name, kind, "pattern", f"pattern:{rule}", strength=strength)
