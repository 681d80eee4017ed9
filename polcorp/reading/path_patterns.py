"""Patterns that say what the parts of a path mean: ``{party}/{municipality}_{year}_{any}.txt``.

A pattern is matched against the end of a path, with as many folders as it has. What is between
the placeholders is literal, in any case. A placeholder stands for one character or more of one
name; where a name can be divided in several ways, the one in which the most values are known is
taken, and of these the one with the shortest first values.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import PurePosixPath

from polcorp.errors import PolcorpError, nearest
from polcorp.reading.dates import iso_date
from polcorp.reading.metadata import SWEDISH_NAMES
from polcorp.vocabulary.document_fields import FIELDS

#: Tells the value that a field's text stands for, or None where no list has it.
Resolve = Callable[[str, str], str | None]

#: Placeholders besides the fields; any other name is one of the user's own columns.
ANY, YEAR = "any", "year"
_SWEDISH = {**SWEDISH_NAMES, "år": YEAR}
_SELF_EVIDENT = frozenset({YEAR, "date"})  # need no sign between them and another placeholder
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_YEAR_FORM = re.compile(r"(?:19|20)\d{2}")
#: A date has this many characters.
_DATE_LENGTH = 20
#: A known value outweighs any difference in how exact dates are.
_KNOWN = 100


@dataclass(frozen=True)
class Token:
    """A placeholder by its *name*, or literal *text*."""

    name: str = ""
    text: str = ""


@dataclass(frozen=True)
class PathPattern:
    """A pattern, read and checked: the tokens of each folder and of the file's name."""

    text: str
    levels: tuple[tuple[Token, ...], ...]

    def match(self, path: str, resolve: Resolve) -> dict[str, str] | None:
        """Return the values that *path* has for the pattern's fields and columns, or None.

        A year counts as the date where the pattern has no other. In the values of fields,
        underscores are blanks; the user's own columns have what is in the path.
        """
        parts = unicodedata.normalize("NFC", path).split("/")[-len(self.levels) :]
        if len(parts) < len(self.levels):
            return None
        if not any("." in token.text for token in self.levels[-1]):
            parts[-1] = PurePosixPath(parts[-1]).stem or parts[-1]
        values: dict[str, str] = {}
        for tokens, part in zip(self.levels, parts, strict=True):
            found = _divide(tokens, part, resolve)
            if found is None:
                return None
            values |= found
        values.pop(ANY, None)
        year = values.pop(YEAR, None)
        if year is not None:
            values.setdefault("date", year)
        return values

    def shown(self, path: str) -> str:
        """Return the end of *path* that the pattern is about."""
        return "/".join(path.split("/")[-len(self.levels) :])


def read_pattern(text: str) -> PathPattern:
    """Read a pattern.

    Raises:
        PolcorpError: it is no pattern; says what is wrong.
    """
    plain = unicodedata.normalize("NFC", text).replace("\\", "/").removeprefix("./").strip("/")
    levels = tuple(tuple(_tokens(text, level)) for level in plain.split("/"))
    names = [token.name for level in levels for token in level if token.name]
    if not set(names) - {ANY}:
        raise _wrong(text, "it has no placeholder such as {party}")
    twice = sorted({name for name in names if name != ANY and names.count(name) > 1})
    if twice:
        raise _wrong(text, f"{{{twice[0]}}} is there twice")
    if any(not level for level in levels):
        raise _wrong(text, "two slashes follow each other")
    for level in levels:
        for left, right in pairwise(level):
            if left.name and right.name and not _SELF_EVIDENT & {left.name, right.name}:
                raise _wrong(text, f"nothing stands between {{{left.name}}} and {{{right.name}}}")
    return PathPattern(text, levels)


def _tokens(pattern: str, level: str) -> Iterator[Token]:
    place = 0
    for match in _PLACEHOLDER.finditer(level):
        yield from _literal(pattern, level[place : match.start()])
        yield Token(name=_name(pattern, match.group(1)))
        place = match.end()
    yield from _literal(pattern, level[place:])


def _literal(pattern: str, text: str) -> Iterator[Token]:
    for brace in "{}":
        if brace in text:
            raise _wrong(pattern, f"a «{brace}» has no partner")
    if text:
        yield Token(text=text)


def _name(pattern: str, text: str) -> str:
    """Return the name of a placeholder; one that looks like a slip is refused."""
    name = text.strip().lower().replace("-", "_")
    name = _SWEDISH.get(name, name)
    known = (*FIELDS, YEAR, ANY)
    if name in known:
        return name
    if not re.fullmatch(r"[^\W\d]\w*", name):
        raise _wrong(pattern, f"«{{{text}}}» is no name; known are {', '.join(known)}")
    if name in ("doc_id", "path", "file"):
        raise _wrong(pattern, f"{{{name}}} is what the path itself is; write {{any}}")
    slip = [near for near in nearest(name, [*known, *_SWEDISH], n=1) if _alike(near, name)]
    if slip:
        problem = f"{{{name}}} looks like {{{slip[0]}}}; name a column of your own otherwise"
        raise _wrong(pattern, problem)
    return name


def _alike(one: str, other: str) -> bool:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other).ratio() >= 0.85


def _wrong(pattern: str, problem: str) -> PolcorpError:
    return PolcorpError(f"path pattern «{pattern}»: {problem}")


def _divide(tokens: Sequence[Token], text: str, resolve: Resolve) -> dict[str, str] | None:
    """Return the values of the best way to divide *text* among *tokens*, or None."""

    @cache
    def best(token: int, start: int) -> tuple[int, tuple[tuple[str, str], ...]] | None:
        if token == len(tokens):
            return (0, ()) if start == len(text) else None
        this = tokens[token]
        if not this.name:
            end = start + len(this.text)
            return best(token + 1, end) if text[start:end].lower() == this.text.lower() else None
        chosen: tuple[int, tuple[tuple[str, str], ...]] | None = None
        for end in _ends(this.name, text, start):
            value = _value(this.name, text[start:end])
            rest = best(token + 1, end) if value else None
            if rest is None:
                continue
            score = rest[0] + _worth(this.name, value, resolve)
            if chosen is None or score > chosen[0]:
                chosen = score, ((this.name, value), *rest[1])
        return chosen

    found = best(0, 0)
    return None if found is None else dict(found[1])


def _ends(name: str, text: str, start: int) -> Iterator[int]:
    """Yield where a placeholder that begins at *start* can end, the shortest first."""
    if name == YEAR:
        inside = text[start - 1 : start].isdecimal() or text[start + 4 : start + 5].isdecimal()
        if _YEAR_FORM.match(text, start) and not inside:
            yield start + 4
        return
    last = min(len(text), start + _DATE_LENGTH) if name == "date" else len(text)
    yield from range(start + 1, last + 1)


def _value(name: str, text: str) -> str:
    """Return what is in a path as a value, empty if it is none of that kind."""
    if name == "date":
        return iso_date(text.replace("_", "-")) or iso_date(text.replace("_", " ")) or ""
    if name not in FIELDS:
        return text
    if name == "title" and "_" not in text and " " not in text:
        text = text.replace("-", " ")
    return " ".join(text.replace("_", " ").split())


def _worth(name: str, value: str, resolve: Resolve) -> int:
    """Return how much speaks for a value: that a list has it, or how exact a date is."""
    if name == "date":
        return len(value)
    if name in FIELDS and name != "title" and resolve(name, value) is not None:
        return _KNOWN
    return 0
