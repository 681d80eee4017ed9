"""Reading, analysing and storing: one document, one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from polcorp.collector import usual_collections
from polcorp.ingest.analyser import Analyser, load_analyser
from polcorp.ingest.options import IngestReport, Options, Progress
from polcorp.ingest.planning import Plan, Request, foretell, plan_for, requested
from polcorp.ingest.run import Account, now, patience, run_record, runner_for
from polcorp.ingest.survey import Task, stored_documents
from polcorp.ingest.workers import Runner, batches
from polcorp.store.actor_names import forget_identifiers, settle_names
from polcorp.store.connection import reading, transaction, writing
from polcorp.store.copies import settle_copies, stored_copies
from polcorp.store.search_index import give_back_space, tidy_index
from polcorp.store.site_blocks import stored_site_blocks, write_site_blocks
from polcorp.store.write import (
    copy_document,
    delete_document,
    delete_orphans,
    move_document,
    name_themes,
    write_document,
    write_lexicons,
)
from polcorp.tables.measures import IS_FOREIGN, MAY_BE_UNKNOWN, WORDS
from polcorp.tables.relations import DEMANDS, MENTIONS, NO_COPY, SECTIONS

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
    request = requested(paths, options, corpus, load or load_analyser)
    report, options = request.report, request.options
    if options.parquet is not None:
        from polcorp.ingest.parquet_ingest import ingest_parquet

        ingest_parquet(request, corpus, progress)
        return report
    if options.dry_run:
        _tell(corpus, request)
        return report
    if options.strict:  # before there is anything to undo
        _tell(corpus, replace(request, report=IngestReport()))
    _fill(corpus, request, progress)
    report.sort()
    return report


def _fill(corpus: Path, request: Request, progress: Progress | None) -> None:
    """Do what is asked, and put what came of it into the report."""
    report = request.report
    with writing(corpus) as connection, patience() as wants_to_stop:
        plan = _plan(corpus, connection, request)
        run = _start_run(connection, request, plan)
        for old, new in plan.survey.moved:
            with transaction(connection):
                move_document(connection, old, new)
        with transaction(connection):
            forget_identifiers(
                connection, [task.file.name for task in plan.survey.tasks if task.known]
            )
        account = Account(report, plan, progress, wants_to_stop)
        texts = len(plan.survey.tasks)
        with runner_for(request.analyser, request.options, texts, wants_to_stop) as runner:
            _store(connection, run, runner, account)
        for path in report.pruned:
            with transaction(connection):
                delete_document(connection, path)
        _finish_run(connection, run, report)
        report.duplicates = _copies_among(connection, plan)
        give_back_space(connection)
        report.totals = totals(connection)


def _plan(corpus: Path, connection: sqlite3.Connection | None, request: Request) -> Plan:
    folder = corpus.parent.resolve()
    if connection is None:
        return plan_for(request, {}, corpus, folder)
    listed = stored_site_blocks(connection)
    return plan_for(request, stored_documents(connection), corpus, folder, listed)


def _tell(corpus: Path, request: Request) -> None:
    """Say in the report what would be done, and do nothing."""
    if corpus.is_file():
        with reading(corpus) as connection:
            plan = _plan(corpus, connection, request)
            request.report.totals = totals(connection)
    else:
        plan = _plan(corpus, None, request)
    foretell(plan.survey, request.report)


def _copies_among(connection: sqlite3.Connection, plan: Plan) -> list[str]:
    copies = stored_copies(connection)
    return [file.name for file in plan.found.files if file.name in copies]


def totals(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the size of the corpus, counted as every table counts (:mod:`polcorp.tables.measures`)."""
    documents = f"FROM document d WHERE {NO_COPY}"
    mentions = f"FROM {MENTIONS.source} WHERE {NO_COPY} AND {MENTIONS.counted}"
    queries = {
        "documents": f"SELECT count(*) {documents}",
        "words": f"SELECT coalesce(sum({WORDS}), 0) {documents}",
        "sections": f"SELECT count(*) FROM {SECTIONS.source} WHERE {NO_COPY}",
        "demands": f"SELECT count(*) FROM {DEMANDS.source} WHERE {NO_COPY} AND {DEMANDS.counted}",
        "actors": f"SELECT count(DISTINCT coalesce(a.main, a.id)) {mentions}",
        "mentions": f"SELECT count(*) {mentions}",
        "other_languages": f"SELECT count(*) {documents} AND {IS_FOREIGN}",
        **{
            f"without_{name}": f"SELECT count(*) - count(d.{name}) {documents}"
            for name in MAY_BE_UNKNOWN
        },
    }
    found = {name: int(connection.execute(query).fetchone()[0]) for name, query in queries.items()}
    return {**found, "copies": len(stored_copies(connection))}


def _store(connection: sqlite3.Connection, run: int, runner: Runner, account: Account) -> None:
    """Do all tasks, or those that are under way when the user wants to stop."""
    with usual_collections():
        for outcomes in runner(batches(account.jobs())):
            for outcome in outcomes:
                if outcome.rows is None:
                    account.fail(outcome.path, outcome.reason)
                    continue
                with transaction(connection):
                    write_document(connection, outcome.rows, run)
                account.count(outcome.path, outcome.mojibake, outcome.replaced)

    def copy(first: str, task: Task, sha256: str) -> bool:
        place = {"path": task.file.name, "doc_id": task.doc_id}
        with transaction(connection):
            return copy_document(connection, first, sha256, run, **place, came=task.came)

    account.copy_twins(copy)


def _start_run(connection: sqlite3.Connection, request: Request, plan: Plan) -> int:
    record = run_record(request, plan)
    names, places = ", ".join(record), ", ".join(f":{name}" for name in record)
    with transaction(connection):
        write_lexicons(connection)
        write_site_blocks(connection, plan.sites)
        cursor = connection.execute(f"INSERT INTO run ({names}) VALUES ({places})", record)
        name_themes(connection)
    return int(cursor.lastrowid or 0)


def _finish_run(connection: sqlite3.Connection, run: int, report: IngestReport) -> None:
    """Close the account; a run that was stopped has no end, but it has its figures."""
    with transaction(connection):
        delete_orphans(connection)
        settle_names(connection)
        settle_copies(connection)
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
