"""How an ingest is to be done, and the account of what it did."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from polcorp.reading.discovery import Failure
from polcorp.reading.how_to_read import HowToRead, ReadingOptions
from polcorp.user_files import DEFAULT_FOLDER, UserFiles

#: Seconds of processor time after which a text is given up; a book takes a tenth of it.
MAX_SECONDS = 600.0

#: With fewer texts to analyse for each process, starting it takes longer than it saves.
WORTH_A_PROCESS = 40


class Progress(Protocol):
    """Is told after each file how far the work has come."""

    def __call__(self, done: int, total: int, path: str) -> None:
        """*done* of *total* files are done, *path* the latest."""


#: The lists of paths in a report.
_LISTS = (
    "added",
    "updated",
    "unchanged",
    "moved",
    "missing",
    "pruned",
    "elsewhere",
    "duplicates",
    "mojibake",
    "replaced",
)


@dataclass
class IngestReport:
    """What an ingest did; paths are sorted.

    *duplicates* are the files that are copies of another file's text, which do not count; they are
    among the added, updated and unchanged. *missing* are the documents whose files are not on the
    disk any more, *elsewhere* those of which that cannot be told from the current folder, which
    therefore stay. *mojibake* are the files with UTF-8 that an earlier program decoded in another way, each with
    its first such word and how that is read, *replaced* those in which something did not fit the encoding, with
    the number of places. *passed_over* are files in the searched folders that are no texts to polcorp.
    *totals* are the figures of the corpus, copies left out: ``without_party``,
    ``without_municipality`` and ``without_date`` are the documents of which that is not known, ``other_languages``
    those that are not in Swedish.
    *notices* are sentences that the user has to read, about the folder of their own files.
    *site_lines* in *site_documents* documents are masked as blocks of *sites* sites (None: none was looked for).
    *metadata_remarks* say what is wrong with what the user gave of the documents, *unmatched_paths*
    match none of the patterns. After a *dry_run* the report says what would be done. *stopped*: Ctrl-C came before all was
    done; what is reported is stored.
    """

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    pruned: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    mojibake: list[tuple[str, str, str]] = field(default_factory=list)
    replaced: list[tuple[str, int]] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    unmatched_metadata: list[str] = field(default_factory=list)
    metadata_remarks: list[str] = field(default_factory=list)
    unmatched_paths: list[str] = field(default_factory=list)
    totals: dict[str, int] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    sites: int | None = None
    site_documents: int = 0
    site_lines: int = 0
    dry_run: bool = False
    stopped: bool = False

    @property
    def ok(self) -> bool:
        """Return whether there was something to read and all of it could be read."""
        read = len(self.added) + len(self.updated) + len(self.unchanged)
        return bool(read) and not self.failures and not self.stopped

    def sort(self) -> None:
        """Put everything in the order of the paths, whatever order it was done in."""
        for name in _LISTS:
            getattr(self, name).sort()
        self.failures.sort()


_OF_READING = tuple(ReadingOptions.__annotations__)


class IngestOptions(ReadingOptions, total=False):
    """The options of an ingest, as a caller names them; :meth:`polcorp.corpus.Corpus.ingest`."""

    force: bool
    prune: bool
    metadata: str | Path | None
    path_pattern: str | Sequence[str]
    path_evidence: bool
    strict: bool
    model: str | None
    user_dir: str | Path | None
    site_blocks: bool | None
    dry_run: bool
    jobs: int | None
    max_seconds: float | None
    dask: str | None
    parquet: str | Path | None
    name: str


@dataclass(frozen=True)
class Options:
    """How an ingest is to be done; stored with the run."""

    force: bool = False
    prune: bool = False
    metadata: Path | None = None
    path_patterns: tuple[str, ...] = ()
    path_evidence: bool = True  # folders and file names count where the text says little
    strict: bool = False  # refuse metadata with values that are wrong or unknown
    model: str | None = None
    user_dir: Path | None = None
    site_blocks: bool | None = None  # a second pass; None: as in the last ingest
    dry_run: bool = False
    dask: str | None = None  # address of a Dask scheduler, or «local»
    parquet: str | None = None  # folder or URL of a data set to write in the store's place
    how: HowToRead = field(default_factory=HowToRead)
    name: str = "stdin"  # doc_id of the text from standard input
    run: int = 0  # number of the run in that data set
    jobs: int | None = None  # processes; None: as many as are worth it
    max_seconds: float = MAX_SECONDS  # of processor time for one text; 0: no limit

    @classmethod
    def asked(cls, options: IngestOptions) -> Options:
        """Return the options as the ingest takes them: values checked, names of files as paths.

        Raises:
            UnknownValueError: there is no such encoding.
        """
        given: dict[str, Any] = {
            name: value for name, value in options.items() if value is not None
        }
        reading = {name: given.pop(name) for name in _OF_READING if name in given}
        patterns = given.pop("path_pattern", ())
        for name in ("metadata", "user_dir"):
            if given.get(name):
                given[name] = Path(given[name])
            else:
                given.pop(name, None)
        if "parquet" in given:
            given["parquet"] = str(given["parquet"])
        return cls(
            path_patterns=(patterns,) if isinstance(patterns, str) else tuple(patterns),
            how=HowToRead(**reading).checked(),
            **given,
        )

    def processes(self, texts: int) -> int:
        """Return how many processes are to analyse that many *texts*; 1 means this one."""
        if self.jobs is not None:
            return max(1, min(self.jobs, texts))
        return max(1, min(cores(), texts // WORTH_A_PROCESS))

    def as_json(self, paths: Sequence[str | Path]) -> str:
        """Return the options as they are stored in the table of runs.

        ``user_dir`` is what the next ingest remembers: null where the default folder holds nothing.
        """
        shown: dict[str, Any] = {"paths": [Path(path).as_posix() for path in paths]}
        for name in (
            "force",
            "prune",
            "metadata",
            "model",
            "jobs",
            "max_seconds",
            "dask",
            "parquet",
        ):
            value = getattr(self, name)
            shown[name] = value.as_posix() if isinstance(value, Path) else value
        shown |= {name: value for name, value in self.how.as_dict().items() if value}
        shown["path_pattern"] = list(self.path_patterns)
        shown["path_evidence"] = self.path_evidence
        if self.site_blocks:  # which the next ingest remembers
            shown["site_blocks"] = True
        shown["user_dir"] = None
        if self.user_dir is not None:
            files = UserFiles(self.user_dir)
            if files.exist or files.folder != DEFAULT_FOLDER:
                shown["user_dir"] = files.recorded
            if files.themes is not None:
                from polcorp.lexicons.themes import names_of_themes

                shown["themes"] = names_of_themes(files.themes)
        return json.dumps(shown, ensure_ascii=False)


def cores() -> int:
    """Return the number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
