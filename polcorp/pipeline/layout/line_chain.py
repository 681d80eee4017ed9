"""How likely each line of a page is of a kind, by weights fitted to annotated pages.

The lines of a page are a chain in which each is of the kind or not: a conditional random field
(Lafferty, McCallum and Pereira 2001) over the features of ``line_features.py``, which holds the rules'
own verdicts. How sure it is of a line is the marginal probability, by the forward-backward algorithm
in its logarithmic form; time grows with the number of lines. The weights are fitted by
``training/scripts/line_chains.py``, which also says how they score on pages of authors left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log1p

from polcorp.pipeline.layout.line_features import OUTSIDE, STEPS, LineFeatures

#: How transitions are named among the weights: from a line of the kind or another, to one of it or another.
TRANSITIONS = ("yes>yes", "yes>no", "no>yes", "no>no")


class LineChain:
    """Says of each line of a page how likely it is of a kind."""

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
        yes_yes, yes_no, no_yes, no_no = (weights.get(name, 0.0) for name in TRANSITIONS)
        self._to_yes = (yes_yes, no_yes)
        self._to_no = (yes_no, no_no)

    def probabilities(self, lines: Sequence[LineFeatures]) -> list[float]:
        """Return for the features of each line the probability, 0 to 1, that it is of the kind."""
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
        """Return the logarithms of what leads up to the kind and to another at each line."""
        found = [(scores[0], 0.0)]
        for score in scores[1:]:
            yes, no = found[-1]
            to_yes = _add(yes + self._to_yes[0], no + self._to_yes[1]) + score
            found.append((to_yes, _add(yes + self._to_no[0], no + self._to_no[1])))
        return found

    def _backward(self, scores: list[float]) -> list[tuple[float, float]]:
        """Return the logarithms of what follows the kind and another at each line."""
        found = [(0.0, 0.0)]
        for score in reversed(scores[1:]):
            yes, no = found[-1]
            yes += score
            found.append(
                (
                    _add(yes + self._to_yes[0], no + self._to_no[0]),
                    _add(yes + self._to_yes[1], no + self._to_no[1]),
                )
            )
        return found[::-1]


def _add(left: float, right: float) -> float:
    """Return the logarithm of the sum of what has the logarithms *left* and *right*."""
    high, low = (left, right) if left > right else (right, left)
    return high + log1p(exp(low - high))
