"""Questions that a form puts to parties or persons, each on its line over the answer."""

from __future__ import annotations

import re

from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.layout.line_shapes import words
from polcorp.pipeline.layout.lines import Unit

#: Tags of a question that heads its answer, and of an answer in a word or two.
QUESTION, ANSWER = "question", "answer"
#: The tag of a proposal that heads what is said of it.
PROPOSAL = "proposal"

_ASKED = word_pattern(r"\b{page:asked}\b", re.IGNORECASE)
#: What only somebody else asks a party.
_ASKED_OF_PARTY = word_pattern(r"\b{page:asked_of_party}\b", re.IGNORECASE)
_ANSWER = word_pattern(r"{page:answer}[.!]?", re.IGNORECASE)
_NUMBER = re.compile(r"^\d{1,2}[.)]\s*")
_SENTENCE = re.compile(r"(?<!\d)[.!]\s+[A-ZÅÄÖ]")
#: The longest question of a form and the longest answer that is no sentence, in words.
_LONGEST, _SHORT = 34, 3
#: This many questions to those who answer make a form.
_FORM = 2
#: The longest proposal that heads what is said of it, in words.
_PROPOSAL = 20
_PROPOSALS = word_pattern(r"{page:proposals}:?", re.IGNORECASE)


def mark_questions(units: list[Unit]) -> None:
    """Tag the questions of a form, and answers of a word or two, which head nothing."""
    asked = [n for n in range(len(units)) if _is_question(units, n)]
    form = _is_form(units, asked)
    for index, unit in enumerate(units):
        if unit.kind != "text":
            continue
        if form and index in asked:
            unit.tags.add(QUESTION)
        elif _ANSWER.fullmatch(unit.text) or (
            form and index - 1 in asked and len(words(unit.text)) <= _SHORT
        ):
            unit.tags.add(ANSWER)


def mark_proposals(units: list[Unit]) -> None:
    """Tag the proposals that a form asks for, each in a line over what is said of it.

    They may end with a full stop: «Mindre grupper i förskolan ger trygga barn.»
    """
    heads = [n for n, unit in enumerate(units) if _PROPOSALS.fullmatch(unit.text)]
    for head in heads:
        for index in range(head + 1, len(units) - 1, 2):
            line, text = units[index], units[index + 1]
            pair = line.kind == text.kind == "text" and line.blank_before == text.blank_before
            told = text.text.endswith((".", "!")) and len(text.text) >= len(line.text)
            if not pair or not told or line.text.endswith("?") or len(words(line.text)) > _PROPOSAL:
                break
            line.tags.add(PROPOSAL)


def _is_form(units: list[Unit], asked: list[int]) -> bool:
    """Return whether the questions at *asked* are put to those who answer."""
    told = sum(_ASKED.search(units[n].text) is not None for n in asked)
    of_party = any(_ASKED_OF_PARTY.search(units[n].text) for n in asked)
    answered = sum(_ANSWER.fullmatch(units[n + 1].text) is not None for n in asked)
    return told >= _FORM or of_party or (answered > 0 and len(asked) >= _FORM)


def _is_question(units: list[Unit], index: int) -> bool:
    """Return whether a line alone asks and what comes after it may answer."""
    unit = units[index]
    if unit.kind != "text" or not unit.text.endswith("?") or unit.sign is not None:
        return False
    after = units[index + 1] if index + 1 < len(units) else None
    alone = unit.blank_before > 0 or index == 0 or units[index - 1].kind == "boilerplate"
    return (
        (alone or (index > 0 and units[index - 1].ends_sentence()))
        and _NUMBER.sub("", unit.text)[:1].isupper()
        and len(words(unit.text)) <= _LONGEST
        and not _SENTENCE.search(_NUMBER.sub("", unit.text))
        and after is not None
        and not after.text.endswith("?")
    )
