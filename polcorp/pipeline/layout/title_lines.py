"""The title in the first line of the message, and lines that look like headings and are something else."""

from __future__ import annotations

import re
from itertools import islice

from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.layout.letterheads import next_of_message
from polcorp.pipeline.layout.line_shapes import (
    is_caption_like,
    is_contact,
    is_date_line,
    is_dated,
    is_fact,
    is_hour_of_day,
    is_name_like,
    is_row_of_labels,
    is_table_row,
    names_meeting,
    words,
)
from polcorp.pipeline.layout.lines import Unit
from polcorp.pipeline.layout.questions import ANSWER

#: «Kära partivän!», «Leve första maj!» open or close a letter.
_GREETING = word_pattern(r"{layout:greeting}\b.*!$", re.IGNORECASE)
#: A label with its figure is a row of a table: «Summa: 96 miljoner kronor».
_AMOUNT = re.compile(r"\w+:\s+[\d ,.]+(?:\s\w+){0,2}$|\w+: \d+(?:, \w+: \d+)+$|[^:]{3,40}:\s{2,}\S")
#: A person with his party, and perhaps an office: «Eva Ek (C), ledamot i utskottet».
_SIGNS = re.compile(
    r"(?:[A-ZÅÄÖ][\w’'-]+ ){1,3}[A-ZÅÄÖ][\w’'-]+ [(][A-ZÅÄÖ]{1,4}[)](?:,? [a-zåäö].{2,80})?"
)
#: «Insändare Svar på …».
_LETTER = word_pattern(r"{layout:label_of_letter}\s+[A-ZÅÄÖ]")
#: The letters of a party alone are its mark.
_LETTERS = word_pattern(r"[(]?{parties:letters}[)]?")
#: Who signs, with an office in capitals: «Bengt Ek Ordförande Kristdemokraterna Kil».
_NAME_AND_OFFICE = word_pattern(
    r"(?:[A-ZÅÄÖ][\wåäöé-]+ ){2,3}(?=[A-ZÅÄÖ])(?i:{persons:office}|{persons:after_name})\b"
)
#: The day at the end of a title, and words that say when a text was written.
_DAY_AT_END = word_pattern(
    r"[ ,–-]+(?:den )?(?:\d{1,2} {dates:month},? \d{4}|\d{4}-\d{2}-\d{2})$", re.IGNORECASE
)
_SAYS_WHEN = word_pattern(
    r"\W*(?:av|text|{dates:published}|{dates:written}|{dates:changed}|{dates:adopted}|{layout:printed})\b",
    re.IGNORECASE,
)
#: A word in lower case of so many letters says what a title is about.
_TOLD = 4
#: Contents in one line: «Inledning... 3 Skatter... 4».
_LEADERS = re.compile(r"(?:\.{3,}|…)\s?\d{1,3}\b.*(?:\.{3,}|…)\s?\d{1,3}\b")
#: The hour at which something happened: «19:24 Debatten börjar».
_HOUR = re.compile(r"(?:kl\.? ?)?\d{1,2}:\d{2}\b", re.IGNORECASE)
#: The number of a case is no title: «Ärende 14, dnr KS 2021/0417».
_CASE = word_pattern(r"{layout:case}[\s:.]*\S*\d", re.IGNORECASE)
#: A sentence of this many words may be the title, where it opens the page.
_TITLE_SENTENCE = 14
#: The longest title in a line of its own over text, in words and characters, and the shortest that is sure.
_LONGEST_TITLE, _TITLE_LETTERS, _MORE_WORDS = 18, 160, 3
#: With one of these a line with a full stop is a sentence.
_HAS_VERB = word_pattern(r"\b{layout:title_verb}\b", re.IGNORECASE)
#: A sentence of so few words over a paragraph of several sentences is a title, too.
_SLOGAN = 6
_SENTENCES = re.compile(r"[.!?](?=\s|$)")
#: Lines that a title goes over at most.
_TITLE_LINES = 2
#: A line with more words than these tells something.
_FEW_WORDS = 3


def is_title_sentence(units: list[Unit], index: int) -> bool:
    """Return whether the first line of the message is its title though it ends with a full stop.

    A date or who writes comes next, or it has no verb and running text comes after a blank line.
    """
    unit, after = units[index], next_of_message(units, index)
    if not unit.text.endswith(".") or unit.sign is not None or after is None:
        return False
    if any(other.kind != "boilerplate" for other in islice(units, index)):
        return False
    if _LETTER.match(unit.text):
        return False  # the label of a letter, glued to its first sentence
    bare = unit.text.rstrip(".")
    shaped = (
        is_caption_like(bare) and len(words(bare)) <= _TITLE_SENTENCE and unit.lines <= _TITLE_LINES
    )
    if not shaped or re.search(r"[.!?]\s+[A-ZÅÄÖ]", bare) or after.blank_before == 0:
        return False
    if is_date_line(after.text) or after.kind == "note":
        return True
    running = after.ends_sentence() and len(after.text) > len(unit.text)
    slogan = len(words(bare)) <= _SLOGAN and len(_SENTENCES.findall(after.text)) > 1
    return running and (slogan or not reads_as_clause(bare))


def is_dated_title(units: list[Unit], index: int) -> bool:
    """Return whether the first line of the message is its title with the day at its end.

    «Tal vid årsmötet i Kil den 3 mars 2018» is, «Publicerad i Nyheterna 3 mars 2018» says when.
    """
    unit, after = units[index], next_of_message(units, index)
    day = _DAY_AT_END.search(unit.text) if is_caption_like(unit.text) else None
    if day is None or after is None or after.blank_before == 0 or unit.sign is not None:
        return False
    if any(other.kind != "boilerplate" for other in islice(units, index)):
        return False
    title = unit.text[: day.start()]
    said = [word for word in words(title) if word.islower() and len(word) >= _TOLD]
    return (
        bool(said)
        and _MORE_WORDS <= len(words(title)) <= _LONGEST_TITLE
        and _SAYS_WHEN.match(title) is None
        and not is_contact(title)
        and not is_fact(title)
    )


def opens_message(units: list[Unit], index: int, *, dense: bool = False) -> bool:
    """Return whether the first line of the message is its title, however long: text comes after it.

    It has no full stop, the text below has, and a blank line is between, unless the page is *dense*: has
    hardly any blank lines.
    """
    unit, after = units[index], next_of_message(units, index)
    if after is None or unit.sign is not None or ANSWER in unit.tags:
        return False
    signed = after.kind == "note" or is_date_line(after.text) or is_name_like(after.text)
    apart = after.blank_before > 0 or (dense and unit.lines == 1 and after.ends_sentence())
    if not apart and not signed:
        return False
    if any(other.kind not in {"boilerplate", "note"} for other in islice(units, index)):
        return False
    return (
        _MORE_WORDS <= len(words(unit.text)) <= _LONGEST_TITLE
        and unit.text[-1] not in ".,:;…"
        and unit.lines <= _TITLE_LINES
        and is_caption_like(unit.text, limit=_TITLE_LETTERS)
        and not is_no_heading(unit)
        and (signed or _tells(after))
    )


def reads_as_clause(text: str) -> bool:
    """Return whether a line has a verb or a subject by which it is a sentence, and no name of a section."""
    return _HAS_VERB.search(text) is not None


def _tells(unit: Unit) -> bool:
    return unit.kind == "text" and unit.ends_sentence() and len(words(unit.text)) > _FEW_WORDS


def is_no_heading(unit: Unit) -> bool:
    """Return whether the line has the shape of something else: a date, a contact, a row of a table."""
    text = unit.text
    return (
        not any(c.isalpha() for c in text)
        or "+" in text.strip("+")
        or text[:1] in "–—-"
        or is_contact(text)
        or _AMOUNT.match(text) is not None
        or _GREETING.match(text) is not None
        or is_date_line(text)
        or (is_dated(text) and not names_meeting(text))
        or is_table_row(text)
        or is_row_of_labels(text)
        or _CASE.match(text) is not None
        or _LETTERS.fullmatch(text) is not None
        or is_fact(text)
        or is_hour_of_day(text)
        or _NAME_AND_OFFICE.match(text) is not None
        or _HOUR.match(text) is not None
        or _LEADERS.search(text) is not None
        or _SIGNS.fullmatch(text) is not None
    )
