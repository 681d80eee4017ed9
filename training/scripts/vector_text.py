"""Write the running text for word vectors: one paragraph a line, token norms, blanks between.

Norms are what the pipeline looks vectors up by (lower case, no soft hyphens), so the vectors
are trained on the same strings.

Usage: python vector_text.py DATA_DIR OUT_FILE
"""

from __future__ import annotations

import json
import lzma
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy

import polcorp.pipeline.model.tokenizer  # noqa: F401  (registers the tokeniser)

TOKENIZER = {"@tokenizers": "polcorp.SwedishTokenizer.v1"}
OLDEST_STATUTE = 1920  # earlier ones are in another spelling («wid», «hafwe»)
FILES = ("government.jsonl.xz", "legal-documents.jsonl.xz", "statutes.jsonl.xz")


def paragraphs(data: Path) -> Iterator[str]:
    """Yield the paragraphs of the government texts and of the two training corpora."""
    for name in FILES:
        with lzma.open(data / "swedish-government-text" / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                year = re.match(r"sfs-(\d{4})-", record["id"])
                if year and int(year.group(1)) < OLDEST_STATUTE:
                    continue
                for block in re.split(r"\n\s*\n", record["text"]):
                    yield re.sub(r"\s+", " ", block.lstrip("# ")).strip()
    uner = data / "UNER_Swedish-Talbanken" / "sv_talbanken-ud-train.iob2"
    for line in uner.read_text(encoding="utf-8").splitlines():
        if line.startswith("# text = "):
            yield line.removeprefix("# text = ")
    news = (data / "swedish-ner-corpus" / "train_corpus.txt").read_text(encoding="utf-8")
    for sentence in news.split("\n\n"):
        yield " ".join(row.split("\t")[0] for row in sentence.splitlines() if row)


def main(data: Path, out: Path) -> None:
    """Write ``out``, one line a paragraph of ``data``, and print the number of words."""
    nlp = spacy.blank("sv", config={"nlp": {"tokenizer": TOKENIZER}})
    words = 0
    with out.open("w", encoding="utf-8") as target:
        for text in paragraphs(data):
            norms = [token.norm_ for token in nlp.tokenizer(text) if not token.is_space]
            if norms:
                target.write(" ".join(norms) + "\n")
                words += len(norms)
    print(f"{words} tokens")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
