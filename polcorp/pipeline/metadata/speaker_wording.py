"""Patterns made of the words of ``speaker_cues.toml``, each compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from polcorp.lexicons.asking import asking_forms
from polcorp.lexicons.speaker_cues import load_speaker_cues
from polcorp.lexicons.word_lists import fill

#: Where a party's branch is, after its name.
PLACE = r"(?:[ ](?:i|på)[ ](?:Region[ ])?[A-ZÅÄÖ][\wåäö-]+(?:[ ](?:kommun|län|Region))?)?"
#: What parts the parties of a row: «Moderaterna i Nacka, Liberalerna och KD».
JOIN = re.compile(rf"\)?{PLACE}(?:,?[ ](?:och|samt|&|\+)[ ]|,[ ]|[/+-])(?:även[ ])?")
#: Up to three words inside a phrase, where the lexicon has «…».
_GAP = r"(?:[ ][\w-]+){0,3}[ ]"


def _any_of(words: Iterable[str]) -> str:
    """Return a regular expression of *words*, the longer first, without its brackets."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(_GAP.join(map(re.escape, word.split(" … "))) for word in ordered)


def _asks() -> tuple[str, ...]:
    """Return the words by which parties ask or act together."""
    return (*asking_forms(), *load_speaker_cues().together.asks)


@cache
def asks_before() -> re.Pattern[str]:
    """Return what ends right before parties that ask: «vill», «nu föreslår»."""
    verbs = _any_of(word for word in _asks() if " " not in word)
    return re.compile(rf"\b(?:{verbs})[ ](?:{fill('{speaker:adverb_before}')}[ ])?$")


@cache
def asks_after() -> re.Pattern[str]:
    """Return what begins right after parties that ask, with the place of the last."""
    asks = _any_of(_asks())
    adverb = rf"(?:[ ]{fill('{speaker:adverb_after}')})?"
    return re.compile(rf"\)?{PLACE}{adverb}[ ](?:{asks})\b")


@cache
def row_asks() -> re.Pattern[str]:
    """Return what begins right after the first party of a row that asks."""
    asks = _any_of(_asks())
    return re.compile(rf"(?:(?:, | och | samt | & )[\w!-]+){{1,5}}[ ](?:{asks})\b")


@cache
def paper_of() -> re.Pattern[str]:
    """Return the words of a line before those whose paper it is: «Gemensam motion från»."""
    papers = _any_of(load_speaker_cues().together.papers)
    years = r"(?:[ ]\d{4}(?:[–-]\d{2,4})?)?"
    return re.compile(
        rf"(?:gemensam\w*[ ])?(?:{papers}){years}[ ](?:från|av|för|mellan)[ ](?:\w+[ ])?",
        re.IGNORECASE,
    )


@cache
def several() -> re.Pattern[str]:
    """Return words by which parties speak of themselves as several: «våra tre partier»."""
    return re.compile(rf"\b(?:{_any_of(load_speaker_cues().together.ours)})\b", re.IGNORECASE)


@cache
def apart() -> re.Pattern[str]:
    """Return what ends before a party that does not act: «från», «till skillnad mot», «när»."""
    return re.compile(rf"\b(?:{_any_of(load_speaker_cues().together.apart)})[ ]$", re.IGNORECASE)


@cache
def acts_after() -> re.Pattern[str]:
    """Return what a body does, right after its name: «… erbjuder»."""
    return re.compile(rf"[ ](?:{_any_of(load_speaker_cues().names.does)})\b")


@cache
def acts_before() -> re.Pattern[str]:
    """Return what a body does, right before its name: «Nu erbjuder …»."""
    verbs = (word for word in load_speaker_cues().names.does if " " not in word)
    return re.compile(rf"\b(?:{_any_of(verbs)})[ ]$")


@cache
def statement_of() -> re.Pattern[str]:
    """Return the words of a line before the body whose statement it is: «Pressmeddelande från»."""
    papers = _any_of(load_speaker_cues().names.statements)
    return re.compile(rf"(?:{papers})[ ](?:från|av)[ ]", re.IGNORECASE)


@cache
def says_to() -> re.Pattern[str]:
    """Return what ends right before the newspaper to which somebody says something."""
    says = _any_of(load_speaker_cues().names.says)
    return re.compile(rf"\b(?:{says})\b[^.!?\n]{{0,60}}[ ](?:till|för)[ ]$")


@cache
def office() -> re.Pattern[str]:
    """Return an office of somebody who signs for a body, alone or at the end of a compound."""
    offices = _any_of(load_speaker_cues().names.offices)
    ends = fill("{speaker:office_end}")
    return re.compile(rf"\b(?:{offices})\b|\w{ends}\b", re.IGNORECASE)
