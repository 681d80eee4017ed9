"""Keyness against published tables, worked examples and scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.analysis.keyness import (
    deviation_of_proportions,
    log_likelihood,
    log_ratio,
    p_values,
    weighted_log_odds,
)


def array(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)


@pytest.mark.parametrize(
    ("published", "both", "first_only", "second_only", "neither"),
    [  # Dunning 1993, table 2: «the swiss», «can be»
        (270.72, 110, 2442, 111, 29114),
        (263.90, 29, 13, 123, 31612),
    ],
)
def test_log_likelihood_of_dunnings_table(
    published: float, both: int, first_only: int, second_only: int, neither: int
) -> None:
    value = log_likelihood(
        array(both), array(second_only), both + first_only, second_only + neither
    )
    assert value[0] == pytest.approx(published, abs=0.005)


def test_log_likelihood_is_that_of_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    draw = np.random.default_rng(3)
    target, reference = draw.integers(1, 90, 40), draw.integers(1, 90, 40)
    got = log_likelihood(target.astype(float), reference.astype(float), 2000, 5000)
    for a, b, value in zip(target, reference, got, strict=True):
        table = [[a, 2000 - a], [b, 5000 - b]]
        want = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
        assert abs(value) == pytest.approx(want.statistic)
        assert p_values(array(value))[0] == pytest.approx(want.pvalue)
        assert (value > 0) == (a / 2000 >= b / 5000)


def test_no_difference_is_nothing() -> None:
    assert log_likelihood(array(10), array(20), 100, 200)[0] == pytest.approx(0)
    assert log_likelihood(array(0), array(0), 100, 200)[0] == 0
    assert log_ratio(array(10), array(20), 100, 200)[0] == 0


def test_log_ratio_doubles_by_one() -> None:
    got = log_ratio(array(20, 40, 5, 8), array(10, 10, 10, 0), 1000, 1000)
    assert got == pytest.approx([1, 2, -1, 4])  # no occurrence counts as half a one


def test_weighted_log_odds_by_hand() -> None:
    """Monroe, Colaresi & Quinn 2008, equations 15, 16 and 22, written out for two words."""
    target, reference, prior = array(30, 70), array(10, 190), array(4, 26)
    first = np.log(34 / (100 + 30 - 34)) - np.log(14 / (200 + 30 - 14))
    want = first / np.sqrt(1 / 34 + 1 / 14)
    assert weighted_log_odds(target, reference, prior)[0] == pytest.approx(want)
    assert weighted_log_odds(reference, target, prior)[0] == pytest.approx(-want)


def test_weighted_log_odds_prefers_what_is_sure() -> None:
    rare, usual = weighted_log_odds(array(3, 60, 937), array(0, 20, 980))[:2]
    assert usual > rare > 0


def test_dispersion_of_gries_example() -> None:
    """Gries 2008: «a» in five parts of 9, 10, 10, 10 and 11 letters, 1 to 5 times: DP 0.18."""
    counts = np.array([[1], [2], [3], [4], [5]])
    got = deviation_of_proportions(counts, array(9, 10, 10, 10, 11))
    assert got[0] == pytest.approx(0.18, abs=0.005)


def test_dispersion_at_its_ends() -> None:
    got = deviation_of_proportions([[5, 9, 0], [5, 0, 0]], array(100, 100))
    assert got[:2] == pytest.approx([0, 0.5])
    assert np.isnan(got[2])


def test_what_is_equally_frequent_is_typical_of_nobody() -> None:
    """Prior and sizes are of one vocabulary, whichever terms of it are passed."""
    target, reference = array(1000, 10, 40), array(3000, 30, 20)
    sizes = (20_000.0, 60_000.0)
    every = weighted_log_odds(target, reference, sizes=sizes)
    assert every[:2] == pytest.approx([0, 0], abs=1e-12)
    assert every[2] > 3
    assert weighted_log_odds(target[1:], reference[1:], sizes=sizes) == pytest.approx(every[1:])


counts = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), min_size=2, max_size=20)


@given(counts)
def test_log_odds_turn_their_sign_with_the_groups(pairs: list[tuple[int, int]]) -> None:
    target, reference = np.array(pairs, dtype=float).T
    sizes = (float(target.sum()) + 50, float(reference.sum()) + 90)
    there = weighted_log_odds(target, reference, sizes=sizes)
    back = weighted_log_odds(reference, target, sizes=sizes[::-1])
    assert there == pytest.approx(-back, abs=1e-9)
    more = target / sizes[0] > reference / sizes[1]
    assert np.all(there[more] > 0)
