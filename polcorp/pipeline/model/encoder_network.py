"""The encoder's numbers: its files, the network run by onnxruntime, and what its heads say of words."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from polcorp.pipeline.model.word_pieces import WordPieces

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

#: What a folder of the encoder holds.
NETWORK, PIECES, HEADS, LABELS = "encoder.onnx", "pieces.model", "heads.npz", "labels.json"
FILES = (NETWORK, PIECES, HEADS, LABELS)
#: Weights that share a scale.
BLOCK = 32


@dataclass(frozen=True)
class Said:
    """What the heads say of the words of one run: scores by words × labels, before any softmax.

    *arcs* is (1 + words) × (1 + words): of each word, its heads; place 0 is the root.
    """

    tags: Floats
    classes: Floats
    starts: Floats
    names: Floats
    arcs: Floats
    dependents: Floats
    governors: Floats


class EncoderNetwork:
    """The network over one folder's files; what takes time to load is loaded when it is needed."""

    def __init__(self, files: dict[str, bytes]) -> None:
        """Take the contents of ``FILES`` by name."""
        self.files = files
        self.labels: dict[str, list[str]] = json.loads(files[LABELS])

    @cached_property
    def pieces(self) -> WordPieces:
        """What splits words."""
        return WordPieces(self.files[PIECES])

    @cached_property
    def _heads(self) -> dict[str, Any]:
        with np.load(io.BytesIO(self.files[HEADS])) as stored:
            return {
                name: values.astype(np.float32) if values.dtype == np.float16 else values
                for name, values in stored.items()
            }

    @cached_property
    def _relation_weights(self) -> Floats:
        """Weights of relations side by side, so that one product serves all words."""
        weights: Floats = self._heads["relation"]
        return weights.transpose(1, 0, 2).reshape(weights.shape[1], -1)

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            self.files[NETWORK], options, providers=["CPUExecutionProvider"]
        )

    def embedded(self, pieces: Sequence[int]) -> Floats:
        """Return the embeddings of *pieces* with those of their positions."""
        heads = self._heads
        packed = heads["words"][pieces]
        weights = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - 8
        scaled = weights * heads["word_scales"][pieces][:, :, None]
        found: Floats = scaled.reshape(len(pieces), -1) + heads["positions"][: len(pieces)]
        return found

    def states(self, pieces: Sequence[int]) -> Floats:
        """Return the state of each piece of a run."""
        (found,) = self._session.run(None, {"embedded": self.embedded(pieces)[None]})
        states: Floats = found[0]
        return states

    def say(self, states: Floats, firsts: Sequence[int]) -> Said:
        """Return what the heads say of the words whose first pieces are at *firsts*."""
        rows = states[[0, *firsts]]
        words = rows[1:]
        dependents = self._narrowed("arc_dependent", rows)
        return Said(
            tags=self._linear("tag", words),
            classes=self._linear("word_class", words),
            starts=self._linear("start", words)[:, 0],
            names=self._linear("names", words),
            arcs=_with_one(dependents) @ self._heads["arc"] @ self._narrowed("arc_head", rows).T,
            dependents=_with_one(self._narrowed("relation_dependent", rows)),
            governors=_with_one(self._narrowed("relation_head", rows)),
        )

    def relations(self, said: Said, heads: Ints) -> Floats:
        """Return scores of the relations of all words to their *heads* (places, 0 the root)."""
        through = said.dependents[1:] @ self._relation_weights
        through = through.reshape(len(heads), len(self.labels["relation"]), -1)
        found: Floats = np.einsum("wkj,wj->wk", through, said.governors[heads])
        return found

    def _linear(self, name: str, rows: Floats) -> Floats:
        found: Floats = rows @ self._heads[f"{name}.weight"].T + self._heads[f"{name}.bias"]
        return found

    def _narrowed(self, name: str, rows: Floats) -> Floats:
        return _gelu(self._linear(name, rows))


def _with_one(rows: Floats) -> Floats:
    return np.concatenate([rows, np.ones((len(rows), 1), dtype=np.float32)], axis=1)


def _gelu(values: Floats) -> Floats:
    """Return the Gaussian error linear unit, by its tangent (Hendrycks and Gimpel 2016)."""
    inner = np.float32(np.sqrt(2 / np.pi)) * (values + np.float32(0.044715) * values**3)
    found: Floats = values * np.float32(0.5) * (1 + np.tanh(inner))
    return found


def read_network(folder: Path) -> EncoderNetwork:
    """Read the files of *folder*."""
    return EncoderNetwork({name: (folder / name).read_bytes() for name in FILES})
