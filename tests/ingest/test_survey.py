from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from polcorp.corpus import Corpus
from polcorp.ingest import ingest as ingest_module
from polcorp.ingest import run as running
from polcorp.ingest.analyser import Analyser
from polcorp.reading.documents import read_bytes
from tests.exports import exports


class Counting(Analyser):
    """Remembers what it was asked to analyse."""

    def __init__(self, other: Analyser) -> None:
        super().__init__(other.nlp, other.info)
        self.paths: list[str] = []

    def analyse_together(self, documents: Any) -> Any:
        self.paths += [Path(raw.path).name for raw in documents]
        return super().analyse_together(documents)


@pytest.fixture
def counting(raw: Path, analyser: Analyser, monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting = Counting(analyser)
    monkeypatch.setattr(ingest_module, "load_analyser", lambda _options: counting)
    return counting


def contents(corpus: Corpus) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in corpus.path.parent.glob("polcorp.db")}


def test_a_dry_run_of_a_new_corpus_makes_nothing(raw: Path, counting: Counting) -> None:
    report = Corpus().ingest(dry_run=True)
    assert (report.dry_run, len(report.added), report.totals) == (True, 3, {})
    assert counting.paths == []
    assert not Path("data/polcorp.db").exists()


def test_a_dry_run_tells_what_an_ingest_then_does(
    corpus: Corpus, raw: Path, counting: Counting
) -> None:
    (raw / "social.txt").unlink()
    (raw / "centre.txt").rename(raw / "centre-2018.txt")
    (raw / "liberal.txt").write_text("Ny text.", encoding="utf-8")
    (raw / "empty.txt").touch()
    (raw / "new.txt").write_text("Ny text.", encoding="utf-8")
    before = contents(corpus)
    told = corpus.ingest(dry_run=True, prune=True)
    assert contents(corpus) == before
    assert counting.paths == []
    done = corpus.ingest(prune=True)
    for name in ("added", "updated", "unchanged", "moved", "pruned", "duplicates", "failures"):
        assert getattr(told, name) == getattr(done, name), name
    assert [failure.path for failure in told.failures] == ["data/raw/empty.txt"]
    assert done.moved == [("data/raw/centre.txt", "data/raw/centre-2018.txt")]
    assert done.pruned == ["data/raw/social.txt"]
    assert done.duplicates == ["data/raw/new.txt"]


def test_one_text_under_two_names_is_one_analysis_and_two_documents(
    raw: Path, counting: Counting
) -> None:
    (raw.parent / "annotations/documents.csv").unlink()  # other metadata are another analysis
    for name in ("centre-copy", "a-copy"):
        (raw / f"{name}.txt").write_bytes((raw / "centre.txt").read_bytes())
    corpus = Corpus()
    report = corpus.ingest()
    assert counting.paths == ["a-copy.txt", "liberal.txt", "social.txt"]
    assert report.duplicates == ["data/raw/centre-copy.txt", "data/raw/centre.txt"]
    assert set(corpus.documents()["doc_id"]) == {"a-copy", "liberal", "social"}
    documents = corpus.documents(with_copies=True).set_index("doc_id")
    assert documents["duplicate_of"].dropna().to_dict() == {
        "centre": "a-copy",
        "centre-copy": "a-copy",
    }
    both = [corpus.demands(doc=name) for name in ("a-copy", "centre")]
    assert list(both[0]["text"]) == list(both[1]["text"])
    assert len(both[0]) == 3
    assert len(corpus.actors(long=True, doc="centre")) == 5
    assert corpus.text("centre") == corpus.text("a-copy")
    # and one more, whose twin is stored already
    (raw / "z-copy.txt").write_bytes((raw / "centre.txt").read_bytes())
    assert corpus.ingest().added == ["data/raw/z-copy.txt"]
    assert len(counting.paths) == 3


def test_a_copied_document_is_as_if_it_was_analysed(raw: Path, counting: Counting) -> None:
    (raw.parent / "annotations/documents.csv").unlink()
    (raw / "twin.txt").write_bytes((raw / "centre.txt").read_bytes())
    together, apart = Corpus("together.db"), Corpus("apart.db")
    together.ingest()
    names = ("centre", "social", "liberal", "twin")
    for name in names:
        apart.ingest(raw / f"{name}.txt", force=True)
    assert counting.paths == ["centre.txt", "liberal.txt", "social.txt"] + [
        f"{name}.txt" for name in names
    ]
    assert exports(together) == exports(apart)
    assert exports(together, with_copies=True) == exports(apart, with_copies=True)


def test_twins_of_a_text_that_fails_fail_too(raw: Path, counting: Counting) -> None:
    for name in ("one", "two"):
        (raw / f"{name}.txt").write_text("En krasch.", encoding="utf-8")
    report = Corpus().ingest()
    assert [failure.path for failure in report.failures] == [
        "data/raw/one.txt",
        "data/raw/two.txt",
    ]
    assert "two.txt" not in counting.paths
    assert report.duplicates == []


def test_two_moved_files_with_the_same_text_keep_apart(corpus: Corpus, raw: Path) -> None:
    (raw.parent / "annotations/documents.csv").unlink()
    (raw / "social-b.txt").write_bytes((raw / "social.txt").read_bytes())
    corpus.ingest()
    (raw / "social.txt").rename(raw / "x.txt")
    (raw / "social-b.txt").rename(raw / "y.txt")
    report = corpus.ingest()
    assert len(report.moved) == 2
    assert report.added == report.missing == []
    assert report.duplicates == ["data/raw/x.txt"]
    documents = corpus.documents(with_copies=True)
    assert dict(zip(documents["doc_id"], documents["path"], strict=True)) == {
        "centre": "data/raw/centre.txt",
        "liberal": "data/raw/liberal.txt",
        "social": "data/raw/y.txt",
        "social-b": "data/raw/x.txt",
    }


def test_a_file_that_vanishes_or_changes_while_it_is_read(
    raw: Path, counting: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the survey and the analysis one file goes and one gets another text."""
    read, calls = read_bytes, 0

    def treacherous(location: Path) -> bytes:
        nonlocal calls
        if not calls:
            (raw / "liberal.txt").unlink()
            (raw / "social.txt").write_text("Plötsligt en annan text.", encoding="utf-8")
        calls += 1
        return read(location)

    monkeypatch.setattr(running, "read_bytes", treacherous)
    corpus = Corpus()
    report = corpus.ingest()
    assert [(f.path, f.reason) for f in report.failures] == [
        ("data/raw/liberal.txt", "it is not there (any more)")
    ]
    assert corpus.text("social") == "Plötsligt en annan text."
    monkeypatch.setattr(running, "read_bytes", read)
    again = corpus.ingest()  # what is stored is what was analysed, hash and all
    assert len(again.unchanged) == 2
    assert again.failures == []


def test_a_clock_that_goes_back_changes_nothing(corpus: Corpus, raw: Path, quick: Analyser) -> None:
    """Dates of files play no part: an old date does not hide a change, nor a new one feign one."""
    (raw / "social.txt").write_text("En ändrad text.", encoding="utf-8")
    os.utime(raw / "social.txt", (0, 0))
    os.utime(raw / "centre.txt")
    report = corpus.ingest()
    assert (report.updated, len(report.unchanged)) == (["data/raw/social.txt"], 2)
