"""Words in a file that is read in place, and the dictionary that is compiled into one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import simplemma
from hypothesis import given
from hypothesis import strategies as st

from polcorp.lexicons import dictionary
from polcorp.lexicons.word_file import WordFile, write_words

SOURCE = hashlib.sha256(b"source").digest()
_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


@given(words=st.dictionaries(_WORDS, _WORDS, max_size=30), others=st.lists(_WORDS, max_size=5))
def test_a_file_holds_its_words_and_no_others(
    words: dict[str, str], others: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("words") / "words"
    write_words(path, words, SOURCE)
    found = WordFile(path, SOURCE)
    assert dict(found.items()) == words
    assert len(found) == len(words)
    for other in others:
        assert found.get(other) == words.get(other)
        assert (other in found) == (other in words)
    assert "\ud800" not in found


def test_a_file_of_another_source_or_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words"
    write_words(path, {"skolan": "skola", "skolor": "skola"}, SOURCE)
    with pytest.raises(ValueError, match="something else"):
        WordFile(path, hashlib.sha256(b"other").digest())
    whole = path.read_bytes()
    for size in (len(whole) - 1, 50, 10):
        path.write_bytes(whole[:size])
        with pytest.raises(ValueError, match=r"cut short|something else"):
            WordFile(path, SOURCE)
    path.write_bytes(b"")
    with pytest.raises(ValueError, match="empty"):
        WordFile(path, SOURCE)


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A cache of its own, and a dictionary that is not loaded yet."""
    monkeypatch.setenv("POLCORP_CACHE", str(tmp_path / "cache"))
    made = (
        dictionary.swedish_words,
        dictionary._factory,
        dictionary._lookup,
        dictionary._lemmatizer,
    )
    for function in made:
        function.cache_clear()
    yield tmp_path / "cache"
    for function in made:
        function.cache_clear()


FORMS = "l'art d’or Skolan’s ’skolan skolan Skolan SKOLAN bostäder äldreomsorgsplan 2018 e-posten skol- Lund xyzzy Å prop. ett".split()


@pytest.mark.slow
def test_the_compiled_dictionary_answers_as_the_library(fresh: Path) -> None:
    words = dictionary.swedish_words()
    assert isinstance(words, WordFile)
    assert len(_made(fresh)) == 1
    sample = [*words][::400]
    for form in [*FORMS, *sample]:
        assert dictionary.lemmatize(form) == simplemma.lemmatize(form, lang="sv"), form
        assert dictionary.is_known(form) == simplemma.is_known(form, lang="sv"), form


@pytest.mark.slow
def test_without_a_cache_or_with_a_broken_one_the_answers_are_the_same(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = _made(fresh)
    path.write_bytes(path.read_bytes()[:1000])
    dictionary.swedish_words.cache_clear()
    assert isinstance(dictionary.swedish_words(), WordFile)  # made again
    assert path.stat().st_size > 1_000_000
    (fresh / "file").touch()
    monkeypatch.setenv("POLCORP_CACHE", str(fresh / "file" / "below"))
    dictionary.swedish_words.cache_clear()
    assert not isinstance(dictionary.swedish_words(), WordFile)
    assert dictionary.lemmatize("skolan") == "skola"


def _made(folder: Path) -> list[Path]:
    dictionary.swedish_words()
    return [*folder.iterdir()]
