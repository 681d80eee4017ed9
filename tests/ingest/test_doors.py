"""What comes in by other ways than a .txt file, through the whole ingest."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from polcorp.corpus import Corpus
from polcorp.ingest.analyser import Analyser
from polcorp.reading import instructions
from tests.cli.conftest import Polcorp, polcorp  # noqa: F401  # a fixture
from tests.ingest.ingested import Ingested
from tests.pipeline.test_languages import ENGLISH
from tests.reading.made_documents import Block, docx_of, html_of

BLOCKS = [Block("1", ("Trygga barn",)), Block("p", ("Vi vill att Skolfam införs.",))]
TEXT = "# Trygga barn\n\nVi vill att Skolfam införs.\n"


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def test_documents_are_found_in_folders_and_stored_as_text(ingested: Ingested) -> None:
    write(Path("raw/a.docx"), docx_of(BLOCKS))
    write(Path("raw/b.html"), html_of([*BLOCKS, Block("ul", ("mer",))]))
    write(Path("raw/c.docx"), b"x")
    report = ingested("raw")
    assert report.added == ["raw/a.docx", "raw/b.html"]
    assert [failure.path for failure in report.failures] == ["raw/c.docx"]
    corpus = ingested.corpus
    rows = corpus.documents().set_index("doc_id")
    assert list(rows["source_format"]) == ["docx", "html"]
    assert [value for value in rows["encoding"] if isinstance(value, str)] == ["utf-8"]
    assert corpus.text("a") == TEXT
    demands = corpus.demands()
    assert not demands.empty
    for doc_id, start, end, text in demands[["doc_id", "start", "end", "text"]].to_numpy():
        assert corpus.text(doc_id)[start:end] == text
    assert ingested("raw").unchanged == ["raw/a.docx", "raw/b.html"]


def test_another_version_of_a_library_reads_its_documents_again_and_no_others(
    here: Path, quick: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(Path("raw/a.docx"), docx_of(BLOCKS))
    write(Path("raw/b.txt"), b"Vi vill bygga.")
    Corpus().ingest(["raw"])
    monkeypatch.setattr(
        instructions, "library_of", lambda form: "mammoth 99" if form == "docx" else ""
    )
    report = Corpus().ingest(["raw"])
    assert (report.updated, report.unchanged) == (["raw/a.docx"], ["raw/b.txt"])


def test_rows_and_members_are_documents(ingested: Ingested) -> None:
    write(Path("t.csv"), b"doc_id,text,Parti\n001,Vi vill bygga.,centern\n2,Trygghet.,\n")
    with zipfile.ZipFile("t.zip", "w") as archive:
        archive.writestr("2018/b.txt", "Vi vill ha Skolfam.")
    assert ingested("t.csv", "t.zip").ok
    rows = ingested.corpus.documents().set_index("doc_id")
    assert rows["path"].to_dict() == {
        "001": "t.csv/001.txt",
        "2": "t.csv/2.txt",
        "b": "t.zip/2018/b.txt",
    }
    assert rows.loc["001", "party"] == "C"
    assert list(rows["source_format"]) == ["table", "table", "text"]
    report = ingested(".")  # a table that was named once is known from then on
    assert (len(report.unchanged), report.added, report.missing) == (3, [], [])


def test_a_row_that_has_gone_is_missing_and_a_table_that_is_not_read_is_not(
    ingested: Ingested,
) -> None:
    write(Path("t.csv"), b"id,text\n1,Vi vill bygga.\n2,Trygghet.\n")
    write(Path("x/a.txt"), b"Vi vill mer.")
    ingested("t.csv", "x")
    assert ingested("x").missing == []
    write(Path("t.csv"), b"id,text\n2,Trygghet.\n")
    assert ingested(".").missing == ["t.csv/1.txt"]
    write(Path("t.csv"), b"no table")
    report = ingested(".")
    assert report.missing == []
    assert [failure.path for failure in report.failures] == ["t.csv"]
    Path("t.csv").unlink()
    assert ingested(".", prune=True).pruned == ["t.csv/1.txt", "t.csv/2.txt"]


def test_the_users_table_goes_before_the_row(here: Path, quick: Analyser) -> None:
    write(Path("t.csv"), b"id,text,party,date\n1,Vi vill bygga.,C,2018\n")
    write(Path("m.csv"), b"doc_id,party\n1,S\n")
    Corpus().ingest(["t.csv"], metadata="m.csv")
    row = Corpus().documents().iloc[0]
    assert (row["party"], row["date"]) == ("S", "2018")


def test_unknown_values_of_rows_are_told(here: Path, quick: Analyser) -> None:
    write(Path("t.csv"), b"id,text,party\n1,Vi vill bygga.,Kristdemokratena\n")
    report = Corpus().ingest(["t.csv"])
    assert report.metadata_remarks == [
        "t.csv/1.txt: party «Kristdemokratena» is not known (KD, Kristdemokraterna?)"
    ]


def test_encoding_and_lenient_read_again_and_tell_what_was_replaced(
    here: Path,
    quick: Analyser,
    polcorp: Polcorp,  # noqa: F811
) -> None:
    write(Path("raw/a.txt"), b"Vi vill bygga h\xe5rt\x81.")
    write(Path("raw/b.docx"), docx_of(BLOCKS))
    run = polcorp("ingest", "raw", "--encoding", "cp1252")
    assert run.code == 1
    assert "raw/a.txt" in run.out
    assert "line 1 does not fit cp1252; --lenient replaces what does not fit" in run.out
    Path("polcorp.toml").write_text("encoding = 'windows-1252'\nlenient = true\n", "utf-8")
    run = polcorp("ingest", "raw")
    assert run.code == 0
    assert "«�» replaces what did not fit the encoding of 1 file (raw/a.txt: 1)" in run.err
    rows = Corpus().documents().set_index("doc_id")
    assert rows.loc["a", "encoding"] == "cp1252 (1 replaced)"
    assert Corpus().text("a") == "Vi vill bygga hårt\ufffd."
    assert polcorp("ingest", "raw", "--dry-run", "--quiet").code == 0
    assert polcorp("ingest", "raw", "--encoding", "utf-88").code == 2


def test_dry_and_strict_ingests_look_into_documents(here: Path, quick: Analyser) -> None:
    write(Path("raw/a.docx"), b"x")
    write(Path("raw/b.docx"), docx_of(BLOCKS))
    report = Corpus().ingest(["raw"], dry_run=True)
    assert (report.added, [failure.path for failure in report.failures]) == (
        ["raw/b.docx"],
        ["raw/a.docx"],
    )
    assert Corpus().ingest(["raw/b.docx"], strict=True).added == ["raw/b.docx"]


def test_texts_in_other_languages_are_told_and_not_counted(
    ingested: Ingested,
    polcorp: Polcorp,  # noqa: F811
) -> None:
    write(Path("raw/a.txt"), ENGLISH.encode())
    write(Path("raw/b.txt"), b"Vi vill att barn ska vara trygga.")
    report = ingested("raw")
    assert (report.totals["documents"], report.totals["other_languages"]) == (2, 1)
    assert report.totals["words"] == 7
    rows = ingested.corpus.documents().set_index("doc_id")
    assert (rows.loc["a", "n_body_words"], rows.loc["a", "n_words"]) == (0, 29)
    assert ingested.corpus.text("a") == ENGLISH
    assert ingested.corpus.check() == []
    run = polcorp("ingest", "raw")
    told = "1 of 2 documents is not in Swedish: stored, and not analysed"
    assert f"{told} (`polcorp documents --by language` counts it)" in run.err


def test_the_folder_of_the_users_files_is_not_searched_unless_it_is_named(
    ingested: Ingested,
) -> None:
    write(Path("data/raw/a.txt"), b"Vi vill bygga.")
    write(Path("data/annotations/README.md"), b"# Vi vill mer")
    write(Path("data/annotations/pages/b.txt"), b"Vi vill skola.")
    report = ingested("data")
    assert (report.added, report.passed_over) == (["data/raw/a.txt"], [])
    named = ["data/annotations/README.md", "data/annotations/pages/b.txt"]
    assert ingested("data/annotations").added == named
    assert ingested("data").unchanged == [*named, "data/raw/a.txt"]
