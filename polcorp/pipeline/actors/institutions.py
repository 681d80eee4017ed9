"""Institutions, grounds and firms that are called after a place or by a telling second word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polcorp.lexicons.actors import canonical_of, nominative
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.name_shapes import CAP, NOT_A_NAME
from polcorp.swedish.dictionary import is_ordinary, is_word

_KINDS: tuple[tuple[str, str], ...] = (
    (
        "ORG",
        r"folkhögskola|(?:blås|symfoni|kammar|ungdoms)?orkester|(?:manskör|kammarkör|kyrkokör)|teaterförening|"
        r"sameby|besparingsskog|allmänningsskog|byalag|hembygdsgille|idrottssällskap|scoutkår|stadsmission|"
        r"missionsförsamling|kvinnojour|tjejjour|brottsofferjour|bygdegårdsförening|vattenråd|kooperativ|"
        r"[a-zåäö]{3,}(?:klubb|förening|församling|sällskap|gille|kår)",
    ),
    (
        "LOC",
        r"hälsocentral|vårdcentral|lasarett|sjukhus|sjukstuga|brandstation|polisstation|busstation|"
        r"tågstation|järnvägsstation|reningsverk|vattenverk|kraftverk|vindkraftpark|bruk|camping|skidstadion|"
        r"ridhus|kulturhus|konstmuseum|stadsmuseum|stadshus|rådhus|kommunhus|medborgarhus|slott|"
        r"stadsbibliotek|återvinningscentral|skidanläggning|[a-zåäö]{3,}(?:hall|park|gård|bad)",
    ),
    ("AUTHORITY", r"räddningstjänst|kollektivtrafikmyndighet|kommunalförbund|samordningsförbund"),
    ("PROGRAMME", r"klimatprotokoll|klimatavtal|klimatkontrakt|modell"),
)
#: A place, perhaps what part of it, and what stands or works there: «Vilhelmina södra sameby».
_AFTER_PLACE = re.compile(
    r"\b(?P<place>[A-ZÅÄÖ][a-zåäöé]{2,}(?:-[A-ZÅÄÖ]\w+)?)"
    r"(?:[ ](?:norra|södra|östra|västra|övre|nedre|gamla|nya|[a-zåäö]+ska))?[ ]"
    rf"(?:{'|'.join(f'(?P<{kind}>{nouns})' for kind, nouns in _KINDS)})s?\b(?![ ][A-ZÅÄÖ])"
)
#: A place in nature: «Höje å», «Sankt Hans backar», «Dalby Söderskog».
_NATURE = re.compile(
    r"\b(?P<place>(?:Sankt[ ])?[A-ZÅÄÖ][a-zåäöé]{2,})[ ](?:(?:å|älv|sjö|backar|backe|udde|fjäll|mosse|hed|hagar|strand|äng|"
    r"ängar|raviner|skogar?|friluftsområde|kullar)|(?:Norr|Söder|Öster|Väster)(?:skog|äng|malm|port|mark))\b"
)
#: A part of a town, a square, a fall: «Stora torget», «Döda fallet», «Gamla bron».
_DEFINITE_PLACE = re.compile(
    r"\b(?:Stora|Lilla|Gamla|Nya|Norra|Södra|Östra|Västra|Inre|Yttre|Övre|Nedre|Döda|Röda|Vita|Gröna|Höga|[A-ZÅÄÖ][a-zåäö]+ska)"
    r"[ ](?:torget|torg|gatan|bron|hamnen|hamn|parken|fallet|kyrkan|skolan|gymnasiet|stationen|paviljongen|"
    r"kvarnen|ängen|allén|kajen|slussen|stranden|staden|teatern|huset|magasinet|kanalen|esplanaden|"
    r"vägen|tullen|förstaden|sjukhuset|stationsområdet)s?\b"
)
_SECOND = (
    r"(?:Fastigheter|Bostäder|Hyresbostäder|Energi|Bygg|Såg|Sågverk|Mejeri|Bryggeri|Elnät|Invest|Kraft|Buss|"
    r"Bussar|Taxi|Bredband|Åkeri|Entreprenad|Livs|Omsorg|Vård|Assistans|Logistik|Vind|Vindkraft|Gruva|Gruvor|"
    r"Minerals|Group|Sweden|Hotell?|Förlag|Plåt|Mekaniska)"
)
#: A firm by its second word: «Vafab Miljö» needs a list, «KKB Fastigheter» does not.
_FIRM = re.compile(
    rf"\b(?P<first>[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{{2,}})(?:[ ]&[ ]{CAP})?[ ]{_SECOND}s?\b(?![ ][A-ZÅÄÖ]\w)"
)
#: «HEMAB», «BORAB»: a municipal company's letters.
_AB_LETTERS = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{2,}AB(?=s?\b|-)")
_LEADER = re.compile(rf"\bLeader[ ]{CAP}(?:(?:[ ]|,[ ]|[ ]och[ ]|[ ]&[ ]){CAP})*")
#: What ends the name of a building, in the singular definite or with «s».
_BUILDING_END = re.compile(
    r"(?:huset|gården|skolan|gymnasiet|hallen|torget|parken|kyrkan|sjukhuset|lasarettet|stationen|museet|"
    r"biblioteket|arenan|badet|slottet|teatern|verket|hemmet|hotellet|hamnen|vallen|backen|staden)s?$"
)


def find_institutions(text: str, known_places: frozenset[str]) -> Iterator[Candidate]:
    """Yield institutions, places in nature and firms; *known_places* are municipalities and places."""
    for match in _AFTER_PLACE.finditer(text):
        if match.lastgroup and _is_place(match["place"], known_places):
            kind = next(kind for kind, _ in _KINDS if match[kind])
            yield _found(text, match, kind, "after-place", 2)
    for match in _NATURE.finditer(text):
        if _is_place(match["place"].removeprefix("Sankt "), known_places):
            yield _found(text, match, "LOC", "nature", 1)
    for match in _DEFINITE_PLACE.finditer(text):
        if match.group().startswith("Svenska "):  # «Svenska kyrkan» is no building
            continue
        yield _found(text, match, "LOC", "definite-place", 1)
    yield from _firms(text)
    for match in _LEADER.finditer(text):
        yield _found(text, match, "PROGRAMME", "leader-area", 2)


def _firms(text: str) -> Iterator[Candidate]:
    """Yield firms by their second word, and municipal companies by their letters."""
    for match in _FIRM.finditer(text):
        first = match["first"]
        if first not in NOT_A_NAME and not is_word(first):
            yield _found(text, match, "COMPANY", "firm", 1)
    for match in _AB_LETTERS.finditer(text):
        yield _found(text, match, "COMPANY", "ab-letters", -1)


def is_building(name: str) -> bool:
    """Tell whether the name's last word is a building's or a ground's: «Stadshuset»."""
    return _BUILDING_END.search(name) is not None


def _is_place(word: str, known_places: frozenset[str]) -> bool:
    """Tell whether *word* is a place, perhaps in the genitive, or at least no ordinary word."""
    if word in NOT_A_NAME:
        return False
    known = word in known_places or nominative(word) in known_places or word in {"Falu", "Gävle"}
    return known or (word.endswith("s") and not is_ordinary(word) and not is_ordinary(word[:-1]))


def _found(text: str, match: re.Match[str], kind: str, rule: str, strength: int) -> Candidate:
    start, end = match.span()
    name = canonical_of(text, start, end)
    return Candidate(start, end, name, kind, "pattern", f"pattern:{rule}", strength=strength)
