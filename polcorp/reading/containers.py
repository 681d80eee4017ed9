"""Files that hold several documents: archives of files, tables with a text in each row, corpora in XML.

What is in them is unpacked into a temporary folder, under numbers, so that it is read as any file is
and no name in an archive can lead anywhere. The path of such a document is that of the file that
holds it and its own name: ``raw/texts.zip/2018/a.txt``, ``raw/speeches.csv/17.txt``.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

from polcorp.errors import PolcorpError
from polcorp.reading.archive_members import Inside, TooLargeError, write_members
from polcorp.reading.discovery import Discovery, Failure, SourceFile, reason_of
from polcorp.reading.how_to_read import HowToRead
from polcorp.reading.table_rows import TABLE_ENDINGS, write_rows
from polcorp.vocabulary.source_formats import CORPUS_ENDINGS

_ARCHIVES = frozenset([".zip"])
ENDINGS = _ARCHIVES | TABLE_ENDINGS | CORPUS_ENDINGS

#: As many bytes are unpacked of one file that holds others.
MAX_UNPACKED = 1024 * 1024 * 1024


def container_of(path: str) -> str | None:
    """Return the path of the file that holds the document at a stored *path*, if another file does.

    >>> container_of("raw/texts.zip/2018/a.txt"), container_of("raw/texts.zip")
    ('raw/texts.zip', None)
    """
    for parent in reversed(PurePosixPath(path).parents):
        if parent.suffix.lower() in ENDINGS:
            return parent.as_posix()
    return None


def containers_of(paths: Iterable[str]) -> set[str]:
    """Return the files that hold the documents at *paths*."""
    return {found for path in paths if (found := container_of(path)) is not None}


_Read = TypeVar("_Read")


@dataclass
class Unpacked:
    """The documents of files that hold several; their temporary folder goes with this object.

    *containers* are the files that could be read, *replaced* tells of those whose bytes did not all
    fit their encoding how many did not.
    """

    containers: set[str] = field(default_factory=set)
    replaced: dict[str, int] = field(default_factory=dict)
    _folder: Path | None = None

    def unpack(self, found: Discovery, how: HowToRead, plain: Collection[str] = ()) -> None:
        """Put the documents in the place of the files of *found* that hold them.

        What cannot be read is a failure; files in archives whose ending is that of no document are
        passed over, and so is XML that is no corpus, unless it was named or is among the *plain*
        texts of before.
        """
        files: list[SourceFile] = []
        for file in found.files:
            ending = _ending(file)
            if ending in _ARCHIVES:
                files += self._documents(
                    file, found, lambda file, folder: write_members(file, folder, MAX_UNPACKED)
                )
            elif ending in TABLE_ENDINGS:
                files += self._documents(
                    file, found, lambda file, folder: write_rows(file, folder, how)
                )
            else:
                files.append(file)
        found.files = sorted(self._with_corpora(files, found, {*plain, *found.roots}))
        found.failures.sort()
        found.passed_over.sort()

    def _with_corpora(
        self, files: list[SourceFile], found: Discovery, plain: Collection[str]
    ) -> list[SourceFile]:
        """Return *files* with the texts of corpora in the place of the files that hold them."""
        result = [file for file in files if _ending(file) not in CORPUS_ENDINGS]
        if len(result) == len(files):
            return result
        from polcorp.reading.corpora.files import kind_of, people_of, write_texts

        kinds: dict[SourceFile, str] = {}
        for file in files:
            if _ending(file) in CORPUS_ENDINGS:
                kind = _told(file, found, lambda file: kind_of(file.location))
                if kind:
                    kinds[file] = kind
                elif kind is not None and file.name in plain:
                    result.append(file)
                elif kind is not None:
                    found.passed_over.append(file.name)
        people = people_of(file.location for file, kind in kinds.items() if kind == "tei")
        for file, kind in kinds.items():
            write = partial(write_texts, kind=kind, people=people)
            result += self._documents(file, found, write)
        return result

    def _documents(
        self, file: SourceFile, found: Discovery, write: Callable[[SourceFile, Path], Inside]
    ) -> list[SourceFile]:
        """Return the documents that *write* finds in a file."""

        def written(file: SourceFile) -> Inside:
            folder = Path(tempfile.mkdtemp(dir=self._temporary()))
            if file.location.stat().st_size > MAX_UNPACKED:
                raise TooLargeError(MAX_UNPACKED)
            return write(file, folder)

        inside = _told(file, found, written)
        if inside is None:
            return []
        self.containers.add(file.name)
        if inside.replaced:
            self.replaced[file.name] = inside.replaced
        found.failures += inside.failures
        found.passed_over += inside.passed_over
        return inside.files

    def _temporary(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="polcorp-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder


def _ending(file: SourceFile) -> str:
    return PurePosixPath(file.name).suffix.lower()


def _told(file: SourceFile, found: Discovery, read: Callable[[SourceFile], _Read]) -> _Read | None:
    """Return what is *read* of a file; None where it cannot be read, which is a failure."""
    try:
        return read(file)
    except PolcorpError as error:
        found.failures.append(Failure(file.name, str(error)))
    except OSError as error:
        found.failures.append(Failure(file.name, reason_of(error)))
    return None
