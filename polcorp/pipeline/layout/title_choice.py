"""Which line is the title of a page, by weights fitted to annotated pages.

The lines that may be the title compete: how likely one is is its share of the exponentials of all
their scores (a conditional logit, McFadden 1974), and a page without a title competes, too. The rules' verdict
is among the features of ``title_features.py``. The weights are fitted by ``training/scripts/titles.py``,
which also says how they score on pages of authors left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp

from polcorp.pipeline.layout.letterheads import Masthead, PersonTest
from polcorp.pipeline.layout.lines import Unit
from polcorp.pipeline.layout.title_features import title_candidates, title_of_rules

#: The rule by which a line is the title here.
LEARNED = "heading:learned-title"
#: The feature of a page that has no title.
NO_TITLE = "no-title"
#: From this probability on a line that the rules did not take for the title is it.
ENOUGH = 0.55


class TitleChoice:
    """Says of the lines of a page how likely each is the title."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        """Take the weights of the features."""
        self._weights = weights

    def probabilities(self, candidates: Sequence[Iterable[str]]) -> list[float]:
        """Return for the features of each candidate the probability, 0 to 1, that it is the title."""
        scores = [sum(self._weights.get(name, 0.0) for name in names) for names in candidates]
        none = self._weights.get(NO_TITLE, 0.0)
        most = max([none, *scores])
        parts = [exp(score - most) for score in scores]
        total = sum(parts) + exp(none - most)
        return [part / total for part in parts]


def mark_title(
    units: Sequence[Unit],
    model: TitleChoice,
    is_person: PersonTest | None = None,
    is_masthead: Masthead | None = None,
) -> None:
    """Mark the likeliest line as the title, once the rules have marked theirs.

    A page on which the rules found no title has none, and a title that its format marks stays. A heading
    that was the title stays one below it; above the title it is text.
    """
    before = title_of_rules(units)
    if before is None or (before.level == 1 and before.mark is not None):
        return
    candidates = title_candidates(units, is_person, is_masthead)
    sure = model.probabilities([names for _, names in candidates])
    best = max(range(len(sure)), key=sure.__getitem__)
    title = candidates[best][0]
    if title is before or sure[best] < ENOUGH:
        return
    _demote(before, above=before.start < title.start)
    title.kind, title.rule, title.level = "heading", LEARNED, 1
    title.confidence = round(sure[best], 2)


def _demote(unit: Unit, *, above: bool) -> None:
    """Take the title off a unit: it heads a part of the page, or is text *above* the title."""
    if above:
        unit.kind, unit.rule, unit.level = "text", "", 0
    else:
        unit.level = 2
