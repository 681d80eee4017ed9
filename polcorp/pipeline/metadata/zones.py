"""Who is named where on a page, who signs it, and what is quoted: built once for a document."""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Doc

from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.annotations import Mention, text_of
from polcorp.pipeline.layout.line_shapes import is_date_line
from polcorp.pipeline.metadata.speaker_wording import paper_of, row_asks, several
from polcorp.pipeline.page import Page
from polcorp.pipeline.rule_names import PARTY_LETTER
from polcorp.pipeline.spans import Cover

#: A paper with its writers: «Motion 2023/24:12 av Eva Ek m.fl. (C)», «Fråga om vägen av Bo Ek (båda SD)».
_PAPER_BY = word_pattern(
    r"(?:(?i:{papers:with_writer})\b|(?:\w+[.:]?[ ])?\d{4}/\d{2,4}:)[^()\n]{0,150}\bav[ ][A-ZÅÄÖ][^()\n]{2,90}[(]"
    r"(?:{clauses:all_of}[ ])?"
)
_SAYS_BEFORE = word_pattern(r"[,”–][ ]?{saying:before_speaker}[ ][^.!?\n]{4,100}$", re.IGNORECASE)
_OFFICE = word_pattern(r"\b{speaker:office}\b", re.IGNORECASE)
_PLACE_ONLY = re.compile(
    r"(?:[ ]lokalt|[ ](?:i|på)?[ ]?[A-ZÅÄÖ][\wåäö-]+(?:[ ][A-ZÅÄÖ][\wåäö-]+)?)?\s*"
)
_JOINS = (", ", " och ", " samt ", " & ")
#: What says that a page is a press release, in one of this many first lines.
_RELEASE = word_pattern(r"\b{speaker:release}", re.IGNORECASE)
_FIRST = 6
_FIRST_PERSON = word_pattern(r"\b{speaker:first_person}\b", re.IGNORECASE)
_QUOTATION = re.compile(r"[”“\"»][^”“\"»«]*[”“\"«»]")
#: Nothing but the letters of several parties: the foot of a joint page.
_ROW = re.compile(r"\s*[A-Z]{1,2}!?(?:\s+[A-Z]{1,2}!?)+\s*")
_FILE = word_pattern(r"\b{layout:file}\b")
_BYLINE = word_pattern(r"{speaker:byline}[: ]", re.IGNORECASE)
#: Who signs is named in lines of this many characters at most: with an office, alone, and with a paper.
_LONGEST_SIGNATURE, _LONGEST_NAME, _LONGEST_TITLE = 95, 90, 110
#: A person alone on a line signs after this share of the lines, a party with an office after this.
_LATE, _LAST_PART = 0.5, 0.6
_DASHES = "–—-"
#: Whose turn it is in a debate: «Anf. 12 Statsrådet Eva Ek (S):».
_TURN = word_pattern(r"{speaker:turn}\s+\d+\s")
#: Before the title of another text.
_SEE_ALSO = word_pattern(r"\s*{speaker:see_also}\b", re.IGNORECASE)
#: Who took a picture, at the end of what it shows.
_CREDIT = word_pattern(r"\b{layout:caption}:")


class Zones(Page):
    """The index of a document, with what its lines say of who speaks."""

    def __init__(self, doc: Doc) -> None:
        """Index lines, parties and persons of *doc*."""
        super().__init__(doc)
        text = self.text
        self.body = _body(doc)
        self.first_person = any(_FIRST_PERSON.search(line) for line in self.body)
        parties = [m for m in doc._.actors if m["type"] == "PARTY"]
        self.party_starts = {m["start"] for m in parties}
        self._parties = sorted(self.party_starts)
        self.party_at_end = {m["end"]: m["start"] for m in parties}
        self._persons = [m["start"] for m in doc._.actors if m["type"] == "PERSON"]
        self.starts = frozenset(start for start, _ in self.lines)
        self.message = [n for n, p in enumerate(doc._.paragraphs) if p["kind"] != "boilerplate"]
        self.is_release = any(_RELEASE.search(text, *line) for line in self.lines[:_FIRST])
        self.is_debate = any(_TURN.match(text, start) for start, _ in self.lines)
        self.says_several = any(several().search(line) for line in self.body)
        self._quotations: dict[int, Cover] = {}
        self._row_starts: dict[int, int] = {}
        self._owners: dict[tuple[int, int], tuple[bool, bool]] = {}
        self._last_line = self.message[-1] if self.message else 0

    def persons_in(self, start: int, end: int) -> list[int]:
        """Return where persons are named from *start* up to *end*."""
        return self._persons[bisect_left(self._persons, start) : bisect_left(self._persons, end)]

    def spoken(self, text: str, place: int) -> bool:
        """Return whether the words at *place* are speech or quoted: what somebody else says."""
        start = self.line_around(place)[1][0]
        return text[start : start + 1] in _DASHES or self.quoted(text, place)

    def quoted(self, text: str, place: int) -> bool:
        """Return whether *place* lies between quotation marks."""
        number, (start, end) = self.line_around(place)
        if number not in self._quotations:
            found = _QUOTATION.finditer(text, start, end)
            self._quotations[number] = Cover(match.span() for match in found)
        return place in self._quotations[number]

    def signed(self, text: str) -> bool:
        """Return whether one of the last lines is a person's name alone or with an office."""
        return any(
            end - start <= _LONGEST_NAME
            and not text[start:end].endswith((".", "!", "?"))
            and bool(self.persons_in(start, end))
            for start, end in self.lines[-6:]
        )

    def row_start(self, text: str, start: int) -> int:
        """Return where the row of parties begins that the one at *start* continues: «M, KD och L»."""
        passed = []
        while start not in self._row_starts:
            passed.append(start)
            joined = next((join for join in _JOINS if text.endswith(join, 0, start)), None)
            before = None if joined is None else self.party_at_end.get(start - len(joined))
            if before is None:
                break
            start = before
        first = self._row_starts.get(start, start)
        self._row_starts |= dict.fromkeys(passed, first)
        return first

    def begins_row(self, text: str, end: int) -> bool:
        """Return whether another party comes right after, and the row asks for something."""
        for join in _JOINS:
            if text.startswith(join, end) and end + len(join) in self.party_starts:
                return row_asks().match(text, end) is not None
        return False

    def signatories(self, text: str, persons: list[Mention]) -> list[Mention]:
        """Return the persons who sign the text: alone on a line near the end, or in a byline."""
        found = []
        for mention in persons:
            number, (start, end) = self.line_around(mention["start"])
            if end - start > _LONGEST_SIGNATURE:
                continue
            line = text[start:end]
            if line.endswith((".", "!", "?", ":")):
                continue
            opens = mention["start"] == start and number >= _LATE * len(self.lines)
            byline = _BYLINE.match(line) is not None
            if (opens or byline) and mention["start"] not in self.boilerplate:
                found.append(mention)
        return found

    def brands(self, text: str, mention: Mention) -> bool:
        """Return whether web-page text names the site's own party: no list of files, one party alone."""
        line = self.physical_line(mention["start"], mention["end"])
        if line not in self._owners:  # once for all that the line names
            caption = _CREDIT.search(text, *line) or (
                text[line[1] - 1] == "." and self.persons_in(*line)
            )
            other = caption or _SEE_ALSO.match(text, *line) or _FILE.search(text, *line)
            alone = not other and self.parties_in(*line) == 1
            self._owners[line] = alone, _ROW.fullmatch(text, *line) is not None
        alone, is_row = self._owners[line]
        return is_row or (alone and mention["rule"] != PARTY_LETTER)

    def has_turn(self, text: str, place: int) -> bool:
        """Return whether the line at *place* says whose turn it is in a debate."""
        return _TURN.match(text, self.line_around(place)[1][0]) is not None

    def parties_in(self, start: int, end: int) -> int:
        """Return how many parties are named from *start* up to *end*."""
        return bisect_left(self._parties, end) - bisect_left(self._parties, start)

    def titles_paper(self, text: str, mention: Mention) -> bool:
        """Return whether a short line says whose paper it is: «Motion från …», «… av Eva Ek (C)»."""
        start, end = self.line_around(mention["start"])[1]
        if self.written_by(text, start, mention["start"]):
            return True
        short = end - start <= _LONGEST_TITLE and not text[start:end].endswith((".", "!", "?"))
        return short and paper_of().fullmatch(text, start, mention["start"]) is not None

    @staticmethod
    def written_by(text: str, start: int, end: int) -> bool:
        """Return whether a line from *start* names a paper and its writer right up to *end*."""
        return _PAPER_BY.fullmatch(text, start, end) is not None

    def alone_at_edge(self, text: str, mention: Mention) -> bool:
        """Return whether one of the first or last lines is the party's name, perhaps with its place."""
        number, (start, end) = self.line_around(mention["start"])
        if number < 0 or 4 <= number < len(self.lines) - 5 or mention["start"] != start:
            return False
        if self._answers(text, number):
            return False
        rest = text[mention["end"] : end]
        neighbours = self.lines[max(0, number - 1) : number] + self.lines[number + 1 : number + 2]
        return _PLACE_ONLY.fullmatch(rest) is not None and not any(
            left in self.party_starts for left, _ in neighbours
        )

    def _answers(self, text: str, number: int) -> bool:
        """Return whether the line comes after a question: whom a form's answer names does not sign."""
        return number > 0 and text.endswith("?", *self.lines[number - 1])

    def said_by(self, text: str, place: int) -> bool:
        """Return whether the name comes after «säger X, gruppledare för …»."""
        return _SAYS_BEFORE.search(text, max(0, place - 110), place) is not None

    def signs(self, text: str, place: int) -> bool:
        """Return whether a line in the last part of the page is a signature with the name."""
        number, (start, end) = self.line_around(place)
        if number < 1 or number < _LAST_PART * (self._last_line + 1):
            return False
        if end - start > 2 * _LONGEST_SIGNATURE:
            return False
        line = text[start:end]
        longest = _LONGEST_SIGNATURE * (2 if line.count("(") > 1 else 1)
        if end - start > longest or line.endswith((".", "!", "?")):
            return False
        if place in self.items:
            return False
        above = self.lines[number - 1][0]
        return bool(_OFFICE.search(line)) or bool(self.persons_in(above, end))

    def signed_from(self, text: str, mention: Mention) -> bool:
        """Return whether the line is the place alone, or a day and it: where a paper is signed."""
        number, (start, end) = self.line_around(mention["start"])
        if mention["start"] != start:
            return False
        rest = text[mention["end"] : end].strip(" ,.")
        late = number >= self._last_line - 3
        return (late and not rest) or (bool(rest) and is_date_line(rest))


def _body(doc: Doc) -> list[str]:
    """Return the lines of the message that nobody else says, without what is quoted in them."""
    text = text_of(doc)
    lines = (
        text[paragraph["start"] : paragraph["end"]]
        for paragraph in doc._.paragraphs
        if paragraph["kind"] != "boilerplate"
    )
    return [_QUOTATION.sub("", line) for line in lines if line[:1] not in _DASHES]
