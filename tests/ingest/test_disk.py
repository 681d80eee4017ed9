"""A document is gone only if its file is not on the disk, wherever the ingest runs."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.ingested import NEWS, Ingested, write


def test_what_is_on_the_disk_is_not_gone(ingested: Ingested) -> None:
    write("raw/a.txt")
    html = write("raw/x.html", "<p>Centerpartiet i Lund. Vi vill att skolan byggs.</p>")
    ingested("raw", html)
    report = ingested("raw", prune=True)
    assert (report.missing, report.pruned, report.passed_over) == ([], [], [])
    assert set(ingested.ids()) == {"a", "x"}
    html.write_text("<p>Vi vill något annat.</p>", encoding="utf-8")
    assert ingested("raw").updated == ["raw/x.html"]  # named once, it is read with its folder
    html.unlink()
    assert ingested("raw").missing == ["raw/x.html"]
    assert ingested("raw", prune=True).pruned == ["raw/x.html"]


def test_a_folder_in_the_place_of_a_file_is_not_the_file(ingested: Ingested) -> None:
    write("raw/a.txt")
    write("raw/b.txt")
    ingested("raw")
    Path("raw/a.txt").unlink()
    write("raw/a.txt/b.txt", "En annan text.")
    assert ingested("raw", prune=True).pruned == ["raw/a.txt"]


def test_what_is_in_a_closed_folder_stays(
    ingested: Ingested, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("raw/a.txt")
    write("raw/closed/b.txt")
    ingested("raw")
    scandir, stat = os.scandir, Path.stat

    def refuse(path: Any) -> Any:
        if "closed" in Path(path).parts:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    def refuse_too(self: Path, **more: Any) -> os.stat_result:
        if "closed" in self.parts[:-1]:
            raise PermissionError(13, "Permission denied", str(self))
        return stat(self, **more)

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(Path, "stat", refuse_too)
    report = ingested("raw", prune=True)
    assert (report.pruned, [failure.path for failure in report.failures]) == ([], ["raw/closed"])


def test_the_same_corpus_from_another_folder(
    ingested: Ingested, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("project/raw/a.txt")
    write("project/raw/b.txt")
    write("other/raw/a.txt", "Ett annat projekt har en fil av samma namn.")
    top = Path.cwd()
    monkeypatch.chdir(top / "project")
    ingested("raw")
    monkeypatch.chdir(top / "project/raw")  # the same files, seen from inside
    report = ingested(".", "b.txt", prune=True)
    assert (len(report.unchanged), report.added, report.pruned) == (2, [], [])
    monkeypatch.chdir(top / "other")  # other files, whose names would be the same
    report = ingested("raw", prune=True)
    assert (report.added, report.pruned) == (["../other/raw/a.txt"], [])
    assert ingested.ids() == {
        "a": "raw/a.txt",
        "b": "raw/b.txt",
        "../other/raw/a.txt": "../other/raw/a.txt",
    }
    Path(top / "project/raw/b.txt").unlink()
    monkeypatch.chdir(top)
    assert ingested("project/raw", prune=True).pruned == ["raw/b.txt"]


def test_a_project_that_has_moved_is_the_same(
    ingested: Ingested, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write("raw/a.txt")
    write("raw/b.txt")
    ingested("raw")
    moved = tmp_path_factory.mktemp("elsewhere") / "project"
    shutil.copytree(Path.cwd(), moved)
    monkeypatch.chdir(moved)
    ingested.file, ingested.folder = moved / "corpus/polcorp.db", moved / "corpus/set"
    Path("raw/b.txt").unlink()
    report = ingested("raw", prune=True)
    assert (report.unchanged, report.pruned) == (["raw/a.txt"], ["raw/b.txt"])


def test_a_corpus_without_its_files_loses_nothing(
    ingested: Ingested, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody has got the corpus alone, and adds texts of a folder of the same name."""
    top = Path.cwd()
    write("mine/raw/a.txt")
    write("mine/raw/b.txt", NEWS)
    write("theirs/raw/c.txt")
    write("theirs/raw/copy.txt", NEWS)
    monkeypatch.chdir(top / "mine")
    ingested("raw")
    shutil.rmtree(top / "mine")
    monkeypatch.chdir(top / "theirs")
    report = ingested("raw", prune=True)
    assert (report.pruned, report.elsewhere) == ([], ["raw/a.txt", "raw/b.txt"])
    assert report.moved == []  # nor is a file taken for one of those
    assert set(ingested.ids()) == {"a", "b", "c", "copy"}
    assert ingested.copies() == {"copy": "b"}
    Path("raw/c.txt").unlink()
    report = ingested("raw", prune=True)  # what came from here can be looked for here
    assert (report.pruned, len(report.elsewhere)) == (["raw/c.txt"], 2)


def test_a_corpus_of_which_no_folder_is_known(ingested: Ingested) -> None:
    """It was made before folders were noted: where one of its files is, the others are missed."""
    for name in ("a", "b"):
        write(f"raw/{name}.txt")
    ingested("raw")
    if ingested.kind == "store":
        from polcorp.store.connection import writing

        with writing(ingested.file) as connection:
            connection.execute("UPDATE run SET folder = NULL")
    else:
        manifest = ingested.folder / "manifest.json"
        values = json.loads(manifest.read_text("utf-8"))
        for run in values["runs"]:
            del run["folder"]
        manifest.write_text(json.dumps(values), "utf-8")
    Path("raw/b.txt").unlink()
    assert ingested("raw").missing == ["raw/b.txt"]
    Path("raw/a.txt").unlink()
    write("raw/c.txt")
    report = ingested("raw", prune=True)
    assert (report.pruned, report.elsewhere) == ([], ["raw/a.txt", "raw/b.txt"])


def test_a_corpus_in_the_searched_folder_is_no_text(ingested: Ingested) -> None:
    write("corpus/a.txt")
    write("data/annotations/stop_words.txt", "och\n")
    write("data/annotations/documents.csv", "file,party\na.txt,C\n")
    write("polcorp.toml", "")
    write("notes.log")
    ingested("corpus")
    report = ingested(".")
    assert report.unchanged == ["corpus/a.txt"]
    assert report.added == []
    assert report.passed_over == ["notes.log"]
