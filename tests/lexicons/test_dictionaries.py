"""Dictionaries of other programs."""

from pathlib import Path

import pytest

from polcorp.errors import DataFileError
from polcorp.lexicons.dictionaries import as_toml, read_dictionary
from polcorp.lexicons.themes import ThemeIndex, read_themes

LIWC = "%\n1\tskola\n2\tpengar\n%\nskol*\t1\nläxa\t1\t2\nskatt\t2\n"
YAML = "politik:\n  skola:\n    - skol*\n    - fri skola\n  pengar: [skatt, budget]\n"


def themes_of(path: Path, text: str) -> dict[str, set[str]]:
    path.write_text(text, encoding="utf-8")
    index = ThemeIndex(read_dictionary(path))
    words = ("skolgård", "läxa", "skatt", "hus")
    return {word: {hit.theme for hit in index.word(word, word)} for word in words}


def test_liwc(tmp_path: Path) -> None:
    found = themes_of(tmp_path / "a.dic", LIWC)
    assert found == {
        "skolgård": {"skola"},
        "läxa": {"skola", "pengar"},
        "skatt": {"pengar"},
        "hus": set(),
    }


def test_quanteda(tmp_path: Path) -> None:
    found = themes_of(tmp_path / "a.yml", YAML)
    assert found["skolgård"] == {"politik.skola"}
    assert found["skatt"] == {"politik.pengar"}
    assert [p.text for t in read_dictionary(tmp_path / "a.yml") for p in t.phrases] == ["fri skola"]


def test_as_a_codebook(tmp_path: Path) -> None:
    (tmp_path / "a.dic").write_text(LIWC, encoding="utf-8")
    themes = read_dictionary(tmp_path / "a.dic")
    (tmp_path / "themes.toml").write_text(as_toml(themes), encoding="utf-8")
    assert read_themes(tmp_path / "themes.toml") == themes


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.dic", "%\n1\tskola\n%\nlek\t3\n", 4),
        ("a.dic", "skola\t1\n", 1),
        ("a.dic", "%\n1\tskola\n", None),
        ("a.yml", "skola: [a\n", 2),
        ("a.yml", "- skola\n", None),
        ("a.yml", "", None),
        ("a.txt", "skola", None),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, name: str, text: str, line: int | None) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError) as raised:
        read_dictionary(tmp_path / name)
    assert (f"line {line}:" if line else f"{name}: ") in str(raised.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="no such file"):
        read_dictionary(tmp_path / "a.dic")


def test_words_are_words_whatever_yaml_makes_of_them(tmp_path: Path) -> None:
    path = tmp_path / "d.yml"
    path.write_text("skola: [on, no, 2018-99-99, 007, '']\ntom:\n", "utf-8")
    (theme,) = read_dictionary(path)
    assert [term.text for term in theme.terms] == ["on", "no", "2018-99-99", "007"]
    for content in ("\x01skola: [a]", "a: &a [*a]", "[" * 5000, "a: [" + "[" * 5000):
        path.write_text(content, "utf-8")
        with pytest.raises(DataFileError):
            read_dictionary(path)


def test_a_dictionary_may_be_in_an_older_encoding(tmp_path: Path) -> None:
    path = tmp_path / "d.dic"
    path.write_bytes("%\n1\tvård\n%\nlärar*\t1\nåtgärd\t1\n".encode("cp1252"))
    (theme,) = read_dictionary(path)
    assert (theme.name, theme.terms[0].text) == ("vård", "åtgärd")
