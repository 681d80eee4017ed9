"""What is worked out once and kept is what is worked out each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from polcorp.lexicons import actors, names
from polcorp.lexicons.files import data_dir, read_csv
from polcorp.lexicons.kept import kept


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("POLCORP_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_is_kept_is_not_made_again_until_its_source_changes(cache: Path) -> None:
    made: list[int] = []

    def make() -> list[int]:
        made.append(len(made))
        return [*made]

    assert [kept("n", "a" * 16, make), kept("n", "a" * 16, make)] == [[0], [0]]
    assert kept("n", "b" * 16, make) == [0, 1]


@pytest.mark.parametrize(
    "broken", [b"", b"[]", b'{"source": "other", "values": 1}', b'{"source": "a"}', b"\xff"]
)
def test_what_is_not_whole_or_of_another_source_is_made_again(cache: Path, broken: bytes) -> None:
    kept("n", "a", lambda: 7)
    (path,) = cache.iterdir()
    path.write_bytes(broken)
    assert kept("n", "a", lambda: 7) == 7
    assert json.loads(path.read_bytes()) == {"source": "a", "values": 7}


def test_a_cache_that_cannot_be_written_costs_only_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("POLCORP_CACHE", str(tmp_path / "file"))
    assert kept("n", "a", lambda: [1]) == [1]


def test_kept_names_are_those_of_the_files(cache: Path) -> None:
    for read in (actors.packaged_forms, names._given_names, names.load_surnames):
        read.cache_clear()
    try:
        for _ in range(2):  # made, then kept
            assert actors.packaged_forms() == actors.read_packaged_forms()
            given = read_csv(data_dir() / "given_names.csv", names.GivenName)
            assert names.load_given_names() == {row.name for row in given}
            assert names.load_sure_given_names() == {row.name for row in given if not row.word}
            surnames = read_csv(data_dir() / "surnames.csv", names.Surname)
            assert names.load_surnames() == {row.name for row in surnames}
            assert len([*cache.glob("forms-*")]) == len([*cache.glob("*names-*")]) / 2 == 1
            for read in (actors.packaged_forms, names._given_names, names.load_surnames):
                read.cache_clear()
    finally:
        for read in (actors.packaged_forms, names._given_names, names.load_surnames):
            read.cache_clear()
