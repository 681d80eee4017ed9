"""A document's text in pieces, each with what was found there, one passage of it marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from polcorp.analysis.views import DocumentView, Row
from polcorp.reports.clean import visible

#: What a piece of the text may be, in the order in which the classes of a piece are given.
KINDS = ("boilerplate", "heading", "lead_in", "demand", "other", "actor")


@dataclass(frozen=True)
class Piece:
    """A piece of the text: what it is (*kinds*), and whether it is of the marked passage.

    *number* counts the marked pieces, from 1 on; 0 is none.
    """

    text: str
    kinds: tuple[str, ...]
    number: int = 0


def pieces(view: DocumentView, start: int, end: int) -> Iterator[Piece]:
    """Yield the text of a document in pieces, those from *start* to *end* marked.

    Offsets are in code points; those outside the text mark what is inside.
    """
    size = len(view.text)
    changes: dict[int, Counter[str]] = {0: Counter(), size: Counter()}
    for left, right, kind in (*_spans(view), (max(start, 0), min(end, size), "marked")):
        if left < right:
            changes.setdefault(left, Counter())[kind] += 1
            changes.setdefault(right, Counter())[kind] -= 1
    open_: Counter[str] = Counter()
    number, places = 0, sorted(changes)
    for left, right in pairwise(places):
        for kind, change in changes[left].items():
            open_[kind] += change
        marked = open_["marked"] > 0
        number += marked
        kinds = tuple(kind for kind in KINDS if open_[kind] > 0)
        yield Piece(_shown(view.text[left:right]), kinds, number if marked else 0)


def _spans(view: DocumentView) -> Iterator[tuple[int, int, str]]:
    for row in view.boilerplate:
        yield row["start"], row["end"], "boilerplate"
    for row in view.headings:
        yield row["heading_start"], row["heading_end"], "heading"
    for row in view.lead_ins:
        yield row["start"], row["end"], "lead_in"
    for row in view.demands:
        yield row["start"], row["end"], "demand" if row["own"] else "other"
    for row in view.mentions:
        yield row["start"], row["end"], "actor"


def _shown(text: str) -> str:
    """Return *text* with its lines, and nothing in them that is not seen."""
    return "\n".join(visible(line) for line in text.replace("\r\n", "\n").split("\n"))


def rows_at(view: DocumentView, start: int, end: int) -> list[tuple[str, Row]]:
    """Return the demands and mentions of exactly this passage, each with its table's name."""
    tables = (("demands", view.demands), ("mentions", view.mentions))
    return [
        (name, row)
        for name, rows in tables
        for row in rows
        if (row["start"], row["end"]) == (start, end)
    ]
