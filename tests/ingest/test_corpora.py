"""Corpora in XML, through the whole ingest."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from polcorp.analysis.views import document_views
from polcorp.corpus import Corpus
from polcorp.ingest.analyser import Analyser
from polcorp.reports.annotations.files import write_annotations
from tests.cli.conftest import Polcorp, polcorp  # noqa: F401  # a fixture
from tests.ingest.ingested import Ingested
from tests.reading.test_sparv import PRETTY
from tests.reading.test_tei import DEBATE, PARTIES, PEOPLE
from tests.reports.test_annotations import light  # noqa: F401  # a fixture

TEXT = (
    "Trygga barn\n\nDe vuxna & <alla>. Vi vill att Skolfam införs i skolan (nu). 👍 Falkenberg har "
    "gjort det.\n\nCenterpartiet vill att:\n• polisen syns i hela kommunen\n• BID prövas\n\nDela sidan\n"
)


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, "utf-8")


def test_a_folder_of_tei_knows_the_parties_of_its_speakers(ingested: Ingested) -> None:
    write("raw/people.xml", PEOPLE)
    write("raw/orgs.xml", PARTIES)
    write("raw/2017/p48.xml", DEBATE)
    report = ingested("raw")
    assert report.failures == []
    rows = ingested.corpus.documents().set_index("doc_id")
    assert rows["party"].fillna("").to_dict() == {
        "u1": "C",
        "u2": "MP",
        "p48-3": "MP",
        "p48-4": "KD",
    }
    assert set(rows["source_format"]) == {"tei"}
    assert rows.loc["u1", "path"] == "raw/2017/p48.xml/u1.txt"
    for column, value in (("date", "2017-12-12"), ("title", "§ 4 Pensioner")):
        assert rows.loc["u1", column] == value
    assert ingested("raw").added == []
    write("raw/2017/p48.xml", DEBATE.replace('<u who="#Q9"><seg>Ja.</seg></u>', ""))
    assert ingested(".").missing == ["raw/2017/p48.xml/p48-4.txt"]
    write("raw/2017/p48.xml", DEBATE[:-20])
    report = ingested(".")
    assert [failure.path for failure in report.failures] == ["raw/2017/p48.xml"]
    assert report.missing == []


def test_an_export_of_sparv_is_read_from_an_archive_too(ingested: Ingested) -> None:
    with zipfile.ZipFile("sparv.zip", "w") as archive:
        archive.writestr("export/skola_export.xml", PRETTY)
        archive.writestr("export/other.xml", "<a>Hej</a>")
    report = ingested("sparv.zip")
    assert report.passed_over == ["sparv.zip/export/other.xml"]
    rows = ingested.corpus.documents().set_index("doc_id")
    assert rows["path"].to_dict() == {
        "skola": "sparv.zip/export/skola_export.xml/skola.txt",
        "två": "sparv.zip/export/skola_export.xml/två.txt",
    }
    for column, value in (("party", "C"), ("date", "2018-03-21"), ("source_format", "sparv")):
        assert rows.loc["skola", column] == value
    assert ingested(".").added == []


def test_xml_that_is_no_corpus_is_read_when_it_is_named(ingested: Ingested) -> None:
    write("raw/a.txt", "Vi vill bygga.")
    write("raw/b.xml", "<page><p>Vi vill ha mer skola.</p></page>")
    assert ingested("raw").passed_over == ["raw/b.xml"]
    assert ingested("raw/b.xml").added == ["raw/b.xml"]
    assert ingested("raw").unchanged == ["raw/a.txt", "raw/b.xml"]


def test_a_file_that_declares_entities_is_refused(ingested: Ingested) -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    write("raw/t.xml", f'<!DOCTYPE TEI [<!ENTITY e0 "ha">{bomb}]>{DEBATE.partition("?>")[2]}')
    (failure,) = ingested("raw").failures
    assert "declares the entity «e0»" in failure.reason


@pytest.mark.slow
def test_our_own_tei_gives_the_same_texts(
    here: Path,
    quick: Analyser,
    light: None,  # noqa: F811
) -> None:
    write("raw/1 å.txt", TEXT)
    write("m.csv", "doc_id,title,date,kommun\n1 å,A & <C>,2018-02,Umeå\n")
    assert Corpus().ingest(["raw"], metadata="m.csv").ok
    write_annotations(document_views(Corpus()), Path("tei"), "tei")
    again = Corpus("again.db")
    assert again.ingest(["tei"]).ok
    text = again.text("1 å")
    assert [word for word in text.split() if word.strip("#")] == TEXT.split()
    assert "\n• polisen syns i hela kommunen\n• BID prövas\n" in text
    before, after = (corpus.documents().iloc[0] for corpus in (Corpus(), again))
    for column in ("doc_id", "party", "municipality", "date", "title", "n_body_words"):
        assert after[column] == before[column], column
    assert again.demands()["text"].to_list() == Corpus().demands()["text"].to_list()
    write_annotations(document_views(again), Path("tei2"), "tei")
    third = Corpus("third.db")
    assert third.ingest(["tei2"]).ok
    assert third.text("1 å") == text  # from here on, nothing changes


@pytest.mark.slow
def test_quanteda_gets_back_what_it_wrote(
    here: Path,
    quick: Analyser,
    polcorp: Polcorp,  # noqa: F811
) -> None:
    write("raw/1.txt", TEXT)
    assert polcorp("ingest", "raw").code == 0
    assert polcorp("export", "q", "--export", "quanteda").code == 0
    assert polcorp("ingest", "q/texts.csv", "--corpus", "q.db").code == 0
    assert Corpus("q.db").text("1") == TEXT
