"""A minus sign for a file is standard input or output, as for other programs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from polcorp.cli.app import app, main
from polcorp.corpus import Corpus


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "c.txt").write_text(
        "Skolan\n\nCenterpartiet i Lund vill att skolan får fler lärare.", encoding="utf-8"
    )
    Corpus(tmp_path / "corpus.db").ingest([tmp_path / "raw"], model="blank")
    return tmp_path / "corpus.db"


def said(place: Path, *arguments: str, given: str | None = None) -> bytes:
    command = [*arguments, "--corpus", str(place)]
    done = CliRunner().invoke(app, command, input=given, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert not Path("-").exists()
    return done.stdout_bytes


def test_a_table_goes_to_standard_output(place: Path) -> None:
    found = said(place, "demands", "--export", "csv", "-o", "-").decode()
    assert [row["party"] for row in csv.DictReader(io.StringIO(found))] == ["C"]
    assert "lärare" in said(place, "demands", "-o", "-").decode()
    assert said(place, "demands", "--export", "parquet", "-o", "-").startswith(b"PAR1")


@pytest.mark.slow
def test_the_report_goes_to_standard_output(place: Path) -> None:
    assert said(place, "report", "-o", "-").startswith(b"<!doctype html>")


def test_sql_is_read_from_standard_input(place: Path) -> None:
    found = said(place, "sql", "-", "--export", "csv", given="SELECT count(*) AS n FROM demands\n")
    assert found.split() == [b"n", b"1"]


def test_a_concordance_knows_the_title(place: Path) -> None:
    found = said(place, "kwic", "lärare", "--export", "csv", "--columns", "title,text").decode()
    assert found.split() == ["title,text", "Skolan,lärare"]


def test_a_word_for_a_number_is_told_plainly(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["demands", "--limit", "ten", "--corpus", str(place)])
    assert stopped.value.code == 2
    assert "--limit takes a whole number" in capsys.readouterr().err


def test_a_text_is_read_from_standard_input(place: Path) -> None:
    speech = "Centerpartiet i Lund vill att bussarna går oftare."
    said(place, "ingest", "-", "--name", "tal 2018", "--model", "blank", given=speech)
    found = said(place, "documents", "--columns", "doc_id,path", "--export", "csv").decode()
    assert found.splitlines()[1:3] == [
        "c,raw/c.txt",
        "tal 2018,stdin:/tal 2018.txt",
    ]
    assert "bussarna" in said(place, "show", "tal 2018").decode()
    again = said(place, "ingest", "-", "--name", "tal 2018", "--model", "blank", given=speech)
    assert b"skipped (unchanged)       1" in again


def test_a_text_without_a_file_is_never_gone(place: Path) -> None:
    for name in ("a", "b"):  # equal texts are two documents all the same
        said(place, "ingest", "-", "--name", name, "--model", "blank", given="Vi vill ha bussar.")
    said(place, "ingest", ".", "--prune", "--model", "blank")
    assert set(Corpus(place).documents(with_copies=True)["doc_id"]) == {"a", "b", "c"}


def test_standard_input_and_folders_in_one_ingest(place: Path) -> None:
    Path("raw/d.txt").write_text("Vi vill att skolan får mer.", encoding="utf-8")
    said(place, "ingest", "-", "raw", "--model", "blank", given="Vi vill ha bussar.")
    assert list(Corpus(place).documents()["doc_id"]) == ["c", "d", "stdin"]


@pytest.mark.parametrize("name", ["", "a/b"])
def test_a_name_that_is_no_doc_id(
    place: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["ingest", "-", "--name", name, "--corpus", str(place)])
    assert stopped.value.code == 2
    assert f"«{name}» is no name for a text" in capsys.readouterr().err


def test_annotations_are_read_from_standard_input(place: Path) -> None:
    said(place, "export", "gold", "--export", "gold")
    gold = Path("gold/gold.jsonl").read_text(encoding="utf-8")
    scores = said(place, "evaluate", "-", "--table", "scores", "--export", "csv", given=gold)
    assert scores == said(
        place, "evaluate", "gold/gold.jsonl", "--table", "scores", "--export", "csv"
    )
    assert b"DEMAND" in scores
