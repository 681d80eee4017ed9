"""Train floret vectors: subword vectors in a small hash table, so no word lacks one.

Usage: python train_vectors.py TEXT OUT_PREFIX --dim 96 --bucket 20000 --epoch 10
"""

from __future__ import annotations

import argparse

import floret


def main() -> None:
    """Train and write ``OUT_PREFIX.floret`` in the form that ``spacy init vectors`` reads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text")
    parser.add_argument("prefix")
    parser.add_argument("--dim", type=int, default=96)
    parser.add_argument("--bucket", type=int, default=20_000)
    parser.add_argument("--epoch", type=int, default=10)
    parser.add_argument("--model", default="cbow", choices=["cbow", "skipgram"])
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    model = floret.train_unsupervised(
        options.text,
        model=options.model,
        mode="floret",
        hashCount=2,
        bucket=options.bucket,
        minn=4,
        maxn=5,
        minCount=5,
        dim=options.dim,
        epoch=options.epoch,
        lr=0.05,
        neg=10,
        thread=options.threads,
    )
    model.save_floret_vectors(f"{options.prefix}.floret")


if __name__ == "__main__":
    main()
