"""The false discovery rate by shuffled documents: what chance gives, and what it does not."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.sparse import csr_array

from benchmarks.null import corpus, found
from polcorp.analysis.rates import sums_of
from polcorp.analysis.shuffles import Shuffles, score


@pytest.mark.slow
def test_chance_finds_nothing_in_most_groupings() -> None:
    """A short run of benchmarks/null.py, which docs/compare.md quotes."""
    draw = np.random.default_rng(8)
    alarms = 0
    for number in range(60):
        if number % 6 == 0:
            counts, sizes, _ = corpus(draw, 24, 2.0)
        members = np.zeros(24, dtype=bool)
        members[draw.choice(24, 6, replace=False)] = True
        alarms += bool(found(counts, sizes, members).any())
    assert alarms <= 8  # of 60; a rate of .05 gives more than 8 in one of 300 runs


def test_what_only_one_group_says_is_found() -> None:
    draw = np.random.default_rng(9)
    sizes = np.full(40, 500.0)
    cells = draw.poisson(4, (40, 200)).astype(float)
    members = np.arange(40) < 12
    cells[members, :5] += 20
    q = Shuffles(csr_array(cells), sizes).q(members)
    assert (q[:5] < 0.05).all()
    assert (q[5:] < 0.05).sum() <= 2


def test_the_same_documents_give_the_same_q() -> None:
    draw = np.random.default_rng(10)
    cells, sizes = csr_array(draw.poisson(3, (20, 30)).astype(float)), np.full(20, 100.0)
    members = np.arange(20) < 7
    first, second = (Shuffles(cells, sizes).q(members) for _ in range(2))
    assert np.array_equal(first, second)
    assert np.all((first > 0) & (first <= 1))


@pytest.mark.parametrize(
    ("documents", "size", "possible"), [(6, 1, False), (6, 3, False), (7, 3, True), (40, 1, True)]
)
def test_few_documents_have_no_q(documents: int, size: int, possible: bool) -> None:
    cells = csr_array(np.random.default_rng(1).poisson(5, (documents, 4)).astype(float))
    shuffles = Shuffles(cells, np.full(documents, 100.0))
    assert shuffles.possible(size) == possible
    assert np.isnan(shuffles.q(np.arange(documents) < size)).all() != possible


def test_few_groupings_are_all_taken_once() -> None:
    """With 7 documents the share of groupings with as many terms as high can be counted."""
    cells = np.random.default_rng(3).poisson(5, (7, 1)).astype(float)
    cells[:3] += 40
    sizes = np.full(7, 100.0)
    whole = csr_array(cells)
    highest = []
    for chosen in combinations(range(7), 3):
        rows = np.isin(np.arange(7), chosen)
        sides = (sums_of(whole[some], sizes[some]) for some in (rows, ~rows))
        highest.append(float(np.abs(score(*sides))[0]))
    mine = highest[0]
    as_high = np.mean([value >= mine - 0.02 for value in highest])
    assert Shuffles(whole, sizes).q(np.arange(7) < 3)[0] == pytest.approx(as_high)
