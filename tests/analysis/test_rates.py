"""Intervals over documents: against other libraries, at their ends, and how often they hold."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from benchmarks.intervals import documents
from polcorp.analysis.rates import (
    dispersion,
    jackknife_variance,
    log_ratio_interval,
    share_intervals,
    sums_of,
    wilson,
)


def group(counts: list[list[float]], sizes: list[float]) -> tuple[csr_array, np.ndarray]:
    return csr_array(np.array(counts, dtype=float)), np.array(sizes, dtype=float)


@pytest.mark.parametrize(("hits", "of"), [(10, 20), (0, 10), (7, 7), (1, 400)])
def test_wilson_is_that_of_scipy_and_statsmodels(hits: int, of: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    want = stats.binomtest(hits, of).proportion_ci(method="wilson")
    assert wilson(hits, of) == pytest.approx((want.low, want.high), abs=1e-9)
    assert wilson(hits, of) == pytest.approx(
        proportion.proportion_confint(hits, of, method="wilson"), abs=1e-9
    )


def test_the_jackknife_is_that_of_leaving_out_documents_in_turn() -> None:
    """To the first order: for many documents that are much alike the two are the same."""
    draw = np.random.default_rng(4)
    sizes = draw.integers(400, 600, 60).astype(float)
    counts = draw.poisson(0.05 * sizes)[:, None].astype(float)
    rates = [
        np.log(np.delete(counts, n).sum() / np.delete(sizes, n).sum()) for n in range(len(sizes))
    ]
    want = (len(sizes) - 1) / len(sizes) * ((rates - np.mean(rates)) ** 2).sum()
    got = jackknife_variance(csr_array(counts), sizes)[0]
    assert got == pytest.approx(want, rel=0.02)


def test_dispersion_finds_what_was_drawn() -> None:
    draw = np.random.default_rng(6)
    found = []
    for _ in range(30):
        cells, sizes = documents(draw, 60, 0.01, 0.5)
        found.append(dispersion(sums_of(cells, sizes)))
    assert np.mean(found) == pytest.approx(0.25, abs=0.03)


def test_an_interval_is_open_where_a_group_has_none() -> None:
    target = group([[5, 0], [3, 0], [4, 0]], [100, 120, 90])
    reference = group([[0, 4], [0, 2], [0, 6]], [100, 90, 130])
    low, high = log_ratio_interval(target, reference)
    assert low[0] > 0
    assert np.isnan(high[0])
    assert np.isnan(low[1])
    assert high[1] < 0


def test_no_interval_without_a_second_document() -> None:
    low, high = log_ratio_interval(group([[5]], [100]), group([[5]], [100]))
    assert np.isnan(low[0])
    assert np.isnan(high[0])
    [(low, high)] = share_intervals([group([[5]], [10])])
    assert np.isnan(low[0])
    assert np.isnan(high[0])


def test_groups_exchanged_exchange_the_ends() -> None:
    left, right = group([[5], [9], [2]], [100, 300, 80]), group([[1], [4]], [90, 200])
    low, high = log_ratio_interval(left, right)
    back_low, back_high = log_ratio_interval(right, left)
    assert low == pytest.approx(-back_high)
    assert high == pytest.approx(-back_low)


def test_more_documents_make_an_interval_narrower() -> None:
    few = group([[5], [9], [2]], [100, 300, 80])
    many = group([[5], [9], [2]] * 6, [100, 300, 80] * 6)
    reference = group([[1], [4], [3], [2]] * 10, [90, 200, 100, 150] * 10)
    low, high = log_ratio_interval(few, reference)
    narrow_low, narrow_high = log_ratio_interval(many, reference)
    assert low < narrow_low < narrow_high < high


def test_a_share_stays_between_nothing_and_all() -> None:
    [(low, high), (none, whole)] = share_intervals(
        [group([[3, 0, 9]] * 4, [9] * 4), group([[0, 5, 2]] * 3, [5] * 3)]
    )
    assert np.all((low >= 0) & (high <= 1) & (low <= high))
    assert none[0] == 0
    assert whole[1] == 1


@pytest.mark.parametrize("size", [3, 5, 8, 40])
def test_intervals_hold_the_true_ratio(size: int) -> None:
    """A short run of benchmarks/intervals.py, which docs/compare.md quotes."""
    draw = np.random.default_rng(size)
    held = given = 0
    for _ in range(8):
        target, reference = documents(draw, size, 0.004, 0.8), documents(draw, 50, 0.002, 0.8)
        low, high = log_ratio_interval(target, reference)
        told = ~(np.isnan(low) & np.isnan(high))
        held += int(((np.isnan(low) | (low <= 1)) & (np.isnan(high) | (high >= 1)) & told).sum())
        given += int(told.sum())
    assert given > 300
    assert held / given > 0.9
