"""The words of all name lexicons, in short."""

from __future__ import annotations

from pathlib import Path

import pytest

from polcorp.errors import DataFileError
from polcorp.lexicons import listed
from polcorp.lexicons.listed import KINDS, collect_listed_words, load_listed_words


@pytest.fixture
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of a file that is read instead of the packaged one."""
    monkeypatch.setattr(listed, "data_dir", lambda: tmp_path)
    monkeypatch.setattr(listed, "load_listed_words", load_listed_words.__wrapped__)
    return tmp_path / "listed_words.csv"


def test_the_file_says_what_the_lexicons_say() -> None:
    listed_words = load_listed_words()
    for place, kind in enumerate(KINDS):
        words = {word for word, kinds in listed_words.items() if kinds >> place & 1}
        assert words == collect_listed_words()[kind], "run python -m polcorp.lexicons.listed"


def test_any_name_has_the_names_of_one_word() -> None:
    words = collect_listed_words()
    assert words["surname"] | words["company"] <= words["any name"]
    assert "Rädda" in words["part of a body's name"] - words["any name"]


def test_the_file_is_written_as_it_is_read(own_file: Path) -> None:
    listed.main()
    assert listed.load_listed_words() == load_listed_words()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ord,typ\nLund,4\n", "line 1: the header line"),
        ("word,kinds\nLund,4\nKil,ort\n", "line 3: not a word and a number"),
        ("word,kinds\nLund\n", "line 2: not a word and a number"),
        ("word,kinds\nLund,128\n", "out of range"),
        (None, "there is no such file"),
    ],
)
def test_a_broken_file_is_named(own_file: Path, text: str | None, told: str) -> None:
    if text is not None:
        own_file.write_text(text, "utf-8")
    with pytest.raises(DataFileError, match=told):
        listed.load_listed_words()
