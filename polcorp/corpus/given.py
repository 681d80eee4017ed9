"""What the user gives of the files of an ingest: the metadata table and the corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from polcorp.corpus.corrections import (
    DEFAULT_CORRECTIONS,
    Row,
    read_corrections,
    with_corrections,
)
from polcorp.corpus.home import Home
from polcorp.corpus.known import Known, Sources, read_sources
from polcorp.corpus.options import Options
from polcorp.corpus.parquet.storage import folder_of
from polcorp.reading.metadata import DEFAULT_FOLDER

#: The names of the files that the user may put into the folder of annotations.
USER_FILES = (
    "actors.csv",
    "boilerplate.toml",
    "corrections.jsonl",
    "documents.csv",
    "documents.xlsx",
    "stop_words.txt",
    "themes.toml",
)


@dataclass(frozen=True)
class Given:
    """What the user gives, as read from the files."""

    sources: Sources
    corrections: Mapping[str, list[Row]]

    def of(self, names: Sequence[str], ids: Mapping[str, str], home: Home) -> Known:
        """Return what is given of each of the files *names*; *ids* are all doc_ids, by path.

        Raises:
            PolcorpError: a value is wrong and the options are strict.
        """
        known = self.sources.known(names, _known_as(names, ids, home))
        corrections = by_path(self.corrections, ids)
        return replace(known, given=with_corrections(known.given, corrections, corrections))


def read_given(options: Options) -> Given:
    """Read the metadata table, the patterns and the corrections that *options* name.

    Raises:
        PolcorpError: a file or a pattern breaks its schema; names the line.
    """
    corrections = read_corrections(_folder(options) / DEFAULT_CORRECTIONS.name)
    return Given(read_sources(options), corrections)


def by_path(corrections: Mapping[str, list[Row]], ids: Mapping[str, str]) -> dict[str, list[Row]]:
    """Return the corrections by the path of the document that each is of.

    They are known by path, by doc_id, or by the name of the file from which the doc_id was made; else
    by the name of a file that no other has.
    """
    by_id = {doc_id: path for path, doc_id in ids.items()}
    named: dict[str, list[str]] = {}
    for path in ids if corrections else ():
        named.setdefault(PurePosixPath(path).name, []).append(path)
    found: dict[str, list[Row]] = {}
    for name, rows in corrections.items():
        stem = PurePosixPath(name).stem
        called = [name] if name in ids else [by_id[key] for key in (name, stem) if key in by_id]
        fitting = called[:1] or named.get(name, [])
        if len(fitting) == 1:
            found[fitting[0]] = rows
    return found


def own_files(corpus: Path, options: Options) -> set[Path]:
    """Return the absolute paths of the program's files and folders, which are no texts."""
    stores = [corpus.with_name(corpus.name + end) for end in ("", "-wal", "-shm", "-journal")]
    own = [*stores, Path("polcorp.toml"), *(_folder(options) / name for name in USER_FILES)]
    if options.metadata is not None:
        own.append(options.metadata)
    if options.parquet is not None:
        own.append(folder_of(options.parquet) or corpus)
    return {path.absolute() for path in own}


def _known_as(names: Sequence[str], ids: Mapping[str, str], home: Home) -> dict[str, str]:
    """Return the file of each doc_id and of each absolute path."""
    absolute = {(home.folder / name).as_posix(): name for name in names}
    return {**{doc_id: path for path, doc_id in ids.items()}, **absolute}


def _folder(options: Options) -> Path:
    return options.user_dir or DEFAULT_FOLDER
