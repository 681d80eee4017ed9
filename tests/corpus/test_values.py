"""Values of filters and rows of metadata: one thing, in whatever form a person writes it."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from polcorp.corpus import Corpus
from polcorp.ingest.analyser import Analyser

FORMS: dict[str, Callable[[str], str]] = {
    "composed": lambda value: unicodedata.normalize("NFC", value),
    "decomposed": lambda value: unicodedata.normalize("NFD", value),
    "soft hyphens": lambda value: value.replace("ö", "ö\u00ad").replace("å", "\u200bå"),
}
FILLING = " Det här är fyllnad som ingen läser." * 8


@pytest.fixture(params=("NFC", "NFD"))
def stored(here: Path, quick: Analyser, request: pytest.FixtureRequest) -> Corpus:
    """A corpus whose file names, metadata and texts are in one form or the other."""

    def form(text: str) -> str:
        return unicodedata.normalize(request.param, text)

    folder = here / "data/raw" / form("Åre")
    folder.mkdir(parents=True)
    (folder / form("höst.txt")).write_text(form("Vi vill att Bävern syns." + FILLING), "utf-8")
    (folder / "annan.txt").write_text(form("En annan text om ingenting." + FILLING), "utf-8")
    table = here / "data/annotations/documents.csv"
    table.parent.mkdir()
    table.write_text(
        form(
            "file,party,municipality,title,date,doc_type,våg\n"
            "höst.txt,Miljöpartiet,Malmö,Hösten i Malmö,2018,programme,Första på ön\n"
            "annan.txt,S,Lund,Annat,2019,programme,andra\n"
        ),
        "utf-8",
    )
    corpus = Corpus()
    report = corpus.ingest()
    assert report.ok, report.failures
    return corpus


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_filters_take_any_form(stored: Corpus, form: Callable[[str], str]) -> None:
    asked = (
        {"doc": form("höst")},
        {"doc": form("hö")},
        {"doc": form("höst.txt")},
        {"doc": form("Åre/höst.txt")},
        {"doc": form("data/raw/Åre/höst.txt")},
        {"doc": form("./data/raw/Åre/höst.txt")},
        {"doc": form("Åre\\höst.txt")},
        {"doc": form("data\\raw\\Åre\\höst.txt")},
        {"doc": form("C:\\texter\\data\\raw\\Åre\\höst.txt")},
        {"doc": form(Path("data/raw/Åre/höst.txt").absolute().as_posix())},
        {"party": form("miljöpartiet")},
        {"party": form("miljöpartiet,Vänsterpartiet")},
        {"municipality": form("malmö")},
        {"municipality": form("Malmö kommun")},
        {"where": {form("våg"): form("första på ön")}},
        {"where": {form("Våg"): form("Första på ön")}},
        {"where": {"title": form("hösten i malmö")}},
        {"where": {"municipality": form("Malmö")}},
    )
    for where in asked:
        assert unicodedata.normalize("NFC", str(stored.documents(**where)["party"].tolist())) == (
            "['MP']"
        ), where


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_words_and_groups_take_any_form(stored: Corpus, form: Callable[[str], str]) -> None:
    assert len(stored.demands(contains=form("BÄVERN"))) == 1
    assert len(stored.kwic(form("bävern"))) == 1
    assert len(stored.kwic(form("vi"), contains=form("bävern"))) == 1
    for ask in (stored.documents, stored.demands, lambda by: stored.kwic("vi", by=by)):
        table = ask(by=form("våg"))
        assert unicodedata.normalize("NFC", str(table.columns[0])) == "våg"
        assert len(table) == 2


@pytest.mark.parametrize("stored", ["NFC", "NFD"])
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_actors_take_any_form(corpus: Corpus, stored: str, form: Callable[[str], str]) -> None:
    name = unicodedata.normalize("NFD" if stored == "NFD" else "NFC", "Skolväsendet på ön")
    with closing(sqlite3.connect(corpus.path, isolation_level=None)) as store:
        store.execute("UPDATE actor SET canonical = ? WHERE canonical = 'Skolfam'", (name,))
    for value in ("Skolväsendet på ön", "SKOLVÄSENDET PÅ ÖN", "skolfam"):
        assert corpus.actors(long=True, actor=form(value))["actor"].tolist() == [name, name]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize(
    "name",
    [
        "höst",
        "höst.txt",
        "Åre/höst.txt",
        "data/raw/Åre/höst.txt",
        "./data/raw/Åre/höst.txt",
        "Åre\\höst.txt",
        "data\\raw\\Åre\\höst.txt",
        "C:\\texter\\data\\raw\\Åre\\höst.txt",
        "/hem/data/raw/Åre/höst.txt",
    ],
)
def test_rows_of_metadata_name_files_in_any_form(
    here: Path, quick: Analyser, name: str, form: Callable[[str], str]
) -> None:
    for stored in ("NFC", "NFD"):
        folder = (
            here / "data/raw" / unicodedata.normalize("NFD" if stored == "NFD" else "NFC", "Åre")
        )
        folder.mkdir(parents=True)
        file = folder / unicodedata.normalize("NFD" if stored == "NFD" else "NFC", "höst.txt")
        file.write_text("En text utan parti." + FILLING, "utf-8")
        table = here / "data/annotations/documents.csv"
        table.parent.mkdir(exist_ok=True)
        table.write_text(form(f"file,party\n{name},Miljöpartiet\n"), "utf-8")
        corpus = Corpus(here / f"{stored}.db")
        report = corpus.ingest()
        assert report.ok, report.failures
        assert corpus.documents()["party"].tolist() == ["MP"]
        file.unlink()
        folder.rmdir()
