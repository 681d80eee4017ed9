"""The file of corrections: what a line must be, and which file of the corpus it is about."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from polcorp.corpus import Corpus
from polcorp.errors import DataFileError, PolcorpError
from polcorp.ingest.corrections import (
    known_themes,
    read_corrections,
    stored_corrections,
    with_corrections,
    write_corrections,
)
from polcorp.ingest.given import by_path
from polcorp.pipeline.annotations import CORRECTIONS
from polcorp.reading.discovery import SourceFile

PATH = Path("data/annotations/corrections.jsonl")
HEAD = {"doc": "a.txt", "layer": "DOCUMENT", "corrected": ["ACTOR"]}
ACTOR = {"doc": "a.txt", "layer": "ACTOR", "start": 2, "end": 5, "text": "BRÅ", "type": "ORG"}
DEMAND = {"doc": "a.txt", "layer": "DEMAND", "start": 0, "end": 1, "text": "x", "form": "prose"}


def write(*rows: Any) -> Path:
    PATH.parent.mkdir(parents=True, exist_ok=True)
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    PATH.write_text("\n".join(lines), encoding="utf-8")
    return PATH


def test_lines_are_read_by_document_and_written_in_order(here: Path) -> None:
    other = HEAD | {"doc": "ö.txt"}
    found = read_corrections(write(other, HEAD, ACTOR, DEMAND | {"more": [1]}))
    assert found == {"ö.txt": [other], "a.txt": [HEAD, ACTOR, DEMAND | {"more": [1]}]}
    write_corrections(Path("new/b.jsonl"), found)
    assert read_corrections(Path("new/b.jsonl")) == found
    lines = Path("new/b.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["doc"] for line in lines] == [*["a.txt"] * 3, "ö.txt"]
    assert os.listdir("new") == ["b.jsonl"]  # noqa: PTH208
    assert read_corrections(Path("none.jsonl")) == {}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("{", "no JSON"),
        ('{"a":' * 100_000, "nested too deep"),
        ({"layer": "ACTOR"}, "«doc» is missing"),
        (ACTOR | {"doc": 7}, "«doc»: Input should be a valid string"),
        (ACTOR | {"layer": ["x"]}, "«layer»: Input should be a valid string"),
        (ACTOR | {"start": -2}, "-2–5 is not the place of its text"),
        (ACTOR | {"start": 5, "end": 2}, "5–2 is not the place of its text"),
        (ACTOR | {"end": 9}, "2–9 is not the place of its text"),
        (ACTOR | {"start": "2"}, "«start»: Input should be a valid integer"),
        (ACTOR | {"start": 1e300}, "«start»: Input should be a valid integer"),
        (ACTOR | {"type": None}, "«type»: Input should be a valid string"),
        ({k: v for k, v in ACTOR.items() if k != "text"}, "«text» is missing"),
        (DEMAND | {"form": "poem"}, "«form»: Input should be 'bullet'"),
        (DEMAND | {"polarity": "bad"}, "«polarity»: Input should be 'pos'"),
        (DEMAND | {"themes": "skola"}, "«themes»: Input should be a valid list"),
        (HEAD | {"corrected": ["HEADING"]}, "Input should be 'ACTOR' or 'DEMAND'"),
        (ACTOR, "a second ACTOR at the same place"),
    ],
)
def test_a_bad_line_is_told_with_the_way_out(here: Path, row: Any, problem: str) -> None:
    path = write(HEAD, ACTOR, row)
    with pytest.raises(PolcorpError, match=problem) as caught:
        read_corrections(path)
    told = str(caught.value)
    assert told.startswith("data/annotations/corrections.jsonl, line 3: ")
    assert "\n" not in told
    assert told.endswith("correct the line or delete it, or import the annotations again")


def test_an_ingest_says_how_to_mend_the_file(corpus: Corpus) -> None:
    write(ACTOR | {"start": -2})
    with pytest.raises(
        PolcorpError, match=r"corrections\.jsonl, line 1: .*or delete it, or import"
    ):
        corpus.ingest()
    PATH.write_bytes(b"\xff")
    with pytest.raises(PolcorpError, match=r"corrections\.jsonl, line 1: not UTF-8"):
        corpus.ingest()
    write()
    assert corpus.ingest().ok


def test_what_cannot_be_written_is_told_and_what_was_there_stays(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(HEAD)
    path.chmod(0o600)
    write_corrections(path, {"a.txt": [HEAD]})
    assert path.stat().st_mode & 0o777 == 0o600

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(DataFileError, match=r"corrections\.jsonl: No space left"):
        write_corrections(path, {})
    assert read_corrections(path) == {"a.txt": [HEAD]}
    Path("file").touch()
    with pytest.raises(DataFileError, match=r"Not a directory|File exists"):
        write_corrections(Path("file/b.jsonl"), {})


@pytest.fixture
def files(here: Path) -> list[SourceFile]:
    found = []
    for name, text in (("x/p.txt", "ett"), ("y/p.txt", "två"), ("y/q.txt", "tre")):
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        found.append(SourceFile(name, path))
    return found


def corrected(files: list[SourceFile], **rows: dict[str, Any]) -> list[str]:
    """Return which paths the corrections that the names in *rows* have are about."""
    values = {
        name.replace("_", "/").replace("T", ".txt"): [HEAD | more, ACTOR]
        for name, more in rows.items()
    }
    given = with_corrections({"y/q.txt": {"party": "C"}}, of_files(values, files))
    assert given["y/q.txt"]["party"] == "C"
    return sorted(path for path, found in given.items() if CORRECTIONS in found)


def of_files(values: dict[str, Any], files: list[SourceFile]) -> dict[str, Any]:
    """Return the corrections by path, where the corpus has a doc_id of no file's name."""
    ids = {file.name: f"{number}" for number, file in enumerate(files)}
    return by_path(values, ids, files)


def of(text: str) -> dict[str, Any]:
    return {"sha256": hashlib.sha256(text.encode()).hexdigest()}


def test_a_document_is_known_by_its_path_or_name(files: list[SourceFile]) -> None:
    assert corrected(files) == []
    assert corrected(files, qT={}) == ["y/q.txt"]
    assert corrected(files, x_pT={}) == ["x/p.txt"]
    assert corrected(files, zT={}, z_pT={}) == []


def test_content_tells_files_of_one_name_apart_and_follows_a_moved_one(
    files: list[SourceFile],
) -> None:
    assert corrected(files, pT=of("två")) == ["y/p.txt"]
    assert corrected(files, old_qT=of("tre")) == ["y/q.txt"]
    assert corrected(files, old_qT=of("annat")) == []
    with pytest.raises(PolcorpError, match=r"may be about x/p\.txt, y/p\.txt; give the path"):
        corrected(files, pT={})
    Path("x/p.txt").write_text("två", encoding="utf-8")
    assert corrected(files, pT=of("två")) == ["x/p.txt", "y/p.txt"]
    Path("x/p.txt").unlink()
    assert corrected(files, pT=of("två")) == ["y/p.txt"]


def test_a_path_goes_before_a_name(files: list[SourceFile]) -> None:
    rows = {"y/q.txt": [HEAD, ACTOR], "q.txt": [HEAD, ACTOR | {"type": "LAW"}]}
    for order in (rows, dict(reversed(rows.items()))):
        given = with_corrections({}, of_files(order, files))
        assert json.loads(given["y/q.txt"][CORRECTIONS])[1]["type"] == "ORG"


def test_only_rows_that_the_user_vouches_for_travel() -> None:
    given = with_corrections({}, {"y/q.txt": [HEAD, ACTOR, DEMAND]})
    assert json.loads(given["y/q.txt"][CORRECTIONS]) == [HEAD, ACTOR]
    assert with_corrections({}, {"y/q.txt": [HEAD | {"corrected": []}, ACTOR]}) == {}


def test_a_store_knows_its_corrections_and_all_themes(corpus: Corpus) -> None:
    assert stored_corrections(corpus.path) == {}
    assert {"skola", "beredskap"} <= known_themes(corpus.path)
    rows = [HEAD | {"doc": "social.txt"}]
    write(*rows)
    corpus.ingest()
    assert stored_corrections(corpus.path) == {"social": rows}
    assert len(corpus.actors(long=True, doc="social")) == 0
