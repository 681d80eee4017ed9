"""Dates as people write them, in the one form that the tables have: 2018, 2018-03 or 2018-03-21."""

from __future__ import annotations

import calendar
import datetime
import re

#: The number of each month by the first three letters of its Swedish name.
MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
        start=1,
    )
}

#: A month in words, its first three letters as a group: «mars», «sept.», «Oktober».
MONTH_WORD = rf"({'|'.join(MONTHS)})[a-z]*\.?"

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_TIME = r"(?:[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR, _MONTH, _DAY = r"(?P<y>\d{4})", r"(?P<m>\d{1,2})", r"(?P<d>\d{1,2})"
_WORD = MONTH_WORD.replace("(", "(?P<w>", 1)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?:\.0)?",  # as programs write a year in a column with empty cells
        rf"{_YEAR}[-./]{_MONTH}",
        rf"{_YEAR}[-./]{_MONTH}[-./]{_DAY}{_TIME}",
        r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})",
        rf"{_DAY}[./-]{_MONTH}[./ -]{_YEAR}{_TIME}",
        rf"{_MONTH}[./-]{_YEAR}",
        rf"(?:den )?{_DAY}(?::?[ea]|\.)? {_WORD},? {_YEAR}",
        rf"{_WORD},? {_YEAR}",
    )
)


def is_date(text: str) -> bool:
    """Return whether *text* is an ISO date that exists, given to the year, month or day."""
    if not _ISO.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def iso_date(text: str) -> str | None:
    """Return *text* as an ISO date, as exact as it is, or None if it is no date.

    Days go before months, as in Sweden; a time of day is left out.

    >>> [iso_date(text) for text in ("21.03.2018", "2018-3-21", "mars 2018", "2018", "3/21/2018")]
    ['2018-03-21', '2018-03-21', '2018-03', '2018', None]
    """
    plain = " ".join(text.split())
    for form in _FORMS:
        match = form.fullmatch(plain)
        if match is None:
            continue
        parts = match.groupdict()
        month = MONTHS[parts["w"].lower()] if parts.get("w") else parts.get("m")
        numbers = [int(part) for part in (parts["y"], month, parts.get("d")) if part]
        date = "-".join(
            f"{number:0{width}d}" for number, width in zip(numbers, (4, 2, 2), strict=False)
        )
        if is_date(date):
            return date
    return None


def days_of(date: str) -> tuple[str, str]:
    """Return the first and the last day of a date as digits; empty where there is none.

    >>> days_of("2018-02"), days_of("2018"), days_of("")
    (('20180201', '20180228'), ('20180101', '20181231'), ('', ''))
    """
    if not date:
        return "", ""
    year, month, day = [*date.split("-"), "", ""][:3]
    last_month = month or "12"
    last_day = day or f"{calendar.monthrange(int(year), int(last_month))[1]:02}"
    return f"{year}{month or '01'}{day or '01'}", f"{year}{last_month}{last_day}"
