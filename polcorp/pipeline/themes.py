"""Component ``polcorp_themes``: what each demand and sentence is about, in codebook codes.

Writes ``doc._.themes``: at most three codes a unit, the main one first, each with the terms that
spoke for it. Boilerplate and headings are no units.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from polcorp.lexicons.themes import Hit, Theme, ThemeIndex, load_themes, read_themes
from polcorp.pipeline.annotations import ThemeCode, register_extensions

_MOST = 3
#: A further code must reach this share of the main one's score.
_SHARE = 0.5
#: A code needs at least this score: one normal term, or two hints.
_LEAST = 2


class ThemesComponent:
    """Codes demands and sentences by the terms of the codebook."""

    def __init__(self, themes: tuple[Theme, ...]) -> None:
        """Index *themes*; their order breaks ties."""
        register_extensions()
        self._index = ThemeIndex(themes)
        self._order = {theme.code: number for number, theme in enumerate(themes)}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate *doc*."""
        hits = self._hits(doc)
        places = [place for place, _, _ in hits]
        codes: list[ThemeCode] = []
        for demand in doc._.demands:
            found = self._code(hits, places, demand["start"], demand["end"])
            if not found:
                above = _heading_above(doc, demand["start"])
                found = self._code(hits, places, *above) if above else []
                found = [(code, score / 2, terms) for code, score, terms in found]
            codes += _rows("demand", demand["start"], demand["end"], found)
        for start, end in _sentences(doc):
            codes += _rows("sentence", start, end, self._code(hits, places, start, end))
        doc._.themes = codes
        return doc

    def _hits(self, doc: Doc) -> list[tuple[int, int, Hit]]:
        """Return (start, end, hit) of every term in the document, in order of place."""
        tokens = [token for token in doc if not token.is_space]
        forms = [token.norm_.lower() for token in tokens]
        lemmas = [token.lemma_.lower() for token in tokens]
        found: list[tuple[int, int, Hit]] = []
        for index, token in enumerate(tokens):
            for hit in self._index.word(forms[index], lemmas[index]):
                if hit.pos is None or _is_of(hit, token):
                    found.append((token.idx, token.idx + len(token), hit))
            for key in dict.fromkeys((forms[index], lemmas[index])):
                for words, hit in self._index.phrases(key):
                    end = _phrase_end(tokens, forms, lemmas, index, words)
                    if end:
                        found.append((token.idx, end, hit))
        return found

    def _code(
        self, hits: list[tuple[int, int, Hit]], places: list[int], start: int, end: int
    ) -> list[tuple[str, float, list[str]]]:
        """Return (code, score, terms) of the unit from *start* to *end*, best first."""
        scores: dict[str, float] = defaultdict(float)
        terms: dict[str, list[str]] = defaultdict(list)
        strongest: dict[str, int] = defaultdict(int)
        for _, stop, hit in hits[bisect_left(places, start) : bisect_left(places, end)]:
            if stop > end:
                continue
            repeated = hit.term in terms[hit.theme]
            scores[hit.theme] += hit.weight * (0.5 if repeated else 1.0)
            strongest[hit.theme] = max(strongest[hit.theme], hit.weight)
            if not repeated:
                terms[hit.theme].append(hit.term)
        kept = [c for c in scores if scores[c] >= _LEAST]
        kept.sort(key=lambda c: (-scores[c], -strongest[c], self._order[c]))
        if not kept:
            return []
        least = scores[kept[0]] * _SHARE
        return [(c, scores[c], terms[c]) for c in kept[:_MOST] if scores[c] >= least]


def _is_of(hit: Hit, token: Token) -> bool:
    """Tell whether *token* is of the hit's part of speech; untagged, its form must look like it."""
    if token.pos_:
        return token.pos_ == hit.pos
    return token.norm_.lower()[:3] == hit.term.strip("-")[:3].lower()


def _phrase_end(
    tokens: list[Token], forms: list[str], lemmas: list[str], index: int, words: tuple[str, ...]
) -> int:
    """Return the offset where the phrase *words* ends if it stands at *index*, else 0."""
    stop = index + len(words)
    if stop > len(tokens):
        return 0
    for place, word in zip(range(index, stop), words, strict=True):
        if word not in (forms[place], lemmas[place]):
            return 0
    return tokens[stop - 1].idx + len(tokens[stop - 1])


def _rows(
    unit: str, start: int, end: int, found: list[tuple[str, float, list[str]]]
) -> list[ThemeCode]:
    return [
        ThemeCode(
            unit=unit,  # type: ignore[typeddict-item]
            start=start,
            end=end,
            theme=code,
            rank=rank,
            score=round(score, 2),
            evidence=terms,
        )
        for rank, (code, score, terms) in enumerate(found, start=1)
    ]


def _sentences(doc: Doc) -> list[tuple[int, int]]:
    """Return the sentences of the message, without blanks at the edges: no boilerplate."""
    closed = [(b["start"], b["end"]) for b in (*doc._.boilerplate, *doc._.headings)]
    found = []
    for sentence in doc.sents:
        tokens = [token for token in sentence if not token.is_space]
        if not tokens or not any(token.is_alpha for token in tokens):
            continue
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        if not any(left <= start < right for left, right in closed):
            found.append((start, end))
    return found


def _heading_above(doc: Doc, place: int) -> tuple[int, int] | None:
    above = [h for h in doc._.headings if h["start"] < place and h["level"] > 1]
    return (above[-1]["start"], above[-1]["end"]) if above else None


@Language.factory(
    "polcorp_themes",
    default_config={"codebook": None},
    requires=["doc.sents", "token.lemma", "doc._.demands"],
    assigns=["doc._.themes"],
)
def create_themes(nlp: Language, name: str, codebook: str | None) -> ThemesComponent:
    """Build the component; *codebook* is the path of the user's own ``themes.toml``."""
    themes = read_themes(Path(codebook)) if codebook else load_themes()
    return ThemesComponent(themes)
