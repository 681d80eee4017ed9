"""What a line looks like: caption, name, date, contact, label. Shapes only, no meaning."""

from __future__ import annotations

import re

from polcorp.lexicons.word_lists import word_pattern
from polcorp.lexicons.word_lists import words as listed
from polcorp.swedish.imperatives import is_present

_WORD = re.compile(r"\w+(?:[-’'.:/]\w+)*")
_CONTACT = word_pattern(
    r"@\w|\bwww\.|https?://|\.se\b/?$|\b0\d{1,3}[-– ]?\d{2,3}[ -]?\d{2}|\+46|\b{layout:contact_label}\b[.:]|"
    r"\b{layout:contact}\b|\b\d{3} ?\d{2} [A-ZÅÄÖ]",
    re.IGNORECASE,
)
#: An abbreviation whose full stop ends no sentence.
_ABBREVIATED = word_pattern(r"\b{layout:last_abbreviation}\.$")
_DATE = word_pattern(
    r"(?:[A-ZÅÄÖ]\w+,?\s+)?(?:den\s+)?(?:\d{4}-\d{2}-\d{2}|\d{1,2}(?::?[ea])?\s+{dates:month}\.?(?:,?\s+\d{4}|\s?[-–’']\s?\d{2})"
    r"|\b{dates:month}\s+\d{4}|\d{1,2}/\d{1,2}[-/ ]\d{2,4}|(?<!\d)\d{1,2}([.-])\d{1,2}\1(?:19|20)\d{2}"
    r"|(?<!\d)(?:19|20)\d{2}(?:0\d|1[0-2])[0-3]\d)(?!\d)\.?"
    r"(?:(?:,?\s+(?:kl\.?\s*)?|T)\d{1,2}(?:[.:]\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
#: «Arvika 181211», «Nov 18, 2019 11:10 CET».
_SIX_FIGURES = re.compile(
    r"(?:[A-ZÅÄÖ]\w+,?\s+){0,2}(?:den\s+)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)
#: The day after a meeting is part of its name.
_MEETING = word_pattern(
    r"(?:[A-ZÅÄÖ][\wåäö-]+:? ){0,2}[\wåäö-]*{layout:meeting} (?:(?:den )?\d{1,2} {dates:month},? \d{4}|\d{4}-\d{2}-\d{2})$",
    re.IGNORECASE,
)
_DAY = word_pattern(r"(?:den\s+)?\d{1,2}(?::?[ea])?\s+{dates:month}\.?", re.IGNORECASE)
_APPOINTMENT = word_pattern(
    r"(?:[A-ZÅÄÖ][\w-]+,?\s+){1,3}(?:den\s+)?\d{1,2}(?::?[ea])?\s+(?i:{dates:month})\.?(?:,?\s+(?:kl|klockan)\.?\s*[\d.:–-]+)?"
)
_ENGLISH_DATE = word_pattern(
    r"(?:{dates:english_day},?\s+)?{dates:english_month}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d{2}"
    r"(?:,?\s+(?:at\s+)?\d{1,2}[.:]\d{2}(?:\s?[ap]m)?(?:\s+[A-Z]{3,4})?)?",
    re.IGNORECASE,
)
#: A sentence that says where to read or do something: «Här kan du läsa om …».
_DIRECTS = word_pattern(r"{layout:directs}\s+\w", re.IGNORECASE)
_CLAUSE = word_pattern(r"\b{layout:clause}\b", re.IGNORECASE)
_PRONOUN_START = word_pattern(r"{layout:pronoun}\s+\w", re.IGNORECASE)
#: The verb before its subject, near the beginning: «Varje år tas det fram …».
_INVERTED = word_pattern(r"(?:\w+ ){1,4}\w+(?:r|s|de|te) (?:det|de|den|man) \w", re.IGNORECASE)
_SENTENCE_END = re.compile(r"\w{3}[.!?](?=\s|\Z)")
#: A heading in capitals that ends with a full stop has no more words than this.
_CAPITALS = 7
#: One with a dash, and a full stop at its end, has no more than this.
_DASHED = 16
#: A line of this many words with a clause in it is a sentence; its verb is among the first of them.
_LONG, _FIELD = 13, 6
#: A call of more words than this that states something is a sentence: «Därför behövs din röst i höst!»
_CALL = 4
#: So is one of two sentences, with more words than this.
_TWO, _LONG_CALL = re.compile(r"\w[!?] [A-ZÅÄÖ]"), 7
#: Somebody's words after a colon: «Då frågade jag: ”Vem betalar?”»
_QUOTES = word_pattern(r"\b{layout:pronoun}\b[^”\"]{0,40}: [”\"]", re.IGNORECASE)
#: What an invitation or the card of a paper says: «Plats: Folkets hus», «Inkom den 3 maj».
_FACT = word_pattern(r"{layout:fact}\s*:\s*\S|{layout:of_day} (?:den )?\d{1,2}\b", re.IGNORECASE)
#: The hour after a day without its year: «15 mars kl. 18:30 ·».
_AT_HOUR = re.compile(r"(?:,? kl(?:ockan)?\.? ?)\d{1,2}[.:]\d{2}", re.IGNORECASE)
_ADVERBIAL = word_pattern(r"{layout:adverbial}\b", re.IGNORECASE)
_WIDE_GAP = re.compile(r"\s{2,}|\t")
_NAME_WORD = word_pattern(
    r"(?:[A-ZÅÄÖÉÜ][\w’'é]+(?:-[A-ZÅÄÖ]\w+)?|[A-ZÅÄÖ]\.?|{persons:particle})$"
)


def words(text: str) -> list[str]:
    """Return the words of *text*, compounds with hyphens or colons whole."""
    return _WORD.findall(text)


def is_date_line(text: str) -> bool:
    """Return whether the line is a place and a date, or a date alone."""
    line = text.strip(" .,•·|")
    if names_meeting(line):
        return False
    return any(form.fullmatch(line) for form in (_DATE, _SIX_FIGURES, _ENGLISH_DATE))


def names_meeting(text: str) -> bool:
    """Return whether a line opens with a meeting and ends with its day: «Kommunfullmäktige 14 oktober 2019»."""
    return _MEETING.match(text) is not None


def is_fact(text: str) -> bool:
    """Return whether the line is a label with what an invitation or the card of a paper says."""
    return _FACT.match(text) is not None


def is_hour_of_day(text: str) -> bool:
    """Return whether the line is a day without its year, and an hour, as posts have."""
    rest, count = _AT_HOUR.subn("", text)
    return count > 0 and is_day(rest.strip(" ·•"))


def is_day(text: str) -> bool:
    """Return whether the line is a day without its year: «den 20 augusti»."""
    return _DAY.fullmatch(text) is not None


def is_appointment(text: str) -> bool:
    """Return whether the line is places and a day without its year, perhaps with an hour: «Köping 3 september»."""
    return _APPOINTMENT.fullmatch(text) is not None


def is_dated(text: str) -> bool:
    """Return whether a short line names a day or a month with its year: a byline, not a heading."""
    return len(words(text)) <= 14 and any(form.search(text) for form in (_DATE, _ENGLISH_DATE))


def is_contact(text: str) -> bool:
    """Return whether the line holds an address, a phone number or a link."""
    return len(words(text)) <= 25 and _CONTACT.search(text) is not None


def is_name_like(text: str) -> bool:
    """Return whether the line could be a person's name, perhaps with a title after a comma."""
    name = re.split(r"[,(–]|\s-\s", text, maxsplit=1)[0].strip()
    parts = name.split()
    return 2 <= len(parts) <= 4 and all(_NAME_WORD.match(part) for part in parts)


def is_table_row(text: str) -> bool:
    """Return whether the line is cells between tabs, of which one at least is a figure."""
    cells = [cell.strip() for cell in text.split("\t")]
    return len(cells) > 1 and any(cell.isdigit() for cell in cells)


def is_row_of_labels(text: str) -> bool:
    """Return whether the text is one line of labels, with two or more blanks between them."""
    if "\n" in text:  # wrapped lines with an indent are no row
        return False
    labels = _WIDE_GAP.split(text)
    return len(labels) >= 3 and all(len(words(label)) <= 3 for label in labels)


def is_all_caps(text: str) -> bool:
    """Return whether the letters of *text* are capitals (at least four of them)."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def is_caption_like(text: str, limit: int = 110) -> bool:
    """Return whether *text* has the shape of a heading.

    Short, opens with a capital, a figure or a quote, and does not close like a sentence; a full
    stop inside is allowed, one at the end only where the line is no whole clause.
    """
    if not 2 <= len(text) <= limit or len(words(text)) > 18 or not words(text):
        return False
    if text.endswith((",", ";", "…", "...", ".”", '."', ".»")):
        return False
    first = text.lstrip("”“\"'«»(–—- #*§")[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    if is_all_caps(text) and _reads_on(text):
        return False
    if text.endswith(".") and not _ABBREVIATED.search(text):
        dashed = re.search(r"(?<!\d) [–—-] (?!\d)", text) and len(words(text)) <= _DASHED
        return bool(dashed) or is_all_caps(text)
    return True


def _reads_on(text: str) -> bool:
    """Return whether words in capitals are running text: sentences, or one with its full stop."""
    count = len(words(text))
    sentences = len(_SENTENCE_END.findall(text))
    clause = _PRONOUN_START.match(text) is not None and text.endswith(".")
    return (
        clause
        or (sentences > 1 and count > _CAPITALS)
        or (text.endswith(".") and count > _CAPITALS)
    )


def reads_as_sentence(text: str) -> bool:
    """Return whether the line reads as a clause of running text that merely lost its full stop."""
    count = len(words(text))
    opens = _PRONOUN_START.match(text) or _INVERTED.match(text) or _DIRECTS.match(text)
    return (
        (count >= 9 and opens is not None)
        or (count >= 9 and _QUOTES.search(text) is not None)
        or (count >= _LONG and _CLAUSE.search(text) is not None)
        or (count >= _LONG - 1 and _states(text))
    )


def is_call(text: str) -> bool:
    """Return whether a line is a sentence with an exclamation mark that states something."""
    if not text.endswith("!") or len(words(text)) <= _CALL:
        return False
    return _states(text) or (len(words(text)) > _LONG_CALL and _TWO.search(text) is not None)


def _states(text: str) -> bool:
    """Return whether a line opens with an adverbial and its verb, as a sentence does."""
    if _ADVERBIAL.match(text) is None:
        return False
    for word in (word.lower() for word in words(text)[1:_FIELD]):
        if word in listed("layout:subordinators"):
            return False
        if word in listed("layout:finite") or is_present(word):
            return True
    return False
