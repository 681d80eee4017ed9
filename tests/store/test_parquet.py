from __future__ import annotations

import io
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from polcorp.cli.app import app
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.ingest.analyser import Analyser
from polcorp.ingest.workers import BATCH_FILES
from polcorp.reading.documents import make_document
from polcorp.store.parquet import storage as storage_module
from polcorp.store.parquet.attach import cached_store
from polcorp.store.parquet.data_set import DataSet
from polcorp.store.parquet.storage import LocalStorage, StorageError, open_storage
from polcorp.store.parquet.tables import Stored, decode, encode
from polcorp.tables.rows import rows_of
from tests.exports import exports
from tests.ingest.clusters import kill_a_worker
from tests.ingest.noting import note_analysed


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLCORP_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(params=["folder", "file://", "memory://"])
def place(request: pytest.FixtureRequest, here: Path) -> Iterator[str]:
    if request.param == "folder":
        yield "set"
    elif request.param == "file://":
        yield (here / "a set").as_uri()
    else:
        fsspec = pytest.importorskip("fsspec")
        yield f"memory://{uuid.uuid4().hex}/set"
        fsspec.filesystem("memory").store.clear()


def fill(place: str, **options: Any) -> Any:
    return Corpus("unused.db").ingest(parquet=place, **options)


def files(folder: str = "set") -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file()
    }


def test_a_data_set_gives_the_exports_of_a_store(corpus: Corpus, place: str) -> None:
    report = fill(place)
    assert (len(report.added), report.failures) == (3, [])
    assert exports(Corpus(place)) == exports(corpus)
    assert Corpus(place).check() == []
    assert Corpus(place).text("social") == corpus.text("social")
    assert not Path("unused.db").exists()
    totals = corpus.totals()
    assert report.totals == {name: totals[name] for name in report.totals}


@pytest.mark.slow
def test_the_second_ingest_does_what_changed(
    raw: Path, quick: Analyser, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "old.txt").write_text("Gammal text.\n", "utf-8")
    store = Corpus("other.db")
    store.ingest()
    fill(place)
    Corpus(place).documents()  # the cache has the old state
    (raw / "social.txt").write_text("Helt ny text om skola.\n", "utf-8")
    (raw / "centre.txt").rename(raw / "centre-2018.txt")
    (raw / "new.txt").write_text("Vi vill att barn hörs.\n", "utf-8")
    (raw / "twin.txt").write_text("Vi vill att barn hörs.\n", "utf-8")
    (raw / "old.txt").unlink()
    (raw / "more").mkdir()
    (raw / "liberal.txt").rename(raw / "more/liberal.txt")
    analysed = note_analysed(monkeypatch)
    told = fill(place, dry_run=True, prune=True)
    assert analysed == []
    report = fill(place, prune=True)
    assert analysed == ["centre-2018.txt", "new.txt", "social.txt"]
    store.ingest(prune=True)
    for with_copies in (False, True):
        assert exports(Corpus(place), with_copies=with_copies) == exports(
            store, with_copies=with_copies
        )
    assert told.duplicates == report.duplicates == ["data/raw/twin.txt"]
    assert report.totals == {name: store.totals()[name] for name in report.totals}
    assert told.added == report.added
    assert (told.updated, told.moved, told.pruned) == (report.updated, report.moved, report.pruned)
    assert (len(report.moved), len(report.pruned)) == (2, 1)
    assert (report.totals["documents"], report.totals["copies"]) == (4, 1)
    analysed.clear()
    again = fill(place)
    assert (len(again.unchanged), again.added, again.updated, analysed) == (5, [], [], [])


def test_a_text_is_analysed_once(
    raw: Path, quick: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two", "three"):
        (raw / f"{name}.txt").write_text("Samma text, tre namn.\n", "utf-8")
    analysed = note_analysed(monkeypatch)
    report = fill("set")
    assert len(report.added) == 6
    assert len(analysed) == 4
    assert len(Corpus("set").documents()) == 4
    assert Corpus("set").documents(with_copies=True)["duplicate_of"].notna().sum() == 2


@pytest.mark.slow
def test_several_processes_write_what_one_does(raw: Path) -> None:
    (raw / "empty.txt").touch()
    for number in range(BATCH_FILES + 10):
        (raw / f"more{number}.txt").write_text(f"Vi vill att Ort{number} växer.\n", "utf-8")
    first = fill("one", model="blank", jobs=1)
    second = fill("two", model="blank", jobs=2)
    assert first.added == second.added
    assert [failure.path for failure in second.failures] == ["data/raw/empty.txt"]
    one, two = files("one"), files("two")
    assert len(DataSet(open_storage("one")).parts()) > 1
    assert {name: data for name, data in one.items() if name != "manifest.json"} == {
        name: data for name, data in two.items() if name != "manifest.json"
    }
    store = Corpus("store.db")
    store.ingest(model="blank", jobs=1)
    assert exports(Corpus("two")) == exports(store)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_a_cluster_writes_it_even_if_a_worker_dies(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workers = kill_a_worker(monkeypatch)
    for number in range(40):
        (raw / f"more{number}.txt").write_text(f"Vi vill att Ort{number} växer.\n", "utf-8")
    report = fill("set", model="blank", dask="local", jobs=2)
    assert len(workers) == 2
    assert (len(report.added), report.failures) == (43, [])
    fill("here", model="blank", jobs=1)
    assert exports(Corpus("set")) == exports(Corpus("here"))


def test_files_of_the_data_set_are_whole_or_not_there(here: Path) -> None:
    local = LocalStorage(Path("set"), "set")
    local.write("texts/a.parquet", b"old")

    with pytest.raises(TypeError):
        local.write("texts/a.parquet", [b"no bytes"])  # type: ignore[arg-type]
    assert local.read("texts/a.parquet") == b"old"
    assert [path.name for path in Path("set/texts").iterdir()] == ["a.parquet"]


def test_two_ingests_at_once_are_told_apart(raw: Path, quick: Analyser) -> None:
    pytest.importorskip("fcntl")
    with (
        storage_module.alone(open_storage("set")),
        pytest.raises(StorageError, match=r"another ingest is writing to .*set"),
    ):
        fill("set")
    assert len(fill("set").added) == 3


def test_a_full_disk_ends_the_ingest_and_is_named(
    raw: Path, quick: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: DataSet, documents: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(DataSet, "commit", full)
    with pytest.raises(PolcorpError, match="cannot be written: No space left on device"):
        fill("set")


@pytest.mark.parametrize(
    ("place", "words"),
    [("nothing://x/y", "nothing"), ("empty", "no data set in it"), ("strange", "no manifest")],
)
def test_places_that_are_no_data_sets_are_told(
    raw: Path, quick: Analyser, place: str, words: str
) -> None:
    Path("empty").mkdir()
    Path("strange/documents").mkdir(parents=True)
    Path("strange/documents/some.parquet").touch()
    with pytest.raises(PolcorpError, match=words):
        fill(place) if place == "strange" else Corpus(place).documents()


def test_a_newer_and_a_damaged_manifest_are_told(raw: Path, quick: Analyser) -> None:
    fill("set")
    manifest = Path("set/manifest.json")
    text = manifest.read_text("utf-8")
    manifest.write_text(text.replace('"format": 1', '"format": 99'), "utf-8")
    with pytest.raises(StorageError, match="newer polcorp"):
        Corpus("set").documents()
    manifest.write_text(text[:50], "utf-8")
    with pytest.raises(StorageError, match=r"manifest\.json is damaged"):
        fill("set")


def test_a_data_set_is_no_place_for_a_store(raw: Path, quick: Analyser) -> None:
    fill("set")
    with pytest.raises(PolcorpError, match="--parquet writes data sets"):
        Corpus("set").ingest()


def test_without_the_extra_a_url_says_what_is_missing(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(StorageError, match=r"pip install 'polcorp\[dask\]'"):
        open_storage("memory://x")


def test_a_file_system_that_shows_halves_gets_a_rename(here: Path) -> None:
    """As on sftp: no more than a temporary name is ever half written."""
    fsspec = pytest.importorskip("fsspec")
    dirfs = pytest.importorskip("fsspec.implementations.dirfs")
    seen: list[str] = []

    class Noting(dirfs.DirFileSystem):  # type: ignore[misc,name-defined]
        def pipe_file(self, path: str, value: bytes, **more: Any) -> None:
            seen.append(path.rpartition("/")[2])
            super().pipe_file(path, value, **more)

    memory = fsspec.filesystem("memory")
    remote = storage_module.RemoteStorage(
        Noting(path=f"/{uuid.uuid4().hex}", fs=memory), "set", "sftp://x/set", whole=False
    )
    remote.write("texts/a.parquet", b"data")
    assert seen[0].startswith(".a.parquet.")
    assert remote.names("texts") == ["a.parquet"]
    assert remote.read("texts/a.parquet") == b"data"
    remote.remove("texts/a.parquet")
    remote.remove("texts/a.parquet")
    assert remote.names("texts") == []
    assert remote.names("nowhere") == []


def test_rows_come_back_as_they_were(analyser: Analyser, raw: Path) -> None:
    stored = []
    for path in sorted(raw.glob("*.txt")):
        given = {"party": "C", "source": "web"} if path.stem == "centre" else {}
        document = make_document(path.stem, path.name, path.read_bytes(), given)
        rows = rows_of(analyser.analyse(document), document)
        stored.append(Stored(rows, 3))
    parts = encode(stored)
    assert encode(stored) == parts
    assert encode(decode(parts.__getitem__)) == parts
    again = decode(parts.__getitem__)
    assert [item.run for item in again] == [3, 3, 3]
    for old, new in zip(stored, again, strict=True):
        assert new.rows.tags == old.rows.tags
        assert new.rows.document == old.rows.document
        assert new.rows.raw.text == old.rows.raw.text
        assert new.rows.metadata == old.rows.metadata
        for name in ("parties", "sections", "lead_ins", "demands", "mentions", "codes"):
            assert getattr(new.rows, name) == getattr(old.rows, name), name


def test_parts_from_before_speakers_were_known_are_read(analyser: Analyser) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    document = make_document("a", "a.txt", b"Trygga barn", {"party": "C"})
    parts = encode([Stored(rows_of(analyser.analyse(document), document), 1)])
    table = pq.read_table(pa.BufferReader(parts["documents"]))
    old = [name for name in table.column_names if name.startswith("speaker")]
    assert old == ["speaker", "speaker_evidence", "speaker_confidence"]
    sink = io.BytesIO()
    pq.write_table(table.drop_columns(old), sink)
    (found,) = decode((parts | {"documents": sink.getvalue()}).__getitem__)
    assert found.rows.document["speaker"] == "party"


def test_other_tools_read_the_folders(raw: Path, quick: Analyser) -> None:
    duckdb = pytest.importorskip("duckdb")
    fill("set")
    query = (
        "SELECT m.canonical, count(*) FROM 'set/mentions/*.parquet' m"
        " JOIN 'set/documents/*.parquet' d USING (path) GROUP BY 1 ORDER BY 1"
    )
    actors = Corpus("set").actors().sort_values("canonical")
    wanted = list(zip(actors["canonical"], actors["mentions"], strict=True))
    assert duckdb.sql(query).fetchall() == wanted


@pytest.mark.slow
def test_commands_read_a_data_set(corpus: Corpus) -> None:
    runner = CliRunner()
    done = runner.invoke(app, ["ingest", "--parquet", "set"])
    assert done.exit_code == 0, done.output
    for command in (
        ["documents"],
        ["sections"],
        ["demands"],
        ["actors", "--by", "party"],
        ["themes", "--by", "year"],
        ["kwic", "skolan"],
        ["sql", "SELECT count(*) FROM demands"],
        ["show", "centre"],
    ):
        export = ["--export", "csv"] if command[0] != "show" else []
        told = [
            runner.invoke(app, [*command, *export, *place]) for place in ([], ["--corpus", "set"])
        ]
        assert [one.exit_code for one in told] == [0, 0], told[1].output
        assert told[0].stdout == told[1].stdout, command
    whole = runner.invoke(app, ["info", "--check", "--corpus", "set"])
    assert "set is whole" in whole.output
    runner.invoke(app, ["export", "a", "-q"])
    runner.invoke(app, ["export", "b", "-q", "--corpus", "set"])
    assert files("a") == files("b")


@pytest.mark.slow
def test_the_cache_follows_and_is_made_anew_if_lost(raw: Path, quick: Analyser) -> None:
    fill("set")
    corpus = Corpus("set")
    before = exports(corpus)
    stamp = cached_store("set").stat().st_mtime_ns
    assert exports(corpus) == before
    assert cached_store("set").stat().st_mtime_ns == stamp
    cached_store("set").unlink()
    assert exports(corpus) == before
    (raw / "new.txt").write_text("Vi vill att skolan får mer.\n", "utf-8")
    fill("set")
    assert len(corpus.documents()) == 4


@pytest.mark.slow
def test_kill_nine_and_again(raw: Path) -> None:
    """A real process, killed while it works; the next one finishes with the same exports."""
    for number in range(60):
        (raw / f"more{number}.txt").write_text(f"Vi vill att Ort{number} växer.\n", "utf-8")
    command = [sys.executable, "-m", "polcorp", "ingest", "data/raw", "--parquet", "set"]
    process = subprocess.Popen([*command, "--model", "blank", "--jobs", "1", "--quiet"])
    while process.poll() is None and not list(Path().glob("set/documents/*.parquet")):
        pass
    process.kill()
    process.wait()
    report = fill("set", model="blank", jobs=1)
    assert len(report.added) + len(report.unchanged) == 63
    assert report.unchanged
    store = Corpus("store.db")
    store.ingest(model="blank", jobs=1)
    assert exports(Corpus("set")) == exports(store)


@pytest.mark.slow
def test_a_part_of_a_run_that_nobody_knows_is_taken_away(raw: Path) -> None:
    """A worker that outlives its killed ingest may write into a data set begun again meanwhile."""
    fill("other", model="blank", jobs=1)
    (raw / "late.txt").write_text("Vi vill att Kil växer.\n", "utf-8")
    fill("other", model="blank", jobs=1)  # its part is of run 2
    fill("set", model="blank", jobs=1)
    listed = sorted(path.name for path in Path("set/documents").iterdir())
    for path in Path("other").rglob("*.parquet"):
        target = Path("set", *path.parts[1:])
        if not target.exists():
            shutil.copy(path, target)
    strays = {path.name for path in Path("set/documents").iterdir()} - set(listed)
    assert strays
    report = fill("set", model="blank", jobs=1)
    assert not report.added
    assert strays.isdisjoint(path.name for path in Path("set/documents").iterdir())


def test_a_cache_that_cannot_be_made_is_told(
    raw: Path, quick: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill("set")
    Path("taken").touch()
    monkeypatch.setenv("POLCORP_CACHE", "taken/cache")
    with pytest.raises(PolcorpError, match=r"taken/cache, cannot be .*; POLCORP_CACHE names"):
        Corpus("set").documents()
