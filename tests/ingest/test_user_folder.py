"""The corpus remembers the folder of the user's files, and says when it is gone or another."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from polcorp.cli.app import main
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.ingest.ingest import Analyser
from polcorp.ingest.user_folder import files_of_corpus, own_stop_words, remembered_folder

pytestmark = pytest.mark.slow

TEXT = "Trygghet\n\nVi vill att Tryggare Kvarnlyft prövas i Sunne.\n"
ACTORS = "canonical,type,aliases\nTryggare Kvarnlyft,PROGRAMME,Kvarnlyftet\n"


@pytest.fixture
def texts(here: Path) -> Path:
    (here / "raw").mkdir()
    (here / "raw/a.txt").write_text(TEXT, encoding="utf-8")
    return here


def put(folder: str, name: str = "actors.csv", content: str = ACTORS) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    (Path(folder) / name).write_text(content, encoding="utf-8")


def ingest(corpus: Corpus, user_dir: str | None = None, parquet: str | None = None) -> list[str]:
    report = corpus.ingest(["raw"], model="blank", jobs=1, user_dir=user_dir, parquet=parquet)
    assert report.failures == []
    return report.notices


def sources(corpus: Corpus) -> dict[str, str]:
    table = corpus.actors(long=True)
    return dict(zip(table["canonical"], table["source"], strict=True))


def test_the_default_folder_is_read_without_being_named(texts: Path) -> None:
    put("data/annotations")
    corpus = Corpus("c.db")
    assert ingest(corpus) == []
    assert sources(corpus)["Tryggare Kvarnlyft"] == "user"
    assert remembered_folder(corpus.path) == "data/annotations"


def test_files_that_are_not_the_users_change_nothing(texts: Path) -> None:
    corpus = Corpus("c.db")
    ingest(corpus)
    assert remembered_folder(corpus.path) is None
    for name in ("gold.jsonl", "GUIDELINES.md", "THEMES.md"):
        put("data/annotations", name, "x")
    report = corpus.ingest(["raw"], model="blank", jobs=1)
    assert (report.updated, report.notices) == ([], [])
    assert remembered_folder(corpus.path) is None
    shutil.rmtree("data/annotations")
    assert ingest(corpus) == []


def test_stop_words_and_documents_do_not_make_texts_be_analysed_again(texts: Path) -> None:
    corpus = Corpus("c.db")
    ingest(corpus)
    put("data/annotations", "stop_words.txt", "och")
    put("data/annotations", "documents.csv", "file,party\nother.txt,C\n")
    report = corpus.ingest(["raw"], model="blank", jobs=1)
    assert report.unchanged == ["raw/a.txt"]
    put("data/annotations", "documents.csv", "file,party,corrections\na.txt,C,many\n")
    assert corpus.ingest(["raw"], model="blank", jobs=1).updated == ["raw/a.txt"]
    table = corpus.documents()
    assert (list(table["party"]), list(table["corrections"])) == (["C"], ["many"])


@pytest.mark.parametrize("kind", ["store", "data set"])
def test_a_named_folder_is_remembered(texts: Path, kind: str) -> None:
    put("mine")
    put("mine", "documents.csv", "file,party\na.txt,C\n")
    put("data/annotations", "documents.csv", "file,party\na.txt,S\n")
    parquet = "set" if kind == "data set" else None
    corpus = Corpus("c.db")
    assert ingest(corpus, "mine", parquet) == []
    again = corpus.ingest(["raw"], model="blank", jobs=1, parquet=parquet)
    assert (again.unchanged, again.notices) == (["raw/a.txt"], [])
    read = Corpus(parquet or "c.db")
    assert sources(read)["Tryggare Kvarnlyft"] == "user"
    assert list(read.documents()["party"]) == ["C"]
    assert files_of_corpus(read.path).folder == Path("mine")


@pytest.mark.parametrize("parquet", [None, "set"])
def test_a_folder_that_is_gone_is_told_every_time_and_not_forgotten(
    texts: Path, parquet: str | None
) -> None:
    put("mine")
    put("data/annotations")
    corpus = Corpus("c.db")
    ingest(corpus, "mine", parquet)
    Path("mine").rename("away")
    for _ in range(2):
        [notice] = ingest(corpus, None, parquet)
        assert notice.startswith("«mine», the folder with your own files")
        assert "--user-dir" in notice
        assert sources(Corpus(parquet or "c.db")).get("Tryggare Kvarnlyft") != "user"
    Path("away").rename("mine")
    assert ingest(corpus, None, parquet) == []
    assert sources(Corpus(parquet or "c.db"))["Tryggare Kvarnlyft"] == "user"


def test_a_default_folder_with_files_that_is_gone_is_told_too(texts: Path) -> None:
    put("data/annotations")
    corpus = Corpus("c.db")
    ingest(corpus)
    shutil.rmtree("data/annotations")
    [notice] = ingest(corpus)
    assert "«data/annotations»" in notice


def test_another_folder_is_told_once(texts: Path) -> None:
    put("mine")
    put("yours", content=ACTORS.replace("Tryggare Kvarnlyft", "Sunnemodellen"))
    corpus = Corpus("c.db")
    ingest(corpus, "mine")
    assert ingest(corpus, "yours") == ["your own files are read from «yours», no longer «mine»"]
    assert ingest(corpus, "yours") == ingest(corpus) == []
    assert ingest(corpus, str(texts / "yours")) == []
    assert remembered_folder(corpus.path) == "yours"


def test_a_checkout_that_has_moved_finds_its_folder(
    texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = texts / "old"
    old.mkdir()
    Path("raw").rename(old / "raw")
    monkeypatch.chdir(old)
    put("mine")
    ingest(Corpus("c.db"), str(old / "mine"))
    new = old.rename(texts / "new")
    monkeypatch.chdir(new)
    report = Corpus("c.db").ingest(["raw"], model="blank", jobs=1)
    assert (report.unchanged, report.notices) == (["raw/a.txt"], [])


def test_a_folder_that_is_named_and_not_there_stops_the_ingest(texts: Path) -> None:
    corpus = Corpus("c.db")
    with pytest.raises(PolcorpError, match="no folder mine with your own files"):
        ingest(corpus, "mine")
    assert not corpus.path.exists()


def test_the_folder_of_a_corpus_of_an_older_form_is_known(texts: Path, corpus: Corpus) -> None:
    with closing(sqlite3.connect(corpus.path)) as plain:
        plain.execute('UPDATE run SET options = \'{"user_dir": "mine"}\'')
        plain.execute("PRAGMA user_version = 1")
        plain.commit()
    assert remembered_folder(corpus.path) == "mine"


@pytest.mark.parametrize("content", [b"", None])
def test_without_a_corpus_nothing_is_remembered(here: Path, content: bytes | None) -> None:
    if content is not None:
        Path("c.db").write_bytes(content)
    assert remembered_folder(Path("c.db")) is None
    assert remembered_folder(Path("c.db"), "set") is None


@pytest.mark.parametrize("options", [[], ["--quiet"], ["--dry-run"]])
def test_the_command_line_says_it_on_standard_error(
    corpus: Corpus, quick: Analyser, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    Path("mine").mkdir()
    corpus.ingest(user_dir="mine")
    Path("mine").rmdir()
    with pytest.raises(SystemExit) as left:
        main(["ingest", *options])
    shown = capsys.readouterr()
    assert left.value.code == 0
    assert "«mine», the folder with your own files that the corpus remembers, is gone" in shown.err
    assert "«mine»" not in shown.out


def test_the_settings_file_names_a_folder(
    corpus: Corpus, quick: Analyser, capsys: pytest.CaptureFixture[str]
) -> None:
    put("mine", "stop_words.txt", "barn\n")
    Path("polcorp.toml").write_text('user_dir = "mine"\n', encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["ingest"])
    assert "your own files are read from «mine», no longer «data/annotations»" in (
        capsys.readouterr().err
    )
    assert remembered_folder(corpus.path) == "mine"


def test_stop_words_are_those_of_the_folder(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    from polcorp.cli.words import hidden_words

    assert "kommun" not in hidden_words(corpus, keep=False)
    put("data/annotations", "stop_words.txt", "kommun\n")
    assert "kommun" in hidden_words(corpus, keep=False)
    assert hidden_words(corpus, keep=True) == frozenset()
    assert "kommun" in own_stop_words(corpus.path)
    put("mine", "stop_words.txt", "region\n")
    corpus.ingest(user_dir="mine")
    assert {"region", "kommun"} & hidden_words(corpus, keep=False) == {"region"}
    put("other", "stop_words.txt", "stad\n")
    Path("polcorp.toml").write_text('user_dir = "other"\n', encoding="utf-8")
    assert {"region", "stad"} & hidden_words(corpus, keep=False) == {"stad"}
