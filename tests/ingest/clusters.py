"""A cluster of Dask that loses a worker."""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest


def kill_a_worker(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Kill one worker at the first result; return the processes of all workers, filled in then."""
    distributed = pytest.importorskip("distributed")
    from polcorp.ingest import dask_cluster

    result = dask_cluster._result
    workers: list[int] = []

    def kill_one(batch: Any, task: Any) -> Any:
        if not workers:
            workers.extend(distributed.default_client().run(os.getpid).values())
            os.kill(workers[0], signal.SIGKILL)
        return result(batch, task)

    monkeypatch.setattr(dask_cluster, "_result", kill_one)
    return workers
