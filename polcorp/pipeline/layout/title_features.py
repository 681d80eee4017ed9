"""What speaks for a line being the title of a page: the rules' verdict, its shape and place, what is beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from polcorp.pipeline.layout.letterheads import Masthead, PersonTest
from polcorp.pipeline.layout.line_shapes import (
    is_all_caps,
    is_caption_like,
    is_contact,
    is_date_line,
    is_dated,
    is_name_like,
    is_row_of_labels,
    reads_as_sentence,
    words,
)
from polcorp.pipeline.layout.lines import Unit

#: A title is among this many first lines and has no more characters than these; only this much of a line,
#: and so many lines, are looked through for the words of a title.
_FIRST, _LONGEST, _READ, _LINES = 26, 160, 600, 60
#: Running text has more characters than this.
_BODY = 100
#: Where the numbers of words of a line, and of one beside it, and the places on a page are parted.
_WORDS, _BESIDE, _PLACES = (2, 3, 4, 6, 9, 13, 18), (4, 9, 15, 30), (1, 2, 3, 5, 8, 12)
#: From this place on lines of the message are alike, and from that one headings.
_LAST, _LAST_HEADING = 5, 3
#: Letters by which words of the title are known again in the text, and the shortest words that count.
_STEM, _SHORTEST = 5, 4
_THIRDS = 3
#: Lines that follow a line on the page, and the one before it, that it sees.
_NEXT = (-1, 1, 2, 3)
#: The steps of a way through the site, or the parts of a browser title: «Start › Nyheter › Titel», «Titel | Partiet».
_STEP = re.compile(r"\s*[»›>/\\|•·]\s*|\s[–-]\s")
_BAR = re.compile(r"\s[|–-]\s|[»›>]")
_ANY_WORD = re.compile(r"\w+")
_WORD = re.compile(rf"[^\W\d_]{{{_SHORTEST},}}")
_KINDS = {
    "text": "O",
    "note": "N",
    "heading": "H",
    "lead_in": "L",
    "item": "I",
    "boilerplate": "B",
}
#: The features that say what the rules made of a line or of others.
OF_RULES = (
    "rule=",
    "by=",
    "sure=",
    "message=",
    "heading=",
    "1st-heading",
    "before-headings",
    "after-headings",
    "no-headings",
    *(f"{where}:{kind}" for where in (*_NEXT, "below", "above") for kind in _KINDS.values()),
)


def title_of_rules(units: Sequence[Unit]) -> Unit | None:
    """Return the title that the rules marked: the heading of the first level, or the first heading."""
    headings = [unit for unit in units if unit.kind == "heading"]
    return next((unit for unit in headings if unit.level == 1), next(iter(headings), None))


def title_candidates(
    units: Sequence[Unit], is_person: PersonTest | None, is_masthead: Masthead | None
) -> list[tuple[Unit, list[str]]]:
    """Return the lines that may be the title, and the features of each.

    Those are the short lines among the first of a page, of which the rules made no list, and what the
    rules took for the title.
    """
    page = _Page(units, is_person, is_masthead)
    return [
        (unit, list(page.features(index)))
        for index, unit in enumerate(units)
        if unit is page.title or (index < _FIRST and _may_be_title(unit))
    ]


def _may_be_title(unit: Unit) -> bool:
    return (
        unit.kind not in {"item", "lead_in"}
        and len(unit.text) <= _LONGEST
        and any(map(str.isalpha, unit.text))
    )


class _Page:
    """A page whose lines the rules have marked."""

    def __init__(
        self, units: Sequence[Unit], is_person: PersonTest | None, is_masthead: Masthead | None
    ) -> None:
        self._units = units
        self._is_person: Callable[[str], bool] = is_person or _never
        self._is_masthead: Callable[[str], bool] = is_masthead or _never
        self.title = title_of_rules(units)
        self._message = [n for n, unit in enumerate(units) if unit.kind != "boilerplate"]
        self._headings = [n for n, unit in enumerate(units) if unit.kind == "heading"]
        self._body = next((n for n, u in enumerate(units) if len(u.text) > _BODY), len(units))
        self._stems = [
            {word[:_STEM] for word in _WORD.findall(unit.text[:_READ].lower())}
            for unit in units[:_LINES]
        ]
        self._told = Counter(stem for stems in self._stems for stem in stems)
        self._known: dict[int, list[str]] = {}
        self._lengths: dict[int, int] = {}
        self._again = Counter(unit.text.lower() for unit in units[:_LINES])
        self._steps = _steps(units[:_LINES])

    def features(self, index: int) -> Iterator[str]:
        """Yield what speaks for or against the line at *index* being the title."""
        yield from self._verdict(index)
        yield from self._place(index)
        yield from self._shape(index)
        if index < _LINES:
            yield from self._words(index)
        yield from self._own_words(index)
        yield from self._on_way(index)
        yield from self._following(index)
        place = bisect_left(self._message, index)
        inside = place < len(self._message) and self._message[place] == index
        above = self._message[place - 1] if place else None
        below = place + 1 if inside else place
        yield from self._beside(
            "below:", self._message[below] if below < len(self._message) else None
        )
        yield from self._beside("above:", above)

    def _verdict(self, index: int) -> Iterator[str]:
        """Yield what the rules made of the line, and where it is among headings and the message."""
        unit = self._units[index]
        kind = "T" if unit is self.title else _KINDS[unit.kind]
        yield f"rule={kind}"
        yield f"by={kind}:{unit.rule.rsplit(':', 1)[-1]}"
        place = bisect_left(self._message, index)
        inside = place < len(self._message) and self._message[place] == index
        yield f"message={min(place, _LAST)}" if inside else "message=outside"
        if unit.kind == "heading":
            yield f"sure={kind}{int(10 * unit.confidence)}"
            yield f"heading={min(self._headings.index(index), _LAST_HEADING)}"
        if not self._headings:
            yield "no-headings"
        elif index == self._headings[0]:
            yield "1st-heading"
        else:
            yield "before-headings" if index < self._headings[0] else "after-headings"

    def _place(self, index: int) -> Iterator[str]:
        """Yield where on the page the line is."""
        unit = self._units[index]
        below = self._units[index + 1].blank_before if index + 1 < len(self._units) else 9
        yield f"line={_part(index, _PLACES)}"
        yield "above-body" if index < self._body else "below-body"
        yield f"gap={min(unit.blank_before, 2)}"
        yield f"gap-below={min(below, 2)}"

    def _shape(self, index: int) -> Iterator[str]:
        """Yield what the line looks like."""
        unit = self._units[index]
        text = unit.text
        first, last = text[0], text[-1]
        start = "d" if first.isdigit() else "U" if first.isupper() else "l"
        yield f"words={_part(self._length(index), _WORDS)}"
        yield f"start={start if first.isalnum() else 'x'}"
        yield f"end={'a' if last.isalnum() else last}"
        yield from (name for name in self._signs(index) if name != "ends")
        signs = {
            "caption": is_caption_like(text),
            "capitals": is_all_caps(text),
            "name": is_name_like(text),
            "contact": is_contact(text),
            "sentence": reads_as_sentence(text),
            "row": is_row_of_labels(text),
            "bar": _BAR.search(text) is not None,
            "sign": unit.sign is not None,
            "mark": unit.mark is not None,
            "wrapped": unit.lines > 1,
        }
        yield from (name for name, holds in signs.items() if holds)

    def _length(self, index: int) -> int:
        """Return how many words the line has; of a long one, how many its first letters have."""
        if index not in self._lengths:
            self._lengths[index] = len(words(self._units[index].text[:_READ]))
        return self._lengths[index]

    def _signs(self, index: int) -> list[str]:
        """Return those signs of a line that the lines beside it see, too."""
        if index not in self._known:
            unit = self._units[index]
            text = unit.text
            short = len(text) <= _LONGEST
            dated = short and any(map(str.isdigit, text))
            found = ["ends"] if unit.ends_sentence() else []
            if dated and is_date_line(text):
                found.append("dateline")
            elif dated and is_dated(text):
                found.append("dated")
            if short and self._is_person(text):
                found.append("person")
            if short and self._is_masthead(text):
                found.append("masthead")
            self._known[index] = found
        return self._known[index]

    def _words(self, index: int) -> Iterator[str]:
        """Yield whether the line is there again, and what part of its words other lines have, one or more."""
        if self._again[self._units[index].text.lower()] > 1:
            yield "again"
        stems = self._stems[index]
        for others, name in ((1, "told"), (2, "told-twice")):
            if stems:
                told = sum(self._told[stem] > others for stem in stems)
                yield f"{name}={_THIRDS * told // len(stems)}"

    def _own_words(self, index: int) -> Iterator[str]:
        """Yield the first word and the last of the line."""
        said = _ANY_WORD.findall(self._units[index].text[: 2 * _LONGEST].lower())
        if said:
            yield f"first={said[0]}"
            yield f"last={said[-1]}"

    def _on_way(self, index: int) -> Iterator[str]:
        """Yield whether another line names this one as a step of the way, or a part of the browser's title."""
        place = self._steps.get(self._units[index].text.lower())
        if place is not None:
            yield f"step={place}"

    def _following(self, index: int) -> Iterator[str]:
        """Yield what the next lines of the page are, of the message or not, and the one before."""
        for step in _NEXT:
            other = index + step
            if not 0 <= other < len(self._units):
                yield f"{step}:none"
                continue
            unit = self._units[other]
            yield f"{step}:{_KINDS[unit.kind]}"
            yield f"{step}:words={_part(self._length(other), _BESIDE)}"
            yield from (f"{step}:{name}" for name in self._signs(other))

    def _beside(self, where: str, index: int | None) -> Iterator[str]:
        """Yield what the next line of the message is, above or below."""
        if index is None:
            yield f"{where}none"
            return
        yield where + _KINDS[self._units[index].kind]
        yield f"{where}words={_part(self._length(index), _BESIDE)}"
        yield from (where + name for name in self._signs(index))


def _steps(units: Sequence[Unit]) -> dict[str, str]:
    """Return the parts of the lines that are ways through the site or browser titles, and which part each is."""
    found: dict[str, str] = {}
    for unit in units:
        if len(unit.text) <= 2 * _LONGEST:
            parts = [part.strip().lower() for part in _STEP.split(unit.text)]
            for number, part in enumerate(parts if len(parts) > 1 else []):
                place = "last" if number == len(parts) - 1 else "first" if not number else "inner"
                found.setdefault(part, place)
    return found


def _part(number: int, parts: Sequence[int]) -> int:
    """Return how many of *parts* the number reaches."""
    return sum(number >= part for part in parts)


def _never(text: str) -> bool:
    return False
