"""The data set as an ingest knows it: which part each document is in, and what is to become of it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from polcorp.ingest.options import IngestReport
from polcorp.ingest.run import now
from polcorp.ingest.survey import Known
from polcorp.reading.documents import new_ids
from polcorp.store.copies import StoredText, copies_of
from polcorp.store.parquet.data_set import TOTALS, DataSet, Entry, Manifest, summed, total_of
from polcorp.store.parquet.old_ids import old_ids
from polcorp.store.parquet.storage import StorageError
from polcorp.store.parquet.tables import Stored

#: Seconds between two writings of the manifest while the work goes on.
SAVE_EVERY = 10.0


@dataclass(frozen=True)
class Copy:
    """A document to be stored under another path; *moved*: it is the same one, and keeps its run."""

    first: str
    path: str
    doc_id: str
    came: int
    moved: bool


class State:
    """The data set of one ingest, from its plan to the closed account."""

    def __init__(self, data_set: DataSet) -> None:
        """Look at what is there; nothing is changed.

        Raises:
            StorageError: it is no data set, or parts of it are missing.
        """
        self.url = data_set.storage.url
        self.part_of: dict[str, str] = {}
        self._data_set = data_set
        self._entries: dict[str, list[Entry]] = {}  # of the parts that are known in full
        self._paths: dict[str, list[str]] = {}
        self._newest: dict[str, Entry] = {}
        self._saved = time.monotonic()
        read = data_set.manifest()
        files = data_set.files()
        complete = files["documents"]
        if read is None and complete:
            raise StorageError(f"{self.url} holds Parquet files, but no manifest of polcorp's")
        self.manifest = read[0] if read else Manifest()
        missing = self.manifest.parts.keys() - complete
        if missing:
            raise StorageError(f"{self.url}: part {min(missing)} is not there any more")
        # what a killed ingest had finished but not yet listed counts, too
        left = set.intersection(*files.values()) - self.manifest.parts.keys()
        for part in (*self.manifest.parts, *sorted(left - set(self.manifest.removed))):
            self._look_at(part)
        self._give_ids()

    def _look_at(self, part: str) -> None:
        """Take a part in; one that is not listed only where all its runs are known.

        A worker that outlives an ingest killed with -9 writes the part that it is at; where the
        data set was begun again meanwhile, nobody knows that run.
        """
        entries = self._data_set.entries(part)
        known = all(0 < entry.run <= len(self.manifest.runs) for entry in entries)
        if not known and part in self.manifest.parts:
            raise StorageError(f"{self.url}: part {part} is of a run that the manifest lacks")
        if not known:
            return
        for entry in entries:
            before = self._newest.get(entry.path)
            if before is None or before.run < entry.run:
                self._newest[entry.path] = entry
                self.part_of[entry.path] = part
        self._entries[part] = entries
        self._paths[part] = [entry.path for entry in entries]
        if part not in self.manifest.parts:
            self.manifest.parts[part] = total_of(self._data_set.documents(part))

    def _give_ids(self) -> None:
        """Give doc_ids to documents from before there were any: those that they had then."""
        nameless = [path for path, entry in self._newest.items() if entry.doc_id is None]
        if nameless and not self.manifest.knows_ids:
            self.manifest.ids = old_ids(sorted(self._newest))
        taken = {entry.doc_id for entry in self._newest.values() if entry.doc_id is not None}
        left = [path for path in nameless if path not in self.manifest.ids]
        self.manifest.ids |= new_ids(left, taken | set(self.manifest.ids.values()))

    def known(self) -> dict[str, Known]:
        """Return what is stored of each path, as the survey wants it."""
        return {path: self._known(entry) for path, entry in sorted(self._newest.items())}

    def _known(self, entry: Entry) -> Known:
        run = self.manifest.runs[entry.run - 1]
        return Known(
            doc_id=self._id_of(entry),
            sha256=entry.sha256,
            given=entry.given,
            pipeline=run["pipeline"],
            text_hash=entry.text_hash,
            came=entry.came,
            folder=run.get("folder"),
        )

    def _id_of(self, entry: Entry) -> str:
        return self.manifest.ids[entry.path] if entry.doc_id is None else entry.doc_id

    def clear(self) -> None:
        """Take away what ingests that were stopped have left: obsolete and half-written parts."""
        self._data_set.remove_all_but(self.manifest.parts)
        self.manifest.removed = []

    def start(self, record: dict[str, str | int | None]) -> int:
        """Enter a run and return its number; after this a reader sees a data set."""
        counts = dict.fromkeys(("added", "updated", "unchanged", "missing", "pruned", "failed"), 0)
        self.manifest.runs.append({**record, "finished": None, **counts})
        self._data_set.save(self.manifest)
        return len(self.manifest.runs)

    def add(self, path: str, part: str, sizes: Mapping[str, int]) -> None:
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

    def copy(self, copies: Sequence[Copy], run: int) -> None:
        """Store documents under further paths."""
        sources: dict[str, list[Copy]] = {}
        for copy in copies:
            sources.setdefault(self.part_of[copy.first], []).append(copy)
        for part, wanted in sources.items():
            stored = {item.rows.raw.path: item for item in self._data_set.documents(part)}
            made = []
            for copy in wanted:
                rows = stored[copy.first].rows
                raw = replace(rows.raw, doc_id=copy.doc_id, path=copy.path, came=copy.came)
                its_run = stored[copy.first].run if copy.moved else run
                made.append(Stored(replace(rows, raw=raw, forms=()), its_run))
            self._commit(made)

    def forget(self, paths: Sequence[str]) -> None:
        """Let documents be in no part."""
        for path in paths:
            self.part_of.pop(path, None)

    def finish(self, report: IngestReport) -> set[str]:
        """Rewrite parts that hold what is outdated, close the account, return the copies' paths."""
        outdated = self._rewrite_outdated()
        copies = self._settle_copies()
        self.manifest.ids = {}
        self.manifest.columns = Manifest().columns
        self.manifest.removed = [part for part in outdated if part not in self.manifest.parts]
        self._close(report)
        self._data_set.save(self.manifest)
        if self.manifest.removed:
            self.clear()
            self._data_set.save(self.manifest)
        report.totals = self.manifest.totals()
        return copies

    def _close(self, report: IngestReport) -> None:
        """Enter what came of the run."""
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

    def _rewrite_outdated(self) -> list[str]:
        """Rewrite what holds of parts with outdated or nameless documents; return those parts."""
        outdated = [
            part
            for part, paths in self._paths.items()
            if any(self.part_of.get(path) != part for path in paths)
            or any(entry.doc_id is None for entry in self._entries.get(part, ()))
        ]
        for part in outdated:
            del self.manifest.parts[part]
        for part in outdated:
            kept = [
                self._named(item)
                for item in self._data_set.documents(part)
                if self.part_of.get(item.rows.raw.path) == part
            ]
            if kept:
                self._commit(kept)
        return outdated

    def _named(self, item: Stored) -> Stored:
        """Return a stored document with its doc_id."""
        raw = item.rows.raw
        if raw.doc_id:
            return item
        raw = replace(raw, doc_id=self.manifest.ids[raw.path])
        return replace(item, rows=replace(item.rows, raw=raw))

    def _commit(self, documents: Sequence[Stored]) -> None:
        part = self._data_set.commit(documents)
        for item in documents:
            self.part_of[item.rows.raw.path] = part
        self.manifest.parts[part] = total_of(documents)
        self._paths[part] = [item.rows.raw.path for item in documents]

    def _settle_copies(self) -> set[str]:
        """Mark the copies in all parts and leave them out of the totals; return their paths."""
        entries = {
            part: self._entries.get(part) or self._data_set.entries(part)
            for part in self.manifest.parts
        }
        everything = [entry for found in entries.values() for entry in found]
        copies = copies_of(
            StoredText(self._id_of(entry), entry.text_hash, entry.came) for entry in everything
        )
        for part, found in entries.items():
            if any(entry.copy_of != copies.get(self._id_of(entry)) for entry in found):
                self._data_set.mark_copies(part, copies)
            elif _agrees(self.manifest.parts[part], found):
                continue
            self.manifest.parts[part] = total_of(self._data_set.documents(part))
        return {entry.path for entry in everything if self._id_of(entry) in copies}


def _agrees(totals: Mapping[str, int], entries: Sequence[Entry]) -> bool:
    """Return whether the totals of a part are those of its documents, copies left out.

    They are not where an ingest was killed between the two, or an older version wrote them.
    """
    counted = [entry for entry in entries if entry.copy_of is None]
    return totals.keys() == set(TOTALS) and (
        (totals["documents"], totals["copies"]) == (len(counted), len(entries) - len(counted))
        and totals["words"] == sum(entry.n_words for entry in counted)
    )
