from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.ingest.dask_cluster import analyse_batch
from polcorp.ingest.options import Options
from tests.exports import exports
from tests.ingest.clusters import kill_a_worker

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]


def test_a_cluster_gives_the_same_bytes_even_if_a_worker_dies(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workers = kill_a_worker(monkeypatch)
    for number in range(40):
        (raw / f"more{number}.txt").write_text(f"Vi vill att Ort{number} växer.\n", "utf-8")
    here, there = Corpus("here.db"), Corpus("there.db")
    here.ingest(model="blank", jobs=1)
    report = there.ingest(model="blank", dask="local", jobs=2)
    assert len(workers) == 2
    assert report.failures == []
    assert exports(there) == exports(here)


def test_a_cluster_here_answers_nobody_else(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    from polcorp.ingest import dask_cluster

    result = dask_cluster._result
    answers: list[str] = []

    def knock(batch: Any, task: Any) -> Any:
        scheduler = distributed.default_client().scheduler.address
        for place in (scheduler, *distributed.default_client().nthreads()):
            assert place.startswith("tls://127.0.0.1:")
            for known in (distributed.Security(), distributed.Security.temporary()):
                for address in (place, place.replace("tls", "tcp")):
                    answers.append(asyncio.run(_said(distributed, address, known)))
        return result(batch, task)

    monkeypatch.setattr(dask_cluster, "_result", knock)
    assert Corpus().ingest(model="blank", dask="local", jobs=1).failures == []
    assert answers == [""] * 8


async def _said(distributed: Any, address: str, security: Any) -> str:
    """Return what a scheduler or worker answers to somebody with this *security*."""
    core: Any = distributed.core
    try:
        place = await core.connect(address, timeout=3, **security.get_connection_args("client"))
        await place.write({"op": "identity", "reply": True})
        return str(await place.read())
    except (OSError, RuntimeError, TypeError, ValueError):
        return ""


def test_without_the_extra_it_is_named(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(PolcorpError, match=r"pip install 'polcorp\[dask\]'"):
        Corpus().ingest(model="blank", dask="local")


def test_a_worker_with_another_pipeline_is_refused() -> None:
    with pytest.raises(RuntimeError, match="another pipeline"):
        analyse_batch(Options(model="blank"), [], "{}")


def test_a_cluster_that_does_not_start_is_told_in_a_line(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed")

    def fails(**options: Any) -> Any:
        raise RuntimeError("Nanny failed to start.")

    monkeypatch.setattr(distributed, "LocalCluster", fails)
    with pytest.raises(PolcorpError, match="no Dask cluster starts on this machine"):
        Corpus().ingest(model="blank", dask="local", jobs=1)
