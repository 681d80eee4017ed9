"""Letterheads and signatures: lines that say what a paper is, whose, to whom and by whom."""

from __future__ import annotations

import re

from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.layout.line_shapes import (
    is_all_caps,
    is_caption_like,
    is_date_line,
    is_dated,
    is_fact,
    is_name_like,
    names_meeting,
    reads_as_sentence,
    words,
)
from polcorp.pipeline.layout.lines import Unit
from polcorp.pipeline.rule_names import MASTHEAD

#: Lines of a formal paper or a web page that say what it is, to whom, by whom or when: no headings.
_LETTERHEAD = word_pattern(
    r"{papers:letterhead}(?:\s+{papers:letterhead_joint}\b.*)?$|(?:{layout:put_to} )?till\s+\w+.*"
    r"{layout:assembly}|till {places:body} \w+$|{places:body}{layout:assembly_end}\b.*$"
    r"|{layout:register}\b.*$",
    re.IGNORECASE,
)
_SIGNED_FOR = word_pattern(r"(?i:för|genom)\s+(?:[A-ZÅÄÖ](?:[a-zåäö]\w*|\b)|{layout:signed_for}\b)")
#: Who writes a paper that has its title on another line: «Motion 2021/22:12 av Eva Ek (båda C)».
_PAPER_BY = word_pattern(
    r"(?:(?:(?i:{papers:with_writer})\b[ ]?(?:{papers:to_riksdag}[ ]?)?(?:\d{4}/\d{2,4}:\S+)?|(?:\w+[.:]?[ ])?\d{4}/\d{2,4}:\S+)\s?)?(?:[Aa]v|från)[ ]"
    r"[A-ZÅÄÖ][^()\n]{2,120}[(][^()]{1,40}[)](?:\s[Tt]ill[ ].{3,80})?"
)
#: The same with what it is about, which is its title: «Interpellation 2018/19:2 Bussar av Eva Ek (C) till …».
_PAPER_ABOUT = word_pattern(
    r"(?:(?i:{papers:with_writer})[ ](?:{papers:to_riksdag}[ ])?)?\d{4}/\d{2,4}:\w+[ ]"
    r"(?:(?!av[ ])\S.{2,120}[ ]av[ ][^()\n]{3,60}[(][^()]{1,12}[)].{0,120}|av[ ][^()\n]{3,60}[(][^()]{1,12}[)].{0,80}[ ]om[ ].{3,120})"
)
_SUBJECT = word_pattern(r"{papers:letterhead_subject}", re.IGNORECASE)
#: What closes a letter: «Med det önskar vi alla en fin sommar», «Eva Ek samt hela gruppen i Kil».
_CLOSES = word_pattern(r"(?:{layout:closing}\b.*|.*\b{layout:closing_anywhere}\b.*)", re.IGNORECASE)
#: Where a paper has been printed: «Debattartikel publicerad i Dagens Nyheter».
_PRINTED = word_pattern(r"(?:{papers:letterhead}\w*\s+)?{layout:printed}\s+i\s+\w.*", re.IGNORECASE)
#: «G S-Lindahl», «K.-E. Ek»: the first word of a name that is shortened.
_INITIALS = re.compile(r"[A-ZÅÄÖ]\.?(?:-?[A-ZÅÄÖ]\.?)?")
#: The masthead is among this many lines of the message, and among this many in all.
_MASTS, HEAD = 3, 5
#: The longest line of a letterhead, and of whom somebody signs for, in words.
_LONGEST, _SIGNATURE = 14, 7
#: A body or a weblog that the page belongs to.
_OWNER = word_pattern(
    r"(?:[A-ZÅÄÖ][\wåäö-]+ {layout:owner_end}|Region [A-ZÅÄÖ][\wåäö-]+(?: län)?|{layout:weblog} [A-ZÅÄÖ].{2,40}"
    r"|(?:[A-ZÅÄÖ][\wåäö-]+ ){1,2}{layout:newspaper})"
)


def mark_letterhead(units: list[Unit], is_masthead: Masthead | None) -> None:
    """Mark the lines of a letterhead, where a title or a name must still follow, and of a signature."""
    last_long = max((i for i, unit in enumerate(units) if len(unit.text) >= 120), default=0)
    for index, unit in enumerate(units):
        if unit.kind != "text" or unit.mark is not None or len(words(unit.text)) > _LONGEST:
            continue
        if is_masthead is not None and index and is_masthead.dates(unit.text):
            unit.kind, unit.rule = "note", "dateline"
        elif not unit.ends_sentence():
            rule = _rule(units, index, is_masthead, near_end=index > 0 and index >= last_long)
            if rule:
                unit.kind, unit.rule = "note", rule


def _rule(units: list[Unit], index: int, is_masthead: Masthead | None, *, near_end: bool) -> str:
    """Return what a line is of a letterhead or of a signature, or an empty string."""
    text = units[index].text
    if is_paper_title(text):
        return ""
    above = sum(unit.kind != "boilerplate" for unit in units[: min(index, HEAD + 1)])
    if is_masthead is not None and is_masthead(text):
        if (above < _MASTS or near_end) and _title_follows(units, index):
            return MASTHEAD
    elif is_masthead is not None and is_masthead.signs(text):
        return "signature"
    if above == 0 and _is_sender(units, index):
        return "letterhead"
    near_top = index < HEAD + 1 and next_of_message(units, index) is not None
    if near_top and _LETTERHEAD.match(text):
        alone = above == 0 and (_SUBJECT.fullmatch(text) is not None or names_meeting(text))
        facts = index + 1 < len(units) and is_fact(units[index + 1].text)
        return "" if alone and (facts or not _title_near(units, index)) else "letterhead"
    if _PAPER_BY.fullmatch(text) and (above or _title_near(units, index)):
        return "byline"
    if above and (_CLOSES.fullmatch(text) or _PRINTED.fullmatch(text)):
        return "closing"
    signed = near_end and _SIGNED_FOR.match(text) is not None
    return "letterhead" if signed and len(words(text)) <= _SIGNATURE else ""


def _is_sender(units: list[Unit], index: int) -> bool:
    """Return whether a line is the sender of a release: its title is below, then «Pressmeddelande» and the day."""
    title, byline = (*units[index + 1 : index + 3], None, None)[:2]
    if title is None or byline is None or title.kind != "text":
        return False
    label = byline.text.split(maxsplit=1)[0].casefold() if byline.text else ""
    return is_caption_like(title.text) and label == "pressmeddelande" and is_dated(byline.text)


def is_paper_title(text: str) -> bool:
    """Return whether a line names a paper of the Riksdag by its number, its writer and what it is about."""
    return _PAPER_ABOUT.fullmatch(text) is not None


def _title_near(units: list[Unit], index: int) -> bool:
    """Return whether one of the next lines can be the title, before any running text."""
    for unit in units[index + 1 : index + 1 + HEAD]:
        if unit.kind in {"boilerplate", "note"} or is_fact(unit.text):
            continue
        if is_date_line(unit.text) or is_dated(unit.text):
            continue
        return (
            unit.kind == "text" and is_caption_like(unit.text) and not reads_as_sentence(unit.text)
        )
    return False


#: This many units of page text in a row are looked past for the message: a list of links is a tenth of it.
_NEAR = 2_000


def _title_follows(units: list[Unit], index: int) -> bool:
    """Return whether a line that can be the title is below, or nothing is."""
    after = next_of_message(units, index)
    return after is None or is_caption_like(after.text)


def next_of_message(units: list[Unit], index: int) -> Unit | None:
    """Return the next unit that is part of the message, or None at the end of what is near."""
    for place in range(index + 1, min(index + 1 + _NEAR, len(units))):
        if units[place].kind != "boilerplate":
            return units[place]
    return None


class PersonTest:
    """Tells whether a line is a person's name, by the given names of the lexicon."""

    def __init__(self, given_names: frozenset[str]) -> None:
        """Take given names as written (capitalised)."""
        self._given = given_names

    def __call__(self, text: str) -> bool:
        """Return whether *text* opens with a given name, or initials, and has the shape of a name."""
        first = text.split(maxsplit=1)[0]
        return is_name_like(text) and (
            first in self._given
            or (first.isupper() and first.title() in self._given)
            or _INITIALS.fullmatch(first) is not None
        )


class Masthead:
    """Tells whether a line is a party's name, perhaps with its place and a year."""

    def __init__(self, party_names: tuple[str, ...], places: frozenset[str] = frozenset()) -> None:
        """Take the parties' names and the municipalities'."""
        self._places = places
        names = "|".join(sorted((re.escape(name) for name in party_names), key=len, reverse=True))
        place = r"(?:\s(?:i|på)?\s?(?:Region\s)?[A-ZÅÄÖ][\wåäö-]+(?:[ ][A-ZÅÄÖ][\wåäö-]+)?)?"
        self._pattern = re.compile(rf"(?:{names}){place}(?:[ ]lokalt)?(?:[ ]\d{{4}})?")

    def __call__(self, text: str) -> bool:
        """Return whether *text* is nothing but such a name."""
        if _OWNER.fullmatch(text):
            return True
        return text in self._places or self._pattern.fullmatch(text) is not None

    def is_place(self, text: str) -> bool:
        """Return whether *text* is the name of a municipality."""
        return text in self._places

    def dates(self, text: str) -> bool:
        """Return whether *text* is a place in capitals before the news from there: «LUND.», «LUND»."""
        place = text.rstrip(". –—-•")
        return is_all_caps(place) and place.title() in self._places

    def signs(self, text: str) -> bool:
        """Return whether *text* is a person's name with a party after a comma."""
        name, comma, party = text.partition(",")
        return (
            bool(comma)
            and is_name_like(name)
            and self._pattern.fullmatch(party.strip()) is not None
        )
