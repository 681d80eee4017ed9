"""Who speaks and where from: what each mention says of it, by where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from spacy.tokens import Doc

from polcorp.pipeline.annotations import Mention, text_of
from polcorp.pipeline.structure.shape import is_date_line

_ASKING_AFTER = re.compile(
    r"^(?:s)?(?:[ ](?:(?:i|på)[ ])?(?:Region[ ])?[A-ZÅÄÖ][\wåäö-]+(?:[ ]kommun)?)?[ ](?i:vill|yrkar|föreslår|kräver|"
    r"går till val|gick till val|lovar|arbetar för|kämpar|prioriterar|satsar|önskar|välkomnar|står upp|förespråkar|"
    r"står för|värnar|är ett (?:\w+ ){0,3}(?:\w+)?parti|har (?:alltid|länge) (?:arbetat|kämpat|drivit|verkat))\b",
)
#: «Till exempel vill KD nu …»
_ASKING_BEFORE = re.compile(r"\b(?:vill|yrkar|föreslår|kräver)[ ]$")
#: «Eva Ek (M) svarar på …»: a reply's byline.
_REPLIES_AFTER = re.compile(r"^[)]?[ ](?:svarar|replikerar|kommenterar)\b")
#: «Det skriver två toppkandidater för …»
_SPEAKS_FOR = re.compile(
    r"\b(?:skriver|säger|anser)\b[^.]{0,40}(?:kandidater|företrädare|ledamöter|ordförande|talesperson|gruppledare)\w* (?:för|i) $"
)
#: «rösta på …», «en röst på …»
_VOTE_BEFORE = re.compile(r"\b(?:rösta|röst|röstar)[ ]på[ ]$", re.IGNORECASE)
_OPINES_AFTER = re.compile(
    r"^(?:s)?(?:[ ](?:i|på)[ ](?:Region[ ])?[\wÅÄÖåäö-]+(?:[ ]kommun)?)?[ ](?:ser|anser|tycker|menar|tror|är stolt\w*|"
    r"gläds|beklagar|har länge|har alltid|kommer att)\b"
)
#: The next sentence turns against what the party named before wants.
_AGAINST = re.compile(
    r"\b(?:fel väg|slår? hårt|olycklig\w*|vi (?:säger|sa) nej|håller inte med|motsätter oss|oansvarig\w*|"
    r"fel (?:sätt|signal|prioritering)|oroande|tvärtom|vi vill i ?stället|avvisar|duger inte|hotar)\b",
    re.IGNORECASE,
)
#: A short line that says whose paper it is: «Motion från Centerpartiet», «Uttalande av …».
_PAPER_OF = re.compile(
    r"(?:uttalande|motion|interpellation|insändare|pressmeddelande|valprogram|valmanifest|program|budget|"
    r"reservation|yttrande|yrkande|skrivelse|debattartikel|debattinlägg|nyhetsbrev|fråga|nyheter)"
    r"(?:[ ]\d{4}(?:[–-]\d{2,4})?)?[ ](?:från|av|för)[ ](?:\w+[ ])?",
    re.IGNORECASE,
)
#: Whom a heading turns to does not speak: «Svar till S: …».
_ADDRESSED = re.compile(r"\b(?:till|mot)[ ]$", re.IGNORECASE)
_WE_BEFORE = re.compile(r"\b(?:vi|oss)(?:[ ]i(?:nom)?)?[ ][(]?$", re.IGNORECASE)
_SAYS_BEFORE = re.compile(
    r"[,”–][ ]?(?:säger|kommenterar|skriver|menar|fortsätter|avslutar)[ ][^.!?\n]{4,100}$",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:gruppledare|ordförande|kommunalråd|oppositionsråd|regionråd|ledamot|ersättare|kandidat|"
    r"talesperson|för)\b",
    re.IGNORECASE,
)


#: A heading that speaks for a party: «Liberalernas politik», «Centerpartiet i Bräcke», «C vill …».
_OWNS = re.compile(
    r"s[ ]|.(?:[ ]i[ ][A-ZÅÄÖ]|[ ](?i:vill|yrkar|föreslår|kräver|säger ja|säger nej)\b|\s*$|:)"
)
_PLACE_ONLY = re.compile(
    r"(?:[ ]lokalt|[ ](?:i|på)?[ ]?[A-ZÅÄÖ][\wåäö-]+(?:[ ][A-ZÅÄÖ][\wåäö-]+)?)?\s*"
)
_JOINS = (", ", " och ", " samt ", " & ")
_ROW_ASKS = re.compile(
    r"(?:(?:, | och | samt | & )[\wåäöÅÄÖ!-]+){1,5} (?:vill|yrkar|föreslår|kräver|går till val|är överens|presenterar|lägger fram)"
)
_FIRST_PERSON = re.compile(r"\b(?:vi|oss|vår|vårt|våra|jag|undertecknad)\b", re.IGNORECASE)
_QUOTATION = re.compile(r"[”“\"»][^”“\"»«]*[”“\"«»]")
#: Nothing but the letters of several parties: the foot of a joint page.
_ROW = re.compile(r"\s*[A-Z]{1,2}!?(?:\s+[A-Z]{1,2}!?)+\s*")
_FILE = re.compile(r"\b(?:pdf|docx?|kB|MB|Foto)\b")
_BYLINE = re.compile(r"(?:av|text|skriven av|debattör(?:er)?|motionär(?:er)?)[: ]", re.IGNORECASE)
_LONGEST_SIGNATURE = 95
_HERE_BEFORE = re.compile(
    r"\b(?:kommun\w*|fullmäktige|här|oss|vi|bor|lever|framtiden|nämnden) i $",
    re.IGNORECASE,
)


#: So many points in one place say that a party speaks, and is not only spoken of.
SPEAKS = 3.0


@dataclass(slots=True)
class Tally:
    """Points for one value with the strongest words that spoke for it."""

    points: float = 0.0
    strong: bool = False
    best: float = 0.0
    evidence: str = ""
    first: int = field(default=1 << 60)
    spoke: int = field(default=1 << 60)

    def add(self, points: float, evidence: str, place: int, strong: bool = False) -> None:
        """Add points for words at an offset; *strong* words would be enough alone."""
        self.points += points
        self.strong = self.strong or strong
        self.first = min(self.first, place)
        if points >= SPEAKS:
            self.spoke = min(self.spoke, place)
        if points > self.best:
            self.best, self.evidence = points, evidence


class Zones:
    """Which part of the document an offset lies in."""

    def __init__(self, doc: Doc) -> None:
        self.title = [(h["start"], h["end"]) for h in doc._.headings if h["level"] == 1]
        self.headings = [(h["start"], h["end"]) for h in doc._.headings]
        self.lead_ins = [(x["start"], x["end"]) for x in doc._.lead_ins]
        self.boilerplate = [(b["start"], b["end"]) for b in doc._.boilerplate]
        self.first_person = _speaks_itself(doc)
        self.party_starts = {m["start"] for m in doc._.actors if m["type"] == "PARTY"}
        self.party_ends = {m["end"] for m in doc._.actors if m["type"] == "PARTY"}
        self._lines = [(p["start"], p["end"]) for p in doc._.paragraphs]
        message = [n for n, p in enumerate(doc._.paragraphs) if p["kind"] != "boilerplate"]
        self._last_line = message[-1] if message else 0
        self._persons = [m["start"] for m in doc._.actors if m["type"] == "PERSON"]

    def signed(self, text: str) -> bool:
        """Tell whether one of the last lines is a person's name alone or with an office."""
        last = self._lines[-6:]
        return any(
            end - start <= 90
            and not text[start:end].endswith((".", "!", "?"))
            and any(start <= p < end for p in self._persons)
            for start, end in last
        )

    def in_row(self, text: str, start: int) -> bool:
        """Tell whether another party stands right before: «M, KD och L vill …»."""
        return any(
            text.endswith(join, 0, start) and start - len(join) in self.party_ends
            for join in _JOINS
        )

    def begins_row(self, text: str, end: int) -> bool:
        """Tell whether another party stands right after, and the row asks for something."""
        for join in _JOINS:
            if text.startswith(join, end) and end + len(join) in self.party_starts:
                return _ROW_ASKS.match(text, end) is not None
        return False

    def signatories(self, text: str, persons: list[Mention]) -> list[Mention]:
        """Return the persons who sign the text: alone on a line near the end, or in a byline."""
        found = []
        for mention in persons:
            number = bisect_right(self._lines, (mention["start"], len(text))) - 1
            start, end = self._lines[number] if number >= 0 else (0, len(text))
            line = text[start:end]
            if end - start > _LONGEST_SIGNATURE or line.endswith((".", "!", "?", ":")):
                continue
            opens = mention["start"] == start and number >= 0.5 * len(self._lines)
            byline = _BYLINE.match(line) is not None
            if (opens or byline) and not self.inside(self.boilerplate, mention["start"]):
                found.append(mention)
        return found

    def brands(self, text: str, mention: Mention) -> bool:
        """Tell whether the page text names the site's own party: no list of files, one party alone."""
        left = text.rfind("\n", 0, mention["start"]) + 1
        right = text.find("\n", mention["end"])
        line = (left, right if right >= 0 else len(text))
        others = sum(line[0] <= start < line[1] for start in self.party_starts)
        if _FILE.search(text, *line) or mention["rule"] == "pattern:party-letter":
            return _ROW.fullmatch(text, *line) is not None
        return others == 1 or _ROW.fullmatch(text, *line) is not None

    def titles_paper(self, text: str, mention: Mention) -> bool:
        """Tell whether a short line says that the paper is the party's: «Motion från …»."""
        number = bisect_right(self._lines, (mention["start"], len(text))) - 1
        start, end = self._lines[number] if number >= 0 else (0, len(text))
        short = end - start <= 110 and not text[start:end].endswith((".", "!", "?"))
        return short and _PAPER_OF.fullmatch(text, start, mention["start"]) is not None

    def alone_at_edge(self, text: str, mention: Mention) -> bool:
        """Tell whether one of the first or last lines is the party's name, perhaps with its place."""
        number = bisect_right(self._lines, (mention["start"], len(text))) - 1
        if number < 0 or 4 <= number < len(self._lines) - 5:
            return False
        start, end = self._lines[number]
        rest = text[mention["end"] : end]
        neighbours = self._lines[max(0, number - 1) : number] + self._lines[number + 1 : number + 2]
        return (
            mention["start"] == start
            and _PLACE_ONLY.fullmatch(rest) is not None
            and not any(left in self.party_starts for left, _ in neighbours)
        )

    def signs(self, text: str, mention: Mention) -> bool:
        """Tell whether the mention stands in a signature or after «säger X, gruppledare för …»."""
        place = mention["start"]
        if _SAYS_BEFORE.search(text, max(0, place - 110), place):
            return True
        number = bisect_right(self._lines, (place, len(text))) - 1
        if number < 1 or number < len(self._lines) * 0.6:
            return False
        start, end = self._lines[number]
        line = text[start:end]
        longest = _LONGEST_SIGNATURE * (2 if line.count("(") > 1 else 1)
        if end - start > longest or line.endswith((".", "!", "?")):
            return False
        above = self._lines[number - 1][0]
        return bool(_OFFICE.search(line)) or any(above <= p < end for p in self._persons)

    def signed_from(self, text: str, mention: Mention) -> bool:
        """Tell whether the line is the place alone, or a day and it: where a paper is signed."""
        number = bisect_right(self._lines, (mention["start"], len(text))) - 1
        start, end = self._lines[number] if number >= 0 else (0, len(text))
        if mention["start"] != start:
            return False
        rest = text[mention["end"] : end].strip(" ,.")
        late = number >= self._last_line - 3
        return (late and not rest) or (bool(rest) and is_date_line(rest))

    @staticmethod
    def inside(spans: list[tuple[int, int]], place: int) -> bool:
        """Tell whether the offset *place* lies in one of the *spans*."""
        return any(start <= place < end for start, end in spans)


def _speaks_itself(doc: Doc) -> bool:
    """Tell whether «vi» or «jag» stands outside quotations and speech: a paper only quotes it."""
    text = text_of(doc)
    for paragraph in doc._.paragraphs:
        line = text[paragraph["start"] : paragraph["end"]]
        if paragraph["kind"] == "boilerplate" or line[:1] in "–—-":
            continue
        if _FIRST_PERSON.search(_QUOTATION.sub("", line)):
            return True
    return False


def party_points(text: str, mention: Mention, zones: Zones) -> tuple[float, bool]:
    """Return how much a mention says that the page is the party's own, and if it says so alone."""
    return _by_zone(text, mention, zones) or _by_words(text, mention, zones)


def _by_zone(text: str, mention: Mention, zones: Zones) -> tuple[float, bool] | None:
    """Return the points of a mention that stands where a page names its owner, else None."""
    start, end = mention["start"], mention["end"]
    if zones.inside(zones.boilerplate, start):
        return (3.0, True) if zones.brands(text, mention) else (0.5, False)
    if zones.inside(zones.lead_ins, start):
        return 5.0, True
    if (
        zones.titles_paper(text, mention)
        or _REPLIES_AFTER.match(text[end : end + 20])
        or zones.signs(text, mention)
        or zones.alone_at_edge(text, mention)
    ):
        return 4.0, True
    if _WE_BEFORE.search(text, max(0, start - 12), start) and _is_we(text, start, end):
        return 5.0, True
    if zones.inside(zones.headings, start):
        if _VOTE_BEFORE.search(text, max(0, start - 14), start):
            return 4.0, True
        line_end = text.find("\n", end)
        asked = text[start : line_end if line_end >= 0 else len(text)].rstrip().endswith("?")
        if asked or _ADDRESSED.search(text, max(0, start - 6), start):
            return 0.5, False
        points = 3.0 if zones.inside(zones.title, start) else 2.0
        return points, zones.first_person and bool(_OWNS.match(text, end - 1))
    return None


def _is_we(text: str, start: int, end: int) -> bool:
    """Tell «vi i Centerpartiet» and «vi moderater» from an object: «som grannar har vi …»."""
    definite = text[start:end].endswith(("erna", "partiet"))
    if not definite or not text[max(0, start - 3) : start].lower().endswith("vi "):
        return True
    return (
        re.match(r"[ ](?:i[ ]|vill|anser|ser|har|är|tycker|tror|kommer|ska)", text[end : end + 8])
        is not None
    )


def _by_words(text: str, mention: Mention, zones: Zones) -> tuple[float, bool]:
    """Return the points of a mention in running text, by what the party does there."""
    start, end = mention["start"], mention["end"]
    if _ASKING_BEFORE.search(text, max(0, start - 12), start):
        return 2.0, False
    if _ASKING_AFTER.match(text[end : end + 60]):
        if _AGAINST.search(text, end, end + 260):
            return 1.0, False
        return (3.0 if zones.in_row(text, start) else 2.5), True
    if zones.begins_row(text, end):
        return 3.0, False
    if _VOTE_BEFORE.search(text, max(0, start - 14), start):
        return 2.5, zones.first_person
    if _SPEAKS_FOR.search(text, max(0, start - 60), start):
        return 2.0, zones.first_person
    if _OPINES_AFTER.match(text[end : end + 60]):
        return 1.5, mention["rule"] == "pattern:local-party"
    if mention["rule"] == "pattern:party-letter":
        return 0.8, False
    return 1.0, False


def place_points(text: str, mention: Mention, zones: Zones) -> float:
    """Return how much a mention says that the page is about the place."""
    start, end = mention["start"], mention["end"]
    points = 1.0
    if zones.inside(zones.boilerplate, start):
        return 0.5
    if zones.inside(zones.title, start):
        points += 3.0
    elif zones.inside(zones.headings, start) or zones.inside(zones.lead_ins, start):
        points += 2.0
    if re.search(r"\b(?:kommun|stad)s?$", text[start:end], re.IGNORECASE):
        points += 1.0
    if _HERE_BEFORE.search(text, max(0, start - 24), start):
        points += 1.0
    if text[max(0, start - 3) : start].lower() == " i " and start - 3 in zones.party_ends:
        points += 3.0
    if text.endswith(", ", 0, start) and start - 2 in zones.party_ends:
        points += 3.0
    if zones.signed_from(text, mention):
        points += 1.9
    return points


def around(text: str, mention: Mention) -> str:
    """Return the mention with a few words of its surroundings, as evidence."""
    start = text.rfind(" ", 0, max(0, mention["start"] - 12)) + 1 if mention["start"] > 12 else 0
    end = text.find(" ", min(len(text), mention["end"] + 12))
    piece = text[start : end if end > 0 else len(text)]
    return " ".join(piece.split())[:80]
