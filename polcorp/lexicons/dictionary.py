"""Swedish words and their lemmas by simplemma (Barbaresi 2023), whose dictionary is compiled once.

simplemma decodes its half a million words in each process that asks for one: a second, and 90 MB. Here
they are written once to the user's cache, under the hash of simplemma's own file, and read in place.
Without a cache that can be written, simplemma's own way gives the same answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from polcorp.cache import cache_folder
from polcorp.errors import PolcorpError
from polcorp.lexicons.word_file import WordFile, write_words

LANGUAGE = "sv"


def is_known(form: str) -> bool:
    """Return whether the dictionary has *form*, in its case or in the other."""
    from simplemma.utils import normalize_token

    return _lookup().get_lemma(normalize_token(form), LANGUAGE) is not None


def lemmatize(form: str) -> str:
    """Return the lemma of *form* by the dictionary, else by simplemma's rules."""
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
    from simplemma.strategies.dictionaries.dictionary_factory import DATA_FOLDER

    source = hashlib.sha256((DATA_FOLDER / f"{LANGUAGE}.plzma").read_bytes())
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


def _decoded() -> Mapping[str, str]:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    words: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary(LANGUAGE)
    return words
