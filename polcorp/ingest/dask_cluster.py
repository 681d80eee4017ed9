"""Analysing on a Dask cluster: the same batches and the same outcomes as in processes here."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from typing import Any

from polcorp.errors import PolcorpError
from polcorp.ingest.analyser import Analyser, worker_analyser
from polcorp.ingest.jobs import Outcome
from polcorp.ingest.options import Options
from polcorp.ingest.workers import AHEAD, Batch, Runner

#: The address that means: a cluster of this machine's cores, for the time of the ingest.
LOCAL = "local"

#: How often a batch is tried again when the worker that had it died.
RETRIES = 3

_NEEDS_MORE = "--dask needs more: pip install 'polcorp[dask]'"

_analysers: dict[Options, Analyser] = {}


def analyse_batch(options: Options, batch: Batch, fingerprint: str) -> list[Outcome]:
    """Analyse a batch, on a worker; its pipeline is loaded with the first one.

    Raises:
        RuntimeError: the worker has another version, model or lexicons than the ingest.
    """
    analyser = _analysers.get(options)
    if analyser is None:
        analyser = worker_analyser(options)
        if analyser.fingerprint != fingerprint:
            raise RuntimeError(f"a worker has another pipeline: {analyser.fingerprint}")
        _analysers.clear()
        _analysers[options] = analyser
    return analyser.run_batch(batch)


@contextmanager
def dask_cluster(
    options: Options,
    fingerprint: str,
    processes: int,
    wants_to_stop: Callable[[], bool] = lambda: False,
) -> Iterator[Runner]:
    """Give a runner that analyses batches on the cluster at ``options.dask``.

    Raises:
        PolcorpError: the extra «dask» is not installed, or no cluster answers.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise PolcorpError(_NEEDS_MORE) from error
    if options.user_dir is not None:  # a worker's working directory may be another
        options = replace(options, user_dir=options.user_dir.absolute())
    if options.dask == LOCAL:
        with (
            _local_cluster(distributed, processes) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield _runner(client, options, fingerprint, wants_to_stop)
        return
    try:
        client = distributed.Client(options.dask, timeout="10s")
    except (OSError, ValueError) as error:
        raise PolcorpError(f"no Dask scheduler answers at {options.dask}") from error
    with client:
        yield _runner(client, options, fingerprint, wants_to_stop)


def _local_cluster(distributed: Any, processes: int) -> Any:
    """Return a cluster of this machine that talks to nobody without the certificate of its own.

    Whoever can talk to a scheduler or a worker can have it run anything.

    Raises:
        PolcorpError: what makes certificates is not installed, or the cluster does not start.
    """
    try:
        security = distributed.Security.temporary()
    except ImportError as error:
        raise PolcorpError(_NEEDS_MORE) from error
    try:
        return distributed.LocalCluster(
            n_workers=processes,
            threads_per_worker=1,
            dashboard_address=None,
            protocol="tls://",
            security=security,
        )
    except (RuntimeError, OSError) as error:  # a worker that does not come up in time, or no port
        raise PolcorpError(
            f"no Dask cluster starts on this machine ({error}): fewer --jobs, or no --dask, may do"
        ) from error


def _runner(
    client: Any, options: Options, fingerprint: str, wants_to_stop: Callable[[], bool]
) -> Runner:
    def run(todo: Iterable[Batch]) -> Iterator[list[Outcome]]:
        running: deque[tuple[Batch, Any]] = deque()
        for batch in todo:
            task = client.submit(
                analyse_batch, options, batch, fingerprint, pure=False, retries=RETRIES
            )
            running.append((batch, task))
            if len(running) >= AHEAD * max(1, len(client.scheduler_info()["workers"])):
                yield _result(*running.popleft())
        while running:
            batch, task = running.popleft()
            if wants_to_stop() and not task.done():
                task.cancel()
                continue
            yield _result(batch, task)

    return run


def _result(batch: Batch, task: Any) -> list[Outcome]:
    """Wait for a batch; one that the cluster gives up is a failure of each of its files."""
    killed: type[Exception] = import_module("distributed").KilledWorker
    try:
        outcomes: list[Outcome] = task.result()
    except (killed, RuntimeError) as error:
        reason = "the cluster gave it up: " + " ".join(str(error).split())[:200]
        return [Outcome(job.path, reason=reason) for job in batch]
    return outcomes
