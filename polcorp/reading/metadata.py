"""What the user knows about the documents: ``documents.csv``, one row a document.

The first of the columns ``doc_id``, ``path`` and ``file`` that the table has says which document
a row is about: by its doc_id, its path, or its file name with or without the extension. The
columns ``party``, ``municipality``, ``region``, ``date``, ``doc_type``, ``title`` and ``speaker``
go before what is inferred from the text; an empty cell leaves the inference. Any other column is kept as
extra metadata under its own name.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from polcorp.errors import DataFileError
from polcorp.reading.decoding import UnreadableTextError, decode

#: Where the table is looked for when no other is named.
DEFAULT_METADATA = Path("data/annotations/documents.csv")

#: The fields that the text would otherwise be asked for.
FIELDS = ("party", "municipality", "region", "date", "doc_type", "title", "speaker")

#: Who may speak in a document.
SPEAKERS = ("party", "authority", "media", "association", "company", "person", "unknown")

_KEYS = ("doc_id", "path", "file")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True)
class MetadataRow:
    """The filled cells of one row and its 1-based line in the file."""

    line: int
    key: str
    values: dict[str, str]


@dataclass(frozen=True)
class Metadata:
    """A metadata table that can be asked for a document."""

    path: Path | None = None
    rows: tuple[MetadataRow, ...] = ()

    def for_paths(self, paths: Iterable[str]) -> dict[str, dict[str, str]]:
        """Return what is given for each of *paths*; a path without a row is left out.

        Raises:
            DataFileError: a row fits several paths, or two rows fit the same one.
        """
        known = sorted(set(paths))
        index: dict[str, list[str]] = {}
        for path in known:
            pure = PurePosixPath(path)
            for name in {path, pure.name, pure.stem}:
                index.setdefault(name, []).append(path)
        given: dict[str, dict[str, str]] = {}
        for row in self.rows:
            fitting = [row.key] if row.key in known else index.get(row.key, [])
            if len(fitting) > 1:
                problem = f"«{row.key}» fits {', '.join(fitting)}; give the path"
                raise DataFileError(self.path, row.line, problem)
            for path in fitting:
                if path in given:
                    raise DataFileError(self.path, row.line, f"a second row about {path}")
                given[path] = row.values
        return given

    def unmatched(self, paths: Iterable[str]) -> list[str]:
        """Return the keys of the rows that are about none of *paths*, in the table's order."""
        names = {name for path in paths for name in _names(path)}
        return [row.key for row in self.rows if row.key not in names]


def read_metadata(path: Path | None = None) -> Metadata:
    """Read a metadata table; without *path*, the default one if it is there.

    The file may be separated by commas, semicolons or tabs and be in any encoding that raw
    documents may have.

    Raises:
        DataFileError: the file is missing or breaks the rules above; names the line.
    """
    if path is None:
        if not DEFAULT_METADATA.is_file():
            return Metadata()
        path = DEFAULT_METADATA
    try:
        text = decode(path.read_bytes()).text
    except (OSError, UnreadableTextError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DataFileError(path.as_posix(), None, str(reason)) from error
    return Metadata(path, tuple(_rows(path, text)))


def _names(path: str) -> set[str]:
    pure = PurePosixPath(path)
    return {path, pure.name, pure.stem}


def _delimiter(text: str) -> str:
    header = text.splitlines()[0]
    return max(",;\t", key=header.count)


def _rows(path: Path, text: str) -> Iterator[MetadataRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            if not header:
                header = _header(path, cells)
            elif any(cell.strip() for cell in cells):
                yield _row(path, reader.line_num, header, cells)
    except csv.Error as error:
        raise DataFileError(path.as_posix(), reader.line_num, str(error)) from error


def _header(path: Path, cells: list[str]) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    if not any(key in header for key in _KEYS):
        raise DataFileError(path.as_posix(), 1, f"no column {', '.join(_KEYS[:-1])} or {_KEYS[-1]}")
    doubles = sorted({name for name in header if header.count(name) > 1 or not name})
    if doubles:
        raise DataFileError(path.as_posix(), 1, f"empty or repeated column «{doubles[0]}»")
    return header


def _row(path: Path, line: int, header: list[str], cells: list[str]) -> MetadataRow:
    if len(cells) != len(header):
        problem = f"{len(cells)} cells under {len(header)} columns"
        raise DataFileError(path.as_posix(), line, problem)
    values = {name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()}
    key_column = next(key for key in _KEYS if key in header)
    key = values.pop(key_column, "")
    if not key:
        raise DataFileError(path.as_posix(), line, f"no {key_column}")
    for other in _KEYS:
        values.pop(other, None)
    date = values.get("date")
    if date is not None and not is_date(date):
        problem = f"date «{date}» is not of the form 2018, 2018-03 or 2018-03-21"
        raise DataFileError(path.as_posix(), line, problem)
    speaker = values.get("speaker", SPEAKERS[0])
    if speaker not in SPEAKERS:
        problem = f"speaker «{speaker}» is none of {', '.join(SPEAKERS)}"
        raise DataFileError(path.as_posix(), line, problem)
    return MetadataRow(line, key, values)


def is_date(text: str) -> bool:
    """Tell whether *text* is an ISO date that exists, given to the year, month or day."""
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True
