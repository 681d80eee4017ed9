"""The date of a document, as much as the text itself states."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        (
            "januari",
            "februari",
            "mars",
            "april",
            "maj",
            "juni",
            "juli",
            "augusti",
            "september",
            "oktober",
            "november",
            "december",
        ),
        start=1,
    )
}
_MONTH = r"(jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?"
_ISO = re.compile(r"\b((?:19|20)\d{2})[-./](\d{1,2})[-./](\d{1,2})\b")
_WORDS = re.compile(rf"\b(\d{{1,2}})(?::?e|\.)?\s+{_MONTH},?\s+((?:19|20)\d{{2}})\b", re.IGNORECASE)
_SLASH = re.compile(r"\b(\d{1,2})/(\d{1,2})[-–/ ]?\s?((?:19|20)\d{2})\b")
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\s+((?:19|20)\d{{2}})\b", re.IGNORECASE)
#: What some crawlers set before a page: «date 2018-04».
_PREFIX = re.compile(r"\s*date (\d{4}-\d{2}(?:-\d{2})?)\b")
_BYLINE = re.compile(
    r"\b(?:publicera(?:d|t|des)|datum|uppdaterad|inlämnad|skapad|den|skrivet|postat)\b|^\W*\d",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d/–-])((?:19|20)\d{2})(?![\d/])")
#: The day on which a paper was adopted: «Antogs av årsmötet den 4 maj 2022».
_ADOPTED = re.compile(
    rf"\b(?:antog|antogs|antagen|antaget|antagits|fastställ(?:d|t|des)|beslutad|behandlad)\b[^.\n]{{0,60}}?"
    rf"(?:(\d{{1,2}})\s+)?{_MONTH}\s+((?:19|20)\d{{2}})\b",
    re.IGNORECASE,
)
#: A heading's year that is what the paper is about and not when it was written: «budget för 2023».
_AHEAD = re.compile(r"\b(?:budget\w*|inför|för|mål|plan)\s+(?:år\s+)?$", re.IGNORECASE)
_ELECTION = re.compile(
    r"\b(?:val(?:et|program(?:met)?|manifest(?:et)?|plattform|löften|året)?|kommunalval(?:et)?|budget)\s+"
    r"(?:för\s+)?((?:19|20)\d{2})\b",
    re.IGNORECASE,
)


def find_date(
    text: str, lines: list[tuple[int, int]], headings: list[tuple[int, int]]
) -> tuple[str | None, str, float]:
    """Return (ISO date, evidence, confidence) of the document, or (None, "", 0).

    A date counts where it dates the paper: on a short line of its own (signature, byline), then
    a year in a heading or beside «valet», «valprogram», «budget». Dates inside running text date
    something else.
    """
    prefix = _PREFIX.match(text)
    if prefix:
        return prefix.group(1), prefix.group().strip(), 0.9
    for start, end in lines:
        line = text[start:end]
        if len(line) <= 70:
            found = _full_date(line)
            alone = found is not None and (
                len(found[1]) >= 0.35 * len(line) or _BYLINE.search(line) is not None
            )
            if found is not None and (alone or not line.endswith((".", "!", "?"))):
                return found[0], line, 0.95
    for start, end in lines:
        line = text[start:end]
        month = (
            _MONTH_YEAR.search(line) if len(line) <= 110 and not line.endswith((".", "!")) else None
        )
        if month:
            return f"{month.group(2)}-{_MONTHS[month.group(1).lower()]:02d}", line, 0.8
    adopted = _adoption(text)
    if adopted is not None:
        return adopted
    opening = _opening_date(text, lines)
    year = _year_of_heading(text, headings, ahead=opening is None)
    if year is not None or opening is not None:
        return year or opening or (None, "", 0.0)
    election = _ELECTION.search(text)
    if election:
        return election.group(1), " ".join(election.group().split()), 0.5
    return None, "", 0.0


def _adoption(text: str) -> tuple[str, str, float] | None:
    """Return the day or month on which the paper says that it was adopted."""
    match = _ADOPTED.search(text)
    if match is None:
        return None
    day, name, year = match.groups()
    month = f"{year}-{_MONTHS[name.lower()[:3]]:02d}"
    return f"{month}-{int(day):02d}" if day else month, match.group(), 0.7


def _year_of_heading(
    text: str, headings: list[tuple[int, int]], *, ahead: bool
) -> tuple[str, str, float] | None:
    """Return the year in a heading; one that lies ahead («budget för 2023») only if *ahead*."""
    for start, end in headings:
        year = _YEAR.search(text, start, end)
        if year and (ahead or not _AHEAD.search(text, start, year.start())):
            return year.group(1), " ".join(text[start:end].split())[:80], 0.7
    return None


def _opening_date(text: str, lines: list[tuple[int, int]]) -> tuple[str, str, float] | None:
    """Return the day that the first sentence of running text tells of: news opens so."""
    first = next(((a, b) for a, b in lines if b - a > 70), None)
    if first is None:
        return None
    sentence = re.split(r"(?<=[.!?])\s", text[first[0] : first[1]], maxsplit=1)[0]
    found = _full_date(sentence)
    if found is not None:
        return found[0], found[1], 0.4
    month = re.match(rf"(?:I|Under)\s+{_MONTH}\s+((?:19|20)\d{{2}})\b", sentence)
    if month:
        return f"{month.group(2)}-{_MONTHS[month.group(1).lower()]:02d}", month.group(), 0.4
    return None


def _full_date(line: str) -> tuple[str, str] | None:
    """Return the ISO form and the words of a full date in *line*, or None."""
    for pattern, order in ((_ISO, "ymd"), (_WORDS, "dmy"), (_SLASH, "dmy")):
        match = pattern.search(line)
        if match is None:
            continue
        parts = dict(zip(order, match.groups(), strict=True))
        month = _MONTHS.get(parts["m"].lower()[:3]) or int(
            parts["m"] if parts["m"].isdigit() else 0
        )
        try:
            return date(int(parts["y"]), month, int(parts["d"])).isoformat(), match.group()
        except ValueError:
            continue
    return None
