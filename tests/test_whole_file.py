from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from polcorp.errors import DataFileError
from polcorp.ingest.corrections import write_corrections
from polcorp.lexicons.word_file import write_words
from polcorp.whole_file import write_whole


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no file be closed: what was written does not fit on the disk."""
    fdopen = os.fdopen

    def open_full(handle: int, mode: str) -> object:
        file = fdopen(handle, mode)
        write = file.write

        class Full:
            def __enter__(self) -> Full:
                return self

            def __exit__(self, *_: object) -> None:
                file.close()

            def write(self, data: bytes) -> int:
                write(data[: len(data) // 2])
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        return Full()

    monkeypatch.setattr(os, "fdopen", open_full)


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    write_whole(file, b"one")
    file.chmod(0o600)
    write_whole(file, b"two")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"two", 0o600)
    assert list(tmp_path.iterdir()) == [file]


def test_what_cannot_be_written_leaves_nothing_beside_what_was_there(
    tmp_path: Path, full: None
) -> None:
    (tmp_path / "corrections.jsonl").write_text("before", "utf-8")
    with pytest.raises(DataFileError, match="No space left"):
        write_corrections(tmp_path / "corrections.jsonl", {"a": [{"doc": "a"}]})
    with pytest.raises(OSError, match="No space left"):
        write_words(tmp_path / "words", {"barnen": "barn"}, b"x" * 32)
    assert [path.name for path in tmp_path.iterdir()] == ["corrections.jsonl"]
    assert (tmp_path / "corrections.jsonl").read_text("utf-8") == "before"
