"""Files that hold several documents: archives of files, and tables with a text in each row.

What is in them is unpacked into a temporary folder, under numbers, so that it is read as any file is
and no name in an archive can lead anywhere. The path of such a document is that of the file that
holds it and its own name: ``raw/texts.zip/2018/a.txt``, ``raw/speeches.csv/17.txt``.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from polcorp.errors import PolcorpError
from polcorp.reading.archive_members import TooLargeError, write_members
from polcorp.reading.discovery import Discovery, Failure, SourceFile, reason_of
from polcorp.reading.how_to_read import HowToRead
from polcorp.reading.table_rows import TABLE_ENDINGS, write_rows

_ARCHIVES = frozenset([".zip"])
ENDINGS = _ARCHIVES | TABLE_ENDINGS

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


@dataclass
class Unpacked:
    """The documents of files that hold several; their temporary folder goes with this object.

    *containers* are the files that could be read, *replaced* tells of those whose bytes did not all
    fit their encoding how many did not.
    """

    containers: set[str] = field(default_factory=set)
    replaced: dict[str, int] = field(default_factory=dict)
    _folder: Path | None = None

    def unpack(self, found: Discovery, how: HowToRead) -> None:
        """Put the documents in the place of the files of *found* that hold them.

        What cannot be read is a failure; files in archives whose ending is that of no document are
        passed over.
        """
        files: list[SourceFile] = []
        for file in found.files:
            if PurePosixPath(file.name).suffix.lower() in ENDINGS:
                files += self._documents(file, found, how)
            else:
                files.append(file)
        found.files = sorted(files)
        found.failures.sort()
        found.passed_over.sort()

    def _documents(self, file: SourceFile, found: Discovery, how: HowToRead) -> list[SourceFile]:
        try:
            folder = Path(tempfile.mkdtemp(dir=self._temporary()))
            if file.location.stat().st_size > MAX_UNPACKED:
                raise TooLargeError(MAX_UNPACKED)
            if PurePosixPath(file.name).suffix.lower() in _ARCHIVES:
                inside = write_members(file, folder, MAX_UNPACKED)
            else:
                inside = write_rows(file, folder, how)
        except PolcorpError as error:
            found.failures.append(Failure(file.name, str(error)))
            return []
        except OSError as error:
            found.failures.append(Failure(file.name, reason_of(error)))
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
