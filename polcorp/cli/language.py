"""Which language a command speaks: ``--lang``, else ``lang`` in the settings, else the locale's."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import pairwise

from polcorp.cli.settings import load_settings
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.vocabulary.messages import LANGUAGES, Language, language_spoken

#: Environment variables that name the locale of messages; the first that is set decides.
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(given: Sequence[str]) -> Language:
    """Return the language that the arguments *given*, the settings or the locale ask for.

    English where the arguments or the settings name none that exists: the command says so.
    """
    asked = dict(pairwise(given)).get("--lang")
    asked = next((a.partition("=")[2] for a in given if a.startswith("--lang=")), asked)
    try:
        asked = asked or load_settings().lang or _of_locale()
    except PolcorpError:  # the command itself will say what is wrong with the settings
        return "en"
    return next((language for language in LANGUAGES if language == asked), "en")


def checked(asked: str | None) -> Language:
    """Return the language that is spoken, after a look at the one *asked* for by ``--lang``.

    Raises:
        PolcorpError: that one, or the one in the settings, does not exist.
    """
    named = asked or load_settings().lang
    if named is not None and named not in LANGUAGES:
        raise UnknownValueError("language", named, LANGUAGES, listed=True)
    return language_spoken()


def _of_locale() -> str:
    """Return the two letters that the locale begins with: «sv» of «sv_SE.UTF-8»."""
    named = (os.environ.get(variable) for variable in LOCALE_VARIABLES)
    return next((name for name in named if name), "")[:2]
