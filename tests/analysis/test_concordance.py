from __future__ import annotations

from pathlib import Path

import pytest

from polcorp.analysis.concordance import COLUMNS, kwic, parse
from polcorp.corpus.corpus import Corpus
from polcorp.errors import PolcorpError


def hits(corpus: Corpus, pattern: str, **options) -> list[str]:
    return list(kwic(corpus, pattern, **options)["text"])


def test_words_in_any_case_and_only_whole(corpus: Corpus) -> None:
    found = kwic(corpus, "SKOLFAM")
    assert list(found.columns) == list(COLUMNS)
    assert [(row.doc_id, row.text) for row in found.itertuples()] == [
        ("centre", "Skolfam"),
        ("liberal", "Skolfam"),
    ]
    for row in found.itertuples():
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


def test_lemmas_are_the_forms_that_the_corpus_has(corpus: Corpus, monkeypatch) -> None:
    assert hits(corpus, "lemma:skolan") == ["skolan", "skolan"]
    known = {("vilja", ""): ["vilja", "vill", "ville"], ("vilja", "VERB"): ["vilja", "vill"]}
    query = parse("lemma:vilja/verb att", lambda lemma, pos: known[lemma, pos])
    assert query.words == (("vilja", "vill"), ("att",))
    assert list(query.spans("De ville att vi VILL  att")) == [(16, 25)]
    assert list(query.spans("İ VILL att, avvill att")) == [(2, 10)]


def test_sorting_by_neighbours_puts_swedish_letters_last(raw: Path, quick) -> None:
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


def test_words_broken_by_scraping_are_found(raw: Path, quick) -> None:
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
    import sqlite3

    assert sqlite3.connect(corpus.path).execute(query).fetchone() == (0,)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "no word to look for"),
        ("* –", "no word to look for"),
        ("pos:verb", "write lemma:WORD/VERB"),
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
