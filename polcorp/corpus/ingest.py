"""Reading, analysing and storing: one document, one transaction."""

from __future__ import annotations

import datetime
import hashlib
import os
import signal
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from polcorp.corpus.analysis import Analyser, Job, Outcome, load_analyser
from polcorp.corpus.corrections import DEFAULT_CORRECTIONS, read_corrections, with_corrections
from polcorp.corpus.options import IngestReport, Options, Progress, cores
from polcorp.corpus.store import reading, transaction, writing
from polcorp.corpus.survey import Survey, Task, survey
from polcorp.corpus.workers import Batch, Runner, batches, worker_processes
from polcorp.corpus.write import (
    copy_document,
    delete_document,
    delete_orphans,
    move_document,
    refresh_ids,
    write_document,
    write_lexicons,
)
from polcorp.lexicons.parties import known_parties, resolve_party
from polcorp.lexicons.themes import load_themes
from polcorp.reading.discovery import Discovery, Failure, SourceFile, discover, reason_of
from polcorp.reading.documents import UnreadableFileError, read_bytes
from polcorp.reading.metadata import Metadata, read_metadata

__all__ = ["Analyser", "IngestReport", "Options", "Progress", "ingest", "totals"]


def ingest(
    corpus: Path,
    paths: Sequence[str | Path],
    options: Options,
    progress: Progress | None = None,
    load: Callable[[Options], Analyser] | None = None,
) -> IngestReport:
    """Read the files under *paths* into the corpus.

    A file whose bytes, metadata and pipeline are as before is not analysed again. A file that
    cannot be read is reported, and what the corpus has of it stays. After Ctrl-C what has been
    begun is finished and stored, and the report says so; a second Ctrl-C stops at once.

    Raises:
        PolcorpError: a path does not exist, the metadata are wrong, or the corpus cannot be used.
    """
    found = discover(paths)
    metadata = read_metadata(options.metadata)
    given = _given(metadata, found)
    corrections = (options.user_dir or DEFAULT_CORRECTIONS.parent) / DEFAULT_CORRECTIONS.name
    given = with_corrections(
        given, (file.name for file in found.files), read_corrections(corrections)
    )
    report = IngestReport(failures=list(found.failures), dry_run=options.dry_run)
    names = [file.name for file in found.files]
    report.unmatched_metadata = metadata.unmatched(names) if options.metadata else []
    analyser = (load or load_analyser)(options)
    if options.dry_run:
        _tell(corpus, found, given, analyser, options, report)
        return report
    with writing(corpus) as connection, _patience() as wants_to_stop:
        plan = survey(connection, found, given, analyser.fingerprint, force=options.force)
        _note(plan, report)
        run = _start_run(connection, analyser, options, paths)
        for old, new in plan.moved:
            with transaction(connection):
                move_document(connection, old, new)
        work = _Work(connection, run, report, progress, len(found.files), plan, wants_to_stop)
        with _runner(analyser, options, len(plan.tasks), wants_to_stop) as runner:
            work.do(runner)
        _prune(connection, plan.gone, report, prune=options.prune)
        _finish_run(connection, run, report)
        report.totals = totals(connection)
    report.sort()
    return report


def _tell(
    corpus: Path,
    found: Discovery,
    given: Mapping[str, Mapping[str, str]],
    analyser: Analyser,
    options: Options,
    report: IngestReport,
) -> None:
    """Say in the *report* what would be done, and do nothing."""

    def compare(connection: sqlite3.Connection | None) -> Survey:
        return survey(connection, found, given, analyser.fingerprint, force=options.force)

    if corpus.is_file():
        with reading(corpus) as connection:
            plan = compare(connection)
            report.totals = totals(connection)
    else:
        plan = compare(None)
    _note(plan, report)
    for task in plan.tasks:
        (report.updated if task.known else report.added).append(task.file.name)
    (report.pruned if options.prune else report.missing).extend(plan.gone)
    report.sort()


def _note(plan: Survey, report: IngestReport) -> None:
    report.unchanged = list(plan.unchanged)
    report.moved = list(plan.moved)
    report.duplicates = list(plan.duplicates)
    report.failures.extend(plan.failures)


@contextmanager
def _runner(
    analyser: Analyser, options: Options, texts: int, wants_to_stop: Callable[[], bool]
) -> Iterator[Runner]:
    """Give what analyses batches: this process, or several."""
    number = options.processes(texts)
    if options.dask is not None and texts:
        from polcorp.corpus.cluster import dask_cluster

        workers = options.jobs or cores()
        with dask_cluster(options, analyser.fingerprint, workers, wants_to_stop) as run:
            yield run
    elif number > 1:
        with worker_processes(options, number, wants_to_stop) as run:
            yield run
    else:

        def here(todo: Iterable[Batch]) -> Iterator[list[Outcome]]:
            for batch in todo:
                for job in batch:  # one by one: Ctrl-C need not wait for the whole batch
                    if not wants_to_stop():
                        yield [analyser.run(job)]

        yield here


@contextmanager
def _patience() -> Iterator[Callable[[], bool]]:
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


def totals(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the size of the corpus; demands are the documents' own."""
    queries = {
        "documents": "SELECT count(*) FROM document",
        "words": "SELECT coalesce(sum(n_words), 0) FROM document",
        "sections": "SELECT count(*) FROM section",
        "demands": "SELECT count(*) FROM demand WHERE own",
        "actors": "SELECT count(DISTINCT actor) FROM mention",
        "mentions": "SELECT count(*) FROM mention",
    }
    return {name: connection.execute(query).fetchone()[0] for name, query in queries.items()}


class _Work:
    """One run: has the tasks analysed, stores what comes back and keeps the account."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        run: int,
        report: IngestReport,
        progress: Progress | None,
        files: int,
        plan: Survey,
        wants_to_stop: Callable[[], bool],
    ) -> None:
        self._connection = connection
        self._run = run
        self._report = report
        self._progress = progress
        self._files = files
        self._done = len(plan.unchanged) + len(plan.failures)
        self._wants_to_stop = wants_to_stop
        self._tasks = {task.file.name: task for task in plan.tasks}
        self._analysed = dict(plan.analysed)
        self._twins: list[tuple[Task, str, str]] = []
        self._reasons: dict[str, str] = {}
        if progress and plan.unchanged:
            progress(self._done, files, plan.unchanged[-1])

    def do(self, runner: Runner) -> None:
        """Do all tasks, or those that are under way when the user wants to stop."""
        for outcomes in runner(batches(self._jobs())):
            for outcome in outcomes:
                if outcome.rows is None:
                    self._fail(outcome.path, outcome.reason)
                    continue
                with transaction(self._connection):
                    write_document(self._connection, outcome.rows, self._run)
                self._count(outcome.path)
        self._report.stopped = self._wants_to_stop()
        for task, sha256, first in self._twins:
            if first in self._reasons:
                self._fail(task.file.name, self._reasons[first])
                continue
            with transaction(self._connection):
                copied = copy_document(self._connection, first, task.file.name, sha256, self._run)
            if copied:
                self._count(task.file.name)
            elif not self._report.stopped:
                self._fail(task.file.name, "the file with the same text has gone meanwhile")

    def _jobs(self) -> Iterator[Job]:
        """Read the files as they are needed; a text that was met before is not analysed again."""
        for task in self._tasks.values():
            if self._wants_to_stop():
                return
            data = self._read(task.file)
            if data is None:
                continue
            # the file may have changed since the survey: what is read now is what counts
            sha256 = hashlib.sha256(data).hexdigest()
            first = self._analysed.setdefault((sha256, *task.key[1:]), task.file.name)
            if first == task.file.name:
                yield Job(task.doc_id, task.file.name, data, task.given)
            else:
                self._twins.append((task, sha256, first))

    def _read(self, file: SourceFile) -> bytes | None:
        try:
            return read_bytes(file.location)
        except OSError as error:
            self._fail(file.name, reason_of(error))
        except UnreadableFileError as error:
            self._fail(file.name, str(error))
        return None

    def _fail(self, path: str, reason: str) -> None:
        self._reasons[path] = reason
        self._report.failures.append(Failure(path, reason))
        self._tell(path)

    def _count(self, path: str) -> None:
        known = self._tasks[path].known
        (self._report.updated if known else self._report.added).append(path)
        self._tell(path)

    def _tell(self, path: str) -> None:
        self._done += 1
        if self._progress:
            self._progress(self._done, self._files, path)


def _given(metadata: Metadata, found: Discovery) -> dict[str, dict[str, str]]:
    """Return the given metadata of each file, parties by their abbreviation."""
    given = metadata.for_paths(file.name for file in found.files)
    for values in given.values():
        if "party" in values:
            values["party"] = resolve_party(values["party"]) or values["party"]
    return given


def _start_run(
    connection: sqlite3.Connection,
    analyser: Analyser,
    options: Options,
    paths: Sequence[str | Path],
) -> int:
    from polcorp import __version__

    info = analyser.info
    with transaction(connection):
        themes = [
            (theme.code, theme.name, str(theme.cap or ""), str(theme.marpor or ""))
            for theme in load_themes()
        ]
        write_lexicons(connection, known_parties(), themes)
        cursor = connection.execute(
            "INSERT INTO run (started, version, model, lexicons, pipeline, options, process, host)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                _now(),
                __version__,
                info.get("model", ""),
                info.get("lexicons", ""),
                analyser.fingerprint,
                options.as_json(paths),
                os.getpid(),
                socket.gethostname(),
            ),
        )
    return int(cursor.lastrowid or 0)


def _prune(
    connection: sqlite3.Connection, gone: Sequence[str], report: IngestReport, *, prune: bool
) -> None:
    """Report, or with *prune* delete, what the corpus has of files that are not there any more."""
    for path in gone if prune else ():
        with transaction(connection):
            delete_document(connection, path)
            refresh_ids(connection, [path])
    (report.pruned if prune else report.missing).extend(gone)


def _finish_run(connection: sqlite3.Connection, run: int, report: IngestReport) -> None:
    """Close the account; a run that was stopped has no end, but it has its figures."""
    with transaction(connection):
        delete_orphans(connection)
        connection.executemany(
            "INSERT INTO failure (run, path, reason) VALUES (?, ?, ?)",
            sorted({(run, failure.path, failure.reason) for failure in report.failures}),
        )
        connection.execute(
            "UPDATE run SET finished = ?, added = ?, updated = ?, unchanged = ?, missing = ?,"
            " pruned = ?, failed = ? WHERE id = ?",
            (
                None if report.stopped else _now(),
                len(report.added),
                len(report.updated),
                len(report.unchanged),
                len(report.missing),
                len(report.pruned),
                len(report.failures),
                run,
            ),
        )


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
