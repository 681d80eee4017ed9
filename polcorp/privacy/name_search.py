"""A text as names are searched in it, and the names of one document that are found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, NamedTuple

from polcorp.lexicons.word_lists import words
from polcorp.pipeline.actors.normalized_text import lower
from polcorp.reading.aligned import Aligned
from polcorp.reading.aligned import Edit as Change
from polcorp.reading.clean_view import clean_view

_BLANKS = re.compile(r"[^\S ]\s*|[ ]\s+")
_INNER_HYPHEN = re.compile(r"(?<=[^\W\d_])-[ ]?(?=[^\W\d_])")
_MARKUP = re.compile(r"<|\]\(")
_ENDS = re.compile(r":?s?(?!\w)", re.IGNORECASE)
_SIGNS = str.maketrans({"’": "'", "–": "-"})
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")


@cache
def _particles() -> frozenset[str]:
    """Return words within names that are no part by themselves."""
    return words("persons:particle") | words("persons:particle_of_others")


class SearchView:
    """A text in which every spelling of a name that a reader would not tell apart is the same.

    It is the clean view with single blanks; ``same`` keeps the case and ``lower`` does not.
    """

    def __init__(self, aligned: Aligned) -> None:
        """Wrap a text that has been edited for searching."""
        self._aligned = aligned
        self.same = aligned.text.translate(_SIGNS)
        self.lower = lower(self.same)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the raw text that a span of the view comes from."""
        return self._aligned.span(start, end)

    def is_whole(self, start: int, end: int) -> bool:
        """Return whether a span is a word or words of their own, perhaps with a genitive after it."""
        before = self.lower[start - 1 : start] if start else ""
        return not (before.isalnum() or before == "_") and (
            _ENDS.match(self.lower, end) is not None
        )


def search_views(text: str) -> list[SearchView]:
    """Return the views of *text* in which names are searched, the usual one first.

    Where it has hyphens in words, there is one without them: a word in capitals that a line end
    breaks may keep its hyphen. Where it has markup, there is one with that: names are in it, too.
    """
    plain = _edited(clean_view(text), _BLANKS, " ")
    views = [SearchView(plain)]
    if _INNER_HYPHEN.search(views[0].same):
        views.append(SearchView(_edited(plain, _INNER_HYPHEN, "")))
    if not plain.is_raw and _MARKUP.search(text):
        views.append(SearchView(_edited(Aligned(text), _BLANKS, " ")))
    return views


def _edited(view: Aligned, pattern: re.Pattern[str], new: str) -> Aligned:
    return view.edited(Change(*match.span(), new) for match in pattern.finditer(view.text))


def spelled(name: str) -> str:
    r"""Return *name* as a text's search view has it, its case kept.

    >>> spelled("Eva-\nKarin  Ek")
    'Eva-Karin Ek'
    """
    return search_views(name)[0].same.strip()


def spellings(name: str) -> list[str]:
    """Return *name* as the search views of a text may have it, in lower case."""
    return [view.lower.strip() for view in search_views(name)]


def automaton(patterns: list[str]) -> Any:
    """Return a finder of the longest of *patterns* at each place."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)


def parts_of(name: str) -> list[str]:
    """Return the given names and surnames in *name*, and the parts of double names.

    >>> parts_of("Eva-Karin von Ek")
    ['Eva-Karin', 'Eva', 'Karin', 'Ek']
    """
    words = _WORD.findall(spelled(name))
    if len(words) < 2:
        return []
    pieces = [piece for word in words for piece in dict.fromkeys([word, *word.split("-")])]
    return [
        piece
        for piece in pieces
        if len(piece) > 1 and piece[0].isupper() and piece.lower() not in _particles()
    ]


class Found(NamedTuple):
    """A name in a text: its span in the raw text and the person, or None for another's name."""

    start: int
    end: int
    person: str | None


@dataclass(frozen=True)
class NamesOf:
    """The persons of one document by every form that stands for them there.

    *forms* are full names and parts with the person, who is empty where several share a part;
    *around* are names of other actors that have such a part in them.
    """

    forms: Mapping[str, str]
    around: frozenset[str] = frozenset()
    _low: dict[str, str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Index the forms by their spellings."""
        for form, person in self.forms.items():
            for spelling in spellings(form):
                self._low.setdefault(spelling, person)

    def person(self, word: str) -> str | None:
        """Return whom *word* stands for in any case, None if it is no form of a person."""
        return next((self._low[low] for low in spellings(word) if low in self._low), None)

    @cached_property
    def _patterns(self) -> list[str]:
        others = {low for name in self.around for low in spellings(name)}
        return [*self._low, *sorted(others - self._low.keys())]

    @cached_property
    def _finder(self) -> Any:
        return automaton(self._patterns)

    @cached_property
    def _lower_case(self) -> frozenset[str]:
        return frozenset(form for form in self.forms if form[:1].islower())

    def find(self, view: SearchView) -> Iterator[Found]:
        """Yield the names in *view*; a single word counts only with a capital."""
        for number, start, end in self._finder.find_matches_as_indexes(view.lower):
            form = self._patterns[number]
            shown = view.same[start].isupper() or " " in form or form in self._lower_case
            if shown and view.is_whole(start, end):
                yield Found(*view.raw_span(start, end), self._low.get(form))


def forms_with_parts(forms: Mapping[str, str], kept: Iterable[str]) -> dict[str, str]:
    """Return *forms* with given names and surnames; what two persons share stands for none of them.

    A part that is one of *kept* is left to whoever else goes by it.
    """
    left = {low for name in kept for low in spellings(name)}
    parts: dict[str, set[str]] = {}
    for form, canonical in forms.items():
        for part in parts_of(form):
            if part.lower() not in left:
                parts.setdefault(part, set()).add(canonical)
    found = {
        part: next(iter(persons)) if len(persons) == 1 else "" for part, persons in parts.items()
    }
    return found | dict(forms)
