"""Lists of words that fill the slots of patterns: «{asking:lead_in}», «{nouns:building}».

A slot names a file of lists and a list in it. The files are ``words_<file>.toml`` in the data folder;
``words.md`` beside them says how entries are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated, Any, cast

from pydantic import AfterValidator, RootModel, ValidationInfo

from polcorp.errors import DataFileError
from polcorp.lexicons.asking import asking_forms
from polcorp.lexicons.files import data_dir, is_packaged, read_toml, validate

SLOT = re.compile(r"\{([a-z_]+):([a-z_]+)\}")
#: Up to three words inside a phrase, where an entry has «…».
_GAP = r"(?:[ ][\w-]+){0,3}[ ]"
_PARTS = re.compile(r" … |[*()|]|(?:(?! … )[^*()|])+")
#: An entry with one of these may be no pattern.
_SPECIAL = re.compile(r"[~(|)]")
_AS_PATTERN = {" … ": _GAP, "*": r"\w*", "(": "(?:", "|": "|", ")": ")?"}


def _checked(entries: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    """Return *entries*, of which none is empty, written badly, or given twice."""
    for entry in entries:
        if not entry.strip("~"):
            raise ValueError("an entry is empty")
        if entries.count(entry) > 1:
            raise ValueError(f"«{entry}» occurs twice")
        if not is_packaged(info) and _SPECIAL.search(entry) and SLOT.search(entry) is None:
            _compiles(entry)
    return entries


def _compiles(entry: str) -> None:
    try:
        re.compile(entry_pattern(entry))
    except re.error as error:
        raise ValueError(f"«{entry}» is no pattern ({error})") from error


Words = Annotated[tuple[str, ...], AfterValidator(_checked)]


class WordLists(RootModel[dict[str, Words | dict[str, Words]]]):
    """The lists of one file by name; a table of lists has one for each type of actor, or lemma."""


@cache
def load_word_lists(name: str) -> WordLists:
    """Return the lists of ``words_<name>.toml``.

    Raises:
        DataFileError: there is no such file, or it breaks the schema.
    """
    return read_word_lists(data_dir() / f"words_{name}.toml")


def read_word_lists(path: Path) -> WordLists:
    """Read a file of word lists.

    Raises:
        DataFileError: there is no such file, or it breaks the schema.
    """
    return validate(path, "word lists", read_toml(path), WordLists)


def entry_pattern(entry: str) -> str:
    """Return the regular expression of one entry of a list, its slots unfilled."""
    if entry.startswith("~"):
        return entry[1:]
    return "".join(_AS_PATTERN.get(part) or re.escape(part) for part in _PARTS.findall(entry))


@cache
def words(name: str) -> frozenset[str]:
    """Return the entries of the list *name* («names:small») as they are written, as a set."""
    entries = _entries(*name.split(":", 1))
    return (
        frozenset(entries) if isinstance(entries, tuple) else frozenset().union(*entries.values())
    )


@cache
def keys_of_words(name: str) -> dict[str, str]:
    """Return, for each word of the table of lists *name* («lemmas:closed»), the key of its list.

    Raises:
        DataFileError: there is no such table.
    """
    entries = _entries(*name.split(":", 1))
    if isinstance(entries, tuple):
        raise DataFileError(data_dir(), None, f"«{name}» is a list and no table of lists")
    return {word: key for key, words in entries.items() for word in words}


@cache
def list_pattern(name: str) -> re.Pattern[str]:
    """Return the pattern that the words of the list *name* («names:small») fit as a whole.

    Raises:
        DataFileError: there is no such list.
    """
    return re.compile(fill(f"{{{name}}}"))


#: Lists that another file than those of words has.
_ELSEWHERE: dict[tuple[str, str], Callable[[], tuple[str, ...]]] = {
    ("asking", "verbs"): asking_forms,
}


def _entries(file: str, name: str) -> tuple[str, ...] | dict[str, tuple[str, ...]]:
    if (file, name) in _ELSEWHERE:
        return _ELSEWHERE[file, name]()
    found = load_word_lists(file).root.get(name)
    if found is None:
        raise DataFileError(data_dir() / f"words_{file}.toml", None, f"there is no list «{name}»")
    return found


@cache
def _slot(file: str, name: str) -> str:
    """Return the pattern of a list; of a table of lists with a named group for each of them."""
    entries = _entries(file, name)
    if isinstance(entries, tuple):
        return f"(?:{_alternatives(entries)})"
    typed = (f"(?P<{kind}>{_alternatives(words)})" for kind, words in entries.items())
    return f"(?:{'|'.join(typed)})"


def _alternatives(entries: tuple[str, ...]) -> str:
    return "|".join(
        fill(entry) if SLOT.fullmatch(entry) else fill(entry_pattern(entry)) for entry in entries
    )


def fill(source: str) -> str:
    """Return *source* with its slots filled: alternatives in the order of the lists.

    Raises:
        DataFileError: a slot names no list.
    """
    return SLOT.sub(lambda slot: _slot(*slot.groups()), source)


class _Lazy:
    """A regular expression that is filled and compiled when it is first used."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern, and take over its method *name* so that it is looked up once."""
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(fill(self._source), self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        self.pattern, self.flags = compiled.pattern, compiled.flags
        return getattr(compiled, name)


def word_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression whose slots are filled with lists of words.

    It is compiled when it is first used, so that importing a module costs nothing.
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))
