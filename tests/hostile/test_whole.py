"""Mutated files through all components; ``python -m benchmarks.fuzz --whole`` has more of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings

from polcorp.ingest.analyser import load_analyser
from polcorp.ingest.jobs import Job
from polcorp.ingest.options import Options
from tests.hostile import whole
from tests.reading.test_fuzz import files

pytestmark = [pytest.mark.slow, pytest.mark.bulk]


@pytest.fixture(scope="module")
def check() -> Callable[[bytes], None]:
    return whole.checker()


@settings(max_examples=60)
@given(data=files())
def test_no_file_breaks_the_analysis(check: Callable[[bytes], None], data: bytes) -> None:
    check(data)


def test_a_broken_law_is_seen() -> None:
    analyser = load_analyser(Options())
    rows = analyser.run(Job("x", "x.txt", "Vi vill att Umeå växer.".encode())).rows
    assert rows is not None
    whole.check_rows(rows)
    (place, *_) = rows.mentions
    with pytest.raises(AssertionError):
        whole.check_rows(replace(rows, mentions=({**place, "start": place["start"] + 1},)))
    (section, *_) = rows.sections
    with pytest.raises(AssertionError):
        whole.check_rows(replace(rows, sections=({**section, "end": section["end"] - 1},)))
