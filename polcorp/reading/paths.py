"""What folders and file names say of a document: parts that are a party, a place or a year.

This is weak evidence. It travels with what the user knows of a document (``given``), under a name
that no column can have, and the pipeline uses it where the text itself says little.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from polcorp.reading.dates import is_date
from polcorp.reading.folding import fold

#: Under this name what a path says travels with what the user knows of a document.
PATH = "@path"

#: This many folders above the file are looked at.
FOLDERS = 3

#: A name has at most this many parts: «vastra gotalands lan».
_LONGEST = 5
_YEAR = re.compile(r"(?:19|20)\d{2}")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")


@dataclass(frozen=True)
class PathValues:
    """What the path of a document says of it.

    *shown* is the end of the path that says so, *sure* the fields that a pattern of the user's
    found there (their values are among the given ones), *guess* the values of weak evidence.
    """

    shown: str
    sure: tuple[str, ...] = ()
    guess: Mapping[str, str] = field(default_factory=dict)

    @property
    def evidence(self) -> str:
        """Return the words that are in the columns of evidence."""
        return f"path: {self.shown}"

    def as_json(self) -> str:
        """Return the one form in which the values are stored and compared."""
        values = {"shown": self.shown, "sure": sorted(self.sure), "guess": dict(self.guess)}
        return json.dumps(values, ensure_ascii=False, sort_keys=True)

    @classmethod
    def of(cls, given: Mapping[str, str]) -> PathValues:
        """Return the values that travel among the *given* ones, or empty ones."""
        if PATH not in given:
            return cls("")
        values = json.loads(given[PATH])
        return cls(values["shown"], tuple(values["sure"]), values["guess"])


@dataclass(frozen=True)
class Vocabulary:
    """The names that count in paths, all of them folded by :func:`fold`.

    *names* gives for each field the value of each name. Names in *openers* (one letter, for
    instance) count as a whole name or as the first part of a file's name, *common* words as a
    whole name or where every other part of the name is understood too. *kinds* are understood but
    are no evidence: «valprogram». *is_goal* tells of a year, from the parts before it, the year
    and the parts after it, whether it is a goal in the future.
    """

    names: Mapping[str, Mapping[str, str]]
    openers: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    is_goal: Callable[[Sequence[str], int, Sequence[str]], bool] = lambda *_: False


def path_values(path: str, vocabulary: Vocabulary) -> PathValues | None:
    """Return what the folders and the name of the file at *path* say, or None.

    A folder or file whose whole name is the value goes before a part of a name, and what is
    nearer to the file before what is farther up. Two values in one name are no evidence.
    """
    names = _names(path)
    found: dict[str, tuple[tuple[int, int], str]] = {}
    for height, name in enumerate(reversed(names)):  # the file's own name is at height 0
        for key, value, whole in _evidence(name, height == 0, vocabulary):
            rank = (0 if whole else 1, height)
            if key not in found or rank < found[key][0]:
                found[key] = (rank, value)
    if not found:
        return None
    highest = max(height for (_, height), _ in found.values())
    shown = "/".join(path.split("/")[-(highest + 1) :])
    return PathValues(shown, guess={key: value for key, (_, value) in sorted(found.items())})


def _names(path: str) -> list[str]:
    """Return the names of the nearest folders and of the file, without its extension."""
    *folders, file = path.split("/")
    return [*folders[-FOLDERS:], PurePosixPath(file).stem or file]


def _evidence(name: str, is_file: bool, vocabulary: Vocabulary) -> Iterator[tuple[str, str, bool]]:
    """Yield (field, value, whether the whole name is it) for what one name says."""
    parts = fold(name).split()
    places = {key: list(_grams(parts, names)) for key, names in vocabulary.names.items()}
    regions = {place for first, last in places.get("region", ()) for place in range(first, last)}
    places["municipality"] = [  # «Region Kalmar län» is no word of Kalmar
        (first, last) for first, last in places.get("municipality", ()) if first not in regions
    ]
    understood = _understood(parts, places, vocabulary)
    for key, spans in places.items():
        values = [vocabulary.names[key][" ".join(parts[first:last])] for first, last in spans]
        counts = [_counts(parts, span, is_file, understood, vocabulary) for span in spans]
        letters = [last - first == 1 and len(parts[first]) == 1 for first, last in spans]
        # «m-kd-l»: letters that are no evidence by themselves still say that others take part
        told = {v for v, *signs in zip(values, counts, letters, strict=True) if any(signs)}
        if len(told) == 1 and any(counts):
            yield key, told.pop(), (0, len(parts)) in spans
    date = _date(name, parts, vocabulary)
    if date is not None:
        yield "date", date, len(date) > 4 or len(parts) == 1


def _grams(parts: Sequence[str], names: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Yield the places of *names* among *parts*, the longest from the left, none twice."""
    first = 0
    while first < len(parts):
        for last in range(min(first + _LONGEST, len(parts)), first, -1):
            if " ".join(parts[first:last]) in names:
                yield first, last
                first = last
                break
        else:
            first += 1


def _understood(
    parts: Sequence[str],
    places: Mapping[str, Iterable[tuple[int, int]]],
    vocabulary: Vocabulary,
) -> frozenset[int]:
    """Return which of *parts* are a number, a kind of document, or a name that is no common word."""
    spans = [span for spans in places.values() for span in spans]
    spans += _grams(parts, dict.fromkeys(vocabulary.kinds, ""))
    named = {
        place
        for first, last in spans
        if " ".join(parts[first:last]) not in vocabulary.common
        for place in range(first, last)
    }
    return frozenset(n for n, part in enumerate(parts) if part.isdecimal() or n in named)


def _counts(
    parts: Sequence[str],
    span: tuple[int, int],
    is_file: bool,
    understood: frozenset[int],
    vocabulary: Vocabulary,
) -> bool:
    """Return whether the name at *span* is evidence, being where it is."""
    first, last = span
    words = " ".join(parts[first:last])
    if last - first == len(parts):
        return True
    if words in vocabulary.common:
        others = set(range(len(parts))) - set(range(first, last))
        return others <= understood
    return words not in vocabulary.openers or (is_file and first == 0)


def _date(name: str, parts: Sequence[str], vocabulary: Vocabulary) -> str | None:
    """Return the day or the year in a name; of several years none is known to be the right one."""
    days = {"-".join(match.groups()) for match in _DAY.finditer(name)}
    days = {day for day in days if is_date(day)}
    if len(days) == 1:
        (day,) = days
        return None if vocabulary.is_goal([], int(day[:4]), []) else day
    years = [n for n, part in enumerate(parts) if _YEAR.fullmatch(part)]
    if days or len({parts[n] for n in years}) != 1:
        return None
    goal = any(vocabulary.is_goal(parts[:n], int(parts[n]), parts[n + 1 :]) for n in years)
    return None if goal else parts[years[0]]
