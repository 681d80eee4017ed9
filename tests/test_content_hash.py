"""What a file says decides its hash; comments, docstrings and layout do not."""

from __future__ import annotations

import ast
import json
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp import content_hash as module
from polcorp.cache import CACHE_VARIABLE
from polcorp.content_hash import DIGITS, content_hash

CODE = '''
"""Doc."""

from __future__ import annotations

WORDS = ("och", "att")  # a comment
LEAST = 0.6


class Thing:
    """A thing."""

    size: int = 3
    """How large it is."""

    def double(self, most: float | None = None) -> float:
        """Return twice the size."""
        # another comment
        return 2 * self.size if most is None else min(most, 2 * self.size)
'''
TOML = 'extend = true  # mine\n\n[[theme]]\ncode = "skola"\nterms = ["a", "b"]\n'


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test's own."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache/content-hashes.json"


def of(tmp_path: Path, content: str | bytes, name: str = "a.py") -> str:
    folder = tmp_path / "files"
    folder.mkdir(exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return content_hash(folder, [folder / name])


@pytest.mark.parametrize(
    "changed",
    [
        CODE.replace("  # a comment", ""),
        CODE.replace('"""Return twice the size."""', '"""Give the double."""'),
        CODE.replace('    """How large it is."""\n', ""),
        CODE.replace('"""Doc."""\n', ""),
        CODE.replace("\n", "\n\n"),
        CODE.replace('("och", "att")', "(\n    'och',\n    'att',\n)"),
        CODE.replace("2 * self.size if", "(2 * self.size) if"),
        ast.unparse(ast.parse(CODE)),
    ],
)
def test_comments_docstrings_and_layout_of_code_play_no_part(tmp_path: Path, changed: str) -> None:
    assert changed != CODE
    assert of(tmp_path, changed) == of(tmp_path, CODE)


@pytest.mark.parametrize(
    "changed",
    [
        CODE.replace("0.6", "0.60001"),
        CODE.replace("0.6", "'0.6'"),
        CODE.replace('"att"', '"som"'),
        CODE.replace('"och", "att"', '"att", "och"'),
        CODE.replace("2 * self.size if", "3 * self.size if"),
        CODE.replace("is None", "is not None"),
        CODE.replace("size: int = 3", "size: int = None"),
        CODE.replace("size: int = 3", "size: int"),
        CODE.replace('("och", "att")', '["och", "att"]'),
        CODE.replace('"och"', 'b"och"'),
        CODE + "\nprint(LEAST)\n",
    ],
)
def test_any_other_change_of_code_counts(tmp_path: Path, changed: str) -> None:
    assert changed != CODE
    assert of(tmp_path, changed) != of(tmp_path, CODE)


@given(st.lists(st.integers(0, 9), max_size=4), st.lists(st.integers(0, 9), max_size=4))
def test_two_values_have_one_hash_only_if_they_are_equal(one: list[int], other: list[int]) -> None:
    words = [module._code(f"x = {value}".encode()) for value in (one, other)]
    assert (words[0] == words[1]) == (one == other)


def test_toml_counts_by_its_values_and_their_order(tmp_path: Path) -> None:
    before = of(tmp_path, TOML, "a.toml")
    assert of(tmp_path, TOML.replace("  # mine", "").replace(" = ", "="), "a.toml") == before
    assert of(tmp_path, TOML.replace('["a", "b"]', '["b", "a"]'), "a.toml") != before
    assert of(tmp_path, TOML.replace("skola", "vård"), "a.toml") != before


@pytest.mark.parametrize(("name", "content"), [("a.py", "def ("), ("a.toml", "= 1"), ("a.csv", "")])
def test_what_cannot_be_parsed_counts_byte_by_byte(tmp_path: Path, name: str, content: str) -> None:
    assert of(tmp_path, content, name) == of(tmp_path, content, name)
    assert of(tmp_path, content, name) != of(tmp_path, content + "\n", name)
    assert of(tmp_path, b"\xff" + content.encode(), name) != of(tmp_path, content, name)


def test_names_count_and_order_does_not(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    both = [tmp_path / "a.csv", tmp_path / "b.csv"]
    first = content_hash(tmp_path, both)
    assert len(first) == DIGITS
    assert content_hash(tmp_path, [*reversed(both), tmp_path / "none.csv", both[0]]) == first
    both[1].rename(tmp_path / "c.csv")
    assert content_hash(tmp_path, [both[0], tmp_path / "c.csv"]) != first


def test_what_was_parsed_once_is_remembered(
    tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = of(tmp_path, CODE)
    assert len(json.loads(own_cache.read_text("utf-8"))) == 1
    monkeypatch.setattr(module, "_parsed", lambda parse, data: pytest.fail("parsed again"))
    assert of(tmp_path, CODE) == before


@pytest.mark.parametrize("content", ["", "[1]", '{"a": 1}', "{", "\udcff"])
def test_a_cache_that_is_damaged_changes_nothing(
    tmp_path: Path, own_cache: Path, content: str
) -> None:
    before = of(tmp_path, CODE)
    own_cache.write_text(content, encoding="utf-8", errors="surrogateescape")
    module._remembered.cache_clear()
    assert of(tmp_path, CODE) == before


def test_a_cache_that_cannot_be_made_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = of(tmp_path, CODE)
    (tmp_path / "file").touch()
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file/cache"))
    assert of(tmp_path, CODE) == before
    for variable in (CACHE_VARIABLE, "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))
    assert of(tmp_path, CODE) == before


def test_the_cache_does_not_grow_without_end(
    tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_REMEMBERED", 3)
    for number in range(5):
        of(tmp_path, f"x = {number}")
    assert len(json.loads(own_cache.read_text("utf-8"))) == 3


def test_a_deep_tree_is_no_trouble(tmp_path: Path) -> None:
    deep = textwrap.dedent(CODE) + "TOTAL = " + " + ".join(["LEAST"] * 150) + "\n"
    assert of(tmp_path, deep) != of(tmp_path, CODE)
