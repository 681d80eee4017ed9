from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from polcorp.lexicons.files import data_dir
from polcorp.lexicons.parsed_toml import SMALL, parse_toml

LONG = "# " + "x" * SMALL + "\n"


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("POLCORP_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_every_lexicon_has_the_same_values_parsed_and_kept(kept: Path) -> None:
    for path in sorted(data_dir().glob("*.toml")):
        data = path.read_bytes()
        parsed = tomllib.loads(data.decode())
        assert [parse_toml(data), parse_toml(data)] == [parsed, parsed], path.name
    assert len([*kept.iterdir()]) >= 3


def test_what_is_kept_is_of_these_bytes_and_whole(kept: Path) -> None:
    first, second = (f'{LONG}word = "{word}"\n'.encode() for word in ("ett", "två"))
    assert parse_toml(first) == {"word": "ett"}
    (path,) = kept.iterdir()
    for broken in (b"", b"[]", b'{"source": "other", "values": {"word": "tre"}}', b"\xff"):
        path.write_bytes(broken)
        assert parse_toml(first) == {"word": "ett"}
    assert json.loads(path.read_bytes())["values"] == {"word": "ett"}
    assert parse_toml(second) == {"word": "två"}


def test_dates_and_small_files_are_parsed_each_time(kept: Path) -> None:
    assert str(parse_toml(f"{LONG}day = 2022-09-11\n".encode())["day"]) == "2022-09-11"
    assert parse_toml(b"a = 1") == {"a": 1}
    assert not [*kept.glob("*.json")]


def test_errors_are_those_of_the_file(kept: Path) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        parse_toml(f"{LONG}word = ".encode())
    with pytest.raises(UnicodeDecodeError):
        parse_toml(LONG.encode() + b"\xff")
