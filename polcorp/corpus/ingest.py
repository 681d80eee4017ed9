"""Reading, analysing and storing: one document, one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from polcorp.corpus.analysis import Analyser, load_analyser
from polcorp.corpus.corrections import read_corrections, with_corrections
from polcorp.corpus.index import give_back_space, tidy_index
from polcorp.corpus.names import settle_names
from polcorp.corpus.options import IngestReport, Options, Progress
from polcorp.corpus.running import Account, foretell, note, now, patience, run_record, runner_for
from polcorp.corpus.store import reading, transaction, writing
from polcorp.corpus.survey import Survey, stored_documents, survey
from polcorp.corpus.user_folder import with_folder
from polcorp.corpus.workers import Runner, batches
from polcorp.corpus.write import (
    copy_document,
    delete_document,
    delete_orphans,
    move_document,
    name_themes,
    refresh_ids,
    write_document,
    write_lexicons,
)
from polcorp.lexicons.parties import resolve_party
from polcorp.reading.discovery import Discovery, discover
from polcorp.reading.metadata import Metadata, read_metadata
from polcorp.user_files import DEFAULT_FOLDER, UserFiles

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
    options, notices = with_folder(options, corpus)
    files = UserFiles(options.user_dir or DEFAULT_FOLDER)
    table = options.metadata or files.metadata
    metadata = read_metadata(table) if table else Metadata()
    given = _given(metadata, found)
    given = with_corrections(given, found.files, read_corrections(files.corrections))
    report = IngestReport(failures=list(found.failures), notices=notices, dry_run=options.dry_run)
    names = [file.name for file in found.files]
    report.unmatched_metadata = metadata.unmatched(names) if options.metadata else []
    analyser = (load or load_analyser)(options)
    if options.parquet is not None:
        from polcorp.corpus.parquet.ingest import ingest_parquet

        ingest_parquet(found, given, analyser, options, paths, report, progress)
        return report
    if options.dry_run:
        _tell(corpus, found, given, analyser, options, report)
        return report
    with writing(corpus) as connection, patience() as wants_to_stop:
        plan = survey(
            stored_documents(connection), found, given, analyser.fingerprint, force=options.force
        )
        note(plan, report)
        run = _start_run(connection, analyser, options, paths)
        for old, new in plan.moved:
            with transaction(connection):
                move_document(connection, old, new)
        account = Account(report, progress, len(found.files), plan, wants_to_stop)
        with runner_for(analyser, options, len(plan.tasks), wants_to_stop) as runner:
            _store(connection, run, runner, account)
        _prune(connection, plan.gone, report, prune=options.prune)
        _finish_run(connection, run, report)
        give_back_space(connection)
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
        stored = {} if connection is None else stored_documents(connection)
        return survey(stored, found, given, analyser.fingerprint, force=options.force)

    if corpus.is_file():
        with reading(corpus) as connection:
            plan = compare(connection)
            report.totals = totals(connection)
    else:
        plan = compare(None)
    foretell(plan, report, prune=options.prune)


def totals(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the size of the corpus; demands are the documents' own."""
    queries = {
        "documents": "SELECT count(*) FROM document",
        "words": "SELECT coalesce(sum(n_words), 0) FROM document",
        "sections": "SELECT count(*) FROM section",
        "demands": "SELECT count(*) FROM demand WHERE own",
        "actors": "SELECT count(DISTINCT coalesce(a.main, a.id)) FROM mention m"
        " JOIN actor a ON a.id = m.actor",
        "mentions": "SELECT count(*) FROM mention",
    }
    return {name: connection.execute(query).fetchone()[0] for name, query in queries.items()}


def _store(connection: sqlite3.Connection, run: int, runner: Runner, account: Account) -> None:
    """Do all tasks, or those that are under way when the user wants to stop."""
    for outcomes in runner(batches(account.jobs())):
        for outcome in outcomes:
            if outcome.rows is None:
                account.fail(outcome.path, outcome.reason)
                continue
            with transaction(connection):
                write_document(connection, outcome.rows, run)
            account.count(outcome.path)

    def copy(first: str, path: str, sha256: str) -> bool:
        with transaction(connection):
            return copy_document(connection, first, path, sha256, run)

    account.copy_twins(copy)


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
    record = run_record(analyser, options, paths)
    names, places = ", ".join(record), ", ".join(f":{name}" for name in record)
    with transaction(connection):
        write_lexicons(connection)
        cursor = connection.execute(f"INSERT INTO run ({names}) VALUES ({places})", record)
        name_themes(connection)
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
        settle_names(connection)
        if 10 * (len(report.added) + len(report.updated)) > totals(connection)["documents"]:
            tidy_index(connection)
        connection.executemany(
            "INSERT INTO failure (run, path, reason) VALUES (?, ?, ?)",
            sorted({(run, failure.path, failure.reason) for failure in report.failures}),
        )
        connection.execute(
            "UPDATE run SET finished = ?, added = ?, updated = ?, unchanged = ?, missing = ?,"
            " pruned = ?, failed = ? WHERE id = ?",
            (
                None if report.stopped else now(),
                len(report.added),
                len(report.updated),
                len(report.unchanged),
                len(report.missing),
                len(report.pruned),
                len(report.failures),
                run,
            ),
        )
