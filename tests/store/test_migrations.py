"""A corpus of every form that there ever was is brought up to date with all that it holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from polcorp.corpus import Corpus
from polcorp.ingest.analyser import Analyser
from polcorp.store import connection as store
from polcorp.store.connection import APPLICATION_ID, MIGRATIONS, CorpusError, writing

TEXT = "Vi vill att träd planteras i Linköping – åäö. " * 300

#: A document as each form from then on stores it.
ROWS = """
INSERT INTO run (started, version, model, lexicons, pipeline, options)
    VALUES ('2026-01-01', '0.1', 'm', 'l', '{}', '{}');
INSERT INTO document VALUES (1, 'a', 'raw/a.txt', 'a', 'hash', 'utf-8', '{}', 1,
    'C', 'x', 1.0, NULL, '', 0.0, NULL, '', 0.0, '2018', 'y', 1.0, NULL, '', 0.0, NULL, '', 0.0,
    :length, 10, 9, 2, 9, 1);
INSERT INTO section VALUES (1, 0, NULL, 1, 'body', 0, :length, NULL, NULL, 10, 9, 'r', 1.0);
INSERT INTO demand VALUES (1, 0, 0, 'C', 1, 'prose', 9200, 9227, :demand, NULL, NULL, 'Vi', 'vilja',
    9212, 9227, NULL, '', 'pos', 'r', 1.0);
"""


def corpus_of_form(version: int, path: Path) -> None:
    """Make a corpus with the first *version* scripts only."""
    values = {"length": len(TEXT), "demand": TEXT[9200:9227]}
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.create_function("search_text", 1, str.casefold)
        for number, name in enumerate(MIGRATIONS[:version]):
            for statement in store._statements(name):
                connection.execute(statement)
            if number == 0:
                for statement in ROWS.split(";\n")[:-1]:
                    connection.execute(statement, values)
                connection.execute("INSERT INTO text VALUES (1, ?)", (TEXT,))
        if version > 1:
            view = "CREATE VIEW text AS SELECT document, group_concat(text, '') AS text"
            connection.execute(view + " FROM text_part GROUP BY document")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_every_older_form_is_brought_up_to_date(here: Path, version: int) -> None:
    old = Path("old.db")
    corpus_of_form(version, old)
    with pytest.raises(CorpusError, match=rf"older form \(version {version}\)"):
        Corpus(old).documents()
    with writing(old) as connection:
        (now,) = connection.execute("PRAGMA user_version").fetchone()
    assert now == len(MIGRATIONS)
    corpus = Corpus(old)
    assert corpus.text("a") == TEXT
    assert corpus.check() == []
    demands = corpus.demands()
    assert list(demands["text"]) == [TEXT[9200:9227]]
    assert list(demands["content"]) == [TEXT[9212:9227]]
    assert list(corpus.documents()["speaker"]) == ["party"]


def test_an_older_corpus_keeps_its_doc_ids_and_learns_its_copies(
    here: Path, quick: Analyser
) -> None:
    """Both files of a stem went by their paths, which nobody would be given today."""
    old = Path("old.db")
    corpus_of_form(MIGRATIONS.index("011_identity.sql"), old)
    with closing(sqlite3.connect(old, isolation_level=None)) as plain:
        plain.execute("UPDATE document SET doc_id = path")
        names = [row[1] for row in plain.execute("PRAGMA table_info(document)")]
        other = {"id": "2", "path": "'raw/b/a.txt'", "doc_id": "'raw/b/a.txt'"}
        plain.execute(
            f"INSERT INTO document ({', '.join(names)})"
            f" SELECT {', '.join(other.get(name, name) for name in names)} FROM document"
        )
        for table in ("text_part", "section"):
            names = [row[1] for row in plain.execute(f"PRAGMA table_info({table})")][1:]
            columns = ", ".join(f'"{name}"' for name in names)
            plain.execute(f"INSERT INTO {table} SELECT 2, {columns} FROM {table}")
    Path("raw/c").mkdir(parents=True)
    Path("raw/c/a.txt").write_text("En ny text.", encoding="utf-8")
    report = Corpus(old).ingest("raw/c")
    assert (report.totals["documents"], report.totals["copies"]) == (2, 1)
    documents = Corpus(old).documents(with_copies=True)
    found = documents[["doc_id", "path", "duplicate_of"]].astype(object).values.tolist()
    assert found == [
        ["a", "raw/c/a.txt", pd.NA],
        ["raw/a.txt", "raw/a.txt", pd.NA],
        ["raw/b/a.txt", "raw/b/a.txt", "raw/a.txt"],
    ]
    assert Corpus(old).check() == []


def test_a_migration_that_fails_leaves_the_corpus_as_it_was(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Path("old.db")
    corpus_of_form(1, old)
    before = dump(old)
    real = store._statements
    broken = ["CREATE TABLE more (a)", "INSERT INTO nowhere VALUES (1)"]
    monkeypatch.setattr(
        store, "_statements", lambda name: broken if name == MIGRATIONS[-1] else real(name)
    )
    with pytest.raises(CorpusError, match="tables or columns are missing"), writing(old):
        pass
    assert dump(old) == before


def test_views_are_made_anew_where_the_program_has_others(corpus: Corpus) -> None:
    with closing(sqlite3.connect(corpus.path)) as plain:
        plain.execute("DROP VIEW demands")
        plain.execute("CREATE VIEW demands AS SELECT 1 AS old")
        plain.execute("CREATE VIEW of_before AS SELECT 1 AS old")
    with writing(corpus.path):
        pass
    assert "old" not in corpus.sql("SELECT * FROM demands LIMIT 1").columns
    names = set(corpus.sql("SELECT name FROM sqlite_master WHERE type = 'view'")["name"])
    assert "of_before" not in names
    assert {"demands", "text"} <= names


def test_the_check_finds_what_is_wrong(corpus: Corpus) -> None:
    assert corpus.check() == []
    with closing(sqlite3.connect(corpus.path, isolation_level=None)) as plain:
        plain.execute("UPDATE mention_row SET text = 'annat' WHERE document = 1")
    assert any("is not «annat»" in problem for problem in corpus.check())
    with closing(sqlite3.connect(corpus.path, isolation_level=None)) as plain:
        plain.execute("UPDATE document SET copy_of = 'social' WHERE id = 2")
    assert any("it is no copy of social" in problem for problem in corpus.check())
    with closing(sqlite3.connect(corpus.path, isolation_level=None)) as plain:
        plain.execute("UPDATE document SET copy_of = NULL WHERE id = 2")
        plain.execute("DELETE FROM text_part WHERE document = 2")
        plain.execute('UPDATE section SET "end" = "end" - 1 WHERE document = 3')
        plain.execute("DELETE FROM document WHERE id = 1")
    problems = " ".join(corpus.check())
    assert "0 characters of" in problems
    assert "do not tile" in problems
    assert "belongs to a document that is not there" in problems


def test_a_damaged_file_is_found(corpus: Corpus) -> None:
    with closing(sqlite3.connect(corpus.path)) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = plain.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'mention_actor'"
        ).fetchone()
        (size,) = plain.execute("PRAGMA page_size").fetchone()
    data = bytearray(corpus.path.read_bytes())
    data[(page - 1) * size : page * size] = b"\xa5" * size
    corpus.path.write_bytes(data)
    try:
        problems = corpus.check()
    except CorpusError as error:
        problems = [str(error)]
    assert any("damaged" in problem for problem in problems)


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())
