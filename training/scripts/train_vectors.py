"""Train floret vectors on the text that ``vector_text.py`` wrote.

The defaults give the small vectors that ship with the pipeline (written as ``PREFIX.floret``);
``--teacher`` gives the larger ones that only the teacher reads (``PREFIX.floret.bin``).

Usage: python train_vectors.py TEXT PREFIX [--dim N] [--bucket N] [--epoch N] [--threads N]
       [--teacher]
"""

from __future__ import annotations

import argparse
from typing import Any

import floret

SHIPPED: dict[str, Any] = {
    "model": "cbow",
    "minn": 4,
    "maxn": 5,
    "minCount": 5,
    "neg": 10,
    "ws": 5,
}
TEACHER: dict[str, Any] = {
    "model": "skipgram",
    "minn": 3,
    "maxn": 5,
    "minCount": 3,
    "neg": 5,
    "ws": 4,
}


def main() -> None:
    """Train and write the vectors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text")
    parser.add_argument("prefix")
    parser.add_argument("--dim", type=int, default=96)
    parser.add_argument("--bucket", type=int, default=20_000)
    parser.add_argument("--epoch", type=int, default=8)
    parser.add_argument("--threads", type=int, default=1, help="more than 1: never twice the same")
    parser.add_argument("--teacher", action="store_true", help="larger ones, in floret's own form")
    options = parser.parse_args()
    model = floret.train_unsupervised(
        options.text,
        mode="floret",
        hashCount=2,
        bucket=options.bucket,
        dim=options.dim,
        epoch=options.epoch,
        lr=0.05,
        thread=options.threads,
        **(TEACHER if options.teacher else SHIPPED),
    )
    if options.teacher:
        model.save_model(f"{options.prefix}.floret.bin")
    else:
        model.save_floret_vectors(f"{options.prefix}.floret")


if __name__ == "__main__":
    main()
