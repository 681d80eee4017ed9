"""Analysing in several processes: batches out, outcomes back in the same order.

A worker is a fresh process of this interpreter, so a script needs no ``if __name__ == "__main__"`` and
no state of the caller's comes along. A thread here feeds each worker. A worker that dies (out of
memory, killed) is replaced; its batch is done again text by text, and the text that kills a second
worker is reported by name.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import IO, Any

from polcorp.ingest.jobs import Job, Outcome
from polcorp.ingest.options import Options

#: A batch is full at this many files or bytes.
BATCH_FILES = 64
BATCH_BYTES = 128 * 1024

#: Batches a worker may be ahead of what is stored.
AHEAD = 2

#: A worker is replaced after this many bytes of text, so that its memory stays in bounds.
RECYCLE_AFTER = 32 * 1024 * 1024

#: Numeric libraries must not start threads of their own in every worker.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")

Batch = list[Job]
#: Takes batches as they are asked for and yields their outcomes, batch by batch, in order.
Runner = Callable[[Iterable[Batch]], Iterator[list[Outcome]]]


class WorkerDiedError(Exception):
    """A worker process ended in the middle of a batch."""


def batches(
    jobs: Iterable[Job], files: int = BATCH_FILES, most: int = BATCH_BYTES
) -> Iterator[Batch]:
    """Group *jobs* into batches that are full at *files* files, or at *most* bytes."""
    batch: Batch = []
    size = 0
    for job in jobs:
        batch.append(job)
        size += len(job.data)
        if len(batch) >= files or size >= most:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@contextmanager
def worker_processes(
    options: Options, number: int, wants_to_stop: Callable[[], bool] = lambda: False
) -> Iterator[Runner]:
    """Give a runner that analyses batches in *number* processes, which end with the context.

    When *wants_to_stop* becomes true, the batches that are being analysed are the last.
    """
    local = threading.local()
    workers: list[_Worker] = []

    def run(batch: Batch) -> list[Outcome]:
        if wants_to_stop():
            return []
        if not hasattr(local, "worker"):
            local.worker = _Worker(options)
            workers.append(local.worker)
        worker: _Worker = local.worker
        return worker.outcomes(batch)

    with ThreadPoolExecutor(number, thread_name_prefix="polcorp-worker") as threads:
        try:
            yield lambda todo: _in_order(threads, run, todo, number * AHEAD)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for worker in list(workers):
                worker.stop()


def _in_order(
    threads: ThreadPoolExecutor,
    run: Callable[[Batch], list[Outcome]],
    todo: Iterable[Batch],
    ahead: int,
) -> Iterator[list[Outcome]]:
    """Keep *ahead* batches under way and yield the outcomes in the order of *todo*."""
    running: deque[Future[list[Outcome]]] = deque()
    for batch in todo:
        running.append(threads.submit(run, batch))
        if len(running) >= ahead:
            yield running.popleft().result()
    while running:
        yield running.popleft().result()


class _Worker:
    """One worker process, started when it is needed and started again when it has died."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._seen = 0

    def outcomes(self, batch: Batch) -> list[Outcome]:
        """Return the outcomes of *batch*, doing it text by text if it kills the worker."""
        try:
            return self._ask(batch)
        except WorkerDiedError:
            if self._stopped:
                raise
        found: list[Outcome] = []
        for job in batch:
            try:
                found += self._ask([job])
            except WorkerDiedError:
                if self._stopped:
                    raise
                reason = "the analysis ended its process twice (out of memory?)"
                found.append(Outcome(job.path, reason=reason))
        return found

    def stop(self) -> None:
        """End the process at once; a batch that it has is not finished."""
        self._stopped = True
        self._end()

    def _ask(self, batch: Batch) -> list[Outcome]:
        size = sum(len(job.data) for job in batch)
        if self._seen and self._seen + size > RECYCLE_AFTER:
            self._end()
        process = self._process or self._start()
        self._seen += size
        try:
            assert process.stdin is not None  # both are pipes
            assert process.stdout is not None
            write_frame(process.stdin, batch)
            answer: list[Outcome] = read_frame(process.stdout)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
            self._end()
            raise WorkerDiedError from error
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        self._seen = 0
        self._process = subprocess.Popen(
            [sys.executable, "-c", _program()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **dict.fromkeys(_ONE_THREAD, "1")},
            start_new_session=True,  # Ctrl-C is for the parent, which lets a batch be finished
        )
        assert self._process.stdin is not None
        write_frame(self._process.stdin, self._options)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    _close(pipe)


def _program() -> str:
    """Return what a worker runs: this package, wherever this process has it from."""
    return (
        f"import sys; sys.path[:] = {sys.path!r}; from polcorp.ingest.workers import serve; serve()"
    )


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:  # what was not yet sent is of no use any more
        return


def write_frame(stream: IO[bytes], value: Any) -> None:
    """Send a value with its length before it."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(8, "big"))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Any:
    """Receive a value.

    Raises:
        EOFError: the other side has gone.
    """
    head = stream.read(8)
    size = int.from_bytes(head, "big")
    data = stream.read(size)
    if len(head) < 8 or len(data) < size:
        raise EOFError
    return pickle.loads(data)  # from our own process


def serve() -> None:
    """Be a worker: read the options, then batches, until the other side is gone."""
    import signal

    from polcorp.ingest.analyser import worker_analyser

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    try:
        analyser = worker_analyser(read_frame(source))
        while True:
            write_frame(answers, analyser.run_batch(read_frame(source)))
    except (EOFError, BrokenPipeError):
        os._exit(0)
