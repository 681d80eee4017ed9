"""Hits in a corpus: where their context ends, how many there are, and what may be read for them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.ingest.analyser import Analyser
from polcorp.search import concordance
from tests.frames import named_rows


def hits(corpus: Corpus, pattern: str, **options: Any) -> list[str]:
    return list(corpus.kwic(pattern, **options)["text"])


def test_wildcards_and_expressions_point_to_the_raw_text(raw: Path, quick: Analyser) -> None:
    (raw / "damaged.txt").write_bytes(
        "Fler hyres-\r\nla\u0308genheter&nbsp;nu i Malmo\u0308. Va\u0308xjo\u0308 nu. ".encode() * 9
    )
    corpus = Corpus()
    corpus.ingest()
    text = corpus.text("damaged")
    for pattern, words in (
        ("hyresl?genheter nu", "hyres-\r\nla\u0308genheter&nbsp;nu"),
        ("hy*er", "hyres-\r\nla\u0308genheter"),
        (r"/hyresl[äa]g\w+/", "hyres-\r\nla\u0308genheter"),
        ("Väx?ö", "Va\u0308xjo\u0308"),
    ):
        found = corpus.kwic(pattern, doc="damaged")
        assert set(found["text"]) == {words}
        assert all(text[row.start : row.end] == row.text for row in named_rows(found))
        assert len(found) == 9
    assert hits(corpus, "Malmo") == []
    assert hits(corpus, "Malmo", plain=True, limit=1) == ["Malmo\u0308"]
    assert hits(corpus, "malm* vax?o", plain=True) == []  # a full stop is between
    assert len(hits(corpus, "malm?. vax?o", plain=True)) == 9


def test_plain_lemmas_have_the_forms_of_every_spelling(corpus: Corpus) -> None:
    assert hits(corpus, "lemma:laxhjalp") == []
    assert hits(corpus, "lemma:laxhjalp", plain=True) == ["läxhjälp"]
    assert hits(corpus, "får lemma:laxhjalp/noun", plain=True) == ["får läxhjälp"]
    assert hits(corpus, "xyzzy", plain=True) == []


def test_the_context_ends_with_the_sentence(corpus: Corpus) -> None:
    (row,) = named_rows(corpus.kwic("läxhjälp", within="sentence"))
    assert (row.left, row.right) == ("Vi vill att barn får ", " i skolan.")
    (row,) = named_rows(corpus.kwic("polisen syns", within="sentence"))
    assert (row.left, row.right) == ("• ", " i hela kommunen")
    (row,) = named_rows(corpus.kwic("skolan. Moderaterna", within="sentence"))
    assert row.left == "Vi vill att barn får läxhjälp i "
    assert row.right == " vill att polisen ska vara trygg."
    (row,) = named_rows(corpus.kwic("läxhjälp", within="document"))
    assert row.right.endswith("Moderaterna vill att polisen ska vara")
    with pytest.raises(PolcorpError, match="unknown bound of the context «sentense»; did you mean"):
        corpus.kwic("att", within="sentense")


def test_a_heading_on_the_line_before_is_no_part_of_the_sentence(
    raw: Path, quick: Analyser
) -> None:
    (raw / "tight.txt").write_text("Trygghet\nVi vill mer. " + "Fyllnad. " * 30, "utf-8")
    corpus = Corpus()
    corpus.ingest()
    (row,) = named_rows(corpus.kwic("vi", doc="tight", within="sentence"))
    assert (row.left, row.right) == ("", " vill mer.")
    by_left = corpus.kwic("vi", doc="tight", within="sentence", sort="left")
    assert list(by_left["left"]) == [""]


def test_contains_looks_at_whole_sentences(raw: Path, quick: Analyser) -> None:
    (raw / "lines.txt").write_text(
        "Vi vill bygga många fler\nbostäder, bl.a. för unga. Vi vill sänka skatten. " * 9, "utf-8"
    )
    corpus = Corpus()
    corpus.ingest()
    assert len(hits(corpus, "fler", contains="bostäder", doc="lines")) == 9
    assert len(hits(corpus, "bygga", contains="för unga", doc="lines")) == 9
    assert hits(corpus, "bygga", contains="skatten", doc="lines") == []


def test_groups_add_up_and_have_the_words_of_other_tables(corpus: Corpus) -> None:
    for by in ("party", "municipality", "year", "document", "source", "doc_type"):
        table = corpus.kwic("lemma:vilja", by=by)
        assert list(table.columns) == [by, "hits", "documents", "words", "per_1000"]
        other = corpus.documents(by=by)
        assert table[by].tolist() == other[by].tolist()
        assert table["words"].tolist() == other["words"].tolist()
        assert table["hits"].sum() == len(corpus.kwic("lemma:vilja"))
        for row in named_rows(table):
            assert row.per_1000 == pytest.approx(1000 * row.hits / row.words)
    demands = corpus.demands(by="party")
    assert corpus.kwic("lemma:vilja", by="party")["words"].tolist() == demands["words_all"].tolist()


def test_groups_are_filtered_as_elsewhere(corpus: Corpus) -> None:
    table = corpus.kwic("v?ll", by="party", municipality="Linköping")
    assert table["party"].tolist() == ["C", "L"]
    assert table["hits"].tolist() == [2, 0]
    assert corpus.kwic("v?ll", by="party", contains="läxhjälp")["hits"].tolist() == [0, 0, 1]
    assert corpus.kwic("v?ll", by="party", limit=1).attrs["total"] == 3
    with pytest.raises(PolcorpError, match="unknown group «partie»; did you mean party"):
        corpus.kwic("vill", by="partie")


def test_joint_texts_count_for_each_party(corpus: Corpus) -> None:
    with closing(sqlite3.connect(corpus.path, isolation_level=None)) as store:
        store.execute(
            "INSERT INTO document_party (document, n, party)"
            " SELECT id, 1, 'KD' FROM document WHERE doc_id = 'social'"
        )
    alone = corpus.kwic("vill", by="party")
    assert alone["party"].tolist() == ["C", "L", "S"]
    assert alone["hits"].tolist() == [2, 0, 2]
    assert "--joint counts for each" in alone.attrs["notes"][0]
    both = corpus.kwic("vill", by="party", joint=True)
    assert both["party"].tolist() == ["C", "KD", "L", "S"]
    assert both["hits"].tolist() == [2, 2, 0, 2]
    assert both["words"].tolist() == corpus.documents(by="party", joint=True)["words"].tolist()
    chosen = corpus.kwic("vill", by="party", joint=True, party="KD")
    assert (chosen["party"].tolist(), chosen["hits"].tolist()) == (["KD"], [2])


def test_boilerplate_is_shown_and_not_counted(corpus: Corpus) -> None:
    found = corpus.kwic("sidan")
    assert found["text"].tolist() == ["sidan"]
    assert found.attrs["notes"] == [
        "1 hit in 1 document, 0.00 per 1,000 words (1 hit in web-page text not counted in the rate)"
    ]
    table = corpus.kwic("sidan", by="party")
    assert (table["hits"].sum(), table["documents"].sum()) == (0, 0)


def test_the_first_note_has_the_rate_of_the_chosen_documents(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = corpus.documents(doc="centre")["n_body_words"].sum()
    (note,) = corpus.kwic("att", doc="centre").attrs["notes"]
    assert note == f"2 hits in 1 document, {2000 / words:.2f} per 1,000 words"
    assert corpus.kwic("xyzzy").attrs["notes"] == []
    assert corpus.kwic("att", doc="centre", limit=1).attrs["notes"] == [note]
    monkeypatch.setattr(concordance, "MOST_COUNTED", 1)
    (note,) = corpus.kwic("att", doc="centre", limit=1).attrs["notes"]
    assert note == "more than 1 hit in 1 document; --limit 0 counts all"
    assert corpus.kwic("att", by="document", limit=1).attrs["total"] == 3


def test_expressions_read_no_more_than_is_allowed(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concordance, "MOST_READ", 150)
    with pytest.raises(PolcorpError, match=r"use words with \? and \*"):
        corpus.kwic("/skol/")
    with pytest.raises(PolcorpError, match="no word that the index could find"):
        corpus.kwic("/skol/", by="party")
    assert hits(corpus, "/skol/", limit=1) == ["Skol"]
    assert hits(corpus, "/skol/", doc="liberal") == ["Skol"]
    assert len(hits(corpus, "sk?l*")) == 5
