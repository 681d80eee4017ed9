"""Given names and surnames, for telling persons from other names."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from polcorp.content_hash import content_hash
from polcorp.lexicons.files import LexiconRow, data_dir, read_csv
from polcorp.lexicons.kept import kept


class GivenName(LexiconRow):
    """A given name with its number of bearers; ``word`` where it is an ordinary word too."""

    name: str
    gender: Literal["f", "m", "n"]
    count: int = 0
    word: bool = False


class Surname(LexiconRow):
    """A surname; ``word`` where it is an ordinary word too."""

    name: str
    word: bool = False


@cache
def _given_names() -> tuple[frozenset[str], frozenset[str]]:
    """Return the given names, and those that are no ordinary word."""
    path = data_dir() / "given_names.csv"
    rows = kept(
        "given-names",
        content_hash(path.parents[1], [path, Path(__file__)]),
        lambda: [[row.name, row.word] for row in read_csv(path, GivenName)],
    )
    return frozenset(name for name, _ in rows), frozenset(name for name, word in rows if not word)


def load_given_names() -> frozenset[str]:
    """Return the given names of the lexicon as written, with a capital."""
    return _given_names()[0]


@cache
def load_not_names() -> frozenset[str]:
    """Return the abbreviations that name nobody: «HVB», «IT»."""
    lines = (data_dir() / "not_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def load_sure_given_names() -> frozenset[str]:
    """Return the given names that are no ordinary word."""
    return _given_names()[1]


@cache
def load_surnames() -> frozenset[str]:
    """Return the surnames of the lexicon."""
    path = data_dir() / "surnames.csv"
    source = content_hash(path.parents[1], [path, Path(__file__)])
    return frozenset(
        kept("surnames", source, lambda: [row.name for row in read_csv(path, Surname)])
    )
