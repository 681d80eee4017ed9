"""Stores that are damaged, and what they are answered with: one line that says what to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from polcorp.cli.app import main
from polcorp.corpus import Corpus

DAMAGE = (
    "DROP TABLE mention_row",
    "DROP TABLE text_part",
    "DROP TABLE run",
    "DROP VIEW mention",
    "DELETE FROM text_part",
    "UPDATE document SET n_words = 'x'",
    "UPDATE demand SET start = 'abc'",
    "PRAGMA user_version = 3",
    "PRAGMA user_version = 99",
)
COMMANDS = (
    ["documents"],
    ["demands"],
    ["actors", "--long"],
    ["show", "centre"],
    ["kwic", "skolan"],
    ["info"],
    ["export", "out", "-q"],
)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_store_is_told_in_one_line(
    corpus: Corpus, damage: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(corpus.path)) as connection:
        connection.create_function("fold", 1, str)
        connection.execute(damage)
        connection.commit()
    codes = set()
    for command in COMMANDS:
        with pytest.raises(SystemExit) as stopped:
            main([*command, "--corpus", str(corpus.path)])
        codes.add(stopped.value.code)
        said = capfd.readouterr().err
        assert "fault in polcorp" not in said
        if stopped.value.code:
            assert len(said.splitlines()) == 1
            assert "damaged" in said or "form" in said
    assert codes <= {0, 2}
    assert 2 in codes


def test_a_foreign_journal_is_told(corpus: Corpus, capfd: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(corpus.path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    journal = corpus.path.with_name(corpus.path.name + "-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(range(256)) * 4)
    with pytest.raises(SystemExit) as stopped:
        main(["demands", "--corpus", str(corpus.path)])
    assert stopped.value.code == 2
    assert f"{journal.name} lies beside it" in capfd.readouterr().err


def test_a_name_that_is_too_long_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    for command in ("documents", "ingest"):
        with pytest.raises(SystemExit) as stopped:
            main([command, "--corpus", "b" * 300])
        assert stopped.value.code == 2
        assert capfd.readouterr().err.strip().endswith("File name too long")


def test_a_url_that_leads_nowhere_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("fsspec")
    for url in ("reference://x", "zip://x.zip", "nosuch://x"):
        with pytest.raises(SystemExit) as stopped:
            main(["documents", "--corpus", url])
        assert stopped.value.code == 2
        assert capfd.readouterr().err.startswith(f"polcorp: {url}: ")


@pytest.mark.parametrize("kind", ["json", "jsonl", "xlsx", "parquet", "csv", "md"])
@pytest.mark.parametrize(
    "query",
    ["SELECT x'00ff' AS a", "SELECT 9e999 AS a, -9e999 AS b", "SELECT 1 AS a UNION ALL SELECT 'x'"],
)
def test_odd_values_of_a_query_end_no_export(
    corpus: Corpus, kind: str, query: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["sql", query, "-o", f"a.{kind}", "--corpus", str(corpus.path)])
    assert stopped.value.code == (2 if kind == "parquet" and "UNION" in query else 0)
    said = capfd.readouterr().err
    assert "fault" not in said
    if kind == "json":
        assert "Infinity" not in Path("a.json").read_text("utf-8")
