"""Files that are written over others, and folders that are exported to again."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from polcorp.cli.app import app
from polcorp.corpus import Corpus
from polcorp.reports.annotations.files import file_stem
from polcorp.reports.export_folder import LISTING, settle
from polcorp.reports.exports import write_file


def told(corpus: Corpus, *arguments: str) -> str:
    done = CliRunner().invoke(
        app, [*arguments, "--corpus", str(corpus.path)], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")
    path.chmod(mode)
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_links_stay_links(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there/a.csv", tmp_path / "a.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to("there/a.csv")
    write_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    other = tmp_path / "b.csv"
    os.link(target, other)
    write_file(other, b"newer")
    assert target.read_bytes() == b"newer"
    dangling = tmp_path / "c.csv"
    dangling.symlink_to("later/c.csv")
    write_file(dangling, b"new")
    assert (tmp_path / "later/c.csv").read_bytes() == b"new"
    assert not list(tmp_path.rglob(".*"))


def test_a_name_may_be_as_long_as_the_system_takes(tmp_path: Path) -> None:
    path = tmp_path / ("ö" * 125 + "a.csv")
    write_file(path, b"x")
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize("kind", ["brat", "gold"])
def test_documents_with_long_names_are_exported(raw: Path, corpus: Corpus, kind: str) -> None:
    for n, name in enumerate(("ö" * 125, "a" * 251, "%" * 200)):
        (raw / f"{name}.txt").write_text(f"Vi vill att Skolfam prövas {n}.\n", encoding="utf-8")
    corpus.ingest()
    told(corpus, "export", "out", "--export", kind)
    source = "out/gold.jsonl" if kind == "gold" else "out"
    assert "none of which differs" in told(corpus, "annotations", "import", source)


def test_long_names_of_files_differ_where_the_documents_do() -> None:
    from polcorp.analysis.views import DocumentView

    views = [DocumentView(f"{'x/' * 200}{n}", {"path": "p.txt"}, "") for n in range(3)]
    stems = [file_stem(view) for view in views]
    assert len(set(stems)) == 3
    assert all(len(stem.encode()) <= 251 for stem in stems)


def test_an_export_over_an_export_leaves_nothing_stale(raw: Path, corpus: Corpus) -> None:
    told(corpus, "export", "out", "--export", "brat")
    told(corpus, "export", "out", "--export", "csv")
    (raw / "social.txt").unlink()
    corpus.ingest(prune=True)
    told(corpus, "export", "out", "--export", "brat")
    assert not list(Path("out").glob("social.*"))
    assert Path("out/demands.csv").exists()
    assert "2 documents, none" in told(corpus, "annotations", "import", "out")


def test_what_somebody_changed_stays_and_is_named(raw: Path, corpus: Corpus) -> None:
    told(corpus, "export", "out", "--export", "brat")
    with Path("out/social.ann").open("a", encoding="utf-8") as file:
        file.write("#9\tAnnotatorNotes T1\tmine\n")
    (raw / "social.txt").unlink()
    corpus.ingest(prune=True)
    for _ in range(2):
        said = told(corpus, "export", "out", "--export", "brat")
        assert "out/social.ann is of an earlier export and stays, since it was changed" in said
    assert Path("out/social.txt").exists()


@pytest.mark.parametrize(
    "listing", ["no JSON", "[]", '{"brat": 1}', '{"brat": {"../a.txt": "x", "/a.txt": "x"}}']
)
def test_a_listing_of_another_kind_takes_nothing_away(tmp_path: Path, listing: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (folder / LISTING).write_text(listing, encoding="utf-8")
    assert settle(folder, "brat", []) == []
    assert (tmp_path / "a.txt").exists()
