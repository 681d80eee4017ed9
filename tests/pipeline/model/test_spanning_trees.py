"""The best tree over a sentence, against all trees of small ones."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from polcorp.pipeline.model.spanning_trees import best_heads


def is_tree(heads: list[int]) -> bool:
    """Return whether every place reaches the root at place 0, which has one word under it."""
    if sum(head == 0 for head in heads[1:]) != 1:
        return False
    for place in range(1, len(heads)):
        seen = set()
        at = place
        while at and at not in seen:
            seen.add(at)
            at = heads[at]
        if at:
            return False
    return True


def total(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[place, heads[place]] for place in range(1, len(heads))))


@given(
    st.integers(1, 14).flatmap(
        lambda n: arrays(np.float32, (n + 1, n + 1), elements=st.floats(-20, 20, width=32))
    )
)
def test_any_scores_give_a_tree_with_one_word_under_the_root(scores: np.ndarray) -> None:
    assert is_tree(best_heads(scores).tolist())


@given(arrays(np.float32, (5, 5), elements=st.floats(-20, 20, width=16)))
def test_no_tree_under_the_same_word_is_better(scores: np.ndarray) -> None:
    found = best_heads(scores).tolist()
    top = found.index(0, 1)
    others = [
        [0, *heads]
        for heads in product(range(5), repeat=4)
        if is_tree([0, *heads]) and heads[top - 1] == 0
    ]
    best = max(total(scores, heads) for heads in others)
    assert total(scores, found) == pytest.approx(best, abs=1e-3)


def test_a_cycle_is_opened_where_it_costs_least() -> None:
    scores = np.asarray([[0, 0, 0, 0], [5, 0, 9, 1], [1, 10, 0, 1], [0, 1, 4, 0]], dtype=np.float32)
    assert best_heads(scores).tolist() == [0, 0, 1, 2]
