from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from polcorp.corpus import Corpus
from polcorp.ingest.user_folder import last_options
from polcorp.reading.documents import RawDocument
from polcorp.store.connection import (
    APPLICATION_ID,
    MIGRATIONS,
    CorpusError,
    is_empty,
    reading,
    transaction,
    writing,
)
from polcorp.store.write import write_document
from polcorp.tables.records import DocumentRows, LeadInRow, SectionRow
from polcorp.tables.relations import RELATIONS
from polcorp.vocabulary.document_fields import FIELDS


def test_a_new_file_is_marked_and_in_wal_mode(here: Path) -> None:
    with writing(Path("deep/new.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    plain = sqlite3.connect("deep/new.db")
    assert plain.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert plain.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    plain.close()


def test_every_view_can_be_read_by_any_tool(corpus: Corpus) -> None:
    plain = sqlite3.connect(corpus.path)
    for relation in RELATIONS:
        cursor = plain.execute(f'SELECT * FROM "{relation.name}"')
        names = [column[0] for column in cursor.description]
        assert names == [column.name for column in relation.columns]
        cursor.fetchall()
    for name, frame in (("actors", corpus.actors()), ("themes", corpus.themes())):
        cursor = plain.execute(f'SELECT * FROM "{name}"')
        assert [column[0] for column in cursor.description] == list(frame.columns)
        assert len(cursor.fetchall()) == len(frame)
    assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
    plain.close()


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda path: None, "no corpus x.db; «polcorp ingest» makes one"),
        (lambda path: path.write_text("Detta är en text. " * 50), "not a polcorp corpus"),
        (lambda path: _database(path, "CREATE TABLE a (b)"), "x.db is not a polcorp corpus"),
        (
            lambda path: _database(
                path, f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 99"
            ),
            "made by a newer polcorp",
        ),
    ],
)
def test_what_is_no_corpus_is_told(here: Path, make: object, problem: str) -> None:
    make(Path("x.db"))  # type: ignore[operator]
    with pytest.raises(CorpusError) as caught:
        Corpus("x.db").documents()
    assert problem in str(caught.value)


def test_a_foreign_database_is_never_written_to(here: Path) -> None:
    _database(Path("x.db"), "CREATE TABLE a (b)")
    before = Path("x.db").read_bytes()
    with pytest.raises(CorpusError, match="is not a polcorp corpus"), writing(Path("x.db")):
        pass
    assert Path("x.db").read_bytes() == before


def test_a_corpus_in_a_folder_that_cannot_be_made(here: Path) -> None:
    Path("file").touch()
    with pytest.raises(CorpusError, match=r"the corpus file/x\.db"), writing(Path("file/x.db")):
        pass


def test_reading_does_not_write(corpus: Corpus) -> None:
    with (
        reading(corpus.path) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("DELETE FROM document")


def _database(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_the_last_row_of_a_long_text_costs_no_more_than_the_first(here: Path) -> None:
    """Four million characters and four thousand rows: seconds, where whole texts took minutes."""
    words = "Vi vill att träd växer – här. "
    text = words * (4_000_000 // len(words))
    step = len(text) // 4000
    with writing(Path("long.db")) as connection, transaction(connection):
        connection.execute(
            "INSERT INTO run (started, version, model, lexicons, pipeline, options)"
            " VALUES ('', '', '', '', '', '')"
        )
        rows = DocumentRows(
            raw=RawDocument("a", "a.txt", "hash", "utf-8", text),
            document=dict.fromkeys(
                "n_chars n_tokens n_words n_long_words n_body_words n_sentences".split(), len(text)
            )
            | {f"{name}_evidence": "" for name in FIELDS}
            | {f"{name}_confidence": 0.0 for name in FIELDS},
            sections=(
                SectionRow(
                    n=0,
                    parent=None,
                    level=1,
                    kind="body",
                    start=0,
                    end=len(text),
                    heading_start=5,
                    heading_end=9000,
                    n_tokens=1,
                    n_words=1,
                    rule="r",
                    confidence=1.0,
                ),
            ),
            lead_ins=tuple(
                LeadInRow(
                    n=n,
                    section=0,
                    demands=True,
                    start=n * step,
                    end=n * step + 100 + n,
                    rule="r",
                    confidence=1.0,
                )
                for n in range(3990)
            ),
        )
        write_document(connection, rows, 1)
    found = Corpus("long.db").lead_ins()
    assert list(found["text"]) == [
        text[start:end] for start, end in zip(found["start"], found["end"], strict=True)
    ]
    assert Corpus("long.db").sections()["title"].item() == text[5:9000]
    assert Corpus("long.db").text("a") == text


def test_a_corpus_that_another_process_is_making_is_empty_and_no_foreign_file(here: Path) -> None:
    path = Path("new.db")
    assert is_empty(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA auto_vacuum = INCREMENTAL")
        other.execute("VACUUM")  # writes the first page
        assert path.stat().st_size
        other.execute("BEGIN IMMEDIATE")
        other.execute("CREATE TABLE run (id INTEGER)")
        assert is_empty(path)
        assert last_options(path) == {}
        other.execute("COMMIT")
        assert not is_empty(path)


@pytest.mark.parametrize(
    ("text", "is_clean"),
    [("Vi vill bygga bostäder.", 1), ("Vi vill bygga bosta\u0308der.", 0), ("Hyres-\nrätter", 0)],
)
def test_whether_a_text_is_its_own_view_is_stored(
    corpus: Corpus, raw: Path, text: str, is_clean: int
) -> None:
    (raw / "a.txt").write_text(text, encoding="utf-8")
    corpus.ingest([raw], model="blank")
    stored = corpus.sql("SELECT is_clean FROM document WHERE doc_id = 'a'")["is_clean"]
    assert stored.tolist() == [is_clean]
