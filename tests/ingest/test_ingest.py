from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from polcorp.corpus import Corpus
from polcorp.ingest import ingest as ingest_module
from polcorp.ingest.ingest import Analyser
from polcorp.store.connection import CorpusError
from polcorp.store.write import write_document
from tests.exports import exports


def test_the_report_says_what_was_done(raw: Path, quick: Analyser) -> None:
    seen: list[tuple[int, int, str]] = []
    report = Corpus().ingest(progress=lambda done, total, path: seen.append((done, total, path)))
    assert report.ok
    assert report.added == [f"data/raw/{name}.txt" for name in ("centre", "liberal", "social")]
    assert seen[-1] == (3, 3, "data/raw/social.txt")
    assert report.totals["documents"] == 3
    assert report.totals["demands"] == 4  # and one that Moderaterna have


def test_what_is_unchanged_is_not_analysed_again(
    corpus: Corpus, raw: Path, analyser: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "social.txt").write_text("En ny text.", encoding="utf-8")
    analysed: list[str] = []

    class Counting(Analyser):
        def analyse_together(self, documents: Any) -> Any:
            analysed.extend(raw.path for raw in documents)
            return super().analyse_together(documents)

    counting = Counting(analyser.nlp, analyser.info)
    monkeypatch.setattr(ingest_module, "load_analyser", lambda _options: counting)
    report = corpus.ingest()
    assert (report.updated, len(report.unchanged)) == (["data/raw/social.txt"], 2)
    assert analysed == ["data/raw/social.txt"]
    assert corpus.text("social") == "En ny text."
    assert len(corpus.ingest(force=True).updated) == 3


def test_new_metadata_and_a_new_pipeline_are_changes(
    corpus: Corpus, raw: Path, analyser: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = raw.parent / "annotations/documents.csv"
    table.write_text(table.read_text("utf-8").replace("2018", "2022"), encoding="utf-8")
    assert corpus.ingest().updated == ["data/raw/centre.txt"]
    newer = Analyser(analyser.nlp, {**analyser.info, "model_version": "2"})
    monkeypatch.setattr(ingest_module, "load_analyser", lambda _options: newer)
    assert len(corpus.ingest().updated) == 3


def test_two_ingests_give_the_same_bytes(corpus: Corpus, raw: Path, quick: Analyser) -> None:
    other = Corpus("other.db")
    for name in ("social", "centre", "liberal"):  # another order, and one by one
        other.ingest(raw / f"{name}.txt")
    assert exports(other) == exports(corpus)
    corpus.ingest(force=True)
    assert exports(other) == exports(corpus)


def test_every_kind_of_bad_file_is_told_and_the_good_ones_stored(
    raw: Path, quick: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "empty.txt").touch()
    (raw / "binary.txt").write_bytes(bytes(range(256)))
    (raw / "latin.txt").write_bytes("Trygghet på äldre dar är självklart.".encode("latin-1"))
    (raw / "crash.txt").write_text("Här kommer en krasch.", encoding="utf-8")
    (raw / "closed.txt").write_text("hemligt", encoding="utf-8")
    (raw / "loop").symlink_to(raw)
    os.mkfifo(raw / "pipe.txt")
    opening = os.open

    def refuse(path: Any, *args: Any, **more: Any) -> int:
        if str(path).endswith("closed.txt"):
            raise PermissionError(13, "Permission denied")
        return opening(path, *args, **more)

    monkeypatch.setattr(os, "open", refuse)
    corpus = Corpus()
    report = corpus.ingest()
    assert not report.ok
    assert {
        failure.path.removeprefix("data/raw/"): failure.reason for failure in report.failures
    } == {
        "binary.txt": "not a text file but binary data",
        "closed.txt": "no permission to read it",
        "crash.txt": "the analysis failed: RuntimeError: no luck",
        "empty.txt": "the file is empty",
        "loop": "a symbolic link to a folder above it",
        "pipe.txt": "a named pipe, not a file",
    }
    documents = corpus.documents()
    assert list(documents["doc_id"]) == ["centre", "latin", "liberal", "social"]
    assert dict(zip(documents["doc_id"], documents["encoding"], strict=True))["latin"] == "cp1252"
    assert list(corpus.failures()["reason"]) == [failure.reason for failure in report.failures]


def test_a_bad_file_keeps_what_the_corpus_has_of_it(corpus: Corpus, raw: Path) -> None:
    (raw / "social.txt").write_bytes(b"")
    report = corpus.ingest()
    assert [failure.reason for failure in report.failures] == ["the file is empty"]
    assert report.missing == []
    assert "läxhjälp" in corpus.text("social")


def test_removed_files_leave_only_with_prune(corpus: Corpus, raw: Path) -> None:
    (raw / "social.txt").unlink()
    (raw / "deep").mkdir()
    (raw / "deep/more.txt").write_text("Mer text.", encoding="utf-8")
    assert corpus.ingest().missing == ["data/raw/social.txt"]
    assert len(corpus.documents()) == 4
    assert corpus.ingest(raw / "deep", prune=True).pruned == []  # not asked about
    assert corpus.ingest(prune=True).pruned == ["data/raw/social.txt"]
    assert len(corpus.documents()) == 3
    assert set(corpus.actors(long=True)["doc_id"]) == {"centre", "liberal"}


def test_the_corpus_follows_a_moved_file(corpus: Corpus, raw: Path) -> None:
    (raw / "social.txt").rename(raw / "s-2019.txt")
    report = corpus.ingest(metadata=raw.parent / "annotations/documents.csv")
    assert report.moved == [("data/raw/social.txt", "data/raw/s-2019.txt")]
    assert report.missing == []
    assert report.unmatched_metadata == []  # the row about «social» is the document's still
    assert corpus.documents(doc="social")["municipality"].tolist() == ["Södertälje"]
    assert corpus.documents(doc="social")["path"].tolist() == ["data/raw/s-2019.txt"]


def test_ids_stay_when_other_files_come_and_go(corpus: Corpus, raw: Path) -> None:
    (raw / "more").mkdir()
    (raw / "more/social.txt").write_text("En annan text.", encoding="utf-8")
    corpus.ingest()
    ids = {"centre", "liberal", "social", "data/raw/more/social.txt"}
    assert set(corpus.documents()["doc_id"]) == ids
    assert corpus.documents(doc="social")["path"].tolist() == ["data/raw/social.txt"]
    assert set(corpus.actors(long=True, doc="data/raw/social.txt")["doc_id"]) == {"social"}
    (raw / "social.txt").unlink()
    corpus.ingest(prune=True)
    assert set(corpus.documents()["doc_id"]) == ids - {"social"}
    assert "Södertälje" not in set(corpus.documents()["municipality"])  # the row was another's


def test_a_killed_run_leaves_what_was_finished(
    raw: Path, quick: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = write_document

    def stop_in_the_second(connection: sqlite3.Connection, rows: Any, run: int) -> None:
        writing(connection, rows, run)
        if rows.raw.doc_id == "liberal":
            raise KeyboardInterrupt

    monkeypatch.setattr(ingest_module, "write_document", stop_in_the_second)
    corpus = Corpus()
    with pytest.raises(KeyboardInterrupt):
        corpus.ingest()
    assert list(corpus.documents()["doc_id"]) == ["centre"]
    assert corpus.runs()["finished"].isna().all()
    monkeypatch.setattr(ingest_module, "write_document", writing)
    report = corpus.ingest()
    assert (len(report.added), len(report.unchanged)) == (2, 1)


def test_a_locked_corpus_is_told(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polcorp.store.connection.PATIENCE", 0.05)
    other = sqlite3.connect(corpus.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert len(corpus.documents()) == 3  # reading goes on
        with pytest.raises(
            CorpusError, match=r"process \d+ on .*is writing to it|another process is writing to it"
        ):
            corpus.ingest(force=True)
    finally:
        other.close()
