"""Reading, analysing and storing: one document, one transaction."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from polcorp.corpus.rows import rows_of
from polcorp.corpus.store import transaction, writing
from polcorp.corpus.write import (
    delete_document,
    delete_orphans,
    given_json,
    move_document,
    refresh_ids,
    write_document,
    write_lexicons,
)
from polcorp.errors import PolcorpError
from polcorp.lexicons.parties import known_parties, resolve_party
from polcorp.lexicons.themes import load_themes
from polcorp.reading.discovery import Discovery, Failure, SourceFile, discover, reason_of
from polcorp.reading.documents import RawDocument, document_ids, make_document, read_bytes
from polcorp.reading.metadata import Metadata, read_metadata

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Progress(Protocol):
    """Is told after each file how far the work has come."""

    def __call__(self, done: int, total: int, path: str) -> None:
        """*done* of *total* files are done, *path* the latest."""


@dataclass
class IngestReport:
    """What an ingest did; paths are sorted."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    pruned: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    unmatched_metadata: list[str] = field(default_factory=list)
    totals: dict[str, int] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Tell whether there was something to read and all of it could be read."""
        read = len(self.added) + len(self.updated) + len(self.unchanged)
        return bool(read) and not self.failures


@dataclass(frozen=True)
class Options:
    """How an ingest is to be done; stored with the run."""

    force: bool = False
    prune: bool = False
    metadata: Path | None = None
    model: str | None = None
    user_dir: Path | None = None

    def as_json(self, paths: Sequence[str | Path]) -> str:
        """Return the options as they stand in the table of runs."""
        shown: dict[str, Any] = {"paths": [Path(path).as_posix() for path in paths]}
        for name in ("force", "prune", "metadata", "model", "user_dir"):
            value = getattr(self, name)
            shown[name] = value.as_posix() if isinstance(value, Path) else value
        return json.dumps(shown, ensure_ascii=False)


def fingerprint_of(info: Mapping[str, str]) -> str:
    """Return what is known of a pipeline in the one form in which it is stored and compared."""
    return json.dumps(dict(info), ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class Analyser:
    """A pipeline and all that decides what it makes of a text."""

    nlp: Language
    info: Mapping[str, str]

    @property
    def fingerprint(self) -> str:
        """Return the same text for pipelines that analyse alike."""
        return fingerprint_of(self.info)

    def analyse(self, raw: RawDocument) -> Doc:
        """Return the analysis of one document, which depends on nothing but the document."""
        from spacy.tokens import Doc

        from polcorp.pipeline.annotations import register_extensions

        register_extensions()
        if not Doc.has_extension("given"):
            Doc.set_extension("given", default={})
        doc = self.nlp.make_doc(raw.text)
        doc._.given = dict(raw.given)
        return self.nlp(doc)


def load_analyser(options: Options) -> Analyser:
    """Load the pipeline that *options* ask for."""
    from polcorp.pipeline.language import load_pipeline, pipeline_info

    nlp = load_pipeline(options.model, user_dir=options.user_dir)
    info = pipeline_info(nlp)
    if options.user_dir is not None:
        info = {**info, "user_files": _hash_of_folder(options.user_dir)}
    return Analyser(nlp, info)


def _hash_of_folder(folder: Path) -> str:
    """Return a hash of the user's lexicons, so that a change in them is a change of pipeline.

    Raises:
        PolcorpError: there is no such folder.
    """
    if not folder.is_dir():
        raise PolcorpError(f"no folder {folder.as_posix()} with your own lexicons")
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")) + sorted(folder.glob("*.toml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def ingest(
    corpus: Path,
    paths: Sequence[str | Path],
    options: Options,
    progress: Progress | None = None,
    load: Callable[[Options], Analyser] | None = None,
) -> IngestReport:
    """Read the files under *paths* into the corpus.

    A file whose bytes, metadata and pipeline are as before is not analysed again. A file that
    cannot be read is reported, and what the corpus has of it stays.

    Raises:
        PolcorpError: a path does not exist, the metadata are wrong, or the corpus cannot be used.
    """
    found = discover(paths)
    metadata = read_metadata(options.metadata)
    given = _given(metadata, found)
    report = IngestReport(failures=list(found.failures))
    names = [file.name for file in found.files]
    report.unmatched_metadata = metadata.unmatched(names) if options.metadata else []
    analyser = (load or load_analyser)(options)
    with writing(corpus) as connection:
        run = _start_run(connection, analyser, options, paths)
        work = _Work(connection, run, analyser, options.force, report, found)
        for done, file in enumerate(found.files, start=1):
            work.take(file, given.get(file.name, {}))
            if progress:
                progress(done, len(found.files), file.name)
        _handle_missing(connection, found, report, prune=options.prune)
        _finish_run(connection, run, report)
        report.totals = totals(connection)
    report.failures.sort()
    return report


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


@dataclass
class _Work:
    """One run: takes files one by one, stores them and keeps the account."""

    connection: sqlite3.Connection
    run: int
    analyser: Analyser
    force: bool
    report: IngestReport
    found: Discovery

    def __post_init__(self) -> None:
        self._names = {file.name for file in self.found.files}
        stored = self.connection.execute("SELECT path FROM document").fetchall()
        self._ids = document_ids({*self._names, *(path for (path,) in stored)})

    def take(self, file: SourceFile, given: Mapping[str, str]) -> None:
        """Bring the corpus up to date with one file, or note why that cannot be."""
        try:
            data = read_bytes(file.location)
            sha256 = hashlib.sha256(data).hexdigest()
            self._follow_move(file.name, sha256)
            known = self._known(file.name)
            if known == (sha256, given_json(given), self.analyser.fingerprint) and not self.force:
                self.report.unchanged.append(file.name)
                return
            self._store(file.name, data, given)
        except OSError as error:
            self.report.failures.append(Failure(file.name, reason_of(error)))
        except PolcorpError as error:
            self.report.failures.append(Failure(file.name, str(error)))
        else:
            (self.report.updated if known else self.report.added).append(file.name)

    def _store(self, name: str, data: bytes, given: Mapping[str, str]) -> None:
        raw = make_document(self._ids[name], name, data, given)
        try:
            rows = rows_of(self.analyser.analyse(raw), raw)
        except Exception as error:  # one text that breaks the pipeline must not stop the others
            problem = f"the analysis failed: {type(error).__name__}: {error}"
            raise PolcorpError(" ".join(problem.split())) from error
        with transaction(self.connection):
            write_document(self.connection, rows, self.run)

    def _known(self, path: str) -> tuple[str, str, str] | None:
        """Return hash, given metadata and fingerprint of what is stored of *path*."""
        query = (
            "SELECT d.sha256, d.given, r.pipeline FROM document d JOIN run r ON r.id = d.run"
            " WHERE d.path = ?"
        )
        row: tuple[str, str, str] | None = self.connection.execute(query, (path,)).fetchone()
        return row

    def _follow_move(self, name: str, sha256: str) -> None:
        """If the file is a stored one that was renamed or moved, let the corpus follow."""
        if self._known(name):
            return
        query = "SELECT path FROM document WHERE sha256 = ? ORDER BY path"
        for (old,) in self.connection.execute(query, (sha256,)).fetchall():
            if old not in self._names and not os.path.lexists(old):
                with transaction(self.connection):
                    move_document(self.connection, old, name)
                self.report.moved.append((old, name))
                return


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
            "INSERT INTO run (started, version, model, lexicons, pipeline, options)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                _now(),
                __version__,
                info.get("model", ""),
                info.get("lexicons", ""),
                analyser.fingerprint,
                options.as_json(paths),
            ),
        )
    return int(cursor.lastrowid or 0)


def _handle_missing(
    connection: sqlite3.Connection, found: Discovery, report: IngestReport, *, prune: bool
) -> None:
    """Report, or with *prune* delete, what the corpus has of files that are not there any more."""
    present = {file.name for file in found.files}
    failed = [failure.path for failure in found.failures]
    stored = connection.execute("SELECT path FROM document ORDER BY path").fetchall()
    gone = [
        path
        for (path,) in stored
        if path not in present
        and found.covers(path)
        and not any(path == name or path.startswith(name + "/") for name in failed)
    ]
    for path in gone if prune else ():
        with transaction(connection):
            delete_document(connection, path)
            refresh_ids(connection, [path])
    (report.pruned if prune else report.missing).extend(gone)


def _finish_run(connection: sqlite3.Connection, run: int, report: IngestReport) -> None:
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
                _now(),
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
