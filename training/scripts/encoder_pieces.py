"""Cuts the encoder's vocabulary down to the pieces of words that Swedish text uses.

Usage: python encoder_pieces.py DATA_DIR OUT.model [--pieces N]
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
from e5_weights import read_e5
from sentencepiece import sentencepiece_model_pb2

from polcorp.pipeline.model.word_pieces import composed

#: The classes of the library's file, which are made when it is imported.
schema: Any = sentencepiece_model_pb2

#: The pieces that are no text, at the first four places.
CONTROLS = 4
UNKNOWN = 3
#: Letters of names from all over Europe stay, whether seen or not.
_LATIN = re.compile(r"▁?[\u0021-\u024f\u2010-\u2030•€→]")
_WORD = re.compile(r"\w+|[^\w\s]")


def texts(data: Path) -> Iterator[str]:
    """Yield running text of public authorities, members of parliament and organisers of events."""
    for path, keys in (
        ("swedish-government-text/government.jsonl.xz", ("text",)),
        ("swedish-government-text/legal-documents.jsonl.xz", ("text",)),
        ("interpellations/interpellations.jsonl.xz", ("text",)),
        ("almedalen/almedalen.jsonl.xz", ("title", "organiser", "description")),
    ):
        with lzma.open(data / path, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield from (row[key] for key in keys if row[key])
    for name in ("train_corpus.txt",):
        yield (data / "swedish-ner-corpus" / name).read_text(encoding="utf-8")


def write_model(pieces: Iterable[tuple[str, float]], path: Path) -> None:
    """Write *pieces* with their scores as a model of the library ``sentencepiece``."""
    model = schema.ModelProto()
    for number, (piece, score) in enumerate(pieces):
        kind = schema.ModelProto.SentencePiece.NORMAL
        if number < CONTROLS:
            kind = schema.ModelProto.SentencePiece.CONTROL
        if number == UNKNOWN:
            kind = schema.ModelProto.SentencePiece.UNKNOWN
        model.pieces.add(piece=piece, score=score, type=kind)
    spec = model.trainer_spec
    spec.model_type = schema.TrainerSpec.UNIGRAM
    spec.bos_id, spec.pad_id, spec.eos_id, spec.unk_id = range(CONTROLS)
    model.normalizer_spec.name = "identity"
    model.normalizer_spec.add_dummy_prefix = True
    model.normalizer_spec.escape_whitespaces = True
    path.write_bytes(model.SerializeToString())


def counts(model: Path, data: Path) -> Counter[int]:
    """Return how often each piece of *model* is used in the texts of *data*."""
    words: Counter[str] = Counter()
    for text in texts(data):
        words.update(_WORD.findall(composed(text)))
    processor = sentencepiece.SentencePieceProcessor(model_file=str(model))
    used: Counter[int] = Counter()
    known = list(words)
    for word, pieces in zip(known, processor.encode(known), strict=True):
        for piece in pieces:
            used[piece] += words[word]
    return used


def main() -> None:
    """Write the cut vocabulary, and beside it which of the whole one's pieces it has (``.npy``)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pieces", type=int, default=26_000)
    options = parser.parse_args()
    e5 = read_e5()
    scored = [(piece, float(score)) for piece, score in zip(e5.pieces, e5.scores, strict=True)]
    whole = options.out.with_suffix(".whole")
    write_model(scored, whole)
    used = counts(whole, options.data)
    kept = set(range(CONTROLS))
    kept |= {number for number, piece in enumerate(e5.pieces) if _LATIN.fullmatch(piece)}
    for number, _ in sorted(used.items(), key=lambda item: (-item[1], item[0])):
        if len(kept) == options.pieces:
            break
        kept.add(number)
    places = sorted(kept)
    write_model([scored[place] for place in places], options.out)
    np.save(options.out.with_suffix(".npy"), np.asarray(places, dtype=np.int32))
    covered = sum(used[place] for place in places) / sum(used.values())
    print(f"{len(used):,} pieces are used, {len(places):,} kept: {covered:.4%} of all uses")


if __name__ == "__main__":
    main()
