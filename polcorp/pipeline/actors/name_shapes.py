"""Shapes of names: endings, words before them, runs of capitals. Patterns only, no logic."""

from __future__ import annotations

import re

CAP = r"[A-ZÅÄÖÉÜ][\wåäöéü]*(?:[-–&][\wÅÄÖåäö]+){0,5}"
#: A run of capitalised words, small words between them allowed: «Hjärta till Hjärta».
NAME = rf"{CAP}(?:[ \u00a0](?:(?:i|för|till|och|av|på|mot|med|&)[ \u00a0])?{CAP}){{0,4}}"
#: One name of an enumeration; «och» stands between names there, not in them.
ONE_NAME = re.compile(
    rf"{CAP}(?:[ \u00a0](?:(?:i|för|till|av|på|mot|med|&)[ \u00a0])?{CAP}){{0,4}}"
)
#: A name in quotation marks: it begins with a letter or figure and ends with no blank.
QUOTED = r"[”“\"»«„](?=\w)([^”“\"»«„\n]{2,60})(?<!\s)[”“\"»«„]"

TRIGGERS: tuple[tuple[str, str], ...] = (
    (
        "PROGRAMME",
        r"(?:metod(?:en)?|modell(?:en)?|projekt(?:et)?|programmet|konceptet|satsningen|insatsen|"
        r"kampanjen|initiativet|arbetssättet|övningen|utbildningen|kursen|appen|garantin)",
    ),
    (
        "ORG",
        r"(?:föreningen|organisationen|stiftelsen|nätverket|förbundet|klubben|kooperativet|byalaget|"
        r"församlingen|kören|orkestern)",
    ),
    ("COMPANY", r"företaget|bolaget|koncernen|energibolaget|bostadsbolaget|vårdbolaget"),
    ("MEDIA", r"tidningen|dagstidningen|lokaltidningen|kvällstidningen"),
    (
        "LOC",
        r"bostadsområdet|stadsdelen|stadsdelarna|kommundelen|bydelen|tätorten|byn|orten|sjön|ön|"
        r"kvarteret|industriområdet|naturreservatet|området",
    ),
)
#: A word before a capital or a quotation.
BEFORE_NAME = re.compile(r"([^\W\d_]+)[ \u00a0](?=[A-ZÅÄÖÉÜ”“\"»«„])")
#: The end of a word that says what the name after it is; what stands before it is a compound's.
TRIGGER = re.compile(
    "(?:" + "|".join(f"(?P<{kind}>(?i:{words}))" for kind, words in TRIGGERS) + ")$"
)
TRIGGERED_NAME = re.compile(rf"{QUOTED}|({NAME})")
#: Kinds in the plural before an enumeration: «organisationer som X, Y och Z».
KINDS_OF_MANY: tuple[tuple[str, str], ...] = (
    ("ORG", r"(?:organisationer|föreningar|förbund|nätverk|rörelser|samfund|klubbar)"),
    ("COMPANY", r"(?:företag|bolag|butiker|kedjor)"),
    (
        "PROGRAMME",
        r"(?:metoder|modeller|program|projekt|insatser|koncept|verksamheter|satsningar)",
    ),
    ("MEDIA", r"(?:tidningar|medier)"),
    ("LOC", r"(?:orter|områden|byar|stadsdelar|tätorter)"),
)
#: The end of what stands before «som X, Y och Z».
ENUMERATION = re.compile(
    "(?:" + "|".join(f"(?P<{kind}>(?i:{words}))" for kind, words in KINDS_OF_MANY) + ")$"
)
SUCH_AS = re.compile(
    r"(?:,?[ ](?:som|såsom|likt|till exempel|t\.ex\.|exempelvis|bland annat)){1,2}[ ](?=[A-ZÅÄÖ])"
)
ENUMERATED = re.compile(rf"{NAME}(?:, {NAME})*(?:,? (?:och|eller|samt) {NAME})?")
ENDINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("PROGRAMME", re.compile(r"\b[A-ZÅÄÖ][\wåäö-]{2,60}(?:modellen|metoden)(?:s)?\b")),
    (
        "MEDIA",
        re.compile(
            rf"\b(?:{CAP}[ ]){{0,2}}(?:[A-ZÅÄÖ][\wåäö]*(?:tidning(?:en|ar)?|bladet|kuriren|posten|dagblad)"
            r"|Tidning(?:en|ar)?|Nyheter|Dagblad|Allehanda|Folkblad|Kuriren|Posten)s?\b"
        ),
    ),
    ("MEDIA", re.compile(rf"\b(?:[A-ZÅÄÖ][\wåäö]*tidningen|Radio|P4|SVT|TV4)[ ]{CAP}")),
    ("LAW", re.compile(r"\b[A-ZÅÄÖa-zåäö][\wåäö]{3,}(?:lagen|balken)s?\b")),
    (
        "LOC",
        re.compile(
            rf"\b(?:{CAP}[ ])?[A-ZÅÄÖ][\wåäö]{{2,}}(?:torget|gatan|vägen|parken|gallerian|hamnen|badet|"
            r"hallen|bron|skolan|gymnasiet|sjukhuset|lasarettet|stationen|flygplatsen|arenan|"
            r"biblioteket|området|slottet|museet|reservatet|gården|berget|viken|ön)s?\b"
        ),
    ),
    (
        "COMPANY",
        re.compile(
            rf"\b(?:AB[ ]{CAP}|{CAP}(?:[ ](?:(?:i|&|och)[ ])?{CAP}){{0,3}}[ ](?:AB|HB|KB)|[A-ZÅÄÖ][\wåäö]{{2,}}(?:bostäder|bygden|hem)(?=[ ]AB\b))"
        ),
    ),
    (
        "ORG",
        re.compile(
            rf"\b(?:{CAP}(?:[ ]{CAP}){{0,2}}[ ](?:IF|BK|FF|SK|IK|FK|GIF|AIK|HK|hembygdsförening|idrottsförening|"
            r"församling|byalag|pastorat)|(?:IFK|IK|BK|FC|GIF|IF)[ ][A-ZÅÄÖ][\wåäö]+)\b"
        ),
    ),
    (
        "AUTHORITY",
        re.compile(rf"\b{CAP}[ ](?:tingsrätt|hovrätt|förvaltningsrätt|universitet|högskola)s?\b"),
    ),
    (
        "AUTHORITY",
        re.compile(r"\b[Ll]änsstyrelsen\b"),
    ),
)
#: Words that end in -lagen and are no law: anslagen, förslagen, bolagen, underlagen …
NOT_LAW = re.compile(
    r"(?:an|för|in|upp|under|till|av|be|på|ut|över|om|bo|ned|slut|väder|hand|tand|fot|vänster|svåger|"
    r"kort|bot|rot|mot|ramp|genom|nedslag|lands|herr|dam|ishockey|fotbolls|arbets|personal|manna|"
    r"sam|yt|bas|grund|mellan|färg|snö|fett|lager)s?lagen?s?$",
    re.IGNORECASE,
)
#: The hyphen may be lost: «Kultur och fritidsnämnden».
COMMITTEE = re.compile(
    r"\b(?:(?:[A-ZÅÄÖa-zåäö][\wåäö]+-(?:,[ ]\w+-)?|(?:[Kk]ultur|[Vv]ård|[Bb]arn|[Mm]iljö|[Bb]ygg|[Pp]lan|[Tt]eknik|"
    r"[Ii]ndivid|[Ss]ocial|[Ss]kol|[Hh]älso|[Tt]rafik|[Ff]ör|[Ss]amhälls|[Ll]andsbygds|[Nn]ärings))[ ]och[ ])?"
    r"[A-ZÅÄÖa-zåäö][\wåäö]{2,}(?:s)?nämnden(s)?\b|\bNämnden[ ]för(?:[ ][a-zåäö-]+){1,2}(?:[ ]och[ ][a-zåäö]+)?\b"
)
COMMON_COMMITTEE = re.compile(r"^(?:facknämnden|partsnämnden|ansvarsnämnden|driftsnämnden)$", re.I)
#: A building or ground named after its place: «Gävle sjukhus», «Mora bibliotek», «Folkets park».
BUILDING = re.compile(
    rf"\b{CAP}[ ](?:skola|förskola|gymnasium|sjukhus|lasarett|vårdcentral|bibliotek|museum|konsthall|"
    r"sporthall|ishall|simhall|idrottsplats|badhus|station|resecentrum|centralstation|flygplats|hamn|"
    r"nationalpark|naturreservat|industriområde|centrum|torg|torget|park|hus|kyrka|slott|fritidsgård|"
    r"bygdegård|äldreboende|gård|allé|kanal)s?\b"
)
#: Roads and railways by number or name.
ROAD = re.compile(
    r"\b(?:E\d{1,2}|(?:[Rr]iks|[Ll]äns)?[Vv]äg[ ]\d{1,4}|[Rr]v[ ]?\d{1,3}|[A-ZÅÄÖ][\wåäö]+banan)\b"
)
#: An association with its name after its kind: «Kvinnojouren Iris», «Föreningen Trädet».
KIND_AND_NAME = re.compile(
    rf"\b(?:Kvinno|Tjej|Brottsoffer|Mans|Ungdoms)(?:jouren|huset)[ ]{CAP}|\bFöreningen[ ]{NAME}|\bStiftelsen[ ]{NAME}"
)
#: An association by its last word: «Höje å vattenråd», «Motala ornitologiska förening».
ASSOCIATION = re.compile(
    r"\b([A-ZÅÄÖ][a-zåäöé]{2,}(?:-[A-ZÅÄÖ]\w+)?)(?:[ ](?:å|[A-ZÅÄÖ][a-zåäö]+|[a-zåäö]+ska))?"
    r"[ ](?:[a-zåäö]+-?)?(?:förening|förbund|vattenråd|sällskap|klubb|samfällighet|församling|pastorat)s?\b"
)
#: A municipal company: a place and what it builds or sells in one word, «LudvikaHem».
MUNICIPAL_COMPANY = re.compile(
    r"\b([A-ZÅÄÖ][a-zåäö]{2,})(?:[Hh]em|[Bb]yggen|[Bb]ostäder|[Ee]nergi|[Kk]raft|[Bb]uss|[Ff]astigheter)s?\b"
)
#: A solid name made of common words, by its last part.
COMMON_NAME = re.compile(
    r"(?<=[a-zåäö0-9,;)»”][ ])[A-ZÅÄÖ][a-zåäö]{4,}(?:-[a-zåäö]+)?(?![ ]?[A-ZÅÄÖ]\w)"
)
NAME_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
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
PROJECT_IN_PLACE = re.compile(
    rf"(?<=[a-zåäö,] )(?:Ung|Unga|Trygg|Trygga|Tryggare|Aktiv|Levande|Tillsammans|Framtid|Växa|Hållbar|"
    rf"Jobb|Stark|Mötas|Drogfri|Nykter|Frisk|Ren|Rent|Grön|Hela|Alla|Idrott|Sommar|Barn|Ungdom)[ ](?:i|på)[ ]{CAP}"
)
IN_PLACE = re.compile(
    r"\b(?:i|från|utanför|kring|vid|längs|förbi|runt|bortom|nära|hela|(?:norr|söder|öster|väster) om)[ \u00a0]((?:Norra |Södra |Östra |Västra |Gamla |Nya |Övre |Nedre )?"
    r"[A-ZÅÄÖ][a-zåäöé]{3,}(?:-[A-ZÅÄÖ][a-zåäö]+)?)\b(?![ ][A-ZÅÄÖ(])"
)
NO_MEDIA = frozenset("Nyheter Tidning Tidningen Tidningar Posten Allehanda Kuriren Dagblad".split())
NOT_A_NAME = frozenset(
    "Även Också Redan Sedan Bara Både Inte Dessutom Därför Tidigare Samtidigt På I Vid Från Till Mot Av Med Hos Inom Utan Över Kring Varje Vårt Er Ert Deras En Ett Sverige Vi Du Ni Det Den De Detta Denna Dessa Vår Våra Idag Här Där När Om Men Och Att För Alla Så "
    "Hur Vad Varför Samt Genom Under Efter Jag Man Fullmäktige Nämnden Styrelsen Kommunen Regionen Landsbygd "
    "Budgetfullmäktige Majoriteten Oppositionen Allians".split()
)

#: A place (perhaps in the genitive) and a capitalised word: «Simrishamns Bostäder».
PLACE_AND_NAME = re.compile(r"\b([A-ZÅÄÖ][a-zåäöé]+)[ ]([A-ZÅÄÖ][a-zåäö]{3,})\b(?![ ]?[A-ZÅÄÖ]\w)")
COMPANY_WORD = re.compile(
    r"(?:Bostäder|Bostads|Kraft|Energi|Vatten|Fastigheter|Hus|Hem|Buss|Taxi|Miljö|Avfall|Hamn|Bryggeri|"
    r"Invest|Bygg|Såg|Mejeri|Kommunhus|Stadshus|Elnät|Nät|Fiber|Bredband)"
)
#: A place name by its ending, after a preposition of place or beside another name.
PLACE_SHAPE = re.compile(
    r"\b(?:i|från|till|vid|mellan|mot|genom|på|över|kring|förbi|och|eller|utanför|nära|längs)[ \u00a0]"
    r"([A-ZÅÄÖ][a-zåäö]{1,}(?:sjö|sjön|vik|viken|by|torp|ås|näs|hult|sund|sundet|ån|berg|berga|fors|bo|arp|"
    r"inge|ryd|löv|hamn|ö|ön|lunda|sta|stad|vallen|dal|dalen|åker|skog|skär|holm|holmen|kloster|strand|"
    r"borg|bro|mora|bodarna|gläntan|träsk|brunn|kulla|backa|lycka|rum))\b(?![ ][A-ZÅÄÖ(])"
)
#: Committees under another name: «stadsbyggnadsutskottet», «trafikberedningen».
COMMITTEE_BOARD = re.compile(
    r"\b(?:[A-ZÅÄÖa-zåäö][\wåäö]+-(?:,[ ]\w+-)?[ ]och[ ])?[A-ZÅÄÖa-zåäö][\wåäö]{3,}(?:utskottet|beredningen)s?\b"
)
#: Solid words that are names of schemes wherever they stand.
STRONG_NAME = re.compile(
    r"\b[A-ZÅÄÖ][a-zåäö]{3,}(?:lyftet|kollen|lotsen|lotsarna|patrullen|potten|steget|klassrummet|timmen|vännerna|spåret)\b"
)
#: «… som kallas Meröppet», «under namnet ”Matvännerna”».
CALLED = re.compile(
    rf"\b(?i:kallas|kallad|kallat|kallade|under namnet|med namnet|som heter)(?:[ ]för)?[ ](?:{QUOTED}|({CAP}))"
)
TITLE_WORD = re.compile(r"[ \u00a0]([a-zåäö]{2,}|\d{4})\b")
#: What ends such a name: conjunctions, adverbs, participles.
TITLE_STOP = re.compile(
    r"(?:som|och|men|eller|samt|där|när|att|inte|också|redan|under|sedan|för)$|\w{2,}(?:at|it|ats|its)$"
)

#: «Skolfam-team», «BID-samarbeten»: a name before a word for what it does.
NAME_BEFORE_HYPHEN = re.compile(
    r"(?<![\w-])([A-ZÅÄÖ][A-ZÅÄÖa-zåäö]+)-(?:team|modell|metod|samarbete|samverkan|projekt|program|center|"
    r"centrum|insats|utbildning|anställning|grupp|koordinator|stöd|certifier|arbete)[a-zåäö]*\b"
)
#: An association in one word that opens its sentence and acts: «Hyresgästföreningen kräver».
ACTING_ORG = re.compile(
    r"\b([A-ZÅÄÖ][a-zåäö]{3,}(?:förbundet|främjandet|föreningen|hjälpen|kyrkan|vandrarna))(?=[ ](?:i[ ][A-ZÅÄÖ]|"
    r"är|har|vill|kräver|gör|ger|hör|står|menar|anser|varnar|föreslår|skriver|säger|arbetar|driver|pekar|"
    r"hjälper|bidrar|får|kan|ska|tar|visar|och[ ][A-ZÅÄÖ]))"
)
#: Associations that every town has: no names.
COMMON_ORG = re.compile(
    r"(?:Fack|Arbetsgivar|Idrotts|Hembygds|Bostadsrätts|Föräldra|Samordnings|Kommunal|Kommun|Region|Studie|"
    r"Ungdoms|Kvinno|Intresse|Lokal|Parti|Patient|Ekonomi|Kultur|Moder|Huvud|Räddningstjänst|Domkyrko|"
    r"Stads|By|Sam|Bil|Barn)(?:s)?(?:förbundet|föreningen|kyrkan|hjälpen)$"
)
#: What one does with a programme, before its name.
USED_BEFORE = re.compile(
    rf"\b(?i:pröva[rt]?|införa?|inför|införs|utöka[rt]?|använda?|använder|använt|starta[rt]?|återinföra?|erbjuda?|"
    rf"sprida?|utreda?|utvärdera[rt]?|satsa(?:r|t)? på|utveckla[rt]?|enligt|genom|via|med hjälp av|ingår i|"
    rf"utbildad[e]? i|utbilda[rs]? i|arbeta[r]? (?:med|enligt)|finns|upphandla)[ ](?:{QUOTED}|([A-ZÅÄÖ]{{3,6}}\b)"
    r"(?![ ]?[A-ZÅÄÖ(])|([A-ZÅÄÖ][a-zåäö]+(?:[ ](?:i|för|på|till|mot)[ ][a-zåäö]+)?)(?=[,. ](?!kommun|stad)))"
)
#: What is done with a programme, after its name.
USED_AFTER = re.compile(
    rf"(?<!\w)({CAP}(?:[ ](?:i|för|på|till|mot)[ ][a-zåäö]+)?)(?:[ ][(][A-Za-zÅÄÖåäö]{{2,6}}[)])?[ ](?:även[ ]|också[ ]|ska[ ])?"
    r"(?:återinförs|införs|utvärderas|används|startas|utökas|erbjuds|upphandlas|omfattar|har minskat|når alla|"
    r"permanentas|finansieras|prövas|sprids)\b"
)
#: «metoden huskurage»: a word that no dictionary has, after a word for a method.
METHOD_WORD = re.compile(
    r"\b(?i:metoden|modellen|konceptet|arbetssättet|programmet)[ ]([a-zåäö]{5,})\b"
)
