from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from polcorp.errors import PolcorpError
from polcorp.reading.discovery import Failure, discover


def write(path: Path, text: str = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(*paths: str | Path) -> list[str]:
    return [file.name for file in discover(paths).files]


def test_folders_are_searched_and_sorted(here: Path) -> None:
    for name in ("raw/b.txt", "raw/a.TXT", "raw/deep/c.txt", "raw/notes.doc", "raw/.hidden.txt"):
        write(here / name)
    assert names("raw") == ["raw/a.TXT", "raw/b.txt", "raw/deep/c.txt"]


def test_what_is_passed_over_is_noted_and_hidden_and_own_files_are_not(here: Path) -> None:
    for name in ("b.txt", "x/brev.doc", "page.JPG", "speech", ".hidden.pdf", ".git/config"):
        write(here / "raw" / name)
    write(here / "raw/polcorp.db")
    write(here / "raw/set/documents/part.parquet")
    own = [here / "raw/polcorp.db", here / "raw/set"]
    found = discover(["raw"], own=own)
    assert [file.name for file in found.files] == ["raw/b.txt"]
    assert found.passed_over == ["raw/page.JPG", "raw/speech", "raw/x/brev.doc"]
    named = discover(["raw", "raw/speech"], own=own)
    assert [file.name for file in named.files] == ["raw/b.txt", "raw/speech"]
    assert named.passed_over == ["raw/page.JPG", "raw/x/brev.doc"]


@pytest.mark.slow
def test_folders_may_be_nested_to_any_depth(here: Path) -> None:
    depth, folder = 1_200, here / "raw"
    folder.mkdir()
    opened = os.open(folder, os.O_RDONLY)
    try:
        for _ in range(depth):
            os.mkdir("d", dir_fd=opened)  # step by step
            below = os.open("d", os.O_RDONLY, dir_fd=opened)
            os.close(opened)
            opened = below
        with os.fdopen(os.open("a.txt", os.O_WRONLY | os.O_CREAT, dir_fd=opened), "w") as file:
            file.write("text")
        found = discover(["raw"])
        assert [file.name for file in found.files] == ["raw/" + "d/" * depth + "a.txt"]
        assert found.failures == []
        os.unlink("a.txt", dir_fd=opened)
    finally:
        os.close(opened)
        deepest = "raw" + "/d" * depth
        os.removedirs(deepest)


def test_names_are_relative_to_the_folder_that_is_home(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here / "project/raw/a.txt")
    inside = write(here / "other/b.txt").parent
    monkeypatch.chdir(inside)
    found = discover(["../project/raw", "b.txt"], home=here / "project")
    assert [file.name for file in found.files] == ["../other/b.txt", "raw/a.txt"]
    assert found.roots == ["raw", "../other/b.txt"]


def test_the_default_is_data_raw(here: Path) -> None:
    with pytest.raises(PolcorpError, match="no folder data/raw"):
        discover()
    write(here / "data/raw/a.txt")
    assert names() == ["data/raw/a.txt"]


def test_a_named_file_is_read_whatever_it_is_called(here: Path) -> None:
    write(here / "speech")
    assert names("./speech", here / "speech") == ["speech"]


def test_paths_outside_stand_as_given(here: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = write(tmp_path_factory.mktemp("other") / "a.txt")
    assert names(other) == [other.as_posix()]


def test_a_missing_path_is_wrong_use(here: Path) -> None:
    write(here / "program.txt")
    with pytest.raises(PolcorpError, match=r"did you mean program\.txt"):
        discover(["progran.txt"])


def test_links_count_once_and_the_real_file_first(here: Path) -> None:
    real = write(here / "raw/z.txt")
    (here / "raw/a.txt").symlink_to(real)
    assert names("raw") == ["raw/z.txt"]


def test_what_is_no_file_is_told_and_never_opened(here: Path) -> None:
    raw = write(here / "raw/good.txt").parent
    os.mkfifo(raw / "pipe.txt")
    (raw / "self.txt").symlink_to("self.txt")
    (raw / "gone.txt").symlink_to("nowhere.txt")
    (raw / "up").symlink_to(raw)
    (raw / "folder.txt").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("raw/socket.txt")
        found = discover(["raw", "/dev/null"])
    assert [file.name for file in found.files] == ["raw/good.txt"]
    assert found.failures == [
        Failure("/dev/null", "a device, not a file"),
        Failure("raw/gone.txt", "it is not there (any more)"),
        Failure("raw/pipe.txt", "a named pipe, not a file"),
        Failure("raw/self.txt", "a symbolic link that leads back to itself"),
        Failure("raw/socket.txt", "a socket, not a file"),
        Failure("raw/up", "a symbolic link to a folder above it"),
    ]


def test_a_closed_folder_does_not_stop_the_others(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here / "raw/closed/a.txt")
    write(here / "raw/open/b.txt")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = discover(["raw"])
    assert [file.name for file in found.files] == ["raw/open/b.txt"]
    assert found.failures == [Failure("raw/closed", "no permission to read it")]


def test_a_file_name_that_is_no_utf8_is_told(here: Path) -> None:
    (here / "raw").mkdir()
    try:
        Path(os.fsdecode(b"raw/sm\xf6r.txt")).write_text("smör", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert discover(["raw"]).failures == [
        Failure("raw/sm\\xf6r.txt", "the file's name is not valid UTF-8")
    ]
