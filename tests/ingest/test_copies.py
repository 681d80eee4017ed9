"""Copies of a text are kept and not counted."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.corpus import Corpus
from polcorp.reading.documents import in_order, make_document
from polcorp.store.connection import transaction, writing
from polcorp.store.copies import StoredText, copies_of
from polcorp.store.write import delete_document, write_document
from polcorp.tables.records import DocumentRows
from polcorp.vocabulary.document_fields import FIELDS
from tests.exports import exports
from tests.ingest.ingested import NEWS, Ingested, write


def test_a_copy_is_stored_and_not_counted(ingested: Ingested) -> None:
    write("raw/a.txt", NEWS)
    write("raw/b.txt", "Något annat om skola.\n")
    ingested("raw")
    before = exports(ingested.corpus)
    shutil.copytree("raw", "again")
    report = ingested("again")
    assert report.duplicates == ["again/a.txt", "again/b.txt"]
    assert (report.totals["documents"], report.totals["copies"]) == (2, 2)
    assert report.totals == {n: ingested.corpus.totals()[n] for n in report.totals}
    assert ingested.copies() == {"again/a.txt": "a", "again/b.txt": "b"}
    assert exports(ingested.corpus) == before
    for view in ("documents", "sections", "demands", "codes", "metadata"):
        rows = ingested.corpus.sql(f"SELECT doc_id FROM {view}")
        assert set(rows["doc_id"]) <= {"a", "b"}, view
    sums = ingested.corpus.sql("SELECT sum(demands) AS n FROM themes")["n"].tolist()
    assert sums == [int(ingested.corpus.themes()["demands"].sum())]


def test_a_copy_is_shown_to_those_who_ask_for_it(ingested: Ingested) -> None:
    write("raw/a.txt", NEWS)
    write("raw/b.txt", NEWS)
    ingested("raw")
    corpus = ingested.corpus
    assert list(corpus.documents(doc="b")["duplicate_of"]) == ["a"]
    assert list(corpus.demands(doc="b")["doc_id"]) == ["b"]
    assert corpus.text("b") == NEWS
    assert len(corpus.demands()) == 1
    assert len(corpus.demands(with_copies=True)) == 2
    methods: tuple[Callable[..., Any], ...] = (
        corpus.documents,
        corpus.sections,
        corpus.themes,
    )
    for method in methods:
        assert len(method(by="document")) == 1 or set(method(by="document")["document"]) == {"a"}
        assert set(method(by="document", with_copies=True)["document"]) == {"a", "b"}


def test_equal_text_in_another_encoding_is_a_copy(ingested: Ingested) -> None:
    Path("raw").mkdir()
    Path("raw/a.txt").write_bytes(NEWS.encode())
    Path("raw/b.txt").write_bytes(NEWS.encode("cp1252"))
    Path("raw/c.txt").write_bytes(b"\xef\xbb\xbf" + NEWS.encode())
    Path("raw/d.txt").write_bytes(NEWS.replace("\n", "\r\n").encode())
    ingested("raw")
    assert ingested.copies() == {"b": "a", "c": "a"}
    assert list(ingested.corpus.documents(with_copies=True)["encoding"]) == [
        "utf-8",
        "cp1252",
        "utf-8-sig",
        "utf-8",
    ]


def test_the_text_that_came_first_counts_whatever_its_name(ingested: Ingested) -> None:
    write("raw/m.txt", NEWS)
    ingested("raw")
    write("raw/a.txt", NEWS)
    write("raw/z.txt", NEWS)
    ingested("raw")
    assert ingested.copies() == {"a": "m", "z": "m"}
    ingested("raw", force=True)
    assert ingested.copies() == {"a": "m", "z": "m"}
    Path("raw/m.txt").rename("raw/zz.txt")  # the first, under another name
    assert len(ingested("raw").moved) == 1
    assert ingested.copies() == {"a": "m", "z": "m"}


@pytest.mark.slow
def test_the_next_one_counts_when_the_first_is_pruned_or_changed(ingested: Ingested) -> None:
    for name in ("a", "b", "c"):
        write(f"raw/{name}.txt", NEWS)
    ingested("raw")
    assert ingested.copies() == {"b": "a", "c": "a"}
    Path("raw/a.txt").unlink()
    ingested("raw")
    assert ingested.copies() == {"b": "a", "c": "a"}  # it is in the corpus still
    ingested("raw", prune=True)
    assert ingested.copies() == {"c": "b"}
    write("raw/b.txt", "Nu en annan text.")
    ingested("raw")
    assert ingested.copies() == {}
    write("raw/b.txt", NEWS)  # back again, but «c» has had the text for longer
    ingested("raw")
    assert ingested.copies() == {"b": "c"}


@pytest.mark.slow
def test_many_ingests_are_one_but_for_who_came_first(ingested: Ingested) -> None:
    names = in_order(["raw/a/x.txt", "raw/b/x.txt", "raw/b/y.txt", "raw/z.txt"])
    for name in names:
        write(name, NEWS if name != "raw/b/y.txt" else "Annat om barn.")
    for name in names:
        ingested(name)
    at_once = Corpus("at-once.db")
    at_once.ingest("raw")
    for with_copies in (False, True):
        one, other = (exports(c, with_copies=with_copies) for c in (ingested.corpus, at_once))
        assert one == other


TEXTS = st.lists(st.tuples(st.sampled_from("xyz"), st.integers(0, 3)), max_size=12).map(
    lambda found: [StoredText(f"d{n}", text, came) for n, (text, came) in enumerate(found)]
)


@given(TEXTS, TEXTS, st.randoms())
def test_what_counts_is_decided_by_what_came_first(
    texts: list[StoredText], later: list[StoredText], random: Random
) -> None:
    copies = copies_of(texts)
    by_id = {text.doc_id: text for text in texts}
    counted = [text.text_hash for text in texts if text.doc_id not in copies]
    assert sorted(counted) == sorted({text.text_hash for text in texts})  # each text once
    for copy, original in copies.items():
        assert original not in copies
        assert by_id[copy].text_hash == by_id[original].text_hash
        assert by_id[copy].came >= by_id[original].came
    newcomers = [StoredText(f"a{n}", text.text_hash, 9) for n, text in enumerate(later)]
    mixed = [*texts, *newcomers]
    random.shuffle(mixed)
    assert {key: value for key, value in copies_of(mixed).items() if key in by_id} == copies


@pytest.mark.slow
def test_any_number_of_processes_names_and_counts_the_same(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files of one name, copies byte by byte and copies in another encoding, in several batches."""
    monkeypatch.setenv("POLCORP_CACHE", str(here / "cache"))
    for folder in ("a", "b", "c"):
        for number in range(12):
            text = f"Vi vill att bröd{number // 2} delas ut{folder if number % 3 else ''}.\n"
            path = write(f"raw/{folder}/{number}.txt", text)
            if folder == "b":
                path.write_bytes(text.encode("cp1252"))
    corpora = []
    for jobs in (1, 2):
        corpora += [Corpus(f"{jobs}.db"), Corpus(f"{jobs}.set")]
        corpora[-2].ingest("raw", model="blank", jobs=jobs)
        Corpus("none.db").ingest("raw", model="blank", jobs=jobs, parquet=f"{jobs}.set")
    for with_copies in (False, True):
        first, *others = (exports(corpus, with_copies=with_copies) for corpus in corpora)
        assert all(other == first for other in others)
    assert corpora[0].totals()["copies"] == 14
    assert len(set(corpora[0].documents(with_copies=True)["doc_id"])) == 36


def test_an_ingest_at_the_same_time_may_have_given_a_doc_id_away(corpus: Corpus, raw: Path) -> None:
    """Both have looked at the corpus before either stored anything."""
    late = [
        make_document("new", "raw/y/new.txt", b"En text.", came=9),
        make_document("new", "raw/x/new.txt", b"En annan.", came=9),
        make_document("social", "raw/x/social.txt", b"Den tredje.", came=10),
    ]
    empty = {
        f"{name}_{end}": value
        for name in FIELDS
        for end, value in (("evidence", ""), ("confidence", 0.0))
    }
    figures = dict.fromkeys(
        ("n_tokens", "n_words", "n_long_words", "n_body_words", "n_sentences"), 1
    )
    with writing(corpus.path) as connection, transaction(connection):
        for document in late:
            row = {**empty, **figures, "n_chars": len(document.text)}
            write_document(connection, DocumentRows(raw=document, document=row), 1)
    ids = dict(corpus.documents()[["path", "doc_id"]].values.tolist())
    assert ids["raw/y/new.txt"] == "new"
    assert ids["raw/x/new.txt"] == "raw/x/new.txt"
    assert ids["raw/x/social.txt"] == "raw/x/social.txt"


def test_a_copy_counts_as_soon_as_its_original_is_gone(corpus: Corpus, raw: Path) -> None:
    """Were the ingest killed before copies are settled, no text would be lost from the counts."""
    (raw / "z.txt").write_bytes((raw / "social.txt").read_bytes())
    corpus.ingest()
    assert "z" not in set(corpus.documents()["doc_id"])
    with writing(corpus.path) as connection, transaction(connection):
        delete_document(connection, "data/raw/social.txt")
    assert "z" in set(corpus.documents()["doc_id"])
    plan = corpus_plan(corpus, "UPDATE document SET copy_of = NULL WHERE copy_of = 'x'")
    assert "document_copy_of" in plan  # no search through all documents for each one that goes


def corpus_plan(corpus: Corpus, statement: str) -> str:
    with closing(sqlite3.connect(corpus.path)) as plain:
        return str(plain.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall())
