"""Fine-tunes E5 small on trees, tags, sentence starts and names together.

Usage: python train_encoder.py DATA_DIR TRAIN.conllu PIECES.model SILVER.jsonl.xz OUT.pt
       [--test-part] [--finish TRAINED.pt --text TEXT --tagged TAGS.jsonl.xz] [--threads N] [--steps N]

With ``--finish`` a trained network goes through less of the same once more, at a lower rate, together
with clauses of asking and imperatives that are made out of the treebank: it has three «vill att» in all.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
import spacy
import torch
from augment import as_on_a_page
from e5_weights import read_e5
from encoder_net import SCHEMES, Encoder, Heads, Scores
from encoder_samples import (
    NAMES,
    Sample,
    gold_documents,
    news,
    page_samples,
    silver_samples,
    suc_names,
    tagged_samples,
    tree_sample,
    treebank_names,
)
from to_docbin import demand_lists, ended, random_groups
from torch.nn import functional
from treebank_io import Sentence, read_conllu

from docs import split_spaced
from polcorp.pipeline.model.encoder_runs import run_of
from polcorp.pipeline.model.word_pieces import WordPieces

ANNOTATIONS = Path(__file__).parents[2] / "data" / "annotations"


class Rounds(NamedTuple):
    """How often each source is gone through; trees are grouped and varied differently each time.

    Of coarse and silver names, *share* is a random part.
    """

    trees: int
    demands: int
    pages: int
    coarse: int
    share: float


MAIN = Rounds(trees=6, demands=0, pages=4, coarse=2, share=1.0)
FINISH = Rounds(trees=1, demands=1, pages=2, coarse=1, share=0.25)
#: Pieces in a batch, padding included.
BATCH = 1000
#: Longer sentences, in words, are left out.
TOO_LONG = 100
RATE, HEAD_RATE, WARM = 3e-4, 2e-3, 0.08
#: Of these, what a finish learns with.
FINISH_RATE = 0.5
FROZEN = 2
#: Whether the processor multiplies half-precision numbers itself; where it does not, they cost ten times as much.
HALF = bool(torch.cpu.get_capabilities().get("avx512_bf16"))
IGNORED = -100
WEIGHTS = {"tag": 0.5, "class": 0.7, "start": 0.3, "arc": 1.0, "relation": 1.0, "names": 1.0}


@dataclass
class Item:
    """A sample as numbers: pieces, the place of each word's first piece, and what is known."""

    pieces: list[int]
    firsts: list[int]
    scheme: int
    sample: Sample


def tree_items(
    sentences: list[Sentence], scheme: str, random: Random
) -> Iterator[tuple[str, Sample]]:
    """Yield one round of *sentences*: runs of them, as they are or as a page might have them."""
    for group in random_groups(sentences, random):
        varied = random.random() < 0.5
        run: list[Sentence] = []
        for plain in group:
            sentence = as_on_a_page(plain, random) if varied else ended(plain, 0.7, random)
            if run and sum(len(s.tokens) for s in [*run, sentence]) > 110:
                yield scheme, tree_sample(run)
                run = []
            run.append(sentence)
        yield scheme, tree_sample(run)


def everything(options: argparse.Namespace, random: Random) -> list[tuple[str, Sample]]:
    """Return the samples of all rounds with the scheme that they are annotated by."""
    rounds = FINISH if options.finish else MAIN
    parts = {"converted": [split_spaced(s) for s in read_conllu(options.train)]}
    if options.test_part:
        test = options.data / "UD_Swedish-Talbanken" / "sv_talbanken-ud-test.conllu"
        parts["true"] = [split_spaced(s) for s in read_conllu(test)]
    found: list[tuple[str, Sample]] = []
    for scheme, sentences in parts.items():
        short = [s for s in sentences if len(s.tokens) < TOO_LONG]
        for _ in range(rounds.trees):
            found += tree_items(short, scheme, random)
        for _ in range(rounds.demands):
            groups = demand_lists(short, options.text, random)
            found += [(scheme, tree_sample(group)) for group in groups]
    tagged = tagged_samples(options.tagged) if options.finish and options.tagged else ()
    found += [("true", sample) for sample in tagged]
    return found + [("true", sample) for sample in named_samples(options, rounds, random)]


def named_samples(options: argparse.Namespace, rounds: Rounds, random: Random) -> list[Sample]:
    """Return the samples of names of all *rounds*."""
    data: Path = options.data
    nlp = spacy.blank(
        "sv", config={"nlp": {"tokenizer": {"@tokenizers": "polcorp.SwedishTokenizer.v1"}}}
    )
    coarse = [
        *news(data / "swedish-ner-corpus" / "train_corpus.txt"),
        *treebank_names(data / "UNER_Swedish-Talbanken" / "sv_talbanken-ud-train.iob2", random),
        *suc_names(data / "sucx3-ner" / "dev.jsonl", random),
    ]
    pages = list(page_samples(nlp, gold_documents(ANNOTATIONS)))
    silver = list(silver_samples(nlp, options.silver))
    for what, samples in (("coarse", coarse), ("pages", pages), ("silver", silver)):
        words = sum(len(sample.words) for sample in samples)
        print(what, len(samples), "samples", words, "words", flush=True)
    public = [s for s in coarse * rounds.coarse + silver if random.random() < rounds.share]
    return public + pages * rounds.pages


def labels_of(samples: Iterable[Sample]) -> dict[str, list[str]]:
    """Return the labels of all tasks."""
    tags, classes, relations = set(), set(), set()
    for sample in samples:
        tags.update(sample.tags)
        classes.update(sample.classes)
        relations.update(sample.relations)
    return {
        "tag": sorted(tags),
        "class": sorted(classes),
        "relation": sorted(relations),
        "names": list(NAMES),
    }


def task_of(sample: Sample) -> str:
    """Return what a sample is annotated for: trees with all else, names, or tags alone."""
    if sample.heads:
        return "heads"
    return "names" if sample.names else "tags"


def batches(items: list[Item], random: Random) -> list[list[Item]]:
    """Return *items* of like length and kind in runs of about ``BATCH`` pieces, in random order."""
    result: list[list[Item]] = []
    for task in ("heads", "names", "tags"):
        kind = [item for item in items if task_of(item.sample) == task]
        kind.sort(key=lambda item: len(item.pieces) + random.uniform(0, 12))
        run: list[Item] = []
        longest = 0
        for item in kind:
            longest = max(longest, len(item.pieces))
            if run and longest * (len(run) + 1) > BATCH:
                result.append(run)
                run, longest = [], len(item.pieces)
            run.append(item)
        if run:
            result.append(run)
    random.shuffle(result)
    return result


def entropy(found: torch.Tensor, gold: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
    """Return the mean cross entropy of the places that are *words*."""
    return functional.cross_entropy(found[words], gold[words], ignore_index=IGNORED)


class Trainer:
    """The network, what it learns from, and one step."""

    def __init__(
        self, encoder: Encoder, heads: Heads, labels: dict[str, list[str]], rates: tuple[float, ...]
    ) -> None:
        """Freeze the lowest layers and prepare the optimiser; *rates* are of encoder and heads."""
        encoder.freeze(FROZEN)
        self.rates = rates
        self.encoder, self.heads = encoder, heads
        self.places = {key: {n: i for i, n in enumerate(names)} for key, names in labels.items()}
        self.parameters = [
            p for module in (encoder, heads) for p in module.parameters() if p.requires_grad
        ]
        groups = [
            [p for p in module.parameters() if p.requires_grad] for module in (encoder, heads)
        ]
        self.optimizer = torch.optim.AdamW(
            [{"params": group} for group in groups], lr=RATE, weight_decay=0.01, fused=True
        )

    def scores(self, batch: list[Item]) -> tuple[Scores, torch.Tensor]:
        """Return the scores of a batch and which places are words."""
        pieces = torch.ones(len(batch), max(len(i.pieces) for i in batch), dtype=torch.long)
        there = torch.zeros_like(pieces, dtype=torch.bool)
        width = 1 + max(len(i.firsts) for i in batch)
        firsts = torch.zeros(len(batch), width, dtype=torch.long)
        words = torch.zeros(len(batch), width, dtype=torch.bool)
        for row, item in enumerate(batch):
            pieces[row, : len(item.pieces)] = torch.tensor(item.pieces)
            there[row, : len(item.pieces)] = True
            firsts[row, 1 : 1 + len(item.firsts)] = torch.tensor(item.firsts)
            words[row, 1 : 1 + len(item.firsts)] = True
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
            states = self.encoder(pieces, there)
        states = states.float()
        chosen = states.gather(1, firsts[:, :, None].expand(-1, -1, states.shape[-1]))
        schemes = torch.tensor([item.scheme for item in batch])
        return self.heads(chosen, schemes), words

    def loss(self, batch: list[Item]) -> torch.Tensor:
        """Return what the batch teaches, summed over its tasks."""
        scores, words = self.scores(batch)
        task = task_of(batch[0].sample)
        if task == "names":
            return WEIGHTS["names"] * self._name_loss(batch, scores, words)
        gold = self._numbers(batch, words)
        loss = self._tag_loss(gold, scores, words)
        return loss + self._tree_loss(gold, scores, words) if task == "heads" else loss

    def _name_loss(self, batch: list[Item], scores: Scores, words: torch.Tensor) -> torch.Tensor:
        """Return the mean of -log p(any label that the word may have)."""
        allowed = torch.zeros(*words.shape, len(NAMES), dtype=torch.bool)
        place_of = self.places["names"]
        for row, item in enumerate(batch):
            for place, names in enumerate(item.sample.names, 1):
                allowed[row, place, [place_of[name] for name in names]] = True
        told = words & allowed.any(-1) & ~allowed.all(-1)
        logs = scores.names[told].log_softmax(-1).masked_fill(~allowed[told], -1e9)
        return -logs.logsumexp(-1).mean()

    def _numbers(self, batch: list[Item], words: torch.Tensor) -> dict[str, torch.Tensor]:
        """Return, by task, the number of each word's label or of its head."""
        gold = {
            task: torch.full(words.shape, IGNORED)
            for task in ("tag", "class", "relation", "head", "start", "sentence")
        }
        for row, item in enumerate(batch):
            sample = item.sample
            numbers = {
                "tag": [self.places["tag"].get(tag, IGNORED) for tag in sample.tags],
                "class": [self.places["class"].get(name, IGNORED) for name in sample.classes],
                "relation": [self.places["relation"].get(n, IGNORED) for n in sample.relations],
                "head": [head + 1 for head in sample.heads],
                "start": [int(start) for start in sample.starts],
                "sentence": np.cumsum(sample.starts, dtype=int).tolist(),
            }
            for task, values in numbers.items():
                gold[task][row, 1 : 1 + len(values)] = torch.tensor(values, dtype=torch.long)
        return gold

    def _tag_loss(
        self, gold: dict[str, torch.Tensor], scores: Scores, words: torch.Tensor
    ) -> torch.Tensor:
        return WEIGHTS["tag"] * entropy(scores.tag, gold["tag"], words) + WEIGHTS[
            "class"
        ] * entropy(scores.word_class, gold["class"], words)

    def _tree_loss(
        self, gold: dict[str, torch.Tensor], scores: Scores, words: torch.Tensor
    ) -> torch.Tensor:
        same = gold["sentence"][:, :, None] == gold["sentence"][:, None, :]
        same[:, :, 0] = True
        same &= ~torch.eye(words.shape[1], dtype=torch.bool)
        arcs = scores.arcs.masked_fill(~same, -1e9)
        relations = self.heads.relations(scores, gold["head"].clamp(min=0))
        begins = functional.binary_cross_entropy_with_logits(
            scores.start[words], gold["start"][words].float()
        )
        return (
            WEIGHTS["start"] * begins
            + WEIGHTS["arc"] * entropy(arcs, gold["head"], words)
            + WEIGHTS["relation"] * entropy(relations, gold["relation"], words)
        )

    def step(self, batch: list[Item], share: float) -> float:
        """Learn from *batch* when *share* of the training is done; return the loss."""
        slope = min((share + 1e-4) / WARM, (1 - share) / (1 - WARM))
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * slope
        loss = self.loss(batch)
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, 1.5)
        self.optimizer.step()
        return float(loss.detach())


def main() -> None:
    """Train and write weights with labels."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "train", "pieces", "silver", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--test-part", action="store_true")
    parser.add_argument("--finish", type=Path, help="a trained network to go on with")
    parser.add_argument("--tagged", type=Path, help="silver tags, for the finish")
    parser.add_argument("--text", type=Path, help="running text: the words of made-up demands")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=0, help="stop early: to try the script")
    options = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(options.threads)
    random = Random(1)
    samples = everything(options, random)
    trained = torch.load(options.finish, weights_only=True) if options.finish else None
    labels = trained["labels"] if trained else labels_of(sample for _, sample in samples)
    words = WordPieces(options.pieces.read_bytes())
    items = [
        Item(*run_of(words.split(sample.words), sample.breaks), SCHEMES.index(scheme), sample)
        for scheme, sample in samples
    ]
    encoder = Encoder(read_e5(), torch.from_numpy(np.load(options.pieces.with_suffix(".npy"))))
    heads = Heads(encoder.words.shape[1], labels)
    if trained:
        encoder.load_state_dict(trained["encoder"])
        heads.load_state_dict(trained["heads"])
    slower = FINISH_RATE if trained else 1.0
    trainer = Trainer(encoder, heads, labels, (RATE * slower, HEAD_RATE * slower))
    runs = batches(items, random)
    total = options.steps or len(runs)
    print(
        len(items), "items", sum(len(i.pieces) for i in items), "pieces", total, "steps", flush=True
    )
    began, recent = time.monotonic(), []
    encoder.train()
    heads.train()
    for number, run in enumerate(runs[:total]):
        recent.append(trainer.step(run, number / total))
        if number % 50 == 49:
            mean = sum(recent) / len(recent)
            print(number + 1, total, f"{mean:.3f}", int(time.monotonic() - began), "s", flush=True)
            recent = []
        if number % 500 == 499:
            save(encoder, heads, labels, options.out)
    save(encoder, heads, labels, options.out)


def save(encoder: Encoder, heads: Heads, labels: dict[str, list[str]], path: Path) -> None:
    """Write the state of the network with its labels."""
    state: dict[str, Any] = {
        "encoder": encoder.state_dict(),
        "heads": heads.state_dict(),
        "labels": labels,
    }
    torch.save(state, path)


if __name__ == "__main__":
    main()
