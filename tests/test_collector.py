"""How often the collector of garbage looks."""

from __future__ import annotations

import gc

from polcorp.collector import few_collections, usual_collections


def test_the_collector_waits_inside_and_looks_as_before_after_it() -> None:
    before = gc.get_threshold()
    with few_collections():
        waiting = gc.get_threshold()
        with usual_collections():
            assert gc.get_threshold() == before
        assert gc.get_threshold() == waiting
    assert waiting[0] > before[0]
    assert gc.get_threshold() == before


def test_the_collector_looks_as_before_after_a_failure() -> None:
    before = gc.get_threshold()
    try:
        with few_collections():
            raise KeyError
    except KeyError:
        assert gc.get_threshold() == before
