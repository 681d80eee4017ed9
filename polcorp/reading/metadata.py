"""What the user knows about the documents: ``documents.csv`` or ``.xlsx``, one row per document.

The first of the columns ``doc_id``, ``path`` and ``file`` that the table has says which document
a row is about: by its doc_id, its path or the end of it, or its file name, with or without the
extension. The columns of ``FIELDS`` go before what is inferred from the text; an empty cell leaves
the inference. Headings may be Swedish, in any case. What ends in ``_guess``, ``_evidence`` or
``_confidence`` is the program's and is not read. Any other column is kept as extra metadata under
its own name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from polcorp.errors import DataFileError
from polcorp.reading.folding import composed
from polcorp.reading.sheet import Line, read_sheet
from polcorp.vocabulary.document_fields import DOCUMENT_FIELDS, FIELDS

#: Swedish headings (and names in patterns of paths) and what they are in English.
SWEDISH_NAMES = {
    "dokument": "doc_id",
    "sökväg": "path",
    "fil": "file",
    "filnamn": "file",
    **{heading: field.name for field in DOCUMENT_FIELDS for heading in field.headings},
}

#: Endings of columns that repeat a field for the reader's eyes.
FOR_THE_EYE = ("_guess", "_evidence", "_confidence")

_KEYS = ("doc_id", "path", "file")


@dataclass(frozen=True, order=True)
class Remark:
    """What is wrong on a line of the table, in words."""

    line: int
    problem: str


@dataclass(frozen=True)
class MetadataRow:
    """The filled cells of one row and its 1-based line in the file."""

    line: int
    key: str
    values: dict[str, str]


@dataclass
class Matches:
    """The row of each path, the keys that fit no path, and what cannot be told apart."""

    rows: dict[str, MetadataRow] = field(default_factory=dict)
    unmatched: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(frozen=True)
class Metadata:
    """A metadata table that can be asked for a document; *remarks* are its rows left out."""

    path: Path | None = None
    rows: tuple[MetadataRow, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def name(self) -> str:
        """Return the table's path as it is told to people."""
        return self.path.as_posix() if self.path else ""

    def match(self, paths: Iterable[str], ids: Mapping[str, str] | None = None) -> Matches:
        """Return which row is about which of *paths*.

        *ids* are the paths of the doc_ids that the corpus has: a key that is one of them is about
        that path alone. A row that fits several paths, and a second row about a path, are left out with a remark.
        """
        index = _index(paths)
        known = {composed(doc_id): path for doc_id, path in (ids or {}).items()} | dict(ids or {})
        result = Matches()
        for row in self.rows:
            fitting = _fitting(row.key, index, known)
            if not fitting:
                result.unmatched.append(row.key)
            elif len(fitting) > 1:
                problem = f"«{row.key}» fits {', '.join(fitting)}; give the path"
                result.remarks.append(Remark(row.line, problem))
            elif fitting[0] in result.rows:
                first = result.rows[fitting[0]].line
                problem = f"a second row about {fitting[0]}, after line {first}; it is left out"
                result.remarks.append(Remark(row.line, problem))
            else:
                result.rows[fitting[0]] = row
        return result


def read_metadata(path: Path | None) -> Metadata:
    """Read the metadata table at *path*; without one nothing is known.

    Rows that have no key, or more or fewer cells than there are columns, are left out and told of
    in ``remarks``.

    Raises:
        DataFileError: the file is missing or damaged, or its headings are wrong.
    """
    if path is None:
        return Metadata()
    lines = list(read_sheet(path))
    if not lines:
        raise DataFileError(path.as_posix(), None, "the table is empty")
    header = _header(path, lines[0][1])
    rows: list[MetadataRow] = []
    remarks: list[Remark] = []
    for line in lines[1:]:
        row = _row(line, header)
        if isinstance(row, Remark):
            remarks.append(row)
        else:
            rows.append(row)
    return Metadata(path, tuple(rows), tuple(remarks))


def field_name(text: str) -> str:
    """Return a heading as the program names it: «Sökväg» is ``path``, «Doc ID» ``doc_id``."""
    plain = " ".join(composed(text).lower().split())
    joined = plain.replace(" ", "_").replace("-", "_")
    if joined in FIELDS or joined in _KEYS:
        return joined
    return SWEDISH_NAMES.get(plain, plain)


def _header(path: Path, cells: list[str]) -> list[str]:
    while cells and not cells[-1]:  # what a spreadsheet keeps of columns that were cleared
        cells = cells[:-1]
    header = [field_name(cell) for cell in cells]
    if not any(key in header for key in _KEYS):
        raise DataFileError(path.as_posix(), 1, f"no column {', '.join(_KEYS[:-1])} or {_KEYS[-1]}")
    doubles = sorted({name for name in header if header.count(name) > 1 or not name})
    if doubles:
        raise DataFileError(path.as_posix(), 1, f"empty or repeated column «{doubles[0]}»")
    for name in header:
        if name.startswith("@"):
            raise DataFileError(path.as_posix(), 1, f"column «{name}»: no name begins with @")
    return header


def _row(line: Line, header: list[str]) -> MetadataRow | Remark:
    number, cells = line
    if len(cells) > len(header) and not any(cells[len(header) :]):
        cells = cells[: len(header)]
    if len(cells) != len(header):
        problem = f"{len(cells)} cells under {len(header)} columns; the row is left out"
        return Remark(number, problem)
    values = {name: cell for name, cell in zip(header, cells, strict=True) if cell}
    key_column = next(key for key in _KEYS if key in header)
    key = values.get(key_column, "")
    if not key:
        return Remark(number, f"no {key_column}; the row is left out")
    kept = {
        name: cell
        for name, cell in values.items()
        if name not in _KEYS and not name.endswith(FOR_THE_EYE)
    }
    return MetadataRow(number, key, kept)


def _index(paths: Iterable[str]) -> dict[str, list[str]]:
    """Return the paths that each name stands for: a path's ends, with and without extension."""
    index: dict[str, list[str]] = {}
    for path in sorted(set(paths)):
        parts = composed(path).split("/")
        ends = ["/".join(parts[start:]) for start in range(len(parts))]
        for name in dict.fromkeys([*ends, *map(_without_extension, ends)]):
            index.setdefault(name, []).append(path)
    return index


def _without_extension(path: str) -> str:
    pure = PurePosixPath(path)
    return pure.with_suffix("").as_posix() if pure.suffix and pure.stem else path


def _fitting(key: str, index: Mapping[str, list[str]], ids: Mapping[str, str]) -> list[str]:
    """Return the paths that a row with *key* may be about: a path before a doc_id before the rest."""
    name = composed(key)
    path = name.replace("\\", "/").removeprefix("./")
    fitting = index.get(name) or index.get(path) or _ending(path, index)
    if key in fitting:
        return [key]
    known = ids.get(key) or ids.get(name)
    if known is not None:
        return [known] if known in index.get(composed(known), ()) else []
    return fitting


def _ending(path: str, index: Mapping[str, list[str]]) -> list[str]:
    """Return the whole paths that *path* ends with: it may have more folders before them."""
    parts = path.split("/")
    ends = ("/".join(parts[start:]) for start in range(1, len(parts)))
    for end in ends:
        whole = [one for one in index.get(end, ()) if end in _whole(composed(one))]
        if whole:
            return whole
    return []


def _whole(path: str) -> tuple[str, str]:
    return path, _without_extension(path)
