"""A minus sign for a file is standard input or output, as for other programs."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from polcorp.cli.app import app, main
from polcorp.corpus import Corpus


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "c.txt").write_text(
        "Skolan\n\nCenterpartiet i Lund vill att skolan får fler lärare.", encoding="utf-8"
    )
    Corpus(tmp_path / "corpus.db").ingest([tmp_path / "raw"], model="blank")
    return tmp_path / "corpus.db"


def said(place: Path, *arguments: str, given: str | None = None) -> bytes:
    command = [*arguments, "--corpus", str(place)]
    done = CliRunner().invoke(app, command, input=given, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert not Path("-").exists()
    return done.stdout_bytes


def test_a_table_goes_to_standard_output(place: Path) -> None:
    found = said(place, "demands", "--export", "csv", "-o", "-").decode()
    assert [row["party"] for row in csv.DictReader(io.StringIO(found))] == ["C"]
    assert "lärare" in said(place, "demands", "-o", "-").decode()
    assert said(place, "demands", "--export", "parquet", "-o", "-").startswith(b"PAR1")


@pytest.mark.slow
def test_the_report_goes_to_standard_output(place: Path) -> None:
    assert said(place, "report", "-o", "-").startswith(b"<!doctype html>")


def test_sql_is_read_from_standard_input(place: Path) -> None:
    found = said(place, "sql", "-", "--export", "csv", given="SELECT count(*) AS n FROM demands\n")
    assert found.split() == [b"n", b"1"]


def test_a_concordance_knows_the_title(place: Path) -> None:
    found = said(place, "kwic", "lärare", "--export", "csv", "--columns", "title,text").decode()
    assert found.split() == ["title,text", "Skolan,lärare"]


def test_a_word_for_a_number_is_told_plainly(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["demands", "--limit", "ten", "--corpus", str(place)])
    assert stopped.value.code == 2
    assert "--limit takes a whole number" in capsys.readouterr().err


def test_a_text_is_read_from_standard_input(place: Path) -> None:
    speech = "Centerpartiet i Lund vill att bussarna går oftare."
    said(place, "ingest", "-", "--name", "tal 2018", "--model", "blank", given=speech)
    found = said(place, "documents", "--columns", "doc_id,path", "--export", "csv").decode()
    assert found.splitlines()[1:3] == [
        "c,raw/c.txt",
        "tal 2018,stdin:/tal 2018.txt",
    ]
    assert "bussarna" in said(place, "show", "tal 2018").decode()
    again = said(place, "ingest", "-", "--name", "tal 2018", "--model", "blank", given=speech)
    assert b"skipped (unchanged)       1" in again


def test_a_text_without_a_file_is_never_gone(place: Path) -> None:
    for name in ("a", "b"):  # equal texts are two documents all the same
        said(place, "ingest", "-", "--name", name, "--model", "blank", given="Vi vill ha bussar.")
    said(place, "ingest", ".", "--prune", "--model", "blank")
    assert set(Corpus(place).documents(with_copies=True)["doc_id"]) == {"a", "b", "c"}


def test_standard_input_and_folders_in_one_ingest(place: Path) -> None:
    Path("raw/d.txt").write_text("Vi vill att skolan får mer.", encoding="utf-8")
    said(place, "ingest", "-", "raw", "--model", "blank", given="Vi vill ha bussar.")
    assert list(Corpus(place).documents()["doc_id"]) == ["c", "d", "stdin"]


@pytest.mark.parametrize("name", ["", "a/b"])
def test_a_name_that_is_no_doc_id(
    place: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["ingest", "-", "--name", name, "--corpus", str(place)])
    assert stopped.value.code == 2
    assert f"«{name}» is no name for a text" in capsys.readouterr().err


def test_annotations_are_read_from_standard_input(place: Path) -> None:
    said(place, "export", "gold", "--export", "gold")
    gold = Path("gold/gold.jsonl").read_text(encoding="utf-8")
    scores = said(place, "evaluate", "-", "--table", "scores", "--export", "csv", given=gold)
    assert scores == said(
        place, "evaluate", "gold/gold.jsonl", "--table", "scores", "--export", "csv"
    )
    assert b"DEMAND" in scores


def run(place: Path, *arguments: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own; *env* is added to the environment."""
    command = [sys.executable, "-m", "polcorp", *arguments, "--corpus", str(place)]
    env = {**os.environ, **more.pop("env", {})}
    return subprocess.run(command, env=env, stderr=subprocess.PIPE, check=False, **more)


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize("command", [["demands"], ["kwic", "lärare", "-q"], ["show", "c"]])
def test_a_sign_that_the_stream_lacks_is_replaced(
    place: Path, command: list[str], encoding: str
) -> None:
    text = "Skolan\n\nCenterpartiet vill – ≥ 3 🌳 – att skolan får fler lärare.\n"
    (place.parent / "raw" / "c.txt").write_text(text, encoding="utf-8")
    Corpus(place).ingest([place.parent / "raw"], model="blank")
    done = run(place, *command, env={"PYTHONIOENCODING": encoding}, stdout=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_message_is_told_in_any_encoding(place: Path, encoding: str) -> None:
    done = run(place, "actors", "--actor", "träd🌳", env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(b"polcorp: unknown actor")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
@pytest.mark.parametrize(
    "command",
    [["demands"], ["demands", "--export", "csv"], ["kwic", "lärare"], ["report", "-o", "-"]],
)
def test_a_full_disk_is_told_in_one_line(place: Path, command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run(place, *command, stdout=full)
    assert done.returncode == 2
    assert done.stderr == b"polcorp: cannot write to standard output: No space left on device\n"


def test_a_closed_standard_output_is_told_in_one_line(place: Path) -> None:
    def close() -> None:
        os.close(1)

    done = run(place, "demands", preexec_fn=close)
    assert (done.returncode, done.stderr) == (
        2,
        b"polcorp: standard output is closed; name a file with -o\n",
    )
    assert run(place, "demands", "-o", "d.csv", "-q", preexec_fn=close).returncode == 0
    assert Path("d.csv").exists()


def test_libraries_say_nothing(place: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("no folder", encoding="utf-8")  # what makes a plotting library warn
    env = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    done = run(place, "report", "-o", "r.html", "-q", env=env)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("cache", ["file/below", "file"])
def test_a_cache_that_cannot_be_made_is_named(place: Path, tmp_path: Path, cache: str) -> None:
    data = tmp_path / "set"
    Corpus(place).ingest([tmp_path / "raw"], model="blank", parquet=data)
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    done = run(data, "documents", env={"POLCORP_CACHE": str(tmp_path / cache)})
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert str(tmp_path / cache) in done.stderr.decode()
    assert b"POLCORP_CACHE" in done.stderr


def test_the_report_is_the_same_for_any_hash_seed(place: Path, tmp_path: Path) -> None:
    text = "Fler\n\nVi vill att skolan, polisen, vården, klimatet, skatten och bostäder får mer.\n"
    (tmp_path / "raw" / "d.txt").write_text(text * 3, encoding="utf-8")
    Corpus(place).ingest([tmp_path / "raw"], model="blank")
    pages = set()
    for seed in "012":
        run(place, "report", "-o", "r.html", "-q", env={"PYTHONHASHSEED": seed})
        pages.add(Path("r.html").read_bytes())
    assert len(pages) == 1


def test_a_message_steers_no_terminal(place: Path) -> None:
    done = run(place, "demands", "-o", "\x1b]0;x\x07.csv")
    assert done.returncode == 0
    assert b"\x1b" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["sql", "-"], ["ingest", "-", "--model", "blank"], ["evaluate", "-"]],
    ids=lambda arguments: arguments[0],
)
def test_a_closed_standard_input_is_told_in_one_line(
    place: Path,
    arguments: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SystemExit) as left:
        main([*arguments, "--corpus", str(place)])
    told = capsys.readouterr().err
    assert (left.value.code, told) == (2, "polcorp: standard input is closed; name a file\n")


@pytest.mark.slow
def test_a_query_that_is_not_utf8_is_told(place: Path) -> None:
    done = run(place, "sql", "-", input=b"SELECT 1,\n\xff")
    assert done.returncode == 2
    assert done.stderr == b"polcorp: -, line 2: not UTF-8; save the file as UTF-8\n"
