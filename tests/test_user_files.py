"""The folder of the user's files: which are there, how it is remembered, what counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from polcorp.errors import PolcorpError
from polcorp.user_files import DEFAULT_FOLDER, NAMES, READ_BY_ANALYSES, UserFiles

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def mine(here: Path) -> UserFiles:
    Path("mine").mkdir()
    return UserFiles(Path("mine"))


def test_files_are_there_or_none(mine: UserFiles) -> None:
    assert (mine.actors, mine.themes, mine.boilerplate, mine.stop_words) == (None,) * 4
    assert mine.metadata == (None, "")
    assert mine.corrections == Path("mine/corrections.jsonl")
    assert not mine.exist
    for name in NAMES:
        (mine.folder / name).touch()
    (mine.folder / "documents.xlsx").unlink()
    found = [mine.actors, mine.themes, mine.boilerplate, mine.stop_words, mine.metadata[0]]
    names = ("actors.csv", "themes.toml", "boilerplate.toml", "stop_words.txt", "documents.csv")
    assert found == [Path("mine") / name for name in names]
    assert mine.exist


def test_of_two_tables_of_documents_one_is_used_and_said(mine: UserFiles) -> None:
    (mine.folder / "documents.xlsx").touch()
    assert mine.metadata == (Path("mine/documents.xlsx"), "")
    (mine.folder / "documents.csv").touch()
    assert mine.metadata == (
        Path("mine/documents.csv"),
        "mine/documents.csv is used, and documents.xlsx beside it is not",
    )


@pytest.mark.parametrize("name", NAMES)
def test_only_what_an_analysis_reads_is_in_the_fingerprint(mine: UserFiles, name: str) -> None:
    assert mine.fingerprint() == ""
    (mine.folder / name).write_text("x", encoding="utf-8")
    assert bool(mine.fingerprint()) == (name in READ_BY_ANALYSES)


def test_a_comment_in_the_users_codebook_does_not_count(mine: UserFiles) -> None:
    path = mine.folder / "themes.toml"
    path.write_text("extend = true\n", encoding="utf-8")
    before = mine.fingerprint()
    path.write_text("# Hej.\nextend = true\n", encoding="utf-8")
    assert mine.fingerprint() == before
    path.write_text("extend = false\n", encoding="utf-8")
    assert mine.fingerprint() != before


def test_the_projects_own_annotations_are_no_files_of_a_user() -> None:
    own = UserFiles(ROOT / DEFAULT_FOLDER)
    assert (own.folder / "gold.jsonl").is_file()
    assert not own.exist
    assert own.fingerprint() == UserFiles(ROOT / "tests").fingerprint() == ""


def test_a_folder_is_remembered_relative_to_the_working_directory(
    here: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert UserFiles(Path("mine")).recorded == "mine"
    assert UserFiles(Path("./a/../mine")).recorded == "mine"
    assert UserFiles(here / "deep/mine").recorded == "deep/mine"
    assert UserFiles(Path("../mine")).recorded == "../mine"
    assert UserFiles(elsewhere).recorded == elsewhere.as_posix()
    (here / "link").symlink_to(elsewhere)
    assert UserFiles(Path("link")).recorded == "link"
    (elsewhere / "back").symlink_to(here)
    assert UserFiles(elsewhere / "back/mine").recorded == "mine"


def test_a_folder_that_is_named_must_be_there(here: Path) -> None:
    with pytest.raises(PolcorpError, match="there is no folder mine with your own files"):
        UserFiles(Path("mine")).require()
