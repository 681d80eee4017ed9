"""Silver data: government texts with the tags and trees that teachers give them.

Usage: python silver_trees.py DATA_DIR BUILD_DIR OUT.conllu TEACHER.pt [TEACHER.pt ...]
       [--scheme true|converted] [--words N]
Paragraphs are cut into lines and sentences by rule. A sentence is kept where the most probable
heads make a tree with one root, and where the teachers are sure enough of them.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import floret
import numpy as np
import spacy
import torch
from government_text import paragraphs
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from teacher import SCHEMES, Item, Teacher, load, predict
from teacher_data import batches
from teacher_words import Lists, Words
from treebank_io import Sentence, Token, read_conllu, write_conllu

import polcorp.pipeline.model.tokenizer  # noqa: F401  (registers the tokeniser)

TOKENIZER = {"@tokenizers": "polcorp.SwedishTokenizer.v1"}
ENDS = frozenset((".", "!", "?", "…", "..."))
CLOSING = frozenset(("”", '"', "'", "’", ")", "»"))
OPENING = frozenset(("”", '"', "'", "–", "—", "(", "»", "«"))
SHORTEST, LONGEST = 3, 60
LEAST_SURE = 0.80  # the geometric mean of the probabilities of a sentence's heads
BULLET = re.compile(r"^\s*(?:[-*•–·]|\d{1,2}[.)])\s+")


def lines(data: Path, random: Random) -> Iterator[list[str]]:
    """Yield the lines of every paragraph, without bullets and doubled blanks, in random order."""
    texts = list(dict.fromkeys(paragraphs(data, random)))
    random.shuffle(texts)
    for text in texts:
        found = (BULLET.sub("", line) for line in text.split("\n"))
        yield [re.sub(r"\s+", " ", line).strip() for line in found if line.strip()]


def sentences_of(line: str, tokenizer: Tokenizer) -> Iterator[list[Token]]:
    """Yield the sentences of ``line``: they end after a full stop before a capital or a number."""
    tokens = [Token(t.text, space_after=bool(t.whitespace_)) for t in tokenizer(line)]
    start = 0
    for place in range(1, len(tokens)):
        before, after = tokens[place - 1], tokens[place]
        ended = before.form in ENDS or (
            before.form in CLOSING and place > 1 and tokens[place - 2].form in ENDS
        )
        opened = after.form[0].isupper() or after.form[0].isdigit() or after.form in OPENING
        if ended and opened and before.space_after:
            yield tokens[start:place]
            start = place
    if tokens:
        yield tokens[start:]


def raw_sentences(data: Path, words: int) -> Iterator[Sentence]:
    """Yield sentences of about ``words`` words, each paragraph a document of its own."""
    nlp = spacy.blank("sv", config={"nlp": {"tokenizer": TOKENIZER}})
    read = 0
    for number, paragraph in enumerate(lines(data, Random(13))):
        for line in paragraph:
            for tokens in sentences_of(line, nlp.tokenizer):
                if SHORTEST <= len(tokens) <= LONGEST:
                    yield Sentence(tokens, doc_id=f"silver{number}")
                    read += len(tokens)
        if read >= words:
            return


def is_tree(heads: list[int]) -> bool:
    """Say whether ``heads`` (0: the root) make one tree with one root."""
    if heads.count(0) != 1:
        return False
    safe = {0}
    for place in range(1, len(heads) + 1):
        path = []
        while place not in safe:
            if place in path:
                return False
            path.append(place)
            place = heads[place - 1]  # noqa: PLW2901
        safe.update(path)
    return True


def is_projective(heads: list[int]) -> bool:
    """Say whether no two arcs of ``heads`` cross."""
    arcs = [(min(h, d), max(h, d)) for d, h in enumerate(heads, 1) if h]
    return not any(a < c < b < d for a, b in arcs for c, d in arcs)


def mark(sentence: Sentence, found: dict[str, Any], labels: dict[str, list[str]]) -> bool:
    """Write what was ``found`` to ``sentence``; say whether it is sure and a tree."""
    heads = found["head"].argmax(-1).tolist()
    sure = float(np.exp(np.log(found["head"].max(-1) + 1e-9).mean()))
    if sure < LEAST_SURE or not is_tree(heads):
        return False
    best = {task: found[task].argmax(-1).tolist() for task in ("tag", "morph", "relation")}
    for place, token in enumerate(sentence.tokens):
        token.xpos = labels["tag"][best["tag"][place]]
        token.upos, _, token.feats = labels["morph"][best["morph"][place]].partition("|")
        token.head = heads[place]
        relation = labels["relation"][best["relation"][place]]
        token.deprel = "root" if not heads[place] else relation
        if heads[place] and relation == "root":
            return False
    return True


def marked(
    models: list[Teacher], words: Words, sentences: Iterable[Sentence], scheme: str
) -> Iterator[Sentence]:
    """Yield those of ``sentences`` that the teachers are sure about, with what they say."""
    pool: list[Sentence] = []
    for sentence in sentences:
        pool.append(sentence)
        if len(pool) == 2000:
            yield from _marked(models, words, pool, scheme)
            pool = []
    yield from _marked(models, words, pool, scheme)


def _marked(
    models: list[Teacher], words: Words, pool: list[Sentence], scheme: str
) -> Iterator[Sentence]:
    """Do the work of ``marked`` for one pool, which is read in order of length."""
    items = []
    for sentence in pool:
        forms = [t.form for t in sentence.tokens]
        items.append(Item(forms, words.ids(forms), SCHEMES.index(scheme)))
    order = sorted(range(len(pool)), key=lambda n: len(items[n].ids))
    place, kept = iter(order), set()
    for batch in batches([items[n] for n in order], 3000, None):
        for found in predict(models, words, batch):
            number = next(place)
            if mark(pool[number], found, models[0].labels):
                kept.add(number)
    yield from (sentence for number, sentence in enumerate(pool) if number in kept)


def main() -> None:
    """Write the sentences and say how many were kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "build", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("teachers", type=Path, nargs="+")
    parser.add_argument("--scheme", choices=SCHEMES, default="true")
    parser.add_argument("--words", type=int, default=2_000_000)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    models = [load(path) for path in options.teachers]
    converted = read_conllu(options.build / "train.conllu")
    lower = frozenset(t.form for s in converted for t in s.tokens if t.form.islower())
    vectors = floret.load_model(str(options.build / "teacher.floret.bin"))
    words = Words(vectors, Lists(options.data, lower))
    read = 0

    def counted() -> Iterator[Sentence]:
        nonlocal read
        for sentence in raw_sentences(options.data, options.words):
            read += 1
            yield sentence

    kept = list(marked(models, words, counted(), options.scheme))
    write_conllu(kept, options.out)
    print(f"{len(kept)} of {read} sentences, {sum(len(s.tokens) for s in kept)} tokens")


if __name__ == "__main__":
    main()
