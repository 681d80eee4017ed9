"""JSON from outside: every object has a place, and nothing in it ends in a traceback."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.errors import DataFileError
from polcorp.reading.json_lines import json_lines, json_objects, read_utf8


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "a.jsonl"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_objects_of_lines_and_of_a_list_have_their_place(tmp_path: Path) -> None:
    path = write(tmp_path, '\ufeff{"a": 1}\r\n\n{"a": "ö"}\n')
    for read in (json_lines, json_objects):
        assert [(o.line, o.value) for o in read(path)] == [(1, {"a": 1}), (3, {"a": "ö"})]
    path = write(tmp_path, '[{"a": 1},\n {"a": 2}]')
    objects = list(json_objects(path))
    assert [(o.line, o.number, o.value["a"]) for o in objects] == [(None, 1, 1), (None, 2, 2)]
    assert str(objects[1].wrong("no")) == f"{path.as_posix()}: object 2 of the list: no"


DEEP = '{"a":' * 100_000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"a": 1}\n{"a": "\xe5"}', "a.jsonl, line 2: not UTF-8; save the file as UTF-8"),
        (b"\xff\xfe{}", "a.jsonl, line 1: not UTF-8"),
        ("{}\n{", r"line 2: no JSON \(Expecting property name"),
        ("{}\n[1, 2]", "line 2: no JSON object but list"),
        ("{}\nnull", "line 2: no JSON object but NoneType"),
        ("{}\n" + DEEP, "line 2: no JSON of ours: nested too deep"),
        ("[" * 100_000, "nested too deep"),
        ('{"a":' * 300 + "1" + "}" * 300, "line 1: no JSON of ours: nested too deep"),
        ('[{"a":' + "[" * 300 + "]" * 300 + "}]", "nested too deep"),
        ('{"a": NaN}', r"line 1: no JSON \(NaN is no number\)"),
        ('{"a": ' + "9" * 5000 + "}", "line 1: no JSON"),
        ('{"a": "\\ud83d"}', "line 1: half a surrogate pair"),
        ('[{},\n{"a"}]', r"line 2: no JSON"),
        ("[{}, 7]", "object 2 of the list: no JSON object but int"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    with pytest.raises(DataFileError, match=message) as caught:
        list(json_objects(write(tmp_path, content)))
    assert "\n" not in str(caught.value)


def test_a_whole_emoji_is_no_half(tmp_path: Path) -> None:
    [found] = json_lines(write(tmp_path, '{"a": "\\ud83d\\ude00"}'))
    assert found.value == {"a": "😀"}


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"none\.jsonl: No such file"):
        read_utf8(tmp_path / "none.jsonl")
    with pytest.raises(DataFileError, match="Is a directory"):
        read_utf8(tmp_path)


@given(data=st.binary(max_size=60))
def test_any_bytes_give_objects_or_one_kind_of_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = write(tmp_path_factory.getbasetemp(), data)
    with suppress(DataFileError):
        assert all(json.loads(json.dumps(o.value)) == o.value for o in json_objects(path))
