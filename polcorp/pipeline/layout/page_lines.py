"""Page text that no rule knows, by weights fitted to annotated pages.

The lines of a page are a chain in which each is page text or message: a conditional random field
(Lafferty, McCallum and Pereira 2001) over the features of ``line_features.py``, which holds the rules'
own verdicts. How sure it is of a line is the marginal probability, by the forward-backward algorithm
in its logarithmic form; time grows with the number of lines. The weights are fitted by
``training/scripts/page_lines.py``, which also says how they score on pages of authors left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log1p

from polcorp.pipeline.layout.letterheads import PersonTest
from polcorp.pipeline.layout.line_features import OUTSIDE, STEPS, LineFeatures, line_features
from polcorp.pipeline.layout.line_shapes import is_date_line, is_table_row
from polcorp.pipeline.layout.lines import Unit

#: The rule by which lines are page text here.
LEARNED = "boilerplate:learned"
#: From this probability on a line that the rules took for text, or for a lower heading, is page text.
ENOUGH = 0.7
#: How transitions are named among the weights: from page text or message, to page text or message.
TRANSITIONS = ("page>page", "page>message", "message>page", "message>message")


class PageLines:
    """Says of each line of a page how likely it is text of the page."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        """Take the weights of features and of :data:`TRANSITIONS`."""
        self._own = {name: weight for name, weight in weights.items() if name not in TRANSITIONS}
        self._beside = [
            (
                step,
                {
                    name.removeprefix(f"{step}:"): w
                    for name, w in weights.items()
                    if name.startswith(f"{step}:")
                },
            )
            for step in STEPS
        ]
        page_page, page_message, message_page, message_message = (
            weights.get(name, 0.0) for name in TRANSITIONS
        )
        self._to_page = (page_page, message_page)
        self._to_message = (page_message, message_message)

    def probabilities(self, lines: Sequence[LineFeatures]) -> list[float]:
        """Return for the features of each line the probability, 0 to 1, that it is page text."""
        if not lines:
            return []
        scores = [sum(self._own.get(name, 0.0) for name in line.own) for line in lines]
        for step, weights in self._beside:
            told = [sum(weights.get(name, 0.0) for name in line.seen) for line in lines]
            beyond = sum(weights.get(name, 0.0) for name in OUTSIDE)
            for n in range(len(lines)):
                scores[n] += told[n + step] if 0 <= n + step < len(lines) else beyond
        ahead = self._forward(scores)
        behind = self._backward(scores)
        odds = [a[0] + b[0] - a[1] - b[1] for a, b in zip(ahead, behind, strict=True)]
        return [1 / (1 + exp(-max(-700.0, min(700.0, odd)))) for odd in odds]

    def _forward(self, scores: list[float]) -> list[tuple[float, float]]:
        """Return the logarithms of what leads up to page text and to message at each line."""
        found = [(scores[0], 0.0)]
        for score in scores[1:]:
            page, message = found[-1]
            to_page = _add(page + self._to_page[0], message + self._to_page[1]) + score
            found.append((to_page, _add(page + self._to_message[0], message + self._to_message[1])))
        return found

    def _backward(self, scores: list[float]) -> list[tuple[float, float]]:
        """Return the logarithms of what follows page text and message at each line."""
        found = [(0.0, 0.0)]
        for score in reversed(scores[1:]):
            page, message = found[-1]
            page += score
            found.append(
                (
                    _add(page + self._to_page[0], message + self._to_message[0]),
                    _add(page + self._to_page[1], message + self._to_message[1]),
                )
            )
        return found[::-1]


def mark_learned(
    units: Sequence[Unit], model: PageLines, is_person: PersonTest | None = None
) -> None:
    """Mark as page text what the rules took for text or a lower heading and the weights do not.

    Rows of tables and lone dates stay what they are, and so does a page on which nothing else would
    be left of the message.
    """
    sure = model.probabilities(line_features(units, is_person))
    chosen = [
        (unit, probability)
        for unit, probability in zip(units, sure, strict=True)
        if probability >= ENOUGH and _may_be_page_text(unit)
    ]
    taken = {id(unit) for unit, _ in chosen}
    if all(unit.kind == "boilerplate" or id(unit) in taken for unit in units):
        return
    for unit, probability in chosen:
        unit.kind, unit.rule, unit.level = "boilerplate", LEARNED, 0
        unit.confidence = round(probability, 2)


def _may_be_page_text(unit: Unit) -> bool:
    """Return whether the rules may have missed page text in the unit."""
    if unit.kind == "heading":
        return unit.level > 1 and unit.mark is None
    if unit.kind != "text":
        return False
    table = unit.text.startswith("|") or is_table_row(unit.text)
    return not table and not is_date_line(unit.text)


def _add(left: float, right: float) -> float:
    """Return the logarithm of the sum of what has the logarithms *left* and *right*."""
    high, low = (left, right) if left > right else (right, left)
    return high + log1p(exp(low - high))
