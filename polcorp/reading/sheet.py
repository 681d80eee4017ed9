"""A table that the user keeps in a spreadsheet, as rows of texts: CSV, TSV or an Excel workbook."""

from __future__ import annotations

import csv
import datetime
import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from polcorp.errors import DataFileError
from polcorp.reading.decoding import UnreadableTextError, decode

#: The 1-based line or row of a table and the text of each of its cells.
Line = tuple[int, list[str]]

#: What a spreadsheet would take for the beginning of a formula.
OPENS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

#: Characters of a cell; a cell may hold a whole text.
#: The first line by which Excel says what parts the cells.
_SEPARATOR = re.compile(r"\ufeff?sep=(?P<sign>[^\r\n])\r?\n", re.IGNORECASE)
_LONGEST_CELL = 2**31 - 1

#: Parts of a number format that say nothing of what is shown: «[$-sv-SE]», «\-», «"kr"».
_UNSEEN = re.compile(r'\[[^\]]*\]|\\.|"[^"]*"')


def read_sheet(path: Path) -> Iterator[Line]:
    """Yield the rows of the table at *path* that hold anything, the headings first.

    ``.xlsx`` is read as a workbook (its first sheet), all else as text in any encoding that raw
    documents may have, separated by commas, semicolons or tabs. Cells are stripped of blanks.

    Raises:
        DataFileError: the file is missing, damaged or of another kind; names the line.
    """
    lines = read_workbook(path) if path.suffix.lower() in {".xlsx", ".xlsm"} else _text(path)
    for number, cells in lines:
        if any(cells):
            yield number, cells


def _text(path: Path) -> Iterator[Line]:
    try:
        text = decode(path.read_bytes()).text
    except (OSError, UnreadableTextError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DataFileError(path.as_posix(), None, str(reason)) from error
    for number, cells in records(text, path):
        yield number, [_unguarded(cell).strip() for cell in cells]


def records(text: str, path: Path) -> Iterator[Line]:
    """Yield the rows of the *text* of a CSV file, their cells as they are written.

    Cells are parted by the sign that a first line «sep=;» names, as Excel has it, or else by what the headings have most of.

    Raises:
        DataFileError: a row is not as CSV has it; names the line.
    """
    header, said = text.splitlines()[0], 0
    named = _SEPARATOR.match(text)
    if named is not None:
        text, said = text[named.end() :], 1
        header = (text.splitlines() or [""])[0]
    delimiter = named["sign"] if named is not None else max(",;\t", key=header.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num + said, cells
    except csv.Error as error:
        raise DataFileError(path.as_posix(), reader.line_num + said, str(error)) from error


def _unguarded(cell: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from running a text as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(OPENS_FORMULA) else cell


def read_workbook(path: Path) -> Iterator[Line]:
    """Yield the rows of the first sheet of a workbook.

    Raises:
        DataFileError: it cannot be read.
    """
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        data = io.BytesIO(path.read_bytes())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of styles, which do not matter here
            workbook = load_workbook(data, read_only=True, data_only=True)
            rows = [
                (number, [_cell(cell) for cell in cells])
                for number, cells in enumerate(workbook.worksheets[0].iter_rows(), start=1)
            ]
    except OSError as error:
        raise DataFileError(path.as_posix(), None, str(error.strerror or error)) from error
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as error:
        problem = "not a workbook that can be read; save it as .xlsx without a password, or as .csv"
        raise DataFileError(path.as_posix(), None, problem) from error
    yield from rows


def _cell(cell: Any) -> str:
    """Return what a cell of a workbook shows: dates as ISO dates, whole numbers without a point."""
    value = cell.value
    if value is None:
        return ""
    shown = _UNSEEN.sub("", cell.number_format or "").lower()
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, shown)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and value >= 0 and re.fullmatch("0+", shown):
        return str(value).zfill(len(shown))  # «001», kept as a number
    return str(value).strip()


def _date(value: datetime.date, shown: str) -> str:
    """Return a date as exactly as the format of its cell shows it: «mars 2018» is 2018-03."""
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time():
            return value.isoformat(sep=" ", timespec="minutes")
        value = value.date()
    if "y" in shown and "d" not in shown:
        return value.isoformat()[: 7 if "m" in shown else 4]
    return value.isoformat()
