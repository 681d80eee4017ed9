"""A store that polcorp 0.1.0 made, brought up to date."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from polcorp.corpus import Corpus
from polcorp.ingest.analyser import Analyser
from polcorp.store.connection import CorpusError
from tests.exports import exports

HERE = Path(__file__).resolve().parent
MADE_THEN = HERE / "made_by_0_1_0/corpus.db"
TEXTS = HERE.parents[1] / "data/raw"
#: The text of «egen» and of its copy.
OWN = (
    "Centerpartiet i Umeå\n\nVi vill att Skolfam införs i skolan.\n\nCenterpartiet vill att:\n"
    "• polisen syns i hela kommunen\n• BID prövas\n"
)


@pytest.fixture
def old(here: Path) -> Path:
    """The store and its texts, as they were left."""
    raw = here / "data/raw"
    raw.mkdir(parents=True)
    for path in (*TEXTS.glob("002*.txt"), *TEXTS.glob("003*.txt")):
        shutil.copy(path, raw)
    for name in ("egen", "kopia"):
        (raw / f"{name}.txt").write_bytes(OWN.encode())
    own = here / "data/annotations"
    own.mkdir()
    table = "doc_id,party,date,municipality,våg\negen,C,2018-03-21,Umeå,2\n"
    (own / "documents.csv").write_text(table, "utf-8")
    return Path(shutil.copy(MADE_THEN, here / "data/polcorp.db"))


def test_it_asks_for_an_ingest_and_reads_nothing_before(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(CorpusError, match="«polcorp ingest» brings it up to date"):
        Corpus().demands()
    assert old.read_bytes() == before


def test_an_ingest_makes_of_it_what_it_would_make_today(old: Path, quick: Analyser) -> None:
    report = Corpus().ingest()
    assert (report.added, report.failures, report.missing) == ([], [], [])
    assert len(report.updated) == 4
    assert Corpus().check() == []
    assert Corpus().text("egen") == OWN
    rows = Corpus().documents(with_copies=True).set_index("doc_id")
    assert list(rows.index) == ["002_797b5d366c39c922", "003_483cee6239ff83ef", "egen", "kopia"]
    assert rows.loc["egen", "våg"] == "2"
    assert rows.loc["kopia", "duplicate_of"] == "egen"
    new = Corpus("new.db")
    new.ingest()
    assert exports(Corpus()) == exports(new)
    assert len(Corpus().ingest().unchanged) == 4
