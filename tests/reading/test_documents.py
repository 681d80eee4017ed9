from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.reading import documents
from polcorp.reading.documents import (
    UnreadableFileError,
    in_order,
    make_document,
    new_ids,
    read_bytes,
)

PART = st.text("ab.", min_size=1, max_size=5).filter(lambda part: part.strip("."))
PATHS = st.sets(st.lists(PART, min_size=1, max_size=3).map("/".join), max_size=12)


def test_a_document_keeps_its_bytes_hash_and_text() -> None:
    data = b"\xef\xbb\xbfEtt\r\n\xc3\xa5r"
    document = make_document("a", "raw/a.txt", data, {"party": "C"})
    assert document.text == "Ett\r\når"
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert (document.encoding, document.given) == ("utf-8-sig", {"party": "C"})


@given(PATHS)
def test_ids_are_unique_and_short_where_they_can_be(paths: set[str]) -> None:
    ids = new_ids(paths)
    assert set(ids) == paths
    assert len(set(ids.values())) == len(paths)
    for path, doc_id in ids.items():
        short = [other for other in paths if ids[other] == Path(path).stem]
        assert doc_id == Path(path).stem or short


@pytest.mark.slow
@given(PATHS, PATHS)
def test_all_at_once_is_one_after_the_other(first: set[str], later: set[str]) -> None:
    """Whoever came first keeps its name, and the order of one ingest is that of the paths."""
    ids: dict[str, str] = {}
    for path in [*in_order(first), *in_order(later - first)]:
        ids |= new_ids([path], ids.values())
    before = new_ids(first)
    assert ids == before | new_ids(later - first, before.values())


def test_a_newcomer_gets_the_longer_name() -> None:
    assert new_ids(["raw/2027/a.txt"], {"a"}) == {"raw/2027/a.txt": "raw/2027/a.txt"}
    assert new_ids(["x/a.txt"], {"a", "x/a.txt"}) == {"x/a.txt": "x/a.txt-2"}
    assert new_ids(["x/a.txt"], {"a", "x/a.txt", "x/a.txt-2"}) == {"x/a.txt": "x/a.txt-3"}
    assert new_ids(["a", "raw/a.txt"]) == {"a": "a", "raw/a.txt": "raw/a.txt"}


def test_only_ordinary_files_of_a_reasonable_size(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(here / "pipe")
    with pytest.raises(UnreadableFileError, match="not a file"):
        read_bytes(here / "pipe")
    (here / "long.txt").write_bytes(b"abc")
    assert read_bytes(here / "long.txt") == b"abc"
    monkeypatch.setattr(documents, "MAX_BYTES", 2)
    with pytest.raises(UnreadableFileError, match="larger than"):
        read_bytes(here / "long.txt")
