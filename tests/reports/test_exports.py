from __future__ import annotations

import csv
import datetime
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.reading.sheet import read_sheet
from polcorp.reports import binary
from polcorp.reports.exports import Style, export_bytes, format_of, write_file
from polcorp.vocabulary.formats import FORMATS

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
NUMBER = st.integers(-(2**40), 2**40)
REAL = st.floats(-1e15, 1e15)
ROWS = st.lists(st.tuples(TEXT, st.none() | NUMBER, st.none() | REAL, st.booleans()), max_size=6)
TYPES = {"text": "string", "whole": "Int64", "real": "Float64", "flag": "bool"}
RAW = Style(raw_cells=True)


def frame_of(rows: list[tuple[str, int | None, float | None, bool]]) -> pd.DataFrame:
    return pd.DataFrame.from_records(rows, columns=list(TYPES)).astype(TYPES)


SAMPLE = frame_of([("Söder; «tälje», 5 %", 1, 0.5, True), ("=1+1\nrad två", None, None, False)])


def cells(rows: list[tuple[str, int | None, float | None, bool]]) -> list[list[str]]:
    return [
        [
            text,
            "" if whole is None else str(whole),
            "" if real is None else repr(real),
            str(flag).upper(),
        ]
        for text, whole, real, flag in rows
    ]


@pytest.mark.slow
@given(ROWS)
def test_csv_and_tsv_are_read_back_by_anybody(rows: list[Any]) -> None:
    for kind, delimiter in (("csv", ","), ("tsv", "\t")):
        text = export_bytes(frame_of(rows), kind, RAW).decode()
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        assert read == [list(TYPES), *cells(rows)]


@pytest.mark.slow
@given(ROWS)
def test_json_and_jsonl_keep_values_and_types(rows: list[Any]) -> None:
    frame = frame_of(rows)
    expected = [dict(zip(TYPES, row, strict=True)) for row in rows]
    assert json.loads(export_bytes(frame, "json")) == expected
    lines = export_bytes(frame, "jsonl").decode().split("\n")
    assert [json.loads(line) for line in lines[:-1]] == expected


@pytest.mark.slow
@given(ROWS)
def test_parquet_gives_the_same_frame(rows: list[Any]) -> None:
    frame = frame_of(rows)
    read = pd.read_parquet(io.BytesIO(export_bytes(frame, "parquet")))
    pd.testing.assert_frame_equal(read.astype(TYPES), frame)


@settings(max_examples=15, deadline=None)
@given(ROWS)
def test_a_workbook_holds_texts_and_numbers(rows: list[Any]) -> None:
    printable = [(("".join(filter(str.isalnum, row[0]))), *row[1:]) for row in rows]
    sheet = load_workbook(io.BytesIO(export_bytes(frame_of(printable), "xlsx"))).active
    read = list(sheet.iter_rows(values_only=True))
    assert read[0] == tuple(TYPES)
    for row, (text, whole, real, flag) in zip(read[1:], printable, strict=True):
        assert (row[0] or "", row[1], row[3]) == (text, whole, flag)
        assert row[2] == (None if real is None else pytest.approx(real))


def test_a_workbook_never_holds_formulas() -> None:
    sheet = load_workbook(io.BytesIO(export_bytes(SAMPLE, "xlsx"))).active
    cell = sheet["A3"]
    assert (cell.value, cell.data_type) == ("=1+1\nrad två", "s")


def test_days_are_days_in_a_workbook_and_identifiers_stay_text(tmp_path: Path) -> None:
    dates = ["2018-03-21", "2018-03", "2018", None, "1900-02-28", "2018-02-30"]
    ids = [f"00{number}" for number in range(6)]
    frame = pd.DataFrame({"doc_id": ids, "date": dates, "n_id": range(6)}).astype(
        {"doc_id": "string", "date": "string"}
    )
    data = export_bytes(frame, "xlsx")
    sheet = load_workbook(io.BytesIO(data)).active
    assert [cell.value for cell in sheet["B"][1:]] == [
        datetime.datetime(2018, 3, 21),
        *dates[1:],
    ]
    assert sheet["B2"].number_format == "yyyy-mm-dd"
    assert [(cell.value, cell.number_format) for cell in sheet["A"][1:3]] == [
        ("000", "@"),
        ("001", "@"),
    ]
    assert sheet["C3"].value == 1
    path = tmp_path / "documents.xlsx"
    path.write_bytes(data)
    assert [cells[:2] for _, cells in list(read_sheet(path))[1:3]] == [
        ["000", "2018-03-21"],
        ["001", "2018-03"],
    ]


@pytest.mark.parametrize("kind", FORMATS)
def test_equal_data_give_equal_bytes(kind: str) -> None:
    assert export_bytes(SAMPLE, kind) == export_bytes(SAMPLE.copy(), kind)
    assert export_bytes(SAMPLE.head(0), kind) == export_bytes(frame_of([]), kind)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_formulas_are_made_harmless_unless_told(start: str) -> None:
    frame = pd.DataFrame({f"{start}name": [f"{start}cmd"]}, dtype="string")
    for kind in ("csv", "tsv"):
        delimiter = "," if kind == "csv" else "\t"
        harmless = export_bytes(frame, kind).decode()
        read = list(csv.reader(io.StringIO(harmless, newline=""), delimiter=delimiter))
        assert read == [[f"'{start}name"], [f"'{start}cmd"]]
        assert b"'" not in export_bytes(frame, kind, RAW)


def test_numbers_are_no_formulas() -> None:
    assert export_bytes(pd.DataFrame({"n": [-1, -2.5]}), "csv") == b"n\n-1.0\n-2.5\n"


def test_swedish_excel() -> None:
    data = export_bytes(SAMPLE, "csv", Style("excel-sv"))
    assert data.startswith(b"\xef\xbb\xbftext;whole;real;flag\r\n")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert read[1] == ["Söder; «tälje», 5 %", "1", "0,5", "TRUE"]


def test_markdown_and_latex_are_escaped() -> None:
    frame = pd.DataFrame({"a_b": ["x | y\n<b>", r"5 % & \n {}"], "n": [1, 2]})
    assert export_bytes(frame, "md").decode().splitlines() == [
        r"| a\_b         |   n |",
        "|:-------------|----:|",
        r"| x \| y \<b\> |   1 |",
        r"| 5 % & \\n {} |   2 |",
    ]
    latex = [line.split() for line in export_bytes(frame, "latex").decode().splitlines()]
    assert latex[0] == [r"\begin{tabular}{lr}"]
    assert latex[2] == [r"a\_b", "&", "n", r"\\"]
    assert latex[5] == ["5", r"\%", r"\&", r"\textbackslash{}n", r"\{\}", "&", "2", r"\\"]


def test_what_a_format_cannot_hold_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnknownValueError, match="did you mean csv"):
        export_bytes(SAMPLE, "cvs")
    with pytest.raises(UnknownValueError, match="excel-sv"):
        export_bytes(SAMPLE, "csv", Style("excel"))
    with pytest.raises(PolcorpError, match="goes with csv, not with json"):
        export_bytes(SAMPLE, "json", Style("excel-sv"))
    with pytest.raises(PolcorpError, match="row 1 of «text» has 40,000 characters"):
        export_bytes(pd.DataFrame({"text": ["å" * 40_000]}, dtype="string"), "xlsx")
    monkeypatch.setattr(binary, "MAX_ROWS", 2)
    with pytest.raises(PolcorpError, match="xlsx holds 1 rows, not 2"):
        export_bytes(SAMPLE, "xlsx")


def test_the_extension_says_the_format() -> None:
    names = ("a.csv", "b.TEX", "c.ndjson", "d.xlsx", "e.txt", "f")
    assert [format_of(Path(name)) for name in names] == [
        "csv",
        "latex",
        "jsonl",
        "xlsx",
        None,
        None,
    ]


def test_a_file_is_written_whole_or_not_at_all(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_file(Path("deep/a.csv"), b"old")
    with pytest.raises(PolcorpError, match=r"cannot write deep/a\.csv/b"):
        write_file(Path("deep/a.csv/b"), b"new")

    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(PolcorpError, match="No space left"):
        write_file(Path("deep/a.csv"), b"new")
    assert [path.name for path in Path("deep").iterdir()] == ["a.csv"]
    assert Path("deep/a.csv").read_bytes() == b"old"
