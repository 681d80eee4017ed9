"""An ingest whose workers write a Parquet data set: plan, hand out, clear up, close the account."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from polcorp.corpus.analysis import Analyser
from polcorp.corpus.options import IngestReport, Options, Progress
from polcorp.corpus.parquet.data_set import (
    DataSet,
    Manifest,
    absolute,
    sink_for,
    summed,
    total_of,
)
from polcorp.corpus.parquet.storage import StorageError, alone, open_storage
from polcorp.corpus.parquet.tables import Stored
from polcorp.corpus.running import Account, foretell, note, now, patience, run_record, runner_for
from polcorp.corpus.survey import Key, survey
from polcorp.corpus.workers import BATCH_FILES, Runner, batches
from polcorp.reading.discovery import Discovery

#: A part is full at this many files or bytes of text; of a small corpus there are some 64 parts,
#: so that every worker has several.
PART_FILES = 500
PART_BYTES = 2 * 1024 * 1024
WANTED_PARTS = 64

#: Seconds between two writings of the manifest while the work goes on.
SAVE_EVERY = 10.0


def ingest_parquet(
    found: Discovery,
    given: Mapping[str, Mapping[str, str]],
    analyser: Analyser,
    options: Options,
    paths: Sequence[str | Path],
    report: IngestReport,
    progress: Progress | None,
) -> None:
    """Bring the data set at ``options.parquet`` up to date with the files that were *found*.

    Raises:
        StorageError: the place cannot be used, or another ingest is writing to it.
    """
    place = absolute(options.parquet or "")
    data_set = DataSet(open_storage(place))
    if options.dry_run:
        state = _State(data_set)
        plan = survey(state.keys(), found, given, analyser.fingerprint, force=options.force)
        report.totals = state.manifest.totals()
        foretell(plan, report, prune=options.prune)
        return
    with alone(data_set.storage), patience() as wants_to_stop:
        state = _State(data_set)
        state.clear()
        plan = survey(state.keys(), found, given, analyser.fingerprint, force=options.force)
        note(plan, report)
        run = state.start(dict(run_record(analyser, options, paths)))
        told = replace(options, parquet=place, run=run)
        account = Account(report, progress, len(found.files), plan, wants_to_stop)
        analyser.sink = sink_for(place, run)
        try:
            with runner_for(analyser, told, len(plan.tasks), wants_to_stop) as runner:
                _store(state, runner, account, len(plan.tasks))
        finally:
            analyser.sink = None
        state.copy(_copies(state, account, plan.moved, plan.unchanged), run)
        gone = [old for old, _ in plan.moved] + (plan.gone if options.prune else [])
        (report.pruned if options.prune else report.missing).extend(plan.gone)
        state.forget(gone)
        state.finish(report)
    report.sort()


def _store(state: _State, runner: Runner, account: Account, texts: int) -> None:
    """Have the workers write parts, and note which there are."""
    files = max(BATCH_FILES, min(PART_FILES, texts // WANTED_PARTS))
    for outcomes in runner(batches(account.jobs(), files, PART_BYTES)):
        for outcome in outcomes:
            if outcome.fatal:
                raise StorageError(f"{state.url} cannot be written: {outcome.reason}")
            if not outcome.part:
                account.fail(outcome.path, outcome.reason)
                continue
            state.add(outcome.path, outcome.part, dict(outcome.sizes))
            account.count(outcome.path)
        state.save_now_and_then()


def _copies(
    state: _State,
    account: Account,
    moved: Sequence[tuple[str, str]],
    unchanged: Sequence[str],
) -> list[tuple[str, str, bool]]:
    """Return what is to be copied: first path, new path, and whether it is the same document."""
    same = set(unchanged)
    copies = [(old, new, True) for old, new in moved if new in same]

    def copy(first: str, path: str, _sha256: str) -> bool:
        if first not in state.part_of:
            return False
        copies.append((first, path, False))
        return True

    account.copy_twins(copy)
    return copies


class _State:
    """The data set as this ingest knows it: which part each document is in."""

    def __init__(self, data_set: DataSet) -> None:
        self.url = data_set.storage.url
        self.part_of: dict[str, str] = {}
        self._data_set = data_set
        self._paths: dict[str, list[str]] = {}
        self._keys: dict[str, Key] = {}
        self._runs: dict[str, int] = {}
        self._saved = time.monotonic()
        read = data_set.manifest()
        complete = data_set.parts()
        if read is None and complete:
            raise StorageError(f"{self.url} holds Parquet files, but no manifest of polcorp's")
        self.manifest = read[0] if read else Manifest()
        missing = self.manifest.parts.keys() - complete
        if missing:
            raise StorageError(f"{self.url}: part {min(missing)} is not there any more")
        # what a killed ingest had finished but not yet listed counts, too
        left = sorted(complete - self.manifest.parts.keys() - set(self.manifest.removed))
        strays = [part for part in left if self._is_stray(part)]
        self.manifest.removed = [*self.manifest.removed, *strays]
        for part in (*self.manifest.parts, *(part for part in left if part not in strays)):
            self._look_at(part)

    def _is_stray(self, part: str) -> bool:
        """Tell whether an unlisted part is of a run that the manifest does not know.

        A worker that outlives an ingest killed with -9 writes the part that it is at; where the
        data set was begun anew meanwhile, nobody knows that run.
        """
        known = len(self.manifest.runs)
        return any(not 0 < entry.run <= known for entry in self._data_set.entries(part))

    def _look_at(self, part: str) -> None:
        entries = self._data_set.entries(part)
        for entry in entries:
            if not 0 < entry.run <= len(self.manifest.runs):
                raise StorageError(f"{self.url}: part {part} is of a run that the manifest lacks")
            if self._runs.get(entry.path, 0) >= entry.run:
                continue
            self._runs[entry.path] = entry.run
            self.part_of[entry.path] = part
            made = self.manifest.runs[entry.run - 1]["pipeline"]
            self._keys[entry.path] = (entry.sha256, entry.given, made)
        self._paths[part] = [entry.path for entry in entries]
        if part not in self.manifest.parts:
            self.manifest.parts[part] = total_of(self._data_set.documents(part))

    def keys(self) -> dict[str, Key]:
        """Return what is stored of each path, as the survey wants it."""
        return dict(sorted(self._keys.items()))

    def clear(self) -> None:
        """Finish the removals of an ingest that was killed."""
        for part in self.manifest.removed:
            self._data_set.remove(part)
        self.manifest.removed = []

    def start(self, record: dict[str, str | int]) -> int:
        """Enter a run and return its number; after this a reader sees a data set."""
        counts = dict.fromkeys(("added", "updated", "unchanged", "missing", "pruned", "failed"), 0)
        self.manifest.runs.append({**record, "finished": None, **counts})
        self._data_set.save(self.manifest)
        return len(self.manifest.runs)

    def add(self, path: str, part: str, sizes: dict[str, int]) -> None:
        """Note that a document is in a part now."""
        if part not in self._paths:
            self._paths[part] = []
            self.manifest.parts[part] = {}
        self._paths[part].append(path)
        self.manifest.parts[part] = summed((self.manifest.parts[part], sizes))
        self.part_of[path] = part

    def save_now_and_then(self) -> None:
        """Let readers see what there is, but not after every part."""
        if time.monotonic() - self._saved > SAVE_EVERY:
            self._data_set.save(self.manifest)
            self._saved = time.monotonic()

    def copy(self, copies: Sequence[tuple[str, str, bool]], run: int) -> None:
        """Store documents under further paths; one that has only moved keeps its run."""
        sources: dict[str, list[tuple[str, str, bool]]] = {}
        for first, path, same in copies:
            sources.setdefault(self.part_of[first], []).append((first, path, same))
        for part, wanted in sources.items():
            known = {item.rows.raw.path: item for item in self._data_set.documents(part)}
            made = []
            for first, path, same in wanted:
                rows = known[first].rows
                raw = replace(rows.raw, doc_id=path, path=path)
                made.append(
                    Stored(
                        replace(rows, raw=raw, forms=()),
                        known[first].run if same else run,
                    )
                )
            self._commit(made)

    def forget(self, paths: Sequence[str]) -> None:
        """Let documents be in no part."""
        for path in paths:
            self.part_of.pop(path, None)

    def finish(self, report: IngestReport) -> None:
        """Write parts anew that hold what is outdated, then close the account."""
        outdated = [
            part
            for part, paths in self._paths.items()
            if any(self.part_of.get(path) != part for path in paths)
        ]
        for part in outdated:
            del self.manifest.parts[part]
        for part in outdated:
            kept = [
                item
                for item in self._data_set.documents(part)
                if self.part_of.get(item.rows.raw.path) == part
            ]
            if kept:
                self._commit(kept)
        self.manifest.columns = Manifest().columns
        self.manifest.removed = [part for part in outdated if part not in self.manifest.parts]
        run = len(self.manifest.runs)
        failures = sorted({(failure.path, failure.reason) for failure in report.failures})
        self.manifest.failures += [[run, path, reason] for path, reason in failures]
        self.manifest.runs[-1] |= {
            "finished": None if report.stopped else now(),
            "added": len(report.added),
            "updated": len(report.updated),
            "unchanged": len(report.unchanged),
            "missing": len(report.missing),
            "pruned": len(report.pruned),
            "failed": len(report.failures),
        }
        self._data_set.save(self.manifest)
        if self.manifest.removed:
            self.clear()
            self._data_set.save(self.manifest)
        report.totals = self.manifest.totals()

    def _commit(self, documents: Sequence[Stored]) -> None:
        part = self._data_set.commit(documents)
        for item in documents:
            self.part_of[item.rows.raw.path] = part
        self.manifest.parts[part] = total_of(documents)
        self._paths.setdefault(part, [])
        self._paths[part] = [item.rows.raw.path for item in documents]
