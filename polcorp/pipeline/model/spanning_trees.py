"""The best tree over the words of a sentence (Chu and Liu 1965; Edmonds 1967).

Scores are a matrix of one row a word and one column a head, place 0 being the root in both.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_NEVER = np.float32(-1e9)


def best_heads(scores: Floats) -> Ints:
    """Return the head of each place of the best tree with one word under the root; that of 0 is 0.

    Args:
        scores: (1 + words) × (1 + words); the row of a word, the column of its head.
    """
    scores = scores.copy()
    np.fill_diagonal(scores, _NEVER)
    scores[0] = _NEVER
    heads = _greedy(scores)
    if int((heads[1:] == 0).sum()) == 1 and _cycle(heads) is None:
        return heads
    # one word under the root: that which gains most by it
    others = scores[1:, 1:].max(axis=1) if len(scores) > 2 else np.zeros(1, dtype=np.float32)
    top = 1 + int(np.argmax(scores[1:, 0] - others))
    root = scores[top, 0]
    scores[:, 0] = _NEVER
    scores[top] = _NEVER
    scores[top, 0] = root
    return _spanning(scores)


def _greedy(scores: Floats) -> Ints:
    heads: Ints = scores.argmax(axis=1).astype(np.int64)
    heads[0] = 0
    return heads


def _cycle(heads: Ints) -> list[int] | None:
    """Return the places of a cycle that does not hold the root, or None."""
    done = np.zeros(len(heads), dtype=np.int64)
    done[0] = 1
    for first in range(1, len(heads)):
        path = []
        place = first
        while not done[place]:
            done[place] = first + 1
            path.append(place)
            place = int(heads[place])
        if done[place] == first + 1 and place in path:
            return path[path.index(place) :]
    return None


def _spanning(scores: Floats) -> Ints:
    """Return the heads of the best tree, cycles drawn together to one place until there is none."""
    heads = _greedy(scores)
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    circle = np.asarray(cycle)
    inside = np.zeros(len(scores), dtype=bool)
    inside[circle] = True
    outside = np.flatnonzero(~inside)
    kept = scores[circle, heads[circle]]
    # an arc into the cycle replaces the one that its word has in it
    into = scores[np.ix_(circle, outside)] - kept[:, None]
    entered = into.argmax(axis=0)
    out = scores[np.ix_(outside, circle)]
    left = out.argmax(axis=1)
    size = len(outside)
    drawn = np.full((size + 1, size + 1), _NEVER, dtype=np.float32)
    drawn[:size, :size] = scores[np.ix_(outside, outside)]
    drawn[size, :size] = into.max(axis=0) + kept.sum()
    drawn[:size, size] = out.max(axis=1)
    drawn[0] = _NEVER
    small = _spanning(drawn)
    for place in range(1, size):
        head = int(small[place])
        heads[outside[place]] = cycle[left[place]] if head == size else outside[head]
    opened = cycle[entered[small[size]]]
    heads[opened] = outside[small[size]]
    return heads
