"""What stopped ingests leave of a data set, what older versions wrote, and copies for other tools."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.ingest import parquet_ingest
from polcorp.ingest.analyser import Analyser
from polcorp.store.connection import MIGRATIONS
from polcorp.store.parquet.data_set import DataSet
from polcorp.store.parquet.storage import LocalStorage, open_storage
from polcorp.store.parquet.tables import FOLDERS
from tests.exports import exports
from tests.ingest.noting import note_analysed
from tests.store.test_parquet import fill


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLCORP_CACHE", str(tmp_path_factory.mktemp("cache")))


def test_a_killed_ingest_loses_no_finished_part(
    raw: Path, quick: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_ingest, "BATCH_FILES", 1)
    monkeypatch.setattr(parquet_ingest, "PART_FILES", 1)
    commit = DataSet.commit
    parts: list[str] = []

    def die_in_the_second(self: DataSet, documents: Any) -> str:
        if parts:
            write = self.storage.write
            monkeypatch.setattr(
                self.storage,
                "write",
                lambda name, data: _die() if name.startswith("documents") else write(name, data),
                raising=False,
            )
        parts.append(commit(self, documents))
        return parts[-1]

    monkeypatch.setattr(DataSet, "commit", die_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        fill("set")
    monkeypatch.undo()
    monkeypatch.chdir(raw.parent.parent)
    assert DataSet(open_storage("set")).parts() == set(parts)
    assert len(list(Path("set/texts").iterdir())) == 2  # of one the documents are missing


def _die() -> None:
    raise KeyboardInterrupt


def test_what_a_killed_ingest_had_finished_is_taken_over(
    raw: Path, quick: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifest is of the beginning of the run; its parts are on the disk."""
    fill("set")
    complete = Path("set/manifest.json").read_bytes()
    manifest, _ = DataSet(open_storage("set")).manifest() or pytest.fail("no manifest")
    manifest.parts.clear()
    DataSet(open_storage("set")).save(manifest)
    assert len(Corpus("set").documents()) == 0
    analysed = note_analysed(monkeypatch)
    report = fill("set")
    assert (len(report.unchanged), analysed) == (3, [])
    assert len(Corpus("set").documents()) == 3
    assert complete != Path("set/manifest.json").read_bytes()


def test_a_late_part_of_an_older_run_does_not_hide_the_newer(raw: Path, quick: Analyser) -> None:
    """A worker of a killed ingest may write its part after the next ingest has been."""
    fill("set")
    (old,) = DataSet(open_storage("set")).parts()
    shutil.copytree("set", "before")
    (raw / "social.txt").write_text("Ny text.\n", "utf-8")
    fill("set")
    for folder in FOLDERS:
        shutil.copy(f"before/{folder}/{old}.parquet", f"set/{folder}/")
    report = fill("set")
    assert (len(report.unchanged), report.updated) == (3, [])
    assert Corpus("set").text("social") == "Ny text.\n"
    assert old not in DataSet(open_storage("set")).parts()


def test_removals_that_were_cut_short_are_finished(raw: Path, quick: Analyser) -> None:
    fill("set")
    data_set = DataSet(open_storage("set"))
    (old,) = data_set.parts()
    (raw / "social.txt").write_text("Ny text.\n", "utf-8")
    shutil.copytree("set", "before")
    fill("set")
    for folder in FOLDERS:
        shutil.copy(f"before/{folder}/{old}.parquet", f"set/{folder}/")
    manifest, _ = data_set.manifest() or pytest.fail("no manifest")
    manifest.removed = [old]
    data_set.save(manifest)
    before = exports(Corpus("set"))
    assert len(fill("set").unchanged) == 3
    assert old not in data_set.parts()
    assert exports(Corpus("set")) == before


def parts_on_disk() -> dict[str, set[str]]:
    return {
        folder: {path.stem for path in Path("set", folder).glob("*.parquet")} for folder in FOLDERS
    }


def test_the_next_ingest_takes_half_parts_away(
    raw: Path, quick: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full when some of the tables of a part are written."""
    duckdb = pytest.importorskip("duckdb")
    fill("set", paths=[raw / "liberal.txt"])
    write, room = LocalStorage.write, 7

    def full(self: LocalStorage, name: str, data: bytes) -> None:
        nonlocal room
        room -= 1
        if room < 0 and name != "manifest.json":
            raise OSError(28, "No space left on device")
        write(self, name, data)

    monkeypatch.setattr(LocalStorage, "write", full)
    with pytest.raises(PolcorpError, match="No space left on device"):
        fill("set")
    monkeypatch.setattr(LocalStorage, "write", write)
    Path("set/texts/mine.parquet").write_bytes(b"somebody else's")
    assert len(parts_on_disk()["texts"]) == 3
    assert len(parts_on_disk()["documents"]) == 1
    before = parts_on_disk()
    fill("set", dry_run=True)
    assert parts_on_disk() == before
    (raw / "centre.txt").unlink()
    (raw / "social.txt").unlink()
    fill("set")
    Path("set/texts/mine.parquet").unlink()
    assert set(map(len, parts_on_disk().values())) == {1}
    (texts,) = duckdb.sql("SELECT count(*) FROM 'set/texts/*.parquet'").fetchall()
    assert texts == (1,)


def test_a_part_that_lacks_a_table_is_none(raw: Path, quick: Analyser) -> None:
    """A worker that outlived a killed ingest wrote the rest of a part that was taken away."""
    fill("set")
    (part,) = DataSet(open_storage("set")).parts()
    manifest, _ = DataSet(open_storage("set")).manifest() or pytest.fail("no manifest")
    manifest.parts.clear()
    DataSet(open_storage("set")).save(manifest)
    Path(f"set/sections/{part}.parquet").unlink()
    report = fill("set")
    assert (len(report.added), report.failures) == (3, [])
    assert set(map(len, parts_on_disk().values())) == {1}
    assert Corpus("set").check() == []


def make_older(folder: Path) -> None:
    """Turn a data set into what it was before documents had doc_ids."""
    import pyarrow.parquet as pq

    for path in (folder / "documents").glob("*.parquet"):
        table = pq.read_table(path).drop_columns(["doc_id", "text_hash", "came", "copy_of"])
        pq.write_table(table, path)
    path = folder / "manifest.json"
    values = json.loads(path.read_text("utf-8"))
    values["columns"] = MIGRATIONS.index("011_identity.sql")
    del values["ids"]
    for part in values["parts"].values():
        for name in ("copies", "without_party", "without_municipality", "without_date"):
            del part[name]
    for run in values["runs"]:
        del run["folder"]
    path.write_text(json.dumps(values), "utf-8")


def test_an_older_data_set_keeps_the_doc_ids_that_it_had(
    raw: Path, quick: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two files of one stem both went by their paths; no newcomer changes that."""
    (raw / "more").mkdir()
    (raw / "more/social.txt").write_text("En annan text.\n", "utf-8")
    (raw / "centre-2.txt").write_bytes((raw / "centre.txt").read_bytes())
    (raw.parent / "annotations/documents.csv").unlink()
    fill("set")
    make_older(Path("set"))
    ids = {
        "centre": "data/raw/centre.txt",
        "centre-2": "data/raw/centre-2.txt",
        "data/raw/more/social.txt": "data/raw/more/social.txt",
        "data/raw/social.txt": "data/raw/social.txt",
        "liberal": "data/raw/liberal.txt",
    }

    def found() -> dict[str, str]:
        documents = Corpus("set").documents(with_copies=True)
        return dict(zip(documents["doc_id"], documents["path"], strict=True))

    assert found() == ids
    assert len(Corpus("set").documents()) == 4
    (raw / "new").mkdir()
    (raw / "new/liberal.txt").write_text("Ännu en annan text.\n", "utf-8")
    ids["data/raw/new/liberal.txt"] = "data/raw/new/liberal.txt"
    save = DataSet.save

    def killed(self: DataSet, manifest: Any) -> None:
        save(self, manifest)
        raise KeyboardInterrupt

    monkeypatch.setattr(DataSet, "save", killed)
    with pytest.raises(KeyboardInterrupt):
        fill("set")
    monkeypatch.setattr(DataSet, "save", save)
    assert found().keys() == ids.keys() - {"data/raw/new/liberal.txt"}
    report = fill("set")
    assert (len(report.unchanged), len(report.added)) == (5, 1)
    assert found() == ids
    assert report.totals == {name: Corpus("set").totals()[name] for name in report.totals}
    manifest, _ = DataSet(open_storage("set")).manifest() or pytest.fail("no manifest")
    assert manifest.ids == {}


def test_copies_are_marked_for_other_tools(raw: Path, quick: Analyser) -> None:
    duckdb = pytest.importorskip("duckdb")
    (raw.parent / "annotations/documents.csv").unlink()
    fill("set")
    (raw / "a-copy.txt").write_bytes((raw / "social.txt").read_bytes())
    fill("set")
    marked = "SELECT doc_id, copy_of FROM 'set/documents/*.parquet' WHERE copy_of IS NOT NULL"
    assert duckdb.sql(marked).fetchall() == [("a-copy", "social")]
    query = (
        "SELECT count(*) FROM 'set/demands/*.parquet' x JOIN 'set/documents/*.parquet' d"
        " USING (path) WHERE d.copy_of IS NULL AND x.own"
    )
    assert duckdb.sql(query).fetchall() == [(len(Corpus("set").demands()),)]
    (raw / "social.txt").unlink()
    report = fill("set", prune=True)
    assert duckdb.sql(marked).fetchall() == []
    assert report.totals == {name: Corpus("set").totals()[name] for name in report.totals}


def test_figures_that_a_killed_ingest_left_wrong_are_set_right(raw: Path, quick: Analyser) -> None:
    """It had marked a copy, and not yet written the manifest."""
    (raw / "a-copy.txt").write_bytes((raw / "liberal.txt").read_bytes())
    (raw.parent / "annotations/documents.csv").unlink()
    fill("set")
    manifest, _ = DataSet(open_storage("set")).manifest() or pytest.fail("no manifest")
    for totals in manifest.parts.values():
        totals["documents"] += totals["copies"]
        totals["copies"] = 0
    DataSet(open_storage("set")).save(manifest)
    report = fill("set")
    assert report.totals == {name: Corpus("set").totals()[name] for name in report.totals}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="counts threads in /proc")
def test_reading_a_part_leaves_no_thread_that_python_would_end_under() -> None:
    script = """
import os
from polcorp.store.parquet.tables import encode, read_rows
def threads(): return len(os.listdir("/proc/self/task"))
data = encode([])["documents"]
before = threads()
assert read_rows(data) == []
print(threads() - before, flush=True)
import pyarrow as pa, pyarrow.parquet as pq
pq.ParquetFile(pa.BufferReader(data)).read(use_threads=True)
print(threads() > before, flush=True)
os._exit(0)  # what Python does under the threads that are left is what is avoided
"""
    run = [sys.executable, "-c", script]
    told = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    assert told.split() == ["0", "True"]  # as it is where pyarrow is left to itself
