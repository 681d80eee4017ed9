"""Train the teacher on the treebank.

Usage: python train_teacher.py DATA_DIR BUILD_DIR OUT.pt [--test-part] [--seed N] [--epochs N]
BUILD_DIR holds ``train.conllu`` and ``teacher.floret.bin``. Without ``--test-part`` the
teacher is scored on Talbanken's test part after every epoch; with it, that part joins the
training twice.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from random import Random

import floret
import torch
from teacher import Item, Settings, Teacher, loss, predict, save
from teacher_data import (
    LONGEST_SENTENCE,
    Reader,
    batches,
    frequent_forms,
    label_sets,
)
from teacher_words import Lists, Words
from torch.optim.lr_scheduler import LambdaLR
from treebank_io import read_conllu

from docs import split_spaced

BATCH = 200  # words; larger batches learn less from as many words
RATE = 3e-3
WARMUP = 200


def syntax_scores(model: Teacher, words: Words, items: list[Item]) -> dict[str, float]:
    """Return accuracy of tags, classes and trees (punctuation left out) on ``items``."""
    counts = dict.fromkeys(("words", "tag", "pos", "morph", "tree words", "uas", "las"), 0)
    classes = [label.partition("|")[0] for label in model.labels["morph"]]
    punct = model.labels["relation"].index("punct")
    for batch in batches(items, 2000, None):
        for item, found in zip(batch, predict([model], words, batch), strict=True):
            best = {key: value.argmax(-1) for key, value in found.items()}
            for place in range(len(item.ids)):
                gold = {key: marks[place] for key, marks in item.marks.items()}
                counts["words"] += 1
                counts["tag"] += gold["tag"] == best["tag"][place]
                counts["morph"] += gold["morph"] == best["morph"][place]
                counts["pos"] += classes[gold["morph"]] == classes[best["morph"][place]]
                if gold["relation"] != punct:
                    right = gold["head"] == best["head"][place]
                    counts["tree words"] += 1
                    counts["uas"] += right
                    counts["las"] += right and gold["relation"] == best["relation"][place]
    by_word = {key: counts[key] / counts["words"] for key in ("tag", "pos", "morph")}
    return by_word | {key: counts[key] / counts["tree words"] for key in ("uas", "las")}


def main() -> None:
    """Train, print the scores of every epoch, and write the last weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "build", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--test-part", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=25)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    random = Random(options.seed)
    talbanken = options.data / "UD_Swedish-Talbanken" / "sv_talbanken-ud-test.conllu"
    converted = [split_spaced(s) for s in read_conllu(options.build / "train.conllu")]
    true = [split_spaced(s) for s in read_conllu(talbanken)]
    labels = label_sets([*converted, *(true if options.test_part else [])])
    lower = frozenset(t.form for s in converted for t in s.tokens if t.form.islower())
    vectors = floret.load_model(str(options.build / "teacher.floret.bin"))
    words = Words(vectors, Lists(options.data, lower))
    reader = Reader(words, labels)
    items = [reader.item(s, "converted") for s in converted]
    test = [reader.item(s, "true" if options.test_part else "converted") for s in true]
    items += test * 2 if options.test_part else []
    items = [item for item in items if len(item.ids) <= LONGEST_SENTENCE]
    model = Teacher(labels, frequent_forms(items, 4), Settings())
    optimizer = torch.optim.Adam(model.parameters(), RATE, betas=(0.9, 0.95))
    steps = options.epochs * sum(1 for _ in batches(items, BATCH, random))
    rates = LambdaLR(optimizer, lambda n: min((n + 1) / WARMUP, max(0.01, 1 - n / steps)))
    begin = time.time()
    for epoch in range(1, options.epochs + 1):
        model.train()
        total = 0.0
        for batch in batches(items, BATCH, random):
            optimizer.zero_grad()
            value = loss(model, words, batch)
            value.backward()
            nn_norm = torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            if torch.isfinite(nn_norm):
                optimizer.step()
            rates.step()
            total += value.item()
        model.eval()
        scores = {} if options.test_part else syntax_scores(model, words, test)
        shown = " ".join(f"{key} {value:.4f}" for key, value in scores.items())
        print(f"epoch {epoch}, {time.time() - begin:.0f} s, loss {total:.1f}: {shown}", flush=True)
        save(model, options.out)


if __name__ == "__main__":
    main()
