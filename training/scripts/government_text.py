"""The paragraphs of the government texts, each kind of text at its share."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

#: Statutes are much alike; a few of them are enough.
SHARES = {"government.jsonl.xz": 1.0, "legal-documents.jsonl.xz": 0.7, "statutes.jsonl.xz": 0.08}


def paragraphs(data: Path, random: Random) -> Iterator[str]:
    """Yield paragraphs of the government texts, each file at its share."""
    for name, share in SHARES.items():
        with lzma.open(data / "swedish-government-text" / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                for block in re.split(r"\n\s*\n", json.loads(line)["text"]):
                    text = re.sub(r"[ \t]+", " ", block.lstrip("# ")).strip()
                    if 20 < len(text) < 3000 and random.random() < share:
                        yield text
