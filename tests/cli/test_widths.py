"""Tables on a terminal of any width hold what the export holds, and say what they leave out."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from rich.console import Console
from rich.table import Table

from polcorp.analysis.views import document_views
from polcorp.cli.app import COMMANDS, main
from polcorp.corpus import Corpus
from polcorp.reports import tables
from polcorp.reports.annotations.files import write_annotations
from polcorp.reports.labels import Language, heading
from polcorp.vocabulary.messages import LANGUAGES
from tests.cli.conftest import Polcorp

WIDTHS = (60, 80, 100, 120, 200)

#: Questions whose answers are tables: every table of every command.
QUESTIONS = (
    "documents",
    "documents --by party",
    "documents --template",
    "sections",
    "sections --by document",
    "demands",
    "demands --any-holder --sort -start",
    "demands --by party",
    "actors",
    "actors --long",
    "actors --by party",
    "actors --unknown",
    "actors --co-occurring section",
    "themes",
    "themes --long",
    "themes --by party",
    "themes --by party --matrix",
    "themes --by party --intervals",
    "kwic polisen --by party",
    "compare --by party",
    "compare --by party --of themes",
    "compare --by party --similarity",
    "agree",
    "agree --who",
    "agree --long",
    "evaluate gold.jsonl --table scores",
    "info",
    "sql select*from(demands)",
)
TEXTS = {
    "c": "Centerpartiet i Lund\n\nVi vill bygga en ny skola i Lund. Vi vill införa KVA i vården. "
    "KVA hjälper. Vi vill att polisen syns i hela kommunen.\n\nMer polis ger trygghet.\n",
    "s": "Socialdemokraterna i Lund\n\nVi vill bygga en ny skola i Lund.\n\n"
    "Vi vill sänka avgiften för KVA. Vi vill att polisen syns. Polisen behövs.\n",
}
#: Commands whose answer is no table.
NO_TABLE = {"ingest", "show", "browse", "serve", "report", "export", "correct", "plot"}


class Terminal(io.StringIO):
    """A standard output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus of two texts that agree, and its annotations as gold."""
    folder = tmp_path_factory.mktemp("widths")
    (folder / "data/raw").mkdir(parents=True)
    for party, text in TEXTS.items():
        (folder / f"data/raw/{party}.txt").write_text(text, "utf-8")
    corpus = Corpus(folder / "data/polcorp.db")
    assert corpus.ingest([folder / "data/raw"], model="blank").ok
    write_annotations(document_views(corpus), folder, "gold")
    return folder


def test_every_command_with_a_table_is_here() -> None:
    commands = {name for names in COMMANDS.values() for name in names}
    assert {question.split()[0] for question in QUESTIONS} == commands - NO_TABLE


def printed(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[str, pd.DataFrame]:
    """Return the name of the table that a command prints on a terminal, and the table."""
    asked: list[tuple[str, pd.DataFrame]] = []

    def print_table(name: str, frame: pd.DataFrame, *_: Any) -> list[str]:
        asked.append((name, frame))
        return []

    with monkeypatch.context() as patched:
        patched.setattr(tables, "print_table", print_table)
        patched.setattr(sys, "stdout", Terminal())
        with pytest.raises(SystemExit):
            main([*arguments, "--limit", "0"])
    (found,) = asked
    return found


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_table_of_any_width_holds_what_the_export_holds(
    folder: Path, polcorp: Polcorp, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    monkeypatch.chdir(folder)
    arguments = question.split()
    rows = [json.loads(line) for line in polcorp(*arguments, "--export", "jsonl").out.splitlines()]
    name, frame = printed(arguments, monkeypatch)
    assert len(frame) == len(rows) > 0
    for language in LANGUAGES:
        for width in WIDTHS:
            table = tables.fitted(name, frame, width, language)
            shown = [
                column
                for n, part in enumerate(table.parts)
                for column in list(columns_of(part, width))[n > 0 :]  # each begins with the first
            ]
            compare(name, frame, rows, shown, table.left_out, language)


def columns_of(table: Table, width: int) -> Iterator[tuple[str, list[str]]]:
    """Print *table* and yield the lines under each heading, none of them too wide."""
    stream = io.StringIO()
    Console(file=stream, width=1000, highlight=False, markup=False, emoji=False).print(table)
    lines = [line.rstrip() for line in stream.getvalue().split("\n")]
    assert max(map(len, lines)) <= width
    rule = next(n for n, line in enumerate(lines) if "──" in line)
    start = 1
    for column in table.columns:
        end = start + (column.width or 0)
        title = squeezed("".join(line[start:end] for line in lines[:rule]))
        assert title == squeezed(column.header)
        yield str(column.header), [line[start:end].strip() for line in lines[rule + 1 :]]
        start = end + 3


def compare(
    name: str,
    frame: pd.DataFrame,
    rows: list[Any],
    shown: list[tuple[str, list[str]]],
    left_out: list[str],
    language: Language,
) -> None:
    """Compare each column that is *shown* with the exported *rows*; the others are named or empty."""
    titles = [title for title, _ in shown]
    for column in tables.columns_for(name, frame):
        plain = column.rstrip("?") if column not in frame else column
        title = plain if name == "sql" else heading(plain, language, name)
        wanted = [as_people_read(name, plain, row, language) for row in rows]
        if title not in titles:
            empty = all(value in ("", "–") for value in wanted)
            assert title in left_out or (column.endswith("?") and empty), column
            continue
        place = titles.index(title)
        lines = shown[place][1]
        titles[place] = ""
        assert squeezed("".join(lines)) == squeezed("".join(wanted)), column
        for value in wanted:
            assert len(value) > 16 or " " in value or any(value in line for line in lines), value


def squeezed(text: object) -> str:
    """Return *text* without white space, which a fold replaces."""
    return re.sub(r"\s", "", str(text))


def as_people_read(name: str, column: str, row: Any, language: Language) -> str:
    """Return the value of an exported *row* as a table for people has it."""
    english = f"{column}_en"
    value = row[english] if language == "en" and english in row else row[column]
    return tables.format_value("share" if name == "theme matrix" else column, value, language)
