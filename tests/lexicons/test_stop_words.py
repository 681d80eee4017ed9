from __future__ import annotations

from pathlib import Path

import pytest

from polcorp.errors import DataFileError
from polcorp.lexicons.stop_words import stop_words

POSITIONS = "vilja vill ska skola skall måste böra bör kräva inte ej aldrig ingen mot beslut"


def test_words_that_carry_a_position_are_no_stop_words() -> None:
    assert not stop_words() & set(POSITIONS.split())


def test_function_words_are() -> None:
    assert {"och", "att", "denna", "därmed", "vara", "under"} <= stop_words()


def test_the_user_adds_words_and_takes_some_away(tmp_path: Path) -> None:
    own = tmp_path / "stop_words.txt"
    own.write_text("# listan\nKommun region\n-och\n", encoding="utf-8")
    words = stop_words(own)
    assert {"kommun", "region", "att"} <= words
    assert not {"och", "-och", "listan"} & words


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    own = tmp_path / "stop_words.txt"
    own.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataFileError, match=r"stop_words\.txt"):
        stop_words(own)
