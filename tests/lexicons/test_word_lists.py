"""Lists of words, and the patterns that they fill."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.errors import DataFileError
from polcorp.lexicons.files import data_dir
from polcorp.lexicons.word_lists import (
    SLOT,
    entry_pattern,
    fill,
    load_word_lists,
    read_word_lists,
    word_pattern,
)

PACKAGE = data_dir().parents[1]


def written() -> set[str]:
    """Return all lists of the packaged files."""
    files = [path.stem.removeprefix("words_") for path in data_dir().glob("words_*.toml")]
    return {f"{file}:{name}" for file in files for name in load_word_lists(file).root}


def taken_in() -> set[str]:
    """Return all lists that code or data of the package names."""
    sources = [*PACKAGE.rglob("*.py"), *data_dir().glob("*.toml")]
    named = re.compile(
        rf'(?:{SLOT.pattern}|(?:(?:words|listed|list_pattern)\("| in )([a-z_]+):([a-z_]+))'
    )
    found = (named.findall(path.read_text(encoding="utf-8")) for path in sources)
    return {f"{a or c}:{b or d}" for slots in found for a, b, c, d in slots}


def test_every_list_is_used() -> None:
    assert written() - taken_in() == set()


@pytest.mark.parametrize("name", sorted(written()))
def test_every_list_makes_a_pattern(name: str) -> None:
    re.compile(fill(f"{{{name}}}"))


@pytest.mark.parametrize(
    ("entry", "text", "rest"),
    [
        ("yrkar", "yrkar", "yrkat"),
        ("går till val", "går till val", "går  till val"),
        ("program(met)", "programmet", "programm"),
        ("dokument(en|et)", "dokumenten", "dokumentent"),
        ("budget*", "budgetförslag", "budget för"),
        ("har … enats", "har nu äntligen enats", "har nu till slut äntligen enats"),
        ("t.ex.", "t.ex.", "t,ex,"),
        ("~a[bc]", "ac", "ad"),
        ("…", "…", "a"),
    ],
)
def test_an_entry_finds_what_it_says(entry: str, text: str, rest: str) -> None:
    assert re.fullmatch(entry_pattern(entry), text)
    assert not re.fullmatch(entry_pattern(entry), rest)


@given(st.text(st.characters(exclude_characters="*()|~"), min_size=1))
def test_a_plain_entry_finds_itself(entry: str) -> None:
    if " … " not in entry:
        assert re.fullmatch(entry_pattern(entry), entry)


def test_a_pattern_behaves_as_a_compiled_one() -> None:
    pattern = word_pattern(r"\b(?P<verb>{asking:before_party})\b", re.IGNORECASE)
    found = pattern.search("Nu Yrkar vi")
    assert found is not None
    assert found["verb"] == "Yrkar"
    assert [m.group() for m in pattern.finditer("vill och kräver")] == ["vill", "kräver"]
    assert pattern.sub("x", "vi vill") == "vi x"


def test_a_slot_without_a_list_is_an_error() -> None:
    with pytest.raises(DataFileError, match=r"words_asking\.toml.*no list «nothing»"):
        word_pattern("{asking:nothing}").search("vill")
    with pytest.raises(DataFileError, match=r"words_nothing\.toml.*no such file"):
        fill("{nothing:asking}")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('a = ["", "b"]', "an entry is empty"),
        ('a = ["b", "b"]', "«b» occurs twice"),
        ('a = ["b(c"]', "is no pattern"),
        ('a = ["~[b"]', "is no pattern"),
        ("a = 1", "«a"),
    ],
)
def test_a_bad_file_says_what_is_wrong(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "words_x.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=re.escape(problem)):
        read_word_lists(path)
