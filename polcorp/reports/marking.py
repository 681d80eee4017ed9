"""A document as lines for the terminal: what was understood is marked by signs, colours second.

The signs do the work, so that a pipe, a screen reader and a reader who sees no colours get the
same. The text between the signs is the document's own, line by line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from polcorp.analysis.views import DocumentView, Row
from polcorp.reports.clean import INVISIBLE_SIGNS, visible
from polcorp.reports.labels import Language, heading, value_label

Style = Literal["text", "heading", "lead_in", "demand", "actor", "sign", "boilerplate"]
Piece = tuple[str, Style]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
#: Which style a character has that is part of several things; the last one that applies wins.
_ORDER: tuple[Style, ...] = ("text", "boilerplate", "heading", "lead_in", "demand", "actor")


@dataclass
class Line:
    """A line of the document: its number, what it is, its text in pieces, and notes under it.

    *span* is where it is in the document, in code points.
    """

    number: int
    sign: str
    pieces: list[Piece]
    notes: list[str] = field(default_factory=list)
    span: tuple[int, int] = (0, 0)

    @property
    def text(self) -> str:
        """Return the line with its signs, without styles."""
        return "".join(piece for piece, _ in self.pieces)


def marked_lines(
    view: DocumentView, language: Language = "en", *, long: bool = False
) -> list[Line]:
    """Return the lines of a document that are not blank; *long* adds notes with every detail."""
    events = _events(view, language)
    styled = _styled_ranges(view)
    notes = _notes(view, language) if long else []
    lines = []
    for number, (start, end) in enumerate(_line_spans(view.text), start=1):
        body = view.text[start:end].rstrip()
        if not body.strip(INVISIBLE_SIGNS):
            continue
        stop = start + len(body)
        here = [note for place, note in notes if start <= place < end]
        sign = _sign(view, start + len(body) - len(body.lstrip()), stop)
        pieces = list(_pieces(view.text, start, stop, styled, events))
        lines.append(Line(number, sign, pieces, here, (start, stop)))
    return lines


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINE.finditer(text):
        if match.end() > match.start():
            yield match.span()


def _sign(view: DocumentView, start: int, end: int) -> str:
    """Return the sign in the margin of a line: what it is in the layout."""
    if any(row["start"] <= start < row["end"] for row in view.boilerplate):
        return "~"
    for row in view.headings:
        if row["heading_start"] < end and start < row["heading_end"]:
            return "#" * min(int(row["level"]), 4)
    if any(row["start"] < end and start < row["end"] for row in view.lead_ins):
        return ":"
    forms = {row["form"] for row in view.demands if start <= row["start"] < end}
    if "numbered" in forms:
        return "1."
    return "•" if "bullet" in forms else ""


def _events(view: DocumentView, language: Language) -> dict[int, list[str]]:
    """Return the signs to set in before each offset: ends first, then the outermost beginnings."""
    opening: list[tuple[int, int, str]] = []
    closing: list[tuple[int, int, str]] = []
    for row in view.demands:
        codes = "".join(f" #{code}" for code in view.themes_of(row))
        whose = "" if row["own"] else f" ({row['party'] or '?'})"
        opening.append((row["start"], -row["end"], "{"))
        closing.append((row["end"], -row["start"], "}" + whose + codes))
    for row in view.mentions:
        opening.append((row["start"], -row["end"], "["))
        kind = value_label("type", row["type"], language)
        name = "" if row["canonical"] == row["text"] else f" {row['canonical']}"
        closing.append((row["end"], -row["start"], f"|{kind}{name}]"))
    signs: dict[int, list[str]] = defaultdict(list)
    for place, _, sign in (*sorted(closing), *sorted(opening)):
        signs[place].append(sign)
    return signs


def _styled_ranges(view: DocumentView) -> list[tuple[int, int, Style]]:
    ranges: list[tuple[int, int, Style]] = [
        (row["start"], row["end"], "boilerplate") for row in view.boilerplate
    ]
    ranges += [(row["heading_start"], row["heading_end"], "heading") for row in view.headings]
    ranges += [(row["start"], row["end"], "lead_in") for row in view.lead_ins]
    ranges += [(row["start"], row["end"], "demand") for row in view.demands]
    ranges += [(row["start"], row["end"], "actor") for row in view.mentions]
    return ranges


def _pieces(
    text: str,
    start: int,
    end: int,
    styled: list[tuple[int, int, Style]],
    events: dict[int, list[str]],
) -> Iterator[Piece]:
    """Yield the text between two offsets, cut where a style changes or a sign is."""
    near = [item for item in styled if item[0] < end and start < item[1]]
    cuts = {start, end} | {place for item in near for place in item[:2] if start < place < end}
    cuts |= {place for place in events if start <= place <= end}
    ordered = sorted(cuts)
    for left, right in zip(ordered, [*ordered[1:], end], strict=True):
        closing = [sign for sign in events.get(left, ()) if sign[0] in "}|"]
        opening = [sign for sign in events.get(left, ()) if sign[0] not in "}|"]
        if left > start:  # what ends at the beginning of a line was closed on the line before
            yield from ((sign, "sign") for sign in closing)
        if left < end:
            yield from ((sign, "sign") for sign in opening)
        if left < right:
            styles: set[Style] = {style for a, b, style in near if a <= left and right <= b}
            yield visible(text[left:right]), max(styles | {"text"}, key=_ORDER.index)


def _notes(view: DocumentView, language: Language) -> list[tuple[int, str]]:
    """Return a line of details for each thing found, with the offset where it starts."""
    notes: list[tuple[int, str]] = []
    for row in view.sections:
        kind = value_label("kind", row["kind"], language)
        size = f"{row['n_words']} {heading('n_words', language)}"
        what = f"{_word('section', language)} {kind}, {heading('level', language)} {row['level']}"
        notes.append((row["start"], _note(f"{what}, {size}", row)))
    notes.extend((row["start"], _note(_word("lead_in", language), row)) for row in view.lead_ins)
    for row in view.demands:
        what = " ".join(
            part
            for part in (
                _word("demand", language),
                value_label("form", row["form"], language),
                row["party"] or "?",
                row["verb"] and f"«{row['verb']}»",
                row["holder"] and f"({row['holder']})",
                value_label("polarity", row["polarity"], language),
                row["addressee"] and f"→ {row['addressee']}",
            )
            if part
        )
        notes.append((row["start"], _note(what, row)))
    for row in view.mentions:
        kind = value_label("type", row["type"], language)
        what = f"{_word('actor', language)} {row['canonical']} {kind} ({row['source']})"
        notes.append((row["start"], _note(what, row)))
    for row in view.codes:
        what = f"#{row['theme']} {row['unit']} {row['rank']}, {row['evidence']}, {row['score']:.2f}"
        notes.append((row["start"], f"{row['start']}–{row['end']} {what}"))
    return sorted(notes, key=lambda note: note[0])


def _note(what: str, row: Row) -> str:
    parts = [f"{row['start']}–{row['end']} {what}", str(row["rule"])]
    if row.get("confidence") is not None:
        parts.append(f"{row['confidence']:.2f}")
    return ", ".join(parts)


_WORDS = {
    "section": ("section", "avsnitt"),
    "lead_in": ("lead-in", "inledning"),
    "demand": ("demand", "krav"),
    "actor": ("actor", "aktör"),
}


def _word(name: str, language: Language) -> str:
    return _WORDS[name][language == "sv"]
