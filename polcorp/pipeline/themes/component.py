"""Component ``polcorp_themes``: what each demand and sentence is about, in codebook codes.

Writes ``doc._.themes``: at most three codes a unit, the main one first, each with the terms that
spoke for it. Boilerplate and headings are no units. A demand that says little itself takes its
theme from the heading, the section and the document; a sentence has only what its words say, and
what is around them decides between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from polcorp.lexicons.theme_weights import load_theme_weights
from polcorp.lexicons.themes import Theme, ThemeIndex, load_themes, read_themes
from polcorp.pipeline.annotations import ThemeCode, register_extensions
from polcorp.pipeline.themes.hits import HitFinder
from polcorp.pipeline.themes.scoring import Own, features, scores
from polcorp.pipeline.themes.view import View

Unit = Literal["demand", "sentence"]

_MOST = 3
#: A further code must say so itself, with at least this much and this part of the main score.
_FURTHER_OWN = 1.2
_FURTHER_SHARE = 0.5
#: Below this score a unit has no theme: one hint, and nothing around it that agrees.
_LEAST = 0.6
#: A sentence's own words must weigh this much: one normal term, or two hints.
_LEAST_OWN = 1.9


class ThemesComponent:
    """Codes demands and sentences by the terms of the codebook."""

    def __init__(
        self, themes: tuple[Theme, ...], likely: Mapping[str, float] | None = None
    ) -> None:
        """Index *themes*; their order breaks ties, *likely* says how likely some are at all."""
        register_extensions()
        self._likely = likely or {}
        self.finder = HitFinder(ThemeIndex(themes))
        self._order = {theme.code: number for number, theme in enumerate(themes)}

    @classmethod
    def packaged(cls) -> ThemesComponent:
        """Return the component with the packaged codebook."""
        return cls(load_themes(), load_theme_weights().themes)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate *doc*."""
        view = View(doc, self.finder)
        codes: list[ThemeCode] = []
        for demand in doc._.demands:
            codes += self.code("demand", view, demand["start"], demand["end"])
        for start, end in view.sentences:
            codes += self.code("sentence", view, start, end)
        doc._.themes = codes
        return doc

    def code(self, unit: Unit, view: View, start: int, end: int) -> list[ThemeCode]:
        """Return the codes of the unit from *start* to *end*, best first."""
        own = view.hits.own(start, end)
        if unit == "sentence" and not any(o.sum >= _LEAST_OWN for o in own.values()):
            return []
        found = scores(features(own, view.context(start, end)), self._likely)
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


@Language.factory(
    "polcorp_themes",
    default_config={"codebook": None},
    requires=["doc.sents", "token.lemma", "doc._.demands", "doc._.actors"],
    assigns=["doc._.themes"],
)
def create_themes(nlp: Language, name: str, codebook: str | None) -> ThemesComponent:
    """Build the component; *codebook* is the path of the user's own ``themes.toml``."""
    if codebook:
        return ThemesComponent(read_themes(Path(codebook)))
    return ThemesComponent.packaged()
