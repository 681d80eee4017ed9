"""The user's table of metadata: its headings, its rows, and which document a row is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from polcorp.errors import DataFileError
from polcorp.reading.metadata import (
    Metadata,
    Remark,
    field_name,
    read_metadata,
)


def table(folder: Path, text: str, encoding: str = "utf-8") -> Metadata:
    path = folder / "documents.csv"
    path.write_bytes(text.encode(encoding))
    return read_metadata(path)


def values(metadata: Metadata, *paths: str) -> dict[str, dict[str, str]]:
    return {path: row.values for path, row in metadata.match(paths).rows.items()}


def test_without_a_table_nothing_is_known(here: Path) -> None:
    assert values(read_metadata(None), "a.txt") == {}


@pytest.mark.parametrize("key", ["a", "a.txt", "raw/a.txt", "raw/a", "deep/raw/a.txt", "raw\\a"])
def test_documents_are_found_by_the_end_of_the_path(here: Path, key: str) -> None:
    metadata = table(here, f"file,party,source\n{key},C, web \nb,,\n")
    assert values(metadata, "deep/raw/a.txt", "raw/c.txt") == {
        "deep/raw/a.txt": {"party": "C", "source": "web"}
    }
    assert metadata.match(["deep/raw/a.txt"]).unmatched == ["b"]


def test_names_are_the_same_however_their_accents_are_stored(here: Path) -> None:
    metadata = table(here, "file,party\na\u030akra,C\n")  # as macOS stores «å»
    assert values(metadata, "raw/\u00e5kra.txt") == {"raw/\u00e5kra.txt": {"party": "C"}}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("DOC_ID;Municipality\na;Linköping\n", "cp1252"),
        ("doc_id\tmunicipality\r\na\tLinköping\r\n", "utf-16"),
        ('doc_id,municipality\n"a","Linköping"\n', "utf-8-sig"),
        ("Fil;KOMMUN\na;Linköping\n", "cp1252"),
        ("Doc ID;kommun;;\na;Linköping;;\n", "utf-8"),
    ],
)
def test_what_spreadsheets_save_is_read(here: Path, text: str, encoding: str) -> None:
    assert values(table(here, text, encoding), "a.txt") == {"a.txt": {"municipality": "Linköping"}}


def test_headings_may_be_swedish_in_any_case() -> None:
    swedish = "Dokument SÖKVÄG fil Parti kommun Region datum typ Dokumenttyp titel Talare valår"
    english = (
        "doc_id path file party municipality region date doc_type doc_type title speaker valår"
    )
    assert [field_name(name) for name in swedish.split()] == english.split()
    assert field_name(" Doc-Type ") == "doc_type"
    assert field_name("o\u0308vrigt") == "\u00f6vrigt"


def test_what_the_program_wrote_beside_the_fields_is_not_read(here: Path) -> None:
    text = "path,party,party_guess,party_evidence,party_confidence,note\na.txt,,S,x,0.4,y\n"
    assert values(table(here, text), "a.txt") == {"a.txt": {"note": "y"}}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("party,date\nC,2018\n", "line 1: no column doc_id, path or file"),
        ("doc_id,date,date\n", "line 1: empty or repeated column «date»"),
        ("doc_id,date,datum\n", "line 1: empty or repeated column «date»"),
        ("doc_id,,date\n", "line 1: empty or repeated column «»"),
        ("doc_id,@path\n", "line 1: column «@path»: no name begins with @"),
        ('doc_id,date\n"a,2018\n', "unexpected end of data"),
        ("", "the file is empty"),
        (",,\n", "the table is empty"),
    ],
)
def test_errors_name_the_file_and_the_line(here: Path, text: str, problem: str) -> None:
    with pytest.raises(DataFileError, match=r"documents\.csv") as caught:
        table(here, text)
    assert problem in str(caught.value)


def test_a_bad_row_is_left_out_and_the_others_are_read(here: Path) -> None:
    metadata = table(here, "doc_id,date\na,2018\n\nb\n,2018\nc,2019,x\nd,2020,\n")
    assert metadata.remarks == (
        Remark(4, "1 cells under 2 columns; the row is left out"),
        Remark(5, "no doc_id; the row is left out"),
        Remark(6, "3 cells under 2 columns; the row is left out"),
    )
    assert [row.key for row in metadata.rows] == ["a", "d"]


def test_a_row_must_be_about_one_document(here: Path) -> None:
    found = table(here, "file,party\na,C\nb,S\nb.txt,M\n").match(["x/a.txt", "y/a.txt", "b.txt"])
    assert found.remarks == [
        Remark(2, "«a» fits x/a.txt, y/a.txt; give the path"),
        Remark(4, "a second row about b.txt, after line 3; it is left out"),
    ]
    assert {path: row.values for path, row in found.rows.items()} == {"b.txt": {"party": "S"}}


def test_a_doc_id_that_the_corpus_has_is_that_document(here: Path) -> None:
    metadata = table(here, "doc_id,party\nprogram,C\n")
    ids = {"program": "raw/program.txt"}
    both = ["raw/program.txt", "raw/2027/program.txt"]
    assert list(metadata.match(both, ids).rows) == ["raw/program.txt"]
    newer = metadata.match(["raw/2027/program.txt"], ids)
    assert (newer.rows, newer.unmatched) == ({}, ["program"])
