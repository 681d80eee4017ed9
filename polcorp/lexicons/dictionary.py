"""Swedish words and their lemmas by simplemma (Barbaresi 2023), whose dictionary is compiled once.

simplemma decodes its half a million words in each process that asks for one: a second, and 90 MB. Here
they are written once to the user's cache, under the hash of simplemma's own file, and read in place.
Without a cache that can be written, simplemma's own way gives the same answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unicodedata import normalize

from polcorp.cache import cache_folder
from polcorp.errors import PolcorpError
from polcorp.lexicons.word_file import WordFile, write_words

LANGUAGE = "sv"
_APOSTROPHES = "'’ʼ"


def is_known(form: str) -> bool:
    """Return whether the dictionary has *form*, in its case or in the other.

    The answer is that of simplemma's ``DictionaryLookupStrategy``, which is asked only for words with
    an apostrophe: importing it imports the rules of forty languages.
    """
    token = normalize("NFC", form)
    if any(mark in token for mark in _APOSTROPHES):
        return _lookup().get_lemma(token, LANGUAGE) is not None
    known = swedish_words()
    return token in known or (token.lower() if token[:1].isupper() else token.capitalize()) in known


def lemmatize(form: str) -> str:
    """Return the lemma of *form* by the dictionary, else by simplemma's rules.

    The dictionary's answer for a word in lower case is always simplemma's own, and needs no import of it.
    """
    if form.isalpha() and form.islower():
        known = swedish_words().get(normalize("NFC", form))
        if known is not None:
            return known
    return str(_lemmatizer().lemmatize(form, LANGUAGE))


@cache
def _lookup() -> Any:
    from simplemma.strategies import DictionaryLookupStrategy

    return DictionaryLookupStrategy(_factory())


@cache
def _lemmatizer() -> Any:
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_factory()))


@cache
def _factory() -> Any:
    from simplemma.strategies.dictionaries import DictionaryFactory

    class Compiled(DictionaryFactory):
        """simplemma's way to ask for a dictionary, answered with ours."""

        def get_dictionary(self, lang: str) -> Mapping[str, str]:
            return swedish_words()

    return Compiled()


@cache
def swedish_words() -> Mapping[str, str]:
    """Return the lemma of each form of the dictionary, from the cache, which is made if need be."""
    source = hashlib.sha256(_its_file().read_bytes())
    try:
        path = cache_folder() / f"words-{source.hexdigest()[:16]}"
    except PolcorpError:  # no home folder
        return _decoded()
    try:
        return WordFile(path, source.digest())
    except (OSError, ValueError):  # not there yet, or not whole
        pass
    words = _decoded()
    try:
        write_words(path, words, source.digest())
        return WordFile(path, source.digest())
    except OSError:  # a cache that cannot be written only costs time
        return words


def _its_file() -> Path:
    """Return the place of simplemma's own file of Swedish words, without importing it."""
    (folder,) = find_spec("simplemma").submodule_search_locations  # type: ignore[union-attr,misc]
    return Path(folder, "strategies", "dictionaries", "data", f"{LANGUAGE}.plzma")


def _decoded() -> Mapping[str, str]:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    words: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary(LANGUAGE)
    return words
