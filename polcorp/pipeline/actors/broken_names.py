"""Full names of persons that a plain pattern misses: over a line end or a wide blank, or in capitals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from polcorp.lexicons.word_lists import word_pattern

_UPPER = "A-ZÅÄÖÉÜŠŽČĆØÆ"
_LOWER = "a-zåäöéüšžčćøæáíóúèêëñ’'"
_PART = rf"[{_UPPER}](?:[{_LOWER}]+|[{_UPPER}]+)(?:[-–](?:[{_UPPER}]?[{_LOWER}]+|[{_UPPER}]+))*"
_FIRST = re.compile(rf"(?<![\w-]){_PART}(?![\w-])")
#: A blank line ends a paragraph, and with it a name.
_BLANK = r"(?:[ \t]*\n[ \t]*|[ \t]{1,8})(?!\s)"
_NEXT = word_pattern(
    rf"({_BLANK}(?:(?:{{persons:particle}}|{{persons:particle_in_capitals}}){_BLANK})?)({_PART})(?![\w-])"
)
#: Given names that may precede a surname.
_MOST_GIVEN = 3


class BrokenName(NamedTuple):
    """Where a full name is, and how it is written without the damage."""

    start: int
    end: int
    name: str


class Word(NamedTuple):
    """A word of a name: its place, its form with one capital, and the blank before it."""

    start: int
    end: int
    text: str
    blank: str
    in_capitals: bool


def find_broken(
    text: str,
    is_given: Callable[[str], bool],
    is_surname: Callable[[str, str], bool],
    is_taken: Callable[[int, int], bool],
) -> Iterator[BrokenName]:
    """Yield the full names in *text* that are broken over blanks or written in capitals.

    *is_given* is asked about a word; *is_surname* about a given name and the word after it;
    *is_taken* whether a span holds a name already.
    """
    for match in _FIRST.finditer(text):
        first = _word(match, 0, "")
        if not is_given(first.text):
            continue
        words = _name(text, first, is_given)
        start, end = words[0].start, words[-1].end
        if (
            len(words) > 1
            and _is_broken(words)
            and is_surname(words[0].text, words[-1].text)
            and not _is_list(text, words)
            and not is_taken(start, end)
        ):
            yield BrokenName(start, end, _spelled(words))


def _name(text: str, first: Word, is_given: Callable[[str], bool]) -> list[Word]:
    """Return *first*, the given names after it, and the word after them."""
    words = [first]
    while len(words) <= _MOST_GIVEN and (match := _NEXT.match(text, words[-1].end)):
        words.append(_word(match, 2, match.group(1)))
        if not is_given(words[-1].text):
            break
    return words


def _word(match: re.Match[str], group: int, blank: str) -> Word:
    text = match.group(group)
    in_capitals = len(text) > 1 and text.isupper()
    parts = re.split(r"([-–])", text)
    titled = "".join(part.capitalize() for part in parts) if in_capitals else text
    return Word(match.start(group), match.end(group), titled, blank, in_capitals)


def _spelled(words: list[Word]) -> str:
    """Return the name with single blanks, particles in lower case."""
    pieces = [words[0].text]
    for word in words[1:]:
        pieces += [*word.blank.lower().split(), word.text]
    return " ".join(pieces)


def _is_broken(words: list[Word]) -> bool:
    """Return whether the plain pattern misses a name of these words."""
    wide = any(re.search(r"[\t\n]|[ ]{2}", word.blank) for word in words[1:])
    return wide or any(word.in_capitals for word in words)


def _is_list(text: str, words: list[Word]) -> bool:
    """Return whether a line end within the name parts items of a list, each on its own line."""
    if (
        "\n" not in words[1].blank or words[1].blank.strip()
    ):  # a particle: «Greta von», «Falkenstrand»
        return False
    start = words[0].start
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t•*–-")
