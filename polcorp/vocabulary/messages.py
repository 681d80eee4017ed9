"""What the program says to people, in English and Swedish, read from ``messages.toml``.

The language is that of the running command, English elsewhere. What is stored, or sent from one
process to another, is always English: it may be read in any language later.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, get_args

Language = Literal["en", "sv"]
#: The languages that everything is said in.
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

_LANGUAGE: ContextVar[Language] = ContextVar("language", default="en")


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Say everything in *language* until the block ends."""
    token = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


def language_spoken() -> Language:
    """Return the language that messages are in now."""
    return _LANGUAGE.get()


@cache
def catalogue() -> Mapping[str, Mapping[str, Any]]:
    """Return what ``messages.toml`` holds: ``messages``, ``nouns`` and ``unknown``, by key."""
    text = (files("polcorp.vocabulary") / "messages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def message(key: str, number: int | None = None, /, **values: object) -> str:
    """Return the message *key* with its *values*; *number* decides between singular and plural.

    Raises:
        KeyError: there is no such message, or a value that it holds is not given.

    >>> message("no_rows")
    'no matching rows'
    >>> with speaking("sv"):
    ...     message("no_rows")
    'inga rader matchar'
    """
    said = catalogue()["messages"][key][language_spoken()]
    template = said if isinstance(said, str) else said[number != 1]
    return str(template).format_map(values)


def counted(number: int, noun: str, total: int | None = None) -> str:
    """Return *number* with the *noun* in its form; with *total*, as a part of that many.

    Raises:
        KeyError: ``messages.toml`` has no such noun.

    >>> counted(1, "document"), counted(3, "row"), counted(1, "document", total=60)
    ('1 document', '3 rows', '1 of 60 documents')
    """
    one, many = catalogue()["nouns"][noun][language_spoken()]
    shown = str(number) if total is None else message("part_of", number=number, total=total)
    return f"{shown} {one if (number if total is None else total) == 1 else many}"


def unknown(what: str) -> str:
    """Return the words for an unknown value of the kind *what*: «unknown party».

    A kind that is one of the user's own columns goes by its name.
    """
    said = catalogue()["unknown"].get(what)
    return said[language_spoken()] if said else message("unknown_value", what=what)


def listing(names: Sequence[str], last: Literal["and", "or"]) -> str:
    """Return *names* as a phrase, with a word before the *last* one: «a, b or c».

    >>> listing(("--by", "--long"), "and")
    '--by and --long'
    """
    *first, end = names
    return message(last, first=", ".join(first), last=end) if first else end


def decimal(value: float, places: int) -> str:
    """Return *value* with that many decimal *places*, after a comma in Swedish.

    >>> decimal(2.5, 2)
    '2.50'
    """
    shown = f"{value:.{places}f}"
    return shown.replace(".", ",") if language_spoken() == "sv" else shown
