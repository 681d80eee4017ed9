"""What is around a unit: heading, title, the sentence before, section, document."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc

from polcorp.pipeline.annotations import Section
from polcorp.pipeline.page import Page
from polcorp.pipeline.themes.back import points_back
from polcorp.pipeline.themes.hits import HitFinder
from polcorp.pipeline.themes.scoring import CALM, MATTER, Hits, shares, tally

#: Characters before and after a unit that count as near.
_BEFORE, _AFTER = 200, 60


class View:
    """A document as the coding sees it: its hits, and what is around a place."""

    def __init__(self, doc: Doc, finder: HitFinder) -> None:
        """Find all hits of *doc* outside boilerplate."""
        self._page = Page(doc)
        closed = self._page.boilerplate
        self.hits = Hits([f for f in finder.find(doc) if f.start not in closed])
        self.sentences = _sentences(self._page)
        self._doc = doc
        self._sentence_starts = [start for start, _ in self.sentences]
        self._headings = [h for h in doc._.headings if h["level"] > 1]
        self._heading_starts = [h["start"] for h in self._headings]
        title = next((h for h in doc._.headings if h["level"] == 1), None)
        said = self.hits.around(title["start"], title["end"]) if title else {}
        self._title = shares(said, CALM["title"])
        self._whole = self.hits.around(0, len(self._page.text))
        self._tallies: dict[tuple[int, int], dict[str, float]] = {}

    def context(self, start: int, end: int) -> dict[str, dict[str, float]]:
        """Return the shares of themes in what is around a unit, by name."""
        own = tally(self.hits.within(start, end))
        section = self._page.section_around(start)
        around = self._tally(section["start"], section["end"]) if section else {}
        place = bisect_right(self._heading_starts, start) - 1
        heading = self._headings[place] if place >= 0 else None
        if heading and heading["start"] <= start < heading["end"]:  # the unit is the heading
            heading = self._headings[place - 1] if place > 0 else None
        above = self._tally(heading["start"], heading["end"]) if heading else {}
        return {
            "back": shares(self._back(start, end, section), CALM["back"]),
            "heading": shares(above, CALM["heading"]),
            "title": self._title,
            "near": shares(self._near(start, end, section), CALM["near"]),
            "section": shares(_less(around, own), CALM["section"]),
            "document": shares(_less(self._whole, own), CALM["document"]),
        }

    def _near(self, start: int, end: int, section: Section | None) -> dict[str, float]:
        """Return what the words right before and after a unit say, within its section."""
        left, right = (section["start"], section["end"]) if section else (0, end)
        left, right = max(left, start - _BEFORE), min(right, end + _AFTER)
        return self.hits.around(left, right, (start, end))

    def _back(self, start: int, end: int, section: Section | None) -> dict[str, float]:
        """Return what the sentence before says, where the unit points back and names no matter."""
        own = self.hits.own(start, end)
        place = bisect_right(self._sentence_starts, start) - 2
        if place < 0 or any(said.sum >= MATTER for said in own.values()):
            return {}
        before, stop = self.sentences[place]
        own_start = self._sentence_starts[place + 1]  # «Detta» may be before the unit
        if (section and before < section["start"]) or start - stop > _BEFORE:
            return {}
        return self._tally(before, stop) if points_back(self._doc, own_start, end) else {}

    def _tally(self, start: int, end: int) -> dict[str, float]:
        key = (start, end)
        if key not in self._tallies:
            self._tallies[key] = self.hits.around(start, end)
        return self._tallies[key]


def _less(sums: dict[str, float], own: dict[str, float]) -> dict[str, float]:
    """Return *sums* without the unit's *own* part."""
    return {theme: max(value - own.get(theme, 0.0), 0.0) for theme, value in sums.items()}


def _sentences(page: Page) -> list[tuple[int, int]]:
    """Return the sentences of the message, without blanks at the edges: no boilerplate."""
    return [
        (tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
        for tokens in page.sentences()
        if tokens[0].idx not in page.no_prose and any(token.is_alpha for token in tokens)
    ]
