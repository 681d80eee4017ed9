"""What speaks for a line being text of the web page: the rules' verdict, words, shape, place, neighbours."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from polcorp.lexicons.word_lists import word_pattern
from polcorp.lexicons.word_lists import words as listed
from polcorp.pipeline.layout.letterheads import PersonTest
from polcorp.pipeline.layout.line_shapes import (
    is_caption_like,
    is_contact,
    is_date_line,
    is_dated,
    is_name_like,
    is_row_of_labels,
    is_table_row,
    reads_as_sentence,
)
from polcorp.pipeline.layout.lines import Unit

_KINDS = {
    "text": "O",
    "note": "O",
    "heading": "H",
    "lead_in": "L",
    "item": "I",
    "boilerplate": "B",
}
_WORD = re.compile(r"\w+")
_URL = re.compile(r"https?:|www\.|@|\.se\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = re.compile(r"\b[012]?\d[.:][0-5]\d\b")
_COLUMNS = re.compile(r"\s{2,}\S*\d")
_SENTENCES = re.compile(r"[.!?…]\s+[A-ZÅÄÖ]")
_PARTY = word_pattern(r"\b(?:S|M|SD|C|V|KD|MP|L)\b|(?i:{parties:part_of_name})")
_BARS = frozenset("|»·•›")
#: Runs of letters and figures, for the shape of a line.
_RUNS = (
    (re.compile(r"[A-ZÅÄÖ]+"), "X"),
    (re.compile(r"[a-zåäö]+"), "x"),
    (re.compile(r"\d+"), "9"),
)
#: Where the numbers of words of a line, and of lines of a page, are parted.
_WORDS, _LINES = (1, 2, 3, 4, 6, 8, 12, 18, 30), (5, 10, 20, 40)
#: This much of a line shows its words and its shape; a line longer than that is body text.
_FIRST_WORDS, _SHAPE, _BODY = 5, 8, 100
#: A line of more letters is a paragraph, whatever its words.
_LONGEST = 240
#: Which lines a line sees, what it sees beyond the page, and how far from the edges its place is counted.
STEPS, OUTSIDE, _EDGE = (-2, -1, 1, 2), ["none"], 5
#: What a line sees of its neighbours.
_SEEN = (
    "rule=",
    "long", "by=boiler", "n=", "end=", "start=", "gap=", "sign=", "ends", "caption", "url", "contact",
    "dated", "dateline", "person", "name", "party", "sents", "of=we", "table",
)  # fmt: skip
#: The features that say what the rules made of a line or of others.
OF_RULES = (
    "rule=",
    "by=",
    "conf=",
    *(f"{k}:{name}" for k in ("-2", "-1", "1", "2") for name in ("rule=", "by=")),
    "first-of-message",
    "after-message",
    "before-title",
)


class LineFeatures(NamedTuple):
    """What a line says of itself and of its place, and the part of it that its neighbours see."""

    own: list[str]
    seen: list[str]


def line_features(units: Sequence[Unit], is_person: PersonTest | None) -> list[LineFeatures]:
    """Return the features of each unit, once the rules have marked them."""
    again = Counter(unit.text for unit in units)
    edges = _edges(units)
    found = []
    for index, unit in enumerate(units):
        names = _own(unit, is_person)
        seen = [name for name in names if name.startswith(_SEEN)]
        names += [*_place(units, index), *edges(index)]
        if again[unit.text] > 1:
            names.append("again")
        found.append(LineFeatures(names, seen))
    return found


def all_names(lines: Sequence[LineFeatures]) -> list[list[str]]:
    """Return the features of each line with those of its neighbours, named by how far off these are."""
    return [
        line.own
        + [
            f"{step}:{name}"
            for step in STEPS
            for name in (lines[n + step].seen if 0 <= n + step < len(lines) else OUTSIDE)
        ]
        for n, line in enumerate(lines)
    ]


def _own(unit: Unit, is_person: PersonTest | None) -> list[str]:
    """Return what the line itself says."""
    kind = "T" if unit.kind == "heading" and unit.level == 1 else _KINDS[unit.kind]
    parts = unit.rule.split(":")
    names = [f"rule={kind}", f"by={parts[0]}:{parts[-1]}", f"conf={kind}{unit.confidence:.1f}"]
    if len(unit.text) <= _LONGEST:
        names += _read(unit.text, is_person)
    else:
        names.append("long")
    if unit.ends_sentence():
        names.append("ends")
    if unit.sign is not None:
        names.append(f"sign={unit.sign.kind}")
    names.append(f"gap={min(unit.blank_before, 2)}")
    return names


def _read(text: str, is_person: PersonTest | None) -> list[str]:
    """Return what a line says that is no long paragraph: its words, shape and signs."""
    said = _WORD.findall(text.lower())
    names = [f"n={_WORDS[min(bisect_left(_WORDS, len(said)), len(_WORDS) - 1)]}"]
    names += [f"w={word}" for word in dict.fromkeys(said[:_FIRST_WORDS])]
    if said:
        names += [f"first={said[0]}", f"last={said[-1]}"]
    of = {"of=we": listed("page:we"), "of=you": listed("page:you")}
    names += [name for name, list_ in of.items() if not list_.isdisjoint(said)]
    names += _shape(text)
    figures = any(map(str.isdigit, text))
    names += [name for name, holds in _signs(text, is_person) if holds]
    return names + ([name for name, holds in _figures(text) if holds] if figures else [])


def _shape(text: str) -> list[str]:
    """Return what a line looks like: its edges, capitals and figures."""
    first, last = text[0], text[-1]
    start = (
        "d" if first.isdigit() else "U" if first.isupper() else "l" if first.islower() else first
    )
    end = "d" if last.isdigit() else "a" if last.isalnum() else last
    shape = text[: 4 * _SHAPE]
    for run, sign in _RUNS:
        shape = run.sub(sign, shape)
    letters = sum(map(str.isalpha, text))
    capitals = int(4 * sum(map(str.isupper, text)) / max(1, letters))
    figures = int(5 * sum(map(str.isdigit, text)) / len(text))
    return [
        f"start={start}",
        f"end={end}",
        f"shape={' '.join(shape.split())[:_SHAPE].rstrip()}",
        f"caps={capitals}",
        f"figures={figures}",
    ]


def _signs(text: str, is_person: PersonTest | None) -> list[tuple[str, bool]]:
    """Return for each sign that a line can have whether this one has it."""
    return [
        ("url", _URL.search(text) is not None),
        ("contact", is_contact(text)),
        ("party", _PARTY.search(text) is not None),
        ("caption", is_caption_like(text)),
        ("name", is_name_like(text)),
        ("person", is_person is not None and is_person(text)),
        ("sentence", reads_as_sentence(text)),
        ("row", is_row_of_labels(text)),
        ("sents", _SENTENCES.search(text) is not None),
        ("bar", not _BARS.isdisjoint(text)),
    ]


def _figures(text: str) -> list[tuple[str, bool]]:
    """Return for each sign that needs a figure whether the line has it."""
    dateline = is_date_line(text)
    return [
        ("dateline", dateline),
        ("dated", not dateline and is_dated(text)),
        ("year", _YEAR.search(text) is not None),
        ("clock", _CLOCK.search(text) is not None),
        ("table", is_table_row(text) or _COLUMNS.search(text) is not None),
    ]


def _place(units: Sequence[Unit], index: int) -> list[str]:
    """Return where on the page the line is."""
    count = len(units)
    below = min(units[index + 1].blank_before, 2) if index + 1 < count else 9
    size = bisect_left(_LINES, count)
    return [
        f"top={min(index, _EDGE)}",
        f"bottom={min(count - 1 - index, _EDGE)}",
        f"part={4 * index // count}",
        f"below={below}",
        f"lines={_LINES[size] if size < len(_LINES) else 'more'}",
    ]


def _edges(units: Sequence[Unit]) -> Callable[[int], list[str]]:
    """Return what tells whether a line is outside the message, above the headings, beside body text."""
    message = [n for n, unit in enumerate(units) if unit.kind != "boilerplate"]
    headings = [n for n, unit in enumerate(units) if unit.kind == "heading"]
    body = [n for n, unit in enumerate(units) if len(unit.text) > _BODY]

    def names(index: int) -> list[str]:
        held = {
            "first-of-message": bool(message) and index == message[0],
            "after-message": bool(message) and index > message[-1],
            "before-title": bool(headings) and index < headings[0],
            "above-body": bool(body) and index < body[0],
            "below-body": bool(body) and index > body[-1],
        }
        return [name for name, holds in held.items() if holds]

    return names
