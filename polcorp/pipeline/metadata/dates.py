"""The date of a document, as much as the text itself states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from polcorp.lexicons.goals import is_goal, latest_year, load_goals
from polcorp.lexicons.word_lists import word_pattern
from polcorp.lexicons.word_lists import words as listed
from polcorp.pipeline.layout.line_shapes import is_date_line
from polcorp.reading.dates import MONTH_WORD, MONTHS
from polcorp.reading.folding import fold


@dataclass(frozen=True)
class Sure:
    """How sure a date is that of the document, 0 to 1, by where it is; set by hand on development pages."""

    line: float = 0.95  # a short line of its own: signature, by-line
    prefix: float = 0.9  # before the text
    session: float = 0.85  # a day whose year the session of the Riksdag gives
    line_of_month: float = 0.8
    signature: float = 0.8  # at the end of a text that has lost its lines
    adopted: float = 0.7
    year: float = 0.7  # of a heading
    election: float = 0.5  # that the paper is for
    opening: float = 0.4  # of the first sentence


SURE = Sure()

#: Other words may be glued to a day with its year first: «Publicerad2019-03-03Dela».
_ISO = re.compile(r"(?<![\d_])(?P<y>(?:19|20)\d{2})[-./‐-–](\d{1,2})[-./‐-–](\d{1,2})(?!\d)")
_WORDS = re.compile(
    rf"\b(\d{{1,2}})(?::?[ea]|\.)?\s+{MONTH_WORD},?\s+(?P<y>(?:19|20)\d{{2}})\b", re.IGNORECASE
)
_SLASH = re.compile(r"\b(\d{1,2})/(\d{1,2})[-–/ ]?\s?(?P<y>(?:19|20)\d{2})\b")
_MONTH_YEAR = re.compile(rf"\b{MONTH_WORD}\s+(?P<y>(?:19|20)\d{{2}})\b", re.IGNORECASE)
#: «21.03.2018», «21-03-2018»: the day first, and one mark for both gaps.
_DAY_FIRST = re.compile(
    r"(?<![\d.,:/-])(\d{1,2})(?:\.(\d{1,2})\.|-(\d{1,2})-)(?P<y>(?:19|20)\d{2})(?![\d-]|[.,]\d)"
)
#: «3/5-14», «14 februari -19», «5 maj ’14»: the year in two figures.
_SHORT_YEAR = re.compile(
    rf"(?<![\d/–-])(?P<d>\d{{1,2}})(?:/(?P<n>\d{{1,2}})\s?[-–]|(?::?[ea])?\s+(?P<m>{MONTH_WORD})\s?[-–’'´])\s?(?P<y>\d{{2}})(?![\d/:.-])",
    re.IGNORECASE,
)
#: «Nov 18, 2019», as sites with English settings write it, in either language.
_ENGLISH = re.compile(
    r"\b(?P<m>jan|feb|mar|apr|may|maj|jun|jul|aug|sep|oct|okt|nov|dec)[a-z]*\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+"
    r"(?P<y>(?:19|20)\d{2})\b",
    re.IGNORECASE,
)
#: «18 Nov 2019», the same with the day first.
_ENGLISH_DAY_FIRST = re.compile(
    r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+"
    r"(?P<y>(?:19|20)\d{2})\b",
    re.IGNORECASE,
)
#: The months whose names have other first letters in English.
_ENGLISH_MONTHS = {"may": 5, "oct": 10}
#: «20180321», all figures.
_FIGURES = re.compile(
    r"(?<![\w/=_.,-])(?P<y>(?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
    r"(?:(?=[Tt]\d{4})|(?![\w/=_-]|[.,]\d))"
)
#: «181211», which dates a paper only where its line holds no more than that, a byline or a place.
_SIX_FIGURES = word_pattern(
    r"(?:(?:{dates:published}|[A-ZÅÄÖ]\w+(?: den)?)"
    r"[:,]?\s+)?(\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\.?"
    r"(?:\s*[/,]\s*[A-ZÅÄÖ]\w+(?:[ -][A-ZÅÄÖ]\w+){1,2})?"
)
#: Words beside which a row of figures is a number and no day.
_NUMBER_OF = word_pattern(r"\b{dates:number_of}\b|\d\s*{dates:unit}", re.IGNORECASE)
#: Days and months that a text tells of, of itself or of something else.
_TOLD = (_ISO, _WORDS, _SLASH, _ENGLISH, _ENGLISH_DAY_FIRST, _DAY_FIRST, _FIGURES, _MONTH_YEAR)
#: What some crawlers set before a page: «date 2018-04».
_PREFIX = re.compile(r"\s*date (\d{4}-\d{2}(?:-\d{2})?)\b")
#: Where, when and by whom a paper was signed, though its lines have been lost: «Kil den 3 maj 2021 Eva Ek (C)».
_SIGNED_AT_END = re.compile(
    rf"(?<=[.!?] )[A-ZÅÄÖ]\w+,? (?:den )?\d{{1,2}} {MONTH_WORD} (?:19|20)\d{{2}},? [A-ZÅÄÖ][^.!?]{{3,}}\s*\Z",
    re.IGNORECASE,
)
#: The number of a paper put to the Riksdag, with the years of the session, among this many first letters;
#: and a day without its year: «Inkom den 15 mars».
_SESSION = re.compile(r"\b((?:19|20)\d{2})/\d{2,4}:\w*\d")
_LETTERHEAD, _SESSION_BEGINS = 300, 9
_DAY_ALONE = re.compile(
    rf"(?:\w+[ ])?den[ ](\d{{1,2}})[ ]{MONTH_WORD}(?![ ]?,?[ ]?\d{{4}})\b", re.IGNORECASE
)
_SIGNATURE, _FEW_LINES = 240, 3
#: With one of these even the day of an election is that of writing.
_PUBLISHED = word_pattern(r"\b{dates:by_site}", re.IGNORECASE)
_BYLINE = word_pattern(r"\b{dates:published}\b|^\W*\d", re.IGNORECASE)
#: A longer line that says by whom and when the paper was written.
_WRITTEN = word_pattern(r"\b{dates:written}\b", re.IGNORECASE)
_SHORT_LINE, _LINE_OF_MONTH, _LONG_BYLINE = 70, 110, 160
#: A date that is this share of its line dates the paper, whatever else the line says.
_MOST_OF_LINE = 0.35
#: Characters of a heading that are shown as evidence.
_SHOWN = 80
#: How news may open: «I mars 2018 …».
_OPENS_WITH_MONTH = re.compile(rf"(?:I|Under)\s+{MONTH_WORD}\s+((?:19|20)\d{{2}})\b")
#: The day of an election dates no paper.
_ELECTION_DAY = word_pattern(r"\b{dates:election_day}\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/–-])((?:19|20)\d{2})(?![\d/]|[.,]\d)")
#: The day on which a paper was adopted: «Antogs av årsmötet den 4 maj 2022».
_ADOPTED = word_pattern(
    rf"\b{{dates:adopted}}\b[^.\n]{{0,60}}?(?:(\d{{1,2}})\s+)?{MONTH_WORD}\s+((?:19|20)\d{{2}})\b",
    re.IGNORECASE,
)
#: A heading's year that is what the paper is about and not when it was written: «budget för 2023».
_AHEAD = word_pattern(r"\b{dates:about_year}\s+(?:år\s+)?$", re.IGNORECASE)
#: What parts a heading into clauses: a year's own words are those of its clause.
_CLAUSE_END = re.compile(r"[.,:;!?()|/–—]|\s-\s")
_ELECTION = word_pattern(r"\b{dates:election}\s+(?:för\s+)?((?:19|20)\d{2})\b", re.IGNORECASE)


def find_date(
    text: str, lines: list[tuple[int, int]], headings: list[tuple[int, int]]
) -> tuple[str | None, str, float]:
    """Return (ISO date, evidence, confidence) of the document, or (None, "", 0).

    A date counts where it dates the paper: on a short line of its own (signature, byline), then
    a year in a heading or beside «valet», «valprogram», «budget». Dates inside running text date
    something else.
    """
    for found in _candidates(text, lines, headings):
        if int(found[0][:4]) <= latest_year():
            return found
    return None, "", 0.0


def _candidates(
    text: str, lines: list[tuple[int, int]], headings: list[tuple[int, int]]
) -> Iterator[tuple[str, str, float]]:
    """Yield what may date the paper, the surest first."""
    prefix = _PREFIX.match(text)
    if prefix:
        yield prefix.group(1), prefix.group().strip(), SURE.prefix
    signed = _SIGNED_AT_END.search(text, max(0, len(text) - _SIGNATURE))
    found = _full_date(signed.group()) if signed and len(lines) <= _FEW_LINES else None
    if signed is not None and found is not None:
        yield found[0], signed.group(), SURE.signature
    yield from _dated_lines(text, lines)
    adopted = _adoption(text)
    if adopted is not None:
        yield adopted
    opening = _opening_date(text, lines)
    year = _year_of_heading(text, headings, ahead=opening is None)
    if year is not None:
        yield year
    if opening is not None:
        yield opening
    for day in _ELECTION_DAY.finditer(text):
        of_day = _YEAR.search(text, day.end(), day.end() + _SHORT_LINE)
        if of_day is not None:
            yield of_day.group(1), " ".join(text[day.start() : of_day.end()].split()), SURE.election
    for election in _ELECTION.finditer(text):
        yield election.group(1), " ".join(election.group().split()), SURE.election


@cache
def election_days() -> frozenset[str]:
    """Return the days of elections, which a line names as what it is about."""
    return listed("dates:election_days")


def _dated_lines(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[str, str, float]]:
    """Yield the days, then the months, that short lines state."""
    for start, end in lines:
        line = text[start:end]
        written = len(line) <= _LONG_BYLINE and _WRITTEN.search(line) and line[-1] not in ".!?"
        if (len(line) <= _SHORT_LINE or written) and not _ELECTION_DAY.search(line):
            found = _full_date(line)
            alone = found is not None and (
                len(found[1]) >= _MOST_OF_LINE * len(line) or _BYLINE.search(line) is not None
            )
            told = found is not None and found[0] in election_days() and not is_date_line(line)
            if told and _PUBLISHED.search(line) is None:
                continue
            if found is not None and (alone or not line.endswith((".", "!", "?"))):
                yield found[0], line, SURE.line
    yield from _day_of_session(text, lines)
    for start, end in lines:
        line = text[start:end]
        if len(line) > _LINE_OF_MONTH or line.endswith((".", "!")) or _ELECTION_DAY.search(line):
            continue
        month = _MONTH_YEAR.search(line)
        day = _full_date(line)
        if month and (day is None or day[0] not in election_days()):
            yield f"{month.group(2)}-{MONTHS[month.group(1).lower()]:02d}", line, SURE.line_of_month


def _day_of_session(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[str, str, float]]:
    """Yield the day that a short line of a paper put to the Riksdag states without its year.

    A session begins in September of the first of the years in the paper's number, and what comes before
    that month in the calendar is of the second: «2007/08:839», «den 20 augusti» is 2008.
    """
    session = _SESSION.search(text, 0, _LETTERHEAD)
    if session is None:
        return
    for start, end in lines:
        day = _DAY_ALONE.match(text, start, end) if end - start <= _SHORT_LINE else None
        if day is None:
            continue
        month = MONTHS[day.group(2).lower()[:3]]
        year = int(session.group(1)) + (month < _SESSION_BEGINS)
        iso = _existing(year, month, int(day.group(1)))
        if iso is not None:
            yield iso, " ".join(text[start:end].split()), SURE.session


def _adoption(text: str) -> tuple[str, str, float] | None:
    """Return the day or month on which the paper says that it was adopted."""
    match = _ADOPTED.search(text)
    if match is None:
        return None
    day, name, year = match.groups()
    month = f"{year}-{MONTHS[name.lower()[:3]]:02d}"
    return f"{month}-{int(day):02d}" if day else month, match.group(), SURE.adopted


def _year_of_heading(
    text: str, headings: list[tuple[int, int]], *, ahead: bool
) -> tuple[str, str, float] | None:
    """Return the year in a heading; one that lies ahead («budget för 2023») only if *ahead*.

    A goal («klimatneutralt Umeå 2030») is no date.
    """
    for start, end in headings:
        for year in _YEAR.finditer(text, start, end):
            if not ahead and _AHEAD.search(text, start, year.start()):
                break
            if not _is_goal(text, (start, end), year) and not _too_far(text, int(year.group(1))):
                return year.group(1), " ".join(text[start:end].split())[:_SHOWN], SURE.year
    return None


def _is_goal(text: str, heading: tuple[int, int], year: re.Match[str]) -> bool:
    before = _CLAUSE_END.split(text[heading[0] : year.start()])[-1]
    after = _CLAUSE_END.split(text[year.end() : heading[1]])[0]
    return is_goal(fold(before).split(), int(year.group(1)), fold(after).split())


def _too_far(text: str, year: int) -> bool:
    """Return whether a bare year after the program's release is far from all that the text tells of.

    A text that tells of no day or month says nothing against it.
    """
    goals = load_goals()
    if year <= goals.released:
        return False
    told = [int(match.group("y")) for dates in _TOLD for match in dates.finditer(text)]
    told = [other for other in told if other <= goals.released]
    return bool(told) and year > max(told) + goals.ahead


def _opening_date(text: str, lines: list[tuple[int, int]]) -> tuple[str, str, float] | None:
    """Return the day that the first sentence of running text tells of: news opens so."""
    first = next(((a, b) for a, b in lines if b - a > _SHORT_LINE), None)
    if first is None:
        return None
    sentence = re.split(r"(?<=[.!?])\s", text[first[0] : first[1]], maxsplit=1)[0]
    found = _full_date(sentence)
    if found is not None:
        return found[0], found[1], SURE.opening
    month = _OPENS_WITH_MONTH.match(sentence)
    if month:
        return f"{month.group(2)}-{MONTHS[month.group(1).lower()]:02d}", month.group(), SURE.opening
    return None


def _full_date(line: str) -> tuple[str, str] | None:
    """Return the ISO form and the words of a full date in *line*, or None."""
    for pattern, order in ((_ISO, "ymd"), (_WORDS, "dmy"), (_SLASH, "dmy")):
        match = pattern.search(line)
        if match is None:
            continue
        parts = dict(zip(order, match.groups(), strict=True))
        month = MONTHS.get(parts["m"].lower()[:3]) or int(parts["m"] if parts["m"].isdigit() else 0)
        day = _existing(int(parts["y"]), month, int(parts["d"]))
        if day is not None:
            return day, match.group()
    english = _ENGLISH.search(line) or _ENGLISH_DAY_FIRST.search(line)
    if english is not None:
        name = english["m"].lower()
        day = _existing(
            int(english["y"]), MONTHS.get(name) or _ENGLISH_MONTHS[name], int(english["d"])
        )
        if day is not None:
            return day, english.group()
    return None if _NUMBER_OF.search(line) else _day_in_figures(line)


def _day_in_figures(line: str) -> tuple[str, str] | None:
    """Return the ISO form and the words of a day that *line* has in figures, the day first or no gap."""
    found: list[tuple[str, str, str, re.Match[str]]] = []
    if match := _DAY_FIRST.search(line):
        day, dotted, dashed, year = match.groups()
        found.append((year, dotted or dashed, day, match))
    if match := _FIGURES.search(line):
        found.append((match["y"], match[2], match[3], match))
    if match := _SIX_FIGURES.fullmatch(line.strip()):
        found.append((f"20{match[1]}", match[2], match[3], match))
    if match := _SHORT_YEAR.search(line):
        number = match["n"] or str(MONTHS[match["m"].lower()[:3]])
        found.append((f"20{match['y']}", number, match["d"], match))
    for year, month, day, match in found:
        iso = _existing(int(year), int(month), int(day))
        if iso is not None and int(year) <= latest_year():
            return iso, match.group()
    return None


def _existing(year: int, month: int, day: int) -> str | None:
    """Return the day in its ISO form, or None if there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
