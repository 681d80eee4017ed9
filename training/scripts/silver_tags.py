"""Silver tags: running text as the fast pipeline tags it, for the encoder to learn from.

The fast pipeline has seen the words of two million words of text with a teacher's tags and thus
knows, say, the gender of many nouns that the treebank lacks.

Usage: python silver_tags.py DATA_DIR OUT.jsonl.xz [--words N]
"""

from __future__ import annotations

import argparse
import json
import lzma
from pathlib import Path
from random import Random

import spacy
from silver_actors import SHARES, texts

import polcorp.pipeline.model.tokenizer  # noqa: F401  (registers the tokeniser)
from polcorp.pipeline.fingerprint import MODEL_DIR

#: Another seed than that of the silver names: other texts.
SEED = 2


def main() -> None:
    """Write tagged texts until the words are spent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--words", type=int, default=300_000)
    options = parser.parse_args()
    nlp = spacy.load(MODEL_DIR, exclude=["ner", "lemmatizer"])
    sources = texts(options.data, Random(SEED))
    with lzma.open(options.out, "wt", encoding="utf-8") as out:
        for source, share in SHARES.items():
            left = int(options.words * share)
            for doc in nlp.pipe(sources[source], batch_size=64):
                words = [token for token in doc if not token.is_space]
                row = {
                    "words": [token.text for token in words],
                    "breaks": [
                        place
                        for place, token in enumerate(words)
                        if token.i + 1 < len(doc) and "\n" in doc[token.i + 1].text
                    ],
                    "tags": [token.tag_ for token in words],
                    "classes": [f"{token.pos_}|{str(token.morph) or '_'}" for token in words],
                }
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                left -= len(words)
                if left < 0:
                    break


if __name__ == "__main__":
    main()
