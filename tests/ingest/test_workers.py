from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path

import pytest

from polcorp.corpus import Corpus
from polcorp.ingest import workers
from polcorp.ingest.analyser import Analyser
from polcorp.ingest.jobs import Job, Outcome
from polcorp.ingest.options import Options
from polcorp.ingest.workers import batches, worker_processes
from tests.exports import exports

pytestmark = pytest.mark.slow

#: A worker that echoes paths, and that some texts kill.
FRAGILE = """
import os, sys
sys.path[:] = {path!r}
from polcorp.ingest.jobs import Outcome
from polcorp.ingest.workers import read_frame, write_frame
read_frame(sys.stdin.buffer)
while True:
    jobs = read_frame(sys.stdin.buffer)
    for job in jobs:
        if job.data == b"always" or (job.data == b"once" and not os.path.exists("died")):
            open("died", "w").close()
            os._exit(9)
    write_frame(sys.stdout.buffer, [Outcome(job.path, reason=str(os.getpid())) for job in jobs])
"""


@pytest.fixture
def fragile(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_program", lambda: FRAGILE.format(path=sys.path))


def job(name: str, data: bytes = b"text") -> Job:
    return Job(name, name, data)


def run(todo: list[list[Job]], number: int = 2) -> list[Outcome]:
    with worker_processes(Options(), number) as runner:
        return [outcome for outcomes in runner(todo) for outcome in outcomes]


def test_any_number_of_processes_gives_the_same_bytes(raw: Path) -> None:
    """In two processes and in this one, and whatever order Python's sets have."""
    (raw / "empty.txt").touch()
    for number in range(20):
        (raw / f"more{number}.txt").write_text(
            f"Mer om {number}\n\nVi vill att skolan får fler lärare i Ort{number}.\n" * 3, "utf-8"
        )
    one, two = Corpus("one.db"), Corpus("two.db")
    first, second = (corpus.ingest(model="blank", jobs=n) for corpus, n in ((one, 1), (two, 2)))
    assert len(first.added) == 23
    assert first.added == second.added
    assert first.failures == second.failures
    assert exports(one) == exports(two)
    assert two.check() == []


def test_batches_are_bounded_in_number_and_size() -> None:
    small = [job(str(n)) for n in range(workers.BATCH_FILES * 2 + 1)]
    assert [len(batch) for batch in batches(small)] == [workers.BATCH_FILES] * 2 + [1]
    large = [job(str(n), b"x" * workers.BATCH_BYTES) for n in range(3)]
    assert [len(batch) for batch in batches(large)] == [1, 1, 1]


def test_outcomes_come_in_the_order_of_the_batches(fragile: None) -> None:
    done = run([[job(f"{n}a"), job(f"{n}b")] for n in range(30)])
    assert [outcome.path for outcome in done] == [f"{n}{x}" for n in range(30) for x in "ab"]
    assert len({outcome.reason for outcome in done}) == 2  # two processes


def test_a_worker_that_dies_is_replaced(fragile: None) -> None:
    done = run([[job("a"), job("b", b"once"), job("c")], [job("d")]], number=1)
    assert [outcome.path for outcome in done] == ["a", "b", "c", "d"]
    assert all(outcome.reason.isdigit() for outcome in done)


def test_a_text_that_always_kills_is_named(fragile: None) -> None:
    done = run([[job("a"), job("b", b"always"), job("c")], [job("d")]])
    reasons = {outcome.path: outcome.reason for outcome in done}
    assert reasons["b"] == "the analysis ended its process twice (out of memory?)"
    assert all(reasons[path].isdigit() for path in "acd")


def test_workers_are_recycled(fragile: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "RECYCLE_AFTER", 10)
    done = run([[job(str(n), b"sixsix")] for n in range(3)], number=1)
    assert len({outcome.reason for outcome in done}) == 3


def test_no_worker_outlives_its_context(fragile: None) -> None:
    (pid,) = {outcome.reason for outcome in run([[job("a")]], number=1)}
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_all_that_goes_between_processes_can_be_pickled(raw: Path) -> None:
    from polcorp.ingest.analyser import load_analyser

    outcome = load_analyser(Options(model="blank")).run(
        Job("centre", "centre.txt", (raw / "centre.txt").read_bytes(), {"party": "C"})
    )
    assert outcome.rows is not None
    assert len(outcome.rows.demands) >= 2
    assert pickle.loads(pickle.dumps(outcome)) == outcome


def test_a_text_that_fails_among_others_fails_alone(
    analyser: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the batch after it says what a batch of its own says: nothing is left of a batch."""
    good = [
        Job(f"{n}", f"{n}.txt", f"Vi vill att Skolfam prövas i Ort{n}.".encode()) for n in (1, 2)
    ]
    bad = [Job("bad", "bad.txt", b"Det brister."), Job("none", "none.txt", b"  ")]
    make_doc = analyser.nlp.make_doc

    def fragile(text: str) -> object:
        if text == "Det brister.":
            raise ValueError("broken")
        return make_doc(text)

    expected = [analyser.run(job).rows for job in good]
    monkeypatch.setattr(analyser.nlp, "make_doc", fragile)
    for _ in range(2):
        outcomes = analyser.run_batch([good[0], *bad, good[1]])
        assert [outcome.path for outcome in outcomes] == ["1.txt", "bad.txt", "none.txt", "2.txt"]
        assert outcomes[1].reason == "the analysis failed: ValueError: broken"
        assert outcomes[2].reason == "the file holds nothing but white space"
        assert [outcomes[0].rows, outcomes[3].rows] == expected
    assert analyser.run_batch(good, lambda: True) == []
