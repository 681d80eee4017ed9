"""Tables with a text in each row, as scraped corpora and quanteda have them: CSV, Excel, JSON Lines.

One column holds the text, one names the document; the columns of fields and all others are what the
user gives of it, under the headings that ``documents.csv`` may have too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from polcorp.errors import DataFileError, PolcorpError
from polcorp.reading.archive_members import Inside
from polcorp.reading.discovery import Failure, SourceFile
from polcorp.reading.how_to_read import HowToRead
from polcorp.reading.json_lines import json_objects, parsed_object
from polcorp.reading.lenient_decoding import decode_as_told
from polcorp.reading.metadata import FOR_THE_EYE, field_name
from polcorp.reading.sheet import read_workbook, records
from polcorp.vocabulary.document_fields import FIELDS

_JSON_LINES = frozenset([".jsonl", ".ndjson"])
_WORKBOOKS = frozenset([".xlsx", ".xlsm"])
_JSON = ".json"
TABLE_ENDINGS = _JSON_LINES | _WORKBOOKS | {".csv", ".tsv", _JSON}

#: Headings of the column with the texts, the surest first.
TEXT_HEADINGS = (
    "text",
    "texts",
    "fulltext",
    "full_text",
    "body",
    "content",
    "brödtext",
    "innehåll",
)
#: Headings of the column that names the document.
ID_HEADINGS = ("doc_id", "docid", "id", "path", "file")
#: Objects whose members are columns too, as annotation tools write them.
_NESTED = ("meta", "metadata")

#: What R writes where a value is missing.
_MISSING = "NA"

_NO_NAME = re.compile(r"[/\\\x00-\x1f\x7f\u2028\u2029]+")


@dataclass(frozen=True)
class _Record:
    """The values of a row by column, and its *place*: the 1-based line that it begins or ends on."""

    place: str
    values: Mapping[str, str]
    problem: str = ""


def write_rows(file: SourceFile, folder: Path, how: HowToRead) -> Inside:
    """Write the text of each row to *folder*, under the number of the row.

    Raises:
        OSError: the table cannot be read, or the folder not written.
        PolcorpError: it is no table, or nothing tells which column has the texts.
    """
    ending = PurePosixPath(file.name).suffix.lower()
    replaced = 0
    if ending in _WORKBOOKS:
        found = _under_headings(read_workbook(file.location))
    elif ending == _JSON:
        found = _listed(file)
    else:
        decoded = decode_as_told(file.location.read_bytes(), how.encoding, lenient=how.lenient)
        replaced = decoded.replaced
        read = _objects if ending in _JSON_LINES else _lines
        found = read(file, decoded.text)
    try:
        inside = _written(file, folder, how, found)
    except DataFileError as error:  # whose message begins with the place, which is told anyway
        raise PolcorpError(
            str(error).removeprefix(file.location.as_posix()).lstrip(":, ")
        ) from error
    inside.replaced = replaced
    return inside


def _lines(file: SourceFile, text: str) -> Iterator[_Record]:
    return _under_headings(records(text, file.location))


def _under_headings(lines: Iterator[tuple[int, list[str]]]) -> Iterator[_Record]:
    """Yield the rows below the first one, which has the headings."""
    _, headings = next(lines, (0, []))
    names = [_column(cell) for cell in headings]
    while names and not names[-1]:
        names.pop()
    first = int(bool(names) and not names[0])  # where R and pandas write the number of the row
    names = names[first:]
    doubles = sorted({name for name in names if not name or names.count(name) > 1})
    if doubles:
        raise PolcorpError(f"line 1: empty or repeated column «{doubles[0]}»")
    for line, row in lines:
        cells = row[first:]
        if not any(cells):
            continue
        misses, more = len(cells) < len(names), any(cells[len(names) :])
        problem = f"{len(cells)} cells under {len(names)} columns" if misses or more else ""
        yield _Record(f"line {line}", dict(zip(names, cells, strict=False)), problem)


def _listed(file: SourceFile) -> Iterator[_Record]:
    """Yield the objects of a list in JSON, or of lines of JSON."""
    for found in json_objects(file.location):
        place = f"line {found.line}" if found.number is None else f"object {found.number}"
        yield _Record(place, _flat(found.value))


def _objects(file: SourceFile, text: str) -> Iterator[_Record]:
    """Yield the objects of JSON Lines; a line that is none is a problem of its own."""
    for line, content in enumerate(text.split("\n"), start=1):
        if not content.strip():
            continue
        try:
            value = parsed_object(file.location, line, content).value
        except DataFileError as error:
            yield _Record(f"line {line}", {}, str(error).partition(f", line {line}: ")[2])
        else:
            yield _Record(f"line {line}", _flat(value))


def _flat(value: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of an object as texts, those of its metadata among them."""
    values: dict[str, str] = {}
    for name in _NESTED:
        if isinstance(value.get(name), dict):
            values |= _flat(value[name])
    for name, one in value.items():
        if one is not None and not (name in _NESTED and isinstance(one, dict)):
            values[_column(name)] = _as_text(one)
    return values


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return ";".join(map(_as_text, value))
    return json.dumps(value, ensure_ascii=False)


def _column(heading: str) -> str:
    return field_name(heading.strip())


def _written(file: SourceFile, folder: Path, how: HowToRead, found: Iterator[_Record]) -> Inside:
    """Write the texts of the rows that were *found*; a row that has none must not stop the others."""
    inside = Inside()
    stem = PurePosixPath(file.name).stem
    places: dict[str, str] = {}
    lost: list[str] = []
    columns: Columns | None = None
    for number, row in enumerate(found, start=1):
        if row.problem:
            lost.append(f"{row.place}: {row.problem}")
            continue
        columns = columns or columns_of(list(row.values), how)
        name = name_in_path(row.values.get(columns.name, "")) or f"{stem}-{number}"
        path = f"{file.name}/{name}.txt"
        text = row.values.get(columns.text, "")
        if name in places:
            lost.append(f"{row.place}: «{name}» again, after {places[name]}")
        elif not text.strip():
            reason = f"{row.place}: no text in the column «{columns.text}»"
            inside.failures.append(Failure(path, reason))
        else:
            places[name] = row.place
            location = folder / str(number)
            location.write_bytes(text.encode())
            inside.files.append(SourceFile(path, location, columns.rest(row.values), "table"))
    if lost:
        inside.failures.append(Failure(file.name, lost[0] + _more(len(lost) - 1)))
    elif columns is None:
        raise PolcorpError("the table has no rows")
    return inside


def _more(lines: int) -> str:
    """Return how many other *lines* there are, in English: it is stored."""
    if lines == 1:
        return "; and 1 other line"
    return f"; and {lines} other lines" if lines else ""


def name_in_path(text: str) -> str:
    """Return a document's name as one part of a path."""
    return _NO_NAME.sub("_", text.strip())


@dataclass(frozen=True)
class Columns:
    """The columns of the *text* and of the *name*, which may be missing."""

    text: str
    name: str

    def rest(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return what else a row says; empty cells, and «NA» in a field, say nothing."""
        return {
            name: value.strip()
            for name, value in values.items()
            if name not in (self.text, self.name)
            and value.strip()
            and not (name in FIELDS and value.strip() == _MISSING)
            and not name.startswith("@")
            and not name.endswith(FOR_THE_EYE)
        }


def columns_of(names: Sequence[str], how: HowToRead) -> Columns:
    """Return which of the columns have the text and the name.

    Raises:
        PolcorpError: none of them is known to have the text, or one that is asked for is not there.
    """
    known = ", ".join(names)
    for asked, option in ((how.text_column, "--text-column"), (how.id_column, "--id-column")):
        if asked and _column(asked) not in names:
            raise PolcorpError(f"no column «{asked}», which {option} names; there are {known}")
    text = _column(how.text_column) if how.text_column else _first(TEXT_HEADINGS, names)
    if not text:
        raise PolcorpError(
            f"no column «text»; name the one with the texts with --text-column (there are {known})"
        )
    name = _column(how.id_column) if how.id_column else _first(ID_HEADINGS, names)
    return Columns(text, name)


def _first(wanted: Sequence[str], names: Sequence[str]) -> str:
    return next((name for name in wanted if name in names), "")
