"""What every ingest does, whatever it writes: hand out the work, keep the account, mind Ctrl-C."""

from __future__ import annotations

import datetime
import hashlib
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

from polcorp.ingest.analyser import Analyser
from polcorp.ingest.jobs import Job, Outcome
from polcorp.ingest.options import IngestReport, Options, Progress, cores
from polcorp.ingest.planning import Plan, Request
from polcorp.ingest.survey import Task
from polcorp.ingest.workers import Batch, Runner, worker_processes
from polcorp.reading.discovery import Failure, SourceFile, reason_of
from polcorp.reading.documents import UnreadableFileError, read_bytes
from polcorp.version import version


@contextmanager
def runner_for(
    analyser: Analyser, options: Options, texts: int, wants_to_stop: Callable[[], bool]
) -> Iterator[Runner]:
    """Give what analyses batches: this process, or several."""
    number = options.processes(texts)
    if options.dask is not None and texts:
        from polcorp.ingest.dask_cluster import dask_cluster

        workers = options.jobs or cores()
        with dask_cluster(options, analyser.fingerprint, workers, wants_to_stop) as run:
            yield run
    elif number > 1:
        with worker_processes(options, number, wants_to_stop) as run:
            yield run
    else:

        def here(todo: Iterable[Batch]) -> Iterator[list[Outcome]]:
            for batch in todo:
                yield analyser.run_batch(batch, wants_to_stop)

        yield here


@contextmanager
def patience() -> Iterator[Callable[[], bool]]:
    """Give a function that tells whether Ctrl-C was pressed; the second time it is an error."""
    pressed = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()

    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield pressed.is_set  # somebody else looks after Ctrl-C
        return
    before = signal.signal(signal.SIGINT, on_signal)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def run_record(request: Request, plan: Plan) -> dict[str, str | int | None]:
    """Return what is stored of a run when it begins, by the columns of the table of runs."""
    analyser = request.analyser
    return {
        "started": now(),
        "version": version(),
        "model": analyser.info.get("model", ""),
        "lexicons": analyser.info.get("lexicons", ""),
        "pipeline": analyser.fingerprint,
        "options": request.options.as_json(request.paths),
        "process": os.getpid(),
        "host": socket.gethostname(),
        "folder": plan.home.noted,
    }


def now() -> str:
    """Return the time as it is stored: UTC, ISO 8601, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


class Account:
    """The tasks of one run: reads their files, and notes in the report what came of them."""

    def __init__(
        self,
        report: IngestReport,
        plan: Plan,
        progress: Progress | None,
        wants_to_stop: Callable[[], bool],
    ) -> None:
        """Account for *plan* in the *report*."""
        survey = plan.survey
        self.report = report
        self.wants_to_stop = wants_to_stop
        self.twins: list[tuple[Task, str, str]] = []  # task, hash, path of the same text
        self._progress = progress
        self._files = len(plan.found.files)
        self._done = len(survey.unchanged) + len(survey.failures)
        self._tasks = {task.file.name: task for task in survey.tasks}
        self._analysed = dict(survey.analysed)
        self._reasons: dict[str, str] = {}
        if progress and survey.unchanged:
            progress(self._done, self._files, survey.unchanged[-1])

    def jobs(self) -> Iterator[Job]:
        """Read the files as they are needed; a text that was met before is not analysed again."""
        for task in self._tasks.values():
            if self.wants_to_stop():
                return
            data = self._read(task.file)
            if data is None:
                continue
            # the file may have changed since the survey: what is read now is what counts
            sha256 = hashlib.sha256(data).hexdigest()
            first = self._analysed.setdefault((sha256, *task.key[1:]), task.file.name)
            if first == task.file.name:
                yield Job(task.doc_id, task.file.name, data, task.given, task.came)
            else:
                self.twins.append((task, sha256, first))

    def copy_twins(self, copy: Callable[[str, Task, str], bool]) -> None:
        """Have *copy* store the texts that another file has too: first path, task, hash."""
        self.report.stopped = self.wants_to_stop()
        for task, sha256, first in self.twins:
            path = task.file.name
            if first in self._reasons:
                self.fail(path, self._reasons[first])
            elif copy(first, task, sha256):
                self.count(path)
            elif not self.report.stopped:
                self.fail(path, "the file with the same text has gone meanwhile")

    def fail(self, path: str, reason: str) -> None:
        """Note that the file at *path* could not be stored."""
        self._reasons[path] = reason
        self.report.failures.append(Failure(path, reason))
        self._tell(path)

    def count(self, path: str, mojibake: tuple[str, str] | None = None, replaced: int = 0) -> None:
        """Note that the file at *path* is stored.

        A damaged word of it comes with its repair, *replaced* is the number of places that did not
        fit its encoding.
        """
        if replaced:
            self.report.replaced.append((path, replaced))
        if mojibake:
            self.report.mojibake.append((path, *mojibake))
        known = self._tasks[path].known
        (self.report.updated if known else self.report.added).append(path)
        self._tell(path)

    def _read(self, file: SourceFile) -> bytes | None:
        try:
            return read_bytes(file.location)
        except OSError as error:
            self.fail(file.name, reason_of(error))
        except UnreadableFileError as error:
            self.fail(file.name, str(error))
        return None

    def _tell(self, path: str) -> None:
        self._done += 1
        if self._progress:
            self._progress(self._done, self._files, path)
