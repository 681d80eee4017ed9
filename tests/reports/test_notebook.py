"""A corpus in a notebook."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

import polcorp
from polcorp.corpus import Corpus as Core
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.reports.notebook import TABLES, Corpus
from polcorp.vocabulary.messages import language_spoken


@pytest.fixture
def shown(corpus: Core) -> Corpus:
    """The three texts, as ``polcorp.Corpus`` has them."""
    return Corpus(corpus.path)


def test_it_is_the_corpus_of_the_package(shown: Corpus) -> None:
    assert polcorp.Corpus is Corpus
    assert isinstance(shown, Core)
    assert repr(shown) == "Corpus('data/polcorp.db')"


def test_it_has_a_length_and_is_walked_through(shown: Corpus) -> None:
    assert len(shown) == 3
    assert [view.doc_id for view in shown] == ["centre", "liberal", "social"]
    assert shown["cent"].doc_id == "centre"
    with pytest.raises(UnknownValueError):
        shown["nowhere"]


def test_an_empty_one_is_shown_as_such(tmp_path: Path) -> None:
    empty = Corpus(tmp_path / "<none>.db")
    assert (len(empty), bool(empty)) == (0, True)
    assert "&lt;none&gt;.db" in empty._repr_html_()
    assert "polcorp ingest" in empty._repr_html_()


def test_a_notebook_shows_counts_and_documents(shown: Corpus) -> None:
    page = shown._repr_html_()
    assert "3 documents" in page
    assert page.count("<tr") == 4
    assert "<td>centre</td>" in page


def test_questions_are_those_of_the_analysis(shown: Corpus) -> None:
    assert {"S", "L"} & set(shown.compare(of="themes", least=1)["party"])
    assert isinstance(shown.agree(), pd.DataFrame)
    assert shown.kwic("polisen").attrs["documents"] == 2


def test_tables_go_to_files(shown: Corpus, tmp_path: Path) -> None:
    path = shown.export(tmp_path / "krav.csv", party="C")
    assert len(pd.read_csv(path)) == len(shown.demands(party="C"))
    for table in TABLES:
        assert shown.export(tmp_path / f"{table}.jsonl", table).stat().st_size > 0
    text = shown.export(tmp_path / "t.tex", "demands", language="sv", by="party").read_text("utf-8")
    assert r"\caption{Krav efter parti}" in text
    assert "Mentions of actors" in shown.export(tmp_path / "m.md", "actors", long=True).read_text()
    with pytest.raises(PolcorpError, match="cannot tell the format"):
        shown.export(tmp_path / "krav.wav")
    with pytest.raises(UnknownValueError, match="unknown table"):
        shown.export(tmp_path / "krav.csv", "demand")


@pytest.mark.slow
def test_the_report_is_a_page(shown: Corpus, tmp_path: Path) -> None:
    page = shown.report(tmp_path / "r.html", "sv", title="Lund")
    assert "<title>Lund" in page.read_text("utf-8")


def test_what_people_read_is_in_the_language_asked_for(shown: Corpus, tmp_path: Path) -> None:
    table = shown.export(tmp_path / "krav.md", "demands", "sv", by="party").read_text("utf-8")
    assert "**Krav efter parti**" in table
    assert re.search(r"n = \d+ krav", table)
    assert language_spoken() == "en"
    assert "demands" not in table
