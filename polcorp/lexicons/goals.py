"""Years that are goals in the future and date no paper: «klimatneutralt Umeå 2030»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from polcorp.lexicons.files import LexiconRow, data_dir, read_toml, validate
from polcorp.reading.folding import fold


class Goals(LexiconRow):
    """Words around years, and how far ahead a paper's own year may lie; see ``goals.toml``."""

    released: int
    ahead: int
    words_before: int
    words_after: int
    before: tuple[str, ...]
    near: tuple[str, ...]
    dating: tuple[str, ...]


@cache
def load_goals() -> Goals:
    """Return the lexicon that comes with the package.

    Raises:
        DataFileError: the file breaks its schema.
    """
    path = data_dir() / "goals.toml"
    return validate(path, "goals", read_toml(path), Goals)


def latest_year() -> int:
    """Return the last year that a paper can be dated by its text or its path."""
    goals = load_goals()
    return goals.released + goals.ahead


def is_goal(before: Sequence[str], year: int, after: Sequence[str]) -> bool:
    """Return whether *year* is a goal, by the folded words of its clause *before* and *after* it."""
    if year > latest_year():
        return True
    goals = load_goals()
    right_before, near, dating = _patterns()
    if before and dating.fullmatch(before[-1]):
        return False
    words = (*before[-goals.words_before :], *after[: goals.words_after])
    return bool(right_before.search(" ".join(before))) or any(map(near.fullmatch, words))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    goals = load_goals()
    ends = "|".join(re.escape(fold(words)) for words in goals.before)
    near, dating = (
        re.compile("|".join(_form(word) for word in words)) for words in (goals.near, goals.dating)
    )
    return re.compile(rf"\b(?:{ends})$"), near, dating


def _form(word: str) -> str:
    return re.escape(fold(word)) + (r"\w*" if word.endswith("*") else "")
