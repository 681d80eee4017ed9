from __future__ import annotations

from pathlib import Path

import pytest

from polcorp.errors import DataFileError
from polcorp.reading.metadata import Metadata, is_date, read_metadata


def table(folder: Path, text: str, encoding: str = "utf-8") -> Metadata:
    path = folder / "documents.csv"
    path.write_bytes(text.encode(encoding))
    return read_metadata(path)


def test_without_a_table_nothing_is_given(here: Path) -> None:
    assert read_metadata().for_paths(["a.txt"]) == {}


@pytest.mark.parametrize("key", ["a", "a.txt", "raw/a.txt"])
def test_documents_are_found_by_stem_name_or_path(here: Path, key: str) -> None:
    metadata = table(here, f"file,party,source\n{key},C, web \nb,,\n")
    assert metadata.for_paths(["raw/a.txt", "raw/c.txt"]) == {
        "raw/a.txt": {"party": "C", "source": "web"}
    }
    assert metadata.unmatched(["raw/a.txt"]) == ["b"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("DOC_ID;Municipality\na;Linköping\n", "cp1252"),
        ("doc_id\tmunicipality\r\na\tLinköping\r\n", "utf-16"),
        ('doc_id,municipality\n"a","Linköping"\n', "utf-8-sig"),
    ],
)
def test_what_spreadsheets_save_is_read(here: Path, text: str, encoding: str) -> None:
    given = table(here, text, encoding).for_paths(["a.txt"])
    assert given == {"a.txt": {"municipality": "Linköping"}}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("party,date\nC,2018\n", "line 1: no column doc_id, path or file"),
        ("doc_id,date,date\n", "line 1: empty or repeated column «date»"),
        ("doc_id,date\na,2018-13\n", "line 2: date «2018-13» is not of the form"),
        ("doc_id,speaker\na,press\n", "line 2: speaker «press» is none of party, authority, media"),
        ("doc_id,date\na,2018\n\nb\n", "line 4: 1 cells under 2 columns"),
        ("doc_id,date\n,2018\n", "line 2: no doc_id"),
        ('doc_id,date\n"a,2018\n', "unexpected end of data"),
        ("", "the file is empty"),
    ],
)
def test_errors_name_the_file_and_the_line(here: Path, text: str, problem: str) -> None:
    with pytest.raises(DataFileError, match=r"documents\.csv") as caught:
        table(here, text)
    assert problem in str(caught.value)


def test_a_row_must_be_about_one_document(here: Path) -> None:
    metadata = table(here, "file,party\na,C\n")
    with pytest.raises(DataFileError, match=r"«a» fits x/a\.txt, y/a\.txt; give the path"):
        metadata.for_paths(["x/a.txt", "y/a.txt"])
    twice = table(here, "file,party\na,C\na.txt,S\n")
    with pytest.raises(DataFileError, match=r"line 3: a second row about x/a\.txt"):
        twice.for_paths(["x/a.txt"])


def test_dates_may_stop_at_the_year_or_month() -> None:
    assert all(map(is_date, ["2018", "2018-02", "2020-02-29"]))
    assert not any(map(is_date, ["18", "2018-2", "2019-02-29", "2018-13", "", "20180101"]))
