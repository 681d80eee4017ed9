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
_WORDS = re.compile(rf"\b(\d{{1,2}})(?::?e)?\s+{_MONTH},?\s+((?:19|20)\d{{2}})\b", re.IGNORECASE)
_SLASH = re.compile(r"\b(\d{1,2})/(\d{1,2})[-–/ ]?\s?((?:19|20)\d{2})\b")
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\s+((?:19|20)\d{{2}})\b", re.IGNORECASE)
_BYLINE = re.compile(
    r"\b(?:publicera(?:d|t|des)|datum|uppdaterad|inlämnad|skapad|den|skrivet|postat)\b|^\W*\d",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d/–-])((?:19|20)\d{2})(?![\d/])")
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
    for start, end in headings:
        year = _YEAR.search(text, start, end)
        if year:
            return year.group(1), " ".join(text[start:end].split())[:80], 0.7
    opening = _opening_date(text, lines)
    if opening is not None:
        return opening
    election = _ELECTION.search(text)
    if election:
        return election.group(1), " ".join(election.group().split()), 0.5
    return None, "", 0.0


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
