"""Names that announce themselves: by an ending, by a word before them, by their shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from polcorp.lexicons.actors import nominative
from polcorp.pipeline.naming.candidates import Candidate

_CAP = r"[A-ZÅÄÖÉÜ][\wåäöéü]*(?:[-–&][\wÅÄÖåäö]+)*"
#: A run of capitalised words, small words between them allowed: «Hjärta till Hjärta».
_NAME = rf"{_CAP}(?:[ \u00a0](?:(?:i|för|till|och|av|på|mot|med|&)[ \u00a0])?{_CAP}){{0,4}}"
#: One name of an enumeration; «och» stands between names there, not in them.
_ONE_NAME = re.compile(
    rf"{_CAP}(?:[ \u00a0](?:(?:i|för|till|av|på|mot|med|&)[ \u00a0])?{_CAP}){{0,4}}"
)
_QUOTED = r"[”“\"»«„]([^”“\"»«„\n]{2,60})[”“\"»«„]"

_TRIGGERS: tuple[tuple[str, str], ...] = (
    (
        "PROGRAMME",
        r"metod(?:en)?|arbetsmetoden|modell(?:en)?|samverkansmodellen|projekt(?:et)?|programmet|konceptet|"
        r"satsningen|insatsen|kampanjen|initiativet|arbetssättet|samverkansprojektet|pilotprojektet|"
        r"stödprogrammet|behandlingsprogrammet|föräldraprogrammet|skolprogrammet|appen",
    ),
    (
        "ORG",
        r"föreningen|organisationen|stiftelsen|nätverket|idrottsföreningen|fackförbundet|förbundet|"
        r"studieförbundet|klubben|hjälporganisationen|kooperativet|byalaget",
    ),
    ("COMPANY", r"företaget|bolaget|koncernen|energibolaget|bostadsbolaget|vårdbolaget"),
    ("MEDIA", r"tidningen|dagstidningen|lokaltidningen|kvällstidningen"),
    (
        "LOC",
        r"bostadsområdet|stadsdelen|stadsdelarna|kommundelen|bydelen|tätorten|byn|orten|sjön|ön|"
        r"kvarteret|industriområdet|naturreservatet|området",
    ),
)
_TRIGGERED = tuple(
    (kind, re.compile(rf"\b(?i:{words})[ \u00a0](?:{_QUOTED}|({_NAME}))"))
    for kind, words in _TRIGGERS
)
#: Kinds in the plural before an enumeration: «organisationer som X, Y och Z».
_KINDS_OF_MANY: tuple[tuple[str, str], ...] = (
    ("ORG", r"[\wåäö]*(?:organisationer|föreningar|förbund|nätverk|rörelser|samfund|klubbar)"),
    ("COMPANY", r"[\wåäö]*(?:företag|bolag|butiker|kedjor)"),
    (
        "PROGRAMME",
        r"[\wåäö]*(?:metoder|modeller|program|projekt|insatser|koncept|verksamheter|satsningar)",
    ),
    ("MEDIA", r"[\wåäö]*(?:tidningar|medier)"),
    ("LOC", r"[\wåäö]*(?:orter|områden|byar|stadsdelar|tätorter)"),
)
_ENUMERATED = tuple(
    (
        kind,
        re.compile(
            rf"\b(?i:{words})[ ](?:som|såsom|likt|till exempel|t\.ex\.|exempelvis)[ ]({_NAME}(?:, {_NAME})*(?:,? (?:och|eller|samt) {_NAME})?)"
        ),
    )
    for kind, words in _KINDS_OF_MANY
)
_ENDINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("PROGRAMME", re.compile(r"\b[A-ZÅÄÖ][\wåäö-]{2,}(?:modellen|metoden)(?:s)?\b")),
    (
        "MEDIA",
        re.compile(
            rf"\b(?:{_CAP}[ ])?(?:[A-ZÅÄÖ][\wåäö]*(?:tidning(?:en|ar)?|bladet|kuriren|posten|dagblad)"
            r"|Tidning(?:en|ar)?|Nyheter|Dagblad|Allehanda|Folkblad|Kuriren|Posten)s?\b"
        ),
    ),
    ("MEDIA", re.compile(rf"\b(?:[A-ZÅÄÖ][\wåäö]*tidningen|Radio|P4|SVT|TV4)[ ]{_CAP}")),
    ("LAW", re.compile(r"\b[A-ZÅÄÖa-zåäö][\wåäö]{3,}(?:lagen|balken)s?\b")),
    (
        "LOC",
        re.compile(
            rf"\b(?:{_CAP}[ ])?[A-ZÅÄÖ][\wåäö]{{2,}}(?:torget|gatan|vägen|parken|gallerian|hamnen|badet|"
            r"hallen|bron|skolan|gymnasiet|sjukhuset|lasarettet|stationen|flygplatsen|arenan|"
            r"biblioteket|slottet|museet|reservatet|gården|berget|viken|ön)s?\b"
        ),
    ),
    (
        "COMPANY",
        re.compile(
            rf"\b(?:AB[ ]{_CAP}|{_NAME}[ ](?:AB|HB|KB)|[A-ZÅÄÖ][\wåäö]{{2,}}(?:bostäder|bygden|hem)(?=[ ]AB\b))"
        ),
    ),
    (
        "ORG",
        re.compile(
            rf"\b(?:{_NAME}[ ](?:IF|BK|FF|SK|IK|FK|GIF|AIK|HK|hembygdsförening|idrottsförening|"
            r"församling|byalag|pastorat)|(?:IFK|IK|BK|FC|GIF|IF)[ ][A-ZÅÄÖ][\wåäö]+)\b"
        ),
    ),
    (
        "AUTHORITY",
        re.compile(rf"\b{_CAP}[ ](?:tingsrätt|hovrätt|förvaltningsrätt|universitet|högskola)s?\b"),
    ),
    (
        "AUTHORITY",
        re.compile(
            r"\b[Ll]änsstyrelsen(?:[ ]i[ ][A-ZÅÄÖ][\wåäö]+(?:[ ][A-ZÅÄÖ][\wåäö]+)?(?:[ ]län)?)?"
        ),
    ),
)
#: Words that end in -lagen and are no law: anslagen, förslagen, bolagen, underlagen …
_NOT_LAW = re.compile(
    r"(?:an|för|in|upp|under|till|av|be|på|ut|över|om|bo|ned|slut|väder|hand|tand|fot|vänster|svåger|"
    r"kort|bot|rot|mot|ramp|genom|nedslag|lands|herr|dam|ishockey|fotbolls|arbets|personal|manna|"
    r"sam|yt|bas|grund|mellan|färg|snö|fett|lager)s?lagen?s?$",
    re.IGNORECASE,
)
_COMMITTEE = re.compile(
    r"\b(?:[A-ZÅÄÖa-zåäö][\wåäö]+-(?:,[ ]\w+-)?[ ]och[ ])?[A-ZÅÄÖa-zåäö][\wåäö]{2,}(?:s)?nämnden(s)?\b"
)
_LOCAL_PARTY = re.compile(
    rf"\b(?:(?:Lokalpartiet|Kommunpartiet|Bygdepartiet|Partiet|Medborgarpartiet|Listan)[ ]{_CAP}|"
    r"[A-ZÅÄÖ][\wåäö-]{2,}(?:listan|partiet|demokraterna))s?\b"
)
_NO_PARTY = re.compile(
    r"(?:Regerings|Oppositions|Stöd|Syster|Moder|Riksdags|Lokal|Kommun|Små|Samarbets|Majoritets|Väst|"
    r"Önske|Check|Kö|Vänte|Pris|Topp|Val|Namn|Medlems|Rang|Att-göra-|To-do-|Deltagar|Artikel|Media|"
    r"Social|Borgar|Mitten|Vänster|Höger)(?:listan|partiet|demokraterna)$"
)
_PARTY_ACTS = re.compile(
    r"[ ](?:vill|yrkar|föreslår|kräver|anser|menar|är|har|i[ ][A-ZÅÄÖ]|går till val|arbetar|ser|tycker|kommer|står)\b"
)
_COMMON_COMMITTEE = re.compile(r"^(?:facknämnden|partsnämnden|ansvarsnämnden|driftsnämnden)$", re.I)
#: A building or ground named after its place: «Gävle sjukhus», «Mora bibliotek», «Folkets park».
_BUILDING = re.compile(
    rf"\b{_CAP}[ ](?:skola|förskola|gymnasium|sjukhus|lasarett|vårdcentral|bibliotek|museum|konsthall|"
    r"sporthall|ishall|simhall|idrottsplats|badhus|station|resecentrum|centralstation|flygplats|hamn|"
    r"nationalpark|naturreservat|industriområde|centrum|torg|torget|park|hus|kyrka|slott|fritidsgård|"
    r"bygdegård|äldreboende|gård|allé|kanal)s?\b"
)
#: Roads and railways by number or name.
_ROAD = re.compile(
    r"\b(?:E\d{1,2}|(?:[Rr]iks|[Ll]äns)?[Vv]äg[ ]\d{1,4}|[Rr]v[ ]?\d{1,3}|[A-ZÅÄÖ][\wåäö]+banan)\b"
)
#: An association with its name after its kind: «Kvinnojouren Iris», «Föreningen Trädet».
_KIND_AND_NAME = re.compile(
    rf"\b(?:Kvinno|Tjej|Brottsoffer|Mans|Ungdoms)(?:jouren|huset)[ ]{_CAP}|\bFöreningen[ ]{_NAME}|\bStiftelsen[ ]{_NAME}"
)
#: A solid name made of common words, by its last part.
_COMMON_NAME = re.compile(
    r"(?<=[a-zåäö0-9,;)»”][ ])[A-ZÅÄÖ][a-zåäö]{4,}(?:-[a-zåäö]+)?(?![ ]?[A-ZÅÄÖ]\w)"
)
_NAME_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "ORG",
        re.compile(
            r"(?:föreningen|förbundet|jouren|kåren|rådet|stiftelsen|gruppen|klubben|vandrarna|tjänsten|kooperativet|församlingen)s?$"
        ),
    ),
    ("COMPANY", re.compile(r"(?:bostäder|bolaget|energi|vatten|fastigheter|kraft|buss|invest)s?$")),
    ("AUTHORITY", re.compile(r"(?:verket|nämnden|inspektionen|utskottet)s?$")),
    (
        "PROGRAMME",
        re.compile(
            r"(?:lyftet|kollen|lotsen|lotsar|patrullen|potten|steget|veckan|dagen|bussen|spåret|klassrummet|start|kraft|"
            r"vännerna|kompis|projektet|satsningen|garantin|pengen|checken|resan|programmet|modellen|metoden|"
            r"kampanjen|initiativet|akademin|verkstaden|teamet|trappan|hjälpen|appen|linjen|numret|guiden|"
            r"ljus|akuten|slussen|kortet|boken|färjan|stunden|timmen|ordningen|bryggan|bron|ronden|caféet|"
            r"skolan|jobbet|jobb|stödet|fonden|löftet|kontraktet|trampolinen|länken|porten|rummet|tåget)s?$"
        ),
    ),
)
#: A project called after a place: «Ung i Tälje», «Trygg i Ronna».
_PROJECT_IN_PLACE = re.compile(
    rf"(?<=[a-zåäö,] )(?:Ung|Unga|Trygg|Trygga|Tryggare|Aktiv|Levande|Tillsammans|Framtid|Växa|Hållbar|"
    rf"Jobb|Stark|Mötas|Drogfri|Nykter|Frisk|Ren|Rent|Grön|Hela|Alla|Idrott|Sommar|Barn|Ungdom)[ ](?:i|på)[ ]{_CAP}"
)
_IN_PLACE = re.compile(
    r"\b(?:i|från|utanför|kring)[ \u00a0]((?:Norra |Södra |Östra |Västra |Gamla |Nya |Övre |Nedre )?"
    r"[A-ZÅÄÖ][a-zåäöé]{3,}(?:-[A-ZÅÄÖ][a-zåäö]+)?)\b(?![ ][A-ZÅÄÖ(])"
)
_NO_MEDIA = frozenset(
    "Nyheter Tidning Tidningen Tidningar Posten Allehanda Kuriren Dagblad".split()
)
_NOT_A_NAME = frozenset(
    "Även Också Redan Sedan Bara Både Inte Dessutom Därför Tidigare Samtidigt På I Vid Från Till Mot Av Med Hos Inom Utan Över Kring Varje Vårt Er Ert Deras En Ett Sverige Vi Du Ni Det Den De Detta Denna Dessa Vår Våra Idag Här Där När Om Men Och Att För Alla Så "
    "Hur Vad Varför Samt Genom Under Efter Jag Man".split()
)


def find_patterns(
    text: str, opens_sentence: Callable[[int], bool], known_places: frozenset[str]
) -> Iterator[Candidate]:
    """Yield names that announce themselves in *text*.

    *opens_sentence* tells whether an offset is a sentence's first word (where a capital says
    nothing); *known_places* are the names of municipalities and places.
    """
    yield from _triggered(text)
    yield from _enumerated(text)
    yield from _endings(text, opens_sentence, known_places)
    yield from _committees(text)
    yield from _local_parties(text, opens_sentence, known_places)
    yield from _buildings(text, known_places)
    for match in _ROAD.finditer(text):
        yield _found(match.start(), match.end(), match.group(), "LOC", "road")
    for match in _KIND_AND_NAME.finditer(text):
        yield _found(match.start(), match.end(), match.group(), "ORG", "kind-and-name", 1)
    yield from _common_names(text, opens_sentence)
    for match in _PROJECT_IN_PLACE.finditer(text):
        yield _found(match.start(), match.end(), match.group(), "PROGRAMME", "project-in-place", 2)
    for match in _IN_PLACE.finditer(text):
        name = match.group(1)
        if name not in _NOT_A_NAME and not name.endswith(("sdag", "sdagen")):
            yield _found(match.start(1), match.end(1), name, "LOC", "in-place", -2)


def _enumerated(text: str) -> Iterator[Candidate]:
    """Yield the names of an enumeration whose kind stands before it."""
    for kind, pattern in _ENUMERATED:
        for match in pattern.finditer(text):
            for name in _ONE_NAME.finditer(text, match.start(1), match.end(1)):
                yield _found(name.start(), name.end(), name.group(), kind, "enumeration", -1)


@lru_cache(maxsize=50_000)
def is_ordinary(word: str) -> bool:
    """Tell whether *word* is in the dictionary, or a compound that ends in a word that is."""
    import simplemma

    low = word.lower().replace("\u00ad", "")
    if word.isupper() and len(word) > 6:
        return True
    if simplemma.is_known(low, lang="sv"):
        return True
    return any(
        len(low) - cut >= 5 and simplemma.is_known(low[cut:], lang="sv")
        for cut in range(3, len(low) - 4)
    )


def _buildings(text: str, known_places: frozenset[str]) -> Iterator[Candidate]:
    """Yield buildings and grounds named after a place; an ordinary word before names none."""
    import simplemma

    for match in _BUILDING.finditer(text):
        first = match.group().partition(" ")[0]
        place = first in known_places or nominative(first) in known_places
        if first in _NOT_A_NAME or (
            not place and not first.endswith("s") and simplemma.is_known(first.lower(), lang="sv")
        ):
            continue
        yield _found(match.start(), match.end(), match.group(), "LOC", "building", 1)


def _common_names(text: str, opens_sentence: Callable[[int], bool]) -> Iterator[Candidate]:
    """Yield solid names made of common words, which only a name writes with a capital."""
    for match in _COMMON_NAME.finditer(text):
        word = match.group()
        if opens_sentence(match.start()):
            continue
        kind = next((kind for kind, pattern in _NAME_KINDS if pattern.search(word)), None)
        if kind is not None:
            yield _found(match.start(), match.end(), word, kind, "common-words", -1)


def _found(start: int, end: int, text: str, kind: str, rule: str, strength: int = 0) -> Candidate:
    canonical = " ".join(nominative(text).split())
    return Candidate(start, end, canonical, kind, "pattern", f"pattern:{rule}", strength=strength)


def _triggered(text: str) -> Iterator[Candidate]:
    """Yield names after a word that says what they are: «metoden huskurage», «projektet X»."""
    for kind, pattern in _TRIGGERED:
        for match in pattern.finditer(text):
            group = 1 if match.group(1) else 2
            name = match.group(group)
            quoted = group == 1
            if not quoted and (name.split()[0] in _NOT_A_NAME or not name[:1].isupper()):
                continue
            if quoted and len(name.split()) > 5:
                continue
            canonical = name[:1].upper() + name[1:]
            yield Candidate(
                match.start(group),
                match.end(group),
                " ".join((nominative(canonical) if not quoted else canonical).split()),
                kind,
                "pattern",
                "pattern:after-kind-word",
                strength=1 if quoted else -1,
            )


def _endings(
    text: str, opens_sentence: Callable[[int], bool], known_places: frozenset[str]
) -> Iterator[Candidate]:
    """Yield names by their last part: «Trelleborgsmodellen», «Lunagallerian»."""
    for kind, pattern in _ENDINGS:
        for match in pattern.finditer(text):
            name = match.group()
            start = match.start()
            first, _, rest = name.partition(" ")
            if rest and first in _NOT_A_NAME:
                name, start = rest, start + len(first) + 1
            base = nominative(name)
            if kind == "MEDIA" and name in _NO_MEDIA:
                continue
            if kind != "LAW" and opens_sentence(start) and not _placed(base, known_places):
                if kind in {"PROGRAMME", "LOC"} and " " not in base:
                    continue
            if kind == "LAW" and _NOT_LAW.search(base):
                continue
            if kind in {"AUTHORITY", "LAW"}:
                base = base[:1].upper() + base[1:]
            yield _found(
                start,
                match.end(),
                base,
                kind,
                f"ending-{kind.lower()}",
                1 if kind == "MEDIA" and " " in base else -1,
            )


def _local_parties(
    text: str, opens_sentence: Callable[[int], bool], known_places: frozenset[str]
) -> Iterator[Candidate]:
    """Yield parties that no lexicon has: «Hebylistan», «Lokalpartiet Viken»."""
    for match in _LOCAL_PARTY.finditer(text):
        name = nominative(match.group())
        first = match.start()
        if _NO_PARTY.match(name):
            continue
        if opens_sentence(first) and not (
            " " in name or _placed(name, known_places) or _PARTY_ACTS.match(text, match.end())
        ):
            continue
        yield _found(first, match.end(), name, "PARTY", "local-party", -1)


def _placed(name: str, known_places: frozenset[str]) -> bool:
    """Tell whether a solid name begins with a known place («Falkenbergsmodellen»)."""
    return any(
        name[:cut] in known_places or name[:cut].removesuffix("s") in known_places
        for cut in range(3, len(name) - 4)
    )


def _committees(text: str) -> Iterator[Candidate]:
    """Yield committees, in either case: «kultur- och fritidsnämnden»."""
    for match in _COMMITTEE.finditer(text):
        end = match.end() - (1 if match.group(1) else 0)
        name = text[match.start() : end]
        if _COMMON_COMMITTEE.match(name):
            continue
        canonical = " ".join((name[:1].upper() + name[1:]).split())
        yield Candidate(
            match.start(), match.end(), canonical, "AUTHORITY", "pattern", "pattern:committee"
        )
