"""Fitted weights by which names are weighed that no list and no sure rule has."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from polcorp.errors import DataFileError
from polcorp.lexicons.files import data_dir

#: The packaged file; ``training/scripts/name_weights.py`` writes it.
NAME_WEIGHTS = "name_weights.npz"
#: Weights are kept in eight bits, as so many steps from nothing to the largest.
_STEPS = 127
#: What is between the names of features: some of them hold a line break.
_BETWEEN = "\0"
_ARRAYS = frozenset({"features", "kinds", "steps", "largest"})


class NameTable(NamedTuple):
    """How much each feature (rows, by *features*) speaks for each kind of name (columns, by *kinds*)."""

    kinds: tuple[str, ...]
    features: dict[str, int]
    weights: npt.NDArray[np.float32]


@cache
def load_name_weights(path: Path | None = None) -> NameTable:
    """Return the weights of the file at *path*, or the packaged ones.

    Raises:
        DataFileError: the file is missing or is no such file.
    """
    path = path or data_dir() / NAME_WEIGHTS
    try:
        with np.load(path, allow_pickle=False) as arrays:
            found = {name: arrays[name] for name in arrays.files}
    except (OSError, EOFError, ValueError, BadZipFile) as error:
        raise DataFileError(path, None, f"no file of weights of names: {error}") from error
    if set(found) != _ARRAYS:
        raise DataFileError(path, None, "no file of weights of names: it has other arrays")
    features = found["features"].tobytes().decode().split(_BETWEEN)
    kinds = tuple(found["kinds"].tobytes().decode().split(_BETWEEN))
    steps = found["steps"]
    if steps.shape != (len(features), len(kinds)):
        raise DataFileError(path, None, "no file of weights of names: its table does not fit")
    weights = steps.astype(np.float32) * np.float32(found["largest"][0] / _STEPS)
    return NameTable(kinds, {name: row for row, name in enumerate(features)}, weights)


def write_name_weights(path: Path, table: NameTable, least: float) -> None:
    """Write *table* to *path*, without the features all of whose weights are smaller than *least*."""
    order = sorted(name for name, row in table.features.items() if _most(table, row) >= least)
    weights = table.weights[[table.features[name] for name in order]]
    largest = float(np.abs(weights).max())
    np.savez_compressed(
        path,
        features=_bytes(order),
        kinds=_bytes(table.kinds),
        steps=np.rint(weights * (_STEPS / largest)).astype(np.int8),
        largest=np.array([largest], dtype=np.float32),
    )


def _most(table: NameTable, row: int) -> float:
    return float(np.abs(table.weights[row]).max())


def _bytes(names: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer(_BETWEEN.join(names).encode(), dtype=np.uint8)
