"""Write raw text for ``spacy pretrain``: government paragraphs, a share of them page-like.

Usage: python pretrain_text.py DATA_DIR OUT.jsonl
"""

from __future__ import annotations

import json
import lzma
import re
import sys
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


def main(data: Path, out: Path) -> None:
    """Write the paragraphs in random order, one JSON object a line."""
    random = Random(3)
    texts = list(dict.fromkeys(paragraphs(data, random)))
    random.shuffle(texts)
    with out.open("w", encoding="utf-8") as target:
        for text in texts:
            target.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
    print(f"{len(texts)} paragraphs, {sum(t.count(' ') + 1 for t in texts)} words")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
