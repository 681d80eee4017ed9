"""The file of fitted weights of names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from polcorp.errors import DataFileError
from polcorp.lexicons.name_weights import NameTable, load_name_weights, write_name_weights
from polcorp.vocabulary.actor_types import ACTOR_TYPES


def test_the_packaged_weights_are_of_all_types_of_actors_and_none() -> None:
    table = load_name_weights()
    assert table.kinds[0] == "none"
    assert set(table.kinds[1:]) == set(ACTOR_TYPES)
    assert table.weights.shape == (len(table.features), len(table.kinds))


def test_what_is_written_is_read_in_steps_of_the_largest_weight(tmp_path: Path) -> None:
    weights = np.array([[1.27, -0.5], [0.004, 0.0], [0.3, 0.2]], dtype=np.float32)
    table = NameTable(("none", "LOC"), {"last å": 0, "first b": 1, "only c": 2}, weights)
    write_name_weights(tmp_path / "weights.npz", table, least=0.01)
    read = load_name_weights(tmp_path / "weights.npz")
    assert read.kinds == table.kinds
    assert read.features == {"last å": 0, "only c": 1}
    np.testing.assert_allclose(read.weights, weights[[0, 2]], atol=0.005)


def test_the_same_weights_are_the_same_file(tmp_path: Path) -> None:
    table = NameTable(("none", "LOC"), {"a": 0}, np.ones((1, 2), dtype=np.float32))
    for name in ("one.npz", "other.npz"):
        write_name_weights(tmp_path / name, table, least=0.0)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()


@pytest.mark.parametrize("content", [None, b"", b"no archive"])
def test_another_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "weights.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DataFileError, match="no file of weights"):
        load_name_weights(path)


def test_a_file_of_other_arrays_is_named(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    np.savez_compressed(path, other=np.zeros(3))
    with pytest.raises(DataFileError, match="other arrays"):
        load_name_weights(path)
    ones = np.ones((2, 2), dtype=np.int8)
    names = np.frombuffer(b"a\0b\0c", dtype=np.uint8)
    np.savez_compressed(path, features=names, kinds=names, steps=ones, largest=np.ones(1))
    with pytest.raises(DataFileError, match="does not fit"):
        load_name_weights(path)
