"""Train the learned second opinion on themes: a linear classifier over hashed words.

    python training/scripts/themes_classifier.py DATA OUT.npz [--without-silver]

DATA is the folder of the government's texts (``government.jsonl.xz``, ``legal-documents.jsonl.xz``).
Labels come from two sources: the government's own policy areas, mapped to our codes by
``training/themes_categories.csv``; and silver labels, paragraphs that the lexicon codes clearly.
In these each word that decided is hidden every second time, so that the classifier learns the
words around it. Tried as a second opinion beside the lexicon and left out, since it made the coding
no better on texts that it was not tuned on (``docs/accuracy-themes.md``). Prints accuracy on a tenth of the labelled texts that it was not trained on.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

from polcorp.lexicons.themes import ThemeIndex, load_themes
from polcorp.pipeline.model.lemmas import lemma_of

#: Features are hashed to rows of the table of weights; the same on every machine.
BUCKETS = 1 << 16
_WORD = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]{3,})*")
_PARTS = (5, 8)


@lru_cache(maxsize=100_000)
def word_features(word: str) -> tuple[int, ...]:
    """Return the features of one lower-case word."""
    names = [f"={word}"]
    for letters in _PARTS:
        if len(word) >= letters + 3:
            names += [f"<{word[:letters]}", f">{word[-letters:]}"]
    return tuple(crc32(name.encode()) % BUCKETS for name in names)


def words_of(text: str) -> list[str]:
    """Return the words of *text* that carry features, in lower case, each once, in order."""
    return list(dict.fromkeys(match.lower() for match in _WORD.findall(text.replace("\u00ad", ""))))


FILES = ("government.jsonl.xz", "legal-documents.jsonl.xz")
MAPPING = Path(__file__).resolve().parent.parent / "themes_categories.csv"
MOST_PER_DOCUMENT = 6
MOST_SILVER_PER_CODE = 5000

Example = tuple[list[str], list[str]]


def texts(folder: Path) -> Iterator[dict[str, Any]]:
    for name in FILES:
        with lzma.open(folder / name, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def paragraphs(text: str) -> list[str]:
    """Return paragraphs and headings that are long enough to tell something."""
    found = (part.strip("#*– ").strip() for part in text.split("\n"))
    return [part for part in found if len(part.split()) >= 5]


def labelled(document: dict[str, Any], mapping: dict[str, list[str]]) -> list[str]:
    codes = {code for category in document["categories"] for code in mapping.get(category, ())}
    return sorted(codes) if len(codes) <= 2 else []


def silver(part: str, index: ThemeIndex, draw: random.Random) -> Example | None:
    """Return words and the code of a paragraph where the lexicon has no doubt."""
    words = words_of(part)
    scores: Counter[str] = Counter()
    deciding: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for hit in index.word(word, lemma_of(word)):
            if hit.pos is None:
                scores[hit.theme] += hit.weight
                deciding[hit.theme].add(word)
    best = scores.most_common(2)
    if not best or best[0][1] < 5 or (len(best) > 1 and best[1][1] > best[0][1] / 2):
        return None
    code = best[0][0]
    kept = [word for word in words if word not in deciding[code] or draw.random() < 0.5]
    return kept, [code]


def examples(folder: Path, *, use_silver: bool) -> tuple[list[Example], list[Example]]:
    """Return training and held-out examples; the held-out ones carry the government's labels."""
    draw = random.Random(1)
    index = ThemeIndex(load_themes())
    with MAPPING.open(encoding="utf-8") as rows:
        mapping = {
            row["category"]: row["themes"].split()
            for row in csv.DictReader(rows)
            if row["source"] == "government"
        }
    train: list[Example] = []
    held: list[Example] = []
    by_code: dict[str, list[Example]] = defaultdict(list)
    for document in texts(folder):
        parts = paragraphs(document["text"])
        codes = labelled(document, mapping)
        keep_out = draw.random() < 0.1
        if codes:
            chosen = (
                [parts[0], *draw.sample(parts[1:], min(len(parts) - 1, MOST_PER_DOCUMENT))]
                if parts
                else []
            )
            (held if keep_out else train).extend((words_of(part), codes) for part in chosen)
        if use_silver and not (codes and keep_out):
            for part in parts:
                example = silver(part, index, draw)
                if example:
                    by_code[example[1][0]].append(example)
    for found in by_code.values():
        draw.shuffle(found)
        train += found[:MOST_SILVER_PER_CODE]
    draw.shuffle(train)
    return train, held


def matrix(found: list[Example]) -> csr_matrix:
    """Return one row an example: its features with equal weight, of length one."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for number, (words, _) in enumerate(found):
        features = Counter(f for word in words for f in word_features(word))
        norm = sum(v * v for v in features.values()) ** 0.5 or 1.0
        rows += [number] * len(features)
        columns += features.keys()
        values += (value / norm for value in features.values())
    return csr_matrix((values, (rows, columns)), shape=(len(found), BUCKETS), dtype=np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without-silver", action="store_true")
    options = parser.parse_args()
    codes = [theme.code for theme in load_themes()]
    train, held = examples(options.data, use_silver=not options.without_silver)
    features, tested = matrix(train), matrix(held)
    sizes = Counter(code for _, labels in train for code in labels)
    print(len(train), "examples;", dict(sizes))
    weights = np.zeros((BUCKETS, len(codes)), dtype=np.float32)
    bias = np.zeros(len(codes), dtype=np.float32)
    for number, code in enumerate(codes):
        target = np.array([code in labels for _, labels in train])
        share = target.mean()
        model = SGDClassifier(
            loss="log_loss",
            alpha=3e-6,
            max_iter=12,
            tol=None,
            random_state=1,
            average=True,
            class_weight={True: min(4.0, 0.04 / share), False: 1.0},
        )
        model.fit(features, target)
        weights[:, number], bias[number] = model.coef_[0], model.intercept_[0]
    scale = float(np.abs(weights).max()) / 127
    small = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    guess = (tested @ (small * scale) + bias).argmax(axis=1)
    right = [codes[g] in labels for g, (_, labels) in zip(guess, held, strict=True)]
    print(f"held-out paragraphs: {np.mean(right):.3f} of {len(held)}")
    np.savez_compressed(
        options.out, weights=small, bias=bias, scale=np.float32(scale), codes=np.array(codes)
    )
    print(f"{options.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
