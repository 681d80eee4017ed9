"""Write raw text for ``spacy pretrain``: the paragraphs of the government texts.

Usage: python pretrain_text.py DATA_DIR OUT.jsonl [--again SHARE]
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

FILES = {"government.jsonl.xz": 1.0, "legal-documents.jsonl.xz": 0.7, "statutes.jsonl.xz": 0.08}


def paragraphs(data: Path, random: Random) -> Iterator[str]:
    """Yield paragraphs of the government texts, each file at its share."""
    for name, share in FILES.items():
        with lzma.open(data / "swedish-government-text" / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                for block in re.split(r"\n\s*\n", json.loads(line)["text"]):
                    text = re.sub(r"[ \t]+", " ", block.lstrip("# ")).strip()
                    if 20 < len(text) < 3000 and random.random() < share:
                        yield text


def main() -> None:
    """Write the paragraphs in random order, one JSON object a line.

    ``--again`` writes the first part of them a second time, so that one epoch of ``spacy
    pretrain`` is a little more than one reading of the texts.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--again", type=float, default=0.0, help="share to be read twice")
    options = parser.parse_args()
    random = Random(3)
    texts = list(dict.fromkeys(paragraphs(options.data, random)))
    random.shuffle(texts)
    texts += texts[: round(options.again * len(texts))]
    with options.out.open("w", encoding="utf-8") as target:
        for text in texts:
            target.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
    print(f"{len(texts)} paragraphs, {sum(t.count(' ') + 1 for t in texts)} words")


if __name__ == "__main__":
    main()
