"""What can go wrong outside: kills, signals, disks, other processes."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from polcorp.corpus import Corpus
from polcorp.ingest import ingest as ingest_module
from polcorp.ingest.analyser import Analyser
from polcorp.store import connection as store
from polcorp.store.connection import CorpusError, transaction, writing
from tests.exports import exports

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def pages(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    folder = here / "pages"
    folder.mkdir()
    for number in range(80):
        text = f"Sida {number}\n\nVi vill att Ort{number} får fler träd. Skolfam ska prövas.\n" * 4
        (folder / f"{number:03d}.txt").write_text(text, encoding="utf-8")
    return folder


def start(pages: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "polcorp", "ingest", str(pages), "--model", "blank"]
    return subprocess.Popen(
        [*command, "--corpus", "torn.db", *options], stderr=subprocess.PIPE, text=True
    )


def wait_for_documents(process: subprocess.Popen[str], number: int) -> None:
    """Wait until the corpus that *process* fills holds *number* documents."""
    for _ in range(6000):
        ended = process.poll() is not None
        try:
            connection = sqlite3.connect("file:torn.db?mode=ro", uri=True)
            try:
                (n,) = connection.execute("SELECT count(*) FROM document").fetchone()
            finally:
                connection.close()
        except sqlite3.OperationalError:  # not there yet
            n = 0
        if n >= number:
            return
        if ended:
            break
        time.sleep(0.01)
    pytest.fail(f"no {number} documents came")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_finishes_what_is_begun_and_says_so(pages: Path, jobs: str) -> None:
    for number in range(80, 600):  # enough for the signal to come in time on a busy machine
        (pages / f"{number:03d}.txt").write_text(f"Vi vill att Ort{number} växer.\n", "utf-8")
    process = start(pages, "--jobs", jobs)
    wait_for_documents(process, 3)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    torn = Corpus("torn.db")
    n = len(torn.documents())
    assert process.returncode == 130
    assert f"stopped; {n} new or changed files are stored, the next ingest does the rest" in said
    assert 3 <= n < 600
    assert torn.check() == []
    assert torn.runs()["finished"].isna().all()


def test_a_killed_ingest_is_taken_up_again(pages: Path) -> None:
    whole, torn = Corpus("whole.db"), Corpus("torn.db")
    for number in range(80, 400):
        (pages / f"{number:03d}.txt").write_text(f"Vi vill att Ort{number} växer.\n", "utf-8")
    whole.ingest(pages, model="blank", jobs=1)
    for _ in range(8):  # on a busy machine an ingest may be done before it is killed
        process = start(pages, "--jobs", "2")
        wait_for_documents(process, 20)
        process.kill()
        process.communicate()
        if len(torn.documents()) < 400:
            break
        for left in Path().glob("torn.db*"):
            left.unlink()
    assert torn.check() == []
    assert 20 <= len(torn.documents()) < 400
    torn.ingest(pages, model="blank", jobs=1)
    assert exports(torn) == exports(whole)


def test_two_ingests_at_once_store_everything_once(pages: Path) -> None:
    both = [start(pages, "--jobs", "1"), start(pages, "--jobs", "1")]
    said = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    torn, whole = Corpus("torn.db"), Corpus("whole.db")
    assert torn.check() == []
    whole.ingest(pages, model="blank", jobs=1)
    assert exports(torn) == exports(whole)


def test_a_full_disk_is_told_and_keeps_what_was_stored(raw: Path, quick: Analyser) -> None:
    """A limit on the size of files stands in for the disk."""
    corpus = Corpus()
    corpus.ingest(raw / "centre.txt")
    before = exports(corpus)
    words = " ".join(f"barn{n}" for n in range(9_000))
    (raw / "huge.txt").write_text(words, encoding="utf-8")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(CorpusError, match=r"the disk is full or failing"):
            corpus.ingest(raw / "huge.txt")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert exports(corpus) == before
    assert corpus.check() == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(corpus: Corpus, here: Path) -> None:
    before = corpus.documents()
    corpus.path.parent.chmod(0o555)
    try:
        assert corpus.documents().equals(before)  # reading goes on
        with pytest.raises(CorpusError, match="no permission"):
            corpus.ingest(force=True)
    finally:
        corpus.path.parent.chmod(0o755)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder nobody can write to")
def test_a_folder_where_no_file_can_be_made(raw: Path, quick: Analyser) -> None:
    with pytest.raises(CorpusError, match="it cannot be opened"):
        Corpus("/proc/polcorp.db").ingest()


def test_readers_see_the_last_finished_document_while_one_is_written(corpus: Corpus) -> None:
    with writing(corpus.path) as connection, transaction(connection):
        connection.execute("DELETE FROM document")
        assert len(corpus.documents()) == 3
    assert len(corpus.documents()) == 0


def test_a_busy_writer_is_waited_for(
    corpus: Corpus, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def hold() -> None:
        with writing(corpus.path) as connection, transaction(connection):
            begun.set()
            time.sleep(0.5)

    thread = threading.Thread(target=hold)
    thread.start()
    begun.wait()
    assert len(corpus.ingest(force=True).updated) == 3
    thread.join()


def test_and_then_named(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.05)
    with writing(corpus.path) as connection:
        connection.execute("UPDATE run SET finished = NULL, process = 4711, host = 'arken'")
        with (
            transaction(connection),
            pytest.raises(CorpusError, match=r"process 4711 on arken \(an ingest begun 20\d\d-"),
        ):
            corpus.ingest(force=True)


def test_an_error_in_a_transaction_that_sqlite_has_ended(corpus: Corpus) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        with transaction(connection):
            connection.execute("ROLLBACK")  # as SQLite does by itself
            raise sqlite3.OperationalError("database or disk is full")

    with writing(corpus.path) as connection, pytest.raises(sqlite3.Error, match="disk is full"):
        fail(connection)


def test_the_second_ctrl_c_stops_at_once(
    raw: Path, analyser: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Impatient(Analyser):
        def analyse_together(self, documents: Any) -> Any:
            for _ in range(2):
                signal.raise_signal(signal.SIGINT)
            raise AssertionError("the second one should have ended it")

    impatient = Impatient(analyser.nlp, analyser.info)
    monkeypatch.setattr(ingest_module, "load_analyser", lambda _options: impatient)
    with pytest.raises(KeyboardInterrupt):
        Corpus().ingest()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert len(Corpus().documents()) == 0
