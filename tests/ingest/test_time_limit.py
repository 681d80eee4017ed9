"""A text that takes too long is given up, and the others go on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from spacy.tokens import Doc

from polcorp.ingest.analyser import Analyser
from polcorp.ingest.jobs import Job
from polcorp.ingest.time_limit import TooSlowError, time_limit
from polcorp.reading.documents import RawDocument


def test_work_without_end_is_ended() -> None:
    def endless() -> None:
        with time_limit(0.05):
            while True:
                pass

    with pytest.raises(TooSlowError, match=r"longer than 0\.05 seconds; --max-seconds"):
        endless()


def test_a_pattern_without_end_is_ended() -> None:
    with pytest.raises(TooSlowError), time_limit(0.05):
        re.match(r"(a+)+$", "a" * 60 + "b")


def test_without_a_limit_nothing_is_ended() -> None:
    with time_limit(0):
        sum(range(1000))
    with time_limit(60):
        sum(range(1000))


def test_the_slow_text_is_named_and_the_others_go_on(analyser: Analyser) -> None:
    class Stuck(Analyser):
        def analyse_together(self, documents: Sequence[RawDocument]) -> Iterator[Doc]:
            while any(raw.path == "slow.txt" for raw in documents):
                pass
            return super().analyse_together(documents)

    stuck = Stuck(analyser.nlp, analyser.info, max_seconds=0.2)
    jobs = [Job(name, f"{name}.txt", b"Vi vill bygga.") for name in ("a", "slow", "z")]
    outcomes = stuck.run_batch(jobs)
    assert [bool(outcome.rows) for outcome in outcomes] == [True, False, True]
    assert "longer than 0.2 seconds" in outcomes[1].reason
