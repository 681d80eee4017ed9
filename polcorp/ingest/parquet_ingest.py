"""An ingest whose workers write a Parquet data set: plan, hand out, clear up, close the account."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from polcorp.ingest.options import Progress
from polcorp.ingest.parquet_state import Copy, State
from polcorp.ingest.planning import Plan, Request, foretell, plan_for
from polcorp.ingest.run import Account, patience, run_record, runner_for
from polcorp.ingest.sinks import sink_for
from polcorp.ingest.survey import Survey, Task
from polcorp.ingest.workers import BATCH_FILES, Runner, batches
from polcorp.store.parquet.data_set import DataSet, absolute
from polcorp.store.parquet.storage import StorageError, alone, folder_of, open_storage

#: A part is full at this many files or bytes of text; of a small corpus there are some 64 parts,
#: so that every worker has several.
PART_FILES = 500
PART_BYTES = 2 * 1024 * 1024
WANTED_PARTS = 64


def ingest_parquet(request: Request, corpus: Path, progress: Progress | None) -> None:
    """Bring the data set that the options of *request* name up to date with the files.

    Its report tells what came of it. *corpus* is the store that is not written.

    Raises:
        StorageError: the place cannot be used, or another ingest is writing to it.
    """
    options, report, analyser = request.options, request.report, request.analyser
    place = absolute(options.parquet or "")
    data_set = DataSet(open_storage(place))
    if options.dry_run:
        state = State(data_set)
        plan = _plan(request, state, corpus, place)
        report.totals = state.manifest.totals()
        foretell(plan.survey, report)
        return
    with alone(data_set.storage), patience() as wants_to_stop:
        state = State(data_set)
        state.clear()
        plan = _plan(request, state, corpus, place)
        run = state.start(dict(run_record(request, plan)))
        told = replace(options, parquet=place, run=run)
        account = Account(report, plan, progress, wants_to_stop)
        texts = len(plan.survey.tasks)
        analyser.sink = sink_for(place, run)
        try:
            with runner_for(analyser, told, texts, wants_to_stop) as runner:
                _store(state, runner, account, texts)
        finally:
            analyser.sink = None
        state.copy(_copies(state, account, plan.survey), run)
        state.forget([old for old, _ in plan.survey.moved] + report.pruned)
        copies = state.finish(report)
        report.duplicates = [file.name for file in plan.found.files if file.name in copies]
    report.sort()


def _plan(request: Request, state: State, corpus: Path, place: str) -> Plan:
    folder = folder_of(place)
    return plan_for(request, state.known(), corpus, folder and folder.resolve())


def _store(state: State, runner: Runner, account: Account, texts: int) -> None:
    """Have the workers write parts, and note which there are."""
    files = max(BATCH_FILES, min(PART_FILES, texts // WANTED_PARTS))
    for outcomes in runner(batches(account.jobs(), files, PART_BYTES)):
        for outcome in outcomes:
            if outcome.fatal:
                raise StorageError(f"{state.url} cannot be written: {outcome.reason}")
            if not outcome.part:
                account.fail(outcome.path, outcome.reason)
                continue
            state.add(outcome.path, outcome.part, outcome.sizes)
            account.count(outcome.path, outcome.mojibake, outcome.replaced)
        state.save_now_and_then()


def _copies(state: State, account: Account, survey: Survey) -> list[Copy]:
    """Return which documents are to be stored under further paths."""
    unchanged = set(survey.unchanged)
    known = state.known()
    copies = [
        Copy(old, new, known[old].doc_id, known[old].came, moved=True)
        for old, new in survey.moved
        if new in unchanged
    ]

    def copy(first: str, task: Task, _sha256: str) -> bool:
        if first not in state.part_of:
            return False
        copies.append(Copy(first, task.file.name, task.doc_id, task.came, moved=False))
        return True

    account.copy_twins(copy)
    return copies
