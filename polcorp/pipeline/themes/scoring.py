"""How much speaks for each theme in a unit: its own words, then what is around it.

The weights in ``lexicons/data/theme_weights.toml`` are those of a conditional logit (McFadden 1974)
for the main theme, fitted on development pages by ``training/scripts/themes_weights.py``. A score is
a sum of a few parts, each of which can be shown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log1p
from operator import mul

from spacy.tokens import Token

from polcorp.lexicons.theme_weights import FEATURES, load_theme_weights
from polcorp.lexicons.word_lists import words
from polcorp.pipeline.themes.hits import Found
from polcorp.pipeline.themes.roles import Role, role_of

#: How much a word counts by its role in the clause, how much the first part of a compound, and
#: how much a term that was said before.
ROLE: dict[Role, float] = {"core": 1.0, "place": 0.6, "aside": 0.8}
PART = 0.5
AGAIN = 0.5
#: How much must speak in a context before its shares are taken at their face value.
CALM = {
    "back": 1.0,
    "heading": 1.56,
    "title": 1.12,
    "near": 2.12,
    "section": 3.11,
    "document": 3.0,
}
#: Themes that often name the means or the manner rather than the matter.
MEANS = frozenset({"ekonomi", "demokrati", "civilsamhalle", "digitalisering", "jamstalldhet"})

#: Themes that in a unit about another matter only pay for it.
MONEY = frozenset({"ekonomi"})
#: Last parts of words for taxes: who wants another tax wants just that, whatever is taxed.
_TAXES = tuple(words("themes:taxes"))
#: A term of this weight names a matter; one of less weight is a hint.
MATTER_WEIGHT = 2
#: What the unit must say of a theme for it to be the matter, beside which money is a means.
MATTER = 1.2
#: From how much on a unit's own words speak against themes that are only around it, and what
#: is left of these; and of money around a unit that names another matter.
SAID, SILENT = 2.0, 0.7

#: Those of the features that are shares of what is around.
AROUND = FEATURES[FEATURES.index("back") :]


@dataclass(slots=True)
class Own:
    """What a unit's own words say of one theme; *tax*: what it wants is another tax."""

    sum: float = 0.0
    tax: bool = False
    terms: list[str] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)


class Hits:
    """The hits of a document, to be looked at piece by piece."""

    def __init__(self, found: Sequence[Found]) -> None:
        """Keep *found*, which is in order of place."""
        self.found = found
        self._starts = [item.start for item in found]

    def within(self, start: int, end: int) -> list[Found]:
        """Return the hits that lie wholly between *start* and *end*."""
        piece = self.found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [item for item in piece if item.end <= end]

    def own(self, start: int, end: int) -> dict[str, Own]:
        """Return what the words from *start* to *end* say, by theme."""
        themes: dict[str, Own] = defaultdict(Own)
        roles: dict[int, Role] = {}
        within = without_bodies(self.within(start, end))
        matters = _matters(within)
        for item in within:
            hit, place = item.hit, item.token.i
            if place not in roles:
                roles[place] = role_of(item.token, start, matters)
            theme = themes[hit.theme]
            worth = hit.weight * ROLE[roles[place]] * (PART if hit.part else 1.0)
            theme.sum += worth * (AGAIN if hit.term in theme.terms else 1.0)
            theme.tax |= roles[place] == "core" and _is_tax(item)
            if hit.term not in theme.terms:
                theme.terms.append(hit.term)
                theme.places.append((item.start, item.end))
        return dict(themes)

    def around(self, start: int, end: int, without: tuple[int, int] = (0, 0)) -> dict[str, float]:
        """Return the weight of each theme from *start* to *end*, but for the span *without*."""
        return tally(
            item for item in self.within(start, end) if not without[0] <= item.start < without[1]
        )


def without_bodies(found: Sequence[Found]) -> Sequence[Found]:
    """Return *found* without the names of committees, unless nothing else names a matter."""
    others = [item for item in found if not item.who]
    told = any(item.hit.weight >= MATTER_WEIGHT and item.hit.theme not in MONEY for item in others)
    return others if told else found


def _matters(found: Iterable[Found]) -> frozenset[int]:
    """Return the tokens that name a matter themselves: no hint, and not only the money for it."""
    tokens: set[int] = set()
    for item in found:
        if item.hit.weight >= MATTER_WEIGHT and (item.hit.theme not in MONEY or _is_tax(item)):
            tokens.update(token.i for token in _tokens(item))
    return frozenset(tokens)


def _is_tax(item: Found) -> bool:
    """Return whether *item* is a word or phrase for a tax."""
    return item.hit.theme in MONEY and any(
        token.lemma_.lower().endswith(_TAXES) for token in _tokens(item)
    )


def _tokens(item: Found) -> Iterator[Token]:
    """Yield the tokens of *item*."""
    doc = item.token.doc
    for place in range(item.token.i, len(doc)):
        if doc[place].idx >= item.end:
            break
        yield doc[place]


def tally(found: Iterable[Found]) -> dict[str, float]:
    """Return the weight of each theme in *found*; a term said again counts less."""
    sums: dict[str, float] = defaultdict(float)
    seen: set[tuple[str, str]] = set()
    for item in found:
        key = (item.hit.theme, item.hit.term)
        sums[item.hit.theme] += item.hit.weight * (AGAIN if key in seen else 1.0)
        seen.add(key)
    return dict(sums)


def shares(sums: dict[str, float], calm: float) -> dict[str, float]:
    """Return each theme's part of *sums*, drawn towards nothing where little is said."""
    whole = sum(sums.values()) + calm
    return {theme: value / whole for theme, value in sums.items()}


def features(own: dict[str, Own], context: dict[str, dict[str, float]]) -> dict[str, list[float]]:
    """Return the values of :data:`FEATURES` for each theme that anything speaks for.

    *context* holds the shares of each of :data:`AROUND` that there is.
    """
    matter = any(o.sum >= MATTER for theme, o in own.items() if theme not in MEANS)
    said = any(o.sum >= SAID for o in own.values())
    themes = dict.fromkeys([*own, *(theme for part in context.values() for theme in part)])
    rows = {}
    for theme in themes:
        mine = own.get(theme) or Own()
        strength = log1p(mine.sum)
        paid = theme in MONEY and matter and not mine.tax
        left = SILENT if paid or (said and theme not in own) else 1.0
        rows[theme] = [
            mine.sum,
            strength,
            strength if theme in MEANS else 0.0,
            strength if paid else 0.0,
            *(context.get(name, {}).get(theme, 0.0) * left for name in AROUND),
        ]
    return rows


def scores(
    rows: dict[str, list[float]], likely: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Return the score of each theme; *likely* says how likely some are at all."""
    weights, likely = _weights(), likely or {}
    return {
        theme: sum(map(mul, weights, values), likely.get(theme, 0.0))
        for theme, values in rows.items()
    }


@cache
def _weights() -> tuple[float, ...]:
    """Return the weights in the order of :data:`FEATURES`."""
    fitted = load_theme_weights()
    return tuple(getattr(fitted, name) for name in FEATURES)
