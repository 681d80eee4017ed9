"""Local parties that no lexicon has: by their shape, their place, and what a page says of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from polcorp.lexicons.actors import nominative
from polcorp.lexicons.names import load_given_names
from polcorp.lexicons.parties import party_by_abbr, resolve_party
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.name_shapes import CAP, NOT_A_NAME
from polcorp.swedish.dictionary import is_placed

_SOLID = re.compile(
    rf"\b(?:(?:Lokalpartiet|Kommunpartiet|Bygdepartiet|Medborgarpartiet|Listan)[ ]{CAP}|"
    r"[A-ZÅÄÖ][\wåäö-]{2,60}(?:listan|partiet|demokraterna))s?\b"
)
#: Local parties of two words, by the second: «Bygdens Bästa», «Kommunens Väl».
_BY_SECOND = re.compile(
    r"\b([A-ZÅÄÖ][a-zåäö]+s?[ ](?:Bästa|Väl|Röst|Framtid|Samling|Allians|Listan|Lista|[A-ZÅÄÖ][a-zåäö]{2,}parti))\b"
)
#: A name of two words that acts as a party does, on a page about parties.
_ACTING = re.compile(
    r"\b([A-ZÅÄÖ][a-zåäö]+[ ][A-ZÅÄÖ][a-zåäö]+)(?=[ \n](?:vill|yrkar|går till val|lovar)\b)|"
    r"\b(?:vill|yrkar|lovar)[ ]([A-ZÅÄÖ][a-zåäö]+[ ][A-ZÅÄÖ][a-zåäö]+)(?=[ ](?:att|arbeta|verka|se|ha)\b)"
)
_PARTY_PAGE = re.compile(
    r"\b(?:lokal\w* parti\w*|vårt parti|partiet|kommunval\w*|valprogram\w*|mandat(?!peri)\w*|rösta på)\b",
    re.IGNORECASE,
)
_NO_PARTY = re.compile(
    r"(?:Regerings|Oppositions|Stöd|Syster|Moder|Riksdags|Lokal|Kommun|Små|Samarbets|Majoritets|Väst|"
    r"Önske|Check|Kö|Vänte|Pris|Topp|Val|Namn|Medlems|Rang|Att-göra-|To-do-|Deltagar|Artikel|Media|"
    r"Social|Borgar|Mitten|Vänster|Höger)(?:listan|partiet|demokraterna)$"
)
_ACTS = re.compile(
    r"[ ](?:vill|yrkar|föreslår|kräver|anser|menar|är|har|i[ ][A-ZÅÄÖ]|går till val|arbetar|ser|tycker|kommer|står)\b"
)

#: A name made of a place and a word of politics: «Framtid Vilhelmina», «Vi i Orsa», «Habos framtid».
_WITH_PLACE = re.compile(
    rf"\b(?:(?:Framtid(?:en)?|Samling|Alternativ(?:et)?|Aktiva?|Fria|Hela|Levande|Nya|Bättre|Tryggare|Rättvisa?|"
    rf"Framåt|Vision|Initiativ(?:et)?|Fokus|Folkviljan|Demokrati|Omstart|Vårt|Vi|Leva|Väljarna|Medborgarna|Utveckla|"
    rf"Allians(?:en)?|Samverkan|Gemenskap|Landsbygd|Bygd|Tillsammans|Öppna)[ ](?:(?:i|på|för|med)[ ])?({CAP})|"
    r"([A-ZÅÄÖ][a-zåäö]+)[ ](?:[Ff]ramtid|[Bb]ästa|[Vv]äl|[Vv]äljare|[Aa]lternativ|[Ll]ista|[Ss]amling|[Ss]amverkan|"
    r"[Vv]änner|Nu|[Oo]beroende|[Dd]emokrater(?:na)?|[Kk]ommunparti|[Ss]jukvårdsparti))\b"
)
#: «Vi i Orsa» is the party only where something else says so: the inhabitants are «vi», too.
_WE = re.compile(r"(?:Vi|Leva|Tillsammans)[ ]")
_NAME = rf"{CAP}(?:[ ](?:(?:i|på|för|och)[ ])?{CAP}){{0,3}}"
#: Frames that only a party stands in.
_SURE_FRAME = re.compile(
    rf"\b(?:(?i:rösta(?:r|de)?[ ]på|lokal(?:a|t)[ ]parti(?:et)?|(?<!-)partiet)[ ]({_NAME})|"
    rf"({_NAME})[ ]är[ ]ett[ ](?:[\w-]+[ ](?:och[ ])?){{0,3}}(?:parti|lokalparti)\b)"
)
#: Frames in which a party stands, and other bodies too.
_FRAME = re.compile(
    rf"(?:\b(?i:valprogram(?:met)?|valmanifest(?:et)?|partiprogram(?:met)?|handlingsprogram(?:met)?|valplattform|"
    rf"vallöften|välkommen|medlem|motion|budget(?:förslag)?|insändare|interpellation|kandidater|politik)"
    rf"(?:[ ]\d{{4}}(?:[–-]\d{{2,4}})?)?[ ](?:för|från|av|till|i|hos)|©(?:[ ]?\d{{4}})?|[–-])[ ]({_NAME})"
)
_ASKS = re.compile(
    r"[ ](?:vill|yrkar|föreslår|kräver|går till val|lovar|arbetar för|verkar för|anser|tycker|ser|kommer att|säger)\b"
)


#: What a party has: «Härjedalspartiets partiprogram».
_PAPERS = re.compile(
    r"[ ](?:parti|val|handlings)?(?:program|manifest|politik|kandidater|lista|gruppledare)"
)
#: A party at its place in one word: «Grästorpsmoderaterna».
_AT_PLACE = re.compile(
    r"\b([A-ZÅÄÖ][a-zåäö]{2,}?)(moderaterna|socialdemokraterna|centerpartiet|centern|vänsterpartiet|vänstern|"
    r"liberalerna|kristdemokraterna|miljöpartiet|sverigedemokraterna)s?\b"
)


def find_local_parties(
    text: str, opens_sentence: Callable[[int], bool], known_places: frozenset[str]
) -> Iterator[Candidate]:
    """Yield parties that no lexicon has: «Hebylistan», «Lokalpartiet Viken», «Vi i Orsa».

    *opens_sentence* tells whether an offset is a sentence's first word; *known_places* are the
    names of municipalities and places.
    """
    for match in _SOLID.finditer(text):
        name = nominative(match.group())
        first = match.start()
        if _NO_PARTY.match(name):
            continue
        if opens_sentence(first) and not (
            " " in name
            or is_placed(name, known_places)
            or _ACTS.match(text, match.end())
            or _PAPERS.match(text, match.end())
        ):
            continue
        yield _party(first, match.end(), name, 1 if " " in name else -1)
    for match in _AT_PLACE.finditer(text):
        abbr = resolve_party(match.group(2)) or resolve_party("Vänsterpartiet")
        if match.group(1).removesuffix("s") in known_places and abbr is not None:
            name = party_by_abbr()[abbr].name
            yield _party(match.start(), match.end(), name, 2)
    names = {match.group(1) for match in _BY_SECOND.finditer(text)}
    names = {name for name in names if _PARTY_PAGE.search(text) or _acts_somewhere(text, name)}
    if _PARTY_PAGE.search(text):
        acting = (match.group(1) or match.group(2) for match in _ACTING.finditer(text))
        others = NOT_A_NAME | load_given_names()
        names |= {name for name in acting if name.split()[0] not in others}
    names = {name for name in names if _may_be_party(name.split()[0])}
    for name in sorted(names):
        yield from _everywhere(text, name, 1)
    placed = _by_place(text, known_places) | _by_frame(text, known_places)
    mixed = {name.casefold(): name for name in sorted(placed | names) if not name.isupper()}
    for name in sorted({mixed.get(name.casefold(), name) for name in placed}):
        yield from _everywhere(text, name, 3)


def _may_be_party(first: str) -> bool:
    """Tell whether a party's name may open so; «Vänsterpartiet Skövde» is the party at a place."""
    return first not in {"Partiet", "Listan"} and resolve_party(first) is None


def _by_place(text: str, known_places: frozenset[str]) -> set[str]:
    """Return names made of a place and a word of politics that the page treats as a party."""
    framed = {nominative(match.group(1)) for match in _FRAME.finditer(text)}
    names = set()
    for match in _WITH_PLACE.finditer(text):
        name, place = nominative(match.group()), match.group(1) or match.group(2)
        if place not in known_places and nominative(place) not in known_places:
            continue
        asks = _ASKS.match(text, match.end()) is not None and not _WE.match(name)
        if asks or any(found == name or found.startswith(name + " ") for found in framed):
            names.add(name)
    return names


def _by_frame(text: str, known_places: frozenset[str]) -> set[str]:
    """Return names in frames that only a party stands in, and that no lexicon knows otherwise."""
    names = set()
    for match in _SURE_FRAME.finditer(text):
        name = match.group(1) or match.group(2)
        words = name.split()
        known = resolve_party(name) or resolve_party(words[0]) or name in known_places
        person = words[0] in load_given_names() and len(words) > 1
        if not known and not person and words[0] not in NOT_A_NAME:
            names.add(nominative(name))
    return {name for name in names if _acts_somewhere(text, name)}


def _acts_somewhere(text: str, name: str) -> bool:
    """Tell whether the page lets *name* ask for something, or names it twice at least."""
    places = [match.end() for match in re.finditer(rf"\b{re.escape(name)}s?\b", text)]
    return len(places) > 1 or any(_ASKS.match(text, place) for place in places)


def _everywhere(text: str, name: str, strength: int) -> Iterator[Candidate]:
    """Yield every mention of the party *name*, in either case, with a genitive -s or not."""
    for match in re.finditer(rf"\b{re.escape(name)}s?\b", text, re.IGNORECASE):
        if match.group()[0].isupper() or any(c.isupper() for c in match.group()[1:]):
            yield _party(match.start(), match.end(), name, strength)


def _party(start: int, end: int, name: str, strength: int) -> Candidate:
    return Candidate(start, end, name, "PARTY", "pattern", "pattern:local-party", strength=strength)
