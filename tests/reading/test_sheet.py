"""Tables out of spreadsheets, as rows of texts."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from openpyxl import Workbook

from polcorp.errors import DataFileError
from polcorp.reading.sheet import OPENS_FORMULA, read_sheet
from polcorp.reports.exports import Style, export_bytes


def workbook(folder: Path, rows: list[list[Any]], formats: dict[str, str] | None = None) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    path = folder / "documents.xlsx"
    book.save(path)
    return path


def test_a_workbook_shows_what_its_cells_show(tmp_path: Path) -> None:
    day = datetime.datetime(2018, 3, 21)
    rows: list[list[Any]] = [
        ["file", "a", "b", "c", "d", "e"],
        [],
        ["001", 1, 2018, 2018.0, 1.5, True],
        [None, day, day.date(), day, day, datetime.datetime(2018, 3, 21, 10, 30)],
        ["  blank ", 7, "=1+1", None, "-x", None],
    ]
    formats = {"C3": "General", "B5": "000", "D4": "mmm\\-yy", "E4": "[$-sv-SE]yyyy;@"}
    formats["C4"] = "d mmmm yyyy"
    assert list(read_sheet(workbook(tmp_path, rows, formats))) == [
        (1, ["file", "a", "b", "c", "d", "e"]),
        (3, ["001", "1", "2018", "2018", "1.5", "TRUE"]),
        (4, ["", "2018-03-21", "2018-03-21", "2018-03", "2018", "2018-03-21 10:30"]),
        (5, ["blank", "007", "", "", "-x", ""]),  # a formula that no program has worked out
    ]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0 locked", b"text"])
def test_what_is_no_workbook_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "documents.xlsx"
    path.write_bytes(data)
    with pytest.raises(DataFileError, match=r"documents\.xlsx: not a workbook.* save it as"):
        list(read_sheet(path))


@pytest.mark.parametrize("name", ["no.csv", "no.xlsx"])
def test_a_missing_table_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataFileError, match="No such file"):
        list(read_sheet(tmp_path / name))


def test_an_apostrophe_against_formulas_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b,c\n'=1,'t är,''\n", encoding="utf-8")
    assert list(read_sheet(path))[1] == (2, ["=1", "'t är", "''"])


CELLS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"
    ),
    max_size=20,
).map(str.strip)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4), st.sampled_from(["csv", "tsv"]))
def test_what_polcorp_writes_is_read_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], kind: str
) -> None:
    path = tmp_path_factory.mktemp("sheet") / f"a.{kind}"
    path.write_bytes(export_bytes(pd.DataFrame(rows, columns=["path", "b"], dtype="string"), kind))
    wanted = [[cell.strip() for cell in row] for row in rows if any(row)]
    assert [cells for _, cells in read_sheet(path)][1:] == wanted


@pytest.mark.slow
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4))
def test_so_are_workbooks_and_swedish_csv(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    # an apostrophe before a sign is what protects a cell from being a formula, and goes again
    guarded = tuple(f"'{sign}" for sign in OPENS_FORMULA)
    assume(not any(cell.startswith(guarded) for row in rows for cell in row))
    folder = tmp_path_factory.mktemp("sheet")
    frame = pd.DataFrame(rows, columns=["path", "b"], dtype="string")
    (folder / "a.xlsx").write_bytes(export_bytes(frame, "xlsx"))
    (folder / "a.csv").write_bytes(export_bytes(frame, "csv", Style("excel-sv")))
    wanted = [list(row) for row in rows if any(row)]
    for name in ("a.xlsx", "a.csv"):
        assert [cells for _, cells in read_sheet(folder / name)][1:] == wanted


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n", "\ufeffsep=;\n"])
def test_the_first_line_may_say_what_parts_the_cells(tmp_path: Path, first: str) -> None:
    path = tmp_path / "documents.csv"
    path.write_text(first + "file;title\na;1,5 kr, 2,5 kr\n", encoding="utf-8", newline="")
    assert list(read_sheet(path)) == [
        (2, ["file", "title"]),
        (3, ["a", "1,5 kr, 2,5 kr"]),
    ]
