"""A data set in an object store that speaks S3, served on the loopback."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.ingest.analyser import Analyser
from tests.exports import exports

server = pytest.importorskip("moto.server", reason="needs moto[server]")
s3fs = pytest.importorskip("s3fs", reason="needs s3fs")

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

PLACE = "s3://corpora/wards/set"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    store = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    store.start()
    host, port = store.get_host_and_port()
    yield f"http://{host}:{port}"
    store.stop()


@pytest.fixture
def bucket(
    endpoint: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    use(endpoint, monkeypatch)
    monkeypatch.setenv("POLCORP_CACHE", str(tmp_path_factory.mktemp("cache")))
    s3fs.S3FileSystem.clear_instance_cache()
    files = s3fs.S3FileSystem()
    files.mkdir("corpora")
    yield
    files.rm("corpora", recursive=True)
    s3fs.S3FileSystem.clear_instance_cache()


def use(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "anybody",
        "AWS_SECRET_ACCESS_KEY": "anything",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("way", [{"jobs": 1}, {"dask": "local", "jobs": 2}])
def test_what_is_written_there_is_read_as_from_a_store(
    raw: Path, bucket: None, way: dict[str, object]
) -> None:
    local = Corpus("local.db")
    local.ingest(model="blank", jobs=1)
    report = Corpus().ingest(model="blank", parquet=PLACE, **way)  # type: ignore[arg-type]
    assert (len(report.added), report.failures) == (3, [])
    assert exports(Corpus(PLACE)) == exports(local)


def test_later_ingests_do_what_has_changed(raw: Path, quick: Analyser, bucket: None) -> None:
    def ingest(**options: object) -> object:
        return Corpus().ingest(parquet=PLACE, **options)  # type: ignore[arg-type]

    ingest()
    (raw / "social.txt").write_text("Vi vill att Umeå växer.\n", "utf-8")
    (raw / "new.txt").write_text("Vi vill att Lund växer.\n", "utf-8")
    report = Corpus().ingest(parquet=PLACE)
    assert (report.added, report.updated) == (["data/raw/new.txt"], ["data/raw/social.txt"])
    assert len(report.unchanged) == 2
    (raw / "new.txt").unlink()
    assert Corpus().ingest(parquet=PLACE, prune=True).pruned == ["data/raw/new.txt"]
    assert Corpus().ingest(parquet=PLACE, force=True).failures == []
    local = Corpus("local.db")
    local.ingest()
    assert exports(Corpus(PLACE)) == exports(local)
    assert Corpus(PLACE).check() == []
    parts = s3fs.S3FileSystem().ls("corpora/wards/set/documents")
    assert len(parts) == 1  # nothing of earlier ingests is left


def test_a_store_that_is_not_there_is_told_in_one_line(
    raw: Path, quick: Analyser, bucket: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("s3://nobodys/set", "s3://corpora/empty"):
        with pytest.raises(PolcorpError) as told:
            Corpus(place).documents()
        assert place in str(told.value)
    with pytest.raises(PolcorpError, match="s3://nobodys/set"):
        Corpus().ingest(parquet="s3://nobodys/set")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    use(f"http://127.0.0.1:{port}", monkeypatch)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    s3fs.S3FileSystem.clear_instance_cache()
    with pytest.raises(PolcorpError) as told:
        Corpus().ingest(parquet="s3://gone/set")
    assert "s3://gone/set" in str(told.value)
