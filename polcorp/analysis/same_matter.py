"""How sure it is that two demands are about one matter, in whatever words.

The weights in ``lexicons/data/agreement_weights.toml`` are those of a logistic regression, fitted to pairs
of demands that readers have judged by ``training/scripts/agreement_weights.py``.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from math import exp, log1p

from polcorp.analysis.demand_meaning import Meaning, shared_words
from polcorp.lexicons.agreement_weights import AgreementWeights, load_agreement_weights

Codes = frozenset[str]
#: What speaks for one matter, in the order of the weights after the constant.
FEATURES = tuple(AgreementWeights.model_fields)[1:]


def features(
    left: Meaning, right: Meaning, codes: Codes = frozenset(), others: Codes = frozenset()
) -> tuple[float, ...]:
    """Return the values of :data:`FEATURES` for two demands with the themes *codes* and *others*."""
    shared = left.concepts.keys() & right.concepts.keys()
    weight = sum(min(left.concepts[concept], right.concepts[concept]) for concept in shared)
    words = max(len(shared_words(left, right)), len(shared_words(right, left)))
    across = bool(codes) and bool(others) and codes.isdisjoint(others)
    rival = min(_heaviest_apart(left, shared), _heaviest_apart(right, shared))
    all_shared = left.concepts.keys() == right.concepts.keys()
    return log1p(weight), float(all_shared), float(words <= 1), float(across), rival


def _heaviest_apart(mine: Meaning, shared: Set[str]) -> float:
    """Return the weight of the heaviest concept that only this demand has, none after a preposition."""
    return max((mine.concepts[concept] for concept in mine.direct - shared), default=0.0)


def sameness(
    left: Meaning, right: Meaning, codes: Codes = frozenset(), others: Codes = frozenset()
) -> float:
    """Return how likely two demands are about one matter, 0 to 1; 0 where they share no concept.

    Themes that are not known, an empty set of *codes* or *others*, say nothing.
    """
    if left.concepts.keys().isdisjoint(right.concepts):
        return 0.0
    constant, *weights = _weights()
    values = features(left, right, codes, others)
    total = constant + sum(w * value for w, value in zip(weights, values, strict=True))
    return 1 / (1 + exp(-total))


@cache
def _weights() -> tuple[float, ...]:
    """Return the constant and the weights in the order of :data:`FEATURES`."""
    return tuple(value for _, value in load_agreement_weights())
