from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from polcorp.analysis.concordance import COLUMNS, kwic
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.ingest.analyser import Analyser
from polcorp.search import concordance
from polcorp.search.query_syntax import parse
from tests.frames import named_rows


def hits(corpus: Corpus, pattern: str, **options: Any) -> list[str]:
    return list(kwic(corpus, pattern, **options)["text"])


def test_words_in_any_case_and_only_whole(corpus: Corpus) -> None:
    found = kwic(corpus, "SKOLFAM")
    assert list(found.columns) == list(COLUMNS)
    assert [(row.doc_id, row.text) for row in named_rows(found)] == [
        ("centre", "Skolfam"),
        ("liberal", "Skolfam"),
    ]
    for row in named_rows(found):
        assert corpus.text(row.doc_id)[row.start : row.end] == row.text
        text = corpus.text(row.doc_id)
        assert text[: row.start].endswith(row.left)
        assert text[row.end :].startswith(row.right)
    assert hits(corpus, "skol") == []


def test_phrases_beginnings_ends_and_any_word(corpus: Corpus) -> None:
    assert hits(corpus, "vi  vill att") == ["Vi vill att", "Vi vill att"]
    assert hits(corpus, "skol*") == ["Skolfam", "skolan", "Skolfam", "Skola", "skolan"]
    assert hits(corpus, "*sidan") == ["sidan"]
    assert hits(corpus, "*kommunen") == ["kommunen"]
    assert hits(corpus, "i * kommunen") == ["i hela kommunen"]


def test_filters_choose_documents_and_sentences(corpus: Corpus) -> None:
    assert len(hits(corpus, "att", party="centern")) == 2
    assert hits(corpus, "vi", theme="skola", party="C") == ["Vi"]
    assert hits(corpus, "barn", actor="Skolfam") == []
    assert hits(corpus, "den", actor="Skolfam") == ["Den"]
    assert hits(corpus, "barn", contains="läxhjälp") == ["barn"]
    assert hits(corpus, "barn", contains="läxhjälp", theme="trygghet") == []


def test_lemmas_are_the_forms_that_the_corpus_has(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hits(corpus, "lemma:skolan") == ["skolan", "skolan"]
    known = {("vilja", ""): ["vilja", "vill", "ville"], ("vilja", "VERB"): ["vilja", "vill"]}
    query = parse("lemma:vilja/verb att", lambda lemma, pos: known[lemma, pos])
    assert query.words == (("vilja", "vill"), ("att",))
    assert list(query.spans("De ville att vi VILL  att")) == [(16, 25)]
    assert list(query.spans("İ VILL att, avvill att")) == [(2, 10)]


def test_parts_of_speech_are_those_of_the_place(corpus: Corpus) -> None:
    assert hits(corpus, "pos:ADJ") == ["hela"]
    assert hits(corpus, "pos:VERB att") == ["vill att"] * 4
    assert hits(corpus, "pos:adp pos:adj pos:noun") == ["i hela kommunen"]
    assert hits(corpus, "skolfam pos:VERB") == ["Skolfam införs"]
    assert hits(corpus, "i pos:NOUN") == ["i skolan", "i Falkenberg", "i skolan"]
    assert hits(corpus, "* pos:ADJ *unen") == ["i hela kommunen"]
    assert hits(corpus, "bid/PROPN") == ["BID"]
    assert hits(corpus, "bid/NOUN") == []
    assert hits(corpus, "skol*/NOUN pos:VERB") == ["Skolfam införs"]
    assert hits(corpus, "pos:INTJ") == hits(corpus, "pos:ADJ skolan") == []
    assert len(hits(corpus, "pos:VERB", party="C")) == 3


def test_a_place_inside_a_run_of_signs_has_its_own_part_of_speech(
    raw: Path, quick: Analyser
) -> None:
    (raw / "signs.txt").write_text("Vill/hela «bid» –\u00a0i (hela) 😀 hus. " * 9, "utf-8")
    corpus = Corpus()
    corpus.ingest()
    assert hits(corpus, "hela/ADJ", doc="signs") == ["hela"] * 18
    assert hits(corpus, "pos:VERB", doc="signs") == ["Vill"] * 9
    assert hits(corpus, "bid/PROPN", doc="signs") == ["bid"] * 9
    found = kwic(corpus, "pos:ADP", doc="signs")
    text = corpus.text("signs")
    assert {text[row.start : row.end] for row in named_rows(found)} == {"i"}


def test_counting_stops_where_only_the_first_are_wanted(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concordance, "MOST_COUNTED", 3)
    first = kwic(corpus, "att", limit=2)
    assert (len(first), first.attrs["total"], first.attrs["more"]) == (2, 3, True)
    every = kwic(corpus, "att")
    assert (every.attrs["total"], every.attrs["more"]) == (4, False)
    assert kwic(corpus, "att", limit=2, sort="left").attrs["total"] == 4
    monkeypatch.setattr(concordance, "MOST_COUNTED", 4)
    assert not kwic(corpus, "att", limit=2).attrs["more"]


def test_what_no_index_can_answer_is_refused_in_a_large_corpus(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concordance, "MOST_READ", 150)
    with pytest.raises(PolcorpError, match="«pos:NOUN pos:VERB» has no word that the index"):
        kwic(corpus, "pos:NOUN pos:VERB")
    found = hits(corpus, "pos:NOUN pos:VERB", limit=9)
    assert (found[0], found[-1]) == ("Skolfam införs", "Moderaterna vill")
    assert kwic(corpus, "pos:CCONJ", doc="liberal").attrs["total"] == 1
    assert len(hits(corpus, "vill pos:SCONJ")) == 4


def test_a_corpus_without_parts_of_speech_says_how_to_get_them(corpus: Corpus) -> None:
    with closing(sqlite3.connect(corpus.path, isolation_level=None)) as plain:
        plain.execute("DELETE FROM word_tag WHERE document = 1")
    with pytest.raises(PolcorpError, match="1 of 3 documents are stored without parts of speech"):
        kwic(corpus, "vill pos:SCONJ")
    assert len(hits(corpus, "vill att")) == 4
    corpus.ingest(force=True)
    assert len(hits(corpus, "vill pos:SCONJ")) == 4


def test_copies_of_a_text_have_its_parts_of_speech(corpus: Corpus, raw: Path) -> None:
    (raw / "twin.txt").write_bytes((raw / "centre.txt").read_bytes())
    corpus.ingest()
    assert hits(corpus, "pos:ADJ") == ["hela"]  # copies do not count
    assert list(kwic(corpus, "pos:ADJ", with_copies=True)["text"]) == ["hela", "hela"]


def test_sorting_by_neighbours_puts_swedish_letters_last(raw: Path, quick: Analyser) -> None:
    (raw / "order.txt").write_text(
        "x vill öva. x vill äta. x vill åka. x vill zooma. " + "Fyllnad. " * 30, encoding="utf-8"
    )
    corpus = Corpus()
    corpus.ingest()
    found = kwic(corpus, "x vill", sort="right", context=1)
    assert list(found["right"].str.strip(" .")) == ["zooma", "åka", "äta", "öva"]
    by_left = kwic(corpus, "vill att", sort="left", context=1)
    assert list(by_left["left"]) == ["Centerpartiet ", "Moderaterna ", "Vi ", "Vi "]


def test_limit_cuts_rows_and_tells_the_total(corpus: Corpus) -> None:
    found = kwic(corpus, "vill att", limit=1, context=0)
    assert len(found) == 1
    assert (found.attrs["total"], found.attrs["documents"]) == (4, 2)
    assert (found.loc[0, "left"], found.loc[0, "right"]) == ("", "")


def test_words_broken_by_scraping_are_found(raw: Path, quick: Analyser) -> None:
    (raw / "broken.txt").write_text(
        "Arbets-förmedlingen och Arbets\u00adförmedlingen och A\u030arstaskolan. " * 9,
        encoding="utf-8",
    )
    corpus = Corpus()
    corpus.ingest()
    assert set(hits(corpus, "arbetsförmedlingen")) == {
        "Arbets-förmedlingen",
        "Arbets\u00adförmedlingen",
    }
    assert set(hits(corpus, "årstaskolan")) == {"A\u030arstaskolan"}


def test_the_index_follows_changes_and_deletions(corpus: Corpus, raw: Path) -> None:
    (raw / "liberal.txt").write_text("Nu står här något annat om fritidsgårdar. " * 5, "utf-8")
    (raw / "social.txt").unlink()
    corpus.ingest(prune=True)
    assert list(kwic(corpus, "skolfam")["doc_id"]) == ["centre"]
    assert set(kwic(corpus, "fritidsgårdar")["doc_id"]) == {"liberal"}
    assert hits(corpus, "läxhjälp") == []
    query = "SELECT count(*) AS n FROM word WHERE word MATCH 'läxhjälp'"
    assert sqlite3.connect(corpus.path).execute(query).fetchone() == (0,)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "no word to look for"),
        ("* –", "no word to look for"),
        ("pos:verbs vi", "unknown part of speech «verbs»; did you mean VERB"),
        ("pos:", "unknown part of speech «»"),
        ("lemma:vilja/VRB", "unknown part of speech «VRB»; did you mean VERB"),
        ("lemma:", "lemma: wants a word after it"),
    ],
)
def test_what_cannot_be_looked_for_is_told(corpus: Corpus, pattern: str, message: str) -> None:
    with pytest.raises(PolcorpError, match=message.replace("*", r"\*")):
        kwic(corpus, pattern)


def test_an_unknown_order_is_told(corpus: Corpus) -> None:
    with pytest.raises(PolcorpError, match="unknown sort order «lft»; did you mean left"):
        kwic(corpus, "att", sort="lft")
