"""Component ``polcorp_themes``: what each demand and sentence is about, in codebook codes.

Writes ``doc._.themes``: at most three codes a unit, the main one first, each with the terms that
spoke for it. Boilerplate and headings are no units. A demand that says little itself takes its
theme from the heading, the section and the document; a sentence has only what its words say, and
what stands around decides between them.
"""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from polcorp.lexicons.themes import Theme, ThemeIndex, load_themes, read_themes
from polcorp.pipeline.annotations import Section, ThemeCode, register_extensions, text_of
from polcorp.pipeline.spans import Cover, innermost
from polcorp.pipeline.themes.hits import HitFinder
from polcorp.pipeline.themes.scoring import CALM, Hits, Own, features, scores, shares, tally

Unit = Literal["demand", "sentence"]

_MOST = 3
#: A further code must say so itself, with at least this much and this part of the main score.
_FURTHER_OWN = 1.4
_FURTHER_SHARE = 0.6
#: Below this score a unit has no theme: one hint, and nothing around it that agrees.
_LEAST = 0.6
#: A sentence's own words must weigh this much: one normal term, or two hints.
_LEAST_OWN = 1.9

#: Characters before and after a unit that count as near.
_BEFORE, _AFTER = 200, 60


class ThemesComponent:
    """Codes demands and sentences by the terms of the codebook."""

    def __init__(self, themes: tuple[Theme, ...]) -> None:
        """Index *themes*; their order breaks ties."""
        register_extensions()
        self.finder = HitFinder(ThemeIndex(themes))
        self._order = {theme.code: number for number, theme in enumerate(themes)}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate *doc*."""
        view = View(doc, self.finder)
        codes: list[ThemeCode] = []
        for demand in doc._.demands:
            codes += self.code("demand", view, demand["start"], demand["end"])
        for start, end in _sentences(doc):
            codes += self.code("sentence", view, start, end)
        doc._.themes = codes
        return doc

    def code(self, unit: Unit, view: View, start: int, end: int) -> list[ThemeCode]:
        """Return the codes of the unit from *start* to *end*, best first."""
        own = view.hits.own(start, end)
        if unit == "sentence" and not any(o.sum >= _LEAST_OWN for o in own.values()):
            return []
        found = scores(features(own, view.context(start, end)))
        kept = [c for c, score in found.items() if score >= _LEAST]
        if unit == "sentence":
            kept = [c for c in kept if c in own and own[c].sum >= _LEAST_OWN]
        kept.sort(key=lambda c: (-round(found[c], 6), self._order[c]))
        if not kept:
            return []
        least = found[kept[0]] * _FURTHER_SHARE
        further = [
            c for c in kept[1:] if found[c] >= least and own.get(c, Own()).sum >= _FURTHER_OWN
        ]
        return [
            ThemeCode(
                unit=unit,
                start=start,
                end=end,
                theme=code,
                rank=rank,
                score=round(found[code], 2),
                evidence=own[code].terms if code in own else ["(context)"],
                places=[list(place) for place in own[code].places] if code in own else [],
            )
            for rank, code in enumerate([kept[0], *further][:_MOST], start=1)
        ]


class View:
    """A document as the coding sees it: its hits, and what stands around a place."""

    def __init__(self, doc: Doc, finder: HitFinder) -> None:
        """Find all hits of *doc* outside boilerplate."""
        closed = Cover((b["start"], b["end"]) for b in doc._.boilerplate)
        self.hits = Hits([f for f in finder.find(doc) if f.start not in closed])
        self._headings = [h for h in doc._.headings if h["level"] > 1]
        self._heading_starts = [h["start"] for h in self._headings]
        body = [s for s in doc._.sections if s["kind"] == "body"]
        self._sections: list[Section] = sorted(body, key=lambda s: s["start"])
        self._around = innermost(self._sections)
        title = next((h for h in doc._.headings if h["level"] == 1), None)
        said = self.hits.around(title["start"], title["end"]) if title else {}
        self._title = shares(said, CALM["title"])
        self._whole = self.hits.around(0, len(text_of(doc)))
        self._tallies: dict[tuple[int, int], dict[str, float]] = {}

    def context(self, start: int, end: int) -> dict[str, dict[str, float]]:
        """Return the shares of themes in heading, title, section and document around a unit."""
        own = tally(self.hits.within(start, end))
        section = self._section(start)
        around = self._tally(section["start"], section["end"]) if section else {}
        place = bisect_right(self._heading_starts, start) - 1
        heading = self._headings[place] if place >= 0 else None
        if heading and heading["start"] <= start < heading["end"]:  # the unit is the heading
            heading = self._headings[place - 1] if place > 0 else None
        above = self._tally(heading["start"], heading["end"]) if heading else {}
        return {
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

    def _section(self, place: int) -> Section | None:
        number = self._around(place, place + 1)
        return None if number is None else self._sections[number]

    def _tally(self, start: int, end: int) -> dict[str, float]:
        key = (start, end)
        if key not in self._tallies:
            self._tallies[key] = self.hits.around(start, end)
        return self._tallies[key]


def _less(sums: dict[str, float], own: dict[str, float]) -> dict[str, float]:
    """Return *sums* without the unit's *own* part."""
    return {theme: max(value - own.get(theme, 0.0), 0.0) for theme, value in sums.items()}


def _sentences(doc: Doc) -> list[tuple[int, int]]:
    """Return the sentences of the message, without blanks at the edges: no boilerplate."""
    headings = [p for p in doc._.paragraphs if p["kind"] == "heading"]  # with their numbers
    closed = Cover((b["start"], b["end"]) for b in (*doc._.boilerplate, *headings))
    found = []
    for sentence in doc.sents:
        tokens = [token for token in sentence if not token.is_space]
        if not tokens or not any(token.is_alpha for token in tokens):
            continue
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        if start not in closed:
            found.append((start, end))
    return found


@Language.factory(
    "polcorp_themes",
    default_config={"codebook": None},
    requires=["doc.sents", "token.lemma", "doc._.demands", "doc._.actors"],
    assigns=["doc._.themes"],
)
def create_themes(nlp: Language, name: str, codebook: str | None) -> ThemesComponent:
    """Build the component; *codebook* is the path of the user's own ``themes.toml``."""
    themes = read_themes(Path(codebook)) if codebook else load_themes()
    return ThemesComponent(themes)
