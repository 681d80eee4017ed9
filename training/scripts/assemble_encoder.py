"""Writes the accurate pipeline: the trained encoder in eight bits, with the small pipeline's lemma rules.

Usage: python assemble_encoder.py TRAINED.pt PIECES.model OUT_DIR [--scores SCORES.json]
"""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import torch
from assemble import META, licence_text
from e5_weights import read_e5
from encoder_graph import Graph

import polcorp.pipeline.model.encoder
import polcorp.pipeline.model.lemma_backoff
import polcorp.pipeline.model.tokenizer  # noqa: F401  (registers the tokeniser)
from polcorp.pipeline.fingerprint import MODEL_DIR
from polcorp.pipeline.model.encoder_network import (
    BLOCK,
    HEADS,
    LABELS,
    NETWORK,
    PIECES,
    EncoderNetwork,
)

TRUE = 1  # the place of the true scheme among ``encoder_net.SCHEMES``
E5_SOURCE = {
    "name": "Multilingual E5 small (weights that training starts from)",
    "author": "Wang, Yang, Huang, Yang, Majumder, Wei",
    "license": "MIT",
}


def packed_words(places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the embeddings of the pieces at *places* as they are stored: in four bits, with scales."""
    e5 = read_e5()
    scales, weights = e5.blocks["emb.word"]
    count = e5.sizes.width // BLOCK
    chosen = weights.reshape(-1, count, BLOCK)[places].astype(np.uint8) + 8
    half = BLOCK // 2
    packed = (chosen[..., :half] & 15) | ((chosen[..., half:] & 15) << 4)
    return packed, scales.reshape(-1, count)[places]


def head_arrays(state: dict[str, torch.Tensor]) -> dict[str, np.ndarray]:
    """Return the weights of the heads in half precision; the scheme is in the layers' biases."""
    told = state.pop("scheme")[TRUE]
    arrays = {}
    for name, values in state.items():
        layer, _, part = name.rpartition(".")
        if part == "bias" and layer not in ("start", "names"):
            arrays[name] = (values + state[f"{layer}.weight"] @ told).numpy().astype(np.float16)
        else:
            arrays[name] = values.numpy().astype(np.float16)
    return arrays


def encoder_files(trained: Path, pieces: Path) -> dict[str, bytes]:
    """Return the contents of the component's files."""
    state = torch.load(trained, weights_only=True)
    places = np.load(pieces.with_suffix(".npy"))
    weights = {name: values.float().numpy() for name, values in state["encoder"].items()}
    sizes = read_e5().sizes
    network = Graph(weights, sizes.heads).model(sizes.layers, sizes.width)
    arrays = head_arrays(state["heads"])
    arrays["words"], arrays["word_scales"] = packed_words(places)
    arrays["positions"] = weights["positions"].astype(np.float16)
    stored = io.BytesIO()
    np.savez_compressed(stored, **arrays)  # type: ignore[arg-type]
    return {
        NETWORK: network.SerializeToString(),
        PIECES: pieces.read_bytes(),
        HEADS: stored.getvalue(),
        LABELS: json.dumps(state["labels"], ensure_ascii=False).encode(),
    }


def main() -> None:
    """Write the pipeline's folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("trained", "pieces", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--scores", type=Path, help="what evaluate.py measured, for meta.json")
    options = parser.parse_args()
    nlp = spacy.blank(
        "sv", config={"nlp": {"tokenizer": {"@tokenizers": "polcorp.SwedishTokenizer.v1"}}}
    )
    encoder: Any = nlp.add_pipe("polcorp_encoder", name="encoder")
    encoder.take(EncoderNetwork(encoder_files(options.trained, options.pieces)))
    lemmatizer: Any = nlp.add_pipe("polcorp_lemma_backoff", name="lemmatizer")
    lemmatizer.from_disk(MODEL_DIR / "lemmatizer")
    nlp.meta.update(META)
    nlp.meta["name"] = "polcorp_accurate"
    nlp.meta["sources"] = [*META["sources"], E5_SOURCE]
    if options.scores:
        nlp.meta["performance"] = json.loads(options.scores.read_text(encoding="utf-8"))
    nlp.to_disk(options.out)
    (options.out / "LICENSE").write_text(licence_text(nlp.meta["sources"]), encoding="utf-8")
    for path in sorted(options.out.rglob("*")):
        if path.is_file() and path.stat().st_size > 100_000:
            print(f"{path.stat().st_size / 1e6:6.2f} MB {path.relative_to(options.out)}")


if __name__ == "__main__":
    main()
