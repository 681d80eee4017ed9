"""Which kinds of lists have a word: the name lexicons in short, word by word.

``data/listed_words.csv`` is made of the other lexicons by ``python -m polcorp.lexicons.listed``, so
that a pipeline that only asks whether a word is listed need not read and check them all. A test
holds it to them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from typing import get_args

from polcorp.errors import DataFileError
from polcorp.lexicons.actors import packaged_forms
from polcorp.lexicons.files import data_dir
from polcorp.lexicons.names import load_given_names, load_surnames
from polcorp.vocabulary.actor_types import ACTOR_TYPES, ListedAs

#: Kinds of lists; a word's kinds are written as a sum of powers of two in this order.
KINDS = (
    "given name",
    "surname",
    "place",
    "organisation",
    "company",
    "part of a body's name",
    "any name",
)
_FILE = "listed_words.csv"
_HEADER = ["word", "kinds"]


def collect_listed_words() -> dict[str, frozenset[str]]:
    """Return the words of each kind of list, as written there, with a capital.

    Names of several words give their capitalised words to ``part of a body's name``; those of
    places and persons give nothing, since their words are names by themselves. ``any name`` has
    the words that are a name by themselves, whatever the kind.
    """
    words: dict[str, set[str]] = {kind: set() for kind in KINDS}
    words["given name"].update(load_given_names())
    words["surname"].update(load_surnames())
    for form in packaged_forms():
        kind = ACTOR_TYPES[form.type].listed_as
        parts = form.surface.split()
        if kind is None:
            continue
        if len(parts) == 1:
            words[kind].add(form.surface)
        elif kind != "place":
            words["part of a body's name"].update(parts)
    for kind in ("given name", "surname", *get_args(ListedAs)):
        words["any name"] |= words[kind]
    return {kind: frozenset(_capitalised(found)) for kind, found in words.items()}


def _capitalised(words: Iterable[str]) -> Iterable[str]:
    return (word for word in words if word[0].isupper())


@cache
def load_listed_words() -> dict[str, int]:
    """Return each listed word with the sum of its kinds, kind *n* of :data:`KINDS` as 2 ** *n*.

    Raises:
        DataFileError: the file is missing or a row breaks the schema; names file and line.
    """
    path = data_dir() / _FILE
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.reader(handle)
            if next(reader, None) != _HEADER:
                raise DataFileError(path, 1, "the header line is not «word,kinds»")
            words = {row[0]: int(row[1]) for row in reader}
    except FileNotFoundError as error:
        raise DataFileError(path, None, "there is no such file") from error
    except (IndexError, ValueError) as error:
        raise DataFileError(path, reader.line_num, "not a word and a number") from error
    if not all(0 < kinds < 2 ** len(KINDS) for kinds in words.values()):
        raise DataFileError(path, None, "a number of kinds is out of range")
    return words


def main() -> None:
    """Rewrite the file from the other lexicons."""
    kinds: dict[str, int] = {}
    for place, kind in enumerate(KINDS):
        for word in collect_listed_words()[kind]:
            kinds[word] = kinds.get(word, 0) + 2**place
    with (data_dir() / _FILE).open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(_HEADER)
        writer.writerows(sorted(kinds.items()))


if __name__ == "__main__":
    main()
