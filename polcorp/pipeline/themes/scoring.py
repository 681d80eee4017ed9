"""How much speaks for each theme in a unit: its own words, then what stands around it.

The weights in ``lexicons/data/theme_weights.toml`` are those of a conditional logit (McFadden 1974)
for the main theme, fitted on development pages by ``training/scripts/themes_weights.py``. A score is
a sum of a few parts, each of which can be shown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log1p

from polcorp.lexicons.theme_weights import ThemeWeights, load_theme_weights
from polcorp.pipeline.themes.hits import Found
from polcorp.pipeline.themes.roles import Role, role_of

#: How much a word counts by its role in the clause, how much the first part of a compound, and
#: how much a term that was said before.
ROLE: dict[Role, float] = {"core": 1.0, "place": 0.6, "aside": 0.8}
PART = 0.5
AGAIN = 0.5
#: How much must speak in a context before its shares are taken at their face value.
CALM = {"heading": 1.56, "title": 1.12, "near": 2.12, "section": 3.11, "document": 3.0}
#: Themes that often name the means or the manner rather than the matter.
MEANS = frozenset({"ekonomi", "demokrati", "civilsamhalle", "digitalisering", "jamstalldhet"})

FEATURES = tuple(ThemeWeights.model_fields)


@dataclass(slots=True)
class Own:
    """What a unit's own words say of one theme."""

    sum: float = 0.0
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
        for item in self.within(start, end):
            hit, place = item.hit, item.token.i
            if place not in roles:
                roles[place] = role_of(item.token, start)
            theme = themes[hit.theme]
            worth = hit.weight * ROLE[roles[place]] * (PART if hit.part else 1.0)
            theme.sum += worth * (AGAIN if hit.term in theme.terms else 1.0)
            if hit.term not in theme.terms:
                theme.terms.append(hit.term)
                theme.places.append((item.start, item.end))
        return dict(themes)

    def around(self, start: int, end: int, without: tuple[int, int] = (0, 0)) -> dict[str, float]:
        """Return the weight of each theme from *start* to *end*, but for the span *without*."""
        return tally(
            item for item in self.within(start, end) if not without[0] <= item.start < without[1]
        )


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

    *context* holds the shares of ``heading``, ``title``, ``near``, ``section``, ``document``.
    """
    themes = dict.fromkeys([*own, *(theme for part in context.values() for theme in part)])
    rows = {}
    for theme in themes:
        mine = own.get(theme) or Own()
        strength = log1p(mine.sum)
        rows[theme] = [
            mine.sum,
            strength,
            strength if theme in MEANS else 0.0,
            *(context.get(name, {}).get(theme, 0.0) for name in FEATURES[3:]),
        ]
    return rows


def scores(rows: dict[str, list[float]]) -> dict[str, float]:
    """Return the score of each theme."""
    weights = _weights()
    return {
        theme: sum(weight * value for weight, value in zip(weights, values, strict=True))
        for theme, values in rows.items()
    }


@cache
def _weights() -> tuple[float, ...]:
    """Return the weights in the order of :data:`FEATURES`."""
    return tuple(value for _, value in load_theme_weights())
