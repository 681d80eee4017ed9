"""The commands ``compare`` and ``themes`` with their tables of shares, on the five texts' kin."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from polcorp.cli.app import app
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError

TEXTS = {
    "c.txt": "Skog\n\nCenterpartiet i Skövde vill värna skogen. Skogen ger jobb. Vi vill att skogen brukas.",
    "s.txt": "Skola\n\nSocialdemokraterna i Skövde vill att skolan får fler lärare. Skolan är vår.",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("comparing")
    (folder / "raw").mkdir()
    for name, text in TEXTS.items():
        (folder / "raw" / name).write_text(text, encoding="utf-8")
    Corpus(folder / "corpus.db").ingest([folder / "raw"], model="blank")
    return folder / "corpus.db"


def rows(place: Path, *arguments: str) -> list[dict[str, str]]:
    command = [*arguments, "--corpus", str(place), "--export", "csv"]
    done = CliRunner().invoke(app, command, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(io.StringIO(done.stdout)))


@pytest.mark.slow
def test_what_is_typical_of_one_party(place: Path) -> None:
    found = rows(place, "compare", "--target", "centern", "--least", "2")
    assert found[0]["term"] == "skog"
    assert {row["party"] for row in found} == {"C"}
    assert float(found[0]["log_ratio"]) > 0


def test_each_group_in_turn(place: Path) -> None:
    assert {r["party"] for r in rows(place, "compare", "--least", "2")} == {"C", "S"}


def test_likeness(place: Path) -> None:
    assert len(rows(place, "compare", "--similarity", "--of", "words")) == 1


def test_two_questions_at_once_are_refused(place: Path) -> None:
    command = ["compare", "--similarity", "--near-copies", "0.5", "--corpus", str(place)]
    with pytest.raises(PolcorpError, match="one at a time"):
        CliRunner().invoke(app, command, catch_exceptions=False)


def test_matrix_and_shares(place: Path) -> None:
    matrix = rows(place, "themes", "--matrix")
    assert list(matrix[0]) == ["theme", "C", "S"]
    shares = rows(place, "themes", "--by", "municipality", "--intervals")
    assert {row["municipality"] for row in shares} == {"Skövde"}
    assert "words_low" in shares[0]


def test_the_limit_leaves_the_total_known(place: Path) -> None:
    done = CliRunner().invoke(app, ["themes", "--matrix", "--limit", "1", "--corpus", str(place)])
    assert "1 of " in done.output


@pytest.mark.parametrize(("of", "unit"), [("themes", "sentences"), ("words", "words")])
def test_a_rate_names_its_unit(place: Path, of: str, unit: str) -> None:
    command = ["compare", "--of", of, "--least", "1", "--corpus", str(place)]
    done = CliRunner().invoke(app, command, catch_exceptions=False, env={"COLUMNS": "200"})
    assert f"per 1,000 {unit}" in done.stdout
