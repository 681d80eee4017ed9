"""What the user gives of the files of an ingest: the metadata table and the corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from polcorp.ingest.corrections import Row, read_corrections, same_content, with_corrections
from polcorp.ingest.home import Home
from polcorp.ingest.known import Known, Sources, read_sources
from polcorp.ingest.options import Options
from polcorp.reading.discovery import SourceFile, display_name
from polcorp.reading.instructions import READ, Instructions, instructions_for
from polcorp.store.parquet.storage import folder_of
from polcorp.user_files import DEFAULT_FOLDER, NAMES, UserFiles


@dataclass(frozen=True)
class Given:
    """What the user gives, as read from the files."""

    sources: Sources
    corrections: Mapping[str, list[Row]]

    def of(self, files: Sequence[SourceFile], ids: Mapping[str, str], home: Home) -> Known:
        """Return what is given of each of the *files*; *ids* are all doc_ids, by path.

        Raises:
            PolcorpError: a value is wrong and the options are strict, or nothing says which of
                several files a correction is of.
        """
        names = [file.name for file in files]
        rows = {file.name: file.gives for file in files if file.gives}
        known = self.sources.known(names, _known_as(names, ids, home), rows)
        corrections = by_path(self.corrections, ids, files)
        given = with_corrections(known.given, corrections)
        return replace(known, given=_with_instructions(given, files, self.sources.options))


def read_given(options: Options) -> Given:
    """Read the metadata table, the patterns and the corrections that *options* name.

    Raises:
        PolcorpError: a file or a pattern breaks its schema; names the line.
    """
    corrections = read_corrections(UserFiles(_folder(options)).corrections)
    return Given(read_sources(options), corrections)


def by_path(
    corrections: Mapping[str, list[Row]], ids: Mapping[str, str], files: Sequence[SourceFile] = ()
) -> dict[str, list[Row]]:
    """Return the corrections by the path of the document that each is of.

    They are known by path, by doc_id, or by the name of the file from which the doc_id was made; else
    by the name of a file that no other has, or by the content of one of the *files*.

    Raises:
        PolcorpError: nothing says which of several files is meant.
    """
    by_id = {doc_id: path for path, doc_id in ids.items()}
    named: dict[str, list[str]] = {}
    for path in ids if corrections else ():
        named.setdefault(PurePosixPath(path).name, []).append(path)
    found: dict[str, list[Row]] = {}
    for name in sorted(corrections, key=lambda name: name in ids):  # a path goes before a name
        meant = _meant(name, ids, by_id, named)
        paths = [meant] if meant else same_content(name, corrections[name], files)
        found |= dict.fromkeys(paths, corrections[name])
    return found


def _meant(
    name: str,
    ids: Mapping[str, str],
    by_id: Mapping[str, str],
    named: Mapping[str, list[str]],
) -> str | None:
    """Return the path of the document that goes by *name*, if one does."""
    if name in ids:
        return name
    if name in by_id:
        return by_id[name]
    if "/" in name:
        return None
    called = by_id.get(PurePosixPath(name).stem)
    fitting = [called] if called else named.get(name, [])
    return fitting[0] if len(fitting) == 1 else None


def own_files(corpus: Path, options: Options, home: Home, texts: Iterable[str]) -> set[Path]:
    """Return the absolute paths of the program's files and folders, which are no texts.

    The folder of the user's files is one of them, unless some of the *texts* that the corpus has lie
    in it.
    """
    stores = [corpus.with_name(corpus.name + end) for end in ("", "-wal", "-shm", "-journal")]
    folder = _folder(options)
    own = [*stores, Path("polcorp.toml"), *(folder / name for name in NAMES)]
    inside = f"{display_name(folder, home.folder)}/"
    if not any(path.startswith(inside) for path in texts):
        own.append(folder)
    if options.metadata is not None:
        own.append(options.metadata)
    if options.parquet is not None:
        own.append(folder_of(options.parquet) or corpus)
    return {path.absolute() for path in own}


def _with_instructions(
    given: Mapping[str, Mapping[str, str]], files: Sequence[SourceFile], options: Options
) -> dict[str, dict[str, str]]:
    """Return what is *given* of each path, with how its file is to be read where that must be told."""
    result = {path: dict(values) for path, values in given.items()}
    for file in files:
        told = instructions_for(
            file.name, file.source_format, options.how.encoding, lenient=options.how.lenient
        )
        if told != Instructions():
            result.setdefault(file.name, {})[READ] = told.as_json()
    return result


def _known_as(names: Sequence[str], ids: Mapping[str, str], home: Home) -> dict[str, str]:
    """Return the file of each doc_id and of each absolute path."""
    absolute = {(home.folder / name).as_posix(): name for name in names}
    return {**{doc_id: path for path, doc_id in ids.items()}, **absolute}


def _folder(options: Options) -> Path:
    return options.user_dir or DEFAULT_FOLDER
